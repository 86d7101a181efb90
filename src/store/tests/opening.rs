//! Opening files that are not well: each says what it is, and none is changed by it.

use std::fs;
use std::path::Path;

use super::{at, check, document, place, source, store_with};
use crate::model::{Health, Network};
use crate::store::open::Access;
use crate::store::{Store, StoreError};

/// Runs statements on a database behind the store's back.
async fn meddle(path: &Path, sql: &'static str) {
    let store = Store::open(path).await.unwrap();
    sqlx::raw_sql(sql).execute(&store.writer).await.unwrap();
    store.close().await;
}

fn names(error: &StoreError, path: &Path) -> bool {
    error.to_string().contains(&format!("`{}`", path.display()))
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_may_read_the_files() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = place();
    let store = store_with(&place, &["a"]).await;
    let files: Vec<_> = fs::read_dir(place.path.parent().unwrap()).unwrap().collect();
    assert!(files.len() > 1, "a log lies beside the database");
    for file in files {
        let file = file.unwrap();
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{file:?}");
    }
    drop(store);
}

#[tokio::test]
async fn a_missing_database_is_not_created_by_looking() {
    let place = place();
    let error = Store::open_existing(&place.path).await.unwrap_err();
    assert!(matches!(error, StoreError::Missing { .. }) && names(&error, &place.path), "{error}");
    assert!(!place.path.exists());
}

#[tokio::test]
async fn a_newer_database_is_left_alone() {
    let place = place();
    meddle(&place.path, "PRAGMA user_version = 999").await;
    let before = fs::read(&place.path).unwrap();
    for error in [
        Store::open(&place.path).await.unwrap_err(),
        Store::open_existing(&place.path).await.unwrap_err(),
    ] {
        let is_newer = matches!(error, StoreError::Newer { found: 999, known: 6, .. });
        assert!(is_newer && names(&error, &place.path), "{error}");
    }
    assert_eq!(fs::read(&place.path).unwrap(), before);
}

#[tokio::test]
async fn garbage_is_left_alone() {
    for content in [vec![b'x'; 5000], b"SQLite format 3\0".repeat(400)] {
        let place = place();
        fs::create_dir_all(place.path.parent().unwrap()).unwrap();
        fs::write(&place.path, &content).unwrap();
        for error in [
            Store::open(&place.path).await.unwrap_err(),
            Store::open_existing(&place.path).await.unwrap_err(),
        ] {
            let is_damaged = matches!(error, StoreError::Damaged { .. });
            assert!(is_damaged && names(&error, &place.path), "{error}");
        }
        assert_eq!(fs::read(&place.path).unwrap(), content);
    }
}

#[tokio::test]
async fn damage_inside_is_found() {
    let place = place();
    let store = store_with(&place, &["a"]).await;
    let documents = (0..1000).map(|number| document("a", number)).collect();
    store.record_documents(&check("a", Health::Ok), documents).await.unwrap();
    store.close().await;
    let mut bytes = fs::read(&place.path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..].fill(0xee);
    fs::write(&place.path, bytes).unwrap();
    let store = Store::open(&place.path).await.unwrap();
    assert!(!store.check().await.unwrap().is_empty());
    let error = store.changes_after(0, 1000).await.unwrap_err();
    assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
}

#[tokio::test]
async fn the_database_of_another_program_is_left_alone() {
    let place = place();
    meddle(&place.path, "PRAGMA application_id = 7").await;
    let error = Store::open(&place.path).await.unwrap_err();
    assert!(matches!(error, StoreError::Foreign { .. }) && names(&error, &place.path), "{error}");
}

#[tokio::test]
async fn a_folder_in_the_way_is_named() {
    let place = place();
    fs::create_dir_all(&place.path).unwrap();
    let error = Store::open(&place.path).await.unwrap_err();
    assert!(matches!(error, StoreError::Directory { .. }) && names(&error, &place.path), "{error}");
    let below = place.path.join("file");
    fs::write(&below, "x").unwrap();
    let error = Store::open(&below.join("utkik.db")).await.unwrap_err();
    assert!(matches!(error, StoreError::CannotOpen { .. }), "{error}");
}

#[tokio::test]
async fn what_may_only_be_read_is_read() {
    let place = place();
    let store = store_with(&place, &["a"]).await;
    store.record_documents(&check("a", Health::Ok), vec![document("a", 1)]).await.unwrap();
    store.close().await;
    for access in [Access::ReadOnly, Access::Immutable] {
        let store = Store::open_as(&place.path, access).await.unwrap();
        assert_eq!(store.mark().await.unwrap().documents, 1);
        assert!(store.document("a-0001").await.unwrap().is_some());
        let error = store.record(&[check("a", Health::Ok)]).await.unwrap_err();
        assert!(
            matches!(error, StoreError::ReadOnly { .. }) && names(&error, &place.path),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_locked_database_is_waited_for_and_then_named() {
    let place = place();
    let store = store_with(&place, &["a"]).await;
    let other = Store::open(&place.path).await.unwrap();
    sqlx::raw_sql("PRAGMA busy_timeout = 1").execute(&other.writer).await.unwrap();
    let lock = store.begin().await.unwrap();
    let error = other.record(&[check("a", Health::Ok)]).await.unwrap_err();
    assert!(matches!(error, StoreError::Busy { .. }) && names(&error, &place.path), "{error}");
    assert_eq!(other.source_states().await.unwrap().len(), 1, "reading goes on");
    lock.rollback().await.unwrap();
    other.record(&[check("a", Health::Ok)]).await.unwrap();
    // A second list of sources while nothing else is written.
    other.sync_sources(&[source("a")], &Network::default(), at(0)).await.unwrap();
}

#[tokio::test]
async fn a_full_disk_loses_nothing_that_was_committed() {
    let place = place();
    let store = store_with(&place, &["a"]).await;
    store.record_documents(&check("a", Health::Ok), vec![document("a", 1)]).await.unwrap();
    sqlx::raw_sql("PRAGMA max_page_count = 1").execute(&store.writer).await.unwrap();
    let documents = (2..400).map(|number| document("a", number)).collect();
    let error = store.record_documents(&check("a", Health::Ok), documents).await.unwrap_err();
    assert!(matches!(error, StoreError::Full { .. }) && names(&error, &place.path), "{error}");
    assert_eq!(store.mark().await.unwrap().documents, 1);
    assert!(store.document("a-0001").await.unwrap().is_some());
}

#[tokio::test]
async fn strange_letters_in_a_path_are_only_letters() {
    let place = place();
    let path = place.path.parent().unwrap().join("Malmö ? # %41 & 'x'").join("a..b=ro?mode=memory");
    let store = Store::open(&path).await.unwrap();
    store.mark().await.unwrap();
    assert!(path.metadata().unwrap().len() > 0 || store.path() == path);
    store.close().await;
    assert!(path.metadata().unwrap().len() > 0);
    Store::open_existing(&path).await.unwrap();
}
