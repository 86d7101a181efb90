//! Whether a word with the stem of a term is that term: stemmers also cut what changes the meaning.

use super::Term;
use super::forms::is_name;
use crate::model::Language;

/// Beyond its stem, how a word must look to be a term of one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// One word of several: the others tell enough.
    Any,
    /// `PED`, `MaaS`: as it is written, or *Maas* would be mobility as a service.
    Name,
    /// German *Wohnen*: with a capital letter, or the verb would be meant.
    Noun,
    /// English *housing*: not *houses*.
    Gerund,
    /// Shares all but the end: *papperskorgarna*, but neither *företag* for *företagande* nor
    /// *digital* for *digitalization*.
    Word,
}

/// How many letters at the end of a term an inflection may change: *bibliotek|et*, *parkering|ar*.
const END: usize = 2;
/// English has short endings: *mobility*, not *mobilization*.
const ENGLISH_ENDING: usize = 3;
/// In Finnish: *asumi|nen*, *asumi|sessa*.
const FINNISH_END: usize = 4;

impl Form {
    pub(super) fn of(term: &Term) -> Self {
        let starts_large = term.text.starts_with(char::is_uppercase);
        if is_name(&term.text) {
            Self::Name
        } else if term.language == Language::DE && starts_large {
            Self::Noun
        } else if term.language == Language::EN && term.text.ends_with("ing") {
            Self::Gerund
        } else {
            Self::Word
        }
    }

    /// Whether a word of a text is the term.
    pub(super) fn is_read(self, word: &str, term: &Term) -> bool {
        match self {
            Self::Name => word.starts_with(&term.text) || term.text.starts_with(word),
            Self::Noun => word.starts_with(char::is_uppercase) && shares_front(word, term),
            _ => self.is_typed(word, term),
        }
    }

    /// Whether a typed word is the term: people do not type capital letters.
    pub(super) fn is_typed(self, word: &str, term: &Term) -> bool {
        match self {
            Self::Any | Self::Name => true,
            Self::Gerund => word.to_lowercase().ends_with("ing"),
            Self::Noun | Self::Word => shares_front(word, term),
        }
    }
}

fn shares_front(word: &str, term: &Term) -> bool {
    let letters = term.text.chars().flat_map(char::to_lowercase).map(without_umlaut);
    let word = word.chars().flat_map(char::to_lowercase).map(without_umlaut);
    let shared = letters.zip(word.clone()).take_while(|(one, other)| one == other).count();
    let end = if term.language == Language::FI { FINNISH_END } else { END };
    let is_longer = word.count() > shared + ENGLISH_ENDING;
    let is_other = term.language == Language::EN && is_longer;
    shared + end >= term.text.chars().count() && !is_other
}

/// *Häfen* are several of *Hafen*.
fn without_umlaut(letter: char) -> char {
    match letter {
        'ä' => 'a',
        'ö' => 'o',
        'ü' => 'u',
        other => other,
    }
}
