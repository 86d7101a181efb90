//! What is remembered of sources between runs.

use sqlx::any::AnyRow;

use crate::model::{Repair, SourceId, SourceState, Timestamp, Validators};

use super::row::Columns;
use super::{Store, StoreError};

/// The columns of [`state`], in its order.
macro_rules! state_columns {
    () => {
        "id, health, last_check, last_success, last_new, next_check, interval_ms, failures, \
         failure_weight, error, etag, last_modified, body_hash, moved_to, documents, pages_waiting, \
         error_class, newest, patience_ms, is_accepted, repairs, resume"
    };
}
pub(super) use state_columns;

impl Store {
    /// The states of all sources ever seen, by id.
    pub async fn source_states(&self) -> Result<Vec<SourceState>, StoreError> {
        let sql = concat!("SELECT ", state_columns!(), " FROM source_states ORDER BY id");
        let rows = sqlx::query(sql).fetch_all(&self.readers).await.map_err(self.trouble())?;
        rows.iter().map(state).collect::<Result<_, _>>().map_err(self.trouble())
    }

    /// The state of one source; `None` when it was never seen.
    pub async fn source_state(&self, id: &SourceId) -> Result<Option<SourceState>, StoreError> {
        let sql = concat!("SELECT ", state_columns!(), " FROM source_states WHERE id = $1");
        let row = sqlx::query(sql)
            .bind(id.as_str())
            .fetch_optional(&self.readers)
            .await
            .map_err(self.trouble())?;
        row.as_ref().map(state).transpose().map_err(self.trouble())
    }
}

pub(super) fn state(row: &AnyRow) -> sqlx::Result<SourceState> {
    let mut columns = Columns::of(row);
    Ok(SourceState {
        id: columns.source_id()?,
        health: columns.text()?.parse().unwrap_or_default(),
        last_check: columns.optional_moment()?,
        last_success: columns.optional_moment()?,
        last_new: columns.optional_moment()?,
        next_check: columns.moment()?,
        interval: columns.optional_moment()?.map(|after| after.since(Timestamp::default())),
        failures_in_a_row: columns.small()?,
        failure_weight: columns.small()?,
        error: columns.optional_string()?,
        validators: Validators {
            etag: columns.optional_string()?,
            last_modified: columns.optional_string()?,
        },
        body_hash: columns.optional_string()?,
        moved_to: columns.optional_string()?,
        documents: columns.count()?,
        pages_waiting: columns.count()?,
        error_class: columns.optional_string()?,
        newest: columns.optional_moment()?,
        patience: columns.optional_moment()?.map(|after| after.since(Timestamp::default())),
        is_accepted: columns.number()? != 0,
        repairs: Repair::of_words(columns.text()?),
        resume: columns.optional_string()?,
    })
}
