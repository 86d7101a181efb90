//! Takes the fields of one TOML table; what is wrong with them goes to the report.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::choice::nearest;
use super::codes::home_of;
use super::report::{Report, is_trick, shown};

/// One table of the file and what messages call it.
pub(super) struct Fields<'a, 'r> {
    table: &'a DeTable<'a>,
    /// Where its header stands.
    at: usize,
    label: String,
    report: &'r mut Report,
}

/// Longer addresses are refused by too many servers to be of use, and nothing else is so long.
const LONGEST: usize = 2048;

/// Words that people write for a key of ours.
const OTHER_WORDS: [(&str, &str); 12] = [
    ("type", "kind"),
    ("lang", "language"),
    ("title", "name"),
    ("link", "url"),
    ("address", "url"),
    ("tags", "themes"),
    ("interval", "every"),
    ("active", "enabled"),
    ("retention", "keep"),
    ("municipality", "place"),
    ("host", "server"),
    ("username", "user"),
];

impl<'a, 'r> Fields<'a, 'r> {
    pub(super) fn new(
        table: &'a DeTable<'a>,
        at: usize,
        label: impl Into<String>,
        report: &'r mut Report,
    ) -> Self {
        Self { table, at, label: label.into(), report }
    }

    /// Reports every key that is not known.
    pub(super) fn check_keys(&mut self, known: &[&str]) {
        for key in self.table.keys() {
            let word: &str = key.get_ref();
            if !known.contains(&word) {
                self.problem(key.span().start, &unknown_key(word, known));
            }
        }
    }

