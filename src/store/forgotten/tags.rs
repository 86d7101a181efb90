//! Just as much of HTML as is needed to step over a tag and to read its attributes.

use std::ops::Range;

/// Elements that stand within a line: a word may go on behind their tags.
const INLINE: [&str; 26] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "var",
];

/// A tag at the beginning of a text.
pub(super) struct Tag<'t> {
    text: &'t str,
    name: &'t str,
    /// In bytes, with its `<` and `>`.
    pub(super) length: usize,
}

impl<'t> Tag<'t> {
    /// `None` where the `<` is only a sign.
    pub(super) fn at_start_of(text: &'t str) -> Option<Self> {
        let inside = text.strip_prefix('<')?;
        let inside = inside.strip_prefix('/').unwrap_or(inside);
        if !inside.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!' || c == '?') {
            return None;
        }
        let length = end_of(text)?;
        let name_end = inside.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inside.len());
        Some(Self { text: text.get(..length)?, name: inside.get(..name_end)?, length })
    }

    /// Whether words end at it.
    pub(super) fn is_block(&self) -> bool {
        !INLINE.iter().any(|name| name.eq_ignore_ascii_case(self.name))
    }

    /// Where in the tag the values of its attributes stand, without their quotes.
    pub(super) fn values(&self) -> Vec<Range<usize>> {
        let mut values = Vec::new();
        let mut at = 0;
        while let Some(sign) = self.text.get(at..).and_then(|rest| rest.find('=')) {
            let start = at + sign + 1;
            let rest = self.text.get(start..).unwrap_or_default();
            let blank = rest.len() - rest.trim_start().len();
            let (start, rest) = (start + blank, rest.trim_start());
            let (skip, end) = match rest.chars().next() {
                Some(quote @ ('"' | '\'')) => {
                    let inside = rest.get(1..).unwrap_or_default();
                    (1, inside.find(quote).unwrap_or(inside.len()))
                }
                _ => (0, rest.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(rest.len())),
            };
            values.push(start + skip..start + skip + end);
            at = start + skip + end + skip;
        }
        values
    }
}

/// The byte behind the `>` that ends the tag; one in quotes does not.
fn end_of(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (byte, quote) {
            (b'>', None) => return Some(at + 1),
            (b'"' | b'\'', None) => quote = Some(byte),
            (_, Some(open)) if open == byte => quote = None,
            _ => {}
        }
    }
    // A quote that nobody closes is a sign in a text.
    text.find('>').map(|at| at + 1)
}
