//! Dates that begin with the year: ISO 8601, RFC 3339, and what is made of them.

use jiff::civil::Date;

use super::clock_time::{self, ClockTime};
use super::zone::{self, Zone};
use super::{Moment, full_year};

/// Reads a date that begins with its year; `None` when it is written otherwise.
pub(super) fn read(text: &str) -> Option<Moment> {
    let (day, rest) = split_day(text);
    let date = day_only(day)?;
    let plain = Moment { date, time: None, next_day: false, offset_seconds: None };
    let rest = rest.trim_start_matches(['T', 't', ' ', ',']).trim();
    let rest = rest.strip_prefix("kl").map_or(rest, |time| time.trim_start_matches(['.', ' ']));
    if rest.is_empty() {
        return Some(plain);
    }
    let (clock, offset_seconds) = split_clock(rest)?;
    let clock = clock_time::read(clock).or_else(|| compact(clock))?;
    Some(Moment { time: Some(clock.time), next_day: clock.next_day, offset_seconds, ..plain })
}

/// Cuts at the first character that cannot belong to the day.
fn split_day(text: &str) -> (&str, &str) {
    let end = text
        .char_indices()
        .skip(1)
        .find(|(_, c)| !(c.is_ascii_digit() || matches!(c, '-' | '/' | '.' | 'W' | 'w')))
        .map_or(text.len(), |(at, _)| at);
    text.split_at_checked(end).unwrap_or((text, ""))
}

fn day_only(day_text: &str) -> Option<Date> {
    let mut fields = day_text.split(['-', '/', '.']);
    let first = fields.next()?;
    let others: Vec<&str> = fields.collect();
    match others.as_slice() {
        [] => undivided(first),
        // `--03-12` and `-03-12` leave out the century; the rest is year and month.
        [year, month] if first.is_empty() => new(year, month, "1"),
        [month] if first.len() == 4 && is_week(month) => week(first, month, "1"),
        [ordinal] if first.len() == 4 && ordinal.len() == 3 => day_of_year(first, ordinal),
        [month] if first.len() == 4 => new(first, month, "1"),
        [number, weekday] if is_week(number) => week(first, number, weekday),
        [month, day] if first.len() == 4 => new(first, month, day),
        // `03-12-31` is a day of 2003; `31.12.03` and `31/12/03` are for the other reader.
        [month, day] if first.len() == 2 && month.len() == 2 && hyphens_only(day_text) => {
            new(first, month, day)
        }
        _ => None,
    }
}

fn hyphens_only(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit() || b == b'-')
}

fn undivided(digits: &str) -> Option<Date> {
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    match digits.len() {
        8 => new(part(0, 4), part(4, 6), part(6, 8)),
        7 => day_of_year(part(0, 4), part(4, 7)),
        6 => new(part(0, 2), part(2, 4), part(4, 6)),
        5 => day_of_year(part(0, 2), part(2, 5)),
        4 => new(digits, "1", "1"),
        _ => None,
    }
}

fn new(year: &str, month: &str, day: &str) -> Option<Date> {
    let year = full_year(year.parse().ok()?, year.len());
    // `2003-012-31` was written by a well-known program.
    let month: i8 = if month.len() <= 3 { month.parse().ok()? } else { return None };
    let day: i8 = if day.len() <= 2 { day.parse().ok()? } else { return None };
    Date::new(year, month, day).ok().filter(|date| date.year() > 0)
}

fn day_of_year(year: &str, ordinal: &str) -> Option<Date> {
    let first = new(year, "1", "1")?;
    let ordinal: i16 = ordinal.parse().ok()?;
    first.with().day_of_year(ordinal).build().ok()
}

fn is_week(field: &str) -> bool {
    field.starts_with(['W', 'w'])
}

fn week(year: &str, number: &str, weekday: &str) -> Option<Date> {
    let number: i8 = number.get(1..)?.parse().ok()?;
    let weekday = jiff::civil::Weekday::from_monday_one_offset(weekday.parse().ok()?).ok()?;
    let date = jiff::civil::ISOWeekDate::new(year.parse().ok()?, number, weekday).ok()?;
    Some(date.date())
}

/// The time and its zone; `None` when something else stands there.
fn split_clock(rest: &str) -> Option<(&str, Option<i32>)> {
    let end = rest
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.' | ',')))
        .unwrap_or(rest.len());
    let (clock, zone) = rest.split_at_checked(end)?;
    let clock = clock.trim_end_matches([',', '.']);
    let zone = zone.trim();
    if zone.is_empty() {
        return Some((clock, None));
    }
    let first = zone.split_whitespace().next()?;
    match zone::read(first) {
        Zone::Offset(offset) => Some((clock, Some(offset))),
        Zone::Broken | Zone::None => None,
    }
}

/// `101455` or `1014`.
fn compact(clock: &str) -> Option<ClockTime> {
    let digits = clock.split('.').next()?;
    if !matches!(digits.len(), 4 | 6) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let part = |from: usize| digits.get(from..from + 2).unwrap_or("0").parse().ok();
    clock_time::at(part(0)?, part(2)?, part(4)?, 0)
}
