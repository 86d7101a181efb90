//! Saved searches.

use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::model::{SavedSearch, SearchName, SearchOrigin, Timestamp, Visibility};

use crate::store::row::{Columns, decode_error};
use crate::store::{Store, StoreError};

use super::definitions::{origin, origin_code, visibility, visibility_code};

/// The columns of [`search`] in its order.
macro_rules! search_columns {
    () => {
        "SELECT key, name, title, query, description, visibility, origin, owner, created, mark, \
         look_back, last_news, trouble, (SELECT COUNT(*) FROM subscriptions \
         WHERE subscriptions.search = searches.key AND subscriptions.state = 'confirmed') \
         FROM searches "
    };
}

impl Store {
    /// The search of subscribers with this query text, made with the key `key` when nobody follows
    /// it yet. It begins at the present: what is there already is no news.
    pub async fn subscribers_search(
        &self,
        query: &str,
        title: &str,
        key: &str,
        now: Timestamp,
    ) -> Result<SavedSearch, StoreError> {
        let found: sqlx::Result<SavedSearch> = async {
            let mut transaction = self.begin().await?;
            let known = of_subscribers(&mut transaction, query).await?;
            match &known {
                // Nobody has looked for its sake: the next round would find what is old.
                Some(known) if !is_followed(&mut transaction, &known.key).await? => {
                    begin_at_present(&mut transaction, &known.key, now).await?;
                }
                Some(_) => {}
                None => {
                    let sql = "INSERT INTO searches (key, title, query, description, visibility, \
                               origin, created, mark, look_back, look_back_moved) \
                               VALUES ($1, $2, $3, '', $4, $5, $6, 0, 0, 0)";
                    sqlx::query(sql)
                        .bind(key)
                        .bind(title)
                        .bind(query)
                        .bind(visibility_code(Visibility::Private))
                        .bind(origin_code(SearchOrigin::Subscriber))
                        .bind(now.as_millis())
                        .execute(&mut *transaction)
                        .await?;
                    begin_at_present(&mut transaction, key, now).await?;
                }
            }
            let search = of_subscribers(&mut transaction, query).await?;
            transaction.commit().await?;
            search.ok_or(sqlx::Error::RowNotFound)
        }
        .await;
        found.map_err(self.trouble())
    }

    /// All that are not removed, those with names first, by title.
    pub async fn searches(&self) -> Result<Vec<SavedSearch>, StoreError> {
        const SQL: &str = concat!(
            search_columns!(),
            "WHERE removed IS NULL ORDER BY CASE WHEN name IS NULL THEN 1 ELSE 0 END, title, key"
        );
        let rows = sqlx::query(SQL).fetch_all(&self.readers).await.map_err(self.trouble())?;
        rows.iter().map(search).collect::<Result<_, _>>().map_err(self.trouble())
    }

    /// By its key; `None` when it was removed.
    pub async fn search(&self, key: &str) -> Result<Option<SavedSearch>, StoreError> {
        const SQL: &str = concat!(search_columns!(), "WHERE key = $1 AND removed IS NULL");
        let row = sqlx::query(SQL).bind(key).fetch_optional(&self.readers).await;
        row.map_err(self.trouble())?.as_ref().map(search).transpose().map_err(self.trouble())
    }

    /// By its name, as queries call it; `None` when it was removed.
    pub async fn search_named(&self, name: &str) -> Result<Option<SavedSearch>, StoreError> {
        const SQL: &str = concat!(search_columns!(), "WHERE name = $1 AND removed IS NULL");
        let row = sqlx::query(SQL).bind(name).fetch_optional(&self.readers).await;
        row.map_err(self.trouble())?.as_ref().map(search).transpose().map_err(self.trouble())
    }

    /// Keeps why the query of a search can no longer be read; empty when it can again.
    pub async fn save_trouble(&self, key: &str, trouble: &str) -> Result<(), StoreError> {
        let saved: sqlx::Result<()> = async {
            let mut transaction = self.begin().await?;
            let sql = "UPDATE searches SET trouble = $1 WHERE key = $2 AND trouble <> $3";
            let query = sqlx::query(sql).bind(trouble).bind(key).bind(trouble);
            query.execute(&mut *transaction).await?;
            transaction.commit().await
        }
        .await;
        saved.map_err(self.trouble())
    }
}

/// What is there already becomes no news.
pub(super) async fn begin_at_present(
    connection: &mut AnyConnection,
    key: &str,
    now: Timestamp,
) -> sqlx::Result<()> {
    let sql = "UPDATE searches SET mark = sequence, look_back = sequence, \
               look_back_next = sequence, look_back_moved = $1 \
               FROM counters WHERE searches.key = $2 AND counters.id = 1";
    sqlx::query(sql).bind(now.as_millis()).bind(key).execute(connection).await?;
    Ok(())
}

async fn of_subscribers(
    connection: &mut AnyConnection,
    query: &str,
) -> sqlx::Result<Option<SavedSearch>> {
    const SQL: &str = concat!(
        search_columns!(),
        "WHERE query = $1 AND origin = 'subscriber' AND removed IS NULL ORDER BY created, key LIMIT 1"
    );
    let row = sqlx::query(SQL).bind(query).fetch_optional(connection).await?;
    row.as_ref().map(search).transpose()
}

async fn is_followed(connection: &mut AnyConnection, key: &str) -> sqlx::Result<bool> {
    let sql = "SELECT id FROM subscriptions \
               WHERE search = $1 AND state IN ('confirmed', 'paused') LIMIT 1";
    Ok(sqlx::query(sql).bind(key).fetch_optional(connection).await?.is_some())
}

fn search(row: &AnyRow) -> sqlx::Result<SavedSearch> {
    let mut columns = Columns::of(row);
    Ok(SavedSearch {
        key: columns.string()?,
        name: name(&mut columns)?,
        title: columns.string()?,
        query: columns.string()?,
        description: columns.string()?,
        visibility: visibility(columns.text()?),
        origin: origin(columns.text()?),
        owner: columns.optional_string()?.and_then(|owner| owner.parse().ok()),
        created: columns.moment()?,
        mark: columns.number()?,
        look_back: columns.number()?,
        last_news: columns.number()?,
        trouble: columns.string()?,
        subscribers: columns.count()?,
    })
}

fn name(columns: &mut Columns<'_>) -> sqlx::Result<Option<SearchName>> {
    let name = columns.optional_string()?;
    name.map(|name| name.parse()).transpose().map_err(decode_error)
}
