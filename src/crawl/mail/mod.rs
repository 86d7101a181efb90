//! Newsletters in a folder of mails: read letter by letter, item by item, without moving or
//! changing anything.

mod folder;

use std::collections::HashSet;

use crate::address;
use crate::mail::beginning;
use crate::model::{CanonicalUrl, Document, Entry, Feed, PageState, Source};
use crate::parse::mail;
use crate::store::{EntryKey, Store, StoreError};

use super::source::{SourceError, key_of};
use super::{Work, busy, entries};
use folder::{Found, look};

pub use folder::MailError;

/// Letters that one run reads, the newest first; the rest waits for the next.
const LETTERS_PER_RUN: usize = 200;
/// So much text of letters one run holds, and that of one letter more; the rest waits as well.
const TEXT_PER_RUN: usize = 16 * 1024 * 1024;
/// Larger letters are left out.
const LETTER_BYTES: u64 = 20 * 1024 * 1024;
/// By so many of its items a letter is looked for: the first may have been known before.
const ITEMS_ASKED: usize = 5;

/// What a folder holds that is not known yet.
#[derive(Debug, Default)]
pub struct Letters {
    pub feed: Feed,
    pub documents: Vec<Document>,
    /// Tells whether anything has come or gone.
    pub fingerprint: String,
    /// Newsletters in the folder, known or not.
    pub in_folder: usize,
    /// More of them are to be read than one run may.
    pub more_wait: bool,
}

/// Reads the letters that are not known yet. Where nothing has come or gone since `before`, none
/// is opened.
pub async fn read(
    work: &Work,
    source: &Source,
    before: Option<&str>,
) -> Result<Letters, SourceError> {
    let mailbox = source.mail.clone().unwrap_or_default();
    let before = before.map(str::to_owned);
    let look = busy::off_thread(move || look(&mailbox, before.as_deref()));
    let look = look.await.map_err(|_| SourceError::Interrupted)??;
    let mut letters = Letters {
        fingerprint: look.fingerprint,
        in_folder: look.found.len(),
        ..Letters::default()
    };
    let now = work.clock.now();
    let mut unknown = unknown(&work.store, source, look.found).await?;
    if let Some(keep) = source.keep {
        unknown.retain(|letter| letter.date.is_none_or(|date| date >= now.minus(keep)));
    }
    letters.more_wait = unknown.len() > LETTERS_PER_RUN;
    unknown.truncate(LETTERS_PER_RUN);
    let reader = source.clone();
    let read = busy::off_thread(move || {
        let (mut feed, has_room) = read_all(&unknown);
        if look.refused > 0 {
            let refused = look.refused;
            feed.warnings.push(format!(
                "letters left alone, because they are no newsletters or come from others than \
                 `[source.mail]` names: {refused}"
            ));
        }
        if look.unreadable > 0 {
            feed.warnings.push(format!("letters that cannot be opened: {}", look.unreadable));
        }
        let documents = entries::documents(&feed, &reader, now);
        (feed, documents, has_room)
    });
    let (feed, documents, has_room) = read.await.map_err(|_| SourceError::Interrupted)?;
    letters.more_wait |= !has_room;
    letters.documents = documents.into_iter().map(without_counter).collect();
    letters.feed = feed;
    Ok(letters)
}

/// A link that counts clicks is nobody's address, and often names its reader: it is followed, and
/// never shown.
fn without_counter(mut document: Document) -> Document {
    if counts_clicks(&document) {
        document.url = None;
    }
    document
}

fn counts_clicks(document: &Document) -> bool {
    document.link.as_ref().is_some_and(|link| mail::is_tracking(link.as_str()))
}

