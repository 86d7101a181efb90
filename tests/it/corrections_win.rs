//! What a person says of a document wins over the machine: after the next crawl, after a reindex, and
//! out of a backup. It can be read and mended in a file, and goes with what is forgotten.

use std::fs;

use crate::house::House;

const FILE: &str = "data/corrections.toml";

/// A house with one document that was taken in.
fn house(text: &str) -> House {
    let house = House::new();
    house.write("sources.toml", "[network]\ncontact = \"prov@example.org\"\n");
    take_in(&house, text);
    house
}

fn take_in(house: &House, text: &str) {
    let line = serde_json::json!({
        "id": "tak", "source": "ekvik", "url": "https://ekvik.example/tak", "language": "sv",
        "title": "Gröna tak", "text": text, "published": "2026-10-01T08:00:00Z",
    });
    house.write("in.jsonl", &format!("{line}\n"));
    house.well(&["import", "in.jsonl"]);
}

fn kind(house: &House) -> String {
    let explained = house.json(&["explain", "tak"]);
    explained["kind"]["kind"].as_str().unwrap_or("none").to_owned()
}

#[test]
fn a_correction_holds_whatever_happens_to_the_document() {
    let house = house("Tolv tak ska bli gröna.");
    let said = house.well(&[
        "correct",
        "tak",
        "typ=call",
        "rubrik=Sedumtak i stan",
        "--by",
        "Anna",
        "--why",
        "fel slag",
    ]);
    assert!(said.out.contains("2 rättelser gäller"), "{said:?}");
    assert_eq!(kind(&house), "call");
    assert_eq!(house.titles("+sedumtak"), ["Sedumtak i stan"]);
    let said = house.well(&["explain", "tak"]);
    assert!(said.out.contains("typ = call (Anna 2026-11-21: fel slag)"), "{said:?}");

    take_in(&house, "Femton tak ska bli gröna, och tre väggar.");
    assert_eq!(kind(&house), "call");
    assert_eq!(house.titles("+sedumtak +väggar"), ["Sedumtak i stan"]);
    house.well(&["reindex"]);
    assert_eq!(house.titles("+sedumtak"), ["Sedumtak i stan"]);

    house.well(&["correct", "tak", "typ=", "rubrik="]);
    assert_ne!(kind(&house), "call");
    assert_eq!(house.titles("+gröna"), ["Gröna tak"]);
    let file = fs::read_to_string(house.path(FILE)).unwrap();
    assert_eq!(file.matches("[[correction]]").count(), 4, "the file tells who said what before");
}

#[test]
fn the_file_may_be_written_by_hand_and_a_slip_in_it_changes_nothing() {
    let house = house("Tolv tak ska bli gröna.");
    house.well(&["correct", "tak", "typ=call"]);
    let file = fs::read_to_string(house.path(FILE)).unwrap();
    house.write(FILE, &file.replace("\"call\"", "\"report\""));
    house.well(&["reindex"]);
    assert_eq!(kind(&house), "report");

    house.write(FILE, &file.replace("field = \"kind\"", "field = \"colour\""));
    let said = house.well(&["reindex"]);
    assert!(said.err.contains("corrections.toml:") && said.err.contains("colour"), "{said:?}");
    assert_eq!(kind(&house), "report");
    let said = house.run(&["correct", "tak", "typ=call"]);
    assert_eq!(said.code, Some(65), "{said:?}");
}

#[test]
fn a_backup_has_the_corrections() {
    let house = house("Tolv tak ska bli gröna.");
    house.well(&["correct", "tak", "typ=call"]);
    house.well(&["backup", "kopia.db"]);
    house.well(&["correct", "tak", "typ=report"]);
    house.well(&["restore", "kopia.db"]);
    assert_eq!(kind(&house), "call");
    let file = fs::read_to_string(house.path(FILE)).unwrap();
    assert!(file.contains("\"call\"") && !file.contains("\"report\""), "{file}");
}

#[test]
fn what_is_forgotten_goes_from_the_corrections_too() {
    let house = house("Tolv tak ska bli gröna.");
    house.well(&["correct", "tak", "kontakt=Stina Alm, 042-10 50 00", "--by", "Anna"]);
    house.well(&["forget", "Stina Alm", "--yes"]);
    let file = fs::read_to_string(house.path(FILE)).unwrap();
    assert!(!file.contains("Stina") && file.contains("[borttaget]"), "{file}");
    assert!(!house.well(&["explain", "tak"]).out.contains("Stina"));
    house.well(&["forget", "tak", "--yes"]);
    let file = fs::read_to_string(house.path(FILE)).unwrap();
    assert!(!file.contains("[[correction]]"), "{file}");
}

#[test]
fn a_wrong_correction_says_what_to_write() {
    let house = house("Tolv tak ska bli gröna.");
    let said = house.run(&["correct", "tak", "färg=grön", "typ=bok", "deadline=snart", "plats"]);
    assert_eq!(said.code, Some(2), "{said:?}");
    for part in ["färg", "pressmeddelande", "2026-03-15", "plats=Malmö"] {
        assert!(said.err.contains(part), "{part} in {said:?}");
    }
    assert!(!house.path(FILE).exists());
    assert_eq!(house.run(&["correct", "finns-inte", "typ=call"]).code, Some(2));
}
