//! A site says how it can be watched: its feeds, interfaces, lists and sitemaps are found with few
//! requests, shown with their newest entries, and written into the source list only on somebody's
//! word, with every other byte of it as it was.

use std::fs;

use serde_json::Value;

use crate::house::House;
use crate::site::{Answer, Site, item};

const LIST: &str = "# Vår lista  \n[network]\nname = 'Prov'\ncontact = \"prov@example.org\"\n\n\
    [[source]]\nid = \"finns\"   # den första\nname = \"Finns\"\nurl = \"https://finns.example/rss\"\n\
    enabled = false # än så länge\n\n# sist i filen";

/// A site with everything: a feed in the head, one that is gone, `WordPress`, a list, a sitemap.
fn site() -> Site {
    let site = Site::start();
    let articles: String = (1..=6)
        .map(|number| {
            format!(
                "<li class=\"news__item\"><h3><a href=\"/nyheter/{number}\">Nyhet nummer {number} om \
                 staden</a></h3><span class=\"news__date\">{number} november 2026</span>\
                 <p class=\"news__lead\">En ingress som säger vad nyheten handlar om.</p></li>"
            )
        })
        .collect();
    let page = format!(
        "<!doctype html><html lang=\"sv\"><head><title>Nyheter – Ekvik</title>\
         <link rel=alternate type=application/rss+xml title=\"Borta\" href=/borta.xml>\
         <link rel=alternate type=application/rss+xml title=\"Ekvik nyheter\" href=/nyheter.xml>\
         <link rel=\"https://api.w.org/\" href=/wp-json/></head><body>\
         <nav><a href=/om>Om</a><a href=/rss-om>RSS</a></nav>\
         <ul class=\"news\">{articles}</ul></body></html>"
    );
    site.answer("/nyheter/", Answer::new(200, "text/html; charset=utf-8", page));
    let items: String = (1..=3)
        .map(|number| {
            let link = site.url(&format!("/nyheter/{number}"));
            item(&format!("Nyhet {number}"), &link, "", "Kort om nyheten.")
        })
        .collect();
    site.rss("/nyheter.xml", &items);
    site.answer(
        "/wp-json/wp/v2/posts?per_page=50",
        Answer::new(
            200,
            "application/json",
            "[{\"id\":1,\"date_gmt\":\"2026-11-20T08:00:00\",\"link\":\"/nyheter/1\",\
              \"title\":{\"rendered\":\"Nyhet 1\"},\"excerpt\":{\"rendered\":\"<p>Kort.</p>\"}}]",
        ),
    );
    site.answer(
        "/robots.txt",
        Answer::new(200, "text/plain", format!("Sitemap: {}\n", site.url("/karta.xml"))),
    );
    let addresses: String = (1..=4)
        .map(|number| {
            let link = site.url(&format!("/nyheter/{number}"));
            format!("<url><loc>{link}</loc><lastmod>2026-11-1{number}</lastmod></url>")
        })
        .collect();
    let other = format!("<url><loc>{}</loc></url>", site.url("/om"));
    site.answer(
        "/karta.xml",
        Answer::new(200, "application/xml", format!("<urlset>{addresses}{other}</urlset>")),
    );
    site
}

fn house(site: &Site) -> House {
    let house = House::new();
    house.write("sources.toml", LIST);
    house.allow(&[&site.network()]);
    house
}

fn kinds(found: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let candidates = found["candidates"].as_array().unwrap().iter();
    candidates.map(|one| (text(&one["kind"]), text(&one["how"]))).collect()
}

#[test]
fn all_ways_are_found_and_the_best_stands_first() {
    let site = site();
    let house = house(&site);
    let found = house.json(&["sources", "discover", &site.url("/nyheter/")]);
    let expected = [
        ("feed", "alternate"),
        ("register", "interface"),
        ("listing", "block"),
        ("sitemap", "sitemap"),
    ];
    assert_eq!(kinds(&found), expected.map(|(a, b)| (a.to_owned(), b.to_owned())), "{found}");
    let candidates = found["candidates"].as_array().unwrap();
    assert_eq!(candidates[0]["title"], "Exempel");
    assert_eq!(candidates[0]["newest"].as_array().unwrap().len(), 3);
    assert_eq!((&candidates[2]["entries"], &candidates[2]["dated"]), (&6.into(), &6.into()));
    assert_eq!(candidates[2]["listing"]["item"], "li.news__item");
    assert_eq!(candidates[2]["newest"][0]["title"], "Nyhet nummer 6 om staden");
    assert_eq!(candidates[3]["include"][0], "/nyheter/", "the part that was asked about");
    assert_eq!(candidates[3]["entries"], 4);
    assert_eq!(found["dead"][0]["url"], site.url("/borta.xml"));
    assert_eq!(fs::read_to_string(house.path("sources.toml")).unwrap(), LIST, "nothing is written");
    assert!(site.requests().len() <= 13, "{:?}", site.paths());
    let robots = site.paths().iter().position(|path| path == "/robots.txt");
    assert_eq!(robots, Some(0), "the rules come first");
}

