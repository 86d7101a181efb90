//! Fields of the query language: `källa:skr-nyheter`, `efter:2026-10`, `senaste:7d`.

use std::ops::Range;

use super::lexer::{Lexer, is_quote};
use super::{any_of, error, names};
use crate::date::{self, CalendarSpan};
use crate::language::{fold, is_invisible};
use crate::message::{Locale, search as message};
use crate::model::{Filter, Group, Language, Query, QueryError, Timestamp};

/// What a field narrows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Source,
    Site,
    Language,
    Country,
    Group,
    Network,
    After,
    Before,
    Newer,
}

/// The names of each field: Swedish, English, and what keyboards without å, ä, ö can type.
const NAMES: [(&str, Field); 22] = [
    ("källa", Field::Source),
    ("kalla", Field::Source),
    ("source", Field::Source),
    ("webbplats", Field::Site),
    ("site", Field::Site),
    ("språk", Field::Language),
    ("sprak", Field::Language),
    ("lang", Field::Language),
    ("language", Field::Language),
    ("land", Field::Country),
    ("country", Field::Country),
    ("grupp", Field::Group),
    ("group", Field::Group),
    ("nätverk", Field::Network),
    ("natverk", Field::Network),
    ("network", Field::Network),
    ("efter", Field::After),
    ("after", Field::After),
    ("före", Field::Before),
    ("fore", Field::Before),
    ("before", Field::Before),
    ("senaste", Field::Newer),
];
const NEWER: &str = "newer";

/// Fields that the language will have one day.
const LATER: &[&str] = &[
    "title",
    "rubrik",
    "place",
    "plats",
    "ort",
    "kommun",
    "län",
    "lan",
    "theme",
    "tema",
    "concept",
    "begrepp",
    "kind",
    "typ",
    "status",
    "phase",
    "skede",
    "funder",
    "finansiär",
    "finansiar",
    "program",
    "partner",
    "supplier",
    "leverantör",
    "leverantor",
    "budget",
    "size",
    "storlek",
    "date",
    "datum",
    "closes",
    "stänger",
    "stanger",
    "search",
    "bevakning",
];

/// A value with its place in the query text.
type Value = (String, Range<usize>);

/// Reads a field and its values where one begins; otherwise stays where it is.
pub(super) fn read(lexer: &mut Lexer<'_>) -> Result<Option<(Query, Range<usize>)>, QueryError> {
    let from = lexer.at();
    let Some((typed, value)) = lexer.rest().split_once(':') else { return Ok(None) };
    let visible: String = typed.chars().filter(|letter| !is_invisible(*letter)).collect();
    if visible.is_empty() || !visible.chars().all(char::is_alphabetic) {
        return Ok(None);
    }
    let name = fold(&visible);
    let span = from..from + typed.len() + 1;
    let Some(field) = field(&name) else {
        return match unknown(&visible, &name, value, lexer.locale) {
            Some(problem) => Err(QueryError { span, ..problem }),
            None => Ok(None),
        };
    };
    lexer.skip(typed.len() + 1);
    let values = values(lexer)?;
    if values.is_empty() {
        return Err(error(message::field_without_value(lexer.locale, &visible), span));
    }
    let mut filters = Vec::new();
    for value in values {
        filters.extend(filters_of(field, value, lexer.locale, lexer.now)?);
    }
    Ok(Some((any_of(filters), from..lexer.at())))
}

fn field(name: &str) -> Option<Field> {
    if name == NEWER {
        return Some(Field::Newer);
    }
    NAMES.iter().find(|(known, _)| *known == name).map(|(_, field)| *field)
}

/// Why a name before a colon is wrong; `None` when it is plain text: `https://…`, `EU:s`,
/// `Ny rapport: …`, `C:`.
fn unknown(typed: &str, name: &str, value: &str, locale: Locale) -> Option<QueryError> {
    let value = value.split(char::is_whitespace).next().unwrap_or_default();
    let is_ending = value.chars().count() <= 5 && value.chars().all(char::is_lowercase);
    let is_acronym = !typed.chars().any(char::is_lowercase);
    if value.is_empty()
        || value.starts_with("//")
        || typed.chars().count() == 1
        || (is_acronym && is_ending)
        || ["mailto", "tel"].contains(&name)
    {
        return None;
    }
    if LATER.contains(&name) {
        return Some(error(message::field_not_yet(locale, typed), 0..0));
    }
    let known = NAMES.iter().map(|(known, _)| *known).chain([NEWER]);
    let nearest = names::nearest(name, known);
    let suggestion = nearest.map(|nearest| format!("{nearest}:"));
    Some(QueryError { suggestion, ..error(message::unknown_field(locale, typed), 0..0) })
}

