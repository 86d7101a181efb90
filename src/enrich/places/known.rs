//! Places that are known without reading: stated by the source, or behind address and author.

use crate::model::FactName;
use crate::place::{self, Place, PlaceKind, within};

use crate::enrich::reading::Reading;

/// A place that the source states in a field of its own.
pub(super) struct Stated<'a> {
    pub(super) place: &'static Place,
    pub(super) words: &'a str,
}

/// What the fields for place and country say; the country only where no place is known.
pub(super) fn stated<'a>(reading: &Reading<'a>) -> Vec<Stated<'a>> {
    let field = |name| reading.stated.get(&name).map(|value: &String| value.trim());
    let country = field(FactName::Country).unwrap_or_default();
    let hints = Hints {
        country: place::country(country).or_else(|| {
            reading.source.country.as_deref().filter(|code| *code != "EU").and_then(place::country)
        }),
    };
    let words = field(FactName::Place).unwrap_or_default();
    let mut places = in_list(words, &hints);
    if places.is_empty() {
        places = in_list(country, &hints);
    }
    let words = if places.is_empty() || !words.is_empty() { words } else { country };
    let words = if words.is_empty() { country } else { words };
    places.into_iter().map(|place| Stated { place, words }).collect()
}

struct Hints {
    country: Option<&'static str>,
}

/// Names in one field that are looked at: each is compared with all others.
const MOST_STATED: usize = 100;

/// The places of *Lund, Skåne* or *Oslo; Bergen*; what others lie in is left out.
fn in_list(words: &str, hints: &Hints) -> Vec<&'static Place> {
    let whole = place::look_up(words);
    if !whole.is_empty() {
        return one_of(&whole, &[], hints).into_iter().collect();
    }
    let parts: Vec<&str> = words
        .split([',', ';', '|', '/', '\n', '(', ')'])
        .map(str::trim)
        .take(MOST_STATED)
        .collect();
    let namesakes: Vec<Vec<&'static Place>> =
        parts.iter().map(|part| place::look_up(part)).collect();
    let all: Vec<&'static Place> = namesakes.iter().flatten().copied().collect();
    let mut places: Vec<&'static Place> = Vec::new();
    for namesakes in &namesakes {
        let chosen = one_of(namesakes, &all, hints)
            .map(|place| state_in(&parts, namesakes).unwrap_or(place))
            .filter(|place| places.iter().all(|known| known.id != place.id));
        places.extend(chosen);
    }
    let holds_another =
        |place: &Place| places.iter().any(|inner| inner.id != place.id && within(inner, place));
    places.iter().copied().filter(|place| !holds_another(place)).collect()
}

/// *Portland, OR*.
fn state_in(parts: &[&str], namesakes: &[&'static Place]) -> Option<&'static Place> {
    namesakes.iter().copied().find(|place| {
        place.country == "US" && place.region.is_some_and(|state| parts.contains(&state))
    })
}

/// Of namesakes the one that lies in another part, else in the country, else the largest.
fn one_of(
    namesakes: &[&'static Place],
    all: &[&'static Place],
    hints: &Hints,
) -> Option<&'static Place> {
    let is_inside =
        |place: &&&Place| all.iter().any(|wider| wider.id != place.id && within(place, wider));
    let is_near = |place: &&&Place| hints.country == Some(place.country);
    let first = || namesakes.iter().find(is_inside).or_else(|| namesakes.iter().find(is_near));
    first().or_else(|| namesakes.first()).copied()
}

/// The places that the source is about, by its own entry, its address, and who wrote.
pub(super) fn homes(reading: &Reading<'_>) -> Vec<&'static Place> {
    let mut homes: Vec<&'static Place> = Vec::new();
    homes.extend(source_place(reading));
    homes.extend(reading.url.and_then(behind_address));
    homes.extend(reading.author.and_then(|author| one_place(author, reading)));
    homes.dedup_by_key(|place| &place.id);
    homes
}

/// The place of the source, as the source list has it.
pub(super) fn source_place(reading: &Reading<'_>) -> Option<&'static Place> {
    reading.source.place.as_deref().and_then(|name| one_place(name, reading))
}

fn one_place(name: &str, reading: &Reading<'_>) -> Option<&'static Place> {
    let country = reading.source.country.as_deref().and_then(place::country);
    one_of(&place::look_up(name), &[], &Hints { country })
}

/// `www.lund.se`, `aarhus.dk`, `trondheim.kommune.no`: the municipality or region whose site it is.
pub(super) fn behind_address(url: &str) -> Option<&'static Place> {
    let host = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = host.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let mut labels = host.rsplit('.');
    let country = place::country(labels.next()?)?;
    let label = labels.next().filter(|label| !["kommune", "gv", "gov"].contains(label));
    let label = label.or_else(|| labels.next())?;
    let places = place::look_up(label);
    places.into_iter().find(|place| {
        place.country == country && place.kind < PlaceKind::Country && label.len() > 2
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_site_of_a_municipality_is_known_by_its_address() {
        for (url, expected) in [
            ("https://www.lund.se/nyheter/1", Some("SE-1281")),
            ("https://malmo.se/x", Some("SE-1280")),
            ("https://nyheter.hoganas.se", Some("SE-1284")),
            ("https://www.skane.se/", Some("SE:Skåne län")),
            ("https://www.trondheim.kommune.no/a", Some("NO-5001")),
            ("https://aarhus.dk", Some("DK-0751")),
            ("https://www.espoo.fi/fi", Some("FI-049")),
            ("https://www.wien.gv.at", Some("AT-vienna")),
            ("https://www.london.gov.uk/x", Some("GB-london")),
            ("https://lund.example.com/", None),
            ("https://www.regeringen.se/", None),
            ("http://127.0.2.11:8600/nyheter", None),
            ("mailto:x", None),
        ] {
            let found = behind_address(url).map(|place| place.id.as_str());
            assert_eq!(found, expected, "{url}");
        }
    }
}
