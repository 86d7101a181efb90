//! Which documents tell the same: what was found out about it, and what is needed to find out.

mod group;
mod keys;

use std::collections::{HashMap, HashSet};

use sqlx::AnyConnection;
use sqlx::Row as _;
use sqlx::any::AnyRow;

use super::document::{Html, document, document_columns};
use super::row::{Columns, signed};
use super::statement::{LIST, list_length, padded, with_list};
use super::understood::understanding;
use super::write::take_numbers;
use super::{Store, StoreError};
use crate::address;
use crate::model::{Document, DocumentId, Relations, SourceFacts, Understanding};
pub use group::{Groups, Member};
pub(super) use keys::delete_keys;
pub use keys::{KeyLookup, Sharing, number_of};

/// A document to compare with others.
#[derive(Clone, Debug)]
pub struct Unrelated {
    pub sequence: i64,
    pub document: Document,
    pub source: SourceFacts,
    pub understanding: Understanding,
}

impl Store {
    /// Documents that were written since they were last compared with others, in the order of
    /// their sequence numbers. By other rules than last time all have to be compared anew.
    pub async fn unrelated(&self, rules: &str, limit: usize) -> Result<Vec<Unrelated>, StoreError> {
        self.read_unrelated(rules, limit).await.map_err(self.trouble())
    }

    /// The documents among `ids` that exist, for a comparison.
    pub async fn to_compare(&self, ids: &[DocumentId]) -> Result<Vec<Unrelated>, StoreError> {
        self.read_to_compare(ids).await.map_err(self.trouble())
    }

    /// These documents as members of their groups, with all others of those groups.
    pub async fn members(&self, ids: &[DocumentId]) -> Result<Vec<Member>, StoreError> {
        let members: sqlx::Result<_> = async {
            let mut connection = self.readers.acquire().await?;
            members(&mut connection, ids).await
        }
        .await;
        members.map_err(self.trouble())
    }

    /// Writes what has changed in groups, and that all documents up to `sequence` have been
    /// compared by these rules. The index hears of whoever changed.
    pub async fn write_relations(
        &self,
        rules: &str,
        groups: &Groups,
        sequence: i64,
    ) -> Result<(), StoreError> {
        let written: sqlx::Result<()> = async {
            let mut transaction = self.begin().await?;
            let changed = groups.changed();
            let last = write(&mut transaction, &changed).await?;
            note_progress(&mut transaction, rules, sequence, last, signed(changed.len())).await?;
            transaction.commit().await
        }
        .await;
        written.map_err(self.trouble())
    }

    /// How a document stands to others; nothing when there is none or nobody has looked yet.
    pub async fn relations(&self, id: &DocumentId) -> Result<Relations, StoreError> {
        let found: sqlx::Result<_> = async {
            let sql = "SELECT duplicate_of, story, relation_reason FROM documents WHERE id = $1";
            let query = sqlx::query(sql).bind(id.as_str());
            let rows = query.fetch_all(&self.readers).await?;
            Ok(self.relations_of(&rows).await?.into_iter().next().unwrap_or_default())
        }
        .await;
        found.map_err(self.trouble())
    }

    /// The documents that tell the story of this one, with itself, its head first; none when it
    /// stands alone.
    pub async fn story(&self, id: &DocumentId) -> Result<Vec<DocumentId>, StoreError> {
        let sql = "SELECT id FROM documents WHERE story = \
                   (SELECT story FROM documents WHERE id = $1) \
                   ORDER BY CASE WHEN id = story THEN 0 ELSE 1 END, \
                   COALESCE(published, updated, first_seen), id";
        let rows = sqlx::query(sql).bind(id.as_str()).fetch_all(&self.readers).await;
        let rows = rows.map_err(self.trouble())?;
        let ids = rows.iter().map(|row| Columns::of(row).string().map(DocumentId::new));
        ids.collect::<Result<_, _>>().map_err(self.trouble())
    }

