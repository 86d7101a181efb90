//! One way to read a site, tried, and how good it is.

use std::cmp::Reverse;

use crate::model::{AddressFilter, Entry, Feed, Language, ListingSelectors, SourceKind, Timestamp};

/// How it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum How {
    /// It stands at the address that was asked about.
    Itself,
    /// The page names it for programs.
    Alternate,
    /// The page links to it.
    Linked,
    /// It stands where such sites usually have it.
    Guessed,
    /// The interface of the system that the site runs on.
    Interface,
    /// robots.txt names it, or it stands where sitemaps stand.
    Sitemap,
    /// Records within the page.
    Records,
    /// The repeated block of links on the page.
    Block,
}

impl How {
    /// The word that programs read.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Itself => "itself",
            Self::Alternate => "alternate",
            Self::Linked => "linked",
            Self::Guessed => "guessed",
            Self::Interface => "interface",
            Self::Sitemap => "sitemap",
            Self::Records => "records",
            Self::Block => "block",
        }
    }
}

/// A way to read a site that was tried and works.
#[derive(Clone, Debug)]
pub struct Candidate {
    pub how: How,
    pub kind: SourceKind,
    /// Where the answer itself does not say it.
    pub format: Option<&'static str>,
    pub url: String,
    /// What it calls itself.
    pub title: Option<String>,
    pub language: Option<Language>,
    /// The newest first, as far as they have dates.
    pub newest: Vec<Entry>,
    pub entries: usize,
    /// Its entries are sitemaps, which an index names.
    pub is_index: bool,
    pub dated: usize,
    pub with_text: usize,
    /// How a list is read.
    pub listing: Option<ListingSelectors>,
    /// Which addresses of a sitemap are worth it.
    pub sitemap: AddressFilter,
    /// The links of its first entries: two that say the same are one.
    pub(super) signature: Vec<String>,
}

/// Entries that are shown.
const SHOWN: usize = 3;

impl Candidate {
    /// What an answer that was read amounts to.
    pub(super) fn new(how: How, kind: SourceKind, url: &str, feed: Feed) -> Self {
        let links = feed.entries.iter().filter_map(|entry| entry.link.clone());
        let signature = links.take(5).collect();
        let has_text = |entry: &&Entry| entry.summary.is_some() || entry.content.is_some();
        let dated = feed.entries.iter().filter(|entry| date_of(entry).is_some()).count();
        let with_text = feed.entries.iter().filter(has_text).count();
        let entries = feed.entries.len();
        let mut newest = feed.entries;
        newest.sort_by_key(|entry| Reverse(date_of(entry)));
        newest.truncate(SHOWN);
        Self {
            how,
            kind,
            format: None,
            url: url.to_owned(),
            title: feed.title.filter(|title| !title.trim().is_empty()),
            language: feed.language,
            newest,
            entries,
            is_index: false,
            dated,
            with_text,
            listing: None,
            sitemap: AddressFilter::default(),
            signature,
        }
    }

    /// More is better: a feed with dates and leads before an interface, a list, a sitemap.
    pub fn worth(&self) -> i32 {
        let kind = match (self.kind, self.how) {
            (SourceKind::Feed, _) => 100,
            (SourceKind::Register, How::Interface) => 80,
            (SourceKind::Listing, _) => 60,
            (SourceKind::Register, _) => 50,
            (SourceKind::Sitemap, _) => 30,
            // Nothing on a page leads to these.
            (SourceKind::Mail | SourceKind::Hand, _) => 0,
        };
        let most = |part: usize| part * 2 >= self.entries && part > 0;
        let named = match self.how {
            How::Itself => 12,
            How::Alternate if self.kind == SourceKind::Feed => 6,
            _ => 0,
        };
        let words = format!("{} {}", self.url, self.title.as_deref().unwrap_or_default());
        let is_comments = ["comment", "kommentar"].iter().any(|w| words.to_lowercase().contains(w));
        // Of two lists of one site, the longer one is not that of its home page.
        let length = match self.kind {
            SourceKind::Listing => i32::try_from(self.entries.min(50) / 10).unwrap_or_default(),
            _ => 0,
        };
        kind + named
            + length
            + if most(self.dated) { 15 } else { 0 }
            + if most(self.with_text) { 8 } else { 0 }
            - if self.entries == 0 { 60 } else { 0 }
            - if is_comments { 70 } else { 0 }
    }

    /// Whether both lead to the same articles in the same way.
    pub(super) fn is_same_as(&self, other: &Self) -> bool {
        self.kind == other.kind
            && (self.url == other.url
                || !self.signature.is_empty() && self.signature == other.signature)
    }
}

/// The day that an entry is shown with.
pub fn date_of(entry: &Entry) -> Option<Timestamp> {
    entry.published.or(entry.updated)
}
