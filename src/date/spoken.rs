//! Days and weeks as people say them in letters: `fredag 11 december`, `vecka 47`.

use super::day::Day;
use super::display::{ENGLISH, ENGLISH_DAYS, SWEDISH, SWEDISH_DAYS, in_stockholm};
use crate::model::Timestamp;

/// The week by ISO 8601, as Swedish calendars number them.
pub fn week_in_stockholm(moment: Timestamp) -> i8 {
    in_stockholm(moment).date().iso_week_date().week()
}

/// `11 december`; with its year where that is another than that of `near`.
pub fn spoken_day(day: Day, near: Day, swedish: bool) -> String {
    let month = month_name(day, swedish);
    let date = day.date();
    if day.year() == near.year() {
        format!("{} {month}", date.day())
    } else {
        format!("{} {month} {}", date.day(), day.year())
    }
}

/// The same with the day of the week: `fredag 11 december`.
pub fn spoken_weekday(day: Day, near: Day, swedish: bool) -> String {
    let weekday = weekday_name(day.date().weekday().to_monday_one_offset(), swedish);
    format!("{weekday} {}", spoken_day(day, near, swedish))
}

/// `fredag`, for 5: Monday is 1.
pub fn weekday_name(number: i8, swedish: bool) -> &'static str {
    name(if swedish { &SWEDISH_DAYS } else { &ENGLISH_DAYS }, number)
}

/// `december`.
pub fn month_name(day: Day, swedish: bool) -> &'static str {
    name(if swedish { &SWEDISH } else { &ENGLISH }, day.date().month())
}

/// The name with this number, counted from one.
fn name(names: &[&'static str], number: i8) -> &'static str {
    usize::try_from(number - 1).ok().and_then(|at| names.get(at).copied()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_said_with_its_year_only_where_it_is_another() {
        let near = Day::new(2026, 11, 23).unwrap();
        let check = |day: Day, swedish, said: &str| {
            assert_eq!(spoken_weekday(day, near, swedish), said);
        };
        check(Day::new(2026, 12, 11).unwrap(), true, "fredag 11 december");
        check(Day::new(2026, 12, 11).unwrap(), false, "Friday 11 December");
        check(Day::new(2027, 1, 4).unwrap(), true, "måndag 4 januari 2027");
    }

    #[test]
    fn weeks_are_those_of_the_calendar_in_stockholm() {
        let check = |moment: &str, week| {
            assert_eq!(week_in_stockholm(moment.parse().unwrap()), week, "{moment}");
        };
        check("2026-11-22T22:59:00Z", 47);
        check("2026-11-22T23:00:00Z", 48);
        check("2026-12-31T12:00:00Z", 53);
        check("2027-01-03T12:00:00Z", 53);
        check("2027-01-04T12:00:00Z", 1);
        check("2024-12-30T12:00:00Z", 1);
    }
}
