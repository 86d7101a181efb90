//! Results of checks: how each source is now, and the last few checks before.

use std::time::Duration;

use sqlx::AnyConnection;

use crate::model::{Health, Repair, SourceId, Timestamp, Validators};

use super::row::{Columns, millis, signed};
use super::statement::{insert_rows, row_chunks};
use super::{Store, StoreError};

/// How one check of a source went.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceCheck {
    pub source: SourceId,
    pub at: Timestamp,
    pub health: Health,
    /// What went wrong, for a person.
    pub error: Option<String>,
    /// Its class, as in [`SourceState`](crate::model::SourceState).
    pub error_class: Option<String>,
    /// Kept from a usable answer; a failed check leaves the earlier ones, whatever stands here.
    /// An answer "not modified" has to hand in what the state says. So with the next two.
    pub validators: Validators,
    pub body_hash: Option<String>,
    pub moved_to: Option<String>,
    /// What was repaired in the answer; kept from a usable one, as above.
    pub repairs: Vec<Repair>,
    pub next_check: Timestamp,
    /// What this failure weighs, in quarters of a hard one; 0 where nothing failed.
    pub failure_weight: u32,
    /// The interval that the schedule has found; kept from a usable answer, as above.
    pub interval: Option<Duration>,
    pub duration_ms: u64,
    /// Where the next run goes on in the pages of a register; kept from a usable answer, as above.
    pub resume: Option<String>,
    /// What was written of this check before it ended.
    pub earlier: Earlier,
}

/// Documents of a check that were written before its end, with [`Store::add_documents`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Earlier {
    pub new: i64,
    pub revised: i64,
}

/// A check as it is remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastCheck {
    pub at: Timestamp,
    pub health: Health,
    pub error: Option<String>,
    pub error_class: Option<String>,
    pub new_documents: u64,
    pub revised_documents: u64,
    pub duration_ms: u64,
}

/// What a check did to the documents of its source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) new: i64,
    pub(super) revised: i64,
    /// Pages waiting now minus pages waiting before.
    pub(super) waiting: i64,
}

impl SourceCheck {
    fn is_usable(&self) -> bool {
        !self.health.is_trouble()
    }
}

impl Store {
    /// Records checks that brought no documents, all in one transaction, and ends their claims.
    pub async fn record(&self, checks: &[SourceCheck]) -> Result<(), StoreError> {
        if checks.is_empty() {
            return Ok(());
        }
        let recorded: sqlx::Result<()> = async {
            let mut transaction = self.begin().await?;
            write_checks(&mut transaction, checks, Tally::default()).await?;
            transaction.commit().await
        }
        .await;
        recorded.map_err(self.trouble())
    }

    /// The last checks of a source, newest first; about twenty are remembered.
    pub async fn past_checks(&self, source: &SourceId) -> Result<Vec<PastCheck>, StoreError> {
        let sql = "SELECT checked, health, error, error_class, new_documents, revised_documents, \
                   duration_ms \
                   FROM checks WHERE source_id = $1 ORDER BY checked DESC, slot DESC";
        let rows = sqlx::query(sql).bind(source.as_str()).fetch_all(&self.readers).await;
        let past = |row| {
            let mut columns = Columns::of(row);
            Ok(PastCheck {
                at: columns.moment()?,
                health: columns.text()?.parse().unwrap_or_default(),
                error: columns.optional_string()?,
                error_class: columns.optional_string()?,
                new_documents: columns.count()?,
                revised_documents: columns.count()?,
                duration_ms: columns.count()?,
            })
        };
        let rows = rows.map_err(self.trouble())?;
        rows.iter().map(past).collect::<Result<_, _>>().map_err(self.trouble())
    }
}

/// Writes the checks into the ring of the last twenty, and what follows from them for the states.
pub(super) async fn write_checks(
    connection: &mut AnyConnection,
    checks: &[SourceCheck],
    tally: Tally,
) -> sqlx::Result<()> {
    for chunk in row_chunks(checks) {
        log(connection, chunk, tally).await?;
        update_states(connection, chunk, tally).await?;
    }
    Ok(())
}

async fn log(
    connection: &mut AnyConnection,
    checks: &[SourceCheck],
    tally: Tally,
) -> sqlx::Result<()> {
    const HEAD: &str = "INSERT INTO checks (source_id, slot, checked, health, error, \
        error_class, new_documents, revised_documents, duration_ms)";
    const TAIL: &str = "ON CONFLICT (source_id, slot) DO UPDATE SET checked = excluded.checked, \
        health = excluded.health, error = excluded.error, \
        error_class = excluded.error_class, new_documents = excluded.new_documents, \
        revised_documents = excluded.revised_documents, duration_ms = excluded.duration_ms";
    const ROW: &str = "?,COALESCE((SELECT next_slot % 20 FROM source_states WHERE id = ?),0),\
        ?,?,?,?,?,?,?";
    let mut query = sqlx::query(insert_rows(HEAD, checks.len(), ROW, TAIL));
    for check in checks {
        query = query
            .bind(check.source.as_str())
            .bind(check.source.as_str())
            .bind(check.at.as_millis())
            .bind(check.health.as_str())
            .bind(check.error.as_deref())
            .bind(check.error_class.as_deref())
            .bind(tally.new + check.earlier.new)
            .bind(tally.revised + check.earlier.revised)
            .bind(signed(check.duration_ms));
    }
    query.execute(connection).await?;
    Ok(())
}

