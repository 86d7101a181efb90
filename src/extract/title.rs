//! The headline of a page, without the name of its site.

use dom_query::Document;

use super::facts::Meta;
use super::structured::Structured;
use crate::markup;

/// What sites put between headline and name.
const SEPARATORS: [&str; 10] =
    [" | ", " – ", " — ", " - ", " :: ", " » ", " « ", " · ", " • ", ": "];
/// Longer ends of a title are no names of sites.
const LONGEST_SITE_WORDS: usize = 5;

/// The headline: the heading that the window's title confirms, else what the page tells others,
/// else the window's title without its last part.
pub(super) fn of(
    document: &Document,
    meta: &Meta,
    structured: &Structured,
    site: Option<&str>,
) -> String {
    let window = markup::to_line(&document.select_single("head > title, title").inner_html());
    let shared = meta.first(&["og:title", "twitter:title", "dc.title", "dcterms.title"]);
    let stated: Vec<String> = [shared, structured.headline.as_deref().map(markup::to_line)]
        .into_iter()
        .flatten()
        .map(|stated| without_site(&stated, site).to_owned())
        .collect();
    let headings = texts(document, "h1");
    if let Some(heading) = confirmed(&headings, &window, &stated) {
        return heading;
    }
    if let Some(stated) = stated.into_iter().next() {
        return stated;
    }
    let named =
        "h2, [class*='title'], [class*='headline'], [class*='rubrik'], [itemprop='headline']";
    if let Some(heading) = confirmed(&texts(document, named), &window, &[]) {
        return heading;
    }
    match (window.is_empty(), headings.into_iter().next()) {
        (true, Some(heading)) => heading,
        _ => without_last_part(without_site(&window, site)).to_owned(),
    }
}

/// Texts of elements, in the order of the page.
fn texts(document: &Document, selector: &str) -> Vec<String> {
    const MOST: usize = 50;
    let found = document.select(selector);
    let texts = found.nodes().iter().take(MOST).map(|node| markup::to_line(&node.inner_html()));
    texts.filter(|text| !text.is_empty()).collect()
}

/// The longest text with which a known title begins, or ends behind the name of the site.
fn confirmed(texts: &[String], window: &str, stated: &[String]) -> Option<String> {
    let known: Vec<String> =
        stated.iter().map(String::as_str).chain([window]).map(str::to_lowercase).collect();
    let is_confirmed = |text: &&String| {
        let text = text.to_lowercase();
        let whole = |title: &String| *title == text;
        let start = |title: &String| {
            title.strip_prefix(&text).is_some_and(|rest| is_gap(rest.trim_start()))
        };
        let end = |title: &String| {
            let before = title.strip_suffix(&text);
            before.is_some_and(|site| {
                let is_short = site.len() < text.len() || words(site) <= LONGEST_SITE_WORDS;
                is_short && SEPARATORS.iter().any(|gap| site.ends_with(gap))
            })
        };
        known.iter().any(|title| whole(title) || start(title) || end(title))
    };
    texts.iter().filter(is_confirmed).max_by_key(|text| text.len()).cloned()
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// What follows a headline in a title begins with a separator.
fn is_gap(rest: &str) -> bool {
    rest.starts_with(|c: char| !c.is_alphanumeric())
}

/// Cuts the site's name off either end.
fn without_site<'a>(title: &'a str, site: Option<&str>) -> &'a str {
    let Some(site) = site.map(str::to_lowercase) else { return title };
    for separator in SEPARATORS {
        if let Some((rest, last)) = title.rsplit_once(separator)
            && last.to_lowercase() == site
        {
            return rest.trim();
        }
        if let Some((first, rest)) = title.split_once(separator)
            && first.to_lowercase() == site
        {
            return rest.trim();
        }
    }
    title
}

/// Nobody says what the site is called: a short end after a sign is taken for its name.
fn without_last_part(title: &str) -> &str {
    for separator in SEPARATORS.iter().filter(|separator| **separator != ": ") {
        if let Some((rest, last)) = title.rsplit_once(separator)
            && words(last) <= LONGEST_SITE_WORDS
            && words(rest) >= 3
            && last.len() < rest.len()
        {
            return rest.trim();
        }
    }
    title
}
