//! The HTTP client: how it is set up, and which connections it keeps.

use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use reqwest::redirect::Policy;
use reqwest::{Certificate, Client, Proxy};
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use tokio::time::Instant;
use url::Url;

use super::error::{Cause, FetchError};
use super::gate::{CheckedNames, Gate};
use super::limits::{self, Deadlines};
use super::{FetchSettings, proxy};

/// Two clients with the same settings: one keeps a connection for the next request to its host,
/// the other closes it after the answer.
///
/// A run over thousands of feeds would otherwise hold as many idle connections; a run over the
/// pages of a few hosts would otherwise shake hands for each page.
pub(super) struct Clients {
    keeping: Client,
    closing: OnceLock<Client>,
    recipe: Recipe,
    kept: Mutex<Kept>,
}

/// What a client is made from.
struct Recipe {
    user_agent: String,
    certificates: Vec<Certificate>,
    proxy: Option<Proxy>,
    gate: Arc<Gate>,
    deadlines: Deadlines,
}

/// How many hosts were given a kept connection in the present period.
struct Kept {
    period: u64,
    since: Instant,
    hosts: usize,
}

/// The client for one request.
pub(super) struct Choice<'c> {
    pub client: &'c Client,
    /// The host may have closed the connection that is used for it meanwhile.
    pub may_be_old: bool,
}

/// The period in which a host was last given a kept connection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Period(u64);

impl Clients {
    pub(super) fn new(
        settings: FetchSettings,
        proxy: Option<&Url>,
        gate: Arc<Gate>,
        deadlines: Deadlines,
    ) -> Result<Self, FetchError> {
        // The one TLS provider of the house. An error says that it is installed already.
        let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let certificates = settings.ca_file.as_deref().map(read_certificates).transpose()?;
        let login = settings.proxy_login.as_ref();
        let recipe = Recipe {
            proxy: proxy.map(|proxy| proxy::route(proxy, login, Arc::clone(&gate))),
            user_agent: settings.user_agent,
            certificates: certificates.unwrap_or_default(),
            gate,
            deadlines,
        };
        let kept = Kept { period: 1, since: Instant::now(), hosts: 0 };
        Ok(Self { keeping: recipe.build(1)?, closing: OnceLock::new(), recipe, kept: kept.into() })
    }

    /// The client for the next request to a host that was last given a kept connection in
    /// `period`.
    pub(super) fn choose(&self, period: &mut Period) -> Choice<'_> {
        let last = *period;
        if self.may_keep(period) {
            return Choice { client: &self.keeping, may_be_old: last == *period };
        }
        Choice { client: self.closing(), may_be_old: false }
    }

    /// The client that makes a connection for each request.
    pub(super) fn closing(&self) -> &Client {
        // The same recipe has worked for the first client; should it fail now, keeping is safe.
        self.closing.get_or_init(|| self.recipe.build(0).unwrap_or_else(|_| self.keeping.clone()))
    }

    fn may_keep(&self, period: &mut Period) -> bool {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        // The pool looks for idle connections as often as they may be idle: after two such times
        // all that were opened before are closed.
        if kept.since.elapsed() > 2 * limits::KEEP_ALIVE {
            *kept = Kept { period: kept.period + 1, since: Instant::now(), hosts: 0 };
        }
        let known = period.0 == kept.period;
        let may = known || kept.hosts < limits::KEPT_CONNECTIONS;
        if may && !known {
            kept.hosts += 1;
            period.0 = kept.period;
        }
        may
    }
}

impl Recipe {
    fn build(&self, idle_per_host: usize) -> Result<Client, FetchError> {
        let mut builder = Client::builder()
            .user_agent(&self.user_agent)
            .redirect(Policy::none())
            .referer(false)
            .retry(reqwest::retry::never())
            .no_proxy()
            .connect_timeout(self.deadlines.connect)
            .read_timeout(self.deadlines.idle)
            .http2_max_header_list_size(limits::HTTP2_HEADER_BYTES)
            // A server that floods us and reads nothing leaves an answer of ours that never gets
            // out; hyper would wait with it for ever, on a connection that nobody needs any more.
            .http2_keep_alive_interval(self.deadlines.idle)
            .http2_keep_alive_timeout(self.deadlines.idle)
            .http2_keep_alive_while_idle(true)
            .pool_max_idle_per_host(idle_per_host)
            .pool_idle_timeout(limits::KEEP_ALIVE)
            .dns_resolver(CheckedNames(Arc::clone(&self.gate)));
        if let Some(proxy) = &self.proxy {
            builder = builder.proxy(proxy.clone());
        }
        if !self.certificates.is_empty() {
            builder = builder.tls_certs_merge(self.certificates.iter().cloned());
        }
        builder.build().map_err(|error| {
            let message = format!(
                "the HTTP client cannot be set up: {error}; check `[fetch]` in `utkik.toml`"
            );
            FetchError::new(Cause::Settings, message)
        })
    }
}

/// The certificates of the file; a bad one is an error here, where its file can still be named.
fn read_certificates(path: &Path) -> Result<Vec<Certificate>, FetchError> {
    let refuse = |why: &dyn fmt::Display| {
        let message =
            format!("`ca_file` {}: {why}; it must hold certificates as PEM", path.display());
        FetchError::new(Cause::Settings, message)
    };
    let bytes = std::fs::read(path).map_err(|error| refuse(&error))?;
    let mut trusted = RootCertStore::empty();
    let mut certificates = Vec::new();
    for found in CertificateDer::pem_slice_iter(&bytes) {
        let found = found.map_err(|error| refuse(&error))?;
        certificates.push(Certificate::from_der(&found).map_err(|error| refuse(&error))?);
        trusted.add(found).map_err(|error| refuse(&error))?;
    }
    if certificates.is_empty() { Err(refuse(&"holds no certificate")) } else { Ok(certificates) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_so_many_hosts_keep_a_connection() {
        let gate = Arc::new(Gate::new(Vec::new().into(), None));
        let settings = FetchSettings::default();
        let clients = Clients::new(settings, None, gate, Deadlines::default()).unwrap();
        let mut hosts = vec![Period::default(); limits::KEPT_CONNECTIONS + 1];
        let kept = hosts.iter_mut().filter_map(|host| clients.may_keep(host).then_some(()));
        assert_eq!(kept.count(), limits::KEPT_CONNECTIONS);
        assert!(clients.may_keep(&mut hosts[0]), "who has one may go on with it");
        assert!(!clients.may_keep(&mut hosts[limits::KEPT_CONNECTIONS]));
    }
}
