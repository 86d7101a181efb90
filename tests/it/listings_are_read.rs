//! A page that lists articles is read with the selectors that its source names: each article once,
//! with headline, link, date and lead; politely, as a feed is; and nothing on it leads astray.

use serde_json::Value;

use crate::house::House;
use crate::site::{Answer, Site};

const LIST: &str = "/nyheter";
const KIND: &str = "kind = \"listing\"\nevery = \"1h\"\n";
const TABLE: &str = "[source.listing]\nitem = \"ul.news > li\"\nsummary = \"p\"\n";

/// An article in the list: path, headline, day of November, lead.
type Item<'a> = (&'a str, &'a str, u8, &'a str);

fn list(items: &[Item<'_>], head: &str) -> Answer {
    let item = |(path, title, day, lead): &Item<'_>| {
        format!(
            "<li><h3><a href=\"{path}\">{title}</a></h3>\
             <time datetime=\"2026-11-{day:02}\">{day} nov</time><p>{lead}</p></li>"
        )
    };
    let items: String = items.iter().map(item).collect();
    let page = format!(
        "<!doctype html><html lang=sv><head><title>Nyheter</title>{head}</head><body>\
         <nav><ul><li><a href=\"/om\">Om oss</a></li></ul></nav><ul class=\"news\">{items}</ul>\
         <a rel=next href=\"/nyheter?sida=2\">Fler</a></body></html>"
    );
    Answer::new(200, "text/html; charset=utf-8", page)
}

const TWO: [Item<'_>; 2] = [
    ("/n/tak", "Gröna tak", 20, "Kommunen bygger gröna tak."),
    ("n/bro?id=7", "Ny bro", 19, "Bron öppnar i vår."),
];

fn house(site: &Site) -> House {
    House::with_source(site, LIST, &format!("{KIND}{TABLE}"))
}

fn first(report: &Value) -> &Value {
    &report["sources"][0]
}

#[test]
fn each_article_becomes_a_document_once() {
    let site = Site::start();
    site.answer(LIST, list(&TWO, "").header("ETag", "\"1\""));
    let mut house = house(&site);
    assert_eq!(house.json(&["crawl"])["new_documents"], 2);
    let documents = house.documents();
    let tak = documents.iter().find(|document| document["title"] == "Gröna tak").unwrap();
    assert_eq!(tak["url"], site.url("/n/tak"));
    assert_eq!(tak["summary"], "Kommunen bygger gröna tak.");
    assert!(tak["published"].as_str().unwrap().starts_with("2026-11-20T00:00:00"), "{tak}");
    assert_eq!(house.titles("+bron"), ["Ny bro"]);
    assert_eq!(site.paths(), ["/robots.txt", LIST], "the list is all that is asked for");

    house.at("2026-11-21T09:00:00Z");
    let report = house.json(&["crawl"]);
    assert_eq!(first(&report)["outcome"], "unchanged");
    assert_eq!(site.requests_for(LIST)[1].headers["if-none-match"], "\"1\"");

    let three = [("/n/bad", "Nytt bad", 21, "Badet är klart."), TWO[0], TWO[1]];
    site.answer(LIST, list(&three, "").header("ETag", "\"2\""));
    house.at("2026-11-21T12:00:00Z");
    let report = house.json(&["crawl"]);
    assert_eq!((&report["new_documents"], &report["revised_documents"]), (&1.into(), &0.into()));
}

#[test]
fn where_full_texts_are_asked_for_the_pages_are_read() {
    let site = Site::start();
    site.answer(LIST, list(&TWO, ""));
    let text = "<p>Sedumväxter binder regnvatten och svalkar staden under varma somrar.</p>";
    let page =
        format!("<html><body><main><h1>Gröna tak</h1>{}</main></body></html>", text.repeat(4));
    site.answer("/n/tak", Answer::new(200, "text/html", page));
    let house = House::with_source(&site, LIST, &format!("{KIND}full_text = true\n{TABLE}"));
    let report = house.json(&["crawl"]);
    assert_eq!((&report["pages_read"], &report["pages_failed"]), (&1.into(), &1.into()));
    assert_eq!(house.titles("+sedumväxter"), ["Gröna tak"]);
    assert_eq!(house.titles("+bron"), ["Ny bro"], "the list's own text stands");
}

