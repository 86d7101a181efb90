//! Fields that compare: `budget:>1mkr`, `size:10000..30000`, `closes:<14d`, `date:2026-10`.

use super::fields::{Field, Value, quoted_value};
use super::lexer::{Lexer, ends_word, is_space};
use super::quotation::is_quote;
use super::{error, periods, values};
use crate::date;
use crate::language::{fold, is_invisible};
use crate::message::{Locale, search as message};
use crate::model::{Filter, NumberField, Query, QueryError, Timestamp};

/// What stands between the ends of a range.
const RANGE: [&str; 3] = ["..", "…", "–"];
/// Signs, longest first; `=>` and `=<` are typed by many.
#[rustfmt::skip]
const SIGNS: &[(&str, Sign)] = &[
    (">=", Sign::From), ("=>", Sign::From), ("≥", Sign::From),
    ("<=", Sign::UpTo), ("=<", Sign::UpTo), ("≤", Sign::UpTo),
    (">", Sign::Above), ("<", Sign::Below), ("=", Sign::Equal),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    From,
    UpTo,
    Above,
    Below,
    Equal,
}

/// From, and up to and without.
type Bounds = (Option<i64>, Option<i64>);
/// Where a value begins, and where the next one does. The second text is the end of its range.
type Reader = fn(&str, &str) -> Option<(i64, i64)>;

/// Reads one value. Unlike others it may hold spaces and commas: `>1,5 miljoner`, `<30 000`.
pub(super) fn value(field: Field, lexer: &mut Lexer<'_>) -> Result<Option<Value>, QueryError> {
    let from = lexer.at;
    let mut value = String::new();
    loop {
        match lexer.peek() {
            Some(quote) if is_quote(quote) => value.push_str(&quoted_value(lexer, quote)?),
            _ => {
                let rest = lexer.rest();
                let typed = rest.get(..rest.find(ends_word).unwrap_or(rest.len()));
                let typed = typed.unwrap_or_default();
                value.extend(typed.chars().filter(|letter| !is_invisible(*letter)));
                lexer.skip(typed.len());
            }
        }
        let rest = lexer.rest();
        let next = rest.trim_start_matches(is_space);
        if next.is_empty() || !belongs(field, &value, next) {
            break;
        }
        lexer.skip(rest.len() - next.len());
        value.push(' ');
    }
    let value = value.trim_end_matches([',', ';', '!', '?']);
    let is_sentence_end = value.ends_with('.') && !value.ends_with("..");
    let value = if is_sentence_end { value.trim_end_matches('.') } else { value };
    Ok((!value.is_empty()).then(|| (value.to_owned(), from..lexer.at)))
}

/// Whether a value that was read so far goes on with what comes after a space or a quotation mark.
fn belongs(field: Field, value: &str, next: &str) -> bool {
    let value = value.trim_end();
    let is_open = SIGNS.iter().any(|(sign, _)| value.ends_with(sign))
        || RANGE.iter().any(|mark| value.ends_with(mark));
    if is_open {
        return next.starts_with(|letter: char| letter.is_ascii_digit() || is_quote(letter));
    }
    let counts = matches!(field, Field::Number(NumberField::Budget | NumberField::Population));
    let digits = |text: &str| text.chars().take_while(char::is_ascii_digit).count();
    let last = value.chars().rev().take_while(char::is_ascii_digit).count();
    let is_group = (1..=3).contains(&last) && digits(next) == 3;
    let unit: String = next.chars().take_while(|letter| letter.is_alphabetic()).collect();
    let after = next.get(unit.len()..).and_then(|after| after.chars().next());
    let ends = after.is_none_or(|letter| !letter.is_alphanumeric());
    let after_unit = value.rsplit(' ').next().is_some_and(|word| values::is_unit(&fold(word)));
    let is_unit = ends && (last > 0 || after_unit) && values::is_unit(&fold(&unit));
    RANGE.iter().any(|mark| next.starts_with(mark)) || (counts && (is_group || is_unit))
}

/// Reads a comparison.
pub(super) fn compared(
    field: Field,
    (value, span): Value,
    locale: Locale,
    now: Timestamp,
) -> Result<Query, QueryError> {
    let bounds = match field {
        Field::Number(NumberField::Closes) if is_open_word(&value) => {
            Some((Some(now.as_millis()), None))
        }
        Field::Number(NumberField::Closes) if is_closed_word(&value) => {
            Some((None, Some(now.as_millis())))
        }
        Field::Number(NumberField::Budget) => compare(&value, amount),
        Field::Number(NumberField::Population) => compare(&value, count),
        Field::Date => compare(&value, day),
        _ => within_span(&value, now).or_else(|| compare(&value, day)),
    };
    let Some((from, to)) = bounds else {
        return Err(error(wrong(field, &value, locale), span));
    };
    if from.zip(to).is_some_and(|(from, to)| from >= to) || (from, to) == (None, None) {
        return Err(error(message::empty_range(locale, &value), span));
    }
    Ok(match field {
        Field::Number(number) => Query::Filter(Filter::Number(number, from, to)),
        _ => dated(from, to),
    })
}

