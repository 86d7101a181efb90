//! From text to the tokens that are indexed, and from a typed word to the tokens that are asked for.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::compounds::Compounds;
use super::stem::{StemMemory, Stemmer, is_inflected};
use super::twin::ascii_twin;
use super::words::Words;
use crate::model::Language;

/// Changes whenever the same text would give other tokens, so that an index made before is rebuilt.
pub const ANALYSER_FINGERPRINT: &str = "words-1 swedish-1 compounds-1 frostem-2.20261016";

/// One token of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// What is indexed.
    pub text: &'a str,
    /// Where the word stands in the text, in bytes.
    pub from: usize,
    pub to: usize,
    /// Its number among the words of the text.
    pub position: usize,
}

/// Turns texts into tokens. It remembers stems, so keep one per thread.
#[derive(Default)]
pub struct Analyser {
    memory: StemMemory,
    word: String,
}

impl Analyser {
    pub fn new() -> Self {
        Self::default()
    }

    /// The stems of a text in its own language; words of other languages stay as they are.
    pub fn tokens(&mut self, text: &str, language: Language, mut each: impl FnMut(Token<'_>)) {
        let stemmer = Stemmer::of(language);
        let mut words = Words::new(text);
        let mut position = 0;
        while let Some(Range { start, end }) = words.next_into(&mut self.word) {
            if let Some(stemmer) = &stemmer {
                self.memory.stem(&mut self.word, language, stemmer);
            }
            each(Token { text: &self.word, from: start, to: end, position });
            position += 1;
        }
    }

    /// The stems of the words that a folded word is made of, for the field of parts.
    pub fn parts(&mut self, word: &str, language: Language) -> impl Iterator<Item = &str> {
        self.beside(word, language).split_terminator('\n').filter_map(|part| part.strip_prefix('+'))
    }

    /// All that a folded word puts into the field of parts: the stems of the words that it is made
    /// of, and the stem of what is typed for it on a keyboard without its letters.
    pub fn parts_and_twin(&mut self, word: &str, language: Language) -> impl Iterator<Item = &str> {
        self.beside(word, language).split_terminator('\n').filter_map(|part| part.get(1..))
    }

    /// One line each: parts after a `+`, the twin after a `=`.
    fn beside(&mut self, word: &str, language: Language) -> &str {
        if !is_inflected(word) {
            return "";
        }
        self.memory.parts(word, language, |stem, lines| {
            if let Some(compounds) = Compounds::of(language) {
                compounds.parts(word, |part| push_line(lines, '+', part));
            }
            if let Some(mut twin) = ascii_twin(word) {
                if let Some(stemmer) = Stemmer::of(language) {
                    let typed = std::mem::take(&mut twin);
                    stemmer.stem_into(&typed, &mut twin);
                }
                if twin != stem {
                    push_line(lines, '=', &twin);
                }
            }
        })
    }

    /// Replaces a folded word by its stem.
    pub fn stem(&mut self, word: &mut String, language: Language) {
        if let Some(stemmer) = Stemmer::of(language) {
            self.memory.stem(word, language, &stemmer);
        }
    }
}

fn push_line(lines: &mut String, mark: char, text: &str) {
    lines.push(mark);
    lines.push_str(text);
    lines.push('\n');
}

/// The words of a text in exactly their forms.
pub fn exact_tokens(text: &str, mut each: impl FnMut(Token<'_>)) {
    let (mut words, mut word, mut position) = (Words::new(text), String::new(), 0);
    while let Some(Range { start, end }) = words.next_into(&mut word) {
        each(Token { text: &word, from: start, to: end, position });
        position += 1;
    }
}

/// The stem of a folded word in a language; the word itself where there is none.
pub fn stem(word: &str, language: Language) -> String {
    let mut stem = word.to_owned();
    if is_inflected(word)
        && let Some(stemmer) = Stemmer::of(language)
    {
        stemmer.stem_into(word, &mut stem);
    }
    stem
}

/// The stems of the words that a folded word is made of; none where it is no compound.
pub fn parts(word: &str, language: Language) -> Vec<String> {
    let mut parts = Vec::new();
    if is_inflected(word)
        && let Some(compounds) = Compounds::of(language)
    {
        compounds.parts(word, |part| parts.push(part.to_owned()));
    }
    parts
}

/// Lower case and composed letters: how a word is compared when it is not stemmed.
pub fn fold(word: &str) -> String {
    word.chars().flat_map(char::to_lowercase).nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(text: &str, language: Language) -> Vec<String> {
        let mut all = Vec::new();
        Analyser::new().tokens(text, language, |token| {
            assert_eq!(token.position, all.len());
            all.push(token.text.to_owned());
        });
        all
    }

    #[test]
    fn a_text_is_stemmed_in_its_own_language() {
        for (language, text, expected) in [
            (Language::SV, "Kommunerna kommunens", "kommun kommun"),
            (Language::EN, "Cities' running", "citi run"),
            (Language::DE, "Städte Städten", "stadt stadt"),
            (Language::FI, "kaupungit kaupungin", "kaupung kaupung"),
            (Language::UND, "Kommunerna 5G", "kommunerna 5g"),
        ] {
            let found = stems(text, language);
            if language == Language::DE {
                assert_eq!(found.first(), found.get(1));
            } else {
                assert_eq!(found.join(" "), expected);
            }
        }
    }

    #[test]
    fn parts_and_what_is_typed_without_marks_stand_beside_a_word() {
        let mut analyser = Analyser::new();
        for (word, language, parts, all) in [
            ("papperskorgarna", Language::SV, "papp korg", "papp korg"),
            ("överföringen", Language::SV, "", "overföring"),
            ("överföringen", Language::SV, "", "overföring"),
            ("malmö", Language::UND, "", "malmo"),
            ("böcker", Language::SV, "", "bock"),
            ("för", Language::SV, "", ""),
            ("5gnät", Language::SV, "", ""),
            ("streetlight", Language::EN, "", ""),
        ] {
            let found: Vec<&str> = analyser.parts(word, language).collect();
            assert_eq!(found.join(" "), parts, "{word}");
            let found: Vec<&str> = analyser.parts_and_twin(word, language).collect();
            assert_eq!(found.join(" "), all.replace('ö', "o"), "{word}");
        }
    }

    #[test]
    fn remembered_stems_are_kept_apart_by_language() {
        let mut analyser = Analyser::new();
        let mut stem = |language| {
            let mut word = "städer".to_owned();
            analyser.stem(&mut word, language);
            word
        };
        let (swedish, english) = (stem(Language::SV), stem(Language::EN));
        assert_ne!(swedish, english);
        assert_eq!(stem(Language::SV), swedish);
    }
}
