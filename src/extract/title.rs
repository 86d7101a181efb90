//! The headline of a page, without the name of its site.

use dom_query::Document;

use super::facts::Meta;
use super::structured::Structured;
use crate::markup;

/// What sites put between headline and name.
const SEPARATORS: [&str; 9] = [" | ", " – ", " — ", " - ", " :: ", " » ", " « ", " · ", " • "];

/// The headline: what page and social networks are told, checked against the first heading.
pub(super) fn of(
    document: &Document,
    meta: &Meta,
    structured: &Structured,
    site: Option<&str>,
) -> String {
    let window = markup::to_line(&document.select_single("head > title, title").inner_html());
    let shared = meta.first(&["og:title", "twitter:title", "dc.title", "DC.title"]);
    let heading = heading(document, &window, shared.as_deref());
    let stated = structured.headline.as_deref().map(markup::to_line).or(shared);
    let candidate = match (stated, heading) {
        (Some(stated), Some(heading)) if fold(&stated).contains(&fold(&heading)) => heading,
        (Some(stated), _) => stated,
        (None, Some(heading)) => heading,
        (None, None) => window,
    };
    without_site(&candidate, site).to_owned()
}

/// The first heading that the window's title or the shared title confirms.
fn heading(document: &Document, window: &str, shared: Option<&str>) -> Option<String> {
    let headings = document.select("h1");
    let texts: Vec<String> = headings
        .nodes()
        .iter()
        .map(|node| markup::to_line(&node.inner_html()))
        .filter(|text| !text.is_empty())
        .collect();
    let (window, shared) = (fold(window), fold(shared.unwrap_or_default()));
    let confirmed = texts.iter().filter(|text| {
        let text = fold(text);
        window.contains(&text) || shared.contains(&text)
    });
    // The name of the site is often a heading too, and shorter.
    let longest = confirmed.max_by_key(|text| text.len()).cloned();
    longest.or_else(|| texts.into_iter().next().filter(|_| window.is_empty()))
}

fn fold(text: &str) -> String {
    text.to_lowercase()
}

/// Cuts the site's name off either end.
fn without_site<'a>(title: &'a str, site: Option<&str>) -> &'a str {
    let Some(site) = site.map(fold) else { return title };
    for separator in SEPARATORS {
        if let Some((rest, last)) = title.rsplit_once(separator)
            && fold(last) == site
        {
            return rest.trim();
        }
        if let Some((first, rest)) = title.split_once(separator)
            && fold(first) == site
        {
            return rest.trim();
        }
    }
    title
}
