//! How far webhooks have come.

use crate::model::{StoredLetter, Timestamp};

use crate::store::{Store, StoreError};

/// Of one webhook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HookStanding {
    /// Messages so far.
    pub issue: i64,
    /// Number of the last news of its search that it was told.
    pub told: i64,
}

impl Store {
    /// How far a webhook has come with a search; a new one, and one that follows another search
    /// now, begins at the present.
    pub async fn hook(&self, name: &str, search: &str) -> Result<HookStanding, StoreError> {
        let _ = (name, search);
        todo!()
    }

    /// Keeps a message, moves the webhook on to `told`, and queues the row as its next issue, all in
    /// one transaction; false when another run was faster (its issue is not `before.issue`).
    pub async fn issue_to_hook(
        &self,
        name: &str,
        before: HookStanding,
        told: i64,
        letter: &StoredLetter,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let _ = (name, before, told, letter, now);
        todo!()
    }
}
