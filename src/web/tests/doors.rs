//! Every route is listed, guarded, and closed to what it is not for.

use std::collections::BTreeSet;
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use super::world::{HOSTILE, World, options};
use crate::web::{AppState, Round, Rounds, Server, api, routes, surround};

const CSP: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
                   form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// All routes that there are, with an address for each.
const ROUTES: [(&str, &str, u16); 22] = [
    ("/", "/?q=smarta", 200),
    ("/documents/{id}", "/documents/0000000000000001", 200),
    ("/sources", "/sources", 200),
    ("/feeds/search.atom", "/feeds/search.atom?q=smarta", 200),
    ("/feeds/search.json", "/feeds/search.json?q=smarta", 200),
    ("/feeds/search.ics", "/feeds/search.ics?q=smarta", 200),
    ("/export/search.xlsx", "/export/search.xlsx?q=smarta", 200),
    ("/export/search.csv", "/export/search.csv?q=smarta", 200),
    ("/export/search.md", "/export/search.md?q=smarta", 200),
    ("/boxes", "/boxes?all=smarta&none=bin", 303),
    ("/metrics", "/metrics", 200),
    ("/assets/style.css", "/assets/style.css", 200),
    ("/favicon.svg", "/favicon.svg", 200),
    ("/opensearch.xml", "/opensearch.xml", 200),
    ("/robots.txt", "/robots.txt", 200),
    ("/api/search", "/api/search?q=smarta&facets=true", 200),
    ("/api/suggest", "/api/suggest?q=smarta+pap", 200),
    ("/api/documents/{id}", "/api/documents/0000000000000001", 200),
    ("/api/searches", "/api/searches", 200),
    ("/api/sources", "/api/sources", 200),
    ("/healthz", "/healthz", 200),
    ("/api/openapi.json", "/api/openapi.json", 200),
];

/// Routes of `watching`, with an address for each and what a GET answers.
const WATCHING: [(&str, &str, u16); 15] = [
    ("/searches", "/searches", 200),
    ("/searches.opml", "/searches.opml", 200),
    ("/searches/{key}", "/searches/smarta", 200),
    ("/searches/{key}/feed.atom", "/searches/smarta/feed.atom", 200),
    ("/searches/{key}/feed.rss", "/searches/smarta/feed.rss", 200),
    ("/searches/{key}/feed.json", "/searches/smarta/feed.json", 200),
    ("/searches/{key}/feed.ics", "/searches/smarta/feed.ics", 200),
    ("/searches/{key}/feed.opml", "/searches/smarta/feed.opml", 200),
    ("/searches/{key}/hits.csv", "/searches/smarta/hits.csv", 200),
    ("/searches/{key}/letter", "/searches/smarta/letter", 200),
    ("/subscribe", "/subscribe?q=smarta", 200),
    ("/confirm/{token}", "/confirm/x", 404),
    ("/subscriptions/{token}", "/subscriptions/x", 404),
    ("/subscriptions/{token}/end", "/subscriptions/x/end", 404),
    ("/answer/{seal}", "/answer/x?a=relevant", 404),
];

/// Routes of `analyst`, the same for a stranger.
const ANALYST: [(&str, &str, u16); 21] = [
    ("/sign-in", "/sign-in", 200),
    ("/sign-out", "/sign-out", 405),
    ("/analyst", "/analyst", 303),
    ("/analyst/searches", "/analyst/searches", 303),
    ("/analyst/searches/new", "/analyst/searches/new?q=smarta", 303),
    ("/analyst/searches/{name}", "/analyst/searches/smarta", 303),
    ("/analyst/searches/{name}/remove", "/analyst/searches/smarta/remove", 303),
    ("/analyst/feedback", "/analyst/feedback", 303),
    ("/analyst/feedback.csv", "/analyst/feedback.csv", 303),
    ("/analyst/feedback.json", "/analyst/feedback.json", 303),
    ("/analyst/baskets", "/analyst/baskets", 303),
    ("/analyst/baskets/add", "/analyst/baskets/add", 405),
    ("/analyst/baskets/{id}", "/analyst/baskets/0", 303),
    ("/analyst/baskets/{id}/remove", "/analyst/baskets/0/remove", 303),
    ("/analyst/baskets/{id}/basket.md", "/analyst/baskets/0/basket.md", 303),
    ("/analyst/baskets/{id}/basket.csv", "/analyst/baskets/0/basket.csv", 303),
    ("/analyst/baskets/{id}/basket.txt", "/analyst/baskets/0/basket.txt", 303),
    ("/analyst/baskets/{id}/preview", "/analyst/baskets/0/preview", 303),
    ("/analyst/baskets/{id}/letter.html", "/analyst/baskets/0/letter.html", 303),
    ("/analyst/baskets/{id}/letter.eml", "/analyst/baskets/0/letter.eml", 303),
    ("/analyst/baskets/{id}/send", "/analyst/baskets/0/send", 303),
];

