//! A mail server on loopback that takes everything and keeps nothing.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// It runs in threads of the benchmark, whose time is not counted.
pub struct Sink {
    port: u16,
    taken: Arc<AtomicUsize>,
}

impl Sink {
    pub fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let taken = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&taken);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let counter = Arc::clone(&counter);
                thread::spawn(move || talk(&stream, &counter));
            }
        });
        Self { port, taken }
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// Letters so far.
    pub fn taken(&self) -> usize {
        self.taken.load(Ordering::SeqCst)
    }
}

/// A conversation (RFC 5321), until the other side has enough.
fn talk(stream: &TcpStream, taken: &AtomicUsize) -> Option<()> {
    let mut lines = BufReader::new(stream);
    let say = |text: &str| {
        let mut stream = stream;
        stream.write_all(text.as_bytes()).ok()
    };
    say("220 sink.example ESMTP\r\n")?;
    let mut line = Vec::new();
    loop {
        line.clear();
        if lines.read_until(b'\n', &mut line).ok()? == 0 {
            return None;
        }
        let verb = line.get(..4).unwrap_or_default().to_ascii_uppercase();
        match verb.as_slice() {
            b"EHLO" => say("250-sink.example\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n")?,
            b"DATA" => {
                say("354 go on\r\n")?;
                loop {
                    line.clear();
                    if lines.read_until(b'\n', &mut line).ok()? == 0 {
                        return None;
                    }
                    if line == b".\r\n" {
                        break;
                    }
                }
                taken.fetch_add(1, Ordering::SeqCst);
                say("250 taken\r\n")?;
            }
            b"QUIT" => {
                say("221 bye\r\n")?;
                return None;
            }
            _ => say("250 fine\r\n")?,
        }
    }
}
