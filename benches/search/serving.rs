//! Requests to a server that asks the index, beside a bare axum and tantivy endpoint.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{Query, State};
use axum::routing::get;
use serde_json::{Value, json};

use crate::bare::Opened;
use crate::words::Words;

/// Requests of each kind, and how many are under way at a time.
const REQUESTS: usize = 4_000;
const AT_ONCE: usize = 4;
/// A query that is asked again and again.
const AGAIN: &str = "digital belysning";

/// Prints how many requests a CPU second of each server answers.
pub fn compare(folder: &Path) {
    let words = Words::new();
    let differing: Vec<String> = (0..REQUESTS).map(|seed| words.text(seed, 12)).collect();
    let again = vec![AGAIN.to_owned(); REQUESTS];
    println!("\nRequests to `/api/search`, {REQUESTS} of each kind, {AT_ONCE} at a time:\n");
    println!(
        "| answered a CPU second | axum and tantivy | utkik | beside bare |\n|---|--:|--:|--:|"
    );
    for (what, queries) in [("queries that differ", &differing), ("one query again", &again)] {
        let bare = answered_a_second(folder, Server::Bare, queries);
        let own = answered_a_second(folder, Server::Own, queries);
        println!("| {what} | {bare:.0} | {own:.0} | {:.2} |", own / bare);
    }
}

#[derive(Clone, Copy)]
enum Server {
    Bare,
    Own,
}

fn answered_a_second(folder: &Path, server: Server, queries: &[String]) -> f64 {
    let address = free_address();
    let mut process = start(folder, server, address);
    wait_for(address);
    let before = cpu_seconds(&process);
    std::thread::scope(|scope| {
        for share in queries.chunks(queries.len().div_ceil(AT_ONCE)) {
            scope.spawn(move || ask(address, share));
        }
    });
    let used = cpu_seconds(&process) - before;
    process.kill().unwrap();
    process.wait().unwrap();
    #[expect(clippy::cast_precision_loss, reason = "a few thousand")]
    let answered = queries.len() as f64;
    answered / used
}

fn start(folder: &Path, server: Server, address: SocketAddr) -> Child {
    let mut command = match server {
        Server::Bare => {
            let mut command = Command::new(std::env::current_exe().unwrap());
            command.args(["bare-serve", "bare-index", &address.to_string()]);
            command
        }
        Server::Own => {
            let mut command = Command::new(env!("CARGO_BIN_EXE_utkik"));
            command.args(["serve", "--no-crawl", "--listen", &address.to_string()]);
            command
        }
    };
    command.current_dir(folder).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// Asks one after the other over one connection; each must be answered well.
fn ask(address: SocketAddr, queries: &[String]) {
    let mut stream = BufReader::new(TcpStream::connect(address).unwrap());
    for query in queries {
        let query = encoded(query);
        let request = format!("GET /api/search?q={query} HTTP/1.1\r\nHost: {address}\r\n\r\n");
        stream.get_mut().write_all(request.as_bytes()).unwrap();
        let (mut length, mut line) = (0, String::new());
        stream.read_line(&mut line).unwrap();
        assert!(line.contains(" 200 "), "{line}");
        while line != "\r\n" {
            line.clear();
            stream.read_line(&mut line).unwrap();
            let lower = line.to_ascii_lowercase();
            if let Some(said) = lower.strip_prefix("content-length:") {
                length = said.trim().parse().unwrap();
            }
        }
        let mut body = vec![0; length];
        stream.read_exact(&mut body).unwrap();
    }
}

fn encoded(query: &str) -> String {
    let mut encoded = String::new();
    for byte in query.bytes() {
        write!(encoded, "%{byte:02X}").unwrap();
    }
    encoded
}

/// The reference: the twenty best with their titles and snippets, and how many there are.
pub fn serve(folder: &Path, address: &str) {
    let opened = Arc::new(Opened::open(folder));
    let answer = async |State(opened): State<Arc<Opened>>, Query(asked): Query<Value>| {
        let query = asked["q"].as_str().unwrap_or_default().to_owned();
        let found = tokio::task::spawn_blocking(move || opened.page(&query)).await.unwrap();
        let hits: Vec<Value> = found
            .hits
            .into_iter()
            .map(|(title, snippet)| json!({ "title": title, "snippet": snippet }))
            .collect();
        axum::Json(json!({ "total": found.total, "hits": hits }))
    };
    let router = Router::new().route("/api/search", get(answer)).with_state(opened);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(address).await.unwrap();
        axum::serve(listener, router).await.unwrap();
    });
}

fn free_address() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

fn wait_for(address: SocketAddr) {
    let patience = Instant::now() + Duration::from_secs(30);
    while TcpStream::connect(address).is_err() {
        assert!(Instant::now() < patience, "the server did not come up");
        std::thread::park_timeout(Duration::from_millis(20));
    }
}

fn cpu_seconds(process: &Child) -> f64 {
    crate::cpu::cpu_seconds_of(&process.id().to_string())
}
