//! The query language: what a person types, read as a query tree.

pub mod boxes;
mod explain;
mod fields;
mod filters;
mod lexer;
mod names;
mod numbers;
mod parser;
mod periods;
mod quotation;
mod title;
mod tree;
mod values;
mod word;
mod write;

use std::ops::Range;

use crate::language::fold;
use crate::message::{Locale, search as message};
use crate::model::{Filter, Query, QueryError, Timestamp, UnderstoodQuery};
use parser::{Node, Read};

pub(super) use names::nearest_value;
pub(super) use tree::{ranks, terms};
pub(super) use write::quoted;

pub use explain::describe;
pub use fields::{complete_field, complete_value, is_field};
pub use write::{spoken, write, write_in};

/// Longer queries are refused: nobody types them, and each word costs.
pub const MOST_CHARACTERS: usize = 1000;
/// More words and conditions than that are refused, for the same reason.
pub const MOST_TERMS: usize = 64;
/// No character takes more.
const BYTES_OF_A_CHARACTER: usize = 4;

/// Reads a query text. `now` is for `newer:7d` and `closes:<14d`.
///
/// Words are wanted; operands of operators, `+word` and phrases are strict. NEAR binds before NOT
/// before AND before OR, and all of them before the space between two words: `solceller skola OR
/// förskola` wants solceller and demands one of the other two. Whatever else was typed is an
/// error with its place, or the explanation says that it was passed over.
pub fn parse(text: &str, locale: Locale, now: Timestamp) -> Result<UnderstoodQuery, QueryError> {
    let is_long = text.len() > MOST_CHARACTERS * BYTES_OF_A_CHARACTER
        || text.chars().count() > MOST_CHARACTERS;
    if is_long {
        let whole = 0..text.len();
        return Err(error(message::query_too_long(locale, MOST_CHARACTERS), whole));
    }
    let lexemes = lexer::lexemes(text, locale, now)?;
    let Read { mut parts, ignored } = parser::parse(lexemes, text, locale)?;
    let dropped = tree::drop_weightless(&mut parts);
    let query = tree::tree(parts);
    if tree::terms(&query) > MOST_TERMS {
        return Err(error(message::too_many_terms(locale, MOST_TERMS), 0..text.len()));
    }
    let explanation = explain::explanation(&query, &dropped, &ignored, locale);
    Ok(UnderstoodQuery { query, explanation, expansions: Vec::new() })
}

/// Every word of a text, wanted, whatever else it says: for lists of questions that were not
/// written in our language.
pub fn words_only(text: &str) -> Query {
    let words = text.split_whitespace().take(MOST_TERMS).filter_map(word::bare);
    let mut parts: Vec<Node> = words.map(Node::Word).collect();
    tree::drop_weightless(&mut parts);
    tree::tree(parts)
}

/// Where in a query text a saved search is named.
pub(super) fn saved_search_at(
    text: &str,
    name: &str,
    locale: Locale,
    now: Timestamp,
) -> Option<Range<usize>> {
    let names_it = |query: &Query| matches!(query, Query::Filter(Filter::SavedSearch(typed, _)) if fold(typed) == fold(name));
    let lexemes = lexer::lexemes(text, locale, now).ok()?;
    let named = lexemes.into_iter().find(|lexeme| match &lexeme.kind {
        lexer::Kind::Filter(Query::Or(any)) => any.iter().any(names_it),
        lexer::Kind::Filter(one) => names_it(one),
        _ => false,
    })?;
    // After the name of the field, which may be the same word.
    let (field, value) = text.get(named.span.clone())?.split_once(':')?;
    let from = named.span.start + field.len() + 1 + fold(value).find(&fold(name))?;
    let span = from..from + name.len();
    text.is_char_boundary(span.start).then_some(()).and_then(|()| text.get(span.clone()))?;
    Some(span)
}

/// A word between others that joins them, as in a form's box that needs none.
fn any_word_is_operator(piece: &str) -> bool {
    word::is_operator(piece) || matches!(piece, "|" | "||" | "&&")
}

fn error(message: String, span: Range<usize>) -> QueryError {
    QueryError { message, suggestion: None, span }
}

#[cfg(test)]
mod tests;
