//! Documents and their earlier versions, read.

use std::collections::HashMap;

use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::model::{
    CanonicalUrl, Document, DocumentId, Facts, Language, PageState, Revision, SourceId,
};

use super::row::{Columns, decode_error, signed};
use super::statement::{LIST, list_length, padded, with_list};
use super::{Store, StoreError};

/// The columns of [`document`] in its order, without `html`; whoever wants it adds it.
macro_rules! document_columns {
    () => {
        "sequence, id, source_id, entry_id, link, url, entry_hash, language, published, updated, \
         first_seen, changed, revision, page, author, tags, facts, title, summary, text"
    };
}
pub(super) use document_columns;

/// Documents named when the beginning of an id means several.
const EXAMPLES: usize = 3;

/// Whether the row ends with `html`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Html {
    Left,
    Read,
}

impl Store {
    /// The document with this id, or the only one whose id begins so.
    pub async fn document(&self, id_or_prefix: &str) -> Result<Option<Document>, StoreError> {
        if id_or_prefix.is_empty() {
            return Ok(None);
        }
        let found = self.beginning_with(id_or_prefix).await.map_err(self.trouble())?;
        if found.len() < 2 {
            return Ok(found.into_iter().next());
        }
        if let Some(exact) = found.iter().find(|document| document.id.as_str() == id_or_prefix) {
            return Ok(Some(exact.clone()));
        }
        let examples = found.iter().map(|document| format!("`{}`", document.id));
        Err(StoreError::Ambiguous {
            prefix: id_or_prefix.to_owned(),
            examples: examples.collect::<Vec<_>>().join(", "),
        })
    }

    /// These documents in the order of the ids; unknown ids are left out.
    pub async fn documents(&self, ids: &[DocumentId]) -> Result<Vec<Document>, StoreError> {
        let found: sqlx::Result<_> = async {
            let mut connection = self.readers.acquire().await?;
            by_ids(&mut connection, ids).await
        }
        .await;
        let mut found = found.map_err(self.trouble())?;
        Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
    }

    /// The earlier versions of a document, oldest first.
    pub async fn revisions(&self, id: &DocumentId) -> Result<Vec<Revision>, StoreError> {
        let sql = "SELECT revision, title, summary, text, replaced FROM revisions \
                   WHERE document_id = $1 ORDER BY revision";
        let rows = sqlx::query(sql).bind(id.as_str()).fetch_all(&self.readers).await;
        let revision = |row| {
            let mut columns = Columns::of(row);
            Ok(Revision {
                document: id.clone(),
                revision: columns.small()?,
                title: columns.string()?,
                summary: columns.string()?,
                text: columns.string()?,
                replaced: columns.moment()?,
            })
        };
        let rows = rows.map_err(self.trouble())?;
        rows.iter().map(revision).collect::<Result<_, _>>().map_err(self.trouble())
    }

    /// Documents of a source whose pages wait to be read, newest first.
    pub async fn waiting_pages(
        &self,
        source: &SourceId,
        limit: usize,
    ) -> Result<Vec<Document>, StoreError> {
        const SQL: &str = concat!(
            "SELECT ",
            document_columns!(),
            ", html FROM documents WHERE source_id = $1 AND page = 'waiting' \
             ORDER BY COALESCE(published, first_seen) DESC, sequence LIMIT $2"
        );
        let query = sqlx::query(SQL).bind(source.as_str()).bind(signed(limit));
        let rows = query.fetch_all(&self.readers).await.map_err(self.trouble())?;
        let waiting = rows.iter().map(|row| Ok(document(row, Html::Read)?.1));
        waiting.collect::<Result<_, _>>().map_err(self.trouble())
    }

