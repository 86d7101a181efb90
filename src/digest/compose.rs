//! Stands in for the composer until it is here.

use super::letter::{Composed, Content, Letter};
use crate::message::Locale;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnerNote {
    pub locale: Locale,
    pub network: String,
    pub name: String,
    pub title: String,
    pub query: String,
    pub trouble: String,
    pub home: String,
    pub page: Option<String>,
}

pub fn owner_note(note: &OwnerNote) -> Composed {
    Composed { subject: note.title.clone(), html: String::new(), text: note.trouble.clone() }
}

pub fn compose(letter: &Letter) -> Composed {
    let items = letter.own.iter().chain(&letter.world);
    let text = items.map(|item| item.title.as_str()).collect::<Vec<_>>().join("\n");
    let hits = match &letter.content {
        Content::Digest(counts) => counts.hits,
        Content::Network { .. } => 0,
    };
    Composed { subject: format!("{} ({hits})", letter.title), html: String::new(), text }
}
