//! An opened index, ready to be searched again and again.

use std::collections::HashMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use tantivy::columnar::Column;
use tantivy::directory::error::OpenReadError;
use tantivy::store::StoreReader;
use tantivy::{SegmentReader, TantivyError};

use super::bits::Bits;
use super::columns::Opened;
use super::{columns, like, run};
use crate::index::{Fields, Index, IndexError};
use crate::model::{DocumentId, Hit, Mark, SearchAnswer, SearchRequest, Timestamp};

/// A writer that merges segments while we open them makes us begin anew, at most so often.
const MOST_ATTEMPTS: usize = 10;
/// Decompressed blocks of stored documents that a server keeps per segment (16 KiB each).
const STORED_BLOCKS: usize = 32;

/// Tallies that are kept for the next searches: as many as run at the same time.
const MOST_SPARE: usize = 8;

/// Why a search has no answer.
#[derive(Clone, Debug, thiserror::Error)]
pub enum SearchError {
    #[error(transparent)]
    Index(#[from] IndexError),
    #[error("hits are shown up to number {most}; narrow the query instead")]
    TooDeep { most: usize },
}

/// Answers searches from an index. It never writes, waits for no lock, and stays with what it
/// opened until it is told to look again.
pub struct Engine {
    folder: PathBuf,
    snapshot: RwLock<Arc<Snapshot>>,
}

/// One commit of the index, opened.
pub(super) struct Snapshot {
    pub folder: PathBuf,
    pub fields: Fields,
    pub segments: Vec<Segment>,
    /// How far it is: it has at least what the store had then.
    pub mark: Mark,
    /// The file that lists the segments, to notice the next commit.
    meta: Vec<u8>,
}

pub(super) struct Segment {
    pub reader: SegmentReader,
    pub columns: Opened,
    store: OnceLock<Option<StoreReader>>,
    stories: OnceLock<Option<Stories>>,
    /// Tallies that searches have given back, all zero.
    spare: Mutex<Vec<Tally>>,
    /// The words of columns that have few, by their numbers: decompressed once.
    names: Mutex<HashMap<&'static str, Names>>,
}

/// The words of a column, each at its number.
pub(super) type Names = Arc<Vec<String>>;

/// What each document of a segment has so far.
#[derive(Default)]
pub(super) struct Tally {
    /// What it is worth.
    pub scores: Vec<f32>,
    /// Which wanted parts it has.
    pub parts: Vec<u64>,
}

/// The documents of a segment that tell a story together with others.
pub(super) struct Stories {
    with_one: Bits,
    column: Column<u64>,
}

impl Engine {
    pub fn open(folder: &Path) -> Result<Self, IndexError> {
        let snapshot = Arc::new(Snapshot::open(folder)?);
        Ok(Self { folder: folder.to_owned(), snapshot: RwLock::new(snapshot) })
    }

    /// Answers one search.
    pub fn search(&self, request: &SearchRequest) -> Result<SearchAnswer, SearchError> {
        let snapshot = self.snapshot();
        guarded(&self.folder, || run::answer(&snapshot, request))
    }

    /// Documents that resemble one, the most alike first, of other stories only; empty when there
    /// is no such document.
    pub fn like(
        &self,
        id: &DocumentId,
        limit: usize,
        now: Timestamp,
    ) -> Result<Vec<Hit>, SearchError> {
        let snapshot = self.snapshot();
        guarded(&self.folder, || Ok(like::like(&snapshot, id, limit, now)?))
    }

    /// These documents as hits of a search, its best first, whether it finds them or not; those
    /// that are not in the index are left out. Of what tells one story the best hit is there.
    pub fn chosen(
        &self,
        request: &SearchRequest,
        ids: &[DocumentId],
    ) -> Result<Vec<Hit>, SearchError> {
        let snapshot = self.snapshot();
        guarded(&self.folder, || Ok(run::chosen(&snapshot, request, ids)?))
    }

    /// How far what it has open is.
    pub fn mark(&self) -> Mark {
        self.snapshot().mark.clone()
    }

    /// Looks for a newer commit; true when there was one. When the index has gone, the error says
    /// so and the engine answers on from what it has open.
    pub fn reload_if_changed(&self) -> Result<bool, IndexError> {
        let meta = read_meta(&self.folder)?;
        if self.snapshot().meta == meta {
            return Ok(false);
        }
        let newer = Arc::new(Snapshot::open(&self.folder)?);
        *self.snapshot.write().unwrap_or_else(PoisonError::into_inner) = newer;
        Ok(true)
    }

    pub fn document_count(&self) -> usize {
        let snapshot = self.snapshot();
        snapshot.segments.iter().map(|segment| segment.reader.num_docs() as usize).sum()
    }

