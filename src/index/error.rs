//! Why the index cannot be used, and what to do about it.

use std::path::{Path, PathBuf};

use tantivy::TantivyError;
use tantivy::directory::error::{LockError, OpenDirectoryError, OpenReadError, OpenWriteError};

/// What went wrong with the index, by what the caller can do.
#[derive(Clone, Debug, thiserror::Error)]
pub enum IndexError {
    /// There is none: build it.
    #[error("no search index in `{}`; run `utkik reindex`", .0.display())]
    Missing(PathBuf),
    /// It was made by another version, or analyses words in another way: rebuild it.
    #[error("the search index in `{}` was made by another version; run `utkik reindex`", .0.display())]
    Outdated(PathBuf),
    /// Its files are broken or gone: rebuild it.
    #[error("the search index in `{}` is damaged ({reason}); run `utkik reindex`", folder.display())]
    Damaged { folder: PathBuf, reason: String },
    /// Another process writes: wait.
    #[error("another process writes the search index in `{}`; try again when it is done", .0.display())]
    Busy(PathBuf),
    /// The disk refuses.
    #[error("cannot use the search index in `{}`: {reason}; check the disk and the rights", folder.display())]
    Disk { folder: PathBuf, reason: String },
}

impl IndexError {
    pub(super) fn missing(folder: &Path) -> Self {
        Self::Missing(folder.to_owned())
    }

    pub(super) fn outdated(folder: &Path) -> Self {
        Self::Outdated(folder.to_owned())
    }

    pub(crate) fn damaged(folder: &Path, reason: impl Into<String>) -> Self {
        Self::Damaged { folder: folder.to_owned(), reason: reason.into() }
    }

    pub(super) fn disk(folder: &Path, error: &std::io::Error) -> Self {
        Self::Disk { folder: folder.to_owned(), reason: error.to_string() }
    }

    /// The file that makes it an index cannot be read.
    pub(crate) fn unreadable(folder: &Path, error: &std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::NotFound {
            Self::missing(folder)
        } else {
            Self::disk(folder, error)
        }
    }

    /// Sorts what tantivy says by what can be done about it.
    pub(crate) fn from_tantivy(folder: &Path, error: &TantivyError) -> Self {
        let disk = |error: &std::io::Error| Self::disk(folder, error);
        match error {
            TantivyError::LockFailure(LockError::LockBusy, _) => Self::Busy(folder.to_owned()),
            TantivyError::LockFailure(LockError::IoError(error), _)
            | TantivyError::OpenDirectoryError(OpenDirectoryError::IoError {
                io_error: error,
                ..
            })
            | TantivyError::OpenReadError(OpenReadError::IoError { io_error: error, .. })
            | TantivyError::IoError(error)
                if error.kind() != std::io::ErrorKind::InvalidData
                    && error.kind() != std::io::ErrorKind::UnexpectedEof =>
            {
                disk(error)
            }
            TantivyError::OpenDirectoryError(OpenDirectoryError::DoesNotExist(_)) => {
                Self::missing(folder)
            }
            TantivyError::IncompatibleIndex(_) | TantivyError::SchemaError(_) => {
                Self::outdated(folder)
            }
            TantivyError::OpenWriteError(OpenWriteError::IoError { io_error: error, .. }) => {
                disk(error)
            }
            // A worker that cannot write ends like this, and the disk is why.
            TantivyError::ErrorInThread(reason) | TantivyError::SystemError(reason) => {
                Self::Disk { folder: folder.to_owned(), reason: first_line(reason) }
            }
            other => Self::damaged(folder, first_line(&other.to_string())),
        }
    }

    /// A rebuild helps.
    pub fn wants_rebuild(&self) -> bool {
        matches!(self, Self::Missing(_) | Self::Outdated(_) | Self::Damaged { .. })
    }
}

/// tantivy's messages may carry whole files.
fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().chars().take(200).collect()
}
