//! What a link says to those who undo its escapes and unpack what it carries.

use crate::address;

/// What was escaped is escaped again on its way over counters, but no more often than this.
const MOST_ESCAPES: usize = 4;
/// In fewer letters no address is packed.
const LEAST_PACKED: usize = 8;

/// All readings of a link below each other, in lower case. A plus is a space, as some write it.
pub(super) fn readings(url: &str) -> String {
    let mut all = String::new();
    for text in unescapings(url) {
        all.push_str(&text);
        all.push('\n');
        // Packed words may begin anywhere; one of so many places is the right one.
        for run in runs(&text, is_base64) {
            (0..4).for_each(|from| add(&mut all, run.get(from..), 6, base64_digit));
        }
        for run in runs(&text, |letter| letter.is_ascii_hexdigit()) {
            (0..2).for_each(|from| add(&mut all, run.get(from..), 4, hex_digit));
        }
    }
    all.to_lowercase().replace('+', " ")
}

/// A text as it stands, and as it reads when its escapes are undone once and more.
fn unescapings(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut last = text.to_owned();
    for _ in 0..MOST_ESCAPES {
        let next = String::from_utf8_lossy(&address::unescaped(&last)).into_owned();
        if next == last {
            break;
        }
        all.push(std::mem::replace(&mut last, next));
    }
    all.push(last);
    all
}

/// What is unpacked counts only where it may hold an address.
fn add(all: &mut String, run: Option<&str>, bits: u32, digit: fn(u8) -> Option<u8>) {
    let bytes = unpacked(run.unwrap_or_default().bytes().filter_map(digit), bits);
    if !bytes.iter().any(|byte| matches!(byte, b'@' | b'%')) {
        return;
    }
    let texts = unescapings(&String::from_utf8_lossy(&bytes));
    for text in texts.iter().filter(|text| text.contains('@')) {
        all.push_str(text);
        all.push('\n');
    }
}

fn runs(text: &str, is_digit: fn(char) -> bool) -> impl Iterator<Item = &str> {
    text.split(move |letter| !is_digit(letter)).filter(|run| run.len() >= LEAST_PACKED)
}

/// Bytes from digits of so many bits each; what is left over at the end is padding.
fn unpacked(digits: impl Iterator<Item = u8>, bits: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (mut held, mut count) = (0_u32, 0);
    for digit in digits {
        held = (held << bits | u32::from(digit)) & 0xffff;
        count += bits;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(held >> count & 0xff).unwrap_or_default());
        }
    }
    bytes
}

/// RFC 4648, sections 4 and 5.
fn is_base64(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '+' | '/' | '-' | '_')
}

fn base64_digit(letter: u8) -> Option<u8> {
    match letter {
        b'A'..=b'Z' => Some(letter - b'A'),
        b'a'..=b'z' => Some(letter - b'a' + 26),
        b'0'..=b'9' => Some(letter - b'0' + 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    }
}

fn hex_digit(letter: u8) -> Option<u8> {
    let digit = char::from(letter).to_digit(16)?;
    u8::try_from(digit).ok()
}
