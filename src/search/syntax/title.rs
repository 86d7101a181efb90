//! The value of `title:`: a word, a beginning, a phrase, found in the title alone.

use super::error;
use super::lexer::{self, Lexer, ends_word};
use super::quotation::is_quote;
use super::tree::any_of;
use super::word::{self, Word};
use crate::message::search as message;
use crate::model::{Query, QueryError, Term};

/// Reads what follows `title:`; several words parted by commas are any of them.
pub(super) fn read(lexer: &mut Lexer<'_>) -> Result<Option<Query>, QueryError> {
    let mut found = Vec::new();
    loop {
        found.extend(one(lexer)?);
        if !lexer.rest().starts_with(',') {
            break;
        }
        lexer.skip(1);
    }
    Ok((!found.is_empty()).then(|| any_of(found)))
}

fn one(lexer: &mut Lexer<'_>) -> Result<Option<Query>, QueryError> {
    let (term, weight) = match lexer.peek() {
        Some(quote) if is_quote(quote) => phrase(lexer, quote)?,
        _ => word(lexer)?,
    };
    Ok(term.map(|term| {
        let query = Query::Term(Term::InTitle(Box::new(term)));
        match weight {
            Some(weight) if (weight - 1.0).abs() > f32::EPSILON => {
                Query::Boost(Box::new(query), weight)
            }
            _ => query,
        }
    }))
}

fn phrase(lexer: &mut Lexer<'_>, quote: char) -> Result<(Option<Term>, Option<f32>), QueryError> {
    let from = lexer.at;
    let Some(inside) = lexer.quoted(quote) else {
        let span = from..from + quote.len_utf8();
        return Err(error(message::quote_not_closed(lexer.locale), span));
    };
    let term = lexer.phrase_term(inside)?;
    let Some((typed, span)) = lexer.suffix('^') else { return Ok((term, None)) };
    let weight = word::weight(typed);
    if weight.is_none() {
        return Err(error(message::not_a_weight(lexer.locale, typed), span));
    }
    Ok((term, weight))
}

fn word(lexer: &mut Lexer<'_>) -> Result<(Option<Term>, Option<f32>), QueryError> {
    let from = lexer.at;
    let rest = lexer.rest();
    let ends = |letter: char| ends_word(letter) || letter == ',';
    let typed = rest.get(..rest.find(ends).unwrap_or(rest.len())).unwrap_or_default();
    lexer.skip(typed.len());
    let span = from..lexer.at;
    let begins = typed.find(char::is_alphanumeric).unwrap_or(typed.len());
    if typed.get(..begins).is_some_and(|marks| marks.contains('*')) && begins < typed.len() {
        return Err(error(message::star_first(lexer.locale, typed), span));
    }
    let read = match typed.strip_prefix('=') {
        Some(exact) => word::read_exact(exact, lexer.locale),
        None => word::read_value(typed, lexer.locale),
    };
    match read.map_err(|trouble| lexer::at(trouble, &span))? {
        Word::Term(Term::Word(word), weight) => Ok((Some(Term::Required(word)), weight)),
        Word::Term(term, weight) => Ok((Some(term), weight)),
        _ => Ok((None, None)),
    }
}
