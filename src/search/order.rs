//! The order of hits: all the wanted words before some of them, then worth or date, then id.

use std::cmp::Ordering;

use tantivy::columnar::Column;

use super::columns;
use super::engine::Snapshot;
use super::evaluate::Evaluation;
use super::plan::Plan;
use super::score::Freshness;
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
}

/// Matching documents on both sides of the line.
pub(super) struct Candidates {
    /// With all the wanted words.
    pub full: Vec<Candidate>,
    /// With some of them.
    pub partial: Vec<Candidate>,
    freshness: Freshness,
    /// For each segment, what decides between documents that are alike.
    ties: Vec<Column<u64>>,
}

impl Candidates {
    pub fn new(snapshot: &Snapshot, now: Timestamp) -> Result<Self, IndexError> {
        let ties =
            snapshot.segments.iter().map(|segment| columns::numbers(snapshot, segment, "tie"));
        Ok(Self {
            full: Vec::new(),
            partial: Vec::new(),
            freshness: Freshness::at(now),
            ties: ties.collect::<Result<_, _>>()?,
        })
    }

    /// Takes up what was found in the segment with this number.
    pub fn add(
        &mut self,
        snapshot: &Snapshot,
        plan: &Plan,
        number: usize,
        evaluation: &Evaluation,
    ) -> Result<(), IndexError> {
        let Some(segment) = snapshot.segments.get(number) else { return Ok(()) };
        let all = plan.all_bits();
        // What is strict is found already; a document with it may miss every wanted word.
        let none_is_enough = all == 0 || plan.has_strict_words();
        let parts_of =
            |document: u32| evaluation.parts.get(document as usize).copied().unwrap_or_default();
        let matching = |document: &u32| none_is_enough || parts_of(*document) != 0;
        let documents: Vec<u32> = evaluation.allowed.iter().filter(matching).collect();
        let dates = columns::values(&columns::dates(snapshot, segment)?, &documents);
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        for (document, date_ms) in documents.into_iter().zip(dates) {
            let worth = evaluation.scores.get(document as usize).copied().unwrap_or_default();
            let date_ms = date_ms.unwrap_or_default();
            let score = worth * self.freshness.of(date_ms);
            let parts = parts_of(document);
            let candidate = Candidate { segment: number, document, score, date_ms, parts };
            if parts == all { &mut self.full } else { &mut self.partial }.push(candidate);
        }
        Ok(())
    }

    /// The hits from `offset` on, in order.
    pub fn page(&mut self, sort: Sort, offset: usize, limit: usize) -> Vec<Candidate> {
        let end = offset.saturating_add(limit);
        let ties = &self.ties;
        let order = |one: &Candidate, other: &Candidate| {
            compare(one, other, sort).then_with(|| tie(ties, one).cmp(&tie(ties, other)))
        };
        let mut page = first(&mut self.full, end, order).to_vec();
        let left = end - page.len();
        page.extend_from_slice(first(&mut self.partial, left, order));
        page.drain(..offset.min(page.len()));
        page
    }
}

/// Read only where two documents are alike, which is seldom.
fn tie(ties: &[Column<u64>], candidate: &Candidate) -> Option<u64> {
    ties.get(candidate.segment as usize)?.first(candidate.document)
}

/// The first so many in order; only these are sorted.
fn first(
    candidates: &mut [Candidate],
    count: usize,
    order: impl Fn(&Candidate, &Candidate) -> Ordering + Copy,
) -> &[Candidate] {
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
    match sort {
        Sort::Relevance => best_first.then(newest_first),
        Sort::Date | Sort::Closes => newest_first,
    }
}
