//! Claims: who works on a source holds it for a while, so that two runs never fetch it twice.

use std::time::Duration;

use crate::model::{SourceId, SourceState, Timestamp};

use super::state::{state, state_columns};
use super::statement::{LIST, list_length, padded, with_list};
use super::{Store, StoreError};

/// Which sources somebody wants to work on.
#[derive(Clone, Copy, Debug)]
pub struct Claim<'a> {
    /// In the order of their importance. Sources that the same owner claimed before and has not
    /// finished are given out again, so this must not hold what is still being worked on.
    pub among: &'a [SourceId],
    /// Whoever has the same name takes over what was left behind by a crash.
    pub owner: &'a str,
    pub now: Timestamp,
    /// A check planned for later than this was planned by a clock that was wrong: it is due.
    pub horizon: Timestamp,
    /// After that, others may take over.
    pub lease: Duration,
    /// Also those that are not due yet.
    pub all: bool,
    /// At most so many.
    pub limit: usize,
}

impl Store {
    /// Claims those of the sources that are due and that nobody else holds.
    pub async fn claim_due(&self, claim: &Claim<'_>) -> Result<Vec<SourceState>, StoreError> {
        self.claim(claim).await.map_err(self.trouble())
    }

    /// Gives back whatever `owner` still holds: at the end of a run, or when it is broken off.
    pub async fn release_claims(&self, owner: &str) -> Result<(), StoreError> {
        let sql = "UPDATE source_states SET lease_owner = '', lease_until = 0 \
                   WHERE lease_owner = $1";
        let released = sqlx::query(sql).bind(owner).execute(&self.writer).await;
        released.map(|_| ()).map_err(self.trouble())
    }

    async fn claim(&self, claim: &Claim<'_>) -> sqlx::Result<Vec<SourceState>> {
        const HEAD: &str = "UPDATE source_states SET lease_owner = ?, lease_until = ? \
            WHERE (lease_until <= ? OR lease_owner = ?) AND (next_check <= ? OR next_check > ?) \
            AND (health <> 'gone' OR next_check <= ?) \
            AND id IN (";
        const TAIL: &str = concat!(") RETURNING ", state_columns!());
        let due_until = if claim.all { i64::MAX } else { claim.now.as_millis() };
        let mut claimed = Vec::new();
        let mut rest = claim.among;
        let mut transaction = self.begin().await?;
        while !rest.is_empty() && claimed.len() < claim.limit {
            let (chunk, others) =
                rest.split_at(rest.len().min(LIST).min(claim.limit - claimed.len()));
            rest = others;
            let sql = with_list(HEAD, list_length(chunk.len()), TAIL);
            let mut query = sqlx::query(sql)
                .bind(claim.owner)
                .bind(claim.now.plus(claim.lease).as_millis())
                .bind(claim.now.as_millis())
                .bind(claim.owner)
                .bind(due_until)
                .bind(claim.horizon.as_millis())
                .bind(claim.now.as_millis());
            for id in padded(chunk, SourceId::as_str) {
                query = query.bind(id);
            }
            for row in &query.fetch_all(&mut *transaction).await? {
                claimed.push(state(row)?);
            }
        }
        transaction.commit().await?;
        Ok(claimed)
    }
}
