//! Whether a name may be that of an organisation.

/// Not a person, a country, a party or the first word of a clause.
pub(super) fn is_organisation(name: &str) -> bool {
    let words: Vec<&str> = name.split([' ', '\u{a0}']).collect();
    let Some(first) = words.first() else { return false };
    if is_one_of(NO_ORGANISATIONS, name) || is_one_of(NO_ORGANISATIONS, first) {
        return false;
    }
    if words.iter().any(|word| is_sign(word)) {
        return true;
    }
    match words.as_slice() {
        [one] => one.chars().count() >= 3 || one.chars().all(char::is_uppercase),
        // `Anna Karlsson` has no sign of an organisation; `RISE Sverige` has capitals.
        several => several.iter().any(|word| is_in_capitals(word)),
    }
}

/// Something in the name says that it is an organisation's.
pub(super) fn has_sign(name: &str) -> bool {
    name.split(' ').any(|word| is_sign(word) || is_in_capitals(word))
}

/// A public body: it buys, and does not deliver.
pub(super) fn is_public(name: &str) -> bool {
    let lower = name.to_lowercase();
    ["kommun", "stad", "region ", "regionen", "universitet", "myndigheten", "verket", "city of"]
        .iter()
        .any(|word| lower.contains(word))
}

fn is_in_capitals(word: &str) -> bool {
    word.chars().count() >= 2 && word.chars().all(|c| c.is_uppercase() || c.is_numeric())
}

fn is_sign(word: &str) -> bool {
    let lower = word.to_lowercase();
    is_one_of(SIGNS, &lower) || ENDINGS.split(' ').any(|ending| lower.ends_with(ending))
}

fn is_one_of(words: &str, word: &str) -> bool {
    words.split(' ').any(|one| one == word)
}

/// Words of names of organisations, in small letters.
const SIGNS: &str = "region ab as a/s aps oy oyj gmbh ag ltd inc council city science park group center \
    centre university institute lab labs foundation association agency authority ministry \
    technologies solutions systems networks consulting cities sweden sverige norge danmark \
    finland europe nordic kth chalmers fraunhofer board college partners";

/// How words of such names end.
const ENDINGS: &str = "kommun kommuner kommune stad stads universitet universitetet högskola högskolan regionen \
    myndigheten verket styrelsen förbundet institutet institut bolag bolaget energi bostäder \
    fastigheter sjukhus stiftelsen stiftelse kaupunki yliopisto stadtwerke hochschule \
    universität museum rådet kontoret förvaltningen förbund direktoratet styrelse";

/// Countries, unions, parties, and words that open a sentence.
const NO_ORGANISATIONS: &str = "Sverige Danmark Norge Finland Island Tyskland Frankrike Ukraina USA Storbritannien \
    Nederländerna Estland Lettland Litauen Polen Italien Spanien Indien Kina Japan Kanada \
    Australien EU FN UN Nato NATO Europa Europe Norden Sweden Denmark Norway Germany France \
    Ukraine India China Iceland Vi Det Detta Den De Denna Dessa We They This These It Jag \
    Han Hon Som Med I Och Genom AI IT In HR För Om När Här Alla Se Läs Für Die Der Das Mit \
    Wir Es Im Department Covid Zambia Österrike Schweiz Belgien Irland NGO NGOs SME SMEs S M V C L KD SD MP \
    ÖrP Moderaterna Socialdemokraterna Vänsterpartiet Centerpartiet Liberalerna \
    Kristdemokraterna Sverigedemokraterna Miljöpartiet";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn organisations_are_told_from_persons_and_countries() {
        for name in ["Lunds kommun", "RISE", "Tunstall AB", "E.ON", "City of Ghent", "Previa"] {
            assert!(is_organisation(name), "{name}");
        }
        for name in ["Anna Karlsson", "Danmark", "EU", "KD", "Vi", "Nato"] {
            assert!(!is_organisation(name), "{name}");
        }
        assert!(has_sign("Region Skåne") && !has_sign("Zambia"));
        assert!(is_public("Region Skåne") && !is_public("Atea"));
    }
}
