//! `utkik serve` answers people, programs and feed readers, crawls meanwhile, points to texts
//! rather than republishing them, and stops cleanly when it is told to.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::net::UnixDatagram;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::house::{House, Said, lines, until};
use crate::site::{Answer, Site};

const FEED: &str = "/feed.xml";
const CSP: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
                   form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// A running `utkik serve`; it is killed when the test is over.
pub struct Served {
    process: Child,
    address: String,
}

pub struct Response {
    pub status: u16,
    headers: HashMap<String, String>,
    pub body: String,
}

impl Served {
    pub fn start(house: &House, more: &[&str]) -> Self {
        Self::start_at(house, &[&["--listen", "127.0.0.1:0"], more].concat())
    }

    /// Where the settings of the house say.
    pub fn start_at(house: &House, more: &[&str]) -> Self {
        let mut command = house.command(&[&["serve"], more].concat());
        let mut process = command.stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(process.stderr.take().unwrap()).lines();
        let said = lines.next().unwrap().unwrap();
        let address = said.rsplit_once("http://").unwrap_or_else(|| panic!("{said}")).1.to_owned();
        std::thread::spawn(move || lines.for_each(drop));
        Self { process, address }
    }

    pub fn get(&self, path: &str) -> Response {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        write!(stream, "GET {path} HTTP/1.0\r\nHost: x\r\nAccept-Language: sv\r\n\r\n").unwrap();
        let mut said = Vec::new();
        stream.read_to_end(&mut said).unwrap();
        let said = String::from_utf8(said).unwrap();
        let (head, body) = said.split_once("\r\n\r\n").unwrap();
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let header = |line: &str| {
            let (name, value) = line.split_once(": ").unwrap();
            (name.to_ascii_lowercase(), value.to_owned())
        };
        Response { status, headers: lines.map(header).collect(), body: body.to_owned() }
    }

    fn json(&self, path: &str) -> Value {
        let response = self.get(path);
        serde_json::from_str(&response.body).unwrap_or_else(|e| panic!("{e}: {}", response.body))
    }

