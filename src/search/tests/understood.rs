//! What documents are about: filters, meanings, folding, reasons, and what resembles them.

use super::*;
use crate::model::{
    ConceptFound, Expansion, FactFound, FactName, Filter, Hit, Kind, KindFound, NumberField,
    PlaceFound, PlaceId, Query, Reason, Relations, Status, Term, ThemeFound, Understanding,
};

const DAY_MS: i64 = 86_400_000;

/// Documents that tell stories; those of story 0 stand alone.
pub(super) fn told(folder: &Path, stories: &[u8]) -> Engine {
    let index = Index::open_or_create(folder).unwrap();
    let mut writer = index.writer(16_000_000).unwrap();
    for (number, story) in stories.iter().enumerate() {
        let text = if number % 3 == 0 { "Sensorer i parken" } else { "Sensorer" };
        let date = ["2026-11-01", "2026-11-02", "2026-11-03"][number % 3];
        let mut put = document(&("x", "malmo", Language::SV, date, "Titel", text));
        put.document.id = DocumentId::new(format!("d{number}"));
        let size: usize = stories.iter().map(|other| usize::from(other == story)).sum();
        if *story > 0 {
            let first = stories.iter().position(|other| other == story).unwrap();
            put.relations = Relations {
                story: Some(DocumentId::new(format!("d{first}"))),
                story_size: u32::try_from(size).unwrap(),
                ..Relations::default()
            };
        }
        writer.put(&put).unwrap();
        if number == stories.len() / 2 {
            writer.commit(&Mark::default()).unwrap();
        }
    }
    writer.commit(&Mark::default()).unwrap();
    Engine::open(folder).unwrap()
}

fn fact(name: FactName, value: &str, number: Option<i64>) -> FactFound {
    FactFound { name, value: value.into(), number, sentence: String::new(), confidence: 90 }
}

fn place(id: &str, about: bool) -> PlaceFound {
    let place = PlaceId(id.into());
    PlaceFound { place, about, times: 1, evidence: String::new(), confidence: 90 }
}

/// Lund in Skåne with waste bins; a Finnish text of the same; one that only names Lund.
fn understood(folder: &Path) -> Engine {
    let concept = |times: u16| ConceptFound {
        concept: "smart-waste-bin".into(),
        term: "papperskorgar".into(),
        times,
    };
    let lund = Understanding {
        kind: Some(KindFound { kind: Kind::Call, evidence: String::new(), confidence: 90 }),
        places: vec![place("SE-1281", true)],
        themes: vec![ThemeFound {
            theme: "waste".into(),
            concepts: vec![],
            words: vec![],
            weight: 1.0,
        }],
        concepts: vec![concept(2)],
        facts: vec![
            fact(FactName::Status, "pilot", None),
            fact(FactName::Funder, "Vinnova och Viable Cities", None),
            fact(FactName::Budget, "5 mnkr", Some(5_000_000)),
            fact(FactName::Deadline, "2026-12-01", Some(now().as_millis() + 10 * DAY_MS)),
        ],
        ..Understanding::default()
    };
    let tampere = Understanding { concepts: vec![concept(1)], ..Understanding::default() };
    let names = Understanding {
        places: vec![place("SE-1281", false)],
        facts: vec![fact(FactName::Deadline, "2026-01-01", Some(0))],
        ..Understanding::default()
    };
    let index = Index::open_or_create(folder).unwrap();
    let mut writer = index.writer(16_000_000).unwrap();
    for (row, understanding) in [
        (
            ("lund", "malmo", Language::SV, "2026-10-01", "Papperskorgar", "Smarta papperskorgar"),
            lund,
        ),
        (
            ("tampere", "helsinki", Language::FI, "2026-10-01", "Astiat", "Roska-astiat ja äly"),
            tampere,
        ),
        (
            (
                "names",
                "malmo",
                Language::SV,
                "2026-11-01",
                "Möte",
                "Gatubelysningsprojekt nära Lund",
            ),
            names,
        ),
    ] {
        writer.put(&DocumentWithSource { understanding, ..document(&row) }).unwrap();
    }
    writer.commit(&Mark::default()).unwrap();
    Engine::open(folder).unwrap()
}

fn ask(engine: &Engine, query: Query) -> Vec<Hit> {
    engine.search(&SearchRequest { query, ..request("") }).unwrap().hits
}