#[test]
fn a_list_that_is_suddenly_not_found_is_a_failure_that_costs_nothing() {
    let site = Site::start();
    site.answer(LIST, list(&TWO, "").header("ETag", "\"whole\""));
    let mut house = house(&site);
    house.well(&["crawl"]);
    let before = house.documents();
    let renamed =
        "<html><title>Ny webbplats</title><div class=card><a href=/n/tak>Gröna tak</a></div>";
    for (hour, body, class, said) in [
        (9, renamed, "parse:selector", "Listan finns inte på sidan där den ska läsas"),
        (11, "<html><input type=\"password\">", "parse:login", "Svaret är en inloggningssida"),
    ] {
        site.answer(LIST, Answer::new(200, "text/html", body).header("ETag", "\"new\""));
        house.at(&format!("2026-11-21T{hour:02}:00:00Z"));
        let report = house.json(&["crawl", "--all"]);
        let source = first(&report);
        let message = source["failure"]["message"].as_str().unwrap();
        assert!(message.contains("ul.news > li"), "{message}");
        let row = house.source("ekvik");
        assert_eq!((&row["health"], &row["error_class"]), (&"failing".into(), &class.into()));
        let sentence = row["sentence"].as_str().unwrap();
        assert!(sentence.contains(said), "{sentence}");
        assert!(sentence.contains("Det som redan är insamlat finns kvar."), "{sentence}");
        assert_eq!(house.documents(), before);
        assert_eq!(site.requests_for(LIST).pop().unwrap().headers["if-none-match"], "\"whole\"");
    }
    site.answer(LIST, list(&TWO, ""));
    house.at("2026-11-21T13:00:00Z");
    let report = house.json(&["crawl", "--all"]);
    assert_eq!((&report["new_documents"], &report["revised_documents"]), (&0.into(), &0.into()));
    assert_eq!(house.source("ekvik")["health"], "unchanged");
}

#[test]
fn where_the_list_has_moved_on_the_page_the_sentence_says_how_to_read_it() {
    let site = Site::start();
    site.answer(LIST, list(&TWO, ""));
    let mut house = house(&site);
    house.well(&["crawl"]);
    let card = |number: u8| {
        format!(
            "<div class=\"teaser\"><h3><a href=\"/n/{number}\">Nyhet nummer {number} om staden</a>\
             </h3><span class=\"teaser-date\">{number} november 2026</span></div>"
        )
    };
    let cards: String = (1..=5).map(card).collect();
    let rebuilt = format!("<html lang=sv><title>Nytt</title><main>{cards}</main></html>");
    site.answer(LIST, Answer::new(200, "text/html", rebuilt));
    house.at("2026-11-21T09:00:00Z");
    house.json(&["crawl"]);
    let sentence = house.source("ekvik")["sentence"].as_str().unwrap().to_owned();
    for part in [
        "Det som inte hittas är item = \"ul.news > li\".",
        "På sidan finns nu en lista som läses med item = \"div.teaser\", date = \".teaser-date\".",
        "skriv in det under [source.listing] i sources.toml.",
        "Det som redan är insamlat finns kvar.",
    ] {
        assert!(sentence.contains(part), "{part}: {sentence}");
    }
    // What the sentence says works.
    let sources = std::fs::read_to_string(house.path("sources.toml")).unwrap();
    let mended = sources.replace(
        "item = \"ul.news > li\"\nsummary = \"p\"",
        "item = \"div.teaser\"\ndate = \".teaser-date\"",
    );
    house.write("sources.toml", &mended);
    house.at("2026-11-21T11:00:00Z");
    assert_eq!(house.json(&["crawl", "--all"])["new_documents"], 5);
    house.at("2026-11-22T11:00:00Z");
    let said = house.well(&["sources", "show", "ekvik", "--language", "en"]).out;
    assert!(!said.contains("What is not found"), "{said}");
}

#[test]
fn selectors_that_never_found_anything_are_wrong() {
    let site = Site::start();
    site.answer(LIST, list(&TWO, ""));
    let house = House::with_source(
        &site,
        LIST,
        &format!("{KIND}[source.listing]\nitem = \"article.teaser\"\n"),
    );
    let report = house.json(&["crawl"]);
    let failure = &first(&report)["failure"];
    assert_eq!(failure["class"], "parse");
    let sentence = failure["message"].as_str().unwrap();
    for part in ["article.teaser", "an HTML page with the title `Nyheter`", "write a selector"] {
        assert!(sentence.contains(part), "{sentence}");
    }
}

#[test]
fn what_is_written_wrongly_is_pointed_at_and_the_others_run() {
    let site = Site::start();
    site.answer(LIST, list(&TWO, ""));
    let house = house(&site);
    let listing = |id: &str, table: &str| {
        format!(
            "\n[[source]]\nid = \"{id}\"\nname = \"{id}\"\nurl = \"{}\"\nkind = \"listing\"\n{table}",
            site.url("/annan")
        )
    };
    let good = std::fs::read_to_string(house.path("sources.toml")).unwrap();
    let more = listing("utan", "") + &listing("fel", "[source.listing]\nitem = \"//ul/li\"\n");
    house.write("sources.toml", &(good + &more));
    let said = house.run(&["crawl"]);
    for part in [
        "source \"utan\": a listing needs `[source.listing]` below it; write item = ",
        "source \"fel\": listing: item \"//ul/li\" is no CSS selector",
    ] {
        assert!(said.err.contains(part), "{part}: {said:?}");
    }
    assert_eq!(house.titles("+bron"), ["Ny bro"]);
    assert_eq!(site.requests_for("/annan").len(), 0);
}

