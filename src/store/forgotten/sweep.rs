//! Goes through everything that is kept and takes out what may not be: by one request, or by the
//! whole list after a backup has been put back.

use std::collections::{HashMap, HashSet};

use serde::Serialize;
use sqlx::AnyConnection;

use crate::model::{Document, DocumentId, PageState, SourceId, Timestamp};
use crate::store::check::{Tally, add_to_states};
use crate::store::document::{Html, by_ids, document, document_columns};
use crate::store::migrate::random_name;
use crate::store::related::delete_keys;
use crate::store::removal::delete_rows;
use crate::store::row::{Columns, signed};
use crate::store::statement::{LIST, list_length, padded, with_list};
use crate::store::write::{facts, tags, take_numbers};
use crate::store::{Store, StoreError};

use super::list;
use super::marks::{Identity, StopList, Subject};
use super::reading::Form;
use super::watched;

/// Rows read at a time; documents can be large.
const PAGE: i64 = 200;

/// What becomes of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Fate {
    /// It goes, with all its earlier versions.
    Removed,
    /// It stays, without the name or the mail address.
    Redacted,
}

/// A document that is concerned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FoundDocument {
    pub id: DocumentId,
    pub source: SourceId,
    /// As it was.
    pub title: String,
    pub date: Timestamp,
    pub fate: Fate,
    /// Earlier versions that are concerned.
    pub revisions: u64,
    /// Where in it what may not stand there stands; the first few.
    pub excerpts: Vec<String>,
}

/// What was forgotten, or would be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Forgotten {
    /// On the list; `None` when nothing was written.
    pub number: Option<i64>,
    pub documents: Vec<FoundDocument>,
}

impl Forgotten {
    pub fn count(&self, fate: Fate) -> usize {
        self.documents.iter().filter(|document| document.fate == fate).count()
    }
}

impl Store {
    /// Removes and redacts everything that the list forbids. For a store that was put back to an
    /// earlier state: carry the list over with [`Store::import_forgotten`], call this, and then
    /// bring the index up to date. Traces in the file go with [`Store::scrub`], which this calls.
    pub async fn apply_forgotten(&self) -> Result<Forgotten, StoreError> {
        let applied: sqlx::Result<(Forgotten, bool)> = async {
            let mut transaction = self.begin().await?;
            let list = list::read(&mut transaction).await?;
            if list.is_empty() {
                return Ok((Forgotten::default(), false));
            }
            let documents = sweep(&mut transaction, &list, Mode::Act).await?;
            let now = list::last_request(&mut transaction).await?;
            let is_changed = watched::forget(&mut transaction, &list, &documents, now).await?;
            transaction.commit().await?;
            let is_changed = is_changed || !documents.is_empty();
            Ok((Forgotten { number: None, documents }, is_changed))
        }
        .await;
        let (applied, is_changed) = applied.map_err(self.trouble())?;
        if is_changed {
            self.scrub().await?;
        }
        Ok(applied)
    }
}

/// Whether something is done, or only looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    Look,
    Act,
}

struct Sweep<'l> {
    list: &'l StopList,
    mode: Mode,
    found: Vec<FoundDocument>,
    /// Where in `found` a document stands.
    places: HashMap<DocumentId, usize>,
    tallies: HashMap<SourceId, Tally>,
}

/// Finds, and in [`Mode::Act`] takes out, what a list forbids.
pub(super) async fn sweep(
    connection: &mut AnyConnection,
    list: &StopList,
    mode: Mode,
) -> sqlx::Result<Vec<FoundDocument>> {
    let mut sweep =
        Sweep { list, mode, found: Vec::new(), places: HashMap::new(), tallies: HashMap::new() };
    sweep.documents(connection).await?;
    sweep.count_revisions(connection).await?;
    if list.reads_texts() {
        sweep.revisions(connection).await?;
    }
    if mode == Mode::Act {
        sweep.remove(connection).await?;
    }
    Ok(sweep.found)
}

