//! The index as care and crawl use it.

use std::fs;

use super::*;
use crate::model::{
    Document, DocumentId, DocumentWithSource, Group, Language, Mark, PageState, Republish,
    SourceFacts, Timestamp,
};

const MEMORY: usize = 16_000_000;

pub(super) fn document(id: &str) -> DocumentWithSource {
    let source: crate::model::SourceId = "skr".parse().unwrap();
    DocumentWithSource {
        document: Document {
            id: DocumentId::new(id),
            source: source.clone(),
            entry_id: None,
            link: None,
            url: None,
            title: "Smarta papperskorgar".into(),
            summary: String::new(),
            text: "Sensorer i parken".into(),
            html: String::new(),
            language: Language::SV,
            published: None,
            updated: None,
            author: None,
            tags: Vec::new(),
            facts: std::collections::BTreeMap::new(),
            first_seen: Timestamp::default(),
            changed: Timestamp::default(),
            revision: 1,
            entry_hash: String::new(),
            page: PageState::None,
        },
        source: SourceFacts {
            id: source,
            name: "SKR".into(),
            group: Group::Sweden,
            country: Some("SE".into()),
            place: None,
            in_network: false,
            priority: 1,
            republish: Republish::Excerpt,
        },
        understanding: crate::model::Understanding::default(),
        relations: crate::model::Relations::default(),
        arrived: 0,
    }
}

fn mark(sequence: i64, documents: u64) -> Mark {
    Mark { store: "s".into(), sequence, documents }
}

#[test]
fn a_commit_says_how_far_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open_or_create(folder.path()).unwrap();
    assert_eq!(index.state().unwrap(), IndexState::default());
    let mut writer = index.writer(MEMORY).unwrap();
    writer.put(&document("a")).unwrap();
    writer.put(&document("b")).unwrap();
    writer.put(&document("a")).unwrap();
    writer.commit(&mark(7, 2)).unwrap();
    let state = Index::open(folder.path()).unwrap().state().unwrap();
    assert_eq!((state.mark.sequence, state.documents), (7, 2));
    assert!(state.is_current());
    writer.remove(&DocumentId::new("a"));
    writer.commit(&mark(8, 1)).unwrap();
    assert_eq!(index.state().unwrap().documents, 1);
    writer.clear().unwrap();
    writer.put(&document("c")).unwrap();
    writer.put(&document("c")).unwrap();
    writer.commit(&mark(9, 1)).unwrap();
    assert_eq!(index.state().unwrap().documents, 1);
}

#[test]
fn a_second_writer_is_told_to_wait() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open_or_create(folder.path()).unwrap();
    let _writer = index.writer(MEMORY).unwrap();
    assert!(matches!(index.writer(MEMORY), Err(IndexError::Busy(_))));
}

#[test]
fn what_is_not_an_index_is_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let error = Index::open(folder.path()).err().unwrap();
    assert!(matches!(error, IndexError::Missing(_)));
    assert!(error.to_string().contains("utkik reindex"));

    drop(Index::open_or_create(folder.path()).unwrap());
    fs::write(folder.path().join("meta.json"), "{").unwrap();
    assert!(matches!(Index::open(folder.path()), Err(IndexError::Damaged { .. })));

    fs::write(folder.path().join("README.md"), "index").unwrap();
    remove(folder.path()).unwrap();
    let left: Vec<_> =
        fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left, ["README.md"]);
}

#[test]
fn flipped_bits_are_found_when_looked_for() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open_or_create(folder.path()).unwrap();
    let mut writer = index.writer(MEMORY).unwrap();
    writer.put(&document("a")).unwrap();
    writer.commit(&mark(1, 1)).unwrap();
    writer.finish().unwrap();
    assert!(index.damaged_files().unwrap().is_empty());
    for entry in fs::read_dir(folder.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "store") {
            let mut bytes = fs::read(&path).unwrap();
            bytes[3] ^= 0x40;
            fs::write(&path, bytes).unwrap();
        }
    }
    let found = Index::open(folder.path()).unwrap().damaged_files().unwrap();
    assert_eq!(found.len(), 1);
}
