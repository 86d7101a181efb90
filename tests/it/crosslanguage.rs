//! A Swedish query finds what five other languages say in their own words.

use std::collections::HashSet;

use serde_json::{Value, json};

use crate::house::House;

const DOCUMENTS: &str = include_str!("../data/crosslanguage/documents.jsonl");
const QUERIES: &str = include_str!("../data/crosslanguage/queries.tsv");

const SOURCES: &str = r#"
[network]
name = "Prov"
contact = "prov@example.org"

[[source]]
id = "grannar"
name = "Grannar"
url = "https://grannar.example/rss"
enabled = false
"#;

fn house() -> House {
    let house = House::new();
    house.write("sources.toml", SOURCES);
    let documents: Vec<String> = DOCUMENTS.lines().map(document).collect();
    house.write("in.jsonl", &documents.join("\n"));
    house.well(&["crawl"]);
    house.well(&["import", "in.jsonl"]);
    house
}

/// As `utkik import` takes it, with an address that ends in its id.
fn document(line: &str) -> String {
    let its: Value = serde_json::from_str(line).unwrap();
    let id = its["id"].as_str().unwrap();
    json!({
        "id": id,
        "source": "grannar",
        "url": format!("https://grannar.example/{id}"),
        "title": its["title"],
        "text": its["text"],
        "language": its["lang"],
        "published": "2026-11-10T08:00:00Z",
    })
    .to_string()
}

/// The ids of the first twenty.
fn first_twenty(house: &House, query: &str) -> HashSet<String> {
    let said = house.well(&["search", query, "--limit", "20", "--json"]);
    let answer: Value = serde_json::from_str(&said.out).unwrap();
    let hits = answer["hits"].as_array().unwrap();
    hits.iter().map(|hit| hit["url"].as_str().unwrap().rsplit('/').next().unwrap().into()).collect()
}

#[test]
fn nine_of_ten_are_among_the_first_twenty() {
    let house = house();
    let (mut wanted, mut missed) = (0, Vec::new());
    for line in QUERIES.lines().skip(1) {
        let [query, _, relevant] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line}");
        };
        let found = first_twenty(&house, query);
        for id in relevant.split(' ') {
            wanted += 1;
            if !found.contains(id) {
                missed.push(id);
            }
        }
    }
    assert_eq!(wanted, 500);
    assert!(missed.len() <= 50, "{} missed: {missed:?}", missed.len());
}
