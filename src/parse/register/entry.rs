//! From a record to an entry: each field to its place, as plain text or harmless markup.

use std::collections::BTreeMap;

use super::guess::guess;
use super::record::{Record, Rows};
use crate::date;
use crate::markup::{self, Sanitiser};
use crate::model::{Entry, FactName, Facts, FieldPath, Piece, RegisterRecipe, Target, Wording};
use crate::parse::wording::short;

/// Tags of one record that are kept.
const MOST_TAGS: usize = 100;
/// Characters of a fact; more is a text.
const LONGEST_FACT: usize = 500;
/// Columns of a table that go into the text without being named.
const MOST_REST: usize = 200;

/// Makes entries of records, by one recipe.
pub(super) struct EntryMaker<'r> {
    recipe: &'r RegisterRecipe,
    base: &'r str,
    sanitiser: Sanitiser,
}

/// The mapping of one record.
type Fields = BTreeMap<Target, Vec<Wording>>;

impl<'r> EntryMaker<'r> {
    /// `base` is the address that answered: relative links belong to it.
    pub(super) fn new(recipe: &'r RegisterRecipe, base: &'r str) -> Self {
        Self { recipe, base, sanitiser: Sanitiser::new(Some(base)) }
    }

    /// The entry; `None` when the record has neither title nor text.
    pub(super) fn entry(&self, record: &Record) -> Option<Entry> {
        let guessed =
            if self.recipe.guesses { guess(record, &self.recipe.fields) } else { Fields::new() };
        let values = Values { record, given: &self.recipe.fields, guessed: &guessed };
        let mut entry = Entry {
            title: values.line(Target::Title).unwrap_or_default(),
            link: self.link(&values),
            id: values.first(Target::Id).map(|id| short(markup::fold_space(&id))),
            published: values.first(Target::Published).and_then(|text| date::parse(&text)),
            updated: values.first(Target::Updated).and_then(|text| date::parse(&text)),
            author: values.line(Target::Author).filter(|name| !is_number(name)),
            summary: self.markup(&values.first(Target::Summary).into_iter().collect::<Vec<_>>()),
            content: self.markup(&values.all(Target::Text)),
            tags: values.tags(),
            facts: values.facts(),
            language: values.first(Target::Language).and_then(|code| code.parse().ok()),
            ..Entry::default()
        };
        if let (Record::Rows(rows), true) = (record, self.recipe.rest) {
            let lines = rest(rows, &values);
            let parts = entry.content.take().into_iter().chain(lines);
            entry.content = Some(parts.collect::<String>()).filter(|text| !text.is_empty());
        }
        let is_empty = entry.title.is_empty() && entry.content.is_none() && entry.summary.is_none();
        (!is_empty).then_some(entry)
    }

    fn link(&self, values: &Values<'_>) -> Option<String> {
        let candidates = values.each(Target::Url);
        let is_address = |text: &String| !text.contains(char::is_whitespace);
        candidates.filter(is_address).find_map(|text| markup::absolute(Some(self.base), &text))
    }

    /// Texts as paragraphs of sanitised markup.
    fn markup(&self, texts: &[String]) -> Option<String> {
        let html: String =
            texts.iter().map(|text| self.paragraphs(&markup::repair_mojibake(text))).collect();
        (!html.is_empty()).then_some(html)
    }

    fn paragraphs(&self, text: &str) -> String {
        if is_markup(text) {
            let clean = self.sanitiser.clean(text);
            return if clean.trim_start().starts_with('<') {
                clean
            } else {
                format!("<p>{clean}</p>")
            };
        }
        let plain = markup::decode_entities(text);
        let lines = plain.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.map(paragraph).collect::<Vec<_>>().concat()
    }
}

/// The values of one record.
struct Values<'v> {
    record: &'v Record,
    given: &'v Fields,
    guessed: &'v Fields,
}

