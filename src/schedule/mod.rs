//! When a source should be looked at again.
//!
//! Pure: what happened goes in, a moment comes out.
//!
//! - A source with a rhythm of its own (`every`: an interval or a cron line) keeps it.
//! - For every other one the rhythm follows what it brings. The measure is the share of its
//!   entries that we had seen before, because that needs neither dates nor a history: a feed shows
//!   its newest entries, and how many of them are new tells how far it has moved on since we looked.
//!   Nothing new: half as long again. One new entry in ten: as before. More: sooner, down to half.
//!   Not one entry that we know: some have come and gone unseen, and the wait is a quarter.
//! - Failures put the next look off by a sum of their weights, but never for good.
//! - Nobody is asked before he wants: what the host asks for holds in every case.
//!
//! The rule and its numbers are chosen by us. Multiplying up and down finds any rhythm between ten
//! minutes and two weeks in a few steps, and forgets old habits as fast.

#[cfg(test)]
mod tests;

use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Duration;

use crate::date;
use crate::model::{Rhythm, Timestamp};

/// The interval of a source that has only been looked at once.
pub const FIRST: Duration = Duration::from_hours(1);
/// No source is looked at more often by itself …
pub const SHORTEST: Duration = Duration::from_mins(10);
/// … nor more seldom.
pub const LONGEST: Duration = Duration::from_hours(14 * 24);
/// A hard failure puts the next try off by this, and each one after it by as much again …
pub const FAILURE_STEP: Duration = Duration::from_hours(1);
/// … up to this, so that a source that comes back is noticed within a day.
pub const LONGEST_AFTER_FAILURE: Duration = Duration::from_hours(24);
/// A source that forbids us, or wants a login: its robots.txt is believed for a day, too.
pub const AFTER_BLOCKED: Duration = Duration::from_hours(24);
/// A source that says it is gone (410).
pub const AFTER_GONE: Duration = Duration::from_hours(7 * 24);
/// "Fresh for a year" is a setting of a cache, not a promise of news in a year.
pub const LONGEST_FRESH: Duration = Duration::from_hours(24);
/// The longest that a host may ask to be left alone; what is longer, a wrong clock has written.
pub const LONGEST_ASKED: Duration = Duration::from_hours(7 * 24);
/// Entries among which the new ones are counted: in a feed that shows hundreds, a busy day is a
/// small share.
const WINDOW: usize = 20;
/// Sources spread over this share of their interval on either side, in parts of `WHOLE`: 5 %.
const JITTER: u32 = 500;
const WHOLE: u32 = 10_000;

/// What is known after a look at a source.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// Only spreads sources that would all be due at the same moment.
    pub source_id: &'a str,
    /// The rhythm that `sources.toml` fixes.
    pub every: Option<&'a Rhythm>,
    /// The interval that led to this look, as [`Plan`] gave it. `None` at the first look.
    pub interval: Option<Duration>,
    pub outcome: Outcome,
    /// How long the answer counts as fresh, by its HTTP headers.
    pub fresh_for: Option<Duration>,
    /// How long the feed asks to be left alone (`<ttl>`, `sy:updatePeriod`). A feed that has not
    /// changed is not read again: what it asked for then lives on in the interval.
    pub ttl: Option<Duration>,
    /// The host asked to be left alone until then (`Retry-After`, `Crawl-delay`).
    pub not_before: Option<Timestamp>,
}

/// How the look went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It could be read.
    Checked {
        /// Entries that it shows; 0 also where the server says that nothing has changed.
        entries: usize,
        /// Those of them that we know from before, edited or not.
        seen: usize,
    },
    Failed {
        /// The [`Weight`]s of all failures in a row, with this one, in quarters.
        weight: u32,
    },
    /// Forbidden by robots.txt, policy or login.
    Blocked,
    /// Answered 410.
    Gone,
}

/// How much a failure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Somebody must do something: 404, not a feed, too large. Counts 1.
    Hard,
    /// The server is in trouble: 5xx, 429, an answer that is cut off. Counts ½.
    Soft,
    /// Perhaps it is only the way there: no answer, no connection, no name. Counts ¼.
    Temporary,
}

/// When to look again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The moment before which the source is not due.
    pub next_check: Timestamp,
    /// How often it is looked at, without what the host asked for this time; `None` after a
    /// failure, which does not change it.
    pub interval: Option<Duration>,
}

impl Weight {
    /// In quarters of a hard failure, so that sums stay whole.
    pub fn quarters(self) -> u32 {
        match self {
            Self::Hard => 4,
            Self::Soft => 2,
            Self::Temporary => 1,
        }
    }
}

