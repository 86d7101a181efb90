//! How the documents found spread over sources, places, themes, months and the like.

use std::collections::{BTreeMap, HashMap};

use super::columns;
use super::engine::{Segment, Snapshot};
use crate::index::IndexError;
use crate::model::{Facet, FacetValue};

/// Further values are not shown; a query can ask for each of them.
const MOST_VALUES: usize = 20;

/// Name in the query language, column.
const FIELDS: [(&str, &str); 9] = [
    ("source", "source"),
    ("group", "group"),
    ("lang", "language"),
    ("country", "country"),
    ("place", "place"),
    ("theme", "theme"),
    ("kind", "kind"),
    ("status", "status"),
    ("funder", "funder"),
];

/// So many of them every document has a value in.
const OF_ALL: usize = 4;

/// What was counted.
#[derive(Default)]
pub(super) struct Counts {
    pub facets: Vec<Facet>,
    /// All months, oldest first.
    pub months: Vec<FacetValue>,
}

/// Counts documents, which are given for each segment in growing order.
pub(super) fn count(snapshot: &Snapshot, documents: &[Vec<u32>]) -> Result<Counts, IndexError> {
    let mut facets = Vec::new();
    for (field, column) in FIELDS {
        let mut counts = HashMap::new();
        for (segment, documents) in snapshot.segments.iter().zip(documents) {
            count_words(snapshot, segment, column, documents, &mut counts)?;
        }
        // Every document has the first four; the others are shown where there are any.
        if facets.len() < OF_ALL || !counts.is_empty() {
            facets.push(Facet { field, values: most_frequent(counts) });
        }
    }
    let months = months(snapshot, documents)?;
    let newest = months.iter().rev().take(MOST_VALUES).cloned().collect();
    facets.insert(OF_ALL, Facet { field: "month", values: newest });
    Ok(Counts { facets, months })
}

fn count_words(
    snapshot: &Snapshot,
    segment: &Segment,
    field: &'static str,
    documents: &[u32],
    counts: &mut HashMap<String, usize>,
) -> Result<(), IndexError> {
    let Some(column) = columns::words(snapshot, segment, field)? else { return Ok(()) };
    let names = segment.names(field, || columns::all_words(snapshot, &column))?;
    let mut by_number = vec![0_usize; names.len()];
    columns::each_value(column.ords(), documents, |number| {
        let number = usize::try_from(number).unwrap_or(usize::MAX);
        if let Some(count) = by_number.get_mut(number) {
            *count += 1;
        }
    });
    for (name, count) in names.iter().zip(by_number).filter(|(_, count)| *count > 0) {
        match counts.get_mut(name) {
            Some(so_far) => *so_far += count,
            None => _ = counts.insert(name.clone(), count),
        }
    }
    Ok(())
}

fn most_frequent(counts: HashMap<String, usize>) -> Vec<FacetValue> {
    let mut values: Vec<FacetValue> =
        counts.into_iter().map(|(value, count)| FacetValue { value, count }).collect();
    values.sort_by(|one, other| {
        other.count.cmp(&one.count).then_with(|| one.value.cmp(&other.value))
    });
    values.truncate(MOST_VALUES);
    values
}

/// Months that have any, oldest first.
fn months(snapshot: &Snapshot, documents: &[Vec<u32>]) -> Result<Vec<FacetValue>, IndexError> {
    let mut counts: BTreeMap<u64, usize> = BTreeMap::new();
    for (segment, documents) in snapshot.segments.iter().zip(documents) {
        let column = columns::numbers(snapshot, segment, "month")?;
        // Months are small numbers near each other: counted in a row, not looked up.
        let first = column.min_value();
        let mut in_row: Vec<usize> = Vec::new();
        columns::each_value(&column, documents, |month| {
            let place = usize::try_from(month.saturating_sub(first)).unwrap_or_default();
            if place >= in_row.len() {
                in_row.resize(place + 1, 0);
            }
            if let Some(count) = in_row.get_mut(place) {
                *count += 1;
            }
        });
        for (month, count) in (first..).zip(in_row).filter(|(_, count)| *count > 0) {
            *counts.entry(month).or_default() += count;
        }
    }
    let value = |month: u64| format!("{:04}-{:02}", month / 12, month % 12 + 1);
    let counts = counts.into_iter();
    Ok(counts.map(|(month, count)| FacetValue { value: value(month), count }).collect())
}
