//! The names that people give to places, themes, kinds and amounts: one function for each sort
//! of value.

use super::fields::Field;
use super::names::{self, plain};
use crate::language::fold;
use crate::language::thesaurus::Thesaurus;
use crate::message::{Locale, understanding as labels};
use crate::model::{Kind, Language, Phase, PlaceId, Status};
use crate::money;
use crate::place;

/// Shorter beginnings of names would be guesses.
const SHORTEST_BEGINNING: usize = 3;
/// What may stand behind a number of inhabitants.
const INHABITANTS: [&str; 4] = ["inv", "invånare", "inhabitants", "people"];
/// Multipliers that may stand behind a number after a space.
#[rustfmt::skip]
const MULTIPLIERS: [&str; 13] = [
    "tusen", "thousand", "milj", "miljon", "miljoner", "million", "millions", "mn", "mdr",
    "miljard", "miljarder", "billion", "billions",
];

/// What people call the themes besides their labels; a Swedish and an English name first, which
/// are proposed.
#[rustfmt::skip]
const THEMES: &[(&str, &[&str])] = &[
    ("social", &["social hållbarhet", "social sustainability", "demokrati", "democracy", "delaktighet"]),
    ("culture-work", &["arbete och kultur", "work and culture", "arbete", "näringsliv", "kultur", "fritid", "work", "business", "culture", "leisure"]),
    ("env-energy", &["miljö och energi", "environment and energy", "miljö", "energi", "klimat", "environment", "energy", "climate"]),
    ("mobility", &["trafik", "traffic", "mobilitet", "mobility", "transport", "transporter", "logistik", "logistics"]),
    ("care", &["omsorg", "care", "vård", "stöd och omsorg", "vård och omsorg", "support"]),
    ("built", &["stadsplanering", "urban planning", "byggnader", "stadsbyggnad", "buildings", "planning", "samhällsbyggnad"]),
    ("infra", &["infrastruktur", "infrastructure", "teknisk infrastruktur", "technical infrastructure"]),
    ("water", &["vatten", "water", "avlopp", "va"]),
    ("education", &["skola", "education", "förskola", "utbildning", "vuxenutbildning", "school", "preschool"]),
    ("eservices", &["e-tjänster", "e-services", "digitalisering", "digitalisation", "digitalization"]),
    ("data-ai", &["data och ai", "data and ai", "data", "ai", "öppna data", "open data", "digital tvilling", "digitala tvillingar", "digital twins"]),
    ("iot", &["iot", "sensorer", "uppkoppling", "lorawan", "sensors", "connectivity"]),
    ("safety", &["trygghet", "safety", "säkerhet", "beredskap", "security", "preparedness"]),
    ("innovation", &["innovation", "testbäddar", "testbeds", "procurement"]),
];

/// Places of this name, of several homonyms all; or the place of this id.
pub(super) fn place(name: &str) -> Vec<PlaceId> {
    place::look_up(name).into_iter().map(|place| place.id.clone()).collect()
}

/// Names of places that begin so, the likeliest first.
pub(super) fn places_beginning(begun: &str) -> Vec<String> {
    place::suggestions(begun).into_iter().map(|place| place.name.to_owned()).collect()
}

/// What a place is called.
pub(super) fn place_label(id: &PlaceId) -> String {
    place::by_id(id).map_or(id.as_str(), |place| place.name).to_owned()
}

/// A theme by its id, its label or another name, or an unambiguous beginning of one.
pub(super) fn theme(name: &str) -> Option<String> {
    let name = plain(name);
    let known = Thesaurus::shipped().themes();
    let labelled = known.iter().find(|theme| {
        theme.id == name || theme.labels.iter().any(|(_, label)| plain(label) == name)
    });
    if let Some(theme) = labelled {
        return Some(theme.id.clone());
    }
    let named = THEMES.iter().find(|(_, names)| names.iter().any(|known| plain(known) == name));
    if let Some((id, _)) = named {
        return Some((*id).to_owned());
    }
    let begins = |known: &str| plain(known).starts_with(&name);
    let begun = THEMES.iter().filter(|(id, names)| begins(id) || names.iter().any(|n| begins(n)));
    only(&name, begun.map(|(id, _)| *id)).map(str::to_owned)
}

pub(super) fn theme_label(id: &str, locale: Locale) -> String {
    let theme = Thesaurus::shipped().theme(id);
    theme.map_or(id, |theme| theme.label(language(locale))).to_owned()
}

/// A concept by its id, or by one of its terms.
pub(super) fn concept(name: &str) -> Option<String> {
    let thesaurus = Thesaurus::shipped();
    if let Some(concept) = thesaurus.concept(name) {
        return Some(concept.id.clone());
    }
    let name = fold(name);
    let mut terms = thesaurus.concepts().iter().flat_map(|concept| {
        concept.terms.iter().map(move |term| (concept, &term.text, term.preferred))
    });
    let mut others = terms.clone();
    let preferred = terms.find(|(_, term, preferred)| *preferred && fold(term) == name);
    let found = preferred.or_else(|| others.find(|(_, term, _)| fold(term) == name));
    found.map(|(concept, ..)| concept.id.clone())
}

