//! A search that somebody wants to follow.

use std::fmt;
use std::str::FromStr;

use super::{DocumentId, MailAddress, Timestamp};

/// What a saved search is called in queries (`search:nattillsyn`) and in addresses.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SearchName(String);

/// Why a text is no name of a saved search.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a name; write 1 to 60 of a–z, 0–9 and hyphens, such as `digital-nattillsyn`")]
pub struct SearchNameError(String);

impl SearchName {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for SearchName {
    type Err = SearchNameError;

    fn from_str(text: &str) -> Result<Self, SearchNameError> {
        let is_inside = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let is_name = (1..=60).contains(&text.len())
            && text.chars().all(is_inside)
            && !text.starts_with('-')
            && !text.ends_with('-');
        if is_name {
            Ok(Self(text.to_owned()))
        } else {
            Err(SearchNameError(text.chars().take(60).collect()))
        }
    }
}

impl fmt::Display for SearchName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a saved search is, as `[[search]]` of `sources.toml` or a page says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchDefinition {
    pub name: SearchName,
    /// What readers see: "Digital nattillsyn".
    pub title: String,
    /// As typed, never as a tree: `newer:7d` means another week each day.
    pub query: String,
    /// A sentence for those who choose; empty when there is none.
    pub description: String,
    pub visibility: Visibility,
    /// Who is told when the query can no longer be read.
    pub owner: Option<MailAddress>,
}

/// Who finds a saved search.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Visibility {
    /// Everybody: it stands in the list.
    #[default]
    Shared,
    /// Who knows its address, which cannot be guessed.
    Private,
}

/// Where a saved search comes from, and who may change it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SearchOrigin {
    /// `sources.toml`: changed there.
    List,
    /// The pages of analysts, or `utkik searches add`.
    Analyst,
    /// A subscriber who follows a search of the search page. It has no name, and all who follow
    /// the same query share it.
    Subscriber,
}

/// A saved search as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedSearch {
    /// How it stands in addresses: its name when it is shared, else 128 random bits.
    pub key: String,
    /// Empty for what a subscriber follows.
    pub name: Option<SearchName>,
    pub title: String,
    /// As typed.
    pub query: String,
    pub description: String,
    pub visibility: Visibility,
    pub origin: SearchOrigin,
    pub owner: Option<MailAddress>,
    pub created: Timestamp,
    /// Up to which arrival number documents have been looked through.
    pub mark: i64,
    /// From where they are looked through again, because the page behind an entry may be read
    /// some runs after the entry: an earlier mark.
    pub look_back: i64,
    /// Number of the last news; 0 when there was none yet.
    pub last_news: i64,
    /// Why the query can no longer be read; empty while it can.
    pub trouble: String,
    /// Confirmed subscriptions that are not paused.
    pub subscribers: u64,
}

/// A document that is news to a saved search. Numbers grow within the search, each story has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    pub number: i64,
    pub document: DocumentId,
    /// The story that it tells; its own id when it stands alone.
    pub story: DocumentId,
    pub found: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_can_stand_in_a_query_and_in_an_address() {
        for good in ["a", "digital-nattillsyn", "5g"] {
            assert_eq!(good.parse::<SearchName>().unwrap().as_str(), good);
        }
        for bad in ["", "-a", "a-", "A", "å", "a b", "a/b", &"a".repeat(61)] {
            assert!(bad.parse::<SearchName>().is_err(), "{bad}");
        }
    }
}
