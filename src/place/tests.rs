//! What the gazetteer knows, as data.

use std::collections::HashSet;

use super::*;
use crate::model::PlaceId;

fn ids(name: &str) -> Vec<&'static str> {
    look_up(name).iter().map(|place| place.id.as_str()).collect()
}

fn place(id: &str) -> &'static Place {
    by_id(&PlaceId(id.to_owned())).unwrap()
}

#[test]
fn a_place_is_found_by_what_people_call_it() {
    for (name, expected) in [
        ("Helsingborg", "SE-1283"),
        ("helsingborgs stad", "SE-1283"),
        ("Lunds kommun", "SE-1281"),
        ("Malmö stad", "SE-1280"),
        ("malmo", "SE-1280"),
        ("MALMÖS", "SE-1280"),
        ("Göteborgs Stad", "SE-1480"),
        ("goteborg", "SE-1480"),
        ("Gothenburg", "SE-1480"),
        ("Höganäs kommun", "SE-1284"),
        ("hoganas", "SE-1284"),
        ("Köpenhamn", "DK-0101"),
        ("København", "DK-0101"),
        ("copenhagen", "DK-0101"),
        ("Københavns Kommune", "DK-0101"),
        ("Aarhus", "DK-0751"),
        ("Århus", "DK-0751"),
        ("arhus", "DK-0751"),
        ("Ålesund", "NO-1508"),
        ("alesund", "NO-1508"),
        ("Tråante", "NO-5001"),
        ("Tammerfors", "FI-837"),
        ("Tampere", "FI-837"),
        ("Espoon kaupunki", ""),
        ("Esbo stad", "FI-049"),
        ("Wien", "AT-vienna"),
        ("City of Vienna", "AT-vienna"),
        ("Stadt Köln", "DE-cologne"),
        ("San Sebastian", "ES-san-sebastian"),
        ("New York City", "US-new-york"),
        ("Skåne", "SE:Skåne län"),
        ("skane", "SE:Skåne län"),
        ("Skåne län", "SE:Skåne län"),
        ("Region Skåne", "SE:Skåne län"),
        ("Västra Götalandsregionen", "SE:Västra Götalands län"),
        ("Småland", "SE:Småland"),
        ("Uusimaa", "FI:Nyland"),
        ("Sverige", "SE"),
        ("Tyskland", "DE"),
        ("SE-1283", "SE-1283"),
        ("  \"Lunds   kommun\" ", "SE-1281 NO-1112"),
        ("Atlantis", ""),
        ("", ""),
        ("kommun", ""),
    ] {
        let found = ids(name);
        let expected: Vec<&str> = expected.split_whitespace().collect();
        // Names with a space are compared whole.
        let fits = found == expected || found == [expected.join(" ")];
        assert!(
            fits || (name.contains("Lunds kommun") && found.first() == expected.first()),
            "{name}: {found:?}"
        );
    }
}

#[test]
fn all_namesakes_are_meant() {
    assert_eq!(ids("Lund"), ["SE-1281", "NO-1112"]);
    assert_eq!(ids("rauma"), ["FI-684", "NO-1539"]);
    assert_eq!(ids("Herøy").len(), 2);
    assert!(ids("Newcastle").len() == 2);
}

#[test]
fn a_country_is_found_by_code_and_name() {
    for (name, expected) in [
        ("sverige", Some("SE")),
        ("Norge", Some("NO")),
        ("finland", Some("FI")),
        ("se", Some("SE")),
        ("UK", Some("GB")),
        ("Great Britain", Some("GB")),
        ("usa", Some("US")),
        ("United States", Some("US")),
        ("österrike", Some("AT")),
        ("osterrike", Some("AT")),
        ("Deutschland", Some("DE")),
        ("EU", Some("EU")),
        ("Luxemburg", Some("LU")),
        ("Lund", None),
        ("norden", None),
        ("", None),
    ] {
        assert_eq!(country(name), expected, "{name}");
    }
    assert!(is_nordic("IS") && !is_nordic("EE"));
}

#[test]
fn a_place_lies_within_its_regions_and_its_country() {
    for (inner, wider, expected) in [
        ("SE-1281", "SE:Skåne län", true),
        ("SE-1281", "SE", true),
        ("SE-1281", "EU", true),
        ("SE-1281", "SE-1281", true),
        ("NO-1112", "SE:Skåne län", false),
        ("NO-1112", "EU", false),
        ("SE-0780", "SE:Småland", true),
        ("SE:Kronobergs län", "SE:Småland", true),
        ("SE-1283", "SE:Skåne Nordväst", true),
        ("SE-1281", "SE:Skåne Nordväst", false),
        ("AT-vienna", "AT", true),
        ("SE", "SE-1281", false),
        ("SE", "EU", true),
        ("GB", "EU", false),
        ("US-portland", "US", true),
        ("US-portland", "US:Oregon", true),
        ("US-austin", "US:Oregon", false),
    ] {
        assert_eq!(within(place(inner), place(wider)), expected, "{inner} {wider}");
    }
}

#[test]
fn a_place_is_as_near_as_the_network_sees_it() {
    let members = ["Helsingborg".to_owned(), "Ängelholms kommun".to_owned()];
    for (id, expected) in [
        ("SE-1283", Group::Network),
        ("SE-1292", Group::Network),
        ("SE-1281", Group::Skane),
        ("SE-0180", Group::Sweden),
        ("FI-091", Group::Nordic),
        ("DE-berlin", Group::Eu),
        ("US-boston", Group::World),
    ] {
        assert_eq!(group(place(id), &members), expected, "{id}");
    }
}

#[test]
fn suggestions_begin_with_what_is_typed_and_the_large_come_first() {
    for (prefix, first) in [
        ("hels", "Helsingfors"),
        ("helsingb", "Helsingborg"),
        ("malm", "Malmö"),
        ("angel", "Ängelholm"),
        ("vie", "Wien"),
        ("skå", "Skåne län"),
    ] {
        let found = suggestions(prefix);
        assert_eq!(
            found.first().map(|place| place.name),
            Some(first),
            "{prefix}: {:?}",
            found.iter().map(|p| p.name).collect::<Vec<_>>()
        );
        assert!(found.len() <= 10);
    }
    assert!(suggestions(" ").is_empty());
}

#[test]
fn the_tables_are_sound() {
    let mut seen = HashSet::new();
    for one in gazetteer::all() {
        assert!(seen.insert(one.id.as_str()), "{:?} comes twice", one.id);
        assert!(one.names.iter().all(|name| !name.trim().is_empty()), "{:?}", one.id);
        let home = one.id.as_str() == "EU" || country(one.country) == Some(one.country);
        assert!(home, "{:?} is in no country", one.id);
        let is_municipality = one.kind == PlaceKind::Municipality;
        assert!(!is_municipality || one.population.is_some() && one.region.is_some());
        assert!(
            one.names.iter().all(|name| look_up(name).iter().any(|found| found.id == one.id)),
            "{:?}",
            one.names
        );
    }
    assert_eq!(gazetteer::all().iter().filter(|p| p.kind == PlaceKind::Municipality).count(), 1053);
    for one in gazetteer::all().iter().filter(|place| place.kind == PlaceKind::Region) {
        let has_members = gazetteer::all().iter().any(|inner| one.holds(inner));
        assert!(has_members || !is_nordic(one.country), "{:?} holds nothing", one.id);
    }
}