    pub(super) fn snapshot(&self) -> Arc<Snapshot> {
        let current = self.snapshot.read();
        Arc::clone(&current.unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Snapshot {
    pub fn open(folder: &Path) -> Result<Self, IndexError> {
        guarded(folder, || {
            let mut attempts = 0;
            loop {
                match Self::try_open(folder) {
                    Err(Opening::SegmentGone(_)) if attempts < MOST_ATTEMPTS => attempts += 1,
                    Err(Opening::SegmentGone(error)) => {
                        return Err(IndexError::from_tantivy(folder, &error));
                    }
                    Err(Opening::Failed(error)) => return Err(error),
                    Ok(snapshot) => return Ok(snapshot),
                }
            }
        })
    }

    fn try_open(folder: &Path) -> Result<Self, Opening> {
        let meta = read_meta(folder)?;
        let Index::Embedded(embedded) = Index::open(folder)?;
        // Read before the list of segments, which may only be newer.
        let state = Index::Embedded(embedded.clone()).state()?;
        if !state.may_be_searched() {
            return Err(IndexError::Outdated(folder.to_owned()).into());
        }
        let mut segments = Vec::new();
        let tantivy = |error: TantivyError| match error {
            TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(_)) => {
                Opening::SegmentGone(error)
            }
            other => Opening::Failed(IndexError::from_tantivy(folder, &other)),
        };
        // tantivy's own reader takes a lock while it opens; a search must neither wait nor write.
        for segment in embedded.index.searchable_segments().map_err(tantivy)? {
            let reader = SegmentReader::open(&segment).map_err(tantivy)?;
            segments.push(Segment::new(reader));
        }
        let (folder, fields) = (folder.to_owned(), embedded.fields);
        Ok(Self { folder, fields, segments, mark: state.mark, meta })
    }

    pub fn failed(&self, error: &TantivyError) -> IndexError {
        IndexError::from_tantivy(&self.folder, error)
    }

    pub fn unreadable(&self, error: &std::io::Error) -> IndexError {
        IndexError::damaged(&self.folder, error.to_string())
    }
}

impl Segment {
    fn new(reader: SegmentReader) -> Self {
        let (store, stories) = (OnceLock::new(), OnceLock::new());
        let (spare, names) = (Mutex::new(Vec::new()), Mutex::default());
        Self { reader, columns: Opened::default(), store, stories, spare, names }
    }

    /// The stored documents; `None` when they cannot be opened.
    pub fn store(&self) -> Option<&StoreReader> {
        self.store.get_or_init(|| self.reader.get_store_reader(STORED_BLOCKS).ok()).as_ref()
    }
}

impl Segment {
    pub fn is_alive(&self, document: u32) -> bool {
        self.reader.alive_bitset().is_none_or(|alive| alive.is_alive(document))
    }

    /// Which documents tell a story with others; `None` when none does.
    pub fn stories(&self, snapshot: &Snapshot) -> Result<Option<&Stories>, IndexError> {
        if let Some(stories) = self.stories.get() {
            return Ok(stories.as_ref());
        }
        let column = columns::optional_numbers(snapshot, self, "story")?;
        let stories = column.map(|column| Stories::new(column, self.reader.max_doc()));
        let stories = stories.filter(|stories| stories.with_one.iter().next().is_some());
        Ok(self.stories.get_or_init(|| stories).as_ref())
    }
}

impl Segment {
    /// The words of a column, read when they are first asked for.
    pub fn names(
        &self,
        field: &'static str,
        read: impl FnOnce() -> Result<Vec<String>, IndexError>,
    ) -> Result<Names, IndexError> {
        let known = || self.names.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(names) = known().get(field) {
            return Ok(Arc::clone(names));
        }
        let names = Arc::new(read()?);
        known().insert(field, Arc::clone(&names));
        Ok(names)
    }

    /// A tally with nothing in it. Getting fresh memory takes longer than most searches.
    pub fn tally(&self) -> Tally {
        let spare = self.spare.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let documents = self.reader.max_doc() as usize;
        spare.unwrap_or_else(|| Tally { scores: vec![0.0; documents], parts: vec![0; documents] })
    }

    /// Takes a tally back; `touched` are the documents that may have something, `None` all.
    pub fn give_back(&self, mut tally: Tally, touched: Option<&Bits>) {
        if let Some(touched) = touched {
            touched.iter().for_each(|document| tally.forget(document));
        } else {
            tally.scores.fill(0.0);
            tally.parts.fill(0);
        }
        let mut spare = self.spare.lock().unwrap_or_else(PoisonError::into_inner);
        if spare.len() < MOST_SPARE {
            spare.push(tally);
        }
    }
}

impl Tally {
    fn forget(&mut self, document: u32) {
        if let Some(score) = self.scores.get_mut(document as usize) {
            *score = 0.0;
        }
        if let Some(parts) = self.parts.get_mut(document as usize) {
            *parts = 0;
        }
    }
}

impl Stories {
    fn new(column: Column<u64>, documents: u32) -> Self {
        let mut with_one = Bits::none(documents);
        let has_one = |document: &u32| column.first(*document).is_some();
        (0..documents).filter(has_one).for_each(|document| with_one.insert(document));
        Self { with_one, column }
    }

    pub fn has(&self, document: u32) -> bool {
        self.with_one.has(document)
    }

    /// The hash of the story that a document tells with others.
    pub fn of(&self, document: u32) -> Option<u64> {
        if self.with_one.has(document) { self.column.first(document) } else { None }
    }
}

enum Opening {
    /// Merged away between reading the list and opening it; or really gone.
    SegmentGone(TantivyError),
    Failed(IndexError),
}

impl From<IndexError> for Opening {
    fn from(error: IndexError) -> Self {
        Self::Failed(error)
    }
}

fn read_meta(folder: &Path) -> Result<Vec<u8>, IndexError> {
    fs::read(folder.join("meta.json")).map_err(|error| IndexError::unreadable(folder, &error))
}

/// tantivy panics on some broken files; a server must live on and say what is wrong.
pub(super) fn guarded<T, E: From<IndexError>>(
    folder: &Path,
    work: impl FnOnce() -> Result<T, E>,
) -> Result<T, E> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        Err(IndexError::damaged(folder, "its files contradict each other").into())
    })
}
