//! Real registers are read right: every record of every kind of them, and a week later exactly
//! what is new and what has changed.
//!
//! It runs on a loopback web of realistic sites: test data beside the checkout when present.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::house::House;
use crate::replay::Web;

/// The registers, and how many records each has in generation 1 and 2.
struct Registers {
    first: BTreeMap<String, usize>,
    second: BTreeMap<String, usize>,
}

#[test]
fn every_record_is_there_and_a_week_later_what_has_changed() {
    let Some(web) = Web::start() else { return };
    let manifest = web.json("manifest.json");
    let mut house = house(&web);
    let projects = |web: &Web| projects_of(&web.page("127.0.2.20", "/bevilgninger-eu.csv"));
    let before = projects(&web);
    web.ask("POST", "generation?n=2");
    let registers = Registers {
        first: records(&manifest, "items_gen1", before),
        second: records(&manifest, "items_gen2", projects(&web)),
    };
    web.ask("POST", "generation?n=1");

    house.at("2026-11-21T07:00:00Z");
    let report = house.json(&["crawl"]);
    assert_eq!(entries(&report), registers.first);
    let documents = house.documents();
    every_record_is_a_document(&documents, &registers.first);
    records_say_what_they_should(&documents);
    texts_are_put_right(&documents);

    house.at("2026-11-22T08:30:00Z");
    let report = house.json(&["crawl"]);
    assert_eq!((&report["new_documents"], &report["revised_documents"]), (&0.into(), &0.into()));

    web.ask("POST", "generation?n=2");
    house.at("2026-11-29T09:00:00Z");
    let report = house.json(&["crawl"]);
    // One of the two tables of this site is as it was, and was not read again.
    let norge = registers.second["norge-tiltak"];
    let without = |counts: &BTreeMap<String, usize>| {
        let mut counts = counts.clone();
        counts.remove("norge-tiltak");
        counts
    };
    assert_eq!(without(&entries(&report)), without(&registers.second));
    let documents = house.documents();
    let of_norge =
        documents.iter().filter(|d| site_of(d["source"].as_str().unwrap()) == "norge-tiltak");
    assert_eq!(of_norge.count(), norge);
    changes_are(&manifest, &report, &registers);
    changed_records_are_new_versions(&manifest, &documents);
}

/// Only the registers of the example, and the second door to one of the sites.
fn house(web: &Web) -> House {
    let house = House::new();
    let sources = web.ask("GET", "sources.toml");
    let (head, rest) = sources.split_once("[[source]]").unwrap();
    let mut text = head.replace("full_text = true", "full_text = false");
    for source in rest.split("[[source]]").filter(|source| source.contains("kind = \"register\"")) {
        text.push_str("[[source]]");
        text.push_str(&source.replace("enabled = false", "enabled = true"));
    }
    house.write("sources.toml", &text);
    house.allow(&[&web.network()]);
    house
}

fn records(manifest: &Value, generation: &str, projects: usize) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for site in manifest["sites"].as_array().unwrap() {
        let id = site["id"].as_str().unwrap();
        let items = usize::try_from(site[generation].as_u64().unwrap()).unwrap();
        match id {
            // Its posts, through the other door.
            "smarter-together" => counts.insert("smarter-together-api".to_owned(), items),
            // Rows of one project are one record.
            "nfr-eu" => counts.insert(id.to_owned(), projects),
            _ if site["kind"] == "register" => counts.insert(id.to_owned(), items),
            _ => None,
        };
    }
    counts
}

fn projects_of(table: &str) -> usize {
    let rows = table.lines().skip(1).filter_map(|line| line.split(';').nth(10));
    rows.filter(|number| number.chars().all(|c| c.is_ascii_digit())).collect::<BTreeSet<_>>().len()
}

/// One site has two tables.
fn site_of(source: &str) -> &str {
    if source == "norge-tiltak-stavanger" { "norge-tiltak" } else { source }
}

fn sources(report: &Value) -> &Vec<Value> {
    report["sources"].as_array().unwrap()
}

