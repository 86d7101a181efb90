//! Finding where a compound is cut.

use super::trunk::{Beginnings, NONE};
use super::{Compounds, MOST_WORDS};

/// Shorter words are no compounds that are worth the risk of a wrong cut.
const SHORTEST_COMPOUND: usize = 7;
/// So many letters each word of a compound has.
const SHORTEST_PART: usize = 3;

/// After these an `s` binds: Swedish, Danish, Norwegian and German.
const BOUND_BY_S: &[&str] = &[
    "ing", "het", "hed", "skap", "skab", "ion", "sjon", "tet", "tät", "dom", "nad", "ung", "heit",
    "keit", "schaft", "ling", "eri",
];

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

    /// Where the last word ends; 0 before the first.
    fn last(self) -> usize {
        self.count.checked_sub(1).and_then(|last| self.ends.get(last)).copied().unwrap_or(0)
    }

    fn with(mut self, end: usize) -> Self {
        if let Some(free) = self.ends.get_mut(self.count) {
            *free = end;
            self.count += 1;
        }
        self
    }
}

impl Compounds {
    /// The cut with the fewest words; among those the one with the longest last word. `None` for
    /// what is one word, or is made of words that are not known.
    pub fn split(&self, word: &str) -> Option<Ends> {
        word.char_indices().nth(SHORTEST_COMPOUND - 1)?;
        // Most words have no beginning that is a word, and are done here.
        let mut firsts = self.firsts(word)?.peekable();
        firsts.peek()?;
        if self.is_head(word) {
            return None;
        }
        let firsts: Vec<usize> = firsts.collect();
        (1..MOST_WORDS).find_map(|left| {
            let ends = firsts.iter().copied();
            self.cut(word, ends, left, Ends::default())
        })
    }

    /// Where the first word of a text may end.
    fn firsts<'w>(&self, text: &'w str) -> Option<impl Iterator<Item = usize> + use<'_, 'w>> {
        let beginnings = Beginnings::of(text)?;
        let last = text.len().checked_sub(SHORTEST_PART)?;
        Some((1..=last).filter(move |at| self.first(&beginnings, *at).is_some()))
    }

    /// Tries each of the ends of a first word; `left` words stand before the last.
    fn cut(
        &self,
        word: &str,
        firsts: impl Iterator<Item = usize>,
        left: usize,
        before: Ends,
    ) -> Option<Ends> {
        let from = before.last();
        for at in firsts {
            let at = from + at;
            let bound = self.is_bound(word, from, at).then_some(at + 1);
            for end in bound.into_iter().chain([at]) {
                let found = self.cut_after(word, left - 1, before.with(end));
                if found.is_some() {
                    return found;
                }
            }
        }
        None
    }

    /// Is the `s` at `at` rather what binds two words than where the next one begins? After a
    /// compound it is (`vindkraft-s-park`), and after the endings of most abstract words.
    fn is_bound(&self, word: &str, from: usize, at: usize) -> bool {
        let next = word.as_bytes().get(at);
        let first = word.get(from..at).unwrap_or_default();
        next == Some(&b's')
            && self.links.is_bound_by_s
            && (from > 0 || BOUND_BY_S.iter().any(|ending| first.ends_with(ending)))
    }

    /// What follows after the last of these ends.
    fn cut_after(&self, word: &str, left: usize, ends: Ends) -> Option<Ends> {
        let rest = word.get(ends.last()..)?;
        if left > 0 {
            // Dynamic, or the type of the iterator would hold itself.
            let firsts: Vec<usize> = self.firsts(rest)?.collect();
            return self.cut(word, firsts.into_iter(), left, ends);
        }
        self.is_head(rest).then(|| ends.with(word.len()))
    }

    /// May so many bytes stand before another word? How many of them are the word itself, and
    /// the vowel that it has on its own: `gata` for `gatu`.
    pub(super) fn first(
        &self,
        text: &Beginnings<'_>,
        bytes: usize,
    ) -> Option<(usize, &'static str)> {
        if bytes < SHORTEST_PART {
            let is_short = self.links.short.iter().any(|short| text.begin_with(bytes, short));
            return is_short.then_some((bytes, ""));
        }
        self.links.first.iter().find_map(|(drop, add)| {
            let bare = text.without(bytes, drop)?;
            text.word(&self.trunks, bare, *add).map(|vowel| (bare, vowel))
        })
    }

    /// May a word end with this? It is inflected as any word.
    fn is_head(&self, part: &str) -> bool {
        let Some(beginnings) = Beginnings::of(part) else { return false };
        let is_word = self.links.endings.iter().any(|ending| {
            // Without an ending nothing has been lost: `skol` is no last word.
            let vowels = if ending.is_empty() { NONE } else { self.links.vowels };
            beginnings.without(part.len(), ending).is_some_and(|bare| {
                bare >= SHORTEST_PART && beginnings.word(&self.trunks, bare, vowels).is_some()
            })
        });
        if is_word || !self.links.by_stem {
            return is_word;
        }
        let mut stem = String::new();
        self.stemmer.stem_into(part, &mut stem);
        stem.len() > SHORTEST_PART && self.trunks.hold(&stem, self.links.vowels)
    }
}
