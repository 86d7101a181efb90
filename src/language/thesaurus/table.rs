//! The table of terms: tab-separated, one term a line, under a line that names the columns.

use std::fmt::{self, Write as _};

use super::Thesaurus;
use crate::model::Language;

/// One line of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its number, counted from 1; 0 when it comes from no line.
    pub line: usize,
    pub concept: String,
    pub kind: EntryKind,
    /// Of a new concept; ignored when the concept is known.
    pub theme: Option<String>,
    /// Of a new concept; ignored when the concept is known.
    pub weight: Option<f32>,
}

/// What a line says about its concept.
#[derive(Clone, Debug, PartialEq)]
pub enum EntryKind {
    Term {
        language: Language,
        text: String,
        preferred: bool,
        expand: bool,
    },
    /// Takes a term away; `*` takes all terms of the language.
    Not {
        language: Language,
        text: String,
    },
    /// Takes the whole concept away.
    NotAtAll,
    /// The address of the same concept in another vocabulary.
    Match(String),
}

/// What is wrong with a line, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Counted from 1; 0 when it belongs to no line.
    pub line: usize,
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => f.write_str(&self.message),
            line => write!(f, "{line}: {}", self.message),
        }
    }
}

/// The columns, each with the other name that it may have.
const COLUMNS: [(&str, &str); 7] = [
    ("concept", "concept_id"),
    ("language", "lang"),
    ("type", "type"),
    ("term", "term"),
    ("expand", "expand"),
    ("theme", "theme_id"),
    ("weight", "theme_weight"),
];
const NEEDED: usize = 4;

/// Reads a table; when anything is wrong, all that is wrong.
pub fn parse_tsv(text: &str) -> Result<Vec<Entry>, Vec<Problem>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = text.lines().enumerate().filter(|(_, line)| is_content(line));
    let Some((at, head)) = lines.next() else { return Ok(Vec::new()) };
    let columns = Columns::read(head).map_err(|message| vec![Problem { line: at + 1, message }])?;
    let (mut entries, mut problems) = (Vec::new(), Vec::new());
    for (at, line) in lines {
        match columns.entry(line) {
            Ok(entry) => entries.push(Entry { line: at + 1, ..entry }),
            Err(message) => problems.push(Problem { line: at + 1, message }),
        }
    }
    if problems.is_empty() { Ok(entries) } else { Err(problems) }
}

/// Writes all concepts as a table that `parse_tsv` reads.
pub fn write_tsv(thesaurus: &Thesaurus) -> String {
    let mut table = String::from("concept\tlanguage\ttype\tterm\texpand\ttheme\tweight\n");
    for concept in thesaurus.concepts() {
        let theme = concept.theme.as_deref().unwrap_or("-");
        let tail = format!("{theme}\t{}", concept.weight);
        for term in &concept.terms {
            let kind = if term.preferred { "preferred" } else { "alt" };
            let expand = if term.expand { "yes" } else { "no" };
            let (id, language, text) = (&concept.id, term.language, &term.text);
            // Writing into a string cannot fail.
            let _ = writeln!(table, "{id}\t{language}\t{kind}\t{text}\t{expand}\t{tail}");
        }
        for address in &concept.matches {
            let _ = writeln!(table, "{}\t-\tmatch\t{address}\t-\t{tail}", concept.id);
        }
    }
    table
}

fn is_content(line: &str) -> bool {
    !line.trim().is_empty() && !line.starts_with('#')
}

/// Where each column stands.
struct Columns([Option<usize>; COLUMNS.len()]);

impl Columns {
    fn read(head: &str) -> Result<Self, String> {
        let mut at = [None; COLUMNS.len()];
        for (position, name) in head.split('\t').map(str::trim).enumerate() {
            let known = COLUMNS.iter().position(|(one, other)| name == *one || name == *other);
            match known.and_then(|column| at.get_mut(column)) {
                Some(place) => *place = Some(position),
                None => return Err(unknown_column(name)),
            }
        }
        let missing = COLUMNS.iter().zip(at).take(NEEDED).find(|(_, place)| place.is_none());
        match missing {
            Some(((name, _), _)) => Err(format!("the column `{name}` is missing")),
            None => Ok(Self(at)),
        }
    }

    fn entry(&self, line: &str) -> Result<Entry, String> {
        let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
        let columns: Vec<&str> = self
            .0
            .iter()
            .map(|place| place.and_then(|at| fields.get(at)).copied().unwrap_or_default())
            .collect();
        let [concept, language, kind, text, expand, theme, weight] = columns[..] else {
            return Err("a line has seven columns at most".to_owned());
        };
        if concept.is_empty() || text.is_empty() {
            return Err("a line needs a concept and a term; between columns stands a tab".into());
        }
        let weight = match weight {
            "" | "-" => None,
            number => Some(number.parse().map_err(|_| wrong_weight(number))?),
        };
        let theme = Some(theme.to_owned()).filter(|theme| !theme.is_empty() && theme != "-");
        let kind = entry_kind(language, kind, text, expand)?;
        Ok(Entry { line: 0, concept: concept.to_owned(), kind, theme, weight })
    }
}

fn entry_kind(language: &str, kind: &str, text: &str, expand: &str) -> Result<EntryKind, String> {
    let read_language = || language.parse::<Language>();
    let text = text.to_owned();
    let term = |preferred| {
        let expand = match expand {
            "" | "yes" => true,
            "no" => false,
            other => return Err(format!("`expand` is `yes` or `no`, not `{other}`")),
        };
        Ok(EntryKind::Term { language: read_language()?, text: text.clone(), preferred, expand })
    };
    match kind {
        "preferred" => term(true),
        "alt" => term(false),
        "not" if language == "*" && text == "*" => Ok(EntryKind::NotAtAll),
        "not" => Ok(EntryKind::Not { language: read_language()?, text }),
        "match" => Ok(EntryKind::Match(text)),
        other => Err(format!(
            "the type `{other}` is unknown; write `preferred`, `alt`, `not` or `match`"
        )),
    }
}

fn unknown_column(name: &str) -> String {
    let known: Vec<&str> = COLUMNS.iter().map(|(name, _)| *name).collect();
    format!(
        "the column `{name}` is unknown; the first line names the columns, among {}, with tabs between",
        known.join(", ")
    )
}

fn wrong_weight(number: &str) -> String {
    format!(
        "the weight `{number}` is no number; write 0 for a concept that fits every theme, else 1"
    )
}
