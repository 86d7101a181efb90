//! Searches in a small index.

mod any_query;
mod compounds;
mod reach;
mod understood;

use std::path::Path;

use super::*;
use crate::index::Index;
use crate::message::Locale;
use crate::model::{
    CanonicalUrl, Document, DocumentId, DocumentWithSource, Facet, Group, Language, Mark,
    PageState, Republish, SearchAnswer, SearchRequest, Sort, SourceFacts, Timestamp,
};

/// id, source, language, date, title, text
type Row = (&'static str, &'static str, Language, &'static str, &'static str, &'static str);

const ROWS: [Row; 8] = [
    (
        "a1",
        "malmo",
        Language::SV,
        "2026-11-01",
        "Smarta papperskorgar i Malmö",
        "Kommunen testar sensorer i papperskorgarna. Tömningen blir billigare.",
    ),
    (
        "a2",
        "malmo",
        Language::SV,
        "2026-10-01",
        "Solceller på skolans tak",
        "Skolorna i Malmö får solceller. En solcell räcker inte.",
    ),
    (
        "b1",
        "oslo",
        Language::NB,
        "2026-09-01",
        "Smarte søppelkasser",
        "Oslo kommune tester sensorer i søppelkassene.",
    ),
    (
        "c1",
        "berlin",
        Language::DE,
        "2025-05-01",
        "Intelligente Mülleimer",
        "Die Städte prüfen Sensoren. Berlin ist eine Stadt.",
    ),
    (
        "d1",
        "helsinki",
        Language::FI,
        "2026-11-20",
        "Älykäs kaupunki",
        "Kaupungit testaavat antureita. 5G-verkko ja IoT.",
    ),
    (
        "e1",
        "leeds",
        Language::EN,
        "2024-01-01",
        "Smart bins",
        "Cities are testing sensors in bins. The city saves money.",
    ),
    (
        "f1",
        "malmo",
        Language::SV,
        "2026-11-10",
        "Sensorer",
        "Sensorer sensorer sensorer mäter buller i stadsdelen.",
    ),
    (
        "g1",
        "malmo",
        Language::SV,
        "2026-11-11",
        "Bullermätning",
        "Billigare tömning och bättre miljö, säger kommunen.",
    ),
];

fn now() -> Timestamp {
    "2026-11-21T07:00:00Z".parse().unwrap()
}

fn document(row: &Row) -> DocumentWithSource {
    let (id, source, language, date, title, text) = *row;
    let (group, country) = match source {
        "malmo" => (Group::Network, "SE"),
        "oslo" => (Group::Nordic, "NO"),
        "helsinki" => (Group::Nordic, "FI"),
        "berlin" => (Group::Eu, "DE"),
        _ => (Group::World, "GB"),
    };
    let published: Timestamp = date.parse().unwrap();
    DocumentWithSource {
        document: Document {
            id: DocumentId::new(id),
            source: source.parse().unwrap(),
            entry_id: None,
            link: None,
            url: Some(CanonicalUrl::from_canonical(format!(
                "https://www.news.{source}.example/{id}"
            ))),
            title: title.into(),
            summary: String::new(),
            text: text.into(),
            html: String::new(),
            language,
            published: Some(published),
            updated: None,
            author: None,
            tags: Vec::new(),
            facts: std::collections::BTreeMap::new(),
            first_seen: published,
            changed: published,
            revision: 1,
            entry_hash: String::new(),
            page: PageState::None,
        },
        source: SourceFacts {
            id: source.parse().unwrap(),
            name: source.to_uppercase(),
            group,
            country: Some(country.into()),
            place: None,
            in_network: group == Group::Network,
            priority: 1,
            republish: Republish::Excerpt,
        },
        understanding: crate::model::Understanding::default(),
        relations: crate::model::Relations::default(),
        arrived: 0,
    }
}

/// Two segments and a deleted document, as crawls leave them.
fn fill(folder: &Path) -> Engine {
    let index = Index::open_or_create(folder).unwrap();
    let mut writer = index.writer(16_000_000).unwrap();
    for (number, row) in ROWS.iter().enumerate() {
        writer.put(&document(row)).unwrap();
        if number == 4 {
            writer
                .put(&document(&("gone", "malmo", Language::SV, "2026-01-01", "Sensorer", "x")))
                .unwrap();
            writer.commit(&Mark::default()).unwrap();
            writer.remove(&DocumentId::new("gone"));
        }
    }
    writer.commit(&Mark::default()).unwrap();
    Engine::open(folder).unwrap()
}

fn request(text: &str) -> SearchRequest {
    SearchRequest {
        query: syntax::parse(text, Locale::Sv, now()).unwrap().query,
        expansions: Vec::new(),
        sort: Sort::Relevance,
        offset: 0,
        limit: 20,
        now: now(),
        facets: true,
        snippets: true,
        fold: true,
        explain: false,
    }
}

fn search(engine: &Engine, text: &str) -> SearchAnswer {
    engine.search(&request(text)).unwrap()
}

/// Ids above the line, a bar, ids below it.
fn ids(answer: &SearchAnswer) -> String {
    let mut ids: Vec<&str> = answer.hits.iter().map(|hit| hit.id.as_str()).collect();
    if answer.partial_total > 0 {
        ids.insert(answer.total, "|");
    }
    ids.join(" ")
}

#[test]
fn documents_with_all_words_come_first_and_the_rest_below_the_line() {
    let folder = tempfile::tempdir().unwrap();
    let engine = fill(folder.path());
    let answer = search(&engine, "sensorer papperskorg");
    assert_eq!((answer.total, answer.hits[0].id.as_str()), (1, "a1"));
    assert_eq!(answer.partial_total, 4);
    assert_eq!(answer.hits[0].missing, Vec::<String>::new());
    assert!(answer.hits[1..].iter().all(|hit| hit.missing == ["papperskorg"]));
    assert_eq!(engine.document_count(), ROWS.len());
}

#[test]
fn operators_phrases_and_filters_are_strict() {
    let folder = tempfile::tempdir().unwrap();
    let engine = fill(folder.path());
    for (text, expected) in [
        ("skola solcell", "a2"),
        ("stadt", "c1"),
        ("cities", "e1"),
        ("kaupungeissa", "d1"),
        ("5g", "d1"),
        ("=solcell", "a2"),
        ("=solcellen", ""),
        ("\"solceller på skolans\"", "a2"),
        ("\"skolans solceller\"", ""),
        ("\"billigare tömning\"", "g1"),
        ("sensorer AND oslo", "b1"),
        ("+tömning -papperskorgar", "g1"),
        ("(solceller OR kaupunki) -lang:fi", "a2"),
        ("sensorer land:se -buller", "a1"),
        ("land:norden -land:se", "d1 b1"),
        ("site:malmo.example solcell", "a2"),
        ("site:almo.example", ""),
        ("site:news.berlin.example", "c1"),
        ("källa:oslo,leeds", "b1 e1"),
        ("nätverk:ja efter:2026-11", "g1 f1 a1"),
        ("efter:2026-09 före:2026-10-02 ", "a2 b1"),
        ("senaste:7d", "d1"),
        ("grupp:eu", "c1"),
        ("lang:norska", "b1"),
        ("finnsintealls", ""),
        ("+solcell sensor", "| a2"),
    ] {
        assert_eq!(ids(&search(&engine, text)), expected, "{text}");
    }
    assert_eq!(ids(&search(&engine, "")), "d1 g1 f1 a1 a2 b1 c1 e1");
    assert_eq!(ids(&search(&engine, "-lang:sv")), "d1 b1 c1 e1");
}

#[test]
fn the_order_is_by_worth_or_by_date_and_pages_follow_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let engine = fill(folder.path());
    let mut asked = request("sensorer kommunen");
    assert_eq!(ids(&engine.search(&asked).unwrap()).split(" | ").next(), Some("b1 a1"));
    let whole = engine.search(&asked).unwrap();
    assert!(whole.hits[0].score > 0.0);
    let mut paged = Vec::new();
    asked.limit = 2;
    for offset in (0..whole.hits.len()).step_by(2) {
        asked.offset = offset;
        paged.extend(engine.search(&asked).unwrap().hits);
    }
    assert_eq!(paged, whole.hits);

    asked = SearchRequest { sort: Sort::Date, ..request("sensorer") };
    assert_eq!(ids(&engine.search(&asked).unwrap()), "f1 a1 b1 c1 e1");
    asked.offset = DEEPEST_HIT;
    assert!(matches!(engine.search(&asked), Err(SearchError::TooDeep { .. })));
}

