//! From the entries of a feed to documents: which are new, which were edited, which are known.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};

use super::intake;
use crate::address;
use crate::markup;
use crate::message::{Locale, facts};
use crate::model::{
    CanonicalUrl, Document, DocumentId, Entry, Facts, Feed, Language, PageState, Source,
    SourceKind, Timestamp,
};
use crate::store::KnownEntry;

/// A summary longer than this is cut at a word: it introduces the text, it does not replace it.
const SUMMARY_CHARACTERS: usize = 600;

/// A title made of the first words of a text that has none.
const MADE_TITLE_CHARACTERS: usize = 80;

/// Digits of an id that its source gives; eleven are left to tell its entries apart.
const SOURCE_DIGITS: usize = 5;

/// How an entry stands to what the store has.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing {
    New,
    /// The feed tells it differently than before.
    Edited(KnownEntry),
    /// The feed says the same, but that the page was updated.
    Touched(KnownEntry),
    Known,
}

/// Whether nothing but its address is known of a document: its page must be read first.
pub fn is_only_address(document: &Document) -> bool {
    has_address_as_title(document) && document.text.is_empty()
}

/// Of what has nothing but an address, keeps what a run has room for: the new before the changed,
/// the newest first. Returns how many are left for a later run.
pub fn keep_newest_addresses(news: &mut Vec<(Document, Standing)>, room: usize) -> usize {
    news.sort_by_key(|(document, standing)| {
        let is_changed = *standing != Standing::New;
        (is_only_address(document), is_changed, Reverse(document.published.or(document.updated)))
    });
    let addresses = news.iter().filter(|(document, _)| is_only_address(document)).count();
    let left = addresses.saturating_sub(room);
    news.truncate(news.len() - left);
    left
}

/// Gives a document that found no title but its address one that a person can read.
pub fn name_after_address(document: &mut Document) {
    let words = markup::strip_controls(&address::words_of(&document.title));
    if has_address_as_title(document) && !words.is_empty() {
        document.title = words;
    }
}

fn has_address_as_title(document: &Document) -> bool {
    document.link.as_ref().is_some_and(|link| link.as_str() == document.title)
}

/// The documents that a feed's entries make, each once, in the feed's order. Their language is
/// not recognised yet, and their ids are those of new documents.
pub fn documents(feed: &Feed, source: &Source, now: Timestamp) -> Vec<Document> {
    let declared = source.language.or(feed.language).unwrap_or(Language::UND);
    let documents: Vec<Document> =
        feed.entries.iter().map(|entry| document(entry, source, declared, now)).collect();
    let names = Names::of(&documents, feed.link.as_deref());
    let mut documents = named(documents, &names, source);
    leave_old(&mut documents, source, now);
    documents
}

/// The same of some of the records of a register, whose names are known already; also those that
/// are older than their source wants to keep.
pub fn documents_of_records(
    entries: &[Entry],
    names: &Names,
    source: &Source,
    now: Timestamp,
) -> Vec<Document> {
    let declared = source.language.unwrap_or(Language::UND);
    let documents = entries.iter().map(|entry| document(entry, source, declared, now)).collect();
    named(documents, names, source)
}

fn named(mut documents: Vec<Document>, names: &Names, source: &Source) -> Vec<Document> {
    for document in &mut documents {
        document.id = names.new_id(document, source);
    }
    let mut seen = HashSet::new();
    documents.retain(|document| seen.insert(document.id.clone()));
    documents
}

/// What is not kept so long would be removed at once.
pub fn leave_old(documents: &mut Vec<Document>, source: &Source, now: Timestamp) {
    if let Some(keep) = source.keep {
        documents.retain(|document| document.date() >= now.minus(keep));
    }
}

/// Says of each document how it stands to the known ones.
pub fn compare(documents: &[Document], known: &[KnownEntry], home: Option<&str>) -> Vec<Standing> {
    compare_named(documents, known, &Names::of(documents, home))
}

