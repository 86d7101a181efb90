//! The values of fields as conditions: `land:norden`, `tema:trafik`, `efter:2026-10`.

use super::fields::{Field, Value};
use super::{error, names, periods, values};
use crate::date;
use crate::language::fold;
use crate::message::{Locale, search as message};
use crate::model::{FactName, Filter, Group, Language, Query, QueryError, SourceId, Timestamp};

/// Why a value cannot be read, and what would be.
type Wrong = (String, Option<String>);

/// Reads one value of a field.
pub(super) fn of(
    field: Field,
    (value, span): Value,
    locale: Locale,
    now: Timestamp,
) -> Result<Vec<Query>, QueryError> {
    let name = fold(&value);
    let is_free = matches!(field, Field::Story | Field::SavedSearch);
    if let Some(at) = value.find(['*', '~', '^']).filter(|_| !is_free) {
        let begun = value.get(..at).filter(|begun| has_words(begun));
        let suggestion = begun.map(super::write::quoted);
        let wrong = error(message::operator_in_value(locale, &value), span);
        return Err(QueryError { suggestion, ..wrong });
    }
    let found = match field {
        Field::Newer => periods::span(&name)
            .map(|span| vec![Filter::After(date::before(now, span))])
            .ok_or_else(|| (message::not_a_span(locale, &value), None)),
        Field::After | Field::Before => day(field, &value, locale),
        Field::Fact(fact) => fact_with(fact, &name, locale),
        _ => named(field, &value, &name, locale),
    };
    match found {
        Ok(filters) => Ok(filters.into_iter().map(Query::Filter).collect()),
        Err((message, suggestion)) => {
            let suggestion = suggestion.map(|value| super::write::quoted(&value));
            Err(QueryError { suggestion, ..error(message, span) })
        }
    }
}

/// Places of one field are one condition: in any of them.
pub(super) fn joined(found: Vec<Query>) -> Vec<Query> {
    let mut places = Vec::new();
    let mut others = Vec::new();
    for query in found {
        match query {
            Query::Filter(Filter::Place(more)) => {
                places.extend(
                    more.into_iter().filter(|place| !places.contains(place)).collect::<Vec<_>>(),
                );
            }
            other => others.push(other),
        }
    }
    if !places.is_empty() {
        others.push(Query::Filter(Filter::Place(places)));
    }
    others
}

fn named(field: Field, value: &str, name: &str, locale: Locale) -> Result<Vec<Filter>, Wrong> {
    let one = |found: Option<Filter>| found.map(|filter| vec![filter]);
    let wrong = || match field {
        Field::Source => (message::not_a_source(locale, value), Some(SourceId::suggestion(value))),
        Field::Site => (message::not_a_site(locale, value), None),
        Field::Language => (message::not_a_language(locale, value), nearest(field, name, locale)),
        Field::Country => (message::not_a_country(locale, value), nearest(field, name, locale)),
        Field::Group => {
            let groups = Group::ALL.map(Group::as_str).join(", ");
            (message::not_a_group(locale, value, &groups), nearest(field, name, locale))
        }
        Field::Network => (message::not_yes_or_no(locale, value), None),
        Field::Place => (message::not_a_place(locale, value), nearest_place(name)),
        Field::Concept => {
            (message::not_a_concept(locale, value), values::nearest_concept(name, locale))
        }
        Field::Theme | Field::Kind | Field::Status | Field::Phase => {
            let known = values::listed(field, locale).join(", ");
            (message::not_one_of(locale, value, &known), nearest(field, name, locale))
        }
        _ => (message::value_without_words(locale, value), None),
    };
    let found = match field {
        Field::Source => {
            one(name.parse::<SourceId>().ok().map(|_| Filter::Source(name.to_owned())))
        }
        Field::Site => one(host(name).map(Filter::Site)),
        Field::Language => languages(name),
        Field::Country => one(country(name)),
        Field::Group => one(names::group(name).map(Filter::Group)),
        Field::Network => one(yes_or_no(name).map(Filter::Network)),
        Field::Place => Some(values::place(value))
            .filter(|ids| !ids.is_empty())
            .map(|ids| vec![Filter::Place(ids)]),
        Field::Theme => one(values::theme(name).map(Filter::Theme)),
        Field::Concept => one(values::concept(name).map(Filter::Concept)),
        Field::Kind => one(values::kind(name).map(Filter::Kind)),
        Field::Status => one(values::status(name).map(Filter::Status)),
        Field::Phase => one(values::phase(name).map(Filter::Phase)),
        Field::Story => one(has_words(value).then(|| Filter::Story(value.to_owned()))),
        Field::SavedSearch => {
            one(has_words(value).then(|| Filter::SavedSearch(value.to_owned(), None)))
        }
        _ => None,
    };
    found.ok_or_else(wrong)
}

