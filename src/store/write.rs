//! Writes documents inside a transaction that somebody else began.

use std::collections::{HashMap, HashSet};

use sqlx::AnyConnection;

use crate::model::{CanonicalUrl, Document, DocumentId, Facts, PageState, SourceId, Timestamp};

use super::check::Tally;
use super::decide::{Decision, decide};
use super::document::by_ids;
use super::row::{Columns, decode_error, millis};
use super::statement::{LARGE_ROWS, LIST, insert, list_length, padded, row_chunks, with_list};

/// What was written.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// New and changed documents in the order of their numbers.
    pub(super) puts: Vec<Put>,
    pub(super) tallies: HashMap<SourceId, Tally>,
    /// Documents whose id another source has: the id, and that source.
    pub(super) refused: Vec<(DocumentId, SourceId)>,
    /// Which facts of sources go with `puts`.
    pub(super) facts_version: i64,
}

/// A document that is written as a whole.
#[derive(Debug)]
pub(super) struct Put {
    pub(super) sequence: i64,
    /// The number of its first writing.
    pub(super) arrived: i64,
    pub(super) is_new: bool,
    pub(super) document: Document,
}

/// Where documents come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// From a check of their source, which has no documents yet: no need to look for them.
    FirstCheck,
    Check,
    /// From a file: what it does not say stays as it is.
    File,
}

/// Sorted by what is to be done.
#[derive(Default)]
struct Plan {
    /// They take a sequence number each.
    puts: Vec<Put>,
    noted: Vec<Document>,
    /// Earlier versions, to be kept as revisions.
    replaced: Vec<Document>,
}

/// Writes documents; of several with one id the first counts.
pub(super) async fn write_documents(
    connection: &mut AnyConnection,
    mut documents: Vec<Document>,
    origin: Origin,
    at: Timestamp,
) -> sqlx::Result<Written> {
    let mut written = Written::default();
    let mut kept = HashMap::new();
    if origin != Origin::FirstCheck {
        let ids: Vec<_> = documents.iter().map(|document| document.id.clone()).collect();
        kept = by_ids(connection, &ids).await?;
    }
    if origin == Origin::File {
        for document in &mut documents {
            kept.get(&document.id).into_iter().for_each(|kept| keep_unsaid(document, kept));
        }
    }
    let mut plan = plan(documents, kept, at, &mut written);
    write_revisions(connection, &plan.replaced, at).await?;
    let new: i64 = written.tallies.values().map(|tally| tally.new).sum();
    let puts = i64::try_from(plan.puts.len()).unwrap_or(i64::MAX);
    let (last, facts_version) = take_numbers(connection, puts, new).await?;
    for (put, sequence) in plan.puts.iter_mut().zip(last - puts + 1..) {
        put.sequence = sequence;
        put.arrived = sequence;
    }
    keep_arrivals(connection, &mut plan.puts).await?;
    upsert(connection, &plan.puts).await?;
    note(connection, &plan.noted).await?;
    written.puts = plan.puts;
    written.facts_version = facts_version;
    Ok(written)
}

/// Fills in from the kept document what a file does not say of it.
fn keep_unsaid(document: &mut Document, kept: &Document) {
    document.entry_id = document.entry_id.take().or_else(|| kept.entry_id.clone());
    document.link = document.link.take().or_else(|| kept.link.clone());
    document.url = document.url.take().or_else(|| kept.url.clone());
    document.published = document.published.or(kept.published);
    document.updated = document.updated.or(kept.updated);
    document.author = document.author.take().or_else(|| kept.author.clone());
    document.entry_hash.clone_from(&kept.entry_hash);
    document.page = kept.page;
    if document.tags.is_empty() {
        document.tags.clone_from(&kept.tags);
    }
    if document.facts.is_empty() {
        document.facts.clone_from(&kept.facts);
    }
    if document.summary.is_empty() {
        document.summary.clone_from(&kept.summary);
    }
    if document.html.is_empty() && document.text == kept.text {
        document.html.clone_from(&kept.html);
    }
}

fn plan(
    documents: Vec<Document>,
    mut kept: HashMap<DocumentId, Document>,
    at: Timestamp,
    written: &mut Written,
) -> Plan {
    let mut plan = Plan::default();
    let mut seen = HashSet::with_capacity(documents.len());
    for incoming in documents {
        if !seen.insert(incoming.id.clone()) {
            continue;
        }
        let old = kept.remove(&incoming.id);
        if let Some(old) = old.as_ref().filter(|old| old.source != incoming.source) {
            written.refused.push((incoming.id, old.source.clone()));
            continue;
        }
        let tally = written.tallies.entry(incoming.source.clone()).or_default();
        let is_waiting = |page| i64::from(page == PageState::Waiting);
        tally.waiting += is_waiting(incoming.page);
        tally.waiting -= old.as_ref().map_or(0, |old| is_waiting(old.page));
        let put = |is_new, document: Box<Document>| Put {
            sequence: 0,
            arrived: 0,
            is_new,
            document: *document,
        };
        match decide(old.as_ref(), incoming, at) {
            Decision::New(document) => {
                tally.new += 1;
                plan.puts.push(put(true, document));
            }
            Decision::Revised(document) => {
                tally.revised += 1;
                plan.puts.push(put(false, document));
                plan.replaced.extend(old);
            }
            Decision::Updated(document) => plan.puts.push(put(false, document)),
            Decision::Noted(document) => plan.noted.push(*document),
            Decision::Same => {}
        }
    }
    plan
}

