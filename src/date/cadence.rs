//! When the next letter is due: every quarter of an hour to once a month, in Swedish time.

use jiff::civil::Date;

use super::display::{in_stockholm, stockholm};
use crate::model::{Cadence, Pace, Timestamp};

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;

/// The first moment of a cadence after `after`.
///
/// Paces within the day are aligned to the clock: quarters and whole hours. Where the clock jumps
/// from two to three in spring, what is due at two is due at three; where it goes back in autumn,
/// what is due at two is due at the first of the two, once.
pub fn next_due(cadence: Cadence, after: Timestamp) -> Timestamp {
    match cadence.pace {
        // Swedish time is whole hours from Greenwich, so that quarters fall together.
        Pace::Quarterly => aligned(15 * MINUTE_MS, after),
        Pace::Hourly => aligned(HOUR_MS, after),
        Pace::Daily | Pace::Weekdays | Pace::Weekly | Pace::Monthly => {
            // At the end of the calendar there is no next: a day later is as good as any.
            next_day(cadence, after)
                .unwrap_or_else(|| Timestamp::from_millis(after.as_millis().saturating_add(DAY_MS)))
        }
    }
}

/// The latest that a cadence can be due after `now`. What is planned later was planned by a wrong
/// clock.
pub fn horizon(cadence: Cadence, now: Timestamp) -> Timestamp {
    let longest = match cadence.pace {
        Pace::Quarterly => 15 * MINUTE_MS,
        Pace::Hourly => HOUR_MS,
        Pace::Daily => DAY_MS,
        // From Friday to Monday.
        Pace::Weekdays => 3 * DAY_MS,
        Pace::Weekly => 7 * DAY_MS,
        Pace::Monthly => 31 * DAY_MS,
    };
    // A day is 25 hours long when the clock goes back.
    let slack = if cadence.pace.has_hour() { HOUR_MS } else { 0 };
    Timestamp::from_millis(now.as_millis().saturating_add(longest + slack))
}

fn aligned(step_ms: i64, after: Timestamp) -> Timestamp {
    let steps = after.as_millis().div_euclid(step_ms);
    Timestamp::from_millis(steps.saturating_add(1).saturating_mul(step_ms))
}

/// Days are tried one after the other: a month has the longest wait.
fn next_day(cadence: Cadence, after: Timestamp) -> Option<Timestamp> {
    let mut day = in_stockholm(after).date();
    loop {
        if falls_on(cadence, day) {
            let moment = at_hour(day, cadence.hour)?;
            if moment > after {
                return Some(moment);
            }
        }
        day = day.tomorrow().ok()?;
    }
}

fn falls_on(cadence: Cadence, day: Date) -> bool {
    let weekday = day.weekday().to_monday_one_offset();
    match cadence.pace {
        Pace::Weekdays => weekday <= 5,
        // A day that no week has is Monday, so that nobody waits for ever.
        Pace::Weekly => weekday == i8::try_from(cadence.weekday).map_or(1, |day| day.clamp(1, 7)),
        Pace::Monthly => day.day() == 1,
        Pace::Quarterly | Pace::Hourly | Pace::Daily => true,
    }
}

