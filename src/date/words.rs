//! Dates with the month as a word or the day first: RFC 822, `21 november 2026`, `21.11.2026`.

use jiff::civil::Date;

use super::clock_time::{self, ClockTime};
use super::months::month;
use super::zone::{self, Zone};
use super::{Moment, full_year};

/// What has been understood of a text so far.
#[derive(Default)]
struct Found {
    month: Option<i8>,
    /// Numbers without a sign, with how many digits they were written.
    numbers: Vec<(i16, usize)>,
    clock: Option<ClockTime>,
    afternoon: Option<bool>,
    offset_seconds: Option<i32>,
    date: Option<Date>,
}

/// Reads a date in words; `None` when something in it contradicts.
pub(super) fn read(text: &str) -> Option<Moment> {
    let mut found = Found::default();
    if is_korean(text) {
        found.offset_seconds = Some(9 * 3600);
    }
    let text = without_units(&without_comments(text));
    for word in text.split(|c: char| c.is_whitespace() || c == ',' || c == ';') {
        let word = word.trim_end_matches('.');
        if !word.is_empty() {
            found.take(word)?;
        }
    }
    found.moment()
}

impl Found {
    /// Understands one word; `None` when the text cannot be a date any more.
    fn take(&mut self, word: &str) -> Option<()> {
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            return self.take_number(word);
        }
        match word.to_ascii_lowercase().as_str() {
            "am" | "오전" => self.afternoon = Some(false),
            "pm" | "오후" => self.afternoon = Some(true),
            // `kl. 14.05`, `um 14:05 Uhr`, `den 21. november`, `at`.
            "kl" | "klo" | "den" | "der" | "uhr" | "um" | "at" | "of" | "på" => {
                if word == "AT" {
                    self.offset_seconds = Some(-4 * 3600);
                }
            }
            lower if self.month.is_none() && month(lower).is_some() => self.month = month(lower),
            lower => return self.take_zone(word, lower),
        }
        Some(())
    }

    fn take_zone(&mut self, word: &str, lower: &str) -> Option<()> {
        match zone::read(word) {
            // A weekday or another word before the time is no zone.
            // Nor is a letter alone a day: `Dec x 2012`.
            _ if self.clock.is_none() && lower.len() == 1 && !matches!(lower, "t" | "z") => None,
            _ if self.clock.is_none() && !word.starts_with(['+', '-']) => {
                // `06-Feb-2026` and `Feb-06-2026`.
                if lower.contains('-') {
                    lower.split('-').try_for_each(|part| self.take(part))
                } else {
                    Some(())
                }
            }
            Zone::Offset(offset) => {
                // `GMT +0100` names it twice; the number knows better.
                self.offset_seconds = Some(offset);
                Some(())
            }
            Zone::Broken => None,
            Zone::None => Some(()),
        }
    }

    fn take_number(&mut self, word: &str) -> Option<()> {
        if word.contains(':') {
            return self.take_clock(word);
        }
        if let Some(date) = numeric_date(word) {
            self.date = Some(date);
            return Some(());
        }
        if word.contains('-') {
            return word
                .split('-')
                .filter(|part| !part.is_empty())
                .try_for_each(|part| self.take(part));
        }
        // `1st`, `21.`, `14.05` after `kl`.
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        if let Some((hour, minute)) = digits.split_once('.') {
            return self.take_clock(&format!("{hour}:{minute}"));
        }
        if digits.len() > 4 {
            return None;
        }
        self.numbers.push((digits.parse().ok()?, digits.len()));
        Some(())
    }

    /// A time, with whatever is glued to it: `12:05pm`, `12:05:10+0100`, `12:05Z`.
    fn take_clock(&mut self, word: &str) -> Option<()> {
        let end = word
            .find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.')))
            .unwrap_or(word.len());
        let (clock, glued) = word.split_at_checked(end)?;
        self.clock = Some(clock_time::read(clock)?);
        if glued.is_empty() { Some(()) } else { self.take(glued) }
    }

    fn moment(self) -> Option<Moment> {
        let date = match (self.date, self.month) {
            (Some(date), _) => date,
            (None, Some(month)) => date_with_month(month, &self.numbers)?,
            (None, None) => return None,
        };
        let clock = match (self.clock, self.afternoon) {
            (Some(clock), Some(afternoon)) => Some(clock_time::with_half(clock, afternoon)?),
            (clock, _) => clock,
        };
        Some(Moment {
            date,
            time: clock.map(|clock| clock.time),
            next_day: clock.is_some_and(|clock| clock.next_day),
            offset_seconds: self.offset_seconds,
        })
    }
}

/// The day is the number before the year, wherever the month stands; a year has four digits,
/// else it comes last.
fn date_with_month(month: i8, numbers: &[(i16, usize)]) -> Option<Date> {
    let (day, year) = match numbers {
        [(year, 4)] => (1, *year),
        [(year, 4), (day, 1 | 2)] => (*day, *year),
        [(day, 1 | 2), (year, digits)] => (*day, full_year(*year, *digits)),
        _ => return None,
    };
    Date::new(year, month, day.try_into().ok()?).ok().filter(|date| date.year() > 0)
}

/// `21.11.2026`, `21/11 2026` has no year and is left; month first only where it must be.
fn numeric_date(word: &str) -> Option<Date> {
    let mut parts = word.split(['.', '/', '-']);
    let mut number = || parts.next().map(|part| (part.parse::<i16>(), part.len()));
    let (Some((Ok(first), width)), Some((Ok(second), _)), Some((Ok(year), digits))) =
        (number(), number(), number())
    else {
        return None;
    };
    if width == 4 && digits <= 2 && parts.next().is_none() {
        return Date::new(first, second.try_into().ok()?, year.try_into().ok()?).ok();
    }
    if parts.next().is_some() || !matches!(digits, 2 | 4) {
        return None;
    }
    let (day, month) = if second > 12 { (second, first) } else { (first, second) };
    let year = full_year(year, digits);
    Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok().filter(|d| d.year() > 0)
}

/// The numbers of a date whose parts carry their units, as in `2026년 11월 21일` and
/// `2026年11月21日`, parted by hyphens; and `T` before a time as a space.
fn without_units(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '년' | '年' | '월' | '月' => {
                plain.push('-');
                while letters.next_if(|next| next.is_whitespace()).is_some() {}
            }
            '일' | '日' => plain.push(' '),
            'T' if plain.ends_with(|c: char| c.is_ascii_digit())
                && letters.peek().is_some_and(char::is_ascii_digit) =>
            {
                plain.push(' ');
            }
            letter => plain.push(letter),
        }
    }
    plain
}

/// Korean feeds name no zone: they mean their own.
fn is_korean(text: &str) -> bool {
    text.contains(|letter| ('\u{AC00}'..='\u{D7A3}').contains(&letter))
}

/// RFC 822 allows comments in brackets, nested and with escapes.
fn without_comments(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut depth = 0_u32;
    let mut escaped = false;
    for letter in text.chars() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '(' => depth += 1,
            ')' if depth > 0 => {
                depth -= 1;
                kept.push(' ');
            }
            _ if depth == 0 => kept.push(letter),
            _ => {}
        }
    }
    kept
}
