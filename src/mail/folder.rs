//! Folders that letters lie in: a maildir, or single `.eml` files.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// A file that may be a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterFile {
    /// Its name as it stays when a mail program marks it (what follows `:2,` goes).
    pub name: String,
    pub file: PathBuf,
    pub size_bytes: u64,
    pub changed: SystemTime,
}

/// The letters in a folder, in no order, and at most so many: none that is hidden, and nothing that
/// is no plain file.
pub fn letters_in(folder: &Path, at_most: usize) -> io::Result<Vec<LetterFile>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') || !entry.file_type()?.is_file() {
            continue;
        }
        // Gone meanwhile, as a mail program may do: it is not there.
        let Ok(about) = entry.metadata() else { continue };
        files.push(LetterFile {
            name: name.split(":2,").next().unwrap_or_default().to_owned(),
            file: entry.path(),
            size_bytes: about.len(),
            changed: about.modified().unwrap_or(SystemTime::UNIX_EPOCH),
        });
        if files.len() >= at_most {
            break;
        }
    }
    Ok(files)
}

/// The first bytes of a file.
pub fn beginning(file: &Path, bytes: u64) -> io::Result<Vec<u8>> {
    let mut start = Vec::new();
    File::open(file)?.take(bytes).read_to_end(&mut start)?;
    Ok(start)
}