fn day(field: Field, value: &str, locale: Locale) -> Result<Vec<Filter>, Wrong> {
    let (from, _) =
        periods::period(value).ok_or_else(|| (message::not_a_day(locale, value), None))?;
    Ok(vec![if field == Field::After { Filter::After(from) } else { Filter::Before(from) }])
}

fn fact_with(fact: FactName, name: &str, locale: Locale) -> Result<Vec<Filter>, Wrong> {
    if !has_words(name) {
        return Err((message::value_without_words(locale, name), None));
    }
    Ok(vec![Filter::Fact(fact, name.to_owned())])
}

fn has_words(value: &str) -> bool {
    value.chars().any(char::is_alphanumeric)
}

/// The host of what may be a whole address.
fn host(value: &str) -> Option<String> {
    let value = value.split_once("://").map_or(value, |(_, rest)| rest);
    let value = value.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let host = value.strip_prefix("www.").unwrap_or(value).trim_end_matches('.');
    let is_host = has_words(host) && !host.contains([' ', '@']);
    is_host.then(|| host.to_owned())
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
    if names::NORDIC.contains(&name) {
        return Some(Filter::Nordic);
    }
    values::country(name).map(Filter::Country)
}

fn yes_or_no(name: &str) -> Option<bool> {
    match name {
        "ja" | "yes" | "true" | "1" => Some(true),
        "nej" | "no" | "false" | "0" => Some(false),
        _ => None,
    }
}

/// The nearest value that the field knows.
fn nearest(field: Field, name: &str, locale: Locale) -> Option<String> {
    let known = known_values(field, locale);
    names::nearest_value(name, known.iter().map(String::as_str)).map(str::to_owned)
}

/// The nearest place among those that begin alike.
fn nearest_place(name: &str) -> Option<String> {
    let begun = |letters: usize| name.chars().take(letters).collect::<String>();
    let near =
        [4, 3, 2, 1].into_iter().flat_map(|letters| values::places_beginning(&begun(letters)));
    let near: Vec<String> = near.collect();
    names::nearest_value(name, near.iter().map(String::as_str)).map(str::to_owned)
}

/// Values that begin so, lower case, those that are shown first.
pub(super) fn values_beginning(field: Field, begun: &str, locale: Locale) -> Vec<String> {
    match field {
        Field::Place => return values::places_beginning(begun),
        Field::Concept => return values::concepts_beginning(begun, locale),
        _ => {}
    }
    let known = known_values(field, locale).into_iter();
    let begins = |value: &String| names::plain(value).starts_with(&names::plain(begun));
    let mut found: Vec<String> = Vec::new();
    for value in known.filter(begins) {
        if !found.contains(&value) {
            found.push(value);
        }
    }
    found
}

fn known_values(field: Field, locale: Locale) -> Vec<String> {
    let owned = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect();
    match field {
        Field::Language => owned(names::language_names()),
        Field::Country => owned(names::country_names()),
        Field::Group => Group::ALL.iter().map(|group| group.as_str().to_owned()).collect(),
        Field::Network => owned(vec![locale.choose("ja", "yes"), locale.choose("nej", "no")]),
        Field::Newer => owned(vec!["7d", "30d", "90d", locale.choose("1å", "1y")]),
        Field::Theme | Field::Kind | Field::Status | Field::Phase => values::names(field, locale),
        _ => Vec::new(),
    }
}
