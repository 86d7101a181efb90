//! The one door to the network: policy, manners, limits.
//!
//! A fetch is a journey of hops. Each hop is checked by the gate, waits for its turn at the host,
//! and is one exchange with the client; nothing is followed, looked up or sent behind our back.

mod client;
mod error;
mod exchange;
mod gate;
mod headers;
mod journey;
pub mod limits;
mod login;
mod message;
mod names;
mod politeness;
mod proxy;
pub mod robots;
mod spool;
#[cfg(test)]
mod tests;
mod trust;
mod verdict;
mod witness;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

pub use error::FetchError;
pub use exchange::{BodyKind, Posted};
pub use login::{Account, Credentials, Login};
pub use message::Message;
pub use spool::Spool;
pub use witness::Exchange;

use crate::address::{self, AllowedNetwork, AllowedNetworks};
use crate::model::{Clock, HostRecord, Timestamp, Validators};
use client::Clients;
use exchange::Counters;
use gate::Gate;
use journey::{Journey, is_redirect};
use limits::Deadlines;
use names::Names;
use politeness::{Host, Hosts};
use verdict::judge;

/// How to behave on the network: `[fetch]` of `utkik.toml`.
#[derive(Clone, Debug, Default)]
pub struct FetchSettings {
    /// Sent with every request: `Utkik/<version> (+<contact>)`.
    pub user_agent: String,
    /// What may be reached beside the public Internet.
    pub allow_networks: Vec<AllowedNetwork>,
    /// Between two requests to one host. Less than a second counts only for addresses listed in
    /// `allow_networks`; zero there means "as fast as it answers".
    pub gap: Duration,
    /// `http://proxy.example.se:3128`. Listed networks are reached without it. Names are then
    /// looked up by the proxy, so that keeping them out of the inside is its duty.
    pub proxy: Option<String>,
    /// Who we are to the proxy.
    pub proxy_login: Option<Credentials>,
    /// Certificates (PEM) that are trusted beside those of the system.
    pub ca_file: Option<PathBuf>,
    /// What the names of logins stand for.
    pub logins: HashMap<String, Account>,
    /// Where registers are held while they are read; `None` is the system's folder for such files.
    pub folder: Option<PathBuf>,
}

/// What to fetch.
#[derive(Clone, Copy, Debug)]
pub struct FetchRequest<'a> {
    pub url: &'a str,
    pub body: BodyKind,
    /// What the last answer said, to ask "changed?".
    pub validators: Option<&'a Validators>,
    /// The host's owner has agreed in writing: robots.txt does not hold for this host.
    pub robots_exception: bool,
    /// The site lets nobody in without these credentials.
    pub login: Option<Login<'a>>,
    /// Sent with a POST; without it, it is a GET.
    pub post: Option<Posted<'a>>,
}

impl<'a> FetchRequest<'a> {
    /// A plain GET, unconditional and as anybody might ask.
    pub fn of(url: &'a str, body: BodyKind) -> Self {
        Self { url, body, validators: None, robots_exception: false, login: None, post: None }
    }
}

/// A successful fetch.
#[derive(Debug)]
pub enum Fetched {
    /// What we have is still right (304).
    NotModified {
        validators: Validators,
        fresh_for: Option<Duration>,
        moved_to: Option<String>,
    },
    Body(Box<Answer>),
}

/// An answer with a body, complete and decompressed.
#[derive(Debug)]
pub struct Answer {
    /// Where it came from, after all redirects.
    pub url: String,
    /// The same, when every redirect on the way was permanent.
    pub moved_to: Option<String>,
    pub content_type: Option<String>,
    pub body: Vec<u8>,
    pub validators: Validators,
    /// From `Cache-Control` or `Expires`; `None` when they do not say or forbid it.
    pub fresh_for: Option<Duration>,
    /// `X-Robots-Tag`, one header to a line.
    pub robots_tag: Option<String>,
    /// Where `Link` says that the next page is (RFC 8288), absolute.
    pub next: Option<String>,
    /// The body of a register, in the place of `body`.
    pub spool: Option<Spool>,
}

