//! Each source says how it is, in a sentence that an analyst understands: what happened, what to
//! do, and when the next try is. A source that has fallen silent, has moved or was taken over by
//! somebody else is told apart from one that is well.

use serde_json::Value;

use crate::house::{House, lines};
use crate::site::{Answer, Site};

const FEED: &str = "/feed.xml";

const SWEDISH: [&str; 6] = [
    "Kommunen bygger gröna tak på skolorna under hösten",
    "Nya cykelbanor mellan stationen och sjukhuset är klara",
    "Biblioteket öppnar igen efter renoveringen på lördag",
    "Nu kan du tycka till om den nya översiktsplanen",
    "Sensorer i papperskorgarna sparar tid för driften",
    "Så ska gatubelysningen bli både bättre och billigare",
];

const ENGLISH: [&str; 6] = [
    "Play the best online games and win a bonus today",
    "How to choose the right loan for your new house",
    "These are the shoes that everybody wants this year",
    "Our guide to the cheapest hotels in the whole world",
    "Why you should buy this watch before the summer",
    "The top ten ways to earn money while you sleep",
];

/// An item of that day, in `Mon, 02 Mar 2026` form.
fn item(site: &Site, title: &str, path: &str, day: &str) -> String {
    let link = site.url(path);
    format!(
        "<item><title>{title}</title><link>{link}</link><pubDate>{day} 08:00:00 +0000</pubDate>\
         <description>{title}.</description></item>"
    )
}

/// One item a week, from 4 October to 22 November (a Sunday).
fn weekly(site: &Site) -> String {
    let days = ["04 Oct", "11 Oct", "18 Oct", "25 Oct", "01 Nov", "08 Nov", "15 Nov", "20 Nov"];
    let item = |(number, day): (usize, &&str)| {
        item(site, &format!("Vecka {number}"), &format!("/v{number}"), &format!("{day} 2026"))
    };
    days.iter().enumerate().map(item).collect()
}

fn titled(site: &Site, titles: &[&str], folder: &str) -> String {
    let item = |(number, title): (usize, &&str)| {
        item(site, title, &format!("/{folder}/{number}"), "19 Nov 2026")
    };
    titles.iter().enumerate().map(item).collect()
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_else(|| panic!("{key}: {value}"))
}

#[test]
fn a_source_that_is_quieter_than_its_history_is_silent() {
    let site = Site::start();
    site.rss(FEED, &weekly(&site));
    let mut house = House::with_feeds(&site, &[("ekvik", FEED)], "every = \"1d\"");
    house.well(&["crawl"]);
    assert_eq!(house.source("ekvik")["health"], "ok");

    // As time passes, without any crawl: a week late is usual, a fortnight and more is not.
    house.at("2026-12-03T07:00:00Z");
    assert_eq!(house.source("ekvik")["health"], "ok");
    assert_eq!(house.json_lines(&["sources", "--failing"]).len(), 0);
    house.at("2026-12-08T07:00:00Z");
    let source = house.source("ekvik");
    assert_eq!(source["health"], "silent");
    let told = text(&source, "sentence");
    assert!(told.contains("något nytt sedan 20 november 2026"), "{told}");
    assert!(told.contains("så länge som 14 dagar"), "{told}");
    assert_eq!(house.json_lines(&["sources", "--failing"])[0]["id"], "ekvik");
    assert!(house.well(&["sources"]).out.contains("tyst"));

    // The crawl that finds it says so, once; it is no failure.
    let said = house.well(&["crawl"]);
    assert!(said.err.contains("ekvik: Källan svarar men har varit tyst"), "{said:?}");
    assert!(said.out.contains("; tyst: 1 – se `utkik sources --failing`"), "{said:?}");
    house.at("2026-12-09T12:00:00Z");
    assert_eq!(house.well(&["crawl"]).err, "");

    // Something new ends it.
    let more = weekly(&site) + &item(&site, "Åter", "/ater", "10 Dec 2026");
    site.rss(FEED, &more);
    house.at("2026-12-11T07:00:00Z");
    let report = house.json(&["crawl"]);
    assert_eq!(report["states"]["ok"], 1, "{report}");
    assert_eq!(house.source("ekvik")["health"], "ok");
}

