//! Says what is wrong with TOML that cannot be read, in the words of somebody who never heard of it.

use std::borrow::Cow;
use std::path::Path;

use toml::de::Error;

use super::ConfigError;
use super::report::{Report, harmless, shown};

/// A line of the file that a message shows is cut here.
const WIDEST: usize = 200;

/// Reports the error of a part of the source list that begins at `start`.
pub(super) fn report_block(start: usize, part: &str, error: &Error, report: &mut Report) {
    let offset = offset(error);
    let what = explain(error, line_at(part, offset));
    let message = match name_of(part) {
        Some((kind, name)) => {
            let name = shown(name);
            format!("{kind} \"{name}\": {what}; the {kind} is left out until that is put right")
        }
        None => format!("cannot be read: {what}; this part is left out until that is put right"),
    };
    report.count_from(start);
    report.add(offset, message);
    report.count_from(0);
}

/// The error of a file of which nothing can be read, with a mark below the place.
pub(super) fn whole_file(file: &Path, text: &str, error: &Error) -> ConfigError {
    let offset = offset(error);
    let what = explain(error, line_at(text, offset));
    let drawn = error.to_string();
    // The first line says where, as ours does; then come three lines that show the place.
    let place: Vec<String> =
        drawn.lines().skip(1).take(3).map(|line| line.chars().take(WIDEST).collect()).collect();
    ConfigError::Syntax {
        file: file.to_owned(),
        line: Report::new(file, text).line(offset),
        text: harmless(&format!("cannot be read: {what}\n{}", place.join("\n"))),
    }
}

fn offset(error: &Error) -> usize {
    error.span().map_or(0, |span| span.start)
}

fn explain(error: &Error, line: &str) -> Cow<'static, str> {
    let message = error.message();
    let value = line.split_once('=').map_or("", |(_, value)| value.trim());
    let is_curly = value.trim_start_matches(['[', ' ']).starts_with(['“', '”', '„', '‘', '’']);
    let explained = if line.contains(char::REPLACEMENT_CHARACTER) {
        "the file is not UTF-8; save it with that encoding"
    } else if is_curly {
        "the quotes are curly ones; write straight ones (\")"
    } else if ["yes", "no", "ja", "nej", "on", "off", "True", "False"].contains(&value) {
        "write `true` or `false`"
    } else if message.starts_with("string values must be quoted") && !value.is_empty() {
        "put quotes (\") around the text"
    } else if message.starts_with("string values must be quoted") {
        "the value is missing; write it behind the `=`, or take the line away"
    } else if message.starts_with("duplicate key") {
        "the same key stands twice"
    } else if message.contains("array table") && line.contains("search") {
        "write `[[search]]` with two brackets on each side"
    } else if message.contains("array table") {
        "write `[[source]]` with two brackets on each side"
    } else if message.starts_with("unclosed array") {
        "a list is not closed; write `]` behind its last value"
    } else if message.contains("basic string") || message.contains("literal string") {
        "the quotes around a text are not closed"
    } else if message.starts_with("key with no value") {
        "write it as key = value"
    } else {
        return Cow::Owned(harmless(&message.lines().collect::<Vec<_>>().join(", ")));
    };
    Cow::Borrowed(explained)
}

fn line_at(text: &str, offset: usize) -> &str {
    let (before, after) = text.split_at_checked(offset).unwrap_or((text, ""));
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let end = after.find('\n').map_or(text.len(), |at| offset + at);
    text.get(start..end).unwrap_or_default()
}

/// What a `[[source]]` or `[[search]]` is called that cannot be read as a whole.
fn name_of(part: &str) -> Option<(&'static str, &str)> {
    let header = part.trim_start().strip_prefix("[[")?;
    let (kind, key) = if header.trim_start().starts_with("search") {
        ("search", "name")
    } else {
        ("source", "id")
    };
    let values = part.lines().filter_map(|line| line.trim_start().strip_prefix(key));
    let mut names = values.filter_map(|rest| rest.trim_start().strip_prefix('='));
    let name = names.next()?.trim().trim_matches(['"', '\'']);
    (!name.is_empty()).then_some((kind, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_slips_are_explained_without_the_words_of_the_trade() {
        for (line, said) in [
            ("name = Malmö stad", "put quotes (\") around the text"),
            ("name = “Malmö”", "the quotes are curly ones; write straight ones (\")"),
            ("name = \"Malmö", "the quotes around a text are not closed"),
            ("name =", "the value is missing; write it behind the `=`, or take the line away"),
            ("enabled = no", "write `true` or `false`"),
            ("priority: 1", "write it as key = value"),
            ("themes = [\"iot\"", "a list is not closed; write `]` behind its last value"),
            ("id = \"b\"", "the same key stands twice"),
            ("[[source]", "write `[[source]]` with two brackets on each side"),
        ] {
            let text = format!("[[source]]\nid = \"a\"\n{line}\n");
            let error = toml::de::DeTable::parse(&text).unwrap_err();
            assert_eq!(explain(&error, line), said, "{line}");
        }
    }

    #[test]
    fn a_broken_source_is_called_by_its_id() {
        assert_eq!(name_of("[[source]]\n id= 'a'\nname = \"x\nidea = 1"), Some(("source", "a")));
        assert_eq!(name_of("[[search]]\nname = \"n\nid = 'a'"), Some(("search", "n")));
        assert_eq!(name_of("[[source]]\nname = \"x"), None);
        assert_eq!(name_of("[network]\nid = \"x"), None);
    }
}
