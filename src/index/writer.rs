//! Putting documents into the index and taking them out.

use std::collections::HashSet;
use std::path::PathBuf;

use tantivy::{IndexWriter, TantivyError, Term};

use super::entry::entry;
use super::schema::tie_breaker;
use super::{Embedded, Fields, IndexError, state};
use crate::model::{DocumentId, DocumentWithSource, Mark};

/// A thread needs this much to build segments of a reasonable size.
const BYTES_PER_THREAD: usize = 60_000_000;
/// tantivy refuses less.
const SMALLEST_BYTES: usize = 16_000_000;
/// More threads make more and smaller segments, which slows every later search.
const MOST_THREADS: usize = 4;

/// Writes the index. There is one at a time, in all processes.
pub struct Writer {
    tantivy: IndexWriter,
    fields: Fields,
    folder: PathBuf,
    /// When the index was empty for this writer: what has been put in since, by hash. Removing
    /// what was never there costs a sixth of a rebuild.
    only: Option<HashSet<u64>>,
}

impl Writer {
    pub(super) fn open(embedded: &Embedded, memory_bytes: usize) -> Result<Self, IndexError> {
        let folder = embedded.folder().to_owned();
        let memory = memory_bytes.max(SMALLEST_BYTES);
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let threads = (memory / BYTES_PER_THREAD).clamp(1, cores.min(MOST_THREADS));
        let opened = embedded.index.writer_with_num_threads(threads, memory);
        let writer = opened.map_err(|error| IndexError::from_tantivy(&folder, &error))?;
        // After a kill, files of a commit that never happened lie about, and tantivy refuses to
        // write over them.
        let collected = writer.garbage_collect_files().wait();
        collected.map_err(|error| IndexError::from_tantivy(&folder, &error))?;
        let segments = embedded.index.searchable_segment_ids();
        let segments = segments.map_err(|error| IndexError::from_tantivy(&folder, &error))?;
        let only = segments.is_empty().then(HashSet::new);
        Ok(Self { tantivy: writer, fields: embedded.fields, folder, only })
    }

    /// Puts a document in, in place of an earlier version.
    pub fn put(&mut self, document: &DocumentWithSource) -> Result<(), IndexError> {
        if self.may_hold(&document.document.id) {
            self.remove(&document.document.id);
        }
        let entry = entry(&self.fields, document);
        self.tantivy.add_document(entry).map(|_| ()).map_err(|error| self.failed(&error))
    }

    /// Takes a document out; one that is not there is no error.
    pub fn remove(&mut self, id: &DocumentId) {
        self.tantivy.delete_term(Term::from_field_text(self.fields.id, id.as_str()));
    }

    /// Takes everything out, and says that nothing is there.
    pub fn clear(&mut self) -> Result<(), IndexError> {
        let cleared = self.tantivy.delete_all_documents().map(|_| ());
        cleared.map_err(|error| self.failed(&error))?;
        self.only = Some(HashSet::new());
        // At once: tantivy counts its operations anew, and mixing both counts loses documents.
        self.commit(&Mark::default())
    }

    /// Makes all that was put and removed visible, and says how far that is.
    pub fn commit(&mut self, mark: &Mark) -> Result<(), IndexError> {
        let folder = &self.folder;
        let failed = |error: TantivyError| IndexError::from_tantivy(folder, &error);
        #[cfg(feature = "faults")]
        crate::fault::point("before_index_commit");
        let mut prepared = self.tantivy.prepare_commit().map_err(failed)?;
        prepared.set_payload(&state::payload(mark));
        #[cfg(feature = "faults")]
        crate::fault::point("in_index_commit");
        prepared.commit().map(|_| ()).map_err(failed)?;
        #[cfg(feature = "faults")]
        crate::fault::point("after_index_commit");
        Ok(())
    }

    /// Waits until the segments are merged: after a rebuild, so that searches begin fast.
    pub fn finish(self) -> Result<(), IndexError> {
        let Self { tantivy, folder, .. } = self;
        let merged = tantivy.wait_merging_threads();
        merged.map_err(|error| IndexError::from_tantivy(&folder, &error))
    }

    /// Whether an earlier version may be in the index; remembers that one is now.
    fn may_hold(&mut self, id: &DocumentId) -> bool {
        self.only.as_mut().is_none_or(|only| !only.insert(tie_breaker(id.as_str())))
    }

    fn failed(&self, error: &TantivyError) -> IndexError {
        IndexError::from_tantivy(&self.folder, error)
    }
}
