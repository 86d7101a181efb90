//! Out and in again, and what bad lines cost.

use std::io::{BufReader, Cursor, Read};

use super::{ImportReport, TransferError, export, import};
use crate::model::{Language, PageState, Timestamp};
use crate::store::Store;

const NOW: i64 = 1_790_000_000_000;

async fn bring(store: &Store, lines: &str) -> ImportReport {
    let now = Timestamp::from_millis(NOW);
    import(store, Cursor::new(lines), now, |_| {}).await.unwrap()
}

async fn empty() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("utkik.db")).await.unwrap();
    (folder, store)
}

const GOOD: &str = concat!(
    r#"{"id":"a1","source":"lund","url":"https://lund.example/1","title":"Gröna tak","text":"Här är text","published":"2026-11-01"}"#,
    "\n\n",
    r#"{"id":"a2","source":"lund","html":"<p>Only markup</p>","kind":"nyhet","tags":["x"],"author":"A"}"#,
    "\n",
);

#[tokio::test]
async fn what_goes_out_comes_back_the_same() {
    let (_folder, store) = empty().await;
    let report = bring(&store, GOOD).await;
    assert_eq!((report.read, report.new, report.failed), (2, 2, 0), "{report:?}");
    let document = store.document("a2").await.unwrap().unwrap();
    assert_eq!((document.title.as_str(), document.text.as_str()), ("Only markup", "Only markup"));
    assert_eq!(document.language, Language::EN);

    let mut out = Vec::new();
    assert_eq!(export(&store, None, &mut out).await.unwrap(), 2);
    let out = String::from_utf8(out).unwrap();
    let report = bring(&store, &out).await;
    assert_eq!((report.unchanged, report.new, report.changed), (2, 0, 0), "{report:?}");

    let (_other_folder, other) = empty().await;
    assert_eq!(bring(&other, &out).await.new, 2);
    assert_eq!(other.document("a1").await.unwrap(), store.document("a1").await.unwrap());
    assert_eq!(other.mark().await.unwrap().sequence, 2);
    assert_eq!(export(&other, Some(&"malmo".parse().unwrap()), &mut Vec::new()).await.unwrap(), 0);
}

#[tokio::test]
async fn what_the_next_crawl_compares_goes_with_the_document() {
    let (_folder, store) = empty().await;
    let line = concat!(
        r#"{"id":"c1","source":"lund","url":"https://lund.example/tak","title":"Gröna tak","#,
        r#""text":"Hela texten","link":"https://lund.example/go?to=1","entry_hash":"0f1e2d","#,
        r#""page":"read"}"#,
    );
    assert_eq!(bring(&store, line).await.new, 1);
    let document = store.document("c1").await.unwrap().unwrap();
    assert_eq!(document.link.as_ref().unwrap().as_str(), "https://lund.example/go?to=1");
    assert_eq!((document.entry_hash.as_str(), document.page), ("0f1e2d", PageState::Read));

    let mut out = Vec::new();
    export(&store, None, &mut out).await.unwrap();
    let (_other_folder, other) = empty().await;
    bring(&other, &String::from_utf8(out).unwrap()).await;
    assert_eq!(other.document("c1").await.unwrap(), Some(document));
}

#[tokio::test]
async fn importing_twice_changes_nothing_and_an_edit_is_a_revision() {
    let (_folder, store) = empty().await;
    bring(&store, GOOD).await;
    let before = store.mark().await.unwrap();
    let report = bring(&store, GOOD).await;
    assert_eq!((report.unchanged, store.mark().await.unwrap()), (2, before));
    let report =
        bring(&store, r#"{"id":"a1","source":"lund","title":"Gröna tak","text":"Ny text"}"#).await;
    assert_eq!(report.changed, 1);
    let document = store.document("a1").await.unwrap().unwrap();
    assert_eq!(document.revision, 2);
    assert!(document.url.is_some() && document.published.is_some(), "what is not said stays");
}

#[tokio::test]
async fn a_bad_line_costs_one_line() {
    let (_folder, store) = empty().await;
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let lines = [
        "\u{feff}{\"id\":\"b1\",\"source\":\"lund\",\"title\":\"T\"}",
        "not json",
        r#"{"source":"lund","title":"T"}"#,
        r#"{"id":"b2","source":"Malmö stad","title":"T"}"#,
        r#"{"id":"b3","source":"lund"}"#,
        r#"{"id":"b4","source":"lund","title":"T","url":"ftp://x"}"#,
        r#"{"id":"b5","source":"lund","title":"T","published":"yesterday"}"#,
        r#"{"id":"b1","source":"lund","title":"Other"}"#,
        r#"{"id":"b 6","source":"lund","title":"T"}"#,
        r#"{"id":"b7","source":"lund","title":"T","language":"svenska"}"#,
        r#"{"id":"b10","source":"lund","title":"T","page":"lost"}"#,
        r#"{"id":"b11","source":"lund","title":"T","entry_hash":"<b>"}"#,
        r#"{"id":"b12","source":"lund","title":"T","link":"javascript:x"}"#,
        &format!(r#"{{"id":"b8","source":"lund","title":{deep}}}"#),
        r#"{"id":"b9","source":"lund","title":"T"}"#,
    ];
    let report = bring(&store, &lines.join("\n")).await;
    assert_eq!((report.read, report.new, report.failed), (15, 2, 13), "{report:?}");
    let expected = [
        "expected",
        "`id` is missing",
        "`malmo-stad`",
        "`title` and `text`",
        "`ftp://x`",
        "`yesterday`",
        "line 1 already",
        "spaces",
        "`svenska`",
        "`lost`",
        "`<b>`",
        "`link` is no web address",
        "invalid type",
    ];
    for (index, (problem, part)) in report.problems.iter().zip(expected).enumerate() {
        assert_eq!(problem.line, index + 2);
        assert!(problem.sentence.contains(part), "{problem:?}");
    }
}

#[tokio::test]
async fn nobody_overwrites_the_document_of_another_source() {
    let (_folder, store) = empty().await;
    bring(&store, GOOD).await;
    let report = bring(&store, r#"{"id":"a1","source":"malmo","title":"Mine now"}"#).await;
    assert_eq!((report.failed, report.changed, report.unchanged), (1, 0, 0));
    assert!(report.problems[0].sentence.contains("`lund`"), "{report:?}");
    assert_eq!(store.document("a1").await.unwrap().unwrap().title, "Gröna tak");
}

#[tokio::test]
async fn a_line_without_an_end_is_skipped() {
    let (_folder, store) = empty().await;
    let long = format!("{{\"id\":\"{}\"}}\n{GOOD}", "x".repeat(17 * 1024 * 1024));
    let report = bring(&store, &long).await;
    assert_eq!((report.new, report.failed), (2, 1));
    assert_eq!(report.problems[0].sentence, "longer than 16 MB");
}

#[tokio::test]
async fn what_was_read_before_a_file_broke_off_is_kept() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("the disk was pulled out"))
        }
    }
    let (_folder, store) = empty().await;
    let reader = BufReader::new(Cursor::new(GOOD).chain(Broken));
    let error = import(&store, reader, Timestamp::from_millis(NOW), |_| {}).await.unwrap_err();
    assert!(matches!(error, TransferError::Read(_)), "{error:?}");
    assert_eq!(store.mark().await.unwrap().documents, 2);
}
