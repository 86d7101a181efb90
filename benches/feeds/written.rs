//! Feeds as content management systems write them: RSS with the whole text, Atom, JSON Feed.

use std::fmt::Write as _;

use crate::words::Words;

/// Entries of a feed: what most systems give.
pub const ENTRIES: usize = 20;
const SITE: &str = "https://www.ekvik.example";

/// What stands in a feed at a place.
struct Entry {
    number: usize,
    title: String,
    summary: String,
    html: String,
}

/// RSS 2.0 as `WordPress` writes it, with the text in `content:encoded`.
pub fn rss(words: &Words, feed: usize) -> String {
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\"\n\
         \txmlns:content=\"http://purl.org/rss/1.0/modules/content/\"\n\
         \txmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n\
         \txmlns:atom=\"http://www.w3.org/2005/Atom\">\n\n<channel>\n\
         \t<title>Ekviks kommun</title>\n\
         \t<atom:link href=\"{SITE}/feed/\" rel=\"self\" type=\"application/rss+xml\" />\n\
         \t<link>{SITE}</link>\n\t<description>Nyheter</description>\n\
         \t<lastBuildDate>Sat, 21 Nov 2026 07:00:00 +0000</lastBuildDate>\n\
         \t<language>sv-SE</language>\n"
    );
    for Entry { number, title, summary, html } in entries(words, feed) {
        let _ = write!(
            xml,
            "\t<item>\n\t\t<title>{title}</title>\n\t\t<link>{SITE}/nyheter/{number}/</link>\n\
             \t\t<dc:creator><![CDATA[Anna Ek]]></dc:creator>\n\
             \t\t<pubDate>Fri, 20 Nov 2026 08:{:02}:00 +0000</pubDate>\n\
             \t\t<category><![CDATA[Miljö]]></category>\n\t\t<category><![CDATA[Data]]></category>\n\
             \t\t<guid isPermaLink=\"false\">{SITE}/?p={number}</guid>\n\
             \t\t<description><![CDATA[<p>{summary} [&#8230;]</p>\n]]></description>\n\
             \t\t<content:encoded><![CDATA[{html}]]></content:encoded>\n\t</item>\n",
            number % 60
        );
    }
    xml.push_str("</channel>\n</rss>\n");
    xml
}

/// Atom, with the markup written as text.
pub fn atom(words: &Words, feed: usize) -> String {
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"sv\">\n<title>Ekvik</title>\n\
         <id>{SITE}/</id>\n<link href=\"{SITE}/\"/>\n<updated>2026-11-21T07:00:00Z</updated>\n"
    );
    for Entry { number, title, summary, html } in entries(words, feed) {
        let html = html.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let _ = write!(
            xml,
            "<entry>\n<title>{title}</title>\n<id>{SITE}/nyheter/{number}/</id>\n\
             <link rel=\"alternate\" type=\"text/html\" href=\"{SITE}/nyheter/{number}/\"/>\n\
             <published>2026-11-20T08:{:02}:00+01:00</published>\n\
             <updated>2026-11-20T09:{:02}:00+01:00</updated>\n\
             <author><name>Anna Ek</name></author>\n<category term=\"miljö\" label=\"Miljö\"/>\n\
             <summary>{summary}</summary>\n<content type=\"html\">{html}</content>\n</entry>\n",
            number % 60,
            number % 60
        );
    }
    xml.push_str("</feed>\n");
    xml
}

/// JSON Feed 1.1.
pub fn json(words: &Words, feed: usize) -> String {
    let item = |Entry { number, title, summary, html }: Entry| {
        let url = format!("{SITE}/nyheter/{number}/");
        serde_json::json!({
            "id": url, "url": url, "title": title, "summary": summary, "content_html": html,
            "date_published": format!("2026-11-20T08:{:02}:00+01:00", number % 60),
            "authors": [{ "name": "Anna Ek" }], "tags": ["Miljö", "Data"],
        })
    };
    let items: Vec<serde_json::Value> = entries(words, feed).map(item).collect();
    serde_json::json!({
        "version": "https://jsonfeed.org/version/1.1", "title": "Ekvik", "home_page_url": SITE,
        "feed_url": format!("{SITE}/feed.json"), "language": "sv", "items": items,
    })
    .to_string()
}

fn entries(words: &Words, feed: usize) -> impl Iterator<Item = Entry> + '_ {
    (feed * ENTRIES..(feed + 1) * ENTRIES).map(|number| Entry {
        number,
        title: words.text(number, 50),
        summary: words.text(number + 7_919, 250),
        html: article(words, number),
    })
}

/// The text of a page as editors write it: paragraphs, a picture, a list, a link here and there.
fn article(words: &Words, number: usize) -> String {
    let text = |part: usize, bytes: usize| words.text(number * 31 + part, bytes);
    let mut html = String::new();
    for part in 0..4 {
        let _ = write!(
            html,
            "<p>{} <a href=\"{SITE}/sida/{part}?id={number}&amp;visa=1\" target=\"_blank\" \
             rel=\"noreferrer noopener\">{}</a>&nbsp;– {} <strong>{}</strong>.</p>\n\n",
            text(part, 220),
            text(part + 10, 30),
            text(part + 20, 150),
            text(part + 30, 20)
        );
    }
    let _ = write!(
        html,
        "<figure class=\"wp-block-image size-large\"><img loading=\"lazy\" decoding=\"async\" \
         width=\"1024\" height=\"683\" src=\"{SITE}/bild/{number}-1024x683.jpg\" alt=\"{}\" \
         class=\"wp-image-{number}\" srcset=\"{SITE}/bild/{number}-1024x683.jpg 1024w, \
         {SITE}/bild/{number}-300x200.jpg 300w\" sizes=\"(max-width: 1024px) 100vw, 1024px\" />\
         <figcaption>{}</figcaption></figure>\n\n<h2 class=\"wp-block-heading\">{}</h2>\n\n\
         <ul>\n<li>{}</li>\n<li>{}</li>\n</ul>\n",
        text(40, 40),
        text(41, 60),
        text(42, 30),
        text(43, 60),
        text(44, 60)
    );
    html
}
