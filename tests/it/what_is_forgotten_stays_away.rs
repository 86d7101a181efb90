//! What was forgotten on request is gone from every file, and no crawl, import or rebuild brings it
//! back.

use std::fs;
use std::path::Path;

use crate::house::{House, Said, until};
use crate::serve_answers::Served;
use crate::site::{Answer, Site, item};

const FEED: &str = "/feed.xml";
/// Words that stand nowhere else.
const NAME: &str = "Anna Zebrafinkson";
const MAIL: &str = "anna.z@kvaggaby.se";

struct Town {
    site: Site,
    house: House,
}

impl Town {
    /// Four documents: two of them name a person, one gives her mail address.
    fn new() -> Self {
        let site = Site::start();
        site.rss(FEED, &Self::items(&site, "").concat());
        let house = House::with_feeds(&site, &[("ekvik", FEED)], "");
        let town = Self { site, house };
        town.house.well(&["crawl"]);
        assert_eq!(town.house.documents().len(), 4);
        town
    }

    fn items(site: &Site, news: &str) -> Vec<String> {
        let item = |number: usize, title: &str, text: &str| {
            item(
                title,
                &site.url(&format!("/{number}")),
                &format!("id-{number}"),
                &format!("{text}{news}"),
            )
        };
        vec![
            item(1, "Okapi i parken", "Kommunen visar okapin."),
            item(2, "Gröna tak", &format!("{NAME} ritar taken.")),
            item(
                3,
                "Nya lampor",
                &format!(
                    "&lt;p&gt;Fråga &lt;b&gt;Anna&lt;/b&gt; Zebrafinksons kollega, &lt;a href=\"mailto:anna.z%40kvaggaby.se\"&gt;{MAIL}&lt;/a&gt;.&lt;/p&gt;"
                ),
            ),
            item(4, "Smarta soptunnor", "Tunnorna ropar."),
        ]
    }

    /// The feed changes, a day passes, and everything is looked at again.
    fn crawl_again(&mut self, day: u32, items: &[String]) {
        self.site.rss(FEED, &items.concat());
        self.house.at(&format!("2026-11-{day}T07:00:00Z"));
        let report = self.house.json(&["crawl", "--all"]);
        assert_eq!(report["sources"][0]["entries"], items.len(), "it was read again: {report}");
    }

    fn id_of(&self, title: &str) -> String {
        let documents = self.house.documents();
        let found = documents.iter().find(|document| document["title"] == title);
        found.unwrap_or_else(|| panic!("no `{title}`"))["id"].as_str().unwrap().to_owned()
    }

    fn titles(&self) -> Vec<String> {
        let documents = self.house.documents();
        let mut titles: Vec<String> = documents
            .iter()
            .map(|document| document["title"].as_str().unwrap().to_owned())
            .collect();
        titles.sort();
        titles
    }

    /// The files of the index that hold documents.
    fn segments(&self) -> Vec<String> {
        let files = fs::read_dir(self.house.path("index")).unwrap();
        let names = files.map(|file| file.unwrap().file_name().to_string_lossy().into_owned());
        names.filter(|name| name.ends_with(".store")).collect()
    }

    /// No file of database and index holds one of these words, packed or not, and no answer does.
    fn insist_it_is_gone(&self, words: &[&str]) {
        for word in words {
            for folder in ["data", "index"] {
                let files = files_with(&self.house.path(folder), word);
                assert_eq!(files, [""; 0], "`{word}` is still there");
            }
            assert!(!self.house.well(&["export"]).out.contains(word), "{word}");
        }
    }
}

