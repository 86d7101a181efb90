//! Languages: recognising them, and turning text into the tokens that are indexed.

mod analyser;
mod asked;
mod compounds;
mod function_words;
mod recognise;
mod stem;
mod swedish;
mod table;
pub mod thesaurus;
mod twin;
mod weightless;
mod words;

pub use analyser::{ANALYSER_FINGERPRINT, Analyser, Token, exact_tokens, fold, parts, stem};
pub use asked::{QueryPart, compound_forms, query_forms, query_parts};
pub use recognise::{Recognition, recognise};
pub use twin::ascii_twin;
pub use weightless::weightless;
pub use words::{Words, is_invisible};
