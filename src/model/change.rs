//! What changed in the store, in the order of its sequence numbers: how the index keeps up.

use super::{Document, DocumentId, SourceFacts, Understanding};

/// One change of the store.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A document is new or has changed, or its source has.
    Put(Box<DocumentWithSource>),
    /// A document is no longer kept.
    Remove(DocumentId),
}

/// A document together with what is indexed of its source, and what was made out about it.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentWithSource {
    pub document: Document,
    pub source: SourceFacts,
    /// Nothing when it has not been looked at yet.
    pub understanding: Understanding,
    pub relations: Relations,
    /// The number with which it was first written, which later versions keep; 0 when it was there
    /// before such numbers were given.
    pub arrived: i64,
}

/// How a document stands to others that tell the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Relations {
    /// The document of which this is a copy; never itself a copy.
    pub duplicate_of: Option<DocumentId>,
    /// The first document of the story that it tells; its own id when it is the first.
    pub story: Option<DocumentId>,
    /// Why, in a word for `explain`; empty when it stands alone.
    pub reason: String,
    /// Documents in the story with this one, copies included; 0 or 1 when it stands alone.
    pub story_size: u32,
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
