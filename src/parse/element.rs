//! One element of a feed: a name, its attributes as written, and a piece of the document.

use std::borrow::Cow;
use std::rc::Rc;

use super::space::Space;
use crate::markup;

/// An element with those inside it. Everything is borrowed from the document.
#[derive(Clone, Debug)]
pub(super) struct Element<'a> {
    /// With prefix, as written.
    pub qualified_name: &'a str,
    pub space: Space,
    /// The start tag between name and `>`.
    pub attributes: &'a str,
    /// Everything between start and end tag.
    pub inner: &'a str,
    pub children: Vec<Element<'a>>,
    /// Some element stands inside, kept in `children` or not.
    pub has_elements: bool,
    /// The address to which relative links belong.
    pub base: Rc<str>,
    /// `xml:lang`, inherited.
    pub language: Option<Rc<str>>,
}

impl<'a> Element<'a> {
    /// The name without prefix, lower case.
    pub(super) fn name(&self) -> Cow<'a, str> {
        lower(local(self.qualified_name))
    }

    /// Elements directly inside of this vocabulary and (lower-case) name.
    pub(super) fn all<'b>(
        &'b self,
        space: Space,
        name: &'b str,
    ) -> impl Iterator<Item = &'b Element<'a>> {
        self.children.iter().filter(move |child| child.space == space && child.name() == name)
    }

    /// The first of several (vocabulary, name), in the order of preference.
    pub(super) fn first(&self, names: &[(Space, &str)]) -> Option<&Element<'a>> {
        names.iter().find_map(|(space, name)| {
            self.children.iter().find(|child| {
                child.space == *space && child.name() == *name && !child.inner.trim().is_empty()
            })
        })
    }

    /// The decoded value of an attribute; its name ignores case.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        attribute(self.attributes, name)
    }

    /// The text inside: references decoded, CDATA as it is, comments left out.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        let mut rest = self.inner;
        while let Some(at) = rest.find('<') {
            let (before, from) = rest.split_at(at);
            push_decoded(&mut text, before);
            if let Some(data) = from.strip_prefix("<![CDATA[") {
                let end = data_end(data).unwrap_or(data.len());
                text.push_str(data.get(..end).unwrap_or_default());
                rest = data.get(end + DATA_END.len()..).unwrap_or_default();
            } else if from.starts_with("<!--") {
                rest = from.split_once("-->").map_or("", |(_, after)| after);
            } else if self.has_elements {
                rest = from.split_once('>').map_or("", |(_, after)| after);
            } else {
                text.push('<');
                rest = from.get(1..).unwrap_or_default();
            }
        }
        push_decoded(&mut text, rest);
        if has_controls(&text) {
            text.retain(|letter| letter >= ' ' || matches!(letter, '\n' | '\r' | '\t'));
        }
        text
    }

    /// What stands inside as markup: elements as they are written, or text that is markup
    /// itself.
    pub(super) fn markup(&self) -> String {
        if !self.has_elements {
            return self.text();
        }
        let inner = self.inner.trim();
        if !inner.contains("<![CDATA[") {
            return inner.to_owned();
        }
        // Data sections mean nothing in HTML: their text is written out.
        let mut markup = String::with_capacity(inner.len());
        let mut rest = inner;
        while let Some((before, data)) = rest.split_once("<![CDATA[") {
            let (data, after) = data.split_once("]]>").unwrap_or((data, ""));
            markup.push_str(before);
            markup.push_str(data);
            rest = after;
        }
        markup.push_str(rest);
        markup
    }
}

/// The decoded value of an attribute in the text of a start tag.
pub(super) fn attribute(attributes: &str, name: &str) -> Option<String> {
    pairs(attributes)
        .find(|(found, _)| found.eq_ignore_ascii_case(name))
        .map(|(_, value)| markup::decode_entities(value).trim().to_owned())
}

/// Names and raw values of attributes, with or without quotes.
pub(super) fn pairs(attributes: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = attributes;
    std::iter::from_fn(move || {
        let (name, after) = rest.split_once('=')?;
        let name = name.trim().rsplit(char::is_whitespace).next().unwrap_or_default();
        let after = after.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, next) = match quote {
            Some(quote) => {
                let inside = after.get(1..).unwrap_or_default();
                inside.split_once(quote).unwrap_or((inside, ""))
            }
            None => after.split_once(char::is_whitespace).unwrap_or((after, "")),
        };
        rest = next;
        Some((name, value))
    })
}

pub(super) fn local(qualified_name: &str) -> &str {
    qualified_name.split_once(':').map_or(qualified_name, |(_, local)| local)
}

fn lower(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|b| b.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    }
}

fn push_decoded(text: &mut String, piece: &str) {
    markup::push_decoded(text, piece);
}

/// What ends a data section.
pub(super) const DATA_END: &str = "]]>";

/// Where a data section ends that a text begins in. Text has few brackets: they are looked for.
pub(super) fn data_end(text: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        at += text.get(at..)?.find(']')?;
        if text.get(at..)?.starts_with(DATA_END) {
            return Some(at);
        }
        at += 1;
    }
}

/// Whether there are characters that XML forbids.
pub(super) fn has_controls(text: &str) -> bool {
    const AT_ONCE: usize = 64;
    let is_control = |byte: &u8| *byte < b' ' && !matches!(byte, b'\n' | b'\r' | b'\t');
    // Without a branch for each, a processor looks at many at once.
    let mut chunks = text.as_bytes().chunks(AT_ONCE);
    chunks.any(|chunk| chunk.iter().fold(false, |any, byte| any | is_control(byte)))
}
