//! Who wants to hear of a saved search, how often, and how far that has come.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{Language, MailAddress, Timestamp};

/// The search that stands for the network letter: it has no query, and its letters are written by
/// people. Its key can be nobody's name, since names are longer or have no dot.
pub const NETWORK_LETTER: &str = "natverksbrev.";

/// How often letters go out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pace {
    /// Every 15 minutes.
    Quarterly,
    Hourly,
    Daily,
    /// Monday to Friday.
    Weekdays,
    #[default]
    Weekly,
    /// On the first of the month.
    Monthly,
}

impl Pace {
    pub const ALL: [Self; 6] =
        [Self::Quarterly, Self::Hourly, Self::Daily, Self::Weekdays, Self::Weekly, Self::Monthly];

    /// As it is kept and written in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Quarterly => "15m",
            Self::Hourly => "hourly",
            Self::Daily => "daily",
            Self::Weekdays => "weekdays",
            Self::Weekly => "weekly",
            Self::Monthly => "monthly",
        }
    }

    /// Whether an hour of the day is part of it.
    pub fn has_hour(self) -> bool {
        !matches!(self, Self::Quarterly | Self::Hourly)
    }
}

impl FromStr for Pace {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = Self::ALL.into_iter().find(|pace| pace.code() == text);
        known.ok_or_else(|| {
            format!("`{text}` is no cadence; write 15m, hourly, daily, weekdays, weekly or monthly")
        })
    }
}

/// A pace with its hour, in Swedish time; Monday at seven unless somebody says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Cadence {
    pub pace: Pace,
    /// 0 to 23; means nothing for paces within the day.
    pub hour: u8,
    /// 1 is Monday, 7 is Sunday; means something only once a week.
    pub weekday: u8,
}

impl Default for Cadence {
    fn default() -> Self {
        Self { pace: Pace::Weekly, hour: 7, weekday: 1 }
    }
}

/// How far a subscription has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SubscriptionState {
    /// Asked for; nothing is sent but the one letter that asks to confirm.
    Pending,
    Confirmed,
    /// Letters rest until the subscriber wants them again.
    Paused,
    Ended,
}

impl SubscriptionState {
    pub fn code(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Confirmed => "confirmed",
            Self::Paused => "paused",
            Self::Ended => "ended",
        }
    }
}

impl FromStr for SubscriptionState {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        [Self::Pending, Self::Confirmed, Self::Paused, Self::Ended]
            .into_iter()
            .find(|state| state.code() == text)
            .ok_or_else(|| format!("`{text}` is no state of a subscription"))
    }
}

/// A person who has given an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscriber {
    /// 128 random bits in hexadecimal digits.
    pub id: String,
    pub address: MailAddress,
    /// Of letters and pages: `sv` or `en`.
    pub language: Language,
    pub created: Timestamp,
    /// Letters in a row that its server refused for good.
    pub refusals: u32,
    /// Since when nothing is sent, because it was refused too often.
    pub suspended: Option<Timestamp>,
}

/// A saved search, a subscriber and a cadence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// 128 random bits in hexadecimal digits.
    pub id: String,
    /// Id of the subscriber.
    pub subscriber: String,
    /// Key of the saved search, or [`NETWORK_LETTER`].
    pub search: String,
    pub state: SubscriptionState,
    pub cadence: Cadence,
    pub created: Timestamp,
    pub confirmed: Option<Timestamp>,
    /// Issues so far: the next letter has the next number.
    pub issue: i64,
    /// Number of the last news of its search that it was told, or that were old when it began.
    pub told: i64,
    /// When the last issue was looked for.
    pub last_issue: Option<Timestamp>,
    pub next_due: Timestamp,
}

/// What somebody asks for with the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    pub address: MailAddress,
    pub language: Language,
    /// Key of a saved search.
    pub search: String,
    pub cadence: Cadence,
}

/// What a token opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenPurpose {
    /// Confirms a subscription; expires after 48 hours.
    Confirm,
    /// Changes, pauses and ends a subscription.
    Manage,
}

impl TokenPurpose {
    pub fn code(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Manage => "manage",
        }
    }
}

/// What was done about consent: the log that shows on what grounds somebody gets letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ConsentEvent {
    Asked,
    /// By an operator, with `subscriptions invite`.
    Invited,
    Confirmed,
    Changed,
    Paused,
    Resumed,
    Ended,
    /// After too many refusals, or a bounce.
    Suspended,
    Erased,
}

impl ConsentEvent {
    pub fn code(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Invited => "invited",
            Self::Confirmed => "confirmed",
            Self::Changed => "changed",
            Self::Paused => "paused",
            Self::Resumed => "resumed",
            Self::Ended => "ended",
            Self::Suspended => "suspended",
            Self::Erased => "erased",
        }
    }
}

/// A line of the log of consent. It names no address: the subscription leads to it for as long as
/// there is one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Consent {
    pub at: Timestamp,
    pub subscription: String,
    pub event: String,
    /// `page`, `letter` (one click in a mail program), `command`, `mail server`.
    pub by: String,
}

impl fmt::Display for Cadence {
    /// `weekly 1 07`: for logs and tests.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {:02}", self.pace.code(), self.weekday, self.hour)
    }
}