/// `failures` of a new row says whether this check failed: the count goes on from there, and a
/// failed check keeps validators, hash and address of the last one that did not.
async fn update_states(
    connection: &mut AnyConnection,
    checks: &[SourceCheck],
    tally: Tally,
) -> sqlx::Result<()> {
    const HEAD: &str = "INSERT INTO source_states (id, health, last_check, last_success, \
        last_new, next_check, interval_ms, failures, failure_weight, error, error_class, etag, \
        last_modified, body_hash, moved_to, documents, pages_waiting, repairs, resume, next_slot, url, \
        lease_owner, lease_until)";
    const TAIL: &str = "ON CONFLICT (id) DO UPDATE SET health = excluded.health, \
        last_check = excluded.last_check, \
        last_success = COALESCE(excluded.last_success, source_states.last_success), \
        last_new = COALESCE(excluded.last_new, source_states.last_new), \
        next_check = excluded.next_check, \
        interval_ms = CASE WHEN excluded.failures = 0 THEN excluded.interval_ms \
            ELSE source_states.interval_ms END, \
        failures = CASE WHEN excluded.failures = 0 THEN 0 ELSE source_states.failures + 1 END, \
        failure_weight = CASE WHEN excluded.failures = 0 THEN 0 \
            ELSE source_states.failure_weight + excluded.failure_weight END, \
        error = excluded.error, error_class = excluded.error_class, \
        is_accepted = CASE WHEN excluded.failures = 0 THEN 0 ELSE source_states.is_accepted END, \
        etag = CASE WHEN excluded.failures = 0 THEN excluded.etag \
            ELSE source_states.etag END, \
        last_modified = CASE WHEN excluded.failures = 0 THEN excluded.last_modified \
            ELSE source_states.last_modified END, \
        body_hash = CASE WHEN excluded.failures = 0 THEN excluded.body_hash \
            ELSE source_states.body_hash END, \
        moved_to = CASE WHEN excluded.failures = 0 THEN excluded.moved_to \
            ELSE source_states.moved_to END, \
        repairs = CASE WHEN excluded.failures = 0 THEN excluded.repairs \
            ELSE source_states.repairs END, \
        resume = CASE WHEN excluded.failures = 0 THEN excluded.resume \
            ELSE source_states.resume END, \
        documents = source_states.documents + excluded.documents, \
        pages_waiting = source_states.pages_waiting + excluded.pages_waiting, \
        next_slot = source_states.next_slot + 1, lease_owner = '', lease_until = 0";
    const ROW: &str = "?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,1,'','',0";
    let mut query = sqlx::query(insert_rows(HEAD, checks.len(), ROW, TAIL));
    for check in checks {
        let success = Some(check.at).filter(|_| check.is_usable());
        let brought_new = Some(check.at).filter(|_| tally.new + check.earlier.new > 0);
        query = query
            .bind(check.source.as_str())
            .bind(check.health.as_str())
            .bind(check.at.as_millis())
            .bind(millis(success))
            .bind(millis(brought_new))
            .bind(check.next_check.as_millis())
            .bind(check.interval.map(|interval| signed(interval.as_millis())))
            .bind(i64::from(!check.is_usable()))
            .bind(i64::from(check.failure_weight))
            .bind(check.error.as_deref())
            .bind(check.error_class.as_deref())
            .bind(check.validators.etag.as_deref())
            .bind(check.validators.last_modified.as_deref())
            .bind(check.body_hash.as_deref())
            .bind(check.moved_to.as_deref())
            .bind(tally.new)
            .bind(tally.waiting)
            .bind(Repair::to_words(&check.repairs))
            .bind(check.resume.as_deref());
    }
    query.execute(connection).await?;
    Ok(())
}

/// Adds documents that came in without a check, as an import does.
pub(super) async fn add_to_states(
    connection: &mut AnyConnection,
    tallies: &[(SourceId, Tally)],
) -> sqlx::Result<()> {
    const HEAD: &str = "INSERT INTO source_states (id, documents, pages_waiting, next_check, \
        url, health, failures, failure_weight, next_slot, lease_owner, lease_until)";
    const TAIL: &str = "ON CONFLICT (id) DO UPDATE SET \
        documents = source_states.documents + excluded.documents, \
        pages_waiting = source_states.pages_waiting + excluded.pages_waiting";
    for chunk in row_chunks(tallies) {
        let row = "?,?,?,0,'','new',0,0,0,'',0";
        let mut query = sqlx::query(insert_rows(HEAD, chunk.len(), row, TAIL));
        for (source, tally) in chunk {
            query = query.bind(source.as_str()).bind(tally.new).bind(tally.waiting);
        }
        query.execute(&mut *connection).await?;
    }
    Ok(())
}
