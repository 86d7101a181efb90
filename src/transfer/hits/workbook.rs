//! Hits as a workbook for Excel (XLSX, ECMA-376).

use rust_xlsxwriter::{Format, Url, Workbook, Worksheet, XlsxError};

use super::row::{Cell, cells, headings};
use crate::message::Locale;
use crate::model::SearchAnswer;

/// Longer addresses are text and no link: Excel refuses them.
const LONGEST_LINK: usize = 2_000;
/// Longer texts do not fit into a cell.
const LONGEST_TEXT: usize = 32_000;

/// Why there is no workbook.
#[derive(Debug, thiserror::Error)]
#[error("the hits cannot be written as a workbook: {0}")]
pub struct WorkbookError(#[from] XlsxError);

/// The hits as one sheet with a frozen, filtered row of headings. Amounts are numbers; nothing is
/// a formula, whatever a title looks like.
pub fn workbook(locale: Locale, answer: &SearchAnswer) -> Result<Vec<u8>, WorkbookError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let headings = headings(locale);
    let bold = Format::new().set_bold();
    let mut last_column = 0;
    for (column, heading) in (0_u16..).zip(&headings) {
        sheet.write_string_with_format(0, column, heading, &bold)?;
        last_column = column;
    }
    let mut last_row = 0;
    for (row, hit) in (1_u32..).zip(&answer.hits) {
        for (column, cell) in (0_u16..).zip(cells(locale, hit)) {
            write(sheet, row, column, cell)?;
        }
        last_row = row;
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, last_row, last_column)?;
    sheet.set_column_width(1, 60)?;
    Ok(workbook.save_to_buffer()?)
}

fn write(sheet: &mut Worksheet, row: u32, column: u16, cell: Cell) -> Result<(), XlsxError> {
    match cell {
        Cell::Number(number) => {
            // Exact up to 2^53 SEK.
            #[expect(clippy::cast_precision_loss, reason = "Excel knows no other numbers")]
            sheet.write_number(row, column, number as f64)?;
        }
        Cell::Link(address) if is_link(&address) => {
            // It counts the address as it writes it; one that is too long then is text as well.
            if sheet.write_url(row, column, Url::new(&address)).is_err() {
                write_text(sheet, row, column, &address)?;
            }
        }
        Cell::Link(text) | Cell::Text(text) => write_text(sheet, row, column, &text)?,
    }
    Ok(())
}

fn write_text(sheet: &mut Worksheet, row: u32, column: u16, text: &str) -> Result<(), XlsxError> {
    let end = text.floor_char_boundary(LONGEST_TEXT);
    sheet.write_string(row, column, text.get(..end).unwrap_or_default())?;
    Ok(())
}

/// Only web addresses become links: an import may have brought others.
fn is_link(address: &str) -> bool {
    let is_web = address.starts_with("https://") || address.starts_with("http://");
    is_web && address.len() <= LONGEST_LINK
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_address_and_no_text_spoils_the_workbook() {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        let start = "https://ekvik.example/";
        for (row, tail) in (0..).zip([
            "[".repeat(1_900),
            " ".repeat(1_900),
            "ö".repeat(900),
            format!("#{}", "x".repeat(1_900)),
            "%".repeat(1_900),
            "x".repeat(100_000),
        ]) {
            for (column, cell) in [Cell::Link, Cell::Text].into_iter().enumerate() {
                let column = u16::try_from(column).unwrap();
                write(sheet, row, column, cell(format!("{start}{tail}"))).unwrap();
            }
        }
        assert!(!workbook.save_to_buffer().unwrap().is_empty());
    }
}
