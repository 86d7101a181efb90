//! Two runs at once are safe: the second waits for the first, a search waits for nobody, and what
//! a dead process left behind stands in nobody's way.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::thread;

use crate::house::{House, Said, until};
use crate::site::{Answer, Site};

const FEED: &str = "/feed.xml";

fn start(mut command: Command) -> Child {
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn end(child: Child) -> Said {
    Said::from(child.wait_with_output().unwrap())
}

/// A house with one document found already, and a site that now answers when it is told to.
fn house_and_held_site() -> (House, Site) {
    let site = Site::start();
    site.feed(FEED, &[("Gröna tak", "/tak", "Tolv tak.")]);
    let mut house = House::with_feeds(&site, &[("ekvik", FEED)], "");
    house.well(&["crawl"]);
    let item = crate::site::item("Ny park", &site.url("/park"), "", "En park.");
    let answer = Answer::new(200, "application/rss+xml", site.rss_text(&item));
    site.answer(FEED, answer.held());
    site.forget_requests();
    house.at("2026-11-22T07:00:00Z");
    (house, site)
}

#[test]
fn the_second_crawl_waits_and_does_nothing_twice() {
    let (house, site) = house_and_held_site();
    let first = start(house.command(&["crawl", "--json"]));
    until("the first request", || !site.requests().is_empty());
    let second = start(house.command(&["crawl", "--json"]));
    until("the second at the lock", || {
        let Ok(files) = fs::read_dir(format!("/proc/{}/fd", second.id())) else { return false };
        let mut open = files.flatten().filter_map(|file| fs::read_link(file.path()).ok());
        open.any(|file| file.ends_with("data/work.lock"))
    });
    site.go_on();
    let (first, second) = (end(first), end(second));
    assert_eq!((first.code, second.code), (Some(0), Some(0)), "{first:?} {second:?}");
    assert!(first.out.contains("\"new_documents\": 1"), "{first:?}");
    assert!(second.out.contains("\"checked\": 0"), "{second:?}");
    assert_eq!(site.paths().iter().filter(|path| *path == FEED).count(), 1);
    assert_eq!(house.documents().len(), 2);
}

#[test]
fn many_at_once_leave_one_sound_house() {
    let site = Site::start();
    site.feed(FEED, &[("Gröna tak", "/tak", "Tolv tak."), ("Ny park", "/park", "En park.")]);
    let house = House::with_feeds(&site, &[("ekvik", FEED)], "");
    house.write("in.jsonl", "{\"id\":\"a\",\"source\":\"lund\",\"title\":\"Solceller\"}\n");
    let commands: [&[&str]; 4] =
        [&["crawl"], &["import", "in.jsonl"], &["crawl", "--all"], &["import", "in.jsonl"]];
    let running: Vec<Child> = commands.iter().map(|words| start(house.command(words))).collect();
    for said in running.into_iter().map(end) {
        assert_eq!(said.code, Some(0), "{said:?}");
    }
    assert_eq!(house.documents().len(), 3);
    assert_eq!(house.titles("+solceller"), ["Solceller"]);
    assert_eq!(house.titles("+park"), ["Ny park"]);
    house.well(&["doctor"]);
}

#[test]
fn searching_works_during_a_crawl() {
    let (house, site) = house_and_held_site();
    let mut crawl = start(house.command(&["crawl"]));
    until("the first request", || !site.requests().is_empty());
    assert_eq!(house.titles("tak"), ["Gröna tak"]);
    let id = house.documents()[0]["id"].as_str().unwrap().to_owned();
    house.well(&["show", &id]);
    house.well(&["sources"]);
    assert!(crawl.try_wait().unwrap().is_none(), "the crawl was still at work");
    site.go_on();
    assert_eq!(end(crawl).code, Some(0));
    assert_eq!(house.titles("park"), ["Ny park"]);
}

#[test]
fn the_lock_files_of_dead_processes_stop_nobody() {
    let (house, site) = house_and_held_site();
    house.write("data/work.lock", "`utkik crawl` as process 999999 since 2026-11-20\n");
    house.write("index/.tantivy-writer.lock", "");
    house.write("index/.tantivy-meta.lock", "");
    let mut crawl = start(house.command(&["crawl"]));
    until("the first request", || !site.requests().is_empty());
    crawl.kill().unwrap();
    crawl.wait().unwrap();
    site.go_on();
    assert!(house.path("data/work.lock").exists());
    assert_eq!(house.json(&["crawl"])["new_documents"], 1);
}

#[test]
fn the_number_in_a_lock_file_says_who_and_decides_nothing() {
    let (house, site) = house_and_held_site();
    // As after a restart of a container: the process of that number is another one, and alive.
    let own = std::process::id();
    house.write("data/work.lock", &format!("`utkik crawl` as process {own} since 2026-11-20\n"));
    site.go_on();
    assert_eq!(house.json(&["crawl"])["new_documents"], 1);
    assert_eq!(fs::read_to_string(house.path("data/work.lock")).unwrap(), "");
}

#[test]
fn a_server_leaves_the_round_to_a_crawl_that_is_at_work() {
    let (house, site) = house_and_held_site();
    let crawl = start(house.command(&["crawl"]));
    until("the first request", || !site.requests().is_empty());
    let mut server = house.command(&["serve", "-v", "--listen", "127.0.0.1:0"]);
    let mut server = server.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(server.stderr.take().unwrap()).lines().map(Result::unwrap);
    let said = lines.find(|line| line.contains("at work")).unwrap();
    assert!(said.contains("`utkik crawl` as process") && said.contains("since"), "{said}");
    assert!(server.try_wait().unwrap().is_none(), "it serves on");
    site.go_on();
    assert_eq!(end(crawl).code, Some(0));
    assert_eq!(site.paths().iter().filter(|path| *path == FEED).count(), 1);
    server.kill().unwrap();
    server.wait().unwrap();
}

#[test]
fn a_server_shows_the_database_that_was_restored() {
    let site = Site::start();
    site.feed(FEED, &[("Gröna tak", "/tak", "Tolv tak.")]);
    let mut house = House::with_feeds(&site, &[("ekvik", FEED)], "");
    house.well(&["crawl"]);
    house.well(&["backup", "kopia.db"]);
    site.feed(FEED, &[("Ny park", "/park", "En park.")]);
    house.at("2026-11-22T07:00:00Z");
    house.well(&["crawl"]);
    let mut server = house.command(&["serve", "--no-crawl", "--listen", "127.0.0.1:0"]);
    let mut server = server.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(server.stderr.take().unwrap()).lines().map(Result::unwrap);
    let said = lines.next().unwrap();
    let address = said.rsplit_once("http://").unwrap().1.to_owned();
    thread::spawn(move || lines.for_each(drop));
    let documents = || get(&address, "/healthz");
    until("two documents", || documents().contains("\"documents\":2"));
    house.well(&["restore", "kopia.db"]);
    until("one document", || documents().contains("\"documents\":1"));
    server.kill().unwrap();
    server.wait().unwrap();
}

fn get(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.0\r\nHost: x\r\n\r\n").unwrap();
    let mut said = String::new();
    stream.read_to_string(&mut said).unwrap();
    said
}