#[test]
fn christmas_is_no_silence() {
    let site = Site::start();
    site.rss(FEED, &(weekly(&site) + &item(&site, "Jul", "/jul", "18 Dec 2026")));
    let mut house = House::with_feeds(&site, &[("ekvik", FEED)], "");
    house.at("2026-12-19T07:00:00Z");
    house.well(&["crawl"]);
    for (day, health) in [("2027-01-12", "ok"), ("2027-03-01", "silent")] {
        house.at(&format!("{day}T07:00:00Z"));
        assert_eq!(house.source("ekvik")["health"], health, "{day}");
    }
}

#[test]
fn a_source_that_has_moved_says_where_to() {
    let site = Site::start();
    site.answer(FEED, Answer::new(301, "text/plain", "").header("Location", &site.url("/ny.xml")));
    site.feed("/ny.xml", &[("Gröna tak", "/tak", "Tolv tak.")]);
    let house = House::with_feeds(&site, &[("ekvik", FEED)], "");
    let said = house.well(&["crawl"]);
    assert!(said.err.contains("ekvik: Källan har flyttat för gott"), "{said:?}");
    let source = house.source("ekvik");
    assert_eq!((&source["health"], &source["documents"]), (&"moved".into(), &1.into()));
    let sentence = text(&source, "sentence");
    assert!(sentence.contains(&site.url("/ny.xml")), "{sentence}");
    assert!(sentence.contains("Skriv in den nya adressen i sources.toml"), "{sentence}");

    let list = std::fs::read_to_string(house.path("sources.toml")).unwrap();
    house.write("sources.toml", &list.replace(FEED, "/ny.xml"));
    house.well(&["crawl"]);
    assert_ne!(house.source("ekvik")["health"], "moved");
}

#[test]
fn every_failure_says_what_happened_and_when_the_next_try_is() {
    let login = "<!doctype html><html><title>Logga in</title><body><input type=\"password\">";
    let cases = [
        (
            Answer::new(404, "text/plain", ""),
            "failing",
            "status:404",
            "Det finns inget på adressen.",
        ),
        (
            Answer::new(403, "text/plain", ""),
            "failing",
            "status:403",
            "Servern släpper inte in oss.",
        ),
        (Answer::new(401, "text/plain", ""), "blocked", "status:401", "Källan kräver inloggning."),
        (
            Answer::new(503, "text/plain", ""),
            "failing",
            "status:503",
            "Servern har fel på sin sida.",
        ),
        (Answer::new(410, "text/plain", ""), "gone", ":410", "Källan är nedlagd enligt servern."),
        (
            Answer::new(200, "text/html", login),
            "failing",
            "parse:login",
            "Svaret är en inloggningssida",
        ),
        (
            Answer::new(200, "text/html", "<html><title>Domän till salu</title></html>"),
            "failing",
            "parse:page",
            "Svaret är en vanlig webbsida",
        ),
        (Answer::new(200, "application/rss+xml", ""), "failing", "parse:empty", "Svaret är tomt."),
        (
            Answer::new(200, "application/rss+xml", "<rss><channel><item>"),
            "failing",
            "",
            "Svaret tog slut mitt i.",
        ),
    ];
    for (answer, health, class, sentence) in cases {
        let site = Site::start();
        site.feed(FEED, &[("Gröna tak", "/tak", "Tolv tak.")]);
        let mut house = House::with_feeds(&site, &[("ekvik", FEED)], "every = \"1h\"");
        house.well(&["crawl"]);
        site.answer(FEED, answer);
        house.at("2026-11-21T09:00:00Z");
        let said = house.run(&["crawl"]);
        assert_eq!(said.code, Some(1), "{said:?}");
        let source = house.source("ekvik");
        assert_eq!(source["health"], health, "{source}");
        assert!(text(&source, "error_class").contains(class), "{source}");
        let told = text(&source, "sentence");
        assert!(told.starts_with(sentence), "{told}");
        assert!(told.contains("Det som redan är insamlat finns kvar."), "{told}");
        let tries = ["Vi försöker igen ", "Vi frågar igen "];
        assert!(tries.iter().any(|again| told.contains(again)), "{told}");
        assert!(told.contains(" november ") && told.ends_with('.'), "{told}");
        let english = lines(&house.run(&["sources", "--json", "--language", "en"]).out).remove(0);
        assert!(text(&english, "sentence").contains(" again on "), "{english}");
        let failing = house.json_lines(&["sources", "--failing"]);
        assert_eq!(failing[0]["id"], "ekvik", "{failing:?}");
    }
}