    /// Documents of any source, or of one, whose entries have one of these addresses (canonical),
    /// in the order of their ids.
    pub async fn documents_at(
        &self,
        links: &[&str],
        source: Option<&SourceId>,
    ) -> Result<Vec<Document>, StoreError> {
        // The sources first: so the index over source and link finds the rest.
        const ANY: &str = concat!(
            "SELECT ",
            document_columns!(),
            ", html FROM documents WHERE source_id IN \
             (SELECT id FROM source_states WHERE documents > 0) AND link IN ("
        );
        const ONE: &str = concat!(
            "SELECT ",
            document_columns!(),
            ", html FROM documents WHERE source_id = ? AND link IN ("
        );
        let mut found = Vec::new();
        for chunk in links.chunks(LIST) {
            let head = if source.is_some() { ONE } else { ANY };
            let mut query = sqlx::query(with_list(head, list_length(chunk.len()), ") ORDER BY id"));
            if let Some(source) = source {
                query = query.bind(source.as_str());
            }
            for link in padded(chunk, |link| link) {
                query = query.bind(link);
            }
            let rows = query.fetch_all(&self.readers).await.map_err(self.trouble())?;
            for row in &rows {
                found.push(document(row, Html::Read).map_err(self.trouble())?.1);
            }
        }
        Ok(found)
    }

    async fn beginning_with(&self, prefix: &str) -> sqlx::Result<Vec<Document>> {
        const SQL: &str = concat!(
            "SELECT ",
            document_columns!(),
            ", html FROM documents WHERE id >= $1 AND id < $2 ORDER BY id LIMIT $3"
        );
        // No id can stand after the last character of all.
        let end = format!("{prefix}{}", char::MAX);
        let query = sqlx::query(SQL).bind(prefix).bind(end).bind(signed(EXAMPLES));
        let rows = query.fetch_all(&self.readers).await?;
        rows.iter().map(|row| Ok(document(row, Html::Read)?.1)).collect()
    }
}

/// The documents among `ids` that exist.
pub(super) async fn by_ids(
    connection: &mut AnyConnection,
    ids: &[DocumentId],
) -> sqlx::Result<HashMap<DocumentId, Document>> {
    const HEAD: &str =
        concat!("SELECT ", document_columns!(), ", html FROM documents WHERE id IN (");
    let mut found = HashMap::new();
    for chunk in ids.chunks(LIST) {
        let mut query = sqlx::query(with_list(HEAD, list_length(chunk.len()), ")"));
        for id in padded(chunk, DocumentId::as_str) {
            query = query.bind(id);
        }
        for row in &query.fetch_all(&mut *connection).await? {
            let (_, document) = document(row, Html::Read)?;
            found.insert(document.id.clone(), document);
        }
    }
    Ok(found)
}

/// Reads a row of [`document_columns`] into its sequence number and the document.
pub(super) fn document(row: &AnyRow, html: Html) -> sqlx::Result<(i64, Document)> {
    let mut columns = Columns::of(row);
    let sequence = columns.number()?;
    let document = Document {
        id: DocumentId::new(columns.string()?),
        source: columns.source_id()?,
        entry_id: columns.optional_string()?,
        link: columns.optional_string()?.map(CanonicalUrl::from_canonical),
        url: columns.optional_string()?.map(CanonicalUrl::from_canonical),
        entry_hash: columns.string()?,
        language: columns.text()?.parse().unwrap_or(Language::UND),
        published: columns.optional_moment()?,
        updated: columns.optional_moment()?,
        first_seen: columns.moment()?,
        changed: columns.moment()?,
        revision: columns.small()?,
        page: PageState::from_word(columns.text()?),
        author: columns.optional_string()?,
        tags: tags(columns.text()?)?,
        facts: facts(columns.text()?)?,
        title: columns.string()?,
        summary: columns.string()?,
        text: columns.string()?,
        html: if html == Html::Read { columns.string()? } else { String::new() },
    };
    Ok((sequence, document))
}

fn tags(json: &str) -> sqlx::Result<Vec<String>> {
    if json == "[]" { Ok(Vec::new()) } else { serde_json::from_str(json).map_err(decode_error) }
}

fn facts(json: &str) -> sqlx::Result<Facts> {
    if json == "{}" { Ok(Facts::new()) } else { serde_json::from_str(json).map_err(decode_error) }
}
