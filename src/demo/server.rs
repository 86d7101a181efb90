//! A small HTTP/1.1 responder for the sample sites: fixed answers, one request a connection.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use crate::model::Timestamp;

use super::feed::http_date;

const MAX_HEAD_BYTES: usize = 8 * 1024;
const MAX_CONNECTIONS: usize = 64;
/// For a whole exchange, so that a silent client frees its place.
const DEADLINE: Duration = Duration::from_secs(10);
/// After a failed accept, which mostly means that descriptors ran out.
const PAUSE: Duration = Duration::from_millis(100);

/// Something that can be asked for.
#[derive(Debug)]
pub(super) struct Resource {
    media_type: &'static str,
    body: String,
    etag: String,
    last_modified: String,
}

impl Resource {
    pub fn new(media_type: &'static str, body: String, modified: Timestamp) -> Self {
        let mut hasher = DefaultHasher::new();
        body.hash(&mut hasher);
        let etag = format!("\"{:016x}\"", hasher.finish());
        Self { media_type, body, etag, last_modified: http_date(modified) }
    }

    pub fn html(body: String, modified: Timestamp) -> Self {
        Self::new("text/html", body, modified)
    }
}

/// Answers until the task is aborted; open connections end with it.
pub(super) async fn serve(listener: TcpListener, resources: BTreeMap<String, Resource>) {
    let resources = Arc::new(resources);
    let mut connections = JoinSet::new();
    loop {
        while connections.try_join_next().is_some() {}
        if connections.len() >= MAX_CONNECTIONS {
            connections.join_next().await;
        }
        match listener.accept().await {
            Ok((stream, _)) => {
                let resources = Arc::clone(&resources);
                connections.spawn(tokio::time::timeout(DEADLINE, exchange(stream, resources)));
            }
            Err(_) => tokio::time::sleep(PAUSE).await,
        }
    }
}

async fn exchange(
    mut stream: TcpStream,
    resources: Arc<BTreeMap<String, Resource>>,
) -> io::Result<()> {
    let answer = match read_head(&mut stream).await? {
        Some(head) => answer(&head, &resources),
        None => refusal("431 Request Header Fields Too Large", ""),
    };
    stream.write_all(answer.as_bytes()).await?;
    stream.shutdown().await
}

/// The request up to its empty line; `None` when that is longer than we read.
async fn read_head(stream: &mut TcpStream) -> io::Result<Option<String>> {
    let mut head = Vec::with_capacity(1024);
    while !head.windows(4).any(|four| four == b"\r\n\r\n") {
        if head.len() >= MAX_HEAD_BYTES {
            return Ok(None);
        }
        if stream.read_buf(&mut head).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    Ok(Some(String::from_utf8_lossy(&head).into_owned()))
}

fn answer(head: &str, resources: &BTreeMap<String, Resource>) -> String {
    let mut lines = head.split("\r\n");
    let mut words = lines.next().unwrap_or_default().split(' ');
    let (Some(method), Some(target), Some(version), None) =
        (words.next(), words.next(), words.next(), words.next())
    else {
        return refusal("400 Bad Request", "");
    };
    if !version.starts_with("HTTP/1.") || !target.starts_with('/') {
        return refusal("400 Bad Request", "");
    }
    if !matches!(method, "GET" | "HEAD") {
        return refusal("405 Method Not Allowed", "Allow: GET, HEAD\r\n");
    }
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let Some(resource) = resources.get(path) else {
        return refusal("404 Not Found", "");
    };
    let validators =
        format!("ETag: {}\r\nLast-Modified: {}\r\n", resource.etag, resource.last_modified);
    if is_unchanged(lines, resource) {
        return format!("HTTP/1.1 304 Not Modified\r\n{validators}Connection: close\r\n\r\n");
    }
    let body = if method == "HEAD" { "" } else { resource.body.as_str() };
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: {}; charset=utf-8\r\nContent-Length: {}\r\n\
         {validators}Connection: close\r\n\r\n{body}",
        resource.media_type,
        resource.body.len(),
    )
}

/// Whether the client has it already (RFC 9110, section 13.2.2: the tag wins over the date).
///
/// Dates are compared as text: a client sends back what it was given.
fn is_unchanged<'a>(headers: impl Iterator<Item = &'a str>, resource: &Resource) -> bool {
    let mut same_date = false;
    for (name, value) in headers.filter_map(|line| line.split_once(':')) {
        let value = value.trim();
        if name.eq_ignore_ascii_case("if-none-match") {
            let is_ours = |tag: &str| {
                let tag = tag.trim();
                tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == resource.etag
            };
            return value.split(',').any(is_ours);
        }
        if name.eq_ignore_ascii_case("if-modified-since") {
            same_date = value == resource.last_modified;
        }
    }
    same_date
}

fn refusal(status: &str, extra: &str) -> String {
    let body = format!("{status}\n");
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\n\
         Content-Length: {}\r\n{extra}Connection: close\r\n\r\n{body}",
        body.len(),
    )
}
