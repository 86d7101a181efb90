//! The store from outside: what is kept, what changes, and what happens when the file is not well.

use std::path::PathBuf;
use std::time::Duration;

use tempfile::TempDir;

use super::{Claim, EntryKey, SourceCheck, Store};
use crate::model::{
    CanonicalUrl, Document, DocumentId, Group, Health, Language, Network, PageState, Republish,
    Source, SourceId, SourceKind, Timestamp, Validators,
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
