//! The store from outside: what is kept, what changes, and what happens when a file is not well.

mod documents;
mod opening;
mod searches;
mod sources;
mod together;

use std::collections::BTreeMap;
use std::path::PathBuf;

use tempfile::TempDir;

use super::{SourceCheck, Store};
use crate::model::{
    AddressFilter, CanonicalUrl, Document, DocumentId, FactName, Group, Health, Language, Network,
    PageState, Republish, Source, SourceId, SourceKind, Timestamp, Validators,
};

pub(in crate::store) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_millis(seconds * 1000)
}

pub(in crate::store) fn id(text: &str) -> SourceId {
    text.parse().unwrap()
}

pub(in crate::store) fn document(source: &str, number: usize) -> Document {
    let name = format!("{source}-{number:04}");
    Document {
        id: DocumentId::new(name.clone()),
        source: id(source),
        entry_id: Some(format!("entry-{number}")),
        link: Some(CanonicalUrl::from_canonical(format!("https://{source}.example/{number}"))),
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
        facts: BTreeMap::from([(FactName::Status, "pågår".to_owned())]),
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
        login: None,
        listing: None,
        sitemap: AddressFilter::default(),
        register: crate::model::RegisterRecipe::default(),
        mail: None,
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
        robots_exception: None,
        line: 1,
    }
}

pub(in crate::store) fn check(source: &str, health: Health) -> SourceCheck {
    SourceCheck {
        source: id(source),
        at: at(20),
        health,
        error: None,
        error_class: None,
        validators: Validators { etag: Some("\"1\"".to_owned()), last_modified: None },
        body_hash: Some("b1".to_owned()),
        moved_to: None,
        repairs: Vec::new(),
        next_check: at(3600),
        failure_weight: 0,
        interval: None,
        duration_ms: 12,
        resume: None,
        earlier: crate::store::Earlier::default(),
    }
}

pub(in crate::store) struct Place {
    _folder: TempDir,
    pub(in crate::store) path: PathBuf,
}

pub(in crate::store) fn place() -> Place {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("data").join("utkik.db");
    Place { _folder: folder, path }
}

/// A store that watches these sources.
pub(in crate::store) async fn store_with(place: &Place, sources: &[&str]) -> Store {
    let store = Store::open(&place.path).await.unwrap();
    let sources: Vec<_> = sources.iter().map(|name| source(name)).collect();
    store.sync_sources(&sources, &Network::default(), at(0)).await.unwrap();
    store
}
