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
mod politeness;
pub mod robots;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

pub use error::FetchError;
pub use exchange::BodyKind;

use crate::address::{AllowedNetwork, AllowedNetworks};
use crate::model::{Clock, HostRecord, Validators};
use client::Clients;
use error::Cause;
use exchange::{Counters, Reply};
use gate::Gate;
use journey::{Journey, is_redirect};
use limits::Deadlines;
use politeness::{Host, Hosts};

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
    /// Certificates (PEM) that are trusted beside those of the system.
    pub ca_file: Option<PathBuf>,
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
}

/// A successful fetch.
#[derive(Clone, Debug)]
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
#[derive(Clone, Debug)]
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
    /// `X-Robots-Tag`, all lines as one.
    pub robots_tag: Option<String>,
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
    clients: Clients,
    hosts: Hosts,
    counters: Counters,
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
        Self::with_deadlines(settings, clock, remembered, Deadlines::default())
    }

    fn with_deadlines(
        settings: FetchSettings,
        clock: Clock,
        remembered: Vec<HostRecord>,
        deadlines: Deadlines,
    ) -> Result<Self, FetchError> {
        let proxy = settings.proxy.as_deref().and_then(client::proxy_address);
        let allowed = AllowedNetworks::from(settings.allow_networks.clone());
        let gate = Arc::new(Gate::new(allowed, proxy.as_ref()));
        let clients = Clients::new(&settings, Arc::clone(&gate), deadlines)?;
        let hosts = Hosts::new(remembered, |key| gap_for(key, &gate, settings.gap));
        let counters = Counters::default();
        let gap = settings.gap;
        Ok(Self(Arc::new(Shared { gate, clients, hosts, counters, gap, deadlines, clock })))
    }

    /// Fetches one address: policy, manners, redirects and limits included.
    pub async fn get(&self, request: &FetchRequest<'_>) -> Result<Fetched, FetchError> {
        let shared = &self.0;
        let mut journey = Journey::start(request.url, shared.deadlines.total)?;
        loop {
            let reply = shared.hop(&mut journey, request).await?;
            if !is_redirect(&reply) {
                return shared.judge(&journey, request, reply);
            }
            journey.follow(&reply)?;
        }
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

    /// What the final answer means.
    fn judge(
        &self,
        journey: &Journey,
        request: &FetchRequest<'_>,
        reply: Reply,
    ) -> Result<Fetched, FetchError> {
        let now = self.clock.now();
        let url = &journey.url;
        let status = reply.status.as_u16();
        let fail = |cause, message: String| Err(FetchError::new(cause, message));
        match status {
            206 => fail(
                Cause::Truncated,
                format!("`{url}` answered with a part (206) although all of it was asked for"),
            ),
            200..=299 => Ok(Fetched::Body(Box::new(Answer {
                url: url.to_string(),
                moved_to: journey.moved_to(),
                content_type: headers::content_type(&reply.headers),
                validators: headers::validators(&reply.headers),
                fresh_for: headers::fresh_for(&reply.headers, now),
                robots_tag: headers::robots_tag(&reply.headers),
                body: reply.body,
            }))),
            304 => match request.validators.filter(|known| **known != Validators::default()) {
                None => fail(
                    Cause::Status(304),
                    format!(
                        "`{url}` answered \"not modified\" (304) although nobody had asked that; the next try asks for all of it again"
                    ),
                ),
                Some(known) => {
                    let new = headers::validators(&reply.headers);
                    Ok(Fetched::NotModified {
                        validators: Validators {
                            etag: new.etag.or_else(|| known.etag.clone()),
                            last_modified: new
                                .last_modified
                                .or_else(|| known.last_modified.clone()),
                        },
                        fresh_for: headers::fresh_for(&reply.headers, now),
                        moved_to: journey.moved_to(),
                    })
                }
            },
            410 => fail(
                Cause::Gone,
                format!("`{url}` is gone for good (410); it is asked again in a week"),
            ),
            429 => {
                let until = headers::retry_after(&reply.headers, now)
                    .unwrap_or_else(|| now.plus(limits::LEAST_RETRY));
                let message = format!(
                    "`{url}` was asked too often (429); its host is left alone until {until}"
                );
                Err(FetchError::new(Cause::RateLimited, message).until(Some(until)))
            }
            500.. => {
                let until = headers::retry_after(&reply.headers, now);
                let next = until.map(|until| format!("; its host is left alone until {until}"));
                let message = format!(
                    "`{url}` answered with an error of the server ({}){}",
                    reply.status,
                    next.unwrap_or_default()
                );
                Err(FetchError::new(Cause::Status(status), message).until(until))
            }
            _ => fail(Cause::Status(status), refusal(url.as_str(), &reply)),
        }
    }
}

fn refusal(url: &str, reply: &Reply) -> String {
    let advice = match reply.status.as_u16() {
        401 | 407 => "it wants a login, which we do not have",
        403 => "it does not let us in; ask the site whether it may be read by programs",
        404 => "nothing is there; check whether it has moved",
        _ => "check the address in a browser",
    };
    format!("`{url}` answered {}: {advice}", reply.status)
}

/// Between two requests to a host: public ones get a second at least.
fn gap_for(host_key: &str, gate: &Gate, gap: Duration) -> Duration {
    if gate.is_listed(host_key) { gap } else { gap.max(limits::LEAST_GAP) }
}
