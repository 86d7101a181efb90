//! Whom a letter was sent to is nobody's business: their name and address are taken out.

use std::fmt::Write as _;

use super::letter::{LetterHead, Recipient};

/// Stands where a name or an address was.
const GAP: &str = "…";
/// Shorter names are words.
const LEAST_NAME: usize = 5;

/// Whether a text names the reader's address.
pub(super) fn names_address(text: &str, head: &LetterHead) -> bool {
    let lower = text.to_lowercase();
    addresses(head).any(|address| lower.contains(address))
}

/// Whether a link holds the reader's address, as it is or written in another way.
pub(super) fn names_reader(url: &str, head: &LetterHead) -> bool {
    let lower = url.to_lowercase();
    addresses(head).any(|address| {
        let escaped = address.replace('@', "%40");
        let packed = base64(address.as_bytes());
        let hex = in_hex(address.as_bytes());
        lower.contains(address)
            || lower.contains(&escaped)
            || lower.contains(&hex)
            || url.contains(packed.trim_end_matches('='))
    })
}

/// The text without the reader's name and address.
pub(super) fn without_reader(text: &str, head: &LetterHead) -> String {
    let mut text = text.to_owned();
    for Recipient { name, address } in &head.recipients {
        if address.contains('@') {
            text = replaced(&text, address);
        }
        let is_name = name.chars().count() >= LEAST_NAME && name.contains(' ');
        if is_name && head.from_name.as_ref() != Some(name) {
            text = replaced(&text, name);
        }
    }
    text
}

fn addresses(head: &LetterHead) -> impl Iterator<Item = &str> {
    head.recipients.iter().map(|one| one.address.as_str()).filter(|address| address.contains('@'))
}

/// Replaces what is the same but for capital letters.
fn replaced(text: &str, what: &str) -> String {
    let (lower, what) = (text.to_lowercase(), what.to_lowercase());
    // Few letters change their length with their case; then the text is left out altogether.
    if lower.len() != text.len() {
        return if lower.contains(&what) { GAP.to_owned() } else { text.to_owned() };
    }
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    for (at, found) in lower.match_indices(&what) {
        kept.push_str(text.get(from..at).unwrap_or_default());
        kept.push_str(GAP);
        from = at + found.len();
    }
    kept.push_str(text.get(from..).unwrap_or_default());
    kept
}

fn in_hex(bytes: &[u8]) -> String {
    let mut hex = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

/// RFC 4648, section 5, but for the two letters at the end of the alphabet, which addresses of
/// people do not reach.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
        let all = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..=three.len() {
            let index = all >> (18 - 6 * place) & 63;
            let letter = LETTERS.get(usize::try_from(index).unwrap_or(0));
            text.push(letter.map_or('A', |letter| char::from(*letter)));
        }
    }
    text
}
