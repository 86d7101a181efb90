//! `kill -9` at any time: what was committed is kept, the next run repairs what the last one left,
//! and the index can always be made anew from the database.

use std::fs;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use crate::house::{House, copy_folder, until};
use crate::site::{Answer, Site};

const FEEDS: [(&str, &str); 3] = [("alfa", "/a.xml"), ("beta", "/b.xml"), ("gamma", "/c.xml")];

/// Three feeds of one site; every page behind their entries takes its time.
fn site(delay: Duration) -> Site {
    let site = Site::start();
    for (id, path) in FEEDS {
        let paths = [1, 2, 3, 4].map(|number| format!("/{id}/{number}"));
        let titles = [1, 2, 3, 4].map(|number| format!("{id} {number}"));
        let entries: Vec<(&str, &str, &str)> = titles
            .iter()
            .zip(&paths)
            .map(|(title, path)| (&**title, &**path, "Ingress."))
            .collect();
        site.feed(path, &entries);
        for path in &paths {
            let page = format!(
                "<html><body><article><h1>{id}</h1><p>Sidan {path} om fjärrvärme \
                och hur kommunen arbetar med den under året.</p></article></body></html>"
            );
            site.answer(path, Answer::new(200, "text/html", page).after(delay));
        }
    }
    site
}

fn house(site: &Site) -> House {
    House::with_feeds(site, &FEEDS, "full_text = true")
}

#[test]
fn a_crawl_that_was_killed_is_completed_by_the_next() {
    let site = site(Duration::from_millis(25));
    let undisturbed = house(&site);
    undisturbed.well(&["crawl"]);
    let expected = undisturbed.documents();
    assert_eq!(expected.len(), 12);

    for requests_before_the_kill in [1, 3, 7, 9, 13] {
        site.forget_requests();
        let house = house(&site);
        let mut command = house.command(&["crawl"]);
        let mut crawl = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        until("the request", || site.requests().len() >= requests_before_the_kill);
        crawl.kill().unwrap();
        assert_eq!(crawl.wait().unwrap().code(), None, "it was killed in the middle");

        // The site still answers what the killed one had asked; one at a time counts anew.
        house.well(&["crawl"]);
        assert_eq!(house.documents(), expected, "{requests_before_the_kill}");
        let found = house.json(&["search", "+fjärrvärme"]);
        assert_eq!(found["total"], 12, "{requests_before_the_kill}");
        house.well(&["doctor"]);
    }
}

#[test]
fn what_was_committed_before_the_kill_is_kept() {
    let site = site(Duration::ZERO);
    let never = Answer::new(200, "text/html", "x").held();
    site.answer("/gamma/1", never);
    let house = house(&site);
    let mut command = house.command(&["crawl"]);
    let mut crawl = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    until("gamma's first page", || !site.requests_for("/gamma/1").is_empty());
    until("alfa and beta in the database", || {
        house.source("alfa")["documents"] == 4 && house.source("beta")["documents"] == 4
    });
    crawl.kill().unwrap();
    crawl.wait().unwrap();
    assert_eq!(house.documents().len(), 8);

    // The next crawl makes them findable, although nothing of theirs is due.
    site.forget_requests();
    house.well(&["crawl", "--source", "alfa"]);
    assert_eq!(site.paths(), [""; 0]);
    assert_eq!(house.json(&["search", "+fjärrvärme"])["total"], 8);
}

fn crawled(site: &Site) -> House {
    let house = house(site);
    house.well(&["crawl"]);
    house
}

#[test]
fn without_an_index_search_says_how_to_mend_it_and_reindex_does() {
    let site = site(Duration::ZERO);
    let house = crawled(&site);
    for crawls in [false, true] {
        fs::remove_dir_all(house.path("index")).unwrap();
        let said = house.run(&["search", "fjärrvärme"]);
        assert_eq!(said.code, Some(74), "{said:?}");
        assert!(said.err.contains("`utkik reindex`") && said.err.contains("index"), "{said:?}");
        if crawls {
            house.well(&["crawl"]);
        } else {
            assert!(house.well(&["reindex"]).out.contains("12 dokument"));
        }
        assert_eq!(house.json(&["search", "+fjärrvärme"])["total"], 12, "{crawls}");
    }
}

#[test]
fn an_index_that_is_behind_hears_what_it_has_missed() {
    let site = site(Duration::ZERO);
    let mut house = crawled(&site);
    let (index, older) = (house.path("index"), house.path("older"));
    copy_folder(&index, &older);
    site.feed("/a.xml", &[("alfa 1", "/alfa/1", "Ändrad."), ("alfa 5", "/alfa/5", "Hamnbad.")]);
    house.at("2026-11-22T07:00:00Z");
    house.well(&["crawl"]);
    assert_eq!(house.titles("+hamnbad"), ["alfa 5"]);

    copy_folder(&older, &index);
    assert_eq!(house.titles("+hamnbad"), [""; 0], "this is the older one");
    house.well(&["crawl"]);
    assert_eq!(house.titles("+hamnbad"), ["alfa 5"]);
    assert_eq!(house.json(&["search", "alfa OR beta OR gamma"])["total"], 13, "nothing twice");
}

