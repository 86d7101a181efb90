//! Addresses that do not work: suspended at the third refusal in a row.

use super::{DAY, address, apply, at, confirmed, events, letter, store};
use crate::model::{Channel, Queued, Sent, Timestamp};
use crate::store::{Applied, Store};

/// A letter to this subscription is accepted.
async fn accept(store: &Store, subscription: &str, issue: i64, now: Timestamp) {
    let row = Queued {
        channel: Channel::Letter,
        recipient: subscription.to_owned(),
        issue,
        letter: "a".to_owned(),
        message_id: format!("{issue}@utkik.example"),
    };
    store.queue(&letter("a"), &[row], now).await.unwrap();
    let key = (Channel::Letter, subscription.to_owned(), issue);
    store.settle(&[(key, Sent::Accepted)], now).await.unwrap();
}

#[tokio::test]
async fn the_third_refusal_suspends() {
    let (_place, store) = store().await;
    let id = confirmed(&store, "anna", at(0)).await;
    assert!(!store.count_refusal("p-anna", at(1)).await.unwrap());
    assert!(!store.count_refusal("p-anna", at(2)).await.unwrap());
    assert!(store.count_refusal("p-anna", at(3)).await.unwrap());
    assert!(!store.count_refusal("p-anna", at(4)).await.unwrap());
    let subscriber = store.subscription(&id).await.unwrap().unwrap().subscriber;
    assert_eq!((subscriber.suspended, subscriber.refusals), (Some(at(3)), 4));
    assert_eq!(events(&store, &id).await.last().unwrap(), "suspended mail server");
    assert_eq!(apply(&store, "anna", "day", at(9 * DAY)).await, Applied::Nothing);
}

#[tokio::test]
async fn an_address_that_bounces_each_accepted_letter_is_suspended() {
    let (_place, store) = store().await;
    let id = confirmed(&store, "anna", at(0)).await;
    for week in 0..3 {
        let monday = week * 7 * DAY;
        accept(&store, &id, week + 1, at(monday)).await;
        let letter = format!("{}@utkik.example", week + 1);
        assert!(store.count_bounce(&address("Anna"), &letter, at(monday + 60)).await.unwrap());
    }
    let subscriber = store.subscription(&id).await.unwrap().unwrap().subscriber;
    assert!(subscriber.suspended.is_some());
    assert!(!store.count_bounce(&address("nobody"), "1@utkik.example", at(0)).await.unwrap());
}

#[tokio::test]
async fn nobody_is_suspended_by_reports_of_letters_that_were_never_sent() {
    let (_place, store) = store().await;
    let id = confirmed(&store, "anna", at(0)).await;
    let other = confirmed(&store, "bo", at(0)).await;
    accept(&store, &id, 1, at(0)).await;
    accept(&store, &other, 2, at(0)).await;
    for forged in ["", "9@utkik.example", "2@utkik.example"] {
        assert!(!store.count_bounce(&address("anna"), forged, at(60)).await.unwrap(), "{forged}");
    }
    assert_eq!(store.subscription(&id).await.unwrap().unwrap().subscriber.refusals, 0);
}

#[tokio::test]
async fn an_accepted_letter_forgives_what_is_long_ago() {
    let (_place, store) = store().await;
    let id = confirmed(&store, "anna", at(0)).await;
    store.count_refusal("p-anna", at(0)).await.unwrap();
    accept(&store, &id, 1, at(13 * DAY)).await;
    assert_eq!(store.subscription(&id).await.unwrap().unwrap().subscriber.refusals, 1);
    accept(&store, &id, 2, at(14 * DAY)).await;
    assert_eq!(store.subscription(&id).await.unwrap().unwrap().subscriber.refusals, 0);
}
