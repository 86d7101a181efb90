//! A letter in the few words that a chat or a push message has room for.

use super::view::{View, view};
use super::view_item::ItemView;
use crate::digest::letter::Letter;
use crate::message::letter as words;

/// All of it is plain text of one line each, and nothing in it is of one reader alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brief {
    pub subject: String,
    /// Of the saved search.
    pub title: String,
    /// How much is new.
    pub head: String,
    pub items: Vec<BriefItem>,
    /// Where all that is new is found: words and address.
    pub rest: (String, String),
}

/// A hit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BriefItem {
    pub title: String,
    /// The original.
    pub link: String,
    /// Who, source, date, and what one wants to know before going there.
    pub origin: String,
    /// What a reader decides by: last day, cost; may be empty.
    pub facts: String,
    /// May be empty.
    pub summary: String,
}

pub fn brief(letter: &Letter) -> Brief {
    let view = view(letter);
    let head: Vec<&str> = view.head.iter().map(|sentence| sentence.words.as_str()).collect();
    let head = head.join(" ");
    let items = view.sections.iter().flat_map(|section| &section.items).map(item).collect();
    let View { locale, subject, title, more, .. } = view;
    let rest = match more {
        Some(more) => (more.words, more.address),
        None => (words::open_in_utkik(locale), letter.rest.clone()),
    };
    Brief { subject, title, head, items, rest }
}

fn item(view: &ItemView) -> BriefItem {
    let facts: Vec<&str> = view.facts.iter().map(|fact| fact.words.as_str()).collect();
    BriefItem {
        title: view.title.clone(),
        link: view.link.clone(),
        origin: view.origin.join(" · "),
        facts: facts.join(" · "),
        summary: view.summary.clone(),
    }
}
