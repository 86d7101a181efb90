//! What a hit is about in one line, and values of facets in words.

use crate::language::thesaurus::theme_name;
use crate::message::{Locale, gist as text, search, sources as names, understanding};
use crate::model::{HitFacts, PlaceId};
use crate::place;

/// Kind, places, how far it has come, money and days: only what is known.
pub fn line(locale: Locale, facts: &HitFacts, today: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(facts.kind.map(|kind| understanding::kind(locale, kind).to_owned()));
    parts.extend(facts.about.iter().map(place_name));
    parts.extend(facts.status.map(|status| understanding::status(locale, status).to_owned()));
    parts.extend(facts.phase.map(|phase| understanding::phase(locale, phase).to_owned()));
    parts.dedup();
    parts.extend(facts.budget.as_ref().map(|amount| text::budget(locale, amount)));
    parts.extend(facts.closes.as_ref().map(|day| {
        if day.as_str() < today {
            text::closed(locale, day)
        } else {
            text::closes(locale, facts.kind, day)
        }
    }));
    parts.extend(facts.event.as_ref().map(|days| match days.split_once('/') {
        Some((from, to)) => text::takes_place(locale, &search::from_day_to_day(locale, from, to)),
        None => text::takes_place(locale, days),
    }));
    parts.join(" · ")
}

/// The name of a place.
pub fn place_name(id: &PlaceId) -> String {
    place::by_id(id).map_or_else(|| id.0.clone(), |known| known.name.to_owned())
}

/// A value of a facet as a reader of this language calls it.
pub fn value(locale: Locale, field: &str, value: &str) -> String {
    match field {
        "place" => place_name(&PlaceId(value.to_owned())),
        "theme" => theme_name(value, locale.language()).to_owned(),
        "kind" => value
            .parse()
            .map_or_else(|_| value.to_owned(), |kind| understanding::kind(locale, kind).to_owned()),
        "status" => value.parse().map_or_else(
            |_| value.to_owned(),
            |status| understanding::status(locale, status).to_owned(),
        ),
        "group" => {
            value.parse().map_or_else(|_| value.to_owned(), |group| names::group(locale, group))
        }
        "lang" => value
            .parse()
            .map_or_else(|_| value.to_owned(), |language| names::language_name(locale, language)),
        "country" => names::country_name(locale, value),
        _ => value.to_owned(),
    }
}
