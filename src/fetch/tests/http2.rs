//! HTTP/2 servers that break the rules, or bend them: each ends in time, in its class, and leaves
//! no connection behind that goes on working.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::encrypted::{Authority, Encrypted, Listener};
use super::{body, failure};
use crate::fetch::{FetchError, limits};

const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RESET: u8 = 3;
const SETTINGS: u8 = 4;
const PUSH: u8 = 5;
const PING: u8 = 6;
const GOAWAY: u8 = 7;
const CONTINUATION: u8 = 9;

const END_STREAM: u8 = 1;
const END_HEADERS: u8 = 4;

/// `:status: 200` and `:status: 404` as HPACK writes them (RFC 7541, appendix A).
const OK: &[u8] = b"\x88";
const MISSING: &[u8] = b"\x8d";
/// `content-length: 5`, not indexed.
const FIVE: &[u8] = b"\x0f\x0d\x015";

const HOST: &str = "127.0.1.50";

/// A frame as it goes over the wire (RFC 9113, section 4.1).
fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    [&length[1..], &[kind, flags], &stream.to_be_bytes(), payload].concat()
}

/// The head of an answer that is to go on.
fn head(stream: u32, fields: &[&[u8]]) -> Vec<u8> {
    frame(HEADERS, END_HEADERS, stream, &fields.concat())
}

/// The stream of the next request, other frames are passed over.
async fn next_request(tls: &mut Encrypted) -> Option<u32> {
    loop {
        let mut head = [0; 9];
        tls.read_exact(&mut head).await.ok()?;
        let length = u32::from_be_bytes([0, head[0], head[1], head[2]]);
        let mut payload = vec![0; length as usize];
        tls.read_exact(&mut payload).await.ok()?;
        if head[3] == HEADERS {
            return Some(u32::from_be_bytes([head[5], head[6], head[7], head[8]]));
        }
    }
}

/// A server that has no robots.txt, and answers what comes after by these bytes, made for the
/// stream of the request and the number of the connection. What follows is sent again and again
/// until nobody takes it any more; then the connection is held open.
async fn raw(
    authority: &Authority,
    answer: impl Fn(u32, usize) -> Vec<u8> + Send + Sync + 'static,
    again: Vec<u8>,
) -> (Listener, Arc<AtomicUsize>) {
    let config = authority.certify(HOST).config(&["h2"]);
    let asked = Arc::new(AtomicUsize::new(0));
    let sent = Arc::new(AtomicUsize::new(0));
    let (answer, counter) = (Arc::new(answer), Arc::clone(&sent));
    let server = Listener::encrypted(HOST, config, move |mut tls: Encrypted, number| {
        let (answer, again) = (Arc::clone(&answer), again.clone());
        let (asked, sent) = (Arc::clone(&asked), Arc::clone(&counter));
        async move {
            let mut preface = [0; 24];
            if tls.read_exact(&mut preface).await.is_err() {
                return;
            }
            let _ = tls.write_all(&frame(SETTINGS, 0, 0, &[])).await;
            while let Some(stream) = next_request(&mut tls).await {
                if asked.fetch_add(1, SeqCst) == 0 {
                    let robots = frame(HEADERS, END_HEADERS | END_STREAM, stream, MISSING);
                    let _ = tls.write_all(&robots).await;
                    continue;
                }
                let _ = tls.write_all(&answer(stream, number)).await;
                let _ = tls.flush().await;
                while !again.is_empty() {
                    if tls.write_all(&again).await.is_err() {
                        return;
                    }
                    sent.fetch_add(again.len(), SeqCst);
                    tokio::task::yield_now().await;
                }
            }
        }
    })
    .await;
    (server, sent)
}

