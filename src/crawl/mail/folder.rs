//! The folder that letters lie in: which of them may be read.

use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::address;
use crate::mail::{LetterFile, beginning, letters_in};
use crate::model::{Mailbox, Timestamp};
use crate::parse::mail::{self, LetterHead};

/// More files in a folder are not looked at; what is read may be moved away.
const MOST_FILES: usize = 50_000;
/// So much of a letter is read to see what it is.
const HEAD_BYTES: u64 = 64 * 1024;

/// Why a folder cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    #[error(
        "`{name}` stands in no `[mail] maildirs` of `utkik.toml`; write there what folder it is, as \
         maildirs = {{ {name} = \"/srv/mail/{name}\" }}"
    )]
    NotNamed { name: String },
    #[error("there is no folder `{}`; look at `[mail] maildirs` of `utkik.toml`", .0.display())]
    Missing(PathBuf),
    #[error("the folder `{}` cannot be read ({cause}); give whoever runs Utkik the right to", .folder.display())]
    Unreadable { folder: PathBuf, cause: io::Error },
}

/// A letter that may be read.
pub struct Found {
    pub file: PathBuf,
    pub id: String,
    pub date: Option<Timestamp>,
}

/// What a first look at a folder has found.
#[derive(Default)]
pub struct Look {
    pub fingerprint: String,
    pub found: Vec<Found>,
    /// Of others than those who may be read, or no newsletters.
    pub refused: usize,
    pub unreadable: usize,
}

impl MailError {
    /// What is known more exactly than that it is about the folder.
    pub fn exactly(&self) -> &'static str {
        match self {
            Self::NotNamed { .. } => "unnamed",
            Self::Missing(_) => "missing",
            Self::Unreadable { .. } => "unreadable",
        }
    }
}

/// The letters of a folder that may be read, the newest first.
pub fn look(mailbox: &Mailbox, before: Option<&str>) -> Result<Look, MailError> {
    let Some(folder) = &mailbox.folder else {
        return Err(MailError::NotNamed { name: mailbox.name.clone() });
    };
    let files = files(folder)?;
    // Who may be read counts as well: letters left alone so far may be read from now on.
    let wanted = mailbox.from.iter().chain(&mailbox.list_id).map(String::as_str);
    let names: Vec<&str> = files.iter().map(|(name, ..)| name.as_str()).chain(wanted).collect();
    let mut look = Look { fingerprint: address::hash_hex(&names), ..Look::default() };
    if before == Some(&look.fingerprint) {
        return Ok(look);
    }
    for (_, file, _) in files {
        let Ok(start) = beginning(&file, HEAD_BYTES) else {
            look.unreadable += 1;
            continue;
        };
        match mail::letter_head(&start) {
            Ok(head) if may_be_read(&head, mailbox) => {
                let id = head.message_id.unwrap_or_else(|| address::hash_bytes(&start));
                look.found.push(Found { file, id, date: head.date });
            }
            Ok(_) => look.refused += 1,
            Err(_) => look.unreadable += 1,
        }
    }
    Ok(look)
}

/// A mail between people is never read: only letters to many, or from a sender that is named.
fn may_be_read(head: &LetterHead, mailbox: &Mailbox) -> bool {
    let from = head.from.as_deref().unwrap_or_default();
    let is_from = |allowed: &String| {
        if allowed.starts_with('@') { from.ends_with(allowed.as_str()) } else { from == allowed }
    };
    let is_named = mailbox.from.iter().any(is_from);
    let is_list = head.list_id.as_ref().is_some_and(|id| mailbox.list_id.contains(id));
    let is_open = mailbox.from.is_empty() && mailbox.list_id.is_empty();
    let is_to_many = head.list_id.is_some() || head.can_be_ended;
    is_named || is_list || is_open && is_to_many
}

/// Files with their names as they stay when a mail program marks them, the newest first.
fn files(folder: &Path) -> Result<Vec<(String, PathBuf, SystemTime)>, MailError> {
    let listed = |folder: &Path| -> io::Result<Vec<(String, PathBuf, SystemTime)>> {
        let listed = letters_in(folder, MOST_FILES)?;
        let named = |letter: LetterFile| {
            (format!("{} {}", letter.name, letter.size_bytes), letter.file, letter.changed)
        };
        Ok(listed.into_iter().map(named).collect())
    };
    let trouble = |cause: io::Error| match cause.kind() {
        io::ErrorKind::NotFound => MailError::Missing(folder.to_owned()),
        _ => MailError::Unreadable { folder: folder.to_owned(), cause },
    };
    let mut files = listed(folder).map_err(trouble)?;
    for inside in ["new", "cur"].map(|name| folder.join(name)) {
        match listed(&inside) {
            Ok(more) => files.extend(more),
            // A folder of single mails has none.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(cause) => return Err(MailError::Unreadable { folder: inside, cause }),
        }
    }
    files.sort_by(|(a, _, earlier), (b, _, later)| (later, a).cmp(&(earlier, b)));
    files.truncate(MOST_FILES);
    Ok(files)
}
