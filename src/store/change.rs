//! What an index that knows the store up to some point has not seen yet.

use sqlx::Row as _;

use crate::model::{
    Change, Document, DocumentId, DocumentWithSource, Mark, NumberedChange, SourceId,
};

use super::document::{Html, document, document_columns};
use super::row::{Columns, signed};
use super::understood::understanding;
use super::{Store, StoreError};

impl Store {
    /// The next changes after a sequence number, at most `limit`, in their order. `html` is left
    /// empty: an index has no use for it, and reading it would cost as much as the text.
    pub async fn changes_after(
        &self,
        sequence: i64,
        limit: usize,
    ) -> Result<Vec<NumberedChange>, StoreError> {
        self.read_changes(sequence, limit).await.map_err(self.trouble())
    }

    /// How far the store is.
    pub async fn mark(&self) -> Result<Mark, StoreError> {
        self.read_mark().await.map(|(mark, _)| mark).map_err(self.trouble())
    }

    /// The next documents after a sequence number with everything they have, for an export.
    pub async fn documents_after(
        &self,
        sequence: i64,
        source: Option<&SourceId>,
        limit: usize,
    ) -> Result<Vec<(i64, Document)>, StoreError> {
        const ALL: &str = concat!(
            "SELECT ",
            document_columns!(),
            ", html FROM documents WHERE sequence > $1 ORDER BY sequence LIMIT $2"
        );
        // The numbers are found first: sorting whole documents would read them all, page by page.
        const OF_SOURCE: &str = concat!(
            "SELECT ",
            document_columns!(),
            ", html FROM documents WHERE sequence IN \
             (SELECT sequence FROM documents WHERE source_id = $3 AND sequence > $1 \
              ORDER BY sequence LIMIT $2) ORDER BY sequence"
        );
        let sql = if source.is_some() { OF_SOURCE } else { ALL };
        let mut query = sqlx::query(sql).bind(sequence).bind(signed(limit));
        if let Some(source) = source {
            query = query.bind(source.as_str());
        }
        let rows = query.fetch_all(&self.readers).await.map_err(self.trouble())?;
        let documents = rows.iter().map(|row| document(row, Html::Read));
        documents.collect::<Result<_, _>>().map_err(self.trouble())
    }

    async fn read_mark(&self) -> sqlx::Result<(Mark, i64)> {
        let sql = "SELECT store, sequence, documents, facts_version FROM counters WHERE id = 1";
        let row = sqlx::query(sql).fetch_one(&self.readers).await?;
        let mut columns = Columns::of(&row);
        let mark = Mark {
            store: columns.string()?,
            sequence: columns.number()?,
            documents: columns.count()?,
        };
        Ok((mark, columns.number()?))
    }

    async fn read_changes(&self, sequence: i64, limit: usize) -> sqlx::Result<Vec<NumberedChange>> {
        let (mark, facts_version) = self.read_mark().await?;
        if mark.sequence <= sequence {
            return Ok(Vec::new());
        }
        let mut changes = self.puts_after(sequence, limit, facts_version).await?;
        changes.extend(self.removals_after(sequence, limit).await?);
        changes.sort_by_key(|change| change.sequence);
        changes.truncate(limit);
        Ok(changes)
    }

    async fn puts_after(
        &self,
        sequence: i64,
        limit: usize,
        facts_version: i64,
    ) -> sqlx::Result<Vec<NumberedChange>> {
        const SQL: &str = concat!(
            "SELECT ",
            document_columns!(),
            ", understood, duplicate_of, story, relation_reason, arrived FROM documents \
             WHERE sequence > $1 ORDER BY sequence LIMIT $2"
        );
        let facts = self.facts_at(facts_version).await?;
        let query = sqlx::query(SQL).bind(sequence).bind(signed(limit));
        let rows = query.fetch_all(&self.readers).await?;
        let mut changes = Vec::with_capacity(rows.len());
        for (row, relations) in rows.iter().zip(self.relations_of(&rows).await?) {
            let (sequence, mut document) = document(row, Html::Left)?;
            let source = facts.of(&document.source);
            let understanding = understanding(row)?;
            document.heed(&understanding.corrected);
            let arrived = row.try_get("arrived")?;
            let put = DocumentWithSource { document, source, understanding, relations, arrived };
            let change = Change::Put(Box::new(put));
            changes.push(NumberedChange { sequence, change });
        }
        Ok(changes)
    }

    async fn removals_after(
        &self,
        sequence: i64,
        limit: usize,
    ) -> sqlx::Result<Vec<NumberedChange>> {
        let sql = "SELECT sequence, document_id FROM removals WHERE sequence > $1 \
                   ORDER BY sequence LIMIT $2";
        let query = sqlx::query(sql).bind(sequence).bind(signed(limit));
        let rows = query.fetch_all(&self.readers).await?;
        let removal = |row| {
            let mut columns = Columns::of(row);
            let sequence = columns.number()?;
            let change = Change::Remove(DocumentId::new(columns.string()?));
            Ok(NumberedChange { sequence, change })
        };
        rows.iter().map(removal).collect()
    }
}
