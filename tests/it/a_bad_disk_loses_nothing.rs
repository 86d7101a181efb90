//! A locked, read-only, damaged or newer database, and a full disk: an error that names the path,
//! exit code 74, nothing lost, and searching goes on where it can.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::process::Command;

use sqlx::{Connection, Executor, SqliteConnection};

use crate::house::{House, Said, program};
use crate::site::{Site, item};

const FEED: &str = "/feed.xml";
const DATABASE: &str = "data/utkik.db";

/// A house with one document.
fn crawled() -> (Site, House) {
    let site = Site::start();
    site.feed(FEED, &[("Gröna tak", "/tak", "Tolv tak.")]);
    let house = House::with_feeds(&site, &[("ekvik", FEED)], "");
    house.well(&["crawl"]);
    (site, house)
}

fn fails(said: &Said, parts: &[&str]) {
    assert_eq!(said.code, Some(74), "{said:?}");
    for part in parts {
        assert!(said.err.contains(part), "`{part}` is missing: {said:?}");
    }
    assert!(said.err.lines().count() < 3 && !said.err.contains("panicked"), "{said:?}");
}

/// Behind the back of the program.
fn with_database<T>(house: &House, work: impl AsyncFnOnce(&mut SqliteConnection) -> T) -> T {
    let url = format!("sqlite://{}", house.path(DATABASE).display());
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
        let mut connection = SqliteConnection::connect(&url).await.unwrap();
        let done = work(&mut connection).await;
        connection.close().await.unwrap();
        done
    })
}

#[test]
fn a_locked_database_is_waited_for_and_then_named() {
    let (_site, house) = crawled();
    with_database(&house, async |connection| {
        connection.execute("BEGIN IMMEDIATE").await.unwrap();
        fails(&house.run(&["crawl", "--all"]), &["holding the database", DATABASE]);
        assert_eq!(house.titles("tak"), ["Gröna tak"]);
        assert_eq!(house.documents().len(), 1);
        connection.execute("ROLLBACK").await.unwrap();
    });
    house.well(&["crawl", "--all"]);
}

#[test]
fn a_newer_or_foreign_database_is_left_alone() {
    for (statement, part) in [
        ("PRAGMA user_version = 4711", "written by a newer utkik"),
        ("PRAGMA application_id = 4711", "belongs to another program"),
    ] {
        let (_site, house) = crawled();
        with_database(&house, async |connection| {
            connection.execute(statement).await.unwrap();
        });
        let before = fs::read(house.path(DATABASE)).unwrap();
        for command in [&["crawl"][..], &["sources"], &["export"], &["reindex"], &["doctor"]] {
            fails(&house.run(command), &[part, DATABASE]);
        }
        assert_eq!(fs::read(house.path(DATABASE)).unwrap(), before);
        assert_eq!(house.titles("tak"), ["Gröna tak"]);
    }
}

#[test]
fn a_file_that_is_no_database_is_left_alone() {
    let (_site, house) = crawled();
    let garbage = "detta är ingen databas ".repeat(500);
    house.write(DATABASE, &garbage);
    for command in [&["crawl"][..], &["sources"], &["export"], &["reindex"], &["show", "x"]] {
        fails(&house.run(command), &["damaged or no database at all", DATABASE, "backup"]);
    }
    assert_eq!(fs::read_to_string(house.path(DATABASE)).unwrap(), garbage);
    assert_eq!(house.titles("tak"), ["Gröna tak"]);
}

#[test]
fn a_database_that_may_not_be_written_can_still_be_read() {
    let (_site, house) = crawled();
    let id = house.documents()[0]["id"].as_str().unwrap().to_owned();
    let may = |path: &str, mode: u32| {
        fs::set_permissions(house.path(path), fs::Permissions::from_mode(mode)).unwrap();
    };
    may("", 0o755);
    may(DATABASE, 0o444);
    for file in fs::read_dir(house.path("index")).unwrap().map(Result::unwrap) {
        fs::set_permissions(file.path(), fs::Permissions::from_mode(0o444)).unwrap();
    }
    may("index", 0o555);
    may("data/work.lock", 0o444);
    may("data", 0o555);
    // Nothing is read-only to root, so root's tests run the program as nobody.
    let is_root = fs::metadata(house.path("")).unwrap().uid() == 0;
    let run = |arguments: &[&str]| {
        let mut command = house.command(arguments);
        if is_root {
            command.uid(65534).gid(65534);
        }
        Said::from(command.output().unwrap())
    };
    let reading: [&[&str]; 4] = [&["search", "tak"], &["show", &id], &["sources"], &["export"]];
    for arguments in reading {
        let said = run(arguments);
        assert_eq!(said.code, Some(0), "{arguments:?}: {said:?}");
    }
    house.write("in.jsonl", "{\"id\":\"a\",\"source\":\"lund\",\"title\":\"Solceller\"}\n");
    for arguments in [&["crawl", "--all"][..], &["import", "in.jsonl"]] {
        fails(&run(arguments), &["data/", "right"]);
    }
    // The folder can be cleared away afterwards.
    may("index", 0o755);
    may("data", 0o755);
    may("data/work.lock", 0o666);
    for arguments in [&["crawl", "--all"][..], &["import", "in.jsonl"]] {
        fails(&run(arguments), &[DATABASE, "right"]);
    }
}

