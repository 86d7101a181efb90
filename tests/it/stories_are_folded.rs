//! Each story is shown once: copies are folded under their original, articles about one event
//! stand together, nothing is lost by it, and a person can take apart what is not the same.
//!
//! One test runs on a loopback web of realistic sites: test data beside the checkout when present.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use utkik::model::{DocumentId, Relations};
use utkik::store::Store;

use crate::house::House;
use crate::replay::Web;

const BRIDGE: &str = "Ekviks kommun öppnar på fredag den nya gångbron över Hamnkanalen. Bron är byggd \
    av återbrukat stål från det gamla varvet och kostade 38 miljoner kronor. Arkitekten Lena Sandquist \
    säger att konstruktionen kan flyttas om kanalen breddas. Belysningen styrs av sensorer och dämpas \
    när ingen går över bron på natten, och kommunen mäter hur många som går där.";
const POOL: &str = "Simhallen stänger i tre veckor för att bassängens reningsverk byts. Simskolan \
    flyttar under tiden till grannkommunen, och den som har årskort får det förlängt. Arbetet ger \
    klarare vatten och sänker förbrukningen av el, säger driftchefen, som hoppas på en lugn höst.";

/// Documents of a few sources, brought as files, and what the store says of them.
struct Town {
    house: House,
}

impl Town {
    fn new() -> Self {
        let town = Self { house: House::new() };
        town.bring(&[
            document("ekvik", "original", "Nu öppnar gångbron i Ekviks hamn", BRIDGE, 2),
            document(
                "nytt",
                "copy",
                "Nu öppnar gångbron i Ekviks hamn | Nytt om städer",
                BRIDGE,
                3,
            ),
            document("press", "renamed", "Bro av stål från varvet klar", BRIDGE, 4),
            document("ekvik", "pool", "Simhallen stänger", POOL, 2),
        ]);
        town
    }

    fn bring(&self, documents: &[Value]) {
        let lines: Vec<String> = documents.iter().map(ToString::to_string).collect();
        self.house.write("in.jsonl", &lines.join("\n"));
        self.house.well(&["import", "in.jsonl"]);
    }

    fn relations(&self, id: &str) -> Relations {
        asked(&self.house, async |store| store.relations(&DocumentId::new(id)).await.unwrap())
    }

    /// Who is with a document, the head first.
    fn story(&self, id: &str) -> Vec<String> {
        let ids =
            asked(&self.house, async |store| store.story(&DocumentId::new(id)).await.unwrap());
        ids.into_iter().map(|id| id.to_string()).collect()
    }

    fn head(&self, id: &str) -> Option<String> {
        self.relations(id).duplicate_of.map(|head| head.to_string())
    }

    fn sequence(&self) -> i64 {
        asked(&self.house, async |store| store.mark().await.unwrap().sequence)
    }
}

fn document(source: &str, id: &str, title: &str, text: &str, day: u32) -> Value {
    json!({
        "id": id, "source": source, "title": title, "text": text, "language": "sv",
        "url": format!("https://{source}.example/{id}"),
        "published": format!("2026-11-{day:02}T08:00:00Z"),
    })
}

fn asked<T>(house: &House, question: impl AsyncFnOnce(&Store) -> T) -> T {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let store = Store::open_existing(&house.path("data/utkik.db")).await.unwrap();
        let answer = question(&store).await;
        store.close().await;
        answer
    })
}

#[test]
fn copies_are_folded_under_the_original_and_nothing_is_lost() {
    let town = Town::new();
    assert_eq!(town.story("renamed"), ["original", "copy", "renamed"]);
    assert_eq!(town.head("copy").as_deref(), Some("original"));
    assert_eq!(town.head("renamed").as_deref(), Some("original"));
    assert_eq!(town.head("original"), None);
    assert_eq!(town.relations("copy").reason, "title");
    assert_eq!((town.relations("original").story_size, town.story("pool").len()), (3, 0));
    assert_eq!(town.house.documents().len(), 4);

    // Nothing new: nothing changes, however often it is looked at.
    let before = town.sequence();
    town.house.well(&["reindex"]);
    town.house.well(&["import", "in.jsonl"]);
    assert_eq!(town.sequence(), before);

    // What comes later finds its place.
    town.bring(&[document("sent", "late", "Nu öppnar gångbron i Ekviks hamn", "", 5)]);
    assert_eq!(town.head("late").as_deref(), Some("original"));
    assert_eq!(town.relations("original").story_size, 4);
}

#[test]
fn an_edit_is_compared_anew() {
    let town = Town::new();
    town.bring(&[document("nytt", "copy", "Simhallen stänger för ombyggnad", POOL, 3)]);
    assert_eq!(town.story("original"), ["original", "renamed"]);
    assert_eq!(town.head("copy").as_deref(), Some("pool"));
}

#[test]
fn a_head_that_goes_has_a_successor() {
    let town = Town::new();
    town.house.well(&["forget", "original", "--yes"]);
    assert_eq!(town.story("renamed"), ["copy", "renamed"]);
    assert_eq!((town.head("copy"), town.head("renamed").as_deref()), (None, Some("copy")));
    assert_eq!(town.relations("copy").story_size, 2);
    town.house.well(&["forget", "copy", "--yes"]);
    assert_eq!(town.relations("renamed"), Relations::default());
}

