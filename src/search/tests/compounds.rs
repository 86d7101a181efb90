//! A typed compound also finds the words that it is made of, below the line.

use super::*;

#[test]
fn the_words_of_a_typed_compound_are_found_behind_it() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open_or_create(folder.path()).unwrap();
    let mut writer = index.writer(16_000_000).unwrap();
    for (id, text) in [
        ("whole", "Kommunen bygger en vattenväg."),
        ("both", "Kommunen bygger en väg vid vatten."),
        ("one", "Kommunen bygger en väg."),
        ("none", "Kommunen bygger ett torg."),
    ] {
        let row = (id, "malmo", Language::SV, "2026-11-01", "", text);
        writer.put(&document(&row)).unwrap();
    }
    writer.commit(&Mark::default()).unwrap();
    let engine = Engine::open(folder.path()).unwrap();
    for (text, expected) in [
        ("vattenväg", "whole | both one"),
        ("kommun vattenväg", "whole | both one none"),
        ("+vattenväg", "whole"),
        ("=vattenväg", "whole"),
        ("\"en vattenväg\"", "whole"),
        ("vattenväg -torg", "whole | both one"),
    ] {
        assert_eq!(ids(&search(&engine, text)), expected, "{text}");
    }
    let mut asked = request("kommun vattenväg");
    asked.explain = true;
    for hit in engine.search(&asked).unwrap().hits {
        let sum: f32 = hit.why.iter().map(|why| why.value).sum();
        assert!((sum - hit.score).abs() < 0.01, "{}: {sum}, not {}", hit.id, hit.score);
    }
    let behind = search(&engine, "vattenväg").hits.remove(1);
    assert_eq!(behind.missing, ["vattenväg"]);
}
