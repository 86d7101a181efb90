//! Phrases in quotation marks of all kinds, and what hangs on them: `~5` and `^3`.

use std::ops::Range;

use super::error;
use super::lexer::{Kind, Lexer};
use super::word;
use crate::message::search as message;
use crate::model::{QueryError, Term};

/// Straight and typographic quotation marks of all our languages.
const QUOTES: [char; 4] = ['"', '”', '“', '„'];
const GUILLEMETS: [char; 2] = ['»', '«'];
pub(super) const SINGLE_QUOTES: [char; 3] = ['\'', '’', '‘'];

impl<'t> Lexer<'t> {
    pub fn phrase(&mut self, quote: char) -> Result<(), QueryError> {
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
    pub fn single_quoted(&mut self) -> Result<bool, QueryError> {
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
    pub fn weight(&mut self) -> Result<(), QueryError> {
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

    pub fn refuse_tilde(&mut self) -> Result<(), QueryError> {
        let Some((_, span)) = self.suffix('~') else { return Ok(()) };
        Err(error(message::mark_without_word(self.locale, "~"), span))
    }
}

pub(super) fn is_quote(letter: char) -> bool {
    QUOTES.contains(&letter) || GUILLEMETS.contains(&letter)
}
