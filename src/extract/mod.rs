//! A web page to a `Page`: its main content without menus and cookies, and what it says of itself.

mod content;
mod facts;
mod saved;
mod structured;
mod title;

use std::panic::{AssertUnwindSafe, catch_unwind};

use dom_query::Document;

use crate::markup;
use crate::model::Page;

pub use saved::{feed_address, saved_address};

/// Larger pages are refused: no article is, and the time that parsers need grows with them.
const LARGEST_BYTES: usize = 10 * 1024 * 1024;

/// Pages with more tags are refused: their tree would fill the memory.
const MOST_TAGS: usize = 200_000;

/// Why a page gives no text. The text of the feed stands then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExtractError {
    #[error("the page is empty; it may need JavaScript")]
    Empty,
    #[error("the page has {0} bytes of markup; no more than 10 MiB are read")]
    TooLarge(usize),
    #[error("the page has more than {MOST_TAGS} tags; no article has")]
    TooManyTags,
    #[error("reading the page failed in a way that it should not; please report its address")]
    Panicked,
}

/// Reads a page. It takes CPU time and belongs on a blocking thread.
///
/// `html` comes from `markup::decode_html`, `url` is the address that answered.
pub fn page(html: &str, url: &str) -> Result<Page, ExtractError> {
    if html.len() > LARGEST_BYTES {
        return Err(ExtractError::TooLarge(html.len()));
    }
    catch_unwind(AssertUnwindSafe(|| read(html, url))).unwrap_or(Err(ExtractError::Panicked))
}

fn read(html: &str, url: &str) -> Result<Page, ExtractError> {
    if html.trim().is_empty() {
        return Err(ExtractError::Empty);
    }
    if html.bytes().filter(|b| *b == b'<').nth(MOST_TAGS).is_some() {
        return Err(ExtractError::TooManyTags);
    }
    let document = Document::from(markup::flatten(html).as_ref());
    let mut page = facts::of(&document, url);
    let content = content::of(document, url);
    page.html = markup::sanitise(&content, Some(url));
    page.text = markup::to_text(&page.html);
    if page.text.is_empty() && page.title.is_empty() {
        return Err(ExtractError::Empty);
    }
    Ok(page)
}

#[cfg(test)]
mod tests;
