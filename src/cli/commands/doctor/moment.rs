//! The clock, and who is at work.

use std::time::Duration;

use super::finding::Findings;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::crawl::WorkLock;
use crate::date;
use crate::message::doctor as message;
use crate::model::{SourceState, Timestamp};

/// 2026-01-01T00:00:00Z: there was no Utkik before.
const BEGINNING_MS: i64 = 1_767_225_600_000;
/// Clocks of machines that share a disk may differ so much.
const TOLERANCE: Duration = Duration::from_mins(5);
/// A crawl of a thousand sources takes minutes; one that takes a day's work hangs.
const LONG_HOURS: u64 = 6;

/// A clock that is wrong fetches too often or never again, and trusts no certificate.
pub fn look_at_clock(context: &Context, states: &[SourceState], found: &mut Findings) {
    let (locale, now) = (context.locale, context.clock.now());
    let shown = date::minute_in_stockholm(now);
    let newest = states.iter().filter_map(|state| state.last_check).max();
    if now < Timestamp::from_millis(BEGINNING_MS) {
        found.error("clock", Exit::Configuration, message::clock_behind(locale, &shown));
    } else if let Some(newest) = newest.filter(|newest| *newest > now.plus(TOLERANCE)) {
        let check = date::minute_in_stockholm(newest);
        found.warning("clock", message::clock_jumped(locale, &shown, &check));
    } else {
        found.ok("clock", message::clock(locale, &shown));
    }
}

/// Who holds the lock, and whether that has been so for too long.
pub fn look_at_work(context: &Context, found: &mut Findings) {
    let locale = context.locale;
    match WorkLock::holder(&context.data) {
        Ok(None) => found.ok("lock", message::nobody_at_work(locale)),
        Err(error) => found.warning("lock", message::lock_unknown(locale, &error.to_string())),
        Ok(Some(holder)) => {
            let since = holder.rsplit_once(" since ").and_then(|(_, since)| since.parse().ok());
            let hours = since.map_or(0, |since| context.clock.now().since(since).as_secs() / 3600);
            if hours >= LONG_HOURS {
                found.warning("lock", message::long_at_work(locale, &holder, hours));
            } else {
                found.ok("lock", message::at_work(locale, &holder));
            }
        }
    }
}
