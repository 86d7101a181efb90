//! The query text as words, phrases, fields and operators, each with its place.

use std::ops::Range;

use super::{error, fields};
use crate::language::is_invisible;
use crate::message::{Locale, search as message};
use crate::model::{Query, QueryError, Timestamp};

/// One piece of a query text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Lexeme {
    pub kind: Kind,
    pub span: Range<usize>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Word(String),
    Exact(String),
    Phrase(Vec<String>),
    Filter(Query),
    And,
    Or,
    Not,
    /// `+` right before what it demands.
    Must,
    Open,
    Close,
    /// Nothing in it can be searched for: `&`, `☃`, `""`.
    Nothing,
}

/// Straight and typographic quotation marks of all our languages.
const QUOTES: [char; 4] = ['"', '”', '“', '„'];
const GUILLEMETS: [char; 2] = ['»', '«'];
/// What leaves out the word right after it: word processors make the others of the first.
const DASHES: [char; 3] = ['-', '–', '−'];
const SINGLE_QUOTES: [char; 3] = ['\'', '’', '‘'];

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

/// A typed word without invisible characters; `None` when nothing in it can be searched for.
pub(super) fn word(typed: &str) -> Option<String> {
    let visible: String = typed.chars().filter(|letter| !is_invisible(*letter)).collect();
    visible.chars().any(char::is_alphanumeric).then_some(visible)
}

pub(super) struct Lexer<'t> {
    text: &'t str,
    at: usize,
    pub locale: Locale,
    pub now: Timestamp,
    found: Vec<Lexeme>,
}

impl<'t> Lexer<'t> {
    fn step(&mut self, letter: char) -> Result<(), QueryError> {
        let next = self.rest().chars().nth(1);
        let before_operand = next.is_some_and(|next| {
            next.is_alphanumeric() || is_quote(next) || matches!(next, '(' | '=' | '\'' | '‘')
        });
        match letter {
            _ if letter.is_whitespace() || is_invisible(letter) => self.at += letter.len_utf8(),
            '(' => self.operator(Kind::Open, 1),
            ')' => self.operator(Kind::Close, 1),
            '|' => {
                let length = self.rest().bytes().take_while(|byte| *byte == b'|').count();
                self.operator(Kind::Or, length);
            }
            _ if DASHES.contains(&letter) && before_operand && self.may_leave_out(letter) => {
                self.operator(Kind::Not, letter.len_utf8());
            }
            '+' if before_operand => self.operator(Kind::Must, 1),
            '=' if next.is_some_and(char::is_alphanumeric) => self.exact()?,
            '=' if next.is_some_and(is_quote) => self.at += 1,
            _ if is_quote(letter) => self.phrase(letter)?,
            _ if SINGLE_QUOTES.contains(&letter) && self.single_quoted() => {}
            _ => self.field_or_word()?,
        }
        Ok(())
    }

    /// A long dash is also a mark between two things: `(2020)–2021`.
    fn may_leave_out(&self, dash: char) -> bool {
        let before = self.text.get(..self.at).and_then(|before| before.chars().next_back());
        let is_boundary =
            |letter: char| letter.is_whitespace() || is_invisible(letter) || "(|".contains(letter);
        dash == '-' || before.is_none_or(is_boundary)
    }

    fn operator(&mut self, kind: Kind, length: usize) {
        let span = self.at..self.at + length;
        self.at = span.end;
        self.found.push(Lexeme { kind, span });
    }

    fn exact(&mut self) -> Result<(), QueryError> {
        let from = self.at;
        self.at += 1;
        let (typed, span) = self.run();
        self.refuse_operators(typed, &span)?;
        if let Some(word) = word(typed) {
            self.found.push(Lexeme { kind: Kind::Exact(word), span: from..span.end });
        }
        Ok(())
    }

    fn phrase(&mut self, quote: char) -> Result<(), QueryError> {
        let from = self.at;
        let Some(inside) = self.quoted(quote) else {
            let span = from..from + quote.len_utf8();
            return Err(error(message::quote_not_closed(self.locale), span));
        };
        let span = from..self.at;
        self.refuse_slop()?;
        self.push_phrase(inside, span);
        Ok(())
    }

