//! The query language: what a person types, read as a query tree.

mod explain;
mod fields;
mod lexer;
mod names;
mod parser;

use std::ops::Range;

use crate::language::{fold, weightless};
use crate::message::{Locale, search as message};
use crate::model::{Filter, Query, QueryError, Term, Timestamp, UnderstoodQuery};
use parser::{Node, Read};

/// Longer queries are refused: nobody types them, and each word costs.
pub const MOST_CHARACTERS: usize = 512;
/// More words than that are refused, for the same reason.
pub const MOST_TERMS: usize = 64;

/// Reads a query text. `now` is for `newer:7d`.
///
/// Words are wanted; operands of operators, `+word` and phrases are strict. NOT binds before AND
/// before OR, and all of them before the space between two words: `solceller skola OR förskola`
/// wants solceller and demands one of the other two. Whatever else was typed is an error with its place, or the
/// explanation says that it was passed over.
pub fn parse(text: &str, locale: Locale, now: Timestamp) -> Result<UnderstoodQuery, QueryError> {
    if text.chars().count() > MOST_CHARACTERS {
        let whole = 0..text.len();
        return Err(error(message::query_too_long(locale, MOST_CHARACTERS), whole));
    }
    let lexemes = lexer::lexemes(text, locale, now)?;
    let Read { mut parts, ignored } = parser::parse(lexemes, text, locale)?;
    let dropped = drop_weightless(&mut parts);
    let query = tree(parts);
    if terms(&query) > MOST_TERMS {
        return Err(error(message::too_many_terms(locale, MOST_TERMS), 0..text.len()));
    }
    let explanation = explain::explanation(&query, &dropped, &ignored, locale);
    Ok(UnderstoodQuery { query, explanation, expansions: Vec::new() })
}

/// Every word of a text, wanted, whatever else it says: for lists of questions that were not
/// written in our language.
pub fn words_only(text: &str) -> Query {
    let mut parts: Vec<Node> =
        text.split_whitespace().take(MOST_TERMS).filter_map(lexer::word).map(Node::Word).collect();
    drop_weightless(&mut parts);
    tree(parts)
}

/// Takes out what weighs nothing beside other words; says what it was.
fn drop_weightless(parts: &mut Vec<Node>) -> Vec<String> {
    let typed: Vec<String> = parts
        .iter()
        .filter_map(|part| if let Node::Word(word) = part { Some(word.clone()) } else { None })
        .collect();
    let shouted = !typed.iter().any(|word| word.chars().any(char::is_lowercase));
    // `ON` and `DE` among words in small letters are names.
    let is_name = |word: &String| !shouted && word.chars().count() > 1 && is_shouted(word);
    let folded: Vec<String> =
        typed.iter().map(|word| if is_name(word) { word.clone() } else { bare(word) }).collect();
    let marks = weightless(&folded.iter().map(String::as_str).collect::<Vec<_>>());
    let mut marks = marks.into_iter();
    let mut dropped = Vec::new();
    parts.retain(|part| {
        let Node::Word(word) = part else { return true };
        let drop = marks.next().unwrap_or(false);
        if drop {
            dropped.push(word.clone());
        }
        !drop
    });
    dropped
}

fn is_shouted(word: &str) -> bool {
    !word.chars().any(char::is_lowercase)
}

/// Lower case without the punctuation around it.
fn bare(word: &str) -> String {
    fold(word.trim_matches(|letter: char| !letter.is_alphanumeric()))
}

fn tree(parts: Vec<Node>) -> Query {
    let mut query: Vec<Query> = Vec::new();
    for part in parts {
        match lower(part, false) {
            Query::And(inner) => query.extend(inner),
            other => query.push(other),
        }
    }
    if query.iter().all(|part| matches!(part, Query::Not(_))) {
        query.insert(0, Query::All);
    }
    single_or(query, Query::And)
}

/// Makes a node of the tree; inside operators words are strict.
fn lower(node: Node, strict: bool) -> Query {
    let all = |nodes: Vec<Node>, strict: bool| {
        let mut parts = Vec::new();
        for node in nodes {
            match lower(node, strict) {
                Query::And(inner) => parts.extend(inner),
                other => parts.push(other),
            }
        }
        parts
    };
    match node {
        Node::Word(word) if strict => Query::Term(Term::Required(word)),
        Node::Word(word) => Query::Term(Term::Word(word)),
        Node::Exact(word) => Query::Term(Term::Exact(word)),
        Node::Phrase(words) => Query::Term(Term::Phrase(words)),
        Node::Filter(query) => query,
        Node::Sequence(nodes) => single_or(all(nodes, strict), Query::And),
        Node::And(nodes) => single_or(all(nodes, true), Query::And),
        Node::Or(nodes) => {
            single_or(nodes.into_iter().map(|node| lower(node, true)).collect(), Query::Or)
        }
        Node::Must(node) => lower(*node, true),
        Node::Not(node) => Query::Not(Box::new(lower(*node, true))),
    }
}

fn single_or(mut parts: Vec<Query>, join: fn(Vec<Query>) -> Query) -> Query {
    match parts.len() {
        0 => Query::All,
        1 => parts.pop().unwrap_or(Query::All),
        _ => join(parts),
    }
}

fn terms(query: &Query) -> usize {
    match query {
        Query::All => 0,
        Query::Term(Term::Phrase(words)) => words.len(),
        Query::Term(_) | Query::Filter(_) => 1,
        Query::And(parts) | Query::Or(parts) => parts.iter().map(terms).sum(),
        Query::Not(part) | Query::Boost(part, _) => terms(part),
    }
}

fn error(message: String, span: Range<usize>) -> QueryError {
    QueryError { message, suggestion: None, span }
}

/// Several values of one field: any of them.
fn any_of(filters: Vec<Filter>) -> Query {
    single_or(filters.into_iter().map(Query::Filter).collect(), Query::Or)
}

#[cfg(test)]
mod tests;
