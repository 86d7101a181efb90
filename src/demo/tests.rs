//! What the sample sites hold, and how they answer.

use std::collections::{BTreeMap, BTreeSet};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::model::{Group, Timestamp};

use super::content::{self, Block, Door};
use super::{Demo, feed, page, start};

const LEAST: [(&str, usize); 6] =
    [("sv", 30), ("en", 10), ("de", 8), ("da", 8), ("nb", 8), ("fi", 8)];

fn now() -> Timestamp {
    "2026-11-21T07:00:00Z".parse().unwrap()
}

#[test]
fn every_language_has_enough_articles() {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for site in content::sites().unwrap() {
        *counts.entry(site.language.to_string()).or_default() += site.articles.len();
    }
    for (language, least) in LEAST {
        assert!(counts[language] >= least, "{language}: {}", counts[language]);
    }
    assert!(counts.values().sum::<usize>() >= 72);
}

#[test]
fn every_article_is_whole() {
    let mut slugs = BTreeSet::new();
    for site in content::sites().unwrap() {
        assert!(Group::ALL.iter().any(|group| group.as_str() == site.group), "{}", site.group);
        for article in &site.articles {
            let slug = article.slug;
            assert!(slugs.insert(slug), "`{slug}` stands twice");
            assert!(
                slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            );
            assert!(article.published(now()) <= now(), "{slug}");
            let words: usize = article.blocks(now()).iter().map(words).sum();
            // Finnish says in one word what takes Swedish two.
            let least = if site.language.as_str() == "fi" { 60 } else { 90 };
            assert!((least..=220).contains(&words), "{slug}: {words} words");
            let shown = page::article(&site, article, "http://127.0.0.1:1", now());
            assert!(!shown.contains(['{', '}']) || shown.contains("ld+json"), "{slug}");
        }
    }
}

fn words(block: &Block) -> usize {
    match block {
        Block::Heading(text) | Block::Paragraph(text) => text.split_whitespace().count(),
        Block::List(items) => items.iter().map(|item| item.split_whitespace().count()).sum(),
    }
}

#[test]
fn no_page_hides_that_it_is_made_up_and_none_names_a_real_address() {
    for site in content::sites().unwrap() {
        for article in &site.articles {
            let shown = page::article(&site, article, "http://127.0.0.1:1", now());
            assert!(shown.contains(&page::escape(site.labels.notice)), "{}", article.slug);
            for mail in shown.split_whitespace().filter(|word| word.contains('@')) {
                let made_up = mail.contains(".example") || mail.contains("\"@");
                assert!(made_up, "{}: {mail}", article.slug);
            }
        }
    }
}

#[test]
fn days_are_counted_from_now() {
    let text = super::content::with_days("{+30} och {-1}, {namn} {", now());
    assert_eq!(text, "2026-12-21 och 2026-11-20, {namn} {");
}

#[test]
fn feeds_are_well_formed() {
    for site in content::sites().unwrap() {
        let feed = feed::text(&site, "http://127.0.0.1:1", now());
        if site.door == Door::JsonFeed {
            let feed: serde_json::Value = serde_json::from_str(&feed).unwrap();
            assert_eq!(feed["items"].as_array().unwrap().len(), site.articles.len());
        } else {
            assert_eq!(elements(&feed), site.articles.len(), "{}", site.id);
        }
    }
}

/// Walks through XML, checks that tags nest and that `&` is an entity; counts entries.
fn elements(xml: &str) -> usize {
    let mut open = Vec::new();
    let mut entries = 0;
    for piece in xml.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap();
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !tag.ends_with(['/', '?']) {
            open.push(name);
        }
        entries += usize::from(tag == "item" || tag == "entry");
        for entity in text.split('&').skip(1) {
            let known = ["amp;", "lt;", "gt;", "quot;"];
            assert!(known.iter().any(|known| entity.starts_with(known)), "&{entity}");
        }
    }
    assert!(open.is_empty(), "{open:?}");
    entries
}

