//! An index beside a real store.

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

use super::*;
use crate::index::{Index, IndexError};
use crate::model::{Document, DocumentId, Language, Mark, PageState, Timestamp};
use crate::store::Store;

struct Place {
    _folder: TempDir,
    store: PathBuf,
    index: PathBuf,
    derived: Derived,
}

fn place() -> Place {
    let folder = tempfile::tempdir().unwrap();
    let (store, index) = (folder.path().join("utkik.db"), folder.path().join("index"));
    let derived = Derived { index: index.clone(), thesaurus: folder.path().join("thesaurus.tsv") };
    Place { _folder: folder, store, index, derived }
}

fn document(number: usize, text: &str) -> Document {
    Document {
        id: DocumentId::new(format!("{number:016x}")),
        source: "skr".parse().unwrap(),
        entry_id: Some(format!("entry-{number}")),
        url: None,
        link: None,
        title: format!("Nyhet {number}"),
        summary: String::new(),
        text: text.into(),
        html: String::new(),
        language: Language::SV,
        published: Some(Timestamp::default()),
        updated: None,
        author: None,
        tags: Vec::new(),
        facts: std::collections::BTreeMap::new(),
        first_seen: Timestamp::default(),
        changed: Timestamp::default(),
        revision: 1,
        entry_hash: format!("{text}{number}"),
        page: PageState::None,
    }
}

async fn add(store: &Store, numbers: std::ops::Range<usize>, text: &str) {
    let documents = numbers.map(|number| document(number, text)).collect();
    store.import(documents, Timestamp::default()).await.unwrap();
}

async fn bring(store: &Store, place: &Place) -> CaughtUp {
    catch_up(store, &place.derived, |_| {}).await.unwrap()
}

fn documents(place: &Place) -> u64 {
    Index::open(&place.index).unwrap().state().unwrap().documents
}

fn rebuilt(changes: u64) -> CaughtUp {
    CaughtUp { rebuilt: true, changes }
}

