//! Conditions that narrow: which documents of a segment fulfil them.

use std::fmt::Debug;
use std::ops::{Bound, RangeInclusive};

use tantivy::columnar::Column;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, TERMINATED, Term};

use super::bits::Bits;
use super::columns;
use super::engine::{Segment, Snapshot};
use crate::index::{IndexError, fact_word, reversed_host, tie_breaker};
use crate::language::exact_tokens;
use crate::model::{FactName, Filter, NumberField, PlaceId};

/// Countries that `land:norden` means, with the self-governing ones.
const NORDIC: [&str; 8] = ["SE", "DK", "NO", "FI", "IS", "FO", "GL", "AX"];

pub(super) fn matching(
    snapshot: &Snapshot,
    segment: &Segment,
    filter: &Filter,
) -> Result<Bits, IndexError> {
    let fields = &snapshot.fields;
    let same = |field: Field, value: &str| listed(snapshot, segment, field, value);
    match filter {
        Filter::Source(id) => same(fields.source, id),
        Filter::Language(language) => same(fields.language, language.as_str()),
        Filter::Country(code) => same(fields.country, code),
        Filter::Group(group) => same(fields.group, group.as_str()),
        Filter::Theme(id) => same(fields.theme, id),
        Filter::Concept(id) => same(fields.concept, id),
        Filter::Kind(kind) => same(fields.kind, kind.as_str()),
        Filter::Status(status) => same(fields.status, status.as_str()),
        Filter::Phase(phase) => same(fields.phase, phase.as_str()),
        Filter::Nordic => any(segment, &NORDIC, |code| same(fields.country, code)),
        Filter::Place(places) => {
            any(segment, places, |place: &PlaceId| same(fields.mentions, place.as_str()))
        }
        Filter::Fact(name, words) => fact(snapshot, segment, *name, words),
        Filter::Site(host) => {
            let from = reversed_host(host);
            if from.is_empty() {
                return Ok(none(segment));
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
        Filter::After(moment) => between(snapshot, segment, "date", Some(moment.as_millis()), None),
        Filter::Before(moment) => {
            between(snapshot, segment, "date", None, Some(moment.as_millis()))
        }
        Filter::Number(field, from, to) => {
            between(snapshot, segment, column_of(*field), *from, *to)
        }
        Filter::Story(id) => story(snapshot, segment, id),
        // What it asks for is a node of the plan of its own; this one was not filled in.
        Filter::SavedSearch(..) => Ok(none(segment)),
    }
}

/// The documents in the list of a value.
pub(super) fn listed(
    snapshot: &Snapshot,
    segment: &Segment,
    field: Field,
    value: &str,
) -> Result<Bits, IndexError> {
    let mut bits = none(segment);
    let index = segment.reader.inverted_index(field).map_err(|error| snapshot.failed(&error))?;
    let postings =
        index.read_block_postings(&Term::from_field_text(field, value), IndexRecordOption::Basic);
    let postings = postings.map_err(|error| snapshot.unreadable(&error))?;
    let Some(mut postings) = postings else { return Ok(bits) };
    while !postings.docs().is_empty() {
        for document in postings.docs() {
            bits.insert(*document);
        }
        postings.advance();
    }
    Ok(bits)
}

/// The document with an id; `None` when it is not in this segment, or deleted.
pub(super) fn with_id(
    snapshot: &Snapshot,
    segment: &Segment,
    id: &str,
) -> Result<Option<u32>, IndexError> {
    let field = snapshot.fields.id;
    let index = segment.reader.inverted_index(field).map_err(|error| snapshot.failed(&error))?;
    let postings = index.read_postings(&Term::from_field_text(field, id), IndexRecordOption::Basic);
    let postings = postings.map_err(|error| snapshot.unreadable(&error))?;
    let Some(mut postings) = postings else { return Ok(None) };
    while postings.doc() != TERMINATED {
        if segment.is_alive(postings.doc()) {
            return Ok(Some(postings.doc()));
        }
        postings.advance();
    }
    Ok(None)
}

/// The hash of the story that a document tells, whatever segment it is in; of its own id when it
/// stands alone or is not here.
pub(super) fn story_of(snapshot: &Snapshot, id: &str) -> Result<u64, IndexError> {
    for segment in &snapshot.segments {
        if let Some(document) = with_id(snapshot, segment, id)? {
            let story = columns::optional_numbers(snapshot, segment, "story")?;
            return Ok(story.and_then(|c| c.first(document)).unwrap_or_else(|| tie_breaker(id)));
        }
    }
    Ok(tie_breaker(id))
}

fn story(snapshot: &Snapshot, segment: &Segment, id: &str) -> Result<Bits, IndexError> {
    let story = story_of(snapshot, id)?;
    let mut bits = none(segment);
    if let Some(column) = columns::optional_numbers(snapshot, segment, "story")? {
        bits = within(segment, &column, story..=story);
    }
    if let Some(document) = with_id(snapshot, segment, id)? {
        bits.insert(document);
    }
    Ok(bits)
}

/// Documents with a fact of this name that has each of the words.
fn fact(
    snapshot: &Snapshot,
    segment: &Segment,
    name: FactName,
    words: &str,
) -> Result<Bits, IndexError> {
    let mut terms = Vec::new();
    exact_tokens(words, |word| terms.push(fact_word(name, word.text)));
    let mut every: Option<Bits> = None;
    for term in terms {
        let found = listed(snapshot, segment, snapshot.fields.fact, &term)?;
        match &mut every {
            Some(every) => every.keep(&found),
            None => every = Some(found),
        }
    }
    Ok(every.unwrap_or_else(|| none(segment)))
}

fn any<T>(
    segment: &Segment,
    values: &[T],
    matching: impl Fn(&T) -> Result<Bits, IndexError>,
) -> Result<Bits, IndexError> {
    let mut any = none(segment);
    for value in values {
        any.add(&matching(value)?);
    }
    Ok(any)
}

fn none(segment: &Segment) -> Bits {
    Bits::none(segment.reader.max_doc())
}

fn column_of(field: NumberField) -> &'static str {
    match field {
        NumberField::Budget => "budget",
        NumberField::Population => "population",
        NumberField::Closes => "closes",
        NumberField::Event => "event",
        NumberField::Arrived => "arrived",
    }
}

/// Documents with a number from, and up to and without, these bounds.
fn between(
    snapshot: &Snapshot,
    segment: &Segment,
    field: &'static str,
    from: Option<i64>,
    to: Option<i64>,
) -> Result<Bits, IndexError> {
    let Some(column) = columns::optional_integers(snapshot, segment, field)? else {
        return Ok(none(segment));
    };
    let from = from.unwrap_or(i64::MIN);
    let Some(to) = to.unwrap_or(i64::MAX).checked_sub(1) else { return Ok(none(segment)) };
    Ok(if from <= to { within(segment, &column, from..=to) } else { none(segment) })
}

/// Documents whose word lies between two words, both included.
fn in_words(
    snapshot: &Snapshot,
    segment: &Segment,
    field: &'static str,
    from: &str,
    to: &str,
) -> Result<Bits, IndexError> {
    let Some(column) = columns::words(snapshot, segment, field)? else { return Ok(none(segment)) };
    let bounds = column
        .dictionary()
        .term_bounds_to_ord(Bound::Included(from.as_bytes()), Bound::Included(to.as_bytes()))
        .map_err(|error| snapshot.unreadable(&error))?;
    let Some(range) = inclusive(bounds) else { return Ok(none(segment)) };
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

/// Documents with a value in the range.
fn within<T>(segment: &Segment, column: &Column<T>, range: RangeInclusive<T>) -> Bits
where
    T: PartialOrd + Copy + Debug + Send + Sync + 'static,
{
    let mut bits = none(segment);
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
