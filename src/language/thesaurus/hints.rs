//! Words that tell a theme in a text, though no query is widened by them: *elever*, *polis*.

use std::sync::OnceLock;

use super::build::keys;
use super::key::Keys;
use super::{Concept, Term, language_of_terms};
use crate::model::Language;

const TABLE: &str = include_str!("hints.txt");

/// Stands in the table in the place of a theme, for words that tell nothing: *samarbete* is no work.
const NOTHING: &str = "-";

/// The hints of all themes. Each theme is one concept, whose terms are its words.
pub(super) struct Hints {
    pub(super) concepts: Vec<Concept>,
    keys: Vec<Keys>,
}

impl Hints {
    /// Those that come with the program.
    pub(super) fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<Hints> = OnceLock::new();
        SHIPPED.get_or_init(|| Self::read(TABLE))
    }

    fn read(table: &str) -> Self {
        let mut concepts: Vec<Concept> = Vec::new();
        let lines = table.lines().filter(|line| !line.starts_with('#'));
        for (theme, language, words) in lines.filter_map(line) {
            let at = concepts.iter().position(|concept| concept.id == theme);
            let at = at.unwrap_or_else(|| {
                concepts.push(of_theme(theme));
                concepts.len() - 1
            });
            let Some(concept) = concepts.get_mut(at) else { continue };
            concept.terms.extend(words.split(", ").map(|word| term(word, language)));
        }
        let keys = keys(&concepts);
        Self { concepts, keys }
    }

    pub(super) fn keys(&self, language: Language) -> Option<&Keys> {
        let language = language_of_terms(language);
        self.keys.iter().find(|keys| keys.language == language)
    }
}

/// `theme language: word, word`
fn line(line: &str) -> Option<(&str, Language, &str)> {
    let (head, words) = line.split_once(": ")?;
    let (theme, language) = head.split_once(' ')?;
    Some((theme, language.parse().ok()?, words))
}

fn of_theme(theme: &str) -> Concept {
    let id = theme.to_owned();
    let theme = (theme != NOTHING).then(|| id.clone());
    Concept { id, theme, weight: 1.0, terms: Vec::new(), matches: Vec::new() }
}

/// A word with `=` in front is not met within compounds, as what is not clear is not.
fn term(word: &str, language: Language) -> Term {
    let whole = word.strip_prefix('=');
    let text = whole.unwrap_or(word).to_owned();
    Term { language, text, preferred: false, expand: whole.is_none() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::thesaurus::Thesaurus;

    #[test]
    fn each_theme_has_words_in_six_languages() {
        let hints = Hints::shipped();
        for theme in Thesaurus::shipped().themes() {
            let concept = hints.concepts.iter().find(|one| one.id == theme.id).unwrap();
            for (language, _) in &theme.labels {
                let words = concept.terms.iter().filter(|term| term.language == *language);
                assert!(words.count() >= 10, "{} {language}", theme.id);
            }
        }
        assert_eq!(hints.concepts.len(), Thesaurus::shipped().themes().len() + 1);
    }

    #[test]
    fn the_table_is_well_written() {
        for text in TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (_, _, words) = line(text).unwrap_or_else(|| panic!("{text}"));
            let mut words: Vec<&str> = words.split(", ").collect();
            let known = words.len();
            words.sort_unstable();
            words.dedup();
            assert_eq!(words.len(), known, "a word stands twice: {text}");
            assert!(words.iter().all(|word| word.trim() == *word && !word.is_empty()), "{text}");
        }
    }
}
