//! A backup back into the place of the database.
//!
//! The backup is copied, checked and made ready beside the database before anything else is
//! touched. Then one rename puts it in place, so that at any moment there is the old database or
//! the new one. The old one is kept aside.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::model::Timestamp;
use crate::store::{CarriedOver, ForgottenList, Store, StoreError};

use super::TransferError;
use super::backup::{beside, create_private, remove, sync_folder};

/// What `SQLite` may keep beside a database.
const COMPANIONS: [&str; 2] = ["-wal", "-shm"];

/// How a restore went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// Documents that are kept now.
    pub documents: u64,
    /// Where the database is that was there before.
    pub aside: Option<PathBuf>,
    /// What was carried over from it, so that nothing comes back that was forgotten on request;
    /// `None` when it could not be read any more.
    pub carried_over: Option<CarriedOver>,
}

/// Puts a backup in the place of the database. The caller holds the work lock, and brings the
/// index up to date afterwards; it will not take the index for its own.
pub async fn restore(
    backup: &Path,
    database: &Path,
    now: Timestamp,
) -> Result<Restored, TransferError> {
    let fresh = beside(database, ".restoring");
    let prepared = prepare(backup, database, &fresh).await;
    let (documents, carried_over) = match prepared {
        Ok(prepared) => prepared,
        Err(error) => {
            let _ = clear(&fresh);
            return Err(error);
        }
    };
    #[cfg(feature = "faults")]
    crate::fault::point("before_restore_swap");
    let failed = |source| TransferError::File { path: database.to_owned(), source };
    let aside = swap(&fresh, database, now).map_err(|error| {
        let _ = clear(&fresh);
        failed(error)
    })?;
    #[cfg(feature = "faults")]
    crate::fault::point("after_restore_swap");
    Ok(Restored { documents, aside, carried_over })
}

/// Makes of the backup a database that can take its place, and says how many documents it has.
async fn prepare(
    backup: &Path,
    database: &Path,
    fresh: &Path,
) -> Result<(u64, Option<CarriedOver>), TransferError> {
    copy(backup, fresh).map_err(|source| {
        let path = backup.to_owned();
        TransferError::File { path, source }
    })?;
    if is_blank(fresh) {
        let detail = "it holds no database of Utkik".to_owned();
        return Err(TransferError::Unusable { path: backup.to_owned(), detail });
    }
    let of_backup = |error| blame(error, backup);
    let store = Store::open_existing(fresh).await.map_err(of_backup)?;
    store.insist_on_soundness().await.map_err(of_backup)?;
    store.rename().await.map_err(of_backup)?;
    let carried_over = match list_of(database).await? {
        Some(list) => {
            if database.exists() {
                store.carry_over_watching(database).await?;
            }
            Some(store.carry_over(&list).await?)
        }
        None => None,
    };
    let documents = store.mark().await?.documents;
    store.close().await;
    Ok((documents, carried_over))
}

/// An empty file, or a database of version 0: opening it would make a new one of it.
fn is_blank(file: &Path) -> bool {
    // https://www.sqlite.org/fileformat.html: the user version stands at offset 60.
    let mut head = Vec::new();
    let read = File::open(file).and_then(|file| file.take(64).read_to_end(&mut head));
    let is_database = head.starts_with(b"SQLite format 3\0");
    read.is_ok() && (head.is_empty() || is_database && head.get(60..64) == Some(&[0; 4]))
}

/// What the present database was asked to forget; `None` when it cannot tell any more. Closing it
/// folds its log into it, so that it is one file when it goes.
async fn list_of(database: &Path) -> Result<Option<ForgottenList>, StoreError> {
    if !database.exists() {
        return Ok(Some(ForgottenList::default()));
    }
    let list = match Store::open_existing(database).await {
        Ok(present) => {
            let list = present.forgotten_list().await;
            present.close().await;
            list
        }
        Err(error) => Err(error),
    };
    match list {
        // This is why a backup is wanted; a database that is merely busy is not lost.
        Err(
            error @ (StoreError::Damaged { .. }
            | StoreError::Foreign { .. }
            | StoreError::Newer { .. }
            | StoreError::Other { .. }),
        ) => {
            tracing::debug!("{error}");
            Ok(None)
        }
        list => list.map(Some),
    }
}

/// What is wrong with the copy is wrong with the backup.
fn blame(error: StoreError, backup: &Path) -> TransferError {
    match error {
        StoreError::Damaged { detail, .. } => {
            TransferError::Unusable { path: backup.to_owned(), detail }
        }
        error @ (StoreError::Foreign { .. }
        | StoreError::Newer { .. }
        | StoreError::Other { .. }) => error.about(backup).into(),
        error => error.into(),
    }
}

/// A copy for its owner alone, with the log that a plain copy of a database may have beside it.
fn copy(backup: &Path, fresh: &Path) -> io::Result<()> {
    clear(fresh)?;
    for companion in ["", "-wal"] {
        let from = beside(backup, companion);
        if !companion.is_empty() && !from.exists() {
            continue;
        }
        let to = beside(fresh, companion);
        let mut from = File::open(from)?;
        create_private(&to)?;
        let mut to = fs::OpenOptions::new().write(true).open(to)?;
        io::copy(&mut from, &mut to)?;
        to.sync_all()?;
    }
    Ok(())
}

/// The old database gets a second name, its log moves there, and the new one takes the first name.
fn swap(fresh: &Path, database: &Path, now: Timestamp) -> io::Result<Option<PathBuf>> {
    File::open(fresh)?.sync_all()?;
    let aside = if database.exists() {
        let aside = free_name(database, now);
        fs::hard_link(database, &aside).or_else(|_| fs::copy(database, &aside).map(|_| ()))?;
        Some(aside)
    } else {
        None
    };
    for companion in COMPANIONS {
        let old = beside(database, companion);
        match &aside {
            // A new database must never find the log of another one.
            Some(aside) if old.exists() => fs::rename(&old, beside(aside, companion))?,
            _ => remove(&old)?,
        }
    }
    // The backup remembers the corrections of its moment, and their file is made from it.
    let corrections = database.with_file_name("corrections.toml");
    if corrections.exists() {
        fs::rename(&corrections, free_name(&corrections, now))?;
    }
    #[cfg(feature = "faults")]
    crate::fault::point("in_restore_swap");
    fs::rename(fresh, database)?;
    sync_folder(database)?;
    Ok(aside)
}

/// `utkik.db.before-restore-2026-11-21T070000Z`.
fn free_name(database: &Path, now: Timestamp) -> PathBuf {
    let moment = now.to_string();
    let second = moment.split(['.', 'Z']).next().unwrap_or_default().replace(':', "");
    let name = beside(database, &format!(".before-restore-{second}Z"));
    let numbered = (2..).map(|number| beside(&name, &format!("-{number}")));
    std::iter::once(name.clone()).chain(numbered).find(|name| !name.exists()).unwrap_or(name)
}

fn clear(file: &Path) -> io::Result<()> {
    ["", "-wal", "-shm"].iter().try_for_each(|companion| remove(&beside(file, companion)))
}