    /// Tells it to stop, and says how it ended and how long that took.
    fn stop(mut self) -> (Option<i32>, Duration) {
        let began = Instant::now();
        let id = self.process.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        until("the end of the server", || self.process.try_wait().unwrap().is_some());
        (self.process.wait().unwrap().code(), began.elapsed())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A long text with a word at its end that nobody may republish.
fn long_text() -> String {
    format!("Kommunen bygger gröna tak. {} Sedumslutet.", "Ännu en mening om växter. ".repeat(40))
}

fn crawled(more: &str) -> (Site, House) {
    let site = Site::start();
    site.feed(FEED, &[("Gröna tak", "/tak", &long_text()), ("Ny park", "/park", "Vid ån.")]);
    let house = House::with_feeds(&site, &[("ekvik", FEED)], more);
    house.well(&["crawl"]);
    (site, house)
}

#[test]
fn every_route_answers_and_is_guarded() {
    let (_site, house) = crawled("");
    let id = house.json(&["search", "tak"])["hits"][0]["id"].as_str().unwrap().to_owned();
    let served = Served::start(&house, &["--no-crawl"]);
    let document = format!("/api/documents/{id}");
    let page = format!("/documents/{id}");
    let routes = [
        ("/", 200, "text/html"),
        ("/?q=tak", 200, "text/html"),
        (&page, 200, "text/html"),
        ("/sources", 200, "text/html"),
        ("/healthz", 200, "application/json"),
        ("/api/search?q=tak", 200, "application/json"),
        (&document, 200, "application/json"),
        ("/api/sources", 200, "application/json"),
        ("/api/openapi.json", 200, "application/json"),
        ("/metrics", 200, "text/plain"),
        ("/feeds/search.atom?q=tak", 200, "application/atom+xml"),
        ("/feeds/search.json?q=tak", 200, "application/feed+json"),
        ("/finns-inte", 404, "text/html"),
        ("/api/finns-inte", 404, "application/json"),
        ("/api/search?q=sorce:x", 400, "application/json"),
        ("/?q=%28tak", 400, "text/html"),
    ];
    for (path, status, content_type) in routes {
        let response = served.get(path);
        assert_eq!(response.status, status, "{path}: {}", response.body);
        assert_eq!(response.headers["content-security-policy"], CSP, "{path}");
        assert!(response.headers["content-type"].starts_with(content_type), "{path}");
        assert!(!response.body.contains("Sedumslutet"), "{path} republishes");
    }
}

#[test]
fn programs_learn_what_they_need() {
    let (_site, house) = crawled("");
    let served = Served::start(&house, &["--no-crawl"]);
    assert_eq!(served.json("/healthz")["status"], "ok");
    assert_eq!(served.json("/healthz")["documents"], 2);

    let answer = served.json("/api/search?q=gr%C3%B6na+tak&facets=true");
    assert_eq!((&answer["total"], &answer["hits"][0]["title"]), (&1.into(), &"Gröna tak".into()));
    assert_eq!(answer["understood"], "Tolkat som: helst alla orden gröna, tak");
    assert_eq!(answer["facets"][0]["field"], "source");
    let snippet = answer["hits"][0]["snippet"].as_str().unwrap();
    assert!(snippet.chars().count() <= 300, "{snippet}");

    let path = format!("/api/documents/{}", answer["hits"][0]["id"].as_str().unwrap());
    let document = served.json(&path);
    assert_eq!((&document["is_excerpt"], &document["source"]), (&true.into(), &"ekvik".into()));
    assert!(document["text"].as_str().unwrap().chars().count() <= 300);

    let sources = served.json("/api/sources");
    assert_eq!(sources["network"], "Prov");
    assert_eq!(sources["sources"][0]["health"], "ok");
    let error = served.json("/api/search?q=sorce:ekvik");
    assert_eq!(
        (&error["error"]["code"], &error["error"]["suggestion"]),
        (&"query".into(), &"source:".into())
    );
    let description = served.json("/api/openapi.json");
    for path in ["/api/search", "/api/documents/{id}", "/api/sources", "/healthz"] {
        assert!(description["paths"][path]["get"].is_object(), "{path}");
    }
    let metrics = served.get("/metrics").body;
    assert!(metrics.contains("utkik_documents 2"), "{metrics}");
    assert!(metrics.contains("utkik_http_requests_total{route=\"/api/search\""), "{metrics}");
    // What stands in the store, so that a crawl of another process is seen too.
    for line in [
        "utkik_index_documents 2",
        "utkik_index_lag_documents 0",
        "utkik_sources{health=\"ok\"} 1",
        "utkik_sources{health=\"silent\"} 0",
        "utkik_sources_overdue 0",
        "utkik_checks_total 1",
        "utkik_last_check_timestamp_seconds 1795244400",
        "utkik_source_last_success_timestamp_seconds{source=\"ekvik\"} 1795244400",
        "utkik_source_failures_in_a_row{source=\"ekvik\"} 0",
    ] {
        assert!(metrics.lines().any(|found| found == line), "{line}: {metrics}");
    }
    house.well(&["crawl", "--all"]);
    let metrics = served.get("/metrics").body;
    assert!(metrics.contains("utkik_checks_total 2\n"), "{metrics}");
}

#[test]
fn people_find_by_a_form_without_scripts() {
    let (site, house) = crawled("");
    let served = Served::start(&house, &["--no-crawl"]);
    let start = served.get("/").body;
    assert!(start.contains("<html lang=\"sv\"") && start.contains("name=\"q\""), "{start}");
    assert!(served.get("/?ui=en").body.contains("<html lang=\"en\""));
    let hits = served.get("/?q=tak").body;
    assert!(hits.contains(&site.url("/tak")) && hits.contains("Gröna"), "{hits}");
    assert!(!hits.contains("<script"), "{hits}");
}

#[test]
fn every_search_is_a_feed_that_utkik_itself_can_read() {
    let (site, house) = crawled("");
    let served = Served::start(&house, &["--no-crawl"]);
    for path in ["/feeds/search.atom?q=tak", "/feeds/search.json?q=tak"] {
        let feed = served.get(path);
        house.write("feed", &feed.body);
        let read = lines(&house.well(&["inspect", "feed", "feed"]).out);
        assert_eq!(read.len(), 2, "{path}: the feed and its entry: {read:?}");
        assert_eq!(read[1]["title"], "Gröna tak", "{path}");
        assert_eq!(read[1]["link"], site.url("/tak"), "{path}");
    }
}

#[test]
fn only_a_source_that_allows_it_is_republished() {
    let (_site, house) = crawled("republish = \"full\"");
    let id = house.json(&["search", "tak"])["hits"][0]["id"].as_str().unwrap().to_owned();
    let served = Served::start(&house, &["--no-crawl"]);
    let document = served.json(&format!("/api/documents/{id}"));
    assert_eq!(document["is_excerpt"], false);
    assert!(document["text"].as_str().unwrap().ends_with("Sedumslutet."));
}

#[test]
fn without_an_index_it_waits_and_takes_up_what_comes() {
    let site = Site::start();
    site.feed(FEED, &[("Gröna tak", "/tak", "Tolv tak.")]);
    let house = House::with_feeds(&site, &[("ekvik", FEED)], "");
    let served = Served::start(&house, &["--no-crawl"]);
    assert_eq!(served.get("/healthz").status, 503);
    assert_eq!(served.json("/api/search?q=tak")["total"], 0);
    assert_eq!(served.get("/").status, 200);
    assert!(!house.path("data").exists(), "who only serves makes nothing");

    house.well(&["crawl"]);
    until("the document", || served.json("/api/search?q=tak")["total"] == 1);
    until("health", || served.get("/healthz").status == 200);
    // An index that is gone does not take the answers away.
    std::fs::remove_dir_all(house.path("index")).unwrap();
    assert_eq!(served.json("/api/search?q=tak")["total"], 1);
}

#[test]
fn it_crawls_what_is_due_while_it_serves() {
    let site = Site::start();
    site.feed(FEED, &[("Gröna tak", "/tak", "Tolv tak.")]);
    let house = House::with_feeds(&site, &[("ekvik", FEED)], "");
    let served = Served::start(&house, &[]);
    until("the document", || served.json("/api/search?q=tak")["total"] == 1);
    assert_eq!(served.json("/api/sources")["sources"][0]["health"], "ok");
    assert_eq!(site.requests_for(FEED).len(), 1);
    assert_eq!(served.stop().0, Some(0));
    house.well(&["doctor"]);
}

#[test]
fn it_stops_cleanly_within_ten_seconds() {
    let (_site, house) = crawled("");
    let served = Served::start(&house, &["--no-crawl"]);
    served.get("/");
    let (code, took) = served.stop();
    assert_eq!(code, Some(0));
    assert!(took < Duration::from_secs(10), "{took:?}");

    // Also in the middle of a crawl that has long to wait.
    let site = Site::start();
    let never = Answer::new(200, "application/rss+xml", "x").held();
    site.answer(FEED, never);
    let house = House::with_feeds(&site, &[("ekvik", FEED)], "");
    let served = Served::start(&house, &[]);
    until("the request", || !site.requests_for(FEED).is_empty());
    let (code, took) = served.stop();
    assert_eq!(code, Some(0));
    assert!(took < Duration::from_secs(10), "{took:?}");
    site.feed(FEED, &[("Gröna tak", "/tak", "Tolv tak.")]);
    assert_eq!(house.json(&["crawl"])["new_documents"], 1, "nothing is held any more");
}

#[test]
fn a_lock_that_cannot_be_written_is_said() {
    let site = Site::start();
    let house = House::with_feeds(&site, &[("ekvik", FEED)], "");
    std::fs::create_dir_all(house.path("data/work.lock")).unwrap();
    let mut command = house.command(&["serve", "--listen", "127.0.0.1:0"]);
    let mut process = command.stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    let mut lines = BufReader::new(process.stderr.take().unwrap()).lines().map(Result::unwrap);
    let told = lines.find(|line| line.contains("cannot write the lock file"));
    process.kill().unwrap();
    process.wait().unwrap();
    assert!(told.is_some_and(|line| line.contains("work.lock")));
}

#[test]
fn systemd_is_told_when_the_door_opens_and_when_it_closes() {
    let (_site, house) = crawled("");
    let socket = UnixDatagram::bind(house.path("notify")).unwrap();
    socket.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let heard = || {
        let mut said = [0; 64];
        let length = socket.recv(&mut said).unwrap();
        String::from_utf8(said[..length].to_vec()).unwrap()
    };
    let mut command = house.command(&["serve", "--no-crawl", "--listen", "127.0.0.1:0"]);
    command.env("NOTIFY_SOCKET", house.path("notify")).stderr(Stdio::null());
    let process = command.spawn().unwrap();
    let served = Served { process, address: String::new() };
    assert_eq!(heard(), "READY=1\n");
    assert_eq!(served.stop().0, Some(0));
    assert_eq!(heard(), "STOPPING=1\n");
}

#[test]
fn the_admin_token_may_come_from_systemd() {
    let (_site, house) = crawled("");
    // An address for documents (RFC 5737), which is no machine's: the door cannot open there.
    let serve = ["serve", "--no-crawl", "--listen", "203.0.113.1:80"];
    let refused = house.run(&serve);
    assert!(refused.code == Some(78) && refused.err.contains("UTKIK_ADMIN_TOKEN"), "{refused:?}");
    house.write("utkik-admin-token", "hemligt\n");
    let mut command = house.command(&serve);
    command.env("CREDENTIALS_DIRECTORY", house.path(""));
    let said = Said::from(command.output().unwrap());
    assert!(said.err.contains("cannot listen on"), "{said:?}");
    assert!(!said.err.contains("hemligt"), "{said:?}");
}
