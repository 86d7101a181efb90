//! What cannot be read is pointed at, and what would be read is proposed.

use super::*;

/// A query, the place of the mistake in it, and what is proposed.
type Mistake = (&'static str, std::ops::Range<usize>, Option<&'static str>);

const MISTAKES: &[Mistake] = &[
    ("sol sorce:skr", 4..10, Some("source:")),
    ("foo:bar", 0..4, Some("fore:")),
    ("källa: ", 0..7, None),
    ("källa: OR skr", 0..7, None),
    ("tema: land:se", 0..5, None),
    ("tema:(sol vind)", 0..5, None),
    ("tema:,", 0..5, None),
    ("title:☃", 0..6, None),
    ("title:*", 0..6, None),
    ("sol \"vind", 4..5, None),
    ("sol ”vind", 4..7, None),
    ("(sol", 0..1, None),
    ("sol)", 3..4, None),
    ("b*", 0..2, None),
    ("*lys", 0..4, None),
    ("sol .*lys", 4..9, None),
    ("be*ning x", 0..7, Some("be*")),
    ("b*ning", 0..6, None),
    ("title:*lys", 6..10, None),
    ("title:b*", 6..8, None),
    ("=belys*", 0..7, None),
    ("belys*~", 0..7, None),
    ("x belysnig~3", 2..12, None),
    ("ab~", 0..3, None),
    ("\"a b\"~", 5..6, None),
    ("\"a b\"~999", 5..9, None),
    ("\"a b\"~1.5", 5..9, None),
    ("(a b)~5", 5..7, None),
    ("sol^30", 0..6, None),
    ("sol^", 0..4, None),
    ("sol^2^3", 0..7, None),
    ("sol^0", 0..5, None),
    ("\"a b\"^x", 5..6, None),
    ("(sol)^99", 5..8, None),
    ("sol ^3", 4..6, None),
    ("sol ~3", 4..6, None),
    ("land:se^2", 5..9, Some("se")),
    ("(land:se)^2", 9..11, None),
    ("(-sol)^2", 6..8, None),
    ("\"\"^2", 2..4, None),
    ("sol NEAR vind", 4..8, Some("NEAR/5")),
    ("sol NÄRA/x vind", 4..11, Some("NÄRA/5")),
    ("sol NEAR/500 vind", 4..12, Some("NEAR/5")),
    ("NEAR/5 vind", 0..6, None),
    ("sol NEAR/5", 4..10, None),
    ("sol NEAR/5 \"a b\"", 4..10, None),
    ("\"a b\" NEAR/5 sol", 6..12, None),
    ("sol OR NEAR/5 x", 4..6, None),
    ("OR sol", 0..2, None),
    ("sol AND", 4..7, None),
    ("!!!", 0..3, None),
    (" ☃ ", 1..4, None),
    ("☃ *", 0..5, None),
    ("()", 0..2, None),
    ("sol (☃)", 4..9, None),
    ("sol OR ()", 7..9, None),
    ("-\"\"", 1..3, None),
    ("smarta ELLER ☃", 13..16, None),
    ("smarta ELLER ☃ hem", 13..16, None),
    ("☃ ELLER smarta", 0..3, None),
    ("(sol OR ) vind", 5..7, None),
    ("sol OR AND vind", 4..6, None),
    ("sol NOT", 4..7, None),
    ("lang:klingonska", 5..15, None),
    ("lang:svenksa", 5..12, Some("svenska")),
    ("land:narnia", 5..11, None),
    ("land:sverge", 5..11, Some("sverige")),
    ("källa:Malmö!x", 7..15, Some("malmo-x")),
    ("site:*", 5..6, None),
    ("plats:Mlmö", 6..11, Some("Malmö")),
    ("kommun:Helsingbrog", 7..18, Some("Helsingborg")),
    ("plats:xyzzy", 6..11, None),
    ("land:xx", 5..7, None),
    ("begrepp:xyzzy", 8..13, None),
    ("begrepp:\"smarta paperskorgar\"", 8..29, Some("\"smarta papperskorgar\"")),
    ("typ:utl-x", 4..9, None),
    ("typ:utlysningg", 4..14, Some("utlysning")),
    ("tema:trafick", 5..12, Some("trafik")),
    ("theme:blå", 6..10, None),
    ("status:skallaupp", 7..16, Some("\"skala upp\"")),
    ("skede:pagande", 6..13, Some("pågående")),
    ("funder:vinn*", 7..12, Some("vinn")),
    ("program:☃", 8..11, None),
    ("budget:mycket", 7..13, None),
    ("budget:>", 7..8, None),
    ("budget:5mkr..1mkr", 7..17, None),
    ("budget>1mkr", 0..11, Some("budget:>1mkr")),
    ("sol storlek<30000", 4..17, Some("storlek:<30000")),
    ("size:1mkr", 5..9, None),
    ("size:stor", 5..9, None),
    ("size:..", 5..7, None),
    ("closes:snart", 7..12, None),
    ("closes:<0d", 7..10, None),
    ("event:2026-02-30", 6..16, None),
    ("date:2026-13", 5..12, None),
    ("date:2026-10-15..2026-10-01", 5..27, None),
    ("efter:0000", 6..10, None),
    ("date:99999", 5..10, None),
    ("grupp:x", 6..7, None),
    ("network:kanske", 8..14, None),
    ("efter:2026-13", 6..13, None),
    ("efter:igår", 6..11, None),
    ("senaste:sju", 8..11, None),
];

