//! What was collected is found again in Swedish: inflected forms, å, ä and ö, operators and fields
//! with their Swedish names, and in every form of output; and it can be taken elsewhere and back.

use serde_json::Value;

use crate::house::House;
use crate::site::{Answer, Site};

const SOURCES: &str = r#"
[network]
name = "Prov"
contact = "prov@example.org"
members = ["Ekvik"]

[[source]]
id = "ekvik"
name = "Ekviks kommun"
url = "https://ekvik.example/rss"
country = "SE"
place = "Ekvik"
enabled = false

[[source]]
id = "granby"
name = "Granby stad"
url = "https://granby.example/rss"
country = "SE"
enabled = false

[[source]]
id = "bogense"
name = "Bogense kommune"
url = "https://bogense.example/rss"
country = "DK"
language = "da"
enabled = false
"#;

const DOCUMENTS: [&str; 8] = [
    r#"{"id":"korg","source":"ekvik","url":"https://ekvik.example/korg","title":"Smarta papperskorgar i parken","text":"De nya papperskorgarna larmar när de är fulla. Varje papperskorg har en sensor.","language":"sv","published":"2026-11-10T08:00:00Z"}"#,
    r#"{"id":"data","source":"ekvik","url":"https://www.ekvik.example/data","title":"Gemensam plattform","text":"Kommunernas öppna data samlas på ett ställe.","language":"sv","published":"2026-10-01T08:00:00Z"}"#,
    r#"{"id":"ljus","source":"granby","url":"https://granby.example/ljus","title":"Smart gatubelysning vid älven","text":"Belysningen dimras när ingen är ute. Åkarna på ön är nöjda.","language":"sv","published":"2026-09-15T08:00:00Z"}"#,
    r#"{"id":"isar","source":"granby","url":"https://granby.example/is","title":"Öringens väg förbi kraftverket","text":"Två kommuner bygger en fiskväg.","language":"sv","published":"2026-11-20T08:00:00Z"}"#,
    r#"{"id":"skrald","source":"bogense","url":"https://bogense.example/skrald","title":"Intelligente skraldespande","text":"Kommunens skraldespande melder selv, hvornår de skal tømmes.","language":"da","published":"2026-11-01T08:00:00Z"}"#,
    r#"{"id":"bins","source":"bogense","url":"https://bogense.example/bins","title":"Smart waste bins in the park","text":"The bins report how full they are.","language":"en","published":"2026-11-02T08:00:00Z"}"#,
    r#"{"id":"formel","source":"granby","url":"https://granby.example/f","title":"=HYPERLINK(\"http://ond.example\";\"Klicka\")","text":"Kalkylark, med \"citat\"; och semikolon.","language":"sv","published":"2026-11-03T08:00:00Z"}"#,
    r#"{"id":"lank","source":"granby","title":"[Klicka](http://ond.example) <b>här</b>","text":"Utan adress men med *stjärnor* i kalkylark.","language":"sv","published":"2026-11-04T08:00:00Z"}"#,
];

/// A house that knows its sources and has taken in the documents.
fn house() -> House {
    let house = House::new();
    house.write("sources.toml", SOURCES);
    house.write("in.jsonl", &DOCUMENTS.join("\n"));
    house.well(&["crawl"]);
    let said = house.well(&["import", "in.jsonl"]);
    assert!(said.out.starts_with("8 rader: 8 nya"), "{said:?}");
    house
}

fn ids(answer: &Value) -> Vec<&str> {
    answer["hits"].as_array().unwrap().iter().map(|hit| hit["id"].as_str().unwrap()).collect()
}

/// The ids of the hits that have all words, in the order of the alphabet.
fn found(house: &House, query: &str) -> String {
    let answer = house.json(&["search", query, "--limit", "100"]);
    let hits = answer["hits"].as_array().unwrap().iter();
    let whole = hits.filter(|hit| hit["missing"].as_array().unwrap().is_empty());
    let mut ids: Vec<&str> = whole.map(|hit| hit["id"].as_str().unwrap()).collect();
    ids.sort_unstable();
    ids.join(" ")
}

#[test]
fn words_are_found_in_all_their_forms() {
    let house = house();
    for (query, expected) in [
        ("papperskorg", "korg"),
        ("papperskorgar", "korg"),
        ("papperskorgarna", "korg"),
        ("papperskorgarnas", "korg"),
        ("PAPPERSKORGEN", "korg"),
        ("kommun", "data isar skrald"),
        ("kommunernas", "data isar skrald"),
        ("älv", "ljus"),
        ("ÄLVEN", "ljus"),
        ("a\u{308}lven", "ljus"),
        ("åkarnas", "ljus"),
        ("öring", "isar"),
        ("skraldespand", "skrald"),
        ("bin", "bins"),
        ("finnsinte", ""),
    ] {
        assert_eq!(found(&house, query), expected, "{query}");
    }
}

