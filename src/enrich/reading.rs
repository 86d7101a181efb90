//! What is looked at to understand a document.

use crate::model::{Document, Facts, Language, SourceFacts, Timestamp};

/// A document as the finders see it.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    pub title: &'a str,
    pub summary: &'a str,
    pub text: &'a str,
    pub url: Option<&'a str>,
    pub tags: &'a [String],
    pub language: Language,
    /// What the source states in fields of its own.
    pub stated: &'a Facts,
    pub source: &'a SourceFacts,
    pub published: Option<Timestamp>,
    pub author: Option<&'a str>,
}

impl<'a> Reading<'a> {
    pub fn of(document: &'a Document, source: &'a SourceFacts) -> Self {
        Self {
            title: &document.title,
            summary: &document.summary,
            text: &document.text,
            url: document.url.as_ref().map(crate::model::CanonicalUrl::as_str),
            tags: &document.tags,
            language: document.language,
            stated: &document.facts,
            source,
            published: document.published,
            author: document.author.as_deref(),
        }
    }

    /// The text, or the summary where there is none.
    pub fn body(&self) -> &'a str {
        if self.text.trim().is_empty() { self.summary } else { self.text }
    }
}
