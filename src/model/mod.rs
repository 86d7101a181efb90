//! The plain types that every floor shares: no I/O, no async, no clock.

mod change;
mod clock;
mod correction;
mod document;
mod fact;
mod feed;
mod field_path;
mod hit_facts;
mod host;
mod identifier;
mod intake;
mod language;
mod page;
mod query;
mod recipe;
mod register;
mod repair;
mod report;
mod search;
pub mod silence;
mod source;
mod timestamp;
mod understanding;

pub use change::{Change, DocumentWithSource, Mark, NumberedChange, Relations};
pub use clock::Clock;
pub use correction::{CorrectedField, Correction};
pub use document::{Document, PageState, Revision};
pub use fact::{FactName, Facts};
pub use feed::{Entry, Feed};
pub use field_path::{FieldPath, Step};
pub use hit_facts::HitFacts;
pub use host::{HostRecord, RobotsRecord};
pub use identifier::{CanonicalUrl, DocumentId, InvalidSourceId, SourceId};
pub use intake::{ARCHIVE, Skipped, TIPS};
pub use language::Language;
pub use page::Page;
pub use query::{Filter, NumberField, Query, QueryError, Term};
pub use recipe::{AddressFilter, ListingSelectors, Mailbox};
pub use register::{
    Paging, Piece, Post, RecordForm, RegisterRecipe, Since, Target, Wording,
    is_register_placeholder,
};
pub use repair::Repair;
pub use report::{CrawlReport, Failure, Outcome, SourceReport};
pub use search::{
    AlsoIn, Expansion, Facet, FacetValue, Hit, Reason, SearchAnswer, SearchRequest, Snippet, Sort,
    UnderstoodQuery, Why,
};
pub use source::{
    Group, Health, Network, Republish, Rhythm, Source, SourceFacts, SourceKind, SourceState,
    Validators,
};
pub use timestamp::{Timestamp, TimestampError};
pub use understanding::{
    ConceptFound, FactFound, Kind, KindFound, Phase, PlaceFound, PlaceId, Status, ThemeFound,
    Understanding,
};
