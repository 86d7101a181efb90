//! A web page to a `Page`: its main content without menus and cookies, and what it says of itself.

mod address_day;
mod boilerplate;
mod content;
mod facts;
mod lead;
mod pdf;
mod published;
mod saved;
mod structured;
mod survey;
mod title;
mod words;

use std::panic::{AssertUnwindSafe, catch_unwind};

use dom_query::Document;

use crate::markup;
use crate::model::Page;
use survey::Survey;

pub use pdf::{is_pdf, pdf};

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
    #[error(
        "the PDF document holds pictures of text but no text; have it read by a machine (OCR) first"
    )]
    PdfWithoutText,
    #[error("the page has {0} bytes of markup; no more than 10 MiB are read")]
    TooLarge(usize),
    #[error("the page has more than {MOST_TAGS} tags; no article has")]
    TooManyTags,
    #[error("the document has {0} bytes; no more than 30 MiB of a PDF are read")]
    PdfTooLarge(usize),
    #[error("the PDF cannot be read: {0}")]
    Pdf(String),
    #[error("the PDF is locked with a password")]
    PdfLocked,
    #[error("reading the PDF took too long; it was given up")]
    PdfTooSlow,
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
    let html = markup::flatten(html);
    let document = Document::from(html.as_ref());
    let structured = structured::of(&document);
    let survey = Survey::of(&document);
    let mut page = facts::of(&document, &survey, url, &structured);
    drop(survey);
    let content = content::of(&html, document, url, structured.text.as_deref());
    (page.html, page.text) = (content.html, content.text);
    if page.text.is_empty() && page.title.is_empty() {
        return Err(ExtractError::Empty);
    }
    Ok(page)
}

#[cfg(test)]
mod tests;
