//! What is remembered about a host between runs, so that good manners survive a restart.

use super::Timestamp;

/// One host's memory. The key is the host name, or address and port for literal addresses.
#[derive(Clone, Debug, PartialEq)]
pub struct HostRecord {
    pub host: String,
    /// Its robots.txt, when it has been asked for.
    pub robots: Option<RobotsRecord>,
    /// The host asked (`Retry-After`) to be left alone until then.
    pub not_before: Option<Timestamp>,
}

/// A fetched robots.txt, by RFC 9309.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RobotsRecord {
    pub fetched: Timestamp,
    /// The text, at most 500 KiB. `None`: unreachable or 5xx, nothing is allowed. 4xx is an empty
    /// text: everything is.
    pub text: Option<String>,
}
