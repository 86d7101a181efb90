//! Letters that came back: each counts against the address that it was for.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::mail::{LetterFile, beginning, letters_in};
use crate::model::Timestamp;
use crate::parse::mail::{self, Bounce};
use crate::store::{Store, StoreError};

/// Letters that one run reads; the rest waits for the next.
const LETTERS_PER_RUN: usize = 1000;
/// More files in a folder are not looked at.
const MOST_FILES: usize = 50_000;
/// So much of a letter is read: a report stands before the letter that it brings back.
const LETTER_BYTES: u64 = 512 * 1024;

/// What the folder held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BounceReport {
    /// Letters that were looked at, and moved away.
    pub read: usize,
    /// Recipients against whom one was counted.
    pub counted: usize,
    /// Reports of a trouble that may pass.
    pub passing: usize,
    /// Reports that name no letter of ours, or people who are no subscribers (any more).
    pub unknown: usize,
    /// Letters that are no reports: answers of people, and of those who are away.
    pub other: usize,
    /// Files that cannot be read or moved: they stay where they are.
    pub unreadable: usize,
    /// There are more than one run reads.
    pub more_wait: bool,
}

/// Why no reports can be read.
#[derive(Debug, thiserror::Error)]
pub enum BounceError {
    #[error(
        "the folder for letters that came back, `{}`, cannot be read ({cause}); look at `bounces` \
         of `[mail]`, and at its rights", .folder.display()
    )]
    Folder { folder: PathBuf, cause: io::Error },
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the reading of letters that came back was interrupted")]
    Interrupted,
}

/// A folder with its way of putting aside what was read.
struct Inbox {
    from: PathBuf,
    to: PathBuf,
    /// What a maildir adds to the name of a letter that was seen.
    mark: &'static str,
}

/// Reads what has come to a maildir (`new`, from where letters move to `cur`) or to a folder of
/// `.eml` files (from where they move to `done`). What counts names a letter that we have sent, and
/// to whom: a report that tells neither may be anybody's.
pub async fn read_bounces(
    store: &Store,
    folder: &Path,
    now: Timestamp,
) -> Result<BounceReport, BounceError> {
    let folder = folder.to_owned();
    let taken = tokio::task::spawn_blocking(move || {
        take_in(&folder).map_err(|cause| BounceError::Folder { folder, cause })
    });
    let (mut report, letters) = taken.await.map_err(|_| BounceError::Interrupted)??;
    for bounces in letters {
        if bounces.is_empty() {
            report.other += 1;
        }
        for bounce in bounces {
            if !bounce.is_permanent {
                report.passing += 1;
            } else if count(store, &bounce, now).await? {
                report.counted += 1;
            } else {
                report.unknown += 1;
            }
        }
    }
    Ok(report)
}

/// The first of the addresses that we know is meant.
async fn count(store: &Store, bounce: &Bounce, now: Timestamp) -> Result<bool, StoreError> {
    let Some(message_id) = &bounce.message_id else { return Ok(false) };
    for recipient in &bounce.recipients {
        if store.count_bounce(recipient, message_id, now).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Reads and puts aside. A letter is moved before it is counted: of a crash between, a count is
/// missing, and none is made twice. One that cannot be moved would count with each run.
fn take_in(folder: &Path) -> io::Result<(BounceReport, Vec<Vec<Bounce>>)> {
    let inbox = Inbox::of(folder);
    let mut files = letters_in(&inbox.from, MOST_FILES)?;
    files.retain(|letter| inbox.is_letter(letter));
    files.sort_by(|one, other| (one.changed, &one.name).cmp(&(other.changed, &other.name)));
    let mut report =
        BounceReport { more_wait: files.len() > LETTERS_PER_RUN, ..BounceReport::default() };
    let mut letters = Vec::new();
    for letter in files.iter().take(LETTERS_PER_RUN) {
        match inbox.take(letter) {
            Ok(bytes) => {
                report.read += 1;
                letters.push(mail::bounces(&bytes).unwrap_or_default());
            }
            Err(_) => report.unreadable += 1,
        }
    }
    Ok((report, letters))
}

impl Inbox {
    fn of(folder: &Path) -> Self {
        let (new, cur) = (folder.join("new"), folder.join("cur"));
        if new.is_dir() {
            return Self { from: new, to: cur, mark: ":2,S" };
        }
        Self { from: folder.to_owned(), to: folder.join("done"), mark: "" }
    }

    /// A folder that is no maildir may hold other things as well.
    fn is_letter(&self, letter: &LetterFile) -> bool {
        !self.mark.is_empty() || letter.name.to_ascii_lowercase().ends_with(".eml")
    }

    fn take(&self, letter: &LetterFile) -> io::Result<Vec<u8>> {
        let bytes = beginning(&letter.file, LETTER_BYTES)?;
        fs::create_dir_all(&self.to)?;
        fs::rename(&letter.file, self.to.join(format!("{}{}", letter.name, self.mark)))?;
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report_of(address: &str) -> String {
        format!(
            "From: mailer-daemon@ekvik.se\nContent-Type: multipart/report; boundary=b\n\n--b\n\
             Content-Type: message/delivery-status\n\nReporting-MTA: dns; a.example\n\n\
             Final-Recipient: rfc822; {address}\nAction: failed\nStatus: 5.1.1\n\n--b\n\
             Content-Type: text/rfc822-headers\n\nMessage-ID: <1@utkik.ekvik.se>\n\n--b--\n"
        )
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn what_was_read_is_put_aside() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        fs::write(path.join("1.eml"), report_of("anna@ekvik.se")).unwrap();
        fs::write(path.join("2.EML"), "From: bo@ekvik.se\n\nHej!\n").unwrap();
        fs::write(path.join("notes.txt"), "not a letter").unwrap();
        let (report, letters) = take_in(path).unwrap();
        assert_eq!((report.read, letters.len()), (2, 2));
        assert_eq!(letters.iter().filter(|bounces| !bounces.is_empty()).count(), 1);
        assert_eq!(names(path), ["done", "notes.txt"]);
        assert_eq!(take_in(path).unwrap().0, BounceReport::default());

        let maildir = tempfile::tempdir().unwrap();
        let path = maildir.path();
        for inside in ["new", "cur", "tmp"] {
            fs::create_dir(path.join(inside)).unwrap();
        }
        fs::write(path.join("new/17.a.host"), report_of("anna@ekvik.se")).unwrap();
        assert_eq!(take_in(path).unwrap().0.read, 1);
        assert_eq!(names(&path.join("cur")), ["17.a.host:2,S"]);
        assert!(names(&path.join("new")).is_empty());
        assert!(take_in(&path.join("nowhere")).is_err());
    }
}
