//! What a document is about: concepts of the thesaurus in its words, and the themes that they give.

use std::cell::RefCell;
use std::collections::HashMap;

use super::Reading;
use crate::language::thesaurus::{Concept, Met, Reader, Term, Thesaurus};
use crate::model::{ConceptFound, ThemeFound};

/// As many themes as a document is filed under.
const MOST_THEMES: usize = 3;
/// As many concepts as are kept of a document: it can be found by each.
const MOST_CONCEPTS: usize = 48;
/// Letters of a term as the text has it: between its words may stand any number of blanks.
const LONGEST_SURFACE: usize = 100;
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
const BESIDE_STRONGEST: f32 = 0.35;

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
    let hundreds = f32::from(u16::try_from(words).unwrap_or(u16::MAX)) / 100.0;
    ENOUGH * (1.0 + 0.3 * hundreds.max(1.0).ln())
}

/// What was met of each concept.
#[derive(Default)]
struct Tally<'a> {
    counts: Vec<Count<'a>>,
    /// Where each stands, by its id: a user's own vocabulary may have thousands.
    numbers: HashMap<&'a str, usize>,
}

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
        let at = *self.numbers.entry(&met.concept.id).or_insert_with(|| {
            self.counts.push(Count::new(met));
            self.counts.len() - 1
        });
        let Some(count) = self.counts.get_mut(at) else { return };
        count.times = count.times.saturating_add(1);
        count.best = count.best.max(weight);
        count.sum += weight;
        count.is_clear |= met.term.expand;
    }

    /// Those that are clear, the most telling first.
    fn telling(mut self) -> Vec<Count<'a>> {
        self.counts.retain(|count| count.is_clear);
        self.counts.sort_by(|one, other| other.weight().total_cmp(&one.weight()));
        self.counts
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
        let term = self.surface.chars().take(LONGEST_SURFACE).collect();
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

fn themes(counts: &[Count<'_>], enough: f32) -> Vec<ThemeFound> {
    let mut themes: Vec<ThemeFound> = Vec::new();
    for count in counts.iter().filter(|count| count.concept.weight > 0.0) {
        let Some(theme) = &count.concept.theme else { continue };
        let weight = count.weight() * count.concept.weight;
        let concept = count.concept.id.clone();
        match themes.iter_mut().find(|one| one.theme == *theme) {
            Some(found) => {
                found.weight += weight;
                if found.concepts.len() < MOST_CONCEPTS {
                    found.concepts.push(concept);
                }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Facts, Group, Language, Republish, SourceFacts};

    fn found(language: Language, title: &str, text: &str) -> (Vec<ThemeFound>, Vec<ConceptFound>) {
        found_with(Thesaurus::shipped(), language, title, text)
    }

    fn found_with(
        thesaurus: &Thesaurus,
        language: Language,
        title: &str,
        text: &str,
    ) -> (Vec<ThemeFound>, Vec<ConceptFound>) {
        let source = SourceFacts {
            id: "prov".parse().unwrap(),
            name: String::new(),
            group: Group::World,
            country: None,
            place: None,
            in_network: false,
            priority: 1,
            republish: Republish::default(),
        };
        let reading = Reading {
            title,
            summary: "",
            text,
            url: None,
            tags: &[],
            language,
            stated: &Facts::default(),
            source: &source,
            published: None,
            author: None,
        };
        find(&reading, thesaurus)
    }

    #[test]
    fn what_is_kept_stays_small_however_much_is_met() {
        let mut table = "concept\tlanguage\ttype\tterm\ttheme\n".to_owned();
        let mut text = String::new();
        for number in 0..500 {
            table.push_str(&format!("mine-{number}\tsv\talt\tting{number}x\tsocial\n"));
            text.push_str(&format!("ting{number}x och "));
        }
        let mine = Thesaurus::of(crate::language::thesaurus::parse(&table).unwrap()).unwrap();
        let (themes, concepts) = found_with(&mine, Language::SV, "Rubrik", &text);
        assert_eq!((themes.len(), concepts.len()), (1, MOST_CONCEPTS));
        assert_eq!(themes[0].concepts.len(), MOST_CONCEPTS);
        assert!(themes[0].weight > 100.0, "all of them count: {themes:?}");

        let text = format!("smarta{}papperskorgar", " ".repeat(100_000));
        let (_, concepts) = found(Language::SV, "Rubrik", &text);
        assert_eq!(concepts[0].concept, "smart-waste-bin");
        assert!(concepts.iter().all(|one| one.term.len() <= LONGEST_SURFACE));
    }

    /// The themes, the strongest first.
    fn check(language: Language, title: &str, text: &str, expected: &str) {
        let (themes, _) = found(language, title, text);
        let ids: Vec<&str> = themes.iter().map(|theme| theme.theme.as_str()).collect();
        assert_eq!(ids.join(" "), expected, "{title}: {themes:?}");
    }

    #[test]
    fn documents_are_filed_by_what_they_speak_of() {
        for (language, title, text, expected) in [
            (
                Language::SV,
                "Smarta papperskorgar i parken",
                "De nya papperskorgarna larmar när de är fulla.",
                "env-energy",
            ),
            (
                Language::SV,
                "Självkörande bussar till sjukhuset",
                "Kollektivtrafiken prövar självkörande fordon under två vintrar.",
                "mobility",
            ),
            (
                Language::FI,
                "Älykkäät vesimittarit",
                "Etäluettavat vesimittarit asennetaan kaikkiin taloihin.",
                "water",
            ),
            (
                Language::DE,
                "Telemedizin im Tal",
                "Die Sozialdienste und das Pflegeheim arbeiten mit Telemedizin.",
                "care",
            ),
            (Language::SV, "Fotbollsplanen är klippt", "Gräset är grönt igen.", ""),
        ] {
            check(language, title, text, expected);
        }
    }

    #[test]
    fn what_fits_everything_gives_no_theme() {
        let text = "Ett pilotprojekt i samverkan, med finansiering, utvärdering och strategi.";
        check(Language::SV, "Innovation i en smart stad", text, "");
        let (_, concepts) = found(Language::SV, "Innovation i en smart stad", text);
        assert!(concepts.iter().any(|one| one.concept == "pilot-project"));
    }

    #[test]
    fn the_integration_of_systems_is_not_that_of_newcomers() {
        let title = "Integration av verksamhetssystem";
        let text = "Integrationen mellem systemen. Integration, integration och integration.";
        let (themes, concepts) = found(Language::SV, title, text);
        assert!(themes.iter().all(|theme| theme.theme != "social"), "{themes:?}");
        assert!(concepts.iter().all(|one| one.concept != "migrant-integration"));
        let text = "Integrationen av nyanlända går bättre. Nyanlända får en fadder.";
        check(Language::SV, "Integration i kommunen", text, "social");
    }

    #[test]
    fn at_most_three_themes_each_with_its_concepts() {
        let text = "Vatten och avlopp, dricksvatten. Hemtjänst och äldreomsorg. Kollektivtrafik \
                    och cykelbanor. Bibliotek och museer. Solenergi och fjärrvärme.";
        let (themes, _) = found(Language::SV, "Kommunens bokslut", text);
        assert_eq!(themes.len(), MOST_THEMES);
        assert!(themes.iter().all(|theme| !theme.concepts.is_empty()));
        assert!(themes.is_sorted_by(|one, other| one.weight >= other.weight));
    }
}
