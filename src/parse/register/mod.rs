//! Registers: records in JSON, in tables and in pages, handed over one at a time.
//!
//! A register may be larger than memory: it is read from a file as a stream, and as often as needed.

mod archive;
mod csv;
mod entry;
mod form;
mod group;
mod guess;
mod hands;
mod json;
mod outline;
mod page;
mod record;
mod strings;
mod text;
mod value;
mod walk;

use std::io::{Read, Seek};
use std::sync::Arc;

use super::ParseError;
use crate::markup::charset_of;
use crate::model::{Entry, FieldPath, RegisterRecipe};

use self::csv::TableEnd;
use form::Form;
use hands::Hands;
use json::{Damage, Places};
use record::{Record, Rows};
use text::Text;

/// A page with JSON-LD is held as a whole.
const PAGE_BYTES: u64 = 10 * 1024 * 1024;

/// What a register may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RegisterLimits {
    /// Bytes after unpacking.
    pub bytes: u64,
    /// Records; those beyond are left out, with a warning.
    pub records: usize,
}

/// The answer that holds a register.
pub struct RegisterBody<'b> {
    pub file: &'b mut dyn File,
    pub content_type: Option<&'b str>,
    /// The address that answered: relative links belong to it.
    pub url: &'b str,
}

/// What can be read from its beginning again.
pub trait File: Read + Seek {}

impl<T: Read + Seek> File for T {}

/// Whether whoever takes records wants more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    GoOn,
    Enough,
}

/// What a register turned out to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RegisterEnd {
    /// Records that were read, also those that give no entry.
    pub records: usize,
    /// Those without a title and a text.
    pub unusable: usize,
    /// It ends before its end: its records are whole, and there may be more.
    pub is_cut_off: bool,
    /// What stands at the path of the cursor.
    pub cursor: Option<String>,
    /// WHATWG name.
    pub encoding: &'static str,
    /// `JSON`, `CSV` or `JSON-LD`.
    pub form: &'static str,
    /// Where records were found without being told.
    pub found_at: Option<String>,
    /// The fields of the first record, as a mapping names them.
    pub names: Vec<String>,
    /// What was repaired or left out on the way, one sentence each.
    pub warnings: Vec<String>,
}

/// Reads a register and hands its entries over, in its order. It takes CPU time and belongs on a
/// blocking thread.
pub fn register(
    body: RegisterBody<'_>,
    recipe: &RegisterRecipe,
    limits: RegisterLimits,
    take: &mut dyn FnMut(Entry) -> Taken,
) -> Result<RegisterEnd, ParseError> {
    super::guarded(|| {
        let RegisterBody { file, content_type, url } = body;
        let declared = recipe.encoding.as_deref().or(content_type.and_then(charset_of));
        let mut text = Text::open(file, limits.bytes, recipe.member.as_deref(), declared)?;
        let form = form::of(&text.beginning()?, content_type, recipe)?;
        let mut hands = Hands::new(recipe, url, limits.records, take);
        hands.end.encoding = text.encoding;
        hands.end.form = form.name();
        match form {
            Form::Json(start) => read_json(&mut text, start, recipe, &mut hands)?,
            Form::Table { delimiter } => read_table(&mut text, delimiter, &mut hands)?,
            Form::Page => read_page(&mut text, &mut hands)?,
        }
        hands.finish()
    })
}

fn read_json(
    text: &mut Text<'_>,
    start: form::JsonStart,
    recipe: &RegisterRecipe,
    hands: &mut Hands<'_, '_>,
) -> Result<(), ParseError> {
    let path = match recipe.items.clone() {
        Some(path) => path,
        None => find_records(text, start, hands)?,
    };
    let cursor = recipe.cursor().map(FieldPath::steps);
    let form::JsonStart { is_script, is_lines, .. } = start;
    let places = Places { records: path.steps(), cursor, is_script, is_lines };
    let end =
        json::read(text.reader(start.skip)?, places, &mut |value| hands.give(Record::Json(value)));
    hands.end.cursor = end.cursor;
    if end.broken_lines > 0 {
        let broken = end.broken_lines;
        hands.end.warnings.push(format!("{broken} lines are no JSON and were left out"));
    }
    hands.all_came();
    match end.damage {
        Some(Damage::TooLarge(most)) => Err(ParseError::TooLarge(most)),
        Some(Damage::CutOff) if hands.end.records == 0 => Err(ParseError::Truncated { entries: 0 }),
        Some(Damage::Broken(what)) if hands.end.records == 0 => {
            Err(ParseError::Damaged(format!("JSON, {what}")))
        }
        Some(Damage::CutOff) => {
            hands.cut_off("it ends in the middle");
            Ok(())
        }
        Some(Damage::Broken(what)) => {
            hands.cut_off(&format!("its JSON is damaged, {what}"));
            Ok(())
        }
        None if hands.end.records == 0 && !end.is_reached => {
            let has = outline::outline(text.reader(start.skip)?).told();
            Err(ParseError::NoRecords { path: path.to_string(), has })
        }
        None => Ok(()),
    }
}

/// Where the records are when nobody says so.
fn find_records(
    text: &mut Text<'_>,
    start: form::JsonStart,
    hands: &mut Hands<'_, '_>,
) -> Result<FieldPath, ParseError> {
    let outline = outline::outline(text.reader(start.skip)?);
    let is_records = outline.is_list || (outline.has_more && !start.is_script);
    let path = outline.records().filter(|_| !is_records);
    hands.end.found_at = path.map(ToString::to_string);
    Ok(path.cloned().unwrap_or_else(FieldPath::root))
}

fn read_table(
    text: &mut Text<'_>,
    delimiter: u8,
    hands: &mut Hands<'_, '_>,
) -> Result<(), ParseError> {
    let mut headings = None;
    let end = csv::read(text.reader(0)?, delimiter, &mut |cells| {
        let Some(headings) = &headings else {
            headings = Some(Arc::new(csv::headings(cells)));
            return Taken::GoOn;
        };
        hands.give(Record::Rows(Rows { headings: Arc::clone(headings), rows: vec![cells] }))
    });
    hands.all_came();
    match end {
        TableEnd::Whole => Ok(()),
        TableEnd::Damaged(what) if hands.end.records == 0 => {
            Err(ParseError::Damaged(format!("CSV, {what}")))
        }
        TableEnd::Damaged(what) => {
            hands.cut_off(&what);
            Ok(())
        }
    }
}

fn read_page(text: &mut Text<'_>, hands: &mut Hands<'_, '_>) -> Result<(), ParseError> {
    let html = text.first(PAGE_BYTES)?;
    let records = page::records(&html);
    if records.is_empty() {
        return Err(super::looks::not("a register", &html));
    }
    for record in records {
        if hands.give(Record::Json(record)) == Taken::Enough {
            break;
        }
    }
    hands.all_came();
    Ok(())
}

#[cfg(test)]
mod tests;
