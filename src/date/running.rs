//! Days in running text: `den 12–13 november`, `1 Jan 2024 - 31 Dec 2026`, `januari–mars 2027`, `2023–2026`.

use std::ops::Range;

use jiff::civil::Date;

use super::cursor::Cursor;
use super::day::Day;
use crate::model::Timestamp;

/// How exactly a text tells a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grain {
    Year,
    Month,
    Day,
}

/// A time in a text: one day, or a first and a last one.
#[derive(Clone, Debug, PartialEq)]
pub struct DaysFound {
    pub range: Range<usize>,
    pub first: Day,
    /// Of a plain day the same; of a month or year its last day.
    pub last: Day,
    pub grain: Grain,
    /// Two times with something between: `2023–2026`, not `2023`.
    pub is_span: bool,
    /// The text leaves the year to the reader.
    pub year_is_guessed: bool,
}

/// The days, months and spans that a text names, in order. A day without a year is the next such
/// day after `told`, and is left out where that is not known. A lone year counts only in a span.
pub fn find_days(text: &str, told: Option<Timestamp>) -> Vec<DaysFound> {
    let told = told.map(Day::of);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = Cursor::next_start(text, at) {
        match time_at(text, start, told) {
            Some(days) => {
                at = days.range.end;
                found.push(days);
            }
            None => at = Cursor::after_word(text, start),
        }
    }
    found
}

/// The first year that a text names alone: `avslutades 2024`.
pub fn find_year(text: &str) -> Option<(Range<usize>, i16)> {
    let mut at = 0;
    while let Some(start) = Cursor::next_start(text, at) {
        let mut cursor = Cursor { text, at: start };
        if let Some(year) = cursor.year()
            && Date::new(year, 1, 1).is_ok()
        {
            return Some((start..cursor.at, year));
        }
        at = Cursor::after_word(text, start);
    }
    None
}

/// What is said of a time, before the gaps are filled.
#[derive(Clone, Copy, Debug, Default)]
struct Point {
    day: Option<i8>,
    month: Option<i8>,
    year: Option<i16>,
}

impl Point {
    fn grain(self) -> Grain {
        match self {
            Self { day: Some(_), .. } => Grain::Day,
            Self { month: Some(_), .. } => Grain::Month,
            _ => Grain::Year,
        }
    }

