//! Reading clean feeds, with everything that is repaired and made harmless, beside feed-rs.
//!
//! `cargo bench --bench feeds -- [FEEDS]` (default: 400 of each kind, 27 MB). What came out stands
//! in `docs/BENCHMARKS.md`.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot go on says why and ends")]
#![expect(clippy::indexing_slicing, reason = "as above")]
#![expect(clippy::print_stdout, reason = "the table is the result")]

#[path = "../words/mod.rs"]
mod words;
mod written;

use std::hint::black_box;

use utkik::parse::{self, Limits};
use words::Words;

const URL: &str = "https://www.ekvik.example/feed/";
/// Each reader reads all feeds so often that the clock of the processor is fine enough.
const LEAST_CPU_SECONDS: f64 = 3.0;

/// How a feed of a kind is written.
type Write = fn(&Words, usize) -> String;
/// Reads a feed and says how many entries it has.
type Read = fn(&[u8]) -> usize;

fn main() {
    let feeds = std::env::args().skip(1).find_map(|argument| argument.parse().ok());
    let feeds: usize = feeds.unwrap_or(400);
    let words = Words::new();
    println!("| | MB | utkik MB/CPU s | feed-rs MB/CPU s | feed-rs and its sanitiser MB/CPU s |");
    println!("|---|--:|--:|--:|--:|");
    let kinds: [(&str, Write); 3] =
        [("RSS", written::rss), ("Atom", written::atom), ("JSON Feed", written::json)];
    for (kind, write) in kinds {
        let feeds: Vec<String> = (0..feeds).map(|feed| write(&words, feed)).collect();
        let size = megabytes(&feeds);
        let [ours, bare, sanitised] =
            [utkik as Read, bare, sanitised].map(|read| speed(&feeds, read));
        println!("| {kind} | {size:.1} | {ours:.0} | {bare:.0} | {sanitised:.0} |");
    }
}

fn utkik(bytes: &[u8]) -> usize {
    parse::feed(bytes, None, URL, Limits::default()).unwrap().entries.len()
}

fn bare(bytes: &[u8]) -> usize {
    reference(bytes, false)
}

fn sanitised(bytes: &[u8]) -> usize {
    reference(bytes, true)
}

fn reference(bytes: &[u8], sanitise: bool) -> usize {
    let parser = feed_rs::parser::Builder::new().base_uri(Some(URL)).sanitize_content(sanitise);
    parser.build().parse(bytes).unwrap().entries.len()
}

/// Megabytes that are read in a second of the processor.
fn speed(feeds: &[String], read: Read) -> f64 {
    let started = own_cpu_seconds();
    let mut rounds = 0.0;
    loop {
        for feed in feeds {
            assert_eq!(black_box(read(feed.as_bytes())), written::ENTRIES);
        }
        rounds += 1.0;
        let seconds = own_cpu_seconds() - started;
        if seconds > LEAST_CPU_SECONDS {
            return megabytes(feeds) * rounds / seconds;
        }
    }
}

/// What this process has used of the processor so far: fields 14 and 15 of proc(5), in ticks.
fn own_cpu_seconds() -> f64 {
    const TICKS_PER_SECOND: f64 = 100.0;
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    // The name of the program comes second and may hold anything.
    let (_, after_name) = stat.rsplit_once(')').unwrap();
    let fields = after_name.split_whitespace().skip(11).take(2);
    fields.map(|ticks| ticks.parse::<f64>().unwrap()).sum::<f64>() / TICKS_PER_SECOND
}

fn megabytes(feeds: &[String]) -> f64 {
    let bytes: usize = feeds.iter().map(String::len).sum();
    f64::from(u32::try_from(bytes / 1000).unwrap()) / 1000.0
}
