//! Why a source could not be read, and what follows from it.

use crate::crawl::mail::MailError;
use crate::fetch::FetchError;
use crate::model::{Health, Language, SourceKind, SourceState, Timestamp};
use crate::parse::ParseError;
use crate::schedule::{self, Weight};
use crate::store::StoreError;

/// Why a source could not be read.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    #[error("kind = \"{0}\" cannot be read by this version")]
    KindNotSupported(SourceKind),
    #[error(transparent)]
    Fetch(#[from] FetchError),
    #[error(transparent)]
    Parse(#[from] ParseError),
    #[error(transparent)]
    Mail(#[from] MailError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(
        "{entries} entries, none of them known and in `{now}`, where this source has been in \
         `{usual}`: nothing of it is kept"
    )]
    Quarantine { entries: usize, usual: Language, now: Language },
    #[error("its host had no time for it in this run; it is tried again next time")]
    OutOfTime,
    #[error("the parser gave up unexpectedly; the source is tried again next time")]
    Interrupted,
}

impl SourceError {
    pub fn class(&self) -> &'static str {
        match self {
            Self::KindNotSupported(_) => "not_supported",
            Self::Fetch(error) => error.class(),
            Self::Parse(ParseError::Truncated { .. }) => "truncated",
            Self::Parse(ParseError::TooLarge(_)) => "too_large",
            Self::Parse(ParseError::Forbidden { .. }) => "robots",
            Self::Parse(_) | Self::Interrupted => "parse",
            Self::Mail(_) => "folder",
            Self::Store(_) => "store",
            Self::Quarantine { .. } => "quarantine",
            Self::OutOfTime => "timeout",
        }
    }

    /// The class, with what is known more exactly behind a colon.
    pub fn exact_class(&self) -> String {
        let exactly = match self {
            Self::Fetch(error) => error.exactly(),
            Self::Mail(error) => Some(error.exactly().to_owned()),
            Self::Parse(ParseError::Empty) => Some("empty".to_owned()),
            Self::Parse(ParseError::NotAFeed { looks_like }) => Some(exact_look(looks_like)),
            Self::Parse(ParseError::Unwanted { wanted: "a register" | "a table", .. }) => {
                Some("no_register".to_owned())
            }
            Self::Parse(ParseError::NoRecords { .. }) => Some("path".to_owned()),
            Self::Parse(ParseError::NoTitles { .. }) => Some("fields".to_owned()),
            Self::Parse(ParseError::NoItems { looks_like, .. })
                if looks_like.starts_with("a login page") =>
            {
                Some(exact_look(looks_like))
            }
            Self::Parse(ParseError::NoItems { .. } | ParseError::NoLinks { .. }) => {
                Some("selector".to_owned())
            }
            _ => None,
        };
        let class = self.class();
        exactly.map_or_else(|| class.to_owned(), |exactly| format!("{class}:{exactly}"))
    }

    pub fn health(&self) -> Health {
        match self {
            Self::Fetch(error) if error.is_gone() => Health::Gone,
            Self::Fetch(error) if error.is_blocked() => Health::Blocked,
            Self::Parse(ParseError::Forbidden { .. }) | Self::Quarantine { .. } => Health::Blocked,
            _ => Health::Failing,
        }
    }

    /// The same for the schedule, which adds up the weights of failures in a row.
    pub fn outcome(&self, state: &SourceState) -> schedule::Outcome {
        match self.health() {
            Health::Gone => schedule::Outcome::Gone,
            Health::Blocked if !self.is_temporary() => schedule::Outcome::Blocked,
            _ => schedule::Outcome::Failed {
                weight: state.failure_weight.saturating_add(self.weight().quarters()),
            },
        }
    }

    /// How much it counts: least when it may be the way there, most when somebody must do
    /// something.
    pub fn weight(&self) -> Weight {
        match self.class() {
            "timeout" | "network" | "store" => Weight::Temporary,
            _ if self.is_temporary() => Weight::Soft,
            _ => Weight::Hard,
        }
    }

    /// Such as a robots.txt that cannot be had for the moment.
    fn is_temporary(&self) -> bool {
        matches!(self, Self::Fetch(error) if error.is_temporary())
    }

    /// What many answer behind their last page: 400 (`WordPress`), 404, 416.
    pub fn is_end_of_pages(&self) -> bool {
        let status = match self {
            Self::Fetch(error) => error.status(),
            _ => None,
        };
        matches!(status, Some(400 | 404 | 416))
    }

    pub fn retry_after(&self) -> Option<Timestamp> {
        match self {
            Self::Fetch(error) => error.retry_after(),
            _ => None,
        }
    }
}

/// What came instead of a feed, in a word.
fn exact_look(looks_like: &str) -> String {
    let word = match looks_like {
        look if look.starts_with("a login page") => "login",
        look if look.starts_with("an HTML page") => "page",
        _ => "other",
    };
    word.to_owned()
}
