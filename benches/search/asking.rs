//! Questions asked of an opened index, in one process, beside a naive program on tantivy alone.

use std::path::Path;
use std::time::{Duration, Instant};

use utkik::index::Index;
use utkik::message::Locale;
use utkik::model::{
    ConceptFound, DocumentWithSource, Expansion, FactFound, FactName, Group, Kind, KindFound, Mark,
    PlaceFound, PlaceId, Relations, Republish, SearchRequest, Sort, SourceFacts, Status,
    ThemeFound, Timestamp, Understanding,
};
use utkik::search::{Engine, rank, syntax};

use crate::cpu::own_cpu_seconds;
use crate::naive::Naive;
use crate::words::Words;

/// How long each question is asked again and again: the clock of the processor ticks in hundredths.
const ASKED_FOR: Duration = Duration::from_millis(150);
/// As much memory as `utkik reindex` gives its one thread.
const MEMORY_BYTES: usize = 120_000_000;
const HITS: usize = 20;

const ONE: [&str; 10] = [
    "sensorer",
    "belysning",
    "kommunen",
    "upphandling",
    "nätverk",
    "solvindarna",
    "vattenväg",
    "trafikbussen",
    "energidataning",
    "stadsparkerna",
];
const TWO: [&str; 8] = [
    "digital belysning",
    "sensorer parken",
    "kommunen skolan",
    "energi nätverk",
    "samverkan vården",
    "solvind belysning",
    "trafikbussen data",
    "vattenväg skogbad",
];
const PHRASES: [&str; 6] = [
    "\"energi nätverk\"",
    "\"digital tjänst\"",
    "\"sensorer parken\"",
    "\"kommunen kommer\"",
    "\"skolan hösten\"",
    "\"samverkan vården\"",
];
const PREFIXES: [&str; 6] = ["belys*", "sens*", "vatten*", "solvi*", "upphand*", "trafikbuss*"];

/// Prints the tables for so many documents of so many bytes.
pub fn compare(documents: usize, bytes: usize) {
    let folder = tempfile::tempdir().unwrap();
    let (own, bare) = (folder.path().join("own"), folder.path().join("bare"));
    println!("\n{documents} documents of some {bytes} bytes, in one process\n");
    let words = Words::new();
    let made = |number: usize| made(&words, number, bytes);
    let naive = Naive::index(&bare, MEMORY_BYTES, (0..documents).map(&made));
    let own_index = cpu_of(|| index(&own, (0..documents).map(&made)));
    let making =
        cpu_of(|| (0..documents).map(&made).map(|put| put.document.text.len()).sum::<usize>());
    println!("| | index CPU s | speed | index MB |\n|---|--:|--:|--:|");
    let bare_seconds = naive.seconds - making;
    let own_seconds = own_index - making;
    println!("| naive | {bare_seconds:.1} | 1.0 | {:.0} |", crate::size_megabytes(&bare));
    println!(
        "| utkik | {own_seconds:.1} | {:.2} | {:.0} |",
        bare_seconds / own_seconds,
        crate::size_megabytes(&own)
    );
    let engine = Engine::open(&own).unwrap();
    println!("\n| p50 of CPU, microseconds | naive | utkik | times |\n|---|--:|--:|--:|");
    for (what, queries) in
        [("one word", &ONE[..]), ("two words", &TWO), ("phrase", &PHRASES), ("prefix", &PREFIXES)]
    {
        let bare = median(queries, |query| naive.ids(query, HITS));
        let own = median(queries, |query| rank(&engine, query, HITS, now(), None).unwrap().len());
        line(&format!("ids: {what}"), bare, own);
    }
    let all: Vec<&str> = ONE.into_iter().chain(TWO).chain(PHRASES).collect();
    let bare = median(&all, |query| naive.page(query, HITS));
    line("page", bare, median(&all, |query| page(&engine, query, Vec::new())));
    let expanded = |query: &str| page(&engine, query, expansions(query));
    line("page with expansion", bare, median(&all, expanded));
    println!("\n| page, wall milliseconds | p50 | p99 |\n|---|--:|--:|");
    let (half, most) = walls(&all, |query| naive.page(query, HITS));
    println!("| naive | {half:.2} | {most:.2} |");
    let (half, most) = walls(&all, |query| page(&engine, query, Vec::new()));
    println!("| utkik | {half:.2} | {most:.2} |");
}

fn line(what: &str, bare: f64, own: f64) {
    println!("| {what} | {bare:.0} | {own:.0} | {:.2} |", own / bare);
}

fn index(folder: &Path, documents: impl Iterator<Item = DocumentWithSource>) -> usize {
    let index = Index::open_or_create(folder).unwrap();
    // One thread, as the naive program: what counts is what a processor does.
    let mut writer = index.writer(MEMORY_BYTES / 2).unwrap();
    let mut count = 0;
    for document in documents {
        writer.put(&document).unwrap();
        count += 1;
    }
    writer.commit(&Mark { store: "bench".into(), sequence: 1, documents: count }).unwrap();
    writer.finish().unwrap();
    0
}

