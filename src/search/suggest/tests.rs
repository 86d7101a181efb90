//! Proposals from the words of a small index.

use std::collections::BTreeMap;
use std::path::Path;

use crate::index::Index;
use crate::message::Locale;
use crate::model::{
    Document, DocumentId, DocumentWithSource, Group, Language, Mark, PageState, Relations,
    Republish, SourceFacts, Timestamp, Understanding,
};
use crate::search::Engine;
use crate::search::syntax::{parse, write};

const TITLES: [&str; 6] = [
    "Smarta papperskorgar i Ängelholm",
    "Smarta papperskorgar och belysning",
    "Belysningen i parken",
    "Belastning på nätet",
    "Smarta hem",
    "Åkeriet provar elbilar",
];

fn now() -> Timestamp {
    "2026-11-21T07:00:00Z".parse().unwrap()
}

fn document(title: &str) -> DocumentWithSource {
    DocumentWithSource {
        document: Document {
            id: DocumentId::new(title),
            source: "malmo".parse().unwrap(),
            entry_id: None,
            link: None,
            url: None,
            title: title.to_owned(),
            summary: String::new(),
            text: "Kommunen berättar.".to_owned(),
            html: String::new(),
            language: Language::SV,
            published: Some(now()),
            updated: None,
            author: None,
            tags: Vec::new(),
            facts: BTreeMap::new(),
            first_seen: now(),
            changed: now(),
            revision: 1,
            entry_hash: String::new(),
            page: PageState::None,
        },
        source: SourceFacts {
            id: "malmo".parse().unwrap(),
            name: "Malmö".to_owned(),
            group: Group::Network,
            country: Some("SE".to_owned()),
            place: None,
            in_network: true,
            priority: 1,
            republish: Republish::Excerpt,
        },
        understanding: Understanding::default(),
        relations: Relations::default(),
        arrived: 0,
    }
}

/// Two segments, as crawls leave them.
fn fill(folder: &Path) -> Engine {
    let index = Index::open_or_create(folder).unwrap();
    let mut writer = index.writer(16_000_000).unwrap();
    for titles in TITLES.chunks(3) {
        for title in titles {
            writer.put(&document(title)).unwrap();
        }
        writer.commit(&Mark::default()).unwrap();
    }
    Engine::open(folder).unwrap()
}

#[test]
fn words_of_the_index_are_proposed() {
    let folder = tempfile::tempdir().unwrap();
    let engine = fill(folder.path());
    for (text, expected) in [
        ("sma", &["smarta"] as &[&str]),
        ("smarta pa", &["smarta papperskorgar", "smarta parken"]),
        ("bel", &["belastning", "belysning", "belysningen"]),
        ("ange", &["ängelholm"]),
        ("rubrik:ake", &["rubrik:åkeriet"]),
        ("xyz", &[]),
    ] {
        let found = engine.complete(text, text.len(), Locale::Sv).unwrap();
        let words: Vec<&String> = found.iter().filter(|it| !it.contains("plats:")).collect();
        assert_eq!(words, expected, "{text}");
    }
}

#[test]
fn words_that_stand_nowhere_are_corrected() {
    let folder = tempfile::tempdir().unwrap();
    let engine = fill(folder.path());
    for (text, expected) in [
        ("papperskogar belysnig", Some("papperskorgar belysning")),
        ("angelholm", Some("ängelholm")),
        // In another form it is there.
        ("papperskorgarna belysningar", None),
        ("smarta hem", None),
        ("xyzzyx", None),
    ] {
        let query = parse(text, Locale::Sv, now()).unwrap().query;
        let corrected = engine.did_you_mean(&query).unwrap().map(|query| write(&query));
        assert_eq!(corrected.as_deref(), expected, "{text}");
    }
}
