//! A crawl of many feeds from a fast loopback server, beside a bare loop over the same feeds.
//!
//! `cargo bench --bench crawl -- [FEEDS… | slow]` (default: 1000). What it measures and what came out
//! stands in `docs/BENCHMARKS.md`. The costs of the server are not counted.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot go on says why and ends")]
#![expect(clippy::indexing_slicing, reason = "as above")]
#![expect(clippy::print_stdout, reason = "the table is the result")]

mod bare;
mod feeds;
#[path = "../measure/mod.rs"]
mod measure;
mod server;
mod slow;
#[path = "../words/mod.rs"]
mod words;

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use feeds::ENTRIES_PER_FEED;
use measure::{Cost, cost_of, mean_of};
use server::{Asked, Server};
use utkik::model::Language;
use words::Words;

/// Crawls in which nothing has changed are short: so many make one measurement.
const REPETITIONS: u32 = 5;

/// The benchmark plays all parts itself; the first argument says which.
fn main() {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["serve", feeds] => runtime().block_on(server::serve(number(feeds))),
        ["bare", port, feeds, folder] => {
            runtime().block_on(bare::crawl(
                port.parse().unwrap(),
                number(feeds),
                Path::new(folder),
            ));
        }
        ["texts", feeds] => each_text(number(feeds), |_| ()),
        ["recognise", feeds] => each_text(number(feeds), recognise),
        ["slow"] => slow::compare(990),
        [] => compare(1_000),
        ref sizes => sizes.iter().for_each(|feeds| compare(number(feeds))),
    }
}

fn number(text: &str) -> usize {
    text.parse().unwrap()
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap()
}

/// Crawls with both, looks at their manners, and prints the table.
fn compare(feeds: usize) {
    let server = Server::start(feeds);
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write_settings(folder, server.port, feeds);
    let mut bare = part(&["bare", &server.port.to_string(), &feeds.to_string()]);
    let bare = bare.arg(folder);

    let bare_first = cost_of(bare);
    let bare_again = mean_of(REPETITIONS, bare);
    server.asked();
    let first = cost_of(&mut crawl(folder));
    let robots = feeds::hosts(feeds);
    let expected = Asked { feeds, conditionally: 0, robots, without_gzip: 0 };
    assert_eq!(server.asked(), expected, "requests of the first crawl");
    let mut again = cost_of(&mut crawl(folder));
    let expected = Asked { feeds, conditionally: feeds, robots: 0, without_gzip: 0 };
    assert_eq!(server.asked(), expected, "requests of the second crawl");
    let peak_megabytes = again.peak_megabytes;
    again = Cost { peak_megabytes, ..mean_of(REPETITIONS, &mut crawl(folder)) };
    let texts = cost_of(&mut part(&["texts", &feeds.to_string()]));
    let mut recognition = cost_of(&mut part(&["recognise", &feeds.to_string()]));
    recognition.cpu_seconds -= texts.cpu_seconds;
    recognition.wall_seconds -= texts.wall_seconds;

    println!("\n{feeds} feeds, {} entries\n", feeds * ENTRIES_PER_FEED);
    println!("| | CPU s | beside bare | peak MB | wall s |");
    println!("|---|--:|--:|--:|--:|");
    row("first crawl: bare", &bare_first, &bare_first);
    row("first crawl: utkik", &first, &bare_first);
    row("of which recognising languages", &recognition, &bare_first);
    row("nothing changed: bare", &bare_again, &bare_again);
    row("nothing changed: utkik", &again, &bare_again);
}

/// This program in another part.
fn part(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(arguments);
    command
}

/// `utkik crawl --all` with as many open files as a login shell gives.
fn crawl(folder: &Path) -> Command {
    let mut command = Command::new("bash");
    command.args(["-c", "ulimit -n 1024; exec \"$0\" crawl --all", env!("CARGO_BIN_EXE_utkik")]);
    command.current_dir(folder);
    command
}

fn recognise(text: &str) {
    std::hint::black_box(utkik::language::recognise(text, Some(Language::SV)));
}

/// Goes through the texts of all entries.
fn each_text(feeds: usize, work: impl Fn(&str)) {
    let words = Words::new();
    for number in 0..feeds * ENTRIES_PER_FEED {
        let (title, text) = feeds::entry(&words, number);
        work(std::hint::black_box(&format!("{title}\n{text}")));
    }
}

fn write_settings(folder: &Path, port: u16, feeds: usize) {
    write_sources(folder, port, (0..feeds).map(|feed| (2, feeds::address(port, feed))));
}

/// Sources with these priorities and addresses.
fn write_sources(folder: &Path, port: u16, feeds: impl Iterator<Item = (u8, String)>) {
    let mut sources = "[network]\nname = \"Bench\"\ncontact = \"bench@example.org\"\n".to_owned();
    for (number, (priority, url)) in feeds.enumerate() {
        let _ = write!(
            sources,
            "[[source]]\nid = \"feed-{number}\"\nname = \"Feed {number}\"\nkind = \"feed\"\n\
             url = \"{url}\"\nlanguage = \"sv\"\ncountry = \"SE\"\npriority = {priority}\n",
        );
    }
    std::fs::write(folder.join("sources.toml"), sources).unwrap();
    let run = format!("[fetch]\nallow_networks = [\"127.8.0.0/16:{port}\"]\ngap_ms = 0\n");
    std::fs::write(folder.join("utkik.toml"), run).unwrap();
}

fn row(what: &str, cost: &Cost, reference: &Cost) {
    let Cost { cpu_seconds, wall_seconds, peak_megabytes } = cost;
    let ratio = cpu_seconds / reference.cpu_seconds;
    println!(
        "| {what} | {cpu_seconds:.2} | {ratio:.2} | {peak_megabytes:.0} | {wall_seconds:.2} |"
    );
}