    /// From rows with the columns of relations, in their order.
    pub(super) async fn relations_of(&self, rows: &[AnyRow]) -> sqlx::Result<Vec<Relations>> {
        let mut all = rows.iter().map(read_relations).collect::<sqlx::Result<Vec<Relations>>>()?;
        let stories: HashSet<_> = all.iter().filter_map(|one| one.story.clone()).collect();
        let stories: Vec<_> = stories.into_iter().collect();
        let mut sizes = HashMap::new();
        for chunk in stories.chunks(LIST) {
            let head = "SELECT story, COUNT(*) FROM documents WHERE story IN (";
            let sql = with_list(head, list_length(chunk.len()), ") GROUP BY story");
            let mut query = sqlx::query(sql);
            for id in padded(chunk, DocumentId::as_str) {
                query = query.bind(id);
            }
            for row in &query.fetch_all(&self.readers).await? {
                let mut columns = Columns::of(row);
                sizes.insert(DocumentId::new(columns.text()?), columns.small()?);
            }
        }
        for one in &mut all {
            let size = one.story.as_ref().and_then(|story| sizes.get(story));
            one.story_size = size.copied().unwrap_or(0);
        }
        Ok(all)
    }

    async fn read_unrelated(&self, rules: &str, limit: usize) -> sqlx::Result<Vec<Unrelated>> {
        const SQL: &str = concat!(
            "SELECT ",
            document_columns!(),
            ", understood FROM documents WHERE sequence > $1 ORDER BY sequence LIMIT $2"
        );
        let sql = "SELECT related, related_by FROM counters WHERE id = 1";
        let row = sqlx::query(sql).fetch_one(&self.readers).await?;
        let mut columns = Columns::of(&row);
        let (related, by) = (columns.number()?, columns.string()?);
        let after = if by == rules { related } else { 0 };
        let query = sqlx::query(SQL).bind(after).bind(signed(limit));
        let rows = query.fetch_all(&self.readers).await?;
        self.with_facts(&rows).await
    }

    async fn read_to_compare(&self, ids: &[DocumentId]) -> sqlx::Result<Vec<Unrelated>> {
        const HEAD: &str =
            concat!("SELECT ", document_columns!(), ", understood FROM documents WHERE id IN (");
        let mut found = Vec::with_capacity(ids.len());
        for chunk in ids.chunks(LIST) {
            let mut query = sqlx::query(with_list(HEAD, list_length(chunk.len()), ")"));
            for id in padded(chunk, DocumentId::as_str) {
                query = query.bind(id);
            }
            found.extend(self.with_facts(&query.fetch_all(&self.readers).await?).await?);
        }
        Ok(found)
    }

    async fn with_facts(&self, rows: &[AnyRow]) -> sqlx::Result<Vec<Unrelated>> {
        let sql = "SELECT facts_version FROM counters WHERE id = 1";
        let row = sqlx::query(sql).fetch_one(&self.readers).await?;
        let facts = self.facts_at(Columns::of(&row).number()?).await?;
        let unrelated = |row| {
            let (sequence, mut document) = document(row, Html::Left)?;
            let source = facts.of(&document.source);
            let understanding = understanding(row)?;
            document.heed(&understanding.corrected);
            Ok(Unrelated { sequence, document, source, understanding })
        };
        rows.iter().map(unrelated).collect()
    }
}

/// Takes documents that will be deleted out of their groups: the next best takes their place.
pub(super) async fn forget_members(
    connection: &mut AnyConnection,
    ids: &[DocumentId],
) -> sqlx::Result<()> {
    delete_keys(connection, ids).await?;
    let mut groups = Groups::default();
    groups.add(members(connection, ids).await?);
    for id in ids {
        groups.remove(id);
    }
    write(connection, &groups.changed()).await?;
    Ok(())
}

async fn members(connection: &mut AnyConnection, ids: &[DocumentId]) -> sqlx::Result<Vec<Member>> {
    let own = members_where(connection, "documents.id", ids).await?;
    let stories: HashSet<_> = own.iter().filter_map(|member| member.story.clone()).collect();
    let stories: Vec<_> = stories.into_iter().collect();
    let mut all = members_where(connection, "documents.story", &stories).await?;
    all.extend(own.into_iter().filter(|member| member.story.is_none()));
    Ok(all)
}