/// Addresses that end in an error, and how.
const MISSES: [(&str, u16); 16] = [
    ("/searches/unknown", 404),
    ("/searches/smarta?since=x", 400),
    ("/searches/trasig", 200),
    ("/searches/trasig/feed.atom", 503),
    ("/subscribe?q=foo:x", 400),
    ("/subscribe?search=unknown", 404),
    ("/nowhere", 404),
    ("/documents/unknown", 404),
    ("/documents/00000000000000", 404),
    ("/?q=foo:x", 400),
    ("/?page=0", 400),
    ("/?q=a&q=b", 400),
    ("/api/search?limit=101", 400),
    ("/api/suggest?q=a&at=x", 400),
    ("/api/unknown", 404),
    ("/feeds/search.atom?q=foo:x", 400),
];

#[test]
fn every_route_is_in_the_list() {
    let mut there: BTreeSet<String> = api::router().1.into_iter().collect();
    there.extend(routes().into_iter().map(|(path, _)| path.to_owned()));
    let listed = ROUTES.iter().chain(&WATCHING).chain(&ANALYST);
    assert_eq!(there, listed.map(|(path, ..)| (*path).to_owned()).collect());
}

#[tokio::test]
async fn every_answer_is_guarded_and_carries_nothing_active() {
    let world = World::filled().await;
    let listed = ROUTES.iter().chain(&WATCHING).chain(&ANALYST);
    let addresses = listed.map(|(_, address, status)| (*address, *status)).chain(MISSES);
    let hostile = format!("/?q={}", crate::web::links::encode(HOSTILE));
    for (address, status) in addresses.chain([(hostile.as_str(), 200), ("/?q=skurk", 200)]) {
        let answer = world.get(address).await;
        if address != hostile {
            assert_eq!(answer.status, status, "{address}: {}", answer.body);
        }
        assert_eq!(answer.header("content-security-policy"), CSP, "{address}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{address}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{address}");
        assert!(!answer.header("permissions-policy").is_empty(), "{address}");
        if answer.header("content-type").starts_with("text/html") {
            assert!(!answer.body.contains("<script"), "{address}: {}", answer.body);
            assert!(!answer.body.contains("\" onload"), "{address}: {}", answer.body);
            assert!(!answer.body.contains("javascript:"), "{address}: {}", answer.body);
        }
    }
}

#[tokio::test]
async fn only_reading_is_possible() {
    let world = World::empty().await;
    for (_, address, _) in ROUTES {
        for method in ["POST", "PUT", "DELETE", "PATCH", "TRACE"] {
            let answer = world.ask(method, address, "Content-Length: 0\r\n").await;
            assert_eq!(answer.status, 405, "{method} {address}");
            assert!(answer.header("allow").contains("GET"), "{method} {address}: {answer:?}");
            assert_eq!(answer.header("content-security-policy"), CSP);
        }
        let head = world.ask("HEAD", address, "").await;
        assert!(head.body.is_empty(), "{address}");
    }
}

#[tokio::test]
async fn strangers_come_nowhere_near_the_pages_of_analysts() {
    let world = World::filled().await;
    for (_, address, status) in ANALYST {
        let answer = world.get(address).await;
        assert_eq!(answer.status, status, "{address}");
        assert_eq!(answer.header("cache-control"), "no-store", "{address}");
        assert_eq!(answer.header("x-robots-tag"), "noindex", "{address}");
        if status == 303 {
            assert!(answer.header("location").starts_with("/sign-in?to="), "{answer:?}");
        }
        if address.starts_with("/sign-in") {
            continue;
        }
        let answer = world.post(address, "form=x&title=x").await;
        assert!([403, 405].contains(&answer.status), "{address}: {answer:?}");
    }
}

