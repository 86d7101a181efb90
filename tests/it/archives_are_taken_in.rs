//! What an archive or a folder of saved files holds goes the way of a crawl, from the bytes on: the
//! same entry gets the same id, a second import changes nothing, and what is broken costs itself.

use std::fs;
use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;

use crate::house::House;
use crate::site::{Answer, Site};

const LONG: &str = "Kommunen har byggt en ny bro över ån, och den är öppen för gående och cyklister \
    från och med i dag. Bron är byggd av återvunnet stål och har sensorer som mäter hur den mår. \
    Den som vill veta mer kan läsa rapporten, som finns hos tekniska förvaltningen i Ekvik.";

/// One record that holds an answer of a web server.
fn response(url: &str, head: &str, body: &str) -> Vec<u8> {
    let block = format!("HTTP/1.1 {head}\r\nServer: x\r\n\r\n{body}");
    record("response", url, &block)
}

fn record(kind: &str, url: &str, block: &str) -> Vec<u8> {
    format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n\
         WARC-Date: 2026-11-20T08:00:00Z\r\nContent-Type: application/http; msgtype={kind}\r\n\
         Content-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len()
    )
    .into_bytes()
}

fn html(url: &str, body: &str) -> Vec<u8> {
    response(url, "200 OK\r\nContent-Type: text/html; charset=utf-8", body)
}

fn article(title: &str, text: &str, head: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"sv\"><head><title>{title}</title>{head}</head><body>\
         <nav><a href=\"/\">Hem</a></nav><main><article><h1>{title}</h1><p>{text}</p><p>{text}</p>\
         </article></main><footer>Sidfot</footer></body></html>"
    )
}

fn packed(record: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(record).unwrap();
    encoder.finish().unwrap()
}

