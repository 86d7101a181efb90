//! Letters to one domain in a minute: large mail hosts slow down or refuse whoever sends faster.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

const MINUTE: Duration = Duration::from_mins(1);
/// With more domains than this, those that were not written to for a minute are forgotten.
const DOMAINS: usize = 10_000;

/// When each domain may be written to. A letter takes the next free moment of its domain, in the
/// order of asking, and waits for that alone: others are not held up.
#[derive(Debug)]
pub(super) struct Pacing {
    /// 0 is no limit.
    a_minute: usize,
    /// Of each domain the last moments that were given away, at most `a_minute`.
    given: Mutex<HashMap<String, VecDeque<Instant>>>,
}

impl Pacing {
    pub(super) fn new(a_minute: u32) -> Self {
        Self { a_minute: a_minute as usize, given: Mutex::default() }
    }

    /// Returns when a letter to this domain may leave.
    pub(super) async fn wait(&self, domain: &str) {
        let now = Instant::now();
        let moment = self.take(domain, now);
        if moment > now {
            tokio::time::sleep_until(moment).await;
        }
    }

    /// How long the last of so many letters to one domain waits, if the minute before was full.
    pub(super) fn longest(&self, letters: usize) -> Duration {
        let minutes = letters.checked_div(self.a_minute).map_or(0, |full| full + 1);
        MINUTE.saturating_mul(u32::try_from(minutes).unwrap_or(u32::MAX))
    }

    /// The next moment at which there are fewer than `a_minute` in the minute before.
    fn take(&self, domain: &str, now: Instant) -> Instant {
        if self.a_minute == 0 {
            return now;
        }
        let mut given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        if given.len() >= DOMAINS {
            given.retain(|_, moments| moments.back().is_some_and(|last| *last + MINUTE > now));
        }
        let moments = given.entry(domain.to_ascii_lowercase()).or_default();
        let is_full = moments.len() >= self.a_minute;
        let first = if is_full { moments.pop_front() } else { None };
        let moment = first.map_or(now, |first| now.max(first + MINUTE));
        moments.push_back(moment);
        moment
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_minute_has_more_letters_to_a_domain_than_said() {
        let pacing = Pacing::new(3);
        let start = Instant::now();
        let seconds = |domain: &str, at: u64| {
            (pacing.take(domain, start + Duration::from_secs(at)) - start).as_secs()
        };
        let of_one: Vec<u64> = (0..7).map(|_| seconds("ekvik.se", 0)).collect();
        assert_eq!(of_one, [0, 0, 0, 60, 60, 60, 120]);
        assert_eq!(seconds("other.se", 1), 1, "others are not held up");
        assert_eq!(seconds("EKVIK.se", 500), 500);
        assert_eq!(Pacing::new(0).take("ekvik.se", start), start);
    }

    #[test]
    fn the_longest_wait_is_known() {
        assert_eq!(Pacing::new(60).longest(200), Duration::from_mins(4));
        assert_eq!(Pacing::new(0).longest(200), Duration::ZERO);
    }
}
