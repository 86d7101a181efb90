//! Stories and copies: of the documents that tell the same, the best hit stands for all.

use std::collections::HashMap;

use super::engine::Snapshot;
use super::order::{Candidate, Order};
use crate::index::IndexError;

/// Of each hit what was folded under it, the best first.
#[derive(Default)]
pub(super) struct Folded {
    under: HashMap<(u32, u32), Vec<Candidate>>,
}

/// A document of a story, and on which side of the line it is.
struct Member {
    story: u64,
    is_partial: bool,
    candidate: Candidate,
}

/// Leaves of each story only the best hit. One with all the wanted words is better than any other.
pub(super) fn fold(
    snapshot: &Snapshot,
    full: &mut Vec<Candidate>,
    partial: &mut Vec<Candidate>,
    order: &Order,
) -> Result<Folded, IndexError> {
    let mut folded = Folded::default();
    let mut members = Vec::new();
    take_members(snapshot, full, false, &mut members)?;
    take_members(snapshot, partial, true, &mut members)?;
    members.sort_unstable_by(|one, other| {
        (one.story, one.is_partial)
            .cmp(&(other.story, other.is_partial))
            .then_with(|| order.compare(&one.candidate, &other.candidate))
    });
    for story in members.chunk_by(|one, other| one.story == other.story) {
        let Some((best, others)) = story.split_first() else { continue };
        if best.is_partial { &mut *partial } else { &mut *full }.push(best.candidate);
        if !others.is_empty() {
            let others = others.iter().map(|member| member.candidate).collect();
            folded.under.insert((best.candidate.segment, best.candidate.document), others);
        }
    }
    Ok(folded)
}

/// Takes those out that tell a story with others.
fn take_members(
    snapshot: &Snapshot,
    candidates: &mut Vec<Candidate>,
    is_partial: bool,
    members: &mut Vec<Member>,
) -> Result<(), IndexError> {
    let mut stories = Vec::new();
    for segment in &snapshot.segments {
        stories.push(segment.stories(snapshot)?);
    }
    if stories.iter().all(Option::is_none) {
        return Ok(());
    }
    candidates.retain(|candidate| {
        let stories = stories.get(candidate.segment as usize).copied().flatten();
        let Some(story) = stories.and_then(|stories| stories.of(candidate.document)) else {
            return true;
        };
        members.push(Member { story, is_partial, candidate: *candidate });
        false
    });
    Ok(())
}

impl Folded {
    pub fn under(&self, hit: &Candidate) -> &[Candidate] {
        self.under.get(&(hit.segment, hit.document)).map_or(&[], Vec::as_slice)
    }
}
