//! Every search is a feed that readers can read, and that they need not fetch twice.

use super::world::World;

#[tokio::test]
async fn a_search_is_an_atom_feed() {
    let world = World::filled().await;
    let answer = world.get("/feeds/search.atom?q=skurk").await;
    assert_eq!(answer.header("content-type"), "application/atom+xml; charset=utf-8");
    let feed: atom_syndication::Feed = answer.body.parse().unwrap();
    assert_eq!(feed.entries.len(), 2);
    let own = format!("http://{}/feeds/search.atom?q=skurk", world.address);
    assert_eq!(feed.links[0].href, own, "never from the Host header");
    let hostile = feed.entries.iter().find(|e| e.id == "urn:utkik:000000000000bad1").unwrap();
    assert!(hostile.title.value.contains("<script>"), "as text: {:?}", hostile.title);
    assert_eq!(hostile.links[0].href, "https://ond.example/000000000000bad1");
    assert!(hostile.summary.as_ref().unwrap().value.chars().count() <= 300);
    let odd = feed.entries.iter().find(|e| e.title.value == "Skurk utan adress").unwrap();
    assert!(odd.links[0].href.starts_with(&format!("http://{}/documents/", world.address)));
}

#[tokio::test]
async fn a_search_is_a_json_feed() {
    let world = World::filled().await;
    let answer = world.get("/feeds/search.json?q=smarta").await;
    assert_eq!(answer.header("content-type"), "application/feed+json; charset=utf-8");
    let feed = answer.json();
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(feed["items"].as_array().unwrap().len(), 30);
    assert_eq!(feed["feed_url"], format!("http://{}/feeds/search.json?q=smarta", world.address));
    assert_eq!(feed["items"][0]["date_published"], "2026-11-20T08:00:00Z");
    assert!(feed["items"][0]["id"].as_str().unwrap().starts_with("urn:utkik:"));
}

#[tokio::test]
async fn an_unchanged_feed_is_not_sent_again() {
    let world = World::filled().await;
    for path in ["/feeds/search.atom", "/feeds/search.json"] {
        let tag = world.get(path).await.header("etag").to_owned();
        let again = world.ask("GET", path, &format!("If-None-Match: \"x\", {tag}\r\n")).await;
        assert_eq!((again.status, again.body.as_str()), (304, ""), "{path}");
        assert_eq!(again.header("etag"), tag);
        let other = world.ask("GET", path, "If-None-Match: \"other\"\r\n").await;
        assert_eq!(other.status, 200);
    }
}
