//! What a document is about: concepts of the thesaurus in its words, and the themes that they give.

use std::cell::RefCell;

use super::Reading;
use super::layout::Layout;
use super::tally::{Count, Tally};
use crate::language::thesaurus::{Reader, Thesaurus};
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
/// What a theme must weigh in a document of a hundred words; one clear term in the lead does.
const ENOUGH: f32 = 1.25;
/// And beside the strongest theme of the document.
const BESIDE_STRONGEST: f32 = 0.43;
/// A hint counts less than a concept: it takes several, or the title, to tell a theme by hints.
const HINT: f32 = 0.5;
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
            words += reader.read_with_hints(reading.title, language, thesaurus, |met| {
                tally.add(met, IN_TITLE);
            });
        }
        for tag in reading.tags {
            words +=
                reader.read_with_hints(tag, language, thesaurus, |met| tally.add(met, IN_TAGS));
        }
        let text = reading.body();
        let layout = Layout::of(text);
        words += reader.read_with_hints(text, language, thesaurus, |met| {
            tally.add(met, layout.weight(met.from));
        });
        words
    })
}

/// Projects of the European Union have an English title wherever they are told.
fn languages_of_title(title: &str, language: Language) -> impl Iterator<Item = Language> {
    let mut words = title.split_whitespace();
    let is_english = language != Language::EN && words.any(|word| ENGLISH.contains(&word));
    [language].into_iter().chain(is_english.then_some(Language::EN))
}

/// In a long text a concept is mentioned sooner.
fn enough(words: usize) -> f32 {
    let hundreds = f32::from(u16::try_from(words).unwrap_or(u16::MAX)) / 100.0;
    ENOUGH * (1.0 + 0.3 * hundreds.max(1.0).ln())
}

fn themes(tally: &Tally<'_>, enough: f32) -> Vec<ThemeFound> {
    let mut themes: Vec<ThemeFound> = Vec::new();
    for count in tally.concepts.iter().filter(|count| count.concept.weight > 0.0) {
        let Some(theme) = &count.concept.theme else { continue };
        let Some(found) = of_theme(&mut themes, theme) else { continue };
        found.weight += count.weight() * count.concept.weight;
        if found.concepts.len() < MOST_CONCEPTS {
            found.concepts.push(count.concept.id.clone());
        }
    }
    for count in &tally.hints {
        let Some(theme) = &count.concept.theme else { continue };
        let Some(found) = of_theme(&mut themes, theme) else { continue };
        if found.words.len() < MOST_HINTS {
            found.weight += count.weight() * HINT;
            found.words.push(count.shown().to_lowercase());
        }
    }
    themes.sort_by(|one, other| other.weight.total_cmp(&one.weight));
    let strongest = themes.first().map_or(0.0, |theme| theme.weight);
    let least = enough.max(strongest * BESIDE_STRONGEST);
    themes.retain(|theme| theme.weight >= least);
    themes.truncate(MOST_THEMES);
    themes
}

/// What is found of a theme so far.
fn of_theme<'t>(themes: &'t mut Vec<ThemeFound>, theme: &str) -> Option<&'t mut ThemeFound> {
    let at = themes.iter().position(|one| one.theme == theme).unwrap_or_else(|| {
        let (concepts, words) = (Vec::new(), Vec::new());
        themes.push(ThemeFound { theme: theme.to_owned(), concepts, words, weight: 0.0 });
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
    fn words_that_no_query_is_widened_by_tell_a_theme_together() {
        for (language, title, text, expected) in [
            (Language::SV, "Fler rektorer", "Eleverna får fler lärare.", "education"),
            (
                Language::SV,
                "Ny reform",
                "Friskolereformen ändrar betygen för eleverna.",
                "education",
            ),
            (Language::SV, "Polisen fick vapen", "Stölderna minskar.", "safety"),
            (Language::EN, "Firefighters honoured", "They train for emergencies.", "safety"),
            (Language::EN, "Refugees settle in", "Asylum takes months.", "social"),
            (Language::DA, "Flere sygeplejersker", "Patienterne venter.", "care"),
            (Language::NB, "Flere sykepleiere", "Pasientene venter.", "care"),
            (Language::NN, "Syklistane", "Fleire tek toget og bussen.", "mobility"),
            (Language::DE, "Mehr Lehrkräfte", "Die Schüler warten auf Unterricht.", "education"),
            (Language::FI, "Uusia opettajia", "Oppilaat palaavat kouluun.", "education"),
        ] {
            check(language, title, text, expected);
        }
        // One of them in passing tells nothing.
        check(Language::SV, "Nytt torgur", "Klockan skänktes av en lärare.", "");
        check(Language::EN, "The clock is back", "A teacher had found it.", "");
    }

    #[test]
    fn a_theme_says_which_words_told_it() {
        let text = "Pedagogerna får nya läromedel.";
        let (themes, concepts) = found(Language::SV, "Fler rektorer", text);
        let words: Vec<&str> = themes[0].words.iter().map(String::as_str).collect();
        assert_eq!(words, ["rektorer", "pedagogerna", "läromedel"]);
        assert!(concepts.is_empty(), "hints are not concepts: {concepts:?}");
    }

    #[test]
    fn working_together_is_no_work_and_a_milieu_for_tests_no_nature() {
        let text = "Arbetsgruppen har ett samarbete om kunskapsmiljöer och livscykler.";
        check(Language::SV, "Arbetssätt och samarbeten", text, "");
        check(Language::DE, "Zusammenarbeit im Rathaus", "Die Mitarbeiter bauen Bausteine.", "");
    }

    #[test]
    fn an_english_title_is_read_wherever_it_is_told() {
        let text = "Prosjektet er godkjent. Kontrakten er undertegnet.";
        check(Language::NB, "Protection of wetlands and rivers", text, "water");
        check(Language::SV, "Bussar och tåg till havet", "Vi åker.", "mobility");
    }

    #[test]
    fn a_menu_before_the_text_tells_little() {
        let text = "Äldreomsorg\nHälso- och sjukvård\nSocialtjänst\n\n\
                    Kommunen bygger nya cykelbanor och cykelparkeringar i centrum i vår.";
        check(Language::SV, "Nu börjar arbetet", text, "mobility");
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