#[test]
fn hits_show_what_was_found_and_where() {
    let folder = tempfile::tempdir().unwrap();
    let engine = fill(folder.path());
    let hit = search(&engine, "papperskorg sensor").hits.remove(0);
    let marked: Vec<&str> =
        hit.snippet.highlights.iter().map(|(from, to)| &hit.snippet.text[*from..*to]).collect();
    assert_eq!(marked, ["sensorer", "papperskorgarna"]);
    assert_eq!(
        hit.title_highlights.iter().map(|(a, b)| &hit.title[*a..*b]).collect::<Vec<_>>(),
        ["papperskorgar"]
    );
    assert_eq!((hit.source.as_str(), hit.source_name.as_str()), ("malmo", "MALMO"));
    assert_eq!(
        (hit.group, hit.country.as_deref(), hit.language),
        (Group::Network, Some("SE"), Language::SV)
    );
    assert_eq!(
        (hit.site.as_str(), hit.date.to_string().as_str()),
        ("news.malmo.example", "2026-11-01T00:00:00Z")
    );
    assert!(hit.url.ends_with("/a1"));
    let german = search(&engine, "Stadt").hits.remove(0);
    assert_eq!(german.snippet.highlights.len(), 2);
    let phrase = search(&engine, "\"Berlin ist\"").hits.remove(0);
    let (from, to) = phrase.snippet.highlights[0];
    assert_eq!(&phrase.snippet.text[from..to], "Berlin ist");
}

