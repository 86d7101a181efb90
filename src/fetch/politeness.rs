//! Everything that is polite about a host: one request at a time, waiting, robots.txt, and being
//! told to come back later.
//!
//! The numbers stand in `limits`; here is how they are used.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex as StdMutex, PoisonError};
use std::time::Duration;

use tokio::sync::{Mutex, MutexGuard};
use tokio::time::{Instant, sleep_until};
use url::Url;

use super::client::Period;
use super::error::{Cause, FetchError};
use super::limits;
use super::robots::{PRODUCT, Rules};
use crate::date::minute_in_stockholm;
use crate::model::{HostRecord, RobotsRecord, Timestamp};

/// All hosts that were met, and what of them must be remembered.
#[derive(Default)]
pub(super) struct Hosts {
    met: StdMutex<HashMap<String, Arc<Host>>>,
    changed: Arc<StdMutex<BTreeMap<String, HostRecord>>>,
}

/// One host. Whoever holds its manners may talk to it; all others wait in order.
///
/// Who holds manners waits for no other lock: robots.txt may redirect to another host, whose own
/// may redirect back.
pub(super) struct Host {
    manners: Mutex<Manners>,
    /// Held by the one who finds out about robots.txt, wherever that leads.
    pub(super) learning: Mutex<()>,
}

impl Host {
    pub(super) async fn lock(&self) -> MutexGuard<'_, Manners> {
        self.manners.lock().await
    }
}

/// How one host is treated.
pub(super) struct Manners {
    record: HostRecord,
    /// Made from the record when first needed.
    rules: Option<Rules>,
    /// Between two requests, from the settings.
    gap: Duration,
    /// The end of the last request, and how long it took.
    last: Option<(Instant, Duration)>,
    /// Failures of the server in a row: each one makes the gap longer by itself.
    strain: u32,
    /// When it could last not be reached, and why.
    down: Option<(Instant, FetchError)>,
    pub(super) period: Period,
    changed: Arc<StdMutex<BTreeMap<String, HostRecord>>>,
}

impl Hosts {
    pub(super) fn new(remembered: Vec<HostRecord>, gap: impl Fn(&str) -> Duration) -> Self {
        let hosts = Self::default();
        {
            let mut met = hosts.met.lock().unwrap_or_else(PoisonError::into_inner);
            for record in remembered {
                let gap = gap(&record.host);
                met.insert(record.host.clone(), hosts.host_from(record, gap));
            }
        }
        hosts
    }

    pub(super) fn get(&self, key: &str, gap: impl Fn(&str) -> Duration) -> Arc<Host> {
        let mut met = self.met.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(host) = met.get(key) {
            return Arc::clone(host);
        }
        let record = HostRecord { host: key.to_owned(), robots: None, not_before: None };
        let host = self.host_from(record, gap(key));
        met.insert(key.to_owned(), Arc::clone(&host));
        host
    }

    /// What has changed since the last call.
    pub(super) fn take_changed(&self) -> Vec<HostRecord> {
        let mut changed = self.changed.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *changed).into_values().collect()
    }

    fn host_from(&self, record: HostRecord, gap: Duration) -> Arc<Host> {
        let manners = Manners {
            record,
            rules: None,
            gap,
            last: None,
            strain: 0,
            down: None,
            period: Period::default(),
            changed: Arc::clone(&self.changed),
        };
        Arc::new(Host { manners: Mutex::new(manners), learning: Mutex::default() })
    }
}

impl Manners {
    /// Fails while the host wants to be left alone, or has just been unreachable.
    pub(super) fn check_host(&self, now: Timestamp) -> Result<(), FetchError> {
        // A moment further away than we ever wait was written by a clock that was wrong.
        let is_near = |until: &Timestamp| until.since(now) <= limits::LONGEST_RETRY;
        if let Some(until) = self.record.not_before.filter(|until| *until > now && is_near(until)) {
            let host = &self.record.host;
            let minute = minute_in_stockholm(until);
            let message =
                format!("`{host}` asked to be left alone until {minute}; nothing is asked before");
            return Err(FetchError::new(Cause::RateLimited, message).until(Some(until)));
        }
        match &self.down {
            Some((at, error)) if at.elapsed() < limits::DOWN => Err(error.clone()),
            _ => Ok(()),
        }
    }

    /// Whether the host's robots.txt is known and young enough.
    pub(super) fn knows_robots(&self, now: Timestamp) -> bool {
        self.record.robots.as_ref().is_some_and(|robots| {
            let is_read = robots.text.is_some();
            let fresh = if is_read { limits::ROBOTS_FRESH } else { limits::ROBOTS_UNREAD_FRESH };
            now.since(robots.fetched) < fresh && robots.fetched.since(now) < fresh
        })
    }

    /// `None` is a robots.txt that could not be read.
    pub(super) fn learn_robots(&mut self, text: Option<String>, now: Timestamp) {
        self.record.robots = Some(RobotsRecord { fetched: now, text });
        self.rules = None;
        self.remember();
    }

