//! Letters on their way: queued once, claimed by one, settled.

use std::time::{Duration, Instant};

use super::{DAY, HOUR, apply, at, confirmed, count, execute, letter, store};
use crate::model::{Channel, Claimed, MailAddress, Queued, Sent, SubscriptionState, Timestamp};
use crate::store::{Issue, Store};

const LEASE: Duration = Duration::from_mins(10);
const ALL: [Channel; 4] = [Channel::Letter, Channel::Confirmation, Channel::Owner, Channel::Hook];

fn issue(subscription: &str, before: i64, letter: Option<&str>) -> Issue {
    Issue {
        subscription: subscription.to_owned(),
        issue_before: before,
        told: 9,
        next_due: at(7 * DAY),
        letter: letter.map(|id| (id.to_owned(), format!("{subscription}-{before}@ekvik.se"))),
    }
}

fn queued(channel: Channel, recipient: &str) -> Queued {
    Queued {
        channel,
        recipient: recipient.to_owned(),
        issue: 1,
        letter: "n".to_owned(),
        message_id: format!("{recipient}@ekvik.se"),
    }
}

async fn claim(store: &Store, owner: &str, now: Timestamp) -> Vec<Claimed> {
    store.claim_outbox(&ALL, owner, now, LEASE, 100).await.unwrap()
}

fn key(claimed: &Claimed) -> (Channel, String, i64) {
    let queued = &claimed.queued;
    (queued.channel, queued.recipient.clone(), queued.issue)
}

#[tokio::test]
async fn of_two_runs_one_makes_the_issue() {
    let (_place, store) = store().await;
    let anna = confirmed(&store, "anna", at(0)).await;
    let bo = confirmed(&store, "bo", at(0)).await;
    let letters = [letter("a"), letter("b")];
    let issues = [issue(&anna, 0, Some("a")), issue(&bo, 0, None)];
    let (one, other) =
        tokio::join!(store.issue(&letters, &issues, at(5)), store.issue(&letters, &issues, at(5)));
    assert_eq!(one.unwrap() + other.unwrap(), 1);
    assert_eq!((count(&store, "outbox").await, count(&store, "letters").await), (1, 1));
    let row = store.subscription(&anna).await.unwrap().unwrap().subscription;
    assert_eq!((row.issue, row.told, row.next_due), (1, 9, at(7 * DAY)));
    assert_eq!(row.last_issue, Some(at(5)));
    let row = store.subscription(&bo).await.unwrap().unwrap().subscription;
    assert_eq!((row.issue, row.next_due), (0, at(7 * DAY)));
    store.set_state(&anna, SubscriptionState::Paused, "page", at(6)).await.unwrap();
    let paused = [issue(&anna, 1, Some("a"))];
    assert_eq!(store.issue(&letters, &paused, at(7)).await.unwrap(), 0);
}

#[tokio::test]
async fn a_claim_holds_until_its_lease_ends() {
    let (_place, store) = store().await;
    let anna = confirmed(&store, "anna", at(0)).await;
    apply(&store, "bo", "night", at(0)).await;
    store.issue(&[letter("a")], &[issue(&anna, 0, Some("a"))], at(5)).await.unwrap();
    let rows = [
        queued(Channel::Hook, "teams"),
        queued(Channel::Owner, "night"),
        queued(Channel::Owner, "day"),
        queued(Channel::Confirmation, "s-bo-night"),
        queued(Channel::Confirmation, &anna),
    ];
    assert_eq!(store.queue(&letter("n"), &rows, at(6)).await.unwrap(), 5);
    assert_eq!(store.queue(&letter("n"), &rows, at(7)).await.unwrap(), 0);
    let claimed = claim(&store, "one", at(10)).await;
    let recipients: Vec<_> = claimed.iter().map(|row| row.queued.recipient.as_str()).collect();
    assert_eq!(recipients, ["s-bo-night", &anna, "night", "teams"]);
    let addresses: Vec<_> =
        claimed.iter().map(|row| row.address.as_ref().map(MailAddress::as_str)).collect();
    let expected = [Some("bo@ekvik.se"), Some("anna@ekvik.se"), Some("owner@ekvik.se"), None];
    assert_eq!(addresses, expected);
    assert_eq!((claimed[1].attempts, claimed[1].created), (0, at(5)));
    assert_eq!(*claimed[1].letter, letter("a"));
    assert_eq!(count(&store, "outbox WHERE error = 'dropped' AND state = 'failed'").await, 2);
    assert!(claim(&store, "two", at(11)).await.is_empty());
    // Whoever has the same name goes on after a crash, others when the lease has ended.
    assert_eq!(claim(&store, "one", at(11)).await.len(), 4);
    let again = claim(&store, "two", at(611)).await;
    assert_eq!((again.len(), again[0].attempts), (4, 2));
    assert_eq!(again[0].queued.message_id, claimed[0].queued.message_id);
}

