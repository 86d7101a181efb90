//! A search as a tree: what a query text means, for every engine alike.

use std::ops::Range;

use super::{FactName, Group, Kind, Language, Phase, PlaceId, Status, Timestamp};

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
    /// What this finds, so many times as weighty (`word^3`).
    Boost(Box<Query>, f32),
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
    /// Words in any order with at most so many others between them (`"a b"~5`, `a NEAR/5 b`).
    Near(Vec<String>, u32),
    /// A word that begins so (`belys*`), at least two characters.
    Prefix(String),
    /// A word that is mistyped by at most so many letters (`ord~`, `ord~2`).
    Fuzzy(String, u8),
    /// Found in the title (`title:`).
    InTitle(Box<Term>),
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
    /// About or naming one of these places, or a place within them.
    Place(Vec<PlaceId>),
    /// The id of a theme.
    Theme(String),
    /// The id of a concept of the thesaurus.
    Concept(String),
    Kind(Kind),
    Status(Status),
    Phase(Phase),
    /// A fact whose value has these words (`funder:vinnova`), folded.
    Fact(FactName, String),
    /// A number from, and up to and without, these bounds.
    Number(NumberField, Option<i64>, Option<i64>),
    /// Documents that tell this document's story.
    Story(String),
    /// A saved search by its name, with what it asks for: filled in before the index is asked
    /// (`search::fill_in`). Without it nothing is found.
    SavedSearch(String, Option<Box<Query>>),
}

/// What can be compared with a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumberField {
    /// Whole SEK.
    Budget,
    /// Inhabitants of the municipality that it is about.
    Population,
    /// The last day to apply, unix ms.
    Closes,
    /// The day on which it takes place, unix ms.
    Event,
    /// The number with which it arrived, where it was news then. Nobody can type it: it is how
    /// saved searches are looked through for what is new.
    Arrived,
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
