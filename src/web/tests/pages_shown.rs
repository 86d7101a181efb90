//! The pages say what they should, in the reader's language, without active content.

use super::world::{World, fill};

#[tokio::test]
async fn before_the_first_crawl_the_page_says_so_and_fills_when_it_is_done() {
    let world = World::empty().await;
    let start = world.get("/").await;
    assert_eq!(start.status, 200);
    assert!(start.body.contains("Inget är insamlat ännu"), "{}", start.body);
    let health = world.get("/healthz").await;
    assert_eq!((health.status, health.json()["status"].as_str()), (503, Some("waiting")));
    assert_eq!(world.get("/api/search?q=x").await.json()["total"], 0);
    assert_eq!(world.get("/documents/x").await.status, 503);
    fill(world.folder.path()).await;
    let filled = wait_until_searchable(&world).await;
    assert_eq!(filled["status"], "ok");
    assert_eq!(filled["documents"], 33);
}

/// The index is looked for at most once a second; asking is all that can be done.
async fn wait_until_searchable(world: &World) -> serde_json::Value {
    loop {
        let health = world.get("/healthz").await;
        if health.status == 200 {
            return health.json();
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_search_shows_hits_filters_and_pages() {
    let world = World::filled().await;
    let page = world.get("/?q=smarta+papperskorg").await.body;
    for shown in [
        "<html lang=\"sv\">",
        "30 träffar",
        "Tolkat som",
        "<mark>",
        "<h2 class=\"hit-title\" lang=\"sv\" dir=\"auto\">",
        "<time datetime=\"2026-11-20\">20 november 2026</time>",
        "Avgränsa sökningen",
        "href=\"/?q=smarta%20papperskorg%20k%C3%A4lla%3Amalmo\"",
        "href=\"/?q=smarta%20papperskorg%20efter%3A2026-11%20f%C3%B6re%3A2026-12\"",
        "November 2026",
        "href=\"/?q=smarta%20papperskorg&#38;page=2\"",
        "href=\"/?q=smarta%20papperskorg&#38;sort=date\"",
        "href=\"/feeds/search.atom?q=smarta%20papperskorg\"",
    ] {
        assert!(page.contains(shown), "{shown}\n{page}");
    }
    let second = world.get("/?q=smarta+papperskorg&page=2").await.body;
    assert_eq!(second.matches("<article class=\"hit\">").count(), 10);
    let deep = world.get("/?q=smarta+papperskorg&page=40").await.body;
    assert!(deep.contains("Så många sidor har sökningen inte"), "{deep}");
}

#[tokio::test]
async fn a_filter_can_be_taken_away_again() {
    let world = World::filled().await;
    let page = world.get("/?q=smarta+k%C3%A4lla:malmo+efter:2026-11+f%C3%B6re:2026-12").await.body;
    assert!(page.contains("30 träffar"), "{page}");
    assert!(page.contains("Källa: Malmö stad"), "{page}");
    assert!(page.contains("href=\"/?q=smarta%20efter%3A2026-11%20f%C3%B6re%3A2026-12\""), "{page}");
    assert!(page.contains("Månad: November 2026"), "{page}");
    assert!(page.contains("href=\"/?q=smarta%20k%C3%A4lla%3Amalmo\""), "{page}");
}

#[tokio::test]
async fn the_line_stands_above_what_lacks_a_word() {
    let world = World::filled().await;
    let page = world.get("/?q=skurk+adress").await.body;
    let line = page.find("Träffar utan <em>").unwrap_or_else(|| panic!("{page}"));
    let first = page.find("<article").unwrap();
    assert!(first < line, "{page}");
}

#[tokio::test]
async fn nothing_found_is_a_helpful_page() {
    let world = World::filled().await;
    let page = world.get("/?q=smarta+land:FI").await.body;
    assert!(page.contains("Inga träffar") && page.contains("href=\"/?q=smarta\""), "{page}");
}

#[tokio::test]
async fn a_mistake_in_the_query_is_pointed_at() {
    let world = World::filled().await;
    let answer = world.get("/?q=smarta+kallla:x").await;
    assert_eq!(answer.status, 400);
    assert!(answer.body.contains("<code>smarta <mark>"), "{}", answer.body);
    assert!(answer.body.contains("<a href=\"/?q=smarta%20kalla%3Ax\">"), "{}", answer.body);
    assert!(answer.body.contains("aria-invalid=\"true\""), "{}", answer.body);
    assert!(answer.body.contains("value=\"smarta kallla:x\""), "{}", answer.body);
}

#[tokio::test]
async fn the_reader_chooses_the_language() {
    let world = World::filled().await;
    let chosen = world.get("/?q=smarta&ui=en").await;
    assert!(chosen.body.contains("<html lang=\"en\">") && chosen.body.contains("Newest first"));
    assert!(chosen.body.contains("<input type=\"hidden\" name=\"ui\" value=\"en\">"));
    assert!(chosen.body.contains("source%3Amalmo&#38;ui=en"), "{}", chosen.body);
    assert_eq!(chosen.header("content-language"), "en");
    let preferred = world.ask("GET", "/", "Accept-Language: en-GB, sv;q=0.5\r\n").await;
    assert!(preferred.body.contains("<html lang=\"en\">"));
    assert!(preferred.header("vary").contains("accept-language"));
    assert!(world.get("/").await.body.contains("<html lang=\"sv\">"));
}

#[tokio::test]
async fn the_examples_on_the_start_page_are_understood() {
    let world = World::filled().await;
    for ui in ["sv", "en"] {
        let start = world.get(&format!("/?ui={ui}")).await.body;
        let hint = start.split("class=\"hint\"").nth(1).unwrap().split("</p>").next().unwrap();
        for link in hint.split("href=\"").skip(1) {
            let address = link.split('"').next().unwrap().replace("&#38;", "&");
            assert_eq!(world.get(&address).await.status, 200, "{address}");
        }
    }
}

#[tokio::test]
async fn a_document_points_and_does_not_republish() {
    let world = World::filled().await;
    let page = world.get("/documents/000000000000bad1").await.body;
    assert!(page.contains("<h1 lang=\"de\" dir=\"auto\">Skurk &#60;script&#62;"), "{page}");
    assert!(page.contains("href=\"https://ond.example/000000000000bad1\""), "{page}");
    assert!(page.matches("Ord i mängd").count() < 25, "{page}");
    assert!(page.contains("2 oktober 2026") && page.contains("1, aldrig ändrad"), "{page}");
    let own = world.get("/documents/000000000000fu11").await.body;
    assert_eq!(own.matches("Ord i mängd").count(), 100, "the source allows it");
    let odd = world.get("/documents/..%2F%3Cb%3E%3Fx%3D1%26y").await;
    assert_eq!(odd.status, 200);
    assert!(!odd.body.contains("javascript:"), "{}", odd.body);
}

#[tokio::test]
async fn the_sources_say_how_they_are() {
    let world = World::filled().await;
    let page = world.get("/sources").await.body;
    for shown in [
        "3 källor",
        "1 källa behöver ses över",
        "Malmö stad",
        "Servern har fel på sin sida.",
        "Svarade 500 &#60;script&#62;",
        "1 källa bevakar vi inte",
    ] {
        assert!(page.contains(shown), "{shown}\n{page}");
    }
}
