//! The same entry is kept once, whatever its feed does to ids, links and order; an edit becomes a
//! revision, and nobody overwrites the documents of another source.

use crate::house::House;
use crate::site::{Site, item};

const FEED: &str = "/feed.xml";
const TITLES: [&str; 3] = ["Gröna tak", "Nya cykelbanor", "Smarta soptunnor"];

/// How a feed names its entries: link and id of entry `number` at its first and second fetch.
type Naming = fn(site: &Site, number: usize, fetch: usize) -> (String, String);

fn items(site: &Site, naming: Naming, fetch: usize) -> Vec<String> {
    let item = |(number, title): (usize, &&str)| {
        let (link, guid) = naming(site, number, fetch);
        item(title, &link, &guid, &format!("Text om {title}."))
    };
    TITLES.iter().enumerate().map(item).collect()
}

#[test]
fn nothing_is_new_when_only_names_and_order_change() {
    let namings: [(&str, Naming); 8] = [
        ("new ids at every fetch", |site, number, fetch| {
            (site.url(&format!("/{number}")), format!("{fetch}-{number}"))
        }),
        ("tracking parameters", |site, number, fetch| {
            (site.url(&format!("/{number}?utm_source=a{fetch}&amp;fbclid={fetch}")), String::new())
        }),
        ("tracking parameters in ids too", |site, number, fetch| {
            let link = site.url(&format!("/{number}?utm_campaign={fetch}"));
            (link.clone(), link)
        }),
        ("session in the path", |site, number, fetch| {
            (site.url(&format!("/{number};jsessionid=AB{fetch}")), String::new())
        }),
        ("session in the query", |site, number, fetch| {
            (site.url(&format!("/visa?id={number}&amp;PHPSESSID=x{fetch}")), String::new())
        }),
        ("moved to another address", |site, number, fetch| {
            (site.url(&format!("/{fetch}/{number}")), format!("id-{number}"))
        }),
        ("all link to the home page", |site, number, _| (site.url("/"), format!("id-{number}"))),
        ("all link to the home page, without ids", |site, _, _| (site.url("/"), String::new())),
    ];
    for (name, naming) in namings {
        let site = Site::start();
        site.rss(FEED, &items(&site, naming, 1).concat());
        let mut house = House::with_feeds(&site, &[("ekvik", FEED)], "");
        assert_eq!(house.json(&["crawl"])["new_documents"], 3, "{name}");
        let ids = |house: &House| -> Vec<String> {
            house.documents().iter().map(|document| document["id"].to_string()).collect()
        };
        let before = ids(&house);

        let mut shuffled = items(&site, naming, 2);
        shuffled.rotate_left(1);
        site.rss(FEED, &shuffled.concat());
        house.at("2026-11-22T07:00:00Z");
        let report = house.json(&["crawl"]);
        assert_eq!(report["sources"][0]["entries"], 3, "{name}: it was read again");
        assert_eq!(report["new_documents"], 0, "{name}");
        assert_eq!(report["revised_documents"], 0, "{name}");
        assert_eq!(ids(&house), before, "{name}");
    }
}

#[test]
fn an_edit_becomes_a_revision() {
    let site = Site::start();
    site.feed(FEED, &[("Gröna tak", "/tak", "Tolv tak byggs.")]);
    let mut house = House::with_feeds(&site, &[("ekvik", FEED)], "");
    house.well(&["crawl"]);
    let id = house.documents()[0]["id"].as_str().unwrap().to_owned();

    site.feed(FEED, &[("Gröna tak", "/tak", "Tretton sedumtak byggs.")]);
    house.at("2026-11-22T07:00:00Z");
    let report = house.json(&["crawl"]);
    assert_eq!((&report["new_documents"], &report["revised_documents"]), (&0.into(), &1.into()));

    let shown = house.json(&["show", &id]);
    assert_eq!(shown["text"], "Tretton sedumtak byggs.");
    assert_eq!((&shown["revision"], &shown["first_seen"]), (&2.into(), &crate::house::NOW.into()));
    assert_eq!(shown["changed"], "2026-11-22T07:00:00Z");
    assert_eq!(shown["revisions"][0]["text"], "Tolv tak byggs.");
    assert_eq!(shown["revisions"].as_array().unwrap().len(), 1);
    let told = house.well(&["show", &id]).out;
    assert!(told.contains("Tidigare versioner") && told.contains("version 1"), "{told}");

    assert_eq!(house.titles("+sedumtak"), ["Gröna tak"]);
    assert_eq!(house.titles("+tolv"), [""; 0], "an earlier version is not searched");
}

#[test]
fn equal_titles_stay_apart() {
    let site = Site::start();
    site.feed(FEED, &[("Nyhetsbrev", "/1", "Första numret."), ("Nyhetsbrev", "/2", "Andra.")]);
    let mut house = House::with_feeds(&site, &[("ekvik", FEED)], "");
    for now in ["2026-11-21T07:00:00Z", "2026-11-22T07:00:00Z"] {
        house.at(now);
        house.well(&["crawl"]);
        assert_eq!(house.documents().len(), 2);
    }
}

#[test]
fn an_entry_that_stands_twice_in_a_feed_is_kept_once() {
    let site = Site::start();
    let twice = item("Gröna tak", &site.url("/tak"), "id-1", "Text.").repeat(2);
    site.rss(FEED, &twice);
    let house = House::with_feeds(&site, &[("ekvik", FEED)], "");
    assert_eq!(house.json(&["crawl"])["new_documents"], 1);
}

#[test]
fn nobody_overwrites_the_documents_of_another_source() {
    let site = Site::start();
    let entry = |text: &str| item("Gröna tak", &site.url("/tak"), "samma-id", text);
    site.rss("/first.xml", &entry("Den första källan."));
    site.rss("/second.xml", &entry("Den andra källan."));
    let feeds = [("first", "/first.xml"), ("second", "/second.xml")];
    let mut house = House::with_feeds(&site, &feeds, "");
    house.well(&["crawl"]);

    site.rss("/second.xml", &entry("Den andra källan skriver om."));
    house.at("2026-11-22T07:00:00Z");
    house.well(&["crawl"]);
    let texts: Vec<(String, String)> = house
        .documents()
        .iter()
        .map(|document| (document["source"].to_string(), document["text"].to_string()))
        .collect();
    assert_eq!(texts.len(), 2, "{texts:?}");
    assert!(texts.contains(&("\"first\"".to_owned(), "\"Den första källan.\"".to_owned())));
}