/// Takes the next sequence numbers: the last of them, and the version of the facts.
pub(super) async fn take_numbers(
    connection: &mut AnyConnection,
    numbers: i64,
    new_documents: i64,
) -> sqlx::Result<(i64, i64)> {
    let sql = "UPDATE counters SET sequence = sequence + $1, documents = documents + $2 \
               WHERE id = 1 RETURNING sequence, facts_version";
    let row = sqlx::query(sql).bind(numbers).bind(new_documents).fetch_one(connection).await?;
    let mut columns = Columns::of(&row);
    Ok((columns.number()?, columns.number()?))
}

async fn upsert(connection: &mut AnyConnection, puts: &[Put]) -> sqlx::Result<()> {
    const HEAD: &str = "INSERT INTO documents (id, source_id, sequence, entry_id, link, url, \
        entry_hash, language, published, updated, first_seen, changed, revision, page, author, \
        tags, facts, title, summary, text, html, arrived)";
    // `arrived` stays as it is.
    const TAIL: &str = "ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, \
        entry_id = excluded.entry_id, link = excluded.link, url = excluded.url, entry_hash = excluded.entry_hash, \
        language = excluded.language, published = excluded.published, \
        updated = excluded.updated, changed = excluded.changed, revision = excluded.revision, \
        page = excluded.page, author = excluded.author, tags = excluded.tags, \
        facts = excluded.facts, \
        title = excluded.title, summary = excluded.summary, text = excluded.text, \
        html = excluded.html";
    for chunk in puts.chunks(LARGE_ROWS) {
        let mut query = sqlx::query(insert(HEAD, chunk.len(), 22, TAIL));
        for Put { sequence, arrived, document, .. } in chunk {
            query = query
                .bind(document.id.as_str())
                .bind(document.source.as_str())
                .bind(*sequence)
                .bind(document.entry_id.as_deref())
                .bind(document.link.as_ref().map(CanonicalUrl::as_str))
                .bind(document.url.as_ref().map(CanonicalUrl::as_str))
                .bind(document.entry_hash.as_str())
                .bind(document.language.as_str())
                .bind(millis(document.published))
                .bind(millis(document.updated))
                .bind(document.first_seen.as_millis())
                .bind(document.changed.as_millis())
                .bind(i64::from(document.revision))
                .bind(document.page.as_str())
                .bind(document.author.as_deref())
                .bind(tags(&document.tags)?)
                .bind(facts(&document.facts)?)
                .bind(document.title.as_str())
                .bind(document.summary.as_str())
                .bind(document.text.as_str())
                .bind(document.html.as_str())
                .bind(*arrived);
        }
        query.execute(&mut *connection).await?;
    }
    Ok(())
}

/// Gives documents that were there before the number with which they came.
async fn keep_arrivals(connection: &mut AnyConnection, puts: &mut [Put]) -> sqlx::Result<()> {
    const HEAD: &str = "SELECT id, arrived FROM documents WHERE id IN (";
    let mut known: Vec<&mut Put> = puts.iter_mut().filter(|put| !put.is_new).collect();
    for chunk in known.chunks_mut(LIST) {
        let mut query = sqlx::query(with_list(HEAD, list_length(chunk.len()), ")"));
        for id in padded(chunk, |put| put.document.id.as_str()) {
            query = query.bind(id);
        }
        let rows = query.fetch_all(&mut *connection).await?;
        let mut arrivals = HashMap::with_capacity(rows.len());
        for row in &rows {
            let mut columns = Columns::of(row);
            arrivals.insert(columns.text()?, columns.number()?);
        }
        for put in chunk {
            put.arrived = arrivals.get(put.document.id.as_str()).copied().unwrap_or(put.sequence);
        }
    }
    Ok(())
}

pub(super) fn facts(facts: &Facts) -> sqlx::Result<String> {
    if facts.is_empty() {
        return Ok("{}".to_owned());
    }
    serde_json::to_string(facts).map_err(decode_error)
}

pub(super) fn tags(tags: &[String]) -> sqlx::Result<String> {
    if tags.is_empty() {
        return Ok("[]".to_owned());
    }
    serde_json::to_string(tags).map_err(decode_error)
}

async fn write_revisions(
    connection: &mut AnyConnection,
    replaced: &[Document],
    at: Timestamp,
) -> sqlx::Result<()> {
    const HEAD: &str = "INSERT INTO revisions \
        (document_id, revision, replaced, title, summary, text, html)";
    for chunk in row_chunks(replaced) {
        let sql = insert(HEAD, chunk.len(), 7, "ON CONFLICT (document_id, revision) DO NOTHING");
        let mut query = sqlx::query(sql);
        for document in chunk {
            query = query
                .bind(document.id.as_str())
                .bind(i64::from(document.revision))
                .bind(at.as_millis())
                .bind(document.title.as_str())
                .bind(document.summary.as_str())
                .bind(document.text.as_str())
                .bind(document.html.as_str());
        }
        query.execute(&mut *connection).await?;
    }
    Ok(())
}

/// Writes what no reader and no index sees.
async fn note(connection: &mut AnyConnection, documents: &[Document]) -> sqlx::Result<()> {
    let sql = "UPDATE documents SET entry_hash = $1, page = $2 WHERE id = $3";
    for document in documents {
        sqlx::query(sql)
            .bind(document.entry_hash.as_str())
            .bind(document.page.as_str())
            .bind(document.id.as_str())
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}
