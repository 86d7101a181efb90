//! When a source is quieter than its own history: pure, from the days on which it published.
//!
//! The rule in words: *a source is silent when it has been quiet for more than twice its longest
//! usual pause, and never before ten days.*
//!
//! - The history is at most 400 days long, so that the same season of last year is in it. Less than
//!   eight days with something new, or less than 28 days between the first and the last of them, is
//!   no history: then nothing is said.
//! - The longest usual pause is the 95th percentile of the pauses (nearest rank). Up to nineteen
//!   pauses that is the longest; of more, the longest twentieth is left out, so that one outage of
//!   last spring does not make the source mute for ever.
//! - Ten days is a week of school holidays with the weekends on both sides.
//! - Swedish offices rest from midsummer to early August, and over Christmas. These days count a
//!   quarter, in the history and in the present pause: five quiet weeks of July are not yet ten
//!   days, while a daily source that died in June is told before summer is over.
//!
//! The numbers are ours. They err on the side of calm: a warning that is often wrong is not read.

use std::time::Duration;

use jiff::civil::{self, Date};

use super::Timestamp;

/// So many days before the newest belong to the history.
pub const HISTORY_DAYS: i64 = 400;
/// Days with something new that make a history …
const FEWEST_DAYS: usize = 8;
/// … and how far the first and the last of them lie apart.
const SHORTEST_HISTORY: i64 = 28;
/// No pause of so many days is unusual.
const LEAST_PATIENCE: i64 = 10;
/// The patience is so many times the longest usual pause.
const TIMES: i64 = 2;
/// Parts of a day that a day of rest counts less than a working one: `WHOLE` to 1.
const WHOLE: i64 = 4;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// How long a source may be quiet before that is unusual for it, in days that count (see above).
/// `days` are the numbers of the days since 1970 on which it published, in any order; `None` while
/// there is too little history.
pub fn patience(days: &[i64]) -> Option<Duration> {
    let newest = *days.iter().max()?;
    let mut days: Vec<i64> =
        days.iter().copied().filter(|day| *day > newest - HISTORY_DAYS).collect();
    days.sort_unstable();
    days.dedup();
    let oldest = *days.first()?;
    if days.len() < FEWEST_DAYS || newest - oldest < SHORTEST_HISTORY {
        return None;
    }
    let mut pauses: Vec<i64> =
        days.iter().zip(days.iter().skip(1)).map(|(from, to)| counted(*from, *to)).collect();
    pauses.sort_unstable();
    // Nearest rank: the smallest pause that at least 95 of 100 do not exceed.
    let rank = (pauses.len() * 95).div_ceil(100).saturating_sub(1);
    let usual = pauses.get(rank).copied().unwrap_or_default();
    let parts = (TIMES * usual).max(LEAST_PATIENCE * WHOLE);
    let milliseconds = u64::try_from(parts * DAY_MS / WHOLE).unwrap_or_default();
    Some(Duration::from_millis(milliseconds))
}

/// Whether a source whose newest document is of `newest` has been quiet for longer than its
/// patience.
pub fn is_silent(newest: Timestamp, patience: Duration, now: Timestamp) -> bool {
    // No day counts more than itself, so that most sources are answered here.
    if now.since(newest) <= patience {
        return false;
    }
    let parts = i64::try_from(patience.as_millis()).unwrap_or(i64::MAX) / (DAY_MS / WHOLE);
    counted(day(newest), day(now)) > parts
}

/// The number of a moment's day since 1970.
pub fn day(moment: Timestamp) -> i64 {
    moment.as_millis().div_euclid(DAY_MS)
}

/// The pause between two days, in parts of a day: working days are `WHOLE`, days of rest one.
fn counted(from: i64, to: i64) -> i64 {
    // Beyond the history nothing needs to be exact.
    let to = to.min(from.saturating_add(2 * HISTORY_DAYS));
    (from..to).map(|day| if is_rest(date_of(day + 1)) { 1 } else { WHOLE }).sum()
}

fn date_of(day: i64) -> Date {
    let days = jiff::Span::new().try_days(day).unwrap_or_default();
    civil::date(1970, 1, 1).saturating_add(days)
}

/// Days on which a Swedish town hall rests: midsummer to early August, and over Christmas.
fn is_rest(date: Date) -> bool {
    matches!((date.month(), date.day()), (6, 20..) | (7, _) | (8, ..=10) | (12, 20..) | (1, ..=7))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        format!("{text}T09:00:00Z").parse().unwrap()
    }

    /// So many days, each `pause` after the other, the last one `newest`.
    fn every(pause: i64, count: i64, newest: &str) -> Vec<i64> {
        (0..count).map(|number| day(at(newest)) - number * pause).collect()
    }

    fn on_weekdays(count: i64, newest: &str) -> Vec<i64> {
        let is_weekday = |day: &i64| (day + 3).rem_euclid(7) < 5;
        every(1, count, newest).into_iter().filter(is_weekday).collect()
    }

    #[test]
    fn patience_follows_the_history() {
        let daily = every(1, 60, "2026-05-29");
        let with_outage = [daily.clone(), every(1, 60, "2026-02-20")].concat();
        let bursts =
            [every(1, 3, "2026-05-29"), every(1, 3, "2026-05-09"), every(1, 3, "2026-04-19")];
        for (what, days, expected) in [
            ("nothing", Vec::new(), None),
            ("seven days", every(7, 7, "2026-05-29"), None),
            ("eight days within a month", every(3, 8, "2026-05-29"), None),
            ("all on one day", vec![day(at("2026-05-29")); 50], None),
            ("daily", daily, Some(10)),
            ("weekdays", on_weekdays(60, "2026-05-29"), Some(10)),
            ("weekly", every(7, 8, "2026-05-29"), Some(14)),
            ("monthly, through July and Christmas", every(30, 12, "2026-05-29"), Some(60)),
            ("bursts", bursts.concat(), Some(36)),
            ("an outage of two months, once", with_outage, Some(10)),
            ("old history", [every(1, 2, "2026-05-29"), every(1, 60, "2024-05-29")].concat(), None),
        ] {
            let days_of = |patience: Duration| patience.as_secs() / 86_400;
            assert_eq!(patience(&days).map(days_of), expected, "{what}");
        }
    }

    #[test]
    fn silence_is_judged_by_the_season() {
        for (what, pause, newest, now, expected) in [
            ("daily, a week", 1, "2026-03-02", "2026-03-09", false),
            ("daily, ten days", 1, "2026-03-02", "2026-03-12", false),
            ("daily, eleven days", 1, "2026-03-02", "2026-03-13", true),
            ("daily, over Christmas", 1, "2026-12-18", "2027-01-10", false),
            ("daily, dead since Christmas", 1, "2026-12-18", "2027-01-14", true),
            ("daily, five weeks of July", 1, "2026-06-24", "2026-07-30", false),
            ("daily, dead since June", 1, "2026-06-24", "2026-08-10", true),
            ("weekly, a fortnight", 7, "2026-03-02", "2026-03-16", false),
            ("weekly, three weeks", 7, "2026-03-02", "2026-03-23", true),
            ("weekly, the whole summer", 7, "2026-06-18", "2026-08-10", false),
            ("weekly, dead since June", 7, "2026-06-18", "2026-08-20", true),
            ("the clock stands before the newest", 1, "2026-03-02", "2026-02-01", false),
            ("the clock is ahead by a century", 1, "2026-03-02", "2126-03-02", true),
        ] {
            let patience = patience(&every(pause, 40, newest)).unwrap();
            assert_eq!(is_silent(at(newest), patience, at(now)), expected, "{what}");
        }
    }
}
