//! A crawl in which some hosts drip: how long the others take, and how long the whole run.

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::feeds::{self, FEEDS_PER_HOST};
use crate::server::Server;
use crate::{crawl, write_sources};

/// Numbers of dripping hosts beside the fast feeds: none, the promise, more than are begun at once.
const DRIPPING: [usize; 3] = [0, 10, 100];

/// Prints what dripping hosts do to a crawl of so many fast feeds.
pub fn compare(fast: usize) {
    println!("\n{fast} fast feeds beside dripping hosts\n");
    println!("| dripping hosts | last fast feed asked for (s) | beside none | whole run (s) |");
    println!("|--:|--:|--:|--:|");
    let mut alone = None;
    for dripping in DRIPPING {
        let (others, whole) = run(fast, dripping);
        let ratio = others.as_secs_f64() / alone.get_or_insert(others).as_secs_f64();
        let (others, whole) = (others.as_secs_f64(), whole.as_secs_f64());
        println!("| {dripping} | {others:.1} | {ratio:.2} | {whole:.1} |");
    }
}

/// When the last fast feed was asked for, and when the crawl ended.
fn run(fast: usize, dripping: usize) -> (Duration, Duration) {
    let server = Server::start(fast + dripping * FEEDS_PER_HOST);
    let folder = tempfile::tempdir().unwrap();
    write_settings(folder.path(), server.port, fast, dripping);
    let mut command = crawl(folder.path());
    let began = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let mut asked = 0;
    let others = loop {
        asked += server.asked().feeds;
        if asked == fast {
            break began.elapsed();
        }
        assert!(child.try_wait().unwrap().is_none(), "ended after {asked} feeds");
        std::thread::park_timeout(Duration::from_millis(20));
    };
    let status = child.wait().unwrap();
    // Some sources failed, or none.
    assert_eq!(status.code(), Some(i32::from(dripping > 0)));
    (others, began.elapsed())
}

/// The dripping ones are the most important, so that they are begun first.
fn write_settings(folder: &Path, port: u16, fast: usize, dripping: usize) {
    let fast_ones = (0..fast).map(|feed| (2, feeds::address(port, feed)));
    let first_host = feeds::hosts(fast);
    let drip = |number: usize| format!("http://{}:{port}/drip", feeds::host(first_host + number));
    let dripping = (0..dripping).map(|number| (1, drip(number)));
    write_sources(folder, port, fast_ones.chain(dripping));
}
