//! Attributes and text of usual markup, written as a serialiser of HTML writes them.

use std::borrow::Cow;

use url::Url;

use super::element::Element;
use crate::markup::entities::reference;
use crate::markup::sanitise::{SCHEMES, followed};

/// Attributes that may stay on any element.
const EVERYWHERE: [&str; 2] = ["lang", "title"];

/// Cuts a start tag behind its name into the text of its attributes and what follows it.
pub(super) fn split(tag: &str) -> Option<(&str, &str)> {
    let mut quote = None;
    let mut last = b' ';
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (Some(_), 0) | (None, b'<' | b'`' | 0 | b'\r') => return None,
            (Some(_), _) => {}
            (None, b'>') => return Some((tag.get(..at)?, tag.get(at + 1..)?)),
            (None, b'"' | b'\'') if last == b'=' => quote = Some(byte),
            (None, b'"' | b'\'') => return None,
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
    let value = decoded(value, true)?;
    let value = if name == "href" {
        match link(&value, base) {
            Some(link) => link,
            None => return Some(()),
        }
    } else {
        value
    };
    clean.push(' ');
    clean.push_str(name);
    clean.push_str("=\"");
    push_escaped(clean, &value, true);
    clean.push('"');
    Some(())
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
    let is_special = |byte: &u8| matches!(byte, b'&' | b'>' | b'\r' | 0 | 0xC2);
    if !text.as_bytes().iter().any(is_special) {
        clean.push_str(text);
        return Some(());
    }
    let decoded = decoded(text, false)?;
    push_escaped(clean, &decoded, false);
    Some(())
}

/// Text with the references that every reader decodes the same way; `None` where there are
/// others.
fn decoded(text: &str, in_attribute: bool) -> Option<Cow<'_, str>> {
    if text.contains(['\r', '\0']) {
        return None;
    }
    let Some((before, mut rest)) = text.split_once('&') else { return Some(Cow::Borrowed(text)) };
    let mut decoded = String::with_capacity(text.len());
    decoded.push_str(before);
    loop {
        let end = rest.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let next = rest.as_bytes().get(end);
        let is_number = end == 0 && next == Some(&b'#');
        if is_number || next == Some(&b';') {
            let (letter, after) = reference(rest)?;
            let is_closed = rest.get(..rest.len() - after.len())?.ends_with(';');
            let is_usual = letter >= ' '
                && !matches!(letter, '\u{7F}'..='\u{9F}' | '\u{FFFD}')
                && !matches!(letter, '\u{2329}' | '\u{232A}' | '\u{FDD0}'..='\u{FDEF}')
                && u32::from(letter) & 0xFFFE != 0xFFFE;
            if !is_closed || !is_usual {
                return None;
            }
            decoded.push(letter);
            rest = after;
        } else {
            // `AT&T`, and `&` in an address; longer words might be names without their `;`.
            let is_literal = end < 2 || (in_attribute && next == Some(&b'='));
            if !is_literal {
                return None;
            }
            decoded.push('&');
        }
        let Some((before, after)) = rest.split_once('&') else { break };
        decoded.push_str(before);
        rest = after;
    }
    decoded.push_str(rest);
    Some(Cow::Owned(decoded))
}

/// Writes text as a serialiser does.
fn push_escaped(clean: &mut String, text: &str, in_attribute: bool) {
    let mut rest = text;
    let is_special = |letter: char| {
        matches!(letter, '&' | '<' | '>' | '\u{A0}') || (in_attribute && letter == '"')
    };
    while let Some(at) = rest.find(is_special) {
        let (before, from) = rest.split_at(at);
        clean.push_str(before);
        let mut letters = from.chars();
        clean.push_str(match letters.next() {
            Some('&') => "&amp;",
            Some('<') => "&lt;",
            Some('>') => "&gt;",
            Some('"') => "&quot;",
            _ => "&nbsp;",
        });
        rest = letters.as_str();
    }
    clean.push_str(rest);
}
