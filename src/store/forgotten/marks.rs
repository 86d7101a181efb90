//! What is hashed, and the hashes of all that may not be kept.

use std::collections::{BTreeSet, HashMap};

use crate::address::KeyedHash;
use crate::model::{CanonicalUrl, Document, DocumentId, SourceId};

use super::reading::{self, Form, Hit, Seen, Wanted};
use super::redact;

/// What a hash was made of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Subject {
    Id(String),
    /// A web address, without what makes no difference.
    Address(String),
    /// An entry of a source, by the id that the source gives it.
    Entry(String, String),
    /// So many words.
    Name(usize, String),
    Mail(String),
}

/// A keyed hash with a word for what it is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) what: String,
    pub(super) hash: u128,
}

impl Subject {
    pub(super) fn address(url: &CanonicalUrl) -> Self {
        Self::Address(address_key(url.as_str()).to_owned())
    }

    pub(super) fn mark(&self, secret: &KeyedHash) -> Mark {
        let (what, parts) = match self {
            Self::Id(id) => ("id".to_owned(), ["id", id, ""]),
            Self::Address(url) => ("address".to_owned(), ["address", url, ""]),
            Self::Entry(source, entry) => ("entry".to_owned(), ["entry", source, entry]),
            Self::Name(words, name) => (format!("name-{words}"), ["name", name, ""]),
            Self::Mail(mail) => ("mail".to_owned(), ["mail", mail, ""]),
        };
        Mark { what, hash: secret.of(&parts) }
    }
}

/// The same page answers at http and https, with and without `www.`, and mostly with and without
/// a slash at the end.
pub(super) fn address_key(url: &str) -> &str {
    let url = url.split_once("://").map_or(url, |(_, rest)| rest);
    url.strip_prefix("www.").unwrap_or(url).trim_end_matches('/')
}

/// All marks, ready to be asked.
#[derive(Clone, Debug, Default)]
pub(super) struct StopList {
    keyed: Vec<Keyed>,
    /// Of how many words the names are.
    sizes: BTreeSet<usize>,
    mails: bool,
}

/// The marks made with one secret, and which request each belongs to.
#[derive(Clone, Debug)]
struct Keyed {
    text: String,
    secret: KeyedHash,
    numbers: HashMap<u128, i64>,
}

/// Who a document is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Identity<'d> {
    pub(super) id: &'d DocumentId,
    pub(super) source: &'d SourceId,
    pub(super) entry_id: Option<&'d str>,
    pub(super) link: Option<&'d CanonicalUrl>,
    pub(super) url: Option<&'d CanonicalUrl>,
}

impl<'d> Identity<'d> {
    pub(super) fn of(document: &'d Document) -> Self {
        Self {
            id: &document.id,
            source: &document.source,
            entry_id: document.entry_id.as_deref(),
            link: document.link.as_ref(),
            url: document.url.as_ref(),
        }
    }

    /// All by which it is recognised when it comes again.
    pub(super) fn subjects(&self) -> Vec<Subject> {
        let mut subjects = vec![Subject::Id(self.id.as_str().to_owned())];
        subjects.extend(self.link.into_iter().chain(self.url).map(Subject::address));
        let entry = self.entry_id.filter(|id| !id.is_empty());
        subjects
            .extend(entry.map(|id| Subject::Entry(self.source.as_str().to_owned(), id.to_owned())));
        subjects
    }
}

impl StopList {
    pub(super) fn add(&mut self, secret: &str, mark: &Mark, number: i64) {
        if let Some(words) = mark.what.strip_prefix("name-").and_then(|words| words.parse().ok()) {
            self.sizes.insert(words);
        }
        self.mails |= mark.what == "mail";
        if let Some(keyed) = self.keyed.iter_mut().find(|keyed| keyed.text == secret) {
            keyed.numbers.entry(mark.hash).or_insert(number);
            return;
        }
        self.keyed.push(Keyed {
            text: secret.to_owned(),
            secret: KeyedHash::new(secret.as_bytes()),
            numbers: HashMap::from([(mark.hash, number)]),
        });
    }

    pub(super) fn is_empty(&self) -> bool {
        self.keyed.is_empty()
    }

    /// Whether texts have to be read; without names and mail addresses an identity is enough.
    pub(super) fn reads_texts(&self) -> bool {
        self.mails || !self.sizes.is_empty()
    }

    /// Which request holds this subject.
    pub(super) fn number_of(&self, subject: &Subject) -> Option<i64> {
        let number = |keyed: &Keyed| keyed.numbers.get(&subject.mark(&keyed.secret).hash).copied();
        self.keyed.iter().find_map(number)
    }

    /// Whether a document may not be kept: it is known by something, or its address says what may
    /// not be said, and without its address nobody could read it.
    pub(super) fn stops(&self, document: &Identity<'_>) -> bool {
        if self.is_empty() {
            return false;
        }
        document.subjects().iter().any(|subject| self.number_of(subject).is_some())
            || (self.reads_texts() && self.is_told_by_address(document))
    }

    fn is_told_by_address(&self, document: &Identity<'_>) -> bool {
        let mut addresses = document.link.into_iter().chain(document.url);
        addresses.any(|url| !self.hits(url.as_str(), Form::Text).is_empty())
    }

    pub(super) fn hits(&self, text: &str, form: Form) -> Vec<Hit> {
        let is_forbidden = |seen: Seen<'_>| {
            let parts = match seen {
                Seen::Name(_, name) => ["name", name, ""],
                Seen::Mail(mail) => ["mail", mail, ""],
            };
            self.keyed.iter().any(|keyed| keyed.numbers.contains_key(&keyed.secret.of(&parts)))
        };
        let sizes: Vec<usize> = self.sizes.iter().copied().collect();
        let wanted = Wanted { sizes: &sizes, mails: self.mails, is_forbidden: &is_forbidden };
        reading::hits(text, form, &wanted)
    }

    /// Takes names and mail addresses out of a text, and says whether there were any.
    pub(super) fn clean(&self, text: &mut String, form: Form) -> bool {
        let hits = self.hits(text, form);
        if hits.is_empty() {
            return false;
        }
        *text = redact::without(text, hits);
        true
    }

    /// The same for everything that a document says.
    pub(super) fn clean_document(&self, document: &mut Document) -> bool {
        if !self.reads_texts() {
            return false;
        }
        let texts = [&mut document.title, &mut document.summary, &mut document.text];
        let optional = document.author.iter_mut().chain(&mut document.entry_id);
        let plain = texts.into_iter().chain(optional).chain(&mut document.tags);
        let plain = plain.chain(document.facts.values_mut());
        let mut is_changed = false;
        for text in plain {
            is_changed |= self.clean(text, Form::Text);
        }
        is_changed | self.clean(&mut document.html, Form::Markup)
    }

    /// Where names and mail addresses stand, with some words around them; the first few.
    pub(super) fn excerpts(&self, texts: &[&str]) -> Vec<String> {
        const FEW: usize = 3;
        let mut excerpts: Vec<String> = Vec::new();
        for text in texts {
            let found = self.hits(text, Form::Text);
            for excerpt in found.iter().filter_map(|hit| redact::excerpt(text, hit)) {
                if excerpts.len() < FEW && !excerpts.contains(&excerpt) {
                    excerpts.push(excerpt);
                }
            }
        }
        excerpts
    }
}
