//! What a feed says, in one shape for RSS, Atom and JSON Feed.

use serde::Serialize;

use super::{Facts, Language, Repair, Timestamp};

/// One feed document. Markup in it is sanitised; empty fields were missing in the feed.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Feed {
    /// Plain text.
    pub title: Option<String>,
    /// The site that the feed belongs to, absolute.
    pub link: Option<String>,
    /// Plain text.
    pub description: Option<String>,
    /// As the feed declares it; often wrong.
    pub language: Option<Language>,
    /// The same with region and script, for those who look into the feed.
    #[serde(skip)]
    pub language_tag: Option<String>,
    pub id: Option<String>,
    pub author: Option<String>,
    /// Mail address of the first author, for those who look into the feed; never stored.
    #[serde(skip)]
    pub author_mail: Option<String>,
    pub rights: Option<String>,
    pub updated: Option<Timestamp>,
    pub published: Option<Timestamp>,
    /// `<ttl>` of RSS, or `sy:updatePeriod` over `sy:updateFrequency`, in minutes: the feed asks
    /// not to be fetched more often.
    pub ttl_minutes: Option<u32>,
    pub entries: Vec<Entry>,
    /// The document ends before its end: its entries are whole, and there may be more.
    #[serde(skip)]
    pub is_cut_off: bool,
    /// Where a list goes on, absolute; only where it is read beyond its first page.
    #[serde(skip)]
    pub next_page: Option<String>,
    /// What was repaired on the way, each kind once and in their order.
    #[serde(skip)]
    pub repairs: Vec<Repair>,
    /// What was left out on the way, one sentence each.
    pub warnings: Vec<String>,
}

/// One unit of a feed (RSS calls it *item*).
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Entry {
    /// Plain text; empty when the feed gives none.
    pub title: String,
    /// Absolute, as the feed gives it; not yet canonical.
    pub link: Option<String>,
    /// Where it really stands, when `link` leads over a counting service.
    #[serde(skip)]
    pub original_link: Option<String>,
    /// `guid` of RSS, `id` of Atom and JSON Feed; never one that a parser invented.
    pub id: Option<String>,
    pub published: Option<Timestamp>,
    pub updated: Option<Timestamp>,
    pub author: Option<String>,
    /// Mail address of the first author, for those who look into the feed; never stored.
    #[serde(skip)]
    pub author_mail: Option<String>,
    /// Sanitised markup; empty when nothing harmless is left of it. So with `content`.
    pub summary: Option<String>,
    /// Sanitised markup; the full text where the feed carries it.
    pub content: Option<String>,
    pub tags: Vec<String>,
    /// What a register states in fields of their own; feeds state none.
    #[serde(skip)]
    pub facts: Facts,
    pub rights: Option<String>,
    pub language: Option<Language>,
}