/// After the pages have been read: a link that counted clicks gives way to where it led. What is
/// known under that address already comes no second time.
pub async fn settle(
    store: &Store,
    source: &Source,
    documents: &mut Vec<Document>,
) -> Result<(), StoreError> {
    let mut followed = HashSet::new();
    for document in documents.iter_mut().filter(|document| counts_clicks(document)) {
        match document.page {
            PageState::Read => document.link = document.url.clone(),
            // Nobody will ask there again.
            PageState::Failed | PageState::None => document.link = None,
            PageState::Waiting => continue,
        }
        followed.insert(document.id.clone());
    }
    let keys: Vec<EntryKey<'_>> =
        documents.iter().filter(|document| followed.contains(&document.id)).map(key_of).collect();
    let known = store.known_entries(&source.id, &keys).await?;
    let mut taken: HashSet<CanonicalUrl> = HashSet::new();
    documents.retain(|document| {
        let Some(link) = &document.link else { return true };
        let is_known = || {
            known.iter().any(|known| known.link.as_ref() == Some(link) && known.id != document.id)
        };
        let is_second = !taken.insert(link.clone());
        !(followed.contains(&document.id) && (is_second || is_known()))
    });
    Ok(())
}

/// Those of which no item is known yet.
async fn unknown(
    store: &Store,
    source: &Source,
    found: Vec<Found>,
) -> Result<Vec<Found>, StoreError> {
    let asked: Vec<String> = found
        .iter()
        .flat_map(|letter| {
            let items = (1..=ITEMS_ASKED).map(|number| format!("{}#{number}", letter.id));
            std::iter::once(letter.id.clone()).chain(items)
        })
        .collect();
    let keys: Vec<EntryKey<'_>> =
        asked.iter().map(|id| EntryKey { entry_id: Some(id), link: None }).collect();
    let known = store.known_entries(&source.id, &keys).await?;
    let known: HashSet<&str> = known
        .iter()
        .filter_map(|entry| entry.entry_id.as_deref())
        .map(|id| id.rsplit_once('#').map_or(id, |(letter, _)| letter))
        .collect();
    let mut seen = HashSet::new();
    Ok(found
        .into_iter()
        .filter(|letter| !known.contains(letter.id.as_str()) && seen.insert(letter.id.clone()))
        .collect())
}

/// The items of all letters, each address once, and whether there was room for all.
fn read_all(letters: &[Found]) -> (Feed, bool) {
    let mut feed = Feed::default();
    let mut links = HashSet::new();
    let mut held = 0;
    for letter in letters {
        // What brings nothing, because it is broken or known, takes no room: it comes again with
        // each run, and would keep out those behind it.
        if held >= TEXT_PER_RUN {
            return (feed, false);
        }
        match read_one(letter) {
            Ok(mut items) => {
                items.retain(|entry| {
                    let link = entry.link.as_deref().and_then(address::canonical);
                    link.is_none_or(|link| links.insert(link))
                });
                held += items.iter().map(length).sum::<usize>();
                feed.entries.extend(items);
            }
            Err(problem) => {
                let name = letter.file.file_name().unwrap_or_default().display();
                feed.warnings.push(format!("letter `{name}`: {problem}"));
            }
        }
    }
    (feed, true)
}

fn length(entry: &Entry) -> usize {
    let more = [&entry.link, &entry.summary, &entry.content].into_iter().flatten();
    entry.title.len() + more.map(String::len).sum::<usize>()
}

fn read_one(found: &Found) -> Result<Vec<Entry>, String> {
    let bytes = beginning(&found.file, LETTER_BYTES + 1).map_err(|error| error.to_string())?;
    if bytes.len() as u64 > LETTER_BYTES {
        return Err(format!("larger than {} MiB", LETTER_BYTES / (1024 * 1024)));
    }
    let letter = mail::letter(&bytes).map_err(|error| error.to_string())?;
    let mut items = mail::items(&letter).map_err(|error| error.to_string())?;
    for (number, entry) in items.iter_mut().enumerate() {
        // Letters without a Message-ID have one of ours.
        let is_whole = entry.link.is_none();
        entry.id.get_or_insert_with(|| {
            if is_whole { found.id.clone() } else { format!("{}#{}", found.id, number + 1) }
        });
    }
    Ok(items)
}
