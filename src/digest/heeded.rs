//! What readers answered to earlier letters of a search, and what that does to the order.
//!
//! The rule in words: *what comes from a source, or is of a kind, that readers of this search have
//! called not for them at least twice, and more often than relevant, comes last; what they have
//! called relevant, or wanted to know more of, at least twice and more often, comes first.* Nothing
//! is ever left out by it.

use std::collections::HashMap;

use crate::model::{Hit, Kind};
use crate::store::FeedbackRow;

/// So many answers of one sort tell more than a mood.
const FEWEST_ANSWERS: u64 = 2;

/// How readers see the sources and kinds of a search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Heeded {
    sources: HashMap<String, Votes>,
    kinds: HashMap<Kind, Votes>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Votes {
    wanted: u64,
    unwanted: u64,
}

impl Votes {
    fn count(&mut self, row: &FeedbackRow) {
        self.wanted += row.relevant + row.tell_more;
        self.unwanted += row.not_for_us;
    }

    /// -1 comes first, 1 comes last.
    fn place(self) -> i8 {
        if self.unwanted >= FEWEST_ANSWERS && self.unwanted > self.wanted {
            1
        } else if self.wanted >= FEWEST_ANSWERS && self.wanted > self.unwanted {
            -1
        } else {
            0
        }
    }
}

impl Heeded {
    /// From the answers to a search, and the documents that were answered, as the index knows them.
    pub fn new(answers: &[FeedbackRow], answered: &[Hit]) -> Self {
        let by_id: HashMap<&str, &Hit> =
            answered.iter().map(|hit| (hit.id.as_str(), hit)).collect();
        let mut heeded = Self::default();
        for row in answers {
            let Some(hit) = by_id.get(row.document.as_str()) else { continue };
            heeded.sources.entry(hit.source.clone()).or_default().count(row);
            if let Some(kind) = hit.facts.kind {
                heeded.kinds.entry(kind).or_default().count(row);
            }
        }
        heeded
    }

    /// Where a hit belongs: below zero before others, above zero after them.
    pub fn place(&self, hit: &Hit) -> i8 {
        let source = self.sources.get(&hit.source).map_or(0, |votes| votes.place());
        let kind = hit.facts.kind.and_then(|kind| self.kinds.get(&kind));
        source + kind.map_or(0, |votes| votes.place())
    }
}
