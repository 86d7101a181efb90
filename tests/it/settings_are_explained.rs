//! What is wrong in the settings is said at once, with file, line and what to write instead; and
//! what is right still runs.

use crate::house::{House, Said};
use crate::site::Site;

const FEED: &str = "/feed.xml";

fn site_and_house() -> (Site, House) {
    let site = Site::start();
    site.feed(FEED, &[("Gröna tak", "/tak", "Tolv tak.")]);
    let house = House::with_feeds(&site, &[("ekvik", FEED)], "");
    (site, house)
}

fn add(house: &House, file: &str, text: &str) {
    let before = std::fs::read_to_string(house.path(file)).unwrap();
    house.write(file, &format!("{before}{text}"));
}

fn says(said: &Said, code: i32, parts: &[&str]) {
    assert_eq!(said.code, Some(code), "{said:?}");
    for part in parts {
        assert!(said.err.contains(part), "`{part}` is missing: {said:?}");
    }
}

#[test]
fn every_problem_has_its_line_and_the_good_sources_run() {
    let (site, house) = site_and_house();
    add(
        &house,
        "sources.toml",
        "
[[source]]
name = \"Utan id\"
url = \"/rss\"

[[source]]
id = \"ekvik\"
name = \"Igen\"
url = \"https://igen.example/feed\"

[[source]]
id = \"stavfel\"
name = \"Stavfel\"
url = \"https://a.example/feed\"
priorty = 1

[[source]]
id = \"annat\"
name = \"Annat\"
url = \"ftp://a.example/feed\"
kind = \"fed\"
language = \"svenska språket\"
",
    );
    let said = house.run(&["crawl"]);
    says(
        &said,
        1,
        &[
            "sources.toml:16: source no. 2: id is missing",
            "sources.toml:18: source no. 2: url is not absolute",
            "sources.toml:21: source \"ekvik\": id is already taken in line 7",
            "sources.toml:29: source \"stavfel\": key `priorty` is not known; did you mean \
             `priority`?",
            "sources.toml:34: source \"annat\": url begins with `ftp://`",
            "sources.toml:35: source \"annat\": kind \"fed\" is not known; did you mean `feed`?",
            "sources.toml:36: source \"annat\": language",
        ],
    );
    assert!(said.out.starts_with("1 källa kontrollerad, 1 nya"), "{said:?}");
    assert_eq!(site.paths(), ["/robots.txt", FEED]);
    assert_eq!(house.titles("tak"), ["Gröna tak"]);
    says(&house.run(&["sources"]), 78, &["sources.toml:16: "]);
}

#[test]
fn a_file_that_is_no_toml_costs_only_what_cannot_be_read() {
    let (_site, house) = site_and_house();
    add(&house, "sources.toml", "\n[[source]]\nid = \"trasig\nname = \"x\"\n");
    let said = house.run(&["crawl"]);
    says(&said, 1, &["sources.toml:1"]);
    assert_eq!(house.titles("tak"), ["Gröna tak"]);

    // How to run is all or nothing: half the doors open would be nobody's wish.
    house.write("utkik.toml", "[fetch]\nallow_networks = [\n");
    says(&house.run(&["crawl", "--all"]), 78, &["utkik.toml:2"]);
    house.write("utkik.toml", "[fetch]\ngap_m = 5\nproxy = \"p\"\n[webb]\n");
    let said = house.run(&["sources"]);
    says(&said, 78, &["utkik.toml:2: ", "`gap_ms`", "utkik.toml:3: ", "utkik.toml:4: "]);
}

#[test]
fn missing_files_are_named_with_advice() {
    let (_site, house) = site_and_house();
    std::fs::remove_file(house.path("sources.toml")).unwrap();
    for command in ["crawl", "sources", "serve"] {
        let said = house.run(&[command]);
        says(&said, 78, &["sources.toml", "--sources FILE", "`utkik demo`"]);
        assert!(said.err.contains(house.path("").to_str().unwrap()), "the whole path: {said:?}");
    }
    let said = house.run(&["crawl", "--sources", "annan/lista.toml"]);
    says(&said, 78, &["annan/lista.toml"]);

    let (_site, house) = site_and_house();
    says(&house.run(&["crawl", "--config", "min.toml"]), 78, &["min.toml", "--config"]);
    assert!(!house.path("data").exists(), "nothing was made");
}

#[test]
fn a_source_that_does_not_exist_or_is_switched_off_is_named() {
    let (site, house) = site_and_house();
    add(
        &house,
        "sources.toml",
        "\n[[source]]\nid = \"av\"\nname = \"Av\"\nurl = \"https://a.example/\"\nenabled = false\n",
    );
    says(&house.run(&["crawl", "--source", "ekvk"]), 78, &["`ekvk`", "`utkik sources`"]);
    says(&house.run(&["crawl", "--source", "av"]), 78, &["`av` is not enabled"]);
    says(&house.run(&["crawl", "--source", "Å Ä"]), 2, &["Å Ä"]);
    assert_eq!(site.paths(), [""; 0]);
}

#[test]
fn a_query_that_cannot_be_read_is_pointed_at() {
    let (_site, house) = site_and_house();
    house.well(&["crawl"]);
    let said = house.run(&["search", "gröna sorce:ekvik"]);
    says(&said, 2, &["`sorce:`", "  gröna sorce:ekvik\n        ^^^^^^\n", "→ source:"]);
    says(&house.run(&["search", "(tak"]), 2, &["parentesen avslutas aldrig", "  (tak\n  ^\n"]);
    says(&house.run(&["search", "lang:klingonska"]), 2, &["`klingonska` är inget språk"]);
    says(&house.run(&["search", &"å".repeat(1100)]), 2, &["1000"]);
    says(&house.run(&["search", "tak", "--limit", "9999999"]), 2, &["narrow the query"]);
    says(&house.run(&["search", "sorce:x", "--language", "en"]), 2, &["there is no field"]);
}

#[test]
fn the_way_out_and_the_way_in_are_checked_before_anything_begins() {
    let (_site, house) = site_and_house();
    let said = house.run(&["serve", "--no-crawl", "--listen", "0.0.0.0:0"]);
    says(&said, 78, &["`UTKIK_ADMIN_TOKEN`"]);
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let said = house.run(&["serve", "--no-crawl", "--listen", &address]);
    says(&said, 78, &[&address, "`--listen"]);
    says(&house.run(&["search", "tak", "--now", "igår"]), 2, &["`igår`"]);

    house.write("trasig.pem", "inget certifikat");
    house.write("utkik.toml", "[fetch]\nca_file = \"trasig.pem\"\n");
    says(&house.run(&["crawl"]), 78, &["trasig.pem"]);
    says(&house.run(&["inspect", "page", "http://10.0.0.1/"]), 78, &["trasig.pem"]);
}