    /// Whether robots.txt lets us ask for the address.
    pub(super) fn check_robots(&mut self, url: &Url) -> Result<(), FetchError> {
        if self.rules().allow(url) {
            return Ok(());
        }
        let host = &self.record.host;
        let is_read = self.record.robots.as_ref().is_some_and(|robots| robots.text.is_some());
        Err(if is_read {
            let message = format!(
                "robots.txt of `{host}` forbids `{url}`; it is not fetched unless the \
                 site changes its mind"
            );
            FetchError::new(Cause::Robots, message)
        } else {
            let message = format!(
                "robots.txt of `{host}` could not be read, so nothing is fetched there; it is \
                 asked for again in an hour"
            );
            FetchError::new(Cause::RobotsUnread, message)
        })
    }

    /// Waits until the host may be asked again.
    pub(super) async fn wait(&mut self) {
        let Some((ended, took)) = self.last else { return };
        let earliest = ended + self.gap_after(took);
        if earliest > Instant::now() {
            sleep_until(earliest).await;
        }
    }

    /// Notes a request that begins now, so that the gap holds even if nobody waits for its end.
    pub(super) fn begin(&mut self) {
        self.last = Some((Instant::now(), Duration::ZERO));
    }

    /// Notes how a request ended.
    pub(super) fn end(&mut self, error: Option<&FetchError>, status: u16) {
        let now = Instant::now();
        let took = self.last.map_or(Duration::ZERO, |(began, _)| now - began);
        self.last = Some((now, took));
        self.down = None;
        if let Some(error) = error.filter(|error| error.is_unreachable()) {
            self.note_down(error);
        }
        let is_strained = error.is_some() || status == 429 || status >= 500;
        self.strain = if is_strained { self.strain.saturating_add(1) } else { 0 };
    }

    /// Notes that the host is out of reach, so that the others who wait for it need not try.
    pub(super) fn note_down(&mut self, error: &FetchError) {
        self.down = Some((Instant::now(), error.clone()));
    }

    /// The whole host is left alone until then.
    pub(super) fn leave_alone(&mut self, until: Timestamp) {
        self.record.not_before = Some(until);
        self.remember();
    }

    /// A gap of zero is an operator's own network, which is only slowed when it asks for that.
    fn gap_after(&mut self, took: Duration) -> Duration {
        let asked = self.rules().crawl_delay().unwrap_or_default().min(limits::LONGEST_GAP);
        if self.gap.is_zero() {
            return asked;
        }
        let gap = self.gap.max(took).max(asked);
        gap.saturating_mul(1 + self.strain).min(limits::LONGEST_GAP)
    }

    fn rules(&mut self) -> &Rules {
        let robots = self.record.robots.as_ref();
        self.rules.get_or_insert_with(|| {
            // Before robots.txt is known nothing but robots.txt itself is asked for.
            Rules::new(robots.and_then(|robots| robots.text.as_deref()), PRODUCT)
        })
    }

    fn remember(&self) {
        let mut changed = self.changed.lock().unwrap_or_else(PoisonError::into_inner);
        changed.insert(self.record.host.clone(), self.record.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn now() -> Timestamp {
        "2026-11-21T07:00:00Z".parse().unwrap()
    }

    /// The manners of a host with this gap and robots.txt.
    fn manners(gap: Duration, robots: &str) -> Manners {
        let hosts = Hosts::default();
        let host = hosts.get("a.se", |_| gap);
        drop(hosts);
        let mut manners = Arc::into_inner(host).unwrap().manners.into_inner();
        manners.learn_robots(Some(robots.to_owned()), now());
        manners
    }

    #[test]
    fn the_longest_reason_to_wait_counts() {
        let day = "User-agent: *\nCrawl-delay: 86400";
        let two = "User-agent: *\nCrawl-delay: 2";
        for (gap, robots, took, expected) in [
            (SECOND, "", Duration::ZERO, SECOND),
            (SECOND, "", 3 * SECOND, 3 * SECOND),
            (SECOND, two, SECOND, 2 * SECOND),
            (5 * SECOND, two, SECOND, 5 * SECOND),
            (SECOND, day, SECOND, limits::LONGEST_GAP),
            (Duration::ZERO, "", 3 * SECOND, Duration::ZERO),
            (Duration::ZERO, two, 3 * SECOND, 2 * SECOND),
        ] {
            assert_eq!(manners(gap, robots).gap_after(took), expected, "{gap:?} {robots} {took:?}");
        }
    }

    #[test]
    fn a_struggling_server_is_given_more_time_with_each_failure() {
        let mut manners = manners(SECOND, "");
        for (status, expected) in
            [(200, 1), (503, 2), (500, 3), (429, 4), (404, 1), (500, 2), (304, 1)]
        {
            manners.begin();
            manners.end(None, status);
            assert_eq!(manners.gap_after(Duration::ZERO), expected * SECOND, "{status}");
        }
    }

    #[test]
    fn a_clock_that_was_wrong_silences_nobody() {
        let mut manners = manners(SECOND, "");
        manners.leave_alone(now().plus(limits::LONGEST_RETRY));
        assert_eq!(manners.check_host(now()).unwrap_err().class(), "rate_limited");
        assert!(manners.check_host(now().minus(SECOND)).is_ok());
    }
}
