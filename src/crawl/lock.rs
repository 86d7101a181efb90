//! One at a time: whoever writes to the index holds this lock meanwhile.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::model::Timestamp;

const FILE: &str = "work.lock";
/// Held by whoever sends letters: a crawl need not wait for a mail server.
const LETTERS_FILE: &str = "letters.lock";

/// How long a second process waits for the first before it gives up.
pub const PATIENCE: Duration = Duration::from_mins(1);

/// How often it looks again.
const GLANCE: Duration = Duration::from_millis(200);

/// The right to write. The operating system takes it back when the process dies, however it dies.
#[derive(Debug)]
pub struct WorkLock {
    file: File,
}

/// Why the lock was not had.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Somebody else holds it.
    #[error("already running: {holder}; wait for it to end, or stop it")]
    Held {
        /// Who and since when, as they wrote it.
        holder: String,
    },
    /// The lock file cannot be written.
    #[error("cannot write the lock file `{path}`: {source}; check the rights of its folder")]
    File { path: PathBuf, source: io::Error },
}

impl WorkLock {
    /// Takes the lock in `folder`, waiting up to `patience` for another holder.
    pub async fn acquire(
        folder: &Path,
        task: &str,
        now: Timestamp,
        patience: Duration,
    ) -> Result<Self, LockError> {
        Self::take(folder, FILE, &note(task, now), patience).await
    }

    /// Takes the lock of those who send letters, which crawls do not take.
    pub async fn acquire_letters(
        folder: &Path,
        task: &str,
        now: Timestamp,
        patience: Duration,
    ) -> Result<Self, LockError> {
        Self::take(folder, LETTERS_FILE, &note(task, now), patience).await
    }

    async fn take(
        folder: &Path,
        name: &str,
        note: &str,
        patience: Duration,
    ) -> Result<Self, LockError> {
        let path = folder.join(name);
        let mut file =
            open(folder, &path).map_err(|source| LockError::File { path: path.clone(), source })?;
        let deadline = tokio::time::Instant::now() + patience;
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if tokio::time::Instant::now() < deadline => {
                    tokio::time::sleep(GLANCE).await;
                }
                Err(TryLockError::WouldBlock) => {
                    return Err(LockError::Held { holder: holder(&mut file) });
                }
                Err(TryLockError::Error(source)) => return Err(LockError::File { path, source }),
            }
        }
        // The note is for people; a lock without one still locks.
        let _ = file
            .set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| file.write_all(note.as_bytes()));
        Ok(Self { file })
    }
}

impl WorkLock {
    /// Who holds the lock in `folder`, as they wrote it; `None` when nobody does. Looking takes
    /// nothing from anybody: it lasts an instant, and who wants the lock meanwhile tries again.
    pub fn holder(folder: &Path) -> io::Result<Option<String>> {
        let mut file = match File::open(folder.join(FILE)) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        match file.try_lock_shared() {
            Ok(()) => Ok(None),
            Err(TryLockError::WouldBlock) => Ok(Some(holder(&mut file))),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

/// What a holder writes into its lock.
fn note(task: &str, now: Timestamp) -> String {
    format!("`utkik {task}` as process {} since {now}\n", std::process::id())
}

impl Drop for WorkLock {
    fn drop(&mut self) {
        let _ = self.file.set_len(0);
        let _ = self.file.unlock();
    }
}

/// What is not there yet is made for its owner alone.
fn open(folder: &Path, path: &Path) -> io::Result<File> {
    let mut making = DirBuilder::new();
    let mut opening = OpenOptions::new();
    #[cfg(unix)]
    {
        std::os::unix::fs::DirBuilderExt::mode(&mut making, 0o700);
        std::os::unix::fs::OpenOptionsExt::mode(&mut opening, 0o600);
    }
    making.recursive(true).create(folder)?;
    opening.read(true).write(true).create(true).truncate(false).open(path)
}

fn holder(file: &mut File) -> String {
    let mut note = String::new();
    let read = file.rewind().and_then(|()| file.take(300).read_to_string(&mut note));
    match read {
        Ok(_) if !note.trim().is_empty() => note.trim().to_owned(),
        _ => "another `utkik`".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_second_learns_who_is_at_work_and_the_third_gets_in_afterwards() {
        let folder = tempfile::tempdir().unwrap();
        let now = "2026-11-21T07:00:00Z".parse().unwrap();
        let first = WorkLock::acquire(folder.path(), "crawl", now, Duration::ZERO).await.unwrap();
        let second = WorkLock::acquire(folder.path(), "crawl", now, Duration::ZERO).await;
        let message = second.unwrap_err().to_string();
        assert!(message.contains("`utkik crawl` as process"), "{message}");
        assert!(message.contains("since 2026-11-21T07:00:00Z"), "{message}");
        let holder = WorkLock::holder(folder.path()).unwrap();
        assert!(holder.is_some_and(|holder| holder.starts_with("`utkik crawl` as process")));
        drop(first);
        assert_eq!(WorkLock::holder(folder.path()).unwrap(), None);
        assert!(WorkLock::acquire(folder.path(), "import", now, Duration::ZERO).await.is_ok());
    }
}
