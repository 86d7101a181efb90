//! A backup is one file that is complete or not there, also while a crawl runs. A restore brings
//! everything back but what was forgotten, touches nothing when the backup is not sound, and a kill
//! in the middle leaves the old database or the new one.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Stdio;

use serde_json::Value;

use crate::house::{House, Said, copy_folder, until};
use crate::site::{Answer, Site};

const FEED: &str = "/feed.xml";
const DATABASE: &str = "data/utkik.db";
const LATER: &str = "2026-11-22T07:00:00Z";

/// A house with two documents, and its site.
fn crawled() -> (Site, House) {
    let site = Site::start();
    site.feed(FEED, &[("Gröna tak", "/tak", "Tolv tak."), ("Ny park", "/park", "Vid ån.")]);
    let house = House::with_feeds(&site, &[("ekvik", FEED)], "");
    house.well(&["crawl"]);
    (site, house)
}

/// The feed with one entry more, crawled a day later.
fn crawl_one_more(site: &Site, house: &mut House) {
    let entries = [
        ("Gröna tak", "/tak", "Tolv tak."),
        ("Ny park", "/park", "Vid ån."),
        ("Hamnbad", "/bad", "Med bastu."),
    ];
    site.feed(FEED, &entries);
    house.at(LATER);
    house.well(&["crawl"]);
}

/// What lies there, but for the empty log that a reader may leave beside the database.
fn files(house: &House, folder: &str) -> Vec<String> {
    let files = fs::read_dir(house.path(folder)).unwrap();
    let mut names: Vec<String> =
        files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| name != "utkik.db-wal" && name != "utkik.db-shm");
    names.sort();
    names
}

fn fails(said: &Said, parts: &[&str]) {
    assert_eq!(said.code, Some(74), "{said:?}");
    for part in parts {
        assert!(said.err.contains(part), "`{part}` is missing: {said:?}");
    }
}

