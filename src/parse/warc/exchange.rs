//! The HTTP answer inside a record: its head, and its body without chunks and packing.

use std::io::{self, Read};

use brotli_decompressor::Decompressor;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use crate::address;

use super::source::Unpacked;
use super::text_of;

/// More lines at the top of an answer are no answer.
const MOST_LINES: usize = 300;
/// So much is unpacked at a time.
const PIECE_BYTES: usize = 4096;
/// A body packed more often than this is meant to do harm.
const MOST_PACKINGS: usize = 3;

#[derive(Debug, Default)]
pub(super) struct HttpHead {
    pub(super) status: u16,
    pub(super) content_type: Option<String>,
    pub(super) robots_tag: Option<String>,
    location: Option<String>,
    length: Option<usize>,
    is_chunked: bool,
    /// In the order in which they were put on.
    packings: Vec<String>,
}

/// Why a body cannot be had.
pub(super) enum Trouble {
    TooLarge,
    Unknown(String),
    Broken(String),
}

impl HttpHead {
    /// Reads it, and takes its length from what is left of the record; the inner error says what is
    /// wrong with it.
    pub(super) fn read<R: Read>(
        bytes: &mut Unpacked<R>,
        left: &mut u64,
    ) -> io::Result<Result<Self, String>> {
        let mut head = Self::default();
        for number in 0..MOST_LINES {
            if *left == 0 {
                break;
            }
            let Some(line) = bytes.line()? else {
                return Err(io::ErrorKind::UnexpectedEof.into());
            };
            let Some(rest) = left.checked_sub(line.length) else { break };
            *left = rest;
            let line = text_of(&line);
            if number == 0 {
                match status_of(&line) {
                    Some(status) => head.status = status,
                    None => return Ok(Err("it holds no answer of a web server".to_owned())),
                }
            } else if line.is_empty() {
                return Ok(Ok(head));
            } else if let Some((name, value)) = line.split_once(':') {
                head.take(name.trim(), value.trim());
            }
        }
        Ok(Err("the head of the answer in it has no end".to_owned()))
    }

    fn take(&mut self, name: &str, value: &str) {
        let value = value.to_owned();
        match name.to_ascii_lowercase().as_str() {
            "content-type" => self.content_type = Some(value),
            "location" => self.location = Some(value),
            "content-length" => self.length = value.parse().ok(),
            "x-robots-tag" => {
                let lines = self.robots_tag.get_or_insert_default();
                lines.push_str(&value);
                lines.push('\n');
            }
            "transfer-encoding" => {
                self.is_chunked |= value.to_ascii_lowercase().contains("chunked");
            }
            "content-encoding" => {
                let names = value.split(',').map(|name| name.trim().to_ascii_lowercase());
                self.packings.extend(names.filter(|name| !name.is_empty() && name != "identity"));
            }
            _ => {}
        }
    }

    /// Whether a body is as long as the answer said that it would be.
    pub(super) fn is_whole(&self, body: &[u8]) -> bool {
        self.length.is_some_and(|length| body.len() >= length)
    }

    /// Where a redirect leads.
    pub(super) fn redirect_from(&self, url: &str) -> Option<String> {
        let is_redirect = matches!(self.status, 301 | 302 | 303 | 307 | 308);
        let location = self.location.as_deref().filter(|_| is_redirect)?;
        address::join(url, location)
    }

    /// What the server calls the body, where that is nothing to read.
    pub(super) fn other_than_text(&self) -> Option<String> {
        let kind = self.content_type.as_deref()?.split(';').next()?.trim().to_ascii_lowercase();
        let is_other =
            ["image/", "video/", "audio/", "font/"].iter().any(|family| kind.starts_with(family))
                || kind.contains("javascript")
                || kind.contains("font")
                || kind == "text/css";
        is_other.then_some(kind)
    }

    pub(super) fn is_pdf(&self) -> bool {
        self.content_type.as_deref().is_some_and(|kind| kind.contains("pdf"))
    }

    /// The body as it was meant: without chunks, without packing, at most so many bytes.
    pub(super) fn unpack(&self, body: Vec<u8>, most: usize) -> Result<Vec<u8>, Trouble> {
        let mut body = if self.is_chunked { without_chunks(body) } else { body };
        if self.packings.len() > MOST_PACKINGS {
            return Err(Trouble::Unknown(self.packings.join(", ")));
        }
        for packing in self.packings.iter().rev() {
            body = unpacked(packing, body, most)?;
        }
        Ok(body)
    }
}

/// `HTTP/1.1 200 OK`, also of servers that write `HTTP/2 200` or `ICY 200`.
fn status_of(line: &str) -> Option<u16> {
    let mut words = line.split_whitespace();
    let version = words.next()?;
    let is_http = version.starts_with("HTTP/") || version == "ICY";
    words.next().filter(|_| is_http)?.parse().ok()
}

/// Some archivers take the packing off and leave the header that tells of it.
fn unpacked(packing: &str, body: Vec<u8>, most: usize) -> Result<Vec<u8>, Trouble> {
    match packing {
        "gzip" | "x-gzip" if body.starts_with(&[0x1f, 0x8b]) => {
            all_of(MultiGzDecoder::new(body.as_slice()), most)
        }
        "gzip" | "x-gzip" => Ok(body),
        // By the standard it has a head (RFC 9110, section 8.4.1.2), by the habit of some not.
        "deflate" => match all_of(ZlibDecoder::new(body.as_slice()), most) {
            Err(Trouble::Broken(_)) => all_of(DeflateDecoder::new(body.as_slice()), most),
            other => other,
        },
        "br" => match all_of(Decompressor::new(body.as_slice(), PIECE_BYTES), most) {
            // As with gzip; this packing has no mark to know it by.
            Err(Trouble::Broken(_)) if body.trim_ascii_start().starts_with(b"<") => Ok(body),
            other => other,
        },
        other => Err(Trouble::Unknown(other.chars().take(20).collect())),
    }
}

fn all_of(decoder: impl Read, most: usize) -> Result<Vec<u8>, Trouble> {
    let mut all = Vec::new();
    let read = decoder.take(most as u64 + 1).read_to_end(&mut all);
    if all.len() > most {
        return Err(Trouble::TooLarge);
    }
    read.map(|_| all).map_err(|_| Trouble::Broken("the packing of its body is damaged".to_owned()))
}

/// Takes chunks apart (RFC 9112, section 7.1); a body that has none stays as it is, and one that
/// breaks off keeps what came before.
fn without_chunks(body: Vec<u8>) -> Vec<u8> {
    let mut whole = Vec::with_capacity(body.len());
    let mut rest = body.as_slice();
    loop {
        let Some(size) = chunk_size(&mut rest) else {
            return if whole.is_empty() { body } else { whole };
        };
        if size == 0 {
            return whole;
        }
        let (chunk, after) = rest.split_at(size.min(rest.len()));
        whole.extend_from_slice(chunk);
        rest = after.strip_prefix(b"\r\n").or(after.strip_prefix(b"\n")).unwrap_or(after);
        if rest.is_empty() {
            return whole;
        }
    }
}

/// The line with the size of a chunk is used up.
fn chunk_size(rest: &mut &[u8]) -> Option<usize> {
    let end = rest.iter().take(200).position(|byte| *byte == b'\n')?;
    let (line, after) = rest.split_at(end);
    let digits = line.split(|byte| *byte == b';').next()?.trim_ascii();
    let size = usize::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    *rest = after.get(1..).unwrap_or_default();
    Some(size)
}
