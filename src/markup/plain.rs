//! Markup to plain text, in one pass over it.

use super::entities::push_decoded;

/// Elements that stand on lines of their own.
const BLOCKS: [&str; 41] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "caption",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tr",
    "ul",
];
/// Their content is no text for readers.
const SILENT: [&str; 8] =
    ["script", "style", "template", "svg", "math", "noframes", "iframe", "textarea"];

/// Plain text: blocks parted by line feeds, entities decoded, white space folded, no control
/// characters.
pub fn to_text(html: &str) -> String {
    convert(html, '\n')
}

/// The same on a single line, as titles need it.
pub fn to_line(html: &str) -> String {
    convert(html, ' ')
}

/// Text with every run of white space as one space, and none at the ends.
pub fn fold_space(text: &str) -> String {
    let mut folded = Folded { text: String::with_capacity(text.len()), gap: None, block: ' ' };
    folded.push(text);
    folded.text
}

/// Text without characters that steer terminals or turn the direction of reading.
pub fn strip_controls(text: &str) -> String {
    text.chars().filter(|letter| !is_control(*letter)).collect()
}

pub(super) fn is_control(letter: char) -> bool {
    match letter {
        '\n' | '\t' => false,
        '\u{200E}'
        | '\u{200F}'
        | '\u{061C}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}'
        | '\u{FEFF}'
        | '\u{FFF9}'..='\u{FFFB}' => true,
        _ => letter.is_control(),
    }
}

fn convert(html: &str, block: char) -> String {
    let mut out = Folded { text: String::with_capacity(html.len()), gap: None, block };
    let mut decoded = String::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let (before, from) = rest.split_at(start);
        out.push_markup(before, &mut decoded);
        rest = out.skip_tag(from, &mut decoded);
    }
    out.push_markup(rest, &mut decoded);
    out.text
}

/// Text under way: gaps are written only when more text follows.
struct Folded {
    text: String,
    gap: Option<char>,
    /// What parts two blocks.
    block: char,
}

impl Folded {
    fn push_markup(&mut self, piece: &str, decoded: &mut String) {
        if piece.contains('&') {
            decoded.clear();
            push_decoded(decoded, piece);
            self.push(decoded);
        } else {
            self.push(piece);
        }
    }

    fn push(&mut self, piece: &str) {
        let mut words = piece.split(char::is_whitespace);
        if let Some(word) = words.next() {
            self.push_word(word);
        }
        for word in words {
            self.widen(' ');
            self.push_word(word);
        }
    }

    fn push_word(&mut self, word: &str) {
        if word.is_empty() {
            return;
        }
        if let Some(gap) = self.gap.take()
            && !self.text.is_empty()
        {
            self.text.push(gap);
        }
        if word.chars().any(is_control) {
            self.text.extend(word.chars().filter(|letter| !is_control(*letter)));
        } else {
            self.text.push_str(word);
        }
    }

    fn widen(&mut self, gap: char) {
        if self.gap != Some('\n') {
            self.gap = Some(gap);
        }
    }

    /// Passes what begins with `<` and returns what comes after it.
    fn skip_tag<'a>(&mut self, from: &'a str, decoded: &mut String) -> &'a str {
        if let Some(comment) = from.strip_prefix("<!--") {
            // One that nobody closed ends with its tag, as old browsers read it.
            let closed = comment.split_once("-->").or_else(|| comment.split_once('>'));
            return closed.map_or("", |(_, rest)| rest);
        }
        if let Some(data) = from.strip_prefix("<![CDATA[") {
            let (text, rest) = data.split_once("]]>").unwrap_or((data, ""));
            self.push_markup(text, decoded);
            return rest;
        }
        let after = from.get(1..).unwrap_or_default();
        let is_end = after.starts_with('/');
        let name_from = after.strip_prefix('/').unwrap_or(after);
        if !name_from.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '!' | '?')) {
            self.push("<");
            return after;
        }
        let end = name_from.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name_from.len());
        let name = name_from.get(..end).unwrap_or_default();
        let rest = after_tag(name_from);
        if let Some(silent) = one_of(&SILENT, name)
            && !is_end
        {
            return after_silent(rest, silent);
        }
        if one_of(&BLOCKS, name).is_some() {
            self.gap = Some(self.block);
        } else if one_of(&["td", "th"], name).is_some() {
            self.widen(' ');
        }
        rest
    }
}

fn one_of(names: &[&'static str], name: &str) -> Option<&'static str> {
    names.iter().find(|candidate| candidate.eq_ignore_ascii_case(name)).copied()
}

/// What follows the `>` that is not inside quotes.
fn after_tag(tag: &str) -> &str {
    let mut quote = None;
    let mut last = b' ';
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return tag.get(at + 1..).unwrap_or_default(),
            (None, b'"' | b'\'') if last == b'=' => quote = Some(byte),
            (Some(open), close) if open == close => quote = None,
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            last = byte;
        }
    }
    tag.split_once('>').map_or("", |(_, rest)| rest)
}

/// What follows the end tag of an element whose content is silent.
fn after_silent<'a>(body: &'a str, name: &str) -> &'a str {
    let mut rest = body;
    while let Some((_, after)) = rest.split_once("</") {
        rest = after;
        if after.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return after.split_once('>').map_or("", |(_, rest)| rest);
        }
    }
    ""
}
