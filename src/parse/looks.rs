//! What a document looks like that is not what was wanted, for the person who gave its address.

use super::ParseError;
use crate::markup;

/// So much of a document is looked at.
const LOOK_BYTES: usize = 16 * 1024;

/// The error that says what came instead of a feed.
pub(super) fn not_a_feed(text: &str) -> ParseError {
    ParseError::NotAFeed { looks_like: looks_like(text) }
}

pub(super) const A_PAGE: &str = "a page";
pub(super) const A_LIST_OF_FEEDS: &str = "a list of feeds (OPML)";
pub(super) const A_SITEMAP: &str = "a sitemap";

/// The error that says what came instead of something else that was wanted.
pub(super) fn not(wanted: &'static str, text: &str) -> ParseError {
    ParseError::Unwanted { wanted, looks_like: looks_like(text) }
}

/// What it is in a few words, such as `a login page`.
pub(super) fn looks_like(text: &str) -> String {
    let mut end = text.len().min(LOOK_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let start = text.get(..end).unwrap_or_default();
    let lower = start.to_ascii_lowercase();
    if lower.starts_with("%pdf") {
        return "a PDF document".to_owned();
    }
    if lower.contains("<urlset") || lower.contains("<sitemapindex") {
        return "a sitemap".to_owned();
    }
    if ["<rss", "<feed", "<rdf:rdf"].iter().any(|root| lower.contains(root)) {
        return "a feed".to_owned();
    }
    if lower.contains("<opml") {
        return A_LIST_OF_FEEDS.to_owned();
    }
    if lower.contains("<html") || lower.contains("<!doctype html") || lower.contains("<body") {
        return page(start, &lower);
    }
    if lower.starts_with(['{', '[']) {
        return "other JSON".to_owned();
    }
    match root(start) {
        Some(name) => format!("other XML (`<{name}>`)"),
        None => "plain text".to_owned(),
    }
}

fn page(start: &str, lower: &str) -> String {
    let title = title(start, lower);
    let kind = if lower.contains("type=\"password\"") { "a login page" } else { "an HTML page" };
    if title.is_empty() { kind.to_owned() } else { format!("{kind} with the title `{title}`") }
}

fn title(start: &str, lower: &str) -> String {
    let Some(from) =
        lower.find("<title").and_then(|at| lower.get(at..)?.find('>').map(|g| at + g + 1))
    else {
        return String::new();
    };
    let inner = start.get(from..).unwrap_or_default();
    let inner = inner.split_once("</").map_or(inner, |(inner, _)| inner);
    markup::to_line(inner).chars().take(80).collect()
}

/// The first tag that is neither declaration nor comment.
pub(super) fn root(start: &str) -> Option<String> {
    let mut rest = start;
    loop {
        rest = rest.split_once('<')?.1;
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->")?.1;
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let name = rest.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next()?;
            return Some(markup::strip_controls(name).chars().take(40).collect());
        }
    }
}