#[test]
fn operators_do_what_they_say() {
    let house = house();
    for (query, expected) in [
        ("smart -belysning -gatubelysning", "bins korg"),
        ("+smart +park", "bins korg"),
        ("papperskorg OR skraldespand", "korg skrald"),
        ("papperskorg ELLER belysning", "korg ljus"),
        ("(papperskorg OR belysning) -älven", "korg"),
        ("\"nya papperskorgarna\"", "korg"),
        ("\"papperskorgarna nya\"", ""),
        ("”nya papperskorgarna”", "korg"),
        ("=papperskorg", "korg"),
        ("=papperskorgens", ""),
        ("-smart -kommun -kalkylark", ""),
    ] {
        assert_eq!(found(&house, query), expected, "{query}");
    }
}

#[test]
fn fields_have_swedish_names() {
    let house = house();
    for (query, expected) in [
        ("källa:ekvik", "data korg"),
        ("kalla:ekvik,bogense", "bins data korg skrald"),
        ("webbplats:ekvik.example", "data korg"),
        ("språk:danska", "skrald"),
        ("språk:engelska", "bins"),
        ("land:dk", "bins skrald"),
        ("land:danmark smart", "bins"),
        ("land:norden -land:sverige", "bins skrald"),
        ("grupp:nordic", "bins skrald"),
        ("grupp:nätverket", "data korg"),
        ("nätverk:ja", "data korg"),
        ("nätverk:nej land:se", "formel isar lank ljus"),
        ("efter:2026-11-05", "isar korg"),
        ("före:2026-10-15", "data ljus"),
        ("efter:2026-10 före:2026-11", "data"),
        ("före:2020", ""),
        ("efter:2030", ""),
        ("senaste:7d", "isar"),
        ("senaste:2v land:se", "isar korg"),
        ("-källa:granby -land:dk", "data korg"),
    ] {
        assert_eq!(found(&house, query), expected, "{query}");
    }
}

#[test]
fn what_has_all_words_comes_first_and_the_rest_below_a_line() {
    let house = house();
    let answer = house.json(&["search", "smarta papperskorgar älven"]);
    assert_eq!(answer["total"], 0);
    let answer = house.json(&["search", "smarta papperskorgar"]);
    assert_eq!(ids(&answer)[0], "korg");
    assert_eq!(answer["total"], 3, "Danish and English bins are the same thing: {answer}");
    let answer = house.json(&["search", "--no-expand", "smarta papperskorgar"]);
    assert_eq!((&answer["total"], &ids(&answer)[0]), (&1.into(), &"korg"));
    assert_eq!(answer["partial_total"], 2, "{answer}");
    let below = &answer["hits"][1];
    assert_eq!(below["missing"], serde_json::json!(["papperskorgar"]));

    let told = house.well(&["search", "--no-expand", "smarta papperskorgar"]).out;
    let line = told.find("── Träffar utan papperskorgar ──").unwrap();
    assert!(told.find("Smarta papperskorgar i parken").unwrap() < line, "{told}");
    assert!(told.find("Smart gatubelysning").unwrap() > line, "{told}");
    assert!(told.starts_with("Tolkat som: helst alla orden smarta, papperskorgar\n1 träff"));
}

#[test]
fn newest_first_when_asked_for_and_page_by_page() {
    let house = house();
    let answer = house.json(&["search", "land:se", "--sort", "date", "--limit", "3"]);
    assert_eq!(ids(&answer), ["isar", "korg", "lank"]);
    assert_eq!(answer["total"], 6);
    let arguments = ["search", "land:se", "--sort", "date", "--limit", "3", "--offset", "3"];
    assert_eq!(ids(&house.json(&arguments)), ["formel", "data", "ljus"]);
    let told = house.well(&["search", "land:se", "--limit", "3"]).out;
    assert!(told.contains("fortsätt med `--offset 3`"), "{told}");
}

#[test]
fn facets_count_what_can_be_narrowed() {
    let house = house();
    let answer = house.json(&["search", "land:norden", "--facets"]);
    let count = |field: &str, value: &str| {
        let facets = answer["facets"].as_array().unwrap();
        let facet = facets.iter().find(|facet| facet["field"] == field).unwrap();
        let values = facet["values"].as_array().unwrap();
        values.iter().find(|found| found["value"] == value).unwrap()["count"].clone()
    };
    assert_eq!(count("source", "granby"), 4);
    assert_eq!(count("group", "network"), 2);
    assert_eq!(count("lang", "sv"), 6);
    assert_eq!(count("country", "DK"), 2);
    assert_eq!(count("month", "2026-11"), 6);
    let told = house.well(&["search", "land:norden", "--facets"]).out;
    for heading in ["Källa: ", "Grupp: ", "Språk: ", "Land: ", "Månad: "] {
        assert!(told.contains(heading), "{told}");
    }
}

