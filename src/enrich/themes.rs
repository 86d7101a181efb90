//! What a document is about: concepts of the thesaurus in its words, and the themes that they give.

use std::cell::RefCell;

use super::Reading;
use crate::language::thesaurus::{Concept, Met, Reader, Term, Thesaurus};
use crate::model::{ConceptFound, ThemeFound};

/// As many themes as a document is filed under.
const MOST_THEMES: usize = 3;
/// As many concepts as are kept of a document.
const MOST_CONCEPTS: usize = 24;
/// A title says what it is about.
const IN_TITLE: f32 = 3.0;
/// So do the words that the source itself files it under.
const IN_TAGS: f32 = 2.0;
/// The beginning says it more often than the rest.
const IN_LEAD: f32 = 1.5;
/// How far the beginning reaches, in bytes: a first paragraph.
const LEAD: usize = 400;
/// A word in front of a compound is part of what is meant.
const IN_COMPOUND: f32 = 0.7;
/// What a theme must weigh in a document of a hundred words; one clear term in the lead does.
const ENOUGH: f32 = 1.4;
/// And beside the strongest theme of the document.
const BESIDE_STRONGEST: f32 = 0.45;

/// Up to three themes, the strongest first, and the concepts met, the most telling first.
pub fn find(reading: &Reading<'_>, thesaurus: &Thesaurus) -> (Vec<ThemeFound>, Vec<ConceptFound>) {
    let mut tally = Tally::default();
    let words = read_all(reading, thesaurus, &mut tally);
    let counts = tally.telling();
    let themes = themes(&counts, enough(words));
    (themes, counts.into_iter().take(MOST_CONCEPTS).map(Count::found).collect())
}

/// Reads title, tags and text; the result is how many words they have.
fn read_all<'a>(reading: &Reading<'a>, thesaurus: &'a Thesaurus, tally: &mut Tally<'a>) -> usize {
    thread_local! {
        static READER: RefCell<Reader> = RefCell::default();
    }
    READER.with_borrow_mut(|reader| {
        let language = reading.language;
        let mut words = reader.read(reading.title, language, thesaurus, |met| {
            tally.add(met, IN_TITLE);
        });
        for tag in reading.tags {
            words += reader.read(tag, language, thesaurus, |met| tally.add(met, IN_TAGS));
        }
        let text = if reading.text.trim().is_empty() { reading.summary } else { reading.text };
        words += reader.read(text, language, thesaurus, |met| {
            tally.add(met, if met.from < LEAD { IN_LEAD } else { 1.0 });
        });
        words
    })
}

/// In a long text a concept is mentioned sooner.
fn enough(words: usize) -> f32 {
    let hundreds = words.min(10_000) as f32 / 100.0;
    ENOUGH * (1.0 + 0.3 * hundreds.max(1.0).ln())
}

/// What was met of each concept.
#[derive(Default)]
struct Tally<'a>(Vec<Count<'a>>);

struct Count<'a> {
    concept: &'a Concept,
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
    fn add(&mut self, met: Met<'a>, place: f32) {
        let weight = place * telling(met.term, met.words);
        let at = self.0.iter().position(|one| one.concept.id == met.concept.id);
        let count = match at.and_then(|at| self.0.get_mut(at)) {
            Some(count) => count,
            None => {
                self.0.push(Count::new(met));
                let Some(count) = self.0.last_mut() else { return };
                count
            }
        };
        count.times = count.times.saturating_add(1);
        count.best = count.best.max(weight);
        count.sum += weight;
        count.is_clear |= met.term.expand;
    }

    /// Those that are clear, the most telling first.
    fn telling(mut self) -> Vec<Count<'a>> {
        self.0.retain(|count| count.is_clear);
        self.0.sort_by(|one, other| other.weight().total_cmp(&one.weight()));
        self.0
    }
}

impl<'a> Count<'a> {
    fn new(met: Met<'a>) -> Self {
        let (concept, surface) = (met.concept, met.surface);
        Self { concept, surface, times: 0, best: 0.0, sum: 0.0, is_clear: false }
    }

    /// Where it stands counts, and how often, ever less.
    fn weight(&self) -> f32 {
        self.best + (1.0 + (self.sum - self.best).max(0.0)).ln()
    }

    fn found(self) -> ConceptFound {
        let concept = self.concept.id.clone();
        ConceptFound { concept, term: self.surface.to_owned(), times: self.times }
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

fn themes(counts: &[Count<'_>], enough: f32) -> Vec<ThemeFound> {
    let mut themes: Vec<ThemeFound> = Vec::new();
    for count in counts.iter().filter(|count| count.concept.weight > 0.0) {
        let Some(theme) = &count.concept.theme else { continue };
        let weight = count.weight() * count.concept.weight;
        let concept = count.concept.id.clone();
        match themes.iter_mut().find(|one| one.theme == *theme) {
            Some(found) => {
                found.weight += weight;
                found.concepts.push(concept);
            }
            None => {
                themes.push(ThemeFound { theme: theme.clone(), concepts: vec![concept], weight });
            }
        }
    }
    themes.sort_by(|one, other| other.weight.total_cmp(&one.weight));
    let strongest = themes.first().map_or(0.0, |theme| theme.weight);
    let least = enough.max(strongest * BESIDE_STRONGEST);
    themes.retain(|theme| theme.weight >= least);
    themes.truncate(MOST_THEMES);
    themes
}
