//! Letters on their way out: their MIME form, and how they reach a mail server.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use crate::model::{MailAddress, Timestamp};

/// How letters leave: `[mail]` of `utkik.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailSettings {
    /// The mailbox that letters come from.
    pub from: MailAddress,
    /// The name that readers see beside it.
    pub from_name: String,
    /// Where answers go; to `from` when nothing else is said.
    pub reply_to: Option<MailAddress>,
    pub transport: TransportSettings,
    pub dkim: Option<DkimSettings>,
    /// Letters to one domain in a minute at most; 0 is no limit.
    pub per_domain_a_minute: u32,
}

/// The way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TransportSettings {
    /// A file for each letter, for those without a mail server.
    Directory(PathBuf),
    Smtp(SmtpSettings),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmtpSettings {
    pub server: String,
    pub port: u16,
    pub security: Security,
    /// User and password.
    pub login: Option<(String, String)>,
    /// Certificates (PEM) that are trusted beside those of the system.
    pub ca_file: Option<PathBuf>,
    /// Connections at the same time.
    pub connections: u32,
    /// Private addresses that an unencrypted relay may have, as `10.1.0.5/32:25`.
    pub allow_relays: Vec<String>,
}

/// How the connection is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte (RFC 8314).
    Tls,
    /// TLS after `STARTTLS` (RFC 3207); without it nothing is sent.
    StartTls,
    /// Neither TLS nor a login, to a listed private address only.
    PlainRelay,
}

/// Signs letters (RFC 6376, RFC 8463).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DkimSettings {
    pub domain: String,
    pub selector: String,
    /// Private key, PKCS#8 in PEM: RSA or Ed25519.
    pub key: String,
}

/// A letter to one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// Without angle brackets: `…@host`.
    pub message_id: String,
    pub to: MailAddress,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// `sv` or `en` (RFC 3282).
    pub language: String,
    pub date: Timestamp,
    /// Name and id of the list (RFC 2919): "Digital nattillsyn", `nattillsyn.utkik.ekvik.se`.
    pub list: Option<(String, String)>,
    /// An https address that ends the subscription at a POST (RFC 8058).
    pub unsubscribe: Option<String>,
}

/// Takes letters away.
#[derive(Clone, Debug)]
pub enum Mailer {
    /// Kept in memory, for tests.
    Memory(Arc<Mutex<Vec<Outgoing>>>),
}

/// Why a letter was not taken, by what to do about it. The sentence names no address of a person.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// The server cannot be reached, says no to all, or lost the connection: try all later.
    #[error("{0}")]
    Unreached(String),
    /// 4xx of this letter: try it later.
    #[error("{0}")]
    Later(String),
    /// 5xx of this letter: never.
    #[error("{0}")]
    Refused(String),
}

/// Why letters cannot be sent as the settings say.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct MailError(pub String);

impl Mailer {
    pub fn new(settings: MailSettings) -> Result<Self, MailError> {
        let _ = settings;
        Ok(Self::Memory(Arc::default()))
    }

    /// Letters that it takes at the same time.
    pub fn connections(&self) -> usize {
        1
    }

    /// Hands a letter over; when it returns well, the server has taken it.
    pub async fn send(&self, letter: &Outgoing) -> Result<(), SendError> {
        match self {
            Self::Memory(taken) => {
                let mut taken = taken.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                taken.push(letter.clone());
                Ok(())
            }
        }
    }
}
