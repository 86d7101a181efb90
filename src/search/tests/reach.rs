//! What is passed over because it cannot be among the best changes neither hits nor counts.

use super::*;
use crate::model::Relations;

/// More documents than one page looks at, unlike each other in words, dates, sources and stories.
fn many(folder: &Path) -> Engine {
    let index = Index::open_or_create(folder).unwrap();
    let mut writer = index.writer(16_000_000).unwrap();
    for number in 0..600_u64 {
        let mut put = document(&ROWS[0]);
        put.document.id = DocumentId::new(format!("{number:016x}"));
        let published = now().minus(std::time::Duration::from_hours(number * 7_919 % 9_000));
        put.document.published = Some(published);
        put.document.title = format!("Nummer {number}");
        let sensors = usize::try_from(number * 31 % 7).unwrap();
        let buses = usize::try_from(number * 17 % 3).unwrap();
        let filling = usize::try_from(number % 11).unwrap() * 4;
        put.document.text = ["sensor "; 7][..sensors].concat()
            + &"buss ".repeat(buses)
            + &"vatten ".repeat(filling);
        put.source.priority = u8::try_from(number % 3 + 1).unwrap();
        if number % 40 == 0 {
            let head = DocumentId::new(format!("{:016x}", number / 120 * 120));
            put.relations = Relations { story: Some(head), story_size: 3, ..Relations::default() };
        }
        writer.put(&put).unwrap();
        if number == 250 {
            writer.commit(&Mark::default()).unwrap();
        }
    }
    writer.commit(&Mark::default()).unwrap();
    Engine::open(folder).unwrap()
}

#[test]
fn a_short_page_is_the_beginning_of_the_whole_list() {
    let folder = tempfile::tempdir().unwrap();
    let engine = many(folder.path());
    for text in ["sensor", "sensor buss", "buss finnsinte", "+vatten sensor", "sensor^2 vatten"] {
        for fold in [true, false] {
            let asked = |limit| SearchRequest { limit, fold, ..request(text) };
            let whole = engine.search(&asked(1_000)).unwrap();
            let page = engine.search(&asked(20)).unwrap();
            assert_eq!(whole.hits.len(), whole.total + whole.partial_total, "{text}");
            assert!(whole.hits.len() > 300, "{text}");
            assert_eq!(page.hits, whole.hits[..20], "{text}");
            assert_eq!(
                (page.total, page.partial_total, page.documents),
                (whole.total, whole.partial_total, whole.documents),
                "{text}"
            );
            assert_eq!(page.facets, whole.facets, "{text}");
        }
    }
}
