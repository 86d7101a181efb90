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
    /// The end of the wait after the last request, where that is longer than usual: a run that
    /// begins before then goes on waiting.
    pub free_from: Option<Timestamp>,
    /// How much it has been struggling: failures of the server, less what healed since.
    pub strain: u32,
}

impl HostRecord {
    /// A host that was never met.
    pub fn new(host: impl Into<String>) -> Self {
        Self { host: host.into(), robots: None, not_before: None, free_from: None, strain: 0 }
    }
}

/// A fetched robots.txt, by RFC 9309.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RobotsRecord {
    pub fetched: Timestamp,
    /// The text, at most 500 KiB. `None`: unreachable or 5xx, nothing is allowed. 4xx is an empty
    /// text: everything is.
    pub text: Option<String>,
}
