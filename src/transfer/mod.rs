//! Documents in and out as JSON lines.

mod export;
mod import;
mod line;

#[cfg(test)]
mod tests;

use crate::store::StoreError;

pub use export::export;
pub use import::{ImportReport, Problem, import};

/// Why documents could not be taken out or brought in. What was imported before is kept.
#[derive(Debug, thiserror::Error)]
pub enum TransferError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the file with the documents cannot be read")]
    Read(#[source] std::io::Error),
    #[error("the documents cannot be written")]
    Write(#[source] std::io::Error),
}
