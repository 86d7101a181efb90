//! Languages: recognising them, and turning text into the tokens that are indexed.

mod analyser;
mod compounds;
mod function_words;
mod recognise;
mod sample;
mod stem;
mod swedish;
mod table;
pub mod thesaurus;
mod twin;
mod weightless;
mod words;

pub use analyser::{
    ANALYSER_FINGERPRINT, Analyser, QueryPart, Token, exact_tokens, fold, parts, query_forms,
    query_parts, stem,
};
pub use recognise::{Recognition, recognise};
pub use twin::ascii_twin;
pub use weightless::weightless;
pub use words::{Words, is_invisible};
