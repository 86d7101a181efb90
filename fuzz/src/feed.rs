//! A feed of any bytes: read in bounds, the same each time, and harmless.

use utkik::model::{Entry, Feed};
use utkik::parse::{self, Limits, ParseError};

use super::markup::{assert_harmless, assert_plain_line};

/// Small, so that a fuzzer gets beyond them.
pub(super) const LIMITS: Limits = Limits { entries: 30, depth: 40 };
const LONGEST_TITLE_BYTES: usize = 4_096;
const URL: &str = "https://kommun.example/nyheter/feed.xml";
/// What servers say of their feeds. Which one is said of an input goes by its length, so that a
/// seed is a feed as it is and not a feed behind a number.
pub(super) const CONTENT_TYPES: [Option<&str>; 6] = [
    None,
    Some("application/rss+xml"),
    Some("text/xml; charset=iso-8859-1"),
    Some("application/feed+json; charset=\"utf-8\""),
    Some("text/html;charset=utf-16le"),
    Some("text/plain; charset=finns-inte"),
];

/// Reads the bytes as a feed, twice.
pub fn feed(data: &[u8]) {
    let content_type = CONTENT_TYPES[data.len() % CONTENT_TYPES.len()];
    let read = || parse::feed(data, content_type, URL, LIMITS);
    check_read(read(), &read());
}

/// What was read of the same input at two times.
pub(super) fn check_read(read: Result<Feed, ParseError>, again: &Result<Feed, ParseError>) {
    assert_eq!(read, *again, "not the same twice");
    match read {
        Ok(feed) => check(&feed),
        Err(error) => check_error(&error),
    }
}

/// It may quote what came, but steers no terminal.
pub(super) fn check_error(error: &ParseError) {
    assert_ne!(*error, ParseError::Panicked);
    assert_plain_line(&error.to_string());
}

pub(super) fn check(feed: &Feed) {
    assert!(feed.entries.len() <= LIMITS.entries, "{} entries", feed.entries.len());
    let lines = [&feed.title, &feed.description, &feed.author, &feed.rights];
    lines.into_iter().flatten().for_each(|line| assert_plain_line(line));
    feed.warnings.iter().for_each(|warning| assert_plain_line(warning));
    assert_web_address(feed.link.as_deref());
    feed.entries.iter().for_each(check_entry);
}

pub(super) fn check_entry(entry: &Entry) {
    assert_plain_line(&entry.title);
    assert!(entry.title.len() < LONGEST_TITLE_BYTES, "a title of {} bytes", entry.title.len());
    let lines = [&entry.author, &entry.rights];
    lines.into_iter().flatten().for_each(|line| assert_plain_line(line));
    entry.tags.iter().for_each(|tag| assert_plain_line(tag));
    assert_web_address(entry.link.as_deref());
    for html in [&entry.summary, &entry.content].into_iter().flatten() {
        assert_harmless(html);
    }
}

/// A link that a reader may follow: http or https, and no script.
pub(super) fn assert_web_address(link: Option<&str>) {
    let Some(link) = link else { return };
    assert!(link.starts_with("http://") || link.starts_with("https://"), "link {link:?}");
    assert!(!link.contains(char::is_control), "link {link:?}");
}
