//! From arrival to outbox: what is news to a search, and who is told of it once.

use std::sync::Arc;
use std::time::Duration;

use super::letter::{Content, Counts};
use super::*;
use crate::message::Locale;
use crate::model::{
    Application, Cadence, CanonicalUrl, Channel, Claimed, ConsentEvent, Document, DocumentId,
    Feedback, Language, Network, Pace, PageState, SearchDefinition, Timestamp, Verdict, Visibility,
};
use crate::replay::{self, Derived};
use crate::search::Engine;
use crate::store::{Applied, Store};
use crate::token::SigningKey;

const SOURCES: &str = r#"
[network]
name = "Testnätet"
contact = "a@b.example"

[[source]]
id = "malmo"
name = "Malmö stad"
url = "https://malmo.example/feed"
kind = "feed"
group = "network"
country = "SE"

[[source]]
id = "oslo"
name = "Oslo kommune"
url = "https://oslo.example/feed"
kind = "feed"
group = "nordic"
country = "NO"

[[source]]
id = "leeds"
name = "Leeds"
url = "https://leeds.example/feed"
kind = "feed"
group = "world"
country = "GB"
"#;

struct World {
    folder: tempfile::TempDir,
    desk: Desk,
    now: Timestamp,
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn document(id: u32, source: &str, title: &str, published: &str) -> Document {
    Document {
        id: DocumentId::new(format!("{id:016x}")),
        source: source.parse().unwrap(),
        entry_id: None,
        link: None,
        url: Some(CanonicalUrl::from_canonical(format!("https://{source}.example/{id}"))),
        title: title.to_owned(),
        summary: String::new(),
        text: format!("{title}. Text nummer {id} som ingen annan har."),
        html: String::new(),
        language: Language::SV,
        published: Some(at(published)),
        updated: None,
        author: None,
        tags: Vec::new(),
        facts: std::collections::BTreeMap::new(),
        first_seen: at("2026-11-27T08:00:00Z"),
        changed: at("2026-11-27T08:00:00Z"),
        revision: 1,
        entry_hash: String::new(),
        page: PageState::None,
    }
}

fn definition(name: &str, query: &str) -> SearchDefinition {
    SearchDefinition {
        name: name.parse().unwrap(),
        title: format!("Om {name}"),
        query: query.to_owned(),
        description: String::new(),
        visibility: Visibility::Shared,
        owner: Some("agare@example.se".parse().unwrap()),
    }
}

impl World {
    async fn new(searches: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("utkik.db")).await.unwrap();
        let list = crate::config::read_sources("sources.toml".as_ref(), SOURCES).unwrap();
        assert!(list.problems.is_empty(), "{:?}", list.problems);
        let now = at("2026-11-27T08:00:00Z");
        store.sync_sources(&list.sources, &list.network, now).await.unwrap();
        let desk = Desk {
            store: Arc::new(store),
            key: SigningKey::new(&[1; 32]),
            base_url: "https://utkik.example.se".into(),
            network: Arc::new(Network { name: "Testnätet".into(), ..list.network }),
            sources: list.sources.into(),
            derived: Derived {
                index: folder.path().join("index"),
                thesaurus: folder.path().join("thesaurus.tsv"),
            },
        };
        let world = Self { folder, desk, now };
        world.list(searches).await;
        world
    }

    async fn list(&self, searches: &[(&str, &str)]) {
        let listed: Vec<SearchDefinition> =
            searches.iter().map(|(name, query)| definition(name, query)).collect();
        self.desk.store.sync_searches(&listed, self.now).await.unwrap();
    }

    async fn arrive(&self, documents: Vec<Document>) {
        self.desk.store.import(documents, self.now).await.unwrap();
    }

    async fn engine(&self) -> Arc<Engine> {
        replay::catch_up(&self.desk.store, &self.desk.derived, |_| ()).await.unwrap();
        Arc::new(Engine::open(&self.folder.path().join("index")).unwrap())
    }