#[test]
fn an_index_that_cannot_be_trusted_is_made_anew() {
    let site = site(Duration::ZERO);
    let house = crawled(&site);
    let index = house.path("index");
    let other_site = Site::start();
    other_site.feed("/x.xml", &[("Främmande", "/x", "Spårvagnar.")]);
    let other = House::with_feeds(&other_site, &[("other", "/x.xml")], "");
    other.well(&["crawl"]);

    let segments = |extension: &str| -> Vec<PathBuf> {
        let files = fs::read_dir(&index).unwrap().map(|entry| entry.unwrap().path());
        files.filter(|file| file.extension().is_some_and(|found| found == extension)).collect()
    };
    let spoil = |name: &str| match name {
        "empty" => {
            fs::remove_dir_all(&index).unwrap();
            fs::create_dir(&index).unwrap();
        }
        "foreign" => copy_folder(&other.path("index"), &index),
        "file gone" => segments("term").iter().for_each(|file| fs::remove_file(file).unwrap()),
        "file cut" => segments("store").iter().for_each(|file| fs::write(file, "x").unwrap()),
        "cut off" => fs::write(index.join("meta.json"), "{\"segments\": [").unwrap(),
        _ => fs::write(index.join("meta.json"), "").unwrap(),
    };
    for name in ["empty", "foreign", "file gone", "file cut", "cut off", "emptied"] {
        spoil(name);
        let said = house.run(&["search", "+fjärrvärme"]);
        assert!(said.code == Some(74) || name == "foreign", "{name}: {said:?}");
        let said = house.run(&["crawl"]);
        assert_eq!(said.code, Some(0), "{name}: {said:?}");
        assert_eq!(house.json(&["search", "+fjärrvärme"])["total"], 12, "{name}");
        assert_eq!(house.titles("+spårvagnar"), [""; 0], "{name}");
        house.well(&["doctor"]);
    }
}

#[test]
fn nothing_of_others_is_removed_with_an_index() {
    let site = site(Duration::ZERO);
    let house = crawled(&site);
    house.write("index/anteckningar.txt", "viktigt");
    house.well(&["reindex"]);
    assert_eq!(fs::read_to_string(house.path("index/anteckningar.txt")).unwrap(), "viktigt");
}

#[cfg(feature = "faults")]
#[test]
fn a_death_at_any_point_of_a_crawl_is_mended_by_the_next() {
    let site = site(Duration::ZERO);
    let undisturbed = crawled(&site);
    let expected = undisturbed.documents();
    let commits = ["before_store_commit", "after_store_commit"];
    let index = ["before_index_commit", "in_index_commit", "after_index_commit"];
    for point in commits.iter().chain(&index) {
        // At the first crawl, and when there is something already.
        for is_first in [true, false] {
            let mut house = house(&site);
            if !is_first {
                house.well(&["crawl", "--source", "alfa"]);
            }
            let mut command = house.command(&["crawl"]);
            let said = command.env("UTKIK_FAULT", format!("{point}:abort")).output().unwrap();
            assert_eq!(said.status.code(), None, "{point} was not reached: {said:?}");
            house.well(&["doctor"]);
            let kept = house.documents().len();
            let from_before = if is_first { 0 } else { 4 };
            let committed = if *point == commits[0] { 0 } else { 4 };
            assert!(kept >= from_before + committed, "{point}: {kept} of what was committed");
            house.at("2026-11-21T07:00:01Z");
            house.well(&["crawl", "--all"]);
            let titles = |documents: &[serde_json::Value]| -> Vec<String> {
                documents.iter().map(|document| document["title"].to_string()).collect()
            };
            assert_eq!(titles(&house.documents()), titles(&expected), "{point}");
            assert_eq!(house.json(&["search", "+fjärrvärme"])["total"], 12, "{point}");
            house.well(&["doctor"]);
        }
    }
}

#[cfg(feature = "faults")]
#[test]
fn a_rebuild_that_dies_is_taken_up_again() {
    let site = site(Duration::ZERO);
    for point in ["before_index_commit", "in_index_commit", "after_index_commit"] {
        let house = crawled(&site);
        let mut command = house.command(&["reindex"]);
        let said = command.env("UTKIK_FAULT", format!("{point}:abort")).output().unwrap();
        assert_eq!(said.status.code(), None, "{point} was not reached: {said:?}");
        house.well(&["doctor"]);
        house.well(&["crawl"]);
        assert_eq!(house.json(&["search", "+fjärrvärme"])["total"], 12, "{point}");
        house.well(&["doctor"]);
    }
}
