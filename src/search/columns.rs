//! Values of documents that are read without their stored text.

use std::collections::HashMap;
use std::fmt::Debug;
use std::sync::{Mutex, PoisonError};

use tantivy::columnar::{Cardinality, Column, StrColumn};

use super::engine::{Segment, Snapshot};
use super::filter;
use crate::index::IndexError;
use crate::model::DocumentId;

/// The columns of a segment that have been opened: opening one takes as long as reading a
/// thousand values of it.
#[derive(Default)]
pub(super) struct Opened {
    numbers: Mutex<HashMap<&'static str, Option<Column<u64>>>>,
    integers: Mutex<HashMap<&'static str, Option<Column<i64>>>>,
    words: Mutex<HashMap<&'static str, Option<StrColumn>>>,
}

/// A column of numbers, opened when it is first asked for.
pub(super) fn numbers(
    snapshot: &Snapshot,
    segment: &Segment,
    field: &'static str,
) -> Result<Column<u64>, IndexError> {
    let documents = segment.reader.max_doc();
    let column = optional_numbers(snapshot, segment, field)?;
    Ok(column.unwrap_or_else(|| Column::build_empty_column(documents)))
}

/// The same for a column that hardly any document has a value in; `None` when none has.
pub(super) fn optional_numbers(
    snapshot: &Snapshot,
    segment: &Segment,
    field: &'static str,
) -> Result<Option<Column<u64>>, IndexError> {
    opened(snapshot, &segment.columns.numbers, field, || {
        segment.reader.fast_fields().column_opt::<u64>(field)
    })
}

/// The same for whole numbers that may be below zero.
pub(super) fn optional_integers(
    snapshot: &Snapshot,
    segment: &Segment,
    field: &'static str,
) -> Result<Option<Column<i64>>, IndexError> {
    opened(snapshot, &segment.columns.integers, field, || {
        segment.reader.fast_fields().column_opt::<i64>(field)
    })
}

/// When documents are dated.
pub(super) fn dates(snapshot: &Snapshot, segment: &Segment) -> Result<Column<i64>, IndexError> {
    let documents = segment.reader.max_doc();
    let column = optional_integers(snapshot, segment, "date")?;
    Ok(column.unwrap_or_else(|| Column::build_empty_column(documents)))
}

/// A column of words; `None` when no document of the segment has one.
pub(super) fn words(
    snapshot: &Snapshot,
    segment: &Segment,
    field: &'static str,
) -> Result<Option<StrColumn>, IndexError> {
    opened(snapshot, &segment.columns.words, field, || segment.reader.fast_fields().str(field))
}

fn opened<C: Clone>(
    snapshot: &Snapshot,
    columns: &Mutex<HashMap<&'static str, Option<C>>>,
    field: &'static str,
    open: impl FnOnce() -> tantivy::Result<Option<C>>,
) -> Result<Option<C>, IndexError> {
    let known = || columns.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(column) = known().get(field) {
        return Ok(column.clone());
    }
    let column = open().map_err(|error| snapshot.failed(&error))?;
    known().insert(field, column.clone());
    Ok(column)
}

/// The values of many documents, in their order: several times as fast as one by one.
pub(super) fn values<T>(column: &Column<T>, documents: &[u32]) -> Vec<Option<T>>
where
    T: PartialOrd + Copy + Debug + Send + Sync + 'static,
{
    let mut values = vec![None; documents.len()];
    column.first_vals(documents, &mut values);
    values
}

/// Calls back with all values of many documents, which are in growing order.
pub(super) fn each_value<T>(column: &Column<T>, documents: &[u32], mut each: impl FnMut(T))
where
    T: PartialOrd + Copy + Debug + Send + Sync + 'static,
{
    match column.get_cardinality() {
        Cardinality::Full | Cardinality::Optional => {
            values(column, documents).into_iter().flatten().for_each(each);
        }
        Cardinality::Multivalued => {
            for document in documents {
                column.values_for_doc(*document).for_each(&mut each);
            }
        }
    }
}

/// One document's word.
pub(super) fn word_of(
    snapshot: &Snapshot,
    segment: &Segment,
    field: &'static str,
    document: u32,
) -> Result<Option<String>, IndexError> {
    Ok(words_of(snapshot, segment, field, document)?.into_iter().next())
}

/// All words of a column, each at its number.
pub(super) fn all_words(
    snapshot: &Snapshot,
    column: &StrColumn,
) -> Result<Vec<String>, IndexError> {
    let mut all = Vec::with_capacity(column.num_terms());
    let numbers: Vec<u64> = (0..).take(column.num_terms()).collect();
    let read = column.dictionary().sorted_ords_to_term_cb(&numbers, |word| {
        all.push(String::from_utf8_lossy(word).into_owned());
    });
    read.map_err(|error| snapshot.unreadable(&error))?;
    Ok(all)
}

/// All of one document's words.
pub(super) fn words_of(
    snapshot: &Snapshot,
    segment: &Segment,
    field: &'static str,
    document: u32,
) -> Result<Vec<String>, IndexError> {
    let Some(column) = words(snapshot, segment, field)? else { return Ok(Vec::new()) };
    // Kept, as the facets keep them: reading one decompresses a block of the dictionary.
    let names = segment.names(field, || all_words(snapshot, &column))?;
    let numbers = column.term_ords(document).map(|number| usize::try_from(number).ok());
    Ok(numbers.filter_map(|number| names.get(number?).cloned()).collect())
}

/// Documents of a segment by their ids, in no order, each with what came with it.
pub(super) fn with_ids<T>(
    snapshot: &Snapshot,
    segment: &Segment,
    documents: Vec<(u32, T)>,
) -> Result<Vec<(DocumentId, T)>, IndexError> {
    let ties = numbers(snapshot, segment, "tie")?;
    let (mut found, mut others) = (Vec::with_capacity(documents.len()), Vec::new());
    for (document, with) in documents {
        // The id of a crawled document is its tie in digits, which is asked rather than read.
        let id = format!("{:016x}", ties.first(document).unwrap_or_default());
        if filter::with_id(snapshot, segment, &id)? == Some(document) {
            found.push((DocumentId::new(id), with));
        } else {
            others.push((document, with));
        }
    }
    if !others.is_empty() {
        found.extend(with_read_ids(snapshot, segment, others)?);
    }
    Ok(found)
}

fn with_read_ids<T>(
    snapshot: &Snapshot,
    segment: &Segment,
    documents: Vec<(u32, T)>,
) -> Result<Vec<(DocumentId, T)>, IndexError> {
    let Some(column) = words(snapshot, segment, "id")? else { return Ok(Vec::new()) };
    let number = |document: u32| column.ords().first(document).unwrap_or_default();
    let mut documents: Vec<(u64, T)> =
        documents.into_iter().map(|(document, with)| (number(document), with)).collect();
    documents.sort_unstable_by_key(|(number, _)| *number);
    let numbers: Vec<u64> = documents.iter().map(|(number, _)| *number).collect();
    // In one walk: looking ids up one by one decompresses a block for each.
    let mut ids = Vec::with_capacity(documents.len());
    let read = column.dictionary().sorted_ords_to_term_cb(&numbers, |id| {
        ids.push(DocumentId::new(String::from_utf8_lossy(id)));
    });
    read.map_err(|error| snapshot.unreadable(&error))?;
    Ok(ids.into_iter().zip(documents).map(|(id, (_, with))| (id, with)).collect())
}
