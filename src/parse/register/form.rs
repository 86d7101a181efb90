//! What an answer is written in: JSON, a table, a page.

use serde::de::IgnoredAny;

use super::csv;
use crate::model::{RecordForm, RegisterRecipe};
use crate::parse::{ParseError, looks};

/// So much may stand before the data of a script.
const LONGEST_SCRIPT_HEAD: usize = 4 * 1024;

/// What it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Json(JsonStart),
    Table {
        delimiter: u8,
    },
    /// A page with JSON-LD.
    Page,
}

/// Where JSON begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct JsonStart {
    /// Bytes of UTF-8 before it, such as `var x =`.
    pub skip: u64,
    pub is_script: bool,
    /// Each line is a value of its own, so that a broken one costs only itself.
    pub is_lines: bool,
}

impl Form {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Json(_) => "JSON",
            Self::Table { .. } => "CSV",
            Self::Page => "JSON-LD",
        }
    }
}

/// What a text is by its beginning; the recipe decides where that is not clear.
pub(super) fn of(
    beginning: &str,
    content_type: Option<&str>,
    recipe: &RegisterRecipe,
) -> Result<Form, ParseError> {
    let text = beginning.trim_start_matches(|c: char| c.is_whitespace() || c == '\0');
    if text.is_empty() {
        return Err(ParseError::Empty);
    }
    if text.starts_with('<') {
        let is_page = recipe.form != RecordForm::Csv && looks::looks_like(text).contains("page");
        return if is_page { Ok(Form::Page) } else { Err(looks::not("a register", text)) };
    }
    if recipe.form == RecordForm::Csv {
        return table(text, recipe).ok_or_else(|| looks::not("a table", text));
    }
    if text.starts_with(['{', '[']) {
        let is_lines = is_lines(text);
        return Ok(Form::Json(JsonStart { is_lines, ..JsonStart::default() }));
    }
    let is_csv = content_type.is_some_and(|kind| kind.contains("csv") || kind.contains("tab-sep"));
    if let Some(skip) = script_head(beginning).filter(|_| !is_csv) {
        return Ok(Form::Json(JsonStart { skip, is_script: true, is_lines: false }));
    }
    match table(text, recipe) {
        Some(form) if recipe.form == RecordForm::Any => Ok(form),
        _ => Err(looks::not("a register", text)),
    }
}

fn table(text: &str, recipe: &RegisterRecipe) -> Option<Form> {
    let delimiter = recipe.delimiter.or_else(|| csv::delimiter_of(text));
    // A table of one column needs no delimiter, and somebody who says that it is one.
    let delimiter = delimiter.or((recipe.form == RecordForm::Csv).then_some(b','));
    delimiter.map(|delimiter| Form::Table { delimiter })
}

/// The first line is a whole value, and another one begins on the next.
fn is_lines(text: &str) -> bool {
    let Some((first, rest)) = text.split_once('\n') else { return false };
    rest.trim_start().starts_with('{')
        && text.starts_with('{')
        && serde_json::from_str::<IgnoredAny>(first).is_ok()
}

/// How much stands before the data of `var x = […];` or `callback({…});`.
fn script_head(text: &str) -> Option<u64> {
    let (head, _) = text.split_at_checked(text.find(['{', '['])?)?;
    let last = head.trim_end().chars().next_back()?;
    let is_head = head.len() <= LONGEST_SCRIPT_HEAD && matches!(last, '=' | '(') && head.is_ascii();
    is_head.then_some(head.len() as u64)
}
