//! Reads a text word by word as numbers, without copying any.

use super::keys::{START, added, mixed};
use crate::language::is_invisible;

/// What of a word matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Of all its letters in lower case.
    pub(super) hash: u64,
    /// Of its beginning: what endings leave alone.
    pub(super) stem: u64,
    pub(super) letters: usize,
    /// It begins with a capital where a sentence does not begin.
    pub(super) is_name: bool,
    /// It has digits.
    pub(super) is_number: bool,
    /// Its value when it is four digits.
    pub(super) year: Option<u16>,
}

/// Letters after which an ending may follow: *elsparkcyklarna* and *elsparkcyklar* are told alike.
const STEM_LETTERS: usize = 9;

/// A short name keeps but its last letter, when that is an *s*: *Malmös*.
const SHORTEST_GENITIVE: usize = 5;

/// Calls `take` with each word.
pub(super) fn words(text: &str, mut take: impl FnMut(Word)) {
    let mut word = Reading::default();
    let mut begins_sentence = true;
    for letter in text.chars() {
        if letter.is_alphanumeric() {
            word.add(letter);
        } else if !is_invisible(letter) {
            if word.letters > 0 {
                take(word.finished(begins_sentence));
                word = Reading::default();
                begins_sentence = false;
            }
            begins_sentence |= matches!(letter, '.' | '!' | '?' | ':' | '\n' | '"' | '”' | '–');
        }
    }
    if word.letters > 0 {
        take(word.finished(begins_sentence));
    }
}

struct Reading {
    hash: u64,
    /// The hash before the last letter, and that letter.
    before_last: u64,
    last: char,
    stem: u64,
    letters: usize,
    digits: usize,
    number: u32,
    is_capital: bool,
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            hash: START,
            before_last: START,
            last: ' ',
            stem: START,
            letters: 0,
            digits: 0,
            number: 0,
            is_capital: false,
        }
    }
}

impl Reading {
    fn add(&mut self, letter: char) {
        let lower = if letter.is_ascii() {
            letter.to_ascii_lowercase()
        } else {
            letter.to_lowercase().next().unwrap_or(letter)
        };
        if self.letters == 0 {
            self.is_capital = letter != lower;
        }
        if let Some(digit) = letter.to_digit(10) {
            self.digits += 1;
            self.number = self.number.saturating_mul(10).saturating_add(digit);
        }
        self.before_last = self.hash;
        self.last = lower;
        self.hash = added(self.hash, u64::from(lower));
        self.letters += 1;
        if self.letters <= STEM_LETTERS {
            self.stem = self.hash;
        }
    }

    fn finished(&self, begins_sentence: bool) -> Word {
        let is_genitive = self.last == 's'
            && (SHORTEST_GENITIVE..=STEM_LETTERS).contains(&self.letters)
            && self.digits == 0;
        let is_year = self.letters == 4 && self.digits == 4;
        Word {
            hash: mixed(self.hash),
            stem: mixed(if is_genitive { self.before_last } else { self.stem }),
            letters: self.letters,
            is_name: self.is_capital && !begins_sentence,
            is_number: self.digits > 0,
            year: if is_year { u16::try_from(self.number).ok() } else { None },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Word> {
        let mut found = Vec::new();
        words(text, |word| found.push(word));
        found
    }

    #[test]
    fn words_are_told_alike_whatever_their_case_and_hyphens() {
        let hashes = |text| read(text).iter().map(|word| word.hash).collect::<Vec<_>>();
        assert_eq!(hashes("Ny BRO, i Ängelholm!"), hashes("ny bro i ängel\u{ad}holm"));
        assert_ne!(hashes("bro"), hashes("brö"));
    }

    #[test]
    fn names_and_numbers_are_seen() {
        let found = read("Nu bygger Malmö en bro. Den kostar 250 kronor 2026. Malmös bro");
        let names: Vec<_> = found.iter().filter(|word| word.is_name).collect();
        assert_eq!(names.len(), 1);
        assert_eq!(names[0].stem, found[found.len() - 2].stem);
        assert_eq!(found.iter().filter(|word| word.is_number).count(), 2);
        assert_eq!(found.iter().find_map(|word| word.year), Some(2026));
    }
}
