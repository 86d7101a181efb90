//! One request and its answer.

use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

use reqwest::header::{ACCEPT, CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, Method, Request, RequestBuilder, Response, StatusCode};
use tokio::time::{Instant, timeout_at};
use url::Url;

use super::error::{Cause, FetchError};
use super::limits::{self, Deadlines};
use super::login::Credentials;
use super::spool::{Incoming, Spool};
use super::witness::Witness;
use super::{FetchStatistics, headers, proxy};
use crate::model::Validators;

/// What is asked for: how much of it is read, and which forms of it are welcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyKind {
    Feed,
    /// A page, or a document in PDF.
    Page,
    Sitemap,
    /// Held in a file; see [`Answer::spool`](super::Answer::spool).
    Register,
    Robots,
    /// What is answered to a message, which nobody reads.
    Receipt,
}

/// One request, checked already.
pub(super) struct Asked<'a> {
    pub url: &'a Url,
    pub body: BodyKind,
    pub validators: Option<&'a Validators>,
    pub login: Option<&'a Credentials>,
    /// Sent with a POST; without it, it is a GET.
    pub post: Option<Posted<'a>>,
    /// What the request goes through, as it is named in a sentence.
    pub proxy: Option<&'a str>,
    /// For the whole exchange, at most the total deadline.
    pub patience: Duration,
}

/// What a POST carries. It is sent to the origin that it is meant for, and to no other.
#[derive(Clone, Copy, Debug)]
pub struct Posted<'a> {
    pub content_type: &'a str,
    pub body: &'a [u8],
    /// Further headers. Their values are never shown.
    pub headers: &'a [(&'a str, String)],
}

/// The answer. Bodies of errors and redirects are not read.
pub(super) struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
    /// The body of a register, in the place of `body`.
    pub spool: Option<Spool>,
}

/// What all exchanges came to.
#[derive(Default)]
pub(super) struct Counters {
    requests: AtomicU64,
    bytes_received: AtomicU64,
    pub(super) witness: Witness,
}

impl Counters {
    pub(super) fn read(&self) -> FetchStatistics {
        FetchStatistics {
            requests: self.requests.load(Relaxed),
            bytes_received: self.bytes_received.load(Relaxed),
        }
    }
}

impl BodyKind {
    fn cap(self) -> usize {
        match self {
            Self::Feed => limits::FEED_BYTES,
            Self::Page => limits::PAGE_BYTES,
            Self::Sitemap => limits::SITEMAP_BYTES,
            Self::Register => limits::REGISTER_BYTES,
            Self::Robots => limits::ROBOTS_BYTES,
            Self::Receipt => limits::RECEIPT_BYTES,
        }
    }

    /// Behind the link to a page there may be a document, which may be larger.
    fn cap_of(self, headers: &HeaderMap) -> usize {
        let content_type = headers.get(CONTENT_TYPE).map_or(&b""[..], HeaderValue::as_bytes);
        let is_pdf = content_type.to_ascii_lowercase().starts_with(b"application/pdf");
        if self == Self::Page && is_pdf { limits::PDF_BYTES } else { self.cap() }
    }

    fn accept(self) -> &'static str {
        match self {
            Self::Feed => {
                "application/atom+xml, application/rss+xml, application/feed+json, \
                 application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, */*;q=0.1"
            }
            Self::Page => "text/html, application/xhtml+xml, application/pdf;q=0.8, */*;q=0.1",
            Self::Sitemap => "application/xml, text/xml, text/plain;q=0.5, */*;q=0.1",
            Self::Register => {
                "application/json, application/ld+json, application/geo+json, text/csv;q=0.9, \
                 text/html;q=0.5, */*;q=0.1"
            }
            Self::Robots => "text/plain, */*;q=0.1",
            Self::Receipt => "*/*",
        }
    }
}

/// Asks, and reads the body of an answer that has one for us.
pub(super) async fn exchange(
    client: &Client,
    asked: &Asked<'_>,
    deadlines: &Deadlines,
    counters: &Counters,
    folder: Option<&Path>,
) -> Result<Reply, FetchError> {
    counters.requests.fetch_add(1, Relaxed);
    let work = async {
        let response = client.execute(request(client, asked)?).await.map_err(|error| {
            let fault = asked.proxy.and_then(|proxy| proxy::fault(&error, proxy, asked.url));
            fault.unwrap_or_else(|| FetchError::from_reqwest(&error, asked.url, deadlines))
        })?;
        if let (407, Some(proxy)) = (response.status().as_u16(), asked.proxy) {
            return Err(proxy::wants_login(proxy));
        }
        read(response, asked, deadlines, folder).await
    };
    let reply = match timeout_at(Instant::now() + asked.patience, work).await {
        Ok(reply) => reply?,
        Err(_) => return Err(FetchError::too_slow(asked.url, deadlines)),
    };
    counters.bytes_received.fetch_add(reply.length(), Relaxed);
    Ok(reply)
}

