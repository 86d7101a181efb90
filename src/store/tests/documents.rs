//! Documents: what is kept, what is a revision, and what an index hears.

use std::time::Duration;

use super::{at, check, document, id, place, source, store_with};
use crate::model::{Change, Document, DocumentId, Health, Network, PageState, Source};
use crate::store::{Claim, EntryKey, Recorded, Store, StoreError};

#[tokio::test]
async fn what_is_recorded_is_found_again() {
    let place = place();
    let store = store_with(&place, &["a"]).await;
    let recorded = store
        .record_documents(&check("a", Health::Ok), vec![document("a", 1), document("a", 2)])
        .await
        .unwrap();
    assert_eq!((recorded.new, recorded.revised, recorded.changes.len()), (2, 0, 2));
    store.close().await;

    let store = Store::open_existing(&place.path).await.unwrap();
    assert_eq!(store.document("a-0001").await.unwrap(), Some(document("a", 1)));
    let state = store.source_state(&id("a")).await.unwrap().unwrap();
    assert_eq!((state.documents, state.health, state.last_new), (2, Health::Ok, Some(at(20))));
    assert_eq!(store.mark().await.unwrap().documents, 2);
    let keys = [
        EntryKey { entry_id: Some("entry-1"), link: None },
        EntryKey { entry_id: None, link: Some("https://a.example/2") },
        EntryKey { entry_id: Some("entry-3"), link: Some("https://a.example/3") },
    ];
    assert_eq!(store.known_entries(&id("a"), &keys).await.unwrap().len(), 2);
    let claim = Claim {
        among: &[id("a")],
        owner: "x",
        now: at(3600),
        horizon: at(9000),
        lease: Duration::from_mins(1),
        all: false,
        limit: 10,
    };
    assert_eq!(store.claim_due(&claim).await.unwrap().len(), 1);
}

#[tokio::test]
async fn an_edit_keeps_the_old_version_and_a_repetition_changes_nothing() {
    let place = place();
    let store = store_with(&place, &["a"]).await;
    let first = vec![document("a", 1), document("a", 2)];
    store.record_documents(&check("a", Health::Ok), first.clone()).await.unwrap();
    let mark = store.mark().await.unwrap();

    let again = store.record_documents(&check("a", Health::Unchanged), first).await.unwrap();
    assert_eq!(again, Recorded::default());
    assert_eq!(store.mark().await.unwrap(), mark);

    let edited = Document { text: "Edited".to_owned(), ..document("a", 1) };
    let recorded = store.record_documents(&check("a", Health::Ok), vec![edited]).await.unwrap();
    assert_eq!((recorded.new, recorded.revised, recorded.changes[0].sequence), (0, 1, 3));
    let kept = store.document("a-0001").await.unwrap().unwrap();
    assert_eq!((kept.revision, kept.changed, kept.first_seen), (2, at(20), at(10)));
    let revisions = store.revisions(&kept.id).await.unwrap();
    assert_eq!(revisions.len(), 1);
    assert_eq!((revisions[0].revision, revisions[0].text.as_str()), (1, "Text of a-0001"));
    assert_eq!(revisions[0].replaced, at(20));
    assert_eq!(store.mark().await.unwrap().documents, 2);
}

#[tokio::test]
async fn pages_wait_until_they_are_read() {
    let place = place();
    let store = store_with(&place, &["a"]).await;
    let waiting = |number| Document { page: PageState::Waiting, ..document("a", number) };
    let both = vec![waiting(1), waiting(2)];
    store.record_documents(&check("a", Health::Ok), both).await.unwrap();
    let state = store.source_state(&id("a")).await.unwrap().unwrap();
    assert_eq!((state.documents, state.pages_waiting), (2, 2));
    assert_eq!(store.waiting_pages(&id("a"), 1).await.unwrap(), [waiting(1)]);

    let read = Document { page: PageState::Read, text: "Page".to_owned(), ..waiting(1) };
    let recorded = store.record_documents(&check("a", Health::Ok), vec![read]).await.unwrap();
    assert_eq!((recorded.changes.len(), recorded.revised), (1, 0));
    assert!(store.revisions(&DocumentId::new("a-0001")).await.unwrap().is_empty());
    assert_eq!(store.waiting_pages(&id("a"), 9).await.unwrap(), [waiting(2)]);
    assert_eq!(store.source_state(&id("a")).await.unwrap().unwrap().pages_waiting, 1);
}

#[tokio::test]
async fn nobody_overwrites_the_document_of_another_source() {
    let place = place();
    let store = store_with(&place, &["a", "b"]).await;
    let documents = |names: &[&str]| names.iter().map(|name| document(name, 1)).collect();
    store.record_documents(&check("a", Health::Ok), documents(&["a"])).await.unwrap();
    store.record_documents(&check("b", Health::Ok), documents(&["b"])).await.unwrap();
    let stolen = Document { source: id("b"), ..document("a", 1) };
    let refused = store.record_documents(&check("b", Health::Ok), vec![stolen]).await;
    assert!(matches!(refused, Err(StoreError::OtherSource { .. })), "{refused:?}");
    assert_eq!(store.document("a-0001").await.unwrap(), Some(document("a", 1)));
    let refused = store.record_documents(&check("b", Health::Ok), documents(&["a"])).await;
    assert!(matches!(refused, Err(StoreError::OtherSource { .. })), "{refused:?}");
}

