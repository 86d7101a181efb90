//! XML that is nearly right made right, and traps refused, before the feed parser sees it.
//!
//! One pass over the text copies it piece by piece: declarations are left out (the text is UTF-8
//! now, whatever they say), stray `&` are escaped, characters that XML forbids are dropped,
//! entries beyond the limit are cut off.

use super::{Limits, ParseError, looks};
use crate::markup;

/// What a feed's first tag is called.
const ROOTS: [&str; 4] = ["rss", "feed", "rdf:RDF", "RDF"];

/// Clean XML with a root that the feed parser knows.
pub(super) fn xml(text: &str, limits: Limits) -> Result<String, ParseError> {
    let start = root_start(text).ok_or_else(|| looks::not_a_feed(text))?;
    let mut pass =
        Pass { out: String::with_capacity(text.len() + 64), open: Vec::new(), entries: 0 };
    let mut rest = text.get(start..).unwrap_or_default();
    rest = pass.root(rest);
    while let Some(at) = rest.find('<') {
        let (before, from) = rest.split_at(at);
        pass.text(before);
        rest = pass.markup(from)?;
        if pass.open.len() > limits.depth {
            return Err(ParseError::TooDeep(limits.depth));
        }
        if pass.open.is_empty() {
            return Ok(pass.out);
        }
        if pass.entries >= limits.entries {
            pass.close_all();
            return Ok(pass.out);
        }
    }
    Err(ParseError::Truncated { entries: pass.entries })
}

/// Where the first tag of a feed stands, past junk, declarations and comments.
fn root_start(text: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        let rest = text.get(at..)?;
        at += rest.find('<')?;
        let from = text.get(at..)?;
        if from.starts_with("<!--") {
            at += from.find("-->")? + 3;
            continue;
        }
        let name = tag_name(from);
        if ROOTS.iter().any(|root| root.eq_ignore_ascii_case(local(name)) || *root == name) {
            return Some(at);
        }
        if name.eq_ignore_ascii_case("html") || name.eq_ignore_ascii_case("body") {
            return None;
        }
        at += 1;
    }
}

struct Pass<'a> {
    out: String,
    open: Vec<&'a str>,
    entries: usize,
}

