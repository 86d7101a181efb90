//! A register is read record by record: each becomes a document with what it states, all of its
//! pages are read, a change is a revision, and nothing that goes wrong takes anything away.

use serde_json::Value;

use crate::house::House;
use crate::site::{Answer, Site};

const PATH: &str = "/projekt.json";
const KIND: &str = "kind = \"register\"\nevery = \"1h\"\n";

fn json(body: &str) -> Answer {
    Answer::new(200, "application/json; charset=utf-8", body)
}

/// Records with the numbers from … to …, as JSON objects.
fn records(numbers: std::ops::Range<u32>) -> String {
    let record =
        |n: u32| format!("{{\"id\":{n},\"title\":\"Projekt {n}\",\"description\":\"Om {n}\"}}");
    numbers.map(record).collect::<Vec<_>>().join(",")
}

fn house(site: &Site, path: &str, table: &str) -> House {
    House::with_source(site, path, &format!("{KIND}{table}"))
}

fn first(report: &Value) -> &Value {
    &report["sources"][0]
}

fn counts(report: &Value) -> (u64, u64) {
    let number = |name: &str| report[name].as_u64().unwrap();
    (number("new_documents"), number("revised_documents"))
}

#[test]
fn a_record_becomes_a_document_with_what_it_states() {
    let site = Site::start();
    let body = |status: &str| {
        format!(
            "{{\"meta\":{{\"total\":1}},\"data\":{{\"projects\":[{{\"nr\":\"P-1\",\"namn\":\
             \"Smart belysning\",\"om\":\"<p>Lampor som tänks när n&aring;gon kommer.</p>\",\
             \"status\":\"{status}\",\"budget\":\"49 mkr\",\"sista\":\"2027-01-31\",\
             \"delt\":[{{\"n\":\"Ekvik Energi\"}},{{\"n\":\"KTH\"}}]}}]}}}}"
        )
    };
    site.answer(PATH, json(&body("pilot")).header("ETag", "\"1\""));
    let table = "[source.json]\nitems = \"data.projects\"\nid = \"nr\"\ntitle = \"namn\"\n\
        text = \"om\"\nurl = \"/projekt/{nr}\"\ndeadline = \"sista\"\npartners = \"delt[*].n\"\n";
    let mut house = house(&site, PATH, table);
    assert_eq!(counts(&house.json(&["crawl"])), (1, 0));
    let documents = house.documents();
    let document = &documents[0];
    assert_eq!(document["title"], "Smart belysning");
    assert_eq!(document["url"], site.url("/projekt/P-1"));
    assert_eq!(document["entry_id"], "P-1");
    assert_eq!(
        document["facts"],
        serde_json::json!({
            "status": "pilot", "budget": "49 mkr", "deadline": "2027-01-31",
            "partners": "Ekvik Energi, KTH",
        })
    );
    let text = document["text"].as_str().unwrap();
    assert!(text.starts_with("Lampor som tänks när någon kommer.\n\nLäge: pilot\n"), "{text}");
    assert_eq!(house.titles("\"ekvik energi\""), ["Smart belysning"]);
    let id = document["id"].as_str().unwrap();
    let shown = house.well(&["show", id]).out;
    assert!(shown.contains("Sista ansökningsdag 2027-01-31"), "{shown}");
    assert_eq!(house.json(&["show", id])["facts"]["status"], "pilot");

    house.at("2026-11-21T09:00:00Z");
    assert_eq!(first(&house.json(&["crawl"]))["outcome"], "unchanged");
    assert_eq!(site.requests_for(PATH)[1].headers["if-none-match"], "\"1\"");

    site.answer(PATH, json(&body("skala upp")).header("ETag", "\"2\""));
    house.at("2026-11-21T12:00:00Z");
    assert_eq!(counts(&house.json(&["crawl"])), (0, 1), "a new status is a new version");
    assert_eq!(house.documents()[0]["facts"]["status"], "skala upp");
    // What goes out comes in again.
    let exported = house.well(&["export"]).out;
    house.write("documents.jsonl", &exported);
    house.well(&["import", "documents.jsonl"]);
    assert_eq!(house.documents()[0]["facts"]["budget"], "49 mkr");
}

