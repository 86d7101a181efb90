//! From what has arrived to a mail server that has taken every letter, beside lettre alone.
//!
//! `cargo bench --bench digest -- [DOCUMENTS SUBSCRIPTIONS]` (default: 100000 10000, over 200 saved
//! searches). All documents are new, which is the worst that can happen. What came out stands in
//! `docs/BENCHMARKS.md`.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot go on says why and ends")]
#![expect(clippy::indexing_slicing, reason = "as above")]
#![expect(clippy::print_stdout, reason = "the table is the result")]

mod bare;
#[path = "../measure/mod.rs"]
#[expect(dead_code, reason = "each part is measured once here")]
mod measure;
mod sink;
#[path = "../words/mod.rs"]
mod words;
mod world;

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use measure::{Cost, cost_of};
use tokio::runtime::Runtime;
use utkik::digest::{compose, issue_due, look_for_news, preview, send};
use utkik::message::Locale;
use utkik::model::Clock;
use utkik::search::Engine;

/// The benchmark plays its parts itself; the first argument says which.
fn main() {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let here = Path::new(".");
    match words[..] {
        ["prepare", documents, subscriptions] => {
            world::prepare(here, documents.parse().unwrap(), subscriptions.parse().unwrap());
        }
        ["news"] => news(here),
        ["issue"] => issue(here),
        ["send", port] => hand_over(here, port.parse().unwrap()),
        ["bare", port, letters] => {
            bare::send(here, port.parse().unwrap(), letters.parse().unwrap());
        }
        [documents, subscriptions] => {
            compare(documents.parse().unwrap(), subscriptions.parse().unwrap());
        }
        _ => compare(100_000, 10_000),
    }
}

fn compare(documents: usize, subscriptions: usize) {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let sink = sink::Sink::open();
    let port = sink.port().to_string();
    let (documents, subscriptions) = (documents.to_string(), subscriptions.to_string());
    cost_of(&mut part(&["prepare", &documents, &subscriptions], folder));
    println!(
        "\n{documents} documents, {subscriptions} subscriptions, {} searches\n",
        world::SEARCHES
    );
    println!("| | CPU s | wall s | peak MB |");
    println!("|---|--:|--:|--:|");
    tell("looking for news", cost_of(&mut part(&["news"], folder)));
    tell("making letters", cost_of(&mut part(&["issue"], folder)));
    let own = cost_of(&mut part(&["send", &port], folder));
    let taken = sink.taken();
    tell("handing over", own);
    let bare = cost_of(&mut part(&["bare", &port, &subscriptions], folder));
    tell("lettre alone, the same letter", bare);
    println!(
        "\nThe server took {taken} letters of ours, and {} of lettre's. Handing over took {:.2} of \
         the CPU time of lettre alone.",
        sink.taken() - taken,
        own.cpu_seconds / bare.cpu_seconds
    );
}

fn tell(what: &str, cost: Cost) {
    let Cost { cpu_seconds, wall_seconds, peak_megabytes } = cost;
    println!("| {what} | {cpu_seconds:.2} | {wall_seconds:.2} | {peak_megabytes:.0} |");
}

fn part(arguments: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(arguments).current_dir(folder);
    command
}

fn news(folder: &Path) {
    Runtime::new().unwrap().block_on(async {
        let desk = world::desk(folder).await;
        let engine = Arc::new(Engine::open(&desk.derived.index).unwrap());
        let report = look_for_news(&desk, &engine, world::now()).await.unwrap();
        assert!(report.searches == world::SEARCHES && report.news > 0, "{report:?}");
    });
}

fn issue(folder: &Path) {
    Runtime::new().unwrap().block_on(async {
        let desk = world::desk(folder).await;
        let engine = Arc::new(Engine::open(&desk.derived.index).unwrap());
        let report = issue_due(&desk, &engine, world::now()).await.unwrap();
        assert!(report.queued > 0, "{report:?}");
        // A letter for the bare loop, so that both send the same.
        let shown = preview(&desk, &engine, "bench-0", Locale::Sv, world::now()).await.unwrap();
        let composed = compose::compose(&shown.letter);
        std::fs::write(folder.join("letter.html"), composed.html).unwrap();
        std::fs::write(folder.join("letter.txt"), composed.text).unwrap();
    });
}

fn hand_over(folder: &Path, port: u16) {
    Runtime::new().unwrap().block_on(async {
        let desk = world::desk(folder).await;
        let mailer = world::mailer(port);
        let clock = Clock::Fixed(world::now());
        let report = send::send_letters(&desk, &mailer, clock).await.unwrap();
        assert!(report.sent > 0 && report.trouble.is_none(), "{report:?}");
    });
}
