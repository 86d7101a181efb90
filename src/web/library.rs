//! What is searched and shown: the index and the store, each opened when it is there.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::enrich::Knowledge;
use crate::message::Locale;
use crate::model::{
    Document, DocumentId, Hit, QueryError, SearchAnswer, SearchRequest, SourceState, Timestamp,
    Understanding, UnderstoodQuery,
};
use crate::replay::{self, Derived};
use crate::search::suggest::Advice;
use crate::search::{self, Audience, Engine, Filling, SavedQueries, SearchError, syntax};
use crate::store::{Store, StoreError};
use crate::web::answers::{Answers, Asked};
use crate::web::asked::MOST_HITS;
use crate::web::fault::Fault;

/// How long a missing index or store is left alone before it is looked for again.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// Searches at the same time. More would only make each of them slower.
const SEARCHES_AT_ONCE: usize = 8;

/// Files made at the same time: a thousand hits cost as much as fifty pages, and must leave room
/// for those.
const FILES_AT_ONCE: usize = 2;

/// Opens the index and the store as they appear, and asks them without holding up others.
pub struct Library {
    index: PathBuf,
    database: PathBuf,
    engine: Mutex<Door<Engine>>,
    store: tokio::sync::Mutex<Door<Store>>,
    searching: Arc<Semaphore>,
    making_files: Arc<Semaphore>,
    /// What the user adds to the thesaurus.
    thesaurus: PathBuf,
    knowledge: RwLock<Arc<Knowledge>>,
    /// What `search:name` means.
    saved: RwLock<Saved>,
    answers: Answers,
}

/// The saved searches as they were when last looked at.
#[derive(Default)]
struct Saved {
    queries: Arc<SavedQueries>,
    looked: Option<Instant>,
}

/// Hits of the longest answer that is kept: what pages and the API give. A file of a thousand hits
/// takes megabytes, and 256 of them would take all that a small server has.
const MOST_KEPT_HITS: usize = MOST_HITS;
/// Documents of a story that a page lists.
const MOST_OF_A_STORY: usize = 20;
/// Documents that resemble one, on its page.
const MOST_LIKE: usize = 5;

/// What of a query's words is searched for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Widening {
    /// Their concepts in every language as well.
    #[default]
    Concepts,
    /// They alone.
    WordsAlone,
}

/// How things are, for the pages that tell.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// `None`: there is no store yet.
    pub documents: Option<u64>,
    /// Checks of sources so far, by whichever process.
    pub checks: Option<u64>,
    pub sources: Vec<SourceState>,
}

/// Something that may not be there yet.
struct Door<T> {
    opened: Option<Arc<T>>,
    looked: Option<Instant>,
    /// It has been said that it cannot be opened; once is enough.
    is_lost: bool,
}

impl<T> Door<T> {
    const CLOSED: Self = Self { opened: None, looked: None, is_lost: false };

    /// Whether it is time to look; says so at most once a second.
    fn is_time_to_look(&mut self) -> bool {
        let is_time = self.looked.is_none_or(|looked| looked.elapsed() >= LOOK_AGAIN);
        if is_time {
            self.looked = Some(Instant::now());
        }
        is_time
    }
}

impl Library {
    pub fn new(derived: Derived, database: PathBuf) -> Self {
        Self {
            knowledge: RwLock::new(Arc::new(replay::knowledge(&derived.thesaurus))),
            index: derived.index,
            thesaurus: derived.thesaurus,
            database,
            engine: Mutex::new(Door::CLOSED),
            store: tokio::sync::Mutex::new(Door::CLOSED),
            searching: Arc::new(Semaphore::new(SEARCHES_AT_ONCE)),
            making_files: Arc::new(Semaphore::new(FILES_AT_ONCE)),
            saved: RwLock::default(),
            answers: Answers::default(),
        }
    }

    /// Reads a query text, with the concepts in its words unless only the words themselves are
    /// wanted, and with the shared saved searches that it names.
    pub fn understand(
        &self,
        text: &str,
        locale: Locale,
        now: Timestamp,
        widening: Widening,
    ) -> Result<UnderstoodQuery, QueryError> {
        let mut understood = syntax::parse(text, locale, now)?;
        let knowledge = self.knowledge();
        let thesaurus = (widening == Widening::Concepts).then(|| knowledge.thesaurus());
        if let Some(thesaurus) = thesaurus {
            understood.expansions = search::widen(&understood.query, thesaurus);
        }
        let saved = self.saved();
        let filling = Filling { saved: &saved, thesaurus, locale, now };
        search::fill_in(&mut understood, text, &filling)?;
        Ok(understood)
    }

