//! Attributes and text of usual markup, written as a serialiser of HTML writes them.

use std::borrow::Cow;

use url::Url;

use super::element::Element;
use crate::markup::entities::reference;
use crate::markup::sanitise::{SCHEMES, followed};
use crate::markup::scan;

/// Attributes that may stay on any element.
const EVERYWHERE: [&str; 2] = ["lang", "title"];

/// Cuts a start tag behind its name into the text of its attributes and what follows it.
pub(super) fn split(tag: &str) -> Option<(&str, &str)> {
    let mut quote = None;
    let mut last = b' ';
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (None, b'>') => return Some((tag.get(..at)?, tag.get(at + 1..)?)),
            (None, b'"' | b'\'') if last == b'=' => quote = Some(byte),
            (_, 0) | (None, b'"' | b'\'' | b'<' | b'`' | b'\r') => return None,
            _ => {}
        }
        last = byte;
    }
    None
}

/// Writes the attributes of an element that may stay.
pub(super) fn push_kept(
    clean: &mut String,
    attributes: &str,
    element: &Element,
    base: Option<&Url>,
) -> Option<()> {
    let mut written = Vec::new();
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches([' ', '\n', '\t', '/']);
        if rest.is_empty() {
            return Some(());
        }
        let end = rest.find([' ', '\n', '\t', '/', '=']).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let (value, after) = match after.strip_prefix('=') {
            Some(after) => value(after)?,
            // A space before `=` is not usual.
            None if after.trim_start().starts_with('=') => return None,
            None => ("", after),
        };
        rest = after;
        let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':');
        if name.is_empty() || !name.bytes().all(is_name) {
            return None;
        }
        let mut kept = element.attributes.iter().chain(&EVERYWHERE);
        let known = kept.find(|known| known.eq_ignore_ascii_case(name));
        let Some(name) = known else { continue };
        if *name == "href" && value.is_empty() {
            return None;
        }
        // Of two with the same name only the first counts.
        if written.contains(name) {
            return None;
        }
        written.push(*name);
        push_attribute(clean, name, value, base)?;
    }
}

/// The value of an attribute, quoted or simple, and what follows it.
fn value(after: &str) -> Option<(&str, &str)> {
    for quote in ['"', '\''] {
        if let Some(inside) = after.strip_prefix(quote) {
            let (value, rest) = inside.split_once(quote)?;
            // Without a space behind it, another attribute is not usual.
            return rest
                .is_empty()
                .then_some((value, rest))
                .or_else(|| rest.starts_with([' ', '\n', '\t', '/']).then_some((value, rest)));
        }
    }
    let end = after.find([' ', '\n', '\t']).unwrap_or(after.len());
    let (value, rest) = after.split_at(end);
    let is_simple = |byte: u8| byte.is_ascii_alphanumeric() || b"#%._:-".contains(&byte);
    (!value.is_empty() && value.bytes().all(is_simple)).then_some((value, rest))
}

fn push_attribute(clean: &mut String, name: &str, value: &str, base: Option<&Url>) -> Option<()> {
    let start = clean.len();
    clean.push(' ');
    clean.push_str(name);
    clean.push_str("=\"");
    if name != "href" || is_plain_address(value) {
        push(clean, value, true)?;
        clean.push('"');
        return Some(());
    }
    let decoded = decoded(value)?;
    if let Some(link) = link(&decoded, base) {
        push_all(clean, &link);
        clean.push('"');
    } else {
        clean.truncate(start);
    }
    Some(())
}

/// A value with its references decoded.
fn decoded(value: &str) -> Option<Cow<'_, str>> {
    if value.contains(['\r', '\0']) {
        return None;
    }
    let Some((before, mut rest)) = value.split_once('&') else { return Some(Cow::Borrowed(value)) };
    let mut decoded = before.to_owned();
    loop {
        let (letter, after) = reference_or_sign(rest, true)?;
        decoded.push(letter);
        let Some((before, next)) = after.split_once('&') else {
            decoded.push_str(after);
            return Some(Cow::Owned(decoded));
        };
        decoded.push_str(before);
        rest = next;
    }
}

/// Writes a value that has been decoded.
fn push_all(clean: &mut String, value: &str) {
    value.chars().for_each(|letter| push_letter(clean, letter, true));
}

