//! Letters as files, for those without a mail server.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::address;

use super::error::{MailerError, SendError};

/// Longest name of a file before its ending.
const NAME_BYTES: usize = 120;

/// A folder of `.eml` files. A letter that is sent twice has the same Message-ID, thus the same
/// file, so that here nothing comes twice.
#[derive(Debug)]
pub struct Directory {
    folder: PathBuf,
}

impl Directory {
    pub(super) fn new(folder: &Path) -> Result<Self, MailerError> {
        let mut making = fs::DirBuilder::new();
        // The names of the files tell when somebody was written to.
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut making, 0o700);
        making
            .recursive(true)
            .create(folder)
            .map_err(|cause| MailerError::Folder { folder: folder.to_owned(), cause })?;
        Ok(Self { folder: folder.to_owned() })
    }

    pub(super) async fn write(&self, message_id: &str, bytes: Vec<u8>) -> Result<(), SendError> {
        let file = self.folder.join(file_name(message_id));
        self.off_thread(move || put(&file, &bytes)).await
    }

    /// Whether a file can be made.
    pub(super) async fn try_out(&self) -> Result<(), SendError> {
        let file = self.folder.join(".try-out");
        self.off_thread(move || put(&file, b"").and_then(|()| fs::remove_file(&file))).await
    }

    /// What goes wrong with one file goes wrong with all.
    async fn off_thread(
        &self,
        write: impl FnOnce() -> io::Result<()> + Send + 'static,
    ) -> Result<(), SendError> {
        let written = tokio::task::spawn_blocking(write).await;
        written.unwrap_or_else(|error| Err(io::Error::other(error))).map_err(|error| {
            let folder = self.folder.display();
            SendError::Unreached(format!("the folder for letters `{folder}`: {error}"))
        })
    }
}

/// Written beside its place and then moved there: nobody reads half a letter. It is its owner's
/// alone, for it names a person and holds a key to a subscription.
fn put(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let beside = file.with_extension("part");
    let mut making = fs::OpenOptions::new();
    making.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut making, 0o600);
    let mut made = making.open(&beside)?;
    made.write_all(bytes)?;
    made.sync_all()?;
    fs::rename(&beside, file)
}

fn file_name(message_id: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.@".contains(c);
    let is_name = message_id.len() <= NAME_BYTES
        && message_id.chars().all(is_plain)
        && !message_id.starts_with('.');
    let name = if is_name { message_id.to_owned() } else { address::hash_hex(&[message_id]) };
    format!("{name}.eml")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_id_becomes_a_name_and_no_path() {
        assert_eq!(file_name("a.1@u.example"), "a.1@u.example.eml");
        for odd in ["../a@b", "/etc/passwd", ".a@b", &"a".repeat(500), ""] {
            let name = file_name(odd);
            assert!(!name.contains('/') && name.len() < 130, "{name}");
        }
    }
}
