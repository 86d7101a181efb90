//! A crawl is a good guest: it asks robots.txt first and obeys it, takes one connection at a time,
//! fetches only what is due and only what has changed, waits as long as it is asked to, and says
//! who it is.

use std::process::Stdio;
use std::time::Duration;

use crate::house::{House, until};
use crate::site::{Answer, Site};

const FEED: &str = "/feed.xml";

fn site_with_feed() -> Site {
    let site = Site::start();
    site.feed(FEED, &[("Gröna tak i Ekvik", "/tak", "Kommunen bygger gröna tak.")]);
    site
}

fn robots(site: &Site, text: &str) {
    site.answer("/robots.txt", Answer::new(200, "text/plain", text));
}

#[test]
fn robots_txt_is_asked_before_the_first_page_and_obeyed() {
    let site = site_with_feed();
    robots(&site, "User-agent: *\nDisallow: /\n\nUser-agent: utkik\nDisallow: /stängt/\n");
    site.feed("/st%C3%A4ngt/feed.xml", &[("Hemligt", "/h", "x")]);
    let house = House::with_feeds(&site, &[("open", FEED), ("shut", "/stängt/feed.xml")], "");

    let said = house.run(&["crawl"]);
    assert_eq!(site.paths(), ["/robots.txt", FEED]);
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(
        said.err.contains("shut: webbplatsen vill inte att program läser källan (robots.txt)"),
        "{said:?}"
    );
    assert_eq!(house.source("shut")["health"], "blocked");
    assert_eq!(house.source("open")["documents"], 1);

    site.forget_requests();
    house.run(&["crawl", "--all"]);
    assert_eq!(site.paths(), [FEED], "robots.txt is believed for a day");
}

#[test]
fn pages_that_robots_txt_forbids_are_not_read() {
    let site = site_with_feed();
    robots(&site, "User-agent: *\nDisallow: /tak\n");
    site.answer("/tak", Answer::new(200, "text/html", "<p>Hemligt papper</p>"));
    let house = House::with_feeds(&site, &[("ekvik", FEED)], "full_text = true");
    house.well(&["crawl"]);
    assert_eq!(site.paths(), ["/robots.txt", FEED]);
    assert_eq!(house.titles("gröna tak"), ["Gröna tak i Ekvik"]);
}

#[test]
fn a_robots_txt_that_is_missing_allows_and_one_that_cannot_be_read_forbids() {
    for (status, fetched) in [(404, true), (410, true), (500, false), (503, false)] {
        let site = site_with_feed();
        site.answer("/robots.txt", Answer::new(status, "text/plain", ""));
        let house = House::with_feeds(&site, &[("ekvik", FEED)], "");
        let said = house.run(&["crawl"]);
        assert_eq!(!site.requests_for(FEED).is_empty(), fetched, "{status}: {said:?}");
        assert_eq!(said.code == Some(0), fetched, "{status}: {said:?}");
    }
}

#[test]
fn one_host_gets_one_request_at_a_time() {
    let site = Site::start();
    let feeds = ["a", "b", "c", "d"].map(|id| (id, format!("/{id}.xml")));
    for (id, path) in &feeds {
        site.feed(path, &[(id, "/s", "Text.")]);
        let body = site.rss_text("");
        let slow = Answer::new(200, "application/rss+xml", body).after(Duration::from_millis(60));
        site.answer(path, slow);
    }
    let feeds: Vec<(&str, &str)> = feeds.iter().map(|(id, path)| (*id, path.as_str())).collect();
    House::with_feeds(&site, &feeds, "").well(&["crawl"]);
    assert_eq!(site.requests().len(), 5);
    assert_eq!(site.most_at_once(), 1);
}

#[test]
fn the_second_crawl_asks_only_whether_anything_changed() {
    const DATE: &str = "Thu, 19 Nov 2026 08:00:00 GMT";
    let site = site_with_feed();
    let body = site.rss_text("");
    let answer = Answer::new(200, "application/rss+xml", body);
    site.answer(FEED, answer.header("ETag", "\"ett\"").header("Last-Modified", DATE));
    let mut house = House::with_feeds(&site, &[("ekvik", FEED)], "");
    house.well(&["crawl"]);
    let first = &site.requests_for(FEED)[0].headers;
    assert!(!first.contains_key("if-none-match") && !first.contains_key("if-modified-since"));
    assert!(first["accept-encoding"].contains("gzip"), "{first:?}");

    house.at("2026-11-21T12:00:00Z");
    let report = house.json(&["crawl"]);
    let second = &site.requests_for(FEED)[1].headers;
    assert_eq!(second["if-none-match"], "\"ett\"");
    assert_eq!(second["if-modified-since"], DATE);
    assert_eq!((&report["unchanged"], &report["requests"]), (&1.into(), &1.into()));
}