fn at_hour(day: Date, hour: u8) -> Option<Timestamp> {
    let hour = i8::try_from(hour.min(23)).ok()?;
    Some(day.at(hour, 0, 0, 0).to_zoned(stockholm()).ok()?.timestamp().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cadence(pace: Pace, hour: u8, weekday: u8) -> Cadence {
        Cadence { pace, hour, weekday }
    }

    fn check(cadence: Cadence, after: &str, expected: &[&str]) {
        let mut moment: Timestamp = after.parse().unwrap();
        let begun = moment;
        for expected in expected {
            let next = next_due(cadence, moment);
            assert!(next <= horizon(cadence, moment), "{cadence} after {moment}");
            moment = next;
            assert_eq!(moment.to_string(), *expected, "{cadence} after {begun}");
        }
    }

    #[test]
    fn within_the_day_the_clock_is_kept() {
        let quarters = cadence(Pace::Quarterly, 7, 1);
        check(quarters, "2026-11-27T10:00:00Z", &["2026-11-27T10:15:00Z", "2026-11-27T10:30:00Z"]);
        check(quarters, "2026-12-31T23:59:59.999Z", &["2027-01-01T00:00:00Z"]);
        check(quarters, "1969-12-31T23:50:00Z", &["1970-01-01T00:00:00Z"]);
        let hours = cadence(Pace::Hourly, 7, 1);
        check(hours, "2026-11-27T10:00:00.001Z", &["2026-11-27T11:00:00Z", "2026-11-27T12:00:00Z"]);
        // Both hours between two and three of the night in which the clock goes back.
        check(hours, "2026-10-25T00:00:00Z", &["2026-10-25T01:00:00Z", "2026-10-25T02:00:00Z"]);
    }

    #[test]
    fn seven_is_seven_whatever_the_season() {
        let daily = cadence(Pace::Daily, 7, 1);
        check(daily, "2026-03-28T06:00:00Z", &["2026-03-29T05:00:00Z", "2026-03-30T05:00:00Z"]);
        check(daily, "2026-10-24T05:00:00Z", &["2026-10-25T06:00:00Z", "2026-10-26T06:00:00Z"]);
        check(daily, "2026-10-24T04:59:59.999Z", &["2026-10-24T05:00:00Z"]);
    }

    #[test]
    fn two_at_night_is_never_missing_and_never_twice() {
        let nightly = cadence(Pace::Daily, 2, 1);
        // In spring there is no two o'clock: it is three, an hour after one.
        check(nightly, "2026-03-28T12:00:00Z", &["2026-03-29T01:00:00Z", "2026-03-30T00:00:00Z"]);
        // In autumn there are two of it.
        check(nightly, "2026-10-24T12:00:00Z", &["2026-10-25T00:00:00Z", "2026-10-26T01:00:00Z"]);
        check(nightly, "2026-10-25T00:30:00Z", &["2026-10-26T01:00:00Z"]);
    }

    #[test]
    fn weeks_and_months_turn() {
        let weekdays = cadence(Pace::Weekdays, 7, 1);
        check(weekdays, "2026-11-26T12:00:00Z", &["2026-11-27T06:00:00Z", "2026-11-30T06:00:00Z"]);
        check(
            Cadence::default(),
            "2026-12-28T06:00:00Z",
            &["2027-01-04T06:00:00Z", "2027-01-11T06:00:00Z"],
        );
        check(cadence(Pace::Weekly, 23, 7), "2026-11-27T12:00:00Z", &["2026-11-29T22:00:00Z"]);
        let monthly = cadence(Pace::Monthly, 0, 1);
        check(
            monthly,
            "2026-11-30T23:00:00Z",
            &["2026-12-31T23:00:00Z", "2027-01-31T23:00:00Z", "2027-02-28T23:00:00Z"],
        );
        check(cadence(Pace::Monthly, 7, 1), "2026-10-01T05:00:00Z", &["2026-11-01T06:00:00Z"]);
    }

    #[test]
    fn nonsense_and_the_ends_of_time_do_no_harm() {
        check(cadence(Pace::Weekly, 99, 0), "2026-11-30T23:00:00Z", &["2026-12-07T22:00:00Z"]);
        check(cadence(Pace::Weekly, 7, 200), "2026-11-30T23:00:00Z", &["2026-12-07T06:00:00Z"]);
        for pace in Pace::ALL {
            for millis in [i64::MIN, 0, 4_102_444_800_000, i64::MAX] {
                let after = Timestamp::from_millis(millis);
                let _ = (next_due(cadence(pace, 7, 1), after), horizon(cadence(pace, 7, 1), after));
            }
            let late: Timestamp = "2038-01-19T03:14:08Z".parse().unwrap();
            assert!(next_due(cadence(pace, 7, 1), late) > late);
        }
    }
}
