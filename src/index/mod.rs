//! The search index: derived from the store, deleted and rebuilt at will.

mod arrival;
mod directory;
mod entry;
mod error;
mod place;
mod schema;
mod standing;
mod state;
mod tokenizer;
mod writer;

use std::path::{Path, PathBuf};

pub use directory::remove;
pub use entry::fact_word;
pub use error::IndexError;
pub use schema::{Fields, reversed_host, tie_breaker};
pub use standing::{STANDING_UNIT, source_factor, story_factor};
pub use state::IndexState;
pub use writer::Writer;

/// Where searches are answered.
#[derive(Clone)]
pub enum Index {
    /// tantivy, in a folder of this machine.
    Embedded(Embedded),
}

/// A tantivy index in a folder.
#[derive(Clone)]
pub struct Embedded {
    pub(crate) index: tantivy::Index,
    pub(crate) fields: Fields,
    folder: PathBuf,
}

impl Embedded {
    /// Where it lies, for messages.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Index {
    /// Opens what is there, for reading; nothing is created or changed.
    pub fn open(folder: &Path) -> Result<Self, IndexError> {
        // tantivy takes a missing `meta.json` for a new, empty index.
        if !directory::has_index(folder) {
            return Err(if directory::has_segments(folder) {
                IndexError::damaged(folder, "`meta.json` is gone")
            } else {
                IndexError::missing(folder)
            });
        }
        let index = directory::open(folder)?;
        let fields = Fields::of(&index.schema()).ok_or_else(|| IndexError::outdated(folder))?;
        Ok(Self::Embedded(Embedded { index, fields, folder: folder.to_owned() }))
    }

    /// Opens what is there, or makes an empty index.
    pub fn open_or_create(folder: &Path) -> Result<Self, IndexError> {
        if directory::has_index(folder) {
            return Self::open(folder);
        }
        let (schema, fields) = Fields::schema();
        let index = directory::create(folder, schema)?;
        Ok(Self::Embedded(Embedded { index, fields, folder: folder.to_owned() }))
    }

    /// How far the last commit came.
    pub fn state(&self) -> Result<IndexState, IndexError> {
        let Self::Embedded(embedded) = self;
        state::read(embedded)
    }

    /// Opens every file of it, which opening the index itself does not. Quick: nothing is read.
    pub fn probe(&self) -> Result<(), IndexError> {
        let Self::Embedded(embedded) = self;
        let failed = |error| IndexError::from_tantivy(embedded.folder(), &error);
        for segment in embedded.index.searchable_segments().map_err(failed)? {
            tantivy::SegmentReader::open(&segment).map_err(failed)?;
        }
        Ok(())
    }

    /// Files whose content is not what was written: flipped bits that opening does not notice.
    /// Reads all of the index.
    pub fn damaged_files(&self) -> Result<Vec<PathBuf>, IndexError> {
        let Self::Embedded(embedded) = self;
        let damaged = embedded.index.validate_checksum();
        let damaged =
            damaged.map_err(|error| IndexError::from_tantivy(embedded.folder(), &error))?;
        let mut damaged: Vec<PathBuf> = damaged.into_iter().collect();
        damaged.sort();
        Ok(damaged)
    }

    /// The one writer; `memory_bytes` is shared by its threads.
    pub fn writer(&self, memory_bytes: usize) -> Result<Writer, IndexError> {
        let Self::Embedded(embedded) = self;
        Writer::open(embedded, memory_bytes)
    }
}

#[cfg(test)]
mod tests;
