//! What was met in a document: each concept and each hint once, and what it weighs.

use std::collections::HashMap;
use std::ptr;

use crate::language::thesaurus::{Concept, Met, Term};
use crate::model::ConceptFound;

/// A word in front of a compound, or a part of it, is part of what is meant.
const IN_COMPOUND: f32 = 0.7;

/// Letters of a term as the text has it: between its words may stand any number of blanks.
const LONGEST_SURFACE: usize = 100;

/// What was met of each concept, and of each word that hints at a theme.
#[derive(Default)]
pub(super) struct Tally<'a> {
    pub(super) concepts: Vec<Count<'a>>,
    pub(super) hints: Vec<Count<'a>>,
    /// Where each stands: a user's own vocabulary may have thousands. A concept by itself, a hint
    /// by its word.
    numbers: HashMap<(*const Concept, *const Term), usize>,
}

pub(super) struct Count<'a> {
    pub(super) concept: &'a Concept,
    /// As the text has it, the first time.
    surface: &'a str,
    times: u16,
    /// The weight of where it was met best.
    best: f32,
    /// All that was met, one by one.
    sum: f32,
    /// A term was met that means nothing else.
    is_clear: bool,
}

impl<'a> Tally<'a> {
    pub(super) fn add(&mut self, met: Met<'a>, place: f32) {
        let counts = if met.is_hint { &mut self.hints } else { &mut self.concepts };
        let term = if met.is_hint { ptr::from_ref(met.term) } else { ptr::null() };
        let at = *self.numbers.entry((ptr::from_ref(met.concept), term)).or_insert_with(|| {
            counts.push(Count::new(met));
            counts.len() - 1
        });
        if let Some(count) = counts.get_mut(at) {
            count.add(met, place * telling(met.term, met.words));
        }
    }

    /// The concepts that are clear and the hints, the most telling first.
    pub(super) fn telling(mut self) -> Self {
        self.concepts.retain(|count| count.is_clear);
        for counts in [&mut self.concepts, &mut self.hints] {
            counts.sort_by(|one, other| other.weight().total_cmp(&one.weight()));
        }
        self
    }
}

impl<'a> Count<'a> {
    fn new(met: Met<'a>) -> Self {
        let Met { concept, surface, .. } = met;
        Self { concept, surface, times: 0, best: 0.0, sum: 0.0, is_clear: false }
    }

    fn add(&mut self, met: Met<'a>, weight: f32) {
        self.times = self.times.saturating_add(1);
        self.best = self.best.max(weight);
        self.sum += weight;
        self.is_clear |= met.term.expand;
    }

    /// Where it stands counts, and how often, ever less.
    pub(super) fn weight(&self) -> f32 {
        self.best + (1.0 + (self.sum - self.best).max(0.0)).ln()
    }

    /// As the text has it, of bearable length.
    pub(super) fn shown(&self) -> String {
        self.surface.chars().take(LONGEST_SURFACE).collect()
    }

    pub(super) fn found(self) -> ConceptFound {
        let concept = self.concept.id.clone();
        let term = self.shown();
        ConceptFound { concept, term, times: self.times }
    }
}

/// Several words tell more than one, and long words more than short ones.
fn telling(term: &Term, words: usize) -> f32 {
    let letters = term.text.chars().count();
    match words {
        0 => IN_COMPOUND,
        1 if letters <= 6 => 0.7,
        1 if letters < 12 => 1.0,
        1 => 1.2,
        _ => 1.3,
    }
}