impl Values<'_> {
    fn wordings(&self, target: Target) -> &[Wording] {
        let found = self.given.get(&target).or_else(|| self.guessed.get(&target));
        found.map_or(&[], Vec::as_slice)
    }

    /// What each of the wordings of a target gives, where it gives anything.
    fn each(&self, target: Target) -> impl Iterator<Item = String> {
        self.wordings(target).iter().filter_map(|wording| self.value(wording))
    }

    fn first(&self, target: Target) -> Option<String> {
        self.each(target).next()
    }

    /// All of them, as a text has them below each other; what was guessed once only.
    fn all(&self, target: Target) -> Vec<String> {
        let most = if self.given.contains_key(&target) { usize::MAX } else { 1 };
        self.each(target).take(most).collect()
    }

    /// Plain text on one line.
    fn line(&self, target: Target) -> Option<String> {
        let line = short(markup::to_line(&markup::repair_mojibake(&self.first(target)?)));
        (!line.is_empty()).then_some(line)
    }

    fn value(&self, wording: &Wording) -> Option<String> {
        match wording {
            Wording::Field(path) => joined(&self.record.texts(path)),
            Wording::Template(pieces) => self.filled(pieces),
        }
    }

    /// `None` when the template has fields and none of them has a value.
    fn filled(&self, pieces: &[Piece]) -> Option<String> {
        let mut filled = String::new();
        let mut has_value = pieces.iter().all(|piece| matches!(piece, Piece::Words(_)));
        for piece in pieces {
            match piece {
                Piece::Words(words) => filled.push_str(words),
                Piece::Field(path) => {
                    let value = joined(&self.record.texts(path));
                    has_value |= value.is_some();
                    filled.push_str(&value.unwrap_or_default());
                }
            }
        }
        // `{acronym} – {title}` without an acronym is the title.
        let joints = |c: char| c.is_whitespace() || matches!(c, '–' | '-' | ',' | ';' | '|');
        has_value.then(|| filled.trim_matches(joints).to_owned())
    }

    fn tags(&self) -> Vec<String> {
        let mut tags: Vec<String> = Vec::new();
        for wording in self.wordings(Target::Tags) {
            let texts = match wording {
                Wording::Field(path) => self.record.texts(path),
                Wording::Template(pieces) => self.filled(pieces).into_iter().collect(),
            };
            let parts = texts.iter().flat_map(|text| text.split([';', ',', '|']));
            for part in parts.map(|part| short(markup::to_line(&markup::repair_mojibake(part)))) {
                let is_tag = !part.is_empty() && !is_number(&part);
                if is_tag && tags.len() < MOST_TAGS && !tags.contains(&part) {
                    tags.push(part);
                }
            }
        }
        tags
    }

    fn facts(&self) -> Facts {
        let fact = |name: FactName| {
            let text = self.first(Target::Fact(name))?;
            let line = markup::to_line(&markup::repair_mojibake(&text));
            let is_day = matches!(name, FactName::Start | FactName::End | FactName::Deadline);
            let line = if is_day { without_midnight(&line) } else { &line };
            (!says_nothing(line)).then(|| (name, cut(line, LONGEST_FACT)))
        };
        FactName::ALL.into_iter().filter_map(fact).collect()
    }

    fn is_used(&self, heading: &str) -> bool {
        let names = |path: &FieldPath| path.last_key().is_some_and(|key| key == heading);
        let wordings = self.given.values().chain(self.guessed.values()).flatten();
        wordings.into_iter().any(|wording| match wording {
            Wording::Field(path) => names(path),
            Wording::Template(pieces) => {
                pieces.iter().any(|piece| matches!(piece, Piece::Field(path) if names(path)))
            }
        })
    }
}

/// The columns that nothing names, a line each.
fn rest(rows: &Rows, values: &Values<'_>) -> Vec<String> {
    let line = |heading: &String| {
        let cells = joined(&rows.column(heading))?;
        let cells = markup::to_line(&markup::repair_mojibake(&cells));
        (!says_nothing(&cells)).then(|| paragraph(&format!("{heading}: {cells}")))
    };
    let unnamed = rows.headings.iter().filter(|heading| !values.is_used(heading));
    unnamed.take(MOST_REST).filter_map(line).collect()
}

fn paragraph(text: &str) -> String {
    format!("<p>{}</p>", markup::escape(text))
}

fn joined(texts: &[String]) -> Option<String> {
    if texts.is_empty() { None } else { Some(texts.join(", ")) }
}

/// What people write into a field that they have nothing to say in.
fn says_nothing(text: &str) -> bool {
    matches!(text, "" | "-" | "–" | "N/A" | "n/a" | "null" | "None" | "NULL")
}

/// A day that a program has written as a moment.
fn without_midnight(day: &str) -> &str {
    const MIDNIGHT: [&str; 6] =
        ["T00:00:00Z", "T00:00:00.000Z", "T00:00:00", " 00:00:00.0", " 00:00:00", " 00:00"];
    MIDNIGHT.iter().find_map(|midnight| day.strip_suffix(midnight)).unwrap_or(day)
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn cut(text: &str, characters: usize) -> String {
    match text.char_indices().nth(characters) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// Whether a text holds tags of HTML. `a < b` is none.
fn is_markup(text: &str) -> bool {
    text.match_indices('<').any(|(at, _)| {
        let rest = text.get(at + 1..).unwrap_or_default();
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        rest.starts_with(|letter: char| letter.is_ascii_alphabetic()) && rest.contains('>')
    })
}
