//! What we keep, index and show.

use serde::Serialize;

use super::{
    CanonicalUrl, CorrectedField, Correction, DocumentId, Facts, Language, SourceId, Timestamp,
};

/// One document: an entry, its readable text, and what it is about.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Document {
    pub id: DocumentId,
    pub source: SourceId,
    /// `guid`/`id` of the entry as the feed gives it; `None` when it gives none.
    pub entry_id: Option<String>,
    /// The entry's own address: what it is recognised by when the feed comes again. `None` when
    /// the entry has no link.
    pub link: Option<CanonicalUrl>,
    /// Where to read it: the link after redirects, or the address that the page itself calls
    /// canonical. `None` when the entry has no link.
    pub url: Option<CanonicalUrl>,
    /// Plain text, never empty: from the entry, else from the page, else the first words.
    pub title: String,
    /// Plain text from the feed, at most a few sentences; may be empty.
    pub summary: String,
    /// Plain text: the page's main content, else the feed's content, else its summary.
    pub text: String,
    /// The same as sanitised markup; empty when there is none.
    pub html: String,
    /// Recognised, else declared, else `und`.
    pub language: Language,
    /// From the feed, else from the page; `None` when neither says.
    pub published: Option<Timestamp>,
    /// When the publisher says it was changed.
    pub updated: Option<Timestamp>,
    pub author: Option<String>,
    pub tags: Vec<String>,
    /// What a register states of it in fields of its own; empty for articles.
    pub facts: Facts,
    /// When it was first seen by us.
    pub first_seen: Timestamp,
    /// When a change was last seen by us; `first_seen` when never.
    pub changed: Timestamp,
    /// 1 for the first version; each edit adds one.
    pub revision: u32,
    /// Hash of what the feed said, to notice edits.
    pub entry_hash: String,
    pub page: PageState,
}

/// Whether the page behind the entry has been read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PageState {
    /// The source does not ask for pages, or the entry has no link.
    #[default]
    None,
    /// To be fetched at this or a later run.
    Waiting,
    /// Fetched; `text` is its main content.
    Read,
    /// Could not be read; the text from the feed stands.
    Failed,
}

/// An earlier version of an edited document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Revision {
    pub document: DocumentId,
    pub revision: u32,
    pub title: String,
    pub summary: String,
    pub text: String,
    /// When this version was replaced.
    pub replaced: Timestamp,
}

impl Document {
    /// The date that a reader expects beside the title.
    pub fn date(&self) -> Timestamp {
        self.published.or(self.updated).unwrap_or(self.first_seen)
    }

    /// Takes what people said of its title, language and date. The store keeps what the source
    /// said.
    pub fn heed(&mut self, corrections: &[Correction]) {
        for correction in corrections {
            let value = correction.value.trim();
            match correction.field {
                CorrectedField::Title => value.clone_into(&mut self.title),
                CorrectedField::Language => {
                    self.language = value.parse().unwrap_or(self.language);
                }
                CorrectedField::Date => self.published = value.parse().ok().or(self.published),
                _ => {}
            }
        }
    }

    /// Host name of the address without `www.`; empty when there is no address.
    pub fn site(&self) -> &str {
        let Some(url) = &self.url else { return "" };
        let after_scheme = url.as_str().split_once("://").map_or("", |(_, rest)| rest);
        let host = after_scheme.split(['/', '?', '#']).next().unwrap_or_default();
        host.strip_prefix("www.").unwrap_or(host)
    }
}

impl PageState {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Waiting => "waiting",
            Self::Read => "read",
            Self::Failed => "failed",
        }
    }

    /// Reads the word that `as_str` writes; anything else is `None`.
    pub fn from_word(word: &str) -> Self {
        match word {
            "waiting" => Self::Waiting,
            "read" => Self::Read,
            "failed" => Self::Failed,
            _ => Self::None,
        }
    }
}
