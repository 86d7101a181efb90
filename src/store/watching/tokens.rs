//! Tokens, by their hashes.

use sqlx::AnyConnection;

use crate::model::{Timestamp, TokenPurpose};

use crate::store::row::{Columns, millis};
use crate::store::statement::{insert, row_chunks};
use crate::store::{Store, StoreError};

impl Store {
    /// Keeps hashes of tokens: `(hash, subscription)`. Known ones stay as they are.
    pub async fn keep_tokens(
        &self,
        purpose: TokenPurpose,
        tokens: &[(String, String)],
        expires: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        if tokens.is_empty() {
            return Ok(());
        }
        let written: sqlx::Result<()> = async {
            let mut transaction = self.begin().await?;
            insert_tokens(&mut transaction, purpose, tokens, expires).await?;
            transaction.commit().await
        }
        .await;
        written.map_err(self.trouble())
    }

    /// The subscription that a token opens, by its hash; `None` when it has expired or was never.
    pub async fn opened_by(
        &self,
        purpose: TokenPurpose,
        hash: &str,
        now: Timestamp,
    ) -> Result<Option<String>, StoreError> {
        let sql = "SELECT subscription FROM tokens \
                   WHERE hash = $1 AND purpose = $2 AND (expires IS NULL OR expires > $3)";
        let row = sqlx::query(sql)
            .bind(hash)
            .bind(purpose.code())
            .bind(now.as_millis())
            .fetch_optional(&self.readers)
            .await
            .map_err(self.trouble())?;
        row.map(|row| Columns::of(&row).string()).transpose().map_err(self.trouble())
    }
}

/// The same as a part of something larger.
pub(super) async fn insert_tokens(
    connection: &mut AnyConnection,
    purpose: TokenPurpose,
    tokens: &[(String, String)],
    expires: Option<Timestamp>,
) -> sqlx::Result<()> {
    const HEAD: &str = "INSERT INTO tokens (hash, purpose, subscription, expires)";
    for chunk in row_chunks(tokens) {
        let sql = insert(HEAD, chunk.len(), 4, "ON CONFLICT (hash) DO NOTHING");
        let mut query = sqlx::query(sql);
        for (hash, subscription) in chunk {
            query = query.bind(hash).bind(purpose.code()).bind(subscription).bind(millis(expires));
        }
        query.execute(&mut *connection).await?;
    }
    Ok(())
}
