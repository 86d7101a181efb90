//! Languages: recognising them, and turning text into the tokens that are indexed.

mod analyser;
mod function_words;
mod recognise;
mod stem;
mod swedish;
mod table;
mod weightless;
mod words;

pub use analyser::{
    ANALYSER_FINGERPRINT, Analyser, QueryPart, Token, exact_tokens, fold, query_forms, query_parts,
};
pub use recognise::{Recognition, recognise};
pub use weightless::weightless;
pub use words::{Words, is_invisible};
