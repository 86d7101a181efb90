//! What an answer is written in: JSON, a table, a page; packed or not.

use std::io::{self, Read};

use flate2::read::MultiGzDecoder;

use super::{File, csv};
use crate::model::{RecordForm, RegisterRecipe};
use crate::parse::{ParseError, looks};

/// How packed files begin, whatever they are called.
const GZIP_MAGIC: [u8; 2] = [0x1F, 0x8B];
/// So much may stand before the data of a script.
const LONGEST_SCRIPT_HEAD: usize = 4 * 1024;

/// What it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Json {
        /// Bytes of UTF-8 before it, such as `var x =`.
        skip: u64,
        is_script: bool,
    },
    Table {
        delimiter: u8,
    },
    /// A page with JSON-LD.
    Page,
}

impl Form {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Json { .. } => "JSON",
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
        return Ok(Form::Json { skip: 0, is_script: false });
    }
    let is_csv = content_type.is_some_and(|kind| kind.contains("csv") || kind.contains("tab-sep"));
    if let Some(skip) = script_head(beginning).filter(|_| !is_csv) {
        return Ok(Form::Json { skip, is_script: true });
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

/// How much stands before the data of `var x = […];` or `callback({…});`.
fn script_head(text: &str) -> Option<u64> {
    let (head, _) = text.split_at_checked(text.find(['{', '['])?)?;
    let last = head.trim_end().chars().next_back()?;
    let is_head = head.len() <= LONGEST_SCRIPT_HEAD && matches!(last, '=' | '(') && head.is_ascii();
    is_head.then_some(head.len() as u64)
}

/// The file without its packing. More than `most` bytes are an error of the reader.
pub(super) fn unpacked(file: &mut dyn File, most: u64) -> Result<Box<dyn Read + '_>, ParseError> {
    let mut magic = [0; 2];
    let read = file.read(&mut magic).map_err(super::unreadable)?;
    file.rewind().map_err(super::unreadable)?;
    if read == 2 && magic == GZIP_MAGIC {
        return Ok(Box::new(Capped { reader: MultiGzDecoder::new(file), left: most, most }));
    }
    Ok(Box::new(file))
}

/// Refuses to unpack without end.
struct Capped<R> {
    reader: R,
    left: u64,
    most: u64,
}

impl<R: Read> Read for Capped<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        let too_large = || {
            io::Error::other(ParseError::TooLarge(usize::try_from(self.most).unwrap_or(usize::MAX)))
        };
        self.left = self.left.checked_sub(read as u64).ok_or_else(too_large)?;
        Ok(read)
    }
}
