//! A page of any bytes: its main content harmless, what it says of itself on plain lines, and the
//! feeds and lists that it leads to.

use utkik::extract;
use utkik::markup;
use utkik::parse;

use super::feed::{assert_web_address, check_error};
use super::markup::{assert_harmless, assert_plain_line};

const URL: &str = "https://www.kommun.example/nyheter/2026/11/bro?id=1";

/// Reads the bytes as a page, twice, and looks through it for what can be watched.
pub fn page(data: &[u8]) {
    let html = markup::decode_html(data, None).text;
    let read = extract::page(&html, URL);
    assert_eq!(read, extract::page(&html, URL), "not the same twice");
    match read {
        Ok(page) => {
            assert_harmless(&page.html);
            assert_plain_line(&page.title);
            let lines = [&page.byline, &page.site, &page.published, &page.modified];
            lines.into_iter().flatten().for_each(|line| assert_plain_line(line));
            assert_web_address(page.image.as_deref());
            assert_web_address(page.canonical.as_deref());
        }
        Err(error) => {
            assert_ne!(error, extract::ExtractError::Panicked);
            assert_plain_line(&error.to_string());
        }
    }
    match parse::discover(data, None, URL) {
        Ok(finds) => finds.feeds.iter().for_each(|feed| assert_web_address(Some(&feed.url))),
        Err(error) => check_error(&error),
    }
}
