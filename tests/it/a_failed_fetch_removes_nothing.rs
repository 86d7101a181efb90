//! A failed, truncated or suddenly empty fetch removes and overwrites nothing, stores no
//! validators, and says which source, what happened and when the next try is. The others are not
//! affected.

use crate::house::House;
use crate::site::{Answer, Site, item};

const FEED: &str = "/feed.xml";
const GOOD: &str = "/good.xml";

/// Documents are there, and an answer with a name; then the feed breaks in some way.
fn house_with_documents(site: &Site) -> House {
    site.feed(GOOD, &[("Nytt bibliotek", "/bibliotek", "Invigning på lördag.")]);
    let item = item("Gröna tak", &site.url("/tak"), "", "Kommunen bygger gröna tak.");
    let answer = Answer::new(200, "application/rss+xml", site.rss_text(&item));
    site.answer(FEED, answer.header("ETag", "\"whole\""));
    let house = House::with_feeds(site, &[("bad", FEED), ("good", GOOD)], "every = \"1h\"");
    house.well(&["crawl"]);
    house
}

fn rss(text: impl Into<Vec<u8>>) -> Answer {
    Answer::new(200, "application/rss+xml", text)
}

#[test]
fn documents_stay_and_the_sentence_says_why() {
    let site = Site::start();
    let whole = site.rss_text(&item("Ny", &site.url("/ny"), "", "x").repeat(20));
    let half = whole.split_once("</item>").unwrap().0.to_owned();
    let login = "<!doctype html><html><title>Logga in</title><body>\
                 <input type=\"password\"></body></html>";
    let cases = [
        (Answer::new(404, "text/html", "borta"), "404"),
        (Answer::new(410, "text/html", "borta"), "410"),
        (Answer::new(500, "text/html", "fel"), "500"),
        (Answer::new(200, "text/html", login), "a login page with the title `Logga in`"),
        (rss(login), "a login page"),
        (rss(half.clone()), "cut off"),
        (rss(half).cut_off(), "cut off"),
        (rss(""), "empty"),
        (rss("\n \n"), "empty"),
        (rss("{\"version\": 1"), "bad: "),
        (rss("%PDF-1.7"), "PDF"),
    ];
    for (answer, cause) in cases {
        let site = Site::start();
        let mut house = house_with_documents(&site);
        let before = house.documents();
        site.answer(FEED, answer.clone().header("ETag", "\"broken\""));
        site.feed(GOOD, &[("Nya cykelbanor", "/cykel", "Två nya cykelbanor.")]);

        house.at("2026-11-21T09:00:00Z");
        let said = house.run(&["crawl"]);
        assert_eq!(said.code, Some(1), "{answer:?}: {said:?}");
        let sentence = said.err.lines().find(|line| line.starts_with("bad: ")).unwrap_or_default();
        assert!(sentence.contains(cause), "{cause}: {said:?}");
        assert!(sentence.contains("nästa försök 2026-11-"), "{said:?}");
        let source = house.source("bad");
        assert_eq!((&source["documents"], &source["failures_in_a_row"]), (&1.into(), &1.into()));
        let kept = house.documents();
        assert!(before.iter().all(|document| kept.contains(document)), "{cause}: {kept:?}");
        assert_eq!(house.titles("gröna tak"), ["Gröna tak"]);
        assert_eq!(house.titles("cykelbanor"), ["Nya cykelbanor"], "the others go on");

        house.at("2026-11-30T09:00:00Z");
        house.run(&["crawl"]);
        let asked = site.requests_for(FEED).pop().unwrap();
        assert_eq!(asked.headers["if-none-match"], "\"whole\"", "{cause}");
    }
}

#[test]
fn of_a_feed_that_is_cut_off_whole_entries_are_kept_and_half_ones_are_not() {
    let site = Site::start();
    let mut house = house_with_documents(&site);
    let entry = |title: &str| item(title, &site.url(&format!("/{title}")), "", "Text.");
    let whole = site.rss_text(&["Ny", "Nyare", "Nyast"].map(entry).concat());
    let half = whole.rsplit_once("Text.").unwrap().0;
    site.answer(FEED, rss(half).header("ETag", "\"half\""));

    house.at("2026-11-21T09:00:00Z");
    let said = house.run(&["crawl", "--source", "bad"]);
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(
        said.err.contains("bad: svaret tog slut mitt i (the answer is cut off after 2 entries"),
        "{said:?}"
    );
    let source = house.source("bad");
    assert_eq!((&source["documents"], &source["health"]), (&3.into(), &"failing".into()));
    assert_eq!(house.titles("=nyare"), ["Nyare"]);

    site.rss(FEED, &["Ny", "Nyare", "Nyast"].map(entry).concat());
    house.at("2026-11-22T09:00:00Z");
    let report = house.json(&["crawl", "--source", "bad"]);
    assert_eq!((&report["new_documents"], &report["revised_documents"]), (&1.into(), &0.into()));
    let asked = site.requests_for(FEED).pop().unwrap();
    assert_eq!(asked.headers["if-none-match"], "\"whole\"");
}

#[test]
fn a_feed_that_is_suddenly_empty_costs_nothing() {
    let site = Site::start();
    let mut house = house_with_documents(&site);
    site.answer(FEED, rss(site.rss_text("")).header("ETag", "\"empty\""));

    house.at("2026-11-21T09:00:00Z");
    let report = house.json(&["crawl", "--source", "bad"]);
    assert_eq!(report["sources"][0]["outcome"], "empty");
    assert_eq!(house.source("bad")["health"], "empty");
    assert_eq!(house.titles("gröna tak"), ["Gröna tak"]);

    house.at("2026-11-21T20:00:00Z");
    house.run(&["crawl", "--source", "bad"]);
    let asked = site.requests_for(FEED).pop().unwrap();
    assert_eq!(asked.headers["if-none-match"], "\"whole\"");
}

#[test]
fn a_source_that_comes_back_goes_on_as_before() {
    let site = Site::start();
    let mut house = house_with_documents(&site);
    let whole = [("Gröna tak", "/tak", "Kommunen bygger gröna tak."), ("Ny park", "/park", "x")];
    site.answer(FEED, Answer::new(500, "text/plain", ""));
    house.at("2026-11-21T09:00:00Z");
    house.run(&["crawl"]);
    site.feed(FEED, &whole);
    house.at("2026-11-22T09:00:00Z");
    let report = house.json(&["crawl", "--source", "bad"]);
    assert_eq!((&report["new_documents"], &report["revised_documents"]), (&1.into(), &0.into()));
    let source = house.source("bad");
    assert_eq!((&source["failures_in_a_row"], &source["error"]), (&0.into(), &().into()));
}

#[test]
fn when_nothing_can_be_reached_the_exit_code_says_so() {
    let house = House::out_of_reach();
    let said = house.run(&["crawl"]);
    assert_eq!(said.code, Some(69), "{said:?}");
    assert!(said.err.contains("far: servern gick inte att nå (`127.0.0.1` could not"), "{said:?}");
    assert!(said.err.contains("nästa försök"), "{said:?}");
}
