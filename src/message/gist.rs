//! What a list of hits says of each besides its title, and of the search besides its hits.

use super::Locale;
use crate::model::{Kind, Reason};

messages! {
    closed(day: &str) { sv: "stängde {day}", en: "closed {day}" }
    takes_place(day: &str) { sv: "äger rum {day}", en: "takes place {day}" }
    budget(amount: &str) { sv: "budget {amount}", en: "budget {amount}" }
    also_in(documents: u32) {
        sv: "Även i {documents} dokument till", en: "Also in {documents} more documents",
    }
    also_in_one() { sv: "Även i 1 dokument till", en: "Also in 1 more document" }
    also_in_named(sources: &str) { sv: "även: {sources}", en: "also: {sources}" }
    /// Terms of other languages that were searched for beside what was typed.
    also_searched(words: &str, terms: &str) {
        sv: "Sökte även efter {terms} (för ”{words}”)",
        en: "Also searched for {terms} (for “{words}”)",
    }
    also_searched_off() {
        sv: "Bara orden: skriv =ord, eller `--no-expand`",
        en: "The words alone: write =word, or `--no-expand`",
    }
    did_you_mean(query: &str) { sv: "Menade du: {query}", en: "Did you mean: {query}" }
    try_instead(query: &str, what: &str, hits: &str) {
        sv: "Prova {query} ({what}): {hits}", en: "Try {query} ({what}): {hits}",
    }
    watched_from(place: &str, sources: usize) {
        sv: "Från {place} bevakas {sources} källor", en: "{sources} sources from {place} are watched",
    }
    watched_from_one(place: &str) {
        sv: "Från {place} bevakas 1 källa", en: "1 source from {place} is watched",
    }
    watched_from_none(place: &str) {
        sv: "Ingen källa från {place} bevakas", en: "No source from {place} is watched",
    }
    calendar_name(query: &str) { sv: "Utkik: {query}", en: "Utkik: {query}" }
    calendar_closes(title: &str) { sv: "Sista dag: {title}", en: "Last day: {title}" }
    facet_place() { sv: "Plats", en: "Place" }
    facet_theme() { sv: "Tema", en: "Theme" }
    facet_kind() { sv: "Typ", en: "Kind" }
    facet_status() { sv: "Status", en: "Status" }
    facet_funder() { sv: "Finansiär", en: "Funder" }
    score(value: &str, parts: &str) { sv: "poäng {value} = {parts}", en: "score {value} = {parts}" }
}

/// The last day to answer, in the word of what is asked for.
pub fn closes(locale: Locale, kind: Option<Kind>, day: &str) -> String {
    let (sv, en) = match kind {
        Some(Kind::Call) => ("sök senast", "apply by"),
        Some(Kind::Tender) => ("anbud senast", "tenders by"),
        Some(Kind::Consultation) => ("svara senast", "reply by"),
        Some(Kind::Event) => ("anmälan senast", "register by"),
        _ => ("sista dag", "last day"),
    };
    format!("{} {day}", locale.choose(sv, en))
}

/// What is watched of a place that nothing was found from.
pub fn watched(locale: Locale, place: &str, sources: usize) -> String {
    match sources {
        0 => watched_from_none(locale, place),
        1 => watched_from_one(locale, place),
        _ => watched_from(locale, place, sources),
    }
}

/// Behind a hit: how many more documents tell the same.
pub fn count_of_others(locale: Locale, others: u32) -> String {
    if others == 1 { also_in_one(locale) } else { also_in(locale, others) }
}

/// What a part of a score stands for.
pub fn reason(locale: Locale, reason: Reason) -> &'static str {
    let (sv, en) = match reason {
        Reason::Title => ("i rubriken", "in the title"),
        Reason::Text => ("i texten", "in the text"),
        Reason::Parts => ("i sammansättningar", "in compounds"),
        Reason::Concept => ("samma begrepp", "the same concept"),
        Reason::Nearness => ("orden intill varandra", "words side by side"),
        Reason::Place => ("handlar om platsen", "is about the place"),
        Reason::Freshness => ("nytt", "new"),
        Reason::Source => ("källans vikt", "weight of the source"),
        Reason::Story => ("i flera källor", "in several sources"),
        Reason::Copy => ("kopia", "a copy"),
        Reason::Missing => ("saknade ord", "missing words"),
    };
    locale.choose(sv, en)
}