#[test]
fn what_is_found_is_told_in_plain_words() {
    let site = site();
    let house = house(&site);
    let said = house.well(&["sources", "discover", &site.url("/nyheter/")]).out;
    for part in [
        "1. Flöde som sidan pekar ut: 3 poster, med datum och ingress\n",
        "2. Innehåll ur webbplatsens WordPress (wp-json): 1 post, med datum och ingress\n",
        "3. Lista på sidan: 6 poster, med datum och ingress\n",
        "   item = \"li.news__item\"\n",
        "   2026-11-06  Nyhet nummer 6 om staden\n",
        "4. Webbkarta: 4 adresser\n",
        "Sidan pekar också ut detta, som inte går att läsa:\n",
        &format!("utkik sources add {}", site.url("/nyheter/")),
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    let is_address = |line: &&str| line.contains("http");
    let long = said.lines().filter(|line| !is_address(line)).find(|line| line.chars().count() > 80);
    assert_eq!(long, None);
    let said = house.well(&["sources", "discover", &site.url("/nyheter/"), "--language", "en"]).out;
    assert!(
        said.contains("1. Feed that the page names: 3 entries, with dates and leads\n"),
        "{said}"
    );
}

#[test]
fn the_best_way_is_written_and_every_other_byte_stays() {
    let site = site();
    let house = house(&site);
    let url = site.url("/nyheter/");
    let said = house.run(&["sources", "add", &url]);
    assert_eq!(said.code, Some(2), "nobody is there to be asked: {said:?}");
    assert!(said.err.contains("--yes"), "{said:?}");
    assert!(site.requests().is_empty(), "nor is the site");

    let shown = house.well(&["sources", "add", &url, "--dry-run"]);
    assert!(shown.out.contains("[[source]]\nid = \"exempel\"\n"), "{shown:?}");
    assert_eq!(fs::read_to_string(house.path("sources.toml")).unwrap(), LIST);

    let said = house.well(&["sources", "add", &url, "--yes", "--group", "skane"]);
    assert!(said.out.contains("exempel är tillagd"), "{said:?}");
    let now = fs::read_to_string(house.path("sources.toml")).unwrap();
    let new = now.strip_prefix(LIST).expect("the list stands as it was");
    let expected = format!(
        "\n\n# Hittad 2026-11-21 på {url}: flöde som sidan pekar ut.\n[[source]]\nid = \"exempel\"\n\
         name = \"Exempel\"\nurl = \"{}\"\nlanguage = \"sv\"\ncountry = \"SE\"\ngroup = \"skane\"\n",
        site.url("/nyheter.xml")
    );
    assert_eq!(new, expected);
    assert_eq!(house.json(&["crawl"])["new_documents"], 3);
}

#[test]
fn a_list_that_was_found_can_be_crawled_as_it_was_written() {
    let site = site();
    let house = house(&site);
    house.well(&["sources", "add", &site.url("/nyheter/"), "--pick", "3", "--id", "lista", "-y"]);
    let report = house.json(&["crawl"]);
    assert_eq!(report["new_documents"], 6, "{report}");
    let documents = house.documents();
    assert!(documents.iter().all(|document| document["source"] == "lista"));
    let sixth =
        documents.iter().find(|document| document["url"] == site.url("/nyheter/6")).unwrap();
    assert_eq!(sixth["title"], "Nyhet nummer 6 om staden");
    assert!(sixth["published"].as_str().unwrap().starts_with("2026-11-06"));
}

#[test]
fn what_is_there_already_is_refused_with_its_place() {
    let site = site();
    let house = house(&site);
    let url = site.url("/nyheter/");
    house.well(&["sources", "add", &url, "--yes"]);
    let before = fs::read_to_string(house.path("sources.toml")).unwrap();
    let again = house.run(&["sources", "add", &url, "--yes"]);
    assert_eq!(again.code, Some(78), "{again:?}");
    assert!(again.err.contains("rad 15") && again.err.contains("`exempel`"), "{again:?}");
    let taken = house.run(&["sources", "add", &url, "--yes", "--pick", "2", "--id", "finns"]);
    assert!(taken.code == Some(78) && taken.err.contains("`finns`"), "{taken:?}");
    let none = house.run(&["sources", "add", &url, "--yes", "--pick", "9"]);
    assert!(none.code == Some(2) && none.err.contains("1 till 4"), "{none:?}");
    assert_eq!(fs::read_to_string(house.path("sources.toml")).unwrap(), before);
    let found = house.json(&["sources", "discover", &url]);
    assert_eq!(found["candidates"][0]["known_as"], "exempel");
}

#[test]
fn from_a_home_page_its_lists_are_found() {
    let site = site();
    let home = "<html lang=sv><title>Ekvik</title><nav><a href=/nyheter/>Nyheter</a></nav>\
                <p>Välkommen</p></html>";
    site.answer("/", Answer::new(200, "text/html", home));
    let house = house(&site);
    let found = house.json(&["sources", "discover", &site.url("/")]);
    let kinds = kinds(&found);
    assert!(kinds.contains(&("listing".to_owned(), "linked".to_owned())), "{found}");
    assert_eq!(kinds[0], ("feed".to_owned(), "alternate".to_owned()), "the feed of that page");
    let list = found["candidates"].as_array().unwrap().iter().find(|one| one["kind"] == "listing");
    assert_eq!(list.unwrap()["url"], site.url("/nyheter/"));
    assert!(site.requests().len() <= 13, "{:?}", site.paths());
}

#[test]
fn a_register_is_known_for_one() {
    let site = Site::start();
    let records = (1..=4)
        .map(|number| {
            format!("{{\"id\":{number},\"title\":\"Projekt {number}\",\"url\":\"/p/{number}\"}}")
        })
        .collect::<Vec<String>>()
        .join(",");
    let records = format!("{{\"projects\":[{records}]}}");
    site.answer("/projekt.json", Answer::new(200, "application/json", records));
    let house = house(&site);
    let found = house.json(&["sources", "discover", &site.url("/projekt.json")]);
    assert_eq!(kinds(&found), [("register".to_owned(), "itself".to_owned())]);
    house.well(&["sources", "add", &site.url("/projekt.json"), "--yes", "--id", "projekt"]);
    house.json(&["crawl", "--source", "projekt"]);
    assert_eq!(house.titles("källa:projekt").len(), 4);
}

#[test]
fn a_site_without_anything_is_told_so_and_asked_little() {
    let site = Site::start();
    site.answer("/", Answer::new(200, "text/html", "<html><title>Tom</title><p>Hej</p></html>"));
    let house = house(&site);
    let said = house.run(&["sources", "discover", &site.url("/")]);
    assert_eq!(said.code, Some(65), "{said:?}");
    assert!(said.out.contains("hittades inget som går att bevaka"), "{said:?}");
    assert!(site.requests().len() <= 13, "{:?}", site.paths());
}

#[test]
fn a_site_that_wants_to_be_left_alone_is() {
    let site = site();
    site.answer("/robots.txt", Answer::new(200, "text/plain", "User-agent: *\nDisallow: /\n"));
    let house = house(&site);
    let said = house.run(&["sources", "discover", &site.url("/nyheter/")]);
    assert_eq!(said.code, Some(69), "{said:?}");
    assert_eq!(site.paths(), ["/robots.txt"]);
}

#[test]
fn lists_of_feeds_come_and_go() {
    let site = site();
    let house = house(&site);
    house.write(
        "lista.opml",
        "<?xml version=\"1.0\"?><opml version=\"2.0\"><body><outline text=\"Norden\">\
         <outline text=\"K&#248;ge &amp; co\" xmlUrl=\"https://koege.example/rss?a=1&amp;b=2\"/>\
         <outline text=\"Finns redan\" xmlUrl=\"https://finns.example/rss\"/></outline>\
         <outline text=\"Program\" xmlUrl=\"|~/hamta.py\"/></body></opml>",
    );
    let shown = house.well(&["sources", "import", "lista.opml", "--dry-run"]);
    assert!(shown.out.contains("id = \"koge-co\""), "{shown:?}");
    assert_eq!(fs::read_to_string(house.path("sources.toml")).unwrap(), LIST);
    let said = house.well(&["sources", "import", "lista.opml"]);
    assert_eq!(said.out, "Tillagda: 1, överhoppade: 2\n");
    assert!(said.err.contains("Finns redan: finns redan som `finns`"), "{said:?}");
    assert!(said.err.contains("Program: har ingen adress"), "{said:?}");
    let now = fs::read_to_string(house.path("sources.toml")).unwrap();
    let new = now.strip_prefix(LIST).expect("the list stands as it was");
    assert!(new.contains("# Ur lista.opml, 2026-11-21; mapp: Norden.\n[[source]]\n"), "{new}");

    let out = house.well(&["sources", "export"]).out;
    assert!(out.contains("<outline text=\"Norden\" title=\"Norden\">"), "{out}");
    assert!(out.contains("xmlUrl=\"https://koege.example/rss?a=1&amp;b=2\""), "{out}");
    assert!(!out.contains("finns.example"), "what is switched off stays here");
    house.well(&["sources", "export", "ut.opml", "--all", "--opml"]);
    let again = house.well(&["sources", "import", "ut.opml"]);
    assert_eq!(again.out, "Tillagda: 0, överhoppade: 2\n");
    house.write("fel.opml", "<html><body>Logga in</body></html>");
    let wrong = house.run(&["sources", "import", "fel.opml"]);
    assert_eq!(wrong.code, Some(65), "{wrong:?}");
}
