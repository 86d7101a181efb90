//! A small server with a store and an index, and a client that reads exactly what it says.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::Path;

use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::oneshot;

use crate::index::Index;
use crate::model::{
    AddressFilter, CanonicalUrl, Change, Clock, Document, DocumentId, Group, Health, Language,
    Network, PageState, Republish, SearchDefinition, Source, SourceKind, Timestamp, Validators,
    Visibility,
};
use crate::store::{SourceCheck, Store};
use crate::web::{LettersFrom, Rounds, ServeOptions, Server};

/// What everything from outside is made of here.
pub const HOSTILE: &str = "<script>alert('x')</script>\" onload=\"";

pub const NOW: &str = "2026-11-21T09:00:00Z";

/// A running server and the folder that it lives in.
pub struct World {
    pub address: SocketAddr,
    pub folder: TempDir,
    /// The server runs as long as somebody could tell it to stop.
    _stop: oneshot::Sender<()>,
}

/// One answer, taken apart.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HashMap<String, String>,
    pub body: String,
}

impl World {
    /// A server with a few documents.
    pub async fn filled() -> Self {
        let world = Self::empty().await;
        fill(world.folder.path()).await;
        world
    }

    /// A server before the first crawl.
    pub async fn empty() -> Self {
        Self::of(|_| ()).await
    }

    /// A server with a few documents that can send letters.
    pub async fn of_letters() -> Self {
        let world = Self::of(|options| options.letters_from = Some(letters_from())).await;
        fill(world.folder.path()).await;
        world
    }

    /// A server before the first crawl, run otherwise.
    pub async fn of(change: impl FnOnce(&mut ServeOptions)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut options = options(folder.path());
        change(&mut options);
        let server = Server::bind(options).await.unwrap();
        let address = server.address();
        let (stop, stopped) = oneshot::channel();
        tokio::spawn(server.run(Rounds::default(), async {
            let _ = stopped.await;
        }));
        Self { address, folder, _stop: stop }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "").await
    }

    /// `headers` are whole lines that end with CRLF.
    pub async fn ask(&self, method: &str, path: &str, headers: &str) -> Answer {
        self.send(method, path, headers, "").await
    }

    /// Sends a form as a browser on our own page does.
    pub async fn post(&self, path: &str, form: &str) -> Answer {
        self.send("POST", path, "Sec-Fetch-Site: same-origin\r\n", form).await
    }

    /// Sends a form, with headers of its own.
    pub async fn send(&self, method: &str, path: &str, headers: &str, form: &str) -> Answer {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        let kind = if form.is_empty() {
            String::new()
        } else {
            let length = form.len();
            format!(
                "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n"
            )
        };
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n{kind}{headers}\r\n{form}"
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).await.unwrap();
        Answer::read(&String::from_utf8_lossy(&bytes))
    }
}

impl Answer {
    fn read(text: &str) -> Self {
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let mut headers: HashMap<String, String> = HashMap::new();
        for line in lines {
            let (name, value) = line.split_once(": ").unwrap();
            let value = match headers.get(name) {
                Some(before) => format!("{before}, {value}"),
                None => value.to_owned(),
            };
            headers.insert(name.to_owned(), value);
        }
        Self { status, headers, body: body.to_owned() }
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }
}

pub fn options(folder: &Path) -> ServeOptions {
    ServeOptions {
        listen: "127.0.0.1:0".parse().unwrap(),
        base_url: None,
        derived: crate::replay::Derived {
            index: folder.join("index"),
            thesaurus: folder.join("thesaurus.tsv"),
        },
        database: folder.join("utkik.db"),
        network: Network { name: "Testnätet".into(), ..Network::default() },
        sources: sources(),
        clock: Clock::Fixed(now()),
        admin_token: None,
        trusted_proxies: Vec::new(),
        user_header: None,
        letters_from: None,
    }
}

/// Another domain than that of the pages.
pub fn letters_from() -> LettersFrom {
    LettersFrom { address: "omvarld@kommun.example".parse().unwrap(), name: "Omvärld".to_owned() }
}

pub fn now() -> Timestamp {
    NOW.parse().unwrap()
}

