//! Bytes of a feed to a `Feed`: RSS, Atom and JSON Feed, repaired where they are nearly right.

mod channel;
mod element;
mod entry;
mod json;
mod json_shape;
mod looks;
mod reader;
mod space;
mod wording;

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::markup::{self, Sanitiser};
use crate::model::Feed;

use element::Element;

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
    #[error("the feed is cut off after {entries} entries; it is tried again at the next check")]
    Truncated { entries: usize },
    #[error("elements are nested more than {0} levels deep; no real feed is, ask the site")]
    TooDeep(usize),
    #[error("the feed is damaged: {0}; tell the site, it is tried again at the next check")]
    Damaged(String),
    #[error("reading the feed failed in a way that it should not; please report its address")]
    Panicked,
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
    catch_unwind(AssertUnwindSafe(|| read(bytes, content_type, url, limits)))
        .unwrap_or(Err(ParseError::Panicked))
}

fn read(
    bytes: &[u8],
    content_type: Option<&str>,
    url: &str,
    limits: Limits,
) -> Result<Feed, ParseError> {
    let decoded = markup::decode(bytes, content_type.and_then(charset));
    let is_padding = |c: char| c.is_whitespace() || matches!(c, '\u{FEFF}' | '\0');
    let text = decoded.text.trim_matches(is_padding);
    if text.is_empty() {
        return Err(ParseError::Empty);
    }
    let mut feed = if text.starts_with(['{', '[']) {
        json::read(text, url, limits)?
    } else {
        xml(text, url, limits)?
    };
    if decoded.malformed {
        let encoding = decoded.encoding;
        feed.warnings.push(format!("some bytes are no {encoding} and were replaced"));
    }
    Ok(feed)
}

fn xml(text: &str, url: &str, limits: Limits) -> Result<Feed, ParseError> {
    let sanitiser = Sanitiser::new(Some(url));
    let mut entries = Vec::new();
    let take = |element: &Element| entries.push(entry::read(element, &sanitiser, url));
    let document = reader::read(text, url, limits, take)?;
    let mut feed = channel::read(&document.root);
    feed.entries = entries;
    if document.cut {
        feed.warnings.push(format!("only the first {} entries were read", limits.entries));
    }
    Ok(feed)
}

/// The `charset` of a `Content-Type`.
fn charset(content_type: &str) -> Option<&str> {
    let lower = content_type.to_ascii_lowercase();
    let from = lower.find("charset=")? + "charset=".len();
    let value = content_type.get(from..)?.split([';', ' ']).next()?;
    Some(value.trim_matches(['"', '\'']))
}

#[cfg(test)]
mod tests;
