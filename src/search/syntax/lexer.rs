//! The query text as words, phrases, fields and operators, each with its place.

use std::ops::Range;

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

/// Straight and typographic quotation marks of all our languages.
const QUOTES: [char; 4] = ['"', '”', '“', '„'];
const GUILLEMETS: [char; 2] = ['»', '«'];
/// What leaves out the word right after it: word processors make the others of the first.
const DASHES: [char; 4] = ['-', '–', '−', '‑'];
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

    fn phrase(&mut self, quote: char) -> Result<(), QueryError> {
        let from = self.at;
        let Some(inside) = self.quoted(quote) else {
            let span = from..from + quote.len_utf8();
            return Err(error(message::quote_not_closed(self.locale), span));
        };
        self.push_phrase(inside, from)
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
    fn single_quoted(&mut self) -> Result<bool, QueryError> {
        let from = self.at;
        let Some(quote) = self.peek() else { return Ok(false) };
        let Some(inside) = self.rest().get(quote.len_utf8()..) else { return Ok(false) };
        let ends = |end: &usize| {
            let after = inside.get(*end..).unwrap_or_default().chars().nth(1);
            after.is_none_or(|letter| letter.is_whitespace() || ")~^".contains(letter))
        };
        let closing = inside.match_indices(SINGLE_QUOTES).map(|(end, _)| end).find(ends);
        let Some(phrase) = closing.and_then(|end| inside.get(..end)) else { return Ok(false) };
        if !phrase.trim().contains(char::is_whitespace) || phrase.contains(is_quote) {
            return Ok(false);
        }
        let mark = inside.get(phrase.len()..).and_then(|rest| rest.chars().next());
        self.at = from + quote.len_utf8() + phrase.len() + mark.map_or(0, char::len_utf8);
        self.push_phrase(phrase, from)?;
        Ok(true)
    }

    fn push_phrase(&mut self, inside: &str, from: usize) -> Result<(), QueryError> {
        let term = self.phrase_term(inside)?;
        let span = from..self.at;
        self.push(term.map_or(Kind::Nothing, Kind::Term), span);
        self.weight()
    }

    /// The phrase that was read just now, with the `~5` that may follow it.
    pub fn phrase_term(&mut self, inside: &str) -> Result<Option<Term>, QueryError> {
        let parts = inside.split(|letter: char| letter.is_whitespace() || is_quote(letter));
        let words: Vec<String> = parts.filter_map(word::bare).collect();
        let distance = self.distance()?;
        Ok(match distance {
            _ if words.is_empty() => None,
            Some(distance) if words.len() > 1 => Some(Term::Near(words, distance)),
            _ => Some(Term::Phrase(words)),
        })
    }

    /// `~5` right after a phrase.
    fn distance(&mut self) -> Result<Option<u32>, QueryError> {
        let Some((typed, span)) = self.suffix('~') else { return Ok(None) };
        let wrong = || error(message::not_a_distance(self.locale, word::FARTHEST), span.clone());
        word::distance(typed).map(Some).ok_or_else(wrong)
    }

    /// `^3` right after a phrase or a group.
    fn weight(&mut self) -> Result<(), QueryError> {
        let Some((typed, span)) = self.suffix('^') else { return Ok(()) };
        let Some(weight) = word::weight(typed) else {
            return Err(error(message::not_a_weight(self.locale, typed), span));
        };
        self.push(Kind::Weight(weight), span);
        Ok(())
    }

    /// A mark and the number after it, when they stand here.
    pub fn suffix(&mut self, mark: char) -> Option<(&'t str, Range<usize>)> {
        let rest = self.rest().strip_prefix(mark)?;
        let is_number = |letter: char| letter.is_ascii_digit() || letter == '.' || letter == ',';
        let typed = rest.get(..rest.find(|c| !is_number(c)).unwrap_or(rest.len()))?;
        // A full stop or comma at its end is that of the sentence.
        let typed = typed.trim_end_matches(['.', ',']);
        let span = self.at..self.at + mark.len_utf8() + typed.len();
        self.at = span.end;
        Some((typed, span))
    }

    fn refuse_tilde(&mut self) -> Result<(), QueryError> {
        let Some((_, span)) = self.suffix('~') else { return Ok(()) };
        Err(error(message::mark_without_word(self.locale, "~"), span))
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

    fn push(&mut self, kind: Kind, span: Range<usize>) {
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
