//! Asked for, confirmed, changed, due.

use super::{DAY, HOUR, apply, at, confirmed, count, events, execute, store};
use crate::model::{
    Application, Cadence, Channel, ConsentEvent, Language, NETWORK_LETTER, Pace, Queued,
    Subscription, SubscriptionState, TokenPurpose,
};
use crate::store::{Applied, Asking};

#[tokio::test]
async fn nobody_is_asked_twice_a_day() {
    let (_place, store) = store().await;
    let Applied::Ask(asked) = apply(&store, "anna", "night", at(0)).await else { panic!() };
    assert_eq!((asked.id.as_str(), asked.subscriber.as_str()), ("s-anna-night", "p-anna"));
    assert_eq!((asked.state, asked.created), (SubscriptionState::Pending, at(0)));
    assert_eq!(apply(&store, "ANNA", "night", at(HOUR)).await, Applied::Nothing);
    assert_eq!(apply(&store, "anna", "day", at(DAY - 1)).await, Applied::Nothing);
    assert_eq!((count(&store, "subscribers").await, count(&store, "subscriptions").await), (1, 1));
    let Applied::Ask(asked) = apply(&store, "anna", "day", at(DAY)).await else { panic!() };
    assert_eq!((asked.id.as_str(), asked.subscriber.as_str()), ("s-anna-day", "p-anna"));
    assert!(matches!(apply(&store, "bo", "day", at(DAY)).await, Applied::Ask(_)));
    let invited = super::application("cia", "day");
    let ids = ["p-cia", "s-cia"];
    let event = ConsentEvent::Invited;
    let applied = store.apply(&invited, ids, event, at(0)).await.unwrap();
    assert!(matches!(applied, Applied::Ask(_)));
    assert_eq!(apply(&store, "cia", "day", at(HOUR)).await, Applied::Nothing);
    assert_eq!(events(&store, "s-cia").await, ["invited command", "asked page"]);
}

#[tokio::test]
async fn a_mailbox_is_not_flooded_by_other_ways_of_writing_it() {
    let (_place, store) = store().await;
    for name in ["anna", "anna+park", "ANNA+natt"] {
        assert!(matches!(apply(&store, name, "night", at(0)).await, Applied::Ask(_)), "{name}");
    }
    for name in ["anna+x", "anna+", "anna+a+b"] {
        assert_eq!(apply(&store, name, "night", at(HOUR)).await, Applied::Nothing, "{name}");
    }
    assert_eq!(count(&store, "subscribers").await, 3);
    for name in ["annas", "ann", "bo+anna"] {
        assert!(matches!(apply(&store, name, "night", at(HOUR)).await, Applied::Ask(_)), "{name}");
    }
    assert!(matches!(apply(&store, "anna+x", "night", at(DAY)).await, Applied::Ask(_)));
}

#[tokio::test]
async fn an_application_is_kept_with_its_letter_or_not_at_all() {
    let (_place, store) = store().await;
    let application = super::application("anna", "night");
    let asked = (["p", "s"], ConsentEvent::Asked);
    let ask = |subscription: &Subscription| Asking {
        token: "hash".to_owned(),
        expires: at(2 * DAY),
        letter: super::letter("c"),
        row: Queued {
            channel: Channel::Confirmation,
            recipient: subscription.id.clone(),
            issue: 1,
            letter: "c".to_owned(),
            message_id: "c@utkik.example".to_owned(),
        },
    };
    execute(&store, "ALTER TABLE outbox RENAME TO broken").await;
    assert!(store.apply_and_ask(&application, asked, at(0), ask).await.is_err());
    assert_eq!((count(&store, "subscribers").await, count(&store, "tokens").await), (0, 0));
    execute(&store, "ALTER TABLE broken RENAME TO outbox").await;
    let applied = store.apply_and_ask(&application, asked, at(0), ask).await.unwrap();
    assert!(matches!(applied, Applied::Ask(_)));
    assert_eq!((count(&store, "outbox").await, count(&store, "letters").await), (1, 1));
    let opened = store.opened_by(TokenPurpose::Confirm, "hash", at(0)).await.unwrap();
    assert_eq!(opened.as_deref(), Some("s"));
    assert_eq!(
        store.apply_and_ask(&application, asked, at(HOUR), ask).await.unwrap(),
        Applied::Nothing
    );
    assert_eq!(count(&store, "outbox").await, 1);
}

