//! What is forgotten is nowhere among what is watched.

use super::*;
use crate::model::{Ask, Basket, BasketItem, DocumentId, Feedback, Health, StoredLetter, Verdict};
use crate::store::tests::{at, check, document, place, store_with};
use crate::store::{Store, Wish};

async fn count(store: &Store, sql: &'static str) -> i64 {
    let row = sqlx::query(sql).fetch_one(&store.readers).await.unwrap();
    Columns::of(&row).number().unwrap()
}

async fn run(store: &Store, sql: &'static str) {
    sqlx::raw_sql(sql).execute(&store.writer).await.unwrap();
}

async fn forget(store: &Store, text: &str) {
    let wish = store.wish(text).await.unwrap().unwrap();
    store.forget(&wish, "", at(500)).await.unwrap();
}

fn letter(id: &str, documents: &[&str], text: &str) -> StoredLetter {
    StoredLetter {
        id: id.to_owned(),
        subject: "Nytt".to_owned(),
        text: text.to_owned(),
        documents: documents.iter().map(|&id| id.to_owned()).collect(),
        ..StoredLetter::default()
    }
}

/// A search with news, a basket, an answer, and three messages to webhooks.
async fn watched(store: &Store) {
    let mut documents = vec![document("a", 1), document("a", 2), document("a", 3)];
    documents[1].text = "I dag talade Anna Zebrafink om gator.".to_owned();
    store.record_documents(&check("a", Health::Ok), documents).await.unwrap();
    let search = store.subscribers_search("gator", "Gator", "k1", at(1)).await.unwrap();
    let id = |text: &str| DocumentId::new(text);
    let pairs = [("a-0001", "a-0001"), ("a-0002", "gone"), ("a-0003", "a-0003")];
    let found = pairs.map(|(document, story)| (id(document), id(story)));
    store.add_news(&search.key, &found, 9, at(2)).await.unwrap();
    let item = |document: &str, comment: &str| BasketItem {
        document: id(document),
        ask: Ask::Know,
        answer_by: String::new(),
        comment: comment.to_owned(),
    };
    let basket = Basket {
        id: "b1".to_owned(),
        title: "Vecka 48".to_owned(),
        introduction: "Hej!".to_owned(),
        signature: "Bo".to_owned(),
        created: at(1),
        changed: at(1),
        sent: None,
        items: vec![item("a-0001", ""), item("a-0003", "Fråga Anna Zebrafink")],
    };
    store.save_basket(&basket).await.unwrap();
    for letter in [
        letter("l1", &["a-0001", "a-0003"], "Ett"),
        letter("l2", &["a-0002"], "Två"),
        letter("l3", &["a-0003"], "Tre, skriver Anna Zebrafink"),
        letter("l4", &["a-0003"], "Fyra"),
    ] {
        let standing = store.hook("chatt", "k1").await.unwrap();
        assert!(store.issue_to_hook("chatt", standing, 3, &letter, at(3)).await.unwrap());
    }
}

#[tokio::test]
async fn a_forgotten_document_is_no_news_and_no_letter_tells_of_it() {
    let place = place();
    let store = store_with(&place, &["a"]).await;
    watched(&store).await;
    let feedback = Feedback {
        subscription: "s1".to_owned(),
        search: "k1".to_owned(),
        document: DocumentId::new("a-0001"),
        verdict: Verdict::Relevant,
        at: at(4),
    };
    store.save_feedback(&feedback).await.unwrap();
    forget(&store, "a-0001").await;
    let news = store.news_after("k1", 0).await.unwrap();
    assert_eq!(news.iter().map(|one| one.number).collect::<Vec<_>>(), [2, 3]);
    assert_eq!(store.feedback(None).await.unwrap(), []);
    assert_eq!(store.basket("b1").await.unwrap().unwrap().items.len(), 1);
    assert_eq!(count(&store, "SELECT COUNT(*) FROM letters").await, 3);
    let sql = "SELECT issue FROM outbox WHERE state = 'failed' AND error = 'forgotten'";
    assert_eq!(count(&store, sql).await, 1);

    // What only lends its name to a story, and was removed long ago.
    let wish = Wish::Document(DocumentId::new("gone"));
    store.forget(&wish, "", at(500)).await.unwrap();
    let news = store.news_after("k1", 0).await.unwrap();
    assert_eq!(news[0].story, DocumentId::new("a-0002"));
}

