//! The files of settings, and what they name.

use std::fs;
use std::path::Path;
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::time::timeout;

use super::finding::Findings;
use crate::address;
use crate::cli::commands::crawl;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::config::{FetchSection, Settings};
use crate::message::{Locale, doctor as message};
use crate::model::{Health, Source, SourceState, Timestamp};

/// A proxy in the same house answers at once.
const PROXY_PATIENCE: Duration = Duration::from_secs(5);
/// A source that waits so long for its check is not merely in a queue: nobody is crawling.
const LATE: Duration = Duration::from_hours(24);

/// Looks at both files. `None` when there are no settings at all.
pub fn look(context: &Context, found: &mut Findings) -> Option<Settings> {
    let (settings, problems) = match context.load() {
        Ok(loaded) => loaded,
        Err(error) => {
            found.error("sources", Exit::Configuration, error.to_string());
            return None;
        }
    };
    for problem in &problems {
        found.error("sources", Exit::Configuration, problem.to_string());
    }
    let enabled: Vec<&Source> = settings.sources.iter().filter(|source| source.enabled).collect();
    if enabled.is_empty() {
        found.warning("sources", message::nothing_enabled(context.locale));
    } else if problems.is_empty() {
        let all = settings.sources.len();
        found.ok("sources", message::sources(context.locale, all, enabled.len()));
    }
    if crawl::lacks_contact(&settings, &enabled) {
        found.error("contact", Exit::Configuration, message::no_contact(context.locale));
    }
    Some(settings)
}

/// How the enabled sources have been doing.
pub fn look_at_sources(
    context: &Context,
    sources: &[Source],
    states: &[SourceState],
    found: &mut Findings,
) {
    let now = context.clock.now();
    let is_enabled =
        |state: &&SourceState| sources.iter().any(|source| source.enabled && source.id == state.id);
    let watched: Vec<&SourceState> = states.iter().filter(is_enabled).collect();
    let failing = watched.iter().filter(|state| is_failing(state)).count();
    let late = watched.iter().filter(|state| is_late(state, now)).count();
    let before = found.list.len();
    if failing > 0 {
        found.warning("sources", message::failing(context.locale, failing, watched.len()));
    }
    if late > 0 {
        found.warning("sources", message::overdue(context.locale, late));
    }
    if found.list.len() == before && !watched.is_empty() {
        found.ok("sources", message::fetched(context.locale));
    }
}

fn is_failing(state: &SourceState) -> bool {
    matches!(state.health, Health::Failing | Health::Blocked | Health::Gone)
}

fn is_late(state: &SourceState, now: Timestamp) -> bool {
    now.since(state.next_check) > LATE
}

/// The way out: the proxy, and the certificates of an internal authority.
pub async fn look_at_way_out(locale: Locale, fetch: &FetchSection, found: &mut Findings) {
    if let Some(proxy) = &fetch.proxy {
        match knock(locale, proxy).await {
            Ok(()) => found.ok("proxy", message::proxy(locale, proxy)),
            Err(why) => {
                let message = message::proxy_silent(locale, proxy, &why);
                found.error("proxy", Exit::Unreachable, message);
            }
        }
    }
    if let Some(file) = &fetch.ca_file {
        let path = file.display().to_string();
        match certificates(locale, file) {
            Ok(()) => found.ok("ca_file", message::ca_file(locale, &path)),
            Err(why) => {
                let message = message::ca_file_unreadable(locale, &path, &why);
                found.error("ca_file", Exit::Configuration, message);
            }
        }
    }
}

/// Opens a connection to the proxy and says nothing.
async fn knock(locale: Locale, proxy: &str) -> Result<(), String> {
    let Some((host, port)) = address::host_and_port(proxy) else {
        return Err(proxy.to_owned());
    };
    match timeout(PROXY_PATIENCE, TcpStream::connect((host.as_str(), port))).await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err(message::too_slow(locale)),
    }
}

fn certificates(locale: Locale, file: &Path) -> Result<(), String> {
    let text = fs::read(file).map_err(|error| error.to_string())?;
    let mark = b"-----BEGIN CERTIFICATE-----";
    let is_pem = text.windows(mark.len()).any(|part| part == mark);
    if is_pem { Ok(()) } else { Err(message::no_certificate(locale)) }
}
