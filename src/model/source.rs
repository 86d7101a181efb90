//! A source: what is watched, and how it has been doing.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    AddressFilter, Language, ListingSelectors, Mailbox, RegisterRecipe, Repair, SourceId,
    Timestamp, silence,
};

/// Who watches: `[network]` of `sources.toml`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Network {
    pub name: String,
    /// Address for the User-Agent, mail or URL. Public hosts are not crawled without it.
    pub contact: Option<String>,
    /// The municipalities of the network.
    pub members: Vec<String>,
    pub languages: Vec<Language>,
}

/// How a source is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SourceKind {
    /// RSS, Atom or JSON Feed.
    Feed,
    /// A page that lists links to articles.
    Listing,
    /// A sitemap of the site (sitemaps.org).
    Sitemap,
    /// Structured records: JSON, CSV, JSON-LD.
    Register,
    /// Newsletters in a folder of mails.
    Mail,
    /// What people bring: tips and archives. It stands in no source list and is never crawled.
    #[schemars(skip)]
    Hand,
}

/// Where a source stands from the network's point of view, nearest first.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Group {
    /// The network's own municipalities.
    Network,
    /// The rest of Skåne.
    Skane,
    /// The rest of Sweden.
    Sweden,
    /// Denmark, Norway, Finland, Iceland.
    Nordic,
    /// European Union: member states, institutions, programmes.
    Eu,
    /// Everywhere else.
    World,
}

/// How much of a document public answers may show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Republish {
    /// Title, at most 300 characters, facts and the link.
    #[default]
    Excerpt,
    /// The whole text: own sites and open licences.
    Full,
}

/// When a source is looked at: `every` of `sources.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rhythm {
    /// A fixed time between checks.
    Interval(Duration),
    /// A cron line of five fields, in Swedish time; checked when the file was read.
    Cron(String),
}

/// One checked `[[source]]` of `sources.toml`, with `[defaults]` filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    pub id: SourceId,
    pub name: String,
    /// Absolute, http or https.
    pub url: String,
    pub kind: SourceKind,
    /// What the credentials are called that the site wants; they stand in the environment.
    pub login: Option<String>,
    /// Where a listing has its articles; every enabled listing has them.
    pub listing: Option<ListingSelectors>,
    /// Which addresses of a sitemap are read.
    pub sitemap: AddressFilter,
    /// How a register is read; the defaults for all other kinds.
    pub register: RegisterRecipe,
    /// Where newsletters lie; every enabled source of that kind has it.
    pub mail: Option<Mailbox>,
    /// Declared language: a prior for recognition, final where recognition knows no better.
    pub language: Option<Language>,
    /// ISO 3166 alpha-2, or `EU`.
    pub country: Option<String>,
    /// The municipality or city that the source is about.
    pub place: Option<String>,
    pub themes: Vec<String>,
    pub group: Group,
    /// 1 (most important) to 3.
    pub priority: u8,
    /// Fetch the page behind each entry and keep its main content.
    pub full_text: bool,
    /// When it is looked at; `None` leaves it to the schedule.
    pub every: Option<Rhythm>,
    /// How long documents are kept; `None` is for ever.
    pub keep: Option<Duration>,
    pub republish: Republish,
    pub enabled: bool,
    /// Why it is not enabled, as the file says it.
    pub reason: Option<String>,
    /// Who has agreed, and when, that robots.txt does not hold for the address of this source;
    /// it goes on holding for what the source links to.
    pub robots_exception: Option<String>,
    /// The line of `sources.toml` where it begins.
    pub line: usize,
}

/// What of a source is indexed with each of its documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFacts {
    pub id: SourceId,
    pub name: String,
    pub group: Group,
    pub country: Option<String>,
    pub place: Option<String>,
    /// One of the network's own: its group is `network`, or its place is a member.
    pub in_network: bool,
    pub priority: u8,
    pub republish: Republish,
}

impl SourceFacts {
    /// What we say of a source that is not in the source list.
    pub fn unnamed(id: &SourceId) -> Self {
        Self {
            id: id.clone(),
            name: id.to_string(),
            group: Group::World,
            country: None,
            place: None,
            in_network: false,
            priority: 3,
            republish: Republish::Excerpt,
        }
    }
}