fn replayed(changes: u64) -> CaughtUp {
    CaughtUp { rebuilt: false, changes }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_index_follows_the_store_with_as_little_work_as_that_takes() {
    let place = place();
    let store = Store::open(&place.store).await.unwrap();
    assert_eq!(bring(&store, &place).await, rebuilt(0));
    add(&store, 0..600, "solceller").await;
    let mut steps = Vec::new();
    let first = catch_up(&store, &place.derived, |done| steps.push(done)).await;
    assert_eq!(first.unwrap(), replayed(600));
    assert_eq!(steps, [600]);
    assert_eq!(documents(&place), 600);
    assert_eq!(bring(&store, &place).await, CaughtUp::default());

    add(&store, 0..2, "vindkraft").await;
    store.remove_older_than(&"skr".parse().unwrap(), Timestamp::default()).await.unwrap();
    assert_eq!(bring(&store, &place).await, replayed(2));
    assert_eq!(documents(&place), 600);

    let later = Timestamp::from_millis(1);
    store.remove_older_than(&"skr".parse().unwrap(), later).await.unwrap();
    assert!(!bring(&store, &place).await.rebuilt);
    assert_eq!(documents(&place), 0);
    assert_eq!(bring(&store, &place).await, CaughtUp::default());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_index_that_cannot_be_trusted_is_made_anew() {
    let place = place();
    let store = Store::open(&place.store).await.unwrap();
    add(&store, 0..5, "solceller").await;
    bring(&store, &place).await;

    fs::remove_file(place.index.join("meta.json")).unwrap();
    assert_eq!(bring(&store, &place).await, rebuilt(5));

    fs::write(place.index.join("meta.json"), "{").unwrap();
    assert_eq!(bring(&store, &place).await, rebuilt(5));

    for entry in fs::read_dir(&place.index).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "term") {
            fs::remove_file(path).unwrap();
        }
    }
    assert_eq!(bring(&store, &place).await, rebuilt(5));
    assert_eq!(documents(&place), 5);

    commit_beside(&place, |mark| mark.store = "other".into());
    assert_eq!(bring(&store, &place).await, rebuilt(5));
    commit_beside(&place, |mark| mark.sequence += 1);
    assert_eq!(bring(&store, &place).await, rebuilt(5));
    commit_beside(&place, |mark| mark.documents += 1);
    assert_eq!(bring(&store, &place).await, rebuilt(5));
    assert_eq!(rebuild(&store, &place.derived, |_| {}).await.unwrap(), 5);
    assert_eq!(bring(&store, &place).await, CaughtUp::default());
    assert_eq!(documents(&place), 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_examination_tells_behind_from_damaged() {
    let place = place();
    let store = Store::open(&place.store).await.unwrap();
    add(&store, 0..5, "solceller").await;
    let none_yet = Examination { documents: 0, is_behind: true, problem: None };
    assert_eq!(examine(&store, &place.index).await.unwrap(), none_yet);
    bring(&store, &place).await;
    let sound = Examination { documents: 5, is_behind: false, problem: None };
    assert_eq!(examine(&store, &place.index).await.unwrap(), sound);
    add(&store, 5..7, "vindkraft").await;
    let behind = Examination { is_behind: true, ..sound };
    assert_eq!(examine(&store, &place.index).await.unwrap(), behind);

    bring(&store, &place).await;
    let files = fs::read_dir(&place.index).unwrap().map(|entry| entry.unwrap().path());
    let file = files.filter(|path| path.extension().is_some_and(|e| e == "store")).last().unwrap();
    let mut bytes = fs::read(&file).unwrap();
    bytes[3] ^= 1;
    fs::write(&file, bytes).unwrap();
    let problem = examine(&store, &place.index).await.unwrap().problem.unwrap();
    assert!(problem.contains(file.to_str().unwrap()) && problem.contains("reindex"), "{problem}");
    assert_eq!(rebuild(&store, &place.derived, |_| {}).await.unwrap(), 7);
    assert_eq!(examine(&store, &place.index).await.unwrap().problem, None);
    fs::remove_file(place.index.join("meta.json")).unwrap();
    let problem = examine(&store, &place.index).await.unwrap().problem.unwrap();
    assert!(problem.contains("meta.json") && problem.contains("reindex"), "{problem}");
}

fn commit_beside(place: &Place, change: impl FnOnce(&mut Mark)) {
    let index = Index::open(&place.index).unwrap();
    let mut mark = index.state().unwrap().mark;
    change(&mut mark);
    index.writer(16_000_000).unwrap().commit(&mark).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn another_writer_is_an_error_that_says_so() {
    let place = place();
    let store = Store::open(&place.store).await.unwrap();
    bring(&store, &place).await;
    add(&store, 0..5, "solceller").await;
    let _writer = Index::open(&place.index).unwrap().writer(16_000_000).unwrap();
    let error = catch_up(&store, &place.derived, |_| {}).await.unwrap_err();
    assert!(matches!(error, ReplayError::Index(IndexError::Busy(_))));
}

#[tokio::test]
async fn what_is_forgotten_goes_from_corrections_whose_file_cannot_be_read() {
    let place = place();
    let store = Store::open(&place.store).await.unwrap();
    add(&store, 0..1, "Tolv tak.").await;
    let file = corrections::file(&store);
    let correction = "[[correction]]\ndocument = \"0000000000000000\"\nfield = \"contact\"\n\
        value = \"Stina Alm\"\nby = \"Stina Alm\"\nat = \"2026-11-21T09:00:00Z\"\nwhy = \"\"\n";
    fs::write(&file, correction).unwrap();
    bring(&store, &place).await;
    let id = DocumentId::new("0000000000000000");
    let is_told = async || {
        let understood = store.understanding(&id).await.unwrap();
        format!("{understood:?}{}", store.corrections().await.unwrap()).contains("Stina")
    };
    assert!(is_told().await);
    for broken in ["[[correction", "\u{0}"] {
        fs::write(&file, broken).unwrap();
        bring(&store, &place).await;
        assert!(is_told().await, "a slip changes nothing");
    }
    let wish = store.wish("Stina Alm").await.unwrap().unwrap();
    store.forget(&wish, "", Timestamp::default()).await.unwrap();
    bring(&store, &place).await;
    assert!(!is_told().await);
}
