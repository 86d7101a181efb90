//! What had to be put right in a feed before it could be read: told of its source, so that somebody
//! can ask the site to mend it.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

/// A kind of repair; each is told once, however often it was needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Repair {
    /// It is written in another encoding than it says.
    Encoding,
    /// Some bytes mean nothing in its encoding.
    Bytes,
    /// UTF-8 that was read as windows-1252 and written again.
    DoubleEncoding,
    /// Control characters, which XML forbids.
    Controls,
    /// Something stands before its beginning.
    Preamble,
    /// `&` where XML wants `&amp;`, or names of letters that XML does not know.
    Ampersands,
    /// Tags that do not match, or `<` where XML wants `&lt;`.
    Tags,
    /// Prefixes that nothing declares.
    Prefixes,
    /// Dates that nobody can read.
    Dates,
    /// Entries that are too broken to be read.
    Entries,
    /// It is sent as a page.
    ContentType,
}

impl Repair {
    pub const ALL: [Self; 11] = [
        Self::Encoding,
        Self::Bytes,
        Self::DoubleEncoding,
        Self::Controls,
        Self::Preamble,
        Self::Ampersands,
        Self::Tags,
        Self::Prefixes,
        Self::Dates,
        Self::Entries,
        Self::ContentType,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Encoding => "encoding",
            Self::Bytes => "bytes",
            Self::DoubleEncoding => "double_encoding",
            Self::Controls => "controls",
            Self::Preamble => "preamble",
            Self::Ampersands => "ampersands",
            Self::Tags => "tags",
            Self::Prefixes => "prefixes",
            Self::Dates => "dates",
            Self::Entries => "entries",
            Self::ContentType => "content_type",
        }
    }

    /// Several as one word, as the store keeps them.
    pub fn to_words(repairs: &[Self]) -> String {
        repairs.iter().map(|repair| repair.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// Reads what `to_words` writes; words of another version are passed over.
    pub fn of_words(words: &str) -> Vec<Self> {
        words.split(' ').filter_map(|word| word.parse().ok()).collect()
    }
}

impl FromStr for Repair {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|repair| repair.as_str() == word);
        found.ok_or_else(|| word.to_owned())
    }
}

impl fmt::Display for Repair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Repair {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back() {
        assert_eq!(Repair::of_words(&Repair::to_words(&Repair::ALL)), Repair::ALL);
        assert_eq!(Repair::of_words(""), []);
        assert_eq!(Repair::of_words("tags of_tomorrow bytes"), [Repair::Tags, Repair::Bytes]);
    }
}
