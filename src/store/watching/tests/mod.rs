//! Subscriptions and the outbox from outside: who is told what, and that it happens once.

mod outbox;
mod refusals;
mod subscribers;
mod subscriptions;

use sqlx::Row as _;

use crate::model::{
    Application, Cadence, ConsentEvent, Language, MailAddress, StoredLetter, Timestamp,
};
use crate::store::tests::{Place, at, place};
use crate::store::{Applied, Store};

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

fn address(name: &str) -> MailAddress {
    format!("{name}@ekvik.se").parse().unwrap()
}

fn application(name: &str, search: &str) -> Application {
    Application {
        address: address(name),
        language: Language::SV,
        search: search.to_owned(),
        cadence: Cadence::default(),
    }
}

fn letter(id: &str) -> StoredLetter {
    StoredLetter {
        id: id.to_owned(),
        subject: format!("Letter {id}"),
        html: "<p>x</p>".to_owned(),
        text: "x".to_owned(),
        language: "sv".to_owned(),
        list: "night".to_owned(),
        documents: vec!["d1".to_owned(), "d2".to_owned()],
    }
}

/// A store with the search `night`, whose last news is number 7.
async fn store() -> (Place, Store) {
    let place = place();
    let store = Store::open(&place.path).await.unwrap();
    execute(
        &store,
        "INSERT INTO searches (key, title, query, description, visibility, origin, created, mark, \
         look_back, look_back_moved, last_news, owner) VALUES \
         ('night', 'Night', 'natt', '', 'shared', 'list', 0, 0, 0, 0, 7, 'owner@ekvik.se'), \
         ('day', 'Day', 'dag', '', 'shared', 'list', 0, 0, 0, 0, 2, NULL)",
    )
    .await;
    (place, store)
}

async fn execute(store: &Store, sql: &'static str) {
    sqlx::query(sql).execute(&store.writer).await.unwrap();
}

/// How many rows there are; `what` is a table, with a condition where wanted.
async fn count(store: &Store, what: &str) -> i64 {
    let sql = sqlx::AssertSqlSafe(format!("SELECT COUNT(*) FROM {what}"));
    sqlx::query(sql).fetch_one(&store.readers).await.unwrap().get(0)
}

async fn apply(store: &Store, name: &str, search: &str, now: Timestamp) -> Applied {
    let ids = [format!("p-{name}"), format!("s-{name}-{search}")];
    let ids = [ids[0].as_str(), ids[1].as_str()];
    store.apply(&application(name, search), ids, ConsentEvent::Asked, now).await.unwrap()
}

/// A confirmed subscription to `night`; gives its id.
async fn confirmed(store: &Store, name: &str, now: Timestamp) -> String {
    let Applied::Ask(subscription) = apply(store, name, "night", now).await else {
        panic!("nobody is asked")
    };
    assert!(store.confirm(&subscription.id, now, now).await.unwrap());
    subscription.id
}

async fn events(store: &Store, subscription: &str) -> Vec<String> {
    let consents = store.consents(crate::store::Grounds::Of(subscription)).await.unwrap();
    consents.into_iter().map(|consent| format!("{} {}", consent.event, consent.by)).collect()
}
