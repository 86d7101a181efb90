//! Saved searches as the source list and analysts define them: what differs is written.

use std::collections::HashSet;

use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::model::{MailAddress, SearchDefinition, SearchOrigin, Timestamp, Visibility};

use crate::store::row::{Columns, decode_error};
use crate::store::{Store, StoreError};

use super::searches::begin_at_present;

/// What to do with a saved search that analysts look after.
#[derive(Clone, Debug)]
pub enum SearchChange {
    /// A new one, or other words for the one with this name.
    Put(SearchDefinition),
    /// By its name.
    Remove(String),
}

/// A search with a name, as it is kept.
struct Kept {
    key: String,
    definition: SearchDefinition,
    origin: SearchOrigin,
    is_removed: bool,
}

/// What has to be written.
enum Step<'d> {
    Insert(&'d SearchDefinition),
    /// Other words for the one that is kept.
    Update(&'d Kept, &'d SearchDefinition),
    Remove(&'d Kept),
}

impl Store {
    /// Makes the searches that come from the source list what the list says. One that is listed no
    /// more is marked as removed; one whose query changed looks from now on. Of two with one name
    /// the list wins over the analysts'. Writes nothing where nothing differs.
    pub async fn sync_searches(
        &self,
        listed: &[SearchDefinition],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let synced: sqlx::Result<()> = async {
            let mut reader = self.readers.acquire().await?;
            if steps(&kept(&mut reader).await?, listed).is_empty() {
                return Ok(());
            }
            drop(reader);
            let mut transaction = self.begin().await?;
            // Again under the lock: another process may have been faster.
            let kept = kept(&mut transaction).await?;
            for step in steps(&kept, listed) {
                let key = random_key(&mut transaction).await?;
                let writing = Writing { origin: SearchOrigin::List, fresh_key: &key, now };
                writing.take(&mut transaction, &step).await?;
            }
            transaction.commit().await
        }
        .await;
        synced.map_err(self.trouble())
    }

    /// Changes what analysts look after; false where the name belongs to the source list, or is not
    /// there to be removed. A new private one takes `key` for its address, a shared one its name.
    pub async fn change_search(
        &self,
        change: &SearchChange,
        key: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let name = match change {
            SearchChange::Put(definition) => definition.name.as_str(),
            SearchChange::Remove(name) => name,
        };
        let changed: sqlx::Result<bool> = async {
            let mut transaction = self.begin().await?;
            let kept = kept(&mut transaction).await?;
            let kept = kept.iter().find(|kept| kept.definition.name.as_str() == name);
            let is_listed = |kept: &Kept| kept.origin == SearchOrigin::List && !kept.is_removed;
            let step = match (change, kept) {
                (_, Some(kept)) if is_listed(kept) => return Ok(false),
                (SearchChange::Put(definition), None) => Step::Insert(definition),
                (SearchChange::Put(definition), Some(kept)) => Step::Update(kept, definition),
                (SearchChange::Remove(_), Some(kept)) if !kept.is_removed => Step::Remove(kept),
                (SearchChange::Remove(_), _) => return Ok(false),
            };
            let writing = Writing { origin: SearchOrigin::Analyst, fresh_key: key, now };
            writing.take(&mut transaction, &step).await?;
            transaction.commit().await?;
            Ok(true)
        }
        .await;
        changed.map_err(self.trouble())
    }
}

/// What the list demands; the first of two with one name counts.
fn steps<'d>(kept: &'d [Kept], listed: &'d [SearchDefinition]) -> Vec<Step<'d>> {
    let mut steps = Vec::new();
    let mut names = HashSet::new();
    for definition in listed {
        if !names.insert(&definition.name) {
            continue;
        }
        let known = kept.iter().find(|kept| kept.definition.name == definition.name);
        let Some(known) = known else {
            steps.push(Step::Insert(definition));
            continue;
        };
        let is_same = known.definition == *definition
            && known.origin == SearchOrigin::List
            && !known.is_removed;
        if !is_same {
            steps.push(Step::Update(known, definition));
        }
    }
    let is_gone = |kept: &&Kept| {
        kept.origin == SearchOrigin::List
            && !kept.is_removed
            && !names.contains(&kept.definition.name)
    };
    steps.extend(kept.iter().filter(is_gone).map(Step::Remove));
    steps
}

/// What all steps have in common.
struct Writing<'w> {
    origin: SearchOrigin,
    /// For one that becomes private.
    fresh_key: &'w str,
    now: Timestamp,
}

