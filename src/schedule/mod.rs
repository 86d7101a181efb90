//! When a source should be looked at again.
//!
//! Pure: what happened goes in, a moment comes out. A source with a fixed interval keeps it;
//! every other one is looked at more often while it brings something, and more seldom while it
//! does not. Failures put the next look off, but never for good.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Duration;

use crate::model::Timestamp;

/// The interval of a source that has only been looked at once.
pub const FIRST: Duration = Duration::from_hours(1);
/// No source is looked at more often by itself …
pub const SHORTEST: Duration = Duration::from_mins(10);
/// … nor more seldom.
pub const LONGEST: Duration = Duration::from_hours(14 * 24);
/// Each failure in a row puts the next try off by this …
pub const FAILURE_STEP: Duration = Duration::from_mins(30);
/// … up to this, so that a source that comes back is noticed within a day.
pub const LONGEST_AFTER_FAILURE: Duration = Duration::from_hours(24);
/// A source that forbids us, or wants a login: its robots.txt is believed for a day, too.
pub const AFTER_BLOCKED: Duration = Duration::from_hours(24);
/// A source that says it is gone (410).
pub const AFTER_GONE: Duration = Duration::from_hours(7 * 24);
/// "Fresh for a year" is a setting of a cache, not a promise of news in a year.
pub const LONGEST_FRESH: Duration = Duration::from_hours(24);
/// Sources spread over this share of their interval on either side, in parts of `WHOLE`: 5 %.
const JITTER: u32 = 500;
const WHOLE: u32 = 10_000;

/// What is known after a look at a source.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// Only spreads sources that would all be due at the same moment.
    pub source_id: &'a str,
    /// The interval that `sources.toml` fixes.
    pub every: Option<Duration>,
    /// The interval that led to this look: the planned moment less the look before it. `None` at
    /// the first look.
    pub interval: Option<Duration>,
    pub outcome: Outcome,
    /// How long the answer counts as fresh, by its HTTP headers.
    pub fresh_for: Option<Duration>,
    /// How long the feed asks to be left alone (`<ttl>`).
    pub ttl: Option<Duration>,
}

/// How the look went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It brought new or changed documents.
    Changed,
    Unchanged,
    Failed {
        /// With this one.
        in_a_row: u32,
        /// The host asked to be left alone until then.
        retry_after: Option<Timestamp>,
    },
    /// Forbidden by robots.txt, policy or login.
    Blocked {
        retry_after: Option<Timestamp>,
    },
    /// Answered 410.
    Gone,
}

/// The moment before which the source is not due.
pub fn next_check(input: &Input<'_>, now: Timestamp) -> Timestamp {
    match input.outcome {
        Outcome::Changed | Outcome::Unchanged => now.plus(interval(input)),
        Outcome::Failed { in_a_row, retry_after } => {
            not_before(retry_after, now.plus(jittered(after_failures(input, in_a_row), input)))
        }
        Outcome::Blocked { retry_after } => {
            not_before(retry_after, now.plus(jittered(AFTER_BLOCKED, input)))
        }
        Outcome::Gone => now.plus(jittered(AFTER_GONE, input)),
    }
}

fn interval(input: &Input<'_>) -> Duration {
    let Some(every) = input.every else {
        return jittered(adapted(input), input).clamp(SHORTEST, LONGEST);
    };
    // Only ever a little early: a cron line as often as the interval shall find the source due,
    // although the last look came some moments after the run had begun.
    let early = every / WHOLE * (JITTER + jitter(input.source_id) / 2) / 2;
    every.saturating_sub(early)
}

/// Half as long after news, half as long again without; but what the server says is fresh is not
/// asked for before it ends.
fn adapted(input: &Input<'_>) -> Duration {
    let present = input.interval.unwrap_or(FIRST).clamp(SHORTEST, LONGEST);
    let next = match (input.interval, input.outcome) {
        (None, _) => present,
        (Some(_), Outcome::Changed) => present / 2,
        (Some(_), _) => present * 3 / 2,
    };
    let asked = [input.fresh_for, input.ttl].into_iter().flatten().max().unwrap_or_default();
    next.max(asked.min(LONGEST_FRESH))
}

/// Linear: the third failure in a row waits three steps. A source with a shorter fixed interval
/// begins with that.
fn after_failures(input: &Input<'_>, in_a_row: u32) -> Duration {
    let step = input.every.map_or(FAILURE_STEP, |every| every.min(FAILURE_STEP)).max(SHORTEST);
    step.saturating_mul(in_a_row.max(1)).min(LONGEST_AFTER_FAILURE)
}

fn not_before(moment: Option<Timestamp>, planned: Timestamp) -> Timestamp {
    moment.map_or(planned, |moment| moment.max(planned))
}

fn jittered(duration: Duration, input: &Input<'_>) -> Duration {
    duration / WHOLE * (WHOLE - JITTER + jitter(input.source_id))
}

