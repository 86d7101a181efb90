//! The house stays in order: imports point down only, an outside crate has one home, and every
//! file says what it is for.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The floors, lowest first. A module uses lower floors only.
const FLOORS: &[&[&str]] = &[
    &["fault", "model"],
    &["address", "date", "language", "markup", "message", "money", "place", "token"],
    &["config", "enrich", "extract", "fetch", "index", "mail", "parse", "schedule", "store"],
    &["replay", "search"],
    &["crawl", "demo", "digest", "sources", "transfer"],
    &["web"],
    &["cli"],
    &["main"],
];

/// Where an outside crate may be named. What is not listed here may be used nowhere.
const HOMES: &[(&str, &[&str])] = &[
    ("aho_corasick", &["enrich"]),
    ("ammonia", &["markup"]),
    ("anyhow", &["cli", "crawl", "digest", "web"]),
    ("askama", &["digest", "web"]),
    ("atom_syndication", &["web"]),
    ("aws_lc_rs", &["mail", "token"]),
    ("axum", &["web"]),
    ("brotli_decompressor", &["parse"]),
    ("chardetng", &["markup"]),
    ("clap", &["cli"]),
    ("comfy_table", &["cli"]),
    ("croner", &["date"]),
    ("css_inline", &["digest"]),
    ("csv", &["parse"]),
    ("dom_query", &["extract", "markup", "parse"]),
    ("dom_smoothie", &["extract"]),
    ("encoding_rs", &["markup"]),
    ("flate2", &["cli", "extract", "parse"]),
    ("fastrand", &["store"]),
    ("frostem", &["language"]),
    ("h2", &["fetch"]),
    ("httpdate", &["fetch"]),
    ("hyper", &["fetch"]),
    ("indicatif", &["cli"]),
    ("jiff", &["date", "model"]),
    ("lettre", &["mail"]),
    ("lingua", &["language"]),
    ("lopdf", &["extract"]),
    ("mail_parser", &["parse"]),
    ("metrics", &["web"]),
    ("metrics_exporter_prometheus", &["web"]),
    ("mimalloc", &["main"]),
    ("oxttl", &["language"]),
    ("reqwest", &["fetch"]),
    ("robotxt", &["fetch"]),
    ("rust_xlsxwriter", &["transfer"]),
    ("rustix", &["cli"]),
    ("rustls", &["fetch"]),
    ("schemars", &["config", "model"]),
    ("sd_notify", &["cli"]),
    ("sha2", &["address"]),
    ("sqlx", &["store"]),
    ("tantivy", &["index", "search"]),
    ("tempfile", &["cli", "fetch"]),
    ("toml", &["config"]),
    ("tower_http", &["web"]),
    ("tracing_subscriber", &["cli"]),
    ("unicode_normalization", &["language"]),
    ("url", &["address", "fetch", "markup"]),
    ("utoipa", &["web"]),
    ("utoipa_axum", &["web"]),
    ("whatlang", &["language"]),
];

/// Crates that are part of the language we write: at home everywhere but on the ground floor,
/// which knows no I/O.
const EVERYWHERE: &[&str] = &["serde", "serde_json", "thiserror", "tokio", "tracing"];

struct File {
    path: PathBuf,
    /// The module on its floor; empty for `lib.rs`.
    module: String,
    text: String,
}

#[test]
fn imports_point_down_only() {
    let floor_of: BTreeMap<&str, usize> = FLOORS
        .iter()
        .enumerate()
        .flat_map(|(floor, modules)| modules.iter().map(move |module| (*module, floor)))
        .collect();
    let mut wrong = Vec::new();
    for file in source_files().iter().filter(|file| !file.module.is_empty()) {
        let Some(floor) = floor_of.get(file.module.as_str()) else {
            wrong.push(format!("{}: `{}` stands on no floor", file.path.display(), file.module));
            continue;
        };
        for (line, used) in paths_after(&file.text, "crate::") {
            let allowed = used == file.module || floor_of.get(used).is_some_and(|u| u < floor);
            if !allowed {
                let place = format!("{}:{line}", file.path.display());
                wrong.push(format!("{place}: `{}` may not use `{used}`", file.module));
            }
        }
    }
    assert!(wrong.is_empty(), "imports point up or sideways:\n{}", wrong.join("\n"));
}

#[test]
fn an_outside_crate_has_one_home() {
    let homes: BTreeMap<&str, &[&str]> = HOMES.iter().copied().collect();
    let mut wrong = Vec::new();
    for file in source_files().iter().filter(|file| !file.module.is_empty()) {
        for name in dependencies() {
            let uses = paths_to(&file.text, &name);
            let Some(line) = uses.first() else { continue };
            let place = format!("{}:{line}", file.path.display());
            let everywhere = EVERYWHERE.contains(&name.as_str());
            if everywhere && file.module == "model" && ["tokio", "tracing"].contains(&&*name) {
                wrong.push(format!("{place}: the ground floor does not know `{name}`"));
            }
            let at_home = homes.get(name.as_str()).is_some_and(|h| h.contains(&&*file.module));
            if !everywhere && !at_home {
                wrong.push(format!("{place}: `{name}` is not at home in `{}`", file.module));
            }
        }
    }
    assert!(wrong.is_empty(), "outside crates away from home:\n{}", wrong.join("\n"));
}

