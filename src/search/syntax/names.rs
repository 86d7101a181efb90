//! Names that people type for languages, countries and groups, and the nearest to a wrong one.

use crate::language::fold;
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

/// Names that are proposed; the gazetteer knows more.
#[rustfmt::skip]
const COUNTRIES: &[&str] = &[
    "sverige", "sweden", "danmark", "denmark", "norge", "norway", "finland", "island",
    "iceland", "tyskland", "germany", "nederländerna", "netherlands", "belgien", "belgium",
    "frankrike", "france", "spanien", "spain", "portugal", "italien", "italy", "österrike",
    "austria", "schweiz", "switzerland", "polen", "poland", "estland", "estonia", "lettland",
    "latvia", "litauen", "lithuania", "irland", "ireland", "storbritannien", "uk", "usa",
    "kanada", "canada", "japan", "sydkorea", "singapore", "australien", "australia",
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

/// ISO 3166 alpha-2, with the Union and Kosovo.
const COUNTRY_CODES: &str = "\
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR \
    BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ \
    EC EE EG EH ER ES ET EU FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU \
    GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW \
    KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU \
    MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW \
    PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF \
    TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT \
    ZA ZM ZW";

/// Whether there is a country of this code, upper case.
pub(super) fn is_country_code(code: &str) -> bool {
    code.len() == 2 && COUNTRY_CODES.split(' ').any(|known| known == code)
}

pub(super) fn country_names() -> Vec<&'static str> {
    COUNTRIES.iter().copied().chain(NORDIC.first().copied()).collect()
}

/// Names of languages that are proposed.
pub(super) fn language_names() -> Vec<&'static str> {
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
pub(in crate::search) fn nearest_value<'n>(
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