#[tokio::test]
async fn who_asks_again_gets_what_was_asked_for_last() {
    let (_place, store) = store().await;
    apply(&store, "anna", "night", at(0)).await;
    let cadence = Cadence { pace: Pace::Daily, hour: 9, weekday: 3 };
    let again =
        Application { language: Language::EN, cadence, ..super::application("anna", "night") };
    let event = ConsentEvent::Asked;
    let applied = store.apply(&again, ["x", "y"], event, at(HOUR)).await.unwrap();
    assert_eq!(applied, Applied::Nothing);
    let row = store.subscription("s-anna-night").await.unwrap().unwrap();
    assert_eq!((row.subscription.cadence, row.subscription.created), (cadence, at(HOUR)));
    assert_eq!((row.subscriber.language, row.title.as_str()), (Language::EN, "Night"));
    assert!(store.confirm("s-anna-night", at(0), at(2 * HOUR)).await.unwrap());
    // Now it is one of somebody whom a stranger may not change.
    let again = super::application("anna", "night");
    let applied = store.apply(&again, ["x", "y"], event, at(3 * DAY)).await.unwrap();
    assert_eq!(applied, Applied::Nothing);
    let again = super::application("anna", "day");
    let applied = store.apply(&again, ["x", "y"], event, at(3 * DAY)).await.unwrap();
    assert!(matches!(applied, Applied::Ask(_)));
    let row = store.subscription("s-anna-night").await.unwrap().unwrap();
    assert_eq!((row.subscription.cadence, row.subscriber.language), (cadence, Language::EN));
}

#[tokio::test]
async fn a_confirmation_counts_within_two_days_and_begins_at_the_present() {
    let (_place, store) = store().await;
    apply(&store, "anna", "night", at(0)).await;
    assert!(!store.confirm("s-anna-night", at(0), at(2 * DAY)).await.unwrap());
    assert!(!store.confirm("nobody", at(0), at(1)).await.unwrap());
    assert!(store.confirm("s-anna-night", at(5 * DAY), at(2 * DAY - 1)).await.unwrap());
    assert!(!store.confirm("s-anna-night", at(0), at(2 * DAY - 1)).await.unwrap());
    let row = store.subscription("s-anna-night").await.unwrap().unwrap().subscription;
    assert_eq!((row.state, row.told, row.issue), (SubscriptionState::Confirmed, 7, 0));
    assert_eq!((row.confirmed, row.next_due), (Some(at(2 * DAY - 1)), at(5 * DAY)));
    assert_eq!(events(&store, "s-anna-night").await, ["asked page", "confirmed page"]);
    apply(&store, "bo", NETWORK_LETTER, at(0)).await;
    let id = format!("s-bo-{NETWORK_LETTER}");
    assert!(store.confirm(&id, at(0), at(1)).await.unwrap());
    let row = store.subscription(&id).await.unwrap().unwrap();
    assert_eq!((row.subscription.told, row.title.as_str()), (0, ""));
}

