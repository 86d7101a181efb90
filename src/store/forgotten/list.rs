//! The list as it is kept: who looks at it learns when and why, and not what.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use sqlx::AnyConnection;

use crate::model::Timestamp;
use crate::store::row::Columns;
use crate::store::{Store, StoreError};

use super::marks::{Mark, StopList};

/// One request to forget, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ForgottenEntry {
    pub number: i64,
    pub forgotten: Timestamp,
    /// `document`, `address`, `name` or `mail`.
    pub kind: String,
    /// As the operator wrote it; may be empty.
    pub reason: String,
    /// Documents that were removed or changed at that time.
    pub documents: u64,
}

/// The whole list with its hashes and their keys, to be carried into another store.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForgottenList {
    entries: Vec<CarriedEntry>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct CarriedEntry {
    number: i64,
    /// Milliseconds since 1970.
    forgotten: i64,
    kind: String,
    reason: String,
    documents: i64,
    secret: String,
    /// Hash and what it is of.
    marks: Vec<(String, String)>,
}

/// A row of `forgotten` that is about to be written.
pub(super) struct NewEntry<'e> {
    pub(super) number: i64,
    pub(super) forgotten: i64,
    pub(super) kind: &'e str,
    pub(super) reason: &'e str,
    pub(super) documents: i64,
    pub(super) secret: &'e str,
}