#[test]
fn mistakes_are_pointed_at() {
    for (text, span, suggestion) in MISTAKES {
        let error = parse(text, Locale::Sv, now()).expect_err(text);
        assert_eq!(error.span, *span, "{text}: {error}");
        assert_eq!(error.suggestion.as_deref(), *suggestion, "{text}");
    }
}

#[test]
fn nothing_is_too_long_to_be_refused_at_once() {
    let long = "a ".repeat(65);
    assert!(parse(&long, Locale::En, now()).unwrap_err().message.contains("64"));
    assert!(parse(&"å".repeat(1001), Locale::En, now()).unwrap_err().message.contains("1000"));
    assert!(parse(&"å".repeat(1000), Locale::En, now()).is_ok());
    assert!(parse(&"x".repeat(1 << 20), Locale::En, now()).unwrap_err().message.contains("1000"));
    assert!(parse(&"a OR ".repeat(10_000), Locale::Sv, now()).is_err());
    assert!(parse(&format!("\"{long}\""), Locale::En, now()).unwrap_err().message.contains("64"));
    assert!(parse(&format!("\"{long}\"~3"), Locale::En, now()).is_err());
    assert!(parse(&format!("land:{}", "se,".repeat(65)), Locale::En, now()).is_err());
    assert!(parse(&format!("{}a{}", "(".repeat(30), ")".repeat(30)), Locale::En, now()).is_ok());
    assert!(parse(&"(".repeat(200), Locale::En, now()).is_err());
    assert!(parse(&format!("a {}", "NOT ".repeat(100)), Locale::En, now()).is_err());
}

#[test]
fn mistakes_name_what_was_typed() {
    for (text, named) in [
        ("!!!", "`!!!`"),
        ("a OR", "`OR`"),
        ("a ELLER", "`ELLER`"),
        ("a |", "`|`"),
        ("a OCH", "`OCH`"),
        ("a && && b", "`&&`"),
        ("INTE", "`INTE`"),
        ("NOT", "`NOT`"),
        ("smarta ELLER ☃", "`☃`"),
        ("sol ( !!! )", "`( !!! )`"),
    ] {
        for locale in [Locale::Sv, Locale::En] {
            let error = parse(text, locale, now()).expect_err(text);
            assert!(error.message.starts_with(named), "{text}: {error}");
            assert_eq!(&text[error.span], named.trim_matches('`'), "{text}");
        }
    }
}
