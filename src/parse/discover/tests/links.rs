//! Feeds and lists that a page names.

use super::URL;
use crate::parse::{self, FeedLink};

/// What is found of feeds, as far as it is named and in its order.
fn feeds(html: &str) -> Vec<String> {
    let finds = parse::discover(html.as_bytes(), None, URL).unwrap();
    let short = |link: FeedLink| link.url.replace("https://www.ekvik.example", "");
    finds.feeds.into_iter().map(short).collect()
}

#[test]
fn feeds_are_found_whatever_is_done_to_the_markup() {
    for (html, expected) in [
        ("<link rel=alternate type=application/rss+xml href=/a.xml>", vec!["/a.xml"]),
        ("<LINK HREF='/a.xml' REL='Alternate foo' TYPE='Application/ATOM+XML '>", vec!["/a.xml"]),
        (
            "<link rel='&#65;lternate' type='application/atom&#43;xml' href=' /a.xml '>",
            vec!["/a.xml"],
        ),
        ("<link rel=alternate type='application/feed+json' href=/a.json>", vec!["/a.json"]),
        ("<base href=/x/><link rel=alternate type=text/xml href=a.xml>", vec!["/x/a.xml"]),
        ("<link rel=alternate type=text/xml href=a.xml><base href=/x/>", vec!["/nyheter/a.xml"]),
        ("<!-- <link rel=alternate type=application/rss+xml href=/a.xml> --><p>", vec![]),
        ("<link rev=alternate type=application/rss+xml href=/a.xml>", vec![]),
        ("<link rel='alternate stylesheet' type=application/rss+xml href=/a.xml>", vec![]),
        ("<link rel=alternate type=application/json+oembed href=/wp-json/oembed/1>", vec![]),
        ("<link rel=alternate type=application/json href=/wp-json/wp/v2/pages/2>", vec![]),
        ("<link rel=alternate hreflang=en href=/en/>", vec![]),
        ("<body><p><link rel=alternate type=application/rss+xml href=/a.xml></p>", vec!["/a.xml"]),
        (
            "<link rel=alternate type=application/rss+xml title='Kommentarer' href=/comments/feed/>\
             <link rel=alternate type=application/rss+xml href=/feed/>",
            vec!["/feed/", "/comments/feed/"],
        ),
        ("<a href=/rss/nyheter>Prenumerera</a>", vec!["/rss/nyheter"]),
        (
            "<a href='/4.1a/12.2b.portlet?state=rss'>Nyheter</a>",
            vec!["/4.1a/12.2b.portlet?state=rss"],
        ),
        ("<a href=/om-rss.html>Om RSS</a><a href=/a.rss>x</a>", vec!["/a.rss", "/om-rss.html"]),
        ("<a href=/hjalp>Vad är RSS?</a>", vec!["/hjalp"]),
        ("<a href='https://feedly.com/i/feed/https://x'>Feedly</a>", vec![]),
        ("<a href='/nyheter/bro?utm_source=rss&utm_medium=rss'>Bron</a>", vec![]),
        ("<a href=/nyheter/bro>Atomic Kitten sjunger på bron</a>", vec![]),
        ("<a href='javascript:rss()'>RSS</a>", vec![]),
    ] {
        assert_eq!(feeds(html), expected, "{html}");
    }
}

#[test]
fn pages_that_are_called_as_lists_are_named() {
    for (html, expected) in [
        ("<a href=/press/>Pressmeddelanden</a><a href=/a>Nyheter om bron</a>", vec!["/press/"]),
        ("<a href=/n/#top><b>Alla</b> nyheter »</a><a href='/n/'>Nyheter</a>", vec!["/n/"]),
        (
            "<a href='https://b.example/n'>Nyheter</a><a href=/>Nyheter</a><a href=.>News</a>",
            vec![],
        ),
        ("<a href='javascript:x'>Projekt</a><a href=/projekt>Projekt</a>", vec!["/projekt"]),
    ] {
        let finds = parse::discover(html.as_bytes(), None, URL).unwrap();
        let short = |page: &String| page.replace("https://www.ekvik.example", "");
        let pages: Vec<String> = finds.list_pages.iter().map(short).collect();
        assert_eq!(pages, expected, "{html}");
    }
}
