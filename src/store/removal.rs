//! What is not kept any longer, and whether the file is sound.

use std::collections::HashSet;

use sqlx::AnyConnection;
use sqlx::Row as _;

use crate::model::{DocumentId, SourceId, Timestamp};

use super::check::{Tally, add_to_states};
use super::known::has_documents;
use super::related::forget_members;
use super::row::{Columns, signed};
use super::statement::{LIST, insert, list_length, padded, row_chunks, with_list};
use super::write::take_numbers;
use super::{Store, StoreError};

impl Store {
    /// Removes the documents of a source that are dated (published, else updated, else first
    /// seen) before a moment, with their revisions, and says how many. Entries that old must
    /// not be recorded again, or they would come back with the next check.
    pub async fn remove_older_than(
        &self,
        source: &SourceId,
        before: Timestamp,
    ) -> Result<u64, StoreError> {
        self.remove_old(source, before).await.map_err(self.trouble())
    }

    /// Those of the ids that were kept once and have been removed.
    pub async fn removed_among(
        &self,
        ids: &[DocumentId],
    ) -> Result<HashSet<DocumentId>, StoreError> {
        self.find_removed(ids).await.map_err(self.trouble())
    }

    /// Notes ids of documents that are not to be kept, so that `removed_among` knows them.
    pub async fn never_keep(&self, ids: &[DocumentId]) -> Result<(), StoreError> {
        if ids.is_empty() {
            return Ok(());
        }
        let noted = async {
            let mut transaction = self.begin().await?;
            note(&mut transaction, ids, 0).await?;
            transaction.commit().await
        };
        noted.await.map_err(self.trouble())
    }

    async fn find_removed(&self, ids: &[DocumentId]) -> sqlx::Result<HashSet<DocumentId>> {
        const HEAD: &str = "SELECT document_id FROM removals WHERE document_id IN (";
        let mut removed = HashSet::new();
        for chunk in ids.chunks(LIST) {
            let mut query = sqlx::query(with_list(HEAD, list_length(chunk.len()), ")"));
            for id in padded(chunk, DocumentId::as_str) {
                query = query.bind(id);
            }
            for row in &query.fetch_all(&self.readers).await? {
                removed.insert(DocumentId::new(Columns::of(row).string()?));
            }
        }
        Ok(removed)
    }

    /// What is wrong with the file, as a sentence that says what to do; empty when it is sound.
    /// Reads all of it.
    pub async fn check(&self) -> Result<Vec<String>, StoreError> {
        match self.insist_on_soundness().await {
            Err(damaged @ StoreError::Damaged { .. }) => Ok(vec![damaged.to_string()]),
            sound => sound.map(|()| Vec::new()),
        }
    }

    /// Fails with [`StoreError::Damaged`] when `SQLite` finds something wrong with the file. Reads
    /// all of it.
    pub async fn insist_on_soundness(&self) -> Result<(), StoreError> {
        let findings: sqlx::Result<Vec<String>> = async {
            let sql = "PRAGMA integrity_check(5)";
            let rows = sqlx::query(sql).fetch_all(&self.readers).await?;
            rows.iter().map(|row| row.try_get(0)).collect()
        }
        .await;
        let mut findings = findings.map_err(self.trouble())?;
        findings.retain(|finding| finding != "ok");
        if findings.is_empty() {
            return Ok(());
        }
        let detail = findings.join("; ").replace('\n', " ");
        Err(StoreError::Damaged { path: self.path().to_owned(), detail })
    }

    async fn remove_old(&self, source: &SourceId, before: Timestamp) -> sqlx::Result<u64> {
        let mut reader = self.readers.acquire().await?;
        if !has_documents(&mut reader, source).await? {
            return Ok(0);
        }
        drop(reader);
        let mut transaction = self.begin().await?;
        let sql = "SELECT id, page FROM documents WHERE source_id = $1 \
                   AND COALESCE(published, updated, first_seen) < $2 ORDER BY sequence";
        let query = sqlx::query(sql).bind(source.as_str()).bind(before.as_millis());
        let rows = query.fetch_all(&mut *transaction).await?;
        let mut ids = Vec::with_capacity(rows.len());
        let mut waiting = 0;
        for row in &rows {
            let mut columns = Columns::of(row);
            ids.push(DocumentId::new(columns.string()?));
            waiting += i64::from(columns.text()? == "waiting");
        }
        if ids.is_empty() {
            return Ok(0);
        }
        delete(&mut transaction, &ids).await?;
        let removed = signed(ids.len());
        let tally = Tally { new: -removed, revised: 0, waiting: -waiting };
        add_to_states(&mut transaction, &[(source.clone(), tally)]).await?;
        transaction.commit().await?;
        Ok(u64::try_from(removed).unwrap_or(0))
    }
}

/// Deletes documents and their revisions, and takes them out of their stories; nothing else.
pub(super) async fn delete_rows(
    connection: &mut AnyConnection,
    ids: &[DocumentId],
) -> sqlx::Result<()> {
    forget_members(connection, ids).await?;
    for chunk in ids.chunks(LIST) {
        for head in
            ["DELETE FROM documents WHERE id IN (", "DELETE FROM revisions WHERE document_id IN ("]
        {
            let mut query = sqlx::query(with_list(head, list_length(chunk.len()), ")"));
            for id in padded(chunk, DocumentId::as_str) {
                query = query.bind(id);
            }
            query.execute(&mut *connection).await?;
        }
    }
    Ok(())
}

async fn delete(connection: &mut AnyConnection, ids: &[DocumentId]) -> sqlx::Result<()> {
    delete_rows(connection, ids).await?;
    note(connection, ids, signed(ids.len())).await
}

/// Notes that ids are not kept any longer; `removed` of them were documents.
async fn note(
    connection: &mut AnyConnection,
    ids: &[DocumentId],
    removed: i64,
) -> sqlx::Result<()> {
    let count = signed(ids.len());
    let (last, _) = take_numbers(connection, count, -removed).await?;
    let numbered: Vec<_> = (last - count + 1..).zip(ids).collect();
    for chunk in row_chunks(&numbered) {
        let head = "INSERT INTO removals (document_id, sequence)";
        let tail = "ON CONFLICT (document_id) DO UPDATE SET sequence = excluded.sequence";
        let mut query = sqlx::query(insert(head, chunk.len(), 2, tail));
        for (sequence, id) in chunk {
            query = query.bind(id.as_str()).bind(*sequence);
        }
        query.execute(&mut *connection).await?;
    }
    Ok(())
}