#[tokio::test]
async fn changes_come_in_order_and_removals_among_them() {
    let place = place();
    let store = store_with(&place, &["a", "b"]).await;
    let old = |number| Document { published: Some(at(1)), ..document("a", number) };
    let documents = vec![old(1), document("a", 2), old(3)];
    store.record_documents(&check("a", Health::Ok), documents).await.unwrap();
    store.record_documents(&check("b", Health::Ok), vec![document("b", 1)]).await.unwrap();
    assert_eq!(store.remove_older_than(&id("a"), at(50)).await.unwrap(), 2);
    assert_eq!(store.remove_older_than(&id("a"), at(50)).await.unwrap(), 0);
    store.record_documents(&check("b", Health::Ok), vec![document("b", 2)]).await.unwrap();

    let mut seen = Vec::new();
    let mut sequence = 0;
    loop {
        let page = store.changes_after(sequence, 2).await.unwrap();
        let Some(last) = page.last() else { break };
        sequence = last.sequence;
        seen.extend(page.into_iter().map(|change| match change.change {
            Change::Put(put) => (change.sequence, format!("+{}", put.document.id)),
            Change::Remove(id) => (change.sequence, format!("-{id}")),
        }));
    }
    let expected = [(2, "+a-0002"), (4, "+b-0001"), (5, "-a-0001"), (6, "-a-0003"), (7, "+b-0002")];
    assert_eq!(seen, expected.map(|(number, text)| (number, text.to_owned())));
    let mark = store.mark().await.unwrap();
    assert_eq!((mark.sequence, mark.documents), (7, 3));
    assert_eq!(store.source_state(&id("a")).await.unwrap().unwrap().documents, 1);
}

#[tokio::test]
async fn documents_of_a_source_are_changes_again_when_its_facts_change() {
    let place = place();
    let store = store_with(&place, &["a", "b"]).await;
    let two = vec![document("a", 1), document("a", 2)];
    store.record_documents(&check("a", Health::Ok), two).await.unwrap();
    store.record_documents(&check("b", Health::Ok), vec![document("b", 1)]).await.unwrap();
    let other = Store::open(&place.path).await.unwrap();
    let network = Network::default();
    let renamed = Source { name: "Other name".to_owned(), ..source("a") };
    other.sync_sources(&[source("b"), renamed.clone()], &network, at(50)).await.unwrap();
    other.sync_sources(&[renamed], &network, at(50)).await.unwrap();
    let changes = store.changes_after(3, 9).await.unwrap();
    let names: Vec<_> = changes
        .iter()
        .map(|change| match &change.change {
            Change::Put(put) => {
                (change.sequence, put.document.id.as_str(), put.source.name.as_str())
            }
            Change::Remove(_) => panic!("nothing was removed"),
        })
        .collect();
    assert_eq!(names, [(4, "a-0001", "Other name"), (5, "a-0002", "Other name")]);
    assert_eq!(store.source_states().await.unwrap().len(), 2, "sources that left the list stay");
    assert_eq!(store.mark().await.unwrap().documents, 3);
}

#[tokio::test]
async fn a_prefix_must_mean_one_document() {
    let place = place();
    let store = store_with(&place, &["a"]).await;
    let mut documents: Vec<_> = (1..4).map(|number| document("a", number)).collect();
    documents.push(Document { id: DocumentId::new("a-0"), ..document("a", 9) });
    store.record_documents(&check("a", Health::Ok), documents).await.unwrap();
    let ambiguous = store.document("a-00").await;
    assert!(matches!(&ambiguous, Err(StoreError::Ambiguous { .. })), "{ambiguous:?}");
    let found = |text: &'static str| async {
        store.document(text).await.unwrap().map(|found| found.id.to_string())
    };
    assert_eq!(found("a-0").await.as_deref(), Some("a-0"), "an exact id wins");
    assert_eq!(found("a-0003").await.as_deref(), Some("a-0003"));
    assert_eq!(found("b").await, None);
    assert_eq!(found("").await, None);
    let ids = ["a-0003", "x", "a-0001"].map(DocumentId::new);
    let found = store.documents(&ids).await.unwrap();
    assert_eq!(found, [document("a", 3), document("a", 1)]);
}

#[tokio::test]
async fn the_number_of_arrival_stays_and_the_one_of_the_change_grows() {
    let place = place();
    let store = store_with(&place, &["a"]).await;
    let arrivals = |recorded: &[crate::model::NumberedChange]| -> Vec<(i64, i64)> {
        let numbers = |numbered: &crate::model::NumberedChange| match &numbered.change {
            Change::Put(put) => Some((numbered.sequence, put.arrived)),
            Change::Remove(_) => None,
        };
        recorded.iter().filter_map(numbers).collect()
    };
    let both = vec![document("a", 1), document("a", 2)];
    let recorded = store.record_documents(&check("a", Health::Ok), both).await.unwrap();
    let first = arrivals(&recorded.changes);
    assert!(first.iter().all(|(sequence, arrived)| sequence == arrived));
    let mark = store.mark().await.unwrap().sequence;
    assert_eq!(store.arrived_since(mark).await.unwrap(), 0);

    let edited =
        Document { text: "Annat".to_owned(), entry_hash: "h2".to_owned(), ..document("a", 1) };
    let recorded = store
        .record_documents(&check("a", Health::Ok), vec![edited, document("a", 3)])
        .await
        .unwrap();
    store.import(vec![document("a", 4)], at(30)).await.unwrap();
    let last = store.mark().await.unwrap().sequence;
    assert_eq!(arrivals(&recorded.changes), [(last - 2, first[0].1), (last - 1, last - 1)]);
    let heard = store.changes_after(0, 10).await.unwrap();
    let expected = [first[1], (last - 2, first[0].1), (last - 1, last - 1), (last, last)];
    assert_eq!(arrivals(&heard), expected);
    assert_eq!(store.arrived_since(mark).await.unwrap(), 2);
}
