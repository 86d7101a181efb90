//! Saved searches that were taken away.

use std::time::Duration;

use sqlx::{AnyConnection, Row as _};

use crate::model::Timestamp;
use crate::store::{Store, StoreError};

/// An application has expired by then, and nobody can confirm it any more.
const UNFOLLOWED: Duration = Duration::from_hours(72);

impl Store {
    /// Whether there was a search with this key, and is no more.
    pub async fn is_search_removed(&self, key: &str) -> Result<bool, StoreError> {
        const SQL: &str = "SELECT COUNT(*) FROM searches WHERE key = $1 AND removed IS NOT NULL";
        let row = sqlx::query(SQL).bind(key).fetch_one(&self.readers).await;
        let count: i64 = row.and_then(|row| row.try_get(0)).map_err(self.trouble())?;
        Ok(count > 0)
    }
}

/// Removes what subscribers once asked to follow and nobody follows any more: whoever asks again
/// begins anew.
pub(super) async fn remove_unfollowed(
    connection: &mut AnyConnection,
    now: Timestamp,
) -> sqlx::Result<()> {
    const SEARCHES: &str = "DELETE FROM searches WHERE origin = 'subscriber' AND created < $1 \
                            AND NOT EXISTS (SELECT 1 FROM subscriptions WHERE search = searches.key)";
    const NEWS: &str =
        "DELETE FROM news WHERE NOT EXISTS (SELECT 1 FROM searches WHERE key = news.search)";
    let before = now.minus(UNFOLLOWED).as_millis();
    let removed = sqlx::query(SEARCHES).bind(before).execute(&mut *connection).await?;
    if removed.rows_affected() > 0 {
        sqlx::query(NEWS).execute(connection).await?;
    }
    Ok(())
}
