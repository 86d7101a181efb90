//! The truth: documents, revisions, sources and their state, in SQLite.
//!
//! Every change of a document takes the next sequence number inside the transaction that makes
//! it, so that [`Store::changes_after`] tells an index exactly what it has not seen yet.

mod backup;
mod change;
mod check;
mod claim;
mod decide;
mod document;
mod error;
mod forgotten;
mod health;
mod host;
mod import;
mod known;
mod migrate;
mod open;
mod record;
mod related;
mod removal;
mod row;
mod source;
mod state;
mod statement;
mod understood;
mod watching;
mod write;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};

use sqlx::{Any, AnyPool, Transaction};

pub use backup::CarriedOver;
pub use check::{Earlier, PastCheck, SourceCheck};
pub use claim::Claim;
pub use error::StoreError;
pub use forgotten::{
    Fate, Forgotten, ForgottenEntry, ForgottenList, FoundDocument, Obeyed, Unclear, Wish,
};
pub use import::Imported;
pub use known::{EntryKey, KnownEntry};
pub use record::Recorded;
pub use related::{Groups, KeyLookup, Member, Sharing, Unrelated, number_of};
pub use understood::Unread;
pub use watching::{
    Applied, Asking, DueSubscription, FeedbackRow, Grounds, HookStanding, Issue, Person,
    SearchChange, Session, SubscriptionRow,
};

use backup::FileIdentity;
use source::FactsTable;

/// An open store. Clones share its connections.
#[derive(Clone, Debug)]
pub struct Store {
    path: Arc<PathBuf>,
    /// Which file was there when it was opened.
    file: Option<FileIdentity>,
    /// One connection: writers of this process queue here, those of others at `BEGIN IMMEDIATE`.
    writer: AnyPool,
    readers: AnyPool,
    facts: Arc<RwLock<FactsTable>>,
}

impl Store {
    /// The database file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Closes all connections; the last one to close folds the write-ahead log into the file.
    /// A store that is dropped instead loses nothing: the next opening does the same.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }

    /// What a failed statement means for the caller.
    fn trouble(&self) -> impl Fn(sqlx::Error) -> StoreError + '_ {
        |error| StoreError::from_sqlx(&self.path, error)
    }

    /// Begins a transaction that may write: it takes the lock at once, because a reader that
    /// turns into a writer half way is refused when another one has written in between.
    async fn begin(&self) -> sqlx::Result<Transaction<'static, Any>> {
        if self.is_replaced() {
            return Err(sqlx::Error::Io(error::GONE.into()));
        }
        self.writer.begin_with("BEGIN IMMEDIATE").await
    }
}