async fn members_where(
    connection: &mut AnyConnection,
    column: &str,
    values: &[DocumentId],
) -> sqlx::Result<Vec<Member>> {
    let head = format!(
        "SELECT documents.id, duplicate_of, story, relation_reason, published, updated, \
         first_seen, documents.url, source_states.url FROM documents \
         LEFT JOIN source_states ON source_states.id = documents.source_id WHERE {column} IN ("
    );
    let mut found = Vec::new();
    for chunk in values.chunks(LIST) {
        let mut query = sqlx::query(with_list(&head, list_length(chunk.len()), ")"));
        for value in padded(chunk, DocumentId::as_str) {
            query = query.bind(value);
        }
        for row in &query.fetch_all(&mut *connection).await? {
            found.push(member(row)?);
        }
    }
    Ok(found)
}

fn member(row: &AnyRow) -> sqlx::Result<Member> {
    let mut columns = Columns::of(row);
    let id = DocumentId::new(columns.string()?);
    let duplicate_of = columns.optional_string()?.map(DocumentId::new);
    let story = columns.optional_string()?.map(DocumentId::new);
    let reason = columns.string()?;
    let (published, updated) = (columns.optional_moment()?, columns.optional_moment()?);
    let first_seen = columns.moment()?;
    let url = columns.optional_string()?.unwrap_or_default();
    let source_url = columns.optional_string()?.unwrap_or_default();
    Ok(Member {
        id,
        duplicate_of,
        story,
        reason,
        is_own_site: is_one_site(&url, &source_url),
        date: published.or(updated).unwrap_or(first_seen),
        first_seen,
    })
}

/// Whether one site is the other, or a part of it: `nyheter.ekvik.example` and `ekvik.example`.
fn is_one_site(one: &str, other: &str) -> bool {
    let (one, other) = (address::site_of(one), address::site_of(other));
    let is_part = |part: &str, whole: &str| {
        part.strip_suffix(whole).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    !one.is_empty() && !other.is_empty() && (is_part(&one, &other) || is_part(&other, &one))
}

/// Gives each changed document the next sequence number; the last of them, as far as the store is.
async fn write(connection: &mut AnyConnection, changed: &[&Member]) -> sqlx::Result<i64> {
    let count = signed(changed.len());
    let (last, _) = take_numbers(connection, count, 0).await?;
    let sql = "UPDATE documents SET duplicate_of = $1, story = $2, relation_reason = $3, \
               sequence = $4 WHERE id = $5";
    for (member, sequence) in changed.iter().zip(last - count + 1..) {
        sqlx::query(sql)
            .bind(member.duplicate_of.as_ref().map(DocumentId::as_str))
            .bind(member.story.as_ref().map(DocumentId::as_str))
            .bind(member.reason.as_str())
            .bind(sequence)
            .bind(member.id.as_str())
            .execute(&mut *connection)
            .await?;
    }
    Ok(last)
}

/// The numbers that the changes themselves took need not be looked at again, when nobody else took
/// one meanwhile.
async fn note_progress(
    connection: &mut AnyConnection,
    rules: &str,
    sequence: i64,
    last: i64,
    changed: i64,
) -> sqlx::Result<()> {
    let before = last - changed;
    let related = if before == sequence { last } else { sequence };
    let sql = "UPDATE counters SET related = $1, related_by = $2, \
               understood = CASE WHEN understood = $3 THEN $4 ELSE understood END WHERE id = 1";
    let query = sqlx::query(sql).bind(related).bind(rules).bind(before).bind(last);
    query.execute(connection).await?;
    Ok(())
}

fn read_relations(row: &AnyRow) -> sqlx::Result<Relations> {
    let id = |column: &str| -> sqlx::Result<Option<DocumentId>> {
        let text: Option<String> = row.try_get(column)?;
        Ok(text.map(DocumentId::new))
    };
    Ok(Relations {
        duplicate_of: id("duplicate_of")?,
        story: id("story")?,
        reason: row.try_get("relation_reason")?,
        story_size: 0,
    })
}