#[test]
fn a_hit_says_all_that_a_program_needs() {
    let house = house();
    let answer = house.json(&["search", "papperskorgar"]);
    assert_eq!(answer["query"], "papperskorgar");
    assert_eq!(answer["understood"], "Tolkat som: ordet papperskorgar");
    let hit = &answer["hits"][0];
    for (name, value) in [
        ("id", "korg"),
        ("title", "Smarta papperskorgar i parken"),
        ("url", "https://ekvik.example/korg"),
        ("source", "ekvik"),
        ("source_name", "Ekviks kommun"),
        ("site", "ekvik.example"),
        ("group", "network"),
        ("country", "SE"),
        ("language", "sv"),
        ("date", "2026-11-10T08:00:00Z"),
    ] {
        assert_eq!(hit[name], value, "{name}");
    }
    assert!(hit["score"].as_f64().unwrap() > 0.0);
    let marked = |text: &Value, ranges: &Value| -> Vec<String> {
        let place =
            |range: &Value, end: usize| usize::try_from(range[end].as_u64().unwrap()).unwrap();
        let ranges = ranges.as_array().unwrap().iter();
        ranges
            .map(|range| text.as_str().unwrap()[place(range, 0)..place(range, 1)].to_owned())
            .collect()
    };
    let snippet = &hit["snippet"];
    assert_eq!(
        marked(&snippet["text"], &snippet["highlights"]),
        ["papperskorgarna", "papperskorg"]
    );
    assert_eq!(marked(&hit["title"], &hit["title_highlights"]), ["papperskorgar"]);
}

#[test]
fn a_spreadsheet_and_a_memo_take_the_hits_as_they_are() {
    let house = house();
    for (language, separator) in [("sv", ';'), ("en", ',')] {
        let csv = house.well(&["search", "kalkylark", "--csv", "--language", language]).out;
        assert_eq!(csv.matches("\r\n").count(), 3, "{csv}");
        let cell = "\"'=HYPERLINK(\"\"http://ond.example\"\";\"\"Klicka\"\")\"";
        assert!(csv.contains(&format!("{separator}{cell}{separator}")), "{csv}");
        for row in csv.replace(cell, "").split("\r\n") {
            let begins = |cell: &str| cell.starts_with(['=', '+', '-', '@']);
            assert!(!row.split(separator).any(begins), "{row}");
        }
    }

    let memo = house.well(&["search", "papperskorgar", "--md"]).out;
    let line = "- [Smarta papperskorgar i parken](<https://ekvik.example/korg>) – Ekviks kommun";
    assert!(memo.contains(line), "{memo}");
    let memo = house.well(&["search", "stjärnor", "--md"]).out;
    assert!(memo.contains("\\[Klicka\\](http://ond.example) \\<b\\>här\\</b\\>"), "{memo}");
}

#[test]
fn what_goes_out_comes_in_again_the_same() {
    let house = house();
    let exported = house.well(&["export"]).out;
    house.well(&["export", "--output", "ut.jsonl"]);
    assert_eq!(std::fs::read_to_string(house.path("ut.jsonl")).unwrap(), exported);

    let other = House::new();
    other.write("sources.toml", SOURCES);
    other.write("in.jsonl", &exported);
    other.well(&["import", "in.jsonl"]);
    assert_eq!(other.documents(), house.documents());
    assert_eq!(found(&other, "papperskorg"), "korg");
    // The facts of the sources reach documents that were there before them.
    other.well(&["crawl"]);
    assert_eq!(found(&other, "nätverk:ja"), "data korg");
    assert_eq!(found(&other, "land:danmark"), "bins skrald");

    let said = other.well(&["import", "in.jsonl"]);
    assert!(said.out.contains("0 nya, 0 ändrade, 8 oförändrade"), "{said:?}");
    let one = other.well(&["export", "--source", "ekvik"]).out;
    assert_eq!(one.lines().count(), 2);
}

#[test]
fn lines_that_cannot_be_read_cost_only_themselves() {
    let house = house();
    house.write(
        "bad.jsonl",
        "{\"id\":\"ny\",\"source\":\"ekvik\",\"title\":\"Hamnbad\"}\ninte json\n",
    );
    let said = house.run(&["import", "bad.jsonl"]);
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(said.err.contains("rad 2: "), "{said:?}");
    assert_eq!(found(&house, "hamnbad"), "ny");
    house.write("worse.jsonl", "inte json\n");
    assert_eq!(house.run(&["import", "worse.jsonl"]).code, Some(65));
}

#[test]
fn a_crawl_after_an_import_finds_nothing_new() {
    let site = Site::start();
    site.feed("/feed.xml", &[("Gröna tak", "/tak", "Ingress."), ("Ny park", "/park", "Ingress.")]);
    for path in ["/tak", "/park"] {
        let paragraph = "<p>Kommunen bygger tillsammans med föreningarna under hela året.</p>";
        let page = format!("<html><body><article>{}</article></body></html>", paragraph.repeat(4));
        site.answer(path, Answer::new(200, "text/html", page));
    }
    for more in ["", "full_text = true"] {
        let first = House::with_feeds(&site, &[("ekvik", "/feed.xml")], more);
        first.well(&["crawl"]);
        let second = House::with_feeds(&site, &[("ekvik", "/feed.xml")], more);
        second.write("in.jsonl", &first.well(&["export"]).out);
        second.well(&["import", "in.jsonl"]);
        let report = second.json(&["crawl"]);
        assert_eq!(report["new_documents"], 0, "{more}");
        assert_eq!(report["revised_documents"], 0, "{more}");
        assert_eq!(second.documents(), first.documents(), "{more}");
    }
}