/// The same where the documents are some of many, whose names are known.
pub fn compare_named(documents: &[Document], known: &[KnownEntry], names: &Names) -> Vec<Standing> {
    let known_by_link: HashMap<&str, &KnownEntry> =
        known.iter().filter_map(|entry| Some((entry.link.as_ref()?.as_str(), entry))).collect();
    let known_by_id: HashMap<&str, &KnownEntry> =
        known.iter().filter_map(|entry| Some((entry.entry_id.as_deref()?, entry))).collect();
    let known_ids: HashMap<&DocumentId, &KnownEntry> =
        known.iter().map(|entry| (&entry.id, entry)).collect();
    let mut taken = HashSet::new();
    let standing_of = |document: &Document| {
        let by_link = names.unique_link(document).and_then(|link| known_by_link.get(link));
        let by_id = names.unique_id(document).and_then(|id| known_by_id.get(id));
        let Some(known) = by_link.or(by_id).or_else(|| known_ids.get(&document.id)) else {
            return Standing::New;
        };
        if !taken.insert(known.id.clone()) {
            Standing::Known
        } else if known.entry_hash != document.entry_hash && !is_only_address(document) {
            Standing::Edited((*known).clone())
        } else if document.updated.is_some() && document.updated > known.updated {
            Standing::Touched((*known).clone())
        } else {
            Standing::Known
        }
    };
    documents.iter().map(standing_of).collect()
}

/// Names that tell entries apart: those that only one entry of the feed has, and no address of a
/// home page. So a feed whose entries all link to its site is told apart by their ids, and one
/// that makes new ids at every fetch by their links.
#[derive(Clone, Default)]
pub struct Names {
    /// How many have this id, by its hash: a register may have very many of them, and no two of so
    /// few are the same by chance.
    ids: HashMap<u64, u32>,
    links: HashMap<u64, u32>,
    home: Option<CanonicalUrl>,
    hashes: RandomState,
}

impl Names {
    fn of(documents: &[Document], home: Option<&str>) -> Self {
        let mut names = Self { home: home.and_then(address::canonical), ..Self::default() };
        for document in documents {
            names.count(document.entry_id.as_deref(), document.link.as_ref());
        }
        names
    }

    /// Counts an entry of a register.
    pub fn add(&mut self, entry: &Entry) {
        let link = entry.link.as_deref().and_then(address::canonical);
        self.count(entry.id.as_deref(), link.as_ref());
    }

    fn count(&mut self, id: Option<&str>, link: Option<&CanonicalUrl>) {
        let (id, link) = (id.map(|id| self.hash(id)), link.map(|link| self.hash(link.as_str())));
        if let Some(id) = id {
            *self.ids.entry(id).or_default() += 1;
        }
        if let Some(link) = link {
            *self.links.entry(link).or_default() += 1;
        }
    }

    fn hash(&self, name: &str) -> u64 {
        self.hashes.hash_one(name)
    }

    fn unique_id<'d>(&self, document: &'d Document) -> Option<&'d str> {
        let id = document.entry_id.as_deref()?;
        (self.ids.get(&self.hash(id)) == Some(&1)).then_some(id)
    }

    fn unique_link<'d>(&self, document: &'d Document) -> Option<&'d str> {
        let link = document.link.as_ref()?;
        let tells = self.links.get(&self.hash(link.as_str())) == Some(&1)
            && Some(link) != self.home.as_ref()
            && !address::is_home_page(link.as_str());
        tells.then_some(link.as_str())
    }

    /// The id of a document that is seen for the first time, scoped to its source.
    ///
    /// Its first digits are those of the source, so that a check writes to neighbouring pages of
    /// the database: that is a fifth cheaper than ids strewn over all of it.
    fn new_id(&self, document: &Document, source: &Source) -> DocumentId {
        let source = source.id.as_str();
        let of_entry = match (self.unique_link(document), self.unique_id(document)) {
            (Some(link), _) => address::hash_hex(&[source, "link", link]),
            (None, Some(id)) => address::hash_hex(&[source, "id", id]),
            (None, None) => {
                let link = document.link.as_ref().map_or("", CanonicalUrl::as_str);
                address::hash_hex(&[source, "title", link, &document.title])
            }
        };
        let of_source = address::hash_hex(&[source]);
        let digits = of_source.chars().take(SOURCE_DIGITS);
        DocumentId::new(digits.chain(of_entry.chars().skip(SOURCE_DIGITS)).collect::<String>())
    }
}

