//! Feeds as data: every folder under `tests/data/feeds` holds a feed and what is read from it.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::{Limits, ParseError, feed};
use crate::model::{Feed, Repair};

const URL: &str = "https://www.exempel.example/rss";

#[test]
fn feeds_are_read_as_their_folders_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/feeds");
    let mut cases = 0;
    for case in fs::read_dir(folder).unwrap().flatten() {
        let Ok(expected) = fs::read_to_string(case.path().join("expected.json")) else { continue };
        let expected: Value = serde_json::from_str(&expected).unwrap();
        let bytes = fs::read(case.path().join("feed.xml")).unwrap();
        let read = feed(&bytes, Some("application/xml"), URL, Limits::default()).unwrap();
        let name = case.file_name();
        assert_eq!(
            without_empty(serde_json::to_value(&read).unwrap()),
            without_empty(expected),
            "{}",
            name.display()
        );
        cases += 1;
    }
    assert!(cases >= 6);
}

/// What is missing may be left out of `expected.json`.
fn without_empty(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let kept = fields.into_iter().map(|(name, value)| (name, without_empty(value)));
            Value::Object(kept.filter(|(_, value)| !is_empty(value)).collect())
        }
        Value::Array(values) => values.into_iter().map(without_empty).collect(),
        other => other,
    }
}

fn is_empty(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty) || value == ""
}

#[test]
fn what_is_no_feed_says_what_it_is() {
    let looks_like = |looks_like: &str| ParseError::NotAFeed { looks_like: looks_like.to_owned() };
    for (text, error) in [
        ("", ParseError::Empty),
        (" \n\u{FEFF}", ParseError::Empty),
        (
            "<!DOCTYPE html><title>Sidan finns inte</title>",
            looks_like("an HTML page with the title `Sidan finns inte`"),
        ),
        ("<html><form><input type=\"password\">", looks_like("a login page")),
        ("<?xml version='1.0'?><urlset/>", looks_like("a sitemap")),
        ("<svg/>", looks_like("other XML (`<svg>`)")),
        ("<svg\u{1b}[31m/>", looks_like("other XML (`<svg[31m>`)")),
        ("{\"error\": 1}", looks_like("other JSON")),
        ("[1, 2]", looks_like("other JSON")),
        ("%PDF-1.7", looks_like("a PDF document")),
        ("Hej", looks_like("plain text")),
        ("<rss><channel><item><title>a</ti", ParseError::Truncated { entries: 0 }),
        ("{\"items\": [{\"id\": \"1\"", ParseError::Truncated { entries: 0 }),
        (&format!("<rss>{}", "<a>".repeat(1_000)), ParseError::TooDeep(200)),
    ] {
        assert_eq!(feed(text.as_bytes(), None, URL, Limits::default()), Err(error), "{text}");
    }
    let broken = feed(b"{\"items\": nej}", None, URL, Limits::default());
    assert!(matches!(broken, Err(ParseError::Damaged(_))));
}

#[test]
fn of_a_feed_that_is_cut_off_whole_entries_count() {
    let whole = "<rss><channel><title>Flöde</title><item><title>a</title></item>\
                 <item><title>b</title><link>https://a.se/b</link></item></channel></rss>";
    let second_ends = whole.rfind("</channel>").unwrap();
    let first_ends = whole.find("</item>").unwrap() + "</item>".len();
    for (end, _) in whole.char_indices() {
        let read = feed(&whole.as_bytes()[..end], None, URL, Limits::default());
        let titles = |feed: &Feed| -> Vec<String> {
            feed.entries.iter().map(|entry| entry.title.clone()).collect()
        };
        match read {
            Ok(feed) if end >= second_ends => assert_eq!(titles(&feed), ["a", "b"], "{end}"),
            Ok(feed) => {
                assert!(feed.is_cut_off && end >= first_ends, "{end}");
                assert_eq!(titles(&feed), ["a"], "{end}");
                assert_eq!(feed.title.as_deref(), Some("Flöde"));
            }
            Err(_) => assert!(end < first_ends, "{end}"),
        }
    }
    let atom = "<feed><entry><title>a</title></entry><rights>Fritt att anv";
    let read = feed(atom.as_bytes(), None, URL, Limits::default()).unwrap();
    assert_eq!((read.entries.len(), read.rights), (1, None), "half a word is none");
}

#[test]
fn encodings_are_the_document_s_whatever_anybody_says() {
    let text = "<rss><channel><item><title>Åtta öar</title></item></channel></rss>";
    let wide = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    for (bytes, header) in [
        (text.as_bytes().to_vec(), Some("text/xml; charset=iso-8859-1")),
        (text.as_bytes().to_vec(), Some("text/xml; charset=\"UTF-8\"")),
        (wide(u16::to_le_bytes), None),
        (wide(u16::to_be_bytes), Some("text/xml; charset=utf-8")),
    ] {
        let read = feed(&bytes, header, URL, Limits::default()).unwrap();
        assert_eq!(read.entries[0].title, "Åtta öar");
    }
}

