//! What changed in the store, in the order of its sequence numbers: how the index keeps up.

use super::{Document, DocumentId, SourceFacts};

/// One change of the store.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A document is new or has changed, or its source has.
    Put(Box<DocumentWithSource>),
    /// A document is no longer kept.
    Remove(DocumentId),
}

/// A document together with what is indexed of its source.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentWithSource {
    pub document: Document,
    pub source: SourceFacts,
}

/// A change with its place in the order. Numbers grow; each is used once.
#[derive(Clone, Debug, PartialEq)]
pub struct NumberedChange {
    pub sequence: i64,
    pub change: Change,
}

/// How far something has come: what the store is at, what an index commit carries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// Random name of the store, so that a foreign index is noticed.
    pub store: String,
    /// The last sequence number that is contained.
    pub sequence: i64,
    /// Documents that are contained.
    pub documents: u64,
}