#[tokio::test]
async fn a_forgotten_name_is_in_no_letter_and_no_basket() {
    let place = place();
    let store = store_with(&place, &["a"]).await;
    watched(&store).await;
    forget(&store, "Anna Zebrafink").await;
    assert_eq!(store.news_after("k1", 0).await.unwrap().len(), 3, "the documents stay");
    let sql = "SELECT COUNT(*) FROM letters WHERE id IN ('l1', 'l4')";
    assert_eq!(count(&store, sql).await, 2);
    assert_eq!(count(&store, "SELECT COUNT(*) FROM letters").await, 2);
    let basket = store.basket("b1").await.unwrap().unwrap();
    assert_eq!(basket.items[1].comment, "Fråga [borttaget]");
}

const PEOPLE: &str = "INSERT INTO subscribers (id, address, address_key, language, created) \
    VALUES ('p1', 'Anna@ekvik.se', 'anna@ekvik.se', 'sv', 1), ('p2', 'bo@ekvik.se', 'bo@ekvik.se', 'sv', 1); \
    INSERT INTO subscriptions (id, subscriber, search, state, pace, hour, weekday, created, next_due) \
    VALUES ('s1', 'p1', 'k1', 'confirmed', 'daily', 7, 1, 1, 1), ('s2', 'p2', 'k1', 'confirmed', 'daily', 7, 1, 1, 1); \
    INSERT INTO tokens (hash, purpose, subscription) VALUES ('h1', 'manage', 's1'), ('h2', 'manage', 's2'); \
    INSERT INTO feedback (subscription, search, document, verdict, at) VALUES ('s1', 'k1', 'd', 'relevant', 1), ('s2', 'k1', 'd', 'relevant', 1); \
    INSERT INTO letters (id, created, subject, html, text, language, list, documents) \
    VALUES ('l1', 1, 'x', '', '', 'sv', '', ''), ('l2', 1, 'x', '', '', 'sv', '', ''); \
    INSERT INTO outbox (channel, recipient, issue, letter, message_id, state, created) \
    VALUES ('letter', 's1', 1, 'l1', 'm1', 'queued', 1), ('letter', 's2', 1, 'l2', 'm2', 'queued', 1); \
    INSERT INTO searches (key, title, query, description, visibility, origin, owner, created, mark, look_back, look_back_moved) \
    VALUES ('k1', 'x', 'x', '', 'private', 'subscriber', 'Anna@ekvik.se', 1, 0, 0, 0)";

async fn kept_people(store: &Store) -> [i64; 6] {
    [
        count(store, "SELECT COUNT(*) FROM subscribers").await,
        count(store, "SELECT COUNT(*) FROM subscriptions").await,
        count(store, "SELECT COUNT(*) FROM tokens").await,
        count(store, "SELECT COUNT(*) FROM letters").await,
        count(store, "SELECT COUNT(*) FROM searches WHERE owner IS NOT NULL").await,
        count(store, "SELECT COUNT(*) FROM feedback WHERE subscription = 's1'").await,
    ]
}

#[tokio::test]
async fn a_forgotten_mail_address_gets_nothing_any_more_also_after_a_backup() {
    let (place, other) = (place(), place());
    let store = store_with(&place, &["a"]).await;
    run(&store, PEOPLE).await;
    assert_eq!(kept_people(&store).await, [2, 2, 2, 2, 1, 1]);
    forget(&store, "anna@ekvik.se").await;
    assert_eq!(kept_people(&store).await, [1, 1, 1, 1, 0, 0]);
    assert_eq!(count(&store, "SELECT COUNT(*) FROM feedback").await, 2, "answers stay");
    let sql = "SELECT COUNT(*) FROM consents WHERE subscription = 's1' AND event = 'erased'";
    assert_eq!(count(&store, sql).await, 1);

    let restored = store_with(&other, &["a"]).await;
    run(&restored, PEOPLE).await;
    let list = store.forgotten_list().await.unwrap();
    restored.carry_over(&list).await.unwrap();
    assert_eq!(kept_people(&restored).await, [1, 1, 1, 1, 0, 0]);
    restored.close().await;
    let bytes = std::fs::read(&other.path).unwrap();
    assert!(!bytes.windows(13).any(|part| part.eq_ignore_ascii_case(b"anna@ekvik.se")));
}
