//! One request to forget: what it means, what it would do, and doing it.

use std::collections::HashSet;

use sqlx::AnyConnection;

use crate::model::{CanonicalUrl, DocumentId, SourceId, Timestamp};
use crate::store::row::{Columns, signed};
use crate::store::{Store, StoreError};

use super::list::{self, NewEntry};
use super::marks::{Identity, Mark, StopList, Subject, address_key};
use super::reading::Form;
use super::sweep::{Forgotten, Mode, sweep};
use super::watched;
use super::wish::{self, Unclear, Wish};
use crate::address::KeyedHash;

/// Digits of a crawled document's id, and how many of them name it.
const ID_DIGITS: usize = 16;
const FEWEST_DIGITS: usize = 8;

impl Store {
    /// What somebody means who typed this: the id of a document (or the first eight digits and
    /// more of it), an address, a mail address, or a name.
    pub async fn wish(&self, text: &str) -> Result<Result<Wish, Unclear>, StoreError> {
        let text = text.trim();
        if text.is_empty() || text.contains(char::is_whitespace) || text.contains("://") {
            return Ok(Wish::read(text));
        }
        let id = DocumentId::new(text);
        if !self.documents(std::slice::from_ref(&id)).await?.is_empty() {
            return Ok(Ok(Wish::Document(id)));
        }
        let is_hex = text.bytes().all(|byte| byte.is_ascii_hexdigit());
        if is_hex && text.len() == ID_DIGITS {
            return Ok(Ok(Wish::Document(id)));
        }
        if is_hex
            && text.len() >= FEWEST_DIGITS
            && let Some(document) = self.document(text).await?
        {
            return Ok(Ok(Wish::Document(document.id)));
        }
        Ok(Wish::read(text))
    }

    /// What [`Store::forget`] would do; nothing is written.
    pub async fn to_forget(&self, wish: &Wish) -> Result<Forgotten, StoreError> {
        let found: sqlx::Result<Forgotten> = async {
            let mut connection = self.readers.acquire().await?;
            let (list, _) = list_of(&mut connection, wish, "").await?;
            let documents = sweep(&mut connection, &list, Mode::Look).await?;
            Ok(Forgotten { number: None, documents })
        }
        .await;
        found.map_err(self.trouble())
    }

    /// Puts a wish on the list and takes out of documents and their earlier versions what it is
    /// about. The caller holds the work lock, then calls [`Store::scrub`], and makes the index
    /// anew. A wish that is on the list already keeps its number.
    pub async fn forget(
        &self,
        wish: &Wish,
        reason: &str,
        now: Timestamp,
    ) -> Result<Forgotten, StoreError> {
        self.fulfil(wish, reason, now).await.map_err(self.trouble())
    }

    async fn fulfil(&self, wish: &Wish, reason: &str, now: Timestamp) -> sqlx::Result<Forgotten> {
        self.overwrite_what_is_deleted().await?;
        let mut transaction = self.begin().await?;
        let known = list::read(&mut transaction).await?;
        let listed = named_subjects(wish).iter().find_map(|subject| known.number_of(subject));
        let number = match listed {
            Some(number) => number,
            None => list::next_number(&mut transaction).await?,
        };
        let secret = list::secret(&mut transaction, number).await?;
        let (stops, mut marks) = list_of(&mut transaction, wish, &secret).await?;
        let documents = sweep(&mut transaction, &stops, Mode::Act).await?;
        watched::forget(&mut transaction, &stops, &documents, now).await?;
        // What went only because its address says a name is known by its id from now on as well.
        let hash = KeyedHash::new(secret.as_bytes());
        let ids = documents.iter().filter(|found| found.fate == super::Fate::Removed);
        marks.extend(ids.map(|found| Subject::Id(found.id.as_str().to_owned()).mark(&hash)));
        // Nobody shall learn from the reason what was forgotten.
        let mut reason = reason.trim().to_owned();
        stops.clean(&mut reason, Form::Text);
        let entry = NewEntry {
            number,
            forgotten: now.as_millis(),
            kind: wish.kind(),
            reason: &reason,
            documents: signed(documents.len()),
            secret: &secret,
        };
        list::write_entry(&mut transaction, &entry).await?;
        for mark in &marks {
            let hash = format!("{:032x}", mark.hash);
            list::write_mark(&mut transaction, number, &hash, &mark.what).await?;
        }
        transaction.commit().await?;
        Ok(Forgotten { number: Some(number), documents })
    }

