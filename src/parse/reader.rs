//! XML as feeds write it: read in one pass that forgives what people do and refuses traps.
//!
//! Stray `&` and `<`, missing end tags, wrong declarations and unknown entities are read as they
//! were meant. No entity is ever expanded, nothing outside the document is ever read, and only
//! one entry is held at a time.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::element::{DATA_END, Element, attribute, data_end, pairs};
use super::space::Space;
use super::tag::{ROOTS, has_tags, is_reference, root_start, tag_length, tag_name};
use super::{Limits, ParseError, looks};
use crate::markup;
use crate::model::Repair;

/// More elements inside one entry, or outside of all, are not kept; no real feed has so many.
const MOST_KEPT: usize = 5_000;
/// What lies deeper inside an entry is text for us.
const KEPT_LEVELS: usize = 4;
/// More namespaces are not remembered.
const MOST_SPACES: usize = 100;
/// Elements of HTML that have no end tag, where people write HTML without escaping it.
const VOID: [&str; 4] = ["br", "hr", "img", "input"];

/// A document read: everything but its entries.
#[derive(Debug)]
pub(super) struct Document<'a> {
    pub root: Element<'a>,
    /// There were more entries than the limit.
    pub cut: bool,
    /// The text ends before the document does.
    pub is_cut_off: bool,
    pub repairs: BTreeSet<Repair>,
}

/// Reads a document and hands over each entry as soon as it is complete.
pub(super) fn read<'a>(
    text: &'a str,
    url: &str,
    limits: Limits,
    take_entry: impl FnMut(&Element<'a>),
) -> Result<Document<'a>, ParseError> {
    let mut at = root_start(text).ok_or_else(|| looks::not_a_feed(text))?;
    let mut repairs = BTreeSet::new();
    if !text.starts_with('<') || has_tags(text.get(..at).unwrap_or_default()) {
        repairs.insert(Repair::Preamble);
    }
    let mut reader = Reader {
        text,
        open: Vec::new(),
        spaces: Vec::new(),
        entry_depth: None,
        kept_inside: 0,
        kept_outside: 0,
        entries: 0,
        root: None,
        has_entities: text.get(..at).is_some_and(|prolog| prolog.contains("<!ENTITY")),
        repairs,
        take_entry,
    };
    let base = Rc::from(url);
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('<')) {
        reader.between(text.get(at..at + found).unwrap_or_default());
        at += found;
        at = match reader.markup(at) {
            Step::Pass(next) => next,
            Step::Stray => {
                reader.repairs.insert(Repair::Tags);
                at + 1
            }
            Step::Start(tag) => {
                reader.start(&tag, &base);
                if tag.is_empty {
                    reader.close(tag.next);
                }
                tag.next
            }
            Step::End { name, next } => {
                reader.end(name, at);
                next
            }
            Step::Cut => return reader.cut_off(at),
        };
        if reader.open.len() > limits.depth {
            return Err(ParseError::TooDeep(limits.depth));
        }
        let cut = reader.entries >= limits.entries && reader.root.is_none();
        while cut && reader.root.is_none() {
            reader.close(at);
        }
        if let Some(root) = reader.root {
            return Ok(Document { root, cut, is_cut_off: false, repairs: reader.repairs });
        }
    }
    reader.cut_off(text.len())
}

enum Step<'a> {
    /// Nothing for us: a comment, a declaration, a data section.
    Pass(usize),
    /// A `<` that is only text.
    Stray,
    Start(StartTag<'a>),
    End {
        name: &'a str,
        next: usize,
    },
    /// The document ends in the middle of something.
    Cut,
}

struct StartTag<'a> {
    name: &'a str,
    attributes: &'a str,
    /// Where the content begins.
    next: usize,
    is_empty: bool,
}