#[tokio::test]
async fn a_pause_tells_nothing_afterwards_and_an_end_is_one() {
    use SubscriptionState::{Confirmed, Ended, Paused, Pending};
    let (_place, store) = store().await;
    apply(&store, "bo", "night", at(0)).await;
    assert!(!store.set_state("s-bo-night", Confirmed, "page", at(1)).await.unwrap());
    assert!(!store.set_state("s-bo-night", Paused, "page", at(1)).await.unwrap());
    let id = confirmed(&store, "anna", at(0)).await;
    assert!(store.set_state(&id, Paused, "page", at(1)).await.unwrap());
    execute(&store, "UPDATE searches SET last_news = 20").await;
    assert!(store.set_state(&id, Confirmed, "page", at(2)).await.unwrap());
    let row = store.subscription(&id).await.unwrap().unwrap().subscription;
    assert_eq!((row.state, row.told), (Confirmed, 20));
    assert!(store.set_state(&id, Ended, "letter", at(3)).await.unwrap());
    assert!(store.set_state(&id, Ended, "letter", at(4)).await.unwrap());
    for state in [Confirmed, Paused, Pending] {
        assert!(!store.set_state(&id, state, "page", at(5)).await.unwrap());
    }
    assert!(!store.set_cadence(&id, Cadence::default(), at(0), at(5)).await.unwrap());
    assert!(!store.confirm(&id, at(0), at(5)).await.unwrap());
    let log = ["asked page", "confirmed page", "paused page", "resumed page", "ended letter"];
    let mut seen = events(&store, &id).await;
    seen.sort_by_key(|event| log.iter().position(|known| known == event));
    assert_eq!(seen, log);
    assert!(matches!(apply(&store, "anna", "night", at(DAY)).await, Applied::Ask(_)));
    assert!(store.confirm(&id, at(0), at(DAY)).await.unwrap());
}

#[tokio::test]
async fn due_is_what_is_confirmed_and_its_time_has_come() {
    let (_place, store) = store().await;
    let anna = confirmed(&store, "anna", at(0)).await;
    let bo = confirmed(&store, "bo", at(0)).await;
    let cia = confirmed(&store, "cia", at(0)).await;
    let dan = confirmed(&store, "dan", at(0)).await;
    apply(&store, "eva", "night", at(0)).await;
    apply(&store, "fia", NETWORK_LETTER, at(0)).await;
    store.confirm(&format!("s-fia-{NETWORK_LETTER}"), at(0), at(0)).await.unwrap();
    let weekly = Cadence::default();
    assert!(store.set_cadence(&bo, weekly, at(100), at(1)).await.unwrap());
    assert!(store.set_cadence(&cia, weekly, at(99 * DAY), at(1)).await.unwrap());
    store.set_language("p-anna", Language::SV).await.unwrap();
    store.set_language("p-cia", Language::EN).await.unwrap();
    execute(&store, "UPDATE subscribers SET suspended = 1 WHERE id = 'p-dan'").await;
    let due = store.due_subscriptions(at(50), at(90 * DAY)).await.unwrap();
    let ids: Vec<_> = due.iter().map(|due| due.subscription.id.clone()).collect();
    assert_eq!(ids, [cia, anna]);
    assert_eq!(due[0].language, Language::EN);
    assert_eq!(store.subscriptions(Some("night")).await.unwrap().len(), 5);
    let all = store.subscriptions(None).await.unwrap();
    assert_eq!((all.len(), all[3].subscription.id.as_str()), (6, dan.as_str()));
}

#[tokio::test]
async fn a_token_opens_its_subscription_until_it_expires() {
    let (_place, store) = store().await;
    let pair = |hash: &str, id: &str| (hash.to_owned(), id.to_owned());
    let tokens = [pair("h1", "s1"), pair("h2", "s2")];
    store.keep_tokens(TokenPurpose::Confirm, &tokens, Some(at(10))).await.unwrap();
    store.keep_tokens(TokenPurpose::Manage, &[pair("h3", "s1")], None).await.unwrap();
    store.keep_tokens(TokenPurpose::Manage, &[pair("h1", "s9")], None).await.unwrap();
    let opened =
        async |purpose, hash, second| store.opened_by(purpose, hash, at(second)).await.unwrap();
    assert_eq!(opened(TokenPurpose::Confirm, "h1", 9).await.as_deref(), Some("s1"));
    assert_eq!(opened(TokenPurpose::Confirm, "h1", 10).await, None);
    assert_eq!(opened(TokenPurpose::Manage, "h1", 9).await, None);
    assert_eq!(opened(TokenPurpose::Manage, "h3", 99).await.as_deref(), Some("s1"));
}
