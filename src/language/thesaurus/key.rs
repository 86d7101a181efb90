//! The stems of each term of one language, found by the first of them.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::{Term, Thesaurus};
use crate::language::Analyser;
use crate::model::Language;

/// A stem as a number of 64 bits: among some ten thousand stems, one pair in 10^11 would share it.
pub(super) type Stem = u64;

/// FNV-1a.
pub(super) fn stem_number(stem: &str) -> Stem {
    stem.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// All terms of one language.
#[derive(Clone, Default)]
pub(super) struct Keys {
    by_first: HashMap<Stem, Vec<Key>, BuildHasherDefault<AsItIs>>,
}

/// One term.
#[derive(Clone)]
pub(super) struct Key {
    /// The stems behind the first.
    pub(super) rest: Box<[Stem]>,
    pub(super) concept: usize,
    /// Its number among the concept's terms.
    pub(super) term: usize,
    pub(super) form: Form,
}

/// Beyond its stem, how a word of a text must look to be the term. Only for terms of one word.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Any,
    /// `PED`, `MaaS`: as it is written, or *Maas* would be mobility as a service.
    Cased,
    /// English `housing`: not *houses*.
    Gerund,
}

impl Keys {
    pub(super) fn of(thesaurus: &Thesaurus, language: Language) -> Self {
        let mut analyser = Analyser::new();
        let mut keys = Self::default();
        for (concept, of_concept) in thesaurus.concepts.iter().enumerate() {
            for (term, of_term) in of_concept.terms.iter().enumerate() {
                if of_term.language != language {
                    continue;
                }
                let stems = stems(&mut analyser, &of_term.text, language);
                let Some((first, rest)) = stems.split_first() else { continue };
                let form = if rest.is_empty() { Form::of(of_term) } else { Form::Any };
                let key = Key { rest: rest.into(), concept, term, form };
                keys.by_first.entry(*first).or_default().push(key);
            }
        }
        for of_first in keys.by_first.values_mut() {
            of_first.sort_by_key(|key| std::cmp::Reverse(key.rest.len()));
        }
        keys
    }

    /// The terms that begin with this stem, those with most words first.
    pub(super) fn beginning_with(&self, first: Stem) -> &[Key] {
        self.by_first.get(&first).map_or(&[], Vec::as_slice)
    }
}

pub(super) fn stems(analyser: &mut Analyser, text: &str, language: Language) -> Vec<Stem> {
    let mut stems = Vec::new();
    analyser.tokens(text, language, |token| stems.push(stem_number(token.text)));
    stems
}

impl Form {
    fn of(term: &Term) -> Self {
        if term.text.chars().filter(|letter| letter.is_uppercase()).count() >= 2 {
            Self::Cased
        } else if term.language == Language::EN && term.text.ends_with("ing") {
            Self::Gerund
        } else {
            Self::Any
        }
    }

    /// Whether a word with the stem of a term is that term.
    pub(super) fn allows(self, word: &str, term: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Cased => word.starts_with(term) || term.starts_with(word),
            Self::Gerund => word.ends_with("ing") || word.ends_with("ING"),
        }
    }
}

/// A stem's number is a hash already.
#[derive(Clone, Copy, Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 << 8) | u64::from(*byte);
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}