impl Writing<'_> {
    async fn take(&self, connection: &mut AnyConnection, step: &Step<'_>) -> sqlx::Result<()> {
        match step {
            Step::Insert(definition) => self.insert(connection, definition).await,
            Step::Update(kept, definition) => self.update(connection, kept, definition).await,
            Step::Remove(kept) => {
                let sql = "UPDATE searches SET removed = $1 WHERE key = $2";
                let query = sqlx::query(sql).bind(self.now.as_millis()).bind(kept.key.as_str());
                query.execute(connection).await.map(|_| ())
            }
        }
    }

    async fn insert(
        &self,
        connection: &mut AnyConnection,
        definition: &SearchDefinition,
    ) -> sqlx::Result<()> {
        let key = match definition.visibility {
            Visibility::Shared => definition.name.as_str(),
            Visibility::Private => self.fresh_key,
        };
        let sql = "INSERT INTO searches (key, name, title, query, description, visibility, \
                   origin, owner, created, mark, look_back, look_back_moved) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0, 0)";
        sqlx::query(sql)
            .bind(key)
            .bind(definition.name.as_str())
            .bind(definition.title.as_str())
            .bind(definition.query.as_str())
            .bind(definition.description.as_str())
            .bind(visibility_code(definition.visibility))
            .bind(origin_code(self.origin))
            .bind(definition.owner.as_ref().map(MailAddress::as_str))
            .bind(self.now.as_millis())
            .execute(&mut *connection)
            .await?;
        begin_at_present(connection, key, self.now).await
    }

    async fn update(
        &self,
        connection: &mut AnyConnection,
        kept: &Kept,
        definition: &SearchDefinition,
    ) -> sqlx::Result<()> {
        let key = match (definition.visibility, kept.definition.visibility) {
            (Visibility::Shared, _) => definition.name.as_str(),
            (Visibility::Private, Visibility::Private) => kept.key.as_str(),
            (Visibility::Private, Visibility::Shared) => self.fresh_key,
        };
        let sql = "UPDATE searches SET key = $1, title = $2, query = $3, description = $4, \
                   visibility = $5, origin = $6, owner = $7, removed = NULL WHERE key = $8";
        sqlx::query(sql)
            .bind(key)
            .bind(definition.title.as_str())
            .bind(definition.query.as_str())
            .bind(definition.description.as_str())
            .bind(visibility_code(definition.visibility))
            .bind(origin_code(self.origin))
            .bind(definition.owner.as_ref().map(MailAddress::as_str))
            .bind(kept.key.as_str())
            .execute(&mut *connection)
            .await?;
        if key != kept.key {
            move_followers(connection, &kept.key, key).await?;
        }
        if definition.query != kept.definition.query {
            let sql = "UPDATE searches SET trouble = '' WHERE key = $1";
            sqlx::query(sql).bind(key).execute(&mut *connection).await?;
            begin_at_present(connection, key, self.now).await?;
        }
        Ok(())
    }
}

/// Whatever calls a search by its key follows it to another one.
async fn move_followers(connection: &mut AnyConnection, old: &str, new: &str) -> sqlx::Result<()> {
    for sql in [
        "UPDATE news SET search = $1 WHERE search = $2",
        "UPDATE subscriptions SET search = $1 WHERE search = $2",
        "UPDATE feedback SET search = $1 WHERE search = $2",
        "UPDATE hooks SET search = $1 WHERE search = $2",
        "UPDATE outbox SET recipient = $1 WHERE channel = 'owner' AND recipient = $2",
    ] {
        sqlx::query(sql).bind(new).bind(old).execute(&mut *connection).await?;
    }
    Ok(())
}

async fn kept(connection: &mut AnyConnection) -> sqlx::Result<Vec<Kept>> {
    let sql = "SELECT key, name, title, query, description, visibility, owner, origin, removed \
               FROM searches WHERE name IS NOT NULL ORDER BY name";
    sqlx::query(sql).fetch_all(connection).await?.iter().map(one_kept).collect()
}

fn one_kept(row: &AnyRow) -> sqlx::Result<Kept> {
    let mut columns = Columns::of(row);
    let key = columns.string()?;
    let definition = SearchDefinition {
        name: columns.text()?.parse().map_err(decode_error)?,
        title: columns.string()?,
        query: columns.string()?,
        description: columns.string()?,
        visibility: visibility(columns.text()?),
        owner: columns.optional_string()?.and_then(|owner| owner.parse().ok()),
    };
    let origin = origin(columns.text()?);
    Ok(Kept { key, definition, origin, is_removed: columns.optional_moment()?.is_some() })
}

/// 128 random bits. `SQLite`'s generator is a cipher that the operating system seeds; `PostgreSQL`
/// will want `gen_random_bytes` here.
async fn random_key(connection: &mut AnyConnection) -> sqlx::Result<String> {
    let row = sqlx::query("SELECT lower(hex(randomblob(16)))").fetch_one(connection).await?;
    Columns::of(&row).string()
}

pub(super) fn visibility_code(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Shared => "shared",
        Visibility::Private => "private",
    }
}

/// What cannot be read is not shown to everybody.
pub(super) fn visibility(code: &str) -> Visibility {
    if code == "shared" { Visibility::Shared } else { Visibility::Private }
}

pub(super) fn origin_code(origin: SearchOrigin) -> &'static str {
    match origin {
        SearchOrigin::List => "list",
        SearchOrigin::Analyst => "analyst",
        SearchOrigin::Subscriber => "subscriber",
    }
}

pub(super) fn origin(code: &str) -> SearchOrigin {
    match code {
        "list" => SearchOrigin::List,
        "analyst" => SearchOrigin::Analyst,
        _ => SearchOrigin::Subscriber,
    }
}
