//! A source can be looked at before it is believed: `sources show` tells its history, `sources test`
//! fetches now and stores nothing, `sources verify` tries what is switched off and writes what came
//! of it into the source list, touching nothing else there.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;

use crate::house::House;
use crate::site::{Answer, Site};

const FEED: &str = "/feed.xml";

fn house_with(site: &Site) -> House {
    site.feed(FEED, &[("Gröna tak", "/tak", "Tolv tak."), ("Ny park", "/park", "Vid ån.")]);
    House::with_feeds(site, &[("ekvik", FEED)], "every = \"1h\"\npriority = 1")
}

#[test]
fn show_tells_history_and_what_is_special() {
    let site = Site::start();
    let mut house = house_with(&site);
    let said = house.well(&["sources", "show", "ekvik"]);
    assert!(said.out.contains("Källan har inte lästs än."), "{said:?}");
    house.well(&["crawl"]);
    site.answer(FEED, Answer::new(503, "text/plain", ""));
    house.at("2026-11-21T09:00:00Z");
    house.run(&["crawl"]);
    let said = house.well(&["sources", "show", "ekvik"]);
    for part in [
        "ekvik – ekvik",
        "Servern har fel på sin sida.",
        "Vi försöker igen lördag 21 november ",
        "every = 60 minutes",
        "priority = 1",
        "Senaste kontrollerna",
        "2026-11-21 10:00",
        "2 nya, 0 ändrade",
        "503",
    ] {
        assert!(said.out.contains(part), "{part}: {}", said.out);
    }
    let shown = house.json(&["sources", "show", "ekvik"]);
    assert_eq!(shown["checks"].as_array().unwrap().len(), 2, "{shown}");
    assert_eq!(shown["checks"][0]["error_class"], "status:503");
    assert_eq!(shown["checks"][1]["new_documents"], 2);
    let unknown = house.run(&["sources", "show", "finns-inte"]);
    assert_eq!(unknown.code, Some(78), "{unknown:?}");
    assert!(unknown.err.contains("there is no source `finns-inte`"), "{unknown:?}");
}

#[test]
fn a_test_shows_every_step_and_stores_nothing() {
    let site = Site::start();
    let house = house_with(&site);
    let old = "/gammal.xml";
    site.answer(old, Answer::new(301, "text/plain", "").header("Location", &site.url(FEED)));
    let said = house.well(&["sources", "test", &site.url(old)]);
    for part in [
        format!("1. {} → 404", site.url("/robots.txt")),
        "inga regler, allt är tillåtet".to_owned(),
        format!("2. {} → 301 → {}", site.url(old), site.url(FEED)),
        format!("3. {} → 200, application/rss+xml", site.url(FEED)),
        "Läst som flöde (UTF-8), poster: 2".to_owned(),
        "2026-11-19  Gröna tak".to_owned(),
        "Skulle sparas: 2 nya och 0 ändrade dokument".to_owned(),
        "Inget har sparats.".to_owned(),
    ] {
        assert!(said.out.contains(&part), "{part}: {}", said.out);
    }
    assert!(!house.path("data").exists() && !house.path("index").exists());

    house.well(&["crawl"]);
    site.feed(FEED, &[("Gröna tak", "/tak", "Tretton tak."), ("Nytt torg", "/torg", "Mitt i.")]);
    let before = (house.documents(), house.source("ekvik"));
    let shown = house.json(&["sources", "test", "ekvik"]);
    let stored = shown["would_store"].as_array().unwrap();
    let is_new: Vec<_> = stored.iter().map(|document| &document["is_new"]).collect();
    assert_eq!(is_new, [false, true], "{shown}");
    assert_eq!((&shown["entries_found"], &shown["health"]), (&2.into(), &"ok".into()));
    assert_eq!(before, (house.documents(), house.source("ekvik")), "nothing is stored");
    assert_eq!(house.json(&["crawl", "--all"])["new_documents"], 1, "nor remembered");
}

