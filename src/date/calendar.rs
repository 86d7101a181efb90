//! Days, months and years as a reader in Sweden counts them, as moments.

use jiff::Span;
use jiff::civil::Date;

use super::display::{in_stockholm, stockholm};
use crate::model::Timestamp;

/// A length of time on the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalendarSpan {
    Days(u32),
    Months(u32),
}

/// When a year, a month of it, or a day of that begins in Stockholm; `None` when there is none.
pub fn start_of(year: i16, month: Option<i8>, day: Option<i8>) -> Option<Timestamp> {
    let date = Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
    let midnight = date.to_zoned(stockholm()).ok()?;
    (1..=9998).contains(&year).then(|| midnight.timestamp().into())
}

/// The same time of day so much earlier; the beginning of time when there is no such moment.
pub fn before(moment: Timestamp, span: CalendarSpan) -> Timestamp {
    let earlier = span.to_jiff().and_then(|span| in_stockholm(moment).checked_sub(span).ok());
    earlier.map_or_else(|| Timestamp::from_millis(i64::MIN), |earlier| earlier.timestamp().into())
}

/// The same time of day so much later; the end of time when there is no such moment.
pub fn after(moment: Timestamp, span: CalendarSpan) -> Timestamp {
    let later = span.to_jiff().and_then(|span| in_stockholm(moment).checked_add(span).ok());
    later.map_or_else(|| Timestamp::from_millis(i64::MAX), |later| later.timestamp().into())
}

impl CalendarSpan {
    fn to_jiff(self) -> Option<Span> {
        match self {
            Self::Days(days) => Span::new().try_days(days).ok(),
            Self::Months(months) => Span::new().try_months(months).ok(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_begin_at_midnight_in_stockholm() {
        for (parts, expected) in [
            ((2026, None, None), Some("2025-12-31T23:00:00Z")),
            ((2026, Some(10), None), Some("2026-09-30T22:00:00Z")),
            ((2026, Some(10), Some(26)), Some("2026-10-25T23:00:00Z")),
            ((2026, Some(13), None), None),
            ((2026, Some(2), Some(30)), None),
            ((0, None, None), None),
        ] {
            let found = start_of(parts.0, parts.1, parts.2).map(|moment| moment.to_string());
            assert_eq!(found.as_deref(), expected, "{parts:?}");
        }
    }

    #[test]
    fn months_are_those_of_the_calendar() {
        let now: Timestamp = "2026-03-31T12:00:00Z".parse().unwrap();
        assert_eq!(before(now, CalendarSpan::Months(1)).to_string(), "2026-02-28T13:00:00Z");
        assert_eq!(before(now, CalendarSpan::Days(7)).to_string(), "2026-03-24T13:00:00Z");
        assert!(before(now, CalendarSpan::Days(u32::MAX)) < now);
        assert!(before(now, CalendarSpan::Months(u32::MAX)) < now);
        assert_eq!(after(now, CalendarSpan::Months(1)).to_string(), "2026-04-30T12:00:00Z");
        assert_eq!(after(now, CalendarSpan::Days(300)).to_string(), "2027-01-25T13:00:00Z");
        assert!(after(now, CalendarSpan::Days(u32::MAX)) > now);
    }
}
