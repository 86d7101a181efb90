//! A small HTTP server on loopback that does as it is told, and remembers what it was asked.

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::Instant;

/// What the server does with a request.
pub(super) enum Act {
    /// Sends this, and reads the next request from the same connection.
    Send(Vec<u8>),
    /// Sends this and closes the connection.
    Cut(Vec<u8>),
    /// Sends this and then nothing more, with the connection open.
    Hold(Vec<u8>),
    /// Waits, then sends this.
    Late(Duration, Vec<u8>),
}

#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub path: String,
    /// Request line and headers in lower case.
    pub head: String,
    /// What was posted.
    pub body: String,
    /// Which connection it came by, counted from 0.
    pub connection: usize,
    pub at: Instant,
}

#[derive(Clone)]
pub(super) struct Site {
    pub address: String,
    seen: Arc<Mutex<Vec<Seen>>>,
    connections: Arc<AtomicUsize>,
    open: Arc<AtomicUsize>,
    most_open: Arc<AtomicUsize>,
}

type Script = dyn Fn(&Seen) -> Act + Send + Sync;

impl Site {
    /// Listens on a free port of the address.
    pub(super) async fn start(
        address: &str,
        script: impl Fn(&Seen) -> Act + Send + Sync + 'static,
    ) -> Self {
        Self::start_at(address, 0, script).await
    }

    pub(super) async fn start_at(
        address: &str,
        port: u16,
        script: impl Fn(&Seen) -> Act + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind((address, port)).await.unwrap();
        let site = Self {
            address: listener.local_addr().unwrap().to_string(),
            seen: Arc::default(),
            connections: Arc::default(),
            open: Arc::default(),
            most_open: Arc::default(),
        };
        let (server, script): (Self, Arc<Script>) = (site.clone(), Arc::new(script));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (server, script) = (server.clone(), Arc::clone(&script));
                tokio::spawn(async move {
                    let open = server.open.fetch_add(1, SeqCst) + 1;
                    server.most_open.fetch_max(open, SeqCst);
                    server.talk(stream, &*script).await;
                    server.open.fetch_sub(1, SeqCst);
                });
            }
        });
        site
    }

    pub(super) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(super) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    pub(super) fn paths(&self) -> Vec<String> {
        self.seen().into_iter().map(|seen| seen.path).collect()
    }

    pub(super) fn connections(&self) -> usize {
        self.connections.load(SeqCst)
    }

    pub(super) fn most_open(&self) -> usize {
        self.most_open.load(SeqCst)
    }

    async fn talk(&self, mut stream: TcpStream, script: &Script) {
        let connection = self.connections.fetch_add(1, SeqCst);
        while let Some(head) = read_head(&mut stream).await {
            let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
            let head = head.to_lowercase();
            let Some(body) = read_posted(&mut stream, &head).await else { return };
            let seen = Seen { path, head, body, connection, at: Instant::now() };
            self.seen.lock().unwrap().push(seen.clone());
            match script(&seen) {
                Act::Send(bytes) => {
                    if stream.write_all(&bytes).await.is_err() {
                        return;
                    }
                }
                Act::Late(wait, bytes) => {
                    tokio::time::sleep(wait).await;
                    let _ = stream.write_all(&bytes).await;
                }
                Act::Cut(bytes) => {
                    let _ = stream.write_all(&bytes).await;
                    return;
                }
                Act::Hold(bytes) => {
                    let _ = stream.write_all(&bytes).await;
                    // Ends when the other side gives up.
                    let _ = stream.read(&mut [0]).await;
                    return;
                }
            }
        }
    }
}

async fn read_head(stream: &mut TcpStream) -> Option<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
        // Whatever speaks here, it is not HTTP.
        head.first().filter(|letter| letter.is_ascii_uppercase())?;
    }
    Some(String::from_utf8_lossy(&head).into_owned())
}

async fn read_posted(stream: &mut TcpStream, head: &str) -> Option<String> {
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    let mut body = vec![0; length.map_or(0, |length| length.trim().parse().unwrap())];
    stream.read_exact(&mut body).await.ok()?;
    Some(String::from_utf8_lossy(&body).into_owned())
}

/// A whole answer with a length; `headers` are lines without line ends.
pub(super) fn answer(status: &str, headers: &[&str], body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let mut lines = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n", body.len());
    for header in headers {
        lines.push_str(header);
        lines.push_str("\r\n");
    }
    [lines.as_bytes(), b"\r\n", body].concat()
}

pub(super) fn ok(body: impl AsRef<[u8]>) -> Act {
    Act::Send(answer("200 OK", &[], body))
}

pub(super) fn missing() -> Act {
    Act::Send(answer("404 Not Found", &[], "no"))
}

pub(super) fn redirect(status: &str, to: &str) -> Act {
    Act::Send(answer(status, &[&format!("Location: {to}")], ""))
}
