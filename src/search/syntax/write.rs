//! A query tree as a text that reads as the same tree: for links, looser searches and forms.

use super::fields::Field;
use super::periods::{day_beginning, last_day_before};
use super::tree::weightless_among;
use super::values;
use super::word;
use crate::message::Locale;
use crate::model::{Filter, NumberField, PlaceId, Query, Term, Timestamp};

/// Where a part stands: side by side, where words are wanted, or inside an operator, where they
/// are demanded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Side,
    Operand,
}

/// Writes a query that `parse` has read. Names are English, values are codes.
pub fn write(query: &Query) -> String {
    if matches!(query, Query::Or(_)) && list_of_values(query).is_none() {
        return alternatives(query);
    }
    let parts = side_by_side(query).into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<String>>().join(" ")
}

/// The same with the names of fields and operators in the language of a reader.
pub fn write_in(query: &Query, locale: Locale) -> String {
    spoken(&write(query), locale)
}

/// What `write` has written, with the names of fields and operators in the language of a reader.
pub fn spoken(written: &str, locale: Locale) -> String {
    match locale {
        Locale::En => written.to_owned(),
        Locale::Sv => in_swedish(written),
    }
}

/// Names outside quotation marks in Swedish. What is written has no blanks within a condition but
/// in those.
fn in_swedish(text: &str) -> String {
    let mut is_quoted = false;
    let spoken = text.split(' ').map(|word| {
        let begins_outside = !is_quoted;
        is_quoted ^= word.matches('"').count() % 2 == 1;
        if begins_outside { word_in_swedish(word) } else { word.to_owned() }
    });
    spoken.collect::<Vec<String>>().join(" ")
}

fn word_in_swedish(word: &str) -> String {
    if word == "OR" {
        return "ELLER".to_owned();
    }
    let name = word.trim_start_matches(['(', '-', '+']);
    let before = word.strip_suffix(name).unwrap_or_default();
    let named = name.split_once(':').and_then(|(name, value)| Some((Field::named(name)?, value)));
    match named {
        Some((field, value)) => format!("{before}{}:{value}", field.swedish_name()),
        None => word.to_owned(),
    }
}

/// The parts of a query that stand side by side, each as it is typed; of all documents nothing.
pub(super) fn side_by_side(query: &Query) -> Vec<String> {
    let parts = parts_of(query);
    let weighed = words_to_weigh(parts);
    let written = parts.iter().enumerate().map(|(at, part)| match part {
        Query::Term(Term::Word(word)) if weighed.contains(&at) => format!("{word}^1"),
        other => of(other, Place::Side),
    });
    written.collect()
}

/// The parts that stand side by side.
pub(super) fn parts_of(query: &Query) -> &[Query] {
    match query {
        Query::And(parts) => parts,
        other => std::slice::from_ref(other),
    }
}

/// One part of a query, as it stands inside an operator.
pub(super) fn operand(query: &Query) -> String {
    of(query, Place::Operand)
}

/// Words that would be passed over as weightless, or read as an operator, when they were written
/// as they are; a weight of one says that they are meant.
fn words_to_weigh(parts: &[Query]) -> Vec<usize> {
    let mut weighed = Vec::new();
    loop {
        let plain: Vec<(usize, &str)> = parts
            .iter()
            .enumerate()
            .filter(|(at, _)| !weighed.contains(at))
            .filter_map(|(at, part)| match part {
                Query::Term(Term::Word(word)) => Some((at, word.as_str())),
                _ => None,
            })
            .collect();
        let words: Vec<&str> = plain.iter().map(|(_, word)| *word).collect();
        let marks = weightless_among(&words);
        let more: Vec<usize> = plain
            .iter()
            .zip(marks)
            .filter(|((_, word), drop)| *drop || word::is_operator(word))
            .map(|((at, _), _)| *at)
            .collect();
        if more.is_empty() {
            return weighed;
        }
        weighed.extend(more);
    }
}

fn of(query: &Query, place: Place) -> String {
    match query {
        Query::All => String::new(),
        Query::Term(Term::Required(word)) if place == Place::Side => format!("+{}", escaped(word)),
        Query::Term(Term::Word(word) | Term::Required(word)) => escaped(word),
        Query::Term(other) => term(other),
        Query::Filter(filter) => condition(filter),
        Query::And(parts) => {
            let parts: Vec<String> = parts.iter().map(|part| of(part, Place::Operand)).collect();
            format!("({})", parts.join(" "))
        }
        Query::Or(_) => {
            list_of_values(query).unwrap_or_else(|| format!("({})", alternatives(query)))
        }
        Query::Not(part) => match part.as_ref() {
            Query::Not(_) => format!("-({})", of(part, Place::Operand)),
            other => format!("-{}", of(other, Place::Operand)),
        },
        Query::Boost(part, weight) => weighed(part, *weight, place),
    }
}

fn weighed(part: &Query, weight: f32, place: Place) -> String {
    match part {
        // The weight itself keeps the word from being an operator.
        Query::Term(Term::Required(word)) if place == Place::Side => format!("+{word}^{weight}"),
        Query::Term(Term::Word(word) | Term::Required(word)) => format!("{word}^{weight}"),
        other => format!("{}^{weight}", of(other, place)),
    }
}

