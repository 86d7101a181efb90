//! Registers: records in JSON, in tables and in pages, handed over one at a time.
//!
//! A register may be larger than memory: it is read from a file as a stream, and as often as needed.

mod csv;
mod entry;
mod form;
mod group;
mod guess;
mod json;
mod mojibake;
mod outline;
mod page;
mod record;
mod strings;
mod value;

use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;

use serde_json::Value;

use super::ParseError;
use crate::markup::{Utf8Reader, charset_of, encoding_of};
use crate::model::{Entry, FieldPath, RegisterRecipe};

use self::csv::TableEnd;
use entry::EntryMaker;
use form::Form;
use group::Groups;
use json::{Damage, Places};
use record::{Record, Rows};

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

type Flow = Taken;

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
    cursor: Option<&FieldPath>,
    limits: RegisterLimits,
    take: &mut dyn FnMut(Entry) -> Taken,
) -> Result<RegisterEnd, ParseError> {
    super::guarded(|| {
        let declared = recipe.encoding.as_deref().or(body.content_type.and_then(charset_of));
        let declared = declared.map(str::to_owned);
        let mut text = Text { file: body.file, limits, encoding: "UTF-8" };
        let encoding = encoding_of(&mut text.raw()?, declared.as_deref()).map_err(unreadable)?;
        text.encoding = encoding;
        let form = form::of(&text.beginning()?, body.content_type, recipe)?;
        let mut hands = Hands {
            maker: EntryMaker::new(recipe, body.url),
            take,
            end: RegisterEnd {
                encoding: text.encoding,
                form: form.name(),
                ..RegisterEnd::default()
            },
            most: limits.records,
        };
        match form {
            Form::Json { skip, is_script } => {
                read_json(&mut text, skip, is_script, recipe, cursor, &mut hands)?;
            }
            Form::Table { delimiter } => read_table(&mut text, delimiter, recipe, &mut hands)?,
            Form::Page => read_page(&mut text, &mut hands)?,
        }
        hands.finish()
    })
}

/// The file as text, from its beginning, as often as needed.
struct Text<'f> {
    file: &'f mut dyn File,
    limits: RegisterLimits,
    encoding: &'static str,
}

