//! The list of words, kept by what is left of each without its last vowel.

use crate::language::table::{Hash, Table};

/// With which last vowels a trunk is a word, one bit each.
pub type Vowels = u8;
pub const NONE: Vowels = 1;
pub const A: Vowels = 2;
pub const E: Vowels = 4;
pub const I: Vowels = 8;
pub const AE: Vowels = 16;
/// Each vowel as it is written.
const WRITTEN: [(Vowels, &str); 4] = [(A, "a"), (E, "e"), (I, "i"), (AE, "ä")];

/// The longest word in bytes that is looked at.
const LONGEST: usize = 96;

/// Words of one language.
pub struct Trunks(Table<u8>);

impl Trunks {
    pub fn read(list: &str) -> Self {
        // Eight letters and the end of the line are what a word takes.
        let mut table = Table::with_capacity(list.len() / 9);
        for word in list.lines().filter(|word| !word.starts_with('#')) {
            let (trunk, vowel) = cut(word);
            if let Some((vowels, _)) = table.entry(Hash::of(trunk), trunk) {
                *vowels |= vowel;
            }
        }
        Self(table)
    }

    /// Is this a word, perhaps once one of the vowels is added?
    pub fn hold(&self, word: &str, vowels: Vowels) -> bool {
        Beginnings::of(word).is_some_and(|all| all.word(self, word.len(), vowels).is_some())
    }
}

/// A text whose beginnings are asked for, each hashed once.
pub struct Beginnings<'w> {
    text: &'w str,
    hashes: [u32; LONGEST],
}

impl<'w> Beginnings<'w> {
    pub fn of(text: &'w str) -> Option<Self> {
        let mut hashes = [0; LONGEST];
        if text.len() > LONGEST {
            return None;
        }
        let mut hash = Hash::default();
        for (byte, place) in text.bytes().zip(&mut hashes) {
            hash = hash.with(byte);
            *place = hash.finish();
        }
        Some(Self { text, hashes })
    }

    /// The first bytes less an ending, if that is theirs.
    pub fn without(&self, bytes: usize, ending: &str) -> Option<usize> {
        // Byte by byte: nearly always the last one differs already.
        let (text, ending) = (self.text.as_bytes().get(..bytes)?, ending.as_bytes());
        let ends = text.iter().rev().zip(ending.iter().rev()).all(|(one, other)| one == other);
        if ends { bytes.checked_sub(ending.len()) } else { None }
    }

    /// Are the first bytes just this?
    pub fn begin_with(&self, bytes: usize, text: &str) -> bool {
        self.text.get(..bytes) == Some(text)
    }

    /// Are the first bytes a word, perhaps once one of the vowels is added? That vowel.
    pub fn word(&self, trunks: &Trunks, bytes: usize, vowels: Vowels) -> Option<&'static str> {
        let text = self.text.get(..bytes)?;
        let known = self.vowels(trunks, text) & vowels;
        if known & NONE != 0 {
            return Some("");
        }
        if vowels & NONE != 0 {
            let (trunk, vowel) = cut(text);
            if vowel != NONE && self.vowels(trunks, trunk) & vowel != 0 {
                return Some("");
            }
        }
        WRITTEN.iter().find(|(vowel, _)| known & vowel != 0).map(|(_, written)| *written)
    }

    fn vowels(&self, trunks: &Trunks, trunk: &str) -> Vowels {
        let hash = trunk.len().checked_sub(1).and_then(|last| self.hashes.get(last));
        hash.and_then(|hash| trunks.0.get(*hash, trunk)).unwrap_or_default()
    }
}

/// What is before the last vowel, and the vowel.
fn cut(word: &str) -> (&str, Vowels) {
    let (length, vowel) = match word.as_bytes() {
        [.., b'a'] => (1, A),
        [.., b'e'] => (1, E),
        [.., b'i'] => (1, I),
        // The two bytes of `ä`.
        [.., 0xC3, 0xA4] => (2, AE),
        _ => (0, NONE),
    };
    (word.get(..word.len() - length).unwrap_or(word), vowel)
}
