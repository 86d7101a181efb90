//! Of all that matches what can be among the best: only for this dates and standing are read.

use super::columns;
use super::engine::{Segment, Snapshot, Tally};
use super::order::Candidate;
use super::score::{Coverage, Freshness, standing_factor};
use crate::index::IndexError;

/// Matching documents on one side of the line.
#[derive(Default)]
pub(super) struct Side {
    /// Those that may be among the best, and all that tell a story with others.
    pub within_reach: Vec<Candidate>,
    /// All of them, for each segment, in growing order.
    pub documents: Vec<Vec<u32>>,
    /// So many as are wanted are worth at least this.
    least: f32,
}

/// What was found in one segment.
#[derive(Clone, Copy)]
pub(super) struct Found<'f> {
    pub snapshot: &'f Snapshot,
    pub segment: &'f Segment,
    pub number: usize,
    pub tally: &'f Tally,
    /// The bits of all wanted words.
    pub all: u64,
}

/// What worth is reckoned by.
pub(super) struct By<'b> {
    pub freshness: &'b Freshness,
    pub coverage: &'b Coverage,
    /// So many of the best are looked at; `None` when the order is another.
    pub wanted: Option<usize>,
}

impl Side {
    /// How many there are, within reach or not.
    pub fn count(&self) -> usize {
        self.documents.iter().map(Vec::len).sum()
    }

    /// All that follow each other become one side.
    pub fn append(&mut self, other: &mut Self) {
        self.within_reach.append(&mut other.within_reach);
    }

    /// Takes up those of a segment.
    pub fn add(
        &mut self,
        found: &Found<'_>,
        by: &By<'_>,
        documents: Vec<u32>,
    ) -> Result<(), IndexError> {
        let dates = columns::dates(found.snapshot, found.segment)?;
        let standing = columns::numbers(found.snapshot, found.segment, "standing")?;
        let near = match by.wanted {
            Some(wanted) if documents.len() > wanted => {
                let worst = standing_factor(Some(standing.min_value())).min(1.0);
                let best = standing_factor(Some(standing.max_value())).max(1.0)
                    * by.freshness.of(dates.max_value());
                self.reach(found, by, &documents, (worst, best))?
            }
            _ => documents.iter().map(|document| (*document, found.worth(by, *document))).collect(),
        };
        self.documents.resize_with(found.number, Vec::new);
        self.documents.push(documents);
        let number = u32::try_from(found.number).unwrap_or(u32::MAX);
        let read: Vec<u32> = near.iter().map(|(document, _)| *document).collect();
        let dates = columns::values(&dates, &read);
        let standing = columns::values(&standing, &read);
        for (((document, worth), date_ms), standing) in near.into_iter().zip(dates).zip(standing) {
            let date_ms = date_ms.unwrap_or_default();
            let score = worth * by.freshness.of(date_ms) * standing_factor(standing);
            let parts = found.parts(document);
            let candidate = Candidate { segment: number, document, score, date_ms, parts };
            self.within_reach.push(candidate);
        }
        Ok(())
    }

    /// Documents that the factors can bring among the best, with their worth before these.
    ///
    /// Documents of stories all stay: which of a story is its hit, and how many hits there are,
    /// depends on all of them. So they do not count among the best either.
    fn reach(
        &mut self,
        found: &Found<'_>,
        by: &By<'_>,
        documents: &[u32],
        (worst, best): (f32, f32),
    ) -> Result<Vec<(u32, f32)>, IndexError> {
        let stories = found.segment.stories(found.snapshot)?;
        let (mut near, mut told) = (Vec::new(), Vec::new());
        let wanted = by.wanted.unwrap_or(documents.len());
        let mut full_at = wanted.saturating_mul(2);
        for document in documents {
            let worth = found.worth(by, *document);
            if stories.is_some_and(|stories| stories.has(*document)) {
                told.push((*document, worth));
            } else if worth * best >= self.least {
                near.push((*document, worth));
                if near.len() >= full_at {
                    self.narrow(&mut near, wanted, worst, best);
                    // Many may be worth nearly the same.
                    full_at = near.len().saturating_add(wanted);
                }
            }
        }
        near.append(&mut told);
        near.sort_unstable_by_key(|(document, _)| *document);
        Ok(near)
    }

    /// Raises what is known of the best, and leaves what can still reach them.
    fn narrow(&mut self, near: &mut Vec<(u32, f32)>, wanted: usize, worst: f32, best: f32) {
        let Some(last) = wanted.checked_sub(1).filter(|last| *last < near.len()) else { return };
        let by_worth = |one: &(u32, f32), other: &(u32, f32)| other.1.total_cmp(&one.1);
        let (_, (_, worth), _) = near.select_nth_unstable_by(last, by_worth);
        self.least = self.least.max(*worth * worst);
        near.retain(|(_, worth)| worth * best >= self.least);
    }
}

impl Found<'_> {
    fn parts(&self, document: u32) -> u64 {
        self.tally.parts.get(document as usize).copied().unwrap_or_default()
    }

    /// What a document is worth before its date and its source count.
    fn worth(&self, by: &By<'_>, document: u32) -> f32 {
        let worth = self.tally.scores.get(document as usize).copied().unwrap_or_default();
        let parts = self.parts(document);
        if parts & self.all == self.all { worth } else { worth * by.coverage.of_parts(parts) }
    }
}