#[test]
fn what_cannot_be_reached_says_so_without_words_of_the_trade() {
    let house = House::out_of_reach();
    assert_eq!(house.run(&["crawl"]).code, Some(69));
    let source = house.source("far");
    assert_eq!(text(&source, "error_class"), "network");
    let told = text(&source, "sentence");
    assert!(told.starts_with("Servern gick inte att nå. Vi försöker igen lördag 21 november "));
}

#[test]
fn an_address_that_somebody_else_took_over_is_quarantined() {
    let site = Site::start();
    site.rss(FEED, &titled(&site, &SWEDISH, "nyheter"));
    let mut house = House::with_feeds(&site, &[("ekvik", FEED)], "every = \"1h\"");
    house.well(&["crawl"]);
    let before = house.documents();
    assert_eq!(before.len(), SWEDISH.len());

    site.rss(FEED, &titled(&site, &ENGLISH, "offers"));
    for day in ["2026-11-22", "2026-11-24"] {
        house.at(&format!("{day}T09:00:00Z"));
        let report = house.json(&["crawl"]);
        assert_eq!(report["sources"][0]["failure"]["class"], "quarantine", "{report}");
        assert_eq!(house.documents(), before);
    }
    let asked = site.requests_for(FEED);
    let sent: Vec<_> = asked.iter().filter_map(|r| r.headers.get("if-none-match")).collect();
    assert_eq!(sent.len(), 2);
    assert_eq!(sent[0], sent[1], "what stands in quarantine leaves no validators");
    let source = house.source("ekvik");
    assert_eq!(source["health"], "blocked");
    assert!(text(&source, "sentence").contains("`utkik sources accept ekvik`"), "{source}");

    // A look does not let it in, and shows what it is.
    let look = house.run(&["sources", "test", "ekvik"]);
    assert_eq!(look.code, Some(1), "{look:?}");
    assert!(look.out.contains(ENGLISH[0]) && look.out.contains("Inget har sparats."), "{look:?}");
    assert_eq!(house.documents(), before);

    let said = house.well(&["sources", "accept", "ekvik"]);
    assert!(said.out.contains("nästa insamling"), "{said:?}");
    assert_eq!(house.json(&["crawl"])["new_documents"], 6);
    assert_eq!(house.source("ekvik")["health"], "ok");
    // And it is let in for good, as these entries are known now.
    site.rss(
        FEED,
        &titled(&site, &[&ENGLISH[..], &["And another offer for all of you"]].concat(), "offers"),
    );
    house.at("2026-11-26T09:00:00Z");
    assert_eq!(house.json(&["crawl"])["new_documents"], 1);
    let said = house.run(&["sources", "accept", "ekvik"]);
    assert_eq!(said.code, Some(2), "{said:?}");
}

#[test]
fn a_source_that_comes_back_as_itself_leaves_quarantine_by_itself() {
    let site = Site::start();
    let swedish = titled(&site, &SWEDISH, "nyheter");
    site.rss(FEED, &swedish);
    let mut house = House::with_feeds(&site, &[("ekvik", FEED)], "every = \"1h\"");
    house.well(&["crawl"]);
    site.rss(FEED, &titled(&site, &ENGLISH, "offers"));
    house.at("2026-11-22T09:00:00Z");
    assert_eq!(house.run(&["crawl"]).code, Some(1));
    site.rss(FEED, &(item(&site, "Nytt torg", "/nyheter/9", "23 Nov 2026") + &swedish));
    house.at("2026-11-24T09:00:00Z");
    assert_eq!(house.json(&["crawl"])["new_documents"], 1);
    assert_eq!(house.source("ekvik")["error_class"], Value::Null);
}

#[test]
fn a_suddenly_empty_feed_is_told_once() {
    let site = Site::start();
    site.feed(FEED, &[("Gröna tak", "/tak", "Tolv tak.")]);
    let mut house = House::with_feeds(&site, &[("ekvik", FEED)], "every = \"1h\"");
    house.well(&["crawl"]);
    site.rss(FEED, "");
    house.at("2026-11-21T09:00:00Z");
    let said = house.well(&["crawl"]);
    assert!(said.err.contains("ekvik: Källan är plötsligt tom"), "{said:?}");
    house.at("2026-11-21T12:00:00Z");
    assert_eq!(house.well(&["crawl"]).err, "");
    assert!(text(&house.source("ekvik"), "sentence").contains("plötsligt tom"));
}
