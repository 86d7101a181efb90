//! Bytes to a `Feed`: RSS, Atom and JSON Feed, repaired where they are nearly right; pages that
//! list articles; sitemaps; registers, record by record; web archives; mails.

mod base64;
mod channel;
mod discover;
mod element;
mod entry;
mod json;
mod json_shape;
mod known;
mod listing;
mod looks;
pub mod mail;
mod nature;
mod next_page;
mod opml;
mod people;
mod reader;
mod register;
mod salvage;
mod sitemap;
mod space;
mod tag;
mod warc;
mod wording;

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::markup::{self, RobotsWords, Sanitiser};
use crate::model::{AddressFilter, Entry, Feed, ListingSelectors, Repair};

use element::Element;

pub use discover::{FeedLink, Finds, Named};
pub use nature::{Nature, nature};
pub use opml::{FeedList, Outline};
pub use register::{File, RegisterBody, RegisterEnd, RegisterLimits, Taken, register};
pub use sitemap::{ChildSitemap, Sitemap, SitemapLimits};
pub use warc::{Archive, ArchiveLimits, Capture, Found, Record, is_archive};

/// What is refused or left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Entries beyond are left out, with a warning; feeds begin with the newest.
    pub entries: usize,
    /// Elements inside each other; no real feed comes near.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { entries: 2_000, depth: 200 }
    }
}

/// Why a document gives no feed. In every case nothing that is known is given up.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseError {
    #[error("the answer is empty; look at the address in a browser")]
    Empty,
    #[error("not a feed but {looks_like}; look for the feed's new address on the site")]
    NotAFeed { looks_like: String },
    #[error("the answer is cut off after {entries} entries; it is tried again at the next check")]
    Truncated { entries: usize },
    #[error("elements are nested more than {0} levels deep; no real feed is, ask the site")]
    TooDeep(usize),
    #[error("the answer is damaged: {0}; tell the site, it is tried again at the next check")]
    Damaged(String),
    #[error("not {wanted} but {looks_like}; look at the address in a browser")]
    Unwanted { wanted: &'static str, looks_like: String },
    #[error(
        "nothing on the page matches `item = \"{selector}\"` (it is {looks_like}); {}",
        instead_of(.instead.as_deref())
    )]
    NoItems {
        selector: String,
        looks_like: String,
        /// The selectors of the list that the page has now, as they are written.
        instead: Option<String>,
    },
    #[error(
        "none of the {items} items on the page has a link that can be followed; check `link` of \
         `[source.listing]`"
    )]
    NoLinks { items: usize },
    #[error("`{0}` is no CSS selector; write it as in a style sheet, such as `ul.news > li`")]
    Selector(String),
    #[error("the page asks robots {asked}; ask the site whether it may be read")]
    Forbidden { asked: &'static str },
    #[error("nothing at `{path}`; the answer has: {has}")]
    NoRecords { path: String, has: String },
    #[error(
        "none of the {records} records has a title or a text; write `title`; the fields are: {has}"
    )]
    NoTitles { records: usize, has: String },
    #[error("the sitemap names sitemaps where it should name pages; it is passed over")]
    IndexOfIndexes,
    #[error(
        "the page has more than {0} tags, which takes too long to read; selectors without `:nth-…`, \
         `:has` and `~` can read larger pages"
    )]
    TooManyTags(usize),
    #[error("unpacked it is larger than {} MiB; it is not read further", .0 / (1024 * 1024))]
    TooLarge(usize),
    #[error("reading the answer failed in a way that it should not; please report its address")]
    Panicked,
}

/// What to do about a selector that finds nothing.
fn instead_of(selectors: Option<&str>) -> String {
    match selectors {
        Some(selectors) => format!(
            "the page has a list now that is read with `{selectors}`; write that into \
             `[source.listing]` if it is the right one"
        ),
        None => "look at it in a browser and write a selector that finds its articles".to_owned(),
    }
}

/// Reads a feed. It takes CPU time and belongs on a blocking thread.
///
/// `content_type` is the header of the answer, `url` the address that answered: relative links
/// belong to it.
pub fn feed(
    bytes: &[u8],
    content_type: Option<&str>,
    url: &str,
    limits: Limits,
) -> Result<Feed, ParseError> {
    guarded(|| read(bytes, content_type, url, limits))
}

/// Reads a page that lists articles; its entries are those of a feed. Takes CPU time like `feed`.
///
/// `url` is the address that answered: relative links belong to it.
pub fn listing(
    bytes: &[u8],
    content_type: Option<&str>,
    url: &str,
    selectors: &ListingSelectors,
    limits: Limits,
) -> Result<Feed, ParseError> {
    guarded(|| {
        let decoded = markup::decode_html(bytes, content_type.and_then(markup::charset_of));
        listing::read(content(&decoded.text)?, url, selectors, limits)
    })
}

