//! What a document is about: concepts of the thesaurus in its words, and the themes that they give.

use std::cell::RefCell;

use super::Reading;
use super::layout::Layout;
use crate::language::thesaurus::{Concept, Met, Reader, Term, Thesaurus};
use crate::model::{ConceptFound, Language, ThemeFound};

/// As many themes as a document is filed under.
const MOST_THEMES: usize = 3;
/// As many concepts as are kept of a document: it can be found by each.
const MOST_CONCEPTS: usize = 48;
/// A title says what it is about.
const IN_TITLE: f32 = 3.0;
/// So do the words that the source itself files it under.
const IN_TAGS: f32 = 2.0;
/// Words that only English titles have among our languages.
const ENGLISH: [&str; 4] = ["the", "of", "and", "with"];
/// A word in front of a compound is part of what is meant.
const IN_COMPOUND: f32 = 0.7;
/// What a theme must weigh in a document of a hundred words; one clear term in the lead does.
const ENOUGH: f32 = 1.4;
/// And beside the strongest theme of the document.
const BESIDE_STRONGEST: f32 = 0.35;
/// A hint counts less than a concept: it takes several, or the title, to tell a theme by hints.
const HINT: f32 = 0.4;
/// So many hints of a theme count: a long text has a few of every theme.
const MOST_HINTS: usize = 6;

/// Up to three themes, the strongest first, and the concepts met, the most telling first.
pub fn find(reading: &Reading<'_>, thesaurus: &Thesaurus) -> (Vec<ThemeFound>, Vec<ConceptFound>) {
    let mut tally = Tally::default();
    let words = read_all(reading, thesaurus, &mut tally);
    let tally = tally.telling();
    let themes = themes(&tally, enough(words));
    (themes, tally.concepts.into_iter().take(MOST_CONCEPTS).map(Count::found).collect())
}

/// Reads title, tags and text; the result is how many words they have.
fn read_all<'a>(reading: &Reading<'a>, thesaurus: &'a Thesaurus, tally: &mut Tally<'a>) -> usize {
    thread_local! {
        static READER: RefCell<Reader> = RefCell::default();
    }
    READER.with_borrow_mut(|reader| {
        let language = reading.language;
        let mut words = 0;
        for language in languages_of_title(reading.title, language) {
            words += reader.read(reading.title, language, thesaurus, |met| {
                tally.add(met, IN_TITLE);
            });
        }
        for tag in reading.tags {
            words += reader.read(tag, language, thesaurus, |met| tally.add(met, IN_TAGS));
        }
        let text = reading.body();
        let layout = Layout::of(text);
        words += reader.read(text, language, thesaurus, |met| {
            tally.add(met, layout.weight(met.from));
        });
        words
    })
}

/// Projects of the European Union have an English title wherever they are told.
fn languages_of_title(title: &str, language: Language) -> impl Iterator<Item = Language> {
    let mut words = title.split_whitespace();
    let is_english =
        language != Language::EN && words.any(|word| ENGLISH.contains(&word));
    [language].into_iter().chain(is_english.then_some(Language::EN))
}

/// In a long text a concept is mentioned sooner.
fn enough(words: usize) -> f32 {
    let hundreds = f32::from(u16::try_from(words).unwrap_or(u16::MAX)) / 100.0;
    ENOUGH * (1.0 + 0.3 * hundreds.max(1.0).ln())
}

/// What was met of each concept, and of each word that hints at a theme.
#[derive(Default)]
struct Tally<'a> {
    concepts: Vec<Count<'a>>,
    hints: Vec<Count<'a>>,
}

struct Count<'a> {
    concept: &'a Concept,
    term: &'a Term,
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
        let counts = if met.is_hint { &mut self.hints } else { &mut self.concepts };
        let is_same = |one: &Count<'a>| {
            one.concept.id == met.concept.id && (!met.is_hint || one.term.text == met.term.text)
        };
        let at = counts.iter().position(is_same).unwrap_or_else(|| {
            counts.push(Count::new(met));
            counts.len() - 1
        });
        if let Some(count) = counts.get_mut(at) {
            count.add(met, place * telling(met.term, met.words));
        }
    }

    /// The concepts that are clear and the hints, the most telling first.
    fn telling(mut self) -> Self {
        self.concepts.retain(|count| count.is_clear);
        for counts in [&mut self.concepts, &mut self.hints] {
            counts.sort_by(|one, other| other.weight().total_cmp(&one.weight()));
        }
        self
    }
}

impl<'a> Count<'a> {
    fn new(met: Met<'a>) -> Self {
        let Met { concept, term, surface, .. } = met;
        Self { concept, term, surface, times: 0, best: 0.0, sum: 0.0, is_clear: false }
    }

    fn add(&mut self, met: Met<'a>, weight: f32) {
        self.times = self.times.saturating_add(1);
        self.best = self.best.max(weight);
        self.sum += weight;
        self.is_clear |= met.term.expand;
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

fn themes(tally: &Tally<'_>, enough: f32) -> Vec<ThemeFound> {
    let mut themes: Vec<ThemeFound> = Vec::new();
    for count in tally.concepts.iter().filter(|count| count.concept.weight > 0.0) {
        let Some(found) = of_theme(&mut themes, count) else { continue };
        found.weight += count.weight() * count.concept.weight;
        found.concepts.push(count.concept.id.clone());
    }
    let hint = std::env::var("HINT").map_or(HINT, |v| v.parse().unwrap());
    let most: usize = std::env::var("MOST").map_or(MOST_HINTS, |v| v.parse().unwrap());
    for count in &tally.hints {
        let Some(found) = of_theme(&mut themes, count) else { continue };
        if found.words.len() < most {
            found.weight += count.weight() * hint;
            found.words.push(count.surface.to_lowercase());
        }
    }
    let enough = enough * std::env::var("ENOUGH").map_or(1.0, |v| v.parse().unwrap());
    let beside = std::env::var("BESIDE").map_or(BESIDE_STRONGEST, |v| v.parse().unwrap());
    themes.sort_by(|one, other| other.weight.total_cmp(&one.weight));
    let strongest = themes.first().map_or(0.0, |theme| theme.weight);
    let cap: f32 = std::env::var("CAP").map_or(99.0, |v| v.parse().unwrap());
    let least = enough.max((strongest * beside).min(cap));
    themes.retain(|theme| theme.weight >= least);
    themes.truncate(std::env::var("TOP").map_or(3, |v| v.parse().unwrap()));
    themes
}

/// The theme that something counts for; `None` for what tells no theme.
fn of_theme<'t>(themes: &'t mut Vec<ThemeFound>, count: &Count<'_>) -> Option<&'t mut ThemeFound> {
    let theme = count.concept.theme.as_ref()?;
    let at = themes.iter().position(|one| one.theme == *theme).unwrap_or_else(|| {
        let (concepts, words) = (Vec::new(), Vec::new());
        themes.push(ThemeFound { theme: theme.clone(), concepts, words, weight: 0.0 });
        themes.len() - 1
    });
    themes.get_mut(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Facts, Group, Republish, SourceFacts};

    fn found(language: Language, title: &str, text: &str) -> (Vec<ThemeFound>, Vec<ConceptFound>) {
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
        find(&reading, Thesaurus::shipped())
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
