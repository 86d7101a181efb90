//! Documents in and out as JSON lines; the whole database out as a backup, and back again.

mod backup;
mod export;
pub mod hits;
mod import;
mod line;
mod restore;

#[cfg(test)]
mod tests;

use std::path::PathBuf;

use crate::store::StoreError;

pub use backup::{Existing, backup};
pub use export::export;
pub use import::{ImportReport, Problem, import};
pub use restore::{Restored, restore};

/// Why documents could not be taken out or brought in. What was imported before is kept.
#[derive(Debug, thiserror::Error)]
pub enum TransferError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the file with the documents cannot be read")]
    Read(#[source] std::io::Error),
    #[error("the documents cannot be written")]
    Write(#[source] std::io::Error),
    #[error("`{path}` exists already; name another file, or add `--overwrite`")]
    Exists { path: PathBuf },
    #[error("`{path}` is the database itself; name another file")]
    Itself { path: PathBuf },
    #[error("the backup `{path}` is damaged or no database at all ({detail}); use another one")]
    Unusable { path: PathBuf, detail: String },
    #[error("cannot use `{path}`; check its folder, the disk and the rights")]
    File { path: PathBuf, source: std::io::Error },
}
