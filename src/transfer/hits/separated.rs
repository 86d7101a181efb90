//! Hits as a table that a spreadsheet opens.

use super::row::{Cell, cells, headings};
use crate::message::Locale;
use crate::model::SearchAnswer;

/// Tells Excel that what follows is UTF-8.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// The hits as separated values (RFC 4180), with nothing that a spreadsheet would calculate. A
/// Swedish Excel expects semicolons between them, because its commas stand in numbers.
pub fn csv(locale: Locale, answer: &SearchAnswer) -> String {
    let rows = answer.hits.iter();
    let rows = rows.map(|hit| cells(locale, hit).into_iter().map(Cell::into_text).collect());
    table(locale, &headings(locale), rows)
}

/// Any rows in the same form.
pub fn table(
    locale: Locale,
    headings: &[String],
    rows: impl Iterator<Item = Vec<String>>,
) -> String {
    let separator = match locale {
        Locale::Sv => ";",
        Locale::En => ",",
    };
    let mut text = BYTE_ORDER_MARK.to_string();
    text.push_str(&headings.join(separator));
    text.push_str("\r\n");
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| csv_cell(cell)).collect();
        text.push_str(&cells.join(separator));
        text.push_str("\r\n");
    }
    text
}

/// Cells that begin like a formula get an apostrophe in front (OWASP, CSV injection).
fn csv_cell(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let cell = if formula { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains([',', '"', '\n', '\r', ';']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spreadsheet_calculates_nothing() {
        assert_eq!(csv_cell("=1+1"), "'=1+1");
        assert_eq!(csv_cell("a, \"b\""), "\"a, \"\"b\"\"\"");
        assert_eq!(csv_cell("plain"), "plain");
    }
}
