//! What the documents show is true: their commands can be typed as they stand there, the
//! demonstration works, and the shipped source list has no problems.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use crate::house::{House, until};

const SET_UP: [&str; 2] = ["cargo run --release -- demo", "./scripts/test"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The text of a document; `None`, and a word about it, when it is not there yet.
fn document(name: &str) -> Option<String> {
    let text = fs::read_to_string(root().join(name)).ok();
    if text.is_none() {
        eprintln!("skipped: there is no {name} yet");
    }
    text
}

/// The command lines of all shell blocks. Where a block shows output too, commands begin with `$`.
fn commands(text: &str) -> Vec<String> {
    let mut commands = Vec::new();
    for block in text.split("\n```").skip(1).step_by(2) {
        let (language, lines) = block.split_once('\n').unwrap_or((block, ""));
        if !matches!(language.trim(), "sh" | "bash" | "console" | "shell") {
            continue;
        }
        let whole = lines.replace("\\\n", " ");
        let shows_output = whole.lines().any(|line| line.starts_with("$ "));
        for line in whole.lines() {
            let line = if shows_output { line.strip_prefix("$ ") } else { Some(line) };
            let line = line.map(str::trim).filter(|line| !line.is_empty());
            commands.extend(line.filter(|line| !line.starts_with('#')).map(str::to_owned));
        }
    }
    commands
}

/// The words of a command line as a shell would part them, up to a pipe, a list or a comment.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for letter in line.chars() {
        let last = words.last_mut().unwrap();
        match (quote, letter) {
            (Some(open), _) if letter == open => quote = None,
            (None, '\'' | '"') => quote = Some(letter),
            (None, '|' | '>' | '<' | ';' | '&') => break,
            (None, '#') if last.is_empty() => break,
            (None, ' ' | '\t') => words.push(String::new()),
            _ => last.push(letter),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[test]
fn there_are_exactly_two_set_up_commands() {
    let Some(readme) = document("README.md") else { return };
    let is_set_up = |line: &String| {
        let first = line.split(' ').next().unwrap_or_default();
        first.starts_with("./")
            || ["cargo", "rustup", "apt", "apt-get", "sudo", "make", "docker", "npm", "git", "pip"]
                .contains(&first)
    };
    let mut found: Vec<String> = commands(&readme).into_iter().filter(is_set_up).collect();
    found.sort();
    found.dedup();
    assert_eq!(found, {
        let mut expected = SET_UP.map(str::to_owned);
        expected.sort();
        expected
    });
}

#[test]
fn every_command_that_is_shown_can_be_typed() {
    let house = House::new();
    let mut names = vec!["README.md".to_owned(), "CONTRIBUTING.md".to_owned()];
    for file in fs::read_dir(root().join("docs")).unwrap().map(|file| file.unwrap().path()) {
        if file.extension().is_some_and(|extension| extension == "md") {
            names.push(format!("docs/{}", file.file_name().unwrap().to_str().unwrap()));
        }
    }
    for name in names {
        let Some(text) = document(&name) else { continue };
        for line in commands(&text) {
            let words = words(&line);
            let Some(at) = words
                .iter()
                .position(|word| Path::new(word).file_name().is_some_and(|name| name == "utkik"))
            else {
                continue;
            };
            // `cd … && utkik` ends at the list, and a crontab's stars are no words of ours.
            let mut arguments: Vec<&str> = words[at + 1..].iter().map(String::as_str).collect();
            arguments.push("--help");
            let said = house.run(&arguments);
            assert_eq!(said.code, Some(0), "{name}: {line}: {said:?}");
        }
    }
}

#[test]
fn the_demonstration_works_without_any_network() {
    let house = House::new();
    let mut command = house.command(&["demo", "--once"]);
    command.env("TMPDIR", house.path("")).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut process = command.spawn().unwrap();
    // Its output fits into a pipe, so that nobody need read it meanwhile.
    until("the end of the demonstration", || process.try_wait().unwrap().is_some());
    let said = crate::house::Said::from(process.wait_with_output().unwrap());
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""), "{said:?}");
    assert!(said.out.contains("Sökning: smarta papperskorgar\n"), "{said:?}");
    assert!(said.out.contains("Tolkat som: helst alla orden smarta, papperskorgar\n"), "{said:?}");
    let hits = said.out.split("Tolkat som").nth(1).unwrap();
    assert!(hits.to_lowercase().contains("papperskorg"), "{said:?}");
    let left = fs::read_dir(house.path("")).unwrap().count();
    assert_eq!(left, 0, "it clears up behind it");
}

#[test]
fn the_shipped_source_list_has_no_problems() {
    let house = House::new();
    let list = root().join("sources.toml");
    let arguments = ["sources", "--json", "--sources", list.to_str().unwrap(), "--data", "data"];
    let said = house.well(&arguments);
    assert_eq!(said.err, "");
    let sources = crate::house::lines(&said.out);
    assert!(sources.len() > 100, "{}", sources.len());
    let enabled = sources.iter().filter(|source| source["enabled"] == true);
    assert!(enabled.clone().count() > 10);
    for source in enabled {
        assert_eq!(source["kind"], "feed", "{source}");
        assert_ne!(source["group"], "world", "{source}");
    }
    for source in sources.iter().filter(|source| source["enabled"] == false) {
        assert!(source["reason"].is_string(), "{source}");
    }
}

#[test]
fn the_reader_of_documents_reads_them() {
    let text = "a\n```sh\nutkik search 'a b' -- \"c d\" | head\n# x\n```\nb\n```text\nutkik no\n```\n\
                ```console\n$ utkik \\\n  sources # all\nout\n```\n";
    let commands = commands(text);
    assert_eq!(commands, ["utkik search 'a b' -- \"c d\" | head", "utkik    sources # all"]);
    assert_eq!(words(&commands[0]), ["utkik", "search", "a b", "--", "c d"]);
    assert_eq!(words(&commands[1]), ["utkik", "sources"]);
}