/// Plans the next look at a source that was looked at `now`.
pub fn plan(input: &Input<'_>, now: Timestamp) -> Plan {
    let wait = match input.outcome {
        Outcome::Checked { entries, seen } => interval(input, factor(entries, seen), now),
        Outcome::Failed { weight } => jittered(after_failures(input, weight), input.source_id),
        Outcome::Blocked => jittered(AFTER_BLOCKED, input.source_id),
        Outcome::Gone => jittered(AFTER_GONE, input.source_id),
    };
    let is_read = matches!(input.outcome, Outcome::Checked { .. });
    let asked = input.not_before.unwrap_or(now).min(now.plus(LONGEST_ASKED));
    let planned = now.plus(wait);
    let next_check = match input.every {
        // A cron line says when we may come at all: also after a failure, also when asked to wait.
        Some(Rhythm::Cron(line)) if !is_read || asked > planned => {
            by_cron(line, planned.max(asked))
        }
        _ => planned.max(asked),
    };
    Plan { next_check: next_check.min(horizon(now)), interval: is_read.then_some(wait) }
}

/// Whether a source is due that was planned for `next_check`: also when that lies so far ahead that
/// only a clock that was wrong can have planned it.
pub fn is_due(next_check: Timestamp, now: Timestamp) -> bool {
    next_check <= now || next_check > horizon(now)
}

/// No plan that is made `now` lies beyond this.
pub fn horizon(now: Timestamp) -> Timestamp {
    now.plus(LONGEST + LONGEST_ASKED)
}

/// The wait after a look that went well.
fn interval(input: &Input<'_>, factor: u32, now: Timestamp) -> Duration {
    match input.every {
        None => adapted(input, factor),
        // Only ever a little early: a cron line as often as the interval shall find the source
        // due, although the last look came some moments after the run had begun.
        Some(Rhythm::Interval(every)) => {
            let every = (*every).clamp(SHORTEST, LONGEST);
            let early = every / WHOLE * (JITTER + jitter(input.source_id) / 2) / 2;
            every.saturating_sub(early)
        }
        Some(Rhythm::Cron(line)) => by_cron(line, now).since(now),
    }
}

/// The first moment of the line after `earliest`. Lines are checked when they are read, so the
/// bound is for those that no longer come round.
fn by_cron(line: &str, earliest: Timestamp) -> Timestamp {
    let latest = earliest.plus(LONGEST);
    date::next_by_cron(line, earliest).map_or(latest, |next| next.min(latest))
}

/// The interval so far, longer or shorter by so many thousandths; but what is said to be fresh is
/// not asked for before it ends.
fn adapted(input: &Input<'_>, factor: u32) -> Duration {
    let next = match input.interval {
        None => FIRST,
        Some(present) => present.clamp(SHORTEST, LONGEST) / 1000 * factor,
    };
    let next = jittered(next, input.source_id).clamp(SHORTEST, LONGEST);
    let asked = [input.fresh_for, input.ttl].into_iter().flatten().max().unwrap_or_default();
    let asked = asked.min(LONGEST_FRESH);
    // Sources of one server that all say the same spread, too, but none of them forward.
    next.max(asked + asked / WHOLE * (jitter(input.source_id) / 2))
}

/// What the interval is multiplied by, in thousandths.
fn factor(entries: usize, seen: usize) -> u32 {
    let new = entries.saturating_sub(seen);
    if new == 0 {
        return 1500;
    }
    if seen == 0 {
        return 250;
    }
    let window = entries.min(WINDOW);
    let new_thousandths = u32::try_from(new.min(window) * 1000 / window).unwrap_or(1000);
    1500_u32.saturating_sub(5 * new_thousandths).max(500)
}

/// Linear: three hard failures in a row wait three steps, three temporary ones three quarters of
/// one. A source with a shorter fixed interval begins with that.
fn after_failures(input: &Input<'_>, weight: u32) -> Duration {
    let step = match input.every {
        Some(Rhythm::Interval(every)) => (*every).min(FAILURE_STEP),
        _ => FAILURE_STEP,
    };
    (step / 4).saturating_mul(weight).clamp(SHORTEST, LONGEST_AFTER_FAILURE)
}

fn jittered(duration: Duration, source_id: &str) -> Duration {
    duration / WHOLE * (WHOLE - JITTER + jitter(source_id))
}

/// From 0 to twice the jitter, the same for a source every time: it moves, but does not wander.
fn jitter(source_id: &str) -> u32 {
    // `DefaultHasher::new` has fixed keys, so this is the same in every run of one build.
    let mut hasher = DefaultHasher::new();
    source_id.hash(&mut hasher);
    u32::try_from(hasher.finish() % u64::from(2 * JITTER + 1)).unwrap_or(JITTER)
}
