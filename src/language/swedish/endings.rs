//! One pass of the rules: which endings of a Swedish word say only its form.

use super::SHORTEST_STEM;

const VOWELS: [char; 10] = ['a', 'e', 'i', 'o', 'u', 'y', 'å', 'ä', 'ö', 'é'];

/// Inflections, the longest first, after a genitive or passive `s` is gone.
const ENDINGS: &[&str] = &[
    // Four letters and more.
    "andena", "andet", "anden", "aste", "arna", "erna", "orna", "ande", "ende", "arne", "aren",
    // Three.
    "ade", "are", "ast", "ena", "ana",
    // Two.
    "ad", "an", "ar", "as", "at", "en", "er", "et", "or", "es",
    // One.
    "a", "e",
];

/// What a word may still end with once an ending is gone. Others would eat into the word itself:
/// `arbete` would end as `arb`, `kompetens` as `komp`.
const LATER_ENDINGS: &[&str] = &["ande", "ende", "are", "an", "ar", "en", "er", "or", "a", "e"];

/// What stands before the `n` of a definite form: `läkarn`, `nyckeln`, `teorin`, `radion`.
const DEFINITE: &[&str] = &[
    "ar", "el", "er", "or", "gi", "ri", "fi", "nomi", "ti", "ni", "si", "di", "dio", "deo",
];

/// Takes one ending off; `false` when the word has none.
pub fn shorten(word: &mut String, pass: usize) -> bool {
    let before = word.len();
    drop_s(word);
    drop_ending(word, pass);
    join_variants(word);
    word.len() != before
}

/// The genitive of nouns and the passive of verbs.
fn drop_s(word: &mut String) {
    let Some(rest) = word.strip_suffix('s') else { return };
    let takes_s = rest.ends_with([
        'a', 'b', 'd', 'e', 'f', 'g', 'h', 'k', 'l', 'm', 'n', 'o', 'p', 'r', 't', 'v',
    ]) && !rest.ends_with("el");
    if takes_s && is_stem(rest) {
        word.pop();
    }
}

fn drop_ending(word: &mut String, pass: usize) {
    let endings = if pass == 0 { ENDINGS } else { LATER_ENDINGS };
    for ending in endings {
        if let Some(rest) = word.strip_suffix(ending) {
            if is_stem(rest) && !looks_inflected(word) {
                word.truncate(rest.len());
                return;
            }
        }
    }
    drop_t(word);
    drop_n(word);
}

/// Endings of other words that end as if they were inflected: `trygghet`, `kvalitet`, `utlandet`.
fn looks_inflected(word: &str) -> bool {
    if word.ends_with("het") || word.ends_with("itet") {
        return true;
    }
    let Some(noun) = word.strip_suffix("et").or_else(|| word.strip_suffix("en")) else {
        return false;
    };
    ["land", "hand", "band", "strand", "brand", "tand", "sand"].iter().any(|end| noun.ends_with(end))
}

/// The neuter of adjectives: `viktigt`, `högt`, `positivt`.
fn drop_t(word: &mut String) {
    let Some(rest) = word.strip_suffix('t') else { return };
    let neuter = rest.ends_with(['g', 'b', 'v', 'm', 'l'])
        || ["sk", "bar", "är", "iös"].iter().any(|end| rest.ends_with(end));
    if neuter && is_stem(rest) {
        word.pop();
    }
}

/// The definite form after a vowel or in `-ern`, `-eln`, `-orn`: `miljön`, `motorn`.
fn drop_n(word: &mut String) {
    let Some(rest) = word.strip_suffix('n') else { return };
    let definite = rest.ends_with(['ö', 'é'])
        || DEFINITE.iter().any(|end| rest.ends_with(end));
    if definite && rest.chars().count() > SHORTEST_STEM {
        word.pop();
    }
}

/// What is left differs by a vowel that drops (`nyckel`, `nyckl`) or a letter that is doubled
/// before an ending (`rum`, `rumm`).
fn join_variants(word: &mut String) {
    if word.ends_with("mm") {
        word.pop();
        return;
    }
    if let Some(rest) = word.strip_suffix("el")
        && ends_in_consonant(rest)
        && is_stem(rest)
    {
        word.truncate(rest.len());
        word.push('l');
        return;
    }
    if let Some(rest) = word.strip_suffix('r')
        && rest.ends_with(['b', 'd', 'g', 'k', 'm', 'p', 't'])
        && is_stem(rest)
    {
        word.pop();
    }
}

fn ends_in_consonant(word: &str) -> bool {
    word.chars().next_back().is_some_and(|letter| !VOWELS.contains(&letter))
}

fn is_stem(word: &str) -> bool {
    word.chars().nth(SHORTEST_STEM - 1).is_some() && word.contains(VOWELS)
}
