//! A query text to a query tree to results.

mod bits;
mod columns;
mod engine;
mod evaluate;
mod facets;
mod fill_in;
mod filter;
mod fold;
mod hits;
mod like;
mod matcher;
mod nearness;
mod order;
mod phrase;
mod plan;
mod rank;
mod reach;
mod run;
mod score;
mod snippet;
pub mod suggest;
pub mod syntax;
mod why;
mod widen;

pub use engine::{Engine, SearchError};
pub use fill_in::{Audience, Filling, SavedQueries, asks_for_saved, fill_in};
pub use rank::rank;
pub use run::{DEEPEST_HIT, run};
pub use widen::widen;

#[cfg(test)]
mod tests;
