//! The folder that holds the index: opening it, and removing what tantivy made in it.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use tantivy::directory::MmapDirectory;
use tantivy::schema::Schema;
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{Index, IndexSettings};

use super::IndexError;
use super::tokenizer;

const META: &str = "meta.json";

/// Extensions of the files that tantivy makes.
const EXTENSIONS: [&str; 11] =
    ["idx", "pos", "term", "store", "fast", "fieldnorm", "del", "temp", "lock", "json", "tmp"];

pub(super) fn has_index(folder: &Path) -> bool {
    folder.join(META).is_file()
}

/// Whether there is something that `meta.json` would tell of.
pub(super) fn has_segments(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    entries.flatten().any(|entry| is_segment(&entry.file_name().to_string_lossy()))
}

pub(super) fn open(folder: &Path) -> Result<Index, IndexError> {
    let failed = |error: &tantivy::TantivyError| IndexError::from_tantivy(folder, error);
    let directory = MmapDirectory::open(folder).map_err(|error| failed(&error.into()))?;
    let index = Index::open(directory).map_err(|error| failed(&error))?;
    tokenizer::register(&index);
    Ok(index)
}

pub(super) fn create(folder: &Path, schema: Schema) -> Result<Index, IndexError> {
    make(folder).map_err(|error| IndexError::disk(folder, &error))?;
    let failed = |error: &tantivy::TantivyError| IndexError::from_tantivy(folder, error);
    let directory = MmapDirectory::open(folder).map_err(|error| failed(&error.into()))?;
    let settings = IndexSettings {
        docstore_compression: Compressor::Zstd(ZstdCompressor::default()),
        ..IndexSettings::default()
    };
    let index = Index::create(directory, schema, settings).map_err(|error| failed(&error))?;
    tokenizer::register(&index);
    Ok(index)
}

/// Makes the folder for its owner alone: tantivy's files in it can be read by whom the umask lets.
fn make(folder: &Path) -> std::io::Result<()> {
    let mut making = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut making, 0o700);
    making.recursive(true).create(folder)
}

/// Removes an index, damaged or not, and leaves everything else in the folder.
///
/// Only for a folder that no writer has open: the caller holds the work lock.
pub fn remove(folder: &Path) -> Result<(), IndexError> {
    let failed = |error: &std::io::Error| IndexError::disk(folder, error);
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(failed(&error)),
    };
    // First the file that makes it an index, so that half a removal is a missing index.
    remove_file(&folder.join(META)).map_err(|error| failed(&error))?;
    for entry in entries {
        let entry = entry.map_err(|error| failed(&error))?;
        if is_ours(&entry.file_name().to_string_lossy()) {
            remove_file(&entry.path()).map_err(|error| failed(&error))?;
        }
    }
    Ok(())
}

/// Named by tantivy: `meta.json`, `.managed.json`, locks, and segments (32 hexadecimal digits).
fn is_ours(name: &str) -> bool {
    let Some((stem, rest)) = name.trim_start_matches('.').split_once('.') else {
        return false;
    };
    let is_own = ["meta", "managed", "tantivy-writer", "tantivy-meta"].contains(&stem);
    let extension = rest.rsplit('.').next().unwrap_or_default();
    (is_segment(name) || is_own) && EXTENSIONS.contains(&extension)
}

fn is_segment(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default();
    stem.len() == 32 && stem.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn remove_file(path: &Path) -> std::io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
