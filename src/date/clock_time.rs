//! Times of day: `14:05`, `14:05:09.25`, `24:00`, `2:05 pm`.

use jiff::civil::Time;

/// A time of day, and whether it belongs to the day after (24:00).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct ClockTime {
    pub time: Time,
    pub next_day: bool,
}

/// Reads a whole text as a time; `None` when anything in it is not.
pub(super) fn read(text: &str) -> Option<ClockTime> {
    let (clock, fraction) = match text.split_once([',', '.']) {
        Some((clock, fraction)) if clock.matches(':').count() == 2 => (clock, fraction),
        Some(_) => return None,
        None => (text, ""),
    };
    let mut parts = clock.split(':');
    let hour = number(parts.next()?)?;
    let minute = number(parts.next()?)?;
    let second = parts.next().map_or(Some(0), number)?;
    if parts.next().is_some() || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let millis: i32 = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
    at(hour, minute, second, millis)
}

/// Puts a time together; hour 24 and leap seconds are understood.
pub(super) fn at(hour: i8, minute: i8, second: i8, millis: i32) -> Option<ClockTime> {
    // A leap second has no place in our calendar: it is the last second before it.
    let second = if second == 60 { 59 } else { second };
    let next_day = hour == 24 && minute == 0 && second == 0;
    let hour = if next_day { 0 } else { hour };
    Some(ClockTime { time: Time::new(hour, minute, second, millis * 1_000_000).ok()?, next_day })
}

/// Turns a twelve-hour time into a whole-day one.
pub(super) fn with_half(clock: ClockTime, afternoon: bool) -> Option<ClockTime> {
    let hour = match (clock.time.hour(), afternoon) {
        (12, false) => 0,
        (hour @ 1..=11, true) => hour + 12,
        (hour, _) => hour,
    };
    let time = clock.time.with().hour(hour).build().ok()?;
    Some(ClockTime { time, ..clock })
}

fn number(text: &str) -> Option<i8> {
    let digits = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}
