//! Reports for people only: qmail's, and those of Exchange that have lost their other parts.

use mail_parser::{HeaderValue, Message};

use crate::model::MailAddress;

use super::status::Fate;

/// Above these words a server speaks, below them lies the letter that came back.
const COPIES: [&str; 4] = [
    "--- Below this line is a copy of the message",
    "------ This is a copy of the message, including all the headers",
    "----- Original message -----",
    "Original message headers:",
];
/// Lines behind an address in which its code is looked for.
const NEAR: usize = 8;
/// Longer reports are not for people.
const MOST_LINES: usize = 400;

/// Addresses with a code near them, in a letter that a mail server has written.
pub(super) fn of_text(message: &Message<'_>) -> Option<Vec<(Vec<MailAddress>, Fate)>> {
    if !is_from_a_server(message) {
        return None;
    }
    let text = message.body_text(0)?;
    let end = COPIES.iter().filter_map(|copy| text.find(copy)).min().unwrap_or(text.len());
    let lines: Vec<&str> = text.get(..end)?.lines().take(MOST_LINES).collect();
    let mut failed: Vec<(Vec<MailAddress>, Fate)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(address) = address_in(line) else { continue };
        let near = lines.iter().skip(at).take(NEAR);
        // The next recipient's code is not this one's.
        let mut near = near
            .enumerate()
            .take_while(|(behind, line)| *behind == 0 || !begins_recipient(line))
            .map(|(_, line)| *line);
        let Some(fate) = near.find_map(fate_in) else { continue };
        if !failed.iter().any(|(known, _)| known.contains(&address)) {
            failed.push((vec![address], fate));
        }
    }
    (!failed.is_empty()).then_some(failed)
}

/// The letter that came back, where it lies below the words of the report.
pub(super) fn copy_in(text: &str) -> Option<&str> {
    let (_, below) = COPIES.iter().find_map(|copy| text.split_once(copy))?;
    let (_, letter) = below.split_once('\n')?;
    Some(letter.trim_start())
}

/// Nobody answers to it, or it says that it is a postmaster.
fn is_from_a_server(message: &Message<'_>) -> bool {
    let names = ["mailer-daemon", "postmaster", "microsoftexchange"];
    let from = message.from().and_then(|from| from.first()).and_then(|from| from.address());
    let from = from.unwrap_or_default().to_ascii_lowercase();
    let is_daemon = names.iter().any(|name| from.starts_with(name));
    let path = message.header_raw("Return-Path").map(str::trim);
    let is_nobody = path == Some("<>") && !is_from_a_person(message);
    is_daemon || is_nobody
}

/// An answer of somebody who is away has an empty path as well.
fn is_from_a_person(message: &Message<'_>) -> bool {
    let value = message.header("Auto-Submitted").and_then(HeaderValue::as_text);
    value.is_some_and(|value| value.trim().eq_ignore_ascii_case("auto-replied"))
        && message.in_reply_to().as_text().is_some()
}

fn address_in(line: &str) -> Option<MailAddress> {
    line.split(|c: char| c.is_whitespace() || "<>()[]'\",;".contains(c))
        .map(|word| word.trim_end_matches([':', '.']).trim_start_matches("mailto:"))
        .find_map(|word| word.parse().ok())
}

/// `<anna@ekvik.se>:` of qmail, or a line that is an address and little else.
fn begins_recipient(line: &str) -> bool {
    let line = line.trim();
    line.starts_with('<') && line.ends_with(">:")
}

/// The first code in a line: `#5.1.1`, `4.4.7`, or `550` alone.
fn fate_in(line: &str) -> Option<Fate> {
    let words = line.split(|c: char| !(c.is_ascii_digit() || c == '.'));
    for word in words.map(|word| word.trim_matches('.')) {
        let parts: Vec<&str> = word.split('.').collect();
        let is_code = match parts.as_slice() {
            [class, subject, detail] => {
                class.len() == 1
                    && (1..=3).contains(&subject.len())
                    && (1..=3).contains(&detail.len())
            }
            [reply] => reply.len() == 3 && matches!(reply.get(1..2), Some("2" | "5")),
            _ => false,
        };
        match word.chars().next() {
            Some('5') if is_code => return Some(Fate::Permanent),
            Some('4') if is_code => return Some(Fate::Passing),
            _ => {}
        }
    }
    None
}