struct Reader<'a, F> {
    text: &'a str,
    /// Open elements, outermost first, with the place where their content begins.
    open: Vec<(Element<'a>, usize)>,
    /// Namespaces in scope: how many elements were open, prefix, vocabulary.
    spaces: Vec<(usize, &'a str, Space)>,
    /// How many elements were open when the current entry began.
    entry_depth: Option<usize>,
    kept_inside: usize,
    kept_outside: usize,
    entries: usize,
    root: Option<Element<'a>>,
    /// The document declares names of letters of its own.
    has_entities: bool,
    repairs: BTreeSet<Repair>,
    take_entry: F,
}

impl<'a, F: FnMut(&Element<'a>)> Reader<'a, F> {
    /// Looks for `&` in the text between two tags that XML would not let through.
    fn between(&mut self, text: &str) {
        if self.has_entities || self.repairs.contains(&Repair::Ampersands) {
            return;
        }
        if text.split('&').skip(1).any(|after| !is_reference(after)) {
            self.repairs.insert(Repair::Ampersands);
        }
    }

    /// Understands what begins with the `<` at a place.
    fn markup(&self, at: usize) -> Step<'a> {
        let from = self.text.get(at..).unwrap_or_default();
        let past = |end: &str| {
            from.find(end).map_or(Step::Cut, |found| Step::Pass(at + found + end.len()))
        };
        if from.starts_with("<!--") {
            return past("-->");
        }
        if let Some(data) = from.strip_prefix("<![CDATA[") {
            let next = at + from.len() - data.len() + DATA_END.len();
            return data_end(data).map_or(Step::Cut, |end| Step::Pass(next + end));
        }
        if from.starts_with("<?") || from.starts_with("<!") {
            return past(">");
        }
        let name = tag_name(from);
        if !name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
            return Step::Stray;
        }
        let is_end = from.starts_with("</");
        let Some(length) = tag_length(from) else {
            // `</rss` at the very end is meant well.
            let is_last = is_end && self.open.len() == 1;
            return if is_last { Step::End { name, next: self.text.len() } } else { Step::Cut };
        };
        let next = at + length;
        if is_end {
            return Step::End { name, next };
        }
        let inside = from.get(1 + name.len()..length - 1).unwrap_or_default();
        let is_void = self.entry_depth.is_some() && VOID.contains(&name);
        let is_empty = inside.ends_with('/') || is_void;
        let attributes = inside.strip_suffix('/').unwrap_or(inside);
        Step::Start(StartTag { name, attributes, next, is_empty })
    }

    fn start(&mut self, tag: &StartTag<'a>, document_base: &Rc<str>) {
        let depth = self.open.len();
        if tag.attributes.contains("xmlns") {
            self.declare(tag.attributes, depth);
        }
        let parent = self.open.last().map(|(parent, _)| parent);
        let mut base = Rc::clone(parent.map_or(document_base, |parent| &parent.base));
        let mut language = parent.and_then(|parent| parent.language.clone());
        if tag.attributes.contains("xml:") {
            let own_base = attribute(tag.attributes, "xml:base");
            if let Some(own) = own_base.and_then(|own| markup::absolute(Some(&base), &own)) {
                base = Rc::from(own);
            }
            if let Some(own) = attribute(tag.attributes, "xml:lang") {
                language = Some(Rc::from(own));
            }
        }
        let space = self.space_of(tag.name, depth);
        let element = Element {
            qualified_name: tag.name,
            space,
            attributes: tag.attributes,
            inner: "",
            children: Vec::new(),
            has_elements: false,
            base,
            language,
        };
        if self.entry_depth.is_none() && is_entry(&element) {
            self.entry_depth = Some(depth);
        }
        self.open.push((element, tag.next));
    }

    fn declare(&mut self, attributes: &'a str, depth: usize) {
        for (attribute, value) in pairs(attributes) {
            if let Some(prefix) = attribute.strip_prefix("xmlns")
                && self.spaces.len() < MOST_SPACES
            {
                self.spaces.push((depth, prefix.trim_start_matches(':'), Space::of(value)));
            }
        }
    }

    /// An end tag closes the innermost element of its name and all within it; without one it is
    /// passed over.
    fn end(&mut self, name: &str, at: usize) {
        let same = |(open, _): &(Element, usize)| open.qualified_name.eq_ignore_ascii_case(name);
        if let Some(depth) = self.open.iter().rposition(same) {
            if self.open.len() > depth + 1 {
                self.repairs.insert(Repair::Tags);
            }
            while self.open.len() > depth {
                self.close(at);
            }
        } else {
            self.repairs.insert(Repair::Tags);
        }
    }

    /// Closes the innermost element.
    fn close(&mut self, at: usize) {
        let Some((mut element, from)) = self.open.pop() else { return };
        element.inner = self.text.get(from..at).unwrap_or_default();
        let depth = self.open.len();
        while self.spaces.last().is_some_and(|(level, _, _)| *level >= depth) {
            self.spaces.pop();
        }
        if self.entry_depth == Some(depth) {
            self.entry_depth = None;
            self.kept_inside = 0;
            self.entries += 1;
            (self.take_entry)(&element);
            if depth == 0 {
                self.root = Some(element);
            }
            return;
        }
        let Some((parent, _)) = self.open.last_mut() else {
            self.root = Some(element);
            return;
        };
        parent.has_elements = true;
        let (level, kept) = match self.entry_depth {
            Some(entry) => (depth - entry, &mut self.kept_inside),
            None => (depth, &mut self.kept_outside),
        };
        if level < KEPT_LEVELS && *kept < MOST_KEPT {
            *kept += 1;
            parent.children.push(element);
        }
    }

    /// The text has ended too early: entries that are complete count, half of one does not, nor
    /// half of anything beside them.
    fn cut_off(mut self, at: usize) -> Result<Document<'a>, ParseError> {
        let is_frame = |(element, _): &(Element, usize)| {
            ROOTS.iter().any(|root| root.eq_ignore_ascii_case(&element.name()))
        };
        self.open.truncate(self.entry_depth.take().unwrap_or(self.open.len()));
        while self.open.pop_if(|open| !is_frame(open)).is_some() {}
        while !self.open.is_empty() {
            self.close(at);
        }
        match self.root {
            Some(root) if self.entries > 0 => {
                Ok(Document { root, cut: false, is_cut_off: true, repairs: self.repairs })
            }
            _ => Err(ParseError::Truncated { entries: self.entries }),
        }
    }

    fn space_of(&mut self, name: &str, depth: usize) -> Space {
        let prefix = name.split_once(':').map_or("", |(prefix, _)| prefix);
        let declared = self.spaces.iter().rev().find(|(_, known, _)| *known == prefix);
        match declared {
            // Whatever the feed's own namespace is, it means the feed.
            Some((0, _, Space::Other)) if prefix.is_empty() || depth == 0 => Space::Rss,
            Some((_, _, space)) => *space,
            None => {
                if !prefix.is_empty() {
                    self.repairs.insert(Repair::Prefixes);
                }
                Space::undeclared(prefix)
            }
        }
    }
}

fn is_entry(element: &Element) -> bool {
    matches!(element.space, Space::Rss | Space::Atom)
        && matches!(element.name().as_ref(), "item" | "entry")
}
