//! What saved searches have found.

use crate::model::{DocumentId, News, Timestamp};

use crate::store::{Store, StoreError};

impl Store {
    /// Adds what a search found, in this order, and moves its mark; a story that is news already
    /// is left out. `look_back` moves to the earlier mark at most once a week. Gives what was added.
    pub async fn add_news(
        &self,
        search: &str,
        found: &[(DocumentId, DocumentId)],
        mark: i64,
        now: Timestamp,
    ) -> Result<Vec<News>, StoreError> {
        let _ = (search, found, mark, now);
        todo!()
    }

    /// News after a number, oldest first.
    pub async fn news_after(&self, search: &str, number: i64) -> Result<Vec<News>, StoreError> {
        let _ = (search, number);
        todo!()
    }

    /// Whether a document is among the news of a search.
    pub async fn is_news(&self, search: &str, document: &DocumentId) -> Result<bool, StoreError> {
        let _ = (search, document);
        todo!()
    }

    /// Documents that have come since an arrival number, whatever searches find of them.
    pub async fn arrived_since(&self, number: i64) -> Result<u64, StoreError> {
        let _ = number;
        todo!()
    }
}
