//! The form of a line: what of a document goes out, and what comes back in.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::address;
use crate::enrich;
use crate::markup;
use crate::model::{CanonicalUrl, Document, DocumentId, Facts, PageState, SourceId, Timestamp};

/// Longest id that is taken, in bytes.
const LONGEST_ID: usize = 500;
/// Longest hash of an entry that is taken.
const LONGEST_HASH: usize = 64;
/// Characters of the text that stand in for a missing title.
const TITLE: usize = 80;

/// One document as JSON. Only `id`, `source`, and a title or a text are needed.
#[derive(Serialize, Deserialize)]
#[serde(expecting = "a JSON object")]
pub(super) struct Line<'a> {
    #[serde(borrow)]
    id: Option<Cow<'a, str>>,
    source: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<Cow<'a, str>>,
    /// The entry's own address; `url` where it is not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<Cow<'a, str>>,
    title: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<Cow<'a, str>>,
    text: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    html: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
    /// What a register states in fields of its own; names that are not known are left out.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    facts: BTreeMap<Cow<'a, str>, Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entry_id: Option<Cow<'a, str>>,
    /// What the feed said, so that the next crawl knows the entry again.
    #[serde(skip_serializing_if = "Option::is_none")]
    entry_hash: Option<Cow<'a, str>>,
    /// Whether the page behind the entry has been read, so that its text is not given up.
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_seen: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    changed: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    revision: Option<u32>,
}

impl<'a> Line<'a> {
    pub(super) fn of(document: &'a Document) -> Self {
        let moment = |moment: Timestamp| Some(Cow::Owned(moment.to_string()));
        let said = |text: &'a str| Some(Cow::Borrowed(text)).filter(|text| !text.is_empty());
        Self {
            id: Some(Cow::Borrowed(document.id.as_str())),
            source: Some(Cow::Borrowed(document.source.as_str())),
            url: document.url.as_ref().map(|url| Cow::Borrowed(url.as_str())),
            link: document.link.as_ref().map(|link| Cow::Borrowed(link.as_str())),
            title: Some(Cow::Borrowed(&document.title)),
            summary: said(&document.summary),
            text: Some(Cow::Borrowed(&document.text)),
            html: said(&document.html),
            language: Some(Cow::Borrowed(document.language.as_str())),
            published: document.published.and_then(moment),
            updated: document.updated.and_then(moment),
            author: document.author.as_deref().map(Cow::Borrowed),
            tags: document.tags.clone(),
            facts: document
                .facts
                .iter()
                .map(|(name, fact)| (name.as_str().into(), fact.into()))
                .collect(),
            entry_id: document.entry_id.as_deref().map(Cow::Borrowed),
            entry_hash: said(&document.entry_hash),
            page: Some(Cow::Borrowed(document.page.as_str())),
            first_seen: moment(document.first_seen),
            changed: moment(document.changed),
            revision: Some(document.revision),
        }
    }

    /// Reads and checks a line; the error is a sentence about what is wrong with it.
    pub(super) fn read(json: &'a [u8]) -> Result<Self, String> {
        serde_json::from_slice(json).map_err(|error| {
            let message = error.to_string();
            // The position counts within this line; its own number is said by the report.
            let what = message.split(" at line ").next().unwrap_or_default().to_owned();
            format!("not a document: {what} (character {})", error.column())
        })
    }