/// What has been asked and received so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FetchStatistics {
    /// All requests, with redirects and robots.txt.
    pub requests: u64,
    /// Bytes of bodies, decompressed.
    pub bytes_received: u64,
}

/// Fetches, and remembers how each host wants to be treated. Clones share all of it.
#[derive(Clone)]
pub struct Fetcher(Arc<Shared>);

struct Shared {
    gate: Arc<Gate>,
    /// How the proxy is named in a sentence, when there is one.
    proxy: Option<String>,
    clients: Clients,
    hosts: Hosts,
    counters: Counters,
    logins: HashMap<String, Account>,
    folder: Option<PathBuf>,
    gap: Duration,
    deadlines: Deadlines,
    clock: Clock,
}

impl Fetcher {
    /// Fails when the settings cannot be used. `remembered` is what `take_changed_hosts` gave in
    /// earlier runs.
    pub fn new(
        settings: FetchSettings,
        clock: Clock,
        remembered: Vec<HostRecord>,
    ) -> Result<Self, FetchError> {
        Self::with(settings, clock, remembered, Deadlines::default(), Names::System)
    }

    fn with(
        settings: FetchSettings,
        clock: Clock,
        remembered: Vec<HostRecord>,
        deadlines: Deadlines,
        names: Names,
    ) -> Result<Self, FetchError> {
        let gap = settings.gap;
        let proxy = proxy::address(&settings)?;
        let allowed = AllowedNetworks::from(settings.allow_networks.clone());
        let gate = Arc::new(Gate::new(allowed, proxy.as_ref()).asking(names));
        let hosts = Hosts::new(remembered, |key| gap_for(key, &gate, gap));
        let logins = settings.logins.clone();
        let folder = settings.folder.clone();
        let clients = Clients::new(settings, proxy.as_ref(), Arc::clone(&gate), deadlines)?;
        let proxy = proxy.as_ref().map(proxy::name_of);
        let counters = Counters::default();
        let shared =
            Shared { gate, proxy, clients, hosts, counters, logins, folder, gap, deadlines, clock };
        Ok(Self(Arc::new(shared)))
    }

    /// Fetches one address: policy, manners, redirects and limits included.
    pub async fn get(&self, request: &FetchRequest<'_>) -> Result<Fetched, FetchError> {
        let shared = &self.0;
        let patience = match request.body {
            BodyKind::Register => limits::REGISTER_RUN.max(shared.deadlines.total),
            _ => shared.deadlines.total,
        };
        let mut journey = Journey::start(request.url, patience)?;
        let login = login::allowed(request.login, &shared.logins)?;
        loop {
            let reply = shared.hop(&mut journey, request, login.as_ref()).await?;
            if !is_redirect(&reply) {
                return judge(&journey, request.validators, reply, shared.clock.now());
            }
            if request.post.is_some() {
                journey.may_post_again(&reply)?;
            }
            journey.follow(&reply)?;
        }
    }

    /// Until when the host of an address wants to be left alone, where that is longer than a run
    /// can wait: by `Retry-After` or `Crawl-delay`.
    pub fn left_alone_until(&self, url: &str) -> Option<Timestamp> {
        let key = address::host_key(url)?;
        self.0.hosts.left_alone_until(&key, self.0.clock.now())
    }

    /// What was learnt about hosts since the last call, to be kept for the next run.
    pub fn take_changed_hosts(&self) -> Vec<HostRecord> {
        self.0.hosts.take_changed()
    }

    pub fn statistics(&self) -> FetchStatistics {
        self.0.counters.read()
    }
}

impl Shared {
    fn host(&self, key: &str) -> Arc<Host> {
        self.hosts.get(key, |key| gap_for(key, &self.gate, self.gap))
    }
}

/// Between two requests to a host: public ones get a second at least.
fn gap_for(host_key: &str, gate: &Gate, gap: Duration) -> Duration {
    if gate.is_listed(host_key) { gap } else { gap.max(limits::LEAST_GAP) }
}
