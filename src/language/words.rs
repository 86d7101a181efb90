//! Splitting a text into words: lower case, composed letters, in one pass.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longer words are addresses, checksums and scripts without spaces: they are left out.
const LONGEST_WORD: usize = 64;

/// From here on letters may be written in more than one way (combining marks, Ångström sign).
const FIRST_TO_COMPOSE: char = '\u{300}';

/// Walks over the words of a text.
///
/// A word is a run of letters and digits, so `5G` and `IoT` are words, `e-post` is two and `12:30`
/// is two: whoever searches for one part finds it. Letters are never folded: `å` is no `a`.
pub struct Words<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Words<'t> {
    pub fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// Puts the next word into `word` and says where in the text it stands.
    pub fn next_into(&mut self, word: &mut String) -> Option<Range<usize>> {
        loop {
            let from = self.skip_to_word()?;
            word.clear();
            let to = self.read_word(word);
            if word.len() <= LONGEST_WORD || word.chars().count() <= LONGEST_WORD {
                return Some(from..to);
            }
        }
    }

    fn skip_to_word(&mut self) -> Option<usize> {
        let bytes = self.text.as_bytes();
        loop {
            let byte = *bytes.get(self.at)?;
            if byte.is_ascii() {
                if byte.is_ascii_alphanumeric() {
                    return Some(self.at);
                }
                self.at += 1;
                continue;
            }
            let letter = self.letter()?;
            if letter.is_alphanumeric() {
                return Some(self.at);
            }
            self.at += letter.len_utf8();
        }
    }

    /// Reads up to the end of the word; the result is where its last letter ends.
    fn read_word(&mut self, word: &mut String) -> usize {
        let bytes = self.text.as_bytes();
        let mut to = self.at;
        let mut compose = false;
        while let Some(byte) = bytes.get(self.at) {
            if byte.is_ascii_alphanumeric() {
                self.read_ascii(word);
                to = self.at;
                continue;
            }
            if byte.is_ascii() {
                break;
            }
            let Some(letter) = self.letter() else { break };
            if letter.is_alphanumeric() || (letter >= FIRST_TO_COMPOSE && is_combining_mark(letter))
            {
                compose |= letter >= FIRST_TO_COMPOSE;
                push_lower(word, letter);
                self.at += letter.len_utf8();
                to = self.at;
            } else if is_invisible(letter) {
                self.at += letter.len_utf8();
            } else {
                break;
            }
        }
        if compose {
            *word = word.nfc().collect();
        }
        to
    }

    /// The common case in bulk: most letters of our languages are ASCII.
    fn read_ascii(&mut self, word: &mut String) {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let end = rest.bytes().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(rest.len());
        for byte in rest.bytes().take(end) {
            word.push(char::from(byte.to_ascii_lowercase()));
        }
        self.at += end;
    }

    fn letter(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }
}

fn push_lower(word: &mut String, letter: char) {
    match letter {
        // Lower case already: the letters that Nordic and German texts are full of.
        'ß'..='ö' | 'ø'..='ÿ' => word.push(letter),
        _ => word.extend(letter.to_lowercase()),
    }
}

/// Soft hyphens and zero-width characters stand inside words, mostly from Word and from web
/// editors, and are no part of them.
pub fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let (mut walk, mut word, mut all) = (Words::new(text), String::new(), Vec::new());
        while let Some(range) = walk.next_into(&mut word) {
            assert!(text.get(range).is_some());
            all.push(word.clone());
        }
        all
    }

    #[test]
    fn words_are_lower_case_and_composed() {
        for (text, expected) in [
            ("Smarta Städer, 5G och IoT!", "smarta städer 5g och iot"),
            ("e-post 12:30 2019/20:188", "e post 12 30 2019 20 188"),
            ("kom\u{ad}mun\u{200b}er\u{a0}x", "kommuner x"),
            ("A\u{30a}ngstro\u{308}m \u{212b}", "ångström å"),
            ("ÅÄÖ ÆØ ẞ Σίσυφος", "åäö æø ß σίσυφος"),
            ("\u{1}\u{2} … –", ""),
            ("", ""),
        ] {
            assert_eq!(words(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn endless_words_are_left_out() {
        assert_eq!(words(&format!("a {} b", "x".repeat(65))), ["a", "b"]);
        assert_eq!(words(&"å".repeat(64)).len(), 1);
    }

    #[test]
    fn a_word_ends_with_its_last_letter() {
        let text = "väg\u{ad} ";
        let mut word = String::new();
        assert_eq!(Words::new(text).next_into(&mut word), Some(0..4));
    }
}
