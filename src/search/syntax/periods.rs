//! Days, months and years as they are typed: `2026-10`, `2026-10-01..2026-10-15`, `7d`.

use crate::date::{self, CalendarSpan};
use crate::model::Timestamp;

/// When a year, month or day begins in Stockholm, and when the next one does. A moment, as we
/// write it ourselves (`2026-11-14T07:00:00Z`), takes no time.
pub(super) fn period(value: &str) -> Option<(Timestamp, Timestamp)> {
    if value.contains(['T', 't']) {
        let moment: Timestamp = value.to_uppercase().parse().ok()?;
        return Some((moment, moment));
    }
    let mut parts = value.split('-');
    let year: i16 = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let month: Option<i8> = parts.next().map(str::parse).transpose().ok()?;
    let day: Option<i8> = parts.next().map(str::parse).transpose().ok()?;
    if parts.next().is_some() {
        return None;
    }
    let from = date::start_of(year, month, day)?;
    let next_month = |month: i8| match month {
        12 => date::start_of(year + 1, None, None),
        _ => date::start_of(year, Some(month + 1), None),
    };
    let to = match (month, day) {
        (None, _) => date::start_of(year + 1, None, None),
        (Some(month), None) => next_month(month),
        (Some(month), Some(day)) => {
            date::start_of(year, Some(month), Some(day + 1)).or_else(|| next_month(month))
        }
    };
    Some((from, to?))
}

/// `7d`, `2w` or `2v`, `3m`, `1y` or `1å`.
pub(super) fn span(value: &str) -> Option<CalendarSpan> {
    let unit = value.chars().last()?;
    let number: u32 = value.strip_suffix(unit)?.parse().ok().filter(|number| *number <= 9999)?;
    match unit {
        'd' => Some(CalendarSpan::Days(number)),
        'w' | 'v' => Some(CalendarSpan::Days(number * 7)),
        'm' => Some(CalendarSpan::Months(number)),
        'y' | 'å' => Some(CalendarSpan::Months(number * 12)),
        _ => None,
    }
}

/// The day that begins at this moment in Stockholm; `None` when none does.
pub(super) fn day_beginning(moment: Timestamp) -> Option<String> {
    let day = date::day_in_stockholm(moment);
    let (from, _) = period(&day)?;
    (from == moment).then_some(day)
}

/// The last day before a moment: of the day that begins then, the day before.
pub(super) fn last_day_before(moment: Timestamp) -> String {
    date::day_in_stockholm(moment.minus(std::time::Duration::from_millis(1)))
}
