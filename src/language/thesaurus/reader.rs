//! Finding concepts in a text, in one pass over its words.

use super::hints::Hints;
use super::key::{self, Key, Keys, Stem, stem_number};
use super::{Concept, Term, Thesaurus};
use crate::language::{Analyser, fold};
use crate::model::Language;

/// Shorter words, in bytes, are not taken apart.
const SHORTEST_COMPOUND: usize = 8;
/// Shorter parts, in bytes, mean too many things.
const SHORTEST_PART: usize = 4;

/// Reads texts with a thesaurus. It remembers stems, so keep one per thread.
#[derive(Default)]
pub struct Reader {
    analyser: Analyser,
    words: Vec<Word>,
    /// The stems of the parts of one word, a line each.
    parts: String,
}

/// A term that was met in a text.
#[derive(Clone, Copy, Debug)]
pub struct Met<'a> {
    pub concept: &'a Concept,
    pub term: &'a Term,
    /// As the text has it.
    pub surface: &'a str,
    /// Where that begins in the text, in bytes.
    pub from: usize,
    /// How many words of the text it covers; 0 when it is part of one.
    pub words: usize,
    /// The concept is a theme, and the term a word that only tells it.
    pub is_hint: bool,
}

#[derive(Clone, Copy)]
struct Word {
    stem: Stem,
    from: usize,
    to: usize,
}

impl Reader {
    pub fn new() -> Self {
        Self::default()
    }

    /// Calls `each` for every term in the text, in its order; the result is how many words the
    /// text has. Where no term is met, a compound may begin with one (*vätgasbussar*). Where one
    /// term lies within another (*digital tvilling* in *lokal digital tvilling*) the longer one is
    /// met.
    pub fn read<'a>(
        &mut self,
        text: &'a str,
        language: Language,
        thesaurus: &'a Thesaurus,
        each: impl FnMut(Met<'a>),
    ) -> usize {
        let terms = Shelf::of_terms(text, language, thesaurus);
        self.read_from(text, language, &[terms], each)
    }

    /// The same, and where no clear term is met a word may be a hint at a theme.
    pub fn read_with_hints<'a>(
        &mut self,
        text: &'a str,
        language: Language,
        thesaurus: &'a Thesaurus,
        each: impl FnMut(Met<'a>),
    ) -> usize {
        let terms = Shelf::of_terms(text, language, thesaurus);
        let hints = Shelf::of_hints(text, language);
        self.read_from(text, language, &[terms, hints], each)
    }

    fn read_from<'a>(
        &mut self,
        text: &'a str,
        language: Language,
        shelves: &[Option<Shelf<'a>>],
        mut each: impl FnMut(Met<'a>),
    ) -> usize {
        let words = &mut self.words;
        words.clear();
        self.analyser.tokens(text, language, |token| {
            words.push(Word { stem: stem_number(token.text), from: token.from, to: token.to });
        });
        let mut left = words.as_slice();
        while let Some(rest) = left.get(1..) {
            let (mut longest, mut is_clear) = (1, false);
            for shelf in shelves.iter().flatten() {
                if is_clear {
                    break;
                }
                let length = shelf.meet(left, &mut self.analyser, &mut self.parts, &mut |met| {
                    is_clear |= met.term.expand;
                    each(met);
                });
                longest = longest.max(length);
            }
            left = left.get(longest..).unwrap_or(rest);
        }
        words.len()
    }
}

/// A text, and the terms that it is read with.
#[derive(Clone, Copy)]
struct Shelf<'a> {
    text: &'a str,
    concepts: &'a [Concept],
    keys: &'a Keys,
    is_hint: bool,
}

impl<'a> Shelf<'a> {
    fn of_terms(text: &'a str, language: Language, thesaurus: &'a Thesaurus) -> Option<Self> {
        let keys = thesaurus.keys(language)?;
        Some(Self { text, concepts: &thesaurus.concepts, keys, is_hint: false })
    }

    fn of_hints(text: &'a str, language: Language) -> Option<Self> {
        let hints = Hints::shipped();
        let keys = hints.keys(language)?;
        Some(Self { text, concepts: &hints.concepts, keys, is_hint: true })
    }

    /// Reports the longest terms that begin with the first of these words, else one that is part
    /// of it, and says how many words that covers.
    fn meet(
        self,
        words: &[Word],
        analyser: &mut Analyser,
        parts: &mut String,
        each: &mut impl FnMut(Met<'a>),
    ) -> usize {
        let Some(first) = words.first() else { return 0 };
        let surface = self.text.get(first.from..first.to).unwrap_or_default();
        let (mut longest, mut last) = (0, None);
        let word = key::Word { stem: first.stem, surface };
        for key in self.keys.beginning_with(word, self.concepts, analyser) {
            let length = key.rest.len() + 1;
            if length < longest {
                break;
            }
            // Two forms of one term, or two of its terms, may have the same stems.
            if last == Some(key.concept) {
                continue;
            }
            let Some(met) = self.met(key, words) else { continue };
            (longest, last) = (length, Some(key.concept));
            each(met);
        }
        if longest > 0 {
            return longest;
        }
        let part = if self.is_hint {
            self.in_compound(surface, analyser, parts)
        } else {
            self.keys.in_front_of(surface, self.concepts, analyser)
        };
        let Some(met) = part.and_then(|part| self.met_within(part, first, surface)) else {
            return 0;
        };
        each(met);
        1
    }

    /// The first term that is part of a compound: *skola* in *friskolereform*.
    fn in_compound(
        self,
        surface: &str,
        analyser: &mut Analyser,
        parts: &mut String,
    ) -> Option<(usize, usize)> {
        let language = self.keys.language;
        if surface.len() < SHORTEST_COMPOUND || language == Language::EN {
            return None;
        }
        parts.clear();
        for part in analyser.parts(&fold(surface), language) {
            parts.push_str(part);
            parts.push('\n');
        }
        let mut long = parts.lines().filter(|part| part.len() >= SHORTEST_PART);
        long.find_map(|part| self.keys.as_part(part, self.concepts, analyser))
    }

    fn met_within(
        self,
        (concept, term): (usize, usize),
        word: &Word,
        surface: &'a str,
    ) -> Option<Met<'a>> {
        let concept = self.concepts.get(concept)?;
        let term = concept.terms.get(term)?;
        let is_hint = self.is_hint;
        Some(Met { concept, term, surface, from: word.from, words: 0, is_hint })
    }

    fn met(self, key: &Key, words: &[Word]) -> Option<Met<'a>> {
        let covered = words.get(..=key.rest.len())?;
        let (first, last) = (covered.first()?, covered.last()?);
        let is_term = covered.iter().skip(1).map(|word| word.stem).eq(key.rest.iter().copied());
        if !is_term || !covered.is_sorted_by(|one, next| is_one_phrase(self.text, one, next)) {
            return None;
        }
        let concept = self.concepts.get(key.concept)?;
        let term = concept.terms.get(key.term)?;
        let surface = self.text.get(first.from..last.to)?;
        let (words, is_hint) = (covered.len(), self.is_hint);
        let met = Met { concept, term, surface, from: first.from, words, is_hint };
        key.form.is_read(surface, term).then_some(met)
    }
}

/// Nothing stands between two words that would end a phrase.
fn is_one_phrase(text: &str, one: &Word, next: &Word) -> bool {
    let between = text.get(one.to..next.from).unwrap_or_default();
    // *API:er* and *borger.dk* are one word to people.
    let ends = between.contains(['.', ',', ':', '!', '?']) && between.contains(char::is_whitespace);
    !ends && !between.contains(['\n', '(', ')', ';', '|', '•'])
}
