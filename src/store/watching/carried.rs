//! A restored backup goes on with the subscriptions of the database that it replaces.

use std::path::Path;

use sqlx::{AnyConnection, AssertSqlSafe};

use crate::store::{Store, StoreError};

/// All that is about following, and nothing about documents. Sessions are not carried over: who is
/// signed in signs in again.
const TABLES: [&str; 12] = [
    "searches",
    "news",
    "subscribers",
    "subscriptions",
    "tokens",
    "consents",
    "letters",
    "outbox",
    "feedback",
    "baskets",
    "basket_items",
    "hooks",
];

impl Store {
    /// Takes searches, subscriptions, the outbox and all that belongs to them from another database
    /// with the same schema, in the place of its own: a backup brings back documents, but nobody who
    /// has gone, and no letter that went out since. Searches look on from where this store is now.
    pub async fn carry_over_watching(&self, from: &Path) -> Result<(), StoreError> {
        self.take_from(from).await.map_err(self.trouble())
    }

    async fn take_from(&self, from: &Path) -> sqlx::Result<()> {
        let mut connection = self.writer.acquire().await?;
        // A file cannot be attached inside a transaction.
        sqlx::query("ATTACH DATABASE $1 AS present")
            .bind(from.to_string_lossy().into_owned())
            .execute(&mut *connection)
            .await?;
        let taken = take(&mut connection).await;
        let left = sqlx::query("DETACH DATABASE present").execute(&mut *connection).await;
        taken.and(left.map(|_| ()))
    }
}

async fn take(connection: &mut AnyConnection) -> sqlx::Result<()> {
    sqlx::query("BEGIN IMMEDIATE").execute(&mut *connection).await?;
    let copied = copy(connection).await;
    let end = if copied.is_ok() { "COMMIT" } else { "ROLLBACK" };
    let ended = sqlx::query(end).execute(&mut *connection).await;
    copied.and(ended.map(|_| ()))
}

/// The last number that the store has given.
const NOW: &str = "(SELECT sequence FROM counters WHERE id = 1)";

async fn copy(connection: &mut AnyConnection) -> sqlx::Result<()> {
    for table in TABLES {
        for sql in [
            format!("DELETE FROM main.{table}"),
            format!("INSERT INTO main.{table} SELECT * FROM present.{table}"),
        ] {
            sqlx::query(AssertSqlSafe(sql)).execute(&mut *connection).await?;
        }
    }
    // What is fetched again takes numbers that the other database gave to other documents.
    let sql = format!(
        "UPDATE searches SET mark = MIN(mark, {NOW}), look_back = MIN(look_back, {NOW}), \
         look_back_next = MIN(look_back_next, {NOW})"
    );
    sqlx::query(AssertSqlSafe(sql)).execute(&mut *connection).await?;
    Ok(())
}
