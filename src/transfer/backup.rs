//! The whole database into one file, while others go on reading and writing.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::store::{Store, StoreError};

use super::TransferError;

/// What becomes of a file that has the name of the backup already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    Keep,
    Overwrite,
}

/// Writes a backup that is complete or not there at all, for its owner alone, and gives its size
/// in bytes. It is a database of its own; the index is left out, because it can be built anew.
///
/// It grows beside its final name as `FILE.part`; one that a killed backup left is overwritten.
pub async fn backup(store: &Store, file: &Path, existing: Existing) -> Result<u64, TransferError> {
    let failed = |source| TransferError::File { path: file.to_owned(), source };
    let own = ["", "-wal", "-shm"].map(|ending| beside(store.path(), ending));
    if own.iter().any(|own| is_same(file, own)) {
        return Err(TransferError::Itself { path: file.to_owned() });
    }
    if existing == Existing::Keep && file.exists() {
        return Err(TransferError::Exists { path: file.to_owned() });
    }
    let part = beside(file, ".part");
    create_private(&part).map_err(failed)?;
    let written = write(store, file, &part, &failed).await;
    if written.is_err() {
        // A full disk gets its room back.
        let _ = fs::remove_file(&part);
    }
    written
}

async fn write(
    store: &Store,
    file: &Path,
    part: &Path,
    failed: &impl Fn(io::Error) -> TransferError,
) -> Result<u64, TransferError> {
    store.copy_into(part).await.map_err(|error| match error {
        // Of these, it is the copy that has no room or no rights.
        error @ (StoreError::Full { .. }
        | StoreError::ReadOnly { .. }
        | StoreError::CannotOpen { .. }) => error.about(file),
        error => error,
    })?;
    #[cfg(feature = "faults")]
    crate::fault::point("in_backup");
    let size = File::open(part).and_then(|part| part.sync_all().and_then(|()| part.metadata()));
    fs::rename(part, file).map_err(failed)?;
    sync_folder(file).map_err(failed)?;
    Ok(size.map_err(failed)?.len())
}

/// The name with something behind it, in the same folder.
pub(super) fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// An empty file that only its owner may read, in place of what a killed process left.
pub(super) fn create_private(file: &Path) -> io::Result<()> {
    remove(file)?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file).map(|_| ())
}

/// Removes a file; one that is not there is no error.
pub(super) fn remove(file: &Path) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Writes to the disk under which names the files of a folder are known.
pub(super) fn sync_folder(file: &Path) -> io::Result<()> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

fn is_same(a: &Path, b: &Path) -> bool {
    matches!((place(a), place(b)), (Some(a), Some(b)) if a == b)
}

/// Where a file is or would be, by any name of it.
fn place(file: &Path) -> Option<PathBuf> {
    let of_folder = || {
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new(".")).canonicalize().ok()?;
        Some(folder.join(file.file_name()?))
    };
    file.canonicalize().ok().or_else(of_folder)
}
