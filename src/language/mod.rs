//! Languages: recognising them, and turning text into the tokens that are indexed.

mod function_words;
mod recognise;

pub use recognise::{Recognition, recognise};
