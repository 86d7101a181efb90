//! How a query was understood, in plain words.

use super::periods::last_day_before;
use super::values;
use crate::date::day_in_stockholm;
use crate::message::{Locale, facts, search as message, sources, understanding as labels};
use crate::model::{Filter, NumberField, PlaceId, Query, Term, Timestamp};

/// `dropped` weighs nothing, `ignored` holds nothing to search for.
pub(super) fn explanation(
    query: &Query,
    dropped: &[String],
    ignored: &[String],
    locale: Locale,
) -> String {
    let parts = super::write::parts_of(query);
    let mut sentences = Vec::new();
    sentences.extend(wanted(parts, locale));
    for part in parts {
        match part {
            Query::Term(Term::Word(_)) => {}
            // Stands before what is left out of it.
            Query::All if parts.len() > 1 => {}
            Query::Term(Term::Required(word)) => {
                sentences.push(message::required_word(locale, word));
            }
            other => sentences.push(describe(other, locale)),
        }
    }
    if parts.len() > 1 && parts.contains(&Query::All) {
        sentences.insert(0, message::everything(locale));
    }
    if !dropped.is_empty() {
        sentences.push(message::without_weight(locale, &dropped.join(", ")));
    }
    if !ignored.is_empty() {
        sentences.push(message::passed_over(locale, &ignored.join(" ")));
    }
    message::read_as(locale, &sentences.join("; "))
}

fn wanted(parts: &[Query], locale: Locale) -> Option<String> {
    let words: Vec<&str> = parts
        .iter()
        .filter_map(|part| match part {
            Query::Term(Term::Word(word)) => Some(word.as_str()),
            _ => None,
        })
        .collect();
    match words.as_slice() {
        [] => None,
        [word] => Some(message::wanted_word(locale, word)),
        words => Some(message::wanted_words(locale, &words.join(", "))),
    }
}

/// What a part of a query asks for.
pub fn describe(query: &Query, locale: Locale) -> String {
    match query {
        Query::All => message::everything(locale),
        Query::Term(term) => found(term, locale),
        Query::Filter(filter) => narrow(filter, locale),
        Query::And(parts) => join(parts, &message::and(locale), locale),
        Query::Or(parts) => join(parts, &message::or(locale), locale),
        Query::Boost(part, weight) => {
            message::weighed(locale, &grouped(part, locale), &number(*weight, locale))
        }
        Query::Not(part) => message::not(locale, &grouped(part, locale)),
    }
}

fn found(term: &Term, locale: Locale) -> String {
    match term {
        Term::Word(word) | Term::Required(word) => word.clone(),
        Term::Exact(word) => message::exact_word(locale, word),
        Term::Phrase(words) => message::phrase(locale, &words.join(" ")),
        Term::Near(words, distance) => {
            let words = words.join(&message::and(locale));
            match distance {
                0 => message::side_by_side(locale, &words),
                1 => message::one_word_between(locale, &words),
                distance => message::near(locale, &words, *distance),
            }
        }
        Term::Prefix(word) => message::beginning(locale, word),
        Term::Fuzzy(word, 1) => message::mistyped_once(locale, word),
        Term::Fuzzy(word, mistakes) => message::mistyped(locale, word, *mistakes),
        Term::InTitle(term) => message::in_title(locale, &found(term, locale)),
    }
}

fn join(parts: &[Query], conjunction: &str, locale: Locale) -> String {
    let described: Vec<String> = parts.iter().map(|part| grouped(part, locale)).collect();
    described.join(conjunction)
}

fn grouped(part: &Query, locale: Locale) -> String {
    match part {
        Query::And(_) | Query::Or(_) => format!("({})", describe(part, locale)),
        other => describe(other, locale),
    }
}

