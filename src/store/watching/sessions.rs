//! Who is signed in.

use crate::model::Timestamp;

use crate::store::{Store, StoreError};

/// A session that has not expired.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub who: String,
    pub expires: Timestamp,
}

impl Store {
    /// Begins a session, and removes those that have expired.
    pub async fn begin_session(
        &self,
        hash: &str,
        session: &Session,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let _ = (hash, session, now);
        todo!()
    }

    pub async fn session(&self, hash: &str, now: Timestamp) -> Result<Option<Session>, StoreError> {
        let _ = (hash, now);
        todo!()
    }

    pub async fn end_session(&self, hash: &str) -> Result<(), StoreError> {
        let _ = hash;
        todo!()
    }
}
