//! Mails: what a letter says of itself, and the items of a newsletter.
//!
//! Of whom it was sent to nothing is kept: no address, no name, no greeting, no private link.

mod blocks;
mod bounce;
mod items;
mod letter;
mod links;
mod parameters;
mod plain;
mod private;
mod spelled;
mod wording;

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::model::Entry;

use super::ParseError;

pub use bounce::Bounce;
pub use letter::{Letter, LetterHead};
pub use links::is_tracking;

/// Reads only the head of a mail: enough to know who sent it, and whether it is known.
pub fn letter_head(bytes: &[u8]) -> Result<LetterHead, ParseError> {
    guarded(|| letter::read_head(bytes))
}

/// Reads a mail. It takes CPU time and belongs on a blocking thread.
pub fn letter(bytes: &[u8]) -> Result<Letter, ParseError> {
    guarded(|| letter::read(bytes))
}

/// What a newsletter tells, item by item; the letter itself where it has none.
pub fn items(letter: &Letter) -> Result<Vec<Entry>, ParseError> {
    guarded(|| Ok(items::of(letter)))
}

/// All of a letter as one entry, without its items.
pub fn whole(letter: &Letter) -> Result<Entry, ParseError> {
    guarded(|| Ok(items::whole(letter)))
}

/// A page that a browser has saved as one file (MHTML): its address and its markup. `None` where it
/// is another mail.
pub fn saved_page(bytes: &[u8]) -> Option<(String, String)> {
    guarded(|| letter::saved_page(bytes).ok_or(ParseError::Empty)).ok()
}

/// Whom a letter did not reach, as a report of a mail server tells it; none where it is no report.
pub fn bounces(bytes: &[u8]) -> Result<Vec<Bounce>, ParseError> {
    guarded(|| bounce::read(bytes))
}

fn guarded<T>(read: impl FnOnce() -> Result<T, ParseError>) -> Result<T, ParseError> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or(Err(ParseError::Panicked))
}

#[cfg(test)]
mod tests;
