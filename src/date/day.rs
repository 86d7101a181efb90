//! A day of the calendar, and its moments in Stockholm.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::Date;

use super::display::{in_stockholm, stockholm};
use crate::model::Timestamp;

/// A day of the calendar; it is shown as `2026-03-15`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(Date);

impl Day {
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        Date::new(year, month, day).ok().map(Self)
    }

    /// Reads `2026-03-15`.
    pub fn read(text: &str) -> Option<Self> {
        text.trim().parse().ok().map(Self)
    }

    /// The day in Stockholm on which a moment falls.
    pub fn of(moment: Timestamp) -> Self {
        Self(in_stockholm(moment).date())
    }

    pub fn year(self) -> i16 {
        self.0.year()
    }

    pub(super) fn date(self) -> Date {
        self.0
    }

    pub(super) fn last_of_month(self) -> Self {
        Self(self.0.last_of_month())
    }

    pub(super) fn last_of_year(self) -> Self {
        Self(self.0.last_of_year())
    }

    /// Its first moment in Stockholm.
    pub fn begins(self) -> Option<Timestamp> {
        Some(self.0.to_zoned(stockholm()).ok()?.timestamp().into())
    }

    /// Its last millisecond in Stockholm.
    pub fn ends(self) -> Option<Timestamp> {
        let next = Self(self.0.tomorrow().ok()?).begins()?;
        Some(Timestamp::from_millis(next.as_millis() - 1))
    }

    /// So many days later, or earlier.
    pub fn plus_days(self, days: i64) -> Option<Self> {
        self.0.checked_add(days.days()).ok().map(Self)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_ends_before_the_next_begins() {
        let day = Day::new(2026, 10, 25).unwrap();
        assert_eq!(day.begins().unwrap().to_string(), "2026-10-24T22:00:00Z");
        assert_eq!(day.ends().unwrap().to_string(), "2026-10-25T22:59:59.999Z");
    }
}
