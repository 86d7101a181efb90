//! Words that stand side by side as they were typed make a document better.

use tantivy::DocSet;
use tantivy::postings::{SegmentPostings, TermInfo};

use super::engine::{Segment, Snapshot};
use super::order::{Candidate, Candidates};
use super::phrase;
use super::plan::{Pair, Plan, Slot};
use super::score::{NEARNESS_WEIGHT, TITLE_NEARNESS, saturated};
use crate::index::IndexError;

/// So many of the best documents on either side of the line are looked at: reading positions of
/// all would cost more than finding them.
pub(super) const LOOKED_AT: usize = 50;
/// Words in another order, or with others between them, count within so many positions.
const WINDOW: u32 = 6;
/// What that is worth beside standing side by side.
const WINDOW_SHARE: f32 = 0.4;

/// Adds to the scores of the best. It adds and never takes, so that none of them falls behind one
/// that was not looked at.
pub(super) fn add(
    snapshot: &Snapshot,
    plan: &Plan,
    found: &mut Candidates,
) -> Result<(), IndexError> {
    if plan.pairs.is_empty() || !found.order.by_relevance() {
        return Ok(());
    }
    let Candidates { full, partial, order, .. } = found;
    // The same for every page, so that pages follow each other.
    let (full, partial) = (&mut full.within_reach, &mut partial.within_reach);
    let both = if full.len() < LOOKED_AT { vec![full, partial] } else { vec![full] };
    for candidates in both {
        let best = order.first(candidates, LOOKED_AT);
        best.sort_unstable_by_key(|candidate| (candidate.segment, candidate.document));
        for here in best.chunk_by_mut(|one, other| one.segment == other.segment) {
            let Some(number) = here.first().map(|candidate| candidate.segment as usize) else {
                continue;
            };
            let Some(segment) = snapshot.segments.get(number) else { continue };
            for pair in &plan.pairs {
                add_pair(snapshot, segment, pair, number, here)?;
            }
        }
    }
    Ok(())
}

fn add_pair(
    snapshot: &Snapshot,
    segment: &Segment,
    pair: &Pair,
    number: usize,
    candidates: &mut [Candidate],
) -> Result<(), IndexError> {
    let Some(fields) = pair.lists.get(number) else { return Ok(()) };
    for (slot, [first, second]) in fields {
        let field = slot.field(&snapshot.fields);
        let open = |infos: &[TermInfo]| phrase::open(snapshot, segment, field, infos);
        let (mut first, mut second) = (open(first)?, open(second)?);
        let boost = if *slot == Slot::TitleExact { TITLE_NEARNESS } else { 1.0 };
        for candidate in &mut *candidates {
            let near = nearness(&mut first, &mut second, candidate.document);
            if near > 0.0 {
                candidate.score += NEARNESS_WEIGHT * pair.weight * boost * saturated(near);
            }
        }
    }
    Ok(())
}

/// Whether any of the lists has the document; all of them are moved there.
fn have(lists: &mut [SegmentPostings], document: u32) -> bool {
    let mut any = false;
    for list in lists {
        if list.doc() < document {
            list.seek(document);
        }
        any |= list.doc() == document;
    }
    any
}

/// How often two words stand side by side, and in part how often near each other.
fn nearness(first: &mut [SegmentPostings], second: &mut [SegmentPostings], document: u32) -> f32 {
    // Reading positions costs more than all else: only where both words are.
    if !have(first, document) || !have(second, document) {
        return 0.0;
    }
    let mut places = Vec::new();
    for (number, lists) in [first, second].into_iter().enumerate() {
        for list in lists {
            phrase::add_positions(list, document, number, &mut places);
        }
    }
    places.sort_unstable();
    let mut near = 0.0;
    for (one, other) in places.iter().zip(places.iter().skip(1)) {
        if one.1 != other.1 {
            let apart = other.0 - one.0;
            if apart == 1 && one.1 < other.1 {
                near += 1.0;
            } else if apart <= WINDOW {
                near += WINDOW_SHARE;
            }
        }
    }
    near
}
