//! Several programs on one file.

use super::{check, document, place, store_with};
use crate::model::Health;
use crate::store::Store;

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
