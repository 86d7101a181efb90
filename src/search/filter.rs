//! Conditions that narrow: which documents of a segment fulfil them.

use std::fmt::Debug;
use std::ops::{Bound, RangeInclusive};

use tantivy::columnar::Column;

use super::bits::Bits;
use super::columns;
use super::engine::{Segment, Snapshot};
use crate::index::{IndexError, reversed_host};
use crate::model::Filter;

/// Countries that `land:norden` means, with the self-governing ones.
const NORDIC: [&str; 8] = ["SE", "DK", "NO", "FI", "IS", "FO", "GL", "AX"];

pub(super) fn matching(
    snapshot: &Snapshot,
    segment: &Segment,
    filter: &Filter,
) -> Result<Bits, IndexError> {
    let same = |field: &str, value: &str| in_words(snapshot, segment, field, value, value);
    match filter {
        Filter::Source(id) => same("source", id),
        Filter::Language(language) => same("language", language.as_str()),
        Filter::Country(code) => same("country", code),
        Filter::Group(group) => same("group", group.as_str()),
        Filter::Nordic => {
            let mut any = Bits::none(segment.reader.max_doc());
            for code in NORDIC {
                any.add(&same("country", code)?);
            }
            Ok(any)
        }
        Filter::Site(host) => {
            let from = reversed_host(host);
            if from.is_empty() {
                return Ok(Bits::none(segment.reader.max_doc()));
            }
            // No label begins with this character, so everything below the host is in between.
            let to = format!("{from}\u{10ffff}");
            in_words(snapshot, segment, "site", &from, &to)
        }
        Filter::Network(inside) => {
            let column = columns::numbers(snapshot, segment, "in_network")?;
            let wanted = u64::from(*inside);
            Ok(within(segment, &column, wanted..=wanted))
        }
        Filter::After(moment) => dated(snapshot, segment, moment.as_millis()..=i64::MAX),
        Filter::Before(moment) => {
            dated(snapshot, segment, i64::MIN..=moment.as_millis().saturating_sub(1))
        }
        _ => Ok(Bits::none(segment.reader.max_doc())),
    }
}

fn dated(
    snapshot: &Snapshot,
    segment: &Segment,
    range: RangeInclusive<i64>,
) -> Result<Bits, IndexError> {
    Ok(within(segment, &columns::dates(snapshot, segment)?, range))
}

/// Documents whose word lies between two words, both included.
fn in_words(
    snapshot: &Snapshot,
    segment: &Segment,
    field: &str,
    from: &str,
    to: &str,
) -> Result<Bits, IndexError> {
    let none = Bits::none(segment.reader.max_doc());
    let Some(column) = columns::words(snapshot, segment, field)? else { return Ok(none) };
    let bounds = column
        .dictionary()
        .term_bounds_to_ord(Bound::Included(from.as_bytes()), Bound::Included(to.as_bytes()))
        .map_err(|error| snapshot.unreadable(&error))?;
    let Some(range) = inclusive(bounds) else { return Ok(none) };
    Ok(within(segment, column.ords(), range))
}

fn inclusive((from, to): (Bound<u64>, Bound<u64>)) -> Option<RangeInclusive<u64>> {
    let from = match from {
        Bound::Included(from) => from,
        Bound::Excluded(from) => from.checked_add(1)?,
        Bound::Unbounded => 0,
    };
    let to = match to {
        Bound::Included(to) => to,
        Bound::Excluded(to) => to.checked_sub(1)?,
        Bound::Unbounded => u64::MAX,
    };
    (from <= to).then_some(from..=to)
}

/// Documents whose value lies in the range.
fn within<T>(segment: &Segment, column: &Column<T>, range: RangeInclusive<T>) -> Bits
where
    T: PartialOrd + Copy + Debug + Send + Sync + 'static,
{
    let mut bits = Bits::none(segment.reader.max_doc());
    // Asked for a range that ends below all its values, the column would give the least of them.
    if *range.end() < column.min_value() || *range.start() > column.max_value() {
        return bits;
    }
    let mut documents = Vec::new();
    column.get_docids_for_value_range(range, 0..segment.reader.max_doc(), &mut documents);
    for document in documents {
        bits.insert(document);
    }
    bits
}
