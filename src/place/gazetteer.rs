//! The places themselves, read from the tables beside this file when one is first asked for.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::model::{Group, PlaceId};

const MUNICIPALITIES: &str = include_str!("municipalities.tsv");
const CITIES: &str = include_str!("cities.tsv");
const REGIONS: &str = include_str!("regions.tsv");
const COUNTRIES: &str = include_str!("countries.tsv");

#[derive(Debug)]
pub struct Place {
    pub id: PlaceId,
    /// The Swedish name, which is shown.
    pub name: &'static str,
    pub kind: PlaceKind,
    /// ISO 3166 alpha-2; `EU` for the Union itself.
    pub country: &'static str,
    /// The county of a municipality (`Skåne län`), the state of a city in the USA (`OR`).
    pub region: Option<&'static str>,
    /// `None` where it is not known for sure; that of a city is rough.
    pub population: Option<u32>,
    /// All names, the shown one first.
    pub names: Vec<&'static str>,
    /// What a region is made of that is no county: counties by name, municipalities by code.
    members: Vec<&'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceKind {
    Municipality,
    City,
    Region,
    Country,
}

pub(super) struct Gazetteer {
    pub(super) places: Vec<Place>,
    by_id: HashMap<String, usize>,
}

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::read);

pub(super) fn all() -> &'static [Place] {
    &GAZETTEER.places
}

pub(super) fn regions_and_countries() -> impl Iterator<Item = &'static Place> {
    all().iter().filter(|place| matches!(place.kind, PlaceKind::Region | PlaceKind::Country))
}

pub fn by_id(id: &PlaceId) -> Option<&'static Place> {
    GAZETTEER.places.get(*GAZETTEER.by_id.get(id.as_str())?)
}

/// The municipality of a country that is called so.
pub(super) fn by_own_name(country: &str, name: &str) -> Option<&'static Place> {
    let mut municipalities = all().iter().filter(|place| place.kind == PlaceKind::Municipality);
    municipalities.find(|place| place.country == country && place.name == name)
}

impl Place {
    /// Whether another place is a part of this one.
    pub(super) fn holds(&self, place: &Self) -> bool {
        match self.kind {
            _ if self.id == place.id => false,
            PlaceKind::Country => self.country == place.country,
            PlaceKind::Region if self.id.as_str() == "EU" => {
                place.country == "SE"
                    || place.country == "DK"
                    || place.country == "FI"
                    || Group::from_country(Some(place.country)) == Group::Eu
            }
            PlaceKind::Region if self.country == place.country => self.holds_at_home(place),
            _ => false,
        }
    }

    /// The same for a region and a place of its country.
    fn holds_at_home(&self, place: &Self) -> bool {
        let code = place.id.as_str().get(3..).unwrap_or_default();
        let named = |name: &str| place.region == Some(name) || name == code;
        let own = self.id.as_str().get(3..).unwrap_or_default();
        named(own) || self.members.iter().any(|member| named(member))
    }

    /// What it goes by at home.
    pub fn own_name(&self) -> &'static str {
        match self.kind {
            PlaceKind::Municipality => self.names.get(1).copied().unwrap_or(self.name),
            _ => self.name,
        }
    }
}

impl Gazetteer {
    fn read() -> Self {
        let mut places: Vec<Place> = rows(MUNICIPALITIES).map(municipality).collect();
        places.extend(rows(CITIES).map(city));
        places.extend(regions(&places));
        places.extend(rows(COUNTRIES).map(nation));
        places.push(Place::new("EU".to_owned(), PlaceKind::Region, "EU", "EU", EUROPEAN_UNION));
        let numbered = places.iter().enumerate();
        let by_id = numbered.map(|(at, place)| (place.id.0.clone(), at)).collect();
        Self { places, by_id }
    }
}

const EUROPEAN_UNION: &str = "Europeiska unionen|European Union";

impl Place {
    fn new(
        id: String,
        kind: PlaceKind,
        country: &'static str,
        name: &'static str,
        names: &'static str,
    ) -> Self {
        let further = names.split('|').filter(|other| !other.is_empty() && *other != name);
        Self {
            id: PlaceId(id),
            name,
            kind,
            country,
            region: None,
            population: None,
            names: std::iter::once(name).chain(further).collect(),
            members: Vec::new(),
        }
    }
}

/// The lines of a table, without those that explain it, as their columns; seven at most.
fn rows(table: &'static str) -> impl Iterator<Item = [&'static str; 7]> {
    table.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let mut cells = line.split('\t');
        std::array::from_fn(|_| cells.next().unwrap_or_default())
    })
}

fn municipality(
    [code, country, own_name, swedish, further, region, population]: [&'static str; 7],
) -> Place {
    let name = if swedish.is_empty() { own_name } else { swedish };
    let id = format!("{country}-{code}");
    let mut place = Place::new(id, PlaceKind::Municipality, country, name, further);
    if name != own_name {
        place.names.insert(1, own_name);
    }
    place.region = Some(region);
    place.population = population.parse().ok();
    place
}

fn city([id, name, further, state, population, ..]: [&'static str; 7]) -> Place {
    let country = id.get(..2).unwrap_or_default();
    let mut place = Place::new(id.to_owned(), PlaceKind::City, country, name, further);
    place.region = Some(state).filter(|state| !state.is_empty());
    place.population = population.parse().ok();
    place
}

/// The regions of the table, and those that only the municipalities name.
fn regions(municipalities: &[Place]) -> Vec<Place> {
    let mut regions: Vec<Place> = rows(REGIONS).map(region).collect();
    for place in municipalities {
        let Some(name) = place.region.filter(|_| place.kind == PlaceKind::Municipality) else {
            continue;
        };
        let is_known = |known: &Place| known.country == place.country && known.name == name;
        if !regions.iter().any(is_known) {
            regions.push(region([place.country, name, "", "", "", "", ""]));
        }
    }
    regions
}

fn region([country, name, further, members, ..]: [&'static str; 7]) -> Place {
    let id = format!("{country}:{name}");
    let mut place = Place::new(id, PlaceKind::Region, country, name, further);
    place.members = members.split('|').filter(|member| !member.is_empty()).collect();
    place
}

fn nation([code, swedish, english, further, ..]: [&'static str; 7]) -> Place {
    let mut place = Place::new(code.to_owned(), PlaceKind::Country, code, swedish, further);
    if !english.is_empty() && english != swedish {
        place.names.insert(1, english);
    }
    place
}

/// Countries with the beginnings of their adjectives.
pub(super) fn adjectives() -> impl Iterator<Item = (&'static str, &'static str)> {
    rows(COUNTRIES).map(|[code, _, _, _, stems, ..]| (code, stems))
}
