//! Brings the schema of a database up to what this program knows.

use std::time::Duration;

use sqlx::{AnyConnection, AssertSqlSafe, Connection, Row};

use super::{Store, StoreError};

/// All migrations in their order. One that has been released is never changed.
const MIGRATIONS: [(&str, &str); 6] = [
    ("documents", include_str!("../../migrations/0001_documents.sql")),
    ("repairs", include_str!("../../migrations/0002_repairs.sql")),
    ("registers", include_str!("../../migrations/0003_registers.sql")),
    ("understanding", include_str!("../../migrations/0004_understanding.sql")),
    ("relations", include_str!("../../migrations/0005_relations.sql")),
    ("watching", include_str!("../../migrations/0006_watching.sql")),
];

/// The schema that this program knows.
const KNOWN: i64 = 6;
const _: () = assert!(MIGRATIONS.len() == 6, "`KNOWN` counts the migrations");

/// Tells our databases from those of other programs: "Utki" in `SQLite`'s `application_id`.
const APPLICATION: i64 = 0x5574_6b69;

/// Tries to switch on the write-ahead log while another process does the same.
const LOG_TRIES: u32 = 100;

/// What a database says of itself.
struct Stamp {
    tables: i64,
    application: i64,
    version: i64,
}

impl Stamp {
    async fn read(connection: &mut AnyConnection) -> sqlx::Result<Self> {
        // In this order: whoever sees tables that another process has just made, sees its stamp.
        Ok(Self {
            tables: number(connection, "SELECT COUNT(*) FROM sqlite_master").await?,
            application: number(connection, "PRAGMA application_id").await?,
            version: number(connection, "PRAGMA user_version").await?,
        })
    }

    fn check(&self, store: &Store) -> Result<(), StoreError> {
        let path = store.path().to_owned();
        if self.tables > 0 && self.application != APPLICATION {
            return Err(StoreError::Foreign { path });
        }
        if self.version > KNOWN {
            return Err(StoreError::Newer { path, found: self.version, known: KNOWN });
        }
        Ok(())
    }
}

/// Creates or migrates the schema; nothing is written when it is the one we know.
pub(super) async fn run(store: &Store) -> Result<(), StoreError> {
    let trouble = store.trouble();
    let mut connection = store.writer.acquire().await.map_err(&trouble)?;
    let stamp = Stamp::read(&mut connection).await.map_err(&trouble)?;
    stamp.check(store)?;
    // Off in a new file, and in a backup that takes the place of the database.
    if !has_log_on(&mut connection).await.map_err(&trouble)? {
        switch_log_on(&mut connection).await.map_err(&trouble)?;
    }
    if stamp.version == KNOWN {
        return Ok(());
    }
    apply_missing(&mut connection).await.map_err(&trouble)
}

/// Looks at a database that may not be written.
pub(super) async fn verify(store: &Store) -> Result<(), StoreError> {
    let trouble = store.trouble();
    let mut connection = store.readers.acquire().await.map_err(&trouble)?;
    let stamp = Stamp::read(&mut connection).await.map_err(&trouble)?;
    stamp.check(store)?;
    if stamp.version < KNOWN {
        // It has to be migrated first, and that needs the right to write.
        return Err(StoreError::ReadOnly { path: store.path().to_owned() });
    }
    Ok(())
}

async fn apply_missing(connection: &mut AnyConnection) -> sqlx::Result<()> {
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    // Read again under the lock: another process may have been faster.
    let version = number(&mut transaction, "PRAGMA user_version").await?;
    for ((name, sql), number) in MIGRATIONS.iter().zip(1_i64..) {
        if number <= version {
            continue;
        }
        sqlx::raw_sql(*sql).execute(&mut *transaction).await?;
        sqlx::query("INSERT INTO migrations (number, name) VALUES ($1, $2)")
            .bind(number)
            .bind(*name)
            .execute(&mut *transaction)
            .await?;
    }
    if version == 0 {
        christen(&mut transaction).await?;
    }
    let stamp = format!("PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {KNOWN};");
    sqlx::raw_sql(AssertSqlSafe(stamp)).execute(&mut *transaction).await?;
    transaction.commit().await
}

pub(super) fn random_name() -> String {
    format!("{:016x}", fastrand::u64(..))
}

/// Gives a new store its random name.
async fn christen(connection: &mut AnyConnection) -> sqlx::Result<()> {
    sqlx::query(
        "INSERT INTO counters (id, store, sequence, documents, facts_version, source_list) \
         VALUES (1, $1, 0, 0, 0, '')",
    )
    .bind(random_name())
    .execute(connection)
    .await?;
    Ok(())
}

/// Pages of 8 kB waste less beside texts of one or two than `SQLite`'s usual 4 kB do: the file is a
/// fifth smaller. The write-ahead log lets readers and one writer work side by side. Switching it on needs the
/// file alone for a moment, and `SQLite` does not wait for that by itself.
async fn switch_log_on(connection: &mut AnyConnection) -> sqlx::Result<()> {
    const SQL: &str = "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL";
    let mut tries = 0;
    loop {
        match sqlx::raw_sql(SQL).execute(&mut *connection).await {
            Err(error) if tries < LOG_TRIES && is_busy(&error) => tries += 1,
            done => return done.map(|_| ()),
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn has_log_on(connection: &mut AnyConnection) -> sqlx::Result<bool> {
    let row = sqlx::query("PRAGMA journal_mode").fetch_one(connection).await?;
    Ok(row.try_get::<String, _>(0)? == "wal")
}

fn is_busy(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    code.and_then(|code| code.parse::<i32>().ok()).is_some_and(|code| code & 0xff == 5)
}

async fn number(connection: &mut AnyConnection, sql: &'static str) -> sqlx::Result<i64> {
    sqlx::query(sql).fetch_one(connection).await?.try_get(0)
}