#[test]
fn what_is_not_due_is_not_fetched_unless_all_is_asked_for() {
    let site = site_with_feed();
    let house = House::with_feeds(&site, &[("ekvik", FEED)], "");
    house.well(&["crawl"]);
    site.forget_requests();

    let report = house.json(&["crawl"]);
    assert_eq!((&report["checked"], &report["not_due"]), (&0.into(), &1.into()));
    assert_eq!(site.paths(), [""; 0]);
    assert_eq!(house.json(&["crawl", "--all"])["checked"], 1);
    assert_eq!(site.paths(), [FEED]);
}

#[test]
fn retry_after_is_kept_across_processes_and_holds_for_the_whole_host() {
    for (status, retry_after) in
        [(429, "7200"), (503, "7200"), (503, "Sat, 21 Nov 2026 09:00:00 GMT")]
    {
        let site = site_with_feed();
        let busy = Answer::new(status, "text/plain", "").header("Retry-After", retry_after);
        site.answer("/busy.xml", busy);
        let mut house = House::with_feeds(&site, &[("busy", "/busy.xml"), ("calm", FEED)], "");
        let said = house.run(&["crawl", "--source", "busy"]);
        assert!(said.err.contains("until 2026-11-21 10:00)"), "{said:?}");
        site.forget_requests();

        house.at("2026-11-21T08:59:00Z");
        let said = house.run(&["crawl", "--all"]);
        assert_eq!(site.paths(), [""; 0], "{status}: the host is left alone: {said:?}");
        assert!(said.err.contains("calm: ") && said.code == Some(1), "{said:?}");

        house.at("2026-11-21T10:00:00Z");
        house.run(&["crawl", "--all", "--source", "calm"]);
        assert_eq!(house.source("calm")["documents"], 1, "{status}");
    }
}

#[test]
fn a_host_that_says_too_much_is_left_alone_longer_each_time() {
    let site = site_with_feed();
    site.answer("/busy.xml", Answer::new(503, "text/plain", ""));
    let mut house = House::with_feeds(&site, &[("busy", "/busy.xml"), ("calm", FEED)], "");
    house.run(&["crawl", "--source", "busy"]);
    site.forget_requests();

    house.at("2026-11-21T07:00:59Z");
    let said = house.run(&["crawl", "--all"]);
    assert_eq!(site.paths(), [""; 0], "a minute: {said:?}");
    house.at("2026-11-21T07:01:10Z");
    house.run(&["crawl", "--all", "--source", "busy"]);
    assert_eq!(site.paths(), ["/busy.xml"]);

    house.at("2026-11-21T07:03:09Z");
    house.run(&["crawl", "--all"]);
    assert_eq!(site.paths(), ["/busy.xml"], "two minutes, of which a new process knows");
    house.at("2026-11-21T07:03:30Z");
    house.run(&["crawl", "--all", "--source", "calm"]);
    assert_eq!(house.source("calm")["documents"], 1);
}

