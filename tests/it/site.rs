//! A scripted site on 127.0.0.1: it answers as the test tells it, and remembers what it was asked.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// What the site answers at one path.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// Waits so long before it answers.
    pub delay: Duration,
    /// Waits until the site is told to go on.
    pub is_held: bool,
    /// Closes the connection behind the answer.
    pub hangs_up: bool,
}

/// One request, as it came in.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: String,
    pub path: String,
    pub headers: HashMap<String, String>,
    pub body: String,
    pub at: Instant,
}

#[derive(Default)]
struct Script {
    answers: HashMap<String, Answer>,
    requests: Vec<Request>,
    goes_on: bool,
    at_once: usize,
    most_at_once: usize,
}

/// An item of an RSS feed; an empty `guid` is left out.
pub fn item(title: &str, link: &str, guid: &str, text: &str) -> String {
    let guid = if guid.is_empty() { String::new() } else { format!("<guid>{guid}</guid>") };
    format!(
        "<item><title>{title}</title><link>{link}</link>{guid}\
         <pubDate>Thu, 19 Nov 2026 08:00:00 +0100</pubDate>\
         <description>{text}</description></item>"
    )
}

/// The site. It ends with the test.
pub struct Site {
    address: SocketAddr,
    script: Arc<Mutex<Script>>,
}

impl Answer {
    pub fn new(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        let headers = vec![("Content-Type".to_owned(), content_type.to_owned())];
        Self {
            status,
            headers,
            body: body.into(),
            delay: Duration::ZERO,
            is_held: false,
            hangs_up: false,
        }
    }

    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    pub fn held(mut self) -> Self {
        self.is_held = true;
        self
    }

    /// Announces a body that is longer than the one it sends.
    pub fn cut_off(mut self) -> Self {
        self.hangs_up = true;
        let announced = (self.body.len() + 1000).to_string();
        self.header("Content-Length", &announced)
    }
}

impl Site {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let script = Arc::new(Mutex::new(Script::default()));
        let shared = Arc::clone(&script);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let script = Arc::clone(&shared);
                thread::spawn(move || serve(&stream, &script));
            }
        });
        Self { address, script }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// How it is listed in `allow_networks`.
    pub fn network(&self) -> String {
        format!("127.0.0.1/32:{}", self.address.port())
    }

    pub fn answer(&self, path: &str, answer: Answer) {
        self.script.lock().unwrap().answers.insert(path.to_owned(), answer);
    }

    /// An RSS feed of entries `(title, path, text)`, all dated.
    pub fn feed(&self, path: &str, entries: &[(&str, &str, &str)]) {
        let item = |(title, link, text): &(&str, &str, &str)| {
            let link = self.url(link);
            item(title, &link, &link, text)
        };
        self.rss(path, &entries.iter().map(item).collect::<String>());
    }

    /// An RSS feed of these items.
    pub fn rss(&self, path: &str, items: &str) {
        let body = self.rss_text(items);
        let mut hasher = DefaultHasher::new();
        body.hash(&mut hasher);
        let tag = format!("\"{:x}\"", hasher.finish());
        self.answer(path, Answer::new(200, "application/rss+xml", body).header("ETag", &tag));
    }

    /// The text of an RSS feed of these items.
    pub fn rss_text(&self, items: &str) -> String {
        format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\"><channel>\
             <title>Exempel</title><link>{}</link><description>d</description>{items}\
             </channel></rss>",
            self.url("/")
        )
    }

    pub fn requests(&self) -> Vec<Request> {
        self.script.lock().unwrap().requests.clone()
    }

    pub fn paths(&self) -> Vec<String> {
        self.requests().into_iter().map(|request| request.path).collect()
    }

    /// Sends the answers that were held.
    pub fn go_on(&self) {
        self.script.lock().unwrap().goes_on = true;
    }

    /// The requests for one path.
    pub fn requests_for(&self, path: &str) -> Vec<Request> {
        self.requests().into_iter().filter(|request| request.path == path).collect()
    }

    pub fn forget_requests(&self) {
        self.script.lock().unwrap().requests.clear();
    }

    /// The most connections that were open for a request at the same time.
    pub fn most_at_once(&self) -> usize {
        self.script.lock().unwrap().most_at_once
    }
}

fn serve(stream: &TcpStream, script: &Mutex<Script>) {
    let mut reader = BufReader::new(stream);
    while let Some(request) = read_request(&mut reader) {
        let answer = {
            let mut script = script.lock().unwrap();
            script.at_once += 1;
            script.most_at_once = script.most_at_once.max(script.at_once);
            script.requests.push(request.clone());
            script.answers.get(&request.path).cloned()
        };
        let answer = answer.unwrap_or_else(|| Answer::new(404, "text/plain", "not here"));
        if !answer.delay.is_zero() {
            thread::park_timeout(answer.delay);
        }
        while answer.is_held && !script.lock().unwrap().goes_on {
            thread::park_timeout(Duration::from_millis(5));
        }
        let hangs_up = answer.hangs_up;
        // Whoever has the answer may ask on at once, so this counts until just before.
        script.lock().unwrap().at_once -= 1;
        let sent = write_answer(stream, &request, answer);
        if sent.is_err() || hangs_up {
            return;
        }
    }
}

fn read_request(reader: &mut impl BufRead) -> Option<Request> {
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
    let method = line.split(' ').next()?.to_owned();
    let path = line.split(' ').nth(1)?.to_owned();
    let mut headers = HashMap::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let length = headers.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let body = String::from_utf8_lossy(&body).into_owned();
    Some(Request { method, path, headers, body, at: Instant::now() })
}

fn write_answer(mut stream: &TcpStream, request: &Request, answer: Answer) -> std::io::Result<()> {
    let tag = answer.headers.iter().find(|(name, _)| name == "ETag").map(|(_, tag)| tag.clone());
    let is_known = tag.is_some() && request.headers.get("if-none-match") == tag.as_ref();
    let (status, body) = if is_known { (304, Vec::new()) } else { (answer.status, answer.body) };
    let mut head = format!("HTTP/1.1 {status} X\r\n");
    for (name, value) in &answer.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    if !answer.headers.iter().any(|(name, _)| name == "Content-Length") {
        head.push_str(&format!("Content-Length: {}\r\n", body.len()));
    }
    head.push_str("\r\n");
    stream.write_all(head.as_bytes())?;
    stream.write_all(&body)
}
