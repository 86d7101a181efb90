//! `corrections.toml`: what people said where the machine was wrong, one block after the other.
//!
//! The file is only ever added to. Of a document and field the last block counts, so that it also
//! tells who said what before.

use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use serde::Deserialize;

use super::append::quoted;
use super::report::Report;
use super::{ConfigError, syntax};
use crate::model::Correction;

/// How a new file begins.
const HEAD: &str = "\
# What people corrected: `utkik correct ID field=value`. It wins over what the program makes out,
# also after the next crawl. Of a document and field the last block counts; `-` means that there
# is none, and an empty value that the program decides again.
";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    correction: Vec<toml::Spanned<toml::Value>>,
}

/// Reads the text of a file of corrections, all of its problems at once; `file` is what messages
/// call it.
pub fn read_corrections(
    file: &Path,
    text: &str,
) -> Result<(Vec<Correction>, Vec<super::Problem>), ConfigError> {
    let read: File =
        toml::from_str(text).map_err(|error| syntax::whole_file(file, text, &error))?;
    let mut report = Report::new(file, text);
    let mut corrections = Vec::with_capacity(read.correction.len());
    for block in read.correction {
        let start = block.span().start;
        match block.into_inner().try_into::<Correction>() {
            Ok(correction) => corrections.push(correction),
            Err(error) => report.add(start, format!("correction: {}", error.message().trim())),
        }
    }
    Ok((corrections, report.finish()))
}

/// Adds corrections at the end of a file, which is made when there is none. The file is replaced
/// as a whole, so that a kill leaves the old or the new one.
pub fn add_corrections(file: &Path, corrections: &[Correction]) -> io::Result<()> {
    let mut text = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => HEAD.to_owned(),
        Err(error) => return Err(error),
    };
    for correction in corrections {
        text.push_str(&written(correction));
    }
    write_corrections(file, &text)
}

/// Writes the whole text of a file of corrections, for its owner alone.
pub fn write_corrections(file: &Path, text: &str) -> io::Result<()> {
    // A link to a file elsewhere stays one.
    let file = &fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let beside = file.with_extension("toml.new");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut new = options.open(&beside)?;
    new.write_all(text.as_bytes())?;
    new.sync_all()?;
    fs::rename(&beside, file)
}

/// The text of a file with these corrections and no others.
pub fn corrections_written(corrections: &[Correction]) -> String {
    let mut text = HEAD.to_owned();
    for correction in corrections {
        text.push_str(&written(correction));
    }
    text
}

fn written(correction: &Correction) -> String {
    let mut text = String::from("\n[[correction]]\n");
    let mut key = |name: &str, value: &str| {
        let _ = writeln!(text, "{name} = {}", quoted(value));
    };
    key("document", correction.document.as_str());
    key("field", correction.field.as_str());
    key("value", &correction.value);
    key("by", &correction.by);
    key("at", &correction.at.to_string());
    key("why", &correction.why);
    text
}
