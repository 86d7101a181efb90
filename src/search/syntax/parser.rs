//! Operators and parentheses: NOT before AND before OR, all before the space between two words.

use std::iter::Peekable;
use std::vec::IntoIter;

use super::error;
use super::lexer::{Kind, Lexeme};
use crate::message::{Locale, search as message};
use crate::model::{Query, QueryError};

/// Deeper nesting is refused: it is a mistake or an attack.
const DEEPEST: usize = 32;

/// What was typed, before it is decided what is strict.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    Word(String),
    Exact(String),
    Phrase(Vec<String>),
    Filter(Query),
    /// Side by side, without an operator.
    Sequence(Vec<Node>),
    And(Vec<Node>),
    Or(Vec<Node>),
    Not(Box<Node>),
    Must(Box<Node>),
}

/// The parts of the query, side by side.
pub(super) fn parse(
    lexemes: Vec<Lexeme>,
    length: usize,
    locale: Locale,
) -> Result<Vec<Node>, QueryError> {
    let mut parser = Parser { lexemes: lexemes.into_iter().peekable(), length, locale, depth: 0 };
    let parts = parser.sequence()?;
    match parser.lexemes.next() {
        Some(close) => Err(error(message::parenthesis_not_opened(locale), close.span)),
        None => Ok(parts),
    }
}

struct Parser {
    lexemes: Peekable<IntoIter<Lexeme>>,
    length: usize,
    locale: Locale,
    depth: usize,
}

impl Parser {
    /// Up to the end or a closing parenthesis. A group without operators is its parts.
    fn sequence(&mut self) -> Result<Vec<Node>, QueryError> {
        let mut parts = Vec::new();
        while self.lexemes.peek().is_some_and(|lexeme| lexeme.kind != Kind::Close) {
            match self.alternatives()? {
                Node::Sequence(inner) => parts.extend(inner),
                other => parts.push(other),
            }
        }
        Ok(parts)
    }

    fn alternatives(&mut self) -> Result<Node, QueryError> {
        let mut parts = vec![self.conjunction()?];
        while self.skip(&Kind::Or) {
            parts.push(self.conjunction()?);
        }
        Ok(one_or(parts, Node::Or))
    }

    fn conjunction(&mut self) -> Result<Node, QueryError> {
        let mut parts = vec![self.operand()?];
        while self.skip(&Kind::And) {
            parts.push(self.operand()?);
        }
        Ok(one_or(parts, Node::And))
    }

    fn operand(&mut self) -> Result<Node, QueryError> {
        let Some(Lexeme { kind, span }) = self.lexemes.next() else {
            let end = self.length..self.length;
            return Err(error(message::operator_without_operand(self.locale, "…"), end));
        };
        let symbol = match kind {
            Kind::Word(word) => return Ok(Node::Word(word)),
            Kind::Exact(word) => return Ok(Node::Exact(word)),
            Kind::Phrase(words) => return Ok(Node::Phrase(words)),
            Kind::Filter(query) => return Ok(Node::Filter(query)),
            Kind::Open => return self.group(span.start),
            Kind::Not if self.has_operand() => {
                return self.nested(span.start, |node| Node::Not(Box::new(node)));
            }
            Kind::Must if self.has_operand() => {
                return self.nested(span.start, |node| Node::Must(Box::new(node)));
            }
            Kind::Close => return Err(error(message::parenthesis_not_opened(self.locale), span)),
            Kind::And => "AND",
            Kind::Or => "OR",
            Kind::Not => "NOT",
            Kind::Must => "+",
        };
        Err(error(message::operator_without_operand(self.locale, symbol), span))
    }

    fn group(&mut self, from: usize) -> Result<Node, QueryError> {
        self.deeper(from)?;
        let parts = self.sequence()?;
        self.depth -= 1;
        if !self.skip(&Kind::Close) {
            return Err(error(message::parenthesis_not_closed(self.locale), from..from + 1));
        }
        Ok(Node::Sequence(parts))
    }

    fn nested(&mut self, from: usize, wrap: fn(Node) -> Node) -> Result<Node, QueryError> {
        self.deeper(from)?;
        let operand = self.operand()?;
        self.depth -= 1;
        Ok(wrap(operand))
    }

    fn deeper(&mut self, from: usize) -> Result<(), QueryError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(error(message::nested_too_deep(self.locale), from..from + 1));
        }
        Ok(())
    }

    /// Something follows that an operator can apply to.
    fn has_operand(&mut self) -> bool {
        let next = self.lexemes.peek();
        next.is_some_and(|next| !matches!(next.kind, Kind::And | Kind::Or | Kind::Close))
    }

    fn skip(&mut self, kind: &Kind) -> bool {
        self.lexemes.next_if(|lexeme| lexeme.kind == *kind).is_some()
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