#[test]
fn a_test_that_fails_says_why_by_its_exit_code_too() {
    let site = Site::start();
    let house = house_with(&site);
    let page = "<!doctype html><html><title>Nyheter</title>";
    site.answer("/sida", Answer::new(200, "text/html", page));
    site.answer("/fort", Answer::new(429, "text/plain", "").header("Retry-After", "7200"));
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let closed = listener.local_addr().unwrap().port();
    drop(listener);
    for (url, code, sentence) in [
        (site.url("/sida"), 65, "svaret är en vanlig webbsida och inget flöde"),
        (site.url("/finns-inte"), 1, "det finns inget på adressen"),
        (site.url("/fort"), 1, "servern tycker att vi frågar för ofta"),
        ("http://10.0.0.1/feed".to_owned(), 78, "adressen är inte en som Utkik får besöka"),
    ] {
        let said = house.run(&["sources", "test", &url]);
        assert_eq!(said.code, Some(code), "{said:?}");
        assert!(said.out.contains(sentence), "{said:?}");
    }
    house.allow(&[&site.network(), &format!("127.0.0.1/32:{closed}")]);
    let said = house.run(&["sources", "test", &format!("http://127.0.0.1:{closed}/")]);
    assert_eq!(said.code, Some(69), "{said:?}");
    assert_eq!(house.run(&["sources", "test", "finns-inte"]).code, Some(78));
    assert_eq!(house.run(&["sources", "test"]).code, Some(2));
}

/// A list by a person: comments everywhere, four sources that are switched off.
fn list(site: &Site) -> String {
    format!(
        "# Vår lista, sköts av Karin\n[network]\nname = \"N\"\ncontact = \"a@example.org\"\n\n\
         [[source]]\nid = \"bra\"\nname = \"Bra\"   # den bästa\nurl = \"{good}\"\n\
         enabled = false      # tills vidare\nreason = \"inte prövad\"\n\n\
         # Här bor spöken\n[[source]]\nid = \"borta\"\nname = \"Borta\"\nurl = \"{gone}\"\n\
         enabled = false\n\n\
         [[source]]\nid = \"tom\"\nname = \"Tom\"\nurl = \"{empty}\"\nenabled = false\n\
         reason = \"vet ej\"\n\n\
         [[source]]\nid = \"mall\"\nname = \"Mall\"\nurl = \"https://x.example/{{n}}\"\n\
         enabled = false\nreason = \"mall: fyll i\"\n",
        good = site.url(FEED),
        gone = site.url("/borta.xml"),
        empty = site.url("/tom.xml"),
    )
}

#[test]
fn verify_writes_what_came_of_it_and_nothing_else() {
    let site = Site::start();
    site.feed(FEED, &[("Gröna tak", "/tak", "Tolv tak.")]);
    site.rss("/tom.xml", "");
    let house = House::new();
    let file = house.path("sources.toml");
    house.write("sources.toml", &list(&site));
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    house.allow(&[&site.network()]);

    let said = house.run(&["sources", "verify", "--dry-run"]);
    assert_eq!(said.code, Some(1), "{said:?}");
    for line in [
        "- enabled = false      # tills vidare\n",
        "+ enabled = true      # tills vidare\n",
        "- reason = \"inte prövad\"\n",
        "+ reason = \"prövad 2026-11-21: det finns inget på adressen\"\n",
    ] {
        assert!(said.out.contains(line), "{line}: {}", said.out);
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), list(&site), "a dry run writes nothing");

    let said = house.run(&["sources", "verify"]);
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(said.out.contains("Prövade: 3, går att läsa och är påslagna: 1"), "{said:?}");
    let expected = list(&site)
        .replace("enabled = false      # tills vidare\nreason = \"inte prövad\"\n", "enabled = true      # tills vidare\n")
        .replace(
            "borta.xml\"\nenabled = false\n",
            "borta.xml\"\nenabled = false\nreason = \"prövad 2026-11-21: det finns inget på adressen\"\n",
        )
        .replace("\"vet ej\"", "\"prövad 2026-11-21: svaret är giltigt men har inga poster\"");
    assert_eq!(fs::read_to_string(&file).unwrap(), expected);
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
    let asked = site.paths();
    let feeds = asked.iter().filter(|path| *path != "/robots.txt").count();
    assert_eq!(feeds, 6, "each once a run: {asked:?}");

    assert_eq!(house.source("bra")["enabled"], true);
    assert_eq!(house.json(&["crawl"])["new_documents"], 1);
}

#[test]
fn verify_blames_no_source_for_a_dead_network() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let house = House::new();
    let list = format!(
        "[network]\ncontact = \"a@example.org\"\n[[source]]\nid = \"far\"\nname = \"Far\"\n\
         url = \"http://{address}/feed\"\nenabled = false\n"
    );
    house.write("sources.toml", &list);
    house.allow(&[&format!("127.0.0.1/32:{}", address.port())]);
    let said = house.run(&["sources", "verify"]);
    assert_eq!(said.code, Some(69), "{said:?}");
    assert!(said.err.contains("inget har skrivits"), "{said:?}");
    assert_eq!(fs::read_to_string(house.path("sources.toml")).unwrap(), list);
}