/// Whether this is the address of a page on a usual host, of which no reader makes anything else.
fn is_plain_address(value: &str) -> bool {
    let rest = value.strip_prefix("https://").or_else(|| value.strip_prefix("http://"));
    let Some(rest) = rest else { return false };
    let host_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at_checked(host_end).unwrap_or_default();
    let is_letter = |byte: u8| byte.is_ascii_lowercase();
    let is_host =
        |byte: u8| is_letter(byte) || byte.is_ascii_digit() || matches!(byte, b'.' | b'-');
    let is_label = |label: &str| !label.is_empty() && !label.starts_with("xn--");
    // A last part with digits might be a number, and the whole the address of a machine.
    let is_named = host.rsplit('.').next().is_some_and(|last| last.bytes().all(is_letter));
    let is_path = |byte: u8| byte.is_ascii_graphic() && byte != b'\\';
    is_named
        && host.bytes().all(is_host)
        && host.split('.').all(is_label)
        && path.bytes().all(is_path)
        && path.split('&').skip(1).all(|after| after.starts_with("amp;"))
}

/// A link as the sanitiser leaves it; `None` where it leads to what it does not let through.
fn link<'a>(value: &'a str, base: Option<&Url>) -> Option<Cow<'a, str>> {
    match Url::parse(value) {
        Ok(url) if !SCHEMES.contains(&url.scheme()) => return None,
        Err(error) if error != url::ParseError::RelativeUrlWithoutBase => return None,
        Err(_) if base.is_none() => return None,
        _ => {}
    }
    let link = followed(value)?;
    if Url::parse(&link) == Err(url::ParseError::RelativeUrlWithoutBase) {
        return Some(Cow::Owned(base?.join(&link).ok()?.into()));
    }
    Some(link)
}

/// Writes text with its references decoded and its own signs escaped.
pub(super) fn push_text(clean: &mut String, text: &str) -> Option<()> {
    push(clean, text, false)
}

/// Writes text or a value as a serialiser does, with the references that every reader decodes the
/// same way; `None` where there are others.
fn push(clean: &mut String, text: &str, in_attribute: bool) -> Option<()> {
    let is_special =
        |byte: u8| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\r' | 0 | NO_BREAK_START);
    let mut rest = text;
    while let Some(at) = scan::position(rest.as_bytes(), is_special) {
        let (before, from) = rest.split_at_checked(at)?;
        clean.push_str(before);
        let mut letters = from.chars();
        match letters.next()? {
            '\r' | '\0' => return None,
            '&' => {
                let (letter, after) = reference_or_sign(letters.as_str(), in_attribute)?;
                push_letter(clean, letter, in_attribute);
                letters = after.chars();
            }
            letter => push_letter(clean, letter, in_attribute),
        }
        rest = letters.as_str();
    }
    clean.push_str(rest);
    Some(())
}

/// The first byte of a space that does not break.
const NO_BREAK_START: u8 = 0xC2;

fn push_letter(clean: &mut String, letter: char, in_attribute: bool) {
    match letter {
        '&' => clean.push_str("&amp;"),
        '<' => clean.push_str("&lt;"),
        '>' => clean.push_str("&gt;"),
        '"' if in_attribute => clean.push_str("&quot;"),
        '\u{A0}' => clean.push_str("&nbsp;"),
        letter => clean.push(letter),
    }
}

/// What an `&` means before `after`, and the text behind it.
fn reference_or_sign(after: &str, in_attribute: bool) -> Option<(char, &str)> {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric();
    let end = after.bytes().position(|byte| !is_word(byte)).unwrap_or(after.len());
    let next = after.as_bytes().get(end);
    if next == Some(&b';') || (end == 0 && next == Some(&b'#')) {
        let (letter, rest) = reference(after)?;
        let is_closed = after.get(..after.len() - rest.len())?.ends_with(';');
        return (is_closed && is_usual(letter)).then_some((letter, rest));
    }
    // `AT&T`, and `&` in an address; longer words might be names without their `;`.
    let is_sign = end < 2 || (in_attribute && next == Some(&b'='));
    is_sign.then_some(('&', after))
}

/// Whether all readers take a reference for this letter.
fn is_usual(letter: char) -> bool {
    letter >= ' '
        && !matches!(letter, '\u{7F}'..='\u{9F}' | '\u{FFFD}' | '\u{2329}' | '\u{232A}')
        && !('\u{FDD0}'..='\u{FDEF}').contains(&letter)
        && u32::from(letter) & 0xFFFE != 0xFFFE
}
