//! What readers answered.

use crate::model::{Feedback, Timestamp};

use crate::store::{Store, StoreError};

/// Answers to one document in one search, without names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedbackRow {
    pub search: String,
    pub search_title: String,
    pub document: String,
    /// Title and source of the document; empty when it is gone.
    pub title: String,
    pub source: String,
    pub relevant: u64,
    pub not_for_us: u64,
    pub we_do_this: u64,
    pub tell_more: u64,
    pub last: Timestamp,
}

impl Store {
    /// Keeps an answer in the place of an earlier one.
    pub async fn save_feedback(&self, feedback: &Feedback) -> Result<(), StoreError> {
        let _ = feedback;
        todo!()
    }

    /// All answers, summed by search and document, the last first; of one search when given.
    pub async fn feedback(&self, search: Option<&str>) -> Result<Vec<FeedbackRow>, StoreError> {
        let _ = search;
        todo!()
    }
}
