//! Whether two documents tell the same: one a copy of the other, or both about one event.
//!
//! A [`Fingerprint`] holds the keys under which candidates are found, and what a `verdict` about
//! two of them needs. Nothing here knows of a third document: how rare a word is, the caller says.

mod fingerprint;
mod keys;
mod reason;
mod scan;
mod shingles;
mod terms;
mod title;
mod verdict;

#[cfg(test)]
mod tests;

pub use fingerprint::{Fingerprint, Told};
pub use keys::{Key, KeyKind};
pub use reason::Reason;
pub use verdict::{STORY_DAYS, Verdict, days, verdict};

/// Changes whenever the same document would get other keys or verdicts.
pub const FINGERPRINT: &str = "same-1";
