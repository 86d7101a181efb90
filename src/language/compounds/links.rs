//! How the words of a compound are bound together, and how its last word is inflected.

/// The ways of one language.
pub struct Links {
    /// What a word that is not the last loses and gets back: `gatu` is `gata`.
    pub first: &'static [(&'static str, &'static str)],
    /// What stands between two words and belongs to neither.
    pub between: &'static [&'static str],
    /// Words of two letters that may stand first.
    pub short: &'static [&'static str],
    /// Inflections of the last word.
    pub endings: &'static [&'static str],
    /// Whether a last word counts that only its stem makes a known one: `städer`, `Häuser`.
    pub by_stem: bool,
    /// What a word may have lost before its ending.
    pub vowels: &'static [&'static str],
}

pub const SWEDISH: Links = Links {
    first: &[
        ("", ""), ("s", ""), ("s", "e"), ("s", "a"), ("u", "a"), ("o", "a"), ("e", "a"), ("", "a"), ("", "e"),
    ],
    between: &["s"],
    short: &["el"],
    endings: &[
        "", "s", "n", "ns", "t", "ts", "en", "ens", "et", "ets", "r", "rs", "ar", "ars", "er",
        "ers", "or", "ors", "na", "nas", "arna", "arnas", "erna", "ernas", "orna", "ornas",
    ],
    by_stem: true,
    vowels: &["", "a", "e"],
};

pub const GERMAN: Links = Links {
    first: &[
        ("", ""), ("s", ""), ("es", ""), ("n", ""), ("en", ""), ("er", ""), ("e", ""), ("", "e"),
        ("en", "um"), ("", "en"),
    ],
    between: &["s", "es", "n", "en"],
    short: &[],
    endings: &["", "e", "en", "er", "ern", "n", "s", "es", "nen"],
    by_stem: true,
    vowels: &["", "e"],
};

pub const DANISH: Links = Links {
    first: &[("", ""), ("s", ""), ("e", ""), ("", "e"), ("er", ""), ("es", "e"), ("s", "e")],
    between: &["s", "e"],
    short: &["el", "by"],
    endings: &[
        "", "s", "n", "ns", "t", "ts", "en", "ens", "et", "ets", "r", "rs", "e", "er", "ers",
        "ne", "nes", "ene", "enes", "erne", "ernes",
    ],
    by_stem: false,
    vowels: &["", "e"],
};

pub const NORWEGIAN: Links = Links {
    first: &[("", ""), ("s", ""), ("e", ""), ("", "e"), ("er", ""), ("s", "e"), ("a", "e")],
    between: &["s", "e"],
    short: &["el", "by"],
    endings: &[
        "", "s", "n", "ns", "t", "en", "ens", "et", "ets", "a", "r", "e", "er", "ers", "ene",
        "enes", "ne", "ar", "ane", "i", "or", "one",
    ],
    by_stem: false,
    vowels: &["", "e"],
};

pub const FINNISH: Links = Links {
    first: &[("", ""), ("n", ""), ("en", "i"), ("en", ""), ("sen", "nen"), ("s", "nen"), ("den", "s")],
    between: &["n"],
    short: &["yö"],
    endings: &[
        "", "n", "a", "ä", "t", "en", "in", "na", "nä", "ksi", "lla", "llä", "lle", "lta", "ltä",
        "ssa", "ssä", "sta", "stä", "tta", "ttä", "an", "än", "on", "ön", "un", "yn", "ja", "jä",
        "jen", "ia", "iä", "ien", "issa", "issä", "ista", "istä", "illa", "illä", "ille", "ilta",
        "iltä", "iin", "den", "ita", "itä", "ihin", "tä", "ta", "ine", "ineen", "nsa", "nsä",
    ],
    by_stem: true,
    vowels: &["", "i", "a", "ä", "e"],
};
