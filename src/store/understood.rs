//! What was understood of documents: kept beside them, written once they are stored.

use sqlx::AnyConnection;
use sqlx::Row as _;
use sqlx::any::AnyRow;

use super::document::{Html, document, document_columns};
use super::row::{Columns, decode_error, signed};
use super::write::take_numbers;
use super::{Store, StoreError};
use crate::model::{Document, DocumentId, SourceFacts, Understanding};

/// A document that has not been looked at since it changed.
pub struct Unread {
    pub sequence: i64,
    pub document: Document,
    pub source: SourceFacts,
}

impl Store {
    /// Documents that were written since the last look, in the order of their sequence numbers.
    /// With another knowledge than last time everything has to be looked at anew.
    pub async fn unread(&self, knowledge: &str, limit: usize) -> Result<Vec<Unread>, StoreError> {
        self.read_unread(knowledge, limit).await.map_err(self.trouble())
    }

    /// Writes what was understood of documents, and that all up to `sequence` have been looked at.
    /// Those of which something else was understood than before get a new number: the index may
    /// have them already.
    pub async fn write_understood(
        &self,
        knowledge: &str,
        understood: &[(DocumentId, Understanding)],
        sequence: i64,
    ) -> Result<(), StoreError> {
        let trouble = self.trouble();
        let mut transaction = self.begin().await.map_err(&trouble)?;
        write(&mut transaction, understood).await.map_err(&trouble)?;
        let sql = "UPDATE counters SET understood = $1, understood_by = $2 WHERE id = 1";
        let query = sqlx::query(sql).bind(sequence).bind(knowledge);
        query.execute(&mut *transaction).await.map_err(&trouble)?;
        transaction.commit().await.map_err(trouble)
    }

    /// What was understood of a document; nothing when there is none or nobody has looked yet.
    pub async fn understanding(&self, id: &DocumentId) -> Result<Understanding, StoreError> {
        let sql = "SELECT understood FROM documents WHERE id = $1";
        let query = sqlx::query(sql).bind(id.as_str()).fetch_optional(&self.readers);
        let row = query.await.map_err(self.trouble())?;
        let Some(row) = row else { return Ok(Understanding::default()) };
        parsed(Columns::of(&row).text().map_err(self.trouble())?).map_err(self.trouble())
    }

    /// The text of the corrections that were last heeded.
    pub async fn corrections(&self) -> Result<String, StoreError> {
        let sql = "SELECT corrections FROM counters WHERE id = 1";
        let row = sqlx::query(sql).fetch_one(&self.readers).await.map_err(self.trouble())?;
        Columns::of(&row).string().map_err(self.trouble())
    }

    /// Notes the text of corrections, and has the documents looked at anew that they concern.
    pub async fn note_corrections(
        &self,
        text: &str,
        concerned: &[DocumentId],
    ) -> Result<(), StoreError> {
        let noted: sqlx::Result<()> = async {
            let mut transaction = self.begin().await?;
            let sql = "UPDATE counters SET corrections = $1 WHERE id = 1";
            sqlx::query(sql).bind(text).execute(&mut *transaction).await?;
            renumber(&mut transaction, concerned).await?;
            transaction.commit().await
        }
        .await;
        noted.map_err(self.trouble())
    }

    async fn read_unread(&self, knowledge: &str, limit: usize) -> sqlx::Result<Vec<Unread>> {
        const SQL: &str = concat!(
            "SELECT ",
            document_columns!(),
            " FROM documents WHERE sequence > $1 ORDER BY sequence LIMIT $2"
        );
        let sql = "SELECT understood, understood_by, facts_version FROM counters WHERE id = 1";
        let row = sqlx::query(sql).fetch_one(&self.readers).await?;
        let mut columns = Columns::of(&row);
        let (understood, by) = (columns.number()?, columns.string()?);
        let facts = self.facts_at(columns.number()?).await?;
        let after = if by == knowledge { understood } else { 0 };
        let query = sqlx::query(SQL).bind(after).bind(signed(limit));
        let unread = |row| {
            let (sequence, document) = document(row, Html::Left)?;
            let source = facts.of(&document.source);
            Ok(Unread { sequence, document, source })
        };
        query.fetch_all(&self.readers).await?.iter().map(unread).collect()
    }
}

/// Gives documents the next sequence numbers, so that they are looked at and indexed anew.
async fn renumber(connection: &mut AnyConnection, ids: &[DocumentId]) -> sqlx::Result<()> {
    let count = signed(ids.len());
    let (last, _) = take_numbers(connection, count, 0).await?;
    for (id, sequence) in ids.iter().zip(last - count + 1..) {
        let sql = "UPDATE documents SET sequence = $1 WHERE id = $2";
        sqlx::query(sql).bind(sequence).bind(id.as_str()).execute(&mut *connection).await?;
    }
    Ok(())
}

async fn write(
    connection: &mut AnyConnection,
    understood: &[(DocumentId, Understanding)],
) -> sqlx::Result<()> {
    let mut changed = Vec::new();
    for (id, understanding) in understood {
        let json = serde_json::to_string(understanding).map_err(decode_error)?;
        let sql = "SELECT understood FROM documents WHERE id = $1";
        let row = sqlx::query(sql).bind(id.as_str()).fetch_optional(&mut *connection).await?;
        let Some(row) = row else { continue };
        let before: String = row.try_get(0)?;
        if before == json {
            continue;
        }
        if !before.is_empty() {
            changed.push(id.clone());
        }
        let sql = "UPDATE documents SET understood = $1 WHERE id = $2";
        sqlx::query(sql).bind(json).bind(id.as_str()).execute(&mut *connection).await?;
    }
    renumber(connection, &changed).await
}

/// From the column behind the document's own.
pub(super) fn understanding(row: &AnyRow) -> sqlx::Result<Understanding> {
    parsed(row.try_get("understood")?)
}

fn parsed(json: &str) -> sqlx::Result<Understanding> {
    if json.is_empty() {
        return Ok(Understanding::default());
    }
    serde_json::from_str(json).map_err(decode_error)
}
