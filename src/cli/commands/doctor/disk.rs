//! Whether there is room for what comes.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::finding::{Findings, Level};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::message::doctor as message;

const MEGA: u64 = 1_000_000;
/// Less than a crawl may need for its log and a merge of segments: the next one will fail.
const FULL: u64 = 50 * MEGA;
/// Enough for some weeks of a network's sources.
const LITTLE: u64 = 500 * MEGA;
/// A tenth of a small disk is little; of a large one it is plenty.
const PLENTY: u64 = 10_000 * MEGA;

/// Looks at the disks of the database and of the index; one that holds both is told once.
pub fn look(context: &Context, found: &mut Findings) {
    let mut seen = Vec::new();
    for folder in [&context.data, &context.index] {
        let folder = nearest(folder);
        let disk = fs::metadata(&folder).map(|folder| folder.dev()).ok();
        if disk.is_some() && seen.contains(&disk) {
            continue;
        }
        seen.push(disk);
        tell(context, &folder, found);
    }
}

fn tell(context: &Context, folder: &Path, found: &mut Findings) {
    let (locale, path) = (context.locale, folder.display().to_string());
    match room(folder) {
        Err(error) => {
            found.warning("disk", message::room_unknown(locale, &path, &error.to_string()))
        }
        Ok((free, total)) => {
            let [left, all] = [free, total].map(|bytes| message::size(locale, bytes));
            match judge(free, total) {
                Level::Ok => found.ok("disk", message::room(locale, &left, &all, &path)),
                Level::Warning => {
                    found.warning("disk", message::little_room(locale, &left, &all, &path));
                }
                Level::Error => {
                    found.error("disk", Exit::Storage, message::no_room(locale, &left, &path));
                }
            }
        }
    }
}

/// Bytes that we may still write, and all there are.
fn room(folder: &Path) -> io::Result<(u64, u64)> {
    let disk = rustix::fs::statvfs(folder)?;
    let bytes = |blocks: u64| blocks.saturating_mul(disk.f_frsize);
    Ok((bytes(disk.f_bavail), bytes(disk.f_blocks)))
}

fn judge(free: u64, total: u64) -> Level {
    let is_small_part = free < total / 10 && free < PLENTY;
    match free {
        ..FULL => Level::Error,
        ..LITTLE => Level::Warning,
        _ if is_small_part => Level::Warning,
        _ => Level::Ok,
    }
}

/// The folder, or what it will be made in.
fn nearest(folder: &Path) -> PathBuf {
    let there = folder.ancestors().find(|folder| folder.exists());
    there.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn little_is_little_of_the_whole_and_by_itself() {
        const GIGA: u64 = 1_000 * MEGA;
        for (free, total, level) in [
            (40 * MEGA, 100 * GIGA, Level::Error),
            (400 * MEGA, 2 * GIGA, Level::Warning),
            (2 * GIGA, 40 * GIGA, Level::Warning),
            (5 * GIGA, 40 * GIGA, Level::Ok),
            (90 * GIGA, 1_000 * GIGA, Level::Ok),
        ] {
            assert_eq!(judge(free, total), level, "{free} of {total}");
        }
    }

    #[test]
    fn a_folder_to_be_made_is_on_the_disk_of_its_parent() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(nearest(&folder.path().join("a/b")), folder.path());
        assert_eq!(nearest(Path::new("finns-inte")), Path::new("."));
        let (free, total) = room(folder.path()).unwrap();
        assert!(free <= total && total > 0);
    }
}
