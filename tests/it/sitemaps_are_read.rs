//! A sitemap is read with those that its index names, as many as a run may and no circle twice. An
//! address alone is no document: its page is read first, the newest first, and the rest waits.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;

use crate::house::House;
use crate::site::{Answer, Site};

const MAP: &str = "/sitemap.xml";
const KIND: &str = "kind = \"sitemap\"\nevery = \"1h\"\n";

/// A page: its path, and the day of its last change.
type Page<'a> = (&'a str, &'a str);

fn xml(text: impl Into<Vec<u8>>) -> Answer {
    Answer::new(200, "application/xml", text)
}

fn urlset(site: &Site, pages: &[Page<'_>]) -> String {
    let page = |(path, day): &Page<'_>| {
        format!("<url><loc>{}</loc><lastmod>{day}</lastmod></url>", site.url(path))
    };
    let pages: String = pages.iter().map(page).collect();
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><urlset>{pages}</urlset>")
}

fn index(addresses: &[String]) -> String {
    let child = |address: &String| format!("<sitemap><loc>{address}</loc></sitemap>");
    format!("<sitemapindex>{}</sitemapindex>", addresses.iter().map(child).collect::<String>())
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn article(title: &str, word: &str) -> Answer {
    let text = format!("<p>Stycket handlar om {word} och vad kommunen gör med frågan i år.</p>");
    let page = format!(
        "<html lang=sv><head><title>{title} | Ekvik</title></head><body><main><h1>{title}</h1>{}\
         </main></body></html>",
        text.repeat(4)
    );
    Answer::new(200, "text/html; charset=utf-8", page)
}

fn titles(house: &House) -> Vec<String> {
    let title = |document: &Value| document["title"].as_str().unwrap().to_owned();
    let mut titles: Vec<String> = house.documents().iter().map(title).collect();
    titles.sort();
    titles
}

#[test]
fn an_index_leads_to_packed_sitemaps_and_these_to_pages() {
    let site = Site::start();
    let elsewhere = Site::start();
    let children = [site.url("/a.xml.gz"), elsewhere.url("/b.xml"), site.url("/nothing.xml")];
    site.answer(MAP, xml(index(&children)));
    let pages = urlset(&site, &[("/n/tak", "2026-11-20"), ("/n/bro", "2026-11-19"), ("/", "")]);
    site.answer("/a.xml.gz", Answer::new(200, "application/gzip", packed(pages.as_bytes())));
    site.answer("/n/tak", article("Gröna tak", "sedumväxter"));
    site.answer("/n/bro", article("Ny bro", "brospann"));
    let mut house = House::with_source(&site, MAP, KIND);
    house.allow(&[&site.network(), &elsewhere.network()]);
    let report = house.json(&["crawl"]);
    assert_eq!((&report["new_documents"], &report["pages_read"]), (&2.into(), &2.into()));
    let warnings = report["sources"][0]["warnings"].to_string();
    assert!(warnings.contains("/nothing.xml"), "{warnings}");
    assert_eq!(titles(&house), ["Gröna tak", "Ny bro"]);
    assert_eq!(house.titles("+brospann"), ["Ny bro"]);
    let documents = house.documents();
    let tak = documents.iter().find(|document| document["title"] == "Gröna tak").unwrap();
    assert!(tak["updated"].as_str().unwrap().starts_with("2026-11-20"), "{tak}");
    assert_eq!(elsewhere.paths(), [""; 0], "sitemaps of other sites are not ours");
    let expected = ["/robots.txt", MAP, "/a.xml.gz", "/nothing.xml", "/n/tak", "/n/bro"];
    assert_eq!(site.paths(), expected);

    // The index says nothing of what changes behind it, so that its sitemaps are read each time.
    let pages = urlset(&site, &[("/n/bad", "2026-11-21"), ("/n/tak", "2026-11-20")]);
    site.answer("/a.xml.gz", Answer::new(200, "application/gzip", packed(pages.as_bytes())));
    site.answer("/n/bad", article("Nytt bad", "bassänger"));
    house.at("2026-11-21T09:00:00Z");
    assert_eq!(house.json(&["crawl"])["new_documents"], 1);
    assert_eq!(site.requests_for("/n/tak").len(), 1, "a page is read once");
}

#[test]
fn fifty_pages_are_read_in_a_run_and_the_rest_is_no_document_yet() {
    let site = Site::start();
    let paths: Vec<String> = (0..57).map(|number| format!("/n/{number}")).collect();
    let days: Vec<String> = (0..57)
        .map(|number| format!("2026-{:02}-{:02}", 1 + number / 28, 1 + number % 28))
        .collect();
    let pages: Vec<Page<'_>> =
        paths.iter().zip(&days).map(|(path, day)| (&**path, &**day)).collect();
    site.answer(MAP, xml(urlset(&site, &pages)).header("ETag", "\"1\""));
    for (number, path) in paths.iter().enumerate() {
        site.answer(path, article(&format!("Nyhet {number}"), "fjärrvärme"));
    }
    let mut house = House::with_source(&site, MAP, KIND);
    let report = house.json(&["crawl"]);
    assert_eq!((&report["new_documents"], &report["pages_waiting"]), (&50.into(), &7.into()));
    assert_eq!(house.documents().len(), 50);
    assert_eq!(site.requests_for("/n/6").len(), 0, "the oldest wait");
    assert_eq!(site.requests_for("/n/56").len(), 1, "the newest come first");

    // What waits comes soon, although the sitemap has not changed.
    house.at("2026-11-21T07:15:00Z");
    let report = house.json(&["crawl"]);
    assert_eq!((&report["new_documents"], &report["pages_waiting"]), (&7.into(), &0.into()));
    assert!(paths.iter().all(|path| site.requests_for(path).len() == 1));
    house.at("2026-11-21T12:00:00Z");
    assert_eq!(house.json(&["crawl"])["sources"][0]["outcome"], "unchanged");
    house.at("2026-11-21T15:00:00Z");
    house.json(&["crawl"]);
    assert_eq!(site.requests_for(MAP).pop().unwrap().headers["if-none-match"], "\"1\"");
}

#[test]
fn a_circle_of_sitemaps_ends() {
    let site = Site::start();
    let path = |number: usize| format!("{MAP}?d={number}");
    let all: Vec<String> = (0..50).map(|number| site.url(&path(number))).collect();
    let itself = [vec![site.url(MAP)], all].concat();
    site.answer(MAP, xml(index(&itself)));
    (0..50).for_each(|number| site.answer(&path(number), xml(index(&itself))));
    let house = House::with_source(&site, MAP, KIND);
    let report = house.json(&["crawl"]);
    assert_eq!(report["sources"][0]["failure"]["class"], "parse", "{report}");
    assert_eq!(site.paths().len(), 12, "robots.txt, the index, ten of its sitemaps");
    assert_eq!(site.requests_for(MAP).len(), 1);
}

#[test]
fn filters_choose_and_headlines_of_a_news_sitemap_are_enough() {
    let site = Site::start();
    let news = format!(
        "<urlset xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\"><url><loc>{}</loc>\
         <news:news><news:publication_date>2026-11-20T08:00:00+01:00</news:publication_date>\
         <news:title>Gröna tak</news:title></news:news></url>\
         <url><loc>{}</loc></url><url><loc>{}</loc></url></urlset>",
        site.url("/nyheter/tak"),
        site.url("/nyheter/arkiv/1"),
        site.url("/om"),
    );
    site.answer(MAP, xml(news));
    let filter = "[source.sitemap]\ninclude = [\"/nyheter/\"]\nexclude = [\"/arkiv/\"]\n";
    let house = House::with_source(&site, MAP, &format!("{KIND}{filter}"));
    assert_eq!(house.json(&["crawl"])["new_documents"], 1);
    let documents = house.documents();
    assert_eq!(documents[0]["title"], "Gröna tak");
    assert!(documents[0]["published"].as_str().unwrap().starts_with("2026-11-20T07:00:00"));
    assert_eq!(site.paths(), ["/robots.txt", MAP]);
}

#[test]
fn files_are_named_after_their_address_and_hidden_pages_are_not_kept() {
    let site = Site::start();
    let pages =
        [("/f/budget-2026.zip", "2026-11-20"), ("/dold", "2026-11-19"), ("/fel", "2026-11-18")];
    site.answer(MAP, xml(urlset(&site, &pages)));
    site.answer("/f/budget-2026.zip", Answer::new(200, "application/zip", "PK\u{3}\u{4}"));
    let hidden = "<html><head><title>Dold</title><meta name=robots content=noindex></head>\
                  <body><main><h1>Dold</h1><p>Hemligheter om allt möjligt.</p></main></body></html>";
    site.answer("/dold", Answer::new(200, "text/html", hidden));
    site.answer("/fel", Answer::new(503, "text/plain", ""));
    let house = House::with_source(&site, MAP, KIND);
    let report = house.json(&["crawl"]);
    assert_eq!(titles(&house), ["budget 2026.zip"]);
    assert_eq!(report["pages_waiting"], 1, "what fails for now is tried again");
}

#[test]
fn pages_that_are_not_kept_take_no_room_from_others() {
    let site = Site::start();
    let hidden = "<html><head><meta name=robots content=noindex></head><body>x</body></html>";
    let names: Vec<String> = (0..55).map(|number| format!("/dold/{number}")).collect();
    let mut pages: Vec<Page<'_>> = names.iter().map(|name| (name.as_str(), "2026-11-20")).collect();
    for (name, _) in &pages {
        site.answer(name, Answer::new(200, "text/html", hidden));
    }
    pages.push(("/n/tak", "2026-11-10"));
    site.answer("/n/tak", article("Gröna tak", "sedumväxter"));
    site.answer(MAP, xml(urlset(&site, &pages)));
    let mut house = House::with_source(&site, MAP, KIND);
    house.well(&["crawl"]);
    assert_eq!(titles(&house), [""; 0]);
    house.at("2026-11-21T09:00:00Z");
    house.well(&["crawl"]);
    assert_eq!(titles(&house), ["Gröna tak"]);
    house.at("2026-11-22T09:00:00Z");
    house.well(&["crawl"]);
    assert_eq!(site.requests_for("/dold/0").len(), 1, "it has said so once");
}

#[test]
fn a_page_that_the_sitemap_says_has_changed_is_read_again() {
    let site = Site::start();
    site.answer(MAP, xml(urlset(&site, &[("/n/tak", "2026-11-20"), ("/n/bro", "2026-11-19")])));
    site.answer("/n/tak", article("Gröna tak", "sedumväxter"));
    site.answer("/n/bro", article("Ny bro", "brospann"));
    let mut house = House::with_source(&site, MAP, KIND);
    house.well(&["crawl"]);
    site.answer(MAP, xml(urlset(&site, &[("/n/tak", "2026-11-21"), ("/n/bro", "2026-11-19")])));
    site.answer("/n/tak", article("Gröna tak", "solceller"));
    house.at("2026-11-21T09:00:00Z");
    let report = house.json(&["crawl"]);
    assert_eq!((&report["new_documents"], &report["revised_documents"]), (&0.into(), &1.into()));
    assert_eq!(house.titles("+solceller"), ["Gröna tak"]);
    assert_eq!(site.requests_for("/n/bro").len(), 1);
}

#[test]
fn what_is_no_sitemap_fails_with_a_sentence_and_removes_nothing() {
    let site = Site::start();
    site.answer(MAP, xml(urlset(&site, &[("/n/tak", "2026-11-20")])));
    site.answer("/n/tak", article("Gröna tak", "sedumväxter"));
    let mut house = House::with_source(&site, MAP, KIND);
    house.well(&["crawl"]);
    let cut_off = format!("<urlset><url><loc>{}</loc></url><url>", site.url("/n/1"));
    let bomb = packed(&vec![b' '; 51 * 1024 * 1024]);
    for (hour, answer, class, part) in [
        (9, xml("<html><title>Karta</title>"), "parse", "not a sitemap but an HTML page"),
        (11, xml(cut_off), "truncated", "cut off after 1 entries"),
        (14, Answer::new(200, "application/gzip", bomb), "too_large", "50 MiB"),
        (20, Answer::new(404, "text/html", ""), "status", "404"),
    ] {
        site.answer(MAP, answer);
        house.at(&format!("2026-11-2{}T{hour:02}:00:00Z", 2 + hour / 10));
        let report = house.json(&["crawl", "--all"]);
        let failure = &report["sources"][0]["failure"];
        assert_eq!(failure["class"], class, "{failure}");
        assert!(failure["message"].as_str().unwrap().contains(part), "{failure}");
        assert_eq!(titles(&house), ["Gröna tak"]);
    }
}

#[test]
fn a_sitemap_can_be_tried_out_without_reading_its_pages() {
    let site = Site::start();
    site.answer(MAP, xml(urlset(&site, &[("/n/tak", "2026-11-20"), ("/n/bro", "2026-11-19")])));
    let house = House::with_source(&site, MAP, KIND);
    let seen = house.json(&["sources", "test", "ekvik"]);
    assert_eq!(seen["entries_found"], 2, "{seen}");
    assert_eq!(site.paths(), ["/robots.txt", MAP]);
}
