//! The words of a document that few others use: names, numbers and long words.

use std::collections::HashMap;

use super::scan::Word;

/// So many are kept of a document: more cost room and find nothing new.
const MOST: usize = 12;

/// A word with fewer letters says little of an event.
const LONG: usize = 9;

/// Words looked at; who and where stands at the top.
const LOOKED_AT: usize = 400;

/// Collects the words while a text is read.
#[derive(Default)]
pub(super) struct Terms {
    weights: HashMap<u64, f32, std::hash::BuildHasherDefault<Ready>>,
    read: usize,
}

impl Terms {
    pub(super) fn add(&mut self, word: &Word, is_title: bool) {
        self.read += 1;
        if self.read > LOOKED_AT {
            return;
        }
        let weight = weight(word) * if is_title { 2.5 } else { 1.0 };
        if weight > 0.0 {
            // What comes again counts less each time.
            let sum = self.weights.entry(word.stem).or_default();
            *sum += weight / (1.0 + *sum);
        }
    }

    /// The most telling first.
    pub(super) fn finished(self) -> Vec<u64> {
        let mut all: Vec<(u64, f32)> = self.weights.into_iter().collect();
        all.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        all.into_iter().take(MOST).map(|(stem, _)| stem).collect()
    }
}

fn weight(word: &Word) -> f32 {
    if word.is_number {
        // A year is in every other text.
        let is_telling =
            word.letters >= 3 && word.year.is_none_or(|year| !(1900..2100).contains(&year));
        return if is_telling { 1.5 } else { 0.0 };
    }
    if word.is_name && word.letters >= 3 {
        return 2.0;
    }
    match word.letters {
        ..LONG => 0.0,
        letters => 1.0 + 0.1 * f32::from(u8::try_from((letters - LONG).min(10)).unwrap_or(0)),
    }
}

/// The keys are hashes already.
#[derive(Default)]
pub(super) struct Ready(u64);

impl std::hash::Hasher for Ready {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = super::keys::added(self.0, u64::from(*byte));
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}
