//! Takes the traces of deleted rows out of the file.

use std::time::Duration;

use sqlx::AnyConnection;

use crate::store::row::Columns;
use crate::store::{Store, StoreError};

/// The log can be cut off only while nobody reads from it.
const TRIES: u32 = 20;
const BETWEEN_TRIES: Duration = Duration::from_millis(100);

impl Store {
    /// Writes the database anew, so that free pages and the gaps in others hold nothing of what
    /// was deleted earlier, and empties the log. Needs as much room again as the database has.
    ///
    /// `false`: the log could not be emptied, because another program read from it all the time.
    pub async fn scrub(&self) -> Result<bool, StoreError> {
        self.write_anew().await.map_err(self.trouble())
    }

    async fn write_anew(&self) -> sqlx::Result<bool> {
        let mut connection = self.writer.acquire().await?;
        // The copy would otherwise stand in memory as a whole. `SQLite` removes its name at once.
        sqlx::raw_sql("PRAGMA temp_store = FILE").execute(&mut *connection).await?;
        let written = sqlx::raw_sql("VACUUM").execute(&mut *connection).await;
        sqlx::raw_sql("PRAGMA temp_store = MEMORY").execute(&mut *connection).await?;
        written?;
        for _ in 0..TRIES {
            if empty_log(&mut connection).await? {
                return Ok(true);
            }
            tokio::time::sleep(BETWEEN_TRIES).await;
        }
        Ok(false)
    }
}

/// `false`: somebody reads from it.
pub(in crate::store) async fn empty_log(connection: &mut AnyConnection) -> sqlx::Result<bool> {
    let row = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(connection).await?;
    Ok(Columns::of(&row).number()? == 0)
}
