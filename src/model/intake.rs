//! What is brought by hand: what its sources are called, and why something gave no document.

use serde::Serialize;

/// What colleagues have found, taken in with `utkik add`.
pub const TIPS: &str = "tips";
/// What an archive holds of sites that no source watches.
pub const ARCHIVE: &str = "arkiv";

/// The reason, as reports count them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Skipped {
    /// Another answer than 200.
    Status,
    /// It only led to another address.
    Redirect,
    /// The archive has the same answer already.
    Repeated,
    /// Not from the web.
    NoWebAddress,
    /// A picture, a script, data: nothing to read.
    NoText,
    TooLarge,
    /// The page asks not to be indexed.
    NoIndex,
    /// A page without a title or without running text.
    NoArticle,
    /// Older than its source keeps documents.
    TooOld,
    /// A letter to one reader, not to many.
    Private,
    /// A form that this version does not read.
    NotRead,
}

impl Skipped {
    pub const ALL: [Self; 11] = [
        Self::Status,
        Self::Redirect,
        Self::Repeated,
        Self::NoWebAddress,
        Self::NoText,
        Self::TooLarge,
        Self::NoIndex,
        Self::NoArticle,
        Self::TooOld,
        Self::Private,
        Self::NotRead,
    ];
}
