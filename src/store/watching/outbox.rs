//! Letters and the outbox: what was composed is kept before it is sent, and sent once.

use std::time::Duration;

use crate::model::{Channel, Claimed, OutboxCounts, Queued, Sent, StoredLetter, Timestamp};

use crate::store::{Store, StoreError};

/// An issue of a subscription: what it is told with it, and when the next is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    pub subscription: String,
    /// As they were when the issue was composed: an issue that another run has made meanwhile is
    /// left out.
    pub issue_before: i64,
    pub told: i64,
    pub next_due: Timestamp,
    /// The letter and its Message-ID; `None` when there was nothing new.
    pub letter: Option<(String, String)>,
}

impl Store {
    /// Keeps letters, moves their subscriptions on and queues the rows, all in one transaction.
    /// Gives how many rows were queued.
    pub async fn issue(
        &self,
        letters: &[StoredLetter],
        issues: &[Issue],
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let _ = (letters, issues, now);
        todo!()
    }

    /// Queues rows that belong to no issue of a subscription: confirmations, notes to owners, hooks.
    /// A row that is there stays as it is.
    pub async fn queue(
        &self,
        letter: &StoredLetter,
        rows: &[Queued],
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let _ = (letter, rows, now);
        todo!()
    }

    /// Claims what may be tried now, oldest first and confirmations before all: queued, or left
    /// behind as sending by somebody whose lease has ended, or by `owner` itself. Rows whose
    /// recipient is gone, ended, paused or suspended are dropped on the way.
    pub async fn claim_outbox(
        &self,
        channels: &[Channel],
        owner: &str,
        now: Timestamp,
        lease: Duration,
        limit: usize,
    ) -> Result<Vec<Claimed>, StoreError> {
        let _ = (channels, owner, now, lease, limit);
        todo!()
    }

    /// How attempts ended, all in one transaction: `(channel, recipient, issue)` each. A success
    /// clears the refusals of the address. Letters that nothing waits for any more are removed.
    pub async fn settle(
        &self,
        ended: &[((Channel, String, i64), Sent)],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let _ = (ended, now);
        todo!()
    }

    pub async fn outbox_counts(&self) -> Result<OutboxCounts, StoreError> {
        todo!()
    }
}
