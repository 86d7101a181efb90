//! The closed sets of words in the files: languages, countries, themes, formats.

use crate::model::Language;

use super::choice::{nearest, suggestion};
use super::report::shown;
use super::sending;

/// The themes of the network's interests; what they are called stands with the interface texts.
pub(super) const THEMES: [&str; 14] = [
    "social",
    "culture-work",
    "env-energy",
    "mobility",
    "care",
    "built",
    "infra",
    "water",
    "education",
    "eservices",
    "data-ai",
    "iot",
    "safety",
    "innovation",
];

/// What an address answers with, for those who know better than the answer's own label.
pub(super) const FORMATS: [&str; 13] = [
    "rss",
    "rss1",
    "atom",
    "jsonfeed",
    "html",
    "sitemap",
    "csv",
    "json",
    "json-concatenated",
    "geojson",
    "helsingborg-project",
    "schema-org-project",
    "wp-posts",
];

/// The keys of `[fetch]` and of `[web]` in `utkik.toml`.
pub(super) const FETCH_KEYS: [&str; 4] = ["allow_networks", "gap_ms", "proxy", "ca_file"];
pub(super) const WEB_KEYS: [&str; 4] = ["listen", "base_url", "trusted_proxies", "user_header"];
/// Of `[mail]` those that are about letters that come in; [`sending::KEYS`] are about the others.
pub(super) const MAIL_IN_KEYS: [&str; 2] = ["maildirs", "bounces"];

/// ISO 639-1, and from ISO 639-2 the minority languages of the north and the codes for several and
/// unknown languages.
const LANGUAGES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co \
    cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi \
    ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw \
    ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn nr nv ny oc oj \
    om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw \
    ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu \
    fit fkv mul rom sma smj smn sms und";

/// ISO 3166-1 alpha-2, with `EU` for the Union and `XK` for Kosovo.
const COUNTRIES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ \
    BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE \
    DJ DK DM DO DZ EC EE EG EH ER ES ET EU FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ \
    GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN \
    KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS \
    MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT \
    PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF \
    TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA \
    ZM ZW";

/// What people write for a language code.
const MEANT_LANGUAGES: [(&str, &str); 20] = [
    ("svenska", "sv"),
    ("swedish", "sv"),
    ("engelska", "en"),
    ("english", "en"),
    ("gb", "en"),
    ("us", "en"),
    ("dk", "da"),
    ("danska", "da"),
    ("dansk", "da"),
    ("danish", "da"),
    ("norska", "nb"),
    ("norsk", "nb"),
    ("norwegian", "nb"),
    ("finska", "fi"),
    ("suomi", "fi"),
    ("finnish", "fi"),
    ("tyska", "de"),
    ("deutsch", "de"),
    ("german", "de"),
    ("jp", "ja"),
];

/// What people write for a country code.
const MEANT_COUNTRIES: [(&str, &str); 10] = [
    ("UK", "GB"),
    ("EL", "GR"),
    ("SVERIGE", "SE"),
    ("SWEDEN", "SE"),
    ("SWE", "SE"),
    ("DANMARK", "DK"),
    ("NORGE", "NO"),
    ("FINLAND", "FI"),
    ("TYSKLAND", "DE"),
    ("USA", "US"),
];

pub(super) fn language(text: &str) -> Result<Language, String> {
    let language = text.parse::<Language>().ok();
    if let Some(language) = language.filter(|language| contains(LANGUAGES, language.as_str())) {
        return Ok(language);
    }
    let lower = text.to_lowercase();
    let meant = MEANT_LANGUAGES.iter().find(|(other, _)| *other == lower);
    let advice = meant.map_or_else(
        || "write two letters such as `sv`, `en`, `da`, `nb`, `fi` or `de`".to_owned(),
        |(_, code)| format!("write `{code}`"),
    );
    Err(format!("\"{}\" is not a language code (ISO 639-1); {advice}", shown(text)))
}

pub(super) fn country(text: &str) -> Result<String, String> {
    if contains(COUNTRIES, text) {
        return Ok(text.to_owned());
    }
    let upper = text.to_uppercase();
    let meant = MEANT_COUNTRIES.iter().find(|(other, _)| *other == upper).map(|(_, code)| *code);
    let meant = meant.or_else(|| contains(COUNTRIES, &upper).then_some(upper.as_str()));
    let advice = meant.map_or_else(
        || "write two capital letters such as `SE`, or `EU`".to_owned(),
        |code| format!("write `{code}`"),
    );
    Err(format!("\"{}\" is not a country code (ISO 3166-1); {advice}", shown(text)))
}

pub(super) fn theme(text: &str) -> Result<String, String> {
    one_of(text, &THEMES).map(str::to_owned)
}

pub(super) fn format(text: &str) -> Result<String, String> {
    one_of(text, &FORMATS).map(str::to_owned)
}

/// Where a key or a table of `utkik.toml` belongs that was found elsewhere.
pub(super) fn home_of(word: &str) -> Option<&'static str> {
    if word == "fetch" || FETCH_KEYS.contains(&word) {
        return Some(
            "it belongs under `[fetch]` of `utkik.toml`: what opens doors is never read from a \
             shared list",
        );
    }
    let is_of_mail = MAIL_IN_KEYS.contains(&word) || sending::KEYS.contains(&word);
    if word == "mail" || is_of_mail {
        return Some(
            "it belongs under `[mail]` of `utkik.toml`: what opens doors is never read from a \
             shared list",
        );
    }
    if word == "password" || word == "secret" {
        return Some(
            "it belongs into the environment, as docs/CONFIGURATION.md names it: secrets stand in \
             no file of settings",
        );
    }
    if word == "logins" || word == "webhook" {
        return Some(
            "it belongs into `utkik.toml`: what opens doors is never read from a shared list",
        );
    }
    (word == "web" || WEB_KEYS.contains(&word))
        .then_some("it belongs under `[web]` of `utkik.toml`")
}

/// One of the words, else an error that names the nearest.
pub(super) fn one_of<'a>(text: &str, known: &[&'a str]) -> Result<&'a str, String> {
    if let Some(word) = known.iter().find(|word| **word == text) {
        return Ok(word);
    }
    let advice = match nearest(text, known) {
        Some(_) => suggestion(text, known),
        None => format!("there is {}", super::choice::listed(known)),
    };
    Err(format!("\"{}\" is not known; {advice}", shown(text)))
}

/// Whether a list of words, parted by spaces, holds the word.
fn contains(words: &str, word: &str) -> bool {
    words.split_ascii_whitespace().any(|known| known == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_recognised_and_slips_corrected() {
        assert_eq!(language("sv").unwrap(), Language::SV);
        assert_eq!(language("nb-NO").unwrap(), Language::NB);
        assert_eq!(country("EU").unwrap(), "EU");
        for (text, advice) in
            [("svenska", "write `sv`"), ("dk", "write `da`"), ("xx", "two letters")]
        {
            assert!(language(text).unwrap_err().contains(advice), "{text}");
        }
        for (text, advice) in [("se", "write `SE`"), ("UK", "write `GB`"), ("OECD", "two capital")]
        {
            assert!(country(text).unwrap_err().contains(advice), "{text}");
        }
        assert!(theme("mobilty").unwrap_err().contains("did you mean `mobility`?"));
    }

    #[test]
    fn the_lists_hold_no_word_twice() {
        for list in [LANGUAGES, COUNTRIES] {
            let mut words: Vec<&str> = list.split_ascii_whitespace().collect();
            let count = words.len();
            words.sort_unstable();
            words.dedup();
            assert_eq!(words.len(), count);
        }
    }
}
