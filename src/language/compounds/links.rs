//! How the words of a compound are bound together, and how its last word is inflected.

use super::trunk::{A, AE, E, I, NONE, Vowels};

/// The ways of one language.
pub struct Links {
    /// What a word that is not the last has lost, and what is added to it: `gatu` is `gata`.
    pub first: &'static [(&'static str, Vowels)],
    /// Whether an `s` may stand between two words.
    pub is_bound_by_s: bool,
    /// Words of two letters that may stand first.
    pub short: &'static [&'static str],
    /// Inflections of the last word.
    pub endings: &'static [&'static str],
    /// Whether a last word counts that only its stem makes a known one: `städer`, `Häuser`.
    pub by_stem: bool,
    /// What a word may have lost before its ending.
    pub vowels: Vowels,
}

pub const SWEDISH: Links = Links {
    first: &[("", NONE | A | E), ("s", NONE | A | E), ("u", A), ("o", A), ("e", A)],
    is_bound_by_s: true,
    short: &["el"],
    endings: &[
        "", "s", "n", "ns", "t", "ts", "en", "ens", "et", "ets", "r", "rs", "ar", "ars", "er",
        "ers", "or", "ors", "na", "nas", "arna", "arnas", "erna", "ernas", "orna", "ornas",
    ],
    by_stem: true,
    vowels: NONE | A | E,
};

pub const GERMAN: Links = Links {
    first: &[("", NONE | E), ("s", NONE), ("es", NONE), ("n", NONE), ("en", NONE), ("er", NONE)],
    is_bound_by_s: true,
    short: &[],
    endings: &["", "e", "en", "er", "ern", "n", "s", "es", "nen"],
    by_stem: true,
    vowels: NONE | E,
};

pub const DANISH: Links = Links {
    first: &[("", NONE | E), ("s", NONE | E), ("e", NONE), ("er", NONE), ("es", E), ("me", NONE)],
    is_bound_by_s: true,
    short: &["el", "by"],
    endings: &[
        "", "s", "n", "ns", "t", "ts", "en", "ens", "et", "ets", "r", "rs", "e", "er", "ers", "ne",
        "nes", "ene", "enes", "erne", "ernes",
    ],
    by_stem: false,
    vowels: NONE | E,
};

pub const NORWEGIAN: Links = Links {
    first: &[("", NONE | E), ("s", NONE | E), ("e", NONE), ("er", NONE), ("a", E), ("me", NONE)],
    is_bound_by_s: true,
    short: &["el", "by"],
    endings: &[
        "", "s", "n", "ns", "t", "en", "ens", "et", "ets", "a", "r", "e", "er", "ers", "ene",
        "enes", "ne", "ar", "ane", "i", "or", "one",
    ],
    by_stem: false,
    vowels: NONE | E,
};

pub const FINNISH: Links = Links {
    first: &[("", NONE), ("n", NONE), ("en", NONE | I)],
    is_bound_by_s: false,
    short: &["yö"],
    endings: &[
        "", "n", "a", "ä", "t", "en", "in", "na", "nä", "ksi", "lla", "llä", "lle", "lta", "ltä",
        "ssa", "ssä", "sta", "stä", "tta", "ttä", "an", "än", "on", "ön", "un", "yn", "ja", "jä",
        "jen", "ia", "iä", "ien", "issa", "issä", "ista", "istä", "illa", "illä", "ille", "ilta",
        "iltä", "iin", "den", "ita", "itä", "ihin", "tä", "ta", "ine", "ineen", "nsa", "nsä",
    ],
    by_stem: true,
    vowels: NONE | A | E | I | AE,
};