#[test]
fn after_a_crawl_the_database_is_one_file_that_can_be_copied() {
    let (_site, house) = crawled();
    let names = |folder: &str| -> Vec<String> {
        let files = fs::read_dir(house.path(folder)).unwrap();
        files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect()
    };
    let is_log = |name: &String| name.ends_with("-wal") || name.ends_with("-shm");
    assert!(!names("data").iter().any(is_log), "{:?}", names("data"));
    let other = House::new();
    fs::create_dir(other.path("data")).unwrap();
    fs::copy(house.path(DATABASE), other.path(DATABASE)).unwrap();
    other.well(&["reindex"]);
    assert_eq!(other.titles("tak"), ["Gröna tak"]);
}

#[test]
fn documents_are_kept_when_the_index_cannot_be_written() {
    let (site, mut house) = crawled();
    fs::remove_dir_all(house.path("index")).unwrap();
    house.write("index", "en fil, ingen mapp");
    site.feed(FEED, &[("Ny park", "/park", "Vid ån.")]);
    house.at("2026-11-22T07:00:00Z");
    fails(&house.run(&["crawl"]), &["index"]);
    fails(&house.run(&["search", "park"]), &["index"]);
    assert_eq!(house.documents().len(), 2);

    fs::remove_file(house.path("index")).unwrap();
    house.well(&["crawl"]);
    assert_eq!(house.titles("park"), ["Ny park"]);
}

/// The program with a limit on the size of files, in blocks of 512 bytes.
fn within(house: &House, blocks: u32, arguments: &[&str]) -> Said {
    let plain = house.command(arguments);
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!("ulimit -f {blocks}; exec \"$0\" \"$@\"")).arg(program());
    command.args(plain.get_args()).env_clear().current_dir(house.path(""));
    command.envs(plain.get_envs().filter_map(|(name, value)| Some((name, value?))));
    Said::from(command.output().unwrap())
}

#[test]
fn a_full_disk_is_an_error_and_no_death() {
    let (site, mut house) = crawled();
    let text = |number: usize| {
        let words = (0..400).map(|word| format!("ord{} ", number * word % 9973));
        words.collect::<String>()
    };
    let entry = |number: usize| {
        let link = site.url(&format!("/nyhet/{number}"));
        item(&format!("Nyhet {number}"), &link, "", &text(number))
    };
    site.rss(FEED, &(0..400).map(entry).collect::<String>());
    house.at("2026-11-22T07:00:00Z");

    let full = "no room to write the database";
    fails(&within(&house, 1000, &["crawl"]), &[full, DATABASE, "what was committed is kept"]);
    assert_eq!(house.titles("tak"), ["Gröna tak"]);
    assert_eq!(house.documents().len(), 1);
    house.well(&["doctor"]);

    let report = house.json(&["crawl"]);
    assert_eq!(report["new_documents"], 400, "everything comes as soon as there is room");
    assert_eq!(house.documents().len(), 401);

    // What is derived may be lost, and says how it comes back.
    fails(&within(&house, 128, &["reindex"]), &["index"]);
    let said = house.run(&["search", "tak"]);
    assert!(said.code == Some(0) || said.err.contains("`utkik reindex`"), "{said:?}");
    house.well(&["reindex"]);
    assert_eq!(house.titles("gröna tak"), ["Gröna tak"]);
    let said = within(&house, 128, &["export", "-o", "ut.jsonl"]);
    fails(&said, &["ut.jsonl"]);
}

#[test]
fn an_import_that_finds_no_room_keeps_what_it_had() {
    let (_site, house) = crawled();
    let line = |number: usize| {
        let text: String = (0..400).map(|word| format!("ord{} ", number * word % 9973)).collect();
        format!(
            "{{\"id\":\"d{number}\",\"source\":\"lund\",\"title\":\"T\",\"text\":\"{text}\"}}\n"
        )
    };
    house.write("in.jsonl", &(0..2000).map(line).collect::<String>());
    fails(&within(&house, 2000, &["import", "in.jsonl"]), &["no room", DATABASE]);
    house.well(&["import", "in.jsonl"]);
    assert_eq!(house.documents().len(), 2001);
    house.well(&["doctor"]);
}
