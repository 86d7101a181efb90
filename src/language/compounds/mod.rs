//! Compounds: which words a long word is made of, by a list of words per language.

mod links;
mod split;

use std::sync::OnceLock;

use self::links::Links;
use super::stem::Stemmer;
use super::table::Table;
use crate::model::Language;

/// So many words a compound is taken apart into; longer ones are left whole.
const MOST_WORDS: usize = 4;

/// What is known of the compounds of one language.
pub struct Compounds {
    words: Table<()>,
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
        let loaded = LOADED.get(slot)?;
        Some(loaded.get_or_init(|| Self::read(list, links, language)))
    }

    fn read(list: &str, links: &'static Links, language: Language) -> Self {
        // Nine letters and the end of the line are what a word takes.
        let mut words = Table::with_capacity(list.len() / 8);
        for word in list.lines().filter(|word| !word.is_empty() && !word.starts_with('#')) {
            words.insert(word, ());
        }
        let stemmer = Stemmer::of(language).unwrap_or(Stemmer::Swedish);
        Self { words, links, stemmer }
    }

    /// The stems of the words that a folded word is made of, then of each two neighbours when
    /// there are more than two: `gatubelysningsprojekt` is *gata*, *belysning*, *projekt*,
    /// *gatubelysning* and *belysningsprojekt*. Nothing for a word that is no compound.
    pub fn parts(&self, word: &str, mut each: impl FnMut(&str)) {
        let Some(ends) = self.split(word) else { return };
        let mut stem = String::new();
        let mut tell = |part: &str| {
            self.stemmer.stem_into(part, &mut stem);
            each(&stem);
        };
        let mut base = String::new();
        for (from, to) in ends.parts() {
            let part = word.get(from..to).unwrap_or_default();
            if to == word.len() || !self.first(part, &mut base) {
                tell(part);
            } else {
                tell(&base);
            }
        }
        if ends.len() < 3 {
            return;
        }
        let (mut parts, mut next) = (ends.parts(), ends.parts().skip(1));
        while let (Some((from, _)), Some((after, to))) = (parts.next(), next.next()) {
            let last = word.get(after..to).unwrap_or_default();
            let pair = word.get(from..to).unwrap_or_default();
            tell(self.without_link(pair, last, to == word.len()));
        }
    }

    /// A pair that stands before other words loses what binds it to them.
    fn without_link<'w>(&self, pair: &'w str, last: &str, is_end: bool) -> &'w str {
        if is_end || self.words.get(last).is_some() {
            return pair;
        }
        let links = self.links.between.iter().filter(|link| !link.is_empty());
        let mut bare = links.filter_map(|link| Some((link.len(), last.strip_suffix(link)?)));
        let found = bare.find(|(_, bare)| self.words.get(bare).is_some());
        found.and_then(|(length, _)| pair.get(..pair.len() - length)).unwrap_or(pair)
    }
}