#[test]
fn what_serve_was_told_holds_for_a_crawl_beside_it() {
    let site = site_with_feed();
    site.answer("/busy.xml", Answer::new(429, "text/plain", "").header("Retry-After", "7200"));
    let mut house = House::with_feeds(&site, &[("busy", "/busy.xml")], "");
    let mut serve = house
        .command(&["serve", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    until("the round of `serve`", || house.source("busy")["health"] == "failing");
    house.at("2026-11-21T08:59:00Z");
    site.forget_requests();
    let said = house.run(&["crawl", "--all"]);
    let ended = serve.kill().and_then(|()| serve.wait());
    assert!(said.err.contains("until 2026-11-21 10:00;"), "{said:?}");
    assert_eq!(site.paths(), [""; 0]);
    ended.unwrap();
}

#[test]
fn who_is_gone_is_not_asked_again_with_all_the_others() {
    let site = site_with_feed();
    site.answer("/borta.xml", Answer::new(410, "text/plain", ""));
    let mut house = House::with_feeds(&site, &[("gone", "/borta.xml"), ("calm", FEED)], "");
    house.run(&["crawl"]);
    site.forget_requests();
    house.at("2026-11-22T07:00:00Z");
    house.well(&["crawl", "--all"]);
    assert_eq!(site.requests_for("/borta.xml").len(), 0);
    assert_eq!(site.requests_for(FEED).len(), 1);
}

#[test]
fn a_crawl_delay_of_a_day_is_kept_and_holds_up_nothing() {
    let site = site_with_feed();
    robots(&site, "User-agent: *\nCrawl-delay: 86400\n");
    site.answer("/tak", Answer::new(200, "text/html", "<p>Tak</p>"));
    let mut house = House::with_feeds(&site, &[("ekvik", FEED)], "full_text = true");
    house.well(&["crawl"]);
    assert_eq!(site.paths(), ["/robots.txt", FEED], "the page waits");
    let source = house.source("ekvik");
    assert_eq!((&source["documents"], &source["pages_waiting"]), (&1.into(), &1.into()));
    let next = source["next_check"].as_str().unwrap().to_owned();
    assert!(next.as_str() >= "2026-11-22T06:59:59", "{next}");

    // Another process, one that looks at everything: it still has to wait.
    house.at("2026-11-21T20:00:00Z");
    let said = house.run(&["crawl", "--all"]);
    assert!(said.err.contains("Crawl-delay") && said.code == Some(1), "{said:?}");
    assert_eq!(site.requests().len(), 2);
    house.at("2026-11-22T08:00:00Z");
    house.well(&["crawl", "--all"]);
    assert_eq!(site.requests_for(FEED).len(), 2);
}

#[test]
fn a_consent_in_writing_covers_the_address_of_the_source_and_not_its_links() {
    let site = site_with_feed();
    robots(&site, "User-agent: *\nDisallow: /\n");
    let more = "full_text = true\nrobots_exception = \"Anna Ek, 2026-03-01\"";
    let house = House::with_feeds(&site, &[("ekvik", FEED)], more);
    house.well(&["crawl"]);
    assert_eq!(site.paths(), ["/robots.txt", FEED]);
    assert_eq!(house.source("ekvik")["robots_exception"], "Anna Ek, 2026-03-01");
    let table = house.well(&["sources"]).out;
    assert!(table.contains("Anna Ek, 2026-03-01"), "{table}");
}

#[test]
fn a_clock_that_was_wrong_postpones_nothing_for_good() {
    let site = site_with_feed();
    let mut house = House::with_feeds(&site, &[("ekvik", FEED)], "");
    for year in ["2026", "2027", "2038", "1970", "2026"] {
        house.at(&format!("{year}-11-21T07:00:00Z"));
        assert_eq!(house.json(&["crawl"])["checked"], 1, "{year}");
        assert_eq!(house.json(&["crawl"])["checked"], 0, "{year}");
    }
}

#[test]
fn crawl_delay_is_kept_between_requests() {
    let site = site_with_feed();
    robots(&site, "User-agent: *\nCrawl-delay: 0.3\n");
    site.feed("/two.xml", &[]);
    House::with_feeds(&site, &[("one", FEED), ("two", "/two.xml")], "").well(&["crawl"]);
    let feeds = [site.requests_for(FEED), site.requests_for("/two.xml")].concat();
    let between = feeds[1].at.duration_since(feeds[0].at);
    assert!(between >= Duration::from_millis(300), "{between:?}");
}

#[test]
fn every_request_says_who_asks_and_whom_to_write_to() {
    let site = site_with_feed();
    House::with_feeds(&site, &[("ekvik", FEED)], "").well(&["crawl"]);
    for request in site.requests() {
        let agent = &request.headers["user-agent"];
        assert!(agent.starts_with("Utkik/") && agent.contains("prov@example.org"), "{agent}");
    }
}

#[test]
fn without_a_contact_no_public_host_is_asked_for_anything() {
    let site = site_with_feed();
    let house = House::with_feeds(&site, &[("ekvik", FEED)], "");
    let own = std::fs::read_to_string(house.path("sources.toml")).unwrap();
    let own = own.replace("contact = \"prov@example.org\"\n", "");
    let public = "\n[[source]]\nid = \"public\"\nname = \"p\"\nurl = \"https://a.example/feed\"\n";
    house.write("sources.toml", &format!("{own}{public}"));

    let said = house.run(&["crawl"]);
    assert_eq!(said.code, Some(78), "{said:?}");
    assert!(said.err.contains("[network] contact"), "{said:?}");
    assert_eq!(site.paths(), [""; 0]);
    // What the operator has listed is no public host.
    house.well(&["crawl", "--source", "ekvik"]);
}
