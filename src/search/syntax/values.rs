//! The names that people give to places, themes, kinds and amounts: one function for each sort
//! of value.

use super::fields::Field;
use super::names::{self, plain};
use crate::language::fold;
use crate::message::Locale;
use crate::model::{Kind, Phase, PlaceId, Status};

/// Something with a name in Swedish, one in English, and others that people type.
type Named<T> = (T, &'static str, &'static str, &'static [&'static str]);

/// Shorter beginnings of names would be guesses.
const SHORTEST_BEGINNING: usize = 3;
/// To be replaced by the dated table of rates.
const SEK_PER_EUR: f64 = 11.0;

#[rustfmt::skip]
const THEMES: &[Named<&str>] = &[
    ("social", "social hållbarhet", "social sustainability", &["demokrati", "democracy", "delaktighet"]),
    ("culture-work", "arbete och kultur", "work and culture",
        &["arbete", "näringsliv", "kultur", "fritid", "work", "business", "culture", "leisure"]),
    ("env-energy", "miljö och energi", "environment and energy",
        &["miljö", "energi", "klimat", "environment", "energy", "climate"]),
    ("mobility", "trafik", "traffic",
        &["mobilitet", "mobility", "transport", "transporter", "logistik", "logistics"]),
    ("care", "omsorg", "care", &["vård", "stöd och omsorg", "vård och omsorg", "support"]),
    ("built", "stadsplanering", "urban planning",
        &["byggnader", "stadsbyggnad", "buildings", "planning", "samhällsbyggnad"]),
    ("infra", "infrastruktur", "infrastructure", &["teknisk infrastruktur", "technical infrastructure"]),
    ("water", "vatten", "water", &["avlopp", "va"]),
    ("education", "skola", "education", &["förskola", "utbildning", "vuxenutbildning", "school", "preschool"]),
    ("eservices", "e-tjänster", "e-services", &["digitalisering", "digitalisation", "digitalization"]),
    ("data-ai", "data och ai", "data and ai",
        &["data", "ai", "öppna data", "open data", "digital tvilling", "digitala tvillingar", "digital twins"]),
    ("iot", "iot", "iot", &["sensorer", "uppkoppling", "lorawan", "sensors", "connectivity"]),
    ("safety", "trygghet", "safety", &["säkerhet", "beredskap", "security", "preparedness"]),
    ("innovation", "innovation", "innovation", &["testbäddar", "testbeds", "procurement"]),
];

#[rustfmt::skip]
const KINDS: &[Named<Kind>] = &[
    (Kind::News, "nyhet", "news", &["nyheter", "artikel", "article"]),
    (Kind::PressRelease, "pressmeddelande", "press release", &["pressmeddelanden", "press"]),
    (Kind::Project, "projekt", "project", &["projects"]),
    (Kind::Call, "utlysning", "call", &["utlysningar", "calls", "stöd"]),
    (Kind::Tender, "upphandling", "tender", &["upphandlingar", "tenders", "procurement"]),
    (Kind::Event, "evenemang", "event", &["event", "events", "konferens", "conference", "webbinarium", "webinar"]),
    (Kind::Report, "rapport", "report", &["rapporter", "reports"]),
    (Kind::Policy, "styrdokument", "policy", &["strategi", "strategy", "plan", "riktlinje"]),
    (Kind::Decision, "beslut", "decision", &["protokoll", "minutes", "beslut/protokoll"]),
    (Kind::Consultation, "remiss", "consultation", &["remisser", "samråd"]),
    (Kind::Assignment, "uppdrag", "assignment", &["regeringsuppdrag"]),
];

#[rustfmt::skip]
const STATUSES: &[Named<Status>] = &[
    (Status::Idea, "idé", "idea", &[]),
    (Status::Pilot, "pilot", "pilot", &["test", "pilotprojekt"]),
    (Status::ScaleUp, "skala upp", "scale up", &["uppskalning", "skalas upp", "scaling"]),
    (Status::Realised, "realiserad", "realised", &["realiserat", "realized", "genomförd", "införd"]),
    (Status::Cancelled, "avbruten", "cancelled", &["avbrutet", "canceled", "nedlagd"]),
];

