//! How letters leave: `[mail]` of `utkik.toml` with its secrets.

use std::fmt;
use std::path::PathBuf;

use crate::model::MailAddress;

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

#[derive(Clone, PartialEq, Eq)]
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
#[derive(Clone, PartialEq, Eq)]
pub struct DkimSettings {
    pub domain: String,
    pub selector: String,
    /// Private key, PKCS#8 in PEM: RSA or Ed25519.
    pub key: String,
}

impl fmt::Debug for SmtpSettings {
    /// Without the password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmtpSettings")
            .field("server", &self.server)
            .field("port", &self.port)
            .field("security", &self.security)
            .field("has_login", &self.login.is_some())
            .field("ca_file", &self.ca_file)
            .field("connections", &self.connections)
            .field("allow_relays", &self.allow_relays)
            .finish()
    }
}

impl fmt::Debug for DkimSettings {
    /// Without the key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DkimSettings")
            .field("domain", &self.domain)
            .field("selector", &self.selector)
            .finish_non_exhaustive()
    }
}
