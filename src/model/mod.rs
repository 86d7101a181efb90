//! The plain types that every floor shares: no I/O, no async, no clock.

mod basket;
mod change;
mod clock;
mod correction;
mod document;
mod fact;
mod feed;
mod feedback;
mod field_path;
mod hit_facts;
mod hook;
mod host;
mod identifier;
mod intake;
mod language;
mod mail_address;
mod outbox;
mod page;
mod query;
mod recipe;
mod register;
mod repair;
mod report;
mod saved_search;
mod search;
pub mod silence;
mod source;
mod subscription;
mod timestamp;
mod understanding;

pub use basket::{Ask, Basket, BasketItem};
pub use change::{Change, DocumentWithSource, Mark, NumberedChange, Relations};
pub use clock::Clock;
pub use correction::{CorrectedField, Correction};
pub use document::{Document, PageState, Revision};
pub use fact::{FactName, Facts};
pub use feed::{Entry, Feed};
pub use feedback::{Feedback, Verdict};
pub use field_path::{FieldPath, Step};
pub use hit_facts::HitFacts;
pub use hook::{Hook, HookForm};
pub use host::{HostRecord, RobotsRecord};
pub use identifier::{CanonicalUrl, DocumentId, InvalidSourceId, SourceId};
pub use intake::{ARCHIVE, Skipped, TIPS};
pub use language::Language;
pub use mail_address::{MailAddress, MailAddressError};
pub use outbox::{Channel, Claimed, OutboxCounts, Queued, Sent, StoredLetter};
pub use page::Page;
pub use query::{Filter, NumberField, Query, QueryError, Term};
pub use recipe::{AddressFilter, ListingSelectors, Mailbox};
pub use register::{
    Paging, Piece, Post, RecordForm, RegisterRecipe, Since, Target, Wording,
    is_register_placeholder,
};
pub use repair::Repair;
pub use report::{CrawlReport, Failure, Outcome, SourceReport};
pub use saved_search::{
    News, SavedSearch, SearchDefinition, SearchName, SearchNameError, SearchOrigin, Visibility,
};
pub use search::{
    AlsoIn, Expansion, Facet, FacetValue, Hit, Reason, SearchAnswer, SearchRequest, Snippet, Sort,
    UnderstoodQuery, Why,
};
pub use source::{
    Group, Health, Network, Republish, Rhythm, Source, SourceFacts, SourceKind, SourceState,
    Validators,
};
pub use subscription::{
    Application, Cadence, Consent, ConsentEvent, NETWORK_LETTER, Pace, Subscriber, Subscription,
    SubscriptionState, TokenPurpose,
};
pub use timestamp::{Timestamp, TimestampError};
pub use understanding::{
    ConceptFound, FactFound, Kind, KindFound, Phase, PlaceFound, PlaceId, Status, ThemeFound,
    Understanding,
};
