//! Operators and parentheses: NEAR before NOT before AND before OR, all before the space between
//! two words.

use std::iter::Peekable;
use std::ops::Range;
use std::vec::IntoIter;

use super::error;
use super::lexer::{Kind, Lexeme};
use super::word::WEIGHTS;
use crate::message::{Locale, search as message};
use crate::model::{Query, QueryError, Term};

/// Deeper nesting is refused: it is a mistake or an attack.
const DEEPEST: usize = 32;

/// What was typed, before it is decided what is strict.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    Word(String),
    /// Anything else to find.
    Term(Term),
    Filter(Query),
    Title(Query),
    /// Side by side, without an operator.
    Sequence(Vec<Node>),
    And(Vec<Node>),
    Or(Vec<Node>),
    Not(Box<Node>),
    Must(Box<Node>),
    /// So many times as weighty.
    Weighted(Box<Node>, f32),
}

impl Node {
    /// Holds a word that documents are ranked by.
    fn ranks(&self) -> bool {
        match self {
            Self::Word(_) | Self::Term(_) | Self::Title(_) => true,
            Self::Filter(_) | Self::Not(_) => false,
            Self::Sequence(nodes) | Self::And(nodes) | Self::Or(nodes) => {
                nodes.iter().any(Self::ranks)
            }
            Self::Must(node) | Self::Weighted(node, _) => node.ranks(),
        }
    }
}

/// What was read.
pub(super) struct Read {
    /// Side by side.
    pub parts: Vec<Node>,
    /// Typed among them, but there is nothing in it to search for.
    pub ignored: Vec<String>,
}

/// Reads the pieces of `text`. What holds anything at all must hold something to search for.
pub(super) fn parse(lexemes: Vec<Lexeme>, text: &str, locale: Locale) -> Result<Read, QueryError> {
    let lexemes = lexemes.into_iter().peekable();
    let mut parser = Parser { lexemes, text, locale, depth: 0, ignored: Vec::new() };
    let parts = parser.sequence()?;
    if let Some(close) = parser.lexemes.next() {
        return Err(error(message::parenthesis_not_opened(locale), close.span));
    }
    if parts.is_empty()
        && let (Some(first), Some(last)) = (parser.ignored.first(), parser.ignored.last())
    {
        return Err(parser.nothing_in(first.start..last.end));
    }
    let ignored = parser.ignored.iter().map(|span| parser.typed(span).to_owned()).collect();
    Ok(Read { parts, ignored })
}

struct Parser<'t> {
    lexemes: Peekable<IntoIter<Lexeme>>,
    text: &'t str,
    locale: Locale,
    depth: usize,
    ignored: Vec<Range<usize>>,
}

impl<'t> Parser<'t> {
    /// Up to the end or a closing parenthesis. A group without operators is its parts.
    fn sequence(&mut self) -> Result<Vec<Node>, QueryError> {
        let mut parts = Vec::new();
        while self.lexemes.peek().is_some_and(|lexeme| lexeme.kind != Kind::Close) {
            if let Some(nothing) = self.take(&Kind::Nothing) {
                self.ignore(nothing)?;
                continue;
            }
            match self.alternatives()? {
                Node::Sequence(inner) => parts.extend(inner),
                other => parts.push(other),
            }
        }
        Ok(parts)
    }

    /// Passes over what stands among words. Beside an operator it was meant to be found.
    fn ignore(&mut self, span: Range<usize>) -> Result<(), QueryError> {
        let next = self.lexemes.peek();
        if next.is_some_and(|next| matches!(next.kind, Kind::And | Kind::Or)) {
            return Err(self.nothing_in(span));
        }
        self.ignored.push(span);
        Ok(())
    }

    fn alternatives(&mut self) -> Result<Node, QueryError> {
        let mut parts = vec![self.conjunction(None)?];
        while let Some(operator) = self.take(&Kind::Or) {
            parts.push(self.conjunction(Some(operator))?);
        }
        Ok(one_or(parts, Node::Or))
    }

    fn conjunction(&mut self, after: Option<Range<usize>>) -> Result<Node, QueryError> {
        let mut parts = vec![self.operand(after)?];
        while let Some(operator) = self.take(&Kind::And) {
            parts.push(self.operand(Some(operator))?);
        }
        Ok(one_or(parts, Node::And))
    }

