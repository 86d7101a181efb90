//! The lines at the top of a WARC record.

use std::io::{self, Read};

use crate::model::Timestamp;

use super::source::Unpacked;
use super::text_of;

/// More lines at the top of a record are no record.
const MOST_LINES: usize = 200;

/// What of a record's head counts here.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// `response`, `request`, `warcinfo` …
    pub(super) kind: String,
    pub(super) target: Option<String>,
    pub(super) at: Option<Timestamp>,
    /// Bytes of what follows the head.
    pub(super) length: u64,
}

impl Head {
    /// Reads it; the inner error says what is wrong with it.
    pub(super) fn read<R: Read>(bytes: &mut Unpacked<R>) -> io::Result<Result<Self, String>> {
        let Some(first) = bytes.line()? else { return Err(io::ErrorKind::UnexpectedEof.into()) };
        if !first.bytes.starts_with(b"WARC/") {
            return Ok(Err("no record begins here".to_owned()));
        }
        let mut head = Self::default();
        let mut length = None;
        for _ in 0..MOST_LINES {
            let Some(line) = bytes.line()? else {
                return Err(io::ErrorKind::UnexpectedEof.into());
            };
            let line = text_of(&line);
            if line.is_empty() {
                return Ok(length
                    .map(|length| Self { length, ..head })
                    .ok_or_else(|| "it does not say how long it is".to_owned()));
            }
            let Some((name, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            match name.trim().to_ascii_lowercase().as_str() {
                "warc-type" => head.kind = value.to_ascii_lowercase(),
                "warc-target-uri" => head.target = Some(value.to_owned()),
                "warc-date" => head.at = value.parse().ok(),
                "content-length" => length = value.parse().ok(),
                _ => {}
            }
        }
        Ok(Err(format!("its head has more than {MOST_LINES} lines")))
    }
}
