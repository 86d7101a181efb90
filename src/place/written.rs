//! Names of places as they are written in running text.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::model::Language;

use super::ambiguous::{self, Meaning};
use super::asked::plain;
use super::finnish;
use super::gazetteer::{self, Place, PlaceKind};

/// One name of one place.
#[derive(Debug)]
pub struct Name {
    pub place: &'static Place,
    /// The words behind the first one, in lower case.
    pub rest: Vec<String>,
    /// Is written in capitals only: *USA*, *NYC*.
    pub is_acronym: bool,
    meanings: &'static [(Meaning, &'static str)],
}

type Names = HashMap<String, Vec<Name>>;

static BY_FIRST_WORD: LazyLock<Names> = LazyLock::new(|| {
    let mut names = Names::new();
    for place in gazetteer::all().iter().filter(|place| place.id.as_str() != "EU") {
        // Oslo is both a municipality and a county: one of them is enough.
        let is_double = place.kind == PlaceKind::Region
            && gazetteer::by_own_name(place.country, place.name).is_some();
        if is_double {
            continue;
        }
        for written in &place.names {
            put(&mut names, place, written, None);
        }
    }
    names
});

/// Keyed by the stem before a Finnish case ending.
static BY_FINNISH_STEM: LazyLock<Names> = LazyLock::new(|| {
    let mut names = Names::new();
    for place in gazetteer::all() {
        for written in &place.names {
            for stem in finnish::stems(written) {
                put(&mut names, place, written, Some(stem));
            }
        }
    }
    names
});

/// Keyed by the first word as a keyboard without å, ä, ö writes it, where that differs.
static BY_PLAIN_WORD: LazyLock<Names> = LazyLock::new(|| {
    let mut names = Names::new();
    for place in gazetteer::all().iter().filter(|place| place.kind < PlaceKind::Country) {
        for written in &place.names {
            let plain = plain(&written.to_lowercase(), "a");
            let first = first_word(&plain);
            let is_long = first.len() >= SHORTEST_PLAIN_WORD;
            if is_long && !BY_FIRST_WORD.contains_key(first) && !written.contains([' ', '-']) {
                put(&mut names, place, written, Some(first.to_owned()));
            }
        }
    }
    names
});

/// Shorter ones are too often something else: *Åmål* and *Amal*.
const SHORTEST_PLAIN_WORD: usize = 5;

fn first_word(name: &str) -> &str {
    name.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default()
}

/// Endings of the adjectives in our languages.
const ADJECTIVE_ENDINGS: [&str; 24] = [
    "", "a", "t", "e", "s", "as", "en", "er", "es", "em", "ere", "eren", "ar", "arna", "arnas",
    "nen", "sen", "set", "sia", "sten", "sta", "sissa", "sessa", "sille",
];

static ADJECTIVES: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let mut forms = HashMap::new();
    for (code, stems) in gazetteer::adjectives() {
        for stem in stems.split(' ').filter(|stem| !stem.is_empty()) {
            for ending in ADJECTIVE_ENDINGS {
                forms.entry(format!("{stem}{ending}")).or_insert(code);
            }
        }
    }
    forms
});

fn put(names: &mut Names, place: &'static Place, written: &str, stem: Option<String>) {
    let lower = written.to_lowercase();
    let mut words = lower.split(|letter: char| !letter.is_alphanumeric()).filter(|w| !w.is_empty());
    let Some(first) = words.next() else { return };
    let rest: Vec<String> = words.map(str::to_owned).collect();
    if stem.is_some() && !rest.is_empty() {
        return;
    }
    let letters = written.chars().filter(|letter| letter.is_alphabetic());
    let is_acronym = written.chars().count() > 1 && letters.clone().all(char::is_uppercase);
    let meanings = ambiguous::entries(&lower);
    let known = names.entry(stem.unwrap_or_else(|| first.to_owned())).or_default();
    if !known.iter().any(|name| name.place.id == place.id && name.rest == rest) {
        known.push(Name { place, rest, is_acronym, meanings });
        // The longest name that fits is the one that is meant.
        known.sort_by_key(|name| std::cmp::Reverse(name.rest.len()));
    }
}

/// The names that begin with a word, given in lower case; the longest first.
pub fn names_by_first_word(word: &str) -> &'static [Name] {
    BY_FIRST_WORD.get(word).map_or(&[], Vec::as_slice)
}

/// The names of one word that are written without their marks: *Vaxjo*, *Orebro*.
pub fn names_by_plain_word(word: &str) -> &'static [Name] {
    BY_PLAIN_WORD.get(word).map_or(&[], Vec::as_slice)
}

/// The names of which a Finnish word, given in lower case, is an inflected form, and its ending.
pub fn names_by_finnish_stem(word: &str) -> Option<(&'static [Name], &'static str)> {
    for ending in finnish::ENDINGS {
        let Some(stem) = word.strip_suffix(ending) else { continue };
        if let Some(names) = BY_FINNISH_STEM.get(stem) {
            return Some((names, ending));
        }
        // *Berliinissä*, *Münchenissä*: foreign names are joined by a vowel.
        for stem in [Some(stem), stem.strip_suffix('i')].into_iter().flatten() {
            let names = names_by_first_word(stem);
            if names.iter().any(|name| name.rest.is_empty()) {
                return Some((names, ending));
            }
        }
    }
    None
}

/// The country of a word such as *danska*, given in lower case.
pub fn country_of_adjective(word: &str) -> Option<&'static str> {
    ADJECTIVES.get(word).copied()
}

impl Name {
    /// What else it may mean in a text of a language.
    pub fn meanings(&self, language: Language) -> impl Iterator<Item = Meaning> {
        self.meanings.iter().filter_map(move |entry| ambiguous::holds(*entry, language))
    }

    pub fn may_be(&self, meaning: Meaning, language: Language) -> bool {
        self.meanings(language).any(|one| one == meaning)
    }
}
