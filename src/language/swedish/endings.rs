//! One pass of the rules: which endings of a Swedish word say only its form.

use super::SHORTEST_STEM;

/// Inflections by their last letter, the longest first, after a genitive or passive `s` is gone.
/// Each tells whether a word may still end with it once another ending is gone: others would eat
/// into the word itself, and `arbete` would end as `arb`, `kompetens` as `komp`.
const ON_A: &[(&str, bool)] = &[
    ("andena", false),
    ("arna", false),
    ("erna", false),
    ("orna", false),
    ("ena", false),
    ("ana", false),
    ("a", true),
];
const ON_E: &[(&str, bool)] = &[
    ("aste", false),
    ("ande", true),
    ("ende", true),
    ("arne", false),
    ("ade", false),
    ("are", true),
    ("e", true),
];
const ON_N: &[(&str, bool)] = &[("anden", false), ("aren", false), ("an", true), ("en", true)];
const ON_R: &[(&str, bool)] = &[("ar", true), ("er", true), ("or", true)];
const ON_T: &[(&str, bool)] = &[("andet", false), ("ast", true), ("at", false), ("et", false)];
const ON_D: &[(&str, bool)] = &[("ad", false)];
const ON_S: &[(&str, bool)] = &[("as", false), ("es", false)];

/// What stands before the `n` of a definite form: `nyckeln`, `motorn`, `teorin`, `radion`.
const DEFINITE: &[&str] = &[
    "el", "er", "or", "gi", "stri", "atri", "eri", "ori", "ofi", "afi", "nomi", "emi", "krati",
    "anti", "oni", "esi", "tasi", "odi", "edi", "dio", "deo", "aro", "nto", "uro", "mpo", "mbo",
    "sino", "ario", "icy", "rty", "bby", "nivå", "byrå", "ljö", "sjö", "diö", "dé", "té", "ré",
    "lé",
];

/// Takes one ending off; `false` when the word has none.
pub fn shorten(word: &mut String, pass: usize) -> bool {
    let before = word.len();
    drop_s(word, pass);
    drop_ending(word, pass);
    join_variants(word);
    word.len() != before
}

/// What stands before the `t` of a neuter adjective or of a definite form: `dansk`, `kontot`.
const NEUTER: &[&str] =
    &["sk", "bar", "är", "iös", "ifik", "mlik", "srik", "nto", "mpo", "ario", "ino"];

/// The genitive of nouns and the passive of verbs.
fn drop_s(word: &mut String, pass: usize) {
    let Some(rest) = word.strip_suffix('s') else { return };
    let takes_s = rest.ends_with([
        'a', 'b', 'd', 'e', 'f', 'g', 'h', 'k', 'l', 'm', 'n', 'o', 'p', 'r', 't', 'v',
    ]) && (pass == 0 || !rest.ends_with("el"));
    if takes_s && is_stem(rest) {
        word.pop();
    }
}

fn drop_ending(word: &mut String, pass: usize) {
    for (ending, is_late) in endings_on(word) {
        if (pass == 0 || *is_late)
            && let Some(rest) = word.strip_suffix(ending)
            && is_stem(rest)
            && !looks_inflected(word)
        {
            word.truncate(rest.len());
            return;
        }
    }
    drop_t(word);
    if pass == 0 {
        drop_n(word);
    }
}

/// Endings of other words that end as if they were inflected: `trygghet`, `kvalitet`, `stranden`.
fn looks_inflected(word: &str) -> bool {
    if word.ends_with("het") || word.ends_with("itet") {
        return true;
    }
    let Some(noun) = word.strip_suffix("et").or_else(|| word.strip_suffix("en")) else {
        return false;
    };
    noun.ends_with("strand") || noun.ends_with("brand")
}

fn endings_on(word: &str) -> &'static [(&'static str, bool)] {
    match word.bytes().next_back() {
        Some(b'a') => ON_A,
        Some(b'e') => ON_E,
        Some(b'n') => ON_N,
        Some(b'r') => ON_R,
        Some(b't') => ON_T,
        Some(b'd') => ON_D,
        Some(b's') => ON_S,
        _ => &[],
    }
}

/// The neuter of adjectives: `viktigt`, `högt`, `positivt`.
fn drop_t(word: &mut String) {
    let Some(rest) = word.strip_suffix('t') else { return };
    let neuter =
        rest.ends_with(['g', 'b', 'v', 'm', 'l']) || NEUTER.iter().any(|end| rest.ends_with(end));
    if neuter && is_stem(rest) {
        word.pop();
    }
}

/// The definite form after a vowel or in `-ern`, `-eln`, `-orn`: `miljön`, `motorn`.
fn drop_n(word: &mut String) {
    let Some(rest) = word.strip_suffix('n') else { return };
    let definite = DEFINITE.iter().any(|end| rest.ends_with(end));
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
    word.bytes().next_back().is_some_and(|byte| byte.is_ascii() && !is_vowel(byte))
}

/// Three letters with a vowel among them.
fn is_stem(word: &str) -> bool {
    // All but one byte of a letter begin with the bits 10.
    let letters = word.bytes().filter(|byte| byte & 0xC0 != 0x80);
    letters.take(SHORTEST_STEM).count() == SHORTEST_STEM && word.bytes().any(is_vowel)
}

/// Letters beyond ASCII are vowels here: å, ä, ö, é.
fn is_vowel(byte: u8) -> bool {
    !byte.is_ascii() || matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}
