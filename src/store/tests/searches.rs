//! Saved searches: what is news to them, and what follows them when they change.

use super::{at, check, document, place, store_with};
use crate::model::{
    DocumentId, Feedback, Health, SavedSearch, SearchDefinition, SearchOrigin, StoredLetter,
    Verdict, Visibility,
};
use crate::store::{HookStanding, SearchChange, Store};

const DAY: i64 = 24 * 3600;

fn definition(name: &str, query: &str) -> SearchDefinition {
    SearchDefinition {
        name: name.parse().unwrap(),
        title: format!("Om {name}"),
        query: query.to_owned(),
        description: String::new(),
        visibility: Visibility::Shared,
        owner: Some("owner@ekvik.se".parse().unwrap()),
    }
}

fn private(name: &str, query: &str) -> SearchDefinition {
    SearchDefinition { visibility: Visibility::Private, ..definition(name, query) }
}

fn pairs(found: &[(&str, &str)]) -> Vec<(DocumentId, DocumentId)> {
    let id = |text: &str| DocumentId::new(text);
    found.iter().map(|(document, story)| (id(document), id(story))).collect()
}

async fn named(store: &Store, name: &str) -> SavedSearch {
    store.search_named(name).await.unwrap().unwrap()
}

async fn put(store: &Store, definition: SearchDefinition, key: &str) -> bool {
    store.change_search(&SearchChange::Put(definition), key, at(50)).await.unwrap()
}

async fn remove(store: &Store, name: &str) -> bool {
    store.change_search(&SearchChange::Remove(name.to_owned()), "", at(60)).await.unwrap()
}

async fn run(store: &Store, sql: &'static str) {
    sqlx::raw_sql(sql).execute(&store.writer).await.unwrap();
}

#[tokio::test]
async fn the_list_is_taken_over_and_what_it_drops_is_removed() {
    let place = place();
    let store = store_with(&place, &["a"]).await;
    let many = (1..=5).map(|number| document("a", number)).collect();
    store.record_documents(&check("a", Health::Ok), many).await.unwrap();
    let first = [definition("natt", "natt"), private("tak", "tak")];
    store.sync_searches(&first, at(10)).await.unwrap();
    let natt = named(&store, "natt").await;
    assert_eq!((natt.key.as_str(), natt.origin), ("natt", SearchOrigin::List));
    let present = store.mark().await.unwrap().sequence;
    assert_eq!((natt.mark, natt.look_back, natt.last_news), (present, present, 0));
    let tak = named(&store, "tak").await;
    assert_eq!((tak.key.len(), tak.visibility), (32, Visibility::Private));
    assert_eq!(store.search(&tak.key).await.unwrap(), Some(tak.clone()));

    store.record_documents(&check("a", Health::Ok), vec![document("a", 9)]).await.unwrap();
    store.sync_searches(&first, at(20)).await.unwrap();
    assert_eq!(named(&store, "natt").await, natt, "nothing differs, nothing moves");
    store.save_trouble("natt", "x").await.unwrap();
    let renamed = SearchDefinition { title: "Natten".to_owned(), ..definition("natt", "natt") };
    store.sync_searches(&[renamed], at(30)).await.unwrap();
    let changed = named(&store, "natt").await;
    assert_eq!((changed.title.as_str(), changed.mark), ("Natten", present));
    assert_eq!(changed.trouble, "x");
    assert_eq!(store.search_named("tak").await.unwrap(), None);
    assert_eq!(store.search(&tak.key).await.unwrap(), None);

    let again = [definition("natt", "natt OR kväll"), private("tak", "tak")];
    store.sync_searches(&again, at(40)).await.unwrap();
    let changed = named(&store, "natt").await;
    assert_eq!((changed.mark, changed.look_back), (present + 1, present + 1));
    assert_eq!(changed.trouble, "", "another query may be sound");
    assert_eq!(named(&store, "tak").await, tak, "it comes back as it was");
}

#[tokio::test]
async fn the_list_wins_over_analysts() {
    let place = place();
    let store = store_with(&place, &[]).await;
    assert!(put(&store, private("natt", "natt"), "k1").await);
    assert_eq!(named(&store, "natt").await.key, "k1");
    store.sync_searches(&[definition("natt", "natt")], at(10)).await.unwrap();
    let natt = named(&store, "natt").await;
    assert_eq!((natt.key.as_str(), natt.origin), ("natt", SearchOrigin::List));
    assert!(!put(&store, definition("natt", "tak"), "k2").await);
    assert!(!remove(&store, "natt").await);

    store.sync_searches(&[], at(20)).await.unwrap();
    assert!(!remove(&store, "natt").await, "it is removed already");
    assert!(put(&store, definition("natt", "tak"), "k2").await);
    assert_eq!(named(&store, "natt").await.origin, SearchOrigin::Analyst);
    store.sync_searches(&[], at(30)).await.unwrap();
    assert!(remove(&store, "natt").await);
    assert!(!remove(&store, "other").await);
    assert_eq!(store.searches().await.unwrap(), []);
}

