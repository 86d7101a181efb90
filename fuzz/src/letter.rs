//! A mail of any bytes: its items harmless, and nothing in them of those who received it.

use utkik::parse::mail;

use super::feed::{check_entry, check_error};
use super::markup::assert_plain_line;

/// More items are in no letter.
const MOST_ITEMS: usize = 2_000;

/// Reads the bytes as a mail, twice.
pub fn letter(data: &[u8]) {
    let read = mail::letter(data);
    assert_eq!(read, mail::letter(data), "not the same twice");
    let letter = match read {
        Ok(letter) => letter,
        Err(error) => return check_error(&error),
    };
    let head = &letter.head;
    let lines = [&head.subject, &head.from_name, &head.from, &head.list_id, &head.message_id];
    lines.into_iter().flatten().for_each(|line| assert_plain_line(line));
    match (mail::items(&letter), mail::whole(&letter)) {
        (Ok(items), Ok(whole)) => {
            assert!(items.len() <= MOST_ITEMS, "{} items", items.len());
            items.iter().chain([&whole]).for_each(check_entry);
        }
        (Err(error), _) | (_, Err(error)) => check_error(&error),
    }
}
