//! Reading pages, beside `dom_smoothie` alone.
//!
//! `cargo bench --bench extract -- [PAGES]` (default: 2000 pages of 30 to 90 kB). What it measures
//! and what came out stands in `docs/BENCHMARKS.md`.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot go on says why and ends")]
#![expect(clippy::indexing_slicing, reason = "as above")]
#![expect(clippy::print_stdout, reason = "the table is the result")]

#[path = "../measure/mod.rs"]
#[expect(dead_code, reason = "other benchmarks measure more")]
mod measure;
mod page;
#[path = "../words/mod.rs"]
mod words;

use std::process::Command;

use measure::{Cost, cost_of};
use words::Words;

/// Different pages; they are read again and again.
const DIFFERENT: usize = 200;
const URL: &str = "https://www.ekvik.example/nyheter/2026/artikel";

/// The benchmark plays each reader in a process of its own; the first argument says which.
fn main() {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["read", reader, pages] => read(reader, pages.parse().unwrap()),
        [pages] => compare(pages.parse().unwrap()),
        _ => compare(2_000),
    }
}

fn compare(pages: usize) {
    let bytes: usize = all().iter().map(String::len).sum();
    println!("\n{pages} pages of {} kB on average\n", bytes / DIFFERENT / 1000);
    println!("| | CPU s | pages per CPU second | peak MB beyond the pages |");
    println!("|---|--:|--:|--:|");
    let nothing = cost(&["read", "nothing", &pages.to_string()]);
    for (what, reader) in [("dom_smoothie alone", "bare"), ("utkik", "utkik")] {
        let cost = cost(&["read", reader, &pages.to_string()]);
        let cpu_seconds = cost.cpu_seconds - nothing.cpu_seconds;
        #[expect(clippy::cast_precision_loss, reason = "a number for a table")]
        let speed = pages as f64 / cpu_seconds;
        let peak = cost.peak_megabytes - nothing.peak_megabytes;
        println!("| {what} | {cpu_seconds:.2} | {speed:.0} | {peak:.1} |");
    }
}

fn cost(arguments: &[&str]) -> Cost {
    cost_of(Command::new(std::env::current_exe().unwrap()).args(arguments))
}

fn all() -> Vec<String> {
    let words = Words::new();
    (0..DIFFERENT).map(|number| page::page(&words, number)).collect()
}

fn read(reader: &str, pages: usize) {
    let all = all();
    let mut letters = 0;
    for html in all.iter().cycle().take(pages) {
        letters += match reader {
            "bare" => {
                let config = dom_smoothie::Config {
                    text_mode: dom_smoothie::TextMode::Formatted,
                    ..Default::default()
                };
                let mut reader =
                    dom_smoothie::Readability::new(html.as_str(), Some(URL), Some(config)).unwrap();
                reader.parse().unwrap().text_content.len()
            }
            "utkik" => utkik::extract::page(html, URL).unwrap().text.len(),
            _ => html.len(),
        };
    }
    println!("{letters}");
}
