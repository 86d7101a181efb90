//! Finding concepts in a text, in one pass over its words.

use super::key::{self, Key, Keys, Stem, stem_number};
use super::{Concept, Term, Thesaurus};
use crate::language::Analyser;
use crate::model::Language;

/// Reads texts with a thesaurus. It remembers stems, so keep one per thread.
#[derive(Default)]
pub struct Reader {
    analyser: Analyser,
    words: Vec<Word>,
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
    /// text has. Where no term is met, a compound may begin with one (*vätgasbussar*). Where one term lies within another (*digital tvilling* in *lokal digital
    /// tvilling*) the longer one is met.
    pub fn read<'a>(
        &mut self,
        text: &'a str,
        language: Language,
        thesaurus: &'a Thesaurus,
        mut each: impl FnMut(Met<'a>),
    ) -> usize {
        let words = &mut self.words;
        words.clear();
        self.analyser.tokens(text, language, |token| {
            words.push(Word { stem: stem_number(token.text), from: token.from, to: token.to });
        });
        let Some(keys) = thesaurus.keys(language) else { return words.len() };
        let page = Page { text, thesaurus, keys };
        let mut left = words.as_slice();
        while let Some(rest) = left.get(1..) {
            let length = page.meet(left, &mut self.analyser, &mut each);
            left = left.get(length.max(1)..).unwrap_or(rest);
        }
        words.len()
    }
}

/// A text, and what it is read with.
#[derive(Clone, Copy)]
struct Page<'a> {
    text: &'a str,
    thesaurus: &'a Thesaurus,
    keys: &'a Keys,
}

impl<'a> Page<'a> {
    /// Reports the longest terms that begin with the first of these words, and says how many words
    /// they cover.
    fn meet(
        self,
        words: &[Word],
        analyser: &mut Analyser,
        each: &mut impl FnMut(Met<'a>),
    ) -> usize {
        let Some(first) = words.first() else { return 0 };
        let concepts = &self.thesaurus.concepts;
        let surface = self.text.get(first.from..first.to).unwrap_or_default();
        let (mut longest, mut last) = (0, None);
        let word = key::Word { stem: first.stem, surface };
        for key in self.keys.beginning_with(word, concepts, analyser) {
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
        if longest == 0
            && let Some((concept, term)) = self.keys.in_front_of(surface, concepts, analyser)
            && let Some(concept) = concepts.get(concept)
            && let Some(term) = concept.terms.get(term)
        {
            each(Met { concept, term, surface, from: first.from, words: 0 });
        }
        longest
    }

    fn met(self, key: &Key, words: &[Word]) -> Option<Met<'a>> {
        let covered = words.get(..=key.rest.len())?;
        let (first, last) = (covered.first()?, covered.last()?);
        let is_term = covered.iter().skip(1).map(|word| word.stem).eq(key.rest.iter().copied());
        if !is_term || !covered.is_sorted_by(|one, next| is_one_phrase(self.text, one, next)) {
            return None;
        }
        let concept = self.thesaurus.concepts.get(key.concept)?;
        let term = concept.terms.get(key.term)?;
        let surface = self.text.get(first.from..last.to)?;
        let met = Met { concept, term, surface, from: first.from, words: covered.len() };
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
