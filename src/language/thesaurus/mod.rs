//! The thesaurus: what has the same meaning in all of our languages, and the theme it belongs to.
//!
//! `expand` finds the concepts in what was typed and names their other terms; `Reader` finds them
//! in a text. Both compare stems, each in its own language, so that inflected terms are met.

#[cfg(test)]
mod across;
mod build;
mod expand;
mod finnish;
mod form;
mod forms;
mod hints;
mod key;
mod reader;
mod shipped;
mod table;
#[cfg(test)]
mod tests;
mod turtle;

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::model::Language;
pub use expand::{Expansion, OtherTerm};
pub use reader::{Met, Reader};
pub use table::{Entry, EntryKind, Problem, parse_tsv, write_tsv};
pub use turtle::{parse_turtle, write_turtle};

use key::Keys;

/// Reads the lines of a file in either form: Turtle is told by its prefixes.
pub fn parse(text: &str) -> Result<Vec<Entry>, Vec<Problem>> {
    let is_turtle = text.lines().any(|line| {
        let line = line.trim_start();
        line.starts_with("@prefix")
            || line.get(..6).is_some_and(|w| w.eq_ignore_ascii_case("prefix"))
    });
    if is_turtle { parse_turtle(text) } else { parse_tsv(text) }
}

/// Concepts with their terms, and the themes that they belong to.
#[derive(Clone, Default)]
pub struct Thesaurus {
    themes: Vec<Theme>,
    concepts: Vec<Concept>,
    numbers: HashMap<String, usize>,
    /// One for each language that has terms.
    keys: Vec<Keys>,
}

/// One of the fields that the network sorts its news by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// `env-energy`
    pub id: String,
    /// What it is called, in each language.
    pub labels: Vec<(Language, String)>,
}

/// One meaning, with its terms in every language.
#[derive(Clone, Debug, PartialEq)]
pub struct Concept {
    /// `smart-waste-bin`
    pub id: String,
    /// The id of its theme; `None` for a concept that a user added without one.
    pub theme: Option<String>,
    /// How much it tells of its theme; 0 for what fits everything, such as *pilot project*.
    pub weight: f32,
    pub terms: Vec<Term>,
    /// Addresses of the same concept in other vocabularies.
    pub matches: Vec<String>,
}

/// One way to say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    pub language: Language,
    pub text: String,
    /// The term to show; one in each language.
    pub preferred: bool,
    /// Whether it is clear enough to be searched for and to call up the others. What is not, such
    /// as *integration*, counts in a text only beside a clearer term of the same concept.
    pub expand: bool,
}

impl Thesaurus {
    /// The thesaurus that comes with the program.
    pub fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<Thesaurus> = OnceLock::new();
        SHIPPED.get_or_init(shipped::read)
    }

    pub fn themes(&self) -> &[Theme] {
        &self.themes
    }

    pub fn theme(&self, id: &str) -> Option<&Theme> {
        self.themes.iter().find(|theme| theme.id == id)
    }

    pub fn concepts(&self) -> &[Concept] {
        &self.concepts
    }

    pub fn concept(&self, id: &str) -> Option<&Concept> {
        self.concepts.get(*self.numbers.get(id)?)
    }

    /// The keys of a language's terms. Nynorsk has none of its own and is met with those of Bokmål.
    fn keys(&self, language: Language) -> Option<&Keys> {
        let language = language_of_terms(language);
        self.keys.iter().find(|keys| keys.language == language)
    }
}

/// What a theme is called in a language; its id where it is not known.
pub fn theme_name(id: &str, language: Language) -> &str {
    Thesaurus::shipped().theme(id).map_or(id, |theme| theme.label(language))
}

impl Concept {
    /// What it is called in a language, else in Swedish, else in any.
    pub fn label(&self, language: Language) -> &str {
        let preferred = |wanted: Language| {
            self.terms.iter().find(|term| term.preferred && term.language == wanted)
        };
        let found = preferred(language_of_terms(language)).or_else(|| preferred(Language::SV));
        found.or(self.terms.first()).map_or(&self.id, |term| &term.text)
    }
}

impl Theme {
    /// What it is called in a language, else in Swedish, else its id.
    pub fn label(&self, language: Language) -> &str {
        let of = |wanted| self.labels.iter().find(|(its, _)| *its == wanted);
        let found = of(language_of_terms(language)).or_else(|| of(Language::SV));
        found.map_or(&self.id, |(_, label)| label)
    }
}

fn language_of_terms(language: Language) -> Language {
    if language == Language::NN { Language::NB } else { language }
}
