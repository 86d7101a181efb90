//! Real sites are read right: every entry, its title, date, language and text, and a week later
//! exactly what is new and what was edited.
//!
//! It runs on a loopback web of realistic sites: test data beside the checkout when present.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use utkik::{extract, markup};

use crate::house::House;

/// The web of sites, while it runs.
pub struct Web {
    process: Child,
    pub port: u16,
}

impl Web {
    /// `None`, with a word about it, where the test data is not there.
    pub fn start() -> Option<Self> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/replay/replay.py");
        if !script.exists() {
            eprintln!("skipped: no test data beside the checkout ({})", script.display());
            return None;
        }
        let port = free_port();
        let process = Command::new("python3")
            .arg(&script)
            .args(["--port", &port.to_string(), "--latency-ms", "0", "--retry-after", "1"])
            .stdout(Stdio::null())
            .spawn()
            .expect("python3 starts the web of sites");
        let web = Self { process, port };
        let patience = Instant::now() + Duration::from_mins(1);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < patience, "the web of sites did not come up");
            std::thread::park_timeout(Duration::from_millis(50));
        }
        Some(web)
    }

    pub fn ask(&self, method: &str, path: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let head = format!(
            "{method} /_control/{path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Length: 0\r\n\
             Connection: close\r\n\r\n",
            self.port
        );
        stream.write_all(head.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer.split_once("\r\n\r\n").unwrap().1.to_owned()
    }

    /// What a site answers at a path.
    pub fn page(&self, host: &str, path: &str) -> String {
        let mut stream = TcpStream::connect((host, self.port)).unwrap();
        let head = format!(
            "GET {path} HTTP/1.1\r\nHost: {host}:{}\r\nConnection: close\r\n\r\n",
            self.port
        );
        stream.write_all(head.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer.split_once("\r\n\r\n").unwrap().1.to_owned()
    }

    /// How its sites are listed in `allow_networks`.
    pub fn network(&self) -> String {
        format!("127.0.2.0/24:{}", self.port)
    }

    pub fn json(&self, path: &str) -> Value {
        serde_json::from_str(&self.ask("GET", path)).unwrap()
    }

    /// Title, language and date of an article, as they should be.
    pub fn reference(&self, url: &str) -> Value {
        let escaped: String = url.bytes().map(|byte| format!("%{byte:02X}")).collect();
        self.json(&format!("text?url={escaped}"))
    }

    fn house(&self) -> House {
        let house = House::new();
        // Besides its articles, that sitemap names the pages about the site.
        let map = "id = \"sv-artiklar\"\n";
        let sources = self.ask("GET", "sources.toml");
        // These have a test of their own.
        let blocks = sources.split("[[source]]");
        let others: Vec<&str> =
            blocks.filter(|block| !block.contains("kind = \"register\"")).collect();
        let sources = others.join("[[source]]");
        let (before, rest) = sources.split_once(map).unwrap();
        let (of_map, after) = rest.split_once("[[source]]").unwrap();
        let only_articles = "[source.sitemap]\ninclude = [\"/artikel.aspx?\"]\n\n[[source]]";
        house.write("sources.toml", &[before, map, of_map, only_articles, after].concat());
        house.allow(&[&self.network()]);
        house
    }
}

impl Drop for Web {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

#[test]
fn real_sites_are_read_right_and_again_a_week_later() {
    let Some(web) = Web::start() else { return };
    let manifest = web.json("manifest.json");
    let feeds = feed_sites(&manifest);
    let lists = list_sites(&manifest);
    let mut house = web.house();

    first_crawl(&mut house, &[&feeds, &lists]);
    let documents = exported(&house);
    every_entry_is_there(&web, &manifest, &documents);
    texts_are_whole_and_clean(&manifest, &documents);

    a_day_later_nothing_has_changed(&web, &mut house, &[&feeds, &lists]);

    web.ask("POST", "generation?n=2");
    a_week_later_the_new_and_the_edited_come(&web, &mut house, &feeds, &lists);
}

/// The articles of registers, card lists and all other kinds of sites, read page by page.
#[test]
fn every_judged_article_of_every_kind_of_site_is_whole_and_clean() {
    let Some(web) = Web::start() else { return };
    let manifest = web.json("manifest.json");
    let truths = manifest["truth"].as_array().unwrap();
    for truth in truths {
        let url = truth["url"].as_str().unwrap();
        let (content_type, body) = fetched(url);
        let html = markup::decode_html(&body, markup::charset_of(&content_type)).text;
        let page = extract::page(&html, url).unwrap_or_else(|error| panic!("{url}: {error}"));
        is_whole_and_clean(&page.text.clone().into(), truth);
        assert_eq!(folded(&page.title.into()), folded(&truth["title"]), "{url}");
        let day = |date: Option<&str>| date.map(|date| date[..10].to_owned());
        assert_eq!(day(page.published.as_deref()), day(truth["published"].as_str()), "{url}");
    }
    assert!(truths.len() >= 60, "{}", truths.len());
}

/// What a plain request brings: content type and body.
fn fetched(url: &str) -> (String, Vec<u8>) {
    let (host, path) = url.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    let head = format!("GET /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    stream.write_all(head.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    let head = String::from_utf8_lossy(&answer[..end]).to_lowercase();
    let content_type = head.split("content-type:").nth(1).unwrap_or_default();
    (content_type.lines().next().unwrap_or_default().trim().to_owned(), answer[end + 4..].to_vec())
}

/// Sites by id.
type Sites = BTreeMap<String, Value>;

fn entries_of(site: &Value) -> u64 {
    site["items_at_start_url_gen1"].as_u64().unwrap()
}

/// The sites without a feed, with a list or a sitemap at their address.
fn list_sites(manifest: &Value) -> Sites {
    let sites = manifest["sites"].as_array().unwrap().iter();
    sites
        .filter(|site| site["kind"] == "listing" || site["kind"] == "sitemap")
        .map(|site| (site["id"].as_str().unwrap().to_owned(), site.clone()))
        .collect()
}

/// The sites with a feed at their address, by id.
fn feed_sites(manifest: &Value) -> Sites {
    let sites = manifest["sites"].as_array().unwrap().iter();
    sites
        .filter(|site| site["kind"] == "feed" && site["id"] != "samapne-ny")
        .map(|site| (site["id"].as_str().unwrap().to_owned(), site.clone()))
        .collect()
}

/// Crawls until no page waits any more: a run reads fifty pages of a source.
fn first_crawl(house: &mut House, sites: &[&Sites]) {
    house.at("2026-11-21T07:00:00Z");
    let report = house.json(&["crawl"]);
    for source in report["sources"].as_array().unwrap() {
        let id = source["id"].as_str().unwrap();
        let is_known = sites.iter().any(|sites| sites.contains_key(id)) || id == "berlin-lab-en";
        assert!(is_known && source["failure"].is_null(), "{source}");
    }
    assert!(report["pages_waiting"].as_u64().unwrap() > 0, "a run is bounded to fifty pages");
    house.at("2026-11-21T07:15:00Z");
    let again = house.json(&["crawl"]);
    assert_eq!(again["pages_waiting"], 0, "{again}");
    // Of a sitemap, only pages that have been read are documents: fifty of 52 the first time.
    assert_eq!((&again["new_documents"], &again["revised_documents"]), (&2.into(), &0.into()));
}

fn exported(house: &House) -> Vec<Value> {
    let lines = house.well(&["export"]).out;
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn every_entry_is_there(web: &Web, manifest: &Value, documents: &[Value]) {
    for site in manifest["sites"].as_array().unwrap() {
        let of_site = documents.iter().filter(|document| document["source"] == site["id"]);
        if site["kind"] != "register" && site["id"] != "samapne-ny" {
            assert_eq!(of_site.count() as u64, entries_of(site), "entries of {}", site["id"]);
        }
    }
    for document in documents {
        let expected = web.reference(document["url"].as_str().unwrap());
        let title = expected["title"].as_str().unwrap();
        assert_eq!(folded(&document["title"]), folded(&title.into()), "{document}");
        let language = |value: &Value| value.as_str().unwrap().replace("nn", "nb");
        assert_eq!(language(&document["language"]), language(&expected["language"]), "{document}");
        let is_of = |sites: &[&str]| sites.iter().any(|site| document["source"] == *site);
        if is_of(&["sv-press-lista", "sv-artiklar", "mangfold"]) {
            // What people read on those pages is a day.
            let day = |value: &Value| value.as_str().map(|text| text[..10].to_owned());
            assert_eq!(day(&document["published"]), day(&expected["date"]), "{document}");
        // One site republishes: its feed has dates of its own. Another one has no dates.
        } else if !is_of(&["omvarld-urval", "malmo-klimat"]) {
            let moment = |value: &Value| -> jiff::Timestamp {
                value.as_str().unwrap().parse().unwrap_or_else(|_| panic!("{value}"))
            };
            assert_eq!(moment(&document["published"]), moment(&expected["date"]), "{document}");
        }
    }
}

fn texts_are_whole_and_clean(manifest: &Value, documents: &[Value]) {
    let mut seen = 0;
    for truth in manifest["truth"].as_array().unwrap() {
        let is_it = |document: &&Value| {
            document["url"] == truth["url"] && document["source"] == truth["site"]
        };
        let Some(document) = documents.iter().find(is_it) else { continue };
        seen += 1;
        is_whole_and_clean(&document["text"], truth);
    }
    assert!(seen >= 30, "only {seen} of the judged articles were in the feeds");
}

fn is_whole_and_clean(text: &Value, truth: &Value) {
    let text = folded(text);
    for phrase in truth["phrases"].as_array().unwrap() {
        assert!(text.contains(&folded(phrase)), "lost {phrase} of {}", truth["url"]);
    }
    for phrase in truth["boilerplate"].as_array().unwrap() {
        assert!(!text.contains(&folded(phrase)), "kept {phrase} of {}", truth["url"]);
    }
}

fn a_day_later_nothing_has_changed(web: &Web, house: &mut House, sites: &[&Sites]) {
    web.ask("POST", "stats/reset");
    house.at("2026-11-22T08:30:00Z");
    let report = house.json(&["crawl"]);
    for source in report["sources"].as_array().unwrap() {
        let id = source["id"].as_str().unwrap();
        if sites.iter().any(|sites| sites.contains_key(id)) {
            let outcome = source["outcome"].as_str().unwrap();
            assert!(["unchanged", "empty"].contains(&outcome), "{source}");
        }
    }
    let statistics = web.json("stats");
    assert_eq!(statistics["robots_violations"], 0);
    assert_eq!(statistics["max_concurrency_any_host"], 1);
    assert_eq!(statistics["conditional"], statistics["not_modified"]);
    for (id, host) in statistics["hosts"].as_object().unwrap() {
        let requests = host["requests"].as_u64().unwrap();
        // An index and its two sitemaps are read each time.
        let unconditional = if id == "sv-artiklar" { 3 } else { 0 };
        let expected = host["not_modified"].as_u64().unwrap()
            + host["robots_fetches"].as_u64().unwrap()
            + unconditional;
        assert_eq!(requests, expected, "{id} was asked for more than its feed and robots.txt");
    }
}

fn a_week_later_the_new_and_the_edited_come(
    web: &Web,
    house: &mut House,
    feeds: &Sites,
    lists: &Sites,
) {
    let before: BTreeSet<String> = exported(house).iter().map(identity).collect();
    house.at("2026-11-29T09:00:00Z");
    let report = house.json(&["crawl"]);
    let source = |report: &Value, id: &str| -> Value {
        let mut sources = report["sources"].as_array().unwrap().iter();
        sources.find(|source| source["id"] == id).unwrap_or_else(|| panic!("no {id}")).clone()
    };
    let resting = source(&report, "os2-haandbog");
    assert_eq!(resting["failure"]["class"], "status", "{resting}");
    assert!(resting["failure"]["message"].as_str().unwrap().contains("503"), "{resting}");

    // It comes back by itself, at its next try.
    house.at("2026-11-29T09:45:00Z");
    let second = house.json(&["crawl"]);
    assert_eq!(source(&second, "os2-haandbog")["new_documents"], 3, "{second}");

    for (id, site) in feeds.iter().filter(|(id, _)| *id != "os2-haandbog") {
        let revised = source(&report, id)["revised_documents"].as_u64().unwrap();
        let edited = site["edited_in_gen2"].as_array().unwrap().len() as u64;
        let completed = site["body_changed_in_gen2"].as_array().unwrap().len() as u64;
        // A feed with summaries alone does not tell that a page was completed.
        assert!((edited..=edited + completed).contains(&revised), "{id}: {revised} revised");
    }
    let after = exported(house);
    let new: BTreeSet<String> =
        after.iter().map(identity).filter(|id| !before.contains(id)).collect();
    let reported = |report: &Value| report["new_documents"].as_u64().unwrap();
    assert_eq!(new.len() as u64, reported(&report) + reported(&second));
    let expected_new: BTreeSet<String> = feeds
        .values()
        .chain(lists.values())
        .flat_map(|site| site["new_in_gen2"].as_array().unwrap())
        .filter_map(|url| utkik::address::canonical(url.as_str().unwrap()))
        .map(|url| url.to_string())
        .collect();
    for document in after.iter().filter(|document| new.contains(&identity(document))) {
        let url = document["url"].as_str().unwrap();
        // One site has moved; its manifest still tells the old address. Copies of articles are
        // new where they are copied to.
        let old_home = url.replace("127.0.2.36:", "127.0.2.26:");
        assert!(expected_new.contains(&old_home), "not new: {document}");
    }
    titles_are_the_edited_ones(feeds, &after);
    for (id, list) in lists {
        for url in list["new_in_gen2"].as_array().unwrap() {
            assert!(after.iter().any(|document| document["url"] == *url), "{id} lacks {url}");
        }
    }
    let moved = house.well(&["sources", "--json"]).out;
    let samapne = moved.lines().find(|line| line.contains("\"samapne\"")).unwrap();
    let new_home = format!("\"moved_to\":\"http://127.0.2.36:{}/feed.xml\"", web.port);
    assert!(samapne.contains(&new_home), "{samapne}");
}

fn titles_are_the_edited_ones(feeds: &Sites, documents: &[Value]) {
    for edit in feeds.values().flat_map(|site| site["edited_in_gen2"].as_array().unwrap()) {
        let of_url: Vec<&Value> =
            documents.iter().filter(|document| document["url"] == edit["url"]).collect();
        assert!(!of_url.is_empty(), "{edit} is gone");
        let newest = of_url.iter().find(|document| document["revision"].as_u64() > Some(1));
        let document = newest.unwrap_or_else(|| panic!("{edit} is no revision: {of_url:?}"));
        assert_eq!(folded(&document["title"]), folded(&edit["new_title"]));
    }
}

fn identity(document: &Value) -> String {
    document["id"].as_str().unwrap().to_owned()
}

/// White space of any kind is one space.
fn folded(value: &Value) -> String {
    value.as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}
