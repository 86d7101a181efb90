//! Whoever looks at a source hears what was repaired in it, each kind once and in plain words, until
//! its site has mended it.

use crate::house::House;
use crate::site::{Answer, Site, item};

const FEED: &str = "/feed.xml";

#[test]
fn what_was_repaired_is_told_until_it_is_mended() {
    let site = Site::start();
    let mut house = House::with_feeds(&site, &[("ekvik", FEED)], "every = \"1h\"");
    let broken = ["BorÃ¥s & Ã–rebro", "FÃ¶rslag"]
        .map(|title| item(title, &site.url(&format!("/{}", title.len())), "", "Text."));
    let body = site.rss_text(&broken.concat());
    site.answer(FEED, Answer::new(200, "text/html", body).header("ETag", "\"a\""));
    let report = house.json(&["crawl"]);
    let told = ["double_encoding", "ampersands", "content_type"];
    assert_eq!(report["sources"][0]["repairs"], serde_json::json!(told), "{report}");
    assert_eq!(house.titles("förslag"), ["Förslag"]);

    // An answer that has not changed is as broken as before.
    house.at("2026-11-21T09:00:00Z");
    house.well(&["crawl"]);
    let said = house.well(&["sources", "show", "ekvik"]);
    for part in ["Rättat vid läsningen", "dubbelkodade", "&amp;", "kallar sig webbsida"] {
        assert_eq!(said.out.matches(part).count(), 1, "{part}: {}", said.out);
    }
    let shown = house.json(&["sources", "show", "ekvik"]);
    assert_eq!(shown["repairs"][0]["repair"], "double_encoding", "{shown}");
    let said = house.well(&["sources", "test", "ekvik"]);
    assert!(said.out.contains("dubbelkodade"), "{said:?}");

    site.feed(FEED, &[("Förslag", "/1", "Text.")]);
    house.at("2026-11-22T09:00:00Z");
    house.well(&["crawl"]);
    let said = house.well(&["sources", "show", "ekvik"]);
    assert!(!said.out.contains("Rättat vid läsningen"), "{said:?}");
}