impl Sweep<'_> {
    async fn documents(&mut self, connection: &mut AnyConnection) -> sqlx::Result<()> {
        const WHOLE: &str = concat!(
            "SELECT ",
            document_columns!(),
            ", html FROM documents WHERE sequence > $1 ORDER BY sequence LIMIT $2"
        );
        const WITHOUT_TEXT: &str = "SELECT sequence, id, source_id, entry_id, link, url, entry_hash, language, \
             published, updated, first_seen, changed, revision, page, author, tags, facts, title, '', '' \
             FROM documents WHERE sequence > $1 ORDER BY sequence LIMIT $2";
        let (sql, html) =
            if self.list.reads_texts() { (WHOLE, Html::Read) } else { (WITHOUT_TEXT, Html::Left) };
        let mut after = 0;
        loop {
            let query = sqlx::query(sql).bind(after).bind(PAGE);
            let rows = query.fetch_all(&mut *connection).await?;
            if rows.is_empty() {
                return Ok(());
            }
            for row in &rows {
                let (sequence, document) = document(row, html)?;
                after = sequence;
                self.document(connection, document).await?;
            }
        }
    }

    async fn document(
        &mut self,
        connection: &mut AnyConnection,
        document: Document,
    ) -> sqlx::Result<()> {
        if self.list.stops(&Identity::of(&document)) {
            let tally = self.tallies.entry(document.source.clone()).or_default();
            tally.new -= 1;
            tally.waiting -= i64::from(document.page == PageState::Waiting);
            let url = document.url.as_ref().map_or("", |url| url.as_str());
            let excerpts = self.list.excerpts(&[url]);
            self.note(&document, Fate::Removed, excerpts);
            return Ok(());
        }
        let mut cleaned = document.clone();
        if !self.list.clean_document(&mut cleaned) {
            return Ok(());
        }
        let author = document.author.as_deref().unwrap_or_default();
        let texts = [document.title.as_str(), &document.summary, &document.text, author];
        self.note(&document, Fate::Redacted, self.list.excerpts(&texts));
        if self.mode == Mode::Act {
            // Nobody shall find it by what it no longer says.
            delete_keys(connection, std::slice::from_ref(&cleaned.id)).await?;
            update(connection, &cleaned).await?;
        }
        Ok(())
    }

    fn note(&mut self, document: &Document, fate: Fate, excerpts: Vec<String>) {
        self.places.insert(document.id.clone(), self.found.len());
        self.found.push(FoundDocument {
            id: document.id.clone(),
            source: document.source.clone(),
            title: document.title.clone(),
            date: document.date(),
            fate,
            revisions: 0,
            excerpts,
        });
    }

    /// All earlier versions of documents that go.
    async fn count_revisions(&mut self, connection: &mut AnyConnection) -> sqlx::Result<()> {
        const HEAD: &str = "SELECT document_id, COUNT(*) FROM revisions WHERE document_id IN (";
        for chunk in self.removed().chunks(LIST) {
            let sql = with_list(HEAD, list_length(chunk.len()), ") GROUP BY document_id");
            let mut query = sqlx::query(sql);
            for id in padded(chunk, DocumentId::as_str) {
                query = query.bind(id);
            }
            for row in &query.fetch_all(&mut *connection).await? {
                let mut columns = Columns::of(row);
                let id = DocumentId::new(columns.string()?);
                let place = self.places.get(&id).and_then(|place| self.found.get_mut(*place));
                if let Some(found) = place {
                    found.revisions = columns.count()?;
                }
            }
        }
        Ok(())
    }

    /// Names and mail addresses in earlier versions of documents that stay.
    async fn revisions(&mut self, connection: &mut AnyConnection) -> sqlx::Result<()> {
        const SQL: &str = "SELECT document_id, revision, title, summary, text, html \
            FROM revisions WHERE document_id > $1 OR (document_id = $2 AND revision > $3) \
            ORDER BY document_id, revision LIMIT $4";
        let removed: HashSet<DocumentId> = self.removed().into_iter().collect();
        let (mut id, mut revision) = (DocumentId::new(""), 0);
        loop {
            let query = sqlx::query(SQL).bind(id.as_str()).bind(id.as_str());
            let rows = query.bind(revision).bind(PAGE).fetch_all(&mut *connection).await?;
            if rows.is_empty() {
                return Ok(());
            }
            for row in &rows {
                let mut columns = Columns::of(row);
                id = DocumentId::new(columns.string()?);
                revision = columns.number()?;
                let mut texts = [columns.string()?, columns.string()?, columns.string()?];
                let mut html = columns.string()?;
                if removed.contains(&id) {
                    continue;
                }
                let before = texts.clone();
                let mut is_changed = self.list.clean(&mut html, Form::Markup);
                for text in &mut texts {
                    is_changed |= self.list.clean(text, Form::Text);
                }
                if is_changed {
                    self.note_revision(connection, &id, &before).await?;
                    if self.mode == Mode::Act {
                        update_revision(connection, &id, revision, &texts, &html).await?;
                    }
                }
            }
        }
    }

    async fn note_revision(
        &mut self,
        connection: &mut AnyConnection,
        id: &DocumentId,
        texts: &[String; 3],
    ) -> sqlx::Result<()> {
        if !self.places.contains_key(id) {
            // The document as it is now has nothing of it.
            let found = by_ids(connection, std::slice::from_ref(id)).await?;
            let Some(document) = found.get(id) else { return Ok(()) };
            let excerpts = self.list.excerpts(&texts.each_ref().map(String::as_str));
            self.note(document, Fate::Redacted, excerpts);
        }
        let place = self.places.get(id).and_then(|place| self.found.get_mut(*place));
        if let Some(found) = place {
            found.revisions += 1;
        }
        Ok(())
    }

    fn removed(&self) -> Vec<DocumentId> {
        let removed = self.found.iter().filter(|document| document.fate == Fate::Removed);
        removed.map(|document| document.id.clone()).collect()
    }

    async fn remove(&mut self, connection: &mut AnyConnection) -> sqlx::Result<()> {
        let removed = self.removed();
        delete_rows(connection, &removed).await?;
        self.forget_removals(connection).await?;
        let tallies: Vec<_> = self.tallies.drain().collect();
        add_to_states(connection, &tallies).await?;
        if self.found.is_empty() {
            return Ok(());
        }
        // Under another name, no index made until now is taken for this store's own: each is made
        // anew, also when this program is killed before it has done so, and none keeps a trace.
        let sql = "UPDATE counters SET store = $1, sequence = sequence + 1, \
                   documents = documents - $2 WHERE id = 1";
        sqlx::query(sql)
            .bind(random_name())
            .bind(signed(removed.len()))
            .execute(connection)
            .await?;
        Ok(())
    }

    /// Ids of what went earlier, because it had become old, say which address it had to whoever
    /// guesses it.
    async fn forget_removals(&self, connection: &mut AnyConnection) -> sqlx::Result<()> {
        let rows =
            sqlx::query("SELECT document_id FROM removals").fetch_all(&mut *connection).await?;
        for row in &rows {
            let id = Columns::of(row).string()?;
            if self.list.number_of(&Subject::Id(id.clone())).is_some() {
                let sql = "DELETE FROM removals WHERE document_id = $1";
                sqlx::query(sql).bind(id).execute(&mut *connection).await?;
            }
        }
        Ok(())
    }
}

