//! Whom a letter was sent to is nobody's business: their name and address are taken out.

use super::letter::{LetterHead, Recipient};
use super::{spelled, wording};

/// Stands where a name or an address was.
const GAP: &str = "…";
/// Shorter names are words.
const LEAST_NAME: usize = 5;

/// Whether a text names the reader's address.
pub(super) fn names_address(text: &str, head: &LetterHead) -> bool {
    if !text.contains('@') {
        return false;
    }
    let lower = text.to_lowercase();
    addresses(head).any(|address| lower.contains(address))
}

/// Whether a link holds the reader's address, as it is, escaped or packed.
pub(super) fn names_reader(url: &str, head: &LetterHead) -> bool {
    let readings = spelled::readings(url);
    readings.contains('@')
        && addresses(head).any(|address| readings.contains(&address.replace('+', " ")))
}

/// The text without the reader's name and address.
pub(super) fn without_reader(text: &str, head: &LetterHead) -> String {
    let lower = text.to_lowercase();
    let mut text = text.to_owned();
    for recipient in &head.recipients {
        let Recipient { name, address } = recipient;
        if address.contains('@') && lower.contains(address) {
            text = replaced(&text, address);
        }
        if !name.is_empty() && head.from_name.as_ref() == Some(name) {
            continue;
        }
        let is_name = name.chars().count() >= LEAST_NAME && name.contains(' ');
        if is_name && lower.contains(&name.to_lowercase()) {
            text = replaced(&text, name);
        }
        if let Some(shorter) = first_name(recipient).and_then(|name| unaddressed(&text, name)) {
            text = shorter;
        }
    }
    text
}

/// `Anna` of `Anna Svensson`, `Svensson, Anna` and, without a name, `anna.svensson@kommun.example`.
fn first_name(recipient: &Recipient) -> Option<&str> {
    let Recipient { name, address } = recipient;
    let first = if name.is_empty() {
        let (person, _) = address.split_once('@')?;
        person.split_once('.')?.0
    } else {
        let given = name.split_once(',').map_or(name.as_str(), |(_, given)| given);
        given.split_whitespace().next()?
    };
    let first = first.trim_matches(|c: char| !c.is_alphanumeric());
    (first.chars().count() >= 2 && first.chars().all(|c| c.is_alphabetic() || c == '-'))
        .then_some(first)
}

/// "Anna, a new bridge" and "Hello Anna!" without the name; `None` where the text does not speak
/// to its reader so.
fn unaddressed(text: &str, name: &str) -> Option<String> {
    let text = text.trim_start();
    if let Some(rest) = wording::after(text, name) {
        let is_spoken_to = rest.is_empty()
            || rest.starts_with([',', '!', ':', '?'])
            || rest.starts_with(" –")
            || rest.starts_with(" —")
            || rest.starts_with(" - ");
        let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric() && !is_opening(c));
        return is_spoken_to.then(|| capital(rest));
    }
    let named = wording::after_greeting(text)?.strip_prefix(' ')?.trim_start();
    let rest = wording::after(named, name)?;
    if rest.chars().next().is_some_and(|c| c.is_alphanumeric() || matches!(c, ' ' | '-')) {
        return None;
    }
    let greeting = text.strip_suffix(named)?.trim_end();
    Some(format!("{greeting}{rest}"))
}

fn is_opening(letter: char) -> bool {
    matches!(letter, '"' | '“' | '”' | '„' | '«' | '»' | '(' | '[' | '…')
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
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
