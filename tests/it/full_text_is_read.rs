//! Where a source asks for full texts, the page behind each entry is fetched once: its main
//! content is found, its menus are not, and what cannot be read leaves the feed's own text.

use crate::house::House;
use crate::site::{Answer, Site};

const FEED: &str = "/feed.xml";

/// A page of a municipality: menus, a notice about cookies, an article, a footer.
fn page(title: &str, word: &str, head: &str) -> Answer {
    let paragraph = |number: usize| {
        format!(
            "<p>Stycke {number} handlar om {word} och hur kommunen arbetar med frågan tillsammans \
             med invånare, föreningar och företag under de kommande åren.</p>"
        )
    };
    let article: String = (1..6).map(paragraph).collect();
    Answer::new(
        200,
        "text/html; charset=utf-8",
        format!(
            "<!doctype html><html lang=\"sv\"><head><title>{title} | Ekvik</title>{head}</head><body>\
             <div id=\"cookie-banner\" role=\"dialog\"><p>Vi använder kakor för webbstatistik.</p>\
             <button>Godkänn</button></div>\
             <nav><ul><li><a href=\"/skola\">Förskola</a></li><li><a href=\"/bygga\">Bygglov</a>\
             </li></ul></nav><main><article><h1>{title}</h1>{article}</article></main>\
             <aside><h2>Mest läst</h2><ul><li><a href=\"/x\">Simhallens öppettider</a></li></ul>\
             </aside><footer><p>Kontaktcenter växel 0123-456</p></footer></body></html>"
        ),
    )
}

fn house(site: &Site) -> House {
    House::with_feeds(site, &[("ekvik", FEED)], "full_text = true")
}

#[test]
fn the_main_content_is_found_and_the_rest_is_not() {
    let site = Site::start();
    site.feed(FEED, &[("Gröna tak", "/tak", "Kort ingress.")]);
    site.answer("/tak", page("Gröna tak", "sedumväxter", ""));
    let mut house = house(&site);
    let report = house.json(&["crawl"]);
    assert_eq!((&report["pages_read"], &report["pages_waiting"]), (&1.into(), &0.into()));

    assert_eq!(house.titles("+sedumväxter"), ["Gröna tak"]);
    for boilerplate in ["kakor", "förskola", "bygglov", "simhallens", "kontaktcenter"] {
        assert_eq!(house.titles(&format!("+{boilerplate}")), [""; 0], "{boilerplate}");
    }
    let documents = house.documents();
    assert_eq!(documents[0]["summary"], "Kort ingress.");
    assert!(!documents[0]["html"].as_str().unwrap_or_default().contains("<button"));

    house.at("2026-11-23T07:00:00Z");
    house.well(&["crawl"]);
    assert_eq!(site.requests_for("/tak").len(), 1, "a page is fetched once");
}

#[test]
fn a_pdf_behind_an_entry_is_read_like_a_page() {
    let document = include_bytes!("../data/pdf/subset-fonts.pdf");
    let site = Site::start();
    site.feed(FEED, &[("Protokoll", "/protokoll", "Nämnden har mötts.")]);
    site.answer("/protokoll", Answer::new(200, "application/pdf", document.to_vec()));
    let mut house = house(&site);
    assert_eq!(house.json(&["crawl"])["pages_read"], 1);
    assert_eq!(house.titles("+flerbostadshusbeståndet"), ["Protokoll"]);
    assert_eq!(house.titles("+\"Sida 1 av 2\""), [""; 0], "feet of pages are left out");

    site.feed(FEED, &[("Protokoll", "/protokoll", "Nämnden har mötts igen.")]);
    let broken = Answer::new(200, "application/pdf", &b"%PDF-1.7 and no more"[..]);
    site.answer("/protokoll", broken);
    house.at("2026-11-25T07:00:00Z");
    let report = house.json(&["crawl"]);
    assert_eq!(report["pages_failed"], 1, "{report}");
    assert_eq!(house.titles("+flerbostadshusbeståndet"), ["Protokoll"], "its last text stands");
}

