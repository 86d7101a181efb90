//! Words in a given order or near each other: their positions in each document compared.

use tantivy::postings::{Postings, SegmentPostings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, TERMINATED};

use super::bits::Bits;
use super::engine::{Segment, Snapshot};
use crate::index::IndexError;

/// Opens lists with their positions.
pub(super) fn open(
    snapshot: &Snapshot,
    segment: &Segment,
    field: Field,
    infos: &[TermInfo],
) -> Result<Vec<SegmentPostings>, IndexError> {
    let index = segment.reader.inverted_index(field).map_err(|error| snapshot.failed(&error))?;
    let option = IndexRecordOption::WithFreqsAndPositions;
    let lists = infos.iter().map(|info| index.read_postings_from_terminfo(info, option));
    lists.collect::<Result<_, _>>().map_err(|error| snapshot.unreadable(&error))
}

/// Calls back with each document that has the words side by side, and how often.
pub(super) fn each_match(mut lists: Vec<SegmentPostings>, mut found: impl FnMut(u32, u32)) {
    let mut starts = Vec::new();
    let mut next = Vec::new();
    let mut document = 0;
    while let Some(common) = common_document(&mut lists, document) {
        if let Some((first, others)) = lists.split_first_mut() {
            first.positions(&mut starts);
            for (offset, list) in (1..).zip(others) {
                list.positions(&mut next);
                starts.retain(|start| next.binary_search(&(start + offset)).is_ok());
            }
        }
        if !starts.is_empty() {
            found(common, u32::try_from(starts.len()).unwrap_or(u32::MAX));
        }
        document = common + 1;
    }
}

/// The first document from here on that is in all lists.
fn common_document(lists: &mut [SegmentPostings], from: u32) -> Option<u32> {
    let mut target = from;
    loop {
        let mut agreed = true;
        for list in &mut *lists {
            if list.doc() < target {
                list.seek(target);
            }
            if list.doc() == TERMINATED {
                return None;
            }
            if list.doc() > target {
                target = list.doc();
                agreed = false;
            }
        }
        if agreed {
            return (!lists.is_empty()).then_some(target);
        }
    }
}

/// Calls back with each document that has a form of every word, with at most so many other words
/// between them, in any order. Each word has a list for each of its forms.
pub(super) fn each_near(
    mut words: Vec<Vec<SegmentPostings>>,
    documents: u32,
    between: u32,
    mut found: impl FnMut(u32),
) {
    let mut common = Bits::all(documents);
    for forms in &words {
        let mut any = Bits::none(documents);
        for form in forms {
            let mut form = form.clone();
            while form.doc() != TERMINATED {
                any.insert(form.doc());
                form.advance();
            }
        }
        common.keep(&any);
    }
    let widest = between.saturating_add(u32::try_from(words.len()).unwrap_or(u32::MAX));
    let mut places = Vec::new();
    for document in common.iter() {
        places.clear();
        for (number, forms) in words.iter_mut().enumerate() {
            for form in forms {
                add_positions(form, document, number, &mut places);
            }
        }
        places.sort_unstable();
        if narrowest(&places, words.len()).is_some_and(|width| width <= widest) {
            found(document);
        }
    }
}

/// Adds where a list has its word in a document, with the number of that word.
pub(super) fn add_positions(
    list: &mut SegmentPostings,
    document: u32,
    number: usize,
    places: &mut Vec<(u32, usize)>,
) {
    if list.doc() < document {
        list.seek(document);
    }
    if list.doc() == document {
        let mut positions = Vec::new();
        list.positions(&mut positions);
        places.extend(positions.into_iter().map(|position| (position, number)));
    }
}

/// How many words the narrowest stretch has that holds one of each; places are in order.
fn narrowest(places: &[(u32, usize)], words: usize) -> Option<u32> {
    let mut last: Vec<Option<u32>> = vec![None; words];
    let mut best = None;
    for (position, number) in places {
        if let Some(last) = last.get_mut(*number) {
            *last = Some(*position);
        }
        let from = last.iter().copied().min().flatten();
        if let Some(from) = from
            && last.iter().all(Option::is_some)
        {
            let width = position - from + 1;
            best = Some(best.map_or(width, |best: u32| best.min(width)));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::narrowest;

    #[test]
    fn the_narrowest_stretch_holds_every_word() {
        assert_eq!(narrowest(&[(1, 0), (4, 1), (9, 0), (10, 1)], 2), Some(2));
        assert_eq!(narrowest(&[(1, 0), (4, 1), (9, 2)], 3), Some(9));
        assert_eq!(narrowest(&[(1, 0), (2, 0)], 2), None);
    }
}