/// Values after the colon, parted by commas; each may be quoted.
fn values(lexer: &mut Lexer<'_>) -> Result<Vec<Value>, QueryError> {
    let mut values = Vec::new();
    loop {
        let from = lexer.at();
        let text = match lexer.peek() {
            Some(quote) if is_quote(quote) => {
                let Some(inside) = lexer.quoted(quote) else {
                    let span = from..from + quote.len_utf8();
                    return Err(error(message::quote_not_closed(lexer.locale), span));
                };
                inside
            }
            _ => {
                let rest = lexer.rest();
                let ends = |letter: char| {
                    letter.is_whitespace() || is_quote(letter) || "(),|".contains(letter)
                };
                let value = rest.get(..rest.find(ends).unwrap_or(rest.len())).unwrap_or_default();
                lexer.skip(value.len());
                value
            }
        };
        let value: String = text.chars().filter(|letter| !is_invisible(*letter)).collect();
        if !value.trim().is_empty() {
            values.push((value.trim().to_owned(), from..lexer.at()));
        }
        if !lexer.rest().starts_with(',') {
            return Ok(values);
        }
        lexer.skip(1);
    }
}

fn filters_of(
    field: Field,
    (value, span): Value,
    locale: Locale,
    now: Timestamp,
) -> Result<Vec<Filter>, QueryError> {
    let name = fold(&value);
    let found = match field {
        Field::Source => Ok(vec![Filter::Source(name)]),
        Field::Site => Ok(vec![Filter::Site(host(&name))]),
        Field::Language => languages(&name).ok_or_else(|| message::not_a_language(locale, &value)),
        Field::Country => country(&name)
            .map(|filter| vec![filter])
            .ok_or_else(|| message::not_a_country(locale, &value)),
        Field::Group => {
            names::group(&name).map(|group| vec![Filter::Group(group)]).ok_or_else(|| {
                let groups = Group::ALL.map(Group::as_str).join(", ");
                message::not_a_group(locale, &value, &groups)
            })
        }
        Field::Network => yes_or_no(&name)
            .map(|answer| vec![Filter::Network(answer)])
            .ok_or_else(|| message::not_yes_or_no(locale, &value)),
        Field::After => day(&name)
            .map(|moment| vec![Filter::After(moment)])
            .ok_or_else(|| message::not_a_day(locale, &value)),
        Field::Before => day(&name)
            .map(|moment| vec![Filter::Before(moment)])
            .ok_or_else(|| message::not_a_day(locale, &value)),
        Field::Newer => calendar_span(&name)
            .map(|span| vec![Filter::After(date::before(now, span))])
            .ok_or_else(|| message::not_a_span(locale, &value)),
    };
    found.map_err(|message| error(message, span))
}

/// The host of what may be a whole address.
fn host(value: &str) -> String {
    let value = value.split_once("://").map_or(value, |(_, rest)| rest);
    let value = value.split(['/', '?', '#', ':']).next().unwrap_or_default();
    value.strip_prefix("www.").unwrap_or(value).trim_end_matches('.').to_owned()
}

fn languages(name: &str) -> Option<Vec<Filter>> {
    if let Some(languages) = names::languages(name) {
        return Some(languages.iter().copied().map(Filter::Language).collect());
    }
    let is_code = (2..=3).contains(&name.split(['-', '_']).next().unwrap_or_default().len());
    let language: Option<Language> = name.parse().ok().filter(|_| is_code);
    language.map(|language| vec![Filter::Language(language)])
}

fn country(name: &str) -> Option<Filter> {
    if ["norden", "nordic", "nordics"].contains(&name) {
        return Some(Filter::Nordic);
    }
    names::country(name).map(|code| Filter::Country(code.to_owned())).or_else(|| {
        let is_code = name.len() == 2 && name.bytes().all(|byte| byte.is_ascii_lowercase());
        is_code.then(|| Filter::Country(name.to_ascii_uppercase()))
    })
}

fn yes_or_no(name: &str) -> Option<bool> {
    match name {
        "ja" | "yes" | "true" | "1" => Some(true),
        "nej" | "no" | "false" | "0" => Some(false),
        _ => None,
    }
}

/// `2026`, `2026-10`, `2026-10-05`: when it begins in Stockholm.
fn day(value: &str) -> Option<Timestamp> {
    let mut parts = value.split('-');
    let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let month = parts.next().map(str::parse).transpose().ok()?;
    let day = parts.next().map(str::parse).transpose().ok()?;
    if parts.next().is_some() {
        return None;
    }
    date::start_of(year, month, day)
}

/// `7d`, `2w` or `2v`, `3m`, `1y` or `1å`.
fn calendar_span(value: &str) -> Option<CalendarSpan> {
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