fn request(client: &Client, asked: &Asked<'_>) -> Result<Request, FetchError> {
    let method = if asked.post.is_some() { Method::POST } else { Method::GET };
    let mut request = Request::new(method, asked.url.clone());
    if let Some(post) = asked.post {
        let content_type = HeaderValue::from_str(post.content_type)
            .map_err(|_| FetchError::new(Cause::Settings, "what is posted has no content type"))?;
        request.headers_mut().insert(CONTENT_TYPE, content_type);
        for (name, value) in post.headers {
            let (name, value) = header(name, value)?;
            request.headers_mut().insert(name, value);
        }
        *request.body_mut() = Some(post.body.to_vec().into());
    }
    request.headers_mut().insert(ACCEPT, HeaderValue::from_static(asked.body.accept()));
    if let Some(validators) = asked.validators {
        headers::put_validators(request.headers_mut(), validators);
    }
    let Some(login) = asked.login else { return Ok(request) };
    RequestBuilder::from_parts(client.clone(), request)
        .basic_auth(&login.user, Some(&login.password))
        .build()
        .map_err(|_| FetchError::new(Cause::Settings, "the login cannot be sent as it is"))
}

fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), FetchError> {
    let unusable = || {
        let message = format!("the header `{name}` cannot be sent as it is; check its secret");
        FetchError::new(Cause::Settings, message)
    };
    let header = HeaderName::from_bytes(name.as_bytes()).map_err(|_| unusable())?;
    let mut value = HeaderValue::from_str(value).map_err(|_| unusable())?;
    value.set_sensitive(true);
    Ok((header, value))
}

async fn read(
    mut response: Response,
    asked: &Asked<'_>,
    deadlines: &Deadlines,
    folder: Option<&Path>,
) -> Result<Reply, FetchError> {
    let status = response.status();
    let mut body = Vec::new();
    let mut spool = None;
    if status.is_success() {
        refuse_unknown_encoding(&response, asked.url)?;
        if asked.body == BodyKind::Register {
            spool = Some(read_spool(&mut response, asked, deadlines, folder).await?);
        } else {
            read_body(&mut response, &mut body, asked, deadlines).await?;
        }
    }
    let headers = std::mem::take(response.headers_mut());
    Ok(Reply { status, headers, body, spool })
}

/// Reads a body that may be larger than memory.
async fn read_spool(
    response: &mut Response,
    asked: &Asked<'_>,
    deadlines: &Deadlines,
    folder: Option<&Path>,
) -> Result<Spool, FetchError> {
    let cap = asked.body.cap();
    let promised = response.content_length();
    let mut incoming = Incoming::new(folder.map(Path::to_owned));
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if incoming.length() + chunk.len() as u64 > cap as u64 => {
                return Err(FetchError::too_large(asked.url, cap));
            }
            Ok(Some(chunk)) => incoming.add(&chunk).await.map_err(|error| no_room(&error))?,
            Ok(None) => break,
            Err(error) => return Err(FetchError::from_reqwest(&error, asked.url, deadlines)),
        }
    }
    if promised.is_some_and(|promised| promised != incoming.length()) {
        return Err(FetchError::cut_off(asked.url));
    }
    incoming.finish().await.map_err(|error| no_room(&error))
}

fn no_room(error: &io::Error) -> FetchError {
    let message = format!("the answer could not be written to a temporary file ({error})");
    FetchError::new(Cause::Disk, message)
}

impl Reply {
    /// Bytes of the body.
    pub(super) fn length(&self) -> u64 {
        self.spool.as_ref().map_or(self.body.len() as u64, Spool::length)
    }
}

/// reqwest takes the header away where it has decoded; what is left, nobody can read.
fn refuse_unknown_encoding(response: &Response, url: &Url) -> Result<(), FetchError> {
    let Some(encoding) = response.headers().get(CONTENT_ENCODING) else { return Ok(()) };
    let encoding = String::from_utf8_lossy(encoding.as_bytes());
    if encoding.trim().is_empty() || encoding.trim().eq_ignore_ascii_case("identity") {
        return Ok(());
    }
    let message = format!("`{url}` came in the encoding `{encoding}`, which nobody asked for");
    Err(FetchError::new(Cause::Decode, message))
}

async fn read_body(
    response: &mut Response,
    body: &mut Vec<u8>,
    asked: &Asked<'_>,
    deadlines: &Deadlines,
) -> Result<(), FetchError> {
    let cap = asked.body.cap_of(response.headers());
    let promised = response.content_length();
    let announced = usize::try_from(promised.unwrap_or(0)).unwrap_or(usize::MAX);
    let wants_all = !matches!(asked.body, BodyKind::Robots | BodyKind::Receipt);
    if announced > cap && wants_all {
        return Err(FetchError::too_large(asked.url, cap));
    }
    body.reserve(announced.min(cap));
    loop {
        let chunk = match response.chunk().await {
            Ok(Some(chunk)) => chunk,
            Ok(None) => return check_length(body, promised, asked.url),
            Err(error) => return Err(FetchError::from_reqwest(&error, asked.url, deadlines)),
        };
        let room = cap - body.len();
        if chunk.len() > room && wants_all {
            return Err(FetchError::too_large(asked.url, cap));
        }
        body.extend(chunk.iter().take(room));
        if chunk.len() > room {
            // Of a robots.txt, RFC 9309 wants the beginning; of a receipt nobody wants anything.
            return Ok(());
        }
    }
}

/// HTTP/2 lets a server reset a stream "without an error" in the middle of a body, and hyper takes
/// that for its end. Where the length was told, we need not believe it.
fn check_length(body: &[u8], promised: Option<u64>, url: &Url) -> Result<(), FetchError> {
    match promised {
        Some(promised) if promised != body.len() as u64 => Err(FetchError::cut_off(url)),
        _ => Ok(()),
    }
}
