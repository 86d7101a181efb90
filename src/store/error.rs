//! Why the store could not do what was asked: shaped by what an operator has to do about it.

use std::path::{Path, PathBuf};

use crate::model::SourceId;

/// A store that cannot be opened, read or written. What was committed before is kept.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("there is no database at `{path}` yet; run `utkik crawl` or `utkik import` first")]
    Missing { path: PathBuf },
    #[error(
        "the database `{path}` was written by a newer utkik (schema {found}, this one knows {known}); update utkik, or name another folder with `--data`"
    )]
    Newer { path: PathBuf, found: i64, known: i64 },
    #[error(
        "another program is holding the database `{path}`; wait until it has finished, then run this again"
    )]
    Busy { path: PathBuf },
    #[error(
        "the database `{path}` cannot be written; give this user the right to write the file and its folder"
    )]
    ReadOnly { path: PathBuf },
    #[error(
        "there is no room to write the database `{path}`: the disk, a quota or a limit on file size is full; make room, then run this again: what was committed is kept"
    )]
    Full { path: PathBuf },
    #[error(
        "the database `{path}` is damaged or no database at all ({detail}); put a backup in its place with `utkik restore FILE`, which keeps the damaged file aside"
    )]
    Damaged { path: PathBuf, detail: String },
    #[error(
        "the database `{path}` belongs to another program; move it away, or name another folder with `--data`"
    )]
    Foreign { path: PathBuf },
    #[error(
        "a folder is in the way at `{path}`, where the database should be; move it away, or name another folder with `--data`"
    )]
    Directory { path: PathBuf },
    #[error("the database `{path}` cannot be opened ({detail}); look at its path and rights")]
    CannotOpen { path: PathBuf, detail: String },
    #[error(
        "the database `{path}` was moved away or replaced while it was in use, as `utkik restore` does; run this again"
    )]
    Replaced { path: PathBuf },
    #[error("`{prefix}` is the beginning of several documents ({examples}); write more of it")]
    Ambiguous { prefix: String, examples: String },
    #[error(
        "the document `{id}` belongs to the source `{owner}`; nothing of `{source_id}` was stored"
    )]
    OtherSource { id: String, owner: SourceId, source_id: SourceId },
    #[error("the database `{path}` did not do what was asked: {source}")]
    Other {
        path: PathBuf,
        #[source]
        source: sqlx::Error,
    },
}

/// Result codes of `SQLite` (<https://www.sqlite.org/rescode.html>); the low byte is the kind.
mod code {
    pub(super) const BUSY: i32 = 5;
    pub(super) const LOCKED: i32 = 6;
    pub(super) const READ_ONLY: i32 = 8;
    pub(super) const IO: i32 = 10;
    pub(super) const CORRUPT: i32 = 11;
    pub(super) const FULL: i32 = 13;
    pub(super) const CANNOT_OPEN: i32 = 14;
    pub(super) const NOT_A_DATABASE: i32 = 26;
    /// Writing, syncing, truncating or enlarging the shared memory failed: quotas and limits on
    /// file size arrive so, only `ENOSPC` as `FULL`.
    pub(super) const NO_ROOM: [i32; 4] = [778, 1034, 1546, 4874];
}

/// How a file is reported that is no longer the one at its path.
pub(super) const GONE: std::io::ErrorKind = std::io::ErrorKind::StaleNetworkFileHandle;

impl StoreError {
    /// The same trouble, told of the file that it comes from: of a backup and not of its copy.
    #[must_use]
    pub fn about(mut self, file: &Path) -> Self {
        match &mut self {
            Self::Missing { path }
            | Self::Newer { path, .. }
            | Self::Busy { path }
            | Self::ReadOnly { path }
            | Self::Full { path }
            | Self::Damaged { path, .. }
            | Self::Foreign { path }
            | Self::Directory { path }
            | Self::CannotOpen { path, .. }
            | Self::Replaced { path }
            | Self::Other { path, .. } => file.clone_into(path),
            Self::Ambiguous { .. } | Self::OtherSource { .. } => {}
        }
        self
    }

    pub(super) fn from_sqlx(path: &Path, error: sqlx::Error) -> Self {
        let path = path.to_owned();
        match &error {
            sqlx::Error::PoolTimedOut => return Self::Busy { path },
            sqlx::Error::Io(error) if error.kind() == GONE => return Self::Replaced { path },
            _ => {}
        }
        let Some(database) = error.as_database_error() else {
            return Self::Other { path, source: error };
        };
        let code: i32 = database.code().and_then(|code| code.parse().ok()).unwrap_or(0);
        let detail = database.message().to_owned();
        match code & 0xff {
            code::BUSY | code::LOCKED => Self::Busy { path },
            code::READ_ONLY => Self::ReadOnly { path },
            code::FULL => Self::Full { path },
            code::IO if code::NO_ROOM.contains(&code) => Self::Full { path },
            code::CORRUPT | code::NOT_A_DATABASE => Self::Damaged { path, detail },
            code::CANNOT_OPEN => Self::CannotOpen { path, detail },
            _ => Self::Other { path, source: error },
        }
    }

    pub(super) fn from_io(path: &Path, error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        let path = path.to_owned();
        match error.kind() {
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::ReadOnly { path },
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
                Self::Full { path }
            }
            _ => Self::CannotOpen { path, detail: error.to_string() },
        }
    }
}
