//! Durations as a person writes them: `1h`, `30 minutes`, `2 weeks`, `24 months`; and cron lines.

use std::time::Duration;

use super::choice::suggestion;
use super::report::shown;
use crate::date;
use crate::model::Rhythm;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
const YEAR: u64 = 365 * DAY;

const SHORTEST: Duration = Duration::from_secs(10 * MINUTE);
const LONGEST: Duration = Duration::from_secs(14 * DAY);

const UNITS: [(&str, u64); 17] = [
    ("minutes", MINUTE),
    ("minute", MINUTE),
    ("min", MINUTE),
    ("m", MINUTE),
    ("hours", HOUR),
    ("hour", HOUR),
    ("h", HOUR),
    ("days", DAY),
    ("day", DAY),
    ("d", DAY),
    ("weeks", 7 * DAY),
    ("week", 7 * DAY),
    ("w", 7 * DAY),
    // A twelfth of a year, so that 12 months are a year.
    ("months", YEAR / 12),
    ("month", YEAR / 12),
    ("years", YEAR),
    ("year", YEAR),
];

/// When a source is checked: a duration, or a cron line.
pub(super) fn rhythm(text: &str) -> Result<Rhythm, String> {
    if date::is_cron_line(text) {
        return cron(text);
    }
    every(text).map(Rhythm::Interval)
}

/// The same limits hold as for a duration.
fn cron(text: &str) -> Result<Rhythm, String> {
    let Some((shortest, longest)) = date::waits_of_cron(text) else {
        return Err(format!(
            "\"{}\" is no cron line that comes round; write minute, hour, day, month and weekday, \
             for example \"0 6 * * 1-5\" for six o'clock on weekdays",
            shown(text)
        ));
    };
    if shortest < SHORTEST {
        return Err(too("often", text, "a source is checked at most every `10 minutes`"));
    }
    if longest > LONGEST {
        return Err(too("seldom", text, "a source is checked at least every `14 days`"));
    }
    Ok(Rhythm::Cron(text.to_owned()))
}

/// Time between checks: 10 minutes to 14 days, as good manners towards others' servers demand.
fn every(text: &str) -> Result<Duration, String> {
    let duration = parse(text)?;
    if duration < SHORTEST {
        return Err(too("short", text, "a source is checked at most every `10 minutes`"));
    }
    if duration > LONGEST {
        return Err(too("long", text, "a source is checked at least every `14 days`"));
    }
    Ok(duration)
}

/// How long documents are kept: 1 day to 100 years.
pub(super) fn keep(text: &str) -> Result<Duration, String> {
    let duration = parse(text)?;
    if duration < Duration::from_secs(DAY) {
        return Err(too("short", text, "write at least `1 day`; a month is `1 month`"));
    }
    if duration > Duration::from_secs(100 * YEAR) {
        return Err(too("long", text, "leave it out to keep documents for ever"));
    }
    Ok(duration)
}

fn too(which: &str, text: &str, advice: &str) -> String {
    format!("\"{}\" is too {which}; {advice}", shown(text))
}

fn parse(text: &str) -> Result<Duration, String> {
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at_checked(digits).unwrap_or_default();
    let unit = unit.trim();
    if number.is_empty() || unit.is_empty() {
        let shown = shown(text);
        return Err(format!(
            "\"{shown}\" is not a number with a unit; write for example \"30 minutes\", \"1h\" or \
             \"2 weeks\""
        ));
    }
    let seconds = unit_seconds(unit)?;
    let number: u64 = number.parse().unwrap_or(u64::MAX);
    Ok(Duration::from_secs(number.saturating_mul(seconds)))
}

fn unit_seconds(word: &str) -> Result<u64, String> {
    let lower = word.to_lowercase();
    if let Some((_, seconds)) = UNITS.iter().find(|(name, _)| *name == lower) {
        return Ok(*seconds);
    }
    let known = ["minutes", "hours", "days", "weeks", "months", "years"];
    Err(format!("has no unit `{}`; {}", shown(word), suggestion(word, &known)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_write_durations_in_many_ways() {
        for (text, seconds) in [
            ("1h", HOUR),
            ("30m", 30 * MINUTE),
            ("10 min", 10 * MINUTE),
            ("1 day", DAY),
            ("2 Weeks", 14 * DAY),
            (" 14d ", 14 * DAY),
        ] {
            assert_eq!(every(text), Ok(Duration::from_secs(seconds)), "{text}");
        }
        for (text, days) in [("24 months", 730), ("1 year", 365), ("90 days", 90)] {
            assert_eq!(keep(text), Ok(Duration::from_secs(days * DAY)), "{text}");
        }
    }

    #[test]
    fn a_cron_line_is_a_rhythm_too() {
        for line in ["0 6 * * 1-5", "*/10 * * * *", "0 6,18 * * *", "15 4 1,15 * 1"] {
            assert_eq!(rhythm(line), Ok(Rhythm::Cron(line.to_owned())));
        }
        let hour = Duration::from_secs(HOUR);
        assert_eq!(rhythm("1 hour"), Ok(Rhythm::Interval(hour)));
    }

    #[test]
    fn what_is_no_duration_says_what_to_write() {
        for (text, part) in [
            ("", "with a unit"),
            ("60", "with a unit"),
            ("h", "with a unit"),
            ("-1h", "with a unit"),
            ("1.5h", "no unit `.5h`"),
            ("5m", "too short"),
            ("15 days", "too long"),
            ("99999999999999999999999h", "too long"),
            ("2 hors", "did you mean `hours`?"),
        ] {
            let message = every(text).unwrap_err();
            assert!(message.contains(part), "{text}: {message}");
        }
        for (text, part) in [
            ("0 6 * * 8", "no cron line that comes round"),
            ("0 0 30 2 *", "no cron line that comes round"),
            ("*/5 * * * *", "too often; a source is checked at most every `10 minutes`"),
            ("0 6 1 * *", "too seldom; a source is checked at least every `14 days`"),
            ("0 6 * * 1-5 2026", "has no unit"),
        ] {
            let message = rhythm(text).unwrap_err();
            assert!(message.contains(part), "{text}: {message}");
        }
        assert!(keep("24m").unwrap_err().contains("`1 month`"));
    }
}
