//! The store from outside: what is kept, what changes, and what happens when the file is not well.

use std::path::PathBuf;
use std::time::Duration;

use tempfile::TempDir;

use super::{Claim, EntryKey, Recorded, SourceCheck, Store, StoreError};
use crate::model::{
    CanonicalUrl, Change, Document, DocumentId, Group, Health, HostRecord, Language, Network,
    PageState, Republish, RobotsRecord, Source, SourceId, SourceKind, SourceState, Timestamp,
    Validators,
};

pub(super) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_millis(seconds * 1000)
}

pub(super) fn id(text: &str) -> SourceId {
    text.parse().unwrap()
}

pub(super) fn document(source: &str, number: usize) -> Document {
    let name = format!("{source}-{number:04}");
    Document {
        id: DocumentId::new(name.clone()),
        source: id(source),
        entry_id: Some(format!("entry-{number}")),
        url: Some(CanonicalUrl::from_canonical(format!("https://{source}.example/{number}"))),
        title: format!("Title {number}"),
        summary: String::new(),
        text: format!("Text of {name}"),
        html: "<p>x</p>".to_owned(),
        language: Language::SV,
        published: Some(at(100)),
        updated: None,
        author: None,
        tags: vec!["gata".to_owned()],
        first_seen: at(10),
        changed: at(10),
        revision: 1,
        entry_hash: "h1".to_owned(),
        page: PageState::None,
    }
}

pub(super) fn source(name: &str) -> Source {
    Source {
        id: id(name),
        name: format!("Source {name}"),
        url: format!("https://{name}.example/feed"),
        kind: SourceKind::Feed,
        language: None,
        country: Some("SE".to_owned()),
        place: None,
        themes: Vec::new(),
        group: Group::Sweden,
        priority: 2,
        full_text: false,
        every: None,
        keep: None,
        republish: Republish::Excerpt,
        enabled: true,
        reason: None,
        line: 1,
    }
}

pub(super) fn check(source: &str, health: Health) -> SourceCheck {
    SourceCheck {
        source: id(source),
        at: at(20),
        health,
        error: None,
        validators: Validators { etag: Some("\"1\"".to_owned()), last_modified: None },
        body_hash: Some("b1".to_owned()),
        moved_to: None,
        next_check: at(3600),
        duration_ms: 12,
    }
}

pub(super) struct Place {
    _folder: TempDir,
    pub(super) path: PathBuf,
}

pub(super) fn place() -> Place {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data").join("utkik.db");
    Place { _folder: folder, path }
}

/// A store that watches these sources.
pub(super) async fn store_with(place: &Place, sources: &[&str]) -> Store {
    let store = Store::open(&place.path).await.unwrap();
    let sources: Vec<_> = sources.iter().map(|name| source(name)).collect();
    store.sync_sources(&sources, &Network::default(), at(0)).await.unwrap();
    store
}

#[tokio::test]
async fn what_is_recorded_is_found_again() {
    let place = place();
    let store = store_with(&place, &["a"]).await;
    let recorded = store
        .record_documents(&check("a", Health::Ok), vec![document("a", 1), document("a", 2)])
        .await
        .unwrap();
    assert_eq!((recorded.new, recorded.revised, recorded.changes.len()), (2, 0, 2));
    store.close().await;

    let store = Store::open_existing(&place.path).await.unwrap();
    assert_eq!(store.document("a-0001").await.unwrap(), Some(document("a", 1)));
    let state = store.source_state(&id("a")).await.unwrap().unwrap();
    assert_eq!((state.documents, state.health, state.last_new), (2, Health::Ok, Some(at(20))));
    assert_eq!(store.mark().await.unwrap().documents, 2);
    let keys = [
        EntryKey { entry_id: Some("entry-1"), url: None },
        EntryKey { entry_id: None, url: Some("https://a.example/2") },
        EntryKey { entry_id: Some("entry-3"), url: Some("https://a.example/3") },
    ];
    assert_eq!(store.known_entries(&id("a"), &keys).await.unwrap().len(), 2);
    let claim = Claim {
        among: &[id("a")],
        owner: "x",
        now: at(3600),
        lease: Duration::from_secs(60),
        all: false,
        limit: 10,
    };
    assert_eq!(store.claim_due(&claim).await.unwrap().len(), 1);
}

