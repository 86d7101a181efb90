//! Compounds: which words a long word is made of, by a list of words per language.

mod links;
mod split;
mod trunk;

use std::sync::OnceLock;

use self::links::Links;
use self::trunk::{Beginnings, Trunks};
use super::stem::Stemmer;
use crate::model::Language;

/// A compound is taken apart into so many words at the most.
const MOST_WORDS: usize = 4;

/// What is known of the compounds of one language.
pub struct Compounds {
    trunks: Trunks,
    links: &'static Links,
    stemmer: Stemmer,
}

impl Compounds {
    /// `None` for languages whose words are not taken apart.
    pub fn of(language: Language) -> Option<&'static Self> {
        static LOADED: [OnceLock<Compounds>; 5] = [const { OnceLock::new() }; 5];
        let (slot, list, links) = match language {
            Language::SV => (0, include_str!("sv.txt"), &links::SWEDISH),
            Language::DE => (1, include_str!("de.txt"), &links::GERMAN),
            Language::DA => (2, include_str!("da.txt"), &links::DANISH),
            Language::NB | Language::NN => (3, include_str!("nb.txt"), &links::NORWEGIAN),
            Language::FI => (4, include_str!("fi.txt"), &links::FINNISH),
            _ => return None,
        };
        Some(LOADED.get(slot)?.get_or_init(|| Self {
            trunks: Trunks::read(list),
            links,
            stemmer: Stemmer::of(language).unwrap_or(Stemmer::Swedish),
        }))
    }

    /// The stems of the words that a folded word is made of, then of each two neighbours when
    /// there are more than two: `gatubelysningsprojekt` is *gata*, *belysning*, *projekt*,
    /// *gatubelysning* and *belysningsprojekt*. Nothing for a word that is no compound.
    pub fn parts(&self, word: &str, mut each: impl FnMut(&str)) {
        let Some(ends) = self.split(word) else { return };
        let (mut base, mut stem) = (String::new(), String::new());
        let mut tell = |part: &str| {
            self.stemmer.stem_into(part, &mut stem);
            each(&stem);
        };
        for (from, to) in ends.parts() {
            self.base_of(word, from, to, &mut base);
            tell(&base);
        }
        if ends.len() < 3 {
            return;
        }
        for ((from, _), (after, to)) in ends.parts().zip(ends.parts().skip(1)) {
            self.base_of(word, after, to, &mut base);
            let last = base.len().min(to - after);
            let pair = if to == word.len() { to } else { after + last };
            tell(word.get(from..pair).unwrap_or_default());
        }
    }

    /// A part as the word that it is on its own: `gata` for `gatu`. The last stays inflected.
    fn base_of(&self, word: &str, from: usize, to: usize, base: &mut String) {
        base.clear();
        let part = word.get(from..to).unwrap_or_default();
        let first = Beginnings::of(part).and_then(|part| self.first(&part, to - from));
        match first {
            Some((bytes, vowel)) if to < word.len() => {
                base.push_str(part.get(..bytes).unwrap_or_default());
                base.push_str(vowel);
            }
            _ => base.push_str(part),
        }
    }
}

#[cfg(test)]
mod tests;
