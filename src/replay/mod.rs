//! From the store to the index: replays what the index has not seen, or rebuilds it.
//!
//! The index says with each commit how far it is. Whoever writes the store calls [`catch_up`]
//! afterwards, and whoever starts to work calls it before: so a kill between the two is mended by
//! the next one. Documents take this way only; nothing else puts into the index.

pub use understand::knowledge;

mod beside;
pub mod corrections;
mod hand;
mod relate;
mod understand;

use std::path::{Path, PathBuf};

use crate::index::{Index, IndexError, IndexState};
use crate::model::{Mark, NumberedChange};
use crate::store::{Store, StoreError};
use hand::Hand;

/// Changes that are loaded at a time.
const CHANGES_AT_A_TIME: usize = 1_000;

/// Memory for a writer that only throws away.
const EMPTYING_BYTES: usize = 16_000_000;

/// Changes after which a long replay commits, so that a kill loses little of it.
const CHANGES_PER_COMMIT: usize = 50_000;

/// Where the index of a store lies, and what it is made with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derived {
    /// Its folder.
    pub index: PathBuf,
    /// What the user adds to the thesaurus; the file need not be there.
    pub thesaurus: PathBuf,
}

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CaughtUp {
    /// The index was made anew.
    pub rebuilt: bool,
    /// Changes that were replayed.
    pub changes: u64,
}

/// How an index stands to its store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Examination {
    /// Documents that are in the index.
    pub documents: u64,
    /// Sound, but the store has changed since, or there is none yet; the next crawl catches up.
    pub is_behind: bool,
    /// Why the index cannot be trusted; merely behind is sound.
    pub problem: Option<String>,
}

/// Why the index could not be brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Index(#[from] IndexError),
    #[error("writing the search index broke off; run `utkik reindex`")]
    Interrupted,
}

/// Brings the index up to date: does nothing, replays the difference, or rebuilds.
///
/// `progress` hears how many changes have been replayed.
pub async fn catch_up(
    store: &Store,
    derived: &Derived,
    progress: impl FnMut(u64) + Send,
) -> Result<CaughtUp, ReplayError> {
    understand::understand(store, &derived.thesaurus).await?;
    relate::relate(store).await?;
    let folder = &derived.index;
    let target = store.mark().await?;
    match aside(folder, move |folder| standing(folder, &target)).await? {
        Standing::UpToDate => Ok(CaughtUp::default()),
        Standing::Behind(sequence) => {
            let changes = replay(store, folder, sequence, progress).await?;
            Ok(CaughtUp { rebuilt: false, changes })
        }
        Standing::NotYet => anew(store, derived, progress).await,
        Standing::Useless(reason) => {
            tracing::warn!("rebuilding the search index: {reason}");
            anew(store, derived, progress).await
        }
    }
}

async fn anew(
    store: &Store,
    derived: &Derived,
    progress: impl FnMut(u64) + Send,
) -> Result<CaughtUp, ReplayError> {
    let changes = rebuild(store, derived, progress).await?;
    Ok(CaughtUp { rebuilt: true, changes })
}

/// Makes the index anew from everything that the store has; gives the number of documents.
pub async fn rebuild(
    store: &Store,
    derived: &Derived,
    progress: impl FnMut(u64) + Send,
) -> Result<u64, ReplayError> {
    understand::understand(store, &derived.thesaurus).await?;
    relate::relate(store).await?;
    aside(&derived.index, empty).await?;
    replay(store, &derived.index, 0, progress).await
}

/// Makes an index that is empty. One that can be opened is emptied in place, so that a search
/// beside it never finds none, and no writer loses the files under its hands.
fn empty(folder: &Path) -> Result<(), IndexError> {
    let emptied =
        look_at(folder).and_then(|_| Index::open(folder)?.writer(EMPTYING_BYTES)?.clear());
    match emptied {
        Err(error) if error.wants_rebuild() => crate::index::remove(folder),
        other => other,
    }
}

/// Looks at the index without changing it. Reads all of it, for flipped bits.
pub async fn examine(store: &Store, folder: &Path) -> Result<Examination, ReplayError> {
    let target = store.mark().await?;
    aside(folder, move |folder| look_through(folder, &target)).await
}

fn look_through(folder: &Path, target: &Mark) -> Result<Examination, IndexError> {
    let documents = Index::open(folder).and_then(|index| index.state()).map_or(0, |s| s.documents);
    let (is_behind, problem) = match standing(folder, target)? {
        Standing::Useless(reason) => (false, Some(reason)),
        // A first crawl that was killed leaves it so; the next one makes it.
        Standing::NotYet => (true, None),
        Standing::Behind(_) => (true, damage(folder)?),
        Standing::UpToDate => (false, damage(folder)?),
    };
    Ok(Examination { documents, is_behind, problem })
}