#[test]
fn every_dependency_has_a_home_and_every_home_a_tenant() {
    let listed: Vec<&str> =
        HOMES.iter().map(|(name, _)| *name).chain(EVERYWHERE.iter().copied()).collect();
    for name in dependencies() {
        assert!(listed.contains(&name.as_str()), "`{name}` has no home in this list");
    }
    let files = source_files();
    for (name, homes) in HOMES {
        for home in *homes {
            let mut rooms = files.iter().filter(|file| file.module == *home);
            let used = rooms.any(|file| !paths_to(&file.text, name).is_empty());
            assert!(used, "`{home}` no longer uses `{name}`: shorten the list");
        }
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    let mut silent = Vec::new();
    for folder in ["src", "tests", "benches"] {
        for path in rust_files(&root().join(folder)) {
            let text = fs::read_to_string(&path).unwrap();
            if !text.starts_with("//! ") {
                silent.push(path.display().to_string());
            }
        }
    }
    assert!(silent.is_empty(), "files without `//!`:\n{}", silent.join("\n"));
}

#[test]
fn no_module_is_a_junk_drawer() {
    const DRAWERS: &[&str] = &[
        "util",
        "utils",
        "helper",
        "helpers",
        "common",
        "manager",
        "handler",
        "processor",
        "service",
    ];
    for path in rust_files(&root().join("src")) {
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(!DRAWERS.contains(&stem.as_str()), "{}: name it for its subject", path.display());
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The code of the program, without its tests: they may use what tests need.
fn source_files() -> Vec<File> {
    let folder = root().join("src");
    let is_test = |path: &PathBuf| {
        path.components().any(|part| part.as_os_str() == "tests")
            || path.file_stem().is_some_and(|stem| stem.to_string_lossy().ends_with("tests"))
    };
    let read = |path: PathBuf| {
        let inside = path.strip_prefix(&folder).unwrap();
        let mut parts = inside.components().map(|part| part.as_os_str().to_string_lossy());
        let first = parts.next().unwrap().into_owned();
        let is_top = parts.next().is_none();
        let module = match first.strip_suffix(".rs") {
            Some("lib") => String::new(),
            Some(name) if is_top => name.to_owned(),
            _ => first,
        };
        let text = fs::read_to_string(&path).unwrap();
        let text = without_comments(text.split("#[cfg(test)]\nmod tests {").next().unwrap());
        File { path, module, text }
    };
    let inside = |path: &PathBuf| path.strip_prefix(&folder).unwrap().to_owned();
    rust_files(&folder).into_iter().filter(|path| !is_test(&inside(path))).map(read).collect()
}

/// Line comments go, lines stay, so that numbers still fit.
fn without_comments(text: &str) -> String {
    let line = |line: &str| line.split("//").next().unwrap_or_default().to_owned();
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

fn dependencies() -> Vec<String> {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let section = manifest.split("\n[dependencies]\n").nth(1).unwrap();
    let section = section.split("\n[").next().unwrap();
    section
        .lines()
        .filter(|line| !line.starts_with('#') && line.contains('='))
        .map(|line| line.split(['=', ' ', '.']).next().unwrap().replace('-', "_"))
        .collect()
}

/// The names that follow `prefix`, also inside `{…}` right behind it, with their lines.
fn paths_after<'t>(text: &'t str, prefix: &str) -> Vec<(usize, &'t str)> {
    let is_name = |c: char| c.is_ascii_lowercase() || c == '_' || c.is_ascii_digit();
    let mut found = Vec::new();
    for (at, _) in text.match_indices(prefix) {
        let before = text[..at].chars().next_back();
        if before.is_some_and(|c| is_name(c) || c == '$') {
            continue;
        }
        let line = text[..at].lines().count().max(1);
        let rest = &text[at + prefix.len()..];
        if let Some(group) = rest.strip_prefix('{') {
            let mut depth = 1;
            let mut expect = true;
            for (offset, c) in group.char_indices() {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    ',' if depth == 1 => expect = true,
                    _ if is_name(c) && expect && depth == 1 => {
                        let name = &group[offset..];
                        found.push((line, name.split(|c| !is_name(c)).next().unwrap()));
                        expect = false;
                    }
                    _ => {}
                }
                if depth == 0 {
                    break;
                }
            }
        } else {
            let name = rest.split(|c| !is_name(c)).next().unwrap();
            if !name.is_empty() {
                found.push((line, name));
            }
        }
    }
    found
}

/// Lines that name something of an outside crate.
fn paths_to(text: &str, name: &str) -> Vec<usize> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == ':';
    let mut lines = Vec::new();
    for needle in [format!("{name}::"), format!("use {name};"), format!("use {name} as")] {
        for (at, _) in text.match_indices(&needle) {
            if !text[..at].chars().next_back().is_some_and(is_part) {
                lines.push(text[..at].lines().count().max(1));
            }
        }
    }
    lines
}

#[test]
fn the_reader_of_imports_reads_them() {
    let text =
        "use crate::model::Page;\nuse crate::{fetch, store::{Store, x}};\nlet a = $crate::no;";
    assert_eq!(paths_after(text, "crate::"), [(1, "model"), (2, "fetch"), (2, "store")]);
    assert_eq!(paths_to("use url::Url;\nmy_url::x; curl::y; a::url::z", "url"), [1]);
}

#[test]
fn the_files_that_the_documentation_names_exist() {
    let mut texts = vec![Path::new("README.md").to_owned()];
    let pages = fs::read_dir("docs").unwrap().map(|entry| entry.unwrap().path());
    texts.extend(pages.filter(|path| path.extension().is_some_and(|end| end == "md")));
    let is_source = |word: &str| {
        Path::new(word).extension().is_some_and(|end| end == "rs") && !word.contains(' ')
    };
    let mut named = 0;
    for text in texts {
        let words = fs::read_to_string(&text).unwrap();
        for name in words.split('`').filter(|word| is_source(word)) {
            let places = ["", "src/", "tests/it/"].map(|folder| Path::new(folder).join(name));
            assert!(places.iter().any(|place| place.exists()), "{}: `{name}`", text.display());
            named += 1;
        }
    }
    assert!(named > 30, "{named}");
}
