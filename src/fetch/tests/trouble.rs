//! Servers that are slow, cut off, endless, or no HTTP servers at all.

use std::time::Duration;

use super::server::{Act, Site, answer, missing};
use super::{ask, failure, fetcher, impatient, now, settings};
use crate::fetch::limits;
use crate::fetch::{BodyKind, Fetcher};
use crate::model::Clock;

const HEAD: &str = "HTTP/1.1 200 OK\r\n";

#[tokio::test]
async fn every_trouble_has_its_class() {
    let site = Site::start("127.0.1.5", |seen| match seen.path.as_str() {
        "/short" => Act::Cut(format!("{HEAD}Content-Length: 100\r\n\r\n<rss>").into()),
        "/chunks" => {
            Act::Cut(format!("{HEAD}Transfer-Encoding: chunked\r\n\r\n5\r\n<rss>\r\n").into())
        }
        "/bad-chunk" => {
            Act::Cut(format!("{HEAD}Transfer-Encoding: chunked\r\n\r\nzz\r\n<rss>\r\n").into())
        }
        "/huge-chunk" => Act::Cut(
            format!("{HEAD}Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n<rss>").into(),
        ),
        "/empty" => Act::Cut(Vec::new()),
        "/ssh" => Act::Cut(b"SSH-2.0-OpenSSH_9.9\r\n".to_vec()),
        "/http09" => Act::Cut(b"<rss/>".to_vec()),
        "/headers" => Act::Send(answer("200 OK", &vec!["X-A: b"; limits::HEADERS + 1], "")),
        "/long-header" => {
            Act::Cut(answer("200 OK", &[&format!("X-A: {}", "b".repeat(1_000_000))], ""))
        }
        "/announced" => Act::Hold(format!("{HEAD}Content-Length: 999999999999\r\n\r\n").into()),
        "/endless" => Act::Cut([HEAD.as_bytes(), b"\r\n", &vec![b'x'; 11 << 20]].concat()),
        _ => missing(),
    })
    .await;
    let fetcher = fetcher(&[&site]);
    for (path, class) in [
        ("/short", "truncated"),
        ("/chunks", "truncated"),
        ("/bad-chunk", "protocol"),
        ("/huge-chunk", "protocol"),
        ("/empty", "network"),
        ("/ssh", "protocol"),
        ("/http09", "protocol"),
        ("/headers", "protocol"),
        ("/long-header", "protocol"),
        ("/announced", "too_large"),
        ("/endless", "too_large"),
    ] {
        let error = failure(&fetcher, &site.url(path)).await;
        assert_eq!(error.class(), class, "{path}: {error}");
        assert!(error.retry_after().is_none());
    }
}

#[tokio::test]
async fn a_bomb_is_stopped_at_the_cap() {
    // A brotli stream would do as well: what counts are the bytes that come out.
    let bomb = gzip_of_zeros(64);
    assert!(bomb.len() < 1 << 20);
    let site = Site::start("127.0.1.5", move |seen| match seen.path.as_str() {
        "/robots.txt" => missing(),
        _ => Act::Send(answer("200 OK", &["Content-Encoding: gzip"], &bomb)),
    })
    .await;
    let fetcher = fetcher(&[&site]);
    for kind in [BodyKind::Feed, BodyKind::Page, BodyKind::Sitemap] {
        let error = ask(&fetcher, &site.url("/bomb"), kind, None).await.unwrap_err();
        assert_eq!(error.class(), "too_large", "{error}");
    }
}

/// Many megabytes of zeros in little space, as one block with a fixed code of DEFLATE: a zero,
/// then "repeat the last 258 letters at distance 1" (code 285 is 11000101, distance 0 is 00000).
fn gzip_of_zeros(mebibytes: usize) -> Vec<u8> {
    let mut bits: Vec<bool> = vec![true, true, false];
    let mut put = |code: &str| bits.extend(code.bytes().map(|bit| bit == b'1'));
    put("00110000");
    for _ in 0..mebibytes * (1 << 20) / 258 {
        put("1100010100000");
    }
    put("0000000");
    let mut bytes = b"\x1f\x8b\x08\0\0\0\0\0\0\xff".to_vec();
    for eight in bits.chunks(8) {
        bytes.push(eight.iter().rev().fold(0, |byte, bit| byte << 1 | u8::from(*bit)));
    }
    bytes
}

#[tokio::test]
async fn slow_servers_are_left() {
    let site = Site::start("127.0.1.5", |seen| match seen.path.as_str() {
        "/robots.txt" => missing(),
        "/half" => Act::Hold(format!("{HEAD}Content-Length: 100\r\n\r\n<rss>").into()),
        _ => Act::Hold(Vec::new()),
    })
    .await;
    let fetcher =
        Fetcher::with_deadlines(settings(&[&site]), Clock::Fixed(now()), Vec::new(), impatient())
            .unwrap();
    for path in ["/silent", "/half"] {
        let error = failure(&fetcher, &site.url(path)).await;
        assert_eq!(error.class(), "timeout", "{path}: {error}");
        assert!(error.is_temporary());
        assert!(error.to_string().contains("0.15 s"), "{error}");
    }
}

#[tokio::test]
async fn a_trickle_ends_at_the_total_deadline() {
    let site = Site::start("127.0.1.5", |seen| match seen.path.as_str() {
        "/robots.txt" => missing(),
        // Each step is quick enough; together they are not.
        _ => Act::Late(
            Duration::from_millis(100),
            answer("302 Found", &[&format!("Location: {}x", seen.path)], ""),
        ),
    })
    .await;
    let fetcher =
        Fetcher::with_deadlines(settings(&[&site]), Clock::Fixed(now()), Vec::new(), impatient())
            .unwrap();
    let error = failure(&fetcher, &site.url("/")).await;
    assert_eq!(error.class(), "timeout", "{error}");
    assert!(error.to_string().contains("not complete within 0.4 s"), "{error}");
}

#[tokio::test]
async fn a_host_that_is_not_there_is_a_network_error() {
    let site = Site::start("127.0.1.5", |_| missing()).await;
    let mut settings = settings(&[]);
    settings.allow_networks = vec!["127.0.1.5:1".parse().unwrap()];
    let fetcher = Fetcher::new(settings, Clock::Fixed(now()), Vec::new()).unwrap();
    let error = failure(&fetcher, "http://127.0.1.5:1/").await;
    assert_eq!(error.class(), "network", "{error}");
    assert!(error.is_temporary() && !error.is_blocked());
    // The verdict is about the host and the moment: nothing is kept of it.
    assert!(fetcher.take_changed_hosts().is_empty());
    // Those who wait for the same host are told the same without trying.
    let requests = fetcher.statistics().requests;
    assert_eq!(failure(&fetcher, "http://127.0.1.5:1/b").await.class(), "network");
    assert_eq!(fetcher.statistics().requests, requests);
    assert_eq!(site.connections(), 0);
}

#[tokio::test]
async fn a_server_without_encryption_is_not_taken_for_an_encrypted_one() {
    let site = Site::start("127.0.1.5", |_| missing()).await;
    let fetcher = fetcher(&[&site]);
    let error = failure(&fetcher, &site.url("/").replace("http:", "https:")).await;
    assert_eq!(error.class(), "network", "{error}");
    assert!(error.to_string().contains("127.0.1.5"), "{error}");
    assert!(site.seen().is_empty());
}
