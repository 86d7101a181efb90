//! An address of a person: checked once at the door, and never written whole by accident.

use std::fmt;
use std::str::FromStr;

/// Longest address that can be sent to (RFC 5321, section 4.5.3.1.3, without the brackets).
const LONGEST: usize = 254;
/// Longest part before the `@` (RFC 5321, section 4.5.3.1.1).
const LONGEST_NAME: usize = 64;

/// A mail address: `name@host.tld`, a dot-atom and a host name in ASCII (RFC 5322, section 3.4.1).
/// Quoted names, comments, address literals and control characters are refused: nobody has such an
/// address, and header injection is made of them.
///
/// `Debug` and `Display` show it masked, because logs and pages shall not hold addresses of people;
/// [`MailAddress::as_str`] is the whole.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MailAddress(String);

/// Why a text is no mail address. What was typed is not repeated: it may go to a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailAddressError {
    #[error("a mail address has one `@` with a name before it and a host behind it")]
    Shape,
    #[error("a mail address has at most 254 characters, and 64 before the `@`")]
    TooLong,
    #[error("a mail address has no spaces, quotes, line breaks or letters beyond a–z")]
    Character,
    #[error("the host of a mail address has at least one dot, as in `ekvik.se`")]
    Host,
}

impl MailAddress {
    /// The whole address, for those who send to it; its host is in lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Behind the `@`.
    pub fn host(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, host)| host)
    }

    /// The same for every way of writing the same mailbox: hosts that tell `A@x.se` from `a@x.se`
    /// do not exist any more.
    pub fn key(&self) -> String {
        self.0.to_ascii_lowercase()
    }

    /// Name and host of the mailbox, in lower case: what stands behind a `+` sorts letters within it.
    pub fn mailbox(&self) -> (String, String) {
        let key = self.key();
        let (name, host) = key.rsplit_once('@').unwrap_or_default();
        let mailbox = name.split('+').next().filter(|mailbox| !mailbox.is_empty());
        (mailbox.unwrap_or(name).to_owned(), host.to_owned())
    }

    /// `a…@ekvik.se`: enough to recognise one's own, too little to write to.
    pub fn masked(&self) -> String {
        let (name, host) = self.0.rsplit_once('@').unwrap_or_default();
        let first: String = name.chars().take(1).collect();
        format!("{first}…@{host}")
    }
}

impl FromStr for MailAddress {
    type Err = MailAddressError;

    fn from_str(text: &str) -> Result<Self, MailAddressError> {
        let text = text.trim_matches(' ');
        let (name, host) = text.split_once('@').ok_or(MailAddressError::Shape)?;
        if name.is_empty() || host.is_empty() {
            return Err(MailAddressError::Shape);
        }
        if text.len() > LONGEST || name.len() > LONGEST_NAME {
            return Err(MailAddressError::TooLong);
        }
        let is_atom = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
        if !name.split('.').all(|atom| !atom.is_empty() && atom.chars().all(is_atom)) {
            return Err(MailAddressError::Character);
        }
        let is_inside = |c: char| c.is_ascii_alphanumeric() || c == '-';
        if !host.chars().all(|c| is_inside(c) || c == '.') {
            return Err(MailAddressError::Character);
        }
        let is_label = |label: &str| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
        };
        if !host.contains('.') || !host.split('.').all(is_label) {
            return Err(MailAddressError::Host);
        }
        Ok(Self(format!("{name}@{}", host.to_ascii_lowercase())))
    }
}

impl fmt::Debug for MailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

impl fmt::Display for MailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_and_shown_masked() {
        let address: MailAddress = " Anna.Ek+utkik@EKVIK.se ".parse().unwrap();
        assert_eq!(address.as_str(), "Anna.Ek+utkik@ekvik.se");
        assert_eq!(
            (address.key(), address.host()),
            ("anna.ek+utkik@ekvik.se".to_owned(), "ekvik.se")
        );
        assert_eq!(format!("{address} {address:?}"), "A…@ekvik.se A…@ekvik.se");
    }

    #[test]
    fn what_is_no_address_or_would_be_two_lines_is_refused() {
        use MailAddressError::{Character, Host, Shape, TooLong};
        let check = |text: &str, why| assert_eq!(text.parse::<MailAddress>(), Err(why), "{text}");
        check("anna", Shape);
        check("@ekvik.se", Shape);
        check("anna@", Shape);
        check("anna@ekvik", Host);
        check("anna@-ekvik.se", Host);
        check("anna@ekvik..se", Host);
        check("anna@b@ekvik.se", Character);
        check("anna@ekvik.se\r\nBcc: x@y.se", Character);
        check("anna\n@ekvik.se", Character);
        check("\"anna ek\"@ekvik.se", Character);
        check("anna@ekvik.se,bo@ekvik.se", Character);
        check("anna@[127.0.0.1]", Character);
        check("änna@ekvik.se", Character);
        check(&format!("{}@ekvik.se", "a".repeat(65)), TooLong);
        check(&format!("a@{}.se", "b".repeat(260)), TooLong);
    }
}