#[test]
fn what_was_repaired_is_told_once() {
    use Repair::{
        Ampersands, Bytes, ContentType, Controls, Dates, DoubleEncoding, Encoding, Entries,
        Preamble, Prefixes, Tags,
    };
    let rss = |items: &str| format!("<rss><channel><title>T</title>{items}</channel></rss>");
    let item = |inside: &str| rss(&format!("<item><title>a</title>{inside}</item>").repeat(2));
    for (text, repairs) in [
        (item("<description>Ett &lt;b&gt;två&lt;/b&gt; &#38;</description>"), vec![]),
        (item("<link>https://a.example/?b&c</link>"), vec![Ampersands]),
        (item("<description>M&aring;l</description>"), vec![Ampersands]),
        (item("<description>1 < 2</description>"), vec![Tags]),
        (item("<author>b<category>c</category>"), vec![Tags]),
        (item("</b>"), vec![Tags]),
        (item("<dc:date>2026-11-21</dc:date>"), vec![Prefixes]),
        (item("<pubDate>i förrgår</pubDate>"), vec![Dates]),
        (item("<description>FÃ¶retag i BorÃ¥s</description>"), vec![DoubleEncoding]),
        (item("<description>a\u{1}b</description>"), vec![Controls]),
        (format!("Notice: x\n{}", rss("<item/>")), vec![Preamble]),
        (format!("<br>{}", rss("<item/>")), vec![Preamble]),
        (format!("<?xml version='1.0' encoding='iso-8859-1'?>{}", rss("å")), vec![Encoding]),
        ("{\"items\": [{\"id\": 1}, {\"id\": nej}]}".to_owned(), vec![Entries]),
        ("{\"items\": [{\"title\": \"\\u00c3\\u00a5\"}]}".to_owned(), vec![DoubleEncoding]),
        (item("&<b>\u{2}</c>"), vec![Controls, Ampersands, Tags]),
    ] {
        let read = feed(text.as_bytes(), None, URL, Limits::default()).unwrap();
        assert_eq!(read.repairs, repairs, "{text}");
    }
    let read =
        |bytes: &[u8], kind| feed(bytes, Some(kind), URL, Limits::default()).unwrap().repairs;
    assert_eq!(read(rss("<item/>").as_bytes(), "text/html; charset=utf-8"), [ContentType]);
    let damaged = "<?xml version='1.0' encoding='utf-8'?><rss><channel>ååå ööö äää";
    let damaged = [damaged.as_bytes(), b"\xE5 b</channel><item/></rss>"].concat();
    assert_eq!(read(&damaged, "text/xml"), [Bytes]);
}

#[test]
fn floods_are_cut_and_traps_end_in_time() {
    let limits = Limits::default();
    let flood = format!("<rss><channel>{}</channel></rss>", "<item/>".repeat(500_000));
    let read = feed(flood.as_bytes(), None, URL, limits).unwrap();
    assert_eq!((read.entries.len(), read.warnings.len()), (2_000, 1));
    let flood = format!("{{\"items\": [{}{{}}]}}", "{\"a\":0},".repeat(500_000));
    let read = feed(flood.as_bytes(), None, URL, limits).unwrap();
    assert_eq!((read.entries.len(), read.warnings.len()), (2_000, 1));

    let inside = |inside: &str| format!("<rss><channel><item>{inside}</item></channel></rss>");
    for trap in [
        inside(&format!("<title>{}</title>", "å".repeat(2_000_000))),
        inside(&"<category>a</category>".repeat(100_000)),
        inside(&format!("<a {}/>", "b='c' ".repeat(500_000))),
        inside(&format!("<a {}/>", "xmlns:b='c' ".repeat(200_000))),
        inside(&"<a xmlns:b='c'/>".repeat(100_000)),
        inside(&"</a>".repeat(500_000)),
        inside(&"<![CDATA[".repeat(100_000)),
        inside(&"<a b=\"".repeat(300_000)),
        inside(&format!("<description>{}</description>", "&lt;b&gt;".repeat(300_000))),
        inside(&format!("<link>{}</link>", "http://".repeat(300_000))),
        "<".repeat(2_000_000),
        "<!--".repeat(500_000),
        format!("{{\"items\": {}", "[".repeat(200_000)),
    ] {
        if let Ok(read) = feed(trap.as_bytes(), None, URL, limits) {
            assert!(read.entries.iter().all(|entry| entry.title.len() < 4_096));
        }
    }
}