/// From 0 to twice the jitter, the same for a source every time: it moves, but does not wander.
fn jitter(source_id: &str) -> u32 {
    // `DefaultHasher::new` has fixed keys, so this is the same in every run of one build.
    let mut hasher = DefaultHasher::new();
    source_id.hash(&mut hasher);
    u32::try_from(hasher.finish() % u64::from(2 * JITTER + 1)).unwrap_or(JITTER)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_mins(1);
    const HOUR: Duration = Duration::from_hours(1);
    const DAY: Duration = Duration::from_hours(24);

    fn now() -> Timestamp {
        "2026-11-21T07:00:00Z".parse().unwrap()
    }

    fn input(outcome: Outcome) -> Input<'static> {
        Input {
            source_id: "malmo-stad",
            every: None,
            interval: Some(HOUR),
            outcome,
            fresh_for: None,
            ttl: None,
        }
    }

    fn failed(in_a_row: u32) -> Outcome {
        Outcome::Failed { in_a_row, retry_after: None }
    }

    fn check(input: Input<'_>, expected: Duration) {
        let wait = next_check(&input, now()).since(now());
        let least = expected / WHOLE * (WHOLE - JITTER);
        let most = expected / WHOLE * (WHOLE + JITTER);
        assert!((least..=most).contains(&wait), "{input:?}: {wait:?} is not about {expected:?}");
    }

    #[test]
    fn intervals_follow_what_a_source_brings() {
        let changed = input(Outcome::Changed);
        let same = input(Outcome::Unchanged);
        for (input, expected) in [
            (Input { interval: None, ..changed }, FIRST),
            (Input { interval: None, ..same }, FIRST),
            (changed, 30 * MINUTE),
            (same, 90 * MINUTE),
            (Input { interval: Some(MINUTE), ..changed }, SHORTEST),
            (Input { interval: Some(13 * DAY), ..same }, LONGEST),
            (Input { interval: Some(1000 * DAY), ..same }, LONGEST),
            (Input { interval: Some(Duration::MAX), ..same }, LONGEST),
        ] {
            check(input, expected);
            let wait = next_check(&input, now()).since(now());
            assert!((SHORTEST..=LONGEST).contains(&wait), "{wait:?}");
        }
    }

    #[test]
    fn what_is_fresh_is_not_asked_for() {
        let changed = input(Outcome::Changed);
        for (input, expected) in [
            (Input { fresh_for: Some(2 * HOUR), ..changed }, 2 * HOUR),
            (Input { ttl: Some(3 * HOUR), fresh_for: Some(HOUR), ..changed }, 3 * HOUR),
            (Input { fresh_for: Some(MINUTE), ..changed }, 30 * MINUTE),
            (Input { fresh_for: Some(365 * DAY), ..changed }, DAY),
            (Input { ttl: Some(Duration::MAX), ..changed }, DAY),
        ] {
            check(input, expected);
        }
    }

    #[test]
    fn a_fixed_interval_stays_and_is_never_late() {
        for every in [MINUTE, HOUR, DAY, 30 * DAY, 36_500 * DAY] {
            for outcome in [Outcome::Changed, Outcome::Unchanged] {
                let fixed = Input { every: Some(every), fresh_for: Some(DAY), ..input(outcome) };
                let next = next_check(&fixed, now());
                assert!(next > now() && next < now().plus(every));
                if every <= 30 * DAY {
                    check(fixed, every);
                }
            }
        }
    }

    #[test]
    fn failures_put_the_next_try_off_but_not_for_good() {
        for (outcome, every, expected) in [
            (failed(0), None, 30 * MINUTE),
            (failed(1), None, 30 * MINUTE),
            (failed(3), None, 90 * MINUTE),
            (failed(1000), None, DAY),
            (failed(u32::MAX), None, DAY),
            (failed(2), Some(15 * MINUTE), 30 * MINUTE),
            (failed(2), Some(7 * DAY), HOUR),
            (Outcome::Blocked { retry_after: None }, Some(HOUR), DAY),
            (Outcome::Gone, Some(HOUR), 7 * DAY),
        ] {
            check(Input { every, ..input(outcome) }, expected);
        }
    }

    #[test]
    fn nobody_is_asked_before_he_wants() {
        for (hours, expected) in [(10, 10 * HOUR), (0, 30 * MINUTE)] {
            let until = now().plus(hours * HOUR);
            let outcome = Outcome::Failed { in_a_row: 1, retry_after: Some(until) };
            check(input(outcome), expected);
            assert!(next_check(&input(outcome), now()) >= until);
        }
    }

    #[test]
    fn sources_spread() {
        let moment = |id: usize| {
            let source_id = format!("source-{id}");
            next_check(&Input { source_id: &source_id, ..input(Outcome::Changed) }, now())
        };
        let moments: std::collections::BTreeSet<_> = (0..200).map(moment).collect();
        assert!(moments.len() > 100);
    }
}
