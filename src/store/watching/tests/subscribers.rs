//! What is kept of a person, and that it goes.

use super::{DAY, address, apply, at, confirmed, count, events, execute, letter, store};
use crate::model::{Channel, Language, Queued, Sent, SubscriptionState, TokenPurpose};
use crate::store::{Applied, Store};

async fn queue(store: &Store, subscription: &str, issue: i64) {
    let row = Queued {
        channel: Channel::Letter,
        recipient: subscription.to_owned(),
        issue,
        letter: "a".to_owned(),
        message_id: format!("m{issue}"),
    };
    store.queue(&letter("a"), &[row], at(issue)).await.unwrap();
}

#[tokio::test]
async fn a_person_sees_all_and_can_be_erased() {
    let (_place, store) = store().await;
    let id = confirmed(&store, "anna", at(0)).await;
    let other = confirmed(&store, "bo", at(0)).await;
    execute(
        &store,
        "INSERT INTO feedback VALUES ('s-anna-night', 'night', 'd1', 'relevant', 5000), \
         ('s-bo-night', 'night', 'd1', 'relevant', 6000)",
    )
    .await;
    let token = [("h".to_owned(), id.clone())];
    store.keep_tokens(TokenPurpose::Manage, &token, None).await.unwrap();
    queue(&store, &id, 1).await;
    let key = (Channel::Letter, id.clone(), 1);
    store.settle(&[(key, Sent::Accepted)], at(8)).await.unwrap();
    queue(&store, &id, 2).await;
    let person = store.person(&address("ANNA")).await.unwrap().unwrap();
    assert_eq!((person.subscriptions.len(), person.consents.len()), (1, 2));
    assert_eq!((person.feedback.len(), person.feedback[0].at), (1, at(5)));
    assert_eq!(person.letters, [(at(8), "Letter a".to_owned())]);
    assert!(store.person(&address("nobody")).await.unwrap().is_none());

    assert!(store.erase("p-anna", "command", at(9)).await.unwrap());
    assert!(!store.erase("p-anna", "command", at(9)).await.unwrap());
    assert!(store.person(&address("anna")).await.unwrap().is_none());
    assert!(store.erase("p-bo", "page", at(9)).await.unwrap());
    for gone in
        ["subscribers", "subscriptions", "tokens", "letters", "outbox WHERE state = 'queued'"]
    {
        assert_eq!(count(&store, gone).await, 0, "{gone}");
    }
    assert_eq!(count(&store, "feedback WHERE subscription LIKE 'erased-%'").await, 2);
    assert_eq!(events(&store, &id).await.last().unwrap(), "erased command");
    assert_eq!(events(&store, &other).await.last().unwrap(), "erased page");
}

#[tokio::test]
async fn what_nobody_confirmed_is_not_kept() {
    let (_place, store) = store().await;
    apply(&store, "anna", "night", at(0)).await;
    let kept = confirmed(&store, "bo", at(0)).await;
    let token = |hash: &str| [(hash.to_owned(), kept.clone())];
    store.keep_tokens(TokenPurpose::Confirm, &token("h1"), Some(at(2 * DAY))).await.unwrap();
    store.keep_tokens(TokenPurpose::Manage, &token("h2"), None).await.unwrap();
    assert_eq!(store.tidy_subscriptions(at(2 * DAY - 1)).await.unwrap(), 0);
    assert_eq!(store.tidy_subscriptions(at(2 * DAY)).await.unwrap(), 1);
    let left = (count(&store, "subscribers").await, count(&store, "tokens").await);
    assert_eq!(left, (1, 1));
    assert!(matches!(apply(&store, "anna", "night", at(2 * DAY)).await, Applied::Ask(_)));
}

#[tokio::test]
async fn an_end_is_remembered_for_a_month_and_the_ledger_for_thirteen() {
    let (_place, store) = store().await;
    let id = confirmed(&store, "anna", at(0)).await;
    queue(&store, &id, 1).await;
    let key = (Channel::Letter, id.clone(), 1);
    store.settle(&[(key, Sent::Accepted)], at(DAY)).await.unwrap();
    store.set_state(&id, SubscriptionState::Ended, "page", at(10 * DAY)).await.unwrap();
    assert_eq!(store.tidy_subscriptions(at(40 * DAY - 1)).await.unwrap(), 0);
    assert_eq!(store.tidy_subscriptions(at(40 * DAY)).await.unwrap(), 1);
    assert_eq!((count(&store, "subscribers").await, count(&store, "outbox").await), (0, 1));
    store.tidy_subscriptions(at(397 * DAY)).await.unwrap();
    assert_eq!(count(&store, "outbox").await, 0);
}

#[tokio::test]
async fn the_file_holds_nothing_of_who_was_erased() {
    let (place, store) = store().await;
    confirmed(&store, "hemlige-arne", at(0)).await;
    let has_traces = || {
        let folder = std::fs::read_dir(place.path.parent().unwrap()).unwrap();
        let mut files = folder.map(|file| std::fs::read(file.unwrap().path()).unwrap_or_default());
        files.any(|bytes| bytes.windows(15).any(|bytes| bytes == b"hemlige-arne@ek"))
    };
    assert!(has_traces());
    store.set_language("p-hemlige-arne", Language::EN).await.unwrap();
    store.count_refusal("p-hemlige-arne", at(1)).await.unwrap();
    assert!(store.erase("p-hemlige-arne", "command", at(9)).await.unwrap());
    assert!(!has_traces());
}
