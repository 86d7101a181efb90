//! What the documents of a source tell about it: how often it speaks, and in which language.

use sqlx::AnyConnection;

use crate::model::{Language, SourceId, Timestamp, silence};

use super::row::{Columns, millis, signed};
use super::{Store, StoreError};

/// When a document was published; what claims to be of the future counts from when it was seen.
macro_rules! published {
    () => {
        "CASE WHEN published IS NULL OR published > first_seen THEN first_seen ELSE published END"
    };
}

impl Store {
    /// In which languages the newest documents of a source are, the most frequent first.
    pub async fn languages_of(
        &self,
        source: &SourceId,
        newest: u32,
    ) -> Result<Vec<(Language, u64)>, StoreError> {
        let sql = "SELECT language, COUNT(*) AS number FROM \
                     (SELECT language FROM documents WHERE source_id = $1 \
                      ORDER BY sequence DESC LIMIT $2) AS newest \
                   GROUP BY language ORDER BY number DESC, language";
        let rows = sqlx::query(sql)
            .bind(source.as_str())
            .bind(i64::from(newest))
            .fetch_all(&self.readers)
            .await
            .map_err(self.trouble())?;
        let counted = |row| {
            let mut columns = Columns::of(row);
            let language = columns.text()?.parse().unwrap_or(Language::UND);
            Ok((language, columns.count()?))
        };
        rows.iter().map(counted).collect::<Result<_, _>>().map_err(self.trouble())
    }

    /// Lets the next answer of a source in, whatever it is like, and makes the source due. False
    /// where the source does not stand in quarantine.
    pub async fn accept_next(&self, source: &SourceId, now: Timestamp) -> Result<bool, StoreError> {
        let sql = "UPDATE source_states SET is_accepted = 1, next_check = $1 \
                   WHERE id = $2 AND error_class = 'quarantine'";
        let changed = sqlx::query(sql)
            .bind(now.as_millis())
            .bind(source.as_str())
            .execute(&self.writer)
            .await
            .map_err(self.trouble())?;
        Ok(changed.rows_affected() > 0)
    }

    /// Checks of all sources so far, by whichever process.
    pub async fn checks_so_far(&self) -> Result<u64, StoreError> {
        let sql = "SELECT CAST(COALESCE(SUM(next_slot), 0) AS BIGINT) FROM source_states";
        let row = sqlx::query(sql).fetch_one(&self.readers).await.map_err(self.trouble())?;
        Columns::of(&row).count().map_err(self.trouble())
    }
}

/// Notes when a source published last, and how long it may be quiet: after each change of its
/// documents, so that a list of sources need not read them.
pub(super) async fn note_rhythm(
    connection: &mut AnyConnection,
    source: &SourceId,
) -> sqlx::Result<()> {
    let sql = concat!("SELECT MAX(", published!(), ") FROM documents WHERE source_id = $1");
    let row = sqlx::query(sql).bind(source.as_str()).fetch_one(&mut *connection).await?;
    let newest = Columns::of(&row).optional_moment()?;
    // Moments before 1970 are cut towards it, which no pause of today notices.
    let sql = concat!(
        "SELECT DISTINCT (",
        published!(),
        ") / 86400000 AS day FROM documents WHERE source_id = $1 ORDER BY day DESC LIMIT $2"
    );
    let rows = sqlx::query(sql)
        .bind(source.as_str())
        .bind(silence::HISTORY_DAYS)
        .fetch_all(&mut *connection)
        .await?;
    let days = rows.iter().map(|row| Columns::of(row).number()).collect::<Result<Vec<_>, _>>()?;
    let patience = silence::patience(&days).map(|patience| signed(patience.as_millis()));
    sqlx::query("UPDATE source_states SET newest = $1, patience_ms = $2 WHERE id = $3")
        .bind(millis(newest))
        .bind(patience)
        .bind(source.as_str())
        .execute(connection)
        .await?;
    Ok(())
}
