//! Sources and hosts between runs: states, checks, claims.

use std::time::Duration;

use super::{at, check, id, place, store_with};
use crate::model::{Health, HostRecord, RobotsRecord, SourceState, Validators};
use crate::store::{Claim, SourceCheck, Store};

#[tokio::test]
async fn a_failed_check_keeps_what_the_last_good_one_brought() {
    let place = place();
    let store = store_with(&place, &["a"]).await;
    let good =
        SourceCheck { moved_to: Some("https://new.example/".to_owned()), ..check("a", Health::Ok) };
    store.record(std::slice::from_ref(&good)).await.unwrap();
    for attempt in 1..=2 {
        let failed = SourceCheck {
            at: at(30 + attempt),
            error: Some("the host does not answer".to_owned()),
            validators: Validators::default(),
            body_hash: None,
            ..check("a", Health::Failing)
        };
        store.record(&[failed]).await.unwrap();
    }
    let state = store.source_state(&id("a")).await.unwrap().unwrap();
    assert_eq!((state.health, state.failures_in_a_row), (Health::Failing, 2));
    assert_eq!((state.last_check, state.last_success), (Some(at(32)), Some(at(20))));
    assert_eq!(
        (state.validators, state.moved_to),
        (good.validators.clone(), good.moved_to.clone())
    );
    assert_eq!(state.body_hash, good.body_hash);

    store.record(&[SourceCheck { moved_to: None, ..good }]).await.unwrap();
    let state = store.source_state(&id("a")).await.unwrap().unwrap();
    assert_eq!((state.failures_in_a_row, state.error, state.moved_to), (0, None, None));
}

#[tokio::test]
async fn the_last_twenty_checks_are_remembered() {
    let place = place();
    let store = store_with(&place, &["a"]).await;
    for second in 1..=25 {
        let check = SourceCheck { at: at(second), ..check("a", Health::Unchanged) };
        store.record(&[check]).await.unwrap();
    }
    let past = store.past_checks(&id("a")).await.unwrap();
    assert_eq!((past.len(), past[0].at, past[19].at), (20, at(25), at(6)));
}

#[tokio::test]
async fn a_claim_is_exclusive_until_it_ends() {
    let place = place();
    let store = store_with(&place, &["a", "b", "c"]).await;
    let other = Store::open(&place.path).await.unwrap();
    let all = [id("a"), id("b"), id("c")];
    let claim = |owner, now, limit| Claim {
        among: &all,
        owner,
        now: at(now),
        horizon: at(9000),
        lease: Duration::from_mins(1),
        all: false,
        limit,
    };
    let names = |states: Vec<SourceState>| {
        states.into_iter().map(|state| state.id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(names(store.claim_due(&claim("x", 0, 2)).await.unwrap()), ["a", "b"]);
    assert_eq!(names(other.claim_due(&claim("y", 0, 9)).await.unwrap()), ["c"]);
    assert_eq!(
        names(other.claim_due(&claim("x", 30, 9)).await.unwrap()),
        ["a", "b"],
        "after a crash"
    );
    assert!(store.claim_due(&claim("z", 59, 9)).await.unwrap().is_empty());
    assert_eq!(store.claim_due(&claim("z", 90, 9)).await.unwrap().len(), 3, "the leases are over");
    store.release_claims("z").await.unwrap();
    store.record(&[check("a", Health::Unchanged)]).await.unwrap();
    assert_eq!(names(store.claim_due(&claim("y", 91, 9)).await.unwrap()), ["b", "c"]);
    let every = Claim { all: true, ..claim("y", 92, 9) };
    assert_eq!(store.claim_due(&every).await.unwrap().len(), 3);

    // What is planned beyond the horizon was planned by a clock that was wrong.
    let far = SourceCheck { next_check: at(9001), ..check("a", Health::Unchanged) };
    let near = SourceCheck { next_check: at(9000), ..check("b", Health::Unchanged) };
    store.record(&[far, near]).await.unwrap();
    assert_eq!(names(store.claim_due(&claim("y", 93, 1)).await.unwrap()), ["a"]);
}

#[tokio::test]
async fn hosts_are_remembered() {
    let place = place();
    let store = Store::open(&place.path).await.unwrap();
    let host =
        |name: &str, robots, not_before| HostRecord { robots, not_before, ..HostRecord::new(name) };
    let robots =
        |text: Option<&str>| Some(RobotsRecord { fetched: at(5), text: text.map(str::to_owned) });
    let hosts = [
        HostRecord { free_from: Some(at(7)), strain: 3, ..host("a.example", None, Some(at(9))) },
        host("b.example", robots(None), None),
        host("c.example", robots(Some("User-agent: *")), None),
    ];
    store.save_hosts(&hosts).await.unwrap();
    assert_eq!(store.hosts().await.unwrap(), hosts);
    store.save_hosts(&[host("a.example", robots(Some("")), None)]).await.unwrap();
    assert_eq!(store.hosts().await.unwrap()[0], host("a.example", robots(Some("")), None));
}
