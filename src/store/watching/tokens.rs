//! Tokens, by their hashes.

use crate::model::{Timestamp, TokenPurpose};

use crate::store::{Store, StoreError};

impl Store {
    /// Keeps hashes of tokens: `(hash, subscription)`. Known ones stay as they are.
    pub async fn keep_tokens(
        &self,
        purpose: TokenPurpose,
        tokens: &[(String, String)],
        expires: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        let _ = (purpose, tokens, expires);
        todo!()
    }

    /// The subscription that a token opens, by its hash; `None` when it has expired or was never.
    pub async fn opened_by(
        &self,
        purpose: TokenPurpose,
        hash: &str,
        now: Timestamp,
    ) -> Result<Option<String>, StoreError> {
        let _ = (purpose, hash, now);
        todo!()
    }
}