    /// What an operator applies to; `after` is where that operator stands, if there is one.
    fn operand(&mut self, after: Option<Range<usize>>) -> Result<Node, QueryError> {
        let joins = |kind: &Kind| matches!(kind, Kind::And | Kind::Or | Kind::Near(_));
        let is_operand = |next: &Lexeme| !joins(&next.kind) && next.kind != Kind::Close;
        let next = self.lexemes.next_if(|next| after.is_none() || is_operand(next));
        let Lexeme { kind, span } = match (next, after) {
            (Some(next), _) => next,
            (None, Some(operator)) => return Err(self.nothing_for(operator)),
            (None, None) => return Ok(Node::Sequence(Vec::new())),
        };
        let node = match kind {
            Kind::Word(word) => self.near(word)?,
            Kind::Term(term) => Node::Term(term),
            Kind::Filter(query) => Node::Filter(query),
            Kind::Title(query) => Node::Title(query),
            Kind::Open => self.group(span)?,
            Kind::Not => self.nested(span, |node| Node::Not(Box::new(node)))?,
            Kind::Must => self.nested(span, |node| Node::Must(Box::new(node)))?,
            Kind::Nothing => return Err(self.nothing_in(span)),
            Kind::Close => return Err(error(message::parenthesis_not_opened(self.locale), span)),
            Kind::And | Kind::Or => return Err(self.nothing_for(span)),
            Kind::Near(_) => return Err(self.not_between_words(span)),
            Kind::Weight(_) => return Err(error(message::weight_of_nothing(self.locale), span)),
        };
        self.weighed(node)
    }

    /// `a NEAR/5 b NEAR/5 c`, of which the first word has been read.
    fn near(&mut self, first: String) -> Result<Node, QueryError> {
        let mut words = vec![first];
        let mut farthest = 0;
        while let Some(Lexeme { kind: Kind::Near(distance), span }) =
            self.lexemes.next_if(|next| matches!(next.kind, Kind::Near(_)))
        {
            let next = self.lexemes.next();
            let Some(Lexeme { kind: Kind::Word(word), .. }) = next else {
                return Err(self.not_between_words(span));
            };
            words.push(word);
            farthest = farthest.max(distance);
        }
        match (words.len(), words.pop()) {
            (1, Some(word)) => Ok(Node::Word(word)),
            (_, last) => {
                words.extend(last);
                Ok(Node::Term(Term::Near(words, farthest)))
            }
        }
    }

    /// The node with the weight that stands right after it.
    fn weighed(&mut self, node: Node) -> Result<Node, QueryError> {
        let next = self.lexemes.next_if(|next| matches!(next.kind, Kind::Weight(_)));
        let Some(Lexeme { kind: Kind::Weight(weight), span }) = next else { return Ok(node) };
        if !node.ranks() {
            return Err(error(message::weight_of_nothing(self.locale), span));
        }
        Ok(Node::Weighted(Box::new(node), weight.clamp(WEIGHTS.0, WEIGHTS.1)))
    }

    fn group(&mut self, open: Range<usize>) -> Result<Node, QueryError> {
        self.deeper(&open)?;
        let parts = self.sequence()?;
        self.depth -= 1;
        let Some(close) = self.take(&Kind::Close) else {
            return Err(error(message::parenthesis_not_closed(self.locale), open));
        };
        if parts.is_empty() {
            return Err(self.nothing_in(open.start..close.end));
        }
        Ok(Node::Sequence(parts))
    }

    fn nested(
        &mut self,
        operator: Range<usize>,
        wrap: fn(Node) -> Node,
    ) -> Result<Node, QueryError> {
        self.deeper(&operator)?;
        let operand = self.operand(Some(operator))?;
        self.depth -= 1;
        Ok(wrap(operand))
    }

    fn deeper(&mut self, place: &Range<usize>) -> Result<(), QueryError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(error(message::nested_too_deep(self.locale), place.clone()));
        }
        Ok(())
    }

    /// The place of the next piece, if it is of this kind.
    fn take(&mut self, kind: &Kind) -> Option<Range<usize>> {
        self.lexemes.next_if(|lexeme| lexeme.kind == *kind).map(|lexeme| lexeme.span)
    }

    fn nothing_in(&self, span: Range<usize>) -> QueryError {
        error(message::nothing_to_search_for(self.locale, self.typed(&span)), span)
    }

    fn nothing_for(&self, operator: Range<usize>) -> QueryError {
        error(message::operator_without_operand(self.locale, self.typed(&operator)), operator)
    }

    fn not_between_words(&self, operator: Range<usize>) -> QueryError {
        error(message::near_needs_words(self.locale, self.typed(&operator)), operator)
    }

    fn typed(&self, span: &Range<usize>) -> &'t str {
        self.text.get(span.clone()).unwrap_or_default()
    }
}

fn one_or(mut parts: Vec<Node>, join: fn(Vec<Node>) -> Node) -> Node {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        Some(last) => {
            parts.push(last);
            join(parts)
        }
        None => Node::Sequence(Vec::new()),
    }
}
