//! The values of fields.

use super::*;

fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(show(&read(text)), *expected, "{text}");
    }
}

#[test]
fn what_documents_are_about() {
    check(&[
        ("tema:mobilitet", "theme:mobility"),
        ("theme:trafik", "theme:mobility"),
        ("tema: trafik", "theme:mobility"),
        ("tema:\u{a0}trafik sol", "and(theme:mobility sol)"),
        ("tema:env-energy,skola", "or(theme:env-energy theme:education)"),
        ("tema:\"Miljö och energi\"", "theme:env-energy"),
        ("tema:milj", "theme:env-energy"),
        ("TEMA:VATTEN", "theme:water"),
        ("concept:smart-waste-bin", "concept:smart-waste-bin"),
        ("place:malmö", "place:SE-1280"),
        ("kommun:Ängelholm,Höganäs", "place:SE-1292,SE-1284"),
        ("plats:angelholms", "place:SE-1292"),
        ("län:\"Skåne län\"", "place:SE:Skåne län"),
        ("ort:SE-1280 place:AT-vienna", "and(place:SE-1280 place:AT-vienna)"),
        ("begrepp:\"smarta papperskorgar\"", "concept:smart-waste-bin"),
        ("tema:\"Trafik, transport och logistik\"", "theme:mobility"),
        ("land:österrike,\"united kingdom\"", "or(country:AT country:GB)"),
        ("typ:utlysning", "kind:call"),
        ("typ:utlys", "kind:call"),
        ("kind:call,upphandling", "or(kind:call kind:tender)"),
        ("typ:protokoll -typ:nyhet", "and(kind:decision not(kind:news))"),
        ("typ:\"press release\"", "kind:pressrelease"),
        ("kind:\"beslut/protokoll\"", "kind:decision"),
        ("status:idé status:ide", "and(status:idea status:idea)"),
        ("status:\"skala upp\"", "status:scaleup"),
        ("skede:pågående phase:\"i drift\"", "and(phase:ongoing phase:inoperation)"),
        ("skede:drift", "phase:inoperation"),
        ("finansiär:Vinnova", "funder:vinnova"),
        ("funder:\"Viable  Cities\"", "funder:viable cities"),
        (
            "program:horizon partner:\"Lunds universitet\"",
            "and(programme:horizon partners:lunds universitet)",
        ),
        ("leverantör:x supplier:y", "and(supplier:x supplier:y)"),
        ("bevakning:\"Smarta hem\"", "search:Smarta hem"),
        ("story:ab12cd34", "story:ab12cd34"),
        ("kalla:skr leverantor:x natverk:ja", "and(source:skr supplier:x network:true)"),
    ]);
}

#[test]
fn amounts_and_counts() {
    check(&[
        ("budget:>1mkr", "Budget:1000001.."),
        ("budget:>=1mkr", "Budget:1000000.."),
        ("budget:=>1mkr", "Budget:1000000.."),
        ("budget:≥1mnkr", "Budget:1000000.."),
        ("budget:<500tkr", "Budget:..500000"),
        ("budget:<=500tkr", "Budget:..500001"),
        ("budget:500tkr..2mkr", "Budget:500000..2000001"),
        ("budget:500..800tkr", "Budget:500000..800001"),
        ("budget:1–2mkr", "Budget:1000000..2000001"),
        ("budget:1mkr…2mkr", "Budget:1000000..2000001"),
        ("budget:>=1,5 miljoner", "Budget:1500000.."),
        ("budget:>=\"1,5 miljoner kr\"", "Budget:1500000.."),
        ("budget:\"500 tkr .. 2 mkr\"", "Budget:500000..2000001"),
        ("budget:500 tkr .. 2 mkr sol", "and(Budget:500000..2000001 sol)"),
        ("budget:>1\u{a0}000\u{a0}000 kr sol", "and(Budget:1000001.. sol)"),
        ("budget:<2 mdkr", "Budget:..2000000000"),
        ("budget:1.500.000", "Budget:1500000..1500001"),
        ("budget: > 1 mkr", "Budget:1000001.."),
        ("budget:2mkr.", "Budget:2000000..2000001"),
        ("budget:500tkr..", "Budget:500000.."),
        ("budget:..500tkr", "Budget:..500001"),
        ("size:<30000", "Population:..30000"),
        ("size:10000..30000", "Population:10000..30001"),
        ("storlek:<30 000", "Population:..30000"),
        ("storlek:<30\u{a0}000 skola", "and(Population:..30000 skola)"),
        ("storlek:>100 2026 skola", "and(Population:101.. 2026 skola)"),
        ("storlek:<30 tusen", "Population:..30000"),
        ("storlek:>1 miljon invånare", "Population:1000001.."),
    ]);
}

