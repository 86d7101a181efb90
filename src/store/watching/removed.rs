//! Saved searches that were taken away.

use sqlx::Row as _;

use crate::store::{Store, StoreError};

impl Store {
    /// Whether there was a search with this key, and is no more.
    pub async fn is_search_removed(&self, key: &str) -> Result<bool, StoreError> {
        const SQL: &str = "SELECT COUNT(*) FROM searches WHERE key = $1 AND removed IS NOT NULL";
        let row = sqlx::query(SQL).bind(key).fetch_one(&self.readers).await;
        let count: i64 = row.and_then(|row| row.try_get(0)).map_err(self.trouble())?;
        Ok(count > 0)
    }
}
