//! The stems of each term of one language, found by the first of them.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::OnceLock;

use super::form::Form;
use super::forms::{forms, is_name};
use super::{Concept, Term};
use crate::language::Analyser;
use crate::model::Language;

/// A stem as a number of 64 bits: that any two of ten thousand share one is less likely than 1 in 10^11.
pub(super) type Stem = u64;

pub(super) fn stem_number(stem: &str) -> Stem {
    number_of(FIRST_NUMBER, stem)
}

/// FNV-1a, which can go on letter by letter.
const FIRST_NUMBER: Stem = 0xcbf2_9ce4_8422_2325;

fn number_of(so_far: Stem, letters: &str) -> Stem {
    letters
        .bytes()
        .fold(so_far, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// All terms of one language, in drawers by their first letter: a query opens few of them, a text
/// all. A drawer is filled when it is first opened.
#[derive(Clone)]
pub(super) struct Keys {
    pub(super) language: Language,
    drawers: Vec<Drawer>,
}

#[derive(Clone, Default)]
struct Drawer {
    /// Concept and term, by their numbers.
    terms: Vec<(usize, usize)>,
    filled: OnceLock<Filled>,
}

#[derive(Clone, Default)]
struct Filled {
    by_first: ByNumber<Vec<Key>>,
    /// Concept and term by the letters of the term.
    fronts: ByNumber<(usize, usize)>,
}

type ByNumber<T> = HashMap<Stem, T, BuildHasherDefault<AsItIs>>;

/// One form of a term.
#[derive(Clone)]
pub(super) struct Key {
    /// The stems behind the first.
    pub(super) rest: Box<[Stem]>,
    pub(super) concept: usize,
    /// Its number among the concept's terms.
    pub(super) term: usize,
    pub(super) form: Form,
}

impl Keys {
    pub(super) fn new(language: Language) -> Self {
        Self { language, drawers: vec![Drawer::default(); DRAWERS] }
    }

    pub(super) fn add(&mut self, text: &str, concept: usize, term: usize) {
        if let Some(drawer) = self.drawers.get_mut(drawer_of(text)) {
            drawer.terms.push((concept, term));
        }
    }

    /// The terms that begin with a word of this stem, those with most words first.
    pub(super) fn beginning_with(
        &self,
        word: Word<'_>,
        concepts: &[Concept],
        analyser: &mut Analyser,
    ) -> &[Key] {
        let filled = self.drawer(word.surface, concepts, analyser);
        filled.and_then(|filled| filled.by_first.get(&word.stem)).map_or(&[], Vec::as_slice)
    }

    /// The term that a compound begins with: *vätgas* in *vätgasbussar*.
    pub(super) fn in_front_of(
        &self,
        compound: &str,
        concepts: &[Concept],
        analyser: &mut Analyser,
    ) -> Option<(usize, usize)> {
        if compound.len() < SHORTEST_FRONT + SHORTEST_REST || self.language == Language::EN {
            return None;
        }
        let fronts = &self.drawer(compound, concepts, analyser)?.fronts;
        let letters = compound.chars().count();
        let (mut found, mut number, mut front) = (None, FIRST_NUMBER, String::new());
        for (at, letter) in compound.chars().flat_map(char::to_lowercase).enumerate() {
            front.clear();
            front.push(letter);
            number = number_of(number, &front);
            if at + 1 >= SHORTEST_FRONT && at + 1 + SHORTEST_REST <= letters {
                found = fronts.get(&number).copied().or(found);
            }
        }
        found
    }

    /// The term of one word that has this stem and may be part of a compound.
    pub(super) fn as_part(
        &self,
        part: &str,
        concepts: &[Concept],
        analyser: &mut Analyser,
    ) -> Option<(usize, usize)> {
        let of_stem = self.drawer(part, concepts, analyser)?.by_first.get(&stem_number(part))?;
        let is_part = |key: &&Key| {
            let term = concepts.get(key.concept).and_then(|one| one.terms.get(key.term));
            key.rest.is_empty() && term.is_some_and(|term| term.expand && !is_name(&term.text))
        };
        of_stem.iter().find(is_part).map(|key| (key.concept, key.term))
    }

    fn drawer(&self, word: &str, concepts: &[Concept], analyser: &mut Analyser) -> Option<&Filled> {
        let drawer = self.drawers.get(drawer_of(word))?;
        Some(drawer.filled.get_or_init(|| fill(&drawer.terms, concepts, analyser)))
    }
}

/// Letters of a term in front of a compound.
const SHORTEST_FRONT: usize = 5;
/// Of a term with an ending: shorter ones are fronts of unrelated words, as *parker* is of
/// *parkeringen*.
const SHORTEST_INFLECTED_FRONT: usize = 7;
/// Letters behind it: fewer are an ending.
const SHORTEST_REST: usize = 4;

/// A word of a query or text.
#[derive(Clone, Copy)]
pub(super) struct Word<'a> {
    pub(super) stem: Stem,
    pub(super) surface: &'a str,
}

/// One for each letter from a to z, and one for the rest.
const DRAWERS: usize = 27;

/// By the first letter, without the marks that inflection may add or take: *Hafen*, *Häfen*.
fn drawer_of(text: &str) -> usize {
    let first = text.chars().find(|letter| letter.is_alphanumeric()).unwrap_or_default();
    let plain = match first {
        'ä' | 'Ä' => 'a',
        'ö' | 'Ö' => 'o',
        'ü' | 'Ü' => 'u',
        other => other.to_ascii_lowercase(),
    };
    let letter = u8::try_from(plain).ok().filter(u8::is_ascii_lowercase);
    letter.map_or(DRAWERS - 1, |letter| usize::from(letter - b'a'))
}

fn fill(terms: &[(usize, usize)], concepts: &[Concept], analyser: &mut Analyser) -> Filled {
    let mut filled = Filled::default();
    for (concept, term) in terms.iter().copied() {
        let Some(text) = concepts.get(concept).and_then(|one| one.terms.get(term)) else {
            continue;
        };
        for stems in stems_of_forms(analyser, text) {
            let Some((first, rest)) = stems.split_first() else { continue };
            let form = if rest.is_empty() { Form::of(text) } else { Form::Any };
            let key = Key { rest: rest.into(), concept, term, form };
            filled.by_first.entry(*first).or_default().push(key);
        }
        if let Some(front) = front(text, analyser) {
            filled.fronts.insert(front, (concept, term));
        }
    }
    for of_first in filled.by_first.values_mut() {
        of_first.sort_by_key(|key| Reverse(key.rest.len()));
    }
    filled
}

/// The letters of a term that compounds may begin with.
fn front(term: &Term, analyser: &mut Analyser) -> Option<Stem> {
    let letters = term.text.to_lowercase();
    let is_word = letters.chars().all(char::is_alphabetic);
    if !term.expand || !is_word || is_name(&term.text) {
        return None;
    }
    let mut stem = letters.clone();
    analyser.stem(&mut stem, term.language);
    let is_long = letters.chars().count() >= SHORTEST_INFLECTED_FRONT;
    (is_long || stem == letters).then(|| stem_number(&letters))
}

/// The analyser of this thread, which remembers stems from one query to the next.
pub(super) fn with_analyser<T>(work: impl FnOnce(&mut Analyser) -> T) -> T {
    thread_local! {
        static ANALYSER: RefCell<Analyser> = RefCell::default();
    }
    ANALYSER.with_borrow_mut(work)
}

pub(super) fn stems(analyser: &mut Analyser, text: &str, language: Language) -> Vec<Stem> {
    let mut stems = Vec::new();
    analyser.tokens(text, language, |token| stems.push(stem_number(token.text)));
    stems
}

/// The stems of a term and of its other forms, each once.
fn stems_of_forms(analyser: &mut Analyser, term: &Term) -> Vec<Vec<Stem>> {
    let mut all = vec![stems(analyser, &term.text, term.language)];
    for form in forms(&term.text, term.language) {
        let stems = stems(analyser, &form, term.language);
        if !all.contains(&stems) {
            all.push(stems);
        }
    }
    all
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
