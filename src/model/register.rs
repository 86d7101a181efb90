//! How a register is read: what it is written in, where its records are, and what their fields mean.

use std::collections::BTreeMap;
use std::str::FromStr;

use super::{FactName, FieldPath, Timestamp};

/// How a register is read; made from `[source.json]`, `[source.csv]`, `format` and `adapter`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterRecipe {
    pub form: RecordForm,
    /// Where the list of records is; `None` finds it.
    pub items: Option<FieldPath>,
    /// The character between cells; `None` finds it.
    pub delimiter: Option<u8>,
    /// The encoding, where the answer says another one or none.
    pub encoding: Option<String>,
    /// Records with the same value here are one.
    pub group_by: Option<FieldPath>,
    /// The file to be read in a packed answer, by the end of its name.
    pub member: Option<String>,
    /// What goes where.
    pub fields: BTreeMap<Target, Vec<Wording>>,
    /// What the table does not name is found by the usual names of fields.
    pub guesses: bool,
    /// Columns of a table that nothing names go into the text, each with its heading.
    pub rest: bool,
    pub paging: Paging,
    /// Pages that one run reads at the most.
    pub max_pages: usize,
    /// How many records a page holds, for `{limit}` and for a parameter of that name.
    pub limit: Option<u64>,
    /// What is sent with a POST; `None` is a GET.
    pub post: Option<Post>,
    /// From which day on a `{since}` in the address asks.
    pub since: Since,
}

/// What records are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RecordForm {
    /// The answer shows it.
    #[default]
    Any,
    Json,
    Csv,
    /// JSON-LD in a page.
    Page,
}

/// Where a value goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// What the register recognises the record by.
    Id,
    Title,
    Summary,
    Text,
    Url,
    Published,
    Updated,
    Author,
    Tags,
    Language,
    Fact(FactName),
}

/// How a value is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wording {
    Field(FieldPath),
    /// Words with fields between them; empty when it has fields and all of them are.
    Template(Vec<Piece>),
}

/// One part of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Words(String),
    Field(FieldPath),
}

/// How the pages of a register follow each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Paging {
    /// All is in one answer, unless it names a next one in its `Link` header.
    #[default]
    Link,
    /// A number that grows by one: `{page}` in the address or body, else a parameter.
    Page { parameter: String, first: u64 },
    /// How many records have been read: `{offset}`, else a parameter.
    Offset { parameter: String },
    /// A field of the answer that holds the next address, or a token for a parameter.
    Cursor { path: FieldPath, parameter: Option<String> },
    /// One answer is all there is.
    None,
}

/// What a POST carries: it asks, and changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Post {
    /// JSON.
    Json(String),
    /// The parts of a form, each of them JSON: name and value.
    Parts(Vec<(String, String)>),
}

/// What may stand in braces in the address or the body of a register: page, offset, limit, cursor,
/// and the day from which on it asks.
pub fn is_register_placeholder(text: &str) -> bool {
    matches!(text, "page" | "offset" | "limit" | "cursor" | "since" | "YYYY-MM-DD")
        || text.strip_prefix("since:").is_some_and(|form| form.contains('%'))
}

/// The day from which a register is asked on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Since {
    /// The day for the first time; `None` is `days` before it.
    pub start: Option<Timestamp>,
    /// How far a first run looks back.
    pub days: u32,
    /// How far the others look back before their last success.
    pub overlap_days: u32,
}

impl Default for Since {
    fn default() -> Self {
        Self { start: None, days: 365, overlap_days: 2 }
    }
}

impl Default for RegisterRecipe {
    fn default() -> Self {
        Self {
            form: RecordForm::Any,
            items: None,
            delimiter: None,
            encoding: None,
            group_by: None,
            member: None,
            fields: BTreeMap::new(),
            guesses: true,
            rest: true,
            paging: Paging::default(),
            max_pages: 50,
            limit: None,
            post: None,
            since: Since::default(),
        }
    }
}

impl RegisterRecipe {
    /// Where an answer says what comes next.
    pub fn cursor(&self) -> Option<&FieldPath> {
        match &self.paging {
            Paging::Cursor { path, .. } => Some(path),
            _ => None,
        }
    }
}

impl Target {
    /// All of them, in the order of the documentation.
    pub fn all() -> impl Iterator<Item = Self> {
        let own = [
            Self::Id,
            Self::Title,
            Self::Summary,
            Self::Text,
            Self::Url,
            Self::Published,
            Self::Updated,
            Self::Author,
            Self::Tags,
            Self::Language,
        ];
        own.into_iter().chain(FactName::ALL.map(Self::Fact))
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Title => "title",
            Self::Summary => "summary",
            Self::Text => "text",
            Self::Url => "url",
            Self::Published => "date",
            Self::Updated => "updated",
            Self::Author => "author",
            Self::Tags => "tags",
            Self::Language => "language",
            Self::Fact(name) => name.as_str(),
        }
    }
}

impl FromStr for Target {
    type Err = String;

    /// Reads the word that `as_str` writes; the error is that word.
    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::all().find(|target| target.as_str() == word).ok_or_else(|| word.to_owned())
    }
}

impl Wording {
    /// Reads a path, words with paths in braces (`https://x.example/{id}`), or words that are always
    /// the same (`=Vinnova`). The error completes a sentence that begins with the text.
    pub fn read(
        text: &str,
        path: impl Fn(&str) -> Result<FieldPath, String>,
    ) -> Result<Self, String> {
        if let Some(words) = text.strip_prefix('=') {
            return Ok(Self::Template(vec![Piece::Words(words.trim().to_owned())]));
        }
        if !text.contains('{') {
            return path(text).map(Self::Field);
        }
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((words, after)) = rest.split_once('{') {
            let (inside, behind) = after
                .split_once('}')
                .ok_or("has a `{` without its `}`; write fields as `{name}`")?;
            if !words.is_empty() {
                pieces.push(Piece::Words(words.to_owned()));
            }
            pieces.push(Piece::Field(path(inside)?));
            rest = behind;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Words(rest.to_owned()));
        }
        Ok(Self::Template(pieces))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_read_as_they_are_written() {
        for target in Target::all() {
            assert_eq!(target.as_str().parse(), Ok(target));
        }
        assert!("colour".parse::<Target>().is_err());
    }

    #[test]
    fn braces_make_a_template() {
        let read = |text| Wording::read(text, str::parse::<FieldPath>);
        assert_eq!(read("a.b"), Ok(Wording::Field("a.b".parse().unwrap())));
        let words = |text: &str| Piece::Words(text.to_owned());
        let field = |text: &str| Piece::Field(text.parse().unwrap());
        assert_eq!(
            read("https://x.example/{id}/{a.b}?q"),
            Ok(Wording::Template(vec![
                words("https://x.example/"),
                field("id"),
                words("/"),
                field("a.b"),
                words("?q"),
            ]))
        );
        assert!(read("https://x.example/{id").unwrap_err().contains("{name}"));
        assert!(read("{}").is_err());
    }
}
