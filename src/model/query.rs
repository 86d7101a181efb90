//! A search as a tree: what a query text means, for every engine alike.

use std::ops::Range;

use super::{Group, Language, Timestamp};

/// A node of the tree. Words are as typed; each engine analyses them.
#[derive(Clone, Debug, PartialEq)]
pub enum Query {
    /// Every document.
    All,
    /// A word or phrase to find.
    Term(Term),
    /// A condition that narrows without ranking.
    Filter(Filter),
    /// All of these; *wanted* words among them rank by how many are found.
    And(Vec<Query>),
    /// At least one of these.
    Or(Vec<Query>),
    /// None of what this finds.
    Not(Box<Query>),
}

/// Something to find in title and text.
#[derive(Clone, Debug, PartialEq)]
pub enum Term {
    /// A word, wanted: documents without it come below the line.
    Word(String),
    /// A word that must be there (`+word`, or an operand of an operator).
    Required(String),
    /// A word in exactly this form (`=word`).
    Exact(String),
    /// Words in this order (`"…"`), in exactly these forms.
    Phrase(Vec<String>),
}

/// A condition. Several values in one filter come from several facets of one field.
#[derive(Clone, Debug, PartialEq)]
pub enum Filter {
    Source(String),
    /// Host without `www.`; finds its subdomains too.
    Site(String),
    Language(Language),
    /// ISO 3166 alpha-2 code, upper case, or `EU`.
    Country(String),
    /// Any of the Nordic countries (`land:norden`).
    Nordic,
    Group(Group),
    /// In or outside the own network.
    Network(bool),
    /// Dated at or after this moment.
    After(Timestamp),
    /// Dated before this moment.
    Before(Timestamp),
}

/// Why a query text cannot be read: where, what, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct QueryError {
    /// In the interface's language.
    pub message: String,
    /// The nearest thing that would work, when there is one.
    pub suggestion: Option<String>,
    /// Where in the text, in bytes.
    pub span: Range<usize>,
}
