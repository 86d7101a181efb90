//! What is carried from one request to the next: connections, and what an answer said.

use super::server::{Act, Site, answer, missing, ok, redirect};
use super::{ask, body, failure, fetcher};
use crate::fetch::{BodyKind, Fetched};
use crate::model::Validators;

fn known() -> Validators {
    Validators { etag: Some("\"seen\"".to_owned()), last_modified: None }
}

/// Servers close what was idle for long, just when it is used again.
#[tokio::test]
async fn a_kept_connection_that_has_been_closed_is_replaced() {
    let site = Site::start("127.0.1.60", |seen| match (seen.path.as_str(), seen.connection) {
        ("/robots.txt", _) => missing(),
        // Reads the request, and leaves.
        ("/feed", 0) => Act::Cut(Vec::new()),
        _ => ok("fresh"),
    })
    .await;
    let fetcher = fetcher(&[&site]);
    assert_eq!(body(&fetcher, &site.url("/feed")).await.body, b"fresh");
    assert_eq!(site.paths(), ["/robots.txt", "/feed", "/feed"]);
    assert_eq!(site.connections(), 2);
}

/// Once: a server that always leaves is told to be one.
#[tokio::test]
async fn a_fresh_connection_that_is_closed_is_an_error() {
    let site = Site::start("127.0.1.60", |seen| match seen.path.as_str() {
        "/robots.txt" => missing(),
        _ => Act::Cut(Vec::new()),
    })
    .await;
    let fetcher = fetcher(&[&site]);
    let error = failure(&fetcher, &site.url("/feed")).await;
    assert_eq!(error.class(), "network", "{error}");
    assert!(error.to_string().contains("closed the connection without an answer"), "{error}");
    assert_eq!(site.paths(), ["/robots.txt", "/feed", "/feed"]);
}

/// What has begun to answer is not asked again: half an answer is the server's fault.
#[tokio::test]
async fn half_an_answer_is_not_asked_for_again() {
    let site = Site::start("127.0.1.60", |seen| match seen.path.as_str() {
        "/robots.txt" => missing(),
        _ => Act::Cut(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<rss".to_vec()),
    })
    .await;
    let fetcher = fetcher(&[&site]);
    assert_eq!(failure(&fetcher, &site.url("/feed")).await.class(), "truncated");
    assert_eq!(site.paths(), ["/robots.txt", "/feed"]);
}

#[tokio::test]
async fn validators_stay_at_their_host() {
    let other = Site::start("127.0.1.61", |seen| match seen.path.as_str() {
        "/robots.txt" => missing(),
        _ => Act::Send(answer("200 OK", &["ETag: \"other\""], "body")),
    })
    .await;
    let (elsewhere, moved) = (other.url("/feed"), other.url("/moved"));
    let site = Site::start("127.0.1.60", move |seen| match seen.path.as_str() {
        "/robots.txt" => missing(),
        "/away" => redirect("302 Found", &elsewhere),
        "/moved" => redirect("301 Moved Permanently", &moved),
        "/near" => redirect("302 Found", "/feed"),
        _ => Act::Send(answer("200 OK", &["ETag: \"own\""], "body")),
    })
    .await;
    let fetcher = fetcher(&[&site, &other]);
    let known = known();
    for (path, kept) in [("/near", Some("\"own\"")), ("/away", None), ("/moved", Some("\"other\""))]
    {
        let asked = ask(&fetcher, &site.url(path), BodyKind::Feed, Some(&known)).await;
        let Ok(Fetched::Body(answer)) = asked else { panic!("{path}: {asked:?}") };
        assert_eq!(answer.validators.etag.as_deref(), kept, "{path}");
    }
    for seen in site.seen().iter().filter(|seen| seen.path != "/robots.txt") {
        assert!(seen.head.contains("if-none-match: \"seen\""), "{}", seen.head);
    }
    for seen in other.seen() {
        assert!(!seen.head.contains("if-none-match"), "{}", seen.head);
    }
}

/// Nobody asked the other host "changed?", so its "no" says nothing.
#[tokio::test]
async fn not_modified_from_another_host_is_not_believed() {
    let other = Site::start("127.0.1.61", |seen| match seen.path.as_str() {
        "/robots.txt" => missing(),
        _ => Act::Send(b"HTTP/1.1 304 Not Modified\r\n\r\n".to_vec()),
    })
    .await;
    let elsewhere = other.url("/feed");
    let site = Site::start("127.0.1.60", move |seen| match seen.path.as_str() {
        "/robots.txt" => missing(),
        _ => redirect("302 Found", &elsewhere),
    })
    .await;
    let fetcher = fetcher(&[&site, &other]);
    let asked = ask(&fetcher, &site.url("/"), BodyKind::Feed, Some(&known())).await;
    assert_eq!(asked.unwrap_err().class(), "status");
}
