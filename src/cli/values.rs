//! Values that a person types for a field of a document, in either language, as they are kept.

use crate::date;
use crate::message::{Locale, explain as text, facts, sources as names, understanding};
use crate::model::{
    CorrectedField, Correction, FactName, Kind, Language, Phase, Status, Timestamp,
};
use crate::place;

/// Swedish names of fields that have no label of their own among the facts.
const SWEDISH: [(&str, CorrectedField); 9] = [
    ("rubrik", CorrectedField::Title),
    ("språk", CorrectedField::Language),
    ("datum", CorrectedField::Date),
    ("typ", CorrectedField::Kind),
    ("plats", CorrectedField::Place),
    ("kommun", CorrectedField::Place),
    ("tema", CorrectedField::Theme),
    ("nyhet", CorrectedField::Story),
    ("stänger", CorrectedField::Fact(FactName::Deadline)),
];

/// The field that a word means, in either language.
pub fn field(word: &str) -> Option<CorrectedField> {
    let word = word.trim().to_lowercase();
    let swedish = || SWEDISH.iter().find(|(name, _)| *name == word).map(|(_, field)| *field);
    let is_label = |name: &FactName| {
        [Locale::Sv, Locale::En].iter().any(|l| facts::label(*l, *name).to_lowercase() == word)
    };
    let labelled = || FactName::ALL.into_iter().find(is_label).map(CorrectedField::Fact);
    CorrectedField::try_from(word.clone()).ok().or_else(swedish).or_else(labelled)
}

/// What a reader of this language may call a field.
pub fn name(locale: Locale, field: CorrectedField) -> String {
    let swedish = || SWEDISH.iter().find(|(_, known)| *known == field).map(|(name, _)| *name);
    match (locale, field) {
        (Locale::En, _) => field.as_str().to_owned(),
        (Locale::Sv, CorrectedField::Fact(fact)) => {
            swedish().map_or_else(|| facts::label(locale, fact).to_lowercase(), str::to_owned)
        }
        (Locale::Sv, _) => swedish().unwrap_or_else(|| field.as_str()).to_owned(),
    }
}

/// The value of a correction as it is kept; else a sentence that says what to write instead.
pub fn corrected(
    locale: Locale,
    field: CorrectedField,
    typed: &str,
    now: Timestamp,
) -> Result<String, String> {
    if typed.is_empty() || typed == Correction::NONE {
        return Ok(typed.to_owned());
    }
    let values: Result<Vec<String>, String> = typed
        .split(';')
        .map(str::trim)
        .filter(|value| !value.is_empty())
        .map(|value| one(locale, field, value, now))
        .collect();
    Ok(values?.join("; "))
}

fn one(
    locale: Locale,
    field: CorrectedField,
    value: &str,
    _now: Timestamp,
) -> Result<String, String> {
    let or_else = |kept: Option<String>, wanted: &dyn Fn() -> String| {
        kept.ok_or_else(|| text::wrong_value(locale, &name(locale, field), value, &wanted()))
    };
    match field {
        CorrectedField::Kind => {
            let kind = understanding::read_kind(value).map(|kind| kind.to_string());
            let all = || Kind::ALL.iter().map(|kind| understanding::kind(locale, *kind));
            or_else(kind, &|| one_of(locale, all()))
        }
        CorrectedField::Fact(FactName::Status) => {
            let status = understanding::read_status(value).map(|status| status.to_string());
            let all = || Status::ALL.iter().map(|status| understanding::status(locale, *status));
            or_else(status, &|| one_of(locale, all()))
        }
        CorrectedField::Fact(FactName::Phase) => {
            let phase = understanding::read_phase(value).map(|phase| phase.to_string());
            let all = || Phase::ALL.iter().map(|phase| understanding::phase(locale, *phase));
            or_else(phase, &|| one_of(locale, all()))
        }
        CorrectedField::Language => {
            let language = value.parse::<Language>().ok().map(|language| language.to_string());
            or_else(language, &|| text::wants_language(locale))
        }
        CorrectedField::Date
        | CorrectedField::Fact(
            FactName::Deadline | FactName::Start | FactName::End | FactName::Event,
        ) => or_else(day(value), &|| text::wants_day(locale)),
        CorrectedField::Place => one_place(locale, value),
        _ => Ok(value.to_owned()),
    }
}

/// The id of the only place that the name means.
fn one_place(locale: Locale, typed: &str) -> Result<String, String> {
    match place::look_up(typed).as_slice() {
        [place] => Ok(place.id.as_str().to_owned()),
        [] => {
            let field = name(locale, CorrectedField::Place);
            Err(text::wrong_value(locale, &field, typed, &text::wants_place(locale)))
        }
        several => {
            let places: Vec<String> = several
                .iter()
                .map(|place| {
                    let country = names::country_name(locale, place.country);
                    format!("{} ({}, {country})", place.id.as_str(), place.name)
                })
                .collect();
            Err(text::several_places(locale, typed, &places.join(", ")))
        }
    }
}

fn day(value: &str) -> Option<String> {
    date::find_day(value).or_else(|| date::parse(value).map(date::day_in_stockholm))
}

fn one_of(locale: Locale, words: impl Iterator<Item = &'static str>) -> String {
    text::wants_one_of(locale, &words.collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_have_names_in_both_languages() {
        for (word, expected) in [
            ("place", CorrectedField::Place),
            ("Kommun", CorrectedField::Place),
            ("typ", CorrectedField::Kind),
            ("skede", CorrectedField::Fact(FactName::Phase)),
            ("leverantör", CorrectedField::Fact(FactName::Supplier)),
            ("deadline", CorrectedField::Fact(FactName::Deadline)),
            ("stänger", CorrectedField::Fact(FactName::Deadline)),
        ] {
            assert_eq!(field(word), Some(expected), "{word}");
        }
        assert_eq!(field("färg"), None);
        for known in CorrectedField::all() {
            assert_eq!(field(&name(Locale::Sv, known)), Some(known));
            assert_eq!(field(&name(Locale::En, known)), Some(known));
        }
    }

    #[test]
    fn values_are_checked_at_the_door() {
        let read = |field, typed| corrected(Locale::Sv, field, typed, Timestamp::default());
        let deadline = CorrectedField::Fact(FactName::Deadline);
        assert_eq!(read(deadline, "15 mars 2027"), Ok("2027-03-15".to_owned()));
        assert!(read(deadline, "snart").unwrap_err().contains("2026-03-15"));
        assert_eq!(read(CorrectedField::Kind, "call"), Ok("call".to_owned()));
        assert!(read(CorrectedField::Kind, "bok").unwrap_err().contains("pressmeddelande"));
        assert_eq!(read(CorrectedField::Kind, "utlysning"), Ok("call".to_owned()));
        assert_eq!(read(CorrectedField::Place, "-"), Ok("-".to_owned()));
        let places = read(CorrectedField::Place, "malmö; Landskrona kommun");
        assert_eq!(places, Ok("SE-1280; SE-1282".to_owned()));
        assert!(read(CorrectedField::Place, "Rauma").unwrap_err().contains("NO-"));
        assert!(read(CorrectedField::Place, "Ankeborg").is_err());
        assert_eq!(
            read(CorrectedField::Fact(FactName::Funder), "Vinnova;Formas"),
            Ok("Vinnova; Formas".to_owned())
        );
    }
}
