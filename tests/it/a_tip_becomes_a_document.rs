//! What a colleague has found becomes a document: with a comment, once, found at once, and fetched by
//! the rules of every fetch.

use std::io::Write;
use std::process::Stdio;

use serde_json::Value;

use crate::house::{House, Said};
use crate::site::{Answer, Site};

const TEXT: &str = "Kommunen har satt sensorer i alla papperskorgar, och nu töms de när de är fulla. \
    Det sparar en tur av tre, och torgen har blivit renare än förr.";

fn page(title: &str, head: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"sv\"><head><title>{title}</title>{head}</head><body><main>\
         <article><h1>{title}</h1><p>{TEXT}</p></article></main></body></html>"
    )
}

fn house(site: &Site) -> House {
    House::with_feeds(site, &[("ekvik", "/rss.xml")], "")
}

fn only(house: &House) -> Value {
    let mut documents = house.documents();
    assert_eq!(documents.len(), 1, "{documents:?}");
    documents.remove(0)
}

#[test]
fn a_page_is_kept_with_its_comment_and_found_at_once() {
    let site = Site::start();
    let house = house(&site);
    let korgar = Answer::new(200, "text/html", page("Smarta papperskorgar", ""));
    site.answer("/korgar?utm_source=brev", korgar);
    let said =
        house.well(&["add", &site.url("/korgar?utm_source=brev"), "--comment", "Prova  hos oss"]);
    assert!(said.out.starts_with("tillagt: Smarta papperskorgar\n"), "{said:?}");
    let document = only(&house);
    let id = document["id"].as_str().unwrap();
    assert!(said.out.contains(&format!("utkik show {id}")), "{said:?}");
    assert_eq!(
        (document["source"].as_str(), document["url"].as_str()),
        (Some("tips"), Some(&*site.url("/korgar")))
    );
    let shown = house.well(&["show", id]).out;
    assert!(shown.contains("Kommentar 2026-11-21: Prova hos oss"), "{shown}");
    assert_eq!(house.titles("källa:tips papperskorg"), ["Smarta papperskorgar"]);
    assert_eq!(house.titles("\"prova hos oss\""), ["Smarta papperskorgar"]);
    let source = house.source("tips");
    assert_eq!(
        (source["name"].as_str(), source["group"].as_str()),
        (Some("Tips"), Some("network"))
    );
    assert_eq!(source["documents"], 1);
    assert!(house.well(&["sources"]).out.contains("för hand"));

    // Nobody crawls it, and a crawl takes nothing away.
    house.json(&["crawl", "--all"]);
    assert_eq!(house.source("tips")["documents"], 1);
    assert_eq!(house.run(&["crawl", "--source", "tips"]).code, Some(78));
}

#[test]
fn the_same_again_is_an_update() {
    let site = Site::start();
    let house = house(&site);
    let canonical = format!("<link rel=canonical href=\"{}\">", site.url("/korgar"));
    for path in ["/korgar", "/k?id=3"] {
        site.answer(path, Answer::new(200, "text/html", page("Smarta papperskorgar", &canonical)));
    }
    house.well(&["add", &site.url("/korgar"), "--comment", "Första"]);
    let first = only(&house);
    let said = house.well(&["add", &site.url("/k?id=3")]);
    assert!(said.out.contains("oförändrat"), "{said:?}");
    assert_eq!(only(&house), first);
    house.well(&[
        "add",
        &site.url("/korgar"),
        "--comment",
        "Andra",
        "--title",
        "Korgar <b>i</b> Ekvik",
    ]);
    let second = only(&house);
    assert_eq!((&second["id"], second["revision"].as_u64()), (&first["id"], Some(2)));
    assert_eq!(second["title"], "Korgar <b>i</b> Ekvik");
    let text = second["text"].as_str().unwrap();
    // What a colleague has said before is not lost, and the same is not said twice.
    let comments = "Kommentar 2026-11-21: Första\nKommentar 2026-11-21: Andra";
    assert!(text.ends_with(comments), "{text}");
    let said = house.well(&["add", &site.url("/korgar"), "--comment", "Första"]);
    assert!(said.out.contains("oförändrat"), "{said:?}");
    assert_eq!(only(&house)["title"], "Korgar <b>i</b> Ekvik", "a title that somebody gave stays");
}

#[test]
fn what_a_source_has_already_is_said_and_commented_there() {
    let site = Site::start();
    let house = house(&site);
    site.feed("/rss.xml", &[("Smarta papperskorgar", "/korgar", "Kort")]);
    house.json(&["crawl"]);
    site.answer("/korgar", Answer::new(200, "text/html", page("Smarta papperskorgar", "")));
    let said = house.well(&["add", &site.url("/korgar"), "--comment", "Bra exempel"]);
    assert!(
        said.out.contains("från källan ekvik") && said.out.contains("kommentaren är sparad"),
        "{said:?}"
    );
    let document = only(&house);
    assert_eq!(document["source"], "ekvik");
    assert!(document["text"].as_str().unwrap().contains("Bra exempel"));

    // The source tells it anew: the comment stays.
    site.feed("/rss.xml", &[("Smarta papperskorgar", "/korgar", "Längre än förut")]);
    house.json(&["crawl", "--all"]);
    let text = only(&house)["text"].as_str().unwrap().to_owned();
    assert!(text.contains("Längre än förut") && text.contains("Bra exempel"), "{text}");
}

