//! Finding where a compound is cut.

use super::{Compounds, MOST_WORDS};

/// Shorter words are no compounds that are worth the risk of a wrong cut.
const SHORTEST_COMPOUND: usize = 7;
/// So many letters each word of a compound has.
const SHORTEST_PART: usize = 3;

/// Where the words of a compound end, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ends {
    ends: [usize; MOST_WORDS],
    count: usize,
}

impl Ends {
    pub fn len(self) -> usize {
        self.count
    }

    /// From where to where each word goes.
    pub fn parts(self) -> impl Iterator<Item = (usize, usize)> {
        let mut from = 0;
        self.ends.into_iter().take(self.count).map(move |to| (std::mem::replace(&mut from, to), to))
    }

    fn with(mut self, end: usize) -> Self {
        if let Some(free) = self.ends.get_mut(self.count) {
            *free = end;
            self.count += 1;
        }
        self
    }
}

/// Kept from one look-up to the next.
#[derive(Debug, Default)]
struct Buffers {
    base: String,
    stem: String,
}

impl Compounds {
    /// The cut with the fewest words; among those the one with the longest last word. `None` for
    /// what is one word, or is made of words that are not known.
    pub fn split(&self, word: &str) -> Option<Ends> {
        word.char_indices().nth(SHORTEST_COMPOUND - 1)?;
        let mut buffers = Buffers::default();
        if self.head(word, &mut buffers) {
            return None;
        }
        (1..MOST_WORDS)
            .find_map(|firsts| self.cut((word, 0), firsts, Ends::default(), &mut buffers))
    }

    fn cut(
        &self,
        (word, from): (&str, usize),
        firsts: usize,
        before: Ends,
        buffers: &mut Buffers,
    ) -> Option<Ends> {
        let rest = word.get(from..)?;
        let letters = rest.chars().count();
        for (number, (at, _)) in rest.char_indices().enumerate() {
            if letters - number < SHORTEST_PART {
                break;
            }
            let first = rest.get(..at)?;
            let is_long = number >= SHORTEST_PART || self.links.short.contains(&first);
            if !is_long || !self.first(first, &mut buffers.base) {
                continue;
            }
            // An `s` between two words more often binds than begins: `kraft-s-park`.
            let binds = self.links.between.contains(&"s") && rest.get(at..)?.starts_with('s');
            let later = from + at + usize::from(binds);
            for end in [later, from + at].into_iter().take(1 + usize::from(binds)) {
                let found = self.cut_after((word, end), firsts, before.with(end), buffers);
                if found.is_some() {
                    return found;
                }
            }
        }
        None
    }

    /// What follows after the cut at `end` has `firsts` words less.
    fn cut_after(
        &self,
        (word, end): (&str, usize),
        firsts: usize,
        ends: Ends,
        buffers: &mut Buffers,
    ) -> Option<Ends> {
        if firsts > 1 {
            return self.cut((word, end), firsts - 1, ends, buffers);
        }
        self.head(word.get(end..)?, buffers).then(|| ends.with(word.len()))
    }

    /// May this stand before another word? Its base, `gata` for `gatu`, is put into `base`.
    pub(super) fn first(&self, part: &str, base: &mut String) -> bool {
        if self.links.short.contains(&part) {
            base.clear();
            base.push_str(part);
            return true;
        }
        self.links.first.iter().any(|(drop, add)| {
            part.strip_suffix(drop).is_some_and(|bare| {
                base.clear();
                base.push_str(bare);
                base.push_str(add);
                self.words.get(base).is_some()
            })
        })
    }

    /// May a word end with this? It is inflected as any word.
    fn head(&self, part: &str, buffers: &mut Buffers) -> bool {
        let Buffers { base, stem } = buffers;
        let mut is_word = |bare: &str| {
            self.links.vowels.iter().any(|vowel| {
                base.clear();
                base.push_str(bare);
                base.push_str(vowel);
                self.words.get(base).is_some()
            })
        };
        let endings = self.links.endings.iter().filter_map(|ending| part.strip_suffix(ending));
        if endings.filter(|bare| bare.len() >= SHORTEST_PART).any(&mut is_word) {
            return true;
        }
        if !self.links.by_stem {
            return false;
        }
        self.stemmer.stem_into(part, stem);
        stem.len() >= SHORTEST_PART && is_word(stem)
    }
}
