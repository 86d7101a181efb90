//! A search as RSS 2.0 (<https://www.rssboard.org/rss-specification>), for readers that know no
//! other.

use std::fmt::Write as _;

use crate::date;
use crate::markup;
use crate::web::feeds::xml::escaped;
use crate::web::feeds::{OutEntry, OutFeed};

/// Renders a feed.
pub(super) fn render(feed: &OutFeed) -> String {
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<channel>\n\
         <title>{}</title>\n<link>{}</link>\n<description>{}</description>\n\
         <language>{}</language>\n<generator>Utkik {}</generator>\n\
         <atom:link rel=\"self\" type=\"application/rss+xml\" href=\"{}\"/>\n",
        escaped(&harmless(&feed.title)),
        escaped(&feed.page),
        escaped(&harmless(&feed.title)),
        feed.locale.code(),
        env!("CARGO_PKG_VERSION"),
        escaped(&feed.address),
    );
    if let Some(newest) = feed.entries.iter().map(|entry| entry.date).max() {
        // Writing into a `String` cannot fail.
        let _ = writeln!(text, "<lastBuildDate>{}</lastBuildDate>", date::for_rss(newest));
    }
    for entry in &feed.entries {
        text.push_str(&item(entry));
    }
    text + "</channel>\n</rss>\n"
}

fn item(entry: &OutEntry) -> String {
    let language = match entry.language.as_str() {
        "und" => String::new(),
        language => format!("<dc:language>{}</dc:language>\n", escaped(language)),
    };
    format!(
        "<item>\n<title>{}</title>\n<link>{}</link>\n<guid isPermaLink=\"false\">{}</guid>\n\
         <pubDate>{}</pubDate>\n<dc:creator>{}</dc:creator>\n{language}\
         <description>{}</description>\n</item>\n",
        escaped(&harmless(&entry.title)),
        escaped(&entry.link),
        escaped(&entry.id),
        date::for_rss(entry.date),
        escaped(&harmless(&entry.source)),
        // A description is markup, so that the text is escaped once for that and once for XML.
        escaped(&markup::escape(&entry.summary)),
    )
}

/// Whether a title is text or markup, RSS does not say: some readers show `<b>`, others obey it.
fn harmless(text: &str) -> String {
    text.replace('<', "‹").replace('>', "›")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Locale;

    #[test]
    fn it_reads_as_a_feed_and_carries_nothing_active() {
        let entry = OutEntry {
            id: "urn:utkik:1".to_owned(),
            title: "Öar & <script>x</script>\u{1}".to_owned(),
            link: "https://a.example/?a=1&b=2".to_owned(),
            summary: "Mer <b>text</b> & annat".to_owned(),
            source: "Ekvik".to_owned(),
            language: "sv".to_owned(),
            date: "2026-11-20T08:00:00Z".parse().unwrap(),
        };
        let feed = OutFeed {
            title: "Bevakning".to_owned(),
            locale: Locale::Sv,
            address: "https://u.example/searches/a/feed.rss".to_owned(),
            page: "https://u.example/searches/a".to_owned(),
            id: String::new(),
            entries: vec![entry],
        };
        let text = render(&feed);
        assert!(text.contains("<pubDate>Fri, 20 Nov 2026 08:00:00 GMT</pubDate>"), "{text}");
        assert!(!text.contains("<script") && !text.contains("&lt;script"), "{text}");
        let read = feed_rs::parser::parse(text.as_bytes()).unwrap();
        assert_eq!(read.entries[0].title.as_ref().unwrap().content, "Öar & ‹script›x‹/script›");
        assert_eq!(read.entries[0].links[0].href, "https://a.example/?a=1&b=2");
    }
}