#[rustfmt::skip]
const PHASES: &[Named<Phase>] = &[
    (Phase::Planned, "planerad", "planned", &["planerat", "planeras"]),
    (Phase::Ongoing, "pågående", "ongoing", &["pågår"]),
    (Phase::Finished, "avslutad", "finished", &["avslutat", "klar", "completed"]),
    (Phase::Cancelled, "avbruten", "cancelled", &["avbrutet", "canceled"]),
    (Phase::Paused, "pausad", "paused", &["pausat", "vilande"]),
    (Phase::InOperation, "i drift", "in operation", &["drift", "operational"]),
];

/// What follows a number, and by how much it multiplies. `kr` and the like by nothing.
#[rustfmt::skip]
const UNITS: &[(&str, f64)] = &[
    ("kr", 1.0), ("sek", 1.0), ("kronor", 1.0), ("tkr", 1e3), ("ksek", 1e3), ("tusen", 1e3),
    ("thousand", 1e3), ("k", 1e3), ("t", 1e3), ("m", 1e6), ("mn", 1e6), ("mkr", 1e6), ("mnkr", 1e6),
    ("msek", 1e6), ("milj", 1e6), ("miljon", 1e6), ("miljoner", 1e6), ("million", 1e6),
    ("millions", 1e6), ("md", 1e9), ("mdr", 1e9), ("mdkr", 1e9), ("mdsek", 1e9), ("miljard", 1e9),
    ("miljarder", 1e9), ("billion", 1e9), ("bn", 1e9), ("inv", 1.0), ("invånare", 1.0),
    ("inhabitants", 1.0), ("eur", SEK_PER_EUR), ("euro", SEK_PER_EUR), ("€", SEK_PER_EUR),
    ("teur", SEK_PER_EUR * 1e3), ("keur", SEK_PER_EUR * 1e3), ("meur", SEK_PER_EUR * 1e6),
    ("mneur", SEK_PER_EUR * 1e6),
];

/// Places of this name; of several homonyms all. Ids name themselves.
pub(super) fn place(name: &str) -> Vec<PlaceId> {
    let is_code = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_uppercase());
    let country = name.get(..2).filter(|code| is_code(code));
    let is_id = country.is_some() && name.get(2..3).is_none_or(|mark| mark == "-" || mark == ":");
    if is_id { vec![PlaceId(name.to_owned())] } else { Vec::new() }
}

/// Names of places, for completion.
pub(super) fn place_names() -> Vec<String> {
    Vec::new()
}

/// A concept by its id.
pub(super) fn concept(name: &str) -> Option<String> {
    let is_id = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    (is_id && !name.is_empty()).then(|| name.to_owned())
}

/// A theme by its id or name, or an unambiguous beginning of one.
pub(super) fn theme(name: &str) -> Option<String> {
    find(THEMES, |id| id, name).map(str::to_owned)
}

pub(super) fn kind(name: &str) -> Option<Kind> {
    find(KINDS, Kind::as_str, name)
}

pub(super) fn status(name: &str) -> Option<Status> {
    find(STATUSES, Status::as_str, name)
}

pub(super) fn phase(name: &str) -> Option<Phase> {
    find(PHASES, Phase::as_str, name)
}

/// The code of a country by its code, or by its name in Swedish or English.
pub(super) fn country(name: &str) -> Option<String> {
    names::country(name)
}

/// An amount of money in whole SEK, or any other number.
pub(super) fn amount(text: &str) -> Option<i64> {
    let text = fold(text).replace('€', " eur ");
    let number_end = |letter: char| letter.is_alphabetic();
    let text = text.trim();
    let (unit_before, text) = match text.find(|letter: char| letter.is_ascii_digit())? {
        0 => ("", text),
        at => text.split_at_checked(at)?,
    };
    let (number, units) = text.split_at_checked(text.find(number_end).unwrap_or(text.len()))?;
    let mut factor = 1.0;
    for unit in unit_before.split_whitespace().chain(units.split_whitespace()) {
        factor *= UNITS.iter().find(|(known, _)| *known == unit)?.1;
    }
    let amount = (decimal(number)? * factor).round();
    #[expect(clippy::cast_possible_truncation, reason = "the bound is far below")]
    (0.0..1e15).contains(&amount).then_some(amount as i64)
}

/// Can follow a number after a space.
pub(super) fn is_unit(word: &str) -> bool {
    // One letter alone is rather a word of the text.
    word.chars().count() > 1 && UNITS.iter().any(|(unit, _)| *unit == word)
}