#[tokio::test]
async fn an_edit_keeps_the_old_version_and_a_repetition_changes_nothing() {
    let place = place();
    let store = store_with(&place, &["a"]).await;
    let first = vec![document("a", 1), document("a", 2)];
    store.record_documents(&check("a", Health::Ok), first.clone()).await.unwrap();
    let mark = store.mark().await.unwrap();

    let again = store.record_documents(&check("a", Health::Unchanged), first).await.unwrap();
    assert_eq!(again, Recorded::default());
    assert_eq!(store.mark().await.unwrap(), mark);

    let edited = Document { text: "Edited".to_owned(), ..document("a", 1) };
    let recorded = store.record_documents(&check("a", Health::Ok), vec![edited]).await.unwrap();
    assert_eq!((recorded.new, recorded.revised, recorded.changes[0].sequence), (0, 1, 3));
    let kept = store.document("a-0001").await.unwrap().unwrap();
    assert_eq!((kept.revision, kept.changed, kept.first_seen), (2, at(20), at(10)));
    let revisions = store.revisions(&kept.id).await.unwrap();
    assert_eq!(revisions.len(), 1);
    assert_eq!((revisions[0].revision, revisions[0].text.as_str()), (1, "Text of a-0001"));
    assert_eq!(revisions[0].replaced, at(20));
    assert_eq!(store.mark().await.unwrap().documents, 2);
}

#[tokio::test]
async fn pages_wait_until_they_are_read() {
    let place = place();
    let store = store_with(&place, &["a"]).await;
    let waiting = |number| Document { page: PageState::Waiting, ..document("a", number) };
    let both = vec![waiting(1), waiting(2)];
    store.record_documents(&check("a", Health::Ok), both).await.unwrap();
    let state = store.source_state(&id("a")).await.unwrap().unwrap();
    assert_eq!((state.documents, state.pages_waiting), (2, 2));
    assert_eq!(store.waiting_pages(&id("a"), 1).await.unwrap(), [waiting(1)]);

    let read = Document { page: PageState::Read, text: "Page".to_owned(), ..waiting(1) };
    let recorded = store.record_documents(&check("a", Health::Ok), vec![read]).await.unwrap();
    assert_eq!((recorded.changes.len(), recorded.revised), (1, 0));
    assert!(store.revisions(&DocumentId::new("a-0001")).await.unwrap().is_empty());
    assert_eq!(store.waiting_pages(&id("a"), 9).await.unwrap(), [waiting(2)]);
    assert_eq!(store.source_state(&id("a")).await.unwrap().unwrap().pages_waiting, 1);
}

#[tokio::test]
async fn nobody_overwrites_the_document_of_another_source() {
    let place = place();
    let store = store_with(&place, &["a", "b"]).await;
    let documents = |names: &[&str]| names.iter().map(|name| document(name, 1)).collect();
    store.record_documents(&check("a", Health::Ok), documents(&["a"])).await.unwrap();
    store.record_documents(&check("b", Health::Ok), documents(&["b"])).await.unwrap();
    let stolen = Document { source: id("b"), ..document("a", 1) };
    let refused = store.record_documents(&check("b", Health::Ok), vec![stolen]).await;
    assert!(matches!(refused, Err(StoreError::OtherSource { .. })), "{refused:?}");
    assert_eq!(store.document("a-0001").await.unwrap(), Some(document("a", 1)));
    let refused = store.record_documents(&check("b", Health::Ok), documents(&["a"])).await;
    assert!(matches!(refused, Err(StoreError::OtherSource { .. })), "{refused:?}");
}

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
        lease: Duration::from_secs(60),
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
}

#[tokio::test]
async fn changes_come_in_order_and_removals_among_them() {
    let place = place();
    let store = store_with(&place, &["a", "b"]).await;
    let old = |number| Document { published: Some(at(1)), ..document("a", number) };
    let documents = vec![old(1), document("a", 2), old(3)];
    store.record_documents(&check("a", Health::Ok), documents).await.unwrap();
    store.record_documents(&check("b", Health::Ok), vec![document("b", 1)]).await.unwrap();
    assert_eq!(store.remove_older_than(&id("a"), at(50)).await.unwrap(), 2);
    assert_eq!(store.remove_older_than(&id("a"), at(50)).await.unwrap(), 0);
    store.record_documents(&check("b", Health::Ok), vec![document("b", 2)]).await.unwrap();

    let mut seen = Vec::new();
    let mut sequence = 0;
    loop {
        let page = store.changes_after(sequence, 2).await.unwrap();
        let Some(last) = page.last() else { break };
        sequence = last.sequence;
        seen.extend(page.into_iter().map(|change| match change.change {
            Change::Put(put) => (change.sequence, format!("+{}", put.document.id)),
            Change::Remove(id) => (change.sequence, format!("-{id}")),
        }));
    }
    let expected = [(2, "+a-0002"), (4, "+b-0001"), (5, "-a-0001"), (6, "-a-0003"), (7, "+b-0002")];
    assert_eq!(seen, expected.map(|(number, text)| (number, text.to_owned())));
    let mark = store.mark().await.unwrap();
    assert_eq!((mark.sequence, mark.documents), (7, 3));
    assert_eq!(store.source_state(&id("a")).await.unwrap().unwrap().documents, 1);
}

