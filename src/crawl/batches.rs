//! From a page of a register to documents, some hundred at a time: memory never holds more.

use std::collections::{BTreeMap, HashSet};
use std::io::Seek;
use std::sync::Arc;

use tokio::sync::{Semaphore, mpsc};
use tokio::task::spawn_blocking;

use super::busy;
use super::entries::{self, Names};
use super::source::SourceError;
use crate::fetch::{Spool, limits};
use crate::model::{Document, DocumentId, Entry, Source, Target, Timestamp};
use crate::parse::{self, ParseError, RegisterBody, RegisterEnd, RegisterLimits, Taken};

/// Entries that go through together.
const BATCH: usize = 500;
/// Or as many as hold so much text.
const BATCH_BYTES: usize = 4 * 1024 * 1024;
/// A page with fewer entries, and less text, is held instead of being read twice.
const HELD: usize = 2_000;
const HELD_BYTES: usize = 8 * 1024 * 1024;
/// Entries that are shown to whoever tries a source.
const SHOWN: usize = 20;

/// Registers that are read piece by piece at the same time; the others wait.
static LARGE: Semaphore = Semaphore::const_new(2);

/// A page of a register as it came in.
pub struct PageOfRegister {
    pub spool: Spool,
    pub content_type: Option<String>,
    pub url: String,
}

/// What was seen of a register, for whoever tries its mapping.
#[derive(Clone, Debug, Default)]
pub struct RegisterLook {
    pub end: RegisterEnd,
    /// The first entries.
    pub entries: Vec<Entry>,
    /// Documents that are new or changed.
    pub new: usize,
    pub changed: usize,
    /// How many entries have a value.
    pub filled: BTreeMap<Target, usize>,
}

/// A page that was read once.
pub struct Examined {
    page: PageOfRegister,
    /// All of its entries, where they are few.
    held: Option<Vec<Entry>>,
    pub look: RegisterLook,
    /// Entries that it holds.
    pub entries: usize,
}

/// Reads a page for the first time: counts the names of its entries, and keeps them when they are
/// few.
pub async fn examine(
    source: &Arc<Source>,
    page: PageOfRegister,
    mut names: Names,
    records: usize,
) -> Result<(Examined, Names), SourceError> {
    let source = Arc::clone(source);
    let examined = busy::off_thread(move || {
        let mut page = page;
        let mut look = RegisterLook::default();
        let mut held = Some(Vec::new());
        let (mut bytes, mut entries) = (0, 0);
        let end = read(&source, &mut page, records, &mut |entry| {
            names.add(&entry);
            note(&entry, &mut look);
            entries += 1;
            bytes += size_of(&entry);
            if entries > HELD || bytes > HELD_BYTES {
                held = None;
            } else if let Some(held) = &mut held {
                held.push(entry);
            }
            Taken::GoOn
        })?;
        look.end = end;
        Ok::<_, ParseError>((Examined { page, held, look, entries }, names))
    });
    Ok(examined.await.map_err(|_| SourceError::Interrupted)??)
}

fn read(
    source: &Source,
    page: &mut PageOfRegister,
    records: usize,
    take: &mut dyn FnMut(Entry) -> Taken,
) -> Result<RegisterEnd, ParseError> {
    let limits = RegisterLimits { bytes: limits::REGISTER_BYTES as u64, records };
    let body = RegisterBody {
        file: &mut page.spool,
        content_type: page.content_type.as_deref(),
        url: &page.url,
    };
    parse::register(body, &source.register, limits, take)
}

/// The entries of a page in batches, as documents.
pub struct Batches {
    source: Arc<Source>,
    names: Arc<Names>,
    now: Timestamp,
    incoming: Incoming,
}

enum Incoming {
    Held(std::vec::IntoIter<Entry>),
    Read(mpsc::Receiver<Vec<Entry>>, #[expect(dead_code, reason = "held until the end")] Place),
}

/// One of the places for large registers.
type Place = Option<tokio::sync::SemaphorePermit<'static>>;

impl Batches {
    pub async fn of(
        source: &Arc<Source>,
        examined: Examined,
        names: Arc<Names>,
        now: Timestamp,
        records: usize,
    ) -> Self {
        let incoming = if let Some(entries) = examined.held {
            Incoming::Held(entries.into_iter())
        } else {
            // It is never closed, so that it always gives a place.
            let place = LARGE.acquire().await.ok();
            Incoming::Read(read_on(Arc::clone(source), examined.page, records), place)
        };
        Self { source: Arc::clone(source), names, now, incoming }
    }

    /// The next documents, without those that were seen before; `None` at the end.
    pub async fn next(
        &mut self,
        seen: &mut HashSet<DocumentId>,
    ) -> Result<Option<Vec<Document>>, SourceError> {
        let entries: Vec<Entry> = match &mut self.incoming {
            Incoming::Held(entries) => entries.by_ref().take(BATCH).collect(),
            Incoming::Read(batches, _) => batches.recv().await.unwrap_or_default(),
        };
        if entries.is_empty() {
            return Ok(None);
        }
        let (source, names, now) = (Arc::clone(&self.source), Arc::clone(&self.names), self.now);
        let made =
            busy::off_thread(move || entries::documents_of_records(&entries, &names, &source, now));
        let mut documents = made.await.map_err(|_| SourceError::Interrupted)?;
        documents.retain(|document| seen.insert(document.id.clone()));
        Ok(Some(documents))
    }
}

/// Reads a page again, piece by piece. It works beside whoever takes the pieces and waits for
/// them, so that it must not hold one of the places for work that keeps a core busy.
fn read_on(
    source: Arc<Source>,
    mut page: PageOfRegister,
    records: usize,
) -> mpsc::Receiver<Vec<Entry>> {
    let (sender, receiver) = mpsc::channel(1);
    spawn_blocking(move || {
        let (mut batch, mut bytes) = (Vec::new(), 0);
        if page.spool.rewind().is_err() {
            return;
        }
        // What is wrong with it was said when it was read for the first time.
        let _ = read(&source, &mut page, records, &mut |entry| {
            bytes += size_of(&entry);
            batch.push(entry);
            if batch.len() < BATCH && bytes < BATCH_BYTES {
                return Taken::GoOn;
            }
            bytes = 0;
            match sender.blocking_send(std::mem::take(&mut batch)) {
                Ok(()) => Taken::GoOn,
                Err(_) => Taken::Enough,
            }
        });
        if !batch.is_empty() {
            let _ = sender.blocking_send(batch);
        }
    });
    receiver
}

fn size_of(entry: &Entry) -> usize {
    let texts = [&entry.summary, &entry.content].into_iter().flatten().map(String::len);
    500 + entry.title.len() + texts.sum::<usize>()
}

fn note(entry: &Entry, look: &mut RegisterLook) {
    let has = [
        (Target::Id, entry.id.is_some()),
        (Target::Title, !entry.title.is_empty()),
        (Target::Summary, entry.summary.is_some()),
        (Target::Text, entry.content.is_some()),
        (Target::Url, entry.link.is_some()),
        (Target::Published, entry.published.is_some()),
        (Target::Updated, entry.updated.is_some()),
        (Target::Author, entry.author.is_some()),
        (Target::Tags, !entry.tags.is_empty()),
        (Target::Language, entry.language.is_some()),
    ];
    let facts = entry.facts.keys().map(|name| Target::Fact(*name));
    let filled = has.into_iter().filter_map(|(target, has)| has.then_some(target)).chain(facts);
    for target in filled {
        *look.filled.entry(target).or_default() += 1;
    }
    if look.entries.len() < SHOWN {
        look.entries.push(entry.clone());
    }
}
