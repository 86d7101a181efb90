//! Files that people keep beside the database, read with an eye on their size.

use std::fs;
use std::io::{self, ErrorKind, Read as _};
use std::path::Path;

/// Bytes of the largest file that is read: a server reads it whenever the index has changed. The
/// shipped thesaurus takes a tenth of it, and a correction some 200 bytes.
const LARGEST_FILE: u64 = 10_000_000;

/// Never more than a file may have, also of one that tells no size, as a pipe.
pub(super) fn read(file: &Path) -> io::Result<String> {
    let mut text = String::new();
    fs::File::open(file)?.take(LARGEST_FILE + 1).read_to_string(&mut text)?;
    if text.len() as u64 > LARGEST_FILE {
        let most = LARGEST_FILE / 1_000_000;
        return Err(io::Error::new(ErrorKind::FileTooLarge, format!("larger than {most} MB")));
    }
    Ok(text)
}
