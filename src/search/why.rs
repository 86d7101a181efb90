//! What a hit's score is made of: the same reckoning again, for one document and in parts.

use tantivy::DocSet;
use tantivy::postings::{Postings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};

use super::engine::{Segment, Snapshot};
use super::hits::story_size;
use super::order::Candidate;
use super::plan::{Found, List, Meaning, Node, Plan, Slot, Sought};
use super::score::{Coverage, Freshness, Lengths, MENTION_SHARE, standing_factor};
use super::{columns, filter};
use crate::index::{IndexError, source_factor, story_factor};
use crate::model::{Reason, Timestamp, Why};

/// Less than this is nothing that a person would ask about.
const LEAST: f32 = 0.0005;

/// The parts of a score, the largest first. They sum to the score.
pub(super) fn why(
    snapshot: &Snapshot,
    plan: &Plan,
    candidate: &Candidate,
    now: Timestamp,
) -> Result<Vec<Why>, IndexError> {
    let number = candidate.segment as usize;
    let Some(segment) = snapshot.segments.get(number) else { return Ok(Vec::new()) };
    let mut reckoning =
        Reckoning { snapshot, segment, plan, document: candidate.document, number, parts: vec![] };
    reckoning.wanted()?;
    for node in &plan.strict {
        reckoning.node(node)?;
    }
    reckoning.factors(candidate, now)?;
    // What is left is what stood side by side: phrases, and words as they were typed.
    let rest = candidate.score - reckoning.sum();
    reckoning.add(Reason::Nearness, "", rest);
    let mut parts = reckoning.parts;
    parts.sort_by(|one, other| other.value.total_cmp(&one.value));
    Ok(parts)
}

struct Reckoning<'s> {
    snapshot: &'s Snapshot,
    segment: &'s Segment,
    plan: &'s Plan,
    document: u32,
    number: usize,
    parts: Vec<Why>,
}