#[test]
fn all_pages_are_read_however_they_follow_each_other() {
    let pages = [records(0..3), records(3..6), records(6..7)];
    let body = |page: usize| format!("{{\"items\":[{}]}}", pages[page]);
    let past_the_end = || Answer::new(400, "application/json", "{\"code\":\"no_such_page\"}");

    let site = Site::start();
    for (page, number) in [(0, 1), (1, 2), (2, 3)] {
        site.answer(&format!("/p?page={number}"), json(&body(page)));
    }
    site.answer("/p?page=4", past_the_end());
    let numbered = house(&site, "/p?page={page}", "[source.json]\nitems = \"items\"\n");
    let report = numbered.json(&["crawl"]);
    assert_eq!((counts(&report), first(&report)["outcome"].as_str()), ((7, 0), Some("changed")));
    let asked = ["/robots.txt", "/p?page=1", "/p?page=2", "/p?page=3", "/p?page=4"];
    assert_eq!(site.paths(), asked);

    let site = Site::start();
    for (page, offset) in [(0, ""), (1, "&start=3"), (2, "&start=6")] {
        site.answer(&format!("/o?n=3{offset}"), json(&body(page)));
    }
    let table = "[source.json]\npaging = \"offset\"\nparameter = \"start\"\nlimit = 3\n";
    assert_eq!(counts(&house(&site, "/o?n=3", table).json(&["crawl"])), (7, 0));
    assert_eq!(site.paths().len(), 4, "a page that is not full is the last");

    let site = Site::start();
    let with_next = |page: usize, next: &str| {
        format!("{{\"items\":[{}],\"meta\":{{\"next\":{next}}}}}", pages[page])
    };
    site.answer("/c", json(&with_next(0, "\"a/b\"")));
    site.answer("/c?token=a%2Fb", json(&with_next(1, "\"/c3\"")));
    site.answer("/c3", json(&with_next(2, "null")));
    let table = "[source.json]\nitems = \"items\"\ncursor = \"meta.next\"\nparameter = \"token\"\n";
    assert_eq!(counts(&house(&site, "/c", table).json(&["crawl"])), (7, 0));

    let site = Site::start();
    let link = |page: &str| format!("<{}>; rel=\"next\"", site.url(page));
    site.answer("/l", json(&format!("[{}]", pages[0])).header("Link", &link("/l2")));
    site.answer("/l2", json(&format!("[{}]", pages[1])).header("Link", &link("/l3")));
    site.answer("/l3", json(&format!("[{}]", pages[2])).header("Link", &link("/l")));
    let linked = house(&site, "/l", "");
    let report = linked.json(&["crawl"]);
    assert_eq!(counts(&report), (7, 0));
    assert!(first(&report)["warnings"].to_string().contains("read already"), "{report}");
}

#[test]
fn a_search_is_posted_and_goes_nowhere_else() {
    let site = Site::start();
    site.answer("/search", json(&format!("{{\"notices\":[{}]}}", records(0..2))));
    let table = "[source.json]\nitems = \"notices\"\nmethod = \"post\"\npaging = \"page\"\n\
        limit = 2\nmax_pages = 1\nbody = '{\"q\": \"PD>={since:%Y%m%d}\", \"page\": {page}, \"limit\": {limit}}'\n\
        since_start = \"2026-01-31\"\n";
    let posted = house(&site, "/search", table);
    assert_eq!(counts(&posted.json(&["crawl"])), (2, 0));
    let request = site.requests_for("/search").pop().unwrap();
    assert_eq!(request.method, "POST");
    assert_eq!(request.headers["content-type"], "application/json");
    assert_eq!(request.body, "{\"q\": \"PD>=20260131\", \"page\": 1, \"limit\": 2}");

    let (site, other) = (Site::start(), Site::start());
    let moved = Answer::new(307, "text/plain", "").header("Location", &other.url("/search"));
    site.answer("/search", moved);
    let house = house(&site, "/search", table);
    house.allow(&[&site.network(), &other.network()]);
    let report = house.json(&["crawl"]);
    assert_eq!(first(&report)["failure"]["class"], "redirect", "{report}");
    assert_eq!(other.paths(), [""; 0], "what is posted stays at its origin");
}