    fn first(self) -> Option<Day> {
        Day::new(self.year?, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    fn last(self) -> Option<Day> {
        let first = self.first()?;
        match self.grain() {
            Grain::Day => Some(first),
            Grain::Month => Some(first.last_of_month()),
            Grain::Year => Some(first.last_of_year()),
        }
    }
}

fn time_at(text: &str, start: usize, told: Option<Day>) -> Option<DaysFound> {
    let mut cursor = Cursor { text, at: start };
    let first = point(&mut cursor)?;
    let end_of_first = cursor.at;
    let second = cursor.glue().and_then(|()| point(&mut cursor)).map(|second| Point {
        // `November 12-13, 2026`.
        year: second.year.or_else(|| cursor.year_after()),
        ..second
    });
    let joined = second.and_then(|second| join(first, second));
    let (first, second, end) = match joined {
        Some((first, second)) => (first, Some(second), cursor.at),
        None => (first, None, end_of_first),
    };
    let last = second.unwrap_or(first);
    let whole = first.month.is_some() || second.is_some();
    // A number alone is no time, nor is a year; a month needs its year.
    if !whole
        || (last.grain() != Grain::Day && last.year.is_none())
        || last.first().is_none() && last.year.is_some()
    {
        return None;
    }
    let year_is_guessed = last.year.is_none();
    let (first, last) = with_year(first, last, told)?;
    let days = DaysFound {
        range: start..end,
        first: first.first()?,
        last: last.last()?,
        grain: first.grain().min(last.grain()),
        is_span: second.is_some(),
        year_is_guessed,
    };
    (days.first <= days.last).then_some(days)
}

/// One time: an ISO day, `15/3 2027`, `15 mars 2027`, `March 15, 2027`, `mars 2027`, `15`, `2027`.
fn point(cursor: &mut Cursor<'_>) -> Option<Point> {
    if let Some((year, month, day)) = cursor.iso() {
        return Some(Point { day: Some(day), month: Some(month), year: Some(year) });
    }
    if let Some((day, month, year)) = cursor.numeric() {
        return Some(Point { day: Some(day), month: Some(month), year });
    }
    if let Some(year) = cursor.year() {
        return Some(Point { year: Some(year), ..Point::default() });
    }
    if let Some(day) = cursor.day() {
        let before = cursor.at;
        let month = cursor.month();
        if month.is_none() {
            cursor.at = before;
        }
        let year = month.and_then(|_| cursor.year_after());
        return Some(Point { day: Some(day), month, year });
    }
    let month = cursor.month()?;
    if let Some(year) = cursor.year_after() {
        return Some(Point { day: None, month: Some(month), year: Some(year) });
    }
    let before = cursor.at;
    let day = cursor.day_after();
    if day.is_none() {
        cursor.at = before;
    }
    let year = day.and_then(|_| cursor.year_after());
    Some(Point { day, month: Some(month), year })
}

/// Fills each from the other: in `12–13 november 2026` only the last is whole, in
/// `November 12-13, 2026` only the first.
fn join(mut first: Point, mut second: Point) -> Option<(Point, Point)> {
    if let Point { day: Some(day), month: None, year: None } = second
        && let Point { month: None, year: Some(year), .. } = first
        && i16::from(day) > year % 100
    {
        // `2023-26`.
        let end = Point { year: Some(year - year % 100 + i16::from(day)), ..Point::default() };
        return Some((first, end));
    }
    if first.month.is_none() && first.year.is_none() {
        // `12–13 november`.
        first.month = Some(second.month?);
        second.day?;
    } else if second.month.is_none() && second.day.is_some() {
        // `November 12-13`: the year may follow the second number.
        second.month = Some(first.month?);
        second.year = second.year.or(first.year);
        first.year = second.year;
        first.day?;
    }
    if first.grain() == Grain::Year && second.grain() == Grain::Year {
        return (first.year? < second.year?).then_some((first, second));
    }
    if first.year.is_none() {
        let turns = first.month > second.month;
        first.year = second.year.map(|year| if turns { year - 1 } else { year });
    }
    Some((first, second))
}

/// Gives both the year that makes the last one the next such day after the text was written.
fn with_year(mut first: Point, mut last: Point, told: Option<Day>) -> Option<(Point, Point)> {
    if last.year.is_some() {
        first.year = first.year.or(last.year);
        return Some((first, last));
    }
    if let Some(year) = first.year {
        let turns = first.month > last.month;
        last.year = Some(if turns { year + 1 } else { year });
        return Some((first, last));
    }
    let told = told?;
    let turns = first.month > last.month;
    for year in [told.year(), told.year() + 1] {
        last.year = Some(year);
        first.year = Some(if turns { year - 1 } else { year });
        if last.last().is_some_and(|day| day >= told) {
            return Some((first, last));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let told = "2026-11-20T09:00:00Z".parse().ok();
        let found: Vec<String> = find_days(text, told)
            .iter()
            .map(|days| {
                let guess = if days.year_is_guessed { "?" } else { "" };
                if days.is_span || days.grain != Grain::Day {
                    format!("{}/{}{guess}", days.first, days.last)
                } else {
                    format!("{}{guess}", days.first)
                }
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn days_are_found_in_six_languages() {
        for (text, expected) in [
            ("senast den 15 mars 2027.", "2027-03-15"),
            ("senast 15:e mars", "2027-03-15?"),
            ("senast den 1 december", "2026-12-01?"),
            ("2027-03-15", "2027-03-15"),
            ("15/3 2027", "2027-03-15"),
            ("senast 15/3", "2027-03-15?"),
            ("15.3.2027", "2027-03-15"),
            ("15. 3. 2027 kl. 12", "2027-03-15"),
            ("den 12–13 november 2027 i Helsingborg", "2027-11-12/2027-11-13"),
            ("den 12 och 13 december", "2026-12-12/2026-12-13?"),
            ("12.–13. november 2027", "2027-11-12/2027-11-13"),
            ("14.-15. april 2021", "2021-04-14/2021-04-15"),
            ("28 november–3 december 2027", "2027-11-28/2027-12-03"),
            ("30 december 2026–2 januari 2027", "2026-12-30/2027-01-02"),
            ("from June 19th to the 25th", "2027-06-19/2027-06-25?"),
            ("from 30 December to 2 January 2027", "2026-12-30/2027-01-02"),
            ("1 Jan 2024 - 31 Dec 2026", "2024-01-01/2026-12-31"),
            ("January 1, 2024 to March 3, 2024", "2024-01-01/2024-03-03"),
            ("March 15th, 2027", "2027-03-15"),
            ("on 15th of March 2027", "2027-03-15"),
            ("November 12-13, 2027", "2027-11-12/2027-11-13"),
            ("från januari 2024 till december 2026", "2024-01-01/2026-12-31"),
            ("januari–mars 2027", "2027-01-01/2027-03-31"),
            ("Projektet (2023–2026) ger", "2023-01-01/2026-12-31"),
            ("2023 till 2026", "2023-01-01/2026-12-31"),
            ("2023-26", "2023-01-01/2026-12-31"),
            ("i mars 2027", "2027-03-01/2027-03-31"),
            ("15. maaliskuuta 2027 klo 16", "2027-03-15"),
            ("tammikuusta 2024 ", "2024-01-01/2024-01-31"),
            ("am 15. März 2027", "2027-03-15"),
            ("vom 1. bis 3. Mai 2027", "2027-05-01/2027-05-03"),
            ("den 3. marts 2027", "2027-03-03"),
            ("torsdag 3. desember kl. 09.00", "2026-12-03?"),
            ("2017-10-09 – 2017-10-12, Brussels", "2017-10-09/2017-10-12"),
        ] {
            check(text, &[expected]);
        }
        check("mellan den 5 maj 2027 och 7 juni 2027", &["2027-05-05/2027-06-07"]);
    }

    #[test]
    fn other_numbers_are_no_days() {
        for text in [
            "öppet 24/7",
            "5 marknader 2026",
            "3 majoriteter",
            "40 procent 2026",
            "åren 2024",
            "tel 08-123 45 67",
            "kl. 9–12",
            "version 2.3.1",
            "den 31 februari",
            "in may 12 cities",
            "ISO 2023-4555",
            "Dnr 2023/1234",
            "1/3 av invånarna",
        ] {
            check(text, &[]);
        }
        assert_eq!(find_days("den 5 maj", None), []);
        assert_eq!(find_year("projektet avslutades 2024 efter").map(|found| found.1), Some(2024));
        assert_eq!(find_year("kostade 2024000 kronor eller 12024"), None);
    }
}