    async fn look(&self) -> NewsReport {
        look_for_news(&self.desk, &self.engine().await, self.now).await.unwrap()
    }

    async fn issue(&self) -> IssueReport {
        issue_due(&self.desk, &self.engine().await, self.now).await.unwrap()
    }

    /// Subscribes; gives the id of the subscription.
    async fn follow(&self, address: &str, search: &str, language: Language) -> String {
        let cadence = Cadence { pace: Pace::Daily, ..Cadence::default() };
        let application = Application {
            address: address.parse().unwrap(),
            language,
            search: search.into(),
            cadence,
        };
        let ids = [format!("p{address}"), format!("s{address}{search}")];
        let store = &self.desk.store;
        let ids = [ids[0].as_str(), ids[1].as_str()];
        let applied = store.apply(&application, ids, ConsentEvent::Asked, self.now).await.unwrap();
        let Applied::Ask(subscription) = applied else { panic!("{applied:?}") };
        assert!(store.confirm(&subscription.id, self.now, self.now).await.unwrap());
        subscription.id
    }

    async fn waiting(&self, channel: Channel) -> Vec<Claimed> {
        let lease = Duration::from_mins(1);
        let store = &self.desk.store;
        store.claim_outbox(&[channel], "test", self.now, lease, 1000).await.unwrap()
    }
}

fn days(now: Timestamp, days: u64) -> Timestamp {
    now.plus(Duration::from_secs(days * 86_400))
}

#[tokio::test]
async fn what_arrives_is_news_once() {
    let world = World::new(&[("sensorer", "sensorer"), ("tomt", "kvastskaft")]).await;
    world.arrive(vec![document(1, "malmo", "Sensorer i parken", "2026-11-26")]).await;
    assert_eq!((world.look().await.news, world.look().await.news), (1, 0));
    world
        .arrive(vec![
            document(2, "oslo", "Sensorer i hamnen", "2026-11-27"),
            // Dated long before it was first seen: the past of a new source.
            document(3, "oslo", "Sensorer på taket", "2026-09-01"),
            document(4, "oslo", "Bussar", "2026-11-27"),
        ])
        .await;
    let report = world.look().await;
    assert_eq!((report.news, report.searches), (1, 2));
    let news = world.desk.store.news_after("sensorer", 0).await.unwrap();
    let ids: Vec<&str> = news.iter().map(|one| one.document.as_str()).collect();
    assert_eq!(ids, ["0000000000000001", "0000000000000002"]);
    assert_eq!(world.desk.store.news_after("tomt", 0).await.unwrap(), []);
}

#[tokio::test]
async fn an_index_that_is_behind_only_delays() {
    let world = World::new(&[("sensorer", "sensorer")]).await;
    let engine = world.engine().await;
    world.arrive(vec![document(1, "malmo", "Sensorer i parken", "2026-11-26")]).await;
    let report = look_for_news(&world.desk, &engine, world.now).await.unwrap();
    assert_eq!(report.news, 0);
    assert_eq!(world.look().await.news, 1);
}

#[tokio::test]
async fn a_search_may_name_another() {
    let searches = [("sensorer", "sensorer"), ("norge", "search:sensorer land:norge")];
    let world = World::new(&searches).await;
    world
        .arrive(vec![
            document(1, "malmo", "Sensorer i parken", "2026-11-26"),
            document(2, "oslo", "Sensorer i hamnen", "2026-11-27"),
            document(3, "oslo", "Bussar", "2026-11-27"),
        ])
        .await;
    assert_eq!(world.look().await.news, 3);
    let news = world.desk.store.news_after("norge", 0).await.unwrap();
    assert_eq!(news.len(), 1);
    assert_eq!(news[0].document.as_str(), "0000000000000002");
}

