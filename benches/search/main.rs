//! Rebuilding the index and asking it from the command line, beside tantivy alone.
//!
//! `cargo bench --bench search -- [DOCUMENTS]` (default: 100000, 135 MB of text) runs programs from
//! start to exit; `-- asking [DOCUMENTS BYTES]` asks an opened index, `-- serving` a server. What it
//! measures and what came out stands in `docs/BENCHMARKS.md`.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot go on says why and ends")]
#![expect(clippy::indexing_slicing, reason = "as above")]
#![expect(clippy::print_stdout, reason = "the table is the result")]

mod asking;
mod bare;
mod cpu;
#[path = "../measure/mod.rs"]
mod measure;
mod naive;
mod serving;
mod stemmer;
#[path = "../words/mod.rs"]
mod words;

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::process::Command;

use measure::{Cost, cost_of, mean_of};
use utkik::model::{CanonicalUrl, Document, DocumentId, Language, PageState, Timestamp};
use utkik::store::Store;
use words::Words;

/// Texts are between half and one and a half times as long.
const BYTES_PER_TEXT: usize = 1_350;
const SOURCES: usize = 500;
/// Titles are drawn from other seeds than texts.
const TITLE_SEEDS: usize = 1 << 32;
/// Documents that are stored in one transaction.
const BATCH: usize = 500;
/// One-shot searches of one kind.
const SEARCHES: u32 = 100;

/// What is asked: a frequent word, a seldom one, two words, a phrase.
const QUERIES: [&str; 4] = ["sensorer", "solvindarna", "digital belysning", "\"energi nätverk\""];

/// The benchmark plays the bare programs itself; the first argument says which.
fn main() {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["bare-index", texts, folder, threads] => {
            bare::index(Path::new(texts), Path::new(folder), threads.parse().unwrap());
        }
        ["bare-search", folder, query] => bare::search(Path::new(folder), query),
        ["asking"] => asking::compare(100_000, BYTES_PER_TEXT),
        ["asking", documents, bytes] => {
            asking::compare(documents.parse().unwrap(), bytes.parse().unwrap());
        }
        ["bare-serve", folder, address] => serving::serve(Path::new(folder), address),
        ["serving"] => compare_servers(100_000),
        [] => compare(100_000),
        ref sizes => sizes.iter().for_each(|size| compare(size.parse().unwrap())),
    }
}

/// Requests to a server, over the same documents.
fn compare_servers(documents: usize) {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    prepare(folder, documents);
    cost_of(&mut bare_part(&["bare-index", "texts", "bare-index", &threads()], folder));
    cost_of(utkik(folder).arg("reindex"));
    serving::compare(folder);
}

fn compare(documents: usize) {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let megabytes = prepare(folder, documents);
    let (bare_index, index) = (folder.join("bare-index"), folder.join("index"));

    println!("\n{documents} documents, {megabytes:.0} MB of text\n");
    println!("| | CPU s | speed beside bare | peak MB | wall s | index MB |");
    println!("|---|--:|--:|--:|--:|--:|");
    let bare = cost_of(&mut bare_part(&["bare-index", "texts", "bare-index", &threads()], folder));
    let rebuild = cost_of(utkik(folder).arg("reindex"));
    for (what, cost, index) in
        [("bare loop", &bare, &bare_index), ("utkik reindex", &rebuild, &index)]
    {
        let Cost { cpu_seconds, wall_seconds, peak_megabytes } = cost;
        let speed = bare.cpu_seconds / cpu_seconds;
        let size = size_megabytes(index);
        println!(
            "| {what} | {cpu_seconds:.2} | {speed:.2} | {peak_megabytes:.0} | {wall_seconds:.2} \
             | {size:.0} |"
        );
    }

    println!("\nOne search from start to exit, the mean of {SEARCHES}:\n");
    println!("| | bare CPU ms | utkik CPU ms | bare wall ms | utkik wall ms |");
    println!("|---|--:|--:|--:|--:|");
    for query in QUERIES {
        let bare = mean_of(SEARCHES, &mut bare_part(&["bare-search", "bare-index", query], folder));
        let own = mean_of(SEARCHES, utkik(folder).args(["search", query]));
        println!(
            "| `{query}` | {:.1} | {:.1} | {:.1} | {:.1} |",
            bare.cpu_seconds * 1e3,
            own.cpu_seconds * 1e3,
            bare.wall_seconds * 1e3,
            own.wall_seconds * 1e3
        );
    }
}

fn utkik(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_utkik"));
    command.current_dir(folder);
    command
}

fn bare_part(arguments: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(arguments).current_dir(folder);
    command
}

/// As many as `utkik reindex` takes.
fn threads() -> String {
    std::thread::available_parallelism().unwrap().get().min(2).to_string()
}

/// Puts the documents into a database, and into a file for the bare loop; gives their size.
fn prepare(folder: &Path, documents: usize) -> f64 {
    let words = Words::new();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let store = runtime.block_on(Store::open(&folder.join("data/utkik.db"))).unwrap();
    let mut texts = BufWriter::new(File::create(folder.join("texts")).unwrap());
    let now: Timestamp = "2026-11-21T07:00:00Z".parse().unwrap();
    let mut bytes = 0;
    for first in (0..documents).step_by(BATCH) {
        let numbers = first..documents.min(first + BATCH);
        let batch: Vec<Document> =
            numbers.map(|number| document(&words, number, BYTES_PER_TEXT, now)).collect();
        for document in &batch {
            bytes += document.text.len();
            writeln!(texts, "{}\t{}", document.title, document.text).unwrap();
        }
        runtime.block_on(store.import(batch, now)).unwrap();
    }
    texts.flush().unwrap();
    std::fs::write(folder.join("sources.toml"), "[network]\nname = \"Bench\"\n").unwrap();
    #[expect(clippy::cast_precision_loss, reason = "a size for a table")]
    let megabytes = bytes as f64 / 1e6;
    megabytes
}

fn document(words: &Words, number: usize, bytes: usize, now: Timestamp) -> Document {
    let source = format!("source-{}", number % SOURCES);
    let bytes = bytes / 2 + number * 7_919 % bytes;
    let text = words.text(number, bytes);
    let day = std::time::Duration::from_hours(24);
    let age = day * u32::try_from(number % 1_000).unwrap();
    Document {
        link: None,
        id: DocumentId::new(utkik::address::hash_hex(&[&number.to_string()])),
        url: Some(CanonicalUrl::from_canonical(format!("https://{source}.example/{number}"))),
        source: source.parse().unwrap(),
        entry_id: Some(number.to_string()),
        title: words.text(number + TITLE_SEEDS, 60),
        summary: String::new(),
        html: format!("<p>{text}</p>"),
        text,
        language: Language::SV,
        published: Some(now.minus(age)),
        updated: None,
        author: None,
        tags: Vec::new(),
        facts: std::collections::BTreeMap::new(),
        first_seen: now,
        changed: now,
        revision: 1,
        entry_hash: String::new(),
        page: PageState::None,
    }
}

fn size_megabytes(folder: &Path) -> f64 {
    let files = std::fs::read_dir(folder).unwrap();
    let sizes = files.map(|file| file.unwrap().metadata().unwrap().len());
    #[expect(clippy::cast_precision_loss, reason = "a size for a table")]
    let megabytes = sizes.sum::<u64>() as f64 / 1e6;
    megabytes
}