impl Reckoning<'_> {
    fn sum(&self) -> f32 {
        self.parts.iter().map(|part| part.value).sum()
    }

    fn add(&mut self, what: Reason, term: &str, value: f32) {
        if value.abs() < LEAST {
            return;
        }
        let same = self.parts.iter_mut().find(|part| part.what == what && part.term == term);
        match same {
            Some(part) => part.value += value,
            None => self.parts.push(Why { what, term: term.to_owned(), value }),
        }
    }

    fn wanted(&mut self) -> Result<(), IndexError> {
        let plan = self.plan;
        let mut has = 0;
        for (bit, found) in plan.wanted_parts() {
            if self.word(found)? {
                has |= bit;
            }
        }
        for meaning in &plan.meanings {
            let worth = self.worth_of(meaning)?;
            for (bit, weight) in &meaning.stands_for {
                if worth > 0.0 && has & bit == 0 {
                    self.add(Reason::Concept, &meaning.concept, weight * worth);
                    has |= bit;
                }
            }
        }
        for half in &plan.halves {
            self.word(&half.found)?;
        }
        Ok(())
    }

    /// Words and places that count; what is excluded counts nothing.
    fn node(&mut self, node: &Node) -> Result<(), IndexError> {
        match node {
            Node::Words(words, meaning) => {
                let mut has_all = true;
                for found in words {
                    has_all &= self.word(found)?;
                }
                if let Some(meaning) = meaning.as_ref().filter(|_| !has_all) {
                    let weight: f32 = meaning.stands_for.iter().map(|(_, weight)| weight).sum();
                    let worth = self.worth_of(meaning)?;
                    self.add(Reason::Concept, &meaning.concept, weight * worth);
                }
            }
            Node::Place(places, weight) => {
                let fields = &self.snapshot.fields;
                let (mut about, mut named) = (false, false);
                for place in places {
                    let has = |field: Field| -> Result<bool, IndexError> {
                        let listed =
                            filter::listed(self.snapshot, self.segment, field, place.as_str())?;
                        Ok(listed.has(self.document))
                    };
                    about |= has(fields.about)?;
                    named |= has(fields.mentions)?;
                }
                let share = if about { 1.0 } else { MENTION_SHARE };
                if about || named {
                    self.add(Reason::Place, "", weight * share);
                }
            }
            Node::And(parts) | Node::Or(parts) => {
                for part in parts {
                    self.node(part)?;
                }
            }
            Node::All | Node::Filter(_) | Node::Phrase(_) | Node::Near(_) | Node::Not(_) => {}
        }
        Ok(())
    }

    /// What the sum is multiplied by, as what each factor adds or takes.
    fn factors(&mut self, candidate: &Candidate, now: Timestamp) -> Result<(), IndexError> {
        let mut sum = self.sum();
        let mut times = |own: &mut Self, what: Reason, factor: f32| {
            own.add(what, "", sum * (factor - 1.0));
            sum *= factor;
        };
        if candidate.parts & self.plan.all_bits() != self.plan.all_bits() {
            times(self, Reason::Missing, Coverage::of(self.plan).of_parts(candidate.parts));
        }
        times(self, Reason::Freshness, Freshness::at(now).of(candidate.date_ms));
        let column = |name: &'static str| columns::numbers(self.snapshot, self.segment, name);
        let priority = column("priority")?.first(self.document);
        let standing = standing_factor(column("standing")?.first(self.document));
        let source = source_factor(priority.and_then(|p| u8::try_from(p).ok()).unwrap_or(2));
        let story = story_factor(story_size(self.snapshot, self.segment, self.document)?);
        times(self, Reason::Source, source);
        times(self, Reason::Story, story);
        // A copy stands behind what it is a copy of.
        times(self, Reason::Copy, standing / (source * story));
        Ok(())
    }

    /// Whether the document has the word; adds what that is worth.
    fn word(&mut self, found: &Found) -> Result<bool, IndexError> {
        let term = match &found.word {
            Sought::Forms(forms) => forms.first().cloned().unwrap_or_default(),
            Sought::Prefix(beginning) => format!("{beginning}*"),
        };
        let plan = self.plan;
        let mut has = false;
        for List { slot, info } in found.lists.get(self.number).into_iter().flatten() {
            let field = slot.field(&self.snapshot.fields);
            let worth = self.worth(field, info, plan.scales.at(*slot))?;
            let what = match slot {
                Slot::Title | Slot::TitleExact => Reason::Title,
                Slot::Body | Slot::BodyExact => Reason::Text,
                Slot::Parts => Reason::Parts,
            };
            has |= worth > 0.0;
            self.add(what, &term, found.weight * worth);
        }
        Ok(has)
    }

    fn worth_of(&self, meaning: &Meaning) -> Result<f32, IndexError> {
        let Some(Some(info)) = meaning.lists.get(self.number) else { return Ok(0.0) };
        self.worth(self.snapshot.fields.concept, info, self.plan.scales.of_concepts())
    }

    /// 0 when the document is not in the list.
    fn worth(&self, field: Field, info: &TermInfo, scale: &Lengths) -> Result<f32, IndexError> {
        let failed = |error: &tantivy::TantivyError| self.snapshot.failed(error);
        let index = self.segment.reader.inverted_index(field).map_err(|e| failed(&e))?;
        let postings = index.read_postings_from_terminfo(info, IndexRecordOption::WithFreqs);
        let mut postings = postings.map_err(|error| self.snapshot.unreadable(&error))?;
        if postings.doc() < self.document {
            postings.seek(self.document);
        }
        if postings.doc() != self.document {
            return Ok(0.0);
        }
        let norms = self.segment.reader.get_fieldnorms_reader(field).map_err(|e| failed(&e))?;
        Ok(scale.worth(norms.fieldnorm_id(self.document), postings.term_freq()))
    }
}
