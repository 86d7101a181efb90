//! A register of any bytes: JSON, a table or a page, handed over record by record.

use std::io::Cursor;

use utkik::model::{Entry, RegisterRecipe};
use utkik::parse::{self, ParseError, RegisterBody, RegisterEnd, RegisterLimits, Taken};

use super::feed::{CONTENT_TYPES, check_entry, check_error};
use super::markup::assert_plain_line;

const URL: &str = "https://kommun.example/api/projekt";
/// Small, so that a fuzzer gets beyond them.
const LIMITS: RegisterLimits = RegisterLimits { bytes: 64 * 1024, records: 30 };

/// Reads the bytes as a register whose fields are found by their usual names, twice.
pub fn register(data: &[u8]) {
    let read = read(data);
    assert_eq!(read, self::read(data), "not the same twice");
    match read {
        Ok((end, entries)) => {
            assert!(end.records <= LIMITS.records, "{} records", end.records);
            assert!(entries.len() <= end.records, "{} entries", entries.len());
            end.warnings.iter().for_each(|warning| assert_plain_line(warning));
            entries.iter().for_each(check_entry);
        }
        Err(error) => check_error(&error),
    }
}

fn read(data: &[u8]) -> Result<(RegisterEnd, Vec<Entry>), ParseError> {
    let content_type = CONTENT_TYPES[data.len() % CONTENT_TYPES.len()];
    let recipe = RegisterRecipe { guesses: true, rest: true, ..RegisterRecipe::default() };
    let mut file = Cursor::new(data);
    let body = RegisterBody { file: &mut file, content_type, url: URL };
    let mut entries = Vec::new();
    let mut take = |entry| {
        entries.push(entry);
        Taken::GoOn
    };
    let end = parse::register(body, &recipe, LIMITS, &mut take)?;
    Ok((end, entries))
}
