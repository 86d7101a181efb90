//! Documents that were taken out of one house and into another are known there: the next crawl
//! finds nothing new, sees no edits, and keeps the full texts.

use std::fs;

use crate::house::House;
use crate::site::{Answer, Site};

const FEED: &str = "/feed.xml";

/// A page whose text says more than the feed does.
fn page(title: &str, word: &str) -> Answer {
    let paragraph = format!(
        "<p>Kommunen arbetar med {word} tillsammans med invånare, föreningar och företag, och \
         räknar med att det tar flera år innan allt är på plats.</p>"
    );
    let text = paragraph.repeat(5);
    let head = format!("<html lang=\"sv\"><head><title>{title}</title></head>");
    let body = format!("<body><main><h1>{title}</h1>{text}</main></body></html>");
    Answer::new(200, "text/html; charset=utf-8", head + &body)
}

#[test]
fn a_crawl_after_the_move_finds_nothing_new() {
    let site = Site::start();
    site.feed(FEED, &[("Gröna tak", "/tak", "Ingress."), ("Ny park", "/park", "Ingress två.")]);
    // The address of one changes on the way; the entry is known by what the feed says.
    site.answer("/tak", Answer::new(301, "text/plain", "").header("Location", "/nyheter/tak"));
    site.answer("/nyheter/tak", page("Gröna tak", "sedumväxter"));
    site.answer("/park", page("Ny park", "lekplatser"));
    let feeds = [("ekvik", FEED)];
    let old = House::with_feeds(&site, &feeds, "full_text = true");
    assert_eq!(old.json(&["crawl"])["pages_read"], 2);
    old.well(&["export", "--output", "all.jsonl"]);

    let mut new = House::with_feeds(&site, &feeds, "full_text = true");
    fs::copy(old.path("all.jsonl"), new.path("all.jsonl")).unwrap();
    assert_eq!(new.json(&["import", "all.jsonl"])["new"], 2);
    assert_eq!(new.documents(), old.documents());

    site.forget_requests();
    new.at("2026-11-22T07:00:00Z");
    let report = new.json(&["crawl"]);
    let counts = ["checked", "new_documents", "revised_documents", "pages_read", "failed"];
    assert_eq!(counts.map(|name| report[name].as_u64()), [1, 0, 0, 0, 0].map(Some), "{report}");
    assert!(!site.paths().contains(&"/park".to_owned()), "no page is read again");
    assert_eq!(new.documents(), old.documents());
    assert_eq!(new.titles("+sedumväxter"), ["Gröna tak"]);
}

#[test]
fn names_are_right_before_the_first_crawl() {
    let site = Site::start();
    let house = House::with_feeds(&site, &[("ekvik", FEED)], "");
    let list = fs::read_to_string(house.path("sources.toml")).unwrap();
    house.write("sources.toml", &list.replace("name = \"ekvik\"", "name = \"Ekviks kommun\""));
    house.write("in.jsonl", "{\"id\":\"a\",\"source\":\"ekvik\",\"title\":\"Solceller\"}\n");
    house.well(&["import", "in.jsonl"]);
    let hit = &house.json(&["search", "solceller"])["hits"][0];
    assert_eq!((&hit["source_name"], &hit["country"]), (&"Ekviks kommun".into(), &"SE".into()));
}

#[test]
fn an_export_replaces_its_file_as_a_whole() {
    let house = House::new();
    house.write("in.jsonl", "{\"id\":\"a\",\"source\":\"lund\",\"title\":\"Solceller\"}\n");
    house.well(&["import", "in.jsonl"]);
    fs::create_dir(house.path("out")).unwrap();
    house.write("out/all.jsonl", &"gammalt ".repeat(1000));
    house.well(&["export", "-o", "out/all.jsonl"]);
    let text = fs::read_to_string(house.path("out/all.jsonl")).unwrap();
    assert_eq!(text, house.well(&["export"]).out);
    assert_eq!(fs::read_dir(house.path("out")).unwrap().count(), 1, "nothing is left beside it");
    assert_eq!(house.well(&["export", "-o", "/dev/stdout"]).out, text);
}
