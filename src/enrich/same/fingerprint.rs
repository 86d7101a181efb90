//! What is kept in mind of a document to find out what tells the same.

use super::keys::{Key, KeyKind, hash_of};
use super::scan;
use super::shingles::Shingles;
use super::terms::Terms;
use super::title::Title;
use crate::address;
use crate::model::{Document, Language, SourceFacts, Understanding};

/// Smallest shingles that are keys. Texts that agree in 85 of 100 places share one of five in all
/// but one of many thousand cases.
const TEXT_KEYS: usize = 5;

/// Shorter texts have no keys of their own: a line about cookies would tie all of them together.
const LEAST_SHINGLES: usize = 20;

/// A word with as many letters may say what a document is about.
const LONG: usize = 6;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// A document with what else speaks of it.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    pub document: &'a Document,
    pub source: &'a SourceFacts,
    pub understanding: &'a Understanding,
}

/// A document, reduced to what tells it from others.
#[derive(Clone, Debug, PartialEq)]
pub struct Fingerprint {
    pub(super) source: u64,
    /// Of the host of its address; `None` without one.
    pub(super) site: Option<u64>,
    pub(super) language: Language,
    /// The day that it is dated; the day on which it was found when it says none.
    pub day: i64,
    pub(super) is_dated: bool,
    pub(super) addresses: Vec<u64>,
    pub(super) title: Title,
    pub(super) shingles: Shingles,
    /// Of all words with digits, sorted, each once.
    pub(super) numbers: Vec<u64>,
    /// The beginnings of all words, sorted, each once.
    pub(super) stems: Vec<u64>,
    /// Of what it is about: names that come more than once, and long words of the title that come
    /// again in the text.
    pub(super) subjects: Vec<u64>,
    /// Of the names and long words of the title.
    pub(super) title_subjects: Vec<u64>,
    /// Keys of words that may be rare, sorted, and those among them that stand in the title.
    pub(super) terms: Vec<i64>,
    pub(super) title_terms: Vec<i64>,
    /// Where it happens, sorted; nothing when that was not understood.
    pub(super) places: Vec<u64>,
    /// A record of a register, which tells its records apart by itself.
    pub(super) is_record: bool,
}

impl Fingerprint {
    pub fn of(told: Told<'_>) -> Self {
        let document = told.document;
        let text = if document.text.trim().is_empty() { &document.summary } else { &document.text };
        let site = document.site();
        let mut read = Read::default();
        let mut title_stems = Vec::new();
        let mut title_subjects = Vec::new();
        scan::words(&document.title, |word| {
            read.terms.add(&word, true);
            title_stems.push(word.stem);
            if word.letters >= LONG || word.is_name {
                title_subjects.push(word.stem);
            }
        });
        scan::words(text, |word| read.add(&word));
        read.names.sort_unstable();
        let mut subjects = repeated(&read.names);
        let stems = sorted(read.stems);
        subjects.extend(title_subjects.iter().filter(|stem| stems.binary_search(stem).is_ok()));
        let terms = term_keys(read.terms.finished());
        let mut title_terms = term_keys(title_stems);
        title_terms.retain(|key| terms.binary_search(key).is_ok());
        Self {
            source: hash_of(document.source.as_str()),
            site: Some(site).filter(|site| !site.is_empty()).map(hash_of),
            language: document.language,
            day: document.date().as_millis().div_euclid(DAY_MS),
            is_dated: document.published.or(document.updated).is_some(),
            addresses: addresses(document),
            title: Title::of(&document.title, &[&told.source.name, site]),
            shingles: Shingles::of(&read.words),
            numbers: sorted(read.numbers),
            stems,
            subjects: sorted(subjects),
            title_subjects: sorted(title_subjects),
            terms,
            title_terms,
            places: places(told.understanding),
            is_record: !document.facts.is_empty(),
        }
    }

    /// Under which it is found, and finds others. `Term` keys count among near days only.
    pub fn keys(&self) -> Vec<Key> {
        let mut keys: Vec<Key> =
            self.addresses.iter().map(|hash| Key::new(KeyKind::Address, *hash)).collect();
        keys.extend(self.title.keys().into_iter().map(|hash| Key::new(KeyKind::Title, hash)));
        if self.shingles.count() >= LEAST_SHINGLES {
            let text = self.shingles.smallest(TEXT_KEYS).iter();
            keys.extend(text.map(|hash| Key::new(KeyKind::Text, *hash)));
        }
        if self.is_dated {
            keys.extend(
                self.terms.iter().map(|number| Key { kind: KeyKind::Term, number: *number }),
            );
        }
        keys
    }
}

#[derive(Default)]
struct Read {
    words: Vec<u64>,
    stems: Vec<u64>,
    numbers: Vec<u64>,
    names: Vec<u64>,
    terms: Terms,
}

impl Read {
    fn add(&mut self, word: &scan::Word) {
        self.words.push(word.hash);
        self.stems.push(word.stem);
        if word.is_number {
            self.numbers.push(word.hash);
        } else if word.is_name && word.letters >= 3 {
            self.names.push(word.stem);
        }
        self.terms.add(word, false);
    }
}

fn term_keys(stems: Vec<u64>) -> Vec<i64> {
    let mut keys: Vec<i64> =
        stems.into_iter().map(|stem| Key::new(KeyKind::Term, stem).number).collect();
    keys.sort_unstable();
    keys
}

fn sorted(mut hashes: Vec<u64>) -> Vec<u64> {
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// What stands more than once in a sorted list.
fn repeated(sorted: &[u64]) -> Vec<u64> {
    let mut twice: Vec<u64> = sorted
        .windows(2)
        .filter(|two| two.first() == two.last())
        .filter_map(|two| two.first().copied())
        .collect();
    twice.dedup();
    twice
}

/// Where it is read, and where its feed points; no home pages, which many entries may point to.
fn addresses(document: &Document) -> Vec<u64> {
    let all = [&document.url, &document.link];
    let mut hashes: Vec<u64> = all
        .into_iter()
        .flatten()
        .filter(|url| !address::is_home_page(url.as_str()))
        .map(|url| hash_of(without_scheme(url.as_str())))
        .collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// `https://www.a.example/x/` and `http://a.example/x` are one page.
fn without_scheme(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/')
}

fn places(understanding: &Understanding) -> Vec<u64> {
    let about = understanding.places.iter().filter(|found| found.about);
    let mut hashes: Vec<u64> = about.map(|found| hash_of(found.place.as_str())).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}