    fn saved(&self) -> Arc<SavedQueries> {
        let saved = self.saved.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&saved.queries)
    }

    /// Looks which saved searches there are: when `at_once`, or when that is some time ago.
    pub async fn look_for_saved(&self, at_once: bool) {
        let is_time = {
            let saved = self.saved.read().unwrap_or_else(PoisonError::into_inner);
            at_once || saved.looked.is_none_or(|looked| looked.elapsed() >= LOOK_AGAIN)
        };
        if !is_time {
            return;
        }
        let Some(store) = self.store().await else { return };
        let searches = match store.searches().await {
            Ok(searches) => searches,
            Err(error) => {
                tracing::warn!(%error, "the saved searches cannot be loaded: {error}");
                return;
            }
        };
        let queries = Arc::new(SavedQueries::of(&searches, Audience::Everybody));
        let mut saved = self.saved.write().unwrap_or_else(PoisonError::into_inner);
        *saved = Saved { queries, looked: Some(Instant::now()) };
    }

    fn knowledge(&self) -> Arc<Knowledge> {
        Arc::clone(&self.knowledge.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Runs a search off the async threads, unless the same was answered since the index last
    /// changed. `None`: there is no index yet.
    pub async fn search(
        self: &Arc<Self>,
        request: SearchRequest,
    ) -> Result<Option<SearchAnswer>, Fault> {
        let place = self.searching.clone().acquire_owned().await.map_err(internal)?;
        let library = Arc::clone(self);
        let work = tokio::task::spawn_blocking(move || {
            // Held until the work is done: whoever asked may have given up long before.
            let _place = place;
            let Some(engine) = library.engine() else { return Ok(None) };
            if request.limit > MOST_KEPT_HITS {
                return engine.search(&request).map(Some);
            }
            let asked = Asked::of(&request);
            let generation = match library.answers.known(&asked) {
                Ok(answer) => return Ok(Some(SearchAnswer::clone(&answer))),
                Err(generation) => generation,
            };
            let answer = Arc::new(engine.search(&request)?);
            library.answers.keep(asked, &answer, generation);
            Ok(Some(Arc::unwrap_or_clone(answer)))
        });
        work.await.map_err(internal)?.map_err(|error| match error {
            SearchError::TooDeep { .. } => Fault::Parameter("offset", "offset + limit ≤ 10000"),
            other @ SearchError::Index(_) => internal(other),
        })
    }

    /// The index as it is now, opened off the async threads; `None` while there is none.
    pub async fn engine_now(self: &Arc<Self>) -> Option<Arc<Engine>> {
        let library = Arc::clone(self);
        tokio::task::spawn_blocking(move || library.engine()).await.unwrap_or_default()
    }

    /// Where the index lies, and what it is made with.
    pub fn derived(&self) -> Derived {
        Derived { index: self.index.clone(), thesaurus: self.thesaurus.clone() }
    }

    /// The folder of the database.
    pub fn data(&self) -> &Path {
        self.database.parent().unwrap_or(Path::new("."))
    }

    /// The store for those who write: it is made where there is none yet.
    pub async fn writable_store(&self) -> Result<Arc<Store>, Fault> {
        if let Some(store) = self.store().await {
            return Ok(store);
        }
        let store = Store::open(&self.database).await.map_err(internal)?;
        let mut door = self.store.lock().await;
        Ok(Arc::clone(door.opened.insert(Arc::new(store))))
    }

    /// Waits for room to make a file of many hits; hold it until the file is made.
    pub async fn room_for_file(&self) -> Result<OwnedSemaphorePermit, Fault> {
        Arc::clone(&self.making_files).acquire_owned().await.map_err(internal)
    }

    /// Completes what is being typed, off the async threads. Empty while there is no index.
    pub async fn complete(
        self: &Arc<Self>,
        text: String,
        cursor: usize,
        locale: Locale,
    ) -> Result<Vec<String>, Fault> {
        let place = self.searching.clone().acquire_owned().await.map_err(internal)?;
        let library = Arc::clone(self);
        let work = tokio::task::spawn_blocking(move || {
            let _place = place;
            let Some(engine) = library.engine() else { return Ok(Vec::new()) };
            engine.complete(&text, cursor, locale)
        });
        work.await.map_err(internal)?.map_err(internal)
    }

    /// What may help where a search found nothing.
    pub async fn advise(
        self: &Arc<Self>,
        request: SearchRequest,
        locale: Locale,
    ) -> Result<Advice, Fault> {
        let place = self.searching.clone().acquire_owned().await.map_err(internal)?;
        let library = Arc::clone(self);
        let work = tokio::task::spawn_blocking(move || {
            let _place = place;
            let Some(engine) = library.engine() else { return Ok(Advice::default()) };
            engine.advise(&request, locale)
        });
        work.await.map_err(internal)?.map_err(internal)
    }

    /// Whether there is an index that can be searched.
    pub async fn is_searchable(self: &Arc<Self>) -> bool {
        let library = Arc::clone(self);
        tokio::task::spawn_blocking(move || library.engine().is_some()).await.unwrap_or(false)
    }

    /// A document by its whole id, as people corrected it, with what was understood of it.
    pub async fn document(&self, id: &str) -> Result<Option<(Document, Understanding)>, Fault> {
        let store = self.store().await.ok_or(Fault::NothingCollected)?;
        let mut document = match store.document(id).await {
            // The store also finds beginnings of ids; a page has one address.
            Ok(Some(document)) if document.id.as_str() == id => document,
            Ok(_) | Err(StoreError::Ambiguous { .. }) => return Ok(None),
            Err(error) => return Err(internal(error)),
        };
        let understanding = store.understanding(&document.id).await.map_err(internal)?;
        document.heed(&understanding.corrected);
        Ok(Some((document, understanding)))
    }

    /// The other documents that tell the story of one, its head first.
    pub async fn story(&self, id: &DocumentId) -> Result<Vec<Document>, Fault> {
        let store = self.store().await.ok_or(Fault::NothingCollected)?;
        let mut ids = store.story(id).await.map_err(internal)?;
        ids.retain(|one| one != id);
        ids.truncate(MOST_OF_A_STORY);
        store.documents(&ids).await.map_err(internal)
    }

    /// Documents that resemble one.
    pub async fn like(
        self: &Arc<Self>,
        id: &DocumentId,
        now: Timestamp,
    ) -> Result<Vec<Hit>, Fault> {
        let place = self.searching.clone().acquire_owned().await.map_err(internal)?;
        let (library, id) = (Arc::clone(self), id.clone());
        let work = tokio::task::spawn_blocking(move || {
            let _place = place;
            let Some(engine) = library.engine() else { return Ok(Vec::new()) };
            engine.like(&id, MOST_LIKE, now)
        });
        work.await.map_err(internal)?.map_err(internal)
    }

    /// Why there is no such document: it was forgotten on request, or never was.
    pub async fn missing(&self, id: &str) -> Fault {
        let Some(store) = self.store().await else { return Fault::NothingCollected };
        match store.forgotten_on(id).await {
            Ok(Some(moment)) => Fault::Forgotten(moment),
            Ok(None) => Fault::NotFound,
            Err(error) => internal(error),
        }
    }

    /// How the sources are, and how much is kept. Empty while there is no store.
    pub async fn standing(&self) -> Standing {
        let Some(store) = self.store().await else { return Standing::default() };
        let documents = store.mark().await.map(|mark| mark.documents).map_err(internal).ok();
        let sources = store.source_states().await.map_err(internal).unwrap_or_default();
        let checks = store.checks_so_far().await.map_err(internal).ok();
        Standing { documents, checks, sources }
    }

    /// Documents that can be found; `None` while there is no index.
    pub async fn indexed(self: &Arc<Self>) -> Option<u64> {
        let library = Arc::clone(self);
        let count = move || library.engine().map(|engine| engine.document_count() as u64);
        tokio::task::spawn_blocking(count).await.unwrap_or_default()
    }

    /// The index as it is now, opened when it has come since.
    fn engine(&self) -> Option<Arc<Engine>> {
        let mut door = self.engine.lock().unwrap_or_else(PoisonError::into_inner);
        if !door.is_time_to_look() {
            return door.opened.clone();
        }
        let reloaded = door.opened.as_ref().map(|engine| engine.reload_if_changed());
        if let Some(Ok(is_newer)) = reloaded {
            door.is_lost = false;
            if is_newer {
                self.answers.forget();
                // What documents are understood with from now on, queries are, too.
                let knowledge = Arc::new(replay::knowledge(&self.thesaurus));
                *self.knowledge.write().unwrap_or_else(PoisonError::into_inner) = knowledge;
            }
            return door.opened.clone();
        }
        match Engine::open(&self.index) {
            Ok(engine) => {
                (door.opened, door.is_lost) = (Some(Arc::new(engine)), false);
                self.answers.forget();
            }
            // What was opened answers on: its files stay readable while they are held open.
            Err(error) if !door.is_lost => {
                door.is_lost = true;
                tracing::warn!(%error, "the index cannot be opened; waiting for it: {error}");
            }
            Err(_) => {}
        }
        door.opened.clone()
    }

    /// The store as it is now, opened when it has come since; `None` while there is none.
    pub async fn store(&self) -> Option<Arc<Store>> {
        let mut door = self.store.lock().await;
        if !door.is_time_to_look() {
            return door.opened.clone();
        }
        if door.opened.as_ref().is_some_and(|store| !store.is_replaced()) {
            return door.opened.clone();
        }
        match Store::open_existing(&self.database).await {
            Ok(store) => door.opened = Some(Arc::new(store)),
            Err(error) if !door.is_lost => {
                door.is_lost = true;
                tracing::warn!(%error, "the store cannot be opened; waiting for it: {error}");
            }
            Err(_) => {}
        }
        door.opened.clone()
    }
}

/// Details go to the log, not to the stranger.
fn internal(error: impl std::fmt::Display) -> Fault {
    tracing::error!(%error, "an answer failed: {error}");
    Fault::Internal
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::index::Index;
    use crate::web::tests::world;

    fn library(folder: &Path) -> Arc<Library> {
        let options = world::options(folder);
        Arc::new(Library::new(options.derived, options.database))
    }

    async fn total(library: &Arc<Library>, limit: usize) -> usize {
        let understood =
            library.understand("smarta", Locale::Sv, world::now(), Widening::WordsAlone).unwrap();
        let request = SearchRequest {
            query: understood.query,
            expansions: Vec::new(),
            sort: crate::model::Sort::Relevance,
            offset: 0,
            limit,
            now: world::now(),
            facets: false,
            snippets: true,
            fold: true,
            explain: false,
        };
        library.search(request).await.unwrap().unwrap().total
    }

    #[tokio::test]
    async fn what_has_gone_from_the_index_is_answered_no_more() {
        let folder = tempfile::tempdir().unwrap();
        world::fill(folder.path()).await;
        let library = library(folder.path());
        assert_eq!(total(&library, 20).await, 30);
        let mut writer = Index::open(&world::options(folder.path()).derived.index)
            .unwrap()
            .writer(16_000_000)
            .unwrap();
        writer.remove(&DocumentId::new(format!("{:016x}", 3)));
        writer.commit(&crate::model::Mark::default()).unwrap();
        library.engine.lock().unwrap().looked = None;
        assert_eq!(total(&library, 20).await, 29);
    }

    #[tokio::test]
    async fn files_leave_room_for_searches() {
        let folder = tempfile::tempdir().unwrap();
        world::fill(folder.path()).await;
        let library = library(folder.path());
        let mut files = Vec::new();
        for _ in 0..FILES_AT_ONCE {
            files.push(library.room_for_file().await.unwrap());
        }
        assert!(library.making_files.try_acquire().is_err());
        assert_eq!(total(&library, 20).await, 30);
        files.pop();
        assert!(library.making_files.try_acquire().is_ok());
    }

    #[tokio::test]
    async fn long_answers_are_not_kept() {
        let folder = tempfile::tempdir().unwrap();
        world::fill(folder.path()).await;
        let library = library(folder.path());
        for (limit, kept) in [(MOST_KEPT_HITS + 1, 0), (MOST_KEPT_HITS, 1)] {
            total(&library, limit).await;
            assert_eq!(library.answers.count(), kept);
        }
    }
}
