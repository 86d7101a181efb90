//! Why a fetch failed, said so that a person understands it and the caller can decide.

use std::error::Error;
use std::fmt;
use std::io;

use url::Url;

use super::limits::Deadlines;
use super::trust;
use crate::model::Timestamp;

/// A failed fetch. Its text is a whole sentence; the methods answer what the caller must decide.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{message}")]
pub struct FetchError {
    cause: Cause,
    message: Box<str>,
    retry_after: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// The settings cannot be used; nothing was asked.
    Settings,
    Timeout,
    /// Nobody took the connection in time.
    NotAccepted,
    /// No connection came about: unknown name, refused, no trust.
    Unreachable,
    TooLarge,
    Decode,
    Protocol,
    Network,
    /// The connection was closed before any answer. One that had been used before may simply have
    /// been old.
    Dropped,
    Redirect,
    Policy,
    /// robots.txt forbids it.
    Robots,
    /// robots.txt could not be read, so nothing is allowed for now.
    RobotsUnread,
    Status(u16),
    RateLimited,
    Truncated,
    Gone,
    /// Our own disk.
    Disk,
}

impl FetchError {
    pub(super) fn new(cause: Cause, message: impl fmt::Display) -> Self {
        Self { cause, message: shown(&message.to_string()).into(), retry_after: None }
    }

    #[must_use]
    pub(super) fn until(mut self, moment: Option<Timestamp>) -> Self {
        self.retry_after = moment;
        self
    }

    /// The same in other words.
    #[must_use]
    pub(super) fn reworded(self, word: impl Fn(&str) -> String) -> Self {
        Self { message: word(&self.message).into(), ..self }
    }

    /// One of the classes that `model::Failure` names.
    pub fn class(&self) -> &'static str {
        match self.cause {
            Cause::Settings | Cause::Policy => "policy",
            Cause::Timeout | Cause::NotAccepted => "timeout",
            Cause::TooLarge => "too_large",
            Cause::Decode => "decode",
            Cause::Protocol => "protocol",
            Cause::Network | Cause::Dropped | Cause::Unreachable => "network",
            Cause::Redirect => "redirect",
            Cause::Robots | Cause::RobotsUnread => "robots",
            Cause::Status(_) | Cause::Gone => "status",
            Cause::RateLimited => "rate_limited",
            Cause::Truncated => "truncated",
            Cause::Disk => "store",
        }
    }

    /// The status that the server answered with, where that was the failure.
    pub fn status(&self) -> Option<u16> {
        match self.cause {
            Cause::Status(status) => Some(status),
            Cause::Gone => Some(410),
            _ => None,
        }
    }

    /// What is known of the failure beyond its class, in a word: the status, or which of our own
    /// conditions was not met.
    pub fn exactly(&self) -> Option<String> {
        let word = match self.cause {
            Cause::Settings => "settings",
            Cause::RobotsUnread => "unread",
            _ => return self.status().map(|status| status.to_string()),
        };
        Some(word.to_owned())
    }

    /// The host asked to be left alone until then.
    pub fn retry_after(&self) -> Option<Timestamp> {
        self.retry_after
    }

    /// Whether the same request may well succeed later without anybody doing anything.
    pub fn is_temporary(&self) -> bool {
        match self.cause {
            Cause::Status(status) => status == 408 || status == 425 || status >= 500,
            Cause::Timeout
            | Cause::NotAccepted
            | Cause::Unreachable
            | Cause::Network
            | Cause::Dropped
            | Cause::Protocol
            | Cause::Decode
            | Cause::Truncated
            | Cause::RobotsUnread
            | Cause::Disk
            | Cause::RateLimited => true,
            _ => false,
        }
    }

    /// The server says that it will not come back (410).
    pub fn is_gone(&self) -> bool {
        self.cause == Cause::Gone
    }

    /// We must not, or are not let in: robots.txt, address policy, login. One that is also
    /// temporary (robots.txt could not be read) is worth another try soon.
    pub fn is_blocked(&self) -> bool {
        matches!(
            self.cause,
            Cause::Robots | Cause::RobotsUnread | Cause::Policy | Cause::Status(401 | 407)
        )
    }

    /// Whether not even a connection came about, so that others need not try just now.
    pub(super) fn is_unreachable(&self) -> bool {
        matches!(self.cause, Cause::Unreachable | Cause::NotAccepted)
    }

    /// Whether the host as a whole is in trouble, rather than the one thing asked for.
    pub(super) fn is_of_host(&self) -> bool {
        self.is_unreachable()
            || matches!(self.cause, Cause::Network | Cause::Dropped | Cause::Protocol)
    }

    /// Whether the connection was closed before any answer, so that a new one may do.
    pub(super) fn is_dropped(&self) -> bool {
        self.cause == Cause::Dropped
    }

    /// What reqwest reported while `url` was asked.
    pub(super) fn from_reqwest(error: &reqwest::Error, url: &Url, deadlines: &Deadlines) -> Self {
        let host = url.host_str().unwrap_or_default();
        if error.is_timeout() {
            return Self::timeout(error.is_connect(), url, deadlines);
        }
        let root = root_of(error);
        let cause = cause_of(error);
        let message = match cause {
            Cause::Truncated => return Self::cut_off(url),
            Cause::Decode => format!("`{url}` could not be decompressed ({root})"),
            Cause::Protocol => format!("`{host}` does not speak HTTP as it should ({root})"),
            Cause::Dropped => format!("`{host}` closed the connection without an answer ({root})"),
            _ if error.is_connect() => match trust::complaint(error) {
                Some(complaint) => format!("`{host}` {complaint}"),
                None => format!("`{host}` could not be reached ({root})"),
            },
            _ => format!("the connection to `{host}` broke ({root})"),
        };
        Self::new(cause, message)
    }

    pub(super) fn timeout(connecting: bool, url: &Url, deadlines: &Deadlines) -> Self {
        let host = url.host_str().unwrap_or_default();
        let message = if connecting {
            let seconds = deadlines.connect.as_secs_f32();
            format!("`{host}` did not accept a connection within {seconds} s")
        } else {
            let seconds = deadlines.idle.as_secs_f32();
            format!("`{host}` sent nothing for {seconds} s while `{url}` was fetched")
        };
        Self::new(if connecting { Cause::NotAccepted } else { Cause::Timeout }, message)
    }

    pub(super) fn cut_off(url: &Url) -> Self {
        let message = format!("`{url}` was cut off before its end; nothing of it is used");
        Self::new(Cause::Truncated, message)
    }

    pub(super) fn too_slow(url: &Url, deadlines: &Deadlines) -> Self {
        let seconds = deadlines.total.as_secs_f32();
        Self::new(Cause::Timeout, format!("`{url}` was not complete within {seconds} s"))
    }

    pub(super) fn too_large(url: &Url, cap: usize) -> Self {
        let limit = if cap >= 1024 * 1024 {
            format!("{} MiB", cap / (1024 * 1024))
        } else {
            format!("{} KiB", cap / 1024)
        };
        Self::new(
            Cause::TooLarge,
            format!("`{url}` is larger than {limit}; it is not read further"),
        )
    }
}

