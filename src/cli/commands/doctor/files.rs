//! Who may read and write what is kept.

use std::fs::{self, Metadata};
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use super::finding::Findings;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::message::doctor as message;

/// Rights of those who are neither owner nor in the group. The group is the operator's choice.
const OTHERS: u32 = 0o007;
const OTHERS_WRITE: u32 = 0o002;

pub fn look(context: &Context, found: &mut Findings) {
    let before = found.list.len();
    look_at_owner(context, found);
    for path in [context.data.clone(), context.database(), context.index.clone()] {
        if mode(&path).is_some_and(|mode| mode & OTHERS != 0) {
            found.warning("files", message::open_to_all(context.locale, &shown(&path)));
        }
    }
    // What to watch may be read by all, but decides where we go.
    if is_written_by_all(&context.sources_file) {
        let path = shown(&context.sources_file);
        found.warning("files", message::written_by_all(context.locale, &path));
    }
    let settings = context.settings_file();
    if is_written_by_all(&settings) {
        let message = message::written_by_all(context.locale, &shown(&settings));
        found.error("files", Exit::Configuration, message);
    }
    if found.list.len() == before {
        found.ok("files", message::private(context.locale));
    }
}

/// Who opens the database as another user leaves files that its owner cannot write.
fn look_at_owner(context: &Context, found: &mut Findings) {
    // Whose the folder of this process is, is who we are; where there is none, nothing is said.
    let Ok(own) = fs::metadata("/proc/self").map(|process| process.uid()) else { return };
    let owner = fs::metadata(&context.data).map(|folder| folder.uid());
    if let Ok(owner) = owner
        && owner != own
    {
        found.warning("files", message::owner(context.locale, &shown(&context.data), owner, own));
    }
}

fn is_written_by_all(path: &Path) -> bool {
    mode(path).is_some_and(|mode| mode & OTHERS_WRITE != 0)
}

/// `None` when there is nothing yet.
fn mode(path: &Path) -> Option<u32> {
    fs::metadata(path).ok().as_ref().map(Metadata::mode)
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
