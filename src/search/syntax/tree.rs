//! From what was typed to the query tree: what is strict, what weighs nothing.

use super::parser::Node;
use super::word::WEIGHTS;
use crate::language::{fold, weightless};
use crate::model::{Query, Term};

/// Takes out what weighs nothing beside other words; says what it was.
pub(super) fn drop_weightless(parts: &mut Vec<Node>) -> Vec<String> {
    let typed: Vec<&str> = parts
        .iter()
        .filter_map(|part| if let Node::Word(word) = part { Some(word.as_str()) } else { None })
        .collect();
    let mut marks = weightless_among(&typed).into_iter();
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

/// Which of the words that stand side by side weigh nothing.
pub(super) fn weightless_among(typed: &[&str]) -> Vec<bool> {
    let shouted = typed.iter().all(|word| is_shouted(word));
    // `ON` and `DE` among words in small letters are names.
    let is_name = |word: &str| !shouted && word.chars().count() > 1 && is_shouted(word);
    let folded: Vec<String> = typed
        .iter()
        .map(|word| if is_name(word) { (*word).to_owned() } else { fold(word) })
        .collect();
    weightless(&folded.iter().map(String::as_str).collect::<Vec<_>>())
}

fn is_shouted(word: &str) -> bool {
    !word.chars().any(char::is_lowercase)
}

pub(super) fn tree(parts: Vec<Node>) -> Query {
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
    all_of(query)
}

/// Makes a node of the tree; inside operators words are strict.
fn lower(node: Node, strict: bool) -> Query {
    match node {
        Node::Word(word) if strict => Query::Term(Term::Required(word)),
        Node::Word(word) => Query::Term(Term::Word(word)),
        Node::Term(term) => Query::Term(term),
        Node::Filter(query) | Node::Title(query) => query,
        Node::Sequence(nodes) => all_of(lower_all(nodes, strict)),
        Node::And(nodes) => all_of(lower_all(nodes, true)),
        Node::Or(nodes) => any_of(nodes.into_iter().map(|node| lower(node, true)).collect()),
        Node::Must(node) => lower(*node, true),
        Node::Not(node) => Query::Not(Box::new(lower(*node, true))),
        Node::Weighted(node, weight) => weigh(lower(*node, strict), weight),
    }
}

fn lower_all(nodes: Vec<Node>, strict: bool) -> Vec<Query> {
    let mut parts = Vec::new();
    for node in nodes {
        match lower(node, strict) {
            Query::And(inner) => parts.extend(inner),
            other => parts.push(other),
        }
    }
    parts
}

/// Words in a group that is weighed stay wanted, each for itself; conditions weigh nothing.
fn weigh(query: Query, weight: f32) -> Query {
    match query {
        Query::And(parts) => {
            Query::And(parts.into_iter().map(|part| weigh(part, weight)).collect())
        }
        Query::Boost(part, before) => weigh(*part, before * weight),
        other if !ranks(&other) => other,
        other => {
            let weight = weight.clamp(WEIGHTS.0, WEIGHTS.1);
            let changes = (weight - 1.0).abs() > f32::EPSILON;
            if changes { Query::Boost(Box::new(other), weight) } else { other }
        }
    }
}

/// Holds a word that documents are ranked by.
pub(in crate::search) fn ranks(query: &Query) -> bool {
    match query {
        Query::Term(_) => true,
        Query::And(parts) | Query::Or(parts) => parts.iter().any(ranks),
        Query::Boost(part, _) => ranks(part),
        Query::All | Query::Filter(_) | Query::Not(_) => false,
    }
}

pub(super) fn all_of(parts: Vec<Query>) -> Query {
    single_or(parts, Query::And)
}

/// Several values of one field: any of them.
pub(super) fn any_of(parts: Vec<Query>) -> Query {
    single_or(parts, Query::Or)
}

fn single_or(mut parts: Vec<Query>, join: fn(Vec<Query>) -> Query) -> Query {
    match parts.len() {
        0 => Query::All,
        1 => parts.pop().unwrap_or(Query::All),
        _ => join(parts),
    }
}

pub(in crate::search) fn terms(query: &Query) -> usize {
    match query {
        Query::All => 0,
        Query::Term(term) => words(term),
        Query::Filter(_) => 1,
        Query::And(parts) | Query::Or(parts) => parts.iter().map(terms).sum(),
        Query::Not(part) | Query::Boost(part, _) => terms(part),
    }
}

fn words(term: &Term) -> usize {
    match term {
        Term::Phrase(words) | Term::Near(words, _) => words.len(),
        Term::InTitle(term) => words(term),
        _ => 1,
    }
}