    /// A text that is not empty, without white space around it.
    pub(super) fn text(&mut self, key: &str) -> Option<&'a str> {
        let value = self.table.get(key)?;
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_type(key, value, "a text in quotes");
            return None;
        };
        self.checked_text(key, value.span().start, text)
    }

    /// A text as it stands, white space and all.
    pub(super) fn raw_text(&mut self, key: &str) -> Option<&'a str> {
        let value = self.table.get(key)?;
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.wrong_type(key, value, "a text in quotes");
        }
        text
    }

    /// A text when there is one; nothing is reported.
    pub(super) fn peek(&self, key: &str) -> Option<&'a str> {
        self.table.get(key)?.get_ref().as_str()
    }

    /// A text that `parse` understands; its error completes the sentence that begins with the key.
    pub(super) fn parsed<T>(
        &mut self,
        key: &str,
        parse: impl Fn(&str) -> Result<T, String>,
    ) -> Option<T> {
        let text = self.text(key)?;
        match parse(text) {
            Ok(value) => Some(value),
            Err(error) => {
                self.problem_at(key, &format!("{key} {error}"));
                None
            }
        }
    }

    pub(super) fn flag(&mut self, key: &str) -> Option<bool> {
        let value = self.table.get(key)?;
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong_type(key, value, "`true` or `false`, without quotes");
        }
        flag
    }

    pub(super) fn number(
        &mut self,
        key: &str,
        range: std::ops::RangeInclusive<u64>,
    ) -> Option<u64> {
        let value = self.table.get(key)?;
        let number = value
            .get_ref()
            .as_integer()
            .and_then(|written| u64::from_str_radix(written.as_str(), written.radix()).ok());
        let number = number.filter(|number| range.contains(number));
        if number.is_none() {
            let wanted = format!("a whole number from {} to {}", range.start(), range.end());
            self.wrong_type(key, value, &wanted);
        }
        number
    }

    /// The good ones of a list of texts; each of the others is reported at its own line.
    pub(super) fn list<T>(
        &mut self,
        key: &str,
        parse: impl Fn(&str) -> Result<T, String>,
    ) -> Option<Vec<T>> {
        let value = self.table.get(key)?;
        let Some(array) = value.get_ref().as_array() else {
            let example = value.get_ref().as_str().map_or("…".to_owned(), shown);
            self.wrong_type(key, value, &format!("a list; write {key} = [\"{example}\"]"));
            return None;
        };
        let mut items = Vec::with_capacity(array.len());
        for item in array {
            let Some(text) = item.get_ref().as_str() else {
                self.wrong_type(key, item, "a list of texts in quotes");
                continue;
            };
            let Some(text) = self.checked_text(key, item.span().start, text) else { continue };
            match parse(text) {
                Ok(item) => items.push(item),
                Err(error) => self.problem(item.span().start, &format!("{key} {error}")),
            }
        }
        Some(items)
    }

    /// One text, or the good ones of a list of texts.
    pub(super) fn one_or_more<T>(
        &mut self,
        key: &str,
        parse: impl Fn(&str) -> Result<T, String>,
    ) -> Option<Vec<T>> {
        if self.table.get(key)?.get_ref().is_array() {
            return self.list(key, parse);
        }
        self.parsed(key, parse).map(|one| vec![one])
    }

    /// The names and texts of a table of texts; white space stays.
    pub(super) fn pairs(&mut self, key: &str) -> Option<Vec<(String, String)>> {
        let mut inner = self.table(key)?;
        let names: Vec<String> =
            inner.table.keys().map(|name| name.get_ref().clone().into_owned()).collect();
        let text = |name: String| Some((inner.raw_text(&name)?.to_owned(), name));
        Some(names.into_iter().filter_map(text).map(|(text, name)| (name, text)).collect())
    }

    /// A table inside this one.
    pub(super) fn table(&mut self, key: &str) -> Option<Fields<'a, '_>> {
        let value = self.table.get(key)?;
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_type(key, value, "a table of its own");
            return None;
        };
        let label = format!("{}{key}: ", self.label);
        Some(Fields::new(table, value.span().start, label, self.report))
    }

    /// All keys, in their order.
    pub(super) fn keys(&self) -> Vec<&'a str> {
        self.table.keys().map(|key| key.get_ref().as_ref()).collect()
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    pub(super) fn line(&self) -> usize {
        self.report.line(self.at)
    }

    pub(super) fn problem_count(&self) -> usize {
        self.report.count()
    }

    pub(super) fn set_label(&mut self, label: String) {
        self.label = label;
    }

    /// Reports at the header of the table.
    pub(super) fn problem_here(&mut self, message: &str) {
        self.problem(self.at, message);
    }

    /// Reports at the line of a key, at the header when the key is not there.
    pub(super) fn problem_at(&mut self, key: &str, message: &str) {
        let at = self.table.get(key).map_or(self.at, |value| value.span().start);
        self.problem(at, message);
    }

    pub(super) fn problem(&mut self, offset: usize, message: &str) {
        let message = format!("{}{message}", self.label);
        self.report.add(offset, message);
    }

    fn checked_text(&mut self, key: &str, at: usize, text: &'a str) -> Option<&'a str> {
        let text = text.trim();
        if text.is_empty() {
            self.problem(at, &format!("{key} is empty; fill it in or take the line away"));
            return None;
        }
        if text.len() > LONGEST {
            self.problem(at, &format!("{key} is longer than {LONGEST} bytes; shorten it"));
            return None;
        }
        if text.chars().any(|letter| is_trick(letter) || letter == char::REPLACEMENT_CHARACTER) {
            self.problem(
                at,
                &format!(
                    "{key} \"{}\" holds characters that cannot be shown; retype it",
                    shown(text)
                ),
            );
            return None;
        }
        Some(text)
    }

    fn wrong_type(&mut self, key: &str, value: &Spanned<DeValue<'_>>, wanted: &str) {
        let found = written(value.get_ref());
        self.problem(value.span().start, &format!("{key} is {found}; it must be {wanted}"));
    }
}

fn unknown_key(word: &str, known: &[&str]) -> String {
    let other = OTHER_WORDS.iter().find(|(other, _)| *other == word).map(|(_, key)| *key);
    let other = other.filter(|key| known.contains(key));
    let shown = shown(word);
    match (home_of(word), other.or_else(|| nearest(word, known))) {
        (Some(home), _) => format!("key `{shown}` is not known here; {home}"),
        (None, Some(meant)) => format!("key `{shown}` is not known; did you mean `{meant}`?"),
        (None, None) => format!("key `{shown}` is not known; take it away, or see `utkik schema`"),
    }
}

fn written(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("the text \"{}\"", shown(text)),
        DeValue::Integer(number) => format!("the number {}", shown(number.as_str())),
        DeValue::Float(number) => format!("the number {}", shown(number.as_str())),
        DeValue::Boolean(flag) => format!("`{flag}`"),
        DeValue::Datetime(date) => format!("the date {date}"),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Table(_) => "a table".to_owned(),
    }
}