fn put(house: &House, name: &str, bytes: &[u8]) {
    let path = house.path(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn ids(house: &House) -> Vec<String> {
    let id = |document: &Value| document["id"].as_str().unwrap().to_owned();
    house.documents().iter().map(id).collect()
}

/// A site with a feed of two entries, the same as an archive, and a house that watches it.
fn archived_site() -> (Site, House, Vec<u8>) {
    let site = Site::start();
    site.feed("/rss.xml", &[("Ny bro", "/ny-bro", "Kort om bron"), ("Ny skola", "/skola", "Kort")]);
    let page = article("Ny bro i Ekvik", LONG, "");
    site.answer("/ny-bro", Answer::new(200, "text/html", page.clone()));
    let link = |path: &str| site.url(path);
    let feed = site.rss_text(
        &[("Ny bro", "/ny-bro", "Kort om bron"), ("Ny skola", "/skola", "Kort")]
            .map(|(title, path, text)| crate::site::item(title, &link(path), &link(path), text))
            .concat(),
    );
    let archive = [
        record("warcinfo", "", "software: test"),
        // The page stands before the feed that links to it.
        html(&site.url("/ny-bro"), &page),
        record("request", &site.url("/rss.xml"), "GET /rss.xml HTTP/1.1\r\n\r\n"),
        response(&site.url("/rss.xml"), "200 OK\r\nContent-Type: application/rss+xml", &feed),
        response(&site.url("/bild.png"), "200 OK\r\nContent-Type: image/png", "x"),
        response(&site.url("/borta"), "404 Not Found", "borta"),
    ];
    let house = House::with_feeds(&site, &[("ekvik", "/rss.xml")], "full_text = true");
    (site, house, archive.map(|record| packed(&record)).concat())
}

#[test]
fn an_archive_gives_what_a_crawl_would_have_given() {
    let (site, house, archive) = archived_site();
    put(&house, "ekvik.warc.gz", &archive);
    let report = house.json(&["import", "ekvik.warc.gz"]);
    assert_eq!((report["new"].as_u64(), report["failed"].as_u64()), (Some(2), Some(0)), "{report}");
    assert_eq!(report["skipped"]["status"], 1);
    assert_eq!(report["skipped"]["no_text"], 1);
    assert!(site.paths().is_empty(), "an import asks nobody");

    let documents = house.documents();
    let bridge = documents.iter().find(|document| document["title"] == "Ny bro").unwrap();
    assert!(bridge["text"].as_str().unwrap().contains("återvunnet stål"), "{bridge}");
    assert!(!bridge["text"].as_str().unwrap().contains("Sidfot"));
    assert_eq!((bridge["source"].as_str(), bridge["page"].as_str()), (Some("ekvik"), Some("read")));
    assert_eq!(house.titles("återvunnet"), ["Ny bro"], "it is found at once");

    // A crawl of the same source finds all of it again.
    let before = ids(&house);
    house.json(&["crawl", "--all"]);
    assert_eq!(ids(&house), before);
    assert!(house.documents().iter().all(|document| document["revision"] == 1));

    let fresh = House::with_feeds(&site, &[("ekvik", "/rss.xml")], "full_text = true");
    fresh.json(&["crawl"]);
    assert_eq!(ids(&fresh), before, "the ids are those of a crawl");
    put(&fresh, "ekvik.warc.gz", &archive);
    let report = fresh.json(&["import", "ekvik.warc.gz"]);
    assert_eq!(
        (report["new"].as_u64(), report["changed"].as_u64()),
        (Some(0), Some(0)),
        "{report}"
    );
    assert_eq!(ids(&fresh), before);
}

#[test]
fn importing_twice_changes_nothing() {
    let (_site, house, archive) = archived_site();
    put(&house, "ekvik.warc.gz", &archive);
    house.well(&["import", "ekvik.warc.gz"]);
    let before = house.documents();
    let report = house.json(&["import", "ekvik.warc.gz"]);
    assert_eq!(
        (report["new"].as_u64(), report["changed"].as_u64()),
        (Some(0), Some(0)),
        "{report}"
    );
    assert!(report["unchanged"].as_u64() >= Some(2));
    assert_eq!(house.documents(), before);
}

#[test]
fn a_page_alone_is_a_document_where_it_is_an_article() {
    let (site, house, _) = archived_site();
    let unlisted = "https://annan.example/nyheter/";
    let archive = [
        html(&site.url("/om/historia"), &article("Ekviks historia", LONG, "")),
        html(&format!("{unlisted}bro?utm_source=x"), &article("Bro i annan stad", LONG, "")),
        html(
            &format!("{unlisted}hemlig"),
            &article("Hemlig", LONG, "<meta name=robots content=noindex>"),
        ),
        response(
            &format!("{unlisted}bortbedd"),
            "200 OK\r\nContent-Type: text/html\r\nX-Robots-Tag: noindex",
            &article("Bortbedd", LONG, ""),
        ),
        html(
            &format!("{unlisted}kopia"),
            &article("Utan kopia", LONG, "<meta name=robots content=noarchive>"),
        ),
        html(
            &format!("{unlisted}formular"),
            "<html><title>Logga in</title><form>Namn</form></html>",
        ),
        html(
            &format!("{unlisted}farlig"),
            &article(
                "Farlig",
                &format!("{LONG}<script>alert(1)</script><img src=x onerror=alert(1)>"),
                "",
            ),
        ),
    ];
    put(&house, "a.warc", &archive.concat());
    let report = house.json(&["import", "a.warc"]);
    assert_eq!(report["new"], 4, "{report}");
    assert_eq!(
        (report["skipped"]["no_index"].as_u64(), report["skipped"]["no_article"].as_u64()),
        (Some(2), Some(1))
    );
    let documents = house.documents();
    let named = |title: &str| documents.iter().find(|document| document["title"] == title).unwrap();
    assert_eq!(named("Ekviks historia")["source"], "ekvik", "the source of its site");
    assert_eq!(named("Bro i annan stad")["source"], "arkiv");
    assert_eq!(named("Bro i annan stad")["url"], format!("{unlisted}bro"));
    assert!(named("Utan kopia").get("html").is_none());
    let dangerous = named("Farlig").to_string();
    assert!(!dangerous.contains("alert") && !dangerous.contains("onerror"), "{dangerous}");
    assert_eq!(house.titles("källa:arkiv kopia"), ["Utan kopia"]);
    assert_eq!(house.source("arkiv")["documents"], 3);

    // A feed that links to it later finds it by its address.
    let id = named("Ekviks historia")["id"].clone();
    site.feed("/rss.xml", &[("Ekviks historia", "/om/historia", "Kort om historien")]);
    house.json(&["crawl", "--all"]);
    let again = house.documents();
    let again: Vec<_> = again.iter().filter(|d| d["title"] == "Ekviks historia").collect();
    assert_eq!(again.len(), 1);
    assert_eq!(again[0]["id"], id);
}

#[test]
fn redirects_lead_to_the_page_of_an_entry() {
    let (site, house, _) = archived_site();
    let link = site.url("/kort");
    let feed = site.rss_text(&crate::site::item("Ny bro", &link, &link, "Kort"));
    let archive = [
        response(&site.url("/rss.xml"), "200 OK\r\nContent-Type: text/xml", &feed),
        response(&link, "301 Moved\r\nLocation: /langre/adress", ""),
        html(&site.url("/langre/adress"), &article("Ny bro", LONG, "")),
    ];
    put(&house, "a.warc", &archive.concat());
    assert_eq!(house.json(&["import", "a.warc"])["new"], 1);
    let documents = house.documents();
    assert!(documents[0]["text"].as_str().unwrap().contains("återvunnet"), "{documents:?}");
    assert_eq!(documents[0]["url"], site.url("/langre/adress"));
}

#[test]
fn what_is_broken_costs_itself_and_is_told_with_its_place() {
    let (_, house, archive) = archived_site();
    let good = html("https://annan.example/a", &article("Hel", LONG, ""));
    let broken = b"WARC/1.0\r\nWARC-Type: response\r\n\r\nutan slut\r\n\r\n";
    put(&house, "b.warc", &[good.as_slice(), broken, &good].concat());
    let said = house.run(&["import", "b.warc"]);
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(said.err.contains(&format!("b.warc: posten vid byte {}", good.len())), "{said:?}");
    assert!(said.out.starts_with("3 lästa: 1 nya"), "{said:?}");

    // A file that breaks off keeps what was whole.
    put(&house, "avbruten.warc.gz", &archive[..archive.len() - 9]);
    let report = house.json(&["import", "avbruten.warc.gz"]);
    assert_eq!((report["new"].as_u64(), report["failed"].as_u64()), (Some(2), Some(1)), "{report}");

    put(&house, "skrap.warc", &[b'\x1f', 0x8b, 8, 0, 1, 2, 3]);
    assert_eq!(house.run(&["import", "skrap.warc"]).code, Some(65));
    let said = house.run(&["import", "finns-inte.warc"]);
    assert_eq!(said.code, Some(74), "{said:?}");
    assert!(said.err.contains("finns-inte.warc"));
    let said = house.run(&["import", "b.warc", "--source", "okand"]);
    assert_eq!(said.code, Some(78), "{said:?}");
}

#[test]
fn a_bomb_is_left_out() {
    let (_, house, _) = archived_site();
    let bomb = packed(&vec![b' '; 12 * 1024 * 1024]);
    let mut block =
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n".to_vec();
    block.extend_from_slice(&bomb);
    let mut archive = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://annan.example/b\r\n\
         Content-Length: {}\r\n\r\n",
        block.len()
    )
    .into_bytes();
    archive.extend_from_slice(&block);
    archive.extend_from_slice(b"\r\n\r\n");
    archive.extend_from_slice(&html("https://annan.example/a", &article("Hel", LONG, "")));
    put(&house, "bomb.warc", &archive);
    let report = house.json(&["import", "bomb.warc"]);
    assert_eq!(
        (report["new"].as_u64(), report["skipped"]["too_large"].as_u64()),
        (Some(1), Some(1)),
        "{report}"
    );
}

#[test]
fn a_folder_of_saved_files_is_read_by_what_they_hold() {
    let (site, house, _) = archived_site();
    let feed = site.rss_text(&crate::site::item("Ny bro", &site.url("/ny-bro"), "bro", "Kort"));
    put(&house, "sparat/nagot.txt", feed.as_bytes());
    let note = |url: &str| format!("<!-- saved from url=(0001){url} -->\n");
    let page = article("Ny bro", LONG, "");
    put(&house, "sparat/Ny bro – Ekvik.html", (note(&site.url("/ny-bro")) + &page).as_bytes());
    put(&house, "sparat/annan.example/nyheter/å.html", article("Speglad", LONG, "").as_bytes());
    put(&house, "sparat/utan.html", article("Utan adress", LONG, "").as_bytes());
    put(&house, "sparat/bild.png", b"\x89PNG");
    put(&house, "sparat/rader.json", b"{\"id\":\"r1\",\"source\":\"lund\",\"title\":\"Rad\"}\n");
    let report = house.json(&["import", "sparat"]);
    assert_eq!(report["new"], 4, "{report}");
    let documents = house.documents();
    let named = |title: &str| documents.iter().find(|document| document["title"] == title).unwrap();
    assert!(named("Ny bro")["text"].as_str().unwrap().contains("återvunnet"));
    assert_eq!(named("Speglad")["url"], "https://annan.example/nyheter/%C3%A5.html");
    assert!(named("Utan adress").get("url").is_none());
    assert_eq!(named("Rad")["source"], "lund");
    assert_eq!(house.json(&["import", "sparat"])["new"], 0);
}

#[test]
fn the_page_of_a_listing_and_a_feed_of_its_site_belong_to_it() {
    let site = Site::start();
    let fields = "kind = \"listing\"\n[source.listing]\nitem = \"li\"\n";
    let house = House::with_source(&site, "/nyheter", fields);
    let list = "<html><body><ul><li><a href=\"/bro\">Ny bro över ån</a></li></ul></body></html>";
    let feed = site.rss_text(&crate::site::item("Ny skola", &site.url("/skola"), "", "Kort"));
    let archive = [
        html(&site.url("/nyheter"), list),
        response(&site.url("/rss.xml"), "200 OK\r\nContent-Type: application/rss+xml", &feed),
    ];
    put(&house, "a.warc", &archive.concat());
    let report = house.json(&["import", "a.warc"]);
    assert_eq!((report["new"].as_u64(), report["failed"].as_u64()), (Some(2), Some(0)), "{report}");
    assert!(house.documents().iter().all(|document| document["source"] == "ekvik"));
    let before = ids(&house);
    site.answer("/nyheter", Answer::new(200, "text/html", list));
    house.json(&["crawl"]);
    assert_eq!(ids(&house), before, "a crawl of the list finds its article again");
}

#[test]
fn an_older_archive_does_not_undo_what_is_known_since() {
    let (site, mut house, archive) = archived_site();
    house.at("2026-11-21T07:00:00Z");
    site.feed(
        "/rss.xml",
        &[("Ny bro", "/ny-bro", "Rättat i efterhand"), ("Ny skola", "/skola", "Kort")],
    );
    house.json(&["crawl"]);
    let before = house.documents();
    put(&house, "ekvik.warc.gz", &archive);
    assert_eq!(house.json(&["import", "ekvik.warc.gz"])["changed"], 0);
    assert_eq!(house.documents(), before);
}

/// Archives of others, whole and broken, where they lie beside the checkout.
#[test]
fn archives_of_others_are_survived() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/warc");
    let Ok(files) = fs::read_dir(&folder) else {
        eprintln!("no archives of others beside the checkout: nothing to look at");
        return;
    };
    let house = House::new();
    for file in files.map(|file| file.unwrap().path()) {
        let said = house.run(&["import", file.to_str().unwrap(), "--json"]);
        assert!(matches!(said.code, Some(0 | 1 | 65)), "{}: {said:?}", file.display());
        let report: Value = serde_json::from_str(&said.out).unwrap();
        eprintln!("{}: {report}", file.file_name().unwrap().display());
    }
}

