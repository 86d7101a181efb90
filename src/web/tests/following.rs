//! A saved search is a page and a feed in every format, at an address that stays.

use super::world::{HOSTILE, World, now};
use crate::model::Visibility;
use crate::parse;
use crate::store::Store;

async fn store(world: &World) -> Store {
    Store::open(&world.folder.path().join("utkik.db")).await.unwrap()
}

#[tokio::test]
async fn shared_searches_are_listed_with_their_feeds() {
    let world = World::filled().await;
    let page = world.get("/searches").await.body;
    for shown in [
        "Smarta papperskorgar",
        "Söker efter: ordet smarta",
        "href=\"/subscribe?search=smarta\"",
        "href=\"/searches/smarta/feed.rss\"",
        "går inte att läsa längre",
        "href=\"/searches\" aria-current=\"page\"",
    ] {
        assert!(page.contains(shown), "{shown}\n{page}");
    }
    assert!(!page.contains("alert(") && !page.contains("skurk"), "a private one: {page}");
    let list = world.get("/searches.opml").await.body;
    let own = format!("xmlUrl=\"http://{}/searches/smarta/feed.atom\"", world.address);
    assert!(list.contains(&own) && list.contains("<opml version=\"2.0\">"), "{list}");
    let answer = world.get("/api/searches").await.json();
    assert_eq!(answer["searches"][0]["name"], "smarta");
    assert_eq!(answer["searches"].as_array().unwrap().len(), 2);
    assert!(answer["searches"][1]["trouble"].as_str().unwrap().contains("Trasig"));
}

#[tokio::test]
async fn every_feed_of_a_search_can_be_read_and_keeps_its_name() {
    let world = World::filled().await;
    for (file, kind) in [
        ("feed.atom", "application/atom+xml"),
        ("feed.rss", "application/rss+xml"),
        ("feed.json", "application/feed+json"),
    ] {
        let path = format!("/searches/smarta/{file}");
        let answer = world.get(&path).await;
        assert!(answer.header("content-type").starts_with(kind), "{file}: {answer:?}");
        let feed = feed_rs::parser::parse(answer.body.as_bytes()).unwrap();
        assert_eq!(feed.title.unwrap().content, "Smarta papperskorgar", "{file}");
        assert_eq!(feed.entries.len(), 30, "{file}");
        assert!(feed.entries[0].id.starts_with("urn:utkik:"), "{file}");
        let (kind, bytes) = (answer.header("content-type"), answer.body.as_bytes());
        let limits = parse::Limits::default();
        let own = parse::feed(bytes, Some(kind), "https://u.example/", limits).unwrap();
        let title = own.title.as_deref();
        assert_eq!((own.entries.len(), title), (30, Some("Smarta papperskorgar")), "{file}");
        let again = format!("If-None-Match: {}\r\n", answer.header("etag"));
        assert_eq!(world.ask("GET", &path, &again).await.status, 304, "{file}");
    }
    let table = world.get("/searches/smarta/hits.csv").await;
    assert!(table.header("content-disposition").contains("smarta.csv"), "{table:?}");
    assert_eq!(table.body.lines().count(), 31, "{}", table.body);
    assert!(world.get("/searches/smarta/feed.ics").await.body.starts_with("BEGIN:VCALENDAR"));
    assert!(world.get("/searches/smarta/feed.opml").await.body.contains("feed.atom"));
}

#[tokio::test]
async fn what_cannot_be_read_says_so_everywhere() {
    let world = World::filled().await;
    let page = world.get("/searches/trasig").await;
    assert!(page.body.contains("Bevakningen kan inte visas"), "{}", page.body);
    assert!(page.body.contains("kallla"), "{}", page.body);
    for file in ["feed.atom", "feed.rss", "feed.json", "feed.ics", "hits.csv"] {
        let answer = world.get(&format!("/searches/trasig/{file}")).await;
        let code = answer.json()["error"]["code"].clone();
        assert_eq!((answer.status, code.as_str()), (503, Some("search_unreadable")), "{file}");
        assert!(!answer.header("retry-after").is_empty(), "{file}");
    }
}

#[tokio::test]
async fn a_private_search_is_found_by_its_address_alone() {
    let world = World::filled().await;
    let searches = store(&world).await.searches().await.unwrap();
    let private = searches.iter().find(|one| one.visibility == Visibility::Private).unwrap();
    assert_eq!(private.key.len(), 32);
    let page = world.get(&format!("/searches/{}", private.key)).await;
    assert_eq!((page.status, page.header("cache-control")), (200, "no-store"));
    assert!(page.body.contains("noindex") && page.body.contains("Skurk"), "{}", page.body);
    assert!(!page.body.contains(HOSTILE), "{}", page.body);
    let feed = world.get(&format!("/searches/{}/feed.rss", private.key)).await.body;
    assert!(!feed.contains("<script") && !feed.contains("&lt;script"), "{feed}");
    assert_eq!(world.get("/searches/hemlig").await.status, 404);
}

#[tokio::test]
async fn what_is_new_since_last_time_needs_no_cookie() {
    let world = World::filled().await;
    let store = store(&world).await;
    let page = world.get("/searches/smarta").await.body;
    assert!(page.contains("href=\"/searches/smarta?since=0\""), "{page}");
    let id = |number: u32| crate::model::DocumentId::new(format!("{number:016x}"));
    let found = [(id(1), id(1)), (id(2), id(2))];
    store.add_news("smarta", &found, 1, now()).await.unwrap();
    let page = world.get("/searches/smarta?since=1").await.body;
    assert!(page.contains("1 ny") && page.contains("papperskorgar nummer 2"), "{page}");
    assert!(!page.contains("papperskorgar nummer 1<"), "{page}");
    assert!(page.contains("href=\"/searches/smarta?since=2\""), "{page}");
    let page = world.get("/searches/smarta?since=2").await.body;
    assert!(page.contains("Inget nytt sedan sist"), "{page}");
}

#[tokio::test]
async fn a_removed_search_is_gone() {
    let world = World::filled().await;
    store(&world).await.sync_searches(&[], now()).await.unwrap();
    for path in ["/searches/smarta", "/searches/smarta/feed.atom", "/subscribe?search=smarta"] {
        assert_eq!(world.get(path).await.status, 410, "{path}");
    }
}
