//! Query texts and what they mean.

mod mistakes;
mod round_trip;
mod values;

use super::*;
use crate::model::{Filter, Group, Language, NumberField, Term};

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
        Query::Term(term) => show_term(term),
        Query::Filter(filter) => show_filter(filter),
        Query::And(parts) => format!("and({})", all(parts)),
        Query::Or(parts) => format!("or({})", all(parts)),
        Query::Not(part) => format!("not({})", show(part)),
        Query::Boost(part, weight) => format!("{}^{weight}", show(part)),
    }
}

fn show_term(term: &Term) -> String {
    match term {
        Term::Word(word) => word.clone(),
        Term::Required(word) => format!("+{word}"),
        Term::Exact(word) => format!("={word}"),
        Term::Phrase(words) => format!("\"{}\"", words.join(" ")),
        Term::Near(words, distance) => format!("near{distance}({})", words.join(" ")),
        Term::Prefix(word) => format!("{word}*"),
        Term::Fuzzy(word, mistakes) => format!("{word}~{mistakes}"),
        Term::InTitle(term) => format!("title({})", show_term(term)),
    }
}

fn show_filter(filter: &Filter) -> String {
    match filter {
        Filter::Source(value) => format!("source:{value}"),
        Filter::Site(value) => format!("site:{value}"),
        Filter::Language(value) => format!("lang:{value}"),
        Filter::Country(value) => format!("country:{value}"),
        Filter::Nordic => "nordic".into(),
        Filter::Group(value) => format!("group:{value}"),
        Filter::Network(value) => format!("network:{value}"),
        Filter::After(moment) => format!("after:{moment}"),
        Filter::Before(moment) => format!("before:{moment}"),
        Filter::Place(places) => {
            let ids: Vec<&str> = places.iter().map(crate::model::PlaceId::as_str).collect();
            format!("place:{}", ids.join(","))
        }
        Filter::Theme(id) => format!("theme:{id}"),
        Filter::Concept(id) => format!("concept:{id}"),
        Filter::Kind(kind) => format!("kind:{kind}"),
        Filter::Status(status) => format!("status:{status}"),
        Filter::Phase(phase) => format!("phase:{phase}"),
        Filter::Fact(name, value) => format!("{name}:{value}"),
        Filter::Number(field, from, to) => {
            let is_day = matches!(field, NumberField::Closes | NumberField::Event);
            let one = |number: &Option<i64>| match number {
                Some(ms) if is_day => Timestamp::from_millis(*ms).to_string(),
                Some(number) => number.to_string(),
                None => String::new(),
            };
            format!("{field:?}:{}..{}", one(from), one(to))
        }
        Filter::Story(id) => format!("story:{id}"),
        Filter::SavedSearch(name, _) => format!("search:{name}"),
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
        // Marks around words are no part of them.
        ("(sol), vind. #park… C#? .NET", "and(sol vind park C# NET)"),
        ("-.net --help -#park", "and(not(+net) help not(+park))"),
        ("Skolan, OCH hemmet", "and(+Skolan +hemmet)"),
        ("sol && vind || vatten", "or(and(+sol +vind) +vatten)"),
        ("belys*", "belys*"),
        ("be* -gatu* Sol**", "and(be* not(gatu*) Sol*)"),
        ("belysnig~ belysnig~1 belysnig~2", "and(belysnig~1 belysnig~1 belysnig~2)"),
        ("sol^3 vind^0.5 =Hem^1,5", "and(sol^3 vind^0.5 =Hem^1.5)"),
        ("sol^1 +vind^2", "and(sol +vind^2)"),
        ("i^2 skolan", "and(i^2 skolan)"),
        ("OR^1 sol", "and(OR sol)"),
        ("x^y a~b C2~x", "and(x^y a~b C2~x)"),
        ("(sol vind)^2", "and(sol^2 vind^2)"),
        ("(sol OR vind)^2", "or(+sol +vind)^2"),
        ("((sol OR vind)^2 park^2)^10", "and(or(+sol +vind)^10 park^10)"),
        ("(sol land:se -vind)^2", "and(sol^2 country:SE not(+vind))"),
        ("\"smarta hem\"^2", "\"smarta hem\"^2"),
        ("\"smarta hem\"~5", "near5(smarta hem)"),
        ("»smarta hem«~0 'gröna tak'~3^2", "and(near0(smarta hem) near3(gröna tak)^2)"),
        ("\"hem\"~5", "\"hem\""),
        ("smarta NEAR/5 hem", "near5(smarta hem)"),
        ("a NÄRA/2 b NEAR/4 c park", "and(near4(a b c) park)"),
        ("a\u{308} NA\u{308}RA/2 b", "near2(a\u{308} b)"),
        ("-a NEAR/2 b", "and(ALL not(near2(a b)))"),
        ("a NEAR/2 b OR c", "or(near2(a b) +c)"),
        ("near nära NEARBY", "and(near nära NEARBY)"),
        ("title:solceller", "title(+solceller)"),
        ("rubrik:belys* titel:=Hem", "and(title(belys*) title(=Hem))"),
        ("title:\"smarta hem\" title:'s", "and(title(\"smarta hem\") title(+s))"),
        ("title:\"smarta hem\"~2^3", "title(near2(smarta hem))^3"),
        ("rubrik:sol,vind^2", "or(title(+sol) title(+vind)^2)"),
        ("rubrik:sol~ -rubrik:vind", "and(title(sol~1) not(title(+vind)))"),
        ("title:OR", "title(+OR)"),
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
        ("'sol'", "sol"),
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
        ("Ny rapport: skolan", "and(Ny rapport skolan)"),
    ] {
        assert_eq!(show(&read(text)), expected, "{text}");
    }
    assert_eq!(read("grupp:världen"), Query::Filter(Filter::Group(Group::World)));
    assert_eq!(read("lang:fr"), Query::Filter(Filter::Language("fr".parse::<Language>().unwrap())));
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
    assert_eq!(show(&read("(2020)–2021")), "and(2020 2021)");
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
