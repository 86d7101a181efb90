//! A page walked through once: how much text stands where, and how much of it in links.

use dom_query::{Document, NodeData, NodeRef};

/// Shorter texts are labels, not prose. Letters, without space.
const LEAST_PROSE_LETTERS: usize = 50;

/// What an element is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Scripts and the like: never text.
    Silent,
    /// `h1`.
    Headline,
    /// `h2` to `h6`.
    Heading,
    Link,
    /// Stands in lines of text.
    Inline,
    /// Everything else.
    Block,
}

/// One element with what stands in it.
pub(super) struct Element<'a> {
    pub node: NodeRef<'a>,
    pub kind: Kind,
    pub parent: usize,
    /// The number of the first element behind this one and all within it.
    pub end: usize,
    /// Letters, without space.
    pub letters: usize,
    pub linked: usize,
    /// Letters of paragraphs: running text that is not mostly links.
    pub prose: usize,
    /// No block stands in it.
    pub is_leaf: bool,
    pub is_gone: bool,
    /// Letters that stand in it directly or in its lines, not in a block of its own.
    own: usize,
    own_linked: usize,
}

/// All elements of a page, in its order.
pub(super) struct Survey<'a> {
    pub elements: Vec<Element<'a>>,
}

impl<'a> Survey<'a> {
    pub(super) fn of(document: &'a Document) -> Self {
        let mut survey = Self { elements: Vec::new() };
        let Some(body) = document.body() else { return survey };
        let mut open: Vec<usize> = Vec::new();
        let mut node = body;
        loop {
            let kind = survey.enter(node, &mut open);
            let child = if kind.is_some_and(|kind| kind != Kind::Silent) {
                node.first_child()
            } else {
                None
            };
            if let Some(child) = child {
                node = child;
                continue;
            }
            if kind.is_some() {
                survey.leave(&mut open);
            }
            loop {
                if open.is_empty() {
                    return survey;
                }
                if let Some(next) = node.next_sibling() {
                    node = next;
                    break;
                }
                let Some(parent) = node.parent() else { return survey };
                node = parent;
                survey.leave(&mut open);
            }
        }
    }

    /// Counts a text, or opens an element.
    fn enter(&mut self, node: NodeRef<'a>, open: &mut Vec<usize>) -> Option<Kind> {
        let kind = node.query_or(None, |inner| match &inner.data {
            NodeData::Element(element) => Some(Ok(kind_of(element.name.local.as_ref()))),
            NodeData::Text { contents } => {
                Some(Err(contents.chars().filter(|letter| !letter.is_whitespace()).count()))
            }
            _ => None,
        });
        match kind {
            Some(Ok(kind)) => {
                let parent = open.last().copied().unwrap_or(0);
                open.push(self.elements.len());
                self.elements.push(Element {
                    node,
                    kind,
                    parent,
                    end: 0,
                    letters: 0,
                    linked: 0,
                    prose: 0,
                    is_leaf: true,
                    is_gone: false,
                    own: 0,
                    own_linked: 0,
                });
                Some(kind)
            }
            Some(Err(letters)) => {
                if let Some(element) = open.last().and_then(|at| self.elements.get_mut(*at)) {
                    element.letters += letters;
                    element.own += letters;
                }
                None
            }
            None => None,
        }
    }

    fn leave(&mut self, open: &mut Vec<usize>) {
        let behind = self.elements.len();
        let Some(element) = open.pop().and_then(|at| self.elements.get_mut(at)) else { return };
        element.end = behind;
        if element.kind == Kind::Link {
            (element.linked, element.own_linked) = (element.letters, element.own);
        }
        let is_inline = matches!(element.kind, Kind::Inline | Kind::Link) && element.is_leaf;
        if !is_inline && element.own >= LEAST_PROSE_LETTERS && element.own_linked * 2 < element.own
        {
            element.prose += element.own;
        }
        let inside = (element.letters, element.linked, element.prose);
        let own = if is_inline { (element.own, element.own_linked) } else { (0, 0) };
        let Some(parent) = open.last().and_then(|at| self.elements.get_mut(*at)) else { return };
        parent.letters += inside.0;
        parent.linked += inside.1;
        parent.prose += inside.2;
        parent.own += own.0;
        parent.own_linked += own.1;
        parent.is_leaf &= is_inline;
    }

    /// Takes an element out of the page, and its text out of all around it.
    pub(super) fn remove(&mut self, at: usize) {
        let Some(element) = self.elements.get(at) else { return };
        element.node.remove_from_parent();
        let (end, parent) = (element.end, element.parent);
        let (letters, linked, prose) = (element.letters, element.linked, element.prose);
        for inside in self.elements.get_mut(at..end).into_iter().flatten() {
            inside.is_gone = true;
        }
        let (mut around, mut inner) = (parent, at);
        while around < inner {
            let Some(element) = self.elements.get_mut(around) else { return };
            element.letters = element.letters.saturating_sub(letters);
            element.linked = element.linked.saturating_sub(linked);
            element.prose = element.prose.saturating_sub(prose);
            (inner, around) = (around, element.parent);
        }
    }

    /// Letters, letters in links and letters of prose of the whole page.
    pub(super) fn total(&self) -> (usize, usize, usize) {
        self.elements.first().map_or((0, 0, 0), |body| (body.letters, body.linked, body.prose))
    }
}

fn kind_of(name: &str) -> Kind {
    match name {
        "script" | "style" | "noscript" | "template" | "iframe" | "svg" | "math" | "object"
        | "select" | "textarea" | "audio" | "video" | "canvas" => Kind::Silent,
        "h1" => Kind::Headline,
        "h2" | "h3" | "h4" | "h5" | "h6" => Kind::Heading,
        "a" => Kind::Link,
        "abbr" | "b" | "bdi" | "br" | "cite" | "code" | "del" | "em" | "font" | "i" | "img"
        | "ins" | "kbd" | "label" | "mark" | "q" | "s" | "small" | "span" | "strong" | "sub"
        | "sup" | "time" | "u" | "var" | "wbr" | "button" | "input" | "picture" | "source" => {
            Kind::Inline
        }
        _ => Kind::Block,
    }
}