/// Writes a cleaned document under a new number: what was understood of it may quote what has gone.
async fn update(connection: &mut AnyConnection, document: &Document) -> sqlx::Result<()> {
    let (sequence, _) = take_numbers(connection, 1, 0).await?;
    let sql = "UPDATE documents SET entry_id = $1, author = $2, tags = $3, facts = $4, \
               title = $5, summary = $6, text = $7, html = $8, understood = '', sequence = $9 \
               WHERE id = $10";
    sqlx::query(sql)
        .bind(document.entry_id.as_deref())
        .bind(document.author.as_deref())
        .bind(tags(&document.tags)?)
        .bind(facts(&document.facts)?)
        .bind(document.title.as_str())
        .bind(document.summary.as_str())
        .bind(document.text.as_str())
        .bind(document.html.as_str())
        .bind(sequence)
        .bind(document.id.as_str())
        .execute(connection)
        .await?;
    Ok(())
}

async fn update_revision(
    connection: &mut AnyConnection,
    id: &DocumentId,
    revision: i64,
    [title, summary, text]: &[String; 3],
    html: &str,
) -> sqlx::Result<()> {
    let sql = "UPDATE revisions SET title = $1, summary = $2, text = $3, html = $4 \
               WHERE document_id = $5 AND revision = $6";
    sqlx::query(sql)
        .bind(title.as_str())
        .bind(summary.as_str())
        .bind(text.as_str())
        .bind(html)
        .bind(id.as_str())
        .bind(revision)
        .execute(connection)
        .await?;
    Ok(())
}
