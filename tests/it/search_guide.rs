//! Every example of the search guide can be searched for as it stands there.

use std::fs;
use std::path::Path;

use utkik::message::Locale;
use utkik::model::Timestamp;
use utkik::search::syntax::{parse, write};

fn now() -> Timestamp {
    "2026-11-21T07:00:00Z".parse().unwrap()
}

fn guide() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/SEARCH.md")).unwrap()
}

/// The lines of all blocks of queries.
fn examples(text: &str) -> Vec<&str> {
    let blocks = text.split("\n```query\n").skip(1);
    blocks.flat_map(|block| block.split("\n```").next().unwrap().lines()).collect()
}

/// What stands in backticks in the tables, without the bars that the table needs.
fn in_tables(text: &str) -> Vec<String> {
    let rows = text.lines().filter(|line| line.starts_with("| `"));
    let codes = rows.flat_map(|row| row.split('`').skip(1).step_by(2));
    codes.map(|code| code.replace('\\', "")).collect()
}

/// An operator of which the table tells only its name.
fn is_named_only(code: &str) -> bool {
    matches!(code, "NOT" | "OR" | "AND" | "|" | "~2")
}

#[test]
fn every_example_is_understood() {
    let text = guide();
    let examples = examples(&text);
    assert!(examples.len() > 40, "{}", examples.len());
    for example in examples {
        for locale in [Locale::Sv, Locale::En] {
            let understood = parse(example, locale, now());
            let understood = understood.unwrap_or_else(|error| panic!("{example}: {error}"));
            let (_, told) = understood.explanation.split_once(": ").unwrap();
            assert!(!told.trim().is_empty(), "{example}");
            assert!(!told.contains("överhoppat") && !told.contains("passed over"), "{example}");
            let written = write(&understood.query);
            assert_eq!(
                parse(&written, locale, now()).unwrap().query,
                understood.query,
                "{example}"
            );
        }
    }
}

#[test]
fn every_field_and_operator_of_the_tables_exists() {
    let text = guide();
    let codes = in_tables(&text);
    assert!(codes.len() > 60, "{}", codes.len());
    for code in codes.iter().filter(|code| !is_named_only(code)) {
        match parse(code, Locale::En, now()) {
            Ok(_) => assert!(!code.ends_with(':'), "{code}"),
            Err(error) if code.ends_with(':') => {
                assert!(error.message.contains("has no value"), "{code}: {error}");
            }
            Err(error) => panic!("{code}: {error}"),
        }
    }
}