fn page(engine: &Engine, text: &str, expansions: Vec<Expansion>) -> usize {
    let understood = syntax::parse(text, Locale::Sv, now()).unwrap();
    let request = SearchRequest {
        query: understood.query,
        expansions,
        sort: Sort::Relevance,
        offset: 0,
        limit: HITS,
        now: now(),
        facets: true,
        snippets: true,
        fold: true,
        explain: false,
    };
    engine.search(&request).unwrap().hits.len()
}

/// As a thesaurus gives them: a concept for the first word, with terms in other languages.
fn expansions(text: &str) -> Vec<Expansion> {
    let first = text.trim_matches('"').split(' ').next().unwrap_or_default().to_owned();
    let number = first.len() % CONCEPTS;
    let also = ["street lighting", "Beleuchtung", "belysning", "valaistus", "gadebelysning"];
    vec![Expansion {
        words: vec![first],
        concept: format!("concept-{number}"),
        also: also.map(str::to_owned).to_vec(),
    }]
}

fn median(queries: &[&str], ask: impl Fn(&str) -> usize) -> f64 {
    let mut times: Vec<f64> = queries.iter().map(|query| microseconds(|| ask(query))).collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// CPU time of one answer, the mean of many.
fn microseconds(ask: impl Fn() -> usize) -> f64 {
    std::hint::black_box(ask());
    let (before, started, mut times) = (own_cpu_seconds(), Instant::now(), 0.0);
    while started.elapsed() < ASKED_FOR {
        std::hint::black_box(ask());
        times += 1.0;
    }
    (own_cpu_seconds() - before) / times * 1e6
}

/// Half of the answers came in this time, and 99 of 100 in that.
fn walls(queries: &[&str], ask: impl Fn(&str) -> usize) -> (f64, f64) {
    let mut times = Vec::new();
    for _ in 0..40 {
        for query in queries {
            let started = Instant::now();
            std::hint::black_box(ask(query));
            times.push(started.elapsed().as_secs_f64() * 1e3);
        }
    }
    times.sort_by(f64::total_cmp);
    (times[times.len() / 2], times[times.len() * 99 / 100])
}

fn cpu_of<T>(work: impl FnOnce() -> T) -> f64 {
    let before = own_cpu_seconds();
    std::hint::black_box(work());
    own_cpu_seconds() - before
}

fn now() -> Timestamp {
    "2026-11-21T07:00:00Z".parse().unwrap()
}

const CONCEPTS: usize = 294;
const THEMES: usize = 14;
const PLACES: usize = 290;

/// A document with everything that can be understood of one.
fn made(words: &Words, number: usize, bytes: usize) -> DocumentWithSource {
    let document = crate::document(words, number, bytes, now());
    let priority = u8::try_from(number % 3 + 1).unwrap();
    DocumentWithSource {
        source: SourceFacts {
            id: document.source.clone(),
            name: format!("Source {}", number % 500),
            group: [Group::Sweden, Group::Nordic, Group::Eu, Group::World][number % 4],
            country: Some(["SE", "NO", "DE", "GB", "FI"][number % 5].into()),
            place: None,
            in_network: number.is_multiple_of(7),
            priority,
            republish: Republish::Excerpt,
        },
        document,
        understanding: understood(number),
        relations: Relations::default(),
        arrived: 0,
    }
}

fn understood(number: usize) -> Understanding {
    let concept = |step: usize| ConceptFound {
        concept: format!("concept-{}", number * step % CONCEPTS),
        term: "belysning".into(),
        times: 2,
    };
    let theme = |step: usize| ThemeFound {
        theme: format!("theme-{}", number * step % THEMES),
        concepts: Vec::new(),
        words: Vec::new(),
        weight: 1.0,
    };
    let place = PlaceFound {
        place: PlaceId(format!("SE-{}", number % PLACES)),
        about: true,
        times: 2,
        evidence: String::new(),
        confidence: 90,
    };
    let fact = |name: FactName, value: &str| FactFound {
        name,
        value: value.into(),
        number: None,
        sentence: String::new(),
        confidence: 90,
    };
    let mut facts = Vec::new();
    if number.is_multiple_of(3) {
        facts.push(fact(FactName::Status, Status::ALL[number % 5].as_str()));
    }
    if number.is_multiple_of(5) {
        let funder = ["Vinnova", "Horizon Europe", "Interreg", "ERUF"][number % 4];
        facts.push(fact(FactName::Funder, funder));
    }
    Understanding {
        kind: Some(KindFound {
            kind: Kind::ALL[number % Kind::ALL.len()],
            evidence: String::new(),
            confidence: 90,
        }),
        places: vec![place],
        themes: vec![theme(3), theme(5)],
        concepts: (1..=6).map(concept).collect(),
        facts,
        ..Understanding::default()
    }
}