#[tokio::test]
async fn whatever_follows_a_search_follows_its_key() {
    const FOLLOWERS: &str = "INSERT INTO subscriptions \
        (id, subscriber, search, state, pace, hour, weekday, created, next_due) VALUES \
        ('s1', 'p1', 'natt', 'confirmed', 'daily', 7, 1, 1, 1), \
        ('s2', 'p2', 'natt', 'paused', 'daily', 7, 1, 1, 1)";
    let place = place();
    let store = store_with(&place, &[]).await;
    assert!(put(&store, definition("natt", "natt"), "k1").await);
    store.add_news("natt", &pairs(&[("d1", "d1")]), 5, at(2)).await.unwrap();
    run(&store, FOLLOWERS).await;
    let feedback = Feedback {
        subscription: "s1".to_owned(),
        search: "natt".to_owned(),
        document: DocumentId::new("d1"),
        verdict: Verdict::Relevant,
        at: at(3),
    };
    store.save_feedback(&feedback).await.unwrap();
    let standing = store.hook("chatt", "natt").await.unwrap();
    assert_eq!(standing, HookStanding { issue: 0, told: 1 });

    for (definition, key) in [(private("natt", "natt"), "k1"), (definition("natt", "natt"), "natt")]
    {
        assert!(put(&store, definition, "k1").await);
        let natt = named(&store, "natt").await;
        assert_eq!((natt.key.as_str(), natt.subscribers, natt.mark), (key, 1, 5));
        assert_eq!(store.news_after(key, 0).await.unwrap().len(), 1);
        assert_eq!(store.feedback(Some(key)).await.unwrap()[0].relevant, 1);
        store.add_news(key, &[], 5, at(2)).await.unwrap();
        assert_eq!(store.hook("chatt", "natt").await.unwrap(), standing);
    }
}

#[tokio::test]
async fn subscribers_share_a_search_and_begin_at_the_present() {
    let place = place();
    let store = store_with(&place, &["a"]).await;
    let first = store.subscribers_search("tak", "Tak", "k1", at(1)).await.unwrap();
    assert_eq!((first.key.as_str(), first.name.as_ref(), first.mark), ("k1", None, 0));
    store.record_documents(&check("a", Health::Ok), vec![document("a", 1)]).await.unwrap();
    let second = store.subscribers_search("tak", "Tak", "k2", at(2)).await.unwrap();
    assert_eq!((second.key.as_str(), second.mark), ("k1", 1), "nobody followed it until now");
    run(
        &store,
        "INSERT INTO subscriptions (id, subscriber, search, state, pace, hour, weekday, created, \
         next_due) VALUES ('s1', 'p1', 'k1', 'confirmed', 'daily', 7, 1, 1, 1)",
    )
    .await;
    store.record_documents(&check("a", Health::Ok), vec![document("a", 2)]).await.unwrap();
    let third = store.subscribers_search("tak", "Tak", "k3", at(3)).await.unwrap();
    assert_eq!((third.key.as_str(), third.mark, third.subscribers), ("k1", 1, 1));
    assert!(put(&store, definition("z", "tak"), "").await);
    let keys: Vec<_> = store.searches().await.unwrap().into_iter().map(|one| one.key).collect();
    assert_eq!(keys, ["z", "k1"], "those with names first");
}

