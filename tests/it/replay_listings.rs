//! The lists and sitemaps of real sites are found without being told where, and read whole.
//!
//! It runs on a loopback web of realistic sites: test data beside the checkout when present.

use std::fs;

use serde_json::Value;

use crate::house::House;
use crate::replay::Web;

/// The sites with a list, and what its first page holds: articles, and how many of them have dates.
const LISTS: [(&str, u64, u64); 3] =
    [("sv-press-lista", 12, 12), ("malmo-klimat", 10, 0), ("mangfold", 50, 50)];

fn empty_house(web: &Web) -> House {
    let house = House::new();
    house.write("sources.toml", "[network]\nname = \"Prov\"\ncontact = \"prov@example.org\"\n");
    house.allow(&[&format!("127.0.2.0/24:{}", web.port)]);
    house
}

fn site<'m>(manifest: &'m Value, id: &str) -> &'m Value {
    manifest["sites"].as_array().unwrap().iter().find(|site| site["id"] == id).unwrap()
}

/// Adds the list of a page as it was found, reading all its pages.
fn add_list(house: &House, id: &str, url: &str) -> Value {
    let found = house.json(&["sources", "discover", url]);
    let candidates = found["candidates"].as_array().unwrap();
    let list = candidates.iter().find(|one| one["kind"] == "listing").unwrap().clone();
    let number = list["number"].to_string();
    house.well(&["sources", "add", url, "--pick", &number, "--id", id, "--yes"]);
    let sources = fs::read_to_string(house.path("sources.toml")).unwrap();
    house.write("sources.toml", &sources.replace("max_pages = 5", "max_pages = 10"));
    list
}

#[test]
fn lists_are_found_and_read_whole() {
    let Some(web) = Web::start() else { return };
    let manifest = web.json("manifest.json");
    let house = empty_house(&web);
    for (id, articles, dated) in LISTS {
        let url = site(&manifest, id)["start_url"].as_str().unwrap();
        let list = add_list(&house, id, url);
        assert_eq!((&list["entries"], &list["dated"]), (&articles.into(), &dated.into()), "{list}");
    }
    house.json(&["crawl"]);
    let documents = house.documents();
    for (id, _, dated) in LISTS {
        let of_site = documents.iter().filter(|document| document["source"] == id);
        assert_eq!(of_site.clone().count() as u64, site(&manifest, id)["items_gen1"], "{id}");
        for document in of_site {
            let expected = web.reference(document["url"].as_str().unwrap());
            let words = |value: &Value| -> Vec<String> {
                value.as_str().unwrap().split_whitespace().map(str::to_owned).collect()
            };
            assert_eq!(words(&document["title"]), words(&expected["title"]), "{document}");
            let day = |value: &Value| value.as_str().map(|text| text[..10].to_owned());
            let expected_day = day(&expected["date"]).filter(|_| dated > 0);
            assert_eq!(day(&document["published"]), expected_day, "{document}");
        }
    }
    assert_eq!(web.json("stats")["robots_violations"], 0);
}

#[test]
fn a_list_that_was_rebuilt_says_how_to_read_it_now() {
    let Some(web) = Web::start() else { return };
    let manifest = web.json("manifest.json");
    let mut house = empty_house(&web);
    let mangfold = site(&manifest, "mangfold");
    add_list(&house, "mangfold", mangfold["start_url"].as_str().unwrap());
    house.json(&["crawl"]);
    let before = house.documents();

    web.ask("POST", "generation?n=3");
    house.at("2026-11-29T09:00:00Z");
    house.json(&["crawl"]);
    assert_eq!(house.documents(), before, "what was collected stays");
    let row = house.source("mangfold");
    assert_eq!(
        (&row["health"], &row["error_class"]),
        (&"failing".into(), &"parse:selector".into())
    );
    let sentence = row["sentence"].as_str().unwrap();
    assert!(sentence.contains("Det som inte hittas är item = \"li.event-item\"."), "{sentence}");
    let found = sentence.split("läses med ").nth(1).expect(sentence);
    let found = found.split(". Är det rätt lista").next().unwrap().replace(", ", "\n");

    let sources = fs::read_to_string(house.path("sources.toml")).unwrap();
    let (head, _) = sources.split_once("[source.listing]").unwrap();
    house.write("sources.toml", &format!("{head}[source.listing]\n{found}\n"));
    house.at("2026-11-30T09:00:00Z");
    let report = house.json(&["crawl", "--all"]);
    let new = mangfold["new_in_gen2"].as_array().unwrap().len();
    assert_eq!(report["new_documents"], new, "only what is new is new: {report}");
}

#[test]
fn sitemaps_are_counted_as_their_sites_count() {
    let Some(web) = Web::start() else { return };
    let manifest = web.json("manifest.json");
    let house = empty_house(&web);
    let cases = [
        ("sv-artiklar", "/sitemap.xml", "/artikel.aspx?"),
        ("eu-stader", "/sitemap_index.xml", "/cities/"),
        ("lund-projekt", "/sitemap.xml", "/projekt/"),
    ];
    let mut sources = fs::read_to_string(house.path("sources.toml")).unwrap();
    for (id, path, include) in cases {
        let base = site(&manifest, id)["base"].as_str().unwrap();
        sources += &format!(
            "\n[[source]]\nid = \"{id}\"\nname = \"{id}\"\nurl = \"{base}{path}\"\n\
             kind = \"sitemap\"\n[source.sitemap]\ninclude = [\"{include}\"]\n"
        );
    }
    house.write("sources.toml", &sources);
    for (id, ..) in cases {
        let seen = house.json(&["sources", "test", id]);
        assert_eq!(seen["entries_found"], site(&manifest, id)["items_gen1"], "{id}: {seen}");
    }
}

#[test]
fn every_site_says_what_it_has() {
    let Some(web) = Web::start() else { return };
    let manifest = web.json("manifest.json");
    let house = empty_house(&web);
    for site in manifest["sites"].as_array().unwrap() {
        let discovery = site["discovery"].as_array().unwrap();
        let has_feed = discovery.iter().any(|how| how == "rel=alternate");
        if !has_feed || site["id"] == "samapne-ny" || site["id"] == "ldt4ssc" {
            continue;
        }
        let home = format!("{}/", site["base"].as_str().unwrap());
        let found = house.json(&["sources", "discover", &home]);
        let best = &found["candidates"][0];
        assert_eq!((&best["kind"], &best["how"]), (&"feed".into(), &"alternate".into()), "{found}");
        assert_eq!(best["url"], site["start_url"], "{found}");
    }
    assert_eq!(web.json("stats")["robots_violations"], 0);
}