#[test]
fn what_was_changed_since_is_asked_for() {
    let site = Site::start();
    let path = |day: &str| format!("/api/projekt/{day}");
    site.answer(&path("2026-01-31"), json(&format!("[{}]", records(0..3))));
    site.answer(&path("2026-11-19"), json(&format!("[{}]", records(2..4))));
    let table = "[source.json]\nsince_start = \"2026-01-31\"\n";
    let mut house = house(&site, "/api/projekt/{YYYY-MM-DD}", table);
    assert_eq!(counts(&house.json(&["crawl"])), (3, 0));
    house.at("2026-11-22T08:00:00Z");
    assert_eq!(counts(&house.json(&["crawl"])), (1, 0), "{:?}", site.paths());
    assert_eq!(house.documents().len(), 4);
}

#[test]
fn what_breaks_in_the_middle_takes_nothing_away() {
    let site = Site::start();
    let page = |numbers| format!("[{}]", records(numbers));
    site.answer("/p?page=1", json(&page(0..3)));
    site.answer("/p?page=2", json(&page(3..6)).cut_off());
    let mut house = house(&site, "/p?page={page}", "");
    let report = house.json(&["crawl"]);
    assert_eq!(counts(&report), (3, 0), "the whole pages are kept");
    assert_eq!(first(&report)["failure"]["class"], "truncated", "{report}");

    let broken = format!("[{},{{\"id\":5,\"ti", records(3..5));
    site.answer("/p?page=2", json(&broken));
    house.at("2026-11-21T12:00:00Z");
    let report = house.json(&["crawl"]);
    assert_eq!(counts(&report), (2, 0), "and the whole records of a broken one");
    assert_eq!(first(&report)["failure"]["class"], "truncated", "{report}");

    site.answer("/p?page=2", json(&page(3..6)));
    site.answer("/p?page=3", json("[]"));
    house.at("2026-11-21T18:00:00Z");
    let report = house.json(&["crawl"]);
    assert_eq!((counts(&report), &first(&report)["failure"]), ((1, 0), &Value::Null));

    for (hour, answer) in [
        (9, Answer::new(500, "text/plain", "")),
        (13, Answer::new(200, "text/html", "<html><title>Underhåll</title><body>")),
        (17, json("[]")),
    ] {
        site.answer("/p?page=1", answer);
        house.at(&format!("2026-11-22T{hour:02}:00:00Z"));
        house.run(&["crawl"]);
        assert_eq!(house.documents().len(), 6);
    }
}

#[test]
fn of_one_that_breaks_off_the_whole_records_are_kept() {
    let site = Site::start();
    site.answer(PATH, json(&format!("[{},{{\"id\":9,\"ti", records(0..2))));
    let mut house = house(&site, PATH, "");
    let report = house.json(&["crawl"]);
    assert_eq!(counts(&report), (2, 0), "{report}");
    assert_eq!(first(&report)["failure"]["class"], "truncated");
    site.answer(PATH, json(&format!("[{}]", records(0..3))));
    house.at("2026-11-21T12:00:00Z");
    let report = house.json(&["crawl"]);
    assert_eq!((counts(&report), &first(&report)["failure"]), ((1, 0), &Value::Null));
}

#[test]
fn fifty_pages_are_read_in_a_run_and_the_next_one_goes_on_behind_them() {
    let site = Site::start();
    for page in 1..=60 {
        site.answer(&format!("/p?page={page}"), json(&format!("[{}]", records(page..page + 1))));
    }
    let table = "[source.json]\nmax_pages = 100\n";
    let mut house = house(&site, "/p?page={page}", table);
    let report = house.json(&["crawl"]);
    assert_eq!(counts(&report), (50, 0));
    assert!(first(&report)["warnings"].to_string().contains("the next run goes on"), "{report}");
    site.forget_requests();
    house.at("2026-11-21T07:15:00Z");
    assert_eq!(counts(&house.json(&["crawl"])), (10, 0), "it comes soon");
    assert_eq!(site.paths().iter().filter(|path| path.starts_with("/p")).count(), 11);
    assert!(site.requests_for("/p?page=50").is_empty());
    site.forget_requests();
    house.at("2026-11-21T10:00:00Z");
    house.json(&["crawl"]);
    assert_eq!(site.requests_for("/p?page=1").len(), 1, "then it begins anew");
}

