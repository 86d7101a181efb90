//! One segment looked through: which documents match, with which words, and what they are worth.

use tantivy::postings::TermInfo;
use tantivy::schema::{Field, IndexRecordOption};

use super::bits::Bits;
use super::engine::{Segment, Snapshot, Tally};
use super::filter;
use super::phrase;
use super::plan::{Found, List, Meaning, Near, Node, Phrase, Plan};
use super::score::MENTION_SHARE;
use crate::index::IndexError;
use crate::model::PlaceId;

/// What was found in one segment.
pub(super) struct Evaluation {
    /// What each document is worth, before freshness, and which wanted parts it has.
    pub tally: Tally,
    /// Documents that have any of the wanted parts.
    pub touched: Bits,
    /// Documents that fulfil everything strict; `None` when all do. Deleted ones may be among them.
    pub allowed: Option<Bits>,
    /// Documents that were chosen, found or not: these are taken for what matches.
    pub chosen: Option<Vec<u32>>,
}

impl Evaluation {
    /// Gives its memory to the next search.
    pub fn end(self, plan: &Plan, segment: &Segment) {
        let words_only = plan.strict.is_empty();
        segment.give_back(self.tally, words_only.then_some(&self.touched));
    }

    /// The documents that match, in growing order.
    pub fn matching(&self, segment: &Segment, none_is_enough: bool) -> Vec<u32> {
        if let Some(chosen) = &self.chosen {
            return chosen.clone();
        }
        // What is strict is found already; a document with it may miss every wanted word.
        match (&self.allowed, none_is_enough) {
            (Some(allowed), true) => alive(segment, allowed.iter()),
            (Some(allowed), false) => alive(segment, allowed.both(&self.touched)),
            (None, true) => alive(segment, 0..segment.reader.max_doc()),
            (None, false) => alive(segment, self.touched.iter()),
        }
    }
}

fn alive(segment: &Segment, documents: impl Iterator<Item = u32>) -> Vec<u32> {
    match segment.reader.alive_bitset() {
        Some(bits) => documents.filter(|document| bits.is_alive(*document)).collect(),
        None => documents.collect(),
    }
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
        tally: segment.tally(),
        touched: Bits::none(documents),
    };
    let mut allowed: Option<Bits> = None;
    for node in &plan.strict {
        if matches!(node, Node::All) {
            continue;
        }
        let found = work.node(node, true)?;
        match &mut allowed {
            Some(allowed) => allowed.keep(&found),
            None => allowed = Some(found),
        }
    }
    work.wanted()?;
    let Work { tally, touched, .. } = work;
    Ok(Some(Evaluation { tally, touched, allowed, chosen: None }))
}

struct Work<'s> {
    snapshot: &'s Snapshot,
    segment: &'s Segment,
    plan: &'s Plan,
    number: usize,
    tally: Tally,
    touched: Bits,
}

