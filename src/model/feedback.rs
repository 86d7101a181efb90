//! What readers answer to a hit of their letter.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{DocumentId, Timestamp};

/// An answer that a letter offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    Relevant,
    NotForUs,
    /// "Det här gör vi redan."
    WeDoThis,
    /// "Vill veta mer."
    TellMore,
}

impl Verdict {
    pub const ALL: [Self; 4] = [Self::Relevant, Self::NotForUs, Self::WeDoThis, Self::TellMore];

    pub fn code(self) -> &'static str {
        match self {
            Self::Relevant => "relevant",
            Self::NotForUs => "not-for-us",
            Self::WeDoThis => "we-do-this",
            Self::TellMore => "tell-more",
        }
    }
}

impl FromStr for Verdict {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = Self::ALL.into_iter().find(|verdict| verdict.code() == text);
        known.ok_or_else(|| format!("`{text}` is no answer"))
    }
}

/// The last answer of a subscription to a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feedback {
    /// Id of the subscription; a random one that leads to nobody once its subscriber is erased.
    pub subscription: String,
    /// Key of the saved search.
    pub search: String,
    pub document: DocumentId,
    pub verdict: Verdict,
    pub at: Timestamp,
}