#[test]
fn facets_count_the_documents_above_the_line() {
    let folder = tempfile::tempdir().unwrap();
    let engine = fill(folder.path());
    let show = |facet: &Facet| {
        let values = facet.values.iter().map(|v| format!("{}={}", v.value, v.count));
        format!("{}: {}", facet.field, values.collect::<Vec<_>>().join(" "))
    };
    let facets: Vec<String> = search(&engine, "sensorer").facets.iter().map(show).collect();
    assert_eq!(
        facets,
        [
            "source: malmo=2 berlin=1 leeds=1 oslo=1",
            "group: network=2 eu=1 nordic=1 world=1",
            "lang: sv=2 de=1 en=1 nb=1",
            "country: SE=2 DE=1 GB=1 NO=1",
            "month: 2026-11=2 2026-09=1 2025-05=1 2024-01=1",
        ]
    );
    assert_eq!(show(&search(&engine, "sensorer finnsinte").facets[0]), facets[0]);
}

#[test]
fn an_engine_stays_with_its_commit_until_told_to_look() {
    let folder = tempfile::tempdir().unwrap();
    let engine = fill(folder.path());
    assert!(!engine.reload_if_changed().unwrap());
    let index = Index::open_or_create(folder.path()).unwrap();
    let mut writer = index.writer(16_000_000).unwrap();
    writer.remove(&DocumentId::new("a1"));
    writer.commit(&Mark::default()).unwrap();
    assert_eq!(engine.document_count(), ROWS.len());
    assert!(engine.reload_if_changed().unwrap());
    assert_eq!(engine.document_count(), ROWS.len() - 1);
    drop(writer);
    crate::index::remove(folder.path()).unwrap();
    assert!(engine.reload_if_changed().is_err());
    assert_eq!(search(&engine, "solceller").total, 1);
    assert!(Engine::open(folder.path()).is_err());
}

#[test]
fn an_empty_index_answers() {
    let folder = tempfile::tempdir().unwrap();
    Index::open_or_create(folder.path()).unwrap();
    let engine = Engine::open(folder.path()).unwrap();
    assert_eq!(search(&engine, "sensorer \"a b\" land:se").total, 0);
    assert_eq!(search(&engine, "").total, 0);
}

#[test]
fn a_damaged_index_is_an_error_and_no_end() {
    let folder = tempfile::tempdir().unwrap();
    drop(fill(folder.path()));
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "idx") {
            std::fs::write(&path, "short").unwrap();
        }
    }
    let failed =
        Engine::open(folder.path()).map(|engine| engine.search(&request("sensorer")).err());
    assert!(!matches!(failed, Ok(None)));
}

#[test]
fn whole_rankings_fall_from_first_to_last() {
    let folder = tempfile::tempdir().unwrap();
    let engine = fill(folder.path());
    let list = rank(&engine, "sensorer papperskorg \"", 100, now(), None).unwrap();
    assert_eq!(list[0].0.as_str(), "a1");
    assert!(list.windows(2).all(|pair| pair[0].1 >= pair[1].1));
    assert_eq!(list.len(), 5);
}