    /// What is deleted from now on is written over with zeros (`SQLite`'s `secure_delete`).
    pub(in crate::store) async fn overwrite_what_is_deleted(&self) -> sqlx::Result<()> {
        // There is one connection that writes, and it lives as long as the store.
        sqlx::raw_sql("PRAGMA secure_delete = ON").execute(&self.writer).await.map(|_| ())
    }
}

/// The marks of a wish, alone and as a list.
async fn list_of(
    connection: &mut AnyConnection,
    wish: &Wish,
    secret: &str,
) -> sqlx::Result<(StopList, Vec<Mark>)> {
    let mut subjects = named_subjects(wish);
    if matches!(wish, Wish::Document(_) | Wish::Address(_)) {
        subjects.extend(other_names(connection, wish).await?);
    }
    let hash = KeyedHash::new(secret.as_bytes());
    let marks: Vec<Mark> = subjects.iter().map(|subject| subject.mark(&hash)).collect();
    let mut list = StopList::default();
    for mark in &marks {
        list.add(secret, mark, 0);
    }
    Ok((list, marks))
}

/// What the wish itself says.
fn named_subjects(wish: &Wish) -> Vec<Subject> {
    let name = |name: String| Subject::Name(name.split(' ').count(), name);
    match wish {
        Wish::Document(id) => vec![Subject::Id(id.as_str().to_owned())],
        Wish::Address(url) => vec![Subject::address(url)],
        Wish::Name(text) => wish::spellings(text).into_iter().map(name).collect(),
        Wish::Mail(text) => wish::mail_spellings(text).into_iter().map(Subject::Mail).collect(),
    }
}

/// By what else the documents of a wish would be recognised when they come again, as far as no
/// other document is known by the same: sources give one link or one id to all their entries.
async fn other_names(connection: &mut AnyConnection, wish: &Wish) -> sqlx::Result<Vec<Subject>> {
    let mut names: HashSet<Subject> = HashSet::new();
    each_identity(connection, |identity| {
        if is_meant(wish, identity) {
            names.extend(identity.subjects());
        }
    })
    .await?;
    // The home page of a site is where many entries lead.
    names.retain(|name| !matches!(name, Subject::Address(url) if !url.contains('/')));
    each_identity(connection, |identity| {
        if !is_meant(wish, identity) {
            identity.subjects().iter().for_each(|subject| {
                names.remove(subject);
            });
        }
    })
    .await?;
    Ok(names.into_iter().collect())
}

fn is_meant(wish: &Wish, identity: &Identity<'_>) -> bool {
    match wish {
        Wish::Document(id) => identity.id == id,
        Wish::Address(url) => {
            let mut addresses = identity.link.into_iter().chain(identity.url);
            addresses.any(|own| address_key(own.as_str()) == address_key(url.as_str()))
        }
        Wish::Name(_) | Wish::Mail(_) => false,
    }
}

async fn each_identity(
    connection: &mut AnyConnection,
    mut each: impl FnMut(&Identity<'_>),
) -> sqlx::Result<()> {
    const SQL: &str = "SELECT sequence, id, source_id, entry_id, link, url FROM documents \
        WHERE sequence > $1 ORDER BY sequence LIMIT 5000";
    let mut after = 0;
    loop {
        let rows = sqlx::query(SQL).bind(after).fetch_all(&mut *connection).await?;
        if rows.is_empty() {
            return Ok(());
        }
        for row in &rows {
            let mut columns = Columns::of(row);
            after = columns.number()?;
            let id = DocumentId::new(columns.string()?);
            let source: SourceId = columns.source_id()?;
            let entry_id = columns.optional_string()?;
            let link = columns.optional_string()?.map(CanonicalUrl::from_canonical);
            let url = columns.optional_string()?.map(CanonicalUrl::from_canonical);
            each(&Identity {
                id: &id,
                source: &source,
                entry_id: entry_id.as_deref(),
                link: link.as_ref(),
                url: url.as_ref(),
            });
        }
    }
}