impl ForgottenList {
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl Store {
    /// All requests to forget that hold, in their order.
    pub async fn forgotten(&self) -> Result<Vec<ForgottenEntry>, StoreError> {
        let sql = "SELECT number, forgotten, kind, reason, documents FROM forgotten \
                   ORDER BY number";
        let rows = sqlx::query(sql).fetch_all(&self.readers).await.map_err(self.trouble())?;
        let entry = |row| {
            let mut columns = Columns::of(row);
            Ok(ForgottenEntry {
                number: columns.number()?,
                forgotten: columns.moment()?,
                kind: columns.string()?,
                reason: columns.string()?,
                documents: columns.count()?,
            })
        };
        rows.iter().map(entry).collect::<Result<_, _>>().map_err(self.trouble())
    }

    /// The list, to be carried into another store: what a backup does not know yet.
    pub async fn forgotten_list(&self) -> Result<ForgottenList, StoreError> {
        let read: sqlx::Result<_> = async {
            let mut connection = self.readers.acquire().await?;
            carried(&mut connection).await
        }
        .await;
        read.map_err(self.trouble())
    }

    /// Takes over a list beside the own one, and says how many of its entries were new. What they
    /// forbid stays until [`Store::apply_forgotten`].
    pub async fn import_forgotten(&self, list: &ForgottenList) -> Result<usize, StoreError> {
        self.take_list(list).await.map_err(self.trouble())
    }

    /// Takes an entry off the list, and says whether it was there. Nothing comes back by that; it
    /// may come in again.
    pub async fn unforget(&self, number: i64) -> Result<bool, StoreError> {
        let done: sqlx::Result<bool> = async {
            let mut transaction = self.begin().await?;
            let mut rows = 0;
            for sql in [
                "DELETE FROM forgotten_marks WHERE number = $1",
                "DELETE FROM forgotten WHERE number = $1",
            ] {
                let done = sqlx::query(sql).bind(number).execute(&mut *transaction).await?;
                rows = done.rows_affected();
            }
            transaction.commit().await?;
            Ok(rows > 0)
        }
        .await;
        done.map_err(self.trouble())
    }

    pub(super) async fn stop_list(&self) -> sqlx::Result<StopList> {
        let mut connection = self.readers.acquire().await?;
        read(&mut connection).await
    }

    async fn take_list(&self, list: &ForgottenList) -> sqlx::Result<usize> {
        let mut transaction = self.begin().await?;
        let own = carried(&mut transaction).await?;
        let mut taken: BTreeSet<i64> = own.entries.iter().map(|entry| entry.number).collect();
        let mut new = 0;
        for entry in &list.entries {
            // A hash is as good as a name for a request.
            let is_same =
                |other: &&CarriedEntry| other.marks.iter().any(|mark| entry.marks.contains(mark));
            let known = own.entries.iter().find(is_same).map(|known| known.number);
            let next = taken.last().map_or(1, |last| last + 1);
            let free = if taken.contains(&entry.number) { next } else { entry.number };
            let number = known.unwrap_or(free);
            if known.is_none() {
                taken.insert(number);
                new += 1;
                let row = NewEntry {
                    number,
                    forgotten: entry.forgotten,
                    kind: &entry.kind,
                    reason: &entry.reason,
                    documents: entry.documents,
                    secret: &entry.secret,
                };
                write_entry(&mut transaction, &row).await?;
            }
            for (hash, what) in &entry.marks {
                write_mark(&mut transaction, number, hash, what).await?;
            }
        }
        transaction.commit().await?;
        Ok(new)
    }
}

/// The list, ready to be asked.
pub(super) async fn read(connection: &mut AnyConnection) -> sqlx::Result<StopList> {
    let sql = "SELECT m.number, m.mark, m.what, f.secret FROM forgotten_marks m \
               JOIN forgotten f ON f.number = m.number ORDER BY m.number, m.mark";
    let mut list = StopList::default();
    for row in &sqlx::query(sql).fetch_all(connection).await? {
        let mut columns = Columns::of(row);
        let number = columns.number()?;
        let Ok(hash) = u128::from_str_radix(columns.text()?, 16) else { continue };
        let mark = Mark { hash, what: columns.string()? };
        list.add(columns.text()?, &mark, number);
    }
    Ok(list)
}

/// The key that hashes of an entry are made with: its own, else that of the first one, so that
/// few are in use, else a new one.
pub(super) async fn secret(connection: &mut AnyConnection, number: i64) -> sqlx::Result<String> {
    let sql = "SELECT secret FROM forgotten \
               ORDER BY CASE WHEN number = $1 THEN 0 ELSE 1 END, number LIMIT 1";
    let query = sqlx::query(sql).bind(number);
    if let Some(row) = query.fetch_optional(&mut *connection).await? {
        return Columns::of(&row).string();
    }
    // `SQLite`'s generator is a cipher that the operating system seeds; PostgreSQL will want
    // `gen_random_bytes` here.
    let row = sqlx::query("SELECT lower(hex(randomblob(32)))").fetch_one(connection).await?;
    Columns::of(&row).string()
}

pub(super) async fn next_number(connection: &mut AnyConnection) -> sqlx::Result<i64> {
    let sql = "SELECT COALESCE(MAX(number), 0) + 1 FROM forgotten";
    let row = sqlx::query(sql).fetch_one(connection).await?;
    Columns::of(&row).number()
}

/// When the last of the requests was made.
pub(super) async fn last_request(connection: &mut AnyConnection) -> sqlx::Result<Timestamp> {
    let sql = "SELECT COALESCE(MAX(forgotten), 0) FROM forgotten";
    let row = sqlx::query(sql).fetch_one(connection).await?;
    Columns::of(&row).moment()
}

pub(super) async fn write_entry(
    connection: &mut AnyConnection,
    entry: &NewEntry<'_>,
) -> sqlx::Result<()> {
    let sql = "INSERT INTO forgotten (number, forgotten, kind, reason, documents, secret) \
               VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (number) DO UPDATE SET \
               documents = forgotten.documents + excluded.documents";
    sqlx::query(sql)
        .bind(entry.number)
        .bind(entry.forgotten)
        .bind(entry.kind)
        .bind(entry.reason)
        .bind(entry.documents)
        .bind(entry.secret)
        .execute(connection)
        .await?;
    Ok(())
}

pub(super) async fn write_mark(
    connection: &mut AnyConnection,
    number: i64,
    hash: &str,
    what: &str,
) -> sqlx::Result<()> {
    let sql = "INSERT INTO forgotten_marks (number, mark, what) VALUES ($1, $2, $3) \
               ON CONFLICT (number, mark) DO NOTHING";
    sqlx::query(sql).bind(number).bind(hash).bind(what).execute(connection).await?;
    Ok(())
}

async fn carried(connection: &mut AnyConnection) -> sqlx::Result<ForgottenList> {
    let sql = "SELECT number, forgotten, kind, reason, documents, secret FROM forgotten \
               ORDER BY number";
    let mut list = ForgottenList::default();
    for row in &sqlx::query(sql).fetch_all(&mut *connection).await? {
        let mut columns = Columns::of(row);
        list.entries.push(CarriedEntry {
            number: columns.number()?,
            forgotten: columns.number()?,
            kind: columns.string()?,
            reason: columns.string()?,
            documents: columns.number()?,
            secret: columns.string()?,
            marks: Vec::new(),
        });
    }
    let sql = "SELECT number, mark, what FROM forgotten_marks ORDER BY number, mark";
    for row in &sqlx::query(sql).fetch_all(connection).await? {
        let mut columns = Columns::of(row);
        let number = columns.number()?;
        let mark = (columns.string()?, columns.string()?);
        let entry = list.entries.iter_mut().find(|entry| entry.number == number);
        if let Some(entry) = entry {
            entry.marks.push(mark);
        }
    }
    Ok(list)
}
