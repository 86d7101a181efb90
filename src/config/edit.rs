//! Writes into a source list that people have written: two keys of a source, and nothing else.
//!
//! Only the bytes of these keys change, so that comments, order, spaces and line ends stay, and a
//! change can be reviewed like any other. A part of the list with a syntax error stays as it is.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::document::{self, Block};
use super::report::Report;
use super::source_list::read_sources;
use crate::model::{Source, SourceId};

/// What is to stand in the list for a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// `enabled = true`, and no reason any more.
    Enable,
    /// `reason = "…"`; whether it is enabled stays as it is.
    Reason(String),
}

/// Why a source list was not written. In every case it stands as it was.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    #[error("`{file}` is not UTF-8; save it with that encoding")]
    NotText { file: PathBuf },
    #[error("`{file}` would read differently than intended; write the change by hand")]
    Misunderstood { file: PathBuf },
    #[error("`{file}` cannot be written: {cause}; it stands as it was")]
    Disk { file: PathBuf, cause: io::Error },
}

/// A source list before and after its change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    pub before: String,
    pub after: String,
}

/// Reads the list and puts the verdicts into it, without writing it. Sources that do not stand in
/// the list as `[[source]]` are left alone.
pub fn edit_sources(
    file: &Path,
    verdicts: &BTreeMap<SourceId, Verdict>,
) -> Result<Edited, EditError> {
    let disk = |cause| EditError::Disk { file: file.to_owned(), cause };
    let bytes = fs::read(file).map_err(disk)?;
    let before =
        String::from_utf8(bytes).map_err(|_| EditError::NotText { file: file.to_owned() })?;
    let after = edited(file, &before, verdicts);
    let is_as_intended = reads_as_intended(file, &before, &after, verdicts);
    if is_as_intended { Ok(Edited { before, after }) } else { Err(misunderstood(file)) }
}

/// Writes the list as a whole or not at all: beside it, onto the disk, and then into its place, with
/// the rights that it had.
pub fn write_sources(file: &Path, edited: &Edited) -> Result<(), EditError> {
    let disk = |cause| EditError::Disk { file: file.to_owned(), cause };
    // A link to the list stays one.
    let place = fs::canonicalize(file).map_err(disk)?;
    // Whoever has written it in the meantime is not overwritten.
    if fs::read(&place).map_err(disk)? != edited.before.as_bytes() {
        let cause = io::Error::other("somebody else has just changed it; try again");
        return Err(disk(cause));
    }
    replace(&place, &edited.after).map_err(disk)
}

fn replace(place: &Path, text: &str) -> io::Result<()> {
    let name = place.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let beside = place.with_file_name(format!(".{name}.new"));
    let written = write_beside(&beside, place, text).and_then(|()| fs::rename(&beside, place));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
        return written;
    }
    // The new name is on the disk as well; where a folder cannot be synced, the rename stands.
    let _ = place.parent().map(File::open).and_then(Result::ok).map(|folder| folder.sync_all());
    Ok(())
}

fn write_beside(beside: &Path, place: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).open(beside)?;
    file.set_permissions(fs::metadata(place)?.permissions())?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// A change of some bytes.
type Splice = (Range<usize>, String);

fn edited(file: &Path, text: &str, verdicts: &BTreeMap<SourceId, Verdict>) -> String {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mark = text.len() - body.len();
    let mut report = Report::new(file, body);
    let blocks = document::parse(file, body, &mut report).unwrap_or_default();
    let mut splices: Vec<Splice> = Vec::new();
    for block in &blocks {
        for source in sources_of(block) {
            let id = source.get("id").and_then(|id| id.get_ref().as_str());
            let Some(verdict) = id.and_then(|id| verdicts.get(id)) else { continue };
            let own = body.get(block.start..).unwrap_or_default();
            let shift = |(range, new): Splice| {
                (range.start + block.start + mark..range.end + block.start + mark, new)
            };
            splices.extend(splices_of(own, source, verdict).into_iter().map(shift));
        }
    }
    splices.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    let mut after = text.to_owned();
    for (range, new) in splices {
        after.replace_range(range, &new);
    }
    after
}

/// The sources of a block that are written as tables of their own.
fn sources_of<'b, 'i>(block: &'b Block<'i>) -> impl Iterator<Item = &'b DeTable<'i>> {
    let array = block.table.get("source").and_then(|value| value.get_ref().as_array());
    array.into_iter().flat_map(|items| items.iter()).filter_map(|item| item.get_ref().as_table())
}

fn splices_of(text: &str, source: &DeTable<'_>, verdict: &Verdict) -> Vec<Splice> {
    let enabled = entry(source, "enabled");
    let reason = entry(source, "reason");
    // What is new stands behind `enabled`, or behind the `id` that every source has.
    let anchor =
        enabled.as_ref().or(entry(source, "id").as_ref()).map_or(0, |(_, value)| value.end);
    let mut splices = Vec::new();
    match verdict {
        Verdict::Enable => {
            match enabled {
                Some((_, value)) => splices.push((value, "true".to_owned())),
                None => splices.push(new_line(text, anchor, "enabled = true")),
            }
            splices.extend(reason.map(|(key, value)| removal(text, key.start..value.end)));
        }
        Verdict::Reason(words) => {
            let quoted = toml::Value::from(words.as_str()).to_string();
            match reason {
                Some((_, value)) => splices.push((value, quoted)),
                None => splices.push(new_line(text, anchor, &format!("reason = {quoted}"))),
            }
        }
    }
    splices
}

