//! Markup as most people write it, made harmless in one pass and without a tree.
//!
//! The result is what the sanitiser gives, to the letter. Wherever a parser of HTML would have to
//! mend the structure, or anything is unusual, this gives up and the sanitiser does it.

mod attribute;
mod element;

use url::Url;

use element::{BODY_OF_TABLE, Element, Kind};

/// Deeper markup is not usual.
const DEEPEST: usize = 30;
/// Tags with longer names or attributes are not usual.
const LONGEST_TAG_BYTES: usize = 8 * 1024;

/// Harmless markup; `None` where it takes a parser. Relative links belong to `base`.
pub(super) fn clean(html: &str, base: Option<&Url>) -> Option<String> {
    if html.starts_with('\u{FEFF}') {
        return None;
    }
    let mut pass = Pass { clean: String::with_capacity(html.len()), open: Vec::new(), base };
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (text, from) = rest.split_at(at);
        pass.text(text)?;
        rest = pass.markup(from)?;
    }
    pass.text(rest)?;
    while !pass.open.is_empty() {
        pass.close();
    }
    Some(pass.clean)
}

struct Pass<'a> {
    clean: String,
    open: Vec<&'static Element>,
    base: Option<&'a Url>,
}

impl<'a> Pass<'a> {
    fn current(&self) -> Option<&'static Element> {
        self.open.last().copied()
    }

    fn is_in(&self, kind: Kind) -> bool {
        self.current().is_some_and(|current| current.kind == kind)
    }

    fn text(&mut self, text: &str) -> Option<()> {
        let is_space = |byte: u8| matches!(byte, b' ' | b'\n' | b'\t');
        if self.current().is_some_and(Element::is_table_frame) && !text.bytes().all(is_space) {
            return None;
        }
        attribute::push_text(&mut self.clean, text)
    }

    /// Takes what begins with `<`, and returns what follows it.
    fn markup(&mut self, from: &'a str) -> Option<&'a str> {
        let after = from.get(1..)?;
        match after.bytes().next() {
            Some(letter) if letter.is_ascii_alphabetic() => self.start_tag(after),
            Some(b'/') => self.end_tag(after.get(1..)?),
            Some(b'!') => comment(after),
            Some(b'?') => None,
            _ if self.current().is_some_and(Element::is_table_frame) => None,
            _ => {
                self.clean.push_str("&lt;");
                Some(after)
            }
        }
    }

    fn start_tag(&mut self, tag: &'a str) -> Option<&'a str> {
        let (element, rest) = name(tag)?;
        let (attributes, after) = attribute::split(rest)?;
        if tag.len() - after.len() > LONGEST_TAG_BYTES {
            return None;
        }
        if element.kind == Kind::Raw {
            if self.current().is_some_and(Element::is_table_frame) {
                return None;
            }
            let is_empty = attributes.ends_with('/');
            // Where the tag ends is then told otherwise by the tree: `<script class="/>"/>`.
            if is_empty && attributes.contains('>') {
                return None;
            }
            return if is_empty { Some(after) } else { after_raw(after, element.name) };
        }
        self.make_room(element)?;
        if element.name == "pre" && after.starts_with('\n') {
            return None;
        }
        if element.is_kept {
            self.clean.push('<');
            self.clean.push_str(element.name);
            attribute::push_kept(&mut self.clean, attributes, element, self.base)?;
            self.clean.push('>');
        }
        if !matches!(element.kind, Kind::Void | Kind::Rule) {
            self.open.push(element);
        }
        (self.open.len() <= DEEPEST).then_some(after)
    }

    /// Closes what a parser closes before this element; `None` where it would do more than that.
    fn make_room(&mut self, element: &'static Element) -> Option<()> {
        match element.kind {
            Kind::Rows | Kind::Caption => return self.is_in(Kind::Table).then_some(()),
            Kind::Row if self.is_in(Kind::Table) => {
                self.clean.push_str("<tbody>");
                self.open.push(&BODY_OF_TABLE);
                return Some(());
            }
            Kind::Row => return self.is_in(Kind::Rows).then_some(()),
            Kind::Cell => return self.is_in(Kind::Row).then_some(()),
            _ if self.current().is_some_and(Element::is_table_frame) => return None,
            _ => {}
        }
        match element.kind {
            Kind::Void | Kind::Phrase | Kind::Formatting => Some(()),
            Kind::Link => self.open.iter().all(|open| open.kind != Kind::Link).then_some(()),
            Kind::Heading => {
                self.close_paragraph()?;
                (!self.is_in(Kind::Heading)).then_some(())
            }
            Kind::Item => self.next_of(Kind::Item, Kind::List),
            Kind::Definition => self.next_of(Kind::Definition, Kind::DefinitionList),
            _ => self.close_paragraph(),
        }
    }

    /// An item of a list ends the one before it.
    fn next_of(&mut self, item: Kind, list: Kind) -> Option<()> {
        if self.is_in(item) {
            self.close();
        }
        self.is_in(list).then_some(())
    }

    fn close_paragraph(&mut self) -> Option<()> {
        if self.is_in(Kind::Paragraph) {
            self.close();
        }
        let within = self.open.iter().rev().take_while(|open| !open.bounds_paragraphs());
        within.clone().all(|open| open.kind != Kind::Paragraph).then_some(())
    }

    fn end_tag(&mut self, tag: &'a str) -> Option<&'a str> {
        let (element, rest) = name(tag)?;
        let rest = rest.trim_start_matches([' ', '\n', '\t']).strip_prefix('>')?;
        let closes_others = !matches!(
            element.kind,
            Kind::Phrase | Kind::Formatting | Kind::Link | Kind::Void | Kind::Rule | Kind::Raw
        );
        if closes_others {
            self.close_within(element);
        }
        (self.current()?.name == element.name).then(|| self.close())?;
        Some(rest)
    }

    /// Closes what ends by itself where `element` ends.
    fn close_within(&mut self, element: &Element) {
        let is_inner = |current: &Element| {
            let is_body = element.kind == Kind::Table && current.kind == Kind::Rows;
            current.name != element.name && (current.ends_by_itself() || is_body)
        };
        while self.current().is_some_and(is_inner) {
            self.close();
        }
    }

    fn close(&mut self) {
        let Some(element) = self.open.pop() else { return };
        if element.is_kept {
            self.clean.push_str("</");
            self.clean.push_str(element.name);
            self.clean.push('>');
        }
    }
}

/// The element that a tag names, and what follows its name.
fn name(tag: &str) -> Option<(&'static Element, &str)> {
    let end = tag.bytes().position(|byte| !byte.is_ascii_alphanumeric())?;
    let (name, rest) = tag.split_at(end);
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return Some((Element::named(&name.to_ascii_lowercase())?, rest));
    }
    Some((Element::named(name)?, rest))
}

/// What follows a comment; `tag` begins with its `!`.
fn comment(tag: &str) -> Option<&str> {
    let inside = tag.strip_prefix("!--")?;
    let (text, rest) = inside.split_once("--")?;
    let is_odd = text.starts_with(['>', '-']) || text.contains(['\0', '<']);
    rest.strip_prefix('>').filter(|_| !is_odd)
}

/// What follows the end tag of an element without markup in it.
fn after_raw<'a>(content: &'a str, name: &str) -> Option<&'a str> {
    let (_, end) = content.split_once('<')?;
    end.strip_prefix('/')?.strip_prefix(name)?.strip_prefix('>')
}

#[cfg(test)]
mod tests;
