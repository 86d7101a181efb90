//! Query texts and what they mean.

use proptest::prelude::*;

use super::*;
use crate::model::{Group, Language};

fn now() -> Timestamp {
    "2026-11-21T07:00:00Z".parse().unwrap()
}

fn read(text: &str) -> Query {
    parse(text, Locale::Sv, now()).unwrap_or_else(|e| panic!("{text}: {e}")).query
}

/// A tree in a form that fits in a table of tests.
fn show(query: &Query) -> String {
    let all = |parts: &[Query]| parts.iter().map(show).collect::<Vec<_>>().join(" ");
    match query {
        Query::All => "ALL".into(),
        Query::Term(Term::Word(word)) => word.clone(),
        Query::Term(Term::Required(word)) => format!("+{word}"),
        Query::Term(Term::Exact(word)) => format!("={word}"),
        Query::Term(Term::Phrase(words)) => format!("\"{}\"", words.join(" ")),
        Query::Filter(filter) => match filter {
            Filter::Source(value) => format!("source:{value}"),
            Filter::Site(value) => format!("site:{value}"),
            Filter::Language(value) => format!("lang:{value}"),
            Filter::Country(value) => format!("country:{value}"),
            Filter::Nordic => "nordic".into(),
            Filter::Group(value) => format!("group:{value}"),
            Filter::Network(value) => format!("network:{value}"),
            Filter::After(moment) => format!("after:{moment}"),
            Filter::Before(moment) => format!("before:{moment}"),
            other => format!("{other:?}"),
        },
        Query::And(parts) => format!("and({})", all(parts)),
        Query::Or(parts) => format!("or({})", all(parts)),
        Query::Not(part) => format!("not({})", show(part)),
        other => format!("{other:?}"),
    }
}

#[test]
fn operators_and_words() {
    for (text, expected) in [
        ("", "ALL"),
        ("  \u{a0}\u{200b} ", "ALL"),
        ("sensorer", "sensorer"),
        ("smarta sensorer", "and(smarta sensorer)"),
        ("kom\u{ad}munala\u{a0}sensorer", "and(kommunala sensorer)"),
        ("a b c OR d", "and(b c or(+c +d))".replace("b c or", "b or").as_str()),
        ("sol AND vind OR vatten", "or(and(+sol +vind) +vatten)"),
        ("sol OCH INTE vind", "and(+sol not(+vind))"),
        ("sol | vind|vatten", "or(+sol +vind +vatten)"),
        ("(sol ELLER vind) park", "and(or(+sol +vind) park)"),
        ("(sol vind) park", "and(sol vind park)"),
        ("(sol vind) OR park", "or(and(+sol +vind) +park)"),
        ("NOT (sol OR vind)", "and(ALL not(or(+sol +vind)))"),
        ("-sol", "and(ALL not(+sol))"),
        ("park -sol +vind =Vatten", "and(park not(+sol) +vind =Vatten)"),
        ("-\"smarta hem\" park", "and(not(\"smarta hem\") park)"),
        ("vägar sol-vind 2020-2021", "and(vägar sol-vind 2020-2021)"),
        ("C++ * - & 5G + =", "and(C++ 5G)"),
    ] {
        assert_eq!(show(&read(text)), expected, "{text}");
    }
}

#[test]
fn quotation_marks_of_all_kinds() {
    for text in [
        "\"smarta hem\"",
        "”smarta hem”",
        "“smarta hem”",
        "„smarta hem“",
        "»smarta hem«",
        "«smarta hem»",
        "'smarta hem'",
        "‘smarta hem’",
    ] {
        assert_eq!(show(&read(text)), "\"smarta hem\"", "{text}");
    }
    for (text, expected) in [
        ("rock'n'roll", "rock'n'roll"),
        ("'sol'", "'sol'"),
        ("mayor's city's", "and(mayor's city's)"),
        ("\"\" sol", "sol"),
        ("=\"smarta hem\"", "\"smarta hem\""),
    ] {
        assert_eq!(show(&read(text)), expected, "{text}");
    }
}

#[test]
fn fields_and_their_values() {
    for (text, expected) in [
        ("källa:SKR-nyheter", "source:skr-nyheter"),
        ("KALLA:a,b", "or(source:a source:b)"),
        ("site:https://www.Malmo.se/nyheter", "site:malmo.se"),
        ("språk:sv lang:Norska", "and(lang:sv or(lang:nb lang:nn))"),
        ("land:norden", "nordic"),
        ("land:Tyskland,dk", "or(country:DE country:DK)"),
        ("country:\"Sweden\"", "country:SE"),
        ("grupp:skåne group:eu", "and(group:skane group:eu)"),
        ("nätverk:ja network:no", "and(network:true network:false)"),
        ("efter:2026", "after:2025-12-31T23:00:00Z"),
        (
            "after:2026-10 före:2026-10-05",
            "and(after:2026-09-30T22:00:00Z before:2026-10-04T22:00:00Z)",
        ),
        ("senaste:7d", "after:2026-11-14T07:00:00Z"),
        ("newer:2v", "after:2026-11-07T07:00:00Z"),
        ("newer:3m", "after:2026-08-21T06:00:00Z"),
        ("senaste:1å", "after:2025-11-21T07:00:00Z"),
        ("-land:se", "and(ALL not(country:SE))"),
        ("(land:se|land:dk) sol", "and(or(country:SE country:DK) sol)"),
        (
            "https://malmo.se/a 12:30 EU:s SOU:n 2019/20:188",
            "and(https://malmo.se/a 12:30 EU:s SOU:n 2019/20:188)",
        ),
        ("Ny rapport: skolan", "and(Ny rapport: skolan)"),
    ] {
        assert_eq!(show(&read(text)), expected, "{text}");
    }
    assert_eq!(read("grupp:världen"), Query::Filter(Filter::Group(Group::World)));
    assert_eq!(read("lang:fr"), Query::Filter(Filter::Language("fr".parse::<Language>().unwrap())));
}

