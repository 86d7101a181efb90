//! Dates: reading the many ways in which feeds and pages write them, and writing them for readers.

mod cadence;
mod calendar;
mod clock_time;
mod cron;
mod cursor;
mod day;
mod iso;
mod months;
mod running;
mod spoken;
mod words;
mod zone;

mod display;

pub use cadence::{horizon, next_due};
pub use calendar::{CalendarSpan, after, before, start_of};
pub use cron::{is_cron_line, next_by_cron, waits_of_cron};
pub use day::Day;
pub use display::{day_in_stockholm, for_rss, long_day, minute_in_stockholm, month, spoken_minute};
pub use running::{DaysFound, Grain, find_days, find_year};
pub use spoken::{month_name, spoken_day, spoken_weekday, week_in_stockholm, weekday_name};

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use crate::model::Timestamp;

/// Longer texts hold no date that we would trust.
const LONGEST_BYTES: usize = 128;

/// Reads a moment: ISO 8601 and RFC 3339, RFC 822 with the usual sins, Nordic and German month
/// names. A plain day is its midnight in UTC; a time without a zone is read as UTC.
pub fn parse(text: &str) -> Option<Timestamp> {
    read(text)?.timestamp()
}

/// Reads a moment of a page and keeps its precision and offset: `2026-11-21` for a plain day,
/// else RFC 3339 as the page says it.
pub fn parse_keeping_offset(text: &str) -> Option<String> {
    read(text)?.written()
}

/// The first day in running text: `Julkaistu 9.4.2019 · Pirkko` gives `2019-04-09`.
pub fn find_day(text: &str) -> Option<String> {
    const WORDS: usize = 16;
    let words: Vec<&str> = text.split_whitespace().take(WORDS).collect();
    let has_digit = |word: &&str| word.contains(|c: char| c.is_ascii_digit());
    for (from, _) in words.iter().enumerate() {
        for count in [5, 3, 2, 1] {
            let Some(some) = words.get(from..from + count) else { continue };
            // `15 de agosto de 2016`.
            if count == 5 && some.get(1) != Some(&"de") {
                continue;
            }
            // A lone number is no day, nor is a month without one.
            let numbers = some.iter().filter(|word| has_digit(word)).count();
            // `2026, 13:00` is a year and a time.
            let is_year = |word: &&str| word.trim_matches(',').len() == 4;
            let then_a_number = some.get(1).is_some_and(has_digit);
            if some.first().is_some_and(|word| is_year(word) && has_digit(word)) && then_a_number {
                continue;
            }
            let written = some.join(" ");
            if (count == 1 && written.len() < 6) || (count > 1 && numbers != 2) {
                continue;
            }
            let bare = written.trim_matches(|c: char| !c.is_alphanumeric());
            if bare.len() >= 6
                && let Some(moment) = read(bare)
            {
                return Some(moment.date.to_string());
            }
        }
    }
    None
}

fn read(text: &str) -> Option<Moment> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST_BYTES {
        return None;
    }
    iso::read(text).or_else(|| words::read(text))
}

/// What a text says, before it is put on the time line.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Moment {
    date: Date,
    /// `None` for a plain day.
    time: Option<Time>,
    /// The text says 24:00, or a leap second that is the next minute.
    next_day: bool,
    /// `None` when the text names no zone.
    offset_seconds: Option<i32>,
}

impl Moment {
    fn timestamp(self) -> Option<Timestamp> {
        let date = if self.next_day { self.date.tomorrow().ok()? } else { self.date };
        let local = date.to_datetime(self.time.unwrap_or_else(Time::midnight));
        let utc = local.to_zoned(TimeZone::UTC).ok()?.timestamp();
        let offset_ms = i64::from(self.offset_seconds.unwrap_or(0)) * 1000;
        Some(Timestamp::from_millis(utc.as_millisecond() - offset_ms))
    }

    fn written(self) -> Option<String> {
        let date = if self.next_day { self.date.tomorrow().ok()? } else { self.date };
        let Some(time) = self.time else { return Some(date.to_string()) };
        let clock = time.strftime("%H:%M:%S");
        Some(match self.offset_seconds {
            None => format!("{date}T{clock}Z"),
            Some(0) => format!("{date}T{clock}+00:00"),
            Some(offset) => {
                let sign = if offset < 0 { '-' } else { '+' };
                let minutes = offset.abs() / 60;
                format!("{date}T{clock}{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        })
    }
}

/// Two-digit years, as RFC 2822 reads them: 00 to 49 are in this century.
fn full_year(year: i16, digits: usize) -> i16 {
    match (digits, year) {
        (2, 0..=49) => year + 2000,
        (2 | 3, 50..=999) => year + 1900,
        _ => year,
    }
}

#[cfg(test)]
mod tests;
