//! What the program makes is for its owner alone, whatever the umask lets.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::house::House;
use crate::site::Site;

const FEED: &str = "/feed.xml";

fn mode(house: &House, path: &str) -> String {
    let mode = fs::metadata(house.path(path)).unwrap().permissions().mode();
    format!("{path} {:o}", mode & 0o777)
}

#[test]
fn nobody_else_reads_what_is_kept() {
    let site = Site::start();
    site.feed(FEED, &[("Gröna tak", "/tak", "Tolv tak.")]);
    let house = House::with_feeds(&site, &[("ekvik", FEED)], "");
    house.well(&["crawl"]);
    house.well(&["export", "-o", "all.jsonl"]);
    for expected in
        ["data 700", "index 700", "data/work.lock 600", "data/utkik.db 600", "all.jsonl 600"]
    {
        let path = expected.split(' ').next().unwrap();
        assert_eq!(mode(&house, path), expected);
    }
    // What was there before keeps the rights that somebody gave it.
    for folder in ["data", "index"] {
        fs::set_permissions(house.path(folder), fs::Permissions::from_mode(0o750)).unwrap();
        house.well(&["crawl", "--all"]);
        assert_eq!(mode(&house, folder), format!("{folder} 750"));
    }
    house.well(&["reindex"]);
    assert_eq!(mode(&house, "index"), "index 750");

    let reading = House::with_feeds(&site, &[("ekvik", FEED)], "");
    fs::copy(house.path("all.jsonl"), reading.path("all.jsonl")).unwrap();
    reading.well(&["import", "all.jsonl"]);
    assert_eq!([mode(&reading, "data"), mode(&reading, "index")], ["data 700", "index 700"]);
}