#[tokio::test]
async fn the_sources_name_every_site_and_its_door_answers() {
    let demo = start(now()).await.unwrap();
    assert_eq!(demo.allow_networks.len(), demo.sites.len());
    assert!(demo.articles >= 72);
    for site in &demo.sites {
        assert!(demo.sources_toml.contains(&format!("id = \"{}\"", site.id)));
    }
    assert!(!demo.sources_toml.contains("null"));
    for line in demo.sources_toml.lines().filter_map(|line| line.strip_prefix("url = \"http://")) {
        let (address, path) = line.trim_end_matches('"').split_once('/').unwrap();
        let answer = ask(address, "GET", &format!("/{path}"), "").await;
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    }
}

#[tokio::test]
async fn the_server_answers_as_http_asks() {
    let demo = start(now()).await.unwrap();
    let long = format!("X-Long: {}\r\n", "a".repeat(9000));
    for (method, path, headers, expected) in [
        ("GET", "/", "", "HTTP/1.1 200 "),
        ("GET", "/?a=b", "", "HTTP/1.1 200 "),
        ("HEAD", "/", "", "HTTP/1.1 200 "),
        ("GET", "/nothing-here", "", "HTTP/1.1 404 "),
        ("GET", "/../etc/passwd", "", "HTTP/1.1 404 "),
        ("POST", "/", "", "HTTP/1.1 405 "),
        ("GET", "nowhere", "", "HTTP/1.1 400 "),
        ("GET", "/", long.as_str(), "HTTP/1.1 431 "),
    ] {
        let answer = ask(first(&demo), method, path, headers).await;
        assert!(answer.starts_with(expected), "{method} {path}: {answer}");
    }
    let robots = ask(first(&demo), "GET", "/robots.txt", "").await;
    assert!(robots.ends_with("User-agent: *\nDisallow: /internt/\n"), "{robots}");
}

#[tokio::test]
async fn what_has_not_changed_is_not_sent_again() {
    let demo = start(now()).await.unwrap();
    let answer = ask(first(&demo), "GET", "/", "").await;
    let header = |name: &str| {
        let line = answer.lines().find_map(|line| line.strip_prefix(name)).unwrap();
        line.trim().to_owned()
    };
    let (etag, date) = (header("ETag: "), header("Last-Modified: "));
    for (headers, expected) in [
        (format!("If-None-Match: {etag}\r\n"), "304"),
        (format!("if-none-match: \"x\", W/{etag}\r\n"), "304"),
        (format!("If-Modified-Since: {date}\r\n"), "304"),
        (format!("If-None-Match: \"x\"\r\nIf-Modified-Since: {date}\r\n"), "200"),
        ("If-Modified-Since: Thu, 01 Jan 1970 00:00:00 GMT\r\n".to_owned(), "200"),
    ] {
        let answer = ask(first(&demo), "GET", "/", &headers).await;
        assert_eq!(answer.get(9..12), Some(expected), "{headers}");
    }
}

#[tokio::test]
async fn length_and_body_agree() {
    let demo = start(now()).await.unwrap();
    let answer = ask(first(&demo), "GET", "/nyheter.rss", "").await;
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.contains(&format!("\r\nContent-Length: {}\r\n", body.len())), "{head}");
    let head_only = ask(first(&demo), "HEAD", "/nyheter.rss", "").await;
    assert_eq!(head_only, format!("{head}\r\n\r\n"));
}

#[tokio::test]
async fn a_stopped_site_answers_no_more() {
    let mut demo = start(now()).await.unwrap();
    demo.stop();
    let address = first(&demo);
    let gone = async {
        while TcpStream::connect(address).await.is_ok() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(5), gone).await.unwrap();
}

fn first(demo: &Demo) -> &str {
    demo.sites[0].url.strip_prefix("http://").unwrap().trim_end_matches('/')
}

async fn ask(address: &str, method: &str, path: &str, headers: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!("{method} {path} HTTP/1.1\r\nHost: {address}\r\n{headers}\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    // A refused request may be reset after its answer, because part of it was never read.
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8(answer).unwrap()
}