impl Text<'_> {
    fn raw(&mut self) -> Result<Box<dyn Read + '_>, ParseError> {
        self.file.seek(SeekFrom::Start(0)).map_err(unreadable)?;
        form::unpacked(self.file, self.limits.bytes)
    }

    fn reader(&mut self) -> Result<Utf8Reader<Box<dyn Read + '_>>, ParseError> {
        let encoding = self.encoding;
        Ok(Utf8Reader::new(self.raw()?, encoding))
    }

    /// As much as shows what it is.
    fn beginning(&mut self) -> Result<String, ParseError> {
        const BYTES: u64 = 64 * 1024;
        let mut bytes = Vec::new();
        self.reader()?.take(BYTES).read_to_end(&mut bytes).map_err(unreadable)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// A file that was just written cannot be read; or it unpacks into too much, which says so itself.
fn unreadable(error: io::Error) -> ParseError {
    match error.downcast::<ParseError>() {
        Ok(error) => error,
        Err(error) => ParseError::Damaged(error.to_string()),
    }
}

fn read_json(
    text: &mut Text<'_>,
    skip: u64,
    is_script: bool,
    recipe: &RegisterRecipe,
    cursor: Option<&FieldPath>,
    hands: &mut Hands<'_, '_>,
) -> Result<(), ParseError> {
    let found = match &recipe.items {
        Some(path) => path.clone(),
        None => {
            let outline = outline::outline(skipped(text.reader()?, skip)?);
            let is_records = outline.is_list || (outline.has_more && !is_script);
            let path = outline.records().filter(|_| !is_records);
            hands.end.found_at = path.map(ToString::to_string);
            path.cloned().unwrap_or_else(FieldPath::root)
        }
    };
    let places = Places { records: found.steps(), cursor: cursor.map(FieldPath::steps), is_script };
    let mut groups = recipe.group_by.clone().map(Groups::by);
    let reader = skipped(text.reader()?, skip)?;
    let end = json::read(reader, places, &mut |value| match &mut groups {
        Some(groups) => groups.add(Record::Json(value)),
        None => hands.give(&Record::Json(value)),
    });
    hands.end.cursor = end.cursor;
    if let Some(groups) = groups {
        hands.give_groups(groups);
    }
    match end.damage {
        Some(damage) if hands.end.records == 0 => Err(match damage {
            Damage::CutOff => ParseError::Truncated { entries: 0 },
            Damage::Broken(what) => ParseError::Damaged(format!("JSON, {what}")),
        }),
        Some(damage) => {
            hands.end.is_cut_off = true;
            let records = hands.end.records;
            let what = match damage {
                Damage::CutOff => "it ends in the middle".to_owned(),
                Damage::Broken(what) => format!("the JSON is damaged, {what}"),
            };
            hands.end.warnings.push(format!("cut off after {records} records: {what}"));
            Ok(())
        }
        None if hands.end.records == 0 && !end.is_reached => {
            let outline = outline::outline(skipped(text.reader()?, skip)?);
            Err(ParseError::NoRecords { path: found.to_string(), has: outline.told() })
        }
        None => Ok(()),
    }
}

/// A reader without its first bytes.
fn skipped<R: Read>(mut reader: R, bytes: u64) -> Result<R, ParseError> {
    io::copy(&mut reader.by_ref().take(bytes), &mut io::sink()).map_err(unreadable)?;
    Ok(reader)
}

fn read_table(
    text: &mut Text<'_>,
    delimiter: u8,
    recipe: &RegisterRecipe,
    hands: &mut Hands<'_, '_>,
) -> Result<(), ParseError> {
    let mut headings = Arc::new(Vec::new());
    let mut groups = recipe.group_by.clone().map(Groups::by);
    let (sender, receiver) = (std::cell::RefCell::new(None), text.reader()?);
    let end = csv::read(
        receiver,
        delimiter,
        &mut |found| {
            *sender.borrow_mut() = Some(Arc::new(found));
            true
        },
        &mut |cells| {
            if let Some(found) = sender.borrow_mut().take() {
                headings = found;
            }
            let record = Record::Rows(Rows { headings: Arc::clone(&headings), rows: vec![cells] });
            let taken = match &mut groups {
                Some(groups) => groups.add(record),
                None => hands.give(&record),
            };
            taken == Taken::GoOn
        },
    );
    if let Some(groups) = groups {
        hands.give_groups(groups);
    }
    if let TableEnd::Damaged(what) = end {
        if hands.end.records == 0 {
            return Err(ParseError::Damaged(format!("CSV, {what}")));
        }
        hands.end.is_cut_off = true;
        let records = hands.end.records;
        hands.end.warnings.push(format!("cut off after {records} records: {what}"));
    }
    Ok(())
}

fn read_page(text: &mut Text<'_>, hands: &mut Hands<'_, '_>) -> Result<(), ParseError> {
    let mut bytes = Vec::new();
    text.reader()?.take(PAGE_BYTES).read_to_end(&mut bytes).map_err(unreadable)?;
    let html = String::from_utf8_lossy(&bytes).into_owned();
    let records: Vec<Value> = page::records(&html);
    if records.is_empty() {
        return Err(super::looks::not("a register", &html));
    }
    for record in records {
        if hands.give(&Record::Json(record)) == Taken::Enough {
            break;
        }
    }
    Ok(())
}

/// Makes entries and counts.
struct Hands<'r, 't> {
    maker: EntryMaker<'r>,
    take: &'t mut dyn FnMut(Entry) -> Taken,
    end: RegisterEnd,
    most: usize,
}

impl Hands<'_, '_> {
    fn give(&mut self, record: &Record) -> Taken {
        if self.end.records >= self.most {
            self.end.warnings.push(format!("only the first {} records were read", self.most));
            return Taken::Enough;
        }
        if self.end.records == 0 {
            self.end.names = record.names().iter().map(ToString::to_string).collect();
        }
        self.end.records += 1;
        match self.maker.entry(record) {
            Some(entry) => (self.take)(entry),
            None => {
                self.end.unusable += 1;
                Taken::GoOn
            }
        }
    }

    fn give_groups(&mut self, groups: Groups) {
        if groups.is_full() {
            self.end
                .warnings
                .push("there is too much to join by `group_by`; the rest was left out".to_owned());
            self.end.is_cut_off = true;
        }
        for record in groups.into_records() {
            if self.give(&record) == Taken::Enough {
                return;
            }
        }
    }

    fn finish(self) -> Result<RegisterEnd, ParseError> {
        const TOLD: usize = 12;
        let mut end = self.end;
        if end.records > 0 && end.unusable == end.records {
            let names = end.names.iter().take(TOLD).map(|name| format!("`{name}`"));
            return Err(ParseError::NoTitles {
                records: end.records,
                has: names.collect::<Vec<_>>().join(", "),
            });
        }
        if end.unusable > 0 {
            let (unusable, records) = (end.unusable, end.records);
            end.warnings.push(format!("{unusable} of {records} records have no title and no text"));
        }
        Ok(end)
    }
}

#[cfg(test)]
mod tests;
