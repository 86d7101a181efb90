//! Fetching against a scripted server on loopback.

mod answers;
mod encrypted;
mod http2;
mod manners;
mod messages;
mod names;
mod policy;
mod proxy;
mod reuse;
mod server;
mod tls;
mod trouble;

use std::time::Duration;

use super::limits::Deadlines;
use super::names::Names;
use super::{Answer, BodyKind, FetchError, FetchRequest, FetchSettings, Fetched, Fetcher};
use crate::model::{Clock, HostRecord, Timestamp, Validators};
use server::Site;

fn now() -> Timestamp {
    "2026-11-21T07:00:00Z".parse().unwrap()
}

/// Short enough that a test of a silent server is over at once.
fn impatient() -> Deadlines {
    Deadlines {
        connect: Duration::from_secs(2),
        idle: Duration::from_millis(150),
        total: Duration::from_millis(400),
    }
}

fn settings(sites: &[&Site]) -> FetchSettings {
    FetchSettings {
        user_agent: "Utkik/0.1 (+mailto:test@example.se)".to_owned(),
        allow_networks: sites.iter().map(|site| site.address.parse().unwrap()).collect(),
        ..FetchSettings::default()
    }
}

/// May reach these sites, without a gap.
fn fetcher(sites: &[&Site]) -> Fetcher {
    Fetcher::new(settings(sites), Clock::Fixed(now()), Vec::new()).unwrap()
}

impl Fetcher {
    fn with_deadlines(
        settings: FetchSettings,
        clock: Clock,
        remembered: Vec<HostRecord>,
        deadlines: Deadlines,
    ) -> Result<Self, FetchError> {
        Self::with(settings, clock, remembered, deadlines, Names::System)
    }
}

fn remembering(sites: &[&Site], at: Timestamp, records: Vec<HostRecord>) -> Fetcher {
    Fetcher::new(settings(sites), Clock::Fixed(at), records).unwrap()
}

async fn get(fetcher: &Fetcher, url: &str) -> Result<Fetched, FetchError> {
    ask(fetcher, url, BodyKind::Feed, None).await
}

async fn ask(
    fetcher: &Fetcher,
    url: &str,
    body: BodyKind,
    validators: Option<&Validators>,
) -> Result<Fetched, FetchError> {
    fetcher.get(&FetchRequest { validators, ..FetchRequest::of(url, body) }).await
}

async fn body(fetcher: &Fetcher, url: &str) -> Box<Answer> {
    match get(fetcher, url).await {
        Ok(Fetched::Body(answer)) => answer,
        other => panic!("{url}: {other:?}"),
    }
}

/// The class and the sentence of a failure.
async fn failure(fetcher: &Fetcher, url: &str) -> FetchError {
    get(fetcher, url).await.map(|fetched| format!("{fetched:?}")).expect_err("a failure")
}
