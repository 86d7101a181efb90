//! A search as Atom (RFC 4287).

use atom_syndication::{Entry, Feed, FixedDateTime, Generator, Link, Person, Text};

use crate::web::feeds::{OutEntry, OutFeed, xml};

/// Renders a feed. Characters that XML cannot carry are left out.
pub(super) fn render(feed: &OutFeed) -> String {
    let entries: Vec<Entry> = feed.entries.iter().map(entry).collect();
    let updated = entries.iter().map(|entry| entry.updated).max().unwrap_or_default();
    Feed {
        title: plain(&feed.title),
        id: feed.id.clone(),
        updated,
        authors: vec![person("Utkik")],
        generator: Some(Generator {
            value: "Utkik".to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            ..Generator::default()
        }),
        links: vec![
            link("self", &feed.address, "application/atom+xml"),
            link("alternate", &feed.page, "text/html"),
        ],
        lang: Some(feed.locale.code().to_owned()),
        entries,
        ..Feed::default()
    }
    .to_string()
}

fn entry(entry: &OutEntry) -> Entry {
    let date = entry.date.to_string().parse::<FixedDateTime>().unwrap_or_default();
    let mut original = link("alternate", &entry.link, "text/html");
    original.hreflang = (entry.language != "und").then(|| entry.language.clone());
    Entry {
        title: plain(&entry.title),
        id: entry.id.clone(),
        updated: date,
        published: Some(date),
        authors: vec![person(&entry.source)],
        links: vec![original],
        summary: (!entry.summary.is_empty()).then(|| plain(&entry.summary)),
        ..Entry::default()
    }
}

fn link(rel: &str, href: &str, mime_type: &str) -> Link {
    Link {
        rel: rel.to_owned(),
        href: xml::legal(href),
        mime_type: Some(mime_type.to_owned()),
        ..Link::default()
    }
}

fn person(name: &str) -> Person {
    Person { name: xml::legal(name), ..Person::default() }
}

fn plain(text: &str) -> Text {
    Text::plain(xml::legal(text))
}
