//! Letters and other messages on what saved searches have found: who is told what, once.
//!
//! `news` runs each search once and keeps what is new to it. `issue` makes letters of that for those whose
//! time has come, and puts them into the outbox. `send` empties the outbox. What people do about
//! their subscriptions stands in `subscribing`.

mod bounces;
pub mod compose;
mod desk;
mod heeded;
pub mod hooks;
mod issue;
pub mod letter;
pub mod links;
mod matched;
pub mod network_letter;
mod news;
mod preview;
mod reading;
pub mod round;
mod selection;
pub mod send;
pub mod stored;
pub mod subscribing;
mod trouble;

#[cfg(test)]
mod tests;

pub use bounces::{BounceError, BounceReport, read_bounces};
pub use compose::compose;
pub use desk::{Desk, DeskError, load_key};
pub use issue::{IssueReport, issue_due};
pub use news::{NewsReport, look_for_news};
pub use preview::{Preview, Shown, preview};
