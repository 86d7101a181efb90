//! One segment looked through: which documents match, with which words, and what they are worth.

use tantivy::schema::{Field, IndexRecordOption};

use super::bits::Bits;
use super::engine::{Segment, Snapshot};
use super::filter;
use super::phrase;
use super::plan::{Found, List, Node, Phrase, Plan, bit};
use crate::index::IndexError;

/// What was found in one segment.
pub(super) struct Evaluation {
    /// What each document is worth, before freshness.
    pub scores: Vec<f32>,
    /// Which wanted parts each document has.
    pub parts: Vec<u64>,
    /// Documents that fulfil everything strict and are not deleted.
    pub allowed: Bits,
}

/// Looks through the segment with this number.
///
/// Word by word over whole lists, into one number a document: each list is read once, and it is
/// known of every document which words it has. Skipping documents that cannot reach the top would
/// be faster for the first ten hits, and could count neither hits nor facets.
pub(super) fn evaluate(
    snapshot: &Snapshot,
    plan: &Plan,
    number: usize,
) -> Result<Option<Evaluation>, IndexError> {
    let Some(segment) = snapshot.segments.get(number) else { return Ok(None) };
    let documents = segment.reader.max_doc();
    let mut work = Work {
        snapshot,
        segment,
        plan,
        number,
        scores: vec![0.0; documents as usize],
        parts: Vec::new(),
    };
    let mut allowed = work.alive();
    for node in &plan.strict {
        allowed.keep(&work.node(node, true)?);
    }
    work.wanted()?;
    Ok(Some(Evaluation { scores: work.scores, parts: work.parts, allowed }))
}

struct Work<'s> {
    snapshot: &'s Snapshot,
    segment: &'s Segment,
    plan: &'s Plan,
    number: usize,
    scores: Vec<f32>,
    parts: Vec<u64>,
}

impl Work<'_> {
    fn documents(&self) -> u32 {
        self.segment.reader.max_doc()
    }

    fn alive(&self) -> Bits {
        let Some(alive) = self.segment.reader.alive_bitset() else {
            return Bits::all(self.documents());
        };
        let mut bits = Bits::none(self.documents());
        for document in alive.iter_alive() {
            bits.insert(document);
        }
        bits
    }

    fn wanted(&mut self) -> Result<(), IndexError> {
        if self.plan.wanted.is_empty() {
            return Ok(());
        }
        let mut parts = vec![0_u64; self.documents() as usize];
        let words = self.plan.wanted.iter().flat_map(|word| &word.parts);
        for (place, found) in words.enumerate() {
            let bit = bit(place);
            self.each_posting(found, |scores, document, worth| {
                if let (Some(score), Some(parts)) =
                    (scores.get_mut(document as usize), parts.get_mut(document as usize))
                {
                    *score += worth;
                    *parts |= bit;
                }
            })?;
        }
        self.parts = parts;
        Ok(())
    }

    /// The documents that a node of the tree finds; their words count when `scoring`.
    fn node(&mut self, node: &Node, scoring: bool) -> Result<Bits, IndexError> {
        match node {
            Node::All => Ok(Bits::all(self.documents())),
            Node::Filter(filter) => filter::matching(self.snapshot, self.segment, filter),
            Node::Words(words) => {
                let mut every = Bits::all(self.documents());
                for word in words {
                    every.keep(&self.word(word, scoring)?);
                }
                Ok(every)
            }
            Node::Phrase(phrase) => self.phrase(phrase, scoring),
            Node::And(parts) => {
                let mut every = Bits::all(self.documents());
                for part in parts {
                    every.keep(&self.node(part, scoring)?);
                }
                Ok(every)
            }
            Node::Or(parts) => {
                let mut any = Bits::none(self.documents());
                for part in parts {
                    any.add(&self.node(part, scoring)?);
                }
                Ok(any)
            }
            Node::Not(part) => {
                let mut without = self.node(part, false)?;
                without.invert();
                Ok(without)
            }
        }
    }

    fn word(&mut self, found: &Found, scoring: bool) -> Result<Bits, IndexError> {
        let mut bits = Bits::none(self.documents());
        self.each_posting(found, |scores, document, worth| {
            bits.insert(document);
            if scoring && let Some(score) = scores.get_mut(document as usize) {
                *score += worth;
            }
        })?;
        Ok(bits)
    }

    /// Calls back with the scores, and each document that has the word in a field, and its worth.
    fn each_posting(
        &mut self,
        found: &Found,
        mut each: impl FnMut(&mut [f32], u32, f32),
    ) -> Result<(), IndexError> {
        let Some(lists) = found.lists.get(self.number) else { return Ok(()) };
        for List { field, info } in lists {
            let index = self.segment.reader.inverted_index(*field);
            let index = index.map_err(|error| self.snapshot.failed(&error))?;
            let postings =
                index.read_block_postings_from_terminfo(info, IndexRecordOption::WithFreqs);
            let mut postings = postings.map_err(|error| self.snapshot.unreadable(&error))?;
            let norms = self.segment.reader.get_fieldnorms_reader(*field);
            let norms = norms.map_err(|error| self.snapshot.failed(&error))?;
            let scale = self.plan.scales.of(*field, self.titles());
            while !postings.docs().is_empty() {
                for (document, count) in postings.docs().iter().zip(postings.freqs()) {
                    let worth = scale.worth(norms.fieldnorm_id(*document), *count);
                    each(&mut self.scores, *document, found.weight * worth);
                }
                postings.advance();
            }
        }
        Ok(())
    }

    fn phrase(&mut self, phrase: &Phrase, scoring: bool) -> Result<Bits, IndexError> {
        let mut bits = Bits::none(self.documents());
        let Some(fields) = phrase.lists.get(self.number) else { return Ok(bits) };
        for (field, infos) in fields {
            let index = self.segment.reader.inverted_index(*field);
            let index = index.map_err(|error| self.snapshot.failed(&error))?;
            let lists = infos.iter().map(|info| {
                let option = IndexRecordOption::WithFreqsAndPositions;
                index.read_postings_from_terminfo(info, option)
            });
            let lists: Result<Vec<_>, _> = lists.collect();
            let lists = lists.map_err(|error| self.snapshot.unreadable(&error))?;
            let norms = self.segment.reader.get_fieldnorms_reader(*field);
            let norms = norms.map_err(|error| self.snapshot.failed(&error))?;
            let scale = self.plan.scales.of(*field, self.titles());
            let scores = &mut self.scores;
            phrase::each_match(lists, |document, count| {
                bits.insert(document);
                if scoring && let Some(score) = scores.get_mut(document as usize) {
                    *score += phrase.weight * scale.worth(norms.fieldnorm_id(document), count);
                }
            });
        }
        Ok(bits)
    }

    fn titles(&self) -> [Field; 2] {
        [self.snapshot.fields.title, self.snapshot.fields.title_exact]
    }
}