fn document(entry: &Entry, source: &Source, declared: Language, now: Timestamp) -> Document {
    let summary = entry.summary.as_deref().map(markup::to_text).unwrap_or_default();
    let content = entry.content.as_deref().map(markup::to_text).unwrap_or_default();
    let link = entry.original_link.as_ref().or(entry.link.as_ref());
    let link = link.and_then(|link| address::canonical(link));
    let kept = |html: &&String| !html.is_empty();
    let html = entry.content.as_ref().filter(kept).or(entry.summary.as_ref().filter(kept));
    let html = html.cloned().unwrap_or_default();
    let facts_text = lines_of(&entry.facts, declared);
    let mut said = vec![entry.title.as_str(), &summary, &content];
    said.extend((!facts_text.is_empty()).then_some(facts_text.as_str()));
    let entry_hash = address::hash_hex(&said);
    let text = intake::disowned(if content.is_empty() { summary.clone() } else { content });
    let mut document = Document {
        id: DocumentId::new(""),
        source: source.id.clone(),
        entry_id: entry.id.clone(),
        title: title(entry, &text, link.as_ref()),
        url: link.clone(),
        link,
        summary: cut_at_word(&summary, SUMMARY_CHARACTERS),
        text: with_facts(text, &facts_text),
        html,
        language: entry.language.unwrap_or(declared),
        published: entry.published,
        updated: entry.updated,
        author: entry.author.clone(),
        tags: entry.tags.clone(),
        facts: entry.facts.clone(),
        first_seen: now,
        changed: now,
        revision: 1,
        entry_hash,
        page: PageState::None,
    };
    let wants_page =
        source.full_text || source.kind == SourceKind::Sitemap && is_only_address(&document);
    if wants_page && document.link.is_some() {
        document.page = PageState::Waiting;
    }
    document
}

/// One line for each fact, in the declared language where that is one of the interface, so that a
/// search finds them.
pub fn lines_of(stated: &Facts, declared: Language) -> String {
    let locale = if declared == Language::SV { Locale::Sv } else { Locale::En };
    let line = |(name, fact): (_, &String)| format!("{}: {fact}", facts::label(locale, name));
    stated.iter().map(|(name, fact)| line((*name, fact))).collect::<Vec<_>>().join("\n")
}

/// The text with the lines of facts below it.
pub fn with_facts(text: String, lines: &str) -> String {
    match (text.is_empty(), lines.is_empty()) {
        (_, true) => text,
        (true, _) => lines.to_owned(),
        _ => format!("{text}\n\n{lines}"),
    }
}

fn title(entry: &Entry, text: &str, link: Option<&CanonicalUrl>) -> String {
    if !entry.title.trim().is_empty() {
        return entry.title.trim().to_owned();
    }
    let first_line = text.lines().find(|line| !line.trim().is_empty());
    match (first_line, link) {
        (Some(words), _) => cut_at_word(words.trim(), MADE_TITLE_CHARACTERS),
        (None, Some(link)) => link.as_str().to_owned(),
        (None, None) => "–".to_owned(),
    }
}

/// The beginning of a text, at most so many characters, ending with a whole word.
pub fn cut_at_word(text: &str, characters: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(characters) else { return text.to_owned() };
    let (start, _) = text.split_at(end);
    let whole = start.rfind(char::is_whitespace).map_or(start, |space| start.split_at(space).0);
    format!("{}…", whole.trim_end())
}
