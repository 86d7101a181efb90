//! Values of documents that are read without their stored text.

use tantivy::columnar::{Column, StrColumn};

use super::engine::{Segment, Snapshot};
use crate::index::IndexError;

/// A column of numbers, opened when it is first asked for.
pub(super) fn numbers(
    snapshot: &Snapshot,
    segment: &Segment,
    field: &str,
) -> Result<Column<u64>, IndexError> {
    segment.reader.fast_fields().u64(field).map_err(|error| snapshot.failed(&error))
}

/// When documents are dated.
pub(super) fn dates(snapshot: &Snapshot, segment: &Segment) -> Result<Column<i64>, IndexError> {
    segment.reader.fast_fields().i64("date").map_err(|error| snapshot.failed(&error))
}

/// A column of words; `None` when no document of the segment has one.
pub(super) fn words(
    snapshot: &Snapshot,
    segment: &Segment,
    field: &str,
) -> Result<Option<StrColumn>, IndexError> {
    segment.reader.fast_fields().str(field).map_err(|error| snapshot.failed(&error))
}

/// One document's word.
pub(super) fn word_of(
    snapshot: &Snapshot,
    segment: &Segment,
    field: &str,
    document: u32,
) -> Result<Option<String>, IndexError> {
    let Some(column) = words(snapshot, segment, field)? else { return Ok(None) };
    let Some(number) = column.term_ords(document).next() else { return Ok(None) };
    let mut word = String::new();
    let found =
        column.ord_to_str(number, &mut word).map_err(|error| snapshot.unreadable(&error))?;
    Ok(found.then_some(word))
}
