//! What webhooks are sent, and what becomes of it.

mod forms;
mod sending;
mod server;

use crate::digest::letter::{Content, Counts, Item, Letter};
use crate::message::Locale;
use crate::model::{DocumentId, Kind, Language, Timestamp};

fn now() -> Timestamp {
    "2026-11-23T06:00:00Z".parse().unwrap()
}

/// A letter whose hits all have this title and this summary.
fn letter(title: &str, summary: &str) -> Letter {
    let item = |number: usize| Item {
        document: DocumentId::new(format!("{number:016x}")),
        title: title.to_owned(),
        summary: summary.to_owned(),
        link: format!("https://ekvik.example/nyhet?id={number}&x=1"),
        page: format!("https://utkik.example/documents/{number:016x}"),
        place: "Landskrona".to_owned(),
        source: "Sydnytt".to_owned(),
        date: now(),
        language: Language::SV,
        kind: Some(Kind::News),
        matched: vec!["nattillsyn".to_owned()],
        cost: Some("1,2 mnkr".to_owned()),
        closes: crate::date::Day::read("2026-12-11"),
        event: None,
        needs_login: false,
        also_in: Vec::new(),
        remark: None,
        answer: format!("utkik--answer--{number:016x}--"),
    };
    Letter {
        locale: Locale::Sv,
        title: "Digital nattillsyn".to_owned(),
        network: "Nordvästra Skåne".to_owned(),
        now: now(),
        content: Content::Digest(Counts {
            hits: 14,
            told: 8,
            in_network: 3,
            nordic: 5,
            closing_soon: 1,
            heeds_answers: false,
        }),
        own: (0..3).map(item).collect(),
        world: (3..8).map(item).collect(),
        more: 6,
        rest: "https://utkik.example/searches/nattillsyn?since=4".to_owned(),
        silent_sources: 2,
        home: "https://utkik.example".to_owned(),
        manage: "https://utkik.example/subscriptions/utkik--manage--token".to_owned(),
        subscribe: "https://utkik.example/subscribe?search=nattillsyn".to_owned(),
    }
}