/// Looks through a page for what can be watched. Takes CPU time like `feed`.
pub fn discover(bytes: &[u8], content_type: Option<&str>, url: &str) -> Result<Finds, ParseError> {
    guarded(|| {
        let decoded = markup::decode_html(bytes, content_type.and_then(markup::charset_of));
        discover::read(content(&decoded.text)?, url)
    })
}

/// The posts that the interface of a `WordPress` answers with; `None` for any other answer.
pub fn wordpress_posts(bytes: &[u8], url: &str) -> Option<Vec<Entry>> {
    guarded(|| Ok(discover::posts(&markup::decode(bytes, None).text, url))).ok().flatten()
}

/// Kinds of content that a `WordPress` has of its own, from the root of its interface.
pub fn wordpress_kinds(bytes: &[u8]) -> Vec<String> {
    guarded(|| Ok(discover::own_kinds(&markup::decode(bytes, None).text))).unwrap_or_default()
}

/// Reads a list of feeds (OPML). Takes CPU time like `feed`.
pub fn opml(bytes: &[u8]) -> Result<FeedList, ParseError> {
    guarded(|| opml::read(content(&markup::decode(bytes, None).text)?))
}

/// An error when the `X-Robots-Tag` of an answer asks us not to read it, one header to a line.
pub fn check_robots_tag(lines: &str) -> Result<(), ParseError> {
    listing::refuse_forbidden(RobotsWords::of_header(lines))
}

/// Reads a sitemap, packed or not. Takes CPU time like `feed`.
///
/// `url` is the address that answered: only what is on its site counts.
pub fn sitemap(
    bytes: Vec<u8>,
    content_type: Option<&str>,
    url: &str,
    filter: &AddressFilter,
    limits: SitemapLimits,
) -> Result<Sitemap, ParseError> {
    guarded(|| {
        let bytes = sitemap::unpacked(bytes, limits)?;
        let decoded = markup::decode(&bytes, content_type.and_then(markup::charset_of));
        drop(bytes);
        sitemap::read(content(&decoded.text)?, url, filter, limits)
    })
}

/// A panic while reading fails the one thing that is read.
fn guarded<T>(read: impl FnOnce() -> Result<T, ParseError>) -> Result<T, ParseError> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or(Err(ParseError::Panicked))
}

/// The text without what only pads it.
fn content(text: &str) -> Result<&str, ParseError> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{FEFF}' | '\0'));
    if text.is_empty() { Err(ParseError::Empty) } else { Ok(text) }
}

fn read(
    bytes: &[u8],
    content_type: Option<&str>,
    url: &str,
    limits: Limits,
) -> Result<Feed, ParseError> {
    let decoded = markup::decode(bytes, content_type.and_then(markup::charset_of));
    let repaired = markup::repair_mojibake(&decoded.text);
    let text = content(&repaired)?;
    let is_json = text.starts_with(['{', '[']);
    let mut feed = if is_json { json::read(text, url, limits)? } else { xml(text, url, limits)? };
    let needed = [
        (Repair::Encoding, decoded.is_misnamed),
        (Repair::Bytes, decoded.malformed),
        (Repair::DoubleEncoding, matches!(repaired, Cow::Owned(_))),
        (Repair::Controls, !is_json && element::has_controls(text)),
        (Repair::ContentType, content_type.is_some_and(is_page)),
    ];
    feed.repairs.extend(needed.iter().filter(|(_, is)| *is).map(|(repair, _)| *repair));
    feed.repairs.sort_unstable();
    feed.repairs.dedup();
    Ok(feed)
}

/// Whether a `Content-Type` speaks of a page.
fn is_page(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default().trim();
    ["text/html", "application/xhtml+xml"].iter().any(|page| page.eq_ignore_ascii_case(kind))
}

fn xml(text: &str, url: &str, limits: Limits) -> Result<Feed, ParseError> {
    let sanitiser = Sanitiser::new(Some(url));
    let mut entries = Vec::new();
    let mut has_unread_dates = false;
    let take = |element: &Element| {
        let entry = entry::read(element, &sanitiser, url);
        has_unread_dates |= entry::has_unread_date(element, &entry);
        entries.push(entry);
    };
    let document = reader::read(text, url, limits, take)?;
    let mut feed = channel::read(&document.root);
    feed.repairs.extend(document.repairs);
    if has_unread_dates {
        feed.repairs.push(Repair::Dates);
    }
    feed.entries = entries;
    feed.is_cut_off = document.is_cut_off;
    if document.is_cut_off {
        feed.warnings.push(format!("cut off after {} entries", feed.entries.len()));
    }
    if document.cut {
        feed.warnings.push(format!("only the first {} entries were read", limits.entries));
    }
    Ok(feed)
}

#[cfg(test)]
mod tests;