/// Where a key and its value stand.
fn entry(source: &DeTable<'_>, name: &str) -> Option<(Range<usize>, Range<usize>)> {
    let (key, value): (_, &Spanned<DeValue<'_>>) = source.get_key_value(name)?;
    Some((key.span(), value.span()))
}

/// A line behind the one that `at` stands in, ended as that one is.
fn new_line(text: &str, at: usize, line: &str) -> Splice {
    let rest = text.get(at..).unwrap_or_default();
    let end = at + rest.find('\n').unwrap_or(rest.len());
    let has_return = text.get(..end).is_some_and(|before| before.ends_with('\r'));
    let (end, ending) = if has_return { (end - 1, "\r\n") } else { (end, "\n") };
    (end..end, format!("{ending}{line}"))
}

/// The line of a key with its end; where a comment stands behind the value, that stays.
fn removal(text: &str, range: Range<usize>) -> Splice {
    let before = text.get(..range.start).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let rest = text.get(range.end..).unwrap_or_default();
    let line_end = rest.find('\n').map_or(rest.len(), |at| at + 1);
    let behind = rest.get(..line_end).unwrap_or_default();
    if behind.trim().is_empty() {
        (line_start..range.end + line_end, String::new())
    } else {
        let spaces = behind.len() - behind.trim_start().len();
        (range.start..range.end + spaces, String::new())
    }
}

/// Whether the new text says the same of every source, but for what the verdicts say.
fn reads_as_intended(
    file: &Path,
    before: &str,
    after: &str,
    verdicts: &BTreeMap<SourceId, Verdict>,
) -> bool {
    let (Ok(before), Ok(after)) = (read_sources(file, before), read_sources(file, after)) else {
        return false;
    };
    let intended = |source: &Source| match verdicts.get(&source.id) {
        Some(Verdict::Enable) => Source { enabled: true, reason: None, line: 0, ..source.clone() },
        Some(Verdict::Reason(words)) => {
            Source { reason: Some(words.clone()), line: 0, ..source.clone() }
        }
        None => Source { line: 0, ..source.clone() },
    };
    let without_line = |source: &Source| Source { line: 0, ..source.clone() };
    before.network == after.network
        && before.searches == after.searches
        && before.problems.len() == after.problems.len()
        && before.sources.iter().map(intended).eq(after.sources.iter().map(without_line))
}

fn misunderstood(file: &Path) -> EditError {
    EditError::Misunderstood { file: file.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "# Vår lista\n[network]\nname = \"N\"\n\n# Grannar\n[[source]]\n\
        id = \"a\"   # kort\nname = \"A\"\nurl = \"https://a.example/\"\nenabled = false # än så länge\n\
        reason = \"inte prövad\"\n# sist\n\n[[source]]\nid = 'b'\nname = \"B\"\n\
        url = \"https://b.example/\"\nenabled=false\n\n[[source]]\nid = \"trasig\nname = 3\n\n\
        [[source]]\nid = \"c\"\nname = \"C\"\nurl = \"https://c.example/\"\n\
        reason = \"x\" # varför\nenabled = false\n[source.listing]\nitem = \"li\"\n";

    fn verdicts(list: &[(&str, Verdict)]) -> BTreeMap<SourceId, Verdict> {
        list.iter().map(|(id, verdict)| (id.parse().unwrap(), verdict.clone())).collect()
    }

    fn reason(words: &str) -> Verdict {
        Verdict::Reason(words.to_owned())
    }

    #[test]
    fn only_what_is_meant_changes() {
        let wanted = verdicts(&[
            ("a", Verdict::Enable),
            ("b", reason("svarar \"nej\"")),
            ("c", Verdict::Enable),
        ]);
        let expected = LIST
            .replace(
                "enabled = false # än så länge\nreason = \"inte prövad\"\n",
                "enabled = true # än så länge\n",
            )
            .replace("enabled=false\n", "enabled=false\nreason = 'svarar \"nej\"'\n")
            .replace("reason = \"x\" # varför\nenabled = false", "# varför\nenabled = true");
        for ending in ["\n", "\r\n"] {
            for mark in ["", "\u{feff}"] {
                let dress = |text: &str| format!("{mark}{}", text.replace('\n', ending));
                let after = edited(Path::new("s"), &dress(LIST), &wanted);
                assert_eq!(after, dress(&expected));
                assert!(reads_as_intended(Path::new("s"), &dress(LIST), &after, &wanted));
                assert_eq!(edited(Path::new("s"), &after, &wanted), after, "twice is once");
            }
        }
    }

    #[test]
    fn defaults_may_switch_all_off() {
        let list = "[defaults]\nenabled = false\n[[source]]\nid = \"a\"\nname = \"A\"\n\
                    url = \"https://a.example/\"";
        for (verdict, expected) in [
            (Verdict::Enable, list.replace("id = \"a\"", "id = \"a\"\nenabled = true")),
            (reason("nej"), list.replace("id = \"a\"", "id = \"a\"\nreason = \"nej\"")),
        ] {
            let wanted = verdicts(&[("a", verdict)]);
            let after = edited(Path::new("s"), list, &wanted);
            assert_eq!(after, expected);
            assert!(reads_as_intended(Path::new("s"), list, &after, &wanted));
        }
    }

    #[test]
    fn the_file_is_replaced_as_a_whole_and_keeps_its_rights() {
        use std::os::unix::fs::PermissionsExt;

        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("sources.toml");
        let link = folder.path().join("link.toml");
        fs::write(&file, LIST).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        let wanted = verdicts(&[("a", Verdict::Enable)]);
        let edited = edit_sources(&link, &wanted).unwrap();
        write_sources(&link, &edited).unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), edited.after);
        assert!(link.is_symlink());
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "nothing is left over");

        let error = write_sources(&file, &edited).unwrap_err().to_string();
        assert!(error.contains("somebody else has just changed it"), "{error}");
        assert_eq!(fs::read_to_string(&file).unwrap(), edited.after);
    }
}
