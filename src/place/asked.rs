//! Names of places as people ask for them: in any case, with or without å, ä, ö and *kommun*.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use crate::model::PlaceId;

use super::gazetteer::{self, Place, PlaceKind, by_id};
use super::is_nordic;

/// No more are offered while somebody types.
const MOST_SUGGESTIONS: usize = 10;

/// Words that may follow a name and say what kind of place it is.
const BEHIND: [&str; 15] = [
    "kommun",
    "kommune",
    "stad",
    "stads",
    "by",
    "kunta",
    "kaupunki",
    "city",
    "municipality",
    "tätort",
    "town",
    "stadt",
    "kommuns",
    "kommunes",
    "gemeente",
];
/// The same before a name.
const BEFORE: [&str; 8] = [
    "city of ",
    "municipality of ",
    "town of ",
    "stadt ",
    "landeshauptstadt ",
    "staden ",
    "kommunen ",
    "ville de ",
];

/// Codes that are no ISO codes, and are written all the same.
const OTHER_CODES: [(&str, &str); 2] = [("el", "GR"), ("uk", "GB")];

struct Asked {
    exact: BTreeMap<String, Vec<usize>>,
    /// Without letters that not every keyboard has.
    plain: HashMap<String, Vec<usize>>,
}

static ASKED: LazyLock<Asked> = LazyLock::new(|| {
    let mut asked = Asked { exact: BTreeMap::new(), plain: HashMap::new() };
    for (at, place) in gazetteer::all().iter().enumerate() {
        for name in &place.names {
            let exact = tidy(name);
            for plain in [plain(&exact, "a"), plain(&exact, "aa")] {
                add(asked.plain.entry(plain).or_default(), at);
            }
            add(asked.exact.entry(exact).or_default(), at);
        }
    }
    asked
});

fn add(places: &mut Vec<usize>, at: usize) {
    if !places.contains(&at) {
        places.push(at);
    }
}

/// The places that a name may mean; all of them where several go by it, the largest first.
pub fn look_up(name: &str) -> Vec<&'static Place> {
    if let Some(place) = by_id(&PlaceId(name.trim().to_owned())) {
        return vec![place];
    }
    let name = tidy(name);
    let mut found = named(&name);
    if found.is_empty() {
        found = named(without_kind(&name));
        found.retain(|place| place.kind <= PlaceKind::City);
    }
    found.sort_by_key(|place| Reverse(place.population));
    found
}

/// Places by a name, or by its genitive.
fn named(name: &str) -> Vec<&'static Place> {
    let genitive = name.strip_suffix('s').map(|stem| stem.trim_end_matches(['\'', '’']));
    for name in std::iter::once(name).chain(genitive) {
        let exact = ASKED.exact.get(name).or_else(|| ASKED.plain.get(name));
        if let Some(places) = exact {
            return places.iter().filter_map(|at| gazetteer::all().get(*at)).collect();
        }
    }
    Vec::new()
}

fn without_kind(name: &str) -> &str {
    let behind = name.rsplit_once(' ').filter(|(_, last)| BEHIND.contains(last));
    let name = behind.map_or(name, |(name, _)| name);
    BEFORE.iter().find_map(|kind| name.strip_prefix(kind)).unwrap_or(name)
}

/// Places with a name that begins so, the likeliest first.
pub fn suggestions(prefix: &str) -> Vec<&'static Place> {
    let prefix = tidy(prefix);
    if prefix.is_empty() {
        return Vec::new();
    }
    let plain_prefix = plain(&prefix, "a");
    let exact = ASKED.exact.range(prefix.clone()..);
    let exact = exact.take_while(|(name, _)| name.starts_with(&prefix)).map(|(_, places)| places);
    let plain = ASKED.plain.iter().filter(|(name, _)| name.starts_with(&plain_prefix));
    let mut places: Vec<usize> =
        exact.chain(plain.map(|(_, places)| places)).flatten().copied().collect();
    places.sort_unstable();
    places.dedup();
    let mut found: Vec<&Place> = places.iter().filter_map(|at| gazetteer::all().get(*at)).collect();
    found.sort_by_key(|place| (Reverse(importance(place)), place.name));
    found.truncate(MOST_SUGGESTIONS);
    found
}

/// By size; places of the North count ten times, regions and countries more than small towns.
fn importance(place: &Place) -> u32 {
    let size = match place.kind {
        // Counties before what is made of parts.
        PlaceKind::Region if place.name.ends_with(" län") => 200_000,
        PlaceKind::Region => 100_000,
        PlaceKind::Country => 1_000_000,
        _ => place.population.unwrap_or_default(),
    };
    if is_nordic(place.country) { size.saturating_mul(10) } else { size }
}

/// The code of a country, by that code or by its name in one of our languages.
pub fn country(name: &str) -> Option<&'static str> {
    let name = tidy(name);
    if let Some((_, code)) = OTHER_CODES.iter().find(|(other, _)| *other == name) {
        return Some(code);
    }
    let is_code = name.len() == 2;
    if let Some(place) = by_id(&PlaceId(name.to_uppercase())).filter(|_| is_code) {
        return Some(place.country);
    }
    named(&name).iter().find(|place| place.kind == PlaceKind::Country).map(|place| place.country)
}

/// Lower case, one space between words, without quotes around.
fn tidy(name: &str) -> String {
    let words: Vec<&str> =
        name.trim_matches(['"', '”', '“', '\'', ' ', '\u{a0}']).split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// As a keyboard without å, ä, ö, ø, æ, é writes it; `å` is `a` or `aa`.
pub(super) fn plain(name: &str, ring: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for letter in name.chars() {
        match letter {
            'å' => plain.push_str(ring),
            'ä' | 'á' | 'à' | 'ã' | 'ă' | 'ā' => plain.push('a'),
            'æ' => plain.push_str("ae"),
            'ö' | 'ø' | 'ó' | 'ô' => plain.push('o'),
            'é' | 'è' | 'ë' | 'ė' | 'ě' => plain.push('e'),
            'ü' | 'ú' | 'ū' => plain.push('u'),
            'í' | 'ī' | 'ï' => plain.push('i'),
            'š' | 'ś' | 'ș' => plain.push('s'),
            'č' | 'ć' | 'ç' => plain.push('c'),
            'ž' | 'ź' | 'ż' => plain.push('z'),
            'ñ' | 'ń' => plain.push('n'),
            'ł' => plain.push('l'),
            'ř' => plain.push('r'),
            'ț' => plain.push('t'),
            'ð' => plain.push('d'),
            'ß' => plain.push_str("ss"),
            other => plain.push(other),
        }
    }
    plain
}
