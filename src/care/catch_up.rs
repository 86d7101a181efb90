//! Bringing the index to where the store is: nothing, the difference, or all of it.

use std::path::Path;

use super::decision::{Decision, Reason, decide};
use crate::index::{self, Background, Index, IndexError, Writer};
use crate::model::Mark;
use crate::store::{Store, StoreError};

/// For the few documents of a crawl: one thread, little memory.
const REPLAY_BYTES: usize = 40_000_000;
/// For all documents: two threads with segments of a good size, and far from 400 MB in all.
const REBUILD_BYTES: usize = 120_000_000;
/// Changes that are loaded at once.
const BATCH: usize = 250;
/// Changes between two commits: what a kill in the middle costs at most. More commits cost time,
/// because each leaves segments that must be merged.
const CHANGES_PER_COMMIT: u64 = 50_000;

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CatchUp {
    /// The index was where the store is.
    Nothing,
    /// Changes were replayed.
    Replayed { changes: u64 },
    /// The index was made anew.
    Rebuilt { reason: Reason, documents: u64 },
}

/// How far a replay or rebuild is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub done: u64,
    /// A guess while documents change beside it.
    pub total: u64,
}

/// Why the index could not be brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum CareError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Index(#[from] IndexError),
}

/// Makes the index hold what the store holds, with as little work as that takes.
pub async fn catch_up(
    store: &Store,
    folder: &Path,
    progress: impl FnMut(Progress),
) -> Result<CatchUp, CareError> {
    let mark = store.mark().await?;
    let looked_at = folder.to_owned();
    let looked_for = mark.clone();
    match blocking(move || decide(&looked_at, &looked_for)).await? {
        Decision::Nothing => Ok(CatchUp::Nothing),
        Decision::Replay(from) => {
            let folder = folder.to_owned();
            let writer = blocking(move || Index::open(&folder)?.writer(REPLAY_BYTES)).await?;
            let total = u64::try_from(mark.sequence - from).unwrap_or_default();
            let changes = Run { store, from, total, progress }.write(writer).await?;
            Ok(CatchUp::Replayed { changes })
        }
        Decision::Rebuild(reason) => make_anew(store, folder, reason, progress).await,
    }
}

/// Makes the index anew from all that the store holds.
pub async fn rebuild(
    store: &Store,
    folder: &Path,
    progress: impl FnMut(Progress),
) -> Result<CatchUp, CareError> {
    make_anew(store, folder, Reason::Asked, progress).await
}

async fn make_anew(
    store: &Store,
    folder: &Path,
    reason: Reason,
    progress: impl FnMut(Progress),
) -> Result<CatchUp, CareError> {
    let total = store.mark().await?.documents;
    let damaged = reason == Reason::Damaged;
    let folder = folder.to_owned();
    let writer = blocking(move || emptied(&folder, damaged)).await?;
    let documents = Run { store, from: 0, total, progress }.write(writer).await?;
    Ok(CatchUp::Rebuilt { reason, documents })
}

/// A writer of an index that is empty. One that can be opened is emptied in place, so that a
/// search beside it never finds no index at all.
fn emptied(folder: &Path, damaged: bool) -> Result<Writer, IndexError> {
    if !damaged {
        match empty_in_place(folder) {
            Err(error) if error.wants_rebuild() => {}
            other => return other,
        }
    }
    index::remove(folder)?;
    empty_in_place(folder)
}

fn empty_in_place(folder: &Path) -> Result<Writer, IndexError> {
    let mut writer = Index::open_or_create(folder)?.writer(REBUILD_BYTES)?;
    writer.clear()?;
    Ok(writer)
}

/// Changes on their way from the store to the index.
struct Run<'s, P> {
    store: &'s Store,
    from: i64,
    total: u64,
    progress: P,
}

impl<P: FnMut(Progress)> Run<'_, P> {
    /// Says how many changes were written.
    async fn write(mut self, writer: Writer) -> Result<u64, CareError> {
        let background = Background::start(writer)?;
        let sent = self.send(&background).await;
        // An error of the index explains why sending stopped; one of the store is its own.
        background.finish().await?;
        sent
    }

    async fn send(&mut self, background: &Background) -> Result<u64, CareError> {
        let (mut done, mut uncommitted) = (0, 0);
        loop {
            // Read before the changes: when there are none left, the index is at least here.
            let mark = self.store.mark().await?;
            let changes = self.store.changes_after(self.from, BATCH).await?;
            let Some(last) = changes.last().map(|change| change.sequence) else {
                background.commit(mark).await;
                return Ok(done);
            };
            self.from = last;
            let count = u64::try_from(changes.len()).unwrap_or_default();
            done += count;
            uncommitted += count;
            if !background.apply(changes).await {
                return Ok(done);
            }
            (self.progress)(Progress { done, total: self.total.max(done) });
            if uncommitted >= CHANGES_PER_COMMIT {
                uncommitted = 0;
                // How many documents that are is not known before the end: none are promised.
                background.commit(Mark { sequence: last, documents: 0, ..mark }).await;
            }
        }
    }
}

/// Index work runs off the async threads.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, IndexError> + Send + 'static,
) -> Result<T, IndexError> {
    tokio::task::spawn_blocking(work).await.unwrap_or(Err(IndexError::Stopped))
}