impl Work<'_> {
    fn documents(&self) -> u32 {
        self.segment.reader.max_doc()
    }

    fn wanted(&mut self) -> Result<(), IndexError> {
        if self.plan.wanted.is_empty() {
            return Ok(());
        }
        let mut parts = std::mem::take(&mut self.tally.parts);
        let mut touched = std::mem::replace(&mut self.touched, Bits::none(0));
        for (bit, found) in self.plan.wanted_parts() {
            self.each_posting(found, |scores, document, worth| {
                if let (Some(score), Some(parts)) =
                    (scores.get_mut(document as usize), parts.get_mut(document as usize))
                {
                    *score += worth;
                    *parts |= bit;
                    touched.insert(document);
                }
            })?;
        }
        // Words first: who has the word itself gains nothing by its meaning.
        for meaning in &self.plan.meanings {
            self.each_meaning(meaning, |scores, document, worth| {
                let Some(parts) = parts.get_mut(document as usize) else { return };
                let mut gained = 0.0;
                for (bit, weight) in &meaning.stands_for {
                    if *parts & bit == 0 {
                        gained += weight * worth;
                        *parts |= bit;
                    }
                }
                if let Some(score) = scores.get_mut(document as usize) {
                    *score += gained;
                    touched.insert(document);
                }
            })?;
        }
        for half in &self.plan.halves {
            self.each_posting(&half.found, |scores, document, worth| {
                let place = document as usize;
                if let (Some(score), Some(parts)) = (scores.get_mut(place), parts.get_mut(place)) {
                    *score += worth;
                    *parts |= half.bit;
                    touched.insert(document);
                }
            })?;
        }
        (self.tally.parts, self.touched) = (parts, touched);
        Ok(())
    }

    /// The documents that a node of the tree finds; their words count when `scoring`.
    fn node(&mut self, node: &Node, scoring: bool) -> Result<Bits, IndexError> {
        match node {
            Node::All => Ok(Bits::all(self.documents())),
            Node::Filter(filter) => filter::matching(self.snapshot, self.segment, filter),
            Node::Place(places, weight) => self.place(places, *weight, scoring),
            Node::Words(words, meaning) => self.words(words, meaning.as_ref(), scoring),
            Node::Phrase(phrase) => self.phrase(phrase, scoring),
            Node::Near(near) => self.near(near, scoring),
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

    fn words(
        &mut self,
        words: &[Found],
        meaning: Option<&Meaning>,
        scoring: bool,
    ) -> Result<Bits, IndexError> {
        let mut every = Bits::all(self.documents());
        for word in words {
            let mut bits = Bits::none(self.documents());
            self.each_posting(word, |scores, document, worth| {
                bits.insert(document);
                if scoring && let Some(score) = scores.get_mut(document as usize) {
                    *score += worth;
                }
            })?;
            every.keep(&bits);
        }
        let Some(meaning) = meaning else { return Ok(every) };
        let weight: f32 = meaning.stands_for.iter().map(|(_, weight)| weight).sum();
        let mut meant = Bits::none(self.documents());
        self.each_meaning(meaning, |scores, document, worth| {
            meant.insert(document);
            let gains = scoring && !every.has(document);
            if gains && let Some(score) = scores.get_mut(document as usize) {
                *score += weight * worth;
            }
        })?;
        every.add(&meant);
        Ok(every)
    }

    fn place(
        &mut self,
        places: &[PlaceId],
        weight: f32,
        scoring: bool,
    ) -> Result<Bits, IndexError> {
        let (mut about, mut named) = (Bits::none(self.documents()), Bits::none(self.documents()));
        let fields = &self.snapshot.fields;
        for place in places {
            let id = place.as_str();
            about.add(&filter::listed(self.snapshot, self.segment, fields.about, id)?);
            named.add(&filter::listed(self.snapshot, self.segment, fields.mentions, id)?);
        }
        named.add(&about);
        if scoring {
            for document in named.iter() {
                let share = if about.has(document) { 1.0 } else { MENTION_SHARE };
                if let Some(score) = self.tally.scores.get_mut(document as usize) {
                    *score += weight * share;
                }
            }
        }
        Ok(named)
    }

    /// Calls back with the scores, and each document that has the word in a field, and its worth.
    fn each_posting(
        &mut self,
        found: &Found,
        mut each: impl FnMut(&mut [f32], u32, f32),
    ) -> Result<(), IndexError> {
        let Some(lists) = found.lists.get(self.number) else { return Ok(()) };
        for List { slot, info } in lists {
            let field = slot.field(&self.snapshot.fields);
            let scale = self.plan.scales.at(*slot);
            let scores = &mut self.tally.scores;
            let counted = |document: u32, code: u8, count: u32| {
                each(scores, document, found.weight * scale.worth(code, count));
            };
            each_count(self.snapshot, self.segment, field, info, counted)?;
        }
        Ok(())
    }

    fn each_meaning(
        &mut self,
        meaning: &Meaning,
        mut each: impl FnMut(&mut [f32], u32, f32),
    ) -> Result<(), IndexError> {
        let Some(Some(info)) = meaning.lists.get(self.number) else { return Ok(()) };
        let (field, scale) = (self.snapshot.fields.concept, self.plan.scales.of_concepts());
        let scores = &mut self.tally.scores;
        let counted =
            |document: u32, code: u8, count: u32| each(scores, document, scale.worth(code, count));
        each_count(self.snapshot, self.segment, field, info, counted)
    }

    fn phrase(&mut self, phrase: &Phrase, scoring: bool) -> Result<Bits, IndexError> {
        let mut bits = Bits::none(self.documents());
        let Some(fields) = phrase.lists.get(self.number) else { return Ok(bits) };
        for (slot, infos) in fields {
            let field = slot.field(&self.snapshot.fields);
            let lists = phrase::open(self.snapshot, self.segment, field, infos)?;
            let norms = self.segment.reader.get_fieldnorms_reader(field);
            let norms = norms.map_err(|error| self.snapshot.failed(&error))?;
            let scale = self.plan.scales.at(*slot);
            let scores = &mut self.tally.scores;
            phrase::each_match(lists, |document, count| {
                bits.insert(document);
                if scoring && let Some(score) = scores.get_mut(document as usize) {
                    *score += phrase.weight * scale.worth(norms.fieldnorm_id(document), count);
                }
            });
        }
        Ok(bits)
    }

    fn near(&mut self, near: &Near, scoring: bool) -> Result<Bits, IndexError> {
        let mut bits = Bits::none(self.documents());
        let Some(fields) = near.lists.get(self.number) else { return Ok(bits) };
        for (slot, words) in fields {
            let field = slot.field(&self.snapshot.fields);
            let lists = words
                .iter()
                .map(|infos| phrase::open(self.snapshot, self.segment, field, infos))
                .collect::<Result<Vec<_>, _>>()?;
            let norms = self.segment.reader.get_fieldnorms_reader(field);
            let norms = norms.map_err(|error| self.snapshot.failed(&error))?;
            let scale = self.plan.scales.at(*slot);
            let scores = &mut self.tally.scores;
            phrase::each_near(lists, self.segment.reader.max_doc(), near.between, |document| {
                bits.insert(document);
                if scoring && let Some(score) = scores.get_mut(document as usize) {
                    *score += near.weight * scale.worth(norms.fieldnorm_id(document), 1);
                }
            });
        }
        Ok(bits)
    }
}

/// Calls back with each document of a list, the code of its length, and how often it has the word.
fn each_count(
    snapshot: &Snapshot,
    segment: &Segment,
    field: Field,
    info: &TermInfo,
    mut each: impl FnMut(u32, u8, u32),
) -> Result<(), IndexError> {
    let index = segment.reader.inverted_index(field).map_err(|error| snapshot.failed(&error))?;
    let postings = index.read_block_postings_from_terminfo(info, IndexRecordOption::WithFreqs);
    let mut postings = postings.map_err(|error| snapshot.unreadable(&error))?;
    let norms = segment.reader.get_fieldnorms_reader(field);
    let norms = norms.map_err(|error| snapshot.failed(&error))?;
    while !postings.docs().is_empty() {
        // One by one: of a field without counts the list of these is empty, and each is 1.
        for (place, document) in postings.docs().iter().enumerate() {
            each(*document, norms.fieldnorm_id(*document), postings.freq(place));
        }
        postings.advance();
    }
    Ok(())
}
