//! Cron lines: five fields that name moments in Swedish time.

use std::time::Duration;

use croner::Cron;
use croner::parser::{CronParser, Seconds, Year};

use super::display::in_stockholm;
use crate::model::Timestamp;

/// The first days of twelve months: where gaps that a year has are looked for.
const YEAR: [&str; 12] = [
    "2026-01-01",
    "2026-02-01",
    "2026-03-01",
    "2026-04-01",
    "2026-05-01",
    "2026-06-01",
    "2026-07-01",
    "2026-08-01",
    "2026-09-01",
    "2026-10-01",
    "2026-11-01",
    "2026-12-01",
];

/// Neighbouring moments that are compared from each of them.
const NEIGHBOURS: usize = 20;

/// Whether a text has the shape of a cron line: five fields, the first one without letters.
pub fn is_cron_line(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    let is_field = !first.is_empty() && !first.contains(|c: char| c.is_alphabetic());
    is_field && text.split_whitespace().count() == 5
}

/// The first moment after `moment` that a cron line (minute, hour, day, month, weekday) names in
/// Swedish time; `None` when it is no cron line, or names none.
///
/// Where the clock jumps from two to three in spring, a line for half past two means three; where
/// it goes back in autumn, such a line means the first of the two.
pub fn next_by_cron(line: &str, moment: Timestamp) -> Option<Timestamp> {
    next(&parse(line)?, moment)
}

/// The shortest and the longest wait between two moments that a cron line names within a year;
/// `None` when it is no cron line, or names less than one moment a month.
pub fn waits_of_cron(line: &str) -> Option<(Duration, Duration)> {
    let cron = parse(line)?;
    let (mut shortest, mut longest) = (Duration::MAX, Duration::ZERO);
    for day in YEAR {
        let mut moment: Timestamp = day.parse().ok()?;
        for neighbour in 0..NEIGHBOURS {
            let later = next(&cron, moment)?;
            let wait = later.since(moment);
            longest = longest.max(wait);
            // The first of them is no neighbour of a moment of the line.
            if neighbour > 0 {
                shortest = shortest.min(wait);
            }
            moment = later;
        }
    }
    Some((shortest, longest))
}

fn next(cron: &Cron, moment: Timestamp) -> Option<Timestamp> {
    let found = cron.find_next_occurrence(&in_stockholm(moment), false).ok()?;
    let found = Timestamp::from(found.timestamp());
    (found > moment).then_some(found)
}

fn parse(line: &str) -> Option<Cron> {
    let parser = CronParser::builder().seconds(Seconds::Disallowed).year(Year::Disallowed).build();
    is_cron_line(line).then(|| parser.parse(line).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moments(line: &str, from: &str, count: usize) -> Vec<String> {
        let mut moment: Timestamp = from.parse().unwrap();
        let next = || {
            moment = next_by_cron(line, moment)?;
            Some(moment.to_string())
        };
        std::iter::from_fn(next).take(count).collect()
    }

    #[test]
    fn five_fields_name_moments_in_swedish_time() {
        for (line, from, expected) in [
            ("0 6 * * *", "2026-11-21T07:00:00Z", &["2026-11-22T05:00:00Z"][..]),
            // Saturday; the next weekday is Monday.
            ("30 6 * * 1-5", "2026-11-21T07:00:00Z", &["2026-11-23T05:30:00Z"]),
            ("30 6 * * MON-FRI", "2026-11-21T07:00:00Z", &["2026-11-23T05:30:00Z"]),
            ("0 8,16 * * *", "2026-07-01T06:00:00Z", &["2026-07-01T14:00:00Z"]),
            ("*/30 * * * *", "2026-11-21T07:00:01Z", &["2026-11-21T07:30:00Z"]),
            ("0 0 * * 0", "2026-11-21T07:00:00Z", &["2026-11-21T23:00:00Z"]),
        ] {
            assert_eq!(moments(line, from, expected.len()), expected, "{line}");
        }
    }

    #[test]
    fn the_clock_that_is_changed_loses_and_repeats_nothing() {
        let spring = moments("30 2 * * *", "2027-03-26T12:00:00Z", 3);
        // On the 28th there is no half past two: three o'clock is the first moment after it.
        assert_eq!(
            spring,
            ["2027-03-27T01:30:00Z", "2027-03-28T01:00:00Z", "2027-03-29T00:30:00Z"]
        );
        let autumn = moments("30 2 * * *", "2026-10-24T12:00:00Z", 2);
        assert_eq!(autumn, ["2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"]);
        let hourly = moments("0 * * * *", "2026-10-24T23:30:00Z", 4);
        assert_eq!(
            hourly,
            [
                "2026-10-25T00:00:00Z",
                "2026-10-25T01:00:00Z",
                "2026-10-25T02:00:00Z",
                "2026-10-25T03:00:00Z"
            ]
        );
    }

    #[test]
    fn what_names_no_moment_is_none() {
        for line in ["", "0 6 * *", "0 6 * * * *", "61 6 * * *", "0 6 * * 8", "a b c d e", "1 day"]
        {
            assert_eq!(next_by_cron(line, Timestamp::default()), None, "{line}");
            assert_eq!(waits_of_cron(line), None, "{line}");
        }
        assert_eq!(waits_of_cron("0 0 30 2 *"), None);
        let end = Timestamp::from_millis(i64::MAX);
        assert_eq!(next_by_cron("0 6 * * *", end), None);
    }

    #[test]
    fn a_line_is_known_by_its_shortest_and_longest_wait() {
        const HOUR: Duration = Duration::from_hours(1);
        for (line, shortest, longest) in [
            ("0 6 * * *", 23 * HOUR, 25 * HOUR),
            ("0 6,7 * * *", HOUR, 24 * HOUR),
            ("*/5 * * * *", HOUR / 12, HOUR / 12),
            ("0 6 1 * *", 28 * 24 * HOUR, 31 * 24 * HOUR),
            ("0 6 * 1 *", 24 * HOUR, 335 * 24 * HOUR),
        ] {
            let (least, most) = waits_of_cron(line).unwrap();
            assert!(least <= shortest + HOUR && least + HOUR >= shortest, "{line}: {least:?}");
            assert!(most <= longest + HOUR && most + 24 * HOUR >= longest, "{line}: {most:?}");
        }
    }
}