#[tokio::test]
async fn programs_get_json_and_people_get_a_page() {
    let world = World::empty().await;
    for path in ["/api", "/api/", "/api/x/y", "/feeds/x", "/healthz/x"] {
        let answer = world.get(path).await;
        assert_eq!(answer.status, 404);
        assert_eq!(answer.json()["error"]["code"], "not_found", "{path}");
    }
    for path in ["/x", "/apix", "/assets/", "/%00%ff", "/..%2f..%2fetc/passwd"] {
        let answer = world.get(path).await;
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.body.contains("<h1>Sidan finns inte</h1>"), "{path}: {}", answer.body);
    }
    let post = world.ask("POST", "/api/search", "").await;
    assert_eq!(post.json()["error"]["code"], "method_not_allowed");
}

#[tokio::test]
async fn endless_addresses_are_refused() {
    let world = World::filled().await;
    let answer = world.get(&format!("/?q={}", "a".repeat(9000))).await;
    assert_eq!(answer.status, 414);
    let answer = world.get(&format!("/api/search?q={}", "a".repeat(2000))).await;
    assert_eq!((answer.status, answer.json()["error"]["code"].as_str()), (400, Some("query")));
}

#[tokio::test]
async fn a_panic_is_one_failed_answer() {
    async fn boom() -> &'static str {
        panic!("secret details")
    }
    let folder = tempfile::tempdir().unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = Router::new().route("/api/boom", get(boom)).route("/boom", get(boom));
    let router = surround(router, AppState::new(options(folder.path()), address));
    tokio::spawn(async move { axum::serve(listener, router).await });
    for path in ["/api/boom", "/boom"] {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let request = format!("GET {path} HTTP/1.0\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        assert!(answer.starts_with("HTTP/1.0 500"), "{answer}");
        assert!(answer.contains(CSP) && !answer.contains("secret"), "{answer}");
    }
}

#[tokio::test]
async fn answers_are_compressed_for_whoever_can_read_it() {
    let world = World::empty().await;
    let answer = world.ask("GET", "/assets/style.css", "Accept-Encoding: gzip\r\n").await;
    assert_eq!(answer.header("content-encoding"), "gzip");
}

#[tokio::test]
async fn it_stops_when_it_is_told_to_even_while_someone_holds_the_line() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::bind(options(folder.path())).await.unwrap();
    let server = server.with_last_words(Duration::from_millis(50));
    let address = server.address();
    let (stop, stopped) = oneshot::channel::<()>();
    let (crawling, crawls) = oneshot::channel();
    let mut crawling = Some(crawling);
    let endless: Round = Box::new(move || {
        let _ = crawling.take().map(|first| first.send(()));
        Box::pin(std::future::pending())
    });
    let running = tokio::spawn(server.run(Rounds { crawl: Some(endless), letters: None }, async {
        let _ = stopped.await;
    }));
    crawls.await.expect("the first round begins at once");
    let mut silent = TcpStream::connect(address).await.unwrap();
    silent.write_all(b"GET / HT").await.unwrap();
    stop.send(()).unwrap();
    running.await.unwrap().unwrap();
}

#[tokio::test]
async fn an_address_that_is_taken_is_a_clear_error() {
    let world = World::empty().await;
    let folder = tempfile::tempdir().unwrap();
    let mut options = options(folder.path());
    options.listen = world.address;
    let error = Server::bind(options).await.err().unwrap().to_string();
    assert!(error.contains(&world.address.to_string()) && error.contains("--listen"), "{error}");
}

#[tokio::test]
async fn what_is_measured_is_told() {
    let world = World::filled().await;
    world.get("/?q=smarta").await;
    world.get("/nowhere/at/all").await;
    let metrics = world.get("/metrics").await.body;
    for line in [
        "utkik_http_requests_total{route=\"/\",method=\"GET\",status=\"200\"} 1",
        "utkik_http_requests_total{route=\"unknown\",method=\"GET\",status=\"404\"} 1",
        "utkik_http_request_seconds_count{route=\"/\"} 1",
        "utkik_documents 33",
        "utkik_sources{health=\"failing\"} 1",
    ] {
        assert!(metrics.contains(line), "{line}\n{metrics}");
    }
}
