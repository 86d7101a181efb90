//! The order of hits: all the wanted words before some of them, then worth or date, then id.

use std::cmp::Ordering;

use super::columns;
use super::engine::Snapshot;
use super::evaluate::Evaluation;
use super::plan::Plan;
use super::score::freshness;
use crate::index::IndexError;
use crate::model::{Sort, Timestamp};

/// A document that matches.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub segment: u32,
    pub document: u32,
    pub score: f32,
    pub date_ms: i64,
    /// Which wanted parts it has.
    pub parts: u64,
    /// Decides between documents that are alike.
    tie: u64,
}

/// Matching documents on both sides of the line.
#[derive(Default)]
pub(super) struct Candidates {
    /// With all the wanted words.
    pub full: Vec<Candidate>,
    /// With some of them.
    pub partial: Vec<Candidate>,
}

impl Candidates {
    pub fn add(
        &mut self,
        snapshot: &Snapshot,
        plan: &Plan,
        now: Timestamp,
        (number, evaluation): (usize, &Evaluation),
    ) -> Result<(), IndexError> {
        let Some(segment) = snapshot.segments.get(number) else { return Ok(()) };
        let dates = columns::dates(snapshot, segment)?;
        let ties = columns::numbers(snapshot, segment, "tie")?;
        let all = plan.all_bits();
        // What is strict is found already; a document with it may miss every wanted word.
        let none_is_enough = plan.has_strict_words();
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        for document in evaluation.allowed.iter() {
            let parts = evaluation.parts.get(document as usize).copied().unwrap_or_default();
            if parts == 0 && all != 0 && !none_is_enough {
                continue;
            }
            let worth = evaluation.scores.get(document as usize).copied().unwrap_or_default();
            let date_ms = dates.first(document).unwrap_or_default();
            let candidate = Candidate {
                segment: number,
                document,
                score: worth * freshness(now, date_ms),
                date_ms,
                parts,
                tie: ties.first(document).unwrap_or_default(),
            };
            if parts == all { &mut self.full } else { &mut self.partial }.push(candidate);
        }
        Ok(())
    }

    /// The hits from `offset` on, in order.
    pub fn page(&mut self, sort: Sort, offset: usize, limit: usize) -> Vec<Candidate> {
        let end = offset.saturating_add(limit);
        let mut page = first(&mut self.full, end, sort).to_vec();
        let left = end - page.len();
        page.extend_from_slice(first(&mut self.partial, left, sort));
        page.drain(..offset.min(page.len()));
        page
    }
}

/// The first so many in order; only these are sorted.
fn first(candidates: &mut [Candidate], count: usize, sort: Sort) -> &[Candidate] {
    let order = |one: &Candidate, other: &Candidate| compare(one, other, sort);
    let count = count.min(candidates.len());
    if count == 0 {
        return &[];
    }
    candidates.select_nth_unstable_by(count - 1, order);
    let (head, _) = candidates.split_at_mut(count);
    head.sort_unstable_by(order);
    head
}

fn compare(one: &Candidate, other: &Candidate, sort: Sort) -> Ordering {
    let newest_first = other.date_ms.cmp(&one.date_ms);
    let best_first = other.score.total_cmp(&one.score);
    let by_tie = one.tie.cmp(&other.tie);
    match sort {
        Sort::Relevance => best_first.then(newest_first).then(by_tie),
        Sort::Date => newest_first.then(by_tie),
    }
}