#[tokio::test]
async fn documents_of_a_source_are_changes_again_when_its_facts_change() {
    let place = place();
    let store = store_with(&place, &["a", "b"]).await;
    let two = vec![document("a", 1), document("a", 2)];
    store.record_documents(&check("a", Health::Ok), two).await.unwrap();
    store.record_documents(&check("b", Health::Ok), vec![document("b", 1)]).await.unwrap();
    let other = Store::open(&place.path).await.unwrap();
    let network = Network::default();
    let renamed = Source { name: "Other name".to_owned(), ..source("a") };
    other.sync_sources(&[source("b"), renamed.clone()], &network, at(50)).await.unwrap();
    other.sync_sources(&[renamed], &network, at(50)).await.unwrap();
    let changes = store.changes_after(3, 9).await.unwrap();
    let names: Vec<_> = changes
        .iter()
        .map(|change| match &change.change {
            Change::Put(put) => {
                (change.sequence, put.document.id.as_str(), put.source.name.as_str())
            }
            Change::Remove(_) => panic!("nothing was removed"),
        })
        .collect();
    assert_eq!(names, [(4, "a-0001", "Other name"), (5, "a-0002", "Other name")]);
    assert_eq!(store.source_states().await.unwrap().len(), 2, "sources that left the list stay");
    assert_eq!(store.mark().await.unwrap().documents, 3);
}

#[tokio::test]
async fn a_prefix_must_mean_one_document() {
    let place = place();
    let store = store_with(&place, &["a"]).await;
    let mut documents: Vec<_> = (1..4).map(|number| document("a", number)).collect();
    documents.push(Document { id: DocumentId::new("a-0"), ..document("a", 9) });
    store.record_documents(&check("a", Health::Ok), documents).await.unwrap();
    let ambiguous = store.document("a-00").await;
    assert!(matches!(&ambiguous, Err(StoreError::Ambiguous { .. })), "{ambiguous:?}");
    let found = |text: &'static str| async {
        store.document(text).await.unwrap().map(|found| found.id.to_string())
    };
    assert_eq!(found("a-0").await.as_deref(), Some("a-0"), "an exact id wins");
    assert_eq!(found("a-0003").await.as_deref(), Some("a-0003"));
    assert_eq!(found("b").await, None);
    assert_eq!(found("").await, None);
    let ids = ["a-0003", "x", "a-0001"].map(DocumentId::new);
    let found = store.documents(&ids).await.unwrap();
    assert_eq!(found, [document("a", 3), document("a", 1)]);
}

#[tokio::test]
async fn hosts_are_remembered() {
    let place = place();
    let store = Store::open(&place.path).await.unwrap();
    let host =
        |name: &str, robots, not_before| HostRecord { host: name.to_owned(), robots, not_before };
    let robots =
        |text: Option<&str>| Some(RobotsRecord { fetched: at(5), text: text.map(str::to_owned) });
    let hosts = [
        host("a.example", None, Some(at(9))),
        host("b.example", robots(None), None),
        host("c.example", robots(Some("User-agent: *")), None),
    ];
    store.save_hosts(&hosts).await.unwrap();
    assert_eq!(store.hosts().await.unwrap(), hosts);
    store.save_hosts(&[host("a.example", robots(Some("")), None)]).await.unwrap();
    assert_eq!(store.hosts().await.unwrap()[0], host("a.example", robots(Some("")), None));
}

#[tokio::test]
async fn two_programs_write_side_by_side() {
    let place = place();
    let one = store_with(&place, &["a", "b"]).await;
    let two = Store::open(&place.path).await.unwrap();
    let write = |store: Store, name: &'static str| async move {
        for number in 0..40 {
            let documents = vec![document(name, number)];
            store.record_documents(&check(name, Health::Ok), documents).await.unwrap();
        }
    };
    let (first, second) =
        (tokio::spawn(write(one.clone(), "a")), tokio::spawn(write(two.clone(), "b")));
    first.await.unwrap();
    second.await.unwrap();
    let changes = one.changes_after(0, 100).await.unwrap();
    let numbers: Vec<_> = changes.iter().map(|change| change.sequence).collect();
    assert_eq!(numbers, (1..=80).collect::<Vec<_>>());
    assert!(one.check().await.unwrap().is_empty());
}

#[tokio::test]
async fn several_open_a_new_file_at_once() {
    let place = place();
    let opened = (0..6).map(|_| {
        let path = place.path.clone();
        tokio::spawn(async move { Store::open(&path).await.unwrap().mark().await.unwrap() })
    });
    let mut marks = Vec::new();
    for mark in opened.collect::<Vec<_>>() {
        marks.push(mark.await.unwrap());
    }
    assert!(marks.iter().all(|mark| mark == &marks[0] && mark.store.len() == 16), "{marks:?}");
}