/// Which class an error of the connection belongs to.
fn cause_of(error: &reqwest::Error) -> Cause {
    if error.is_connect() {
        return Cause::Unreachable;
    }
    let http = chain(error).find_map(|e| e.downcast_ref::<hyper::Error>());
    let Some(http) = http else {
        return if error.is_decode() { Cause::Decode } else { Cause::Network };
    };
    // The head of the answer is there already.
    let is_begun = error.is_body() || error.is_decode();
    let http2 = chain(error).find_map(|e| e.downcast_ref::<h2::Error>());
    if let Some(http2) = http2.filter(|http2| !http2.is_io()) {
        return cause_of_http2(http2, is_begun);
    }
    let io = chain(error).filter_map(|e| e.downcast_ref::<io::Error>()).last().map(io::Error::kind);
    match io {
        _ if http.is_parse() => Cause::Protocol,
        Some(io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput) => Cause::Protocol,
        _ if !is_begun => Cause::Dropped,
        Some(io::ErrorKind::UnexpectedEof) => Cause::Truncated,
        _ => Cause::Network,
    }
}

/// HTTP/2 tells who ended the stream or the connection, and why.
fn cause_of_http2(error: &h2::Error, is_begun: bool) -> Cause {
    if !error.is_remote() {
        return Cause::Protocol;
    }
    match error.reason() {
        _ if is_begun => Cause::Truncated,
        // Nothing was done about the request (RFC 9113, sections 6.8 and 8.7).
        Some(h2::Reason::NO_ERROR | h2::Reason::REFUSED_STREAM) => Cause::Dropped,
        _ => Cause::Network,
    }
}

/// The error and what it came from, the outermost first.
pub(super) fn chain<'a>(
    error: &'a (dyn Error + 'static),
) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |error: &&'a (dyn Error + 'static)| (*error).source())
}

pub(super) fn root_of(error: &reqwest::Error) -> String {
    chain(error).last().map(ToString::to_string).unwrap_or_default()
}

/// What a stranger wrote, fit for a terminal and a log: no control or bidi characters, not endless.
fn shown(text: &str) -> String {
    const LONGEST: usize = 600;
    let bidi = |letter: char| {
        let number = u32::from(letter);
        matches!(number, 0x200e..=0x200f | 0x202a..=0x202e | 0x2066..=0x2069)
    };
    let mut letters = text.chars().filter(|c| !c.is_control() && !bidi(*c));
    let mut kept: String = letters.by_ref().take(LONGEST).collect();
    if letters.next().is_some() {
        kept.push('…');
    }
    kept
}