#[tokio::test]
async fn a_story_is_news_once() {
    let place = place();
    let store = store_with(&place, &["a"]).await;
    let documents = (1..=3).map(|number| document("a", number)).collect();
    store.record_documents(&check("a", Health::Ok), documents).await.unwrap();
    assert!(put(&store, definition("natt", "natt"), "").await);
    let found = pairs(&[("a-0001", "a-0001"), ("a-0002", "a-0001"), ("x", "x")]);
    let added = store.add_news("natt", &found, 5, at(100)).await.unwrap();
    let told = |news: &[crate::model::News]| -> Vec<(i64, String)> {
        news.iter().map(|one| (one.number, one.document.as_str().to_owned())).collect()
    };
    assert_eq!(told(&added), [(1, "a-0001".to_owned()), (2, "x".to_owned())]);
    // The document with another story, the story with another document, and something new.
    let found = pairs(&[("a-0001", "b"), ("c", "x"), ("d", "d")]);
    let added = store.add_news("natt", &found, 4, at(101)).await.unwrap();
    assert_eq!(told(&added), [(3, "d".to_owned())]);
    // The story of the first document is called after a better one by now.
    run(&store, "UPDATE documents SET story = 'a-0003' WHERE id IN ('a-0001', 'a-0003')").await;
    let found = pairs(&[("a-0003", "a-0003")]);
    assert_eq!(store.add_news("natt", &found, 6, at(102)).await.unwrap(), []);

    let natt = named(&store, "natt").await;
    assert_eq!((natt.mark, natt.last_news), (6, 3));
    assert_eq!(told(&store.news_after("natt", 2).await.unwrap()), [(3, "d".to_owned())]);
    assert!(store.is_news("natt", &DocumentId::new("x")).await.unwrap());
    assert!(!store.is_news("natt", &DocumentId::new("c")).await.unwrap());
    assert_eq!(store.add_news("nothing", &found, 6, at(103)).await.unwrap(), []);
    let many: Vec<_> = (0..1_500).map(|n| (format!("m{n}"), format!("m{n}"))).collect();
    let many: Vec<_> = many.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(store.add_news("natt", &pairs(&many), 7, at(104)).await.unwrap().len(), 1_500);
    assert_eq!(store.add_news("natt", &pairs(&many), 8, at(105)).await.unwrap().len(), 0);
    assert_eq!(named(&store, "natt").await.last_news, 1_503);
}

#[tokio::test]
async fn the_place_to_look_back_to_stays_a_week_behind_whatever_clocks_say() {
    let place = place();
    let store = store_with(&place, &[]).await;
    assert!(put(&store, definition("natt", "natt"), "").await);
    let rounds = [
        // (when, mark of the round, where to look back to after it)
        (DAY, 10, 0),
        (8 * DAY, 20, 0),
        (14 * DAY, 30, 0),
        (15 * DAY, 40, 10),
        (21 * DAY, 45, 10),
        (22 * DAY, 50, 30),
        // The clock is a year ahead for one round, and comes back.
        (400 * DAY, 60, 45),
        (23 * DAY, 70, 45),
        (29 * DAY, 80, 45),
        (30 * DAY, 90, 50),
    ];
    for (when, mark, look_back) in rounds {
        store.add_news("natt", &[], mark, at(when)).await.unwrap();
        let natt = named(&store, "natt").await;
        assert_eq!((natt.mark, natt.look_back), (mark, look_back), "after {} days", when / DAY);
    }
}

#[tokio::test]
async fn a_webhook_begins_at_the_present_and_each_issue_is_queued_once() {
    let place = place();
    let store = store_with(&place, &[]).await;
    let letter = |id: &str| StoredLetter { id: id.to_owned(), ..StoredLetter::default() };
    let nothing = HookStanding { issue: 0, told: 0 };
    assert_eq!(store.hook("chatt", "natt").await.unwrap(), nothing, "there is no such search");
    assert!(put(&store, definition("natt", "natt"), "").await);
    assert!(put(&store, private("tak", "tak"), "k1").await);
    store.add_news("natt", &pairs(&[("a", "a"), ("b", "b")]), 5, at(2)).await.unwrap();
    let standing = store.hook("chatt", "natt").await.unwrap();
    assert_eq!(standing, HookStanding { issue: 0, told: 2 });
    assert!(store.issue_to_hook("chatt", standing, 4, &letter("l1"), at(3)).await.unwrap());
    assert!(!store.issue_to_hook("chatt", standing, 4, &letter("l2"), at(3)).await.unwrap());
    let standing = store.hook("chatt", "natt").await.unwrap();
    assert_eq!(standing, HookStanding { issue: 1, told: 4 });
    let other = store.hook("chatt", "tak").await.unwrap();
    assert_eq!(other, HookStanding { issue: 1, told: 0 });
    assert_eq!(store.hook("chatt", "k1").await.unwrap(), other, "by its key as well");
    let rows = sqlx::query("SELECT recipient, issue, state FROM outbox WHERE channel = 'hook'")
        .fetch_all(&store.readers)
        .await
        .unwrap();
    assert_eq!(rows.len(), 1);
}
