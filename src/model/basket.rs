//! Hits set aside with a comment, to share as a letter or a list (samling).

use std::str::FromStr;

use super::{DocumentId, Timestamp};

/// What the analyst wants of the readers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Ask {
    /// "För kännedom."
    #[default]
    Know,
    /// "Ta upp."
    Discuss,
    /// "Svara före", a day.
    Answer,
}

impl Ask {
    pub const ALL: [Self; 3] = [Self::Know, Self::Discuss, Self::Answer];

    pub fn code(self) -> &'static str {
        match self {
            Self::Know => "know",
            Self::Discuss => "discuss",
            Self::Answer => "answer",
        }
    }
}

impl FromStr for Ask {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = Self::ALL.into_iter().find(|ask| ask.code() == text);
        known.ok_or_else(|| format!("`{text}` is nothing to ask for"))
    }
}

/// A basket, and the network letter that it becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basket {
    /// 128 random bits in hexadecimal digits.
    pub id: String,
    pub title: String,
    /// What stands before the hits; empty when nothing does.
    pub introduction: String,
    /// Who signs.
    pub signature: String,
    pub created: Timestamp,
    pub changed: Timestamp,
    /// When it went out as a network letter.
    pub sent: Option<Timestamp>,
    /// In their order.
    pub items: Vec<BasketItem>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BasketItem {
    pub document: DocumentId,
    pub ask: Ask,
    /// `2026-12-11`, for [`Ask::Answer`]; empty otherwise.
    pub answer_by: String,
    pub comment: String,
}
