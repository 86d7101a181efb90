//! A page of any bytes read as a list of articles: in bounds, the same each time, and harmless.

use utkik::markup;
use utkik::model::ListingSelectors;
use utkik::parse;

use super::feed::{CONTENT_TYPES, LIMITS, check_read};

const URL: &str = "https://kommun.example/nyheter/";

/// First line: the selectors of item, link, title, date, summary and next page, with `|` between. What
/// follows: the page.
pub fn listing(data: &[u8]) {
    let Some(end) = data.iter().position(|byte| *byte == b'\n') else { return };
    let (Ok(line), page) = (std::str::from_utf8(&data[..end]), &data[end + 1..]) else { return };
    let Some(selectors) = selectors(line) else { return };
    let content_type = CONTENT_TYPES[data.len() % CONTENT_TYPES.len()];
    let read = || parse::listing(page, content_type, URL, &selectors, LIMITS);
    check_read(read(), &read());
    check_finds(page, content_type);
}

/// What is found on a page is the same each time, and its selectors can be written into the list.
fn check_finds(page: &[u8], content_type: Option<&str>) {
    let found = parse::discover(page, content_type, URL);
    assert_ne!(found, Err(parse::ParseError::Panicked));
    assert_eq!(found, parse::discover(page, content_type, URL));
    let Ok(found) = found else { return };
    assert!(found.feeds.iter().all(|link| link.url.starts_with("http")));
    for (_, selector) in found.listing.iter().flat_map(ListingSelectors::named) {
        assert!(!selector.contains(char::is_control), "{selector:?}");
        assert_eq!(markup::check_selector(selector), Ok(()));
    }
}

/// Only selectors that the source list lets through.
fn selectors(line: &str) -> Option<ListingSelectors> {
    let mut parts = line.split('|').map(str::trim).map(str::to_owned);
    let mut next = || parts.next().filter(|selector| !selector.is_empty());
    let item = next()?;
    let selectors = ListingSelectors {
        link: next(),
        title: next(),
        date: next(),
        summary: next(),
        next: next(),
        max_pages: Some(2),
        item,
    };
    let is_let_through = |selector: &String| {
        !selector.contains(char::is_control) && markup::check_selector(selector).is_ok()
    };
    let ListingSelectors { link, title, date, summary, next, .. } = &selectors;
    let optional = [link, title, date, summary, next];
    let are_let_through = optional.into_iter().flatten().all(is_let_through);
    (are_let_through && is_let_through(&selectors.item)).then_some(selectors)
}