impl<'a> Pass<'a> {
    /// Writes the root so that its dialect is known.
    fn root(&mut self, from: &'a str) -> &'a str {
        let length = tag_length(from);
        let tag = from.get(..length).unwrap_or(from);
        let tag = tag.replace("http://purl.org/atom/ns#", "http://www.w3.org/2005/Atom");
        let name = tag_name(from);
        self.open.push(name);
        if local(name).eq_ignore_ascii_case("rss") {
            let attributes = tag.get(1 + name.len()..).unwrap_or(">");
            let attributes = attributes.replace("version=", "was-version=");
            self.out.push_str("<");
            self.out.push_str(name);
            self.out.push_str(" version=\"2.0\"");
            self.out.push_str(&attributes);
        } else {
            self.out.push_str(&tag);
        }
        from.get(length..).unwrap_or_default()
    }

    fn markup(&mut self, from: &'a str) -> Result<&'a str, ParseError> {
        let cut = || ParseError::Truncated { entries: 0 };
        if from.starts_with("<![CDATA[") {
            let end = from.find("]]>").ok_or_else(cut)? + 3;
            self.out.extend(from.get(..end).unwrap_or_default().chars().filter(|c| is_legal(*c)));
            return Ok(from.get(end..).unwrap_or_default());
        }
        if from.starts_with("<!--") {
            let end = from.find("-->").ok_or_else(cut)? + 3;
            return Ok(from.get(end..).unwrap_or_default());
        }
        if from.starts_with("<?") || from.starts_with("<!") {
            return Ok(from.split_once('>').map_or("", |(_, rest)| rest));
        }
        if !from
            .get(1..)
            .unwrap_or_default()
            .starts_with(|c: char| c == '/' || c.is_alphabetic() || c == '_')
        {
            self.out.push_str("&lt;");
            return Ok(from.get(1..).unwrap_or_default());
        }
        let length = tag_length(from);
        let tag = from.get(..length).unwrap_or(from);
        if !tag.ends_with('>') {
            return Err(ParseError::Truncated { entries: self.entries });
        }
        self.tag(tag);
        Ok(from.get(length..).unwrap_or_default())
    }

    fn tag(&mut self, tag: &'a str) {
        let name = tag_name(tag);
        if tag.starts_with("</") {
            // An end tag without its start is left out; missing ones are added.
            if let Some(depth) = self.open.iter().rposition(|open| *open == name) {
                while self.open.len() > depth {
                    self.close_one();
                }
            }
        } else {
            self.out.push_str("<");
            self.text(tag.get(1..tag.len() - 1).unwrap_or_default());
            self.out.push_str(">");
            if tag.ends_with("/>") {
                self.entries += usize::from(self.open.len() < 3 && is_entry(name));
            } else {
                self.open.push(name);
            }
        }
    }

    fn close_one(&mut self) {
        if let Some(name) = self.open.pop() {
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
            self.entries += usize::from(self.open.len() < 3 && is_entry(name));
        }
    }

    fn close_all(&mut self) {
        while !self.open.is_empty() {
            self.close_one();
        }
    }

    /// Text with every `&` meaning something.
    fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('&') {
            self.legal(before);
            rest = after;
            match reference(after) {
                Reference::Known(length) => {
                    self.out.push('&');
                    self.out.push_str(after.get(..length).unwrap_or_default());
                    rest = after.get(length..).unwrap_or_default();
                }
                Reference::Named(letter, length) => {
                    self.out.push(letter);
                    rest = after.get(length..).unwrap_or_default();
                }
                Reference::Stray => self.out.push_str("&amp;"),
            }
        }
        self.legal(rest);
    }

    fn legal(&mut self, text: &str) {
        if text.chars().all(is_legal) {
            self.out.push_str(text);
        } else {
            self.out.extend(text.chars().filter(|c| is_legal(*c)));
        }
    }
}

enum Reference {
    /// One that XML knows, with its length after the `&`.
    Known(usize),
    /// One of HTML.
    Named(char, usize),
    Stray,
}

fn reference(after: &str) -> Reference {
    let Some(end) = after.bytes().take(12).position(|b| b == b';') else { return Reference::Stray };
    let name = after.get(..end).unwrap_or_default();
    if matches!(name, "amp" | "lt" | "gt" | "quot" | "apos") {
        return Reference::Known(end + 1);
    }
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => number.parse(),
        };
        let letter = code.ok().and_then(char::from_u32);
        return match letter {
            Some(letter) if matches!(letter, '<' | '>' | '&' | '"' | '\'') => {
                Reference::Known(end + 1)
            }
            Some(_) => {
                let decoded = markup::decode_entities(&format!("&{name};"));
                let letter = decoded.chars().next().filter(|c| is_legal(*c)).unwrap_or(' ');
                Reference::Named(letter, end + 1)
            }
            None => Reference::Stray,
        };
    }
    match markup::entity(name) {
        Some(letter) => Reference::Named(letter, end + 1),
        None => Reference::Stray,
    }
}

fn is_legal(letter: char) -> bool {
    letter >= ' ' && letter != '\u{FFFE}' && letter != '\u{FFFF}'
        || matches!(letter, '\n' | '\r' | '\t')
}

fn is_entry(name: &str) -> bool {
    matches!(local(name), "item" | "entry")
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// The name in `<name …` or `</name …`.
fn tag_name(from: &str) -> &str {
    let after = from.trim_start_matches(['<', '/']);
    after.split(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).next().unwrap_or_default()
}

/// Up to and with the `>` that is not inside quotes.
fn tag_length(from: &str) -> usize {
    let mut quote = None;
    for (at, byte) in from.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), close) if open == close => quote = None,
            _ => {}
        }
    }
    from.find('>').map_or(from.len(), |end| end + 1)
}
