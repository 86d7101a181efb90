//! Letters in the forms in which they are read: a subject, HTML, plain text, Markdown and JSON.
//!
//! What a letter says is put into words once (`view`); the forms only lay it out.

mod brief;
mod clean;
mod html;
mod json;
mod markdown;
mod notices;
mod subject;
mod text;
mod view;
mod view_item;
mod wrap;

pub use brief::{Brief, BriefItem, brief};
pub use json::json;
pub use markdown::markdown;
pub use notices::{Confirmation, OwnerNote, confirmation, owner_note};

use super::letter::{Composed, Letter};

/// A digest or a network letter with its placeholders, the same for all who get it.
pub fn compose(letter: &Letter) -> Composed {
    let view = view::view(letter);
    Composed { html: html::letter(&view), text: text::letter(&view), subject: view.subject }
}

#[cfg(test)]
mod tests;
