//! What comes back, and how it is asked for.

use super::server::{Act, Site, answer, missing, ok, redirect};
use super::{ask, body, fetcher, get};
use crate::fetch::{BodyKind, Fetched};
use crate::model::Validators;

#[tokio::test]
async fn an_answer_carries_what_the_next_question_needs() {
    let site = Site::start("127.0.1.1", |seen| match seen.path.as_str() {
        "/feed" => Act::Send(answer(
            "200 OK",
            &[
                "ETag: \"a1\"",
                "Last-Modified: Fri, 20 Nov 2026 07:00:00 GMT",
                "Content-Type: application/rss+xml; charset=utf-8",
                "Cache-Control: max-age=600",
                "X-Robots-Tag: noarchive",
                "X-Robots-Tag: nosnippet",
            ],
            "<rss/>",
        )),
        _ => missing(),
    })
    .await;
    let fetcher = fetcher(&[&site]);
    let answer = body(&fetcher, &site.url("/feed#top")).await;
    assert_eq!(answer.body, b"<rss/>");
    assert_eq!(answer.url, site.url("/feed#top"));
    assert_eq!(answer.moved_to, None);
    assert_eq!(answer.content_type.as_deref(), Some("application/rss+xml; charset=utf-8"));
    assert_eq!(answer.validators.etag.as_deref(), Some("\"a1\""));
    assert_eq!(answer.fresh_for.unwrap().as_secs(), 600);
    assert_eq!(answer.robots_tag.as_deref(), Some("noarchive\nnosnippet"));

    let seen = site.seen();
    assert_eq!(site.paths(), ["/robots.txt", "/feed"]);
    assert!(seen[1].head.contains("user-agent: utkik/0.1 (+mailto:test@example.se)"));
    assert!(seen[1].head.contains("accept: application/atom+xml"));
    assert!(seen[1].head.contains("accept-encoding: zstd,gzip,deflate,br"));
    assert!(!seen[1].head.contains("if-none-match") && !seen[1].head.contains("cookie"));
    assert_eq!(fetcher.statistics().requests, 2);
    assert_eq!(fetcher.statistics().bytes_received, 6);
}

#[tokio::test]
async fn unchanged_is_asked_for_and_understood() {
    let site = Site::start("127.0.1.1", |seen| {
        if seen.head.contains("if-none-match: \"a1\"") {
            Act::Send(b"HTTP/1.1 304 Not Modified\r\nETag: \"a2\"\r\n\r\n".to_vec())
        } else if seen.path == "/unasked" {
            Act::Send(b"HTTP/1.1 304 Not Modified\r\n\r\n".to_vec())
        } else {
            missing()
        }
    })
    .await;
    let fetcher = fetcher(&[&site]);
    let known = Validators {
        etag: Some("\"a1\"".to_owned()),
        last_modified: Some("Fri, 20 Nov 2026 07:00:00 GMT".to_owned()),
    };
    let answer = ask(&fetcher, &site.url("/feed"), BodyKind::Feed, Some(&known)).await.unwrap();
    let Fetched::NotModified { validators, moved_to: None, .. } = answer else {
        panic!("{answer:?}")
    };
    assert_eq!(validators.etag.as_deref(), Some("\"a2\""));
    assert_eq!(validators.last_modified, known.last_modified);
    assert!(site.seen()[1].head.contains("if-modified-since: fri, 20 nov 2026 07:00:00 gmt"));

    let error = get(&fetcher, &site.url("/unasked")).await.unwrap_err();
    assert_eq!(error.class(), "status");
}

#[tokio::test]
async fn compressed_bodies_are_unpacked() {
    // `hej` as a stored block, so that no compressor is needed.
    let gzip = b"\x1f\x8b\x08\0\0\0\0\0\0\xff\x01\x03\0\xfc\xffhej\x7b\x1b\xc5\x14\x03\0\0\0";
    let mut gzip = gzip.to_vec();
    let crc = crc32(b"hej");
    gzip[18..22].copy_from_slice(&crc.to_le_bytes());
    let site = Site::start("127.0.1.1", move |seen| match seen.path.as_str() {
        "/gzip" => Act::Send(answer("200 OK", &["Content-Encoding: gzip"], &gzip)),
        "/lie" => Act::Send(answer("200 OK", &["Content-Encoding: gzip"], "<rss/>")),
        "/cut" => Act::Send(answer("200 OK", &["Content-Encoding: gzip"], &gzip[..17])),
        "/odd" => Act::Send(answer("200 OK", &["Content-Encoding: x-farm"], "<rss/>")),
        "/plain" => Act::Send(answer("200 OK", &["Content-Encoding: identity"], "<rss/>")),
        _ => missing(),
    })
    .await;
    let fetcher = fetcher(&[&site]);
    assert_eq!(body(&fetcher, &site.url("/gzip")).await.body, b"hej");
    assert_eq!(body(&fetcher, &site.url("/plain")).await.body, b"<rss/>");
    for path in ["/lie", "/cut", "/odd"] {
        let error = get(&fetcher, &site.url(path)).await.unwrap_err();
        assert_eq!(error.class(), "decode", "{path}: {error}");
    }
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 }
        })
    })
}

#[tokio::test]
async fn a_move_is_remembered_only_when_every_step_was_for_good() {
    let site = Site::start("127.0.1.1", |seen| match seen.path.as_str() {
        "/a" => redirect("301 Moved Permanently", "/b"),
        "/b" => redirect("308 Permanent Redirect", "new/c#part"),
        "/new/c" => ok("here"),
        "/d" => redirect("302 Found", "/b"),
        _ => missing(),
    })
    .await;
    let fetcher = fetcher(&[&site]);
    let for_good = body(&fetcher, &site.url("/a")).await;
    assert_eq!(for_good.moved_to, Some(site.url("/new/c")));
    assert_eq!(for_good.url, site.url("/new/c"));
    let for_now = body(&fetcher, &site.url("/d")).await;
    assert_eq!((for_now.moved_to, for_now.url), (None, site.url("/new/c")));
}

#[tokio::test]
async fn pages_of_one_host_share_a_connection() {
    let site = Site::start("127.0.1.1", |_| ok("")).await;
    let fetcher = fetcher(&[&site]);
    for page in 0..5 {
        body(&fetcher, &site.url(&format!("/{page}"))).await;
    }
    assert_eq!(site.connections(), 1);
}

#[tokio::test]
async fn statuses_tell_the_caller_what_to_do() {
    let site = Site::start("127.0.1.1", |seen| {
        let status = seen.path.trim_start_matches('/');
        Act::Send(answer(if status == "robots.txt" { "404" } else { status }, &[], "<html>"))
    })
    .await;
    let fetcher = fetcher(&[&site]);
    for (status, class, [temporary, gone, blocked]) in [
        ("401", "status", [false, false, true]),
        ("403", "status", [false, false, false]),
        ("404", "status", [false, false, false]),
        ("410", "status", [false, true, false]),
        ("206", "truncated", [true, false, false]),
        ("300", "status", [false, false, false]),
        ("500", "status", [true, false, false]),
    ] {
        let error = get(&fetcher, &site.url(&format!("/{status}"))).await.unwrap_err();
        let answers = [error.is_temporary(), error.is_gone(), error.is_blocked()];
        assert_eq!((error.class(), answers), (class, [temporary, gone, blocked]), "{error}");
        assert!(error.to_string().contains(&site.url("/")) && !error.to_string().ends_with('.'));
    }
}