fn narrow(filter: &Filter, locale: Locale) -> String {
    match filter {
        Filter::Source(value) => message::from_source(locale, value),
        Filter::Site(value) => message::from_site(locale, value),
        Filter::Language(value) => {
            message::in_language(locale, &sources::language_name(locale, *value))
        }
        Filter::Country(value) => {
            message::from_country(locale, &sources::country_name(locale, value))
        }
        Filter::Nordic => message::from_nordic(locale),
        Filter::Group(value) => message::from_group(locale, value.as_str()),
        Filter::Network(true) => message::inside_network(locale),
        Filter::Network(false) => message::outside_network(locale),
        Filter::After(moment) => message::dated_from(locale, &day_in_stockholm(*moment)),
        Filter::Before(moment) => message::dated_before(locale, &day_in_stockholm(*moment)),
        Filter::Place(places) => {
            message::about_place(locale, &place_names(places).join(&message::or(locale)))
        }
        Filter::Theme(id) => message::within_theme(locale, &values::theme_label(id, locale)),
        Filter::Concept(id) => message::about_concept(locale, &values::concept_label(id, locale)),
        Filter::Kind(kind) => message::of_kind(locale, labels::kind(locale, *kind)),
        Filter::Status(status) => message::with_status(locale, labels::status(locale, *status)),
        Filter::Phase(phase) => message::in_phase(locale, labels::phase(locale, *phase)),
        Filter::Fact(name, value) => {
            message::with_fact(locale, &facts::label(locale, *name).to_lowercase(), value)
        }
        Filter::Number(field, from, to) => compared(*field, *from, *to, locale),
        Filter::Story(id) => message::of_story(locale, id),
        Filter::SavedSearch(name, _) => message::of_saved_search(locale, name),
    }
}

/// What places are called; namesakes are told apart by their countries.
fn place_names(places: &[PlaceId]) -> Vec<String> {
    let names: Vec<String> = places.iter().map(values::place_label).collect();
    let has_namesake = |name: &String| names.iter().filter(|other| *other == name).count() > 1;
    let told = places.iter().zip(&names).map(|(place, name)| {
        if has_namesake(name) { format!("{name} ({})", place.country()) } else { name.clone() }
    });
    told.collect()
}

fn compared(field: NumberField, from: Option<i64>, to: Option<i64>, locale: Locale) -> String {
    let limits = match field {
        NumberField::Budget | NumberField::Population | NumberField::Arrived => {
            amounts(from, to, locale)
        }
        NumberField::Closes | NumberField::Event => days(from, to, locale),
    };
    match field {
        NumberField::Budget => message::budget(locale, &limits),
        NumberField::Population => message::population(locale, &limits),
        NumberField::Closes => message::closes(locale, &limits),
        NumberField::Event => message::takes_place(locale, &limits),
        // Never typed, so never told.
        NumberField::Arrived => String::new(),
    }
}

fn amounts(from: Option<i64>, to: Option<i64>, locale: Locale) -> String {
    // `>1mkr` is from 1,000,001 on; nobody reads it so.
    let is_above = |from: i64| from % 10 == 1;
    match (from, to) {
        (Some(from), Some(to)) if to == from.saturating_add(1) => grouped_digits(from),
        (Some(from), Some(to)) => format!("{}–{}", grouped_digits(from), grouped_digits(to - 1)),
        (Some(from), None) if is_above(from) => {
            message::more_than(locale, &grouped_digits(from - 1))
        }
        (Some(from), None) => message::at_least(locale, &grouped_digits(from)),
        (None, Some(to)) if is_above(to) => message::at_most(locale, &grouped_digits(to - 1)),
        (None, Some(to)) => message::less_than(locale, &grouped_digits(to)),
        (None, None) => String::new(),
    }
}

fn days(from: Option<i64>, to: Option<i64>, locale: Locale) -> String {
    let first = |moment: i64| day_in_stockholm(Timestamp::from_millis(moment));
    let last = |moment: i64| last_day_before(Timestamp::from_millis(moment));
    match (from.map(first), to.map(last)) {
        (Some(from), Some(to)) if from == to => from,
        (Some(from), Some(to)) => message::from_day_to_day(locale, &from, &to),
        (Some(from), None) => message::day_or_later(locale, &from),
        (None, Some(to)) => message::day_or_earlier(locale, &to),
        (None, None) => String::new(),
    }
}

/// Digits in groups of three, with spaces that do not break.
fn grouped_digits(number: i64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push('\u{a0}');
        }
        grouped.push(digit);
    }
    grouped
}

/// A weight, with the decimal sign of its reader.
fn number(weight: f32, locale: Locale) -> String {
    weight.to_string().replace('.', locale.choose(",", "."))
}
