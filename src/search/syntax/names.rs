//! Names that people type for languages, countries and groups, and the nearest to a wrong one.

use crate::language::fold;
use crate::message::Locale;
use crate::model::{Group, Language};

const LANGUAGES: &[(&str, &[Language])] = &[
    ("svenska", &[Language::SV]),
    ("swedish", &[Language::SV]),
    ("engelska", &[Language::EN]),
    ("english", &[Language::EN]),
    ("tyska", &[Language::DE]),
    ("german", &[Language::DE]),
    ("danska", &[Language::DA]),
    ("danish", &[Language::DA]),
    ("norska", &[Language::NB, Language::NN]),
    ("norwegian", &[Language::NB, Language::NN]),
    ("bokmål", &[Language::NB]),
    ("nynorsk", &[Language::NN]),
    ("finska", &[Language::FI]),
    ("finnish", &[Language::FI]),
];

/// Swedish and English names; the code itself needs no line.
const COUNTRIES: &[(&str, &str)] = &[
    ("sverige", "SE"),
    ("sweden", "SE"),
    ("danmark", "DK"),
    ("denmark", "DK"),
    ("norge", "NO"),
    ("norway", "NO"),
    ("finland", "FI"),
    ("island", "IS"),
    ("iceland", "IS"),
    ("tyskland", "DE"),
    ("germany", "DE"),
    ("nederländerna", "NL"),
    ("netherlands", "NL"),
    ("belgien", "BE"),
    ("belgium", "BE"),
    ("frankrike", "FR"),
    ("france", "FR"),
    ("spanien", "ES"),
    ("spain", "ES"),
    ("portugal", "PT"),
    ("italien", "IT"),
    ("italy", "IT"),
    ("österrike", "AT"),
    ("austria", "AT"),
    ("schweiz", "CH"),
    ("switzerland", "CH"),
    ("polen", "PL"),
    ("poland", "PL"),
    ("estland", "EE"),
    ("estonia", "EE"),
    ("lettland", "LV"),
    ("latvia", "LV"),
    ("litauen", "LT"),
    ("lithuania", "LT"),
    ("irland", "IE"),
    ("ireland", "IE"),
    ("storbritannien", "GB"),
    ("uk", "GB"),
    ("usa", "US"),
    ("kanada", "CA"),
    ("canada", "CA"),
    ("japan", "JP"),
    ("sydkorea", "KR"),
    ("singapore", "SG"),
    ("australien", "AU"),
    ("australia", "AU"),
];

const GROUPS: &[(&str, Group)] = &[
    ("nätverk", Group::Network),
    ("nätverket", Group::Network),
    ("skåne", Group::Skane),
    ("sverige", Group::Sweden),
    ("norden", Group::Nordic),
    ("världen", Group::World),
];

pub(super) fn languages(name: &str) -> Option<&'static [Language]> {
    LANGUAGES.iter().find(|(known, _)| *known == name).map(|(_, languages)| *languages)
}

/// The names of all Nordic countries together.
pub(super) const NORDIC: [&str; 3] = ["norden", "nordic", "nordics"];

pub(super) fn country(name: &str) -> Option<String> {
    let known = COUNTRIES.iter().find(|(known, _)| *known == name);
    let is_code = name.len() == 2 && name.bytes().all(|byte| byte.is_ascii_lowercase());
    known.map(|(_, code)| (*code).to_owned()).or_else(|| is_code.then(|| name.to_ascii_uppercase()))
}

pub(super) fn country_names(_locale: Locale) -> Vec<&'static str> {
    COUNTRIES.iter().map(|(name, _)| *name).chain([NORDIC[0]]).collect()
}

/// Names of languages; in the tables a Swedish name and its English one follow each other.
pub(super) fn language_names(_locale: Locale) -> Vec<&'static str> {
    LANGUAGES.iter().map(|(name, _)| *name).collect()
}

pub(super) fn group(name: &str) -> Option<Group> {
    let own = GROUPS.iter().find(|(known, _)| *known == name).map(|(_, group)| *group);
    own.or_else(|| name.parse().ok())
}

/// The known name that takes the fewest changed letters, when that is at most half of them.
pub(super) fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let best = known.map(|known| (distance(name, known), known)).min_by_key(|(far, _)| *far);
    best.filter(|(far, known)| *far * 2 <= known.chars().count()).map(|(_, known)| known)
}

/// The known value that is meant for certain: at most a third of its letters differ.
pub(super) fn nearest_value<'n>(
    name: &str,
    known: impl Iterator<Item = &'n str>,
) -> Option<&'n str> {
    let best = known.map(|known| (distance(&plain(name), &plain(known)), known));
    let best = best.min_by_key(|(far, _)| *far);
    best.filter(|(far, known)| *far * 3 <= known.chars().count()).map(|(_, known)| known)
}

/// Lower case without the dots of å, ä, ö, as a keyboard without them types it.
pub(super) fn plain(name: &str) -> String {
    let plain = |letter: char| match letter {
        'å' | 'ä' | 'á' | 'à' | 'æ' => 'a',
        'ö' | 'ø' | 'ó' => 'o',
        'é' | 'è' => 'e',
        'ü' => 'u',
        other => other,
    };
    fold(name).chars().map(plain).collect()
}

/// Letters to change, add or leave out (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (line, letter) in one.chars().enumerate() {
        let mut diagonal = line;
        let mut left = line + 1;
        let mut next = vec![left];
        for (above, opposite) in row.iter().skip(1).zip(&other) {
            left = (diagonal + usize::from(letter != *opposite)).min(above + 1).min(left + 1);
            diagonal = *above;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_counts_changed_letters() {
        for (one, other, expected) in [
            ("källa", "källa", 0),
            ("kalla", "källa", 1),
            ("", "abc", 3),
            ("abc", "", 3),
            ("kitten", "sitting", 3),
        ] {
            assert_eq!(distance(one, other), expected, "{one} {other}");
        }
    }

    #[test]
    fn a_far_name_is_no_suggestion() {
        assert_eq!(nearest("sorce", ["source", "site"].into_iter()), Some("source"));
        assert_eq!(nearest("leverantör", ["source", "site"].into_iter()), None);
    }
}
