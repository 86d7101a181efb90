//! Tags as text: where they begin and end, and what they are called.

use super::element::local;
use crate::markup;

/// What the outermost element of a feed is called (lower case, without prefix).
pub(super) const ROOTS: [&str; 5] = ["rss", "feed", "rdf", "channel", "entry"];
/// Longer tags are traps.
const LONGEST_TAG_BYTES: usize = 64 * 1024;

/// Where the first tag of a feed stands, past junk, declarations and comments.
pub(super) fn root_start(text: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        at += text.get(at..)?.find('<')?;
        let from = text.get(at..)?;
        if from.starts_with("<!--") {
            at += from.find("-->").map_or(from.len(), |end| end + 3);
            continue;
        }
        let name = local(tag_name(from));
        if ROOTS.iter().any(|root| root.eq_ignore_ascii_case(name)) {
            return Some(at);
        }
        if ["html", "body", "head"].iter().any(|page| page.eq_ignore_ascii_case(name)) {
            return None;
        }
        at += 1;
    }
}

/// Whether tags stand before the root, rather than declarations and comments.
pub(super) fn has_tags(prolog: &str) -> bool {
    let letter = |after: &str| after.starts_with(|c: char| c.is_ascii_alphabetic());
    !prolog.contains("<!--") && prolog.split('<').skip(1).any(letter)
}

/// Whether a reference of XML follows an `&`.
pub(super) fn is_reference(after: &str) -> bool {
    let is_named =
        ["lt;", "gt;", "amp;", "quot;", "apos;"].iter().any(|name| after.starts_with(name));
    is_named || (after.starts_with('#') && markup::reference(after).is_some())
}

/// The name in `<name …` or `</name …`.
pub(super) fn tag_name(from: &str) -> &str {
    let after = from.strip_prefix('<').unwrap_or(from);
    let after = after.strip_prefix('/').unwrap_or(after);
    let end = after.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>' | '<'));
    after.get(..end.unwrap_or(after.len())).unwrap_or_default()
}

/// Up to and with the `>` that is not inside quotes; `None` when the document ends before.
pub(super) fn tag_length(from: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in from.bytes().enumerate().take(LONGEST_TAG_BYTES) {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), close) if open == close => quote = None,
            _ => {}
        }
    }
    from.find('>').map(|end| end + 1)
}
