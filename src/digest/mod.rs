//! Letters and other messages on what saved searches have found: who is told what, once.
//!
//! `news` runs each search once and keeps what is new to it. `issue` makes letters of that for those whose
//! time has come, and puts them into the outbox. `send` empties the outbox. What people do about
//! their subscriptions stands in `subscribing`.

mod desk;
pub mod letter;
pub mod links;
mod pending;
pub mod subscribing;

pub use desk::{Desk, DeskError, load_key};
