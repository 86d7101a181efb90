//! What a page leads to that can be watched: feeds, interfaces, records, and a list of its own.
//!
//! Nothing here is fetched and nothing is decided: it is for a person to look at.

mod around;
mod block;
mod classes;
mod item;
mod links;
mod records;
mod within;

use dom_query::{Document, NodeRef};

use super::{ParseError, listing, looks};
use crate::markup;
use crate::model::{Entry, Language, ListingSelectors};

pub use links::{FeedLink, Named};
pub(super) use records::{own_kinds, posts};

/// What was found on one page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Finds {
    /// What the page calls itself.
    pub title: Option<String>,
    /// As the page declares it.
    pub language: Option<Language>,
    /// What made the page, as it says (`WordPress 6.4`); lower case.
    pub generator: String,
    /// The likeliest first.
    pub feeds: Vec<FeedLink>,
    /// Pages of the site that are called as pages with lists are: news, projects.
    pub list_pages: Vec<String>,
    /// The root of the interface of `WordPress`.
    pub wordpress: Option<String>,
    /// schema.org projects, and elements of lists, that the page holds.
    pub records: Vec<Entry>,
    /// How the list of the page would be read.
    pub listing: Option<ListingSelectors>,
}

/// Pages with more tags are not looked through.
const MOST_TAGS: usize = 100_000;
/// Nor is the list of larger pages looked for; it would take seconds where it is a trap.
const LARGEST_LISTED_BYTES: usize = 2 * 1024 * 1024;

/// Looks a decoded page through.
pub(super) fn read(text: &str, url: &str) -> Result<Finds, ParseError> {
    if !text.contains('<') {
        return Err(looks::not(looks::A_PAGE, text));
    }
    if text.bytes().filter(|byte| *byte == b'<').nth(MOST_TAGS).is_some() {
        return Err(ParseError::TooManyTags(MOST_TAGS));
    }
    let document = Document::from(markup::flatten(text).as_ref());
    let generator = document.select("meta[name='generator' i]").attr("content");
    let (feeds, wordpress) = links::of(&document, url);
    Ok(Finds {
        title: listing::line(document.select("title").nodes().first()),
        language: document.select("html").attr("lang").and_then(|code| code.trim().parse().ok()),
        generator: generator.map(|words| words.to_lowercase()).unwrap_or_default(),
        feeds,
        list_pages: links::list_pages(&document, url),
        wordpress,
        records: records::of(&document, url),
        listing: listing_of(&document, text, url),
    })
}

/// How the list of a page would be read, where it has one and may be read.
pub(super) fn listing_of(document: &Document, text: &str, url: &str) -> Option<ListingSelectors> {
    let is_looked_for = text.len() <= LARGEST_LISTED_BYTES && listing::may_be_followed(document);
    is_looked_for.then(|| block::of(document, url)).flatten()
}

/// The classes of an element that will still be there when the site is built anew.
pub(super) fn lasting_classes(node: &NodeRef) -> Vec<String> {
    classes::lasting(node)
}

#[cfg(test)]
mod tests;
