//! A search as JSON Feed 1.1 (<https://www.jsonfeed.org/version/1.1/>).

use serde::Serialize;

use crate::web::feeds::{OutEntry, OutFeed};

#[derive(Serialize)]
struct JsonFeed<'a> {
    version: &'static str,
    title: &'a str,
    /// Left out where our own address is not known: it must be absolute.
    #[serde(skip_serializing_if = "Option::is_none")]
    home_page_url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    feed_url: Option<&'a str>,
    language: &'static str,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    /// An item must have a content, if only an empty one.
    content_text: &'a str,
    date_published: String,
    authors: [Author<'a>; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
}

/// Renders a feed.
pub(super) fn render(feed: &OutFeed, is_absolute: bool) -> String {
    let rendered = serde_json::to_string(&JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        home_page_url: is_absolute.then_some(feed.page.as_str()),
        feed_url: is_absolute.then_some(feed.address.as_str()),
        language: feed.locale.code(),
        items: feed.entries.iter().map(item).collect(),
    });
    // Strings and lists of strings can always be written.
    rendered.unwrap_or_default()
}

fn item(entry: &OutEntry) -> Item<'_> {
    Item {
        id: &entry.id,
        url: &entry.link,
        title: &entry.title,
        content_text: &entry.summary,
        date_published: entry.date.to_string(),
        authors: [Author { name: &entry.source }],
        language: (entry.language != "und").then_some(entry.language.as_str()),
    }
}