/// Sent back to ask "changed?" (RFC 9110, section 13). Values over 1 kB are not kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validators {
    pub etag: Option<String>,
    pub last_modified: Option<String>,
}

/// How a source is: from its last check, and what the time since then and its history make of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Health {
    /// Not checked yet.
    #[default]
    New,
    /// The last check brought new or changed documents.
    Ok,
    /// The last check found nothing new.
    Unchanged,
    /// A valid feed without entries.
    Empty,
    /// The last check failed; the error says how.
    Failing,
    /// Forbidden: by robots.txt, by address policy, or by login.
    Blocked,
    /// Answered 410.
    Gone,
    /// Answers, but has been quiet for longer than its own history lets expect. Never the result of
    /// a check: see [`SourceState::health_at`].
    Silent,
    /// Answers at another address, to which the configured one points for good. No result of a check
    /// either.
    Moved,
}

/// What the store remembers of a source between runs.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceState {
    pub id: SourceId,
    pub health: Health,
    /// `None`: never checked.
    pub last_check: Option<Timestamp>,
    /// The last check that brought a usable answer.
    pub last_success: Option<Timestamp>,
    /// The newest document that came in.
    pub last_new: Option<Timestamp>,
    /// Not before then, except with `crawl --all`.
    pub next_check: Timestamp,
    /// How often it is looked at, as the schedule has found out; failures and waiting pages change
    /// only the next check. `None`: not found out yet.
    pub interval: Option<Duration>,
    pub failures_in_a_row: u32,
    /// The same as the schedule sees them, in quarters of a hard failure: some weigh less.
    pub failure_weight: u32,
    /// What went wrong at the last check; empty when nothing did.
    pub error: Option<String>,
    /// The class of that, as [`Failure`](super::Failure) names it, and behind a colon what is known
    /// more exactly: `status:404`.
    pub error_class: Option<String>,
    pub validators: Validators,
    /// Hash of the last body, for servers without validators.
    pub body_hash: Option<String>,
    /// The address that answered after permanent redirects, when it is not the configured one.
    pub moved_to: Option<String>,
    pub documents: u64,
    /// Pages that were left for the next run.
    pub pages_waiting: u64,
    /// When the newest document that came with a check was published, or seen where it does not say.
    pub newest: Option<Timestamp>,
    /// How long the source may be quiet before that is unusual; `None` while its history is short.
    pub patience: Option<Duration>,
    /// Somebody has looked at an answer in quarantine: the next one is let in.
    pub is_accepted: bool,
    /// What was repaired in the last answer that could be read.
    pub repairs: Vec<Repair>,
    /// Where in the pages of a register the next run goes on; `None` begins anew.
    pub resume: Option<String>,
}

impl SourceState {
    /// The details of the last failure as everybody may read them: those about our side of the
    /// network (addresses inside, the proxy, the disk) are for the operator alone.
    pub fn public_error(&self) -> Option<&str> {
        let class = self.error_class.as_deref().unwrap_or_default();
        let is_inside =
            matches!(class.split(':').next(), Some("policy" | "network" | "store" | "folder"));
        self.error.as_deref().filter(|_| !is_inside)
    }

    /// A source that was never looked at, due at `next_check`.
    pub fn first(id: SourceId, next_check: Timestamp) -> Self {
        Self {
            id,
            health: Health::New,
            last_check: None,
            last_success: None,
            last_new: None,
            next_check,
            interval: None,
            failures_in_a_row: 0,
            failure_weight: 0,
            error: None,
            error_class: None,
            validators: Validators::default(),
            body_hash: None,
            moved_to: None,
            documents: 0,
            pages_waiting: 0,
            newest: None,
            patience: None,
            is_accepted: false,
            repairs: Vec::new(),
            resume: None,
        }
    }

    /// How the source is now: a source that answers may have moved, or have fallen silent since its
    /// last check. Of both, the move is told: it says what to do.
    pub fn health_at(&self, now: Timestamp) -> Health {
        let is_quiet = || {
            let (newest, patience) = self.newest.zip(self.patience)?;
            silence::is_silent(newest, patience, now).then_some(Health::Silent)
        };
        match self.health {
            Health::Ok | Health::Unchanged | Health::Empty if self.moved_to.is_some() => {
                Health::Moved
            }
            Health::Ok | Health::Unchanged | Health::Empty => is_quiet().unwrap_or(self.health),
            other => other,
        }
    }
}

