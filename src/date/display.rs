//! Dates as readers in Sweden expect them, whatever the machine's own time zone is.

use std::sync::OnceLock;

use jiff::Zoned;
use jiff::tz::TimeZone;

use crate::model::Timestamp;

/// Swedish time as a rule, so that no machine needs a time zone database. It holds since 1996;
/// in earlier Octobers it is an hour off.
const STOCKHOLM: &str = "CET-1CEST,M3.5.0,M10.5.0/3";

pub(super) const SWEDISH: [&str; 12] = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
];
pub(super) const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

pub(super) const SWEDISH_DAYS: [&str; 7] =
    ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"];
pub(super) const ENGLISH_DAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// `2026-11-21`.
pub fn day_in_stockholm(moment: Timestamp) -> String {
    in_stockholm(moment).date().to_string()
}

/// `Sat, 21 Nov 2026 07:00:00 GMT`, as RSS wants it (RFC 822, with four digits of the year).
pub fn for_rss(moment: Timestamp) -> String {
    let printer = jiff::fmt::rfc2822::DateTimePrinter::new();
    printer.timestamp_to_rfc9110_string(&moment.to_jiff()).unwrap_or_default()
}

/// `2026-11-21 08:00`.
pub fn minute_in_stockholm(moment: Timestamp) -> String {
    let time = in_stockholm(moment);
    format!("{} {:02}:{:02}", time.date(), time.hour(), time.minute())
}

/// `onsdag 25 november 14.30`, or `Wednesday 25 November 14:30` where the reader has no Swedish:
/// for moments that are near.
pub fn spoken_minute(moment: Timestamp, swedish: bool) -> String {
    let time = in_stockholm(moment);
    let (months, weekdays, colon) =
        if swedish { (SWEDISH, SWEDISH_DAYS, '.') } else { (ENGLISH, ENGLISH_DAYS, ':') };
    let name = |names: &[&'static str], number: i8| {
        usize::try_from(number - 1).ok().and_then(|at| names.get(at).copied()).unwrap_or_default()
    };
    let weekday = name(&weekdays, time.weekday().to_monday_one_offset());
    let month = name(&months, time.month());
    format!("{weekday} {} {month} {:02}{colon}{:02}", time.day(), time.hour(), time.minute())
}

/// Year and month (1 to 12).
pub fn month(moment: Timestamp) -> (i16, i8) {
    let date = in_stockholm(moment).date();
    (date.year(), date.month())
}

/// `21 november 2026`, or `21 November 2026` where the reader has no Swedish.
pub fn long_day(moment: Timestamp, swedish: bool) -> String {
    let date = in_stockholm(moment).date();
    let names = if swedish { SWEDISH } else { ENGLISH };
    let index = usize::try_from(date.month() - 1).unwrap_or_default();
    let name = names.get(index).copied().unwrap_or_default();
    format!("{} {name} {}", date.day(), date.year())
}

pub(super) fn in_stockholm(moment: Timestamp) -> Zoned {
    moment.to_jiff().to_zoned(stockholm())
}

pub(super) fn stockholm() -> TimeZone {
    static ZONE: OnceLock<TimeZone> = OnceLock::new();
    ZONE.get_or_init(|| TimeZone::posix(STOCKHOLM).unwrap_or(TimeZone::UTC)).clone()
}