/// `1,5`, `1.5`, `30 000`, `30.000`, `1,500,000`.
fn decimal(text: &str) -> Option<f64> {
    let bare: String = text.chars().filter(|c| !c.is_whitespace() && *c != '\'').collect();
    if bare.chars().any(|letter| !letter.is_ascii_digit() && letter != '.' && letter != ',') {
        return None;
    }
    let groups: Vec<&str> = bare.split(['.', ',']).collect();
    let (first, others) = groups.split_first()?;
    let are_thousands = !others.is_empty() && others.iter().all(|group| group.len() == 3);
    match others {
        _ if first.is_empty() => None,
        _ if are_thousands && *first != "0" => groups.concat().parse().ok(),
        [] => first.parse().ok(),
        [decimals] if !decimals.is_empty() => format!("{first}.{decimals}").parse().ok(),
        _ => None,
    }
}

/// What a theme is called.
pub(super) fn theme_label(id: &str, locale: Locale) -> String {
    let found = THEMES.iter().find(|(known, ..)| *known == id);
    found.map_or(id, |(_, sv, en, _)| locale.choose(sv, en)).to_owned()
}

pub(super) fn kind_label(kind: Kind, locale: Locale) -> &'static str {
    label(KINDS, kind, locale)
}

pub(super) fn status_label(status: Status, locale: Locale) -> &'static str {
    label(STATUSES, status, locale)
}

pub(super) fn phase_label(phase: Phase, locale: Locale) -> &'static str {
    label(PHASES, phase, locale)
}

/// What a place is called.
pub(super) fn place_label(id: &PlaceId, _locale: Locale) -> String {
    id.as_str().to_owned()
}

/// The values of a closed field, each once, in the interface's language.
pub(super) fn listed(field: Field, locale: Locale) -> Vec<&'static str> {
    fn labels<T>(table: &'static [Named<T>], locale: Locale) -> Vec<&'static str> {
        table.iter().map(|(_, sv, en, _)| locale.choose(sv, en)).collect()
    }
    match field {
        Field::Theme => labels(THEMES, locale),
        Field::Kind => labels(KINDS, locale),
        Field::Status => labels(STATUSES, locale),
        Field::Phase => labels(PHASES, locale),
        _ => Vec::new(),
    }
}

/// All names of the values of a closed field, those of the interface's language first.
pub(super) fn names(field: Field, locale: Locale) -> Vec<String> {
    fn all<T>(table: &'static [Named<T>], locale: Locale) -> Vec<&'static str> {
        let first = table.iter().map(|(_, sv, en, _)| locale.choose(sv, en));
        let second = table.iter().map(|(_, sv, en, _)| locale.choose(en, sv));
        let others = table.iter().flat_map(|(.., others)| others.iter().copied());
        first.chain(second).chain(others).collect()
    }
    let names = match field {
        Field::Theme => all(THEMES, locale),
        Field::Kind => all(KINDS, locale),
        Field::Status => all(STATUSES, locale),
        Field::Phase => all(PHASES, locale),
        _ => Vec::new(),
    };
    names.into_iter().map(str::to_owned).collect()
}

fn find<T: Copy + PartialEq>(
    table: &[Named<T>],
    code: impl Fn(T) -> &'static str,
    name: &str,
) -> Option<T> {
    let name = plain(name);
    let names = |(value, sv, en, others): &Named<T>| {
        [code(*value), sv, en]
            .into_iter()
            .chain(others.iter().copied())
            .map(plain)
            .collect::<Vec<_>>()
    };
    let exact = table.iter().find(|entry| names(entry).contains(&name));
    if let Some((value, ..)) = exact {
        return Some(*value);
    }
    if name.chars().count() < SHORTEST_BEGINNING {
        return None;
    }
    let mut begun =
        table.iter().filter(|entry| names(entry).iter().any(|known| known.starts_with(&name)));
    let (value, ..) = begun.next()?;
    begun.next().is_none().then_some(*value)
}

fn label<T: Copy + PartialEq>(table: &[Named<T>], value: T, locale: Locale) -> &'static str {
    let found = table.iter().find(|(known, ..)| *known == value);
    found.map_or("", |(_, sv, en, _)| locale.choose(sv, en))
}

/// What a concept is called.
pub(super) fn concept_label(id: &str, _locale: Locale) -> String {
    id.to_owned()
}