/// Which files of the index are not as they were written.
fn damage(folder: &Path) -> Result<Option<String>, IndexError> {
    let look = || Index::open(folder)?.damaged_files();
    // A crawl beside us may have merged a segment away meanwhile; the next look sees the new one.
    let damaged = look().or_else(|_| look())?;
    if damaged.is_empty() {
        return Ok(None);
    }
    let names: Vec<String> =
        damaged.iter().map(|file| format!("`{}`", folder.join(file).display())).collect();
    let names = names.join(", ");
    Ok(Some(format!("the search index is damaged in {names}; run `utkik reindex`")))
}

enum Standing {
    UpToDate,
    /// It has everything up to this sequence number.
    Behind(i64),
    /// There is none, or an empty one that was never finished.
    NotYet,
    /// It has to be made anew, and why.
    Useless(String),
}

fn standing(folder: &Path, target: &Mark) -> Result<Standing, IndexError> {
    let state = match look_at(folder) {
        Ok(state) => state,
        Err(IndexError::Missing(_)) => return Ok(Standing::NotYet),
        Err(error) if error.wants_rebuild() => {
            return Ok(Standing::Useless(error.to_string()));
        }
        Err(error) => return Err(error),
    };
    if state.mark == Mark::default() && state.documents == 0 {
        return Ok(Standing::NotYet);
    }
    if let Some(reason) = distrust(&state, target) {
        return Ok(Standing::Useless(format!("{reason}; run `utkik reindex`")));
    }
    if state.mark.sequence == target.sequence {
        return Ok(Standing::UpToDate);
    }
    Ok(Standing::Behind(state.mark.sequence))
}

/// The index as it is on disk, with all its files: a lost one is noticed now and not by a search.
fn look_at(folder: &Path) -> Result<IndexState, IndexError> {
    let index = Index::open(folder)?;
    index.probe()?;
    index.state()
}

/// Why a readable index cannot be trusted.
fn distrust(state: &IndexState, target: &Mark) -> Option<&'static str> {
    if state.mark == Mark::default() {
        Some("the search index does not say how far it is")
    } else if state.mark.store != target.store {
        Some("the search index belongs to another database")
    } else if !state.is_current() {
        Some("the search index analyses words as another version did")
    } else if state.documents < state.mark.documents {
        Some("the search index has lost documents")
    } else if state.mark.sequence > target.sequence {
        Some("the search index is ahead of the database, which was put back to an earlier state")
    } else {
        None
    }
}

/// Puts all changes after `sequence` into the index. Loading and indexing overlap: the index is
/// written by a thread of its own.
async fn replay(
    store: &Store,
    folder: &Path,
    sequence: i64,
    progress: impl FnMut(u64) + Send,
) -> Result<u64, ReplayError> {
    let behind = store.mark().await?.sequence.saturating_sub(sequence);
    let hand = Hand::start(folder, behind).await?;
    let sent = send(store, &hand, sequence, progress).await;
    // What the hand has to say explains why it takes no more.
    hand.finish().await?;
    sent
}

async fn send(
    store: &Store,
    hand: &Hand,
    mut sequence: i64,
    mut progress: impl FnMut(u64) + Send,
) -> Result<u64, ReplayError> {
    let mut replayed = 0;
    let mut since_commit = 0;
    loop {
        // Read before the changes: when none are left, this is true of the index, also when the
        // store has changed meanwhile. A count from another moment would look like a loss.
        let target = store.mark().await?;
        let changes = store.changes_after(sequence, CHANGES_AT_A_TIME).await?;
        let Some(last) = changes.last().map(|change| change.sequence) else {
            hand.commit(target).await?;
            return Ok(replayed);
        };
        let count = changes.len();
        hand.put(changes).await?;
        sequence = last;
        replayed += count as u64;
        since_commit += count;
        progress(replayed);
        if since_commit >= CHANGES_PER_COMMIT {
            // How many documents that makes is not known half way.
            hand.commit(Mark { sequence, documents: 0, ..target }).await?;
            since_commit = 0;
        }
    }
}

/// Does what waits for the disk on a thread where waiting holds up nobody.
async fn aside<T: Send + 'static>(
    folder: &Path,
    work: impl FnOnce(&Path) -> Result<T, IndexError> + Send + 'static,
) -> Result<T, ReplayError> {
    let folder = folder.to_owned();
    let done = tokio::task::spawn_blocking(move || work(&folder)).await;
    Ok(done.map_err(|_| ReplayError::Interrupted)??)
}

/// Changes as they go to the index.
type Changes = Vec<NumberedChange>;

#[cfg(test)]
mod tests;