#[test]
fn a_large_table_goes_through_in_pieces() {
    const ROWS: u32 = 5_000;
    let site = Site::start();
    let table = |budget: &str| {
        let row = |n: u32| format!("{n};Projekt nummer {n};Om saken {n};{budget}\r\n");
        let last = format!("{ROWS};Projekt nummer {ROWS};Sist;1\r\n");
        let rows: String = (0..ROWS - 1).map(row).collect();
        format!("\u{feff}Nr;Titel;Beskrivning;Budget\r\n{rows}{last}")
    };
    let csv = |text: String| Answer::new(200, "text/csv", text);
    site.answer("/data.csv", csv(table("7")));
    let mut house = house(&site, "/data.csv", "[source.csv]\n");
    let report = house.json(&["crawl"]);
    assert_eq!((counts(&report), &first(&report)["entries"]), ((5_000, 0), &5_000.into()));
    assert_eq!(house.titles("+\"nummer 4711\""), ["Projekt nummer 4711"]);
    house.at("2026-11-21T09:00:00Z");
    assert_eq!(first(&house.json(&["crawl"]))["outcome"], "unchanged");
    site.answer("/data.csv", csv(table("8")));
    house.at("2026-11-21T12:00:00Z");
    assert_eq!(counts(&house.json(&["crawl"])), (0, 4_999));
    let history = house.json(&["sources", "show", "ekvik"]).to_string();
    assert!(history.contains("\"revised_documents\":4999"), "{history}");
}

#[test]
fn what_is_wrong_is_said_in_a_sentence() {
    let site = Site::start();
    site.answer(PATH, json(&format!("{{\"results\":[{}],\"meta\":{{\"n\":2}}}}", records(0..2))));
    let mapped = house(&site, PATH, "[source.json]\nitems = \"data.projects\"\n");
    let said = mapped.run(&["sources", "test", "ekvik"]);
    let sentence = "Det finns inget på `data.projects`; svaret har: `results` (2), `meta`";
    assert!(said.out.contains(sentence), "{}", said.out);
    let said = mapped.run(&["sources", "test", "ekvik", "--language", "en"]);
    let sentence = "Nothing at `data.projects`; the answer has: `results` (2), `meta`";
    assert!(said.out.contains(sentence), "{}", said.out);
    assert_eq!(said.code, Some(65));

    site.answer(PATH, Answer::new(200, "text/html", "<html><title>Ny webbplats</title><body>Hej"));
    let report = mapped.json(&["crawl"]);
    let message = first(&report)["failure"]["message"].as_str().unwrap();
    assert!(message.contains("not a register but an HTML page with the title `Ny webbplats`"));
}

#[test]
fn a_mapping_can_be_tried() {
    let site = Site::start();
    site.answer(PATH, json(&format!("{{\"results\":[{}]}}", records(0..30))));
    let house = house(&site, PATH, "[source.json]\ndeadline = \"closes\"\n");
    let said = house.well(&["sources", "test", "ekvik"]).out;
    for part in [
        "Register i JSON med 30 poster",
        "Posterna hittades i `results`",
        "1. Projekt 0",
        "id            0",
        "Tomma i alla poster: `url`, `date`, `deadline`",
        "Fält i den första posten: `description`, `id`, `title`",
    ] {
        assert!(said.contains(part), "{part} is not in {said}");
    }
    let tried = house.json(&["sources", "test", "ekvik"]);
    assert_eq!(tried["register"]["records"], 30);
    assert_eq!(tried["register"]["first"][0]["title"], "Projekt 0");
    assert_eq!(tried["register"]["filled"]["id"], 30);
    assert!(!house.path("data").join("utkik.db").exists(), "nothing is stored");
}
