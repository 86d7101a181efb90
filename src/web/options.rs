//! How the server is run, checked before it opens its door.

use std::net::SocketAddr;
use std::path::PathBuf;

use crate::model::{Clock, MailAddress, Network, Source};
use crate::replay::Derived;

/// Everything that `serve` must know.
#[derive(Clone, Debug)]
pub struct ServeOptions {
    pub listen: SocketAddr,
    /// `https://utkik.example.se`: where the server is reached from outside.
    pub base_url: Option<String>,
    /// Where the search index lies.
    pub derived: Derived,
    /// File of the store.
    pub database: PathBuf,
    pub network: Network,
    pub sources: Vec<Source>,
    pub clock: Clock,
    /// Needed to listen beyond loopback: who opens the door must hold a key to it.
    pub admin_token: Option<String>,
    /// Reverse proxies that are believed what they say of who asks, as addresses or networks.
    pub trusted_proxies: Vec<String>,
    /// The header in which they name who has signed in.
    pub user_header: Option<String>,
    /// Whom letters come from; `None` where none are sent, so that nobody can subscribe.
    pub letters_from: Option<LettersFrom>,
}

/// Whom letters come from: `[mail] from`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LettersFrom {
    pub address: MailAddress,
    /// What readers see beside it.
    pub name: String,
}

/// Why the server does not start.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RefusedToServe {
    #[error(
        "refusing to listen on `{0}` without an admin token; set `UTKIK_ADMIN_TOKEN`, \
         or listen on 127.0.0.1 behind a reverse proxy"
    )]
    WithoutToken(SocketAddr),
    #[error(
        "`base_url` is `{0}`; write where the server is reached from outside, \
         without a path: `https://utkik.example.se`"
    )]
    BaseUrl(String),
}

impl ServeOptions {
    /// Refuses what would be unsafe or could not work.
    pub fn check(&self) -> Result<(), RefusedToServe> {
        let has_token = self.admin_token.as_ref().is_some_and(|token| !token.trim().is_empty());
        if !self.listen.ip().is_loopback() && !has_token {
            return Err(RefusedToServe::WithoutToken(self.listen));
        }
        match &self.base_url {
            Some(base) if !is_origin(base.trim_end_matches('/')) => {
                Err(RefusedToServe::BaseUrl(base.clone()))
            }
            _ => Ok(()),
        }
    }

    /// Where the server is reached: as configured, else on this machine alone.
    pub(super) fn reached_at(&self, bound: SocketAddr) -> Option<String> {
        match &self.base_url {
            Some(base) => Some(base.trim_end_matches('/').to_owned()),
            None => bound.ip().is_loopback().then(|| format!("http://{bound}")),
        }
    }
}

/// Scheme, host and perhaps a port: nothing that would end up in the middle of a link.
fn is_origin(base: &str) -> bool {
    let host = base.strip_prefix("https://").or_else(|| base.strip_prefix("http://"));
    let belongs = |c: char| c.is_ascii_alphanumeric() || ".-:[]".contains(c);
    host.is_some_and(|host| !host.is_empty() && host.chars().all(belongs))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Timestamp;

    fn options(listen: &str, base_url: Option<&str>, token: Option<&str>) -> ServeOptions {
        ServeOptions {
            listen: listen.parse().unwrap(),
            base_url: base_url.map(str::to_owned),
            derived: Derived { index: PathBuf::new(), thesaurus: PathBuf::new() },
            database: PathBuf::new(),
            network: Network::default(),
            sources: Vec::new(),
            clock: Clock::Fixed(Timestamp::default()),
            admin_token: token.map(str::to_owned),
            trusted_proxies: Vec::new(),
            user_header: None,
            letters_from: None,
        }
    }

    #[test]
    fn the_door_to_the_world_needs_a_key() {
        assert_eq!(options("127.0.0.1:0", None, None).check(), Ok(()));
        assert_eq!(options("[::1]:0", None, None).check(), Ok(()));
        assert_eq!(options("0.0.0.0:80", None, Some("secret")).check(), Ok(()));
        for token in [None, Some(""), Some("  ")] {
            let refused = options("0.0.0.0:80", None, token).check().unwrap_err().to_string();
            assert!(refused.contains("UTKIK_ADMIN_TOKEN"), "{refused}");
        }
    }

    #[test]
    fn the_own_address_is_an_origin() {
        for good in ["https://utkik.example.se", "http://10.0.0.1:8080/", "http://[::1]:80"] {
            assert_eq!(options("127.0.0.1:0", Some(good), None).check(), Ok(()), "{good}");
        }
        for bad in
            ["utkik.example.se", "https://", "https://a/b", "https://a?b", "https://a@b", "ftp://a"]
        {
            assert!(options("127.0.0.1:0", Some(bad), None).check().is_err(), "{bad}");
        }
    }

    #[test]
    fn links_are_absolute_only_where_the_address_is_known() {
        let loopback = "127.0.0.1:8080".parse().unwrap();
        let open = "0.0.0.0:8080".parse().unwrap();
        let without = options("127.0.0.1:0", None, None);
        assert_eq!(without.reached_at(loopback).as_deref(), Some("http://127.0.0.1:8080"));
        assert_eq!(without.reached_at(open), None);
        let with = options("127.0.0.1:0", Some("https://a.example/"), None);
        assert_eq!(with.reached_at(open).as_deref(), Some("https://a.example"));
    }
}
