//! Names that identify things: sources, documents, addresses.

use std::borrow::Borrow;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What a source is called in `sources.toml`: `[a-z0-9]`, then up to 63 of `[a-z0-9-]`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SourceId(String);

/// Why a text cannot name a source.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` cannot name a source; use a–z, 0–9 and hyphens, for example `{1}`")]
pub struct InvalidSourceId(String, String);

impl SourceId {
    pub const MAX_LENGTH: usize = 64;

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name of a source that the program brings along; valid as it stands in the code.
    pub fn built_in(name: &'static str) -> Self {
        Self(name.to_owned())
    }

    /// The nearest valid name: `Malmö stad` becomes `malmo-stad`.
    pub fn suggestion(text: &str) -> String {
        let mut name = String::new();
        for letter in text.chars().flat_map(char::to_lowercase) {
            match letter {
                'a'..='z' | '0'..='9' => name.push(letter),
                'å' | 'ä' | 'á' | 'à' | 'æ' => name.push('a'),
                'ö' | 'ø' | 'ó' => name.push('o'),
                'é' | 'è' => name.push('e'),
                'ü' => name.push('u'),
                _ if !name.is_empty() && !name.ends_with('-') => name.push('-'),
                _ => {}
            }
        }
        name.truncate(Self::MAX_LENGTH);
        let name = name.trim_end_matches('-');
        if name.is_empty() { "source-1".to_owned() } else { name.to_owned() }
    }
}

impl FromStr for SourceId {
    type Err = InvalidSourceId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::try_from(text.to_owned())
    }
}

impl TryFrom<String> for SourceId {
    type Error = InvalidSourceId;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if !text.is_empty()
            && text.len() <= Self::MAX_LENGTH
            && !text.starts_with('-')
            && text.bytes().all(allowed)
        {
            return Ok(Self(text));
        }
        let suggestion = Self::suggestion(&text);
        Err(InvalidSourceId(text.chars().take(80).collect(), suggestion))
    }
}

impl From<SourceId> for String {
    fn from(id: SourceId) -> Self {
        id.0
    }
}

impl Borrow<str> for SourceId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a document is called everywhere: sixteen hexadecimal digits for what was crawled, or the
/// name it was imported under. Ids are scoped to their source, so that no source can overwrite
/// what another one brought.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DocumentId(String);

impl DocumentId {
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The address that identifies a document: redirects followed, tracking removed, spelling
/// normalised. `address::canonical` makes it from a URL; the store gives back what it was given.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CanonicalUrl(String);

impl CanonicalUrl {
    /// Takes a text that is canonical already.
    pub fn from_canonical(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CanonicalUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_name_is_checked_and_a_better_one_proposed() {
        assert!("skr-nyheter".parse::<SourceId>().is_ok());
        let message = "Malmö stad!".parse::<SourceId>().unwrap_err().to_string();
        assert!(message.contains("`malmo-stad`"), "{message}");
        assert!("-a".parse::<SourceId>().is_err());
        assert!("a".repeat(65).parse::<SourceId>().is_err());
        assert_eq!(SourceId::suggestion("***"), "source-1");
    }
}
