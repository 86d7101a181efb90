//! What is written reads as the same.

use proptest::prelude::*;

use super::boxes::{Boxes, from_query, to_query};
use super::*;

#[test]
fn a_query_is_written_as_one_would_type_it() {
    for (text, written) in [
        ("", ""),
        ("vem har smarta papperskorgar", "smarta papperskorgar"),
        ("a OR b", "a OR b"),
        ("sol a OR (b AND c)", "sol (a OR (b c))"),
        ("sol AND INTE vind", "+sol -vind"),
        ("-a -b", "-a -b"),
        ("NOT (a OR b)", "-(a OR b)"),
        ("NOT (NOT a)", "-(-a)"),
        ("land:se,dk", "country:SE,DK"),
        ("lang:norska", "lang:nb,nn"),
        ("land:norden,de", "country:norden,DE"),
        ("land:se OR källa:skr", "country:SE OR source:skr"),
        ("a NÄRA/3 b", "\"a b\"~3"),
        ("ELNÄT ON i", "ELNÄT ON^1"),
        ("OR^1", "OR^1"),
        ("+OR^1 x", "+OR^1 x"),
        ("(OR^1 OR x)", "OR^1 OR x"),
        ("kommun:malmö,ängelholm", "place:Malmö,Ängelholm"),
        ("place:lund", "place:Lund"),
        ("län:\"Skåne län\"", "place:\"Skåne län\""),
        ("place:SE-1280", "place:Malmö"),
        ("efter:2026-10", "after:2026-10-01"),
        ("senaste:7d", "after:2026-11-14T07:00:00Z"),
        ("closes:2027-03", "closes:2027-03-01..2027-03-31"),
        ("stänger:<14d", "closes:2026-11-21T07:00:00Z..2026-12-05T07:00:00Z"),
        ("budget:>1mkr", "budget:>=1000001"),
        ("budget:1..2mkr", "budget:1000000..2000000"),
        ("funder:\"viable cities\"", "funder:\"viable cities\""),
        ("rubrik:sol,vind", "title:sol OR title:vind"),
    ] {
        let query = read(text);
        assert_eq!(write(&query), written, "{text}");
        assert_eq!(read(written), query, "{text}");
    }
}

#[test]
fn a_swede_reads_swedish_names() {
    for (text, written) in [
        ("land:se,dk sol", "land:SE,DK sol"),
        ("(sol OR vind) -kind:call", "(sol ELLER vind) -typ:call"),
        ("funder:\"land: OR country:se\" a", "finansiär:\"land: or country:se\" a"),
        ("status:pilot budget:>1mkr", "status:pilot budget:>=1000001"),
        ("\"place OR b\" +place:lund", "\"place OR b\" plats:Lund"),
    ] {
        let query = read(text);
        assert_eq!(write_in(&query, Locale::Sv), written, "{text}");
        assert_eq!(read(written), query, "{text}");
    }
}

#[test]
fn boxes_hold_what_was_typed() {
    let boxes = |any: &str, all: &str, none: &str, phrase: &str, rest: &str| Boxes {
        any: any.into(),
        all: all.into(),
        none: none.into(),
        phrase: phrase.into(),
        rest: rest.into(),
    };
    for (text, expected) in [
        ("", boxes("", "", "", "", "")),
        ("smarta +hem", boxes("", "smarta +hem", "", "", "")),
        ("park (sol OR \"gröna tak\")", boxes("sol \"gröna tak\"", "park", "", "", "")),
        ("park -sol -\"gröna tak\"", boxes("", "park", "sol \"gröna tak\"", "", "")),
        ("-(sol OR vind)", boxes("", "", "sol vind", "", "")),
        ("\"gröna tak\" \"blå tak\"", boxes("", "\"blå tak\"", "", "gröna tak", "")),
        ("hem land:se -land:dk", boxes("", "hem", "", "", "country:SE -country:DK")),
        ("(a OR b) (c OR d)", boxes("a b", "", "", "", "(c OR d)")),
        ("-(a b) (a OR land:se)", boxes("", "", "", "", "-(a b) (a OR country:SE)")),
        ("belys* sol^2 title:vind", boxes("", "belys* sol^2 title:vind", "", "", "")),
    ] {
        let found = from_query(text, now()).unwrap();
        assert_eq!(found, expected, "{text}");
        assert_eq!(from_query(&to_query(&found), now()).unwrap(), expected, "{text}");
    }
    assert_eq!(from_query("(sol", now()), None);
}

#[test]
fn boxes_are_filled_by_people() {
    let filled = Boxes {
        any: "sol OR vind  \"gröna tak".into(),
        all: "kommun".into(),
        none: "-buss tåg".into(),
        phrase: "\"smarta hem\"".into(),
        rest: " land:se ".into(),
    };
    let query = to_query(&filled);
    assert_eq!(query, "\"smarta hem\" kommun (sol OR vind OR \"gröna tak\") -buss -tåg land:se");
    assert!(parse(&query, Locale::Sv, now()).is_ok());
    assert_eq!(to_query(&Boxes { any: "sol".into(), ..Boxes::default() }), "+sol");
}

/// Texts of what the language knows, and of what it does not.
fn texts() -> impl Strategy<Value = String> {
    const PIECES: &str = "([a-zåäö ]{0,6}|[-+=\"'()|:,*~^”»«/–−☃ .#&\u{a0}\u{ad}\u{200b}\u{308}]|OR|AND |NOT |NEAR/3 |NÄRA|\
        källa:|after:|land:|se|2026-1|tema:|trafik|budget:|>1mkr|500 tkr|\\.\\.|size:|30 000|closes:|<14d|title:|\
        typ:call|status:|funder:|place:|lund|SE-1280|malmö,|date:2026|search:|~2|\\^3|\\^0,5|ON|i |på|vem|har |EU:s|[0-9]|.){0,24}";
    PIECES
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn no_text_makes_it_panic(text in texts()) {
        match parse(&text, Locale::Sv, now()) {
            Ok(understood) => {
                prop_assert!(!understood.explanation.is_empty());
                let written = write(&understood.query);
                let again = parse(&written, Locale::En, now());
                prop_assert!(again.is_ok(), "{:?} as {:?}: {:?}", text, written, again);
                prop_assert_eq!(&understood.query, &again.unwrap().query, "{:?} as {:?}", text, written);
                let boxes = from_query(&text, now()).unwrap();
                let form = to_query(&boxes);
                prop_assert_eq!(from_query(&form, now()), Some(boxes), "{:?} as {:?}", text, form);
            }
            Err(error) => {
                prop_assert!(text.get(error.span.clone()).is_some(), "{:?} {:?}", text, error);
                prop_assert!(!error.message.is_empty());
            }
        }
        words_only(&text);
    }
}
