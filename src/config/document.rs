//! Reads the TOML of a source list in a way that one broken source does not take the others along.

use std::borrow::Cow;
use std::path::Path;

use toml::de::DeTable;

use super::report::Report;
use super::{ConfigError, syntax};

/// A part of the file that could be read, and where it begins.
pub(super) struct Block<'i> {
    pub(super) start: usize,
    pub(super) table: DeTable<'i>,
}

/// The whole file as one block; when it has syntax errors, those of its blocks that have none. Each
/// error becomes a problem; it is an error of the whole when nothing can be read.
pub(super) fn parse<'i>(
    file: &Path,
    text: &'i str,
    report: &mut Report,
) -> Result<Vec<Block<'i>>, ConfigError> {
    let first_error = match DeTable::parse(text) {
        Ok(table) => return Ok(vec![Block { start: 0, table: table.into_inner() }]),
        Err(error) => error,
    };
    let mut blocks = Vec::new();
    for (start, part) in split(text) {
        match DeTable::parse(part) {
            Ok(table) => blocks.push(Block { start, table: table.into_inner() }),
            Err(error) => syntax::report_block(start, part, &error, report),
        }
    }
    if blocks.iter().all(|block| block.table.get("source").is_none()) {
        return Err(syntax::whole_file(file, text, &first_error));
    }
    if report.count() == 0 {
        // Each block is right by itself, for example with `[network]` in two of them.
        syntax::report_block(0, "", &first_error, report);
    }
    Ok(blocks)
}

/// Splits before each header that begins something of its own.
fn split(text: &str) -> Vec<(usize, &str)> {
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    for line in text.split_inclusive('\n') {
        if at > start && is_header(line) {
            parts.extend(text.get(start..at).map(|part| (start, part)));
            start = at;
        }
        at += line.len();
    }
    parts.extend(text.get(start..).map(|part| (start, part)));
    parts
}

fn is_header(line: &str) -> bool {
    let Some(header) = line.trim_start().strip_prefix('[') else { return false };
    let name = header.trim_start_matches(['[', ' ']).split([']', ' ']).next();
    matches!(name, Some("source" | "search" | "network" | "defaults"))
}

/// The text of a file; what is not UTF-8 becomes a mark that no field accepts.
pub(super) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(without_mark(bytes))
}

/// Reports each line that is not UTF-8.
pub(super) fn report_encoding(bytes: &[u8], report: &mut Report) {
    if std::str::from_utf8(bytes).is_ok() {
        return;
    }
    for (line, bytes) in (1..).zip(without_mark(bytes).split(|byte| *byte == b'\n')) {
        if std::str::from_utf8(bytes).is_err() {
            report.add_at_line(line, "is not UTF-8; save the file with that encoding".to_owned());
        }
    }
}

/// Windows programs begin UTF-8 with a byte order mark.
fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}