#[test]
fn an_edited_entry_has_its_page_read_again() {
    let site = Site::start();
    site.feed(FEED, &[("Gröna tak", "/tak", "Kort ingress.")]);
    site.answer("/tak", page("Gröna tak", "sedumväxter", ""));
    let mut house = house(&site);
    house.well(&["crawl"]);

    site.feed(FEED, &[("Gröna tak", "/tak", "Ny ingress.")]);
    site.answer("/tak", page("Gröna tak", "solceller", ""));
    house.at("2026-11-23T07:00:00Z");
    assert_eq!(house.json(&["crawl"])["revised_documents"], 1);
    assert_eq!(house.titles("+solceller"), ["Gröna tak"]);

    // When the page cannot be read this time, its last text stands.
    site.feed(FEED, &[("Gröna tak", "/tak", "Nyaste ingressen.")]);
    site.answer("/tak", Answer::new(503, "text/plain", ""));
    house.at("2026-11-25T07:00:00Z");
    house.well(&["crawl"]);
    assert_eq!(house.titles("+solceller"), ["Gröna tak"]);
}

#[test]
fn fifty_pages_are_read_in_a_run_and_the_rest_in_the_next() {
    const ENTRIES: usize = 57;
    let site = Site::start();
    let paths: Vec<String> = (0..ENTRIES).map(|number| format!("/nyhet/{number}")).collect();
    let titles: Vec<String> = (0..ENTRIES).map(|number| format!("Nyhet {number}")).collect();
    let entries: Vec<(&str, &str, &str)> =
        titles.iter().zip(&paths).map(|(title, path)| (&**title, &**path, "Ingress.")).collect();
    site.feed(FEED, &entries);
    for (title, path) in titles.iter().zip(&paths) {
        site.answer(path, page(title, "fjärrvärme", ""));
    }
    let mut house = house(&site);
    let said = house.well(&["crawl"]);
    assert!(said.out.contains("57 nya") && said.out.contains("7 sidor väntar"), "{said:?}");
    assert_eq!(house.source("ekvik")["pages_waiting"], 7);
    let found = |house: &House| house.json(&["search", "+fjärrvärme"])["total"].clone();
    assert_eq!(found(&house), 50);
    assert_eq!(house.json(&["search", "ingress"])["total"], 57, "all can be found already");

    house.at("2026-11-22T07:00:00Z");
    let report = house.json(&["crawl"]);
    assert_eq!((&report["pages_read"], &report["pages_waiting"]), (&7.into(), &0.into()));
    assert_eq!(found(&house), 57);
    for path in &paths {
        assert_eq!(site.requests_for(path).len(), 1, "{path}");
    }
    let revisions = |document: &serde_json::Value| document["revision"] != 1;
    assert!(!house.documents().iter().any(revisions), "reading on is no edit");
}

#[test]
fn a_page_that_cannot_be_read_leaves_the_text_of_the_feed() {
    let site = Site::start();
    site.feed(
        FEED,
        &[
            ("Borta", "/borta", "Ingress om skolgårdar."),
            ("Fil", "/fil.zip", "Ingress om simhallar."),
            ("Dold", "/dold", "Ingress om spårvagnar."),
            ("Tom", "/tom", "Ingress om hamnbad."),
        ],
    );
    site.answer("/fil.zip", Answer::new(200, "application/zip", "PK\u{3}\u{4}"));
    site.answer("/tom", Answer::new(200, "text/html", ""));
    let robots = "<meta name=\"robots\" content=\"noindex\">";
    site.answer("/dold", page("Dold", "hemligheter", robots));
    let house = house(&site);
    house.well(&["crawl"]);
    for (word, title) in
        [("skolgårdar", "Borta"), ("simhallar", "Fil"), ("spårvagnar", "Dold"), ("hamnbad", "Tom")]
    {
        assert_eq!(house.titles(&format!("+{word}")), [title]);
    }
    assert_eq!(house.titles("+hemligheter"), [""; 0], "a page that asks not to be indexed");
}

#[test]
fn a_page_that_fails_for_now_is_tried_again() {
    let site = Site::start();
    site.feed(FEED, &[("Gröna tak", "/tak", "Kort ingress.")]);
    site.answer("/tak", Answer::new(503, "text/plain", ""));
    let mut house = house(&site);
    assert_eq!(house.json(&["crawl"])["pages_waiting"], 1);
    site.answer("/tak", page("Gröna tak", "sedumväxter", ""));
    house.at("2026-11-22T07:00:00Z");
    assert_eq!(house.json(&["crawl"])["pages_read"], 1);
    assert_eq!(house.titles("+sedumväxter"), ["Gröna tak"]);
}
