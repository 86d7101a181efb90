//! Getting sources into the list and out of it: what a site offers is found, tried and shown, and
//! lists of feeds (OPML) come and go.
//!
//! Nothing is written here without somebody's say-so, and what opens doors never comes from here.

mod candidate;
mod discover;
mod entry;
mod guess;
mod opml;
mod scout;
mod tried;
mod watched;

pub use candidate::{Candidate, How, date_of};
pub use discover::{Discovery, discover};
pub use entry::{Refusal, Wishes, entry_of, known_as};
pub use opml::{Imported, Skipped, export, import};
pub use watched::watched;