fn entries(report: &Value) -> BTreeMap<String, usize> {
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    for source in sources(report) {
        assert_eq!(source["failure"], Value::Null, "{source}");
        let entries = usize::try_from(source["entries"].as_u64().unwrap()).unwrap();
        *found.entry(site_of(source["id"].as_str().unwrap()).to_owned()).or_default() += entries;
    }
    found
}

fn every_record_is_a_document(documents: &[Value], expected: &BTreeMap<String, usize>) {
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    for document in documents {
        *found.entry(site_of(document["source"].as_str().unwrap()).to_owned()).or_default() += 1;
    }
    assert_eq!(&found, expected);
}

/// Documents of a source.
fn of<'d>(documents: &'d [Value], source: &'d str) -> impl Iterator<Item = &'d Value> {
    documents.iter().filter(move |document| document["source"] == source)
}

fn records_say_what_they_should(documents: &[Value]) {
    let all_state = |source: &str, fact: &str, least: usize| {
        let stating = of(documents, source).filter(|document| document["facts"][fact].is_string());
        let stating = stating.count();
        assert!(stating >= least, "{stating} of {source} state {fact}");
    };
    all_state("hbg-innovation", "organisation", 37);
    all_state("hbg-innovation", "budget", 20);
    all_state("lund-projekt", "organisation", 30);
    all_state("norge-tiltak", "organisation", 25);
    all_state("nfr-eu", "status", 90);
    all_state("nfr-eu", "end", 90);
    all_state("eu-calls", "deadline", 590);
    all_state("eu-calls", "status", 590);
    for source in ["lund-projekt", "smarter-together-api", "eu-calls", "us-tracker"] {
        assert!(of(documents, source).all(|document| document["url"].is_string()), "{source}");
    }
    for source in
        ["hbg-innovation", "lund-projekt", "smarter-together-api", "norge-tiltak-stavanger"]
    {
        let has_text = |document: &Value| document["text"].as_str().unwrap().len() > 20;
        assert!(of(documents, source).all(has_text), "{source}");
    }
}

/// Most descriptions of the calls went the wrong way once.
fn texts_are_put_right(documents: &[Value]) {
    let is_wrong = |document: &&Value| {
        let text = document["text"].as_str().unwrap();
        text.contains("â€")
            || text.contains("Ã©")
            || text.contains("&amp;")
            || text.contains("</p>")
    };
    let wrong: Vec<&Value> = documents.iter().filter(is_wrong).map(|d| &d["title"]).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

fn changes_are(manifest: &Value, report: &Value, registers: &Registers) {
    let site = |id: &str| {
        let mut sites = manifest["sites"].as_array().unwrap().iter();
        sites.find(|site| site["id"] == id).unwrap()
    };
    let number = |source: &Value, what: &str| source[what].as_u64().unwrap();
    for id in ["hbg-innovation", "lund-projekt", "nfr-eu", "eu-calls"] {
        let source = sources(report).iter().find(|source| source["id"] == id).unwrap();
        let more = registers.second[id] - registers.first[id];
        assert_eq!(number(source, "new_documents"), more as u64, "{source}");
        let changed = site(id)["record_changed_in_gen2"].as_array().unwrap().len();
        // Of the calls and the grants, the generations differ in more than is listed.
        if changed > 0 {
            assert_eq!(number(source, "revised_documents"), changed as u64, "{source}");
        }
    }
    let posts =
        sources(report).iter().find(|source| source["id"] == "smarter-together-api").unwrap();
    let edited = site("smarter-together")["edited_in_gen2"].as_array().unwrap().len();
    let completed = site("smarter-together")["body_changed_in_gen2"].as_array().unwrap().len();
    assert_eq!(number(posts, "revised_documents"), (edited + completed) as u64, "{posts}");
}

fn changed_records_are_new_versions(manifest: &Value, documents: &[Value]) {
    let mut seen = 0;
    for site in manifest["sites"].as_array().unwrap() {
        for change in site["record_changed_in_gen2"].as_array().unwrap() {
            // Helsingborg's records have no address of their own.
            let Some(document) = documents.iter().find(|document| document["url"] == change["url"])
            else {
                continue;
            };
            assert_eq!(document["revision"], 2, "{document}");
            seen += 1;
        }
    }
    assert!(seen >= 2, "{seen}");
}
