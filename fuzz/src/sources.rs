//! A `sources.toml` of any bytes: every problem has a line that exists, and what is left runs.

use std::collections::HashSet;
use std::path::Path;

use utkik::config::{self, SourceList};

/// Reads the bytes as a source list, twice.
pub fn sources(data: &[u8]) {
    let file = Path::new("sources.toml");
    let again = config::read_sources(file, data).map_err(|error| error.to_string());
    let read = config::read_sources(file, data).map_err(|error| error.to_string());
    assert_eq!(read, again, "not the same twice");
    match read {
        Ok(list) => check(&list, data),
        // It shows the line, so it has several.
        Err(message) => message.lines().for_each(assert_harmless_line),
    }
}

fn check(list: &SourceList, data: &[u8]) {
    let lines = String::from_utf8_lossy(data).lines().count() + 1;
    let mut before = 1;
    for problem in &list.problems {
        let is_there = (before..=lines).contains(&problem.line);
        assert!(is_there, "{problem} in {lines} lines, after {before}");
        before = problem.line;
        problem.message.lines().for_each(assert_harmless_line);
    }
    let mut ids = HashSet::new();
    for source in &list.sources {
        let id = source.id.as_str();
        assert!(ids.insert(id), "`{id}` twice");
        let is_tame = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        assert!((1..=64).contains(&id.len()) && id.bytes().all(is_tame), "id {id:?}");
        assert!(!source.name.trim().is_empty(), "`{id}` has no name");
        if source.enabled {
            let scheme = source.url.split("://").next().unwrap_or_default();
            let is_web = ["http", "https"].iter().any(|web| web.eq_ignore_ascii_case(scheme));
            assert!(is_web && source.url.len() <= 2048, "`{id}`: {}", source.url);
            assert!(!source.url.contains(char::is_control), "`{id}`: {}", source.url);
        }
    }
}

fn assert_harmless_line(line: &str) {
    let turns = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    assert!(!line.contains(|c: char| c.is_control() || turns(c)), "{line:?}");
}
