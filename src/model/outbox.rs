//! What waits to be sent: a row for each recipient and issue, claimed before it is sent.

use std::str::FromStr;
use std::sync::Arc;

use super::{MailAddress, Timestamp};

/// To whom something goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Channel {
    /// A letter to a subscription; `recipient` is its id.
    Letter,
    /// The letter that asks to confirm a subscription; `recipient` is its id.
    Confirmation,
    /// A note to the owner of a saved search; `recipient` is the key of the search.
    Owner,
    /// A message to a webhook; `recipient` is its name.
    Hook,
}

impl Channel {
    pub fn code(self) -> &'static str {
        match self {
            Self::Letter => "letter",
            Self::Confirmation => "confirmation",
            Self::Owner => "owner",
            Self::Hook => "hook",
        }
    }
}

impl FromStr for Channel {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        [Self::Letter, Self::Confirmation, Self::Owner, Self::Hook]
            .into_iter()
            .find(|channel| channel.code() == text)
            .ok_or_else(|| format!("`{text}` is no channel"))
    }
}

/// What is sent, kept once for all who get the same. Links that are of one recipient alone are
/// placeholders (see `digest::fill_in`), so that no token lies in the store.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoredLetter {
    /// A hash of its content.
    pub id: String,
    pub subject: String,
    /// Empty for hooks.
    pub html: String,
    /// Plain text; for hooks their payload.
    pub text: String,
    /// `sv` or `en`.
    pub language: String,
    /// What `List-Id` names; empty for confirmations.
    pub list: String,
    /// Documents that it tells of, so that what is forgotten is forgotten here as well.
    pub documents: Vec<String>,
}

/// A row to be written: unique by channel, recipient and issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queued {
    pub channel: Channel,
    pub recipient: String,
    pub issue: i64,
    pub letter: String,
    /// The same at every attempt, so that a repeat is recognised.
    pub message_id: String,
}

/// A row that was claimed, with all that sending it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed {
    pub queued: Queued,
    /// To whom; `None` for hooks.
    pub address: Option<MailAddress>,
    /// Attempts before this one.
    pub attempts: u32,
    pub created: Timestamp,
    /// The same for all who get it.
    pub letter: Arc<StoredLetter>,
}

/// How an attempt ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sent {
    /// The server has taken it.
    Accepted,
    /// It may work later (4xx of this recipient): not before that moment.
    Later { not_before: Timestamp, why: String },
    /// The server cannot be reached at all, which says nothing of the recipient: at the next run.
    Unreached { why: String },
    /// Never (5xx): it counts against the address.
    Refused { why: String },
    /// Nobody wants it any more: ended, erased or suspended meanwhile.
    Dropped,
}

/// The outbox in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OutboxCounts {
    pub queued: u64,
    /// Claimed by a run that has not come to its end.
    pub sending: u64,
    pub sent: u64,
    pub failed: u64,
    /// When the oldest that waits was queued.
    pub oldest: Option<Timestamp>,
}
