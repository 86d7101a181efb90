//! How one host is treated.

use std::sync::PoisonError;
use std::time::Duration;

use tokio::time::{Instant, sleep};
use url::Url;

use super::Changed;
use crate::date::minute_in_stockholm;
use crate::fetch::client::Period;
use crate::fetch::error::{Cause, FetchError};
use crate::fetch::limits;
use crate::fetch::robots::{PRODUCT, Rules};
use crate::model::{HostRecord, RobotsRecord, Timestamp};

/// How one host is treated.
pub struct Manners {
    record: HostRecord,
    /// Made from the record when first needed.
    rules: Option<Rules>,
    /// Between two requests, from the settings.
    gap: Duration,
    /// The end of the last request, and how long it took.
    last: Option<(Instant, Duration)>,
    /// When it could last not be reached, and why.
    down: Option<(Instant, FetchError)>,
    /// By how many thousandths its own waits are longer than reckoned.
    jitter: u32,
    pub(in crate::fetch) period: Period,
    pub(super) changed: Changed,
}

impl Manners {
    /// `seed` is any number.
    pub(super) fn new(record: HostRecord, gap: Duration, seed: u64, changed: Changed) -> Self {
        let jitter = u64::from(limits::BACK_OFF_JITTER) + 1;
        Self {
            record,
            rules: None,
            gap,
            last: None,
            down: None,
            jitter: u32::try_from(seed % jitter).unwrap_or(0),
            period: Period::default(),
            changed,
        }
    }

    /// Fails while the host wants to be left alone, or has just been unreachable.
    pub(in crate::fetch) fn check_host(&self, now: Timestamp) -> Result<(), FetchError> {
        if let Some(until) = self.silent_until(now) {
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
    pub(in crate::fetch) fn knows_robots(&self, now: Timestamp) -> bool {
        self.record.robots.as_ref().is_some_and(|robots| {
            let is_read = robots.text.is_some();
            let fresh = if is_read { limits::ROBOTS_FRESH } else { limits::ROBOTS_UNREAD_FRESH };
            now.since(robots.fetched) < fresh && robots.fetched.since(now) < fresh
        })
    }

    /// `None` is a robots.txt that could not be read.
    pub(in crate::fetch) fn learn_robots(&mut self, text: Option<String>, now: Timestamp) {
        self.record.robots = Some(RobotsRecord { fetched: now, text });
        self.rules = None;
        self.remember();
    }

    /// Whether robots.txt lets us ask for the address.
    pub(in crate::fetch) fn check_robots(&mut self, url: &Url) -> Result<(), FetchError> {
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

    /// Waits until the host may be asked again. Fails when that takes longer than a run can wait;
    /// only a redirect, which belongs to the request before it, goes on after the usual gap.
    pub(in crate::fetch) async fn wait(
        &mut self,
        is_redirect: bool,
        now: Timestamp,
    ) -> Result<(), FetchError> {
        let rest = self.rest(now);
        if rest <= self.longest_wait() {
            sleep(rest).await;
            return Ok(());
        }
        if is_redirect {
            sleep(self.gap).await;
            return Ok(());
        }
        let until = now.plus(rest);
        let host = &self.record.host;
        let minute = minute_in_stockholm(until);
        let message = format!(
            "robots.txt of `{host}` asks for a long wait between two requests (Crawl-delay); the \
             next one is made at {minute}"
        );
        Err(FetchError::new(Cause::RateLimited, message).until(Some(until)))
    }

    /// Notes a request that begins now, so that the gap holds even if nobody waits for its end.
    pub(in crate::fetch) fn begin(&mut self) {
        self.last = Some((Instant::now(), Duration::ZERO));
    }

    /// Notes how a request ended: its trouble makes every wait longer by itself, and each request
    /// that goes well takes half of that away again.
    pub(in crate::fetch) fn end(
        &mut self,
        error: Option<&FetchError>,
        status: u16,
        now: Timestamp,
    ) {
        let ended = Instant::now();
        let took = self.last.map_or(Duration::ZERO, |(began, _)| ended - began);
        self.last = Some((ended, took));
        self.down = None;
        if let Some(error) = error.filter(|error| error.is_unreachable()) {
            self.note_down(error);
        }
        let is_strained =
            error.is_some_and(FetchError::is_temporary) || status == 429 || status >= 500;
        let before = (self.record.strain, self.record.free_from);
        self.record.strain = if is_strained {
            before.0.saturating_add(1).min(limits::MOST_STRAIN)
        } else {
            before.0 / 2
        };
        let gap = self.gap_after(took);
        // The usual gap is over before another process has begun.
        let is_long = gap > limits::LEAST_GAP && gap > self.gap;
        self.record.free_from = is_long.then(|| now.plus(gap));
        if is_long || before != (self.record.strain, self.record.free_from) {
            self.remember();
        }
    }

    /// Notes that the host is out of reach, so that the others who wait for it need not try.
    pub(in crate::fetch) fn note_down(&mut self, error: &FetchError) {
        self.down = Some((Instant::now(), error.clone()));
    }

    /// The whole host is left alone until then.
    pub(in crate::fetch) fn leave_alone(&mut self, until: Timestamp) {
        self.record.not_before = Some(until);
        self.remember();
    }

    /// When a host may be asked again that said "too much" without saying how long: the longer the
    /// more often it has said so.
    pub(in crate::fetch) fn back_off(&self, now: Timestamp) -> Timestamp {
        let wait = limits::LEAST_RETRY.saturating_mul(self.record.strain.max(1));
        now.plus(self.jittered(wait.min(limits::LONGEST_BACK_OFF)))
    }

    /// Until when the host wants to be left alone, where that is longer than a run can wait.
    pub(super) fn left_alone_until(&mut self, now: Timestamp) -> Option<Timestamp> {
        let rest = self.rest(now);
        let delayed = (rest > self.longest_wait()).then(|| now.plus(rest));
        self.silent_until(now).max(delayed)
    }

    /// A moment further away than we ever wait was written by a clock that was wrong.
    fn silent_until(&self, now: Timestamp) -> Option<Timestamp> {
        let is_near = |until: &Timestamp| until.since(now) <= limits::LONGEST_RETRY;
        self.record.not_before.filter(|until| *until > now && is_near(until))
    }

    /// What is left of the wait after the last request, also if another process has made it.
    fn rest(&mut self, now: Timestamp) -> Duration {
        match self.last {
            Some((ended, took)) => {
                let earliest = ended + self.gap_after(took);
                earliest.saturating_duration_since(Instant::now())
            }
            None => {
                let rest = self.record.free_from.map_or(Duration::ZERO, |from| from.since(now));
                if rest > limits::LONGEST_DELAY { Duration::ZERO } else { rest }
            }
        }
    }

    /// A gap of zero is an operator's own network, which is only slowed when it asks for that.
    pub(super) fn gap_after(&mut self, took: Duration) -> Duration {
        let asked = self.rules().crawl_delay().unwrap_or_default().min(limits::LONGEST_DELAY);
        if self.gap.is_zero() {
            return asked;
        }
        let longest = self.longest_wait();
        let gap = self.gap.max(took).max(asked.min(longest));
        let slowed = match self.record.strain {
            0 => gap,
            strain => self.jittered(gap.saturating_mul(1 + strain)),
        };
        slowed.min(longest).max(asked)
    }

    fn longest_wait(&self) -> Duration {
        limits::LONGEST_GAP.max(self.gap)
    }

    fn jittered(&self, wait: Duration) -> Duration {
        wait + wait / 1000 * self.jitter
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