    /// Reads from a quotation mark to its counterpart; `None` when there is none.
    pub fn quoted(&mut self, quote: char) -> Option<&'t str> {
        let closing: &[char] = if GUILLEMETS.contains(&quote) { &GUILLEMETS } else { &QUOTES };
        let inside = self.rest().get(quote.len_utf8()..)?;
        let (inside, after) = inside.split_once(closing)?;
        self.at = self.text.len() - after.len();
        Some(inside)
    }

    /// A phrase in single quotes: only around several words, since `'` is also an apostrophe.
    fn single_quoted(&mut self) -> bool {
        let from = self.at;
        let Some(quote) = self.peek() else { return false };
        let Some(inside) = self.rest().get(quote.len_utf8()..) else { return false };
        let ends = |end: &usize| {
            let after = inside.get(*end..).unwrap_or_default().chars().nth(1);
            after.is_none_or(|letter| letter.is_whitespace() || letter == ')')
        };
        let closing = inside.match_indices(SINGLE_QUOTES).map(|(end, _)| end).find(ends);
        let Some(phrase) = closing.and_then(|end| inside.get(..end)) else { return false };
        if !phrase.trim().contains(char::is_whitespace) {
            return false;
        }
        let mark = inside.get(phrase.len()..).and_then(|rest| rest.chars().next());
        self.at = from + quote.len_utf8() + phrase.len() + mark.map_or(0, char::len_utf8);
        self.push_phrase(phrase, from..self.at);
        true
    }

    fn push_phrase(&mut self, inside: &str, span: Range<usize>) {
        let words: Vec<String> = inside.split_whitespace().filter_map(word).collect();
        let kind = if words.is_empty() { Kind::Nothing } else { Kind::Phrase(words) };
        self.found.push(Lexeme { kind, span });
    }

    fn field_or_word(&mut self) -> Result<(), QueryError> {
        if let Some((query, span)) = fields::read(self)? {
            self.found.push(Lexeme { kind: Kind::Filter(query), span });
            return Ok(());
        }
        let (typed, span) = self.run();
        let kind = match typed {
            "AND" | "OCH" | "&&" => Kind::And,
            "OR" | "ELLER" => Kind::Or,
            "NOT" | "INTE" => Kind::Not,
            _ => {
                self.refuse_operators(typed, &span)?;
                word(typed).map_or(Kind::Nothing, Kind::Word)
            }
        };
        self.found.push(Lexeme { kind, span });
        Ok(())
    }

    /// Reads up to a space or a mark that ends a word. Always moves on.
    fn run(&mut self) -> (&'t str, Range<usize>) {
        let rest = self.rest();
        let ends =
            |letter: char| letter.is_whitespace() || is_quote(letter) || "()|".contains(letter);
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let length = rest.get(first..).and_then(|more| more.find(ends));
        let length = length.map_or(rest.len(), |length| first + length);
        let span = self.at..self.at + length;
        self.at = span.end;
        (rest.get(..length).unwrap_or_default(), span)
    }

    /// What the language will have one day is refused rather than ignored.
    fn refuse_operators(&self, typed: &str, span: &Range<usize>) -> Result<(), QueryError> {
        let has_word = typed.chars().any(char::is_alphanumeric);
        let near = typed.strip_prefix("NEAR").or_else(|| typed.strip_prefix("NÄRA"));
        let operator = if near.is_some_and(|rest| rest.is_empty() || rest.starts_with('/')) {
            Some("NEAR")
        } else if has_word && typed.contains('*') {
            Some("*")
        } else if has_word && ends_with_number_after(typed, '~') {
            Some("~")
        } else if has_word && typed.contains('^') && ends_with_number_after(typed, '^') {
            Some("^")
        } else {
            None
        };
        match operator {
            Some(operator) => {
                let message = message::operator_not_yet(self.locale, operator);
                Err(error(message, span.clone()))
            }
            None => Ok(()),
        }
    }

    /// `"a b"~5` and `"a b"^2`.
    fn refuse_slop(&mut self) -> Result<(), QueryError> {
        match self.peek() {
            Some(operator @ ('~' | '^')) => {
                let message = message::operator_not_yet(self.locale, &operator.to_string());
                Err(error(message, self.at..self.at + 1))
            }
            _ => Ok(()),
        }
    }

    pub fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub fn at(&self) -> usize {
        self.at
    }

    pub fn skip(&mut self, bytes: usize) {
        self.at += bytes;
    }

    pub fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }
}

pub(super) fn is_quote(letter: char) -> bool {
    QUOTES.contains(&letter) || GUILLEMETS.contains(&letter)
}

/// `word~`, `word~2`, `word^3`.
fn ends_with_number_after(typed: &str, operator: char) -> bool {
    let without = typed.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
    without.ends_with(operator)
}
