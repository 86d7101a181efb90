//! Archives built here, whole and broken.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::*;

const LIMITS: ArchiveLimits = ArchiveLimits { page_bytes: 10_000, pdf_bytes: 20_000 };

fn warc(kind: &str, url: &str, block: &[u8]) -> Vec<u8> {
    let mut record = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n\
         WARC-Date: 2026-11-20T08:00:00Z\r\nContent-Type: application/http\r\n\
         Content-Length: {}\r\n\r\n",
        block.len()
    )
    .into_bytes();
    record.extend_from_slice(block);
    record.extend_from_slice(b"\r\n\r\n");
    record
}

fn answer(head: &str, body: &[u8]) -> Vec<u8> {
    let mut answer = format!("HTTP/1.1 {head}\r\n\r\n").into_bytes();
    answer.extend_from_slice(body);
    answer
}

fn page(url: &str, text: &str) -> Vec<u8> {
    warc("response", url, &answer("200 OK\r\nContent-Type: text/html", text.as_bytes()))
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// What each record is, in a word: the text of a body, else the kind of what was found.
fn read(bytes: &[u8]) -> Vec<(u64, String)> {
    let archive = Archive::open(bytes, LIMITS).unwrap().unwrap();
    let word = |found: Found| match found {
        Found::Capture(capture) => String::from_utf8_lossy(&capture.body).into_owned(),
        Found::Redirect { from, to } => format!("{from} → {to}"),
        Found::Beside => "beside".to_owned(),
        Found::Repeated => "repeated".to_owned(),
        Found::Status(status) => status.to_string(),
        Found::NoWebAddress => "no address".to_owned(),
        Found::NoText(kind) => kind,
        Found::TooLarge { most_bytes } => format!("over {most_bytes}"),
        Found::Packed(name) => format!("packed {name}"),
        Found::Damaged(why) => format!("damaged: {why}"),
    };
    archive.map(|record| (record.offset, word(record.found))).collect()
}

fn words(bytes: &[u8]) -> Vec<String> {
    read(bytes).into_iter().map(|(_, word)| word).collect()
}

#[test]
fn records_are_what_they_say() {
    let url = "https://ekvik.example/a";
    for (record, expected) in [
        (page(url, "Hej"), "Hej"),
        (page("<https://ekvik.example/a b>", "Hej"), "Hej"),
        (warc("warcinfo", "", b"software: x\r\n"), "beside"),
        (warc("request", url, b"GET / HTTP/1.1\r\n\r\n"), "beside"),
        (warc("revisit", url, b"HTTP/1.1 200 OK\r\n\r\n"), "repeated"),
        (warc("response", "dns:ekvik.example", b"1"), "no address"),
        (warc("response", url, &answer("404 Not Found", b"x")), "404"),
        (
            warc("response", url, &answer("301 M\r\nLocation: /b", b"")),
            "https://ekvik.example/a → https://ekvik.example/b",
        ),
        (warc("response", url, &answer("200 OK\r\nContent-Type: image/png", b"x")), "image/png"),
        (warc("response", url, &answer("200 OK", &[b'x'; 10_001])), "over 10000"),
        (warc("response", url, &answer("200 OK\r\nContent-Encoding: xz", b"x")), "packed xz"),
        (
            warc("response", url, b"no answer\r\n\r\n"),
            "damaged: it holds no answer of a web server",
        ),
        (
            warc(
                "response",
                url,
                &answer(
                    "200 OK\r\nTransfer-Encoding: chunked",
                    b"3\r\nHej\r\n2;x\r\n!!\r\n0\r\n\r\n",
                ),
            ),
            "Hej!!",
        ),
        (
            warc(
                "response",
                url,
                &answer("200 OK\r\nTransfer-Encoding: chunked", b"Hej, no chunks\r\n"),
            ),
            "Hej, no chunks\r\n",
        ),
        (
            warc("response", url, &answer("200 OK\r\nContent-Encoding: gzip", &packed(b"Hej"))),
            "Hej",
        ),
        (warc("response", url, &answer("200 OK\r\nContent-Encoding: gzip", b"Hej")), "Hej"),
        (
            warc(
                "response",
                url,
                &answer("200 OK\r\nContent-Encoding: gzip", &packed(&[b'0'; 12_000])),
            ),
            "over 10000",
        ),
    ] {
        assert_eq!(words(&record), [expected]);
        assert_eq!(words(&packed(&record)), [expected]);
    }
}

#[test]
fn a_broken_record_costs_itself() {
    let (a, b) = (page("https://ekvik.example/a", "A"), page("https://ekvik.example/b", "B"));
    let broken = b"WARC/1.0\r\nWARC-Type: response\r\n\r\nnothing says how long this is\r\n\r\n";
    let all = [a.as_slice(), broken, b"and this is nothing at all\r\n", &b].concat();
    let found = read(&all);
    assert_eq!(found[0].1, "A");
    assert_eq!(found[1].0, a.len() as u64, "it says where");
    assert!(found[1].1.contains("how long"), "{found:?}");
    assert_eq!(found[2].1, "B");
    assert_eq!(found.len(), 3);

    // A damaged member of a packed archive.
    let (first, mut second, third) = (packed(&a), packed(&a), packed(&b));
    let middle = second.len() / 2;
    second[middle] ^= 0xff;
    second[middle + 1] ^= 0xff;
    let found = read(&[first.clone(), second, third].concat());
    assert_eq!(found.first().unwrap().1, "A");
    assert_eq!(found.last().unwrap().1, "B");
    assert!(found.iter().any(|(at, word)| *at == first.len() as u64 && word.contains("damaged")));
}

#[test]
fn what_was_whole_before_the_end_is_kept() {
    let (a, b) = (page("https://ekvik.example/a", "A"), page("https://ekvik.example/b", "B"));
    let plain = [a.as_slice(), &b].concat();
    for cut in [a.len() + 20, plain.len() - 10] {
        let found = words(&plain[..cut]);
        assert_eq!(found[0], "A");
        assert!(cut < plain.len() - 4 || found[1] == "B", "{found:?}");
    }
    let members = [packed(&a), packed(&b)].concat();
    let found = words(&members[..members.len() - 12]);
    assert_eq!(found[0], "A");
    assert!(found.last().unwrap().contains("breaks off"), "{found:?}");
    // One member for all.
    let found = words(&packed(&plain));
    assert_eq!(found, ["A", "B"]);
}

#[test]
fn arc_is_read_too() {
    let answer = "HTTP/1.0 200 OK\nContent-Type: text/html\n\nHej";
    let arc = format!(
        "filedesc://x.arc 0.0.0.0 20140216050221 text/plain 20\n1 0 X\nURL IP-address\n\n\
         http://ekvik.example/a b?c=d e 127.0.0.1 20140216050221 text/html {}\n{answer}\n\
         http://ekvik.example/b 127.0.0.1 20140216050221 text/html abc\n\
         http://ekvik.example/c 127.0.0.1 20140216050221 text/html {}\n{answer}\n",
        answer.len(),
        answer.len()
    );
    let found = words(arc.as_bytes());
    assert_eq!(found[0], "beside");
    assert_eq!(found.iter().filter(|word| *word == "Hej").count(), 2, "{found:?}");
    assert_eq!(found.iter().filter(|word| word.contains("damaged")).count(), 1, "{found:?}");
    let archive = Archive::open(arc.as_bytes(), LIMITS).unwrap().unwrap();
    let at: Vec<_> = archive
        .filter_map(|record| match record.found {
            Found::Capture(capture) => capture.at.map(|at| at.to_string()),
            _ => None,
        })
        .collect();
    assert_eq!(at, ["2014-02-16T05:02:21Z", "2014-02-16T05:02:21Z"]);
}

#[test]
fn an_archive_that_counts_too_much_at_its_end_is_believed_less_than_the_answer() {
    let answer = "HTTP/1.0 200 OK\nContent-Type: text/html\nContent-Length: 3\n\nHej";
    let arc = |body: &str| {
        format!(
            "filedesc://x.arc 0.0.0.0 20140216050221 text/plain 1\n\n\n\
             http://ekvik.example/a 127.0.0.1 20140216050221 text/html 100\n{body}"
        )
    };
    assert_eq!(words(arc(answer).as_bytes()).last().unwrap(), "Hej");
    assert!(
        words(arc(&answer[..answer.len() - 1]).as_bytes()).last().unwrap().contains("breaks off")
    );
}

#[test]
fn what_is_no_archive_is_none() {
    for bytes in [b"".as_slice(), b"<html>", b"WAR", &packed(b"<rss/>"), b"\x1f\x8b\x08"] {
        assert!(Archive::open(bytes, LIMITS).unwrap().is_none());
    }
}