/// What concepts are called in the interface's language, where that begins so.
pub(super) fn concepts_beginning(begun: &str, locale: Locale) -> Vec<String> {
    let begun = plain(begun);
    let concepts = Thesaurus::shipped().concepts().iter();
    let labels = concepts.map(|concept| concept.label(language(locale)));
    let found = labels.filter(|label| plain(label).starts_with(&begun));
    found.map(str::to_owned).collect()
}

/// The concept whose name is nearest in the interface's language.
pub(super) fn nearest_concept(name: &str, locale: Locale) -> Option<String> {
    let concepts = Thesaurus::shipped().concepts().iter();
    let labels = concepts.map(|concept| concept.label(language(locale)));
    names::nearest_value(name, labels).map(str::to_owned)
}

pub(super) fn concept_label(id: &str, locale: Locale) -> String {
    let concept = Thesaurus::shipped().concept(id);
    concept.map_or(id, |concept| concept.label(language(locale))).to_owned()
}

pub(super) fn kind(name: &str) -> Option<Kind> {
    labels::read_kind(name).or_else(|| begun(name, Kind::ALL, labels::kind))
}

pub(super) fn status(name: &str) -> Option<Status> {
    labels::read_status(name).or_else(|| begun(name, Status::ALL, labels::status))
}

pub(super) fn phase(name: &str) -> Option<Phase> {
    labels::read_phase(name).or_else(|| begun(name, Phase::ALL, labels::phase))
}

/// The code of a country by its code or its name.
pub(super) fn country(name: &str) -> Option<String> {
    let code = name.to_ascii_uppercase();
    let known = place::country(name);
    known.map(str::to_owned).or_else(|| names::is_country_code(&code).then_some(code))
}

/// An amount of money in whole SEK.
pub(super) fn amount(text: &str) -> Option<i64> {
    money::amount_in_sek(text)
}

/// A number of inhabitants.
pub(super) fn count(text: &str) -> Option<i64> {
    let text = fold(text);
    let bare = INHABITANTS.iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(&text);
    let unit: String = bare.chars().filter(|letter| letter.is_alphabetic()).collect();
    let is_number = unit.is_empty() || MULTIPLIERS.contains(&unit.as_str());
    is_number.then(|| money::amount_in_sek(bare.trim())).flatten()
}

/// Can follow a number after a space.
pub(super) fn is_unit(word: &str) -> bool {
    MULTIPLIERS.contains(&word)
        || INHABITANTS.contains(&word)
        // One letter alone is rather a word of the text.
        || (word.chars().count() > 1 && amount(&format!("1 {word}")).is_some())
}

/// The values of a closed field, each once, in the interface's language.
pub(super) fn listed(field: Field, locale: Locale) -> Vec<String> {
    let owned = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect();
    let at = usize::from(locale == Locale::En);
    match field {
        Field::Theme => owned(
            THEMES
                .iter()
                .filter_map(|(_, names)| names.get(at).or(names.first()).copied())
                .collect(),
        ),
        Field::Kind => owned(Kind::ALL.iter().map(|one| labels::kind(locale, *one)).collect()),
        Field::Status => {
            owned(Status::ALL.iter().map(|one| labels::status(locale, *one)).collect())
        }
        Field::Phase => owned(Phase::ALL.iter().map(|one| labels::phase(locale, *one)).collect()),
        _ => Vec::new(),
    }
}

/// All names of the values of a closed field, those of the interface's language first.
pub(super) fn names(field: Field, locale: Locale) -> Vec<String> {
    let other = if locale == Locale::Sv { Locale::En } else { Locale::Sv };
    let mut names = listed(field, locale);
    names.extend(listed(field, other));
    if field == Field::Theme {
        names.extend(
            THEMES
                .iter()
                .flat_map(|(id, names)| names.iter().chain([id]).map(|name| (*name).to_owned())),
        );
    }
    names
}

/// The one of a closed set with a label that begins so.
fn begun<T: Copy + PartialEq>(
    name: &str,
    all: &[T],
    label: fn(Locale, T) -> &'static str,
) -> Option<T> {
    let name = plain(name);
    let begins = |one: &T| {
        [Locale::Sv, Locale::En].iter().any(|locale| plain(label(*locale, *one)).starts_with(&name))
    };
    only(&name, all.iter().copied().filter(begins))
}

/// What a beginning stands for, when it is long enough and can mean one thing only.
fn only<T: PartialEq>(begun: &str, mut found: impl Iterator<Item = T>) -> Option<T> {
    let first = found.next().filter(|_| begun.chars().count() >= SHORTEST_BEGINNING)?;
    found.all(|other| other == first).then_some(first)
}

fn language(locale: Locale) -> Language {
    if locale == Locale::Sv { Language::SV } else { Language::EN }
}