/// How the fetch from such a server fails; and that its connection is over soon after.
async fn fails(
    case: &str,
    answer: impl Fn(u32, usize) -> Vec<u8> + Send + Sync + 'static,
    again: Vec<u8>,
) -> (FetchError, usize) {
    let authority = Authority::new();
    let (server, sent) = raw(&authority, answer, again).await;
    let fetcher = authority.fetcher(&[&server]);
    let error = failure(&fetcher, &server.url(HOST, "/feed")).await;
    let patience = tokio::time::Instant::now() + Duration::from_secs(20);
    while server.held() > 0 {
        let (held, sent) = (server.held(), sent.load(SeqCst));
        let is_late = tokio::time::Instant::now() > patience;
        assert!(!is_late, "{case}: {held} connections go on after {sent} bytes: {error}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    (error, sent.load(SeqCst))
}

/// Fields with names of their own that make up so many bytes, and more.
fn fields(bytes: u32) -> Vec<u8> {
    let mut block = Vec::new();
    let value = [b'v'; 100];
    for number in 0..bytes / 100 {
        let name = format!("x-{number:06}");
        block.extend([0, 8]);
        block.extend(name.as_bytes());
        block.push(100);
        block.extend(value);
    }
    block
}

/// A block of fields, cut into frames of the size that is always allowed.
fn head_of(stream: u32, block: &[u8]) -> Vec<u8> {
    let pieces: Vec<&[u8]> = block.chunks(16_384).collect();
    let mut frames = Vec::new();
    for (number, piece) in pieces.iter().enumerate() {
        let kind = if number == 0 { HEADERS } else { CONTINUATION };
        let flags = if number + 1 == pieces.len() { END_HEADERS } else { 0 };
        frames.extend(frame(kind, flags, stream, piece));
    }
    frames
}

#[tokio::test]
async fn a_flood_of_headers_is_refused() {
    for bytes in [limits::HTTP2_HEADER_BYTES + 1000, 10 * limits::HTTP2_HEADER_BYTES] {
        let flood = move |stream, _| head_of(stream, &[OK, &fields(bytes)].concat());
        let (error, _) = fails("headers", flood, Vec::new()).await;
        assert_eq!(error.class(), "protocol", "{bytes}: {error}");
        assert!(error.is_temporary());
    }
}

/// CVE-2024-27316 and its kin: a block of fields that never ends.
#[tokio::test]
async fn an_endless_continuation_is_refused() {
    for piece in [&b""[..], b"\0\x01a\x01b", &fields(10_000)] {
        let begin = |stream, _| frame(HEADERS, 0, stream, OK);
        let endless = frame(CONTINUATION, 0, 3, piece);
        let (error, sent) = fails("continuation", begin, endless).await;
        assert_eq!(error.class(), "protocol", "{error}");
        assert!(sent < 16 << 20, "{sent} bytes were taken");
    }
}

/// Control frames without end: nothing is wrong with any one of them, so the deadline ends them.
#[tokio::test]
async fn floods_of_control_frames_end_at_the_deadline() {
    for flood in [
        frame(PING, 0, 0, &[7; 8]),
        frame(SETTINGS, 0, 0, &[]),
        frame(SETTINGS, 0, 0, &[0, 4, 0, 0, 0, 0]),
        frame(0xfa, 0, 0, &[0; 1000]),
        frame(8, 0, 0, &[0, 0, 0, 1]),
    ] {
        let kind = flood[3];
        let (error, _) = fails(&format!("kind {kind}"), |_, _| Vec::new(), flood.repeat(50)).await;
        assert!(matches!(error.class(), "timeout" | "protocol"), "{kind}: {error}");
    }
}

#[tokio::test]
async fn answers_that_end_early_are_truncated() {
    type Answer = fn(u32, usize) -> Vec<u8>;
    let body = |stream| frame(DATA, 0, stream, b"<r");
    for (case, answer) in [
        ("RST_STREAM(INTERNAL_ERROR)", (|s, _| frame(RESET, 0, s, &[0, 0, 0, 2])) as Answer),
        ("RST_STREAM(CANCEL)", |s, _| frame(RESET, 0, s, &[0, 0, 0, 8])),
        ("RST_STREAM(NO_ERROR)", |s, _| frame(RESET, 0, s, &[0, 0, 0, 0])),
        ("GOAWAY(INTERNAL_ERROR)", |_, _| frame(GOAWAY, 0, 0, &[0, 0, 0, 0, 0, 0, 0, 2])),
    ] {
        let cut = move |s, n| [head(s, &[OK, FIVE]), body(s), answer(s, n)].concat();
        let (error, _) = fails(case, cut, Vec::new()).await;
        assert_eq!(error.class(), "truncated", "{case}: {error}");
    }
}

#[tokio::test]
async fn broken_rules_are_a_matter_of_protocol() {
    type Answer = fn(u32, usize) -> Vec<u8>;
    for (case, answer) in [
        (
            "longer than announced",
            (|s, _| [head(s, &[OK, FIVE]), frame(DATA, END_STREAM, s, b"<rss/>")].concat())
                as Answer,
        ),
        ("shorter than announced", |s, _| {
            [head(s, &[OK, FIVE]), frame(DATA, END_STREAM, s, b"<r/>")].concat()
        }),
        ("pushed", |s, _| {
            frame(PUSH, END_HEADERS, s, &[&[0, 0, 0, 2][..], b"\x82\x86\x84\x01\x01a"].concat())
        }),
        ("more than the window", |s, _| {
            let piece = frame(DATA, 0, s, &[b'x'; 16_384]);
            [head(s, &[OK]), piece.repeat(700)].concat()
        }),
        ("a stream that nobody opened", |_, _| frame(DATA, 0, 99, b"x")),
        ("a frame of 16 MB", |s, _| [&[0xff, 0xff, 0xff, DATA, 0][..], &s.to_be_bytes()].concat()),
        ("bad compression", |s, _| frame(HEADERS, END_HEADERS, s, &[0xff; 100])),
        ("no status", |s, _| frame(HEADERS, END_HEADERS | END_STREAM, s, FIVE)),
        ("HTTP/1 after all", |_, _| b"HTTP/1.1 200 OK\r\n\r\n<rss/>".to_vec()),
    ] {
        let (error, _) = fails(case, answer, Vec::new()).await;
        assert_eq!(error.class(), "protocol", "{case}: {error}");
        assert!(error.is_temporary() && !error.is_blocked(), "{case}");
    }
}

#[tokio::test]
async fn slow_answers_end_at_a_deadline() {
    // The head of an answer, and then silence.
    let (error, _) = fails("half", |s, _| head(s, &[OK]), Vec::new()).await;
    assert_eq!(error.class(), "timeout", "{error}");
    // Not even that.
    let (error, _) = fails("silent", |_, _| Vec::new(), Vec::new()).await;
    assert_eq!(error.class(), "timeout", "{error}");
}

/// What was surely not looked at is asked once more, on a connection of its own.
#[tokio::test]
async fn a_refused_stream_is_asked_again() {
    type Refusal = fn(u32) -> Vec<u8>;
    for refusal in [(|s| frame(RESET, 0, s, &[0, 0, 0, 7])) as Refusal, |_| {
        frame(GOAWAY, 0, 0, &[0, 0, 0, 1, 0, 0, 0, 0])
    }] {
        let authority = Authority::new();
        let answer = move |stream, number| match number {
            0 => refusal(stream),
            _ => [head(stream, &[OK]), frame(DATA, END_STREAM, stream, b"<rss/>")].concat(),
        };
        let (server, _) = raw(&authority, answer, Vec::new()).await;
        let fetcher = authority.fetcher(&[&server]);
        assert_eq!(body(&fetcher, &server.url(HOST, "/feed")).await.body, b"<rss/>");
        assert_eq!(server.connections(), 2);
    }
}

/// An honest server: pieces of `size` bytes, `count` of them, with a pause between.
async fn honest(authority: &Authority, size: usize, count: usize, pause: Duration) -> Listener {
    let config = authority.certify(HOST).config(&["h2", "http/1.1"]);
    Listener::encrypted(HOST, config, move |tls: Encrypted, _| async move {
        let Ok(mut connection) = h2::server::handshake(tls).await else { return };
        while let Some(Ok((request, mut respond))) = connection.accept().await {
            let is_robots = request.uri().path() == "/robots.txt";
            let status = if is_robots { 404 } else { 200 };
            let response = http::Response::builder().status(status).body(()).unwrap();
            let Ok(mut body) = respond.send_response(response, is_robots) else { return };
            if !is_robots {
                tokio::spawn(async move {
                    for number in 1..=count {
                        body.reserve_capacity(size);
                        while body.capacity() < size {
                            match std::future::poll_fn(|cx| body.poll_capacity(cx)).await {
                                Some(Ok(_)) => {}
                                _ => return,
                            }
                        }
                        let piece = vec![b'x'; size].into();
                        if body.send_data(piece, number == count).is_err() {
                            return;
                        }
                        tokio::time::sleep(pause).await;
                    }
                });
            }
        }
    })
    .await
}

#[tokio::test]
async fn pages_of_one_host_share_a_connection() {
    let authority = Authority::new();
    let server = honest(&authority, 1000, 3, Duration::ZERO).await;
    let fetcher = authority.fetcher(&[&server]);
    for page in 0..5 {
        let answer = body(&fetcher, &server.url(HOST, &format!("/{page}"))).await;
        assert_eq!(answer.body.len(), 3000);
    }
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn a_body_ends_at_the_cap() {
    let authority = Authority::new();
    let server = honest(&authority, 16_384, 100_000, Duration::ZERO).await;
    let fetcher = authority.fetcher(&[&server]);
    let error = failure(&fetcher, &server.url(HOST, "/endless")).await;
    assert_eq!(error.class(), "too_large", "{error}");
}

#[tokio::test]
async fn a_dripping_body_ends_at_the_total_deadline() {
    let authority = Authority::new();
    let server = honest(&authority, 1, 100_000, Duration::from_millis(30)).await;
    let fetcher = authority.fetcher(&[&server]);
    let error = failure(&fetcher, &server.url(HOST, "/drip")).await;
    assert_eq!(error.class(), "timeout", "{error}");
    assert!(error.to_string().contains("was not complete within"), "{error}");
}
