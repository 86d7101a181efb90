//! A list of feeds of any bytes: in bounds, the same each time, on plain lines.

use utkik::parse;

use super::feed::check_error;
use super::markup::assert_plain_line;

/// More are left out.
const MOST_OUTLINES: usize = 5_000;

/// Reads the bytes as a list of feeds, twice.
pub fn opml(data: &[u8]) {
    let read = parse::opml(data);
    assert_eq!(read, parse::opml(data), "not the same twice");
    match read {
        Ok(list) => {
            assert!(list.outlines.len() <= MOST_OUTLINES, "{} outlines", list.outlines.len());
            for outline in list.outlines {
                assert_plain_line(&outline.title);
                outline.folders.iter().for_each(|folder| assert_plain_line(folder));
            }
        }
        Err(error) => check_error(&error),
    }
}
