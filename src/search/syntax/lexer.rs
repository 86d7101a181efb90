//! The query text as words, phrases, fields and operators, each with its place.

use std::ops::Range;

use super::quotation::{SINGLE_QUOTES, is_quote};
use super::word::{self, Trouble, Word};
use super::{error, fields};
use crate::language::is_invisible;
use crate::message::{Locale, search as message};
use crate::model::{Query, QueryError, Term, Timestamp};

/// One piece of a query text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Lexeme {
    pub kind: Kind,
    pub span: Range<usize>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Word(String),
    /// An exact or mistyped word, a beginning, a phrase.
    Term(Term),
    Filter(Query),
    /// Found in the title.
    Title(Query),
    And,
    Or,
    Not,
    Near(u32),
    /// `^3` right after what it weighs.
    Weight(f32),
    /// `+` right before what it demands.
    Must,
    Open,
    Close,
    /// Nothing in it can be searched for: `&`, `☃`, `""`.
    Nothing,
}

/// What leaves out the word right after it: word processors make the others of the first.
const DASHES: [char; 4] = ['-', '–', '−', '‑'];

pub(super) fn lexemes(
    text: &str,
    locale: Locale,
    now: Timestamp,
) -> Result<Vec<Lexeme>, QueryError> {
    let mut lexer = Lexer { text, at: 0, locale, now, found: Vec::new() };
    while let Some(letter) = lexer.peek() {
        lexer.step(letter)?;
    }
    Ok(lexer.found)
}

pub(super) struct Lexer<'t> {
    pub text: &'t str,
    pub at: usize,
    pub locale: Locale,
    pub now: Timestamp,
    found: Vec<Lexeme>,
}

impl<'t> Lexer<'t> {
    fn step(&mut self, letter: char) -> Result<(), QueryError> {
        let next = self.rest().chars().nth(1);
        match letter {
            _ if is_space(letter) => self.at += letter.len_utf8(),
            '(' => self.operator(Kind::Open, 1),
            ')' => {
                self.operator(Kind::Close, 1);
                self.weight()?;
                self.refuse_tilde()?;
            }
            '|' => {
                let length = self.rest().bytes().take_while(|byte| *byte == b'|').count();
                self.operator(Kind::Or, length);
            }
            _ if DASHES.contains(&letter) && self.has_operand() && self.may_leave_out(letter) => {
                self.operator(Kind::Not, letter.len_utf8());
            }
            '+' if self.has_operand() => self.operator(Kind::Must, 1),
            '=' if next.is_some_and(char::is_alphanumeric) => self.exact()?,
            '=' if next.is_some_and(is_quote) => self.at += 1,
            _ if is_quote(letter) => self.phrase(letter)?,
            _ if SINGLE_QUOTES.contains(&letter) && self.single_quoted()? => {}
            _ if letter.is_alphanumeric() => self.field_or_word()?,
            _ => self.marks()?,
        }
        Ok(())
    }

    /// Something to apply to follows the mark here: `-buss`, `-"a b"`, `-(a b)`, `-.net`.
    fn has_operand(&self) -> bool {
        let mut after = self.rest().chars().skip(1).filter(|letter| !is_invisible(*letter));
        let Some(next) = after.next() else { return false };
        let is_mark = |letter: char| DASHES.contains(&letter) || letter == '+';
        next.is_alphanumeric()
            || is_quote(next)
            || next == '('
            || (!is_mark(next)
                && !ends_word(next)
                && after.take_while(|letter| !ends_word(*letter)).any(char::is_alphanumeric))
    }

    /// A long dash is also a mark between two things: `(2020)–2021`.
    fn may_leave_out(&self, dash: char) -> bool {
        let before = self.text.get(..self.at).and_then(|before| before.chars().next_back());
        let is_boundary = |letter: char| is_space(letter) || "(|".contains(letter);
        dash == '-' || before.is_none_or(is_boundary)
    }

    fn operator(&mut self, kind: Kind, length: usize) {
        let span = self.at..self.at + length;
        self.at = span.end;
        self.push(kind, span);
    }

    fn exact(&mut self) -> Result<(), QueryError> {
        let from = self.at;
        self.at += 1;
        let (typed, span) = self.run();
        let span = from..span.end;
        let word = word::read_exact(typed, self.locale).map_err(|trouble| at(trouble, &span))?;
        self.push_word(word, span);
        Ok(())
    }

    fn field_or_word(&mut self) -> Result<(), QueryError> {
        if let Some((kind, span)) = fields::read(self)? {
            self.push(kind, span);
            return Ok(());
        }
        let (typed, span) = self.run();
        if let Some(wrong) = fields::without_colon(typed, self.locale) {
            return Err(at(wrong, &span));
        }
        let word = word::read(typed, self.locale).map_err(|trouble| at(trouble, &span))?;
        self.push_word(word, span);
        Ok(())
    }

    /// Marks before a word are no part of it, unless they would have been operators elsewhere.
    fn marks(&mut self) -> Result<(), QueryError> {
        let (typed, span) = self.run();
        let locale = self.locale;
        let Some(length) = typed.find(char::is_alphanumeric) else {
            let kind = if typed == "&&" { Kind::And } else { Kind::Nothing };
            self.push(kind, span);
            return Ok(());
        };
        let marks = typed.get(..length).unwrap_or_default();
        if marks.contains('*') {
            return Err(error(message::star_first(locale, typed), span));
        }
        let before_number = typed.get(length..).is_some_and(|rest| rest.starts_with(is_digit));
        for mark in ["~", "^"] {
            if before_number && marks.starts_with(mark) {
                return Err(error(message::mark_without_word(locale, mark), span));
            }
        }
        self.at = span.start + length;
        Ok(())
    }

    fn push_word(&mut self, word: Word, span: Range<usize>) {
        let kind = match word {
            Word::Term(term, weight) => {
                let kind = match term {
                    Term::Word(word) => Kind::Word(word),
                    other => Kind::Term(other),
                };
                self.push(kind, span.clone());
                let Some(weight) = weight else { return };
                Kind::Weight(weight)
            }
            Word::And => Kind::And,
            Word::Or => Kind::Or,
            Word::Not => Kind::Not,
            Word::Near(distance) => Kind::Near(distance),
            Word::Nothing => Kind::Nothing,
        };
        self.push(kind, span);
    }

    pub fn push(&mut self, kind: Kind, span: Range<usize>) {
        self.found.push(Lexeme { kind, span });
    }

    /// Reads up to a space or a mark that ends a word. Always moves on.
    fn run(&mut self) -> (&'t str, Range<usize>) {
        let rest = self.rest();
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let length = rest.get(first..).and_then(|more| more.find(ends_word));
        let length = length.map_or(rest.len(), |length| first + length);
        let span = self.at..self.at + length;
        self.at = span.end;
        (rest.get(..length).unwrap_or_default(), span)
    }

    pub fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub fn skip(&mut self, bytes: usize) {
        self.at += bytes;
    }

    pub fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }
}

pub(super) fn is_space(letter: char) -> bool {
    letter.is_whitespace() || is_invisible(letter)
}

/// Ends a word, or a value.
pub(super) fn ends_word(letter: char) -> bool {
    letter.is_whitespace() || is_quote(letter) || "()|".contains(letter)
}

pub(super) fn at(trouble: Trouble, span: &Range<usize>) -> QueryError {
    QueryError { message: trouble.message, suggestion: trouble.suggestion, span: span.clone() }
}

fn is_digit(letter: char) -> bool {
    letter.is_ascii_digit()
}
