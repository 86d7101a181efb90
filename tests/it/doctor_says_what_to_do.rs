//! `utkik doctor` finds what is wrong before it hurts, says what to do about it, and tells a script
//! by its exit code.

use std::fs::{self, OpenOptions, Permissions};
use std::io::Write;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;

use serde_json::Value;

use crate::house::{House, NOW, Said};
use crate::site::{Answer, Site};

const FEED: &str = "/feed.xml";

fn crawled() -> (Site, House) {
    let site = Site::start();
    site.feed(FEED, &[("Gröna tak", "/tak", "Tolv tak.")]);
    let house = House::with_feeds(&site, &[("ekvik", FEED)], "");
    house.well(&["crawl"]);
    (site, house)
}

/// Exit code, and level and message of what was found in one place.
fn found(house: &House, check: &str) -> (Option<i32>, Vec<(String, String)>) {
    let said = house.run(&["doctor", "--json"]);
    let answer: Value = serde_json::from_str(&said.out).unwrap_or_else(|e| panic!("{e}: {said:?}"));
    let text = |finding: &Value, name: &str| finding[name].as_str().unwrap().to_owned();
    let findings = answer["findings"].as_array().unwrap().iter();
    let findings = findings.filter(|finding| finding["check"] == check);
    (said.code, findings.map(|one| (text(one, "level"), text(one, "message"))).collect())
}

fn expect(house: &House, check: &str, code: i32, level: &str, part: &str) {
    let (ended, findings) = found(house, check);
    let is_there = findings.iter().any(|(l, message)| l == level && message.contains(part));
    assert!(is_there, "no {level} with `{part}` about {check}: {findings:?}");
    assert_eq!(ended, Some(code), "{check}: {findings:?}");
}

fn mode(house: &House, path: &str, mode: u32) {
    fs::set_permissions(house.path(path), Permissions::from_mode(mode)).unwrap();
}

#[test]
fn everything_is_looked_at_and_good_news_are_short() {
    let (_site, house) = crawled();
    let said = house.well(&["doctor"]);
    for part in
        ["databasen är hel: 1 dokument", "sökindexet är helt", "källförteckningen", "ledigt"]
    {
        assert!(format!("{}{}", said.out, said.err).contains(part), "{part}: {said:?}");
    }
    let answer = house.json(&["doctor"]);
    assert_eq!((&answer["store"], &answer["index"]), (&1.into(), &1.into()));
    for check in ["database", "index", "files", "disk", "sources", "mail", "clock", "lock"] {
        let (code, findings) = found(&house, check);
        assert!(code == Some(0) && !findings.is_empty(), "{check}");
        // How much room the disk of the test has is not the program's doing.
        assert!(check == "disk" || findings.iter().all(|(level, _)| level == "ok"), "{findings:?}");
    }
    let said = house.well(&["doctor", "--language", "en"]);
    assert!(said.out.contains("ok       the database is sound: 1 documents"), "{said:?}");
}

#[test]
fn rights_that_are_too_wide_are_told() {
    let (_site, house) = crawled();
    for path in ["data", "data/utkik.db", "index"] {
        mode(&house, path, 0o755);
        expect(&house, "files", 0, "warning", &format!("kör `chmod o= ./{path}`"));
        mode(&house, path, 0o750);
    }
    // Who can change that file can open the own network.
    mode(&house, "utkik.toml", 0o666);
    expect(&house, "files", 78, "error", "utkik.toml`; kör `chmod o-w");
    mode(&house, "utkik.toml", 0o644);
    expect(&house, "files", 0, "ok", "bara ägaren och de");
}

#[test]
fn a_lost_index_and_a_lost_database_are_told_apart_from_settings() {
    let (_site, house) = crawled();
    fs::remove_dir_all(house.path("index")).unwrap();
    expect(&house, "index", 0, "warning", "`utkik reindex`");
    house.well(&["doctor", "--repair"]);
    expect(&house, "index", 0, "ok", "1 dokument");

    let sources = fs::read_to_string(house.path("sources.toml")).unwrap();
    house.write("sources.toml", &sources.replace("kind = \"feed\"", "kind = \"feeed\""));
    expect(&house, "sources", 78, "error", "did you mean `feed`?");
    fs::remove_file(house.path("sources.toml")).unwrap();
    expect(&house, "sources", 78, "error", "there is no source list");
    fs::remove_file(house.path("data/utkik.db")).unwrap();
    expect(&house, "database", 74, "error", "there is no database");
    let answer: Value = serde_json::from_str(&house.run(&["doctor", "--json"]).out).unwrap();
    assert_eq!((&answer["store"], &answer["index"]), (&Value::Null, &Value::Null));
}