#[tokio::test]
async fn one_letter_for_all_who_get_the_same() {
    let mut world = World::new(&[("sensorer", "sensorer")]).await;
    for name in ["a@x.se", "b@x.se"] {
        world.follow(name, "sensorer", Language::SV).await;
    }
    world.follow("c@x.se", "sensorer", Language::EN).await;
    world.arrive(vec![document(1, "malmo", "Sensorer i parken", "2026-11-26")]).await;
    world.look().await;
    let report = world.issue().await;
    assert_eq!(report, IssueReport { due: 3, letters: 2, queued: 3, quiet: 0 });
    assert_eq!(world.issue().await, IssueReport::default());
    let letters = world.waiting(Channel::Letter).await;
    let lists = letters.iter().map(|waiting| links::read_list(&waiting.letter.list));
    for (title, label) in lists.map(Option::unwrap) {
        assert_eq!((title.is_empty(), label.as_str()), (false, "sensorer"), "what `List-Id` says");
    }
    assert_eq!(letters.len(), 3);
    let mut ids: Vec<&str> = letters.iter().map(|one| one.queued.message_id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert!(ids.len() == 3 && ids.iter().all(|id| id.ends_with("@utkik.example.se")), "{ids:?}");
    assert!(letters.iter().all(|one| one.letter.documents == ["0000000000000001"]));
    // A later subscriber is not told what was news before; nothing new, nothing is sent.
    world.follow("d@x.se", "sensorer", Language::SV).await;
    world.now = days(world.now, 1);
    let report = world.issue().await;
    assert_eq!((report.due, report.queued, report.quiet), (4, 0, 4));
    world.arrive(vec![document(2, "oslo", "Sensorer i hamnen", "2026-11-27")]).await;
    world.look().await;
    world.now = days(world.now, 1);
    // All of them know the first by now.
    let report = world.issue().await;
    assert_eq!((report.letters, report.queued), (2, 4));
}

#[tokio::test]
async fn a_wrong_clock_makes_no_storm() {
    let mut world = World::new(&[("sensorer", "sensorer")]).await;
    world.follow("a@x.se", "sensorer", Language::SV).await;
    let right = world.now;
    world.now = days(right, 365);
    assert_eq!(world.issue().await.quiet, 1);
    world.now = days(right, 1);
    world.arrive(vec![document(1, "malmo", "Sensorer i parken", "2026-11-26")]).await;
    world.look().await;
    assert_eq!(world.issue().await.queued, 1);
    assert_eq!(world.issue().await, IssueReport::default());
}

#[tokio::test]
async fn an_unreadable_search_is_told_to_its_owner_once() {
    let world = World::new(&[("trasig", "kommn:Lund"), ("ring", "search:ring")]).await;
    world.arrive(vec![document(1, "malmo", "Sensorer", "2026-11-26")]).await;
    assert_eq!(world.look().await.troubles.len(), 2);
    assert_eq!(world.look().await.troubles.len(), 2);
    let notes = world.waiting(Channel::Owner).await;
    assert_eq!(notes.len(), 2);
    assert!(notes.iter().any(|note| note.letter.text.contains("kommn")));
    let broken = world.desk.store.search("trasig").await.unwrap().unwrap();
    assert!(broken.trouble.contains("kommn"));
    world.list(&[("trasig", "kommun:Lund"), ("ring", "ring")]).await;
    assert_eq!(world.look().await.troubles, []);
    assert_eq!(world.desk.store.search("trasig").await.unwrap().unwrap().trouble, "");
}

#[tokio::test]
async fn the_own_network_comes_first_and_little_is_told() {
    let world = World::new(&[("sensorer", "sensorer")]).await;
    let mut documents = Vec::new();
    for number in 0..18 {
        let source = ["malmo", "oslo", "leeds"][number as usize % 3];
        let title = format!("Sensorer nummer {number}");
        documents.push(document(number, source, &title, "2026-11-26"));
    }
    world.arrive(documents).await;
    assert_eq!(world.look().await.news, 18);
    let engine = world.engine().await;
    let shown = preview(&world.desk, &engine, "sensorer", Locale::Sv, world.now).await.unwrap();
    assert_eq!(shown.of, Shown::News);
    let letter = shown.letter;
    let Content::Digest(counts) = letter.content else { panic!() };
    let expected = Counts { hits: 18, told: 8, in_network: 6, nordic: 6, ..Counts::default() };
    assert_eq!(counts, expected);
    assert_eq!((letter.own.len(), letter.world.len(), letter.more), (3, 5, 10));
    assert!(letter.own.iter().all(|item| item.source == "Malmö stad"));
    assert_eq!(letter.own[0].matched, ["sensorer"]);
    assert!(letter.own[0].summary.contains("ingen annan har"));
    assert_eq!(letter.rest, "https://utkik.example.se/searches/sensorer?since=0");
}

#[tokio::test]
async fn answers_change_the_order_and_leave_nothing_out() {
    let world = World::new(&[("sensorer", "sensorer")]).await;
    let mut documents = Vec::new();
    for number in 0..8 {
        let source = ["oslo", "leeds"][number as usize % 2];
        documents.push(document(number, source, "Sensorer", "2026-11-26"));
        documents.last_mut().unwrap().title = format!("Sensorer {number}");
    }
    world.arrive(documents).await;
    world.look().await;
    for (reader, number) in [("a", 0), ("b", 2)] {
        let feedback = Feedback {
            subscription: reader.to_owned(),
            search: "sensorer".to_owned(),
            document: DocumentId::new(format!("{number:016x}")),
            verdict: Verdict::NotForUs,
            at: world.now,
        };
        world.desk.store.save_feedback(&feedback).await.unwrap();
    }
    let engine = world.engine().await;
    let shown = preview(&world.desk, &engine, "sensorer", Locale::En, world.now).await.unwrap();
    let sources: Vec<&str> = shown.letter.world.iter().map(|item| item.source.as_str()).collect();
    assert_eq!(sources, ["Leeds", "Leeds", "Leeds", "Leeds", "Oslo kommune"]);
    let Content::Digest(counts) = shown.letter.content else { panic!() };
    assert!(counts.heeds_answers && counts.hits == 8);
}

#[tokio::test]
async fn a_preview_without_news_shows_what_there_is() {
    let world = World::new(&[]).await;
    world.arrive(vec![document(1, "malmo", "Sensorer i parken", "2026-09-01")]).await;
    world.list(&[("sensorer", "sensorer"), ("tomt", "kvastskaft")]).await;
    world.look().await;
    let engine = world.engine().await;
    let of = async |name: &str| {
        preview(&world.desk, &engine, name, Locale::Sv, world.now).await.map(|shown| shown.of)
    };
    assert_eq!(of("sensorer").await.unwrap(), Shown::NewestHits);
    assert_eq!(of("tomt").await.unwrap(), Shown::Nothing);
    assert!(of("finns-inte").await.unwrap_err().to_string().contains("finns-inte"));
}

#[tokio::test]
async fn what_closes_soon_comes_first_and_what_has_closed_last() {
    let world = World::new(&[("sensorer", "sensorer")]).await;
    let call = |id, day: &str| {
        let mut call = document(id, "leeds", &format!("Utlysning {id}: sensorer"), "2026-11-26");
        call.text = format!("{} Sista ansökningsdag: {day}", call.text);
        call
    };
    world
        .arrive(vec![
            call(1, "15 november 2026"),
            call(2, "15 mars 2027"),
            call(3, "4 december 2026"),
        ])
        .await;
    world.look().await;
    let engine = world.engine().await;
    let shown = preview(&world.desk, &engine, "sensorer", Locale::Sv, world.now).await.unwrap();
    let days: Vec<String> =
        shown.letter.world.iter().map(|item| item.closes.unwrap().to_string()).collect();
    assert_eq!(days, ["2026-12-04", "2027-03-15", "2026-11-15"]);
}
