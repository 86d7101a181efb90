//! Who is signed in.

use crate::model::Timestamp;

use crate::store::row::Columns;
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
        let begun: sqlx::Result<()> = async {
            let mut transaction = self.begin().await?;
            let sql = "DELETE FROM sessions WHERE expires <= $1";
            sqlx::query(sql).bind(now.as_millis()).execute(&mut *transaction).await?;
            let sql = "INSERT INTO sessions (hash, who, created, expires) VALUES ($1, $2, $3, $4)";
            sqlx::query(sql)
                .bind(hash)
                .bind(session.who.as_str())
                .bind(now.as_millis())
                .bind(session.expires.as_millis())
                .execute(&mut *transaction)
                .await?;
            transaction.commit().await
        }
        .await;
        begun.map_err(self.trouble())
    }

    pub async fn session(&self, hash: &str, now: Timestamp) -> Result<Option<Session>, StoreError> {
        let found: sqlx::Result<_> = async {
            let sql = "SELECT who, expires FROM sessions WHERE hash = $1 AND expires > $2";
            let query = sqlx::query(sql).bind(hash).bind(now.as_millis());
            let Some(row) = query.fetch_optional(&self.readers).await? else { return Ok(None) };
            let mut columns = Columns::of(&row);
            Ok(Some(Session { who: columns.string()?, expires: columns.moment()? }))
        }
        .await;
        found.map_err(self.trouble())
    }

    pub async fn end_session(&self, hash: &str) -> Result<(), StoreError> {
        let ended: sqlx::Result<()> = async {
            let mut transaction = self.begin().await?;
            let sql = "DELETE FROM sessions WHERE hash = $1";
            sqlx::query(sql).bind(hash).execute(&mut *transaction).await?;
            transaction.commit().await
        }
        .await;
        ended.map_err(self.trouble())
    }
}

#[cfg(test)]
mod tests {
    use super::Session;
    use crate::store::tests::{at, place, store_with};

    #[tokio::test]
    async fn a_session_holds_until_it_expires_or_is_ended() {
        let place = place();
        let store = store_with(&place, &[]).await;
        let session = |who: &str, expires| Session { who: who.to_owned(), expires: at(expires) };
        store.begin_session("h1", &session("anna", 100), at(1)).await.unwrap();
        assert_eq!(store.session("h1", at(99)).await.unwrap(), Some(session("anna", 100)));
        assert_eq!(store.session("h1", at(100)).await.unwrap(), None);
        assert_eq!(store.session("h2", at(1)).await.unwrap(), None);

        store.begin_session("h2", &session("bo", 300), at(200)).await.unwrap();
        assert_eq!(store.session("h1", at(50)).await.unwrap(), None, "what expired is gone");
        store.end_session("h2").await.unwrap();
        assert_eq!(store.session("h2", at(201)).await.unwrap(), None);
    }
}
