//! Tables of cells: which character parts them, what their headings are, row after row.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use csv::{ReaderBuilder, StringRecord};

use super::Taken;

/// What can part cells, the likeliest first.
const DELIMITERS: [u8; 4] = [b';', b',', b'\t', b'|'];
/// So many lines tell which it is.
const SAMPLE_LINES: usize = 20;
/// A row with more bytes is a quotation mark that nobody closed.
const LONGEST_ROW: usize = 16 * 1024 * 1024;
/// Columns beyond are left out.
const MOST_COLUMNS: usize = 2_000;

/// How a table ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TableEnd {
    Whole,
    /// It cannot be read from some row on.
    Damaged(String),
}

/// Hands over each row that holds anything, the headings first, until the taker has enough.
pub(super) fn read(
    reader: impl Read,
    delimiter: u8,
    take: &mut dyn FnMut(Vec<String>) -> Taken,
) -> TableEnd {
    let since_row = Rc::new(Cell::new(0));
    let reader = Watched { reader, since_row: Rc::clone(&since_row) };
    let mut rows = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(reader);
    let mut row = StringRecord::new();
    loop {
        match rows.read_record(&mut row) {
            Ok(true) => since_row.set(0),
            Ok(false) => return TableEnd::Whole,
            Err(error) => return TableEnd::Damaged(error.to_string()),
        }
        let cells = row.iter().take(MOST_COLUMNS);
        let cells: Vec<String> = cells.map(|cell| cell.trim().to_owned()).collect();
        if !is_padding(&cells) && take(cells) == Taken::Enough {
            return TableEnd::Whole;
        }
    }
}

/// An empty line, or the `sep=;` that Excel writes before the headings.
fn is_padding(cells: &[String]) -> bool {
    cells.iter().all(String::is_empty)
        || cells.first().is_some_and(|cell| cell.len() <= 5 && cell.starts_with("sep="))
}

/// The names of columns; empty ones are named by their number.
pub(super) fn headings(cells: Vec<String>) -> Vec<String> {
    let name = |(number, cell): (usize, String)| {
        if cell.is_empty() { (number + 1).to_string() } else { cell }
    };
    cells.into_iter().enumerate().map(name).collect()
}

/// The character that parts the same number of cells on most lines; `None` when none does.
pub(super) fn delimiter_of(sample: &str) -> Option<u8> {
    let named = sample.trim_start().strip_prefix("sep=").and_then(|rest| rest.bytes().next());
    if let Some(named) = named.filter(|byte| DELIMITERS.contains(byte)) {
        return Some(named);
    }
    let lines = lines(sample);
    let score = |delimiter: u8| {
        let counts: Vec<usize> = lines.iter().map(|line| cells(line, delimiter)).collect();
        let first = counts.first().copied().unwrap_or(0);
        let alike = counts.iter().filter(|count| **count == first).count();
        // As many alike as there are lines counts most, then the number of cells.
        (first > 1).then_some((alike * 100 / counts.len().max(1), first))
    };
    let scored = DELIMITERS.into_iter().filter_map(|byte| Some((score(byte)?, byte)));
    // Of equals, the first.
    scored.rev().max_by_key(|(score, _)| *score).map(|(_, byte)| byte)
}

/// The first rows; a line end in quotes does not end one.
fn lines(sample: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let (mut start, mut is_quoted) = (0, false);
    for (at, byte) in sample.bytes().enumerate() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' if !is_quoted => {
                let line = sample.get(start..at).unwrap_or_default();
                start = at + 1;
                if !line.trim().is_empty() {
                    lines.push(line);
                }
            }
            _ => {}
        }
        if lines.len() >= SAMPLE_LINES {
            return lines;
        }
    }
    // The sample may end anywhere: what is left counts only where it is all there is.
    if lines.is_empty() {
        lines.extend(sample.get(start..).filter(|line| !line.trim().is_empty()));
    }
    lines
}

fn cells(line: &str, delimiter: u8) -> usize {
    let mut is_quoted = false;
    let mut count = 1;
    for byte in line.bytes() {
        is_quoted ^= byte == b'"';
        count += usize::from(byte == delimiter && !is_quoted);
    }
    count
}

/// Counts what has been read since the last row, and gives up when that is too much.
struct Watched<R> {
    reader: R,
    since_row: Rc<Cell<usize>>,
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.since_row.get() > LONGEST_ROW {
            return Err(io::Error::other("a row is endless; a quotation mark is not closed"));
        }
        let read = self.reader.read(buffer)?;
        self.since_row.set(self.since_row.get() + read);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> (Vec<Vec<String>>, TableEnd) {
        let mut rows = Vec::new();
        let delimiter = delimiter_of(text).unwrap_or(b',');
        let end = read(text.as_bytes(), delimiter, &mut |row| {
            rows.push(row);
            Taken::GoOn
        });
        (rows, end)
    }

    #[test]
    fn the_delimiter_is_found() {
        for (text, expected) in [
            ("a;b;c\n1;2,5;3\n", Some(b';')),
            ("a,b,c\n1,2;5,3\n", Some(b',')),
            ("a\tb\n1, 2\t3\n", Some(b'\t')),
            ("a|b|c\n1|2|3\n", Some(b'|')),
            ("a,b\n\"x;y\nz;w\",2\n\"u;v\",3\n", Some(b',')),
            ("sep=;\na,b;c\n", Some(b';')),
            ("Title, with comma;Text\nOne, two, three;x\nFour;y\n", Some(b';')),
            ("a;b", Some(b';')),
            ("only\none\ncolumn\n", None),
            ("", None),
        ] {
            assert_eq!(delimiter_of(text), expected, "{text:?}");
        }
    }

    #[test]
    fn rows_are_read_as_people_write_them() {
        let (rows, end) = table(
            "sep=;\r\nNr; Namn ;;\r\n1;\"Bro, \"\"nya\"\"\r\nvid ån\";x;y\r\n;;;\r\n\r\n2;Park\r\n3;a;b;c;d\r\n",
        );
        assert_eq!(headings(rows[0].clone()), ["Nr", "Namn", "3", "4"]);
        assert_eq!(
            rows[1..],
            [
                vec!["1", "Bro, \"nya\"\r\nvid ån", "x", "y"],
                vec!["2", "Park"],
                vec!["3", "a", "b", "c", "d"]
            ]
        );
        assert_eq!(end, TableEnd::Whole);
    }

    #[test]
    fn an_open_quotation_mark_is_no_endless_row() {
        let text = format!("a,b\n1,2\n3,\"{}", "x".repeat(3 * LONGEST_ROW));
        let (rows, end) = table(&text);
        assert_eq!(rows, [["a", "b"], ["1", "2"]]);
        assert!(matches!(end, TableEnd::Damaged(_)), "{end:?}");
    }
}