#[test]
fn private_letters_in_a_folder_stay_private() {
    let house = House::new();
    let letter = |more: &str, subject: &str| {
        format!(
            "From: Bo Ek <bo@ekvik.example>\r\nTo: anna@ekvik.example\r\nSubject: {subject}\r\n\
             Message-ID: <{subject}@ekvik.example>\r\n{more}\r\n{LONG}\r\n"
        )
    };
    put(&house, "mail/privat.eml", letter("", "Hemligt").as_bytes());
    let list = "List-Id: <nytt.ekvik.example>\r\n";
    put(&house, "mail/utskick.eml", letter(list, "Nyheter").as_bytes());
    let said = house.well(&["import", "mail"]);
    assert!(said.out.contains("privata brev"), "{said:?}");
    let documents = house.documents();
    let titles: Vec<&str> = documents.iter().map(|one| one["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["Nyheter"]);
}

#[test]
fn what_is_no_text_at_all_is_one_problem_and_no_thousand() {
    let house = House::new();
    put(&house, "bild.bin", &[0, 159, 146, 150, 10].repeat(5_000));
    let said = house.run(&["import", "bild.bin"]);
    assert!(said.err.lines().count() <= 2, "{said:?}");
    assert_eq!(said.code, Some(65), "{said:?}");
    assert!(said.err.contains("neither an archive"), "{said:?}");
}
