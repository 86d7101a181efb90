//! Keeping the house in order: the index up to date, the store sound.

mod catch_up;
mod decision;

pub use catch_up::{CareError, CatchUp, Progress, catch_up, rebuild};
pub use decision::Reason;

#[cfg(test)]
mod tests;
