//! Names in running text: `Lunds universitet, RISE och Region Skåne`.

/// The names at the beginning of a text, as far as the list goes on.
pub(super) fn list(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = without_lead(text);
    while let Some(name) = name(rest) {
        found.push(name);
        let after = rest.get(name.len()..).unwrap_or_default();
        match after_separator(after) {
            Some(next) => rest = without_lead(next),
            None => break,
        }
    }
    found
}

/// The name at the beginning of a text: words with capitals, and the small ones that belong to them.
pub(super) fn name(text: &str) -> Option<&str> {
    let mut end = 0;
    let mut pending = 0;
    for (at, word) in words(text) {
        let gap = text.get(pending..at).unwrap_or_default();
        if at > 0 && !matches!(gap, " " | "\u{a0}") {
            break;
        }
        let bare = word.trim_end_matches(['.', '\'', '’', '-', '/', '&']);
        let is_tail = end > 0 && TAILS.contains(&bare);
        if bare.starts_with(char::is_uppercase) || is_tail || (end > 0 && is_number(bare)) {
            end = at + bare.len();
        } else if !(end > 0 && CONNECTORS.contains(&word)) {
            break;
        }
        pending = at + word.len();
        // A full stop or the like ends the name.
        if bare.len() < word.len() {
            break;
        }
    }
    let name = text.get(..end)?;
    (name.len() >= 2 && name.len() <= 90).then_some(name)
}

/// Small words inside names: `Region Skåne`, `City of Malmö`, `Institutet för framtid`.
const CONNECTORS: [&str; 12] =
    ["of", "för", "for", "the", "de", "des", "der", "für", "von", "&", "del", "di"];

/// Small words at the end of names.
const TAILS: [&str; 24] = [
    "stad", "kommun", "kommuner", "kommune", "kommuner", "universitet", "högskola", "län",
    "landsting", "stift", "sjukhus", "bibliotek", "universitetssjukhus", "tekniska", "regionen",
    "kaupunki", "kunta", "yliopisto", "fylkeskommune", "universitetshospital", "energi",
    "tingsrätt", "museum", "lasarett",
];

fn is_number(word: &str) -> bool {
    word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Words with where they begin; marks inside names belong to them (`E.ON`, `A/S`, `Göteborgs-`).
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let inside =
        |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '/' | '&' | '\'' | '’' | '+');
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let start = at + rest.find(inside)?;
        let from = text.get(start..)?;
        let length = from.find(|c| !inside(c)).unwrap_or(from.len());
        at = start + length;
        Some((start, from.get(..length)?))
    })
}

fn without_lead(text: &str) -> &str {
    const LEADS: [&str; 22] = [
        "bland annat ", "bland andra ", "bl.a. ", "bl a ", "både ", "såväl ", "även ", "också ",
        "the ", "The ", "den ", "det ", "among others ", "företaget ", "bolaget ", "blandt andet ",
        "blant annet ", "bl.a. ", "unter anderem ", "dem ", "der ", "leverantören ",
    ];
    let mut text = text.trim_start_matches([' ', '\u{a0}', ':']);
    while let Some(rest) = LEADS.iter().find_map(|lead| text.strip_prefix(lead)) {
        text = rest;
    }
    text
}

fn after_separator(text: &str) -> Option<&str> {
    const SEPARATORS: [&str; 12] = [
        ", och ", ", and ", ", samt ", ", ", " och ", " and ", " samt ", " og ", " und ", " ja ",
        " & ", " sowie ",
    ];
    SEPARATORS.iter().find_map(|separator| text.strip_prefix(separator))
}

/// A name that may be that of an organisation: not a person, a country or the first word of a clause.
pub(super) fn is_organisation(name: &str) -> bool {
    let words: Vec<&str> = name.split([' ', '\u{a0}']).collect();
    let Some(first) = words.first() else { return false };
    if NO_ORGANISATIONS.contains(&name) || NO_ORGANISATIONS.contains(first) {
        return false;
    }
    if words.iter().any(|word| is_marker(word)) {
        return true;
    }
    match words.as_slice() {
        [one] => one.chars().count() >= 3 || one.chars().all(char::is_uppercase),
        // `Anna Karlsson` has no sign of an organisation; `RISE Sverige` has capitals.
        several => several.iter().any(|word| {
            word.chars().count() >= 2 && word.chars().all(|c| c.is_uppercase() || c.is_numeric())
        }),
    }
}

fn is_marker(word: &str) -> bool {
    const WHOLE: [&str; 46] = [
        "region", "ab", "as", "a/s", "aps", "oy", "oyj", "gmbh", "ag", "ltd", "inc", "council",
        "city", "science", "park", "group", "center", "centre", "university", "institute", "lab",
        "labs", "foundation", "association", "agency", "authority", "ministry", "technologies",
        "solutions", "systems", "networks", "consulting", "cities", "sweden", "sverige", "norge",
        "danmark", "finland", "europe", "nordic", "kth", "chalmers", "fraunhofer", "board", "college",
        "partners",
    ];
    const ENDINGS: [&str; 36] = [
        "kommun", "kommuner", "kommune", "stad", "stads", "universitet", "universitetet",
        "högskola", "högskolan", "regionen", "myndigheten", "verket", "styrelsen", "förbundet",
        "institutet", "institut", "bolag", "bolaget", "energi", "bostäder", "fastigheter",
        "sjukhus", "stiftelsen", "stiftelse", "kaupunki", "yliopisto", "stadtwerke", "hochschule",
        "universität", "museum", "rådet", "kontoret", "förvaltningen", "förbund", "direktoratet",
        "styrelse",
    ];
    let lower = word.to_lowercase();
    WHOLE.contains(&lower.as_str()) || ENDINGS.iter().any(|ending| lower.ends_with(ending))
}

const NO_ORGANISATIONS: [&str; 62] = [
    "Sverige", "Danmark", "Norge", "Finland", "Island", "Tyskland", "Frankrike", "Ukraina", "USA",
    "Storbritannien", "Nederländerna", "Estland", "Lettland", "Litauen", "Polen", "Italien",
    "Spanien", "Indien", "Kina", "Japan", "Kanada", "Australien", "EU", "FN", "UN", "Nato", "NATO",
    "Europa", "Europe", "Norden", "Sweden", "Denmark", "Norway", "Germany", "France", "Ukraine",
    "India", "China", "Iceland", "Vi", "Det", "Detta", "Den", "De", "Denna", "Dessa", "We", "They",
    "This", "These", "It", "Jag", "Han", "Hon", "Som", "Med", "I", "Och", "Genom", "AI", "IT",
    "In",
];

/// The words between quotation marks at the beginning of a text.
pub(super) fn quoted(text: &str) -> Option<&str> {
    const MARKS: [(char, &[char]); 8] = [
        ('”', &['”']),
        ('“', &['”', '“']),
        ('"', &['"']),
        ('„', &['“', '”']),
        ('»', &['«', '»']),
        ('«', &['»']),
        ('‘', &['’']),
        ('\'', &['\'']),
    ];
    let open = text.chars().next()?;
    let (_, close) = MARKS.iter().find(|(mark, _)| *mark == open)?;
    let inner = text.get(open.len_utf8()..)?;
    let end = inner.find(*close)?;
    let name = inner.get(..end)?.trim_end_matches([',', '.']);
    (2..=80).contains(&name.len()).then_some(name)
}
