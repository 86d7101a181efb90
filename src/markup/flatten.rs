//! Deep nesting made shallow before any parser sees it: trees of 100,000 levels cost parsers
//! their stack or quadratic time.

use std::borrow::Cow;
use std::collections::HashMap;

use super::tangle::{is_tangled, untangled};

/// Elements may stand so deep in each other; what goes deeper loses its tags and keeps its text.
const DEEPEST: usize = 200;
/// So many formatting elements may be open at once; parsers reopen each of them in every block.
const MOST_FORMATTING: usize = 40;
/// Longer tags are traps.
const LONGEST_TAG_BYTES: usize = 64 * 1024;

const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];
/// Elements that need no end tag: the next of them closes the last.
const SELF_CLOSING: [&str; 18] = [
    "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup",
    "html", "head", "body", "rt", "rp", "colgroup",
];
const FORMATTING: [&str; 14] = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];
const RAW_TEXT: [&str; 7] = ["script", "style", "textarea", "title", "xmp", "noembed", "noframes"];
/// They switch parsers to other rules, and their content is never text for readers.
const DROPPED: [&str; 4] = ["svg", "math", "plaintext", "frameset"];

/// Markup that parsers bear: nothing is nested too deep, and what takes them too long otherwise is
/// only text any more. Most is returned as it is.
pub fn flatten(html: &str) -> Cow<'_, str> {
    if is_tangled(html) {
        return Cow::Owned(untangled(html));
    }
    if html.bytes().filter(|b| *b == b'<').nth(MOST_FORMATTING).is_none() {
        return Cow::Borrowed(html);
    }
    let mut pass = Pass::default();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let (before, from) = rest.split_at(start);
        pass.kept.push(before);
        let tag = Tag::at(from);
        if tag.is_kept(&mut pass) {
            pass.kept.push(tag.text);
        } else {
            pass.dropped = true;
        }
        rest = from.get(tag.text.len()..).unwrap_or_default();
    }
    pass.kept.push(rest);
    if pass.dropped { Cow::Owned(pass.kept.concat()) } else { Cow::Borrowed(html) }
}

#[derive(Default)]
struct Pass<'a> {
    kept: Vec<&'a str>,
    dropped: bool,
    /// Names of the open elements, outermost first.
    open: Vec<String>,
    /// How often each name is in `open`, so that stray end tags cost nothing.
    counts: HashMap<String, usize>,
    formatting: HashMap<String, usize>,
    formatting_open: usize,
}

/// One tag, comment, or a `<` that is only text.
struct Tag<'a> {
    text: &'a str,
    /// Lower case; empty when this is no tag.
    name: String,
    is_end: bool,
}

impl<'a> Tag<'a> {
    fn at(from: &'a str) -> Self {
        let nothing = |length: usize| Self {
            text: from.get(..length).unwrap_or(from),
            name: String::new(),
            is_end: false,
        };
        if from.starts_with("<!--") {
            return nothing(from.find("-->").map_or(from.len(), |end| end + 3));
        }
        let after = from.get(1..).unwrap_or_default();
        let is_end = after.starts_with('/');
        let after = after.strip_prefix('/').unwrap_or(after);
        if !after.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return nothing(1);
        }
        let name_end = after
            .find(|c: char| c.is_whitespace() || matches!(c, '/' | '>'))
            .unwrap_or(after.len());
        let name = after.get(..name_end).unwrap_or_default().to_ascii_lowercase();
        let length = tag_length(from);
        let text = from.get(..length).unwrap_or(from);
        if !is_end && RAW_TEXT.contains(&name.as_str()) {
            let body = from.get(length..).unwrap_or_default();
            let whole = length + raw_length(body, &name);
            return Self { text: from.get(..whole).unwrap_or(from), name: String::new(), is_end };
        }
        Self { text, name, is_end }
    }

    fn is_kept(&self, pass: &mut Pass<'a>) -> bool {
        let name = self.name.as_str();
        if name.is_empty() || VOID.contains(&name) || SELF_CLOSING.contains(&name) {
            return self.text.len() <= LONGEST_TAG_BYTES || name.is_empty();
        }
        if DROPPED.contains(&name) || self.text.len() > LONGEST_TAG_BYTES {
            return false;
        }
        match (FORMATTING.contains(&name), self.is_end) {
            (true, false) => pass.open_formatting(name),
            (true, true) => pass.close_formatting(name),
            (false, false) => pass.open(name),
            (false, true) => pass.close(name),
        }
    }
}

impl Pass<'_> {
    fn open(&mut self, name: &str) -> bool {
        if self.open.len() >= DEEPEST {
            return false;
        }
        self.open.push(name.to_owned());
        *self.counts.entry(name.to_owned()).or_default() += 1;
        true
    }

    /// Closes the innermost element of this name and all within it. An end tag without its start
    /// is dropped.
    fn close(&mut self, name: &str) -> bool {
        if self.counts.get(name).is_none_or(|count| *count == 0) {
            return false;
        }
        while let Some(inner) = self.open.pop() {
            if let Some(count) = self.counts.get_mut(&inner) {
                *count -= 1;
            }
            if inner == name {
                break;
            }
        }
        true
    }

    fn open_formatting(&mut self, name: &str) -> bool {
        // A link inside a link closes the outer one.
        let again = name == "a" && self.formatting.get("a").is_some_and(|count| *count > 0);
        if self.formatting_open >= MOST_FORMATTING && !again {
            return false;
        }
        if !again {
            *self.formatting.entry(name.to_owned()).or_default() += 1;
            self.formatting_open += 1;
        }
        true
    }

    fn close_formatting(&mut self, name: &str) -> bool {
        match self.formatting.get_mut(name) {
            Some(count) if *count > 0 => {
                *count -= 1;
                self.formatting_open -= 1;
                true
            }
            _ => false,
        }
    }
}

/// Up to and with the `>` that is not inside quotes.
fn tag_length(from: &str) -> usize {
    let mut quote = None;
    for (at, byte) in from.bytes().enumerate().take(LONGEST_TAG_BYTES) {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => {
                // A quote begins a value only after `=`.
                let before = from.get(..at).unwrap_or_default().trim_end();
                if before.ends_with('=') {
                    quote = Some(byte);
                }
            }
            (Some(open), close) if open == close => quote = None,
            _ => {}
        }
    }
    from.find('>').map_or(from.len(), |end| end + 1)
}

/// The length of raw text with its end tag.
fn raw_length(body: &str, name: &str) -> usize {
    let mut at = 0;
    while let Some(found) = body.get(at..).and_then(|rest| rest.find("</")) {
        at += found + 2;
        let is_end = body
            .get(at..at + name.len())
            .is_some_and(|candidate| candidate.eq_ignore_ascii_case(name));
        if is_end {
            let end = body.get(at..).and_then(|rest| rest.find('>'));
            return end.map_or(body.len(), |end| at + end + 1);
        }
    }
    body.len()
}
