//! A fast server on loopback addresses, in a process of its own: feeds are made beforehand.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream as BlockingStream;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::feeds;
use crate::words::Words;

/// The server as a child.
pub struct Server {
    child: Child,
    pub port: u16,
}

/// What it was asked since it was asked this.
#[derive(Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
pub struct Asked {
    pub feeds: usize,
    /// Requests for feeds with `If-None-Match`.
    pub conditionally: usize,
    pub robots: usize,
    /// Requests of any kind that do not accept gzip.
    pub without_gzip: usize,
}

impl Server {
    pub fn start(feeds: usize) -> Self {
        let mut child = Command::new("bash")
            .args(["-c", "ulimit -n $(ulimit -Hn); exec \"$0\" serve \"$1\""])
            .arg(std::env::current_exe().unwrap())
            .arg(feeds.to_string())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        Self { child, port: line.trim().parse().unwrap() }
    }

    /// What it was asked since this was called last.
    pub fn asked(&self) -> Asked {
        let mut stream = BlockingStream::connect((feeds::host(0), self.port)).unwrap();
        stream.write_all(b"GET /asked HTTP/1.1\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        serde_json::from_str(&answer).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What all connections share.
struct Site {
    /// Packed with gzip.
    bodies: Vec<Vec<u8>>,
    feeds: AtomicUsize,
    conditionally: AtomicUsize,
    robots: AtomicUsize,
    without_gzip: AtomicUsize,
}

/// Serves so many feeds until it is killed; prints its port when it is ready.
pub async fn serve(feeds: usize) {
    let first = TcpListener::bind((feeds::host(0), 0)).await.unwrap();
    let port = first.local_addr().unwrap().port();
    let words = Words::new();
    let site = Arc::new(Site {
        bodies: (0..feeds).map(|feed| gzip(&feeds::rss(&words, port, feed))).collect(),
        feeds: AtomicUsize::new(0),
        conditionally: AtomicUsize::new(0),
        robots: AtomicUsize::new(0),
        without_gzip: AtomicUsize::new(0),
    });
    tokio::spawn(listen(first, Arc::clone(&site)));
    for host in 1..feeds::hosts(feeds) {
        let listener = TcpListener::bind((feeds::host(host), port)).await.unwrap();
        tokio::spawn(listen(listener, Arc::clone(&site)));
    }
    println!("{port}");
    std::future::pending::<()>().await;
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

async fn listen(listener: TcpListener, site: Arc<Site>) {
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(converse(stream, Arc::clone(&site)));
    }
}

/// Answers one request after the other, until the other side has heard enough.
async fn converse(mut stream: TcpStream, site: Arc<Site>) {
    let mut buffer = vec![0; 4096];
    let mut filled = 0;
    while let Ok(read) = stream.read(&mut buffer[filled..]).await {
        filled += read;
        if read == 0 || filled == buffer.len() {
            return;
        }
        if !buffer[..filled].ends_with(b"\r\n\r\n") {
            continue;
        }
        let head = String::from_utf8_lossy(&buffer[..filled]).to_ascii_lowercase();
        filled = 0;
        let path = head.split(' ').nth(1).unwrap_or_default();
        if path == "/asked" {
            let _ = stream.write_all(&serde_json::to_vec(&site.take_asked()).unwrap()).await;
            return;
        }
        if path == "/drip" {
            return drip(stream).await;
        }
        if stream.write_all(&site.answer(&head, path)).await.is_err() {
            return;
        }
    }
}

/// Promises a lot and sends a byte a second, as long as somebody listens.
async fn drip(mut stream: TcpStream) {
    let head = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 100000\r\n\r\n";
    let mut sent = stream.write_all(head).await;
    while sent.is_ok() {
        tokio::time::sleep(Duration::from_secs(1)).await;
        sent = stream.write_all(b" ").await;
    }
}

impl Site {
    fn answer(&self, head: &str, path: &str) -> Vec<u8> {
        let accepts_gzip =
            head.lines().any(|line| line.starts_with("accept-encoding:") && line.contains("gzip"));
        self.without_gzip.fetch_add(usize::from(!accepts_gzip), Relaxed);
        self.robots.fetch_add(usize::from(path == "/robots.txt"), Relaxed);
        let feed = path.strip_prefix("/feed/").and_then(|number| number.parse::<usize>().ok());
        let Some((number, body)) = feed.and_then(|number| Some((number, self.bodies.get(number)?)))
        else {
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".to_vec();
        };
        self.feeds.fetch_add(1, Relaxed);
        self.conditionally.fetch_add(usize::from(head.contains("\r\nif-none-match:")), Relaxed);
        if head.contains(&format!("\r\nif-none-match: \"v1-{number}\"\r\n")) {
            return format!("HTTP/1.1 304 Not Modified\r\nETag: \"v1-{number}\"\r\n\r\n").into();
        }
        let mut answer = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: \"v1-{number}\"\r\n\
             Content-Encoding: gzip\r\nContent-Length: {}\r\n\r\n",
            body.len()
        )
        .into_bytes();
        answer.extend_from_slice(body);
        answer
    }

    fn take_asked(&self) -> Asked {
        Asked {
            feeds: self.feeds.swap(0, Relaxed),
            conditionally: self.conditionally.swap(0, Relaxed),
            robots: self.robots.swap(0, Relaxed),
            without_gzip: self.without_gzip.swap(0, Relaxed),
        }
    }
}