fn alternatives(query: &Query) -> String {
    let Query::Or(parts) = query else { return of(query, Place::Operand) };
    let parts: Vec<String> = parts.iter().map(|part| of(part, Place::Operand)).collect();
    parts.join(" OR ")
}

/// `country:SE,DK`, when all alternatives are values of one field.
fn list_of_values(query: &Query) -> Option<String> {
    let Query::Or(parts) = query else { return None };
    let mut written: Option<String> = None;
    for part in parts {
        let Query::Filter(filter) = part else { return None };
        // Places of one list are one condition, and bounds are no lists.
        if matches!(filter, Filter::Place(_) | Filter::Number(..)) {
            return None;
        }
        let condition = condition(filter);
        let (field, value) = condition.split_once(':')?;
        written = Some(match written {
            None => condition,
            Some(list) if list.split(':').next() == Some(field) => format!("{list},{value}"),
            Some(_) => return None,
        });
    }
    written
}

fn escaped(word: &str) -> String {
    if word::is_operator(word) { format!("{word}^1") } else { word.to_owned() }
}

fn term(term: &Term) -> String {
    match term {
        Term::Word(word) | Term::Required(word) => word.clone(),
        Term::Exact(word) => format!("={word}"),
        Term::Phrase(words) => format!("\"{}\"", words.join(" ")),
        Term::Near(words, distance) => format!("\"{}\"~{distance}", words.join(" ")),
        Term::Prefix(word) => format!("{word}*"),
        Term::Fuzzy(word, mistakes) => format!("{word}~{mistakes}"),
        Term::InTitle(inner) => format!("{}:{}", Field::Title.name(), self::term(inner)),
    }
}

/// A condition as it is typed.
pub(super) fn condition(filter: &Filter) -> String {
    let (field, value) = match filter {
        Filter::Source(id) => (Field::Source, quoted(id)),
        Filter::Site(host) => (Field::Site, quoted(host)),
        Filter::Language(language) => (Field::Language, language.to_string()),
        Filter::Country(code) => (Field::Country, code.clone()),
        Filter::Nordic => (Field::Country, "norden".to_owned()),
        Filter::Group(group) => (Field::Group, group.to_string()),
        Filter::Network(inside) => (Field::Network, if *inside { "ja" } else { "nej" }.to_owned()),
        Filter::After(moment) => (Field::After, moment_or_day(*moment)),
        Filter::Before(moment) => (Field::Before, moment_or_day(*moment)),
        Filter::Place(ids) => (Field::Place, places(ids).join(",")),
        Filter::Theme(id) => (Field::Theme, quoted(id)),
        Filter::Concept(id) => (Field::Concept, quoted(id)),
        Filter::Kind(kind) => (Field::Kind, kind.to_string()),
        Filter::Status(status) => (Field::Status, status.to_string()),
        Filter::Phase(phase) => (Field::Phase, phase.to_string()),
        Filter::Fact(name, value) => (Field::Fact(*name), quoted(value)),
        Filter::Number(field, from, to) => (Field::Number(*field), bounds(*field, *from, *to)),
        Filter::Story(id) => (Field::Story, quoted(id)),
        Filter::SavedSearch(name, _) => (Field::SavedSearch, quoted(name)),
    };
    format!("{}:{value}", field.name())
}

/// Places by a name where that means just these, else by their ids.
fn places(ids: &[PlaceId]) -> Vec<String> {
    let mut written = Vec::new();
    let mut rest = ids;
    while let Some((first, others)) = rest.split_first() {
        let name = values::place_label(first);
        let named = values::place(&name);
        let after = rest.strip_prefix(named.as_slice()).filter(|_| !named.is_empty());
        let label = if after.is_some() { &name } else { first.as_str() };
        written.push(quoted(label));
        rest = after.unwrap_or(others);
    }
    written
}

/// A value in quotation marks, where it needs them.
pub(in crate::search) fn quoted(value: &str) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || "-_./:@+&%#".contains(letter);
    let is_word = value.starts_with(char::is_alphanumeric)
        && value.ends_with(char::is_alphanumeric)
        && value.chars().all(is_plain);
    if is_word && !word::is_operator(value) { value.to_owned() } else { format!("\"{value}\"") }
}

fn moment_or_day(moment: Timestamp) -> String {
    day_beginning(moment).unwrap_or_else(|| moment.to_string())
}

fn bounds(field: NumberField, from: Option<i64>, to: Option<i64>) -> String {
    let is_day = matches!(field, NumberField::Closes | NumberField::Event);
    let show = |number: i64| {
        if is_day { moment_or_day(Timestamp::from_millis(number)) } else { number.to_string() }
    };
    match (from, to) {
        (Some(from), Some(to)) => format!("{}..{}", show(from), last(is_day, to)),
        (Some(from), None) => format!(">={}", show(from)),
        (None, Some(to)) => format!("<{}", show(to)),
        (None, None) => String::new(),
    }
}

/// The last value before a bound.
fn last(is_day: bool, to: i64) -> String {
    let moment = Timestamp::from_millis(to);
    match day_beginning(moment) {
        _ if !is_day => to.saturating_sub(1).to_string(),
        Some(_) => last_day_before(moment),
        None => moment.to_string(),
    }
}
