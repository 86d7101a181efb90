//! Numbers of amounts: `1 500 000`, `21.827.000,50`, `5–7`, `två`.

use std::ops::Range;

use super::is_space;
use super::units::{Unit, small_number, unit};

/// A number or a range of numbers, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Number {
    pub range: Range<usize>,
    pub low: f64,
    pub high: f64,
    /// Written as a word.
    pub is_spelled: bool,
}

impl Number {
    pub(super) fn middle(&self) -> f64 {
        f64::midpoint(self.low, self.high)
    }
}

/// The first number at or after a place.
pub(super) fn next(text: &str, from: usize, decimal_point: bool) -> Option<Number> {
    let mut at = from;
    loop {
        let rest = text.get(at..)?;
        let step = rest.find(|letter: char| letter.is_alphanumeric())?;
        at += step;
        let rest = text.get(at..)?;
        let word = word_at(rest);
        let follows_letter =
            text.get(..at)?.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '/'));
        if word.starts_with(|letter: char| letter.is_ascii_digit()) {
            let (value, length) = digits(rest, decimal_point)?;
            if !follows_letter {
                return Some(with_upper(text, at..at + length, value, decimal_point));
            }
            at += length;
        } else {
            if let Some(value) = small_number(word)
                && let Some(spelled) = before_million(rest, word.len(), value)
            {
                let range = at..at + spelled.1;
                return Some(Number { range, low: spelled.0, high: spelled.0, is_spelled: true });
            }
            at += word.len().max(1);
        }
    }
}

/// A small number in words counts only before `miljoner`: `en halv miljon`, `två miljarder`.
fn before_million(rest: &str, length: usize, value: f64) -> Option<(f64, usize)> {
    let after = rest.get(length..)?;
    let next = after.trim_start_matches(is_space);
    let word = word_at(next);
    if matches!(unit(word), Some(Unit::Times(times)) if times > 1e3) && word.len() > 2 {
        return Some((value, length));
    }
    let half = small_number(word).filter(|half| (*half - 0.5).abs() < f64::EPSILON)?;
    let end = length + (after.len() - next.len()) + word.len();
    let then = word_at(rest.get(end..)?.trim_start_matches(is_space));
    matches!(unit(then), Some(Unit::Times(_))).then_some((half, end))
}

fn word_at(rest: &str) -> &str {
    let end = rest.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(rest.len());
    let end = if rest.starts_with(|letter: char| letter.is_ascii_digit()) {
        rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len())
    } else {
        end
    };
    rest.get(..end).unwrap_or_default()
}

/// Takes the upper end of a range: `5–7`, `5-7`, `5 till 7`, `mellan 5 och 7`.
fn with_upper(text: &str, range: Range<usize>, low: f64, decimal_point: bool) -> Number {
    let alone = Number { range: range.clone(), low, high: low, is_spelled: false };
    let Some(rest) = text.get(range.end..) else { return alone };
    let trimmed = rest.trim_start_matches(is_space);
    let mut glue = ["–", "-", "—", "till ", "til ", "to ", "bis ", "och ", "and ", "og ", "und "]
        .iter()
        .filter_map(|glue| trimmed.strip_prefix(glue).map(|after| (*glue, after)));
    let Some((word, after)) = glue.next() else { return alone };
    // `2023 och 5 miljoner` is no range; `mellan 5 och 7 miljoner` is.
    let between = ["mellan ", "between ", "mellem ", "zwischen "];
    let head = text.get(..range.start).unwrap_or_default();
    if matches!(word, "och " | "and " | "og " | "und ")
        && !between.iter().any(|word| head.to_lowercase().ends_with(word))
    {
        return alone;
    }
    let after = after.trim_start_matches(is_space);
    match digits(after, decimal_point) {
        Some((high, length)) if high > low => {
            let start = text.len() - after.len();
            Number { range: range.start..start + length, low, high, is_spelled: false }
        }
        _ => alone,
    }
}

/// Reads digits with their marks; the value and how many bytes it takes.
fn digits(rest: &str, decimal_point: bool) -> Option<(f64, usize)> {
    let mut whole = String::new();
    let mut end = take_digits(rest, &mut whole);
    if end == 0 || whole.len() > 15 {
        return (end > 0).then_some((0.0, end));
    }
    let mut mark = None;
    let mut groups = 0;
    while let Some((separator, group)) = group_after(rest, end) {
        // Groups stand after one to three digits, and keep to one mark.
        if mark.is_some_and(|mark| mark != separator) || (groups == 0 && whole.len() > 3) {
            break;
        }
        let one_only = group_after(rest, end + group_length(separator)).is_none();
        let is_fraction = groups == 0
            && one_only
            && (separator == if decimal_point { '.' } else { ',' })
            && (is_before_multiplier(rest, end + group_length(separator)) || whole == "0");
        if is_fraction {
            break;
        }
        whole.push_str(group);
        mark = Some(separator);
        groups += 1;
        end += group_length(separator);
    }
    let fraction = fraction_after(rest, end, mark);
    let value: f64 = format!("{whole}.{fraction}0").parse().ok()?;
    if !fraction.is_empty() {
        end += 1 + fraction.len();
    }
    Some((value, end))
}

fn group_length(separator: char) -> usize {
    separator.len_utf8() + 3
}

fn take_digits(rest: &str, into: &mut String) -> usize {
    let length = rest.bytes().take_while(u8::is_ascii_digit).count();
    into.push_str(rest.get(..length).unwrap_or_default());
    length
}

/// A mark and exactly three digits.
fn group_after(rest: &str, end: usize) -> Option<(char, &str)> {
    let after = rest.get(end..)?;
    let separator = after.chars().next()?;
    if !(is_space(separator) || matches!(separator, '.' | ',' | '\'' | '’')) {
        return None;
    }
    let start = separator.len_utf8();
    let group = after.get(start..start + 3)?;
    let more = after.as_bytes().get(start + 3).is_some_and(u8::is_ascii_digit);
    (group.bytes().all(|byte| byte.is_ascii_digit()) && !more).then_some((separator, group))
}

/// `,5` or `.50`: a mark that is not that of the groups, and digits.
fn fraction_after(rest: &str, end: usize, mark: Option<char>) -> &str {
    let Some(after) = rest.get(end..) else { return "" };
    let Some(separator) = after.chars().next().filter(|c| matches!(c, '.' | ',')) else {
        return "";
    };
    if mark == Some(separator) {
        return "";
    }
    let digits = after.get(1..).unwrap_or_default();
    let length = digits.bytes().take_while(u8::is_ascii_digit).count();
    digits.get(..length).filter(|_| length <= 4).unwrap_or_default()
}

fn is_before_multiplier(rest: &str, end: usize) -> bool {
    let after = rest.get(end..).unwrap_or_default().trim_start_matches(is_space);
    let first: &str = after.split(|c: char| !(c.is_alphabetic() || c == '€')).next().unwrap_or("");
    matches!(unit(first), Some(Unit::Times(_) | Unit::Both(..) | Unit::BothCrowns(_)))
}