#[test]
fn a_damaged_index_is_found_by_its_checksums() {
    let (_site, house) = crawled();
    let is_data = |path: &std::path::PathBuf| path.extension().is_some_and(|end| end == "store");
    let mut files = fs::read_dir(house.path("index")).unwrap().map(|file| file.unwrap().path());
    let file = files.find(is_data).unwrap();
    let mut bytes = fs::read(&file).unwrap();
    bytes[10] ^= 1;
    fs::write(&file, bytes).unwrap();
    expect(&house, "index", 74, "error", "damaged in");
    house.well(&["doctor", "--repair"]);
}

#[test]
fn sources_that_fail_or_wait_too_long_are_counted() {
    let (site, mut house) = crawled();
    expect(&house, "sources", 0, "ok", "i tid");
    house.at("2026-12-24T07:00:00Z");
    expect(&house, "sources", 0, "warning", "mer än ett dygn på sin kontroll: 1;");
    site.answer(FEED, Answer::new(500, "text/plain", "x"));
    house.run(&["crawl"]);
    expect(&house, "sources", 0, "warning", "1 av 1 påslagna källor går inte att hämta");

    let public = "[[source]]\nid = \"a\"\nname = \"A\"\nurl = \"https://a.example/\"\n";
    house.write("sources.toml", public);
    expect(&house, "contact", 78, "error", "`[network] contact` saknas");
}

#[test]
fn a_clock_that_is_wrong_is_told() {
    let (_site, mut house) = crawled();
    house.at("2026-11-20T07:00:00Z");
    expect(&house, "clock", 0, "warning", "något kontrollerades 2026-11-21 08:00");
    house.at("1970-01-01T00:00:10Z");
    expect(&house, "clock", 78, "error", "innan detta program fanns");
    house.at("2039-01-01T00:00:00Z");
    expect(&house, "clock", 0, "ok", "2039-01-01");
}

#[test]
fn who_is_at_work_is_told_and_not_disturbed() {
    let (_site, mut house) = crawled();
    let mut lock = OpenOptions::new().write(true).open(house.path("data/work.lock")).unwrap();
    lock.try_lock().unwrap();
    write!(lock, "`utkik crawl` as process 4711 since {NOW}").unwrap();
    expect(&house, "lock", 0, "ok", "just nu arbetar `utkik crawl` as process 4711");
    house.at("2026-11-21T19:00:00Z");
    expect(&house, "lock", 0, "warning", "i mer än 12 timmar");
    drop(lock);
    expect(&house, "lock", 0, "ok", "ingen arbetar");
}

#[test]
fn the_way_out_is_tried() {
    let (_site, house) = crawled();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let proxy = format!("http://{}", listener.local_addr().unwrap());
    let settings = |more: &str| {
        house.write("utkik.toml", &format!("[fetch]\nproxy = \"{proxy}\"\n{more}\n"));
    };
    // Only what the proxy fetches needs a contact for public hosts.
    settings("allow_networks = [\"127.0.0.0/8:*\"]");
    expect(&house, "proxy", 0, "ok", "svarar");
    house.write("ca.pem", "inget certifikat");
    settings("ca_file = \"ca.pem\"");
    expect(&house, "ca_file", 78, "error", "inget PEM-certifikat i filen");
    house.write("ca.pem", "-----BEGIN CERTIFICATE-----\n");
    settings("ca_file = \"ca.pem\"");
    expect(&house, "ca_file", 0, "ok", "ca.pem");
    drop(listener);
    expect(&house, "proxy", 69, "error", "svarar inte");
}

#[test]
fn cron_hears_only_what_is_wrong() {
    let (_site, house) = crawled();
    let told = |said: &Said| said.err.lines().filter(|line| !line.contains("disk")).count();
    assert_eq!(told(&house.run(&["doctor"])), 0);
    fs::remove_dir_all(house.path("index")).unwrap();
    let said = house.run(&["doctor"]);
    assert_eq!((told(&said), said.code), (1, Some(0)), "{said:?}");
    assert!(said.err.contains("varning  sökindexet"), "{said:?}");
    fs::write(house.path("data/utkik.db"), "inte en databas").unwrap();
    let said = house.run(&["doctor"]);
    assert!(said.err.contains("fel      ") && !said.out.contains("allt är i ordning"), "{said:?}");
}
