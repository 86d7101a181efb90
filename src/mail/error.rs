//! Why a letter did not leave, by what to do about it.

use std::io;
use std::path::PathBuf;

use crate::model::MailAddress;

use super::dkim::KeyError;

/// So much of what a server says is repeated.
const SAID_CHARS: usize = 200;
/// A name of a mailbox shorter than this may be any word: it is left where it stands alone.
const SHORTEST_NAME: usize = 3;

/// Why letters cannot be sent with these settings.
#[derive(Debug, thiserror::Error)]
pub enum MailerError {
    #[error(
        "the certificates `{}` cannot be read ({why}); `ca_file` of `[mail]` names a PEM file", .file.display()
    )]
    CaFile { file: PathBuf, why: String },
    #[error("encrypted connections cannot be prepared: {0}")]
    Tls(String),
    #[error("`allow_relays` of `[mail]`: {0}")]
    Relays(String),
    #[error(
        "a relay without encryption gets no user and password: write `security = \"starttls\"`, or \
         leave out `user`"
    )]
    PlainLogin,
    #[error(
        "the relay `{0}` has no encryption, so that it must be a private address that \
         `allow_relays` of `[mail]` lists, as `10.1.0.5/32:25`"
    )]
    PublicRelay(String),
    #[error("the key of DKIM: {0}")]
    Key(#[from] KeyError),
    #[error("the sender's address is none that letters can carry")]
    From,
    #[error("the folder for letters `{}` cannot be made or written: {cause}", .folder.display())]
    Folder { folder: PathBuf, cause: io::Error },
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

/// What a server said in one line, without anything that is or may be an address: servers like to
/// repeat whom a letter was for, and what they say goes into logs.
pub(super) fn without_addresses(said: &str, to: Option<&MailAddress>) -> String {
    let name = to.and_then(|to| to.as_str().split('@').next()).unwrap_or_default();
    let name = name.to_ascii_lowercase();
    let is_private = |word: &str| {
        let word = word.to_lowercase();
        let has_at = ["@", "=40", "%40", "(at)"].iter().any(|at| word.contains(at));
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        has_at || name.len() >= SHORTEST_NAME && bare == name
    };
    let mut words = String::new();
    for word in said.split(|c: char| c.is_whitespace() || c.is_control()) {
        if word.is_empty() {
            continue;
        }
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(if is_private(word) { "…" } else { word });
        if words.chars().count() > SAID_CHARS {
            let mut cut: String = words.chars().take(SAID_CHARS).collect();
            cut.push('…');
            return cut;
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_servers_say_names_nobody() {
        let to: MailAddress = "anna.ek@ekvik.se".parse().unwrap();
        let check = |said: &str, expected: &str| {
            assert_eq!(without_addresses(said, Some(&to)), expected);
        };
        check("5.1.1 <anna.ek@ekvik.se>: unknown user", "5.1.1 … unknown user");
        check("no such user \"Anna.Ek\".", "no such user …");
        check("5.1.1 anna.ek=40ekvik.se\r\n5.1.1 gone", "5.1.1 … 5.1.1 gone");
        check("ok\u{1b}[31m anna is here", "ok [31m anna is here");
        let long = without_addresses(&"word ".repeat(100), None);
        assert!(long.ends_with('…') && long.chars().count() == SAID_CHARS + 1);
    }
}