#[test]
fn days_and_times() {
    check(&[
        ("date:2026-10", "and(after:2026-09-30T22:00:00Z before:2026-10-31T23:00:00Z)"),
        ("datum:2026", "and(after:2025-12-31T23:00:00Z before:2026-12-31T23:00:00Z)"),
        ("date:2026-12-31", "and(after:2026-12-30T23:00:00Z before:2026-12-31T23:00:00Z)"),
        (
            "date:2026-10-01..2026-10-15",
            "and(after:2026-09-30T22:00:00Z before:2026-10-15T22:00:00Z)",
        ),
        (
            "date:2026-10-01 .. 2026-10-15",
            "and(after:2026-09-30T22:00:00Z before:2026-10-15T22:00:00Z)",
        ),
        (
            "date:2026-10-01–2026-10-15",
            "and(after:2026-09-30T22:00:00Z before:2026-10-15T22:00:00Z)",
        ),
        ("date:>=2026-10 sol", "and(after:2026-09-30T22:00:00Z sol)"),
        ("date:>2026-10", "after:2026-10-31T23:00:00Z"),
        ("date:<2026-10", "before:2026-09-30T22:00:00Z"),
        ("date:2026-10..", "after:2026-09-30T22:00:00Z"),
        (
            "-date:2026-10-26",
            "and(ALL not(and(after:2026-10-25T23:00:00Z before:2026-10-26T23:00:00Z)))",
        ),
        ("after:2026-11-14T07:00:00Z", "after:2026-11-14T07:00:00Z"),
        ("closes:<14d", "Closes:2026-11-21T07:00:00Z..2026-12-05T07:00:00Z"),
        ("stänger:14d", "Closes:2026-11-21T07:00:00Z..2026-12-05T07:00:00Z"),
        ("stanger:>1m", "Closes:2026-12-21T07:00:00Z.."),
        ("closes:2027-03", "Closes:2027-02-28T23:00:00Z..2027-03-31T22:00:00Z"),
        ("closes:<2027", "Closes:..2026-12-31T23:00:00Z"),
        ("stänger:öppen", "Closes:2026-11-21T07:00:00Z.."),
        ("closes:open", "Closes:2026-11-21T07:00:00Z.."),
        ("closes:stängd", "Closes:..2026-11-21T07:00:00Z"),
        ("evenemang:<14d", "Event:2026-11-21T07:00:00Z..2026-12-05T07:00:00Z"),
        ("event:2026-12-01..2026-12-02", "Event:2026-11-30T23:00:00Z..2026-12-02T23:00:00Z"),
    ]);
}

#[test]
fn every_condition_is_told_in_words() {
    for (text, sv, en) in [
        ("belys*", "ord som börjar på belys", "words that begin with belys"),
        ("sol~", "sol, även med en bokstav fel", "sol, also with one letter wrong"),
        ("sol~2", "sol, även med 2 bokstäver fel", "sol, also with 2 letters wrong"),
        ("\"a b\"~5", "a och b med högst 5 ord emellan", "a and b with at most 5 words between"),
        ("\"a b\"~0", "a och b intill varandra", "a and b side by side"),
        ("sol^1.5", "sol (vikt 1,5)", "sol (weight 1.5)"),
        ("(a OR b)^2", "(a eller b) (vikt 2)", "(a or b) (weight 2)"),
        ("rubrik:sol", "sol i rubriken", "sol in the title"),
        ("-(a b)", "alla dokument; inte (a och b)", "all documents; not (a and b)"),
        (
            "tema:mobilitet",
            "inom temat Trafik, transport och logistik",
            "within the theme Traffic, transport and logistics",
        ),
        ("plats:malmö", "handlar om eller nämner Malmö", "about or naming Malmö"),
        (
            "begrepp:smart-waste-bin",
            "tar upp begreppet smarta papperskorgar",
            "speaks of smart waste bins",
        ),
        ("typ:call", "av typen utlysning", "of the kind call"),
        ("status:scaleup", "med status skala upp", "with the status scale up"),
        ("skede:ongoing", "i skedet pågående", "in the phase ongoing"),
        ("finansiär:vinnova", "med finansiär vinnova", "with the funder vinnova"),
        (
            "budget:>1mkr",
            "med en budget på mer än 1\u{a0}000\u{a0}000 kr",
            "with a budget of more than 1\u{a0}000\u{a0}000 SEK",
        ),
        (
            "budget:1..2mkr",
            "med en budget på 1\u{a0}000\u{a0}000–2\u{a0}000\u{a0}000 kr",
            "with a budget of 1\u{a0}000\u{a0}000–2\u{a0}000\u{a0}000 SEK",
        ),
        (
            "storlek:<30000",
            "om kommuner med mindre än 30\u{a0}000 invånare",
            "about municipalities with less than 30\u{a0}000 inhabitants",
        ),
        (
            "storlek:<=30000",
            "om kommuner med högst 30\u{a0}000 invånare",
            "about municipalities with at most 30\u{a0}000 inhabitants",
        ),
        (
            "stänger:<14d",
            "med sista ansökningsdag 2026-11-21 till 2026-12-05",
            "with the deadline 2026-11-21 to 2026-12-05",
        ),
        (
            "stänger:öppen",
            "med sista ansökningsdag 2026-11-21 eller senare",
            "with the deadline 2026-11-21 or later",
        ),
        ("event:2026-12-05", "som äger rum 2026-12-05", "that takes place 2026-12-05"),
        ("bevakning:hem", "det som bevakningen ”hem” hittar", "what the saved search “hem” finds"),
        ("story:x1", "samma händelse som x1", "the same story as x1"),
    ] {
        let told = |locale| parse(text, locale, now()).unwrap().explanation;
        assert_eq!(told(Locale::Sv), format!("Tolkat som: {sv}"), "{text}");
        assert_eq!(told(Locale::En), format!("Read as: {en}"), "{text}");
    }
}
