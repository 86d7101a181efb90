//! The order of hits: all the wanted words before some of them, then worth or date, then id.

use std::cmp::Ordering;

use tantivy::columnar::Column;

use super::columns;
use super::engine::Snapshot;
use super::evaluate::Evaluation;
use super::fold::{Folded, fold};
use super::nearness::LOOKED_AT;
use super::plan::Plan;
use super::reach::{By, Found, Side};
use super::score::{Coverage, Freshness};
use crate::index::IndexError;
use crate::model::{SearchRequest, Sort, Timestamp};

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
    pub full: Side,
    /// With some of them.
    pub partial: Side,
    pub order: Order,
    freshness: Freshness,
    coverage: Coverage,
    /// So many of the best are looked at; what cannot be among them is only counted.
    wanted: usize,
}

/// What comes before what.
pub(super) struct Order {
    sort: Sort,
    now: i64,
    /// For each segment, what decides between documents that are alike.
    ties: Vec<Column<u64>>,
    /// For each segment the last days to apply, where they are asked for.
    closes: Vec<Option<Column<i64>>>,
}

impl Candidates {
    pub fn new(
        snapshot: &Snapshot,
        plan: &Plan,
        sort: Sort,
        request: &SearchRequest,
    ) -> Result<Self, IndexError> {
        Ok(Self {
            full: Side::default(),
            partial: Side::default(),
            order: Order::new(snapshot, sort, request.now)?,
            freshness: Freshness::at(request.now),
            coverage: Coverage::of(plan),
            wanted: request.offset.saturating_add(request.limit).max(LOOKED_AT),
        })
    }

    /// Takes up what was found in the segment with this number.
    pub fn add(
        &mut self,
        snapshot: &Snapshot,
        plan: &Plan,
        number: usize,
        evaluation: Evaluation,
    ) -> Result<(), IndexError> {
        let Some(segment) = snapshot.segments.get(number) else { return Ok(()) };
        let all = plan.all_bits();
        let tally = &evaluation.tally;
        let parts_of = |document: u32| tally.parts.get(document as usize).copied();
        let is_full = |document: &u32| parts_of(*document).unwrap_or_default() & all == all;
        let matching = evaluation.matching(segment, all == 0 || plan.has_strict_words());
        let (full, partial) = matching.into_iter().partition(is_full);
        let found = Found { snapshot, segment, number, tally, all };
        let by = By {
            freshness: &self.freshness,
            coverage: &self.coverage,
            // Of other orders worth says nothing.
            wanted: self.order.by_relevance().then_some(self.wanted),
        };
        self.full.add(&found, &by, full)?;
        self.partial.add(&found, &by, partial)?;
        evaluation.end(plan, segment);
        Ok(())
    }

    /// Leaves of each story only the best.
    pub fn fold(&mut self, snapshot: &Snapshot) -> Result<Folded, IndexError> {
        let (full, partial) = (&mut self.full.within_reach, &mut self.partial.within_reach);
        fold(snapshot, full, partial, &self.order)
    }

    /// The hits from `offset` on, in order.
    pub fn page(&mut self, request: &SearchRequest) -> Vec<Candidate> {
        let end = request.offset.saturating_add(request.limit);
        let mut page = self.order.first(&mut self.full.within_reach, end).to_vec();
        let left = end - page.len();
        page.extend_from_slice(self.order.first(&mut self.partial.within_reach, left));
        page.drain(..request.offset.min(page.len()));
        page
    }
}

impl Order {
    fn new(snapshot: &Snapshot, sort: Sort, now: Timestamp) -> Result<Self, IndexError> {
        let ties =
            snapshot.segments.iter().map(|segment| columns::numbers(snapshot, segment, "tie"));
        let closes = snapshot.segments.iter().map(|segment| match sort {
            Sort::Closes => columns::optional_integers(snapshot, segment, "closes"),
            Sort::Relevance | Sort::Date => Ok(None),
        });
        Ok(Self {
            sort,
            now: now.as_millis(),
            ties: ties.collect::<Result<_, _>>()?,
            closes: closes.collect::<Result<_, _>>()?,
        })
    }

    pub fn by_relevance(&self) -> bool {
        self.sort == Sort::Relevance
    }

    /// The first so many in order; only these are sorted.
    pub fn first<'c>(&self, candidates: &'c mut [Candidate], count: usize) -> &'c mut [Candidate] {
        let count = count.min(candidates.len());
        if count == 0 {
            return &mut [];
        }
        if count < candidates.len() {
            candidates.select_nth_unstable_by(count - 1, |one, other| self.compare(one, other));
        }
        let (head, _) = candidates.split_at_mut(count);
        head.sort_unstable_by(|one, other| self.compare(one, other));
        head
    }

    pub fn compare(&self, one: &Candidate, other: &Candidate) -> Ordering {
        let newest_first = || other.date_ms.cmp(&one.date_ms);
        let order = match self.sort {
            Sort::Relevance => other.score.total_cmp(&one.score).then_with(newest_first),
            Sort::Date => newest_first(),
            Sort::Closes => self.closing(one).cmp(&self.closing(other)).then_with(newest_first),
        };
        // Read only where two documents are alike, which is seldom.
        order.then_with(|| self.tie(one).cmp(&self.tie(other)))
    }

    /// The next day to apply first, then what has none, then what has closed, the last to close
    /// first.
    fn closing(&self, candidate: &Candidate) -> (u8, i64) {
        let column = self.closes.get(candidate.segment as usize);
        match column.and_then(Option::as_ref).and_then(|column| column.first(candidate.document)) {
            Some(day) if day >= self.now => (0, day),
            None => (1, 0),
            Some(day) => (2, day.saturating_neg()),
        }
    }

    fn tie(&self, candidate: &Candidate) -> Option<u64> {
        self.ties.get(candidate.segment as usize)?.first(candidate.document)
    }
}