fn sources() -> Vec<Source> {
    let source = |id: &str, name: &str, group: Group, country: &str| Source {
        id: id.parse().unwrap(),
        name: name.to_owned(),
        url: format!("https://{id}.example/feed"),
        kind: SourceKind::Feed,
        login: None,
        listing: None,
        sitemap: AddressFilter::default(),
        register: crate::model::RegisterRecipe::default(),
        mail: None,
        language: None,
        country: Some(country.to_owned()),
        place: None,
        themes: Vec::new(),
        group,
        priority: 1,
        full_text: false,
        every: None,
        keep: None,
        republish: Republish::Excerpt,
        enabled: true,
        reason: None,
        robots_exception: None,
        line: 1,
    };
    vec![
        source("malmo", "Malmö stad", Group::Network, "SE"),
        source("ond", HOSTILE, Group::World, "US"),
        Source { republish: Republish::Full, ..source("egen", "Egen plats", Group::Network, "SE") },
        Source {
            enabled: false,
            reason: Some(format!("svarar inte {HOSTILE}")),
            ..source("tyst", "Tyst källa", Group::Eu, "DE")
        },
    ]
}

/// Thirty plain documents, and three that mean harm.
pub fn documents() -> Vec<Document> {
    let mut documents: Vec<Document> = (0..30)
        .map(|number| {
            let title = format!("Smarta papperskorgar nummer {number}");
            document(&format!("{number:016x}"), "malmo", &title, "Sensorer i parken.")
        })
        .collect();
    let long = "Ord i mängd. ".repeat(100);
    documents.push(Document {
        language: Language::DE,
        published: Some("2026-10-02T08:00:00Z".parse().unwrap()),
        author: Some(HOSTILE.to_owned()),
        ..document(
            "000000000000bad1",
            "ond",
            &format!("Skurk {HOSTILE}"),
            &format!("{HOSTILE} {long}"),
        )
    });
    documents.push(Document {
        url: Some(CanonicalUrl::from_canonical("javascript:alert(1)")),
        ..document("../<b>?x=1&y", "ond", "Skurk utan adress", "\u{1}\u{0} slut")
    });
    documents.push(document("000000000000fu11", "egen", "Egen text", &long));
    documents
}

fn document(id: &str, source: &str, title: &str, text: &str) -> Document {
    Document {
        id: DocumentId::new(id),
        source: source.parse().unwrap(),
        entry_id: None,
        link: None,
        url: Some(CanonicalUrl::from_canonical(format!("https://{source}.example/{id}"))),
        title: title.to_owned(),
        summary: String::new(),
        text: text.to_owned(),
        html: String::new(),
        language: Language::SV,
        published: Some("2026-11-20T08:00:00Z".parse().unwrap()),
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

/// Three searches: one shared, one that cannot be read, one private that means harm.
pub fn searches() -> Vec<SearchDefinition> {
    let search = |name: &str, title: &str, query: &str, visibility| SearchDefinition {
        name: name.parse().unwrap(),
        title: title.to_owned(),
        query: query.to_owned(),
        description: String::new(),
        visibility,
        owner: None,
    };
    vec![
        search("smarta", "Smarta papperskorgar", "smarta", Visibility::Shared),
        search("trasig", "Trasig", "kallla:x", Visibility::Shared),
        search("hemlig", HOSTILE, "skurk", Visibility::Private),
    ]
}

/// Writes the documents into a store, and the index from the store.
pub async fn fill(folder: &Path) {
    let options = options(folder);
    let store = Store::open(&options.database).await.unwrap();
    store.sync_sources(&options.sources, &options.network, now()).await.unwrap();
    store.import(documents(), now()).await.unwrap();
    store.record(&[failing("ond")]).await.unwrap();
    store.sync_searches(&searches(), now()).await.unwrap();
    let index = Index::open_or_create(&options.derived.index).unwrap();
    let mut writer = index.writer(16_000_000).unwrap();
    for numbered in store.changes_after(0, 1000).await.unwrap() {
        let Change::Put(document) = numbered.change else { continue };
        writer.put(&document).unwrap();
    }
    writer.commit(&store.mark().await.unwrap()).unwrap();
    store.close().await;
}

fn failing(source: &str) -> SourceCheck {
    SourceCheck {
        source: source.parse().unwrap(),
        at: now(),
        health: Health::Failing,
        error: Some(format!("svarade 500 {HOSTILE}")),
        error_class: Some("status:500".to_owned()),
        validators: Validators::default(),
        body_hash: None,
        moved_to: Some(format!("https://x.example/{HOSTILE}")),
        repairs: Vec::new(),
        next_check: now(),
        failure_weight: 2,
        interval: None,
        duration_ms: 1,
        resume: None,
        earlier: crate::store::Earlier::default(),
    }
}