/// The same as `after:` and `before:`.
fn dated(from: Option<i64>, to: Option<i64>) -> Query {
    let from = from.map(Timestamp::from_millis).map(Filter::After);
    let to = to.map(Timestamp::from_millis).map(Filter::Before);
    super::tree::all_of(from.into_iter().chain(to).map(Query::Filter).collect())
}

fn wrong(field: Field, value: &str, locale: Locale) -> String {
    match field {
        Field::Number(NumberField::Budget) => message::not_an_amount(locale, value),
        Field::Number(NumberField::Population) => message::not_a_count(locale, value),
        Field::Number(NumberField::Closes) => message::not_a_closing(locale, value),
        Field::Number(NumberField::Event) => message::not_an_event_day(locale, value),
        _ => message::not_a_period(locale, value),
    }
}

fn is_open_word(value: &str) -> bool {
    matches!(fold(value).as_str(), "öppen" | "öppna" | "oppen" | "oppna" | "open")
}

fn is_closed_word(value: &str) -> bool {
    matches!(fold(value).as_str(), "stängd" | "stängda" | "stangd" | "stangda" | "closed")
}

/// `<14d`: from now until then. `>14d`: later than that.
fn within_span(value: &str, now: Timestamp) -> Option<Bounds> {
    let (sign, rest) = signed(value);
    let then = date::after(now, periods::span(&fold(rest.trim()))?).as_millis();
    match sign {
        Some(Sign::Above | Sign::From) => Some((Some(then), None)),
        _ => Some((Some(now.as_millis()), Some(then))),
    }
}

/// Reads a sign and a value, a range, or a value alone.
fn compare(value: &str, read: Reader) -> Option<Bounds> {
    let (sign, rest) = signed(value);
    if let Some(sign) = sign {
        let (from, to) = read(rest.trim(), "")?;
        return Some(match sign {
            Sign::From => (Some(from), None),
            Sign::Above => (Some(to), None),
            Sign::Below => (None, Some(from)),
            Sign::UpTo => (None, Some(to)),
            Sign::Equal => (Some(from), Some(to)),
        });
    }
    let Some((left, right)) = range(value) else {
        let (from, to) = read(value.trim(), "")?;
        return Some((Some(from), Some(to)));
    };
    let end = |text: &str, other: &str| match text {
        "" => Some(None),
        text => read(text, other).map(Some),
    };
    let from = end(left, right)?.map(|(from, _)| from);
    let to = end(right, "")?.map(|(_, to)| to);
    Some((from, to))
}

fn signed(value: &str) -> (Option<Sign>, &str) {
    let value = value.trim_start();
    let found = SIGNS.iter().find_map(|(mark, sign)| Some((*sign, value.strip_prefix(mark)?)));
    found.map_or((None, value), |(sign, rest)| (Some(sign), rest))
}

fn range(value: &str) -> Option<(&str, &str)> {
    let found = RANGE.iter().find_map(|mark| value.split_once(mark));
    found.map(|(left, right)| (left.trim(), right.trim_start_matches('.').trim()))
}

fn day(value: &str, _: &str) -> Option<(i64, i64)> {
    let (from, to) = periods::period(value)?;
    Some((from.as_millis(), to.as_millis()))
}

fn amount(value: &str, end: &str) -> Option<(i64, i64)> {
    whole(values::amount(&with_unit_of(value, end))?)
}

fn count(value: &str, end: &str) -> Option<(i64, i64)> {
    whole(values::count(&with_unit_of(value, end))?)
}

fn whole(number: i64) -> Option<(i64, i64)> {
    Some((number, number.checked_add(1)?))
}

/// `500..800 tkr`: the unit of the end is that of the beginning.
fn with_unit_of(value: &str, end: &str) -> String {
    let has_unit = value.chars().any(|letter| letter.is_alphabetic() || "€$£".contains(letter));
    let unit = end.trim_start_matches(|letter: char| !letter.is_alphabetic());
    if has_unit || unit.is_empty() { value.to_owned() } else { format!("{value} {unit}") }
}