    /// The document that this line describes.
    pub(super) fn into_document(self, now: Timestamp) -> Result<Document, String> {
        let id = checked_id(self.id.as_deref())?;
        let source: SourceId = self
            .source
            .as_deref()
            .ok_or("`source` is missing; write the id of the source it belongs to")?
            .parse()
            .map_err(|error: crate::model::InvalidSourceId| error.to_string())?;
        let url = checked_address("url", self.url.as_deref())?;
        let link = checked_address("link", self.link.as_deref())?.or_else(|| url.clone());
        let base = url.as_ref().map(CanonicalUrl::as_str);
        let html =
            self.html.as_deref().map_or_else(String::new, |html| markup::sanitise(html, base));
        let plain = |text: Option<Cow<'_, str>>| text.map(|text| markup::strip_controls(&text));
        let summary = plain(self.summary).unwrap_or_default();
        let text = plain(self.text).filter(|text| !text.trim().is_empty());
        let text = text.unwrap_or_else(|| markup::to_text(&html));
        let title = plain(self.title).filter(|title| !title.trim().is_empty());
        let title =
            title.unwrap_or_else(|| first_words(if text.is_empty() { &summary } else { &text }));
        if title.is_empty() {
            return Err(
                "`title` and `text` are both missing or empty; write one of them".to_owned()
            );
        }
        let language = match self.language.as_deref() {
            Some(code) => code.parse()?,
            None => enrich::language_of(&title, &text, None),
        };
        let first_seen = moment("first_seen", self.first_seen)?.unwrap_or(now);
        Ok(Document {
            id,
            source,
            entry_id: self.entry_id.map(Cow::into_owned),
            link,
            url,
            title,
            summary,
            text,
            html,
            language,
            published: moment("published", self.published)?,
            updated: moment("updated", self.updated)?,
            author: plain(self.author),
            tags: self.tags.iter().map(|tag| markup::strip_controls(tag)).collect(),
            facts: known_facts(&self.facts),
            first_seen,
            changed: moment("changed", self.changed)?.unwrap_or(first_seen),
            revision: self.revision.unwrap_or(1).max(1),
            entry_hash: checked_hash(self.entry_hash)?,
            page: checked_page(self.page.as_deref())?,
        })
    }
}

/// A later version may write names that this one does not know.
fn known_facts(facts: &BTreeMap<Cow<'_, str>, Cow<'_, str>>) -> Facts {
    let known = |(name, fact): (&Cow<'_, str>, &Cow<'_, str>)| {
        Some((name.parse().ok()?, markup::strip_controls(fact)))
    };
    facts.iter().filter_map(known).collect()
}

fn checked_id(id: Option<&str>) -> Result<DocumentId, String> {
    let id =
        id.filter(|id| !id.is_empty()).ok_or("`id` is missing; every document needs its own")?;
    if id.len() > LONGEST_ID {
        return Err(format!("`id` is longer than {LONGEST_ID} bytes: `{}`", shortened(id)));
    }
    if id.chars().any(|letter| letter.is_control() || letter.is_whitespace()) {
        return Err(format!("`id` holds spaces or control characters: `{}`", shortened(id)));
    }
    Ok(DocumentId::new(id))
}

fn checked_address(field: &str, url: Option<&str>) -> Result<Option<CanonicalUrl>, String> {
    let Some(url) = url.filter(|url| !url.is_empty()) else { return Ok(None) };
    address::canonical(url).map(Some).ok_or_else(|| {
        format!("`{field}` is no web address: `{}`; write it as https://…", shortened(url))
    })
}

fn checked_hash(hash: Option<Cow<'_, str>>) -> Result<String, String> {
    let hash = hash.unwrap_or_default();
    if hash.len() > LONGEST_HASH || !hash.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(format!("`entry_hash` is no hash: `{}`; leave it out", shortened(&hash)));
    }
    Ok(hash.into_owned())
}

fn checked_page(page: Option<&str>) -> Result<PageState, String> {
    let Some(word) = page.filter(|word| !word.is_empty()) else { return Ok(PageState::None) };
    let state = PageState::from_word(word);
    // Any word that is not known is read as `none`.
    if state.as_str() == word {
        return Ok(state);
    }
    let shown = shortened(word);
    Err(format!("`page` is `{shown}`; write `none`, `waiting`, `read` or `failed`"))
}

fn moment(field: &str, text: Option<Cow<'_, str>>) -> Result<Option<Timestamp>, String> {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(None) };
    text.parse().map(Some).map_err(|error| format!("`{field}`: {error}"))
}

fn first_words(text: &str) -> String {
    let line = text.trim().lines().next().unwrap_or_default();
    line.chars().take(TITLE).collect::<String>().trim_end().to_owned()
}

/// Short enough to stand in a sentence, and without what a terminal would obey.
fn shortened(text: &str) -> String {
    text.chars().take(60).map(|letter| if letter.is_control() { '?' } else { letter }).collect()
}