/// Files that hold a text as it is. The index packs its texts and terms: there, tests also look
/// whether a file from before is left.
fn files_with(folder: &Path, word: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let bytes = fs::read(entry.path()).unwrap();
        let is_here = |window: &[u8]| window.eq_ignore_ascii_case(word.as_bytes());
        if bytes.windows(word.len()).any(is_here) {
            found.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    found
}

fn forget(house: &House, what: &str) -> Said {
    house.well(&["forget", what, "--yes", "--reason", "dnr 2026-17"])
}

#[test]
fn a_document_forgotten_by_its_id_does_not_come_back() {
    let mut town = Town::new();
    let id = town.id_of("Okapi i parken");
    let before = town.house.well(&["export"]).out;
    town.house.write("before.jsonl", &before);
    assert!(!files_with(&town.house.path("data"), "okapi").is_empty(), "it can be found there");
    let segments = town.segments();
    assert!(!segments.is_empty());

    let seen = town.house.well(&["forget", &id, "--dry-run"]);
    assert!(
        seen.out.contains("Tas bort: 1 dokument") && seen.out.contains("Okapi i parken"),
        "{seen:?}"
    );
    assert_eq!(town.titles().len(), 4, "a dry run changes nothing");

    let said = forget(&town.house, &id);
    assert!(
        said.out.contains("nr 1 på listan") && said.out.contains("säkerhetskopior"),
        "{said:?}"
    );
    assert_eq!(town.titles(), ["Gröna tak", "Nya lampor", "Smarta soptunnor"]);
    assert_eq!(town.house.titles("okapi"), [""; 0]);
    let shown = town.house.run(&["show", &id]);
    assert_eq!(shown.code, Some(2));
    assert!(shown.err.contains("borttaget enligt begäran 2026-11-21"), "{shown:?}");
    town.insist_it_is_gone(&["okapi", &id]);
    let after = town.segments();
    assert!(segments.iter().all(|file| !after.contains(file)), "each file of the index is new");

    // Edited; under another id; at another address; from a file.
    let edited = Town::items(&town.site, " Och mer.");
    town.crawl_again(22, &edited);
    let text = "Okapin igen.";
    let mut other_id = edited.clone();
    other_id[0] = item("Okapi i parken", &town.site.url("/1?utm_source=x"), "id-99", text);
    town.crawl_again(23, &other_id);
    let mut other_link = edited;
    other_link[0] = item("Okapi i parken", &town.site.url("/okapi"), "id-1", text);
    town.crawl_again(24, &other_link);
    let imported = town.house.well(&["import", "before.jsonl"]);
    assert!(imported.err.contains("1 dokument hölls borta"), "{imported:?}");
    town.house.well(&["reindex"]);
    assert_eq!(town.titles(), ["Gröna tak", "Nya lampor", "Smarta soptunnor"]);
    assert_eq!(town.house.titles("okapi"), [""; 0]);
    town.insist_it_is_gone(&["okapi", &id]);
    assert_eq!(town.house.well(&["doctor"]).code, Some(0));
}

#[test]
fn a_document_forgotten_by_its_address_does_not_come_back_from_another_source() {
    let site = Site::start();
    let entries = [("Okapi i parken", "/1", "Okapin."), ("Gröna tak", "/2", "Taken.")];
    site.feed("/a.xml", &entries);
    site.feed("/b.xml", &entries);
    let house = House::with_feeds(&site, &[("a", "/a.xml"), ("b", "/b.xml"), ("c", "/c.xml")], "");
    site.feed("/c.xml", &entries[1..]);
    house.well(&["crawl"]);
    assert_eq!(house.documents().len(), 5);
    let said = forget(&house, &format!("{}?fbclid=1#top", site.url("/1")));
    assert!(said.out.contains("2 dokument"), "{said:?}");

    let mut town = Town { site, house };
    town.site.feed("/c.xml", &entries);
    town.house.at("2026-11-22T07:00:00Z");
    assert_eq!(town.house.json(&["crawl", "--all"])["new_documents"], 0);
    assert_eq!(town.titles(), ["Gröna tak"; 3]);
    town.insist_it_is_gone(&["okapi"]);
}

#[test]
fn a_person_is_taken_out_of_documents_that_stay() {
    let mut town = Town::new();
    let before = town.house.well(&["export"]).out;
    town.house.write("before.jsonl", &before);
    let seen = town.house.json(&["forget", NAME, MAIL, "--dry-run"]);
    assert_eq!((&seen["removed"], &seen["redacted"]), (&0.into(), &3.into()), "{seen}");
    assert!(seen["requests"][0]["documents"][0]["excerpts"][0].as_str().unwrap().contains(NAME));

    let said =
        town.house.well(&["forget", "anna  zebrafinkson", MAIL, "--yes", "--reason", "bad om det"]);
    assert!(said.out.contains("Behålls utan uppgiften"), "{said:?}");
    assert_eq!(town.titles().len(), 4, "the news stay");
    let shown = town.house.json(&["show", &town.id_of("Nya lampor")]);
    assert_eq!(shown["text"], "Fråga [borttaget]s kollega, [borttaget].");
    assert!(!shown.to_string().to_lowercase().contains("zebra"), "{shown}");
    town.insist_it_is_gone(&["zebrafink", "kvaggaby"]);
    assert_eq!(town.house.titles("zebrafinkson"), [""; 0]);

    // The same entries are no news, edited ones are cleaned, and so is a file.
    let unchanged = Town::items(&town.site, "");
    town.site.rss(FEED, &unchanged.concat().replace("<description>", "<description> "));
    town.house.at("2026-11-22T07:00:00Z");
    let report = town.house.json(&["crawl", "--all"]);
    assert_eq!((&report["new_documents"], &report["revised_documents"]), (&0.into(), &0.into()));
    let edited = Town::items(&town.site, &format!(" Ring {NAME}, {MAIL}."));
    town.crawl_again(23, &edited);
    assert_eq!(town.house.titles("ring").len(), 4);
    town.house.well(&["import", "before.jsonl"]);
    town.house.well(&["reindex"]);
    town.insist_it_is_gone(&["zebrafink", "kvaggaby"]);

    let listed = town.house.json_lines(&["forget", "--list"]);
    let kinds: Vec<&str> = listed.iter().map(|entry| entry["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["name", "mail"]);
    assert_eq!(listed[0]["reason"], "bad om det");
    let table = town.house.well(&["forget", "--list"]).out;
    assert!(table.contains("e-postadress") && !table.to_lowercase().contains("zebra"), "{table}");
}

#[test]
fn a_backup_from_before_brings_nothing_back() {
    let town = Town::new();
    let id = town.id_of("Okapi i parken");
    town.house.well(&["backup", "before.db"]);
    forget(&town.house, &id);
    town.house.well(&["forget", NAME, MAIL, "--yes"]);
    let before = town.house.documents();
    assert!(!files_with(town.house.path("before.db").parent().unwrap(), "zebrafink").is_empty());

    let said = town.house.json(&["restore", "before.db"]);
    assert_eq!((&said["documents"], &said["still_forgotten"]), (&3.into(), &3.into()), "{said}");
    assert_eq!(town.house.documents(), before);
    assert_eq!(town.house.titles("okapi"), [""; 0]);
    town.insist_it_is_gone(&["okapi", "zebrafink", "kvaggaby", &id]);
    assert_eq!(town.house.json_lines(&["forget", "--list"]).len(), 3, "the list holds on");
    assert!(town.house.run(&["show", &id]).err.contains("borttaget enligt begäran"));

    // What a restore put aside is told with the next request.
    let said = forget(&town.house, "https://ekvik.example/x");
    assert!(said.err.contains("before-restore"), "{said:?}");
}

#[test]
fn a_server_beside_it_says_that_it_is_gone() {
    let town = Town::new();
    let id = town.id_of("Okapi i parken");
    let served = Served::start(&town.house, &["--no-crawl"]);
    assert_eq!(served.get(&format!("/documents/{id}")).status, 200);
    until("the first hit", || served.get("/?q=okapi").body.contains(&id));
    forget(&town.house, &id);
    town.insist_it_is_gone(&["okapi"]);
    let page = served.get(&format!("/documents/{id}"));
    assert_eq!(page.status, 410);
    assert!(page.body.contains("borttaget enligt begäran 21 november 2026"), "{}", page.body);
    let answer = served.get(&format!("/api/documents/{id}"));
    assert_eq!(answer.status, 410);
    assert!(answer.body.contains("\"gone\""), "{}", answer.body);
    until("the end of the hits", || !served.get("/?q=okapi").body.contains(&id));
    assert!(
        !served.get("/feeds/search.atom?q=okapi").body.to_lowercase().contains("okapi i parken")
    );
    assert_eq!(served.get("/documents/0000000000000000").status, 404);
}

#[test]
fn the_text_of_a_page_is_cleaned_before_it_is_kept() {
    let site = Site::start();
    site.feed(FEED, &[("Gröna tak", "/tak", "Kort.")]);
    let page = |name: &str| {
        let text =
            format!("<p>{name} berättar om de gröna taken i Ekvik, som är många. </p>").repeat(12);
        let html = format!(
            "<html><head><title>Gröna tak</title></head><body><article><h1>Gröna tak</h1>{text}</article></body></html>"
        );
        Answer::new(200, "text/html; charset=utf-8", html)
    };
    site.answer("/tak", page(NAME));
    let house = House::with_feeds(&site, &[("ekvik", FEED)], "full_text = true");
    house.write("empty.jsonl", "");
    house.well(&["import", "empty.jsonl"]);
    let said = forget(&house, NAME);
    assert!(said.out.contains("Inget av det finns sparat"), "{said:?}");
    house.well(&["crawl"]);
    let text = house.documents()[0]["text"].as_str().unwrap().to_owned();
    assert!(text.starts_with("[borttaget] berättar om de gröna taken"), "{text}");
    assert_eq!(files_with(&house.path("data"), "zebrafink"), [""; 0]);
}

#[test]
fn nothing_goes_without_a_clear_word() {
    let town = Town::new();
    for (what, why) in [
        ("Anna", "för tvetydigt"),
        ("a b c d e f g", "högst sex ord"),
        ("ftp://ekvik.se/x", "ingen adress"),
        (NAME, "--yes"),
    ] {
        let said = town.house.run(&["forget", what]);
        assert_eq!(said.code, Some(2), "{what}: {said:?}");
        assert!(said.err.contains(why), "{what}: {said:?}");
    }
    assert_eq!(town.house.run(&["forget"]).code, Some(2));
    assert!(town.house.well(&["forget", "--list"]).out.contains("Listan är tom"));
    assert_eq!(town.titles().len(), 4);

    let id = town.id_of("Okapi i parken");
    forget(&town.house, &id);
    assert_eq!(town.house.run(&["forget", "--undo", "7"]).code, Some(2));
    town.house.well(&["forget", "--undo", "1"]);
    assert_eq!(town.titles().len(), 3, "undoing brings nothing back by itself");
    assert!(town.house.run(&["show", &id]).err.contains("det finns inget dokument"));
}

#[test]
fn what_is_too_old_to_keep_goes_once() {
    let site = Site::start();
    let dated = |number: usize, date: &str| {
        let link = site.url(&format!("/{number}"));
        format!(
            "<item><title>Nytt {number}</title><link>{link}</link><guid>id-{number}</guid>{date}<description>Text {number}</description></item>"
        )
    };
    let all = |news: &str| {
        [
            dated(1, "<pubDate>Thu, 19 Nov 2026 08:00:00 +0100</pubDate>"),
            dated(2, "<pubDate>Mon, 02 Nov 2026 08:00:00 +0100</pubDate>"),
            dated(3, ""),
            news.to_owned(),
        ]
        .concat()
    };
    site.rss(FEED, &all(""));
    let mut house = House::with_feeds(&site, &[("ekvik", FEED)], "keep = \"10 days\"");
    assert_eq!(house.json(&["crawl"])["new_documents"], 2, "an old entry does not come in");

    // A source that is not read any more keeps nothing longer.
    let sources = std::fs::read_to_string(house.path("sources.toml")).unwrap();
    house.write("resting.jsonl", &["19", "02"].map(|day| format!("{{\"id\": \"r{day}\", \"source\": \"resting\", \"title\": \"Vilande\", \"published\": \"2026-11-{day}T08:00:00Z\"}}\n")).concat());
    let resting = "\n[[source]]\nid = \"resting\"\nname = \"Vilande\"\nurl = \"https://vilande.example/rss\"\nkind = \"feed\"\nenabled = false\nreason = \"nedlagd\"\nkeep = \"10 days\"\n";
    house.write("sources.toml", &format!("{sources}{resting}"));
    house.well(&["import", "resting.jsonl"]);
    assert_eq!(house.titles("vilande").len(), 2);
    house.well(&["crawl", "--all"]);
    assert_eq!(house.titles("vilande").len(), 1);

    // Twelve days later both have become old; the feed has them still.
    house.at("2026-12-03T07:00:00Z");
    let news = dated(4, "<pubDate>Wed, 02 Dec 2026 08:00:00 +0100</pubDate>");
    site.rss(FEED, &all(&news));
    assert_eq!(house.json(&["crawl", "--all"])["new_documents"], 1);
    assert_eq!(house.documents().len(), 1);
    assert_eq!(house.titles("nytt"), ["Nytt 4"], "the index hears of it as well");
    for day in [4, 5] {
        house.at(&format!("2026-12-0{day}T07:00:00Z"));
        site.rss(FEED, &all(&news).replace("Text", &format!("Text {day}")));
        let report = house.json(&["crawl", "--all"]);
        assert_eq!(report["new_documents"], 0, "nothing old is new again: {report}");
        assert_eq!(house.documents().len(), 1);
    }
}