impl SourceKind {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Feed => "feed",
            Self::Listing => "listing",
            Self::Sitemap => "sitemap",
            Self::Register => "register",
            Self::Mail => "mail",
            Self::Hand => "hand",
        }
    }
}

impl Group {
    pub const ALL: [Self; 6] =
        [Self::Network, Self::Skane, Self::Sweden, Self::Nordic, Self::Eu, Self::World];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Network => "network",
            Self::Skane => "skane",
            Self::Sweden => "sweden",
            Self::Nordic => "nordic",
            Self::Eu => "eu",
            Self::World => "world",
        }
    }

    /// The group of a source that names none: from its country.
    pub fn from_country(country: Option<&str>) -> Self {
        const EU: [&str; 25] = [
            "EU", "AT", "BE", "BG", "CY", "CZ", "DE", "EE", "ES", "FR", "GR", "HR", "HU", "IE",
            "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SI", "SK",
        ];
        match country {
            Some("SE") => Self::Sweden,
            Some("DK" | "NO" | "FI" | "IS" | "FO" | "GL" | "AX") => Self::Nordic,
            Some(code) if EU.contains(&code) => Self::Eu,
            _ => Self::World,
        }
    }
}

impl Republish {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Excerpt => "excerpt",
            Self::Full => "full",
        }
    }
}

impl Health {
    pub const ALL: [Self; 9] = [
        Self::New,
        Self::Ok,
        Self::Unchanged,
        Self::Empty,
        Self::Failing,
        Self::Blocked,
        Self::Gone,
        Self::Silent,
        Self::Moved,
    ];

    /// The source could not be read at its last check.
    pub fn is_trouble(self) -> bool {
        matches!(self, Self::Failing | Self::Blocked | Self::Gone)
    }

    /// Somebody should have a look: it could not be read, has fallen silent, or has moved.
    pub fn wants_a_look(self) -> bool {
        self.is_trouble() || matches!(self, Self::Silent | Self::Moved)
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Ok => "ok",
            Self::Unchanged => "unchanged",
            Self::Empty => "empty",
            Self::Failing => "failing",
            Self::Blocked => "blocked",
            Self::Gone => "gone",
            Self::Silent => "silent",
            Self::Moved => "moved",
        }
    }
}

impl Source {
    /// What is indexed with each of its documents.
    pub fn facts(&self, network: &Network) -> SourceFacts {
        let is_member = |place: &String| {
            network.members.iter().any(|member| member.to_lowercase() == place.to_lowercase())
        };
        SourceFacts {
            id: self.id.clone(),
            name: self.name.clone(),
            group: self.group,
            country: self.country.clone(),
            place: self.place.clone(),
            in_network: self.group == Group::Network || self.place.as_ref().is_some_and(is_member),
            priority: self.priority,
            republish: self.republish,
        }
    }
}

/// Reads the word that `as_str` writes; the error is that word.
macro_rules! from_word {
    ($type:ty, $values:expr) => {
        impl FromStr for $type {
            type Err = String;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                let found = $values.into_iter().find(|value| value.as_str() == word);
                found.ok_or_else(|| word.to_owned())
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

from_word!(
    SourceKind,
    [Self::Feed, Self::Listing, Self::Sitemap, Self::Register, Self::Mail, Self::Hand]
);
from_word!(Group, Self::ALL);
from_word!(Republish, [Self::Excerpt, Self::Full]);
from_word!(Health, Self::ALL);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_inside_is_told_to_nobody_outside() {
        let state = |class: &str| SourceState {
            error: Some("the proxy `10.0.0.80:3128` could not be reached".to_owned()),
            error_class: Some(class.to_owned()),
            ..SourceState::first("ekvik".parse().unwrap(), Timestamp::default())
        };
        for class in ["policy", "policy:settings", "network", "store", "folder:missing"] {
            assert_eq!(state(class).public_error(), None, "{class}");
        }
        assert!(state("status:404").public_error().is_some());
    }
}
