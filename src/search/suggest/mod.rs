//! What to search for instead: the word that is being typed, the word that was meant, and the same
//! search with less of it.

mod advice;
mod complete;
mod correct;
mod looser;
mod terms;

pub use advice::{Advice, Offer};
pub use complete::complete;
pub use correct::{Dictionary, Found, correct};
pub use looser::{Looser, looser};

#[cfg(test)]
mod tests;