#[test]
fn a_list_that_asks_robots_to_stay_away_is_blocked() {
    let meta = |content: &str| format!("<meta name=\"robots\" content=\"{content}\">");
    for (head, header, is_read) in [
        (meta("noindex,nofollow"), None, false),
        (meta("NONE"), None, false),
        (meta("nofollow"), None, false),
        (String::new(), Some("noindex"), false),
        (String::new(), Some("utkik: nofollow"), false),
        (String::new(), Some("googlebot: noindex, nofollow"), true),
        ("<meta name=\"bingbot\" content=\"noindex\">".to_owned(), None, true),
        (meta("max-image-preview:none"), None, true),
    ] {
        let site = Site::start();
        let mut answer = list(&TWO, &head);
        if let Some(header) = header {
            answer = answer.header("X-Robots-Tag", header);
        }
        site.answer(LIST, answer);
        let house = House::with_source(&site, LIST, &format!("{KIND}full_text = true\n{TABLE}"));
        let report = house.json(&["crawl"]);
        if is_read {
            assert_eq!(report["new_documents"], 2, "{head} {header:?}");
            continue;
        }
        assert_eq!(first(&report)["failure"]["class"], "robots", "{head} {header:?}");
        assert_eq!(house.source("ekvik")["health"], "blocked");
        assert_eq!(house.documents(), [Value::Null; 0]);
        assert_eq!(site.paths(), ["/robots.txt", LIST], "its links are not followed");
    }
}

#[test]
fn a_maze_of_links_ends_where_the_list_ends() {
    let site = Site::start();
    let paths: Vec<String> = (0..10).map(|number| format!("/maze/{number}")).collect();
    for page in paths.iter().map(String::as_str).chain([LIST]) {
        let titles: Vec<String> = (0..10).map(|number| format!("Gång {number}{page}")).collect();
        let deeper = |number: usize| {
            if page == LIST { paths[number].clone() } else { format!("{page}/{number}") }
        };
        let links: Vec<String> = (0..10).map(deeper).collect();
        let items: Vec<Item<'_>> =
            titles.iter().zip(&links).map(|(title, link)| (&**link, &**title, 20, "x")).collect();
        site.answer(page, list(&items, "<link rel=next href=/maze/next>"));
    }
    let mut house = House::with_source(&site, LIST, &format!("{KIND}full_text = true\n{TABLE}"));
    assert_eq!(house.json(&["crawl"])["new_documents"], 10);
    house.at("2026-11-21T09:00:00Z");
    house.json(&["crawl"]);
    let asked = site.paths();
    assert_eq!(asked.len(), 1 + 2 + 10, "robots.txt, the list twice, its ten pages: {asked:?}");
}

#[test]
fn nothing_on_the_page_leads_astray() {
    let site = Site::start();
    let trap = Site::start();
    let items = [
        ("javascript:alert(1)", "Ond", 20, "x"),
        ("/n/tak", "Gröna <script>alert(1)</script><img src=x onerror=alert(2)>tak", 20, "x"),
    ];
    site.answer(LIST, list(&items, &format!("<base href=\"{}\">", trap.url("/"))));
    let house = House::with_source(&site, LIST, &format!("{KIND}full_text = true\n{TABLE}"));
    house.allow(&[&site.network(), &trap.network()]);
    let report = house.json(&["crawl"]);
    assert!(first(&report)["warnings"].to_string().contains("no link to follow"), "{report}");
    let documents = house.documents();
    assert_eq!(documents.len(), 1);
    assert_eq!(documents[0]["title"], "Gröna tak");
    assert_eq!(documents[0]["url"], site.url("/n/tak"));
    assert!(!documents[0].to_string().contains("alert"), "{documents:?}");
    assert_eq!(trap.paths(), [""; 0]);
}

#[test]
fn a_page_of_a_hundred_thousand_levels_costs_only_itself() {
    let site = Site::start();
    let deep = "<div><b>".repeat(50_000) + "<ul class=news><li><a href=/n/1>Djupt</a></ul>";
    site.answer("/djup", Answer::new(200, "text/html", deep));
    site.answer(LIST, list(&TWO, ""));
    let house = house(&site);
    let good = std::fs::read_to_string(house.path("sources.toml")).unwrap();
    let deep = good.split("[[source]]").nth(1).unwrap().replace("\"ekvik\"", "\"djup\"");
    house.write("sources.toml", &format!("{good}\n[[source]]{}", deep.replace(LIST, "/djup")));
    let report = house.json(&["crawl"]);
    assert_eq!(report["checked"], 2);
    let ekvik = report["sources"].as_array().unwrap().iter().find(|row| row["id"] == "ekvik");
    assert_eq!(ekvik.unwrap()["new_documents"], 2);
}

#[test]
fn a_list_can_be_tried_out() {
    let site = Site::start();
    site.answer(LIST, list(&TWO, ""));
    let house = House::with_source(&site, LIST, &format!("{KIND}full_text = true\n{TABLE}"));
    let seen = house.json(&["sources", "test", "ekvik"]);
    assert_eq!(seen["entries_found"], 2, "{seen}");
    assert_eq!(seen["entries"][0]["title"], "Gröna tak");
    assert_eq!(seen["would_store"].as_array().unwrap().len(), 2);
    assert_eq!(site.paths(), ["/robots.txt", LIST], "pages are not read to try it out");
    assert!(!house.path("data/utkik.db").exists(), "nothing is stored");
}