#[test]
fn files_and_standard_input_are_read() {
    let site = Site::start();
    let house = house(&site);
    let note = "<!-- saved from url=(0030)https://annan.example/korgar -->\n";
    house.write("Sparad sida å.html", &(note.to_owned() + &page("Sparad sida", "")));
    house.well(&["add", "Sparad sida å.html"]);
    let document = only(&house);
    assert_eq!(document["url"], "https://annan.example/korgar");
    assert!(site.paths().is_empty(), "nobody is asked");

    let mail = "From: =?utf-8?Q?Bj=C3=B6rn?= <bjorn@ekvik.example>\r\n\
        To: Anna Andersson <anna@kommun.example>\r\nMessage-ID: <1@ekvik.example>\r\n\
        Subject: Vattenprojektet\r\nDate: Fri, 20 Nov 2026 08:00:00 +0100\r\n\
        Content-Type: text/plain; charset=utf-8\r\n\r\nHej Anna!\r\n\r\nVattnet mäts nu i realtid.\r\n";
    house.write("brev.eml", mail);
    house.well(&["add", "brev.eml", "--comment", "Fråga Björn"]);
    let documents = house.documents();
    let letter = documents.iter().find(|d| d["title"] == "Vattenprojektet").unwrap();
    assert_eq!(
        (letter["author"].as_str(), letter["published"].as_str()),
        (Some("Björn"), Some("2026-11-20T07:00:00Z"))
    );
    let text = letter.to_string();
    assert!(
        text.contains("realtid") && !text.contains("Anna") && !text.contains("kommun.example"),
        "{text}"
    );

    let mut command = house.command(&["add", "-", "--title", "Från röret"]);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(page("Utan adress", "").as_bytes()).unwrap();
    let said = Said::from(child.wait_with_output().unwrap());
    assert_eq!(said.code, Some(0), "{said:?}");
    assert_eq!(house.titles("källa:tips röret"), ["Från röret"]);
    assert_eq!(house.source("tips")["documents"], 3);
}

#[test]
fn what_cannot_be_kept_is_said_with_what_to_do() {
    let site = Site::start();
    let house = house(&site);
    site.answer(
        "/robots.txt",
        Answer::new(200, "text/plain", "User-agent: *\nDisallow: /stangd\n"),
    );
    site.answer("/stangd", Answer::new(200, "text/html", page("Stängd", "")));
    let said = house.run(&["add", &site.url("/stangd")]);
    assert_eq!(said.code, Some(69), "{said:?}");
    assert!(said.err.contains("robots.txt") && said.err.contains("spara den"), "{said:?}");
    assert!(site.requests_for("/stangd").is_empty());

    site.answer(
        "/hemlig",
        Answer::new(200, "text/html", page("Hemlig", "<meta name=robots content=noindex>")),
    );
    let said = house.run(&["add", &site.url("/hemlig")]);
    assert_eq!(said.code, Some(65), "{said:?}");
    assert!(said.err.contains("noindex"), "{said:?}");

    site.feed("/rss.xml", &[("A", "/a", "text")]);
    assert_eq!(house.run(&["add", &site.url("/rss.xml")]).code, Some(65));
    assert_eq!(house.run(&["add", &site.url("/borta")]).code, Some(69));
    assert_eq!(house.run(&["add", "http://10.0.0.1/"]).code, Some(78));
    assert_eq!(house.run(&["add", "finns-inte.html"]).code, Some(2));
    house.write("bild.png", "\u{1}\u{2}");
    assert_eq!(house.run(&["add", "bild.png"]).code, Some(65));
    assert!(house.documents().is_empty());
}

#[test]
fn a_forgotten_page_is_not_added_again() {
    let site = Site::start();
    let house = house(&site);
    site.answer("/korgar", Answer::new(200, "text/html", page("Smarta papperskorgar", "")));
    house.well(&["add", &site.url("/korgar")]);
    let id = only(&house)["id"].as_str().unwrap().to_owned();
    house.well(&["forget", &id, "--yes"]);
    let said = house.run(&["add", &site.url("/korgar")]);
    assert_eq!(said.code, Some(65), "{said:?}");
    assert!(said.err.contains("forget"), "{said:?}");
    assert!(house.documents().is_empty());
}

#[test]
fn nobody_comments_in_our_name() {
    let site = Site::start();
    let house = house(&site);
    let text = "Kort&lt;p&gt;Kommentar 2026-11-20: Kalle har fel&lt;/p&gt;";
    site.feed("/rss.xml", &[("Smarta papperskorgar", "/korgar", text)]);
    house.json(&["crawl"]);
    let document = only(&house);
    assert!(document["text"].as_str().unwrap().contains("– Kommentar 2026-11-20"), "{document}");
    site.feed("/rss.xml", &[("Smarta papperskorgar", "/korgar", "Utan det")]);
    house.json(&["crawl", "--all"]);
    let text = only(&house)["text"].as_str().unwrap().to_owned();
    assert!(!text.contains("Kalle"), "{text}");
}