#[test]
fn mistakes_are_pointed_at() {
    for (text, span, suggestion) in [
        ("sol sorce:skr", 4..10, Some("source:")),
        ("foo:bar", 0..4, Some("fore:")),
        ("tema:energi", 0..5, None),
        ("källa: skr", 0..7, None),
        ("sol \"vind", 4..5, None),
        ("sol ”vind", 4..7, None),
        ("(sol", 0..1, None),
        ("sol)", 3..4, None),
        ("belys*", 0..6, None),
        ("x belysnig~2", 2..12, None),
        ("\"a b\"~5", 5..6, None),
        ("sol^3", 0..5, None),
        ("sol NEAR/5 vind", 4..10, None),
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
        ("land:narnia", 5..11, None),
        ("grupp:x", 6..7, None),
        ("network:kanske", 8..14, None),
        ("efter:2026-13", 6..13, None),
        ("efter:igår", 6..11, None),
        ("senaste:sju", 8..11, None),
    ] {
        let error = parse(text, Locale::Sv, now()).expect_err(text);
        assert_eq!(error.span, span, "{text}: {error}");
        assert_eq!(error.suggestion.as_deref(), suggestion, "{text}");
    }
    let long = "a ".repeat(65);
    assert!(parse(&long, Locale::En, now()).unwrap_err().message.contains("64"));
    assert!(parse(&"å".repeat(513), Locale::En, now()).unwrap_err().message.contains("512"));
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

#[test]
fn long_dashes_leave_out_like_short_ones() {
    for dash in ["-", "–", "−"] {
        for (text, expected) in [
            ("~buss", "and(ALL not(+buss))"),
            ("park ~buss", "and(park not(+buss))"),
            ("park ~\"smarta hem\"", "and(park not(\"smarta hem\"))"),
            ("park (~buss)", "and(park not(+buss))"),
            ("park ~ buss", "and(park buss)"),
            ("park ~land:se", "and(park not(country:SE))"),
        ] {
            let text = text.replace('~', dash);
            assert_eq!(show(&read(&text)), expected, "{text}");
        }
    }
    assert_eq!(show(&read("2020–2021 sol–vind")), "and(2020–2021 sol–vind)");
    assert_eq!(show(&read("(2020)–2021")), "and(2020 –2021)");
}

#[test]
fn every_answer_says_how_the_query_was_understood() {
    for (text, expected) in [
        ("", "Tolkat som: alla dokument"),
        ("solceller", "Tolkat som: ordet solceller"),
        (
            "vem har smarta papperskorgar -malmö land:norden",
            "Tolkat som: helst alla orden smarta, papperskorgar; inte malmö; från Norden; utan vikt: vem, har",
        ),
        ("sol OR (vind AND vatten)", "Tolkat som: sol eller (vind och vatten)"),
        ("+sol \"smarta hem\"", "Tolkat som: måste ha sol; frasen ”smarta hem”"),
        ("-sol", "Tolkat som: alla dokument; inte sol"),
        ("papperskorgar -! &", "Tolkat som: ordet papperskorgar; överhoppat: -! &"),
        ("(☃ sol) \"\"", "Tolkat som: ordet sol; överhoppat: ☃ \"\""),
        ("efter:2026-10", "Tolkat som: från och med 2026-10-01"),
    ] {
        assert_eq!(parse(text, Locale::Sv, now()).unwrap().explanation, expected);
    }
    assert_eq!(parse("=Hem", Locale::En, now()).unwrap().explanation, "Read as: exactly Hem");
}

#[test]
fn small_words_count_when_they_are_shouted_or_alone() {
    for (text, expected) in [
        ("sensorer i skolan", "and(sensorer skolan)"),
        ("elnät ON", "and(elnät ON)"),
        ("i på", "and(i på)"),
        ("+i skolan", "and(+i skolan)"),
    ] {
        assert_eq!(show(&read(text)), expected, "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn no_text_makes_it_panic(text in "([a-zåäö ]{0,6}|[-+=\"'()|:,*~^”»«/–−☃ \u{a0}\u{ad}\u{200b}]|OR|AND |NOT |NEAR|källa:|after:|land:|2026-1|.){0,20}") {
        match parse(&text, Locale::Sv, now()) {
            Ok(understood) => prop_assert!(!understood.explanation.is_empty()),
            Err(error) => {
                prop_assert!(text.get(error.span.clone()).is_some(), "{:?} {:?}", text, error);
            }
        }
        words_only(&text);
    }
}
