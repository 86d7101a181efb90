//! What there is: documents, saved searches, and those who follow them.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use utkik::digest::{Desk, load_key};
use utkik::mail::{MailSettings, Mailer, Security, SmtpSettings, TransportSettings};
use utkik::model::{
    Application, Cadence, CanonicalUrl, ConsentEvent, Document, DocumentId, Language, Network,
    Pace, PageState, SearchDefinition, Timestamp, Visibility,
};
use utkik::replay::{self, Derived};
use utkik::store::Store;

use crate::words::Words;

pub const SEARCHES: usize = 200;
const BYTES_PER_TEXT: usize = 1_350;
const SOURCES: usize = 500;
const TITLE_SEEDS: usize = 1 << 32;
const QUERY_SEEDS: usize = 1 << 33;
const BATCH: usize = 500;

pub fn now() -> Timestamp {
    "2026-11-27T08:00:00Z".parse().unwrap()
}

pub async fn desk(folder: &Path) -> Desk {
    let data = folder.join("data");
    Desk {
        store: Arc::new(Store::open(&data.join("utkik.db")).await.unwrap()),
        key: load_key(&data).unwrap(),
        base_url: "https://utkik.example".into(),
        network: Arc::new(Network { name: "Bench".into(), ..Network::default() }),
        sources: Arc::from([]),
        derived: Derived { index: folder.join("index"), thesaurus: folder.join("thesaurus.tsv") },
    }
}

pub fn mailer(port: u16) -> Mailer {
    let smtp = SmtpSettings {
        server: "127.0.0.1".into(),
        port,
        security: Security::PlainRelay,
        login: None,
        ca_file: None,
        connections: 2,
        allow_relays: vec![format!("127.0.0.1/32:{port}")],
    };
    let settings = MailSettings {
        from: "utkik@utkik.example".parse().unwrap(),
        from_name: "Utkik".into(),
        reply_to: None,
        transport: TransportSettings::Smtp(smtp),
        dkim: None,
        per_domain_a_minute: 0,
    };
    Mailer::new(&settings).unwrap()
}

/// Searches and subscriptions first, so that all documents are news to them.
pub fn prepare(folder: &Path, documents: usize, subscriptions: usize) {
    std::fs::create_dir_all(folder.join("data")).unwrap();
    let words = Words::new();
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let desk = desk(folder).await;
        let searches: Vec<SearchDefinition> = (0..SEARCHES).map(|n| search(&words, n)).collect();
        desk.store.sync_searches(&searches, now()).await.unwrap();
        for number in 0..subscriptions {
            subscribe(&desk.store, number).await;
        }
        for first in (0..documents).step_by(BATCH) {
            let numbers = first..documents.min(first + BATCH);
            let batch = numbers.map(|number| document(&words, number)).collect();
            desk.store.import(batch, now()).await.unwrap();
        }
        replay::catch_up(&desk.store, &desk.derived, |_| ()).await.unwrap();
    });
}

fn search(words: &Words, number: usize) -> SearchDefinition {
    SearchDefinition {
        name: format!("bench-{number}").parse().unwrap(),
        title: format!("Search {number}"),
        query: words.text(QUERY_SEEDS + number, 16),
        description: String::new(),
        visibility: Visibility::Shared,
        owner: None,
    }
}

async fn subscribe(store: &Store, number: usize) {
    let application = Application {
        address: format!("reader{number}@town{}.example", number % 50).parse().unwrap(),
        language: if number % 4 == 3 { Language::EN } else { Language::SV },
        search: format!("bench-{}", number % SEARCHES),
        cadence: Cadence { pace: Pace::Daily, ..Cadence::default() },
    };
    let (person, subscription) = (format!("p{number:031x}"), format!("{number:032x}"));
    let ids = [person.as_str(), subscription.as_str()];
    store.apply(&application, ids, ConsentEvent::Invited, now()).await.unwrap();
    assert!(store.confirm(&subscription, now(), now()).await.unwrap());
}

fn document(words: &Words, number: usize) -> Document {
    let source = format!("source-{}", number % SOURCES);
    let bytes = BYTES_PER_TEXT / 2 + number * 7_919 % BYTES_PER_TEXT;
    let text = words.text(number, bytes);
    let age = Duration::from_hours(24) * u32::try_from(number % 28).unwrap();
    Document {
        id: DocumentId::new(utkik::address::hash_hex(&[&number.to_string()])),
        source: source.parse().unwrap(),
        entry_id: Some(number.to_string()),
        link: None,
        url: Some(CanonicalUrl::from_canonical(format!("https://{source}.example/{number}"))),
        title: words.text(number + TITLE_SEEDS, 60),
        summary: String::new(),
        text,
        html: String::new(),
        language: Language::SV,
        published: Some(now().minus(age)),
        updated: None,
        author: None,
        tags: Vec::new(),
        facts: std::collections::BTreeMap::new(),
        first_seen: now(),
        changed: now(),
        revision: 1,
        entry_hash: String::new(),
        page: PageState::None,
    }
}