#[tokio::test]
async fn rows_end_as_their_attempts_did() {
    let (_place, store) = store().await;
    let mut ids = Vec::new();
    for name in ["anna", "bo", "cia", "dan"] {
        ids.push(confirmed(&store, name, at(0)).await);
    }
    let issues: Vec<_> = ids.iter().map(|id| issue(id, 0, Some("a"))).collect();
    store.issue(&[letter("a")], &issues, at(0)).await.unwrap();
    let rows = claim(&store, "one", at(10)).await;
    let why = || "why".to_owned();
    let ends = [
        Sent::Accepted,
        Sent::Refused { why: why() },
        Sent::Later { not_before: at(HOUR), why: why() },
        Sent::Unreached { why: why() },
    ];
    let ended: Vec<_> = rows.iter().map(key).zip(ends).collect();
    store.settle(&ended, at(20)).await.unwrap();
    let counts = store.outbox_counts().await.unwrap();
    assert_eq!((counts.queued, counts.sending, counts.sent, counts.failed), (2, 0, 1, 1));
    assert_eq!((counts.oldest, count(&store, "letters").await), (Some(at(0)), 1));
    let now = claim(&store, "one", at(21)).await;
    assert_eq!((now.len(), now[0].queued.recipient.as_str()), (1, ids[3].as_str()));
    assert_eq!(now[0].attempts, 0);
    store.settle(&[(key(&now[0]), Sent::Accepted)], at(22)).await.unwrap();
    let later = claim(&store, "one", at(HOUR)).await;
    assert_eq!((later.len(), later[0].attempts), (1, 1));
    // After five days there is no other time.
    let end = Sent::Later { not_before: at(6 * DAY), why: why() };
    store.settle(&[(key(&later[0]), end)], at(5 * DAY)).await.unwrap();
    assert_eq!(store.outbox_counts().await.unwrap().failed, 2);
    assert_eq!(count(&store, "letters").await, 0);
    // What is settled stays so.
    store.settle(&[(key(&rows[0]), Sent::Dropped)], at(5 * DAY)).await.unwrap();
    assert_eq!(store.outbox_counts().await.unwrap().sent, 2);
}

#[tokio::test]
async fn who_has_left_meanwhile_gets_nothing() {
    let (_place, store) = store().await;
    let anna = confirmed(&store, "anna", at(0)).await;
    let bo = confirmed(&store, "bo", at(0)).await;
    let cia = confirmed(&store, "cia", at(0)).await;
    let issues = [&anna, &bo, &cia].map(|id| issue(id, 0, Some("a")));
    assert_eq!(store.issue(&[letter("a")], &issues, at(0)).await.unwrap(), 3);
    store.set_state(&anna, SubscriptionState::Ended, "letter", at(1)).await.unwrap();
    execute(&store, "UPDATE subscribers SET suspended = 1 WHERE id = 'p-bo'").await;
    // The first two are dropped on the way to the third.
    let claimed = store.claim_outbox(&ALL, "one", at(2), LEASE, 1).await.unwrap();
    assert_eq!(claimed.iter().map(|row| &row.queued.recipient).collect::<Vec<_>>(), [&cia]);
    store.set_state(&cia, SubscriptionState::Paused, "page", at(3)).await.unwrap();
    assert!(claim(&store, "one", at(4)).await.is_empty());
    assert_eq!(count(&store, "letters").await, 0);
    assert_eq!(store.outbox_counts().await.unwrap().failed, 3);
}

/// Takes a third of a second for the issues; what is asserted leaves room for a busy machine.
#[tokio::test]
async fn ten_thousand_issues_are_made_in_one_call() {
    let (_place, store) = store().await;
    execute(
        &store,
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) \
         INSERT INTO subscribers (id, address, address_key, language, created) \
         SELECT 'p' || i, 'p' || i || '@ekvik.se', 'p' || i || '@ekvik.se', 'sv', 0 FROM n",
    )
    .await;
    execute(
        &store,
        "INSERT INTO subscriptions \
         (id, subscriber, search, state, pace, hour, weekday, created, next_due) \
         SELECT lower(hex(randomblob(16))), id, 'night', 'confirmed', 'weekly', 7, 1, 0, 0 \
         FROM subscribers",
    )
    .await;
    let due = store.due_subscriptions(at(1), at(90 * DAY)).await.unwrap();
    let letters: Vec<_> = (0..200)
        .map(|number| {
            let mut letter = letter(&format!("l{number}"));
            letter.html = "x".repeat(30_000);
            letter
        })
        .collect();
    let issues: Vec<_> = due
        .iter()
        .enumerate()
        .map(|(number, due)| issue(&due.subscription.id, 0, Some(&letters[number % 200].id)))
        .collect();
    let started = Instant::now();
    assert_eq!(store.issue(&letters, &issues, at(2)).await.unwrap(), 10_000);
    let duration = started.elapsed();
    assert!(duration < Duration::from_secs(20), "{duration:?}");
    let mut sent = 0;
    loop {
        let claimed = store.claim_outbox(&ALL, "one", at(3), LEASE, 1000).await.unwrap();
        if claimed.is_empty() {
            break;
        }
        let ended: Vec<_> = claimed.iter().map(|row| (key(row), Sent::Accepted)).collect();
        store.settle(&ended, at(4)).await.unwrap();
        sent += claimed.len();
    }
    assert_eq!((sent, count(&store, "letters").await), (10_000, 0));
}
