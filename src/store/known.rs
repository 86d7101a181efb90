//! Which entries of a feed are known already.

use std::collections::HashMap;

use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::model::{CanonicalUrl, DocumentId, PageState, SourceId, Timestamp};

use super::row::Columns;
use super::statement::{LIST, list_length, padded, with_list};
use super::{Store, StoreError};

/// What names an entry within its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EntryKey<'a> {
    pub entry_id: Option<&'a str>,
    /// Canonical.
    pub link: Option<&'a str>,
}

/// A document that an entry may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownEntry {
    pub id: DocumentId,
    pub entry_id: Option<String>,
    pub link: Option<CanonicalUrl>,
    pub entry_hash: String,
    pub page: PageState,
    pub revision: u32,
    pub first_seen: Timestamp,
    pub changed: Timestamp,
    pub published: Option<Timestamp>,
    pub updated: Option<Timestamp>,
}

macro_rules! known_columns {
    () => {
        "SELECT id, entry_id, link, entry_hash, page, revision, first_seen, changed, published, \
         updated FROM documents WHERE source_id = ? AND "
    };
}

impl Store {
    /// All documents of the source that match one of the keys by entry id or by link; both
    /// may lead to different documents. Sorted by id.
    pub async fn known_entries(
        &self,
        source: &SourceId,
        keys: &[EntryKey<'_>],
    ) -> Result<Vec<KnownEntry>, StoreError> {
        self.find_known(source, keys).await.map_err(self.trouble())
    }

    async fn find_known(
        &self,
        source: &SourceId,
        keys: &[EntryKey<'_>],
    ) -> sqlx::Result<Vec<KnownEntry>> {
        let mut connection = self.readers.acquire().await?;
        if keys.is_empty() || !has_documents(&mut connection, source).await? {
            return Ok(Vec::new());
        }
        let entry_ids: Vec<_> = keys.iter().filter_map(|key| key.entry_id).collect();
        let links: Vec<_> = keys.iter().filter_map(|key| key.link).collect();
        let mut found = HashMap::new();
        for (head, texts) in [
            (concat!(known_columns!(), "entry_id IN ("), entry_ids),
            (concat!(known_columns!(), "link IN ("), links),
        ] {
            for chunk in texts.chunks(LIST) {
                let sql = with_list(head, list_length(chunk.len()), ")");
                let mut query = sqlx::query(sql).bind(source.as_str());
                for text in padded(chunk, |text| text) {
                    query = query.bind(text);
                }
                for row in &query.fetch_all(&mut *connection).await? {
                    let known = known(row)?;
                    found.insert(known.id.clone(), known);
                }
            }
        }
        let mut found: Vec<_> = found.into_values().collect();
        found.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(found)
    }
}

/// Whether there is anything to look for; asks one short row.
pub(super) async fn has_documents(
    connection: &mut AnyConnection,
    source: &SourceId,
) -> sqlx::Result<bool> {
    let sql = "SELECT documents FROM source_states WHERE id = $1";
    let row = sqlx::query(sql).bind(source.as_str()).fetch_optional(connection).await?;
    row.map_or(Ok(false), |row| Ok(Columns::of(&row).number()? > 0))
}

fn known(row: &AnyRow) -> sqlx::Result<KnownEntry> {
    let mut columns = Columns::of(row);
    Ok(KnownEntry {
        id: DocumentId::new(columns.string()?),
        entry_id: columns.optional_string()?,
        link: columns.optional_string()?.map(CanonicalUrl::from_canonical),
        entry_hash: columns.string()?,
        page: PageState::from_word(columns.text()?),
        revision: columns.small()?,
        first_seen: columns.moment()?,
        changed: columns.moment()?,
        published: columns.optional_moment()?,
        updated: columns.optional_moment()?,
    })
}