#[test]
fn what_was_backed_up_comes_back_and_the_rest_is_kept_aside() {
    let (site, mut house) = crawled();
    let before = house.documents();
    let said = house.well(&["backup", "kopia.db"]);
    assert!(said.out.contains("2 dokument") && said.out.contains("`kopia.db`"), "{said:?}");
    let mode = fs::metadata(house.path("kopia.db")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let copy = fs::read(house.path("kopia.db")).unwrap();

    crawl_one_more(&site, &mut house);
    assert_eq!(house.titles("+hamnbad"), ["Hamnbad"]);
    let said = house.well(&["restore", "kopia.db"]);
    assert!(said.out.contains("2 dokument"), "{said:?}");
    assert!(said.err.contains(".before-restore-2026-11-22T070000Z"), "{said:?}");
    assert_eq!(house.documents(), before);
    assert_eq!(house.titles("+hamnbad"), [""; 0], "the index knows of the restore");
    assert_eq!(house.titles("+park"), ["Ny park"]);
    house.well(&["doctor"]);
    assert_eq!(fs::read(house.path("kopia.db")).unwrap(), copy, "the backup stays as it is");
    let aside = "utkik.db.before-restore-2026-11-22T070000Z";
    assert_eq!(files(&house, "data"), ["utkik.db", aside, "work.lock"]);

    // What came in since comes in again, and the way back is open.
    house.at("2026-11-23T07:00:00Z");
    house.well(&["crawl"]);
    assert_eq!(house.titles("+hamnbad"), ["Hamnbad"]);
    house.well(&["restore", &format!("data/{aside}")]);
    assert_eq!(house.documents().len(), 3);
    house.well(&["doctor"]);
}

#[test]
fn a_backup_alone_makes_a_house_stand_up_again() {
    let (site, house) = crawled();
    house.well(&["backup", "kopia.db"]);
    let fresh = House::with_feeds(&site, &[("ekvik", FEED)], "");
    let kopia = house.path("kopia.db");
    fresh.well(&["restore", kopia.to_str().unwrap()]);
    assert_eq!(fresh.documents(), house.documents());
    assert_eq!(fresh.titles("+park"), ["Ny park"]);
    assert_eq!(files(&fresh, "data"), ["utkik.db", "work.lock"]);
    fresh.well(&["doctor"]);
}

#[test]
fn nothing_is_written_over_unless_it_is_said() {
    let (site, mut house) = crawled();
    house.write("kopia.db", "viktigt");
    fails(&house.run(&["backup", "kopia.db"]), &["kopia.db", "--overwrite"]);
    assert_eq!(fs::read_to_string(house.path("kopia.db")).unwrap(), "viktigt");
    for own in [DATABASE, &format!("{DATABASE}-wal"), &format!("{DATABASE}-shm")] {
        fails(&house.run(&["backup", own, "--overwrite"]), &["the database itself"]);
    }
    house.well(&["backup", "kopia.db", "--overwrite"]);
    crawl_one_more(&site, &mut house);
    house.well(&["backup", "kopia.db", "--overwrite"]);
    let fresh = House::with_feeds(&site, &[("ekvik", FEED)], "");
    fresh.well(&["restore", house.path("kopia.db").to_str().unwrap()]);
    assert_eq!(fresh.documents().len(), 3);
    fails(&house.run(&["backup", "finns/inte/kopia.db"]), &["finns/inte/kopia.db"]);
}

#[test]
fn a_backup_while_a_crawl_runs_is_of_one_moment() {
    let site = Site::start();
    site.feed(FEED, &[("Gröna tak", "/tak", "Tolv tak.")]);
    site.feed("/slow.xml", &[("Sen nyhet", "/sen", "Sist.")]);
    site.answer("/sen", Answer::new(200, "text/html", "<p>x</p>").held());
    let feeds = [("ekvik", FEED), ("sen", "/slow.xml")];
    let house = House::with_feeds(&site, &feeds, "full_text = true");
    site.answer("/tak", Answer::new(200, "text/html", "<p>Tolv tak med sedum.</p>"));
    let mut command = house.command(&["crawl"]);
    let mut crawl = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    until("the page that is waited for", || !site.requests_for("/sen").is_empty());
    until("ekvik in the database", || house.source("ekvik")["documents"] == 1);

    house.well(&["backup", "kopia.db"]);
    assert!(crawl.try_wait().unwrap().is_none(), "the crawl was still at work");
    site.go_on();
    assert_eq!(crawl.wait().unwrap().code(), Some(0));
    assert_eq!(house.documents().len(), 2);

    let fresh = House::with_feeds(&site, &[("ekvik", FEED)], "");
    fresh.well(&["restore", house.path("kopia.db").to_str().unwrap()]);
    assert_eq!(fresh.documents().len(), 1);
    fresh.well(&["doctor"]);
}

#[test]
fn a_restore_waits_for_a_crawl_and_is_not_undone_by_it() {
    let (site, mut house) = crawled();
    house.well(&["backup", "kopia.db"]);
    site.answer(FEED, Answer::new(200, "application/rss+xml", site.rss_text("")).held());
    site.forget_requests();
    house.at(LATER);
    let spawn = |arguments: &[&str]| {
        let mut command = house.command(arguments);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let crawl = spawn(&["crawl"]);
    until("the request", || !site.requests_for(FEED).is_empty());
    let restore = spawn(&["restore", "kopia.db"]);
    until("the restore at the lock", || {
        let Ok(files) = fs::read_dir(format!("/proc/{}/fd", restore.id())) else { return false };
        let mut open = files.flatten().filter_map(|file| fs::read_link(file.path()).ok());
        open.any(|file| file.ends_with("data/work.lock"))
    });
    assert_eq!(files(&house, "data").iter().filter(|name| name.contains("before")).count(), 0);
    site.go_on();
    for child in [crawl, restore] {
        let said = Said::from(child.wait_with_output().unwrap());
        assert_eq!(said.code, Some(0), "{said:?}");
    }
    house.well(&["doctor"]);
    assert_eq!(house.documents().len(), 2);
}

#[test]
fn what_is_no_sound_backup_changes_nothing() {
    let (_site, house) = crawled();
    house.well(&["backup", "kopia.db"]);
    let sound = fs::read(house.path("kopia.db")).unwrap();
    let before = house.documents();
    let cut = sound[..sound.len() / 2].to_vec();
    let mut flipped = sound.clone();
    flipped[100] ^= 0xff;
    let middle = sound.len() / 2;
    flipped[middle] ^= 0xff;
    let mut newer = sound.clone();
    newer[60..64].copy_from_slice(&9999_u32.to_be_bytes());
    let mut foreign = sound.clone();
    foreign[68..72].copy_from_slice(&7_u32.to_be_bytes());
    for (name, content, part) in [
        ("cut", cut, "damaged"),
        ("flipped", flipped, "damaged"),
        ("garbage", b"detta \xe4r ingen databas".repeat(500), "damaged"),
        ("newer", newer, "newer utkik"),
        ("foreign", foreign, "another program"),
        ("empty", Vec::new(), "no database of Utkik"),
    ] {
        fs::write(house.path(name), &content).unwrap();
        let said = house.run(&["restore", name]);
        fails(&said, &["inget är återläst", name, part]);
        assert_eq!(files(&house, "data"), ["utkik.db", "work.lock"], "{name}");
        assert_eq!(fs::read(house.path(name)).unwrap(), content, "{name}");
        assert_eq!(house.documents(), before, "{name}");
    }
    fails(&house.run(&["restore", "finns-inte.db"]), &["finns-inte.db"]);
    let empty = House::new();
    fails(&empty.run(&["restore", "finns-inte.db"]), &["finns-inte.db"]);
    assert!(!empty.path("data").exists());
}

#[test]
fn a_damaged_database_is_told_and_a_backup_mends_it() {
    let (_site, house) = crawled();
    house.well(&["backup", "kopia.db"]);
    let before = house.documents();
    let sound = fs::read(house.path(DATABASE)).unwrap();
    for name in ["flipped", "cut", "emptied of sense"] {
        let mut bytes = sound.clone();
        let middle = bytes.len() / 2;
        match name {
            "flipped" => {
                bytes[middle] ^= 0xff;
                bytes[100] ^= 0xff;
            }
            "cut" => bytes.truncate(middle),
            _ => bytes.fill(0xee),
        }
        fs::write(house.path(DATABASE), &bytes).unwrap();
        fails(&house.run(&["doctor"]), &[DATABASE, "`utkik restore FILE`"]);
        assert_eq!(house.titles("+park"), ["Ny park"], "searching goes on");
        house.well(&["restore", "kopia.db"]);
        house.well(&["doctor"]);
        assert_eq!(house.documents(), before, "{name}");
        assert_eq!(house.titles("+park"), ["Ny park"], "{name}");
        house.well(&["crawl", "--all"]);
    }
    let aside = files(&house, "data").iter().filter(|name| name.contains("before")).count();
    assert_eq!(aside, 3, "each damaged file is kept aside");
}

#[test]
fn a_restore_brings_nothing_back_that_was_forgotten() {
    let (site, mut house) = crawled();
    house.well(&["backup", "kopia.db"]);
    let id = house.json(&["search", "+park"])["hits"][0]["id"].as_str().unwrap().to_owned();
    house.well(&["forget", "--yes", &id]);
    assert_eq!(house.titles("+park"), [""; 0]);

    let said = house.well(&["restore", "kopia.db"]);
    assert!(said.err.contains("1 dokument i säkerhetskopian"), "{said:?}");
    let titles: Vec<Value> =
        house.documents().into_iter().map(|document| document["title"].clone()).collect();
    assert_eq!(titles, ["Gröna tak"]);
    assert_eq!(house.titles("+park"), [""; 0]);
    let bytes = fs::read(house.path(DATABASE)).unwrap();
    assert!(!String::from_utf8_lossy(&bytes).contains("Vid ån"), "not in a free page either");

    crawl_one_more(&site, &mut house);
    assert_eq!(house.titles("+park"), [""; 0]);
    assert_eq!(house.titles("+hamnbad"), ["Hamnbad"]);
    house.well(&["doctor"]);

    // Where the old list can no longer be read, that is said.
    fs::write(house.path(DATABASE), b"x".repeat(5000)).unwrap();
    let said = house.well(&["restore", "kopia.db"]);
    assert!(said.err.contains("glöm det på nytt"), "{said:?}");
}

#[test]
fn an_index_from_before_is_not_taken_for_one_of_the_backup() {
    let (site, mut house) = crawled();
    house.well(&["backup", "kopia.db"]);
    crawl_one_more(&site, &mut house);
    let (index, older) = (house.path("index"), house.path("older"));
    copy_folder(&index, &older);
    house.well(&["restore", "kopia.db"]);
    // As many changes as before, and others: the numbers are the same again.
    site.feed(FEED, &[("Spårvagn", "/vagn", "Linje 1.")]);
    house.at("2026-11-23T07:00:00Z");
    house.well(&["crawl"]);
    copy_folder(&older, &index);
    house.well(&["crawl"]);
    assert_eq!(house.titles("+hamnbad"), [""; 0]);
    assert_eq!(house.titles("+spårvagn"), ["Spårvagn"]);
    house.well(&["doctor"]);
}

#[cfg(feature = "faults")]
#[test]
fn a_death_in_the_middle_leaves_the_old_or_the_new() {
    let dies = |house: &House, arguments: &[&str], point: &str| {
        let mut command = house.command(arguments);
        let output = command.env("UTKIK_FAULT", format!("{point}:abort")).output().unwrap();
        assert_eq!(output.status.code(), None, "{point} was not reached: {output:?}");
    };
    let (site, mut house) = crawled();
    dies(&house, &["backup", "kopia.db"], "in_backup");
    assert!(!house.path("kopia.db").exists(), "a backup is complete or not there");
    house.well(&["backup", "kopia.db"]);
    assert!(!house.path("kopia.db.part").exists());
    crawl_one_more(&site, &mut house);
    for (point, documents) in
        [("before_restore_swap", 3), ("in_restore_swap", 3), ("after_restore_swap", 2)]
    {
        dies(&house, &["restore", "kopia.db"], point);
        assert_eq!(house.documents().len(), documents, "{point}");
        // The next crawl mends what the kill left.
        house.at("2026-11-24T07:00:00Z");
        house.well(&["crawl", "--all"]);
        house.well(&["doctor"]);
        assert_eq!(house.documents().len(), 3, "{point}");
        assert_eq!(house.titles("+hamnbad"), ["Hamnbad"], "{point}");
        house.well(&["restore", "kopia.db"]);
        assert_eq!(house.documents().len(), 2, "{point}");
        house.well(&["crawl", "--all"]);
        assert!(!files(&house, "data").iter().any(|name| name.contains("restoring")), "{point}");
    }
}
