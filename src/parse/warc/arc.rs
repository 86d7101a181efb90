//! The one line at the top of an ARC record: `URL IP-address date content-type length`.

use std::io::{self, Read};

use crate::model::Timestamp;

use super::source::Unpacked;
use super::text_of;

pub(super) struct ArcHead {
    pub(super) url: String,
    pub(super) at: Option<Timestamp>,
    pub(super) length: u64,
}

impl ArcHead {
    /// Reads it; the inner error says what is wrong with it.
    pub(super) fn read<R: Read>(bytes: &mut Unpacked<R>) -> io::Result<Result<Self, String>> {
        let Some(line) = bytes.line()? else { return Err(io::ErrorKind::UnexpectedEof.into()) };
        let line = text_of(&line);
        Ok(Self::of(&line).ok_or_else(|| "no record begins here that says its length".to_owned()))
    }

    /// Addresses in it may hold spaces, so that it is read from its end.
    fn of(line: &str) -> Option<Self> {
        let mut words = line.rsplitn(5, ' ');
        let length = words.next()?.parse().ok()?;
        let (_kind, date, _address) = (words.next()?, words.next()?, words.next()?);
        Some(Self { url: words.next()?.to_owned(), at: moment(date), length })
    }
}

/// Whether a line may be the head of a record.
pub(super) fn is_head(line: &[u8]) -> bool {
    let line = String::from_utf8_lossy(line);
    line.contains(":/") && ArcHead::of(line.trim_end()).is_some()
}

/// `20140216050221`.
fn moment(digits: &str) -> Option<Timestamp> {
    let part = |from: usize, to: usize| {
        digits.get(from..to).filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let (year, month, day) = (part(0, 4)?, part(4, 6)?, part(6, 8)?);
    let (hour, minute, second) = (part(8, 10)?, part(10, 12)?, part(12, 14)?);
    format!("{year}-{month}-{day}T{hour}:{minute}:{second}Z").parse().ok()
}