fn found(engine: &Engine, query: Query) -> String {
    let hits = ask(engine, query);
    hits.iter().map(|hit| hit.id.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn filters_narrow_by_what_was_understood() {
    let folder = tempfile::tempdir().unwrap();
    let engine = understood(folder.path());
    let number = |field, from, to| Filter::Number(field, from, to);
    for (filter, expected) in [
        // What it is about comes before what it names, though that is newer.
        (Filter::Place(vec![PlaceId("SE-1281".into())]), "lund names"),
        (Filter::Place(vec![PlaceId("SE:Skåne län".into())]), "lund names"),
        (Filter::Place(vec![PlaceId("SE".into())]), "lund names"),
        (Filter::Country("FI".into()), "tampere"),
        (Filter::Theme("waste".into()), "lund"),
        (Filter::Concept("smart-waste-bin".into()), "tampere lund"),
        (Filter::Kind(Kind::Call), "lund"),
        (Filter::Status(Status::Pilot), "lund"),
        (Filter::Fact(FactName::Funder, "viable cities".into()), "lund"),
        (Filter::Fact(FactName::Funder, "viable vinnovas".into()), ""),
        (Filter::Fact(FactName::Programme, "vinnova".into()), ""),
        (number(NumberField::Budget, Some(1_000_000), None), "lund"),
        (number(NumberField::Budget, None, Some(5_000_000)), ""),
        (number(NumberField::Closes, Some(now().as_millis()), None), "lund"),
        (number(NumberField::Population, Some(1), Some(i64::MAX)), "lund"),
        (Filter::SavedSearch("x".into(), None), ""),
    ] {
        let shown = format!("{filter:?}");
        assert_eq!(found(&engine, Query::Filter(filter)), expected, "{shown}");
    }
    let asked = SearchRequest { sort: Sort::Closes, ..request("") };
    assert_eq!(ids(&engine.search(&asked).unwrap()), "lund tampere names");
}

#[test]
fn words_are_found_near_each_other_by_their_beginning_and_mistyped() {
    let folder = tempfile::tempdir().unwrap();
    let engine = fill(folder.path());
    let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    for (term, expected) in [
        (Term::Near(words("papperskorg sensorer"), 1), "a1"),
        (Term::Near(words("kommunen papperskorgar"), 2), ""),
        (Term::Near(words("papperskorg kommun"), 3), "a1"),
        (Term::Prefix("solcel".into()), "a2"),
        (Term::Prefix("Papper".into()), "a1"),
        (Term::Fuzzy("solsell".into(), 1), "a2"),
        (Term::Fuzzy("solsel".into(), 1), ""),
        (Term::InTitle(Box::new(Term::Word("sensor".into()))), "f1"),
        (Term::InTitle(Box::new(Term::Phrase(words("smarte søppelkasser")))), "b1"),
        (Term::InTitle(Box::new(Term::Prefix("sens".into()))), "f1"),
    ] {
        let shown = format!("{term:?}");
        assert_eq!(found(&engine, Query::Term(term)), expected, "{shown}");
    }
    let word = |word: &str| Query::Term(Term::Word(word.into()));
    let weighed = Query::And(vec![Query::Boost(Box::new(word("solcell")), 9.0), word("sensorer")]);
    assert!(found(&engine, weighed).starts_with("a2"));
}

#[test]
fn a_concept_stands_for_words_in_other_languages_and_weighs_less() {
    let folder = tempfile::tempdir().unwrap();
    let engine = understood(folder.path());
    let expansion = Expansion {
        words: vec!["smarta".into(), "papperskorgar".into()],
        concept: "smart-waste-bin".into(),
        also: vec!["roska-astiat".into(), "smart bin".into()],
    };
    let mut asked = request("smarta papperskorgar");
    assert_eq!(engine.search(&asked).unwrap().total, 1);
    asked.expansions = vec![expansion];
    asked.explain = true;
    let answer = engine.search(&asked).unwrap();
    assert_eq!((answer.total, ids(&answer).as_str()), (2, "lund tampere"));
    let foreign = &answer.hits[1];
    assert_eq!(foreign.missing, Vec::<String>::new());
    assert_eq!(foreign.why[0].what, Reason::Concept);
    let (from, to) = foreign.snippet.highlights[0];
    assert_eq!(&foreign.snippet.text[from..to], "Roska-astiat");
}

#[test]
fn compounds_are_found_by_their_parts_and_letters_without_their_dots() {
    let folder = tempfile::tempdir().unwrap();
    let engine = understood(folder.path());
    assert_eq!(ids(&search(&engine, "belysning")), "names");
    assert_eq!(ids(&search(&engine, "mote")), "names");
}

#[test]
fn reasons_sum_to_the_score() {
    let folder = tempfile::tempdir().unwrap();
    let engine = fill(folder.path());
    for text in [
        "sensorer kommunen papperskorg",
        "\"billigare tömning\" kommunen",
        "sensor OR solcell",
        "sensorer -buller",
        "+kommunen stad",
    ] {
        let answer = engine.search(&SearchRequest { explain: true, ..request(text) }).unwrap();
        assert!(!answer.hits.is_empty(), "{text}");
        for hit in answer.hits {
            let sum: f32 = hit.why.iter().map(|why| why.value).sum();
            assert!(
                (sum - hit.score).abs() < 0.01,
                "{text}: {sum} for {}: {:?}",
                hit.score,
                hit.why
            );
            assert!(
                hit.why
                    .iter()
                    .any(|why| matches!(why.what, Reason::Text | Reason::Title | Reason::Nearness))
            );
        }
    }
}

#[test]
fn a_story_is_one_hit_and_can_be_opened() {
    let folder = tempfile::tempdir().unwrap();
    let engine = told(folder.path(), &[1, 1, 0, 2, 1, 2]);
    let answer = search(&engine, "sensorer");
    assert_eq!((answer.total, answer.documents), (3, 6));
    let sizes: Vec<(u32, usize)> =
        answer.hits.iter().map(|hit| (hit.story_size, hit.also.len())).collect();
    assert!(sizes.contains(&(3, 2)) && sizes.contains(&(2, 1)) && sizes.contains(&(1, 0)));
    // By any of its documents, and unfolded.
    for (id, documents) in [("d0", 3), ("d4", 3), ("d5", 2), ("d2", 1), ("none", 0)] {
        assert_eq!(ask(&engine, Query::Filter(Filter::Story(id.into()))).len(), documents, "{id}");
    }
}

#[test]
fn what_resembles_a_document_is_found_without_its_own_story() {
    let folder = tempfile::tempdir().unwrap();
    let engine = fill(folder.path());
    let like = |id: &str| engine.like(&DocumentId::new(id), 3, now()).unwrap();
    let first = like("a1").into_iter().map(|hit| hit.id.as_str().to_owned()).collect::<Vec<_>>();
    assert_eq!(first.first().map(String::as_str), Some("b1"));
    assert!(!first.contains(&"a1".to_owned()));
    assert!(like("none").is_empty());
    let folder = tempfile::tempdir().unwrap();
    let engine = understood(folder.path());
    let foreign = engine.like(&DocumentId::new("lund"), 3, now()).unwrap();
    assert_eq!(foreign[0].id.as_str(), "tampere");
}

#[test]
fn facets_count_what_documents_are_about() {
    let folder = tempfile::tempdir().unwrap();
    let engine = understood(folder.path());
    let answer = search(&engine, "");
    let facet = |name: &str| -> String {
        let facet = answer.facets.iter().find(|facet| facet.field == name);
        let values = facet.into_iter().flat_map(|facet| &facet.values);
        values.map(|v| format!("{}={}", v.value, v.count)).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(facet("country"), "SE=2 FI=1");
    assert_eq!(facet("place"), "SE-1281=1");
    assert_eq!(facet("theme"), "waste=1");
    assert_eq!(facet("kind"), "call=1");
    assert_eq!(facet("status"), "pilot=1");
    assert_eq!(facet("funder"), "Vinnova och Viable Cities=1");
    let months: Vec<(&str, usize)> =
        answer.months.iter().map(|month| (month.value.as_str(), month.count)).collect();
    assert_eq!(months, [("2026-10", 2), ("2026-11", 1)]);
}

#[test]
fn chosen_documents_are_shown_whether_they_are_found_or_not() {
    let folder = tempfile::tempdir().unwrap();
    let engine = told(folder.path(), &[0, 1, 1, 0, 0]);
    let named = |ids: &[&str]| ids.iter().map(|id| DocumentId::new(*id)).collect::<Vec<_>>();
    let asked = request("parken");
    let found = |fold: bool, wanted: &[&str]| {
        let asked = SearchRequest { fold, ..asked.clone() };
        let hits = engine.chosen(&asked, &named(wanted)).unwrap();
        hits.iter().map(|hit| hit.id.to_string()).collect::<Vec<_>>()
    };
    // Those with the word first; one that is not there is left out, one that comes twice is one.
    assert_eq!(found(false, &["d4", "d3", "gone", "d3"]), ["d3", "d4"]);
    assert_eq!(found(true, &["d1", "d2", "d0"]).len(), 2);
    assert_eq!(found(true, &[]), [""; 0]);
}