#[test]
fn a_person_takes_apart_and_puts_together() {
    let town = Town::new();
    town.house.well(&["correct", "copy", "story=-"]);
    assert_eq!(town.relations("copy"), Relations::default());
    assert_eq!(town.story("original"), ["original", "renamed"]);
    // It holds when the others change, and when it changes itself.
    town.bring(&[document("ekvik", "original", "Gångbron i Ekviks hamn öppnar nu", BRIDGE, 2)]);
    town.bring(&[document("nytt", "copy", "Gångbron i Ekviks hamn öppnar nu", BRIDGE, 3)]);
    assert_eq!(town.relations("copy"), Relations::default());
    assert_eq!(town.story("original"), ["original", "renamed"]);

    town.house.well(&["correct", "pool", "story=copy"]);
    assert_eq!(town.story("pool"), ["pool", "copy"]);
    town.house.well(&["correct", "pool", "story="]);
    town.house.well(&["correct", "copy", "story="]);
    assert_eq!(town.story("copy"), ["original", "copy", "renamed"]);
    assert_eq!(town.relations("pool"), Relations::default());
}

#[test]
fn minutes_of_two_towns_stay_two() {
    let minutes = |town: &str, number: u32| {
        let text = format!(
            "Kommunstyrelsens sammanträde öppnas av ordföranden som hälsar alla välkomna. Upprop \
             förrättas och justerare utses. Dagordningen fastställs utan ändringar. Kommunstyrelsen \
             beslutar att godkänna förslaget till detaljplan för kvarteret {town} {number} och att \
             omedelbart justera paragrafen. Sammanträdet avslutas klockan 15:{number}."
        );
        document(town, town, "Protokoll kommunstyrelsen", &text, 2)
    };
    let town = Town { house: House::new() };
    town.bring(&[minutes("ekvik", 12), minutes("alby", 43)]);
    assert_eq!((town.relations("ekvik"), town.relations("alby")), Default::default());
}

#[test]
fn every_copy_on_real_sites_is_folded_and_nothing_else() {
    let Some(web) = Web::start() else { return };
    let mut house = House::new();
    house.write("sources.toml", &web.ask("GET", "sources.toml"));
    house.allow(&[&web.network()]);
    crawl_all(&mut house, &["2026-11-21T07:00:00Z", "2026-11-21T09:00:00Z"]);
    web.ask("POST", "generation?n=2");
    crawl_all(&mut house, &["2026-11-29T09:00:00Z", "2026-11-29T11:00:00Z"]);
    let manifest = web.json("manifest.json");
    let town = Town { house };
    bring_what_lists_do_not_name(&web, &town, &manifest);

    let ids = town.house.documents();
    let found = |item: &Value| -> Vec<String> {
        let here = ids.iter().filter(|document| is_it(document, item));
        here.map(|document| document["id"].as_str().unwrap().to_owned()).collect()
    };
    let groups = manifest["duplicate_groups"].as_array().unwrap();
    for group in groups {
        let copies: Vec<Vec<String>> =
            group["items"].as_array().unwrap().iter().map(found).collect();
        let heads: BTreeSet<String> = copies
            .iter()
            .map(|ids| ids.first().unwrap_or_else(|| panic!("not there: {group}")))
            .map(|id| town.head(id).unwrap_or_else(|| id.clone()))
            .collect();
        assert_eq!(heads.len(), 1, "{group}");
    }
    assert!(groups.len() >= 21, "{}", groups.len());
    let apart = manifest["must_not_merge"].as_array().unwrap();
    for pair in apart {
        let mut stories = BTreeSet::new();
        for item in pair["items"].as_array().unwrap() {
            let ids = found(item);
            let id = ids.first().unwrap_or_else(|| panic!("not there: {item}"));
            stories.insert(town.relations(id).story.map_or(id.clone(), |story| story.to_string()));
        }
        assert_eq!(stories.len(), 2, "{pair}");
    }
    assert!(apart.len() >= 38, "{}", apart.len());
    for pair in manifest["translations"].as_array().unwrap() {
        let ids: Vec<String> = pair.as_array().unwrap().iter().flat_map(found).collect();
        for id in &ids {
            let head = town.head(id);
            assert!(head.is_none_or(|head| !ids.contains(&head)), "{pair}");
        }
    }
}

fn crawl_all(house: &mut House, moments: &[&str]) {
    for moment in moments {
        house.at(moment);
        house.json(&["crawl", "--all"]);
    }
}

/// Lists name the newest only: the other articles of the manifest are brought as files.
fn bring_what_lists_do_not_name(web: &Web, town: &Town, manifest: &Value) {
    let here = town.house.documents();
    let all = ["duplicate_groups", "must_not_merge"].map(|list| manifest[list].as_array().unwrap());
    let items = all.into_iter().flatten().flat_map(|group| group["items"].as_array().unwrap());
    let mut lines = Vec::new();
    let mut brought = BTreeSet::new();
    for item in items.filter(|item| !here.iter().any(|document| is_it(document, item))) {
        let url = without_tracking(item["url"].as_str().unwrap());
        if brought.insert(url) {
            let article = web.reference(url);
            lines.push(json!({
                "id": format!("brought-{}", lines.len()), "source": item["site"], "url": url,
                "title": article["title"], "text": article["text"],
                "language": article["language"], "published": article["date"],
            }));
        }
    }
    town.bring(&lines);
}

fn is_it(document: &Value, item: &Value) -> bool {
    let url = without_tracking(item["url"].as_str().unwrap());
    document["source"] == item["site"] && (document["url"] == url || document["link"] == url)
}

fn without_tracking(url: &str) -> &str {
    url.split("?utm_").next().unwrap()
}
