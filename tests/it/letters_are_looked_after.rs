//! Whoever looks after letters is told what is wrong, sees what a letter would say, and can hand out
//! and erase what is kept of a person.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;

use crate::house::House;
use crate::site::{Site, item};

const FEED: &str = "/feed.xml";
const SEARCH: &str = "\n[[search]]\nname = \"natt\"\ntitle = \"Digital nattillsyn\"\n\
                      query = \"nattillsyn\"\nowner = \"agare@ekvik.example\"\n";

/// A house with a site, a saved search, and letters that become files.
fn house(site: &Site, search: &str) -> House {
    let house = House::with_feeds(site, &[("ekvik", FEED)], "place = \"Ekvik\"");
    let sources = fs::read_to_string(house.path("sources.toml")).unwrap() + search;
    house.write("sources.toml", &sources);
    house.write(
        "utkik.toml",
        &format!(
            "[fetch]\nallow_networks = [\"{}\"]\ngap_ms = 0\n\n[web]\n\
             base_url = \"https://utkik.ekvik.example\"\n\n[mail]\n\
             from = \"Utkik <utkik@ekvik.example>\"\ndirectory = \"letters\"\n",
            site.network()
        ),
    );
    let text = "Omsorgen i Ekvik provar kameror om natten.";
    site.rss(FEED, &item("Ekvik har digital nattillsyn", "http://ekvik.example/1", "1", text));
    house
}

fn letters(house: &House) -> Vec<String> {
    let Ok(files) = fs::read_dir(house.path("letters")) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}

#[test]
fn a_query_that_cannot_be_read_is_told_to_its_owner_and_to_the_doctor() {
    let site = Site::start();
    let house = house(&site, &SEARCH.replace("\"nattillsyn\"", "\"färg:röd\""));
    house.run(&["crawl"]);
    let said = house.run(&["digest", "send"]);
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(said.err.contains("natt") && said.err.contains("går inte att läsa"), "{said:?}");
    let sent = letters(&house);
    assert_eq!(sent.len(), 1, "one note to the owner: {sent:?}");
    assert!(sent[0].contains("To: agare@ekvik.example"), "{}", sent[0]);
    // It is told once.
    house.run(&["digest", "send"]);
    assert_eq!(letters(&house).len(), 1);
    let doctor = house.run(&["doctor"]);
    assert_eq!(doctor.code, Some(78), "{doctor:?}");
    assert!(doctor.err.contains("natt") && doctor.err.contains("färg"), "{doctor:?}");
}

#[test]
fn a_letter_can_be_looked_at_in_every_form() {
    let site = Site::start();
    let house = house(&site, SEARCH);
    house.well(&["crawl"]);
    let text = house.well(&["digest", "preview", "natt"]).out;
    assert!(text.contains("Ekvik har digital nattillsyn"), "{text}");
    let html = house.well(&["digest", "preview", "natt", "--html"]).out;
    assert!(html.starts_with("<!DOCTYPE html") && html.contains("lang=\"sv\""), "{html}");
    assert!(!html.contains("<script") && !html.contains("<img"), "{html}");
    let mail = house.well(&["digest", "preview", "natt", "--eml"]).out;
    for name in ["Message-ID:", "List-Id:", "List-Unsubscribe-Post:", "Auto-Submitted:"] {
        assert!(mail.contains(name), "no {name} in {mail}");
    }
    assert!(house.well(&["digest", "preview", "natt", "--md"]).out.contains("nattillsyn"));
    assert!(house.json(&["digest", "preview", "natt"]).is_object());
    let unknown = house.run(&["digest", "preview", "dag"]);
    assert_eq!(unknown.code, Some(2), "{unknown:?}");
    assert!(unknown.err.contains("utkik searches"), "{unknown:?}");
    // Nothing was sent or kept by looking.
    assert!(letters(&house).is_empty());
}

#[test]
fn many_are_invited_once_and_one_can_be_shown_and_erased() {
    let site = Site::start();
    let house = house(&site, SEARCH);
    house.well(&["crawl"]);
    house.write("list.txt", "# nätverket\nanna@ekvik.example\nbo\n");
    let invite = ["subscriptions", "invite", "list.txt", "--search", "natt"];
    let wrong = house.run(&invite);
    assert_eq!(wrong.code, Some(65), "{wrong:?}");
    assert!(wrong.err.contains("rad 3"), "{wrong:?}");
    house.write("list.txt", "anna@ekvik.example\r\nbo@ekvik.example\n");
    house.well(&invite);
    house.well(&invite);
    house.well(&["digest", "send"]);
    house.well(&["digest", "send"]);
    assert_eq!(letters(&house).len(), 2, "one letter each, however often they are invited");
    let mode = fs::metadata(house.path("letters")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700, "others on the machine see whom letters went to");
    let counts = house.well(&["subscriptions"]).out;
    assert!(counts.contains("Digital nattillsyn") && !counts.contains("anna"), "{counts}");
    let all = house.json(&["subscriptions", "export", "anna@ekvik.example"]);
    assert_eq!(all["address"], "anna@ekvik.example");
    assert_eq!(all["consents"][0]["event"], "invited");
    house.well(&["subscriptions", "erase", "anna@ekvik.example"]);
    assert_eq!(house.run(&["subscriptions", "show", "anna@ekvik.example"]).code, Some(65));
    let database = fs::read(house.path("data/utkik.db")).unwrap();
    let log = fs::read(house.path("data/utkik.db-wal")).unwrap_or_default();
    let has_anna = |bytes: &[u8]| bytes.windows(8).any(|bytes| bytes == b"anna@ekv");
    assert!(!has_anna(&database) && !has_anna(&log), "the bytes of the address are still there");
}

#[test]
fn without_a_way_out_it_says_what_to_write() {
    let site = Site::start();
    let house = House::with_feeds(&site, &[("ekvik", FEED)], "");
    let said = house.run(&["digest", "send"]);
    assert_eq!(said.code, Some(78), "{said:?}");
    assert!(said.err.contains("[mail]") && said.err.contains("utkik.toml"), "{said:?}");
}
