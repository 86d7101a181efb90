//! The gazetteer: municipalities, cities, regions and countries, and the names that they go by.
//!
//! Municipalities are those of Sweden, Denmark, Norway and Finland; cities are those of all other
//! countries that smart-city news speaks of. `docs/decisions/places.md` says where the facts are from.

mod ambiguous;
mod asked;
mod finnish;
mod gazetteer;
mod written;

pub use ambiguous::Meaning;
pub use asked::{country, look_up, suggestions};
pub use gazetteer::{Place, PlaceKind, by_id};
pub use written::{
    Name, country_of_adjective, names_by_finnish_stem, names_by_first_word, names_by_plain_word,
};

use crate::model::Group;

/// Countries that are meant by the North, with the self-governing ones.
const NORDIC: [&str; 8] = ["SE", "DK", "NO", "FI", "IS", "FO", "GL", "AX"];

/// Whether a country, by its ISO 3166 code, belongs to the North.
pub fn is_nordic(country: &str) -> bool {
    NORDIC.contains(&country)
}

/// Whether one place lies within another: Lund in Skåne län, in Skåne, in Sweden, in the Union.
/// Each place lies within itself.
pub fn within(place: &Place, wider: &Place) -> bool {
    place.id == wider.id || wider_places(place).any(|one| one.id == wider.id)
}

/// The places that a place lies within: its region, the regions made of several, its country.
pub fn wider_places(place: &Place) -> impl Iterator<Item = &'static Place> {
    gazetteer::regions_and_countries().filter(move |wider| wider.holds(place))
}

/// How near a place is to the network, given the names of its members.
pub fn group(place: &Place, members: &[String]) -> Group {
    let is_member = |member: &String| look_up(member).iter().any(|known| known.id == place.id);
    if members.iter().any(is_member) {
        return Group::Network;
    }
    if place.country == "SE" && place.region == Some("Skåne län") {
        return Group::Skane;
    }
    Group::from_country(Some(place.country))
}

#[cfg(test)]
mod tests;
