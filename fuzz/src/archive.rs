//! A web archive of any bytes, packed or not: every record in bounds, in its order, to the end.

use utkik::parse::{Archive, ArchiveLimits, Found, Record};

use super::feed::assert_web_address;
use super::markup::assert_plain_line;

/// Small, so that a fuzzer gets beyond them.
const LIMITS: ArchiveLimits = ArchiveLimits { page_bytes: 16 * 1024, pdf_bytes: 32 * 1024 };

/// Reads the bytes as an archive, twice.
pub fn archive(data: &[u8]) {
    let records = records(data);
    assert_eq!(records, self::records(data), "not the same twice");
    // The shortest record is a line; whatever is damaged, its reader goes on.
    assert!(records.len() <= data.len() + 1, "{} records in {} bytes", records.len(), data.len());
    assert!(records.is_sorted_by_key(|record| record.offset), "{records:?}");
    for record in records {
        assert!(record.offset <= data.len() as u64, "{}", record.offset);
        match record.found {
            Found::Capture(capture) => {
                assert_web_address(Some(&capture.url));
                assert!(capture.body.len() <= LIMITS.pdf_bytes, "{} bytes", capture.body.len());
            }
            Found::Redirect { from, to } => {
                assert_web_address(Some(&from));
                assert_web_address(Some(&to));
            }
            Found::NoText(words) | Found::Packed(words) | Found::Damaged(words) => {
                assert_plain_line(&words);
            }
            _ => {}
        }
    }
}

fn records(data: &[u8]) -> Vec<Record> {
    match Archive::open(data, LIMITS) {
        Ok(Some(archive)) => archive.collect(),
        _ => Vec::new(),
    }
}
