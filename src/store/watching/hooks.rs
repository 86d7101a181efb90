//! How far webhooks have come.

use sqlx::AnyConnection;

use crate::model::{Channel, Queued, StoredLetter, Timestamp};

use crate::store::row::Columns;
use crate::store::{Store, StoreError};

use super::outbox::{insert_queued, keep_letter};

/// Of one webhook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HookStanding {
    /// Messages so far.
    pub issue: i64,
    /// Number of the last news of its search that it was told.
    pub told: i64,
}

impl Store {
    /// How far a webhook has come with a search, which is called by its key or its name; a new one,
    /// and one that follows another search now, begins at the present.
    pub async fn hook(&self, name: &str, search: &str) -> Result<HookStanding, StoreError> {
        self.standing(name, search).await.map_err(self.trouble())
    }

    /// Keeps a message, moves the webhook on to `told`, and queues the row as its next issue, all in
    /// one transaction; false when another run was faster (its issue is not `before.issue`).
    #[expect(
        clippy::too_many_arguments,
        reason = "all of it is one issue, and each is of another type"
    )]
    pub async fn issue_to_hook(
        &self,
        name: &str,
        before: HookStanding,
        told: i64,
        letter: &StoredLetter,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let issued: sqlx::Result<bool> = async {
            let mut transaction = self.begin().await?;
            let sql = "UPDATE hooks SET issue = issue + 1, told = $1 \
                       WHERE name = $2 AND issue = $3";
            let query = sqlx::query(sql).bind(told).bind(name).bind(before.issue);
            if query.execute(&mut *transaction).await?.rows_affected() == 0 {
                return Ok(false);
            }
            keep_letter(&mut transaction, letter, now).await?;
            let issue = before.issue + 1;
            let row = Queued {
                channel: Channel::Hook,
                recipient: name.to_owned(),
                issue,
                letter: letter.id.clone(),
                message_id: format!("{name}-{issue}-{}", letter.id),
            };
            insert_queued(&mut transaction, &[row], now).await?;
            transaction.commit().await?;
            Ok(true)
        }
        .await;
        issued.map_err(self.trouble())
    }

    async fn standing(&self, name: &str, search: &str) -> sqlx::Result<HookStanding> {
        let mut reader = self.readers.acquire().await?;
        let known = known(&mut reader, name).await?;
        let Some((key, last_news)) = followed(&mut reader, search).await? else {
            // What it follows is not there: it will begin when it is.
            return Ok(known.map_or(HookStanding { issue: 0, told: 0 }, |(standing, _)| standing));
        };
        if let Some((standing, _)) = known.filter(|(_, follows)| *follows == key) {
            return Ok(standing);
        }
        drop(reader);
        let sql = "INSERT INTO hooks (name, search, issue, told) VALUES ($1, $2, 0, $3) \
                   ON CONFLICT (name) DO UPDATE SET search = excluded.search, \
                   told = CASE WHEN hooks.search = excluded.search THEN hooks.told \
                   ELSE excluded.told END RETURNING issue, told";
        let mut transaction = self.begin().await?;
        let query = sqlx::query(sql).bind(name).bind(key).bind(last_news);
        let row = query.fetch_one(&mut *transaction).await?;
        transaction.commit().await?;
        let mut columns = Columns::of(&row);
        Ok(HookStanding { issue: columns.number()?, told: columns.number()? })
    }
}

/// How far it has come, and the key of what it follows.
async fn known(
    connection: &mut AnyConnection,
    name: &str,
) -> sqlx::Result<Option<(HookStanding, String)>> {
    let sql = "SELECT issue, told, search FROM hooks WHERE name = $1";
    let row = sqlx::query(sql).bind(name).fetch_optional(connection).await?;
    let Some(row) = row else { return Ok(None) };
    let mut columns = Columns::of(&row);
    let standing = HookStanding { issue: columns.number()?, told: columns.number()? };
    Ok(Some((standing, columns.string()?)))
}

/// The key of a search, and the number of its last news.
async fn followed(
    connection: &mut AnyConnection,
    search: &str,
) -> sqlx::Result<Option<(String, i64)>> {
    let sql = "SELECT key, last_news FROM searches WHERE (key = $1 OR name = $2) \
               AND removed IS NULL ORDER BY CASE WHEN name IS NULL THEN 1 ELSE 0 END LIMIT 1";
    let query = sqlx::query(sql).bind(search).bind(search);
    let Some(row) = query.fetch_optional(connection).await? else { return Ok(None) };
    let mut columns = Columns::of(&row);
    Ok(Some((columns.string()?, columns.number()?)))
}
