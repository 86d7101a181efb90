//! How a query was understood, in plain words.

use crate::date::day_in_stockholm;
use crate::message::{Locale, search as message};
use crate::model::{Filter, Query, Term};

/// `dropped` weighs nothing, `ignored` holds nothing to search for.
pub(super) fn explanation(
    query: &Query,
    dropped: &[String],
    ignored: &[String],
    locale: Locale,
) -> String {
    let parts = match query {
        Query::And(parts) => parts.as_slice(),
        other => std::slice::from_ref(other),
    };
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

fn describe(query: &Query, locale: Locale) -> String {
    match query {
        Query::All => message::everything(locale),
        Query::Term(Term::Word(word) | Term::Required(word)) => word.clone(),
        Query::Term(Term::Exact(word)) => message::exact_word(locale, word),
        Query::Term(Term::Phrase(words)) => message::phrase(locale, &words.join(" ")),
        Query::Filter(filter) => narrow(filter, locale),
        Query::And(parts) => join(parts, &message::and(locale), locale),
        Query::Or(parts) => join(parts, &message::or(locale), locale),
        Query::Term(_) | Query::Boost(..) => String::new(),
        Query::Not(part) => message::not(locale, &describe(part, locale)),
    }
}

fn join(parts: &[Query], conjunction: &str, locale: Locale) -> String {
    let described: Vec<String> = parts
        .iter()
        .map(|part| match part {
            Query::And(_) | Query::Or(_) => format!("({})", describe(part, locale)),
            other => describe(other, locale),
        })
        .collect();
    described.join(conjunction)
}

fn narrow(filter: &Filter, locale: Locale) -> String {
    match filter {
        Filter::Source(value) => message::from_source(locale, value),
        Filter::Site(value) => message::from_site(locale, value),
        Filter::Language(value) => message::in_language(locale, value.as_str()),
        Filter::Country(value) => message::from_country(locale, value),
        Filter::Nordic => message::from_nordic(locale),
        Filter::Group(value) => message::from_group(locale, value.as_str()),
        Filter::Network(true) => message::inside_network(locale),
        Filter::Network(false) => message::outside_network(locale),
        Filter::After(moment) => message::dated_from(locale, &day_in_stockholm(*moment)),
        Filter::Before(moment) => message::dated_before(locale, &day_in_stockholm(*moment)),
        _ => String::new(),
    }
}
