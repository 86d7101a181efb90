//! Compounds of each language, and words that only look like one.

use crate::language::parts;
use crate::model::Language;

/// Each word, and after `=` what is expected of it: nothing when it stays whole.
fn check(language: Language, cases: &[&str]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            let (word, expected) = case.split_once('=').unwrap_or((case, ""));
            let found = parts(word, language).join(" ");
            (found != expected).then(|| format!("{word}: {found}, not {expected}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn swedish_compounds_are_taken_apart() {
    check(
        Language::SV,
        &[
            "gatubelysningsprojekt=gat belysning projekt gatubelysning belysningsprojekt",
            "hemtjänstpersonalen=hem tjänst personal hemtjänst tjänstpersonal",
            "hemtjänst=hem tjänst",
            "papperskorgarna=papp korg",
            "vindkraftspark=vind kraft park vindkraft kraftspark",
            "skolmat=skol mat",
            "elbilar=el bil",
            "kyrkogård=kyrk gård",
            "hamnstäder=hamn stad",
            "skatteavtal=skatt avtal",
            // One word each, whatever they seem to be made of.
            "kommuner",
            "kommunerna",
            "stadsel",
            "utbildningar",
            "lagstiftning",
            "elever",
            "personal",
            "förändring",
            "möjligheten",
            "helsingborg",
            "landskrona",
            "kristianstad",
            "karlskrona",
            "sundsvall",
            "östersunds",
            "strömstad",
            "värmlands",
            "borgholm",
            "trelleborg",
            "höganäs",
            "networking",
            "smartphone",
            "innovation",
            "sensorer",
        ],
    );
}

#[test]
fn german_compounds_are_taken_apart() {
    check(
        Language::DE,
        &[
            "straßenbeleuchtung=strass beleucht",
            "arbeitsmarkt=arbeit markt",
            "mülleimer=mull eim",
            "stadtentwicklung=stadt entwickl",
            "klimaschutz=klima schutz",
            "kinderbetreuung=kind betreu",
            "städten",
            "kommunen",
            "verwaltung",
            "heidelberg",
            "hamburg",
            "düsseldorf",
        ],
    );
}

#[test]
fn danish_compounds_are_taken_apart() {
    check(
        Language::DA,
        &[
            "gadebelysning=gad belysning",
            "affaldssortering=affald sortering",
            "skraldespande=skrald spand",
            "hjemmepleje=hjem plej",
            "klimatilpasning=klima tilpasning",
            "kommunerne",
            "borgerne",
            "aarhus",
            "frederiksberg",
            "helsingør",
        ],
    );
}

#[test]
fn norwegian_compounds_are_taken_apart() {
    check(
        Language::NB,
        &[
            "gatebelysning=gat belysning",
            "avfallsbeholdere=avfall beholder",
            "hjemmetjenesten=hjem tjenest",
            "velferdsteknologi=velferd teknologi",
            "kommunene",
            "innbyggere",
            "trondheim",
            "stavanger",
            "kristiansand",
        ],
    );
    check(
        Language::NN,
        &["straumnett=straum nett", "klimatilpassing", "avfallssortering=avfall sortering"],
    );
}

#[test]
fn finnish_compounds_are_taken_apart() {
    check(
        Language::FI,
        &[
            "kaupunkisuunnittelu=kaupunk suunnittelu",
            "kaupunginhallitus=kaupung hallitus",
            "katuvalaistus=katu valaistus",
            "jätehuolto=jäte huolto",
            "tulvariski=tulv risk",
            "kaupungissa",
            "palvelut",
            "tampere",
            "jyväskylä",
            "helsingissä",
        ],
    );
}

#[test]
fn words_of_other_languages_stay_whole() {
    for language in [Language::EN, Language::UND] {
        check(language, &["gatubelysning", "streetlight", "bygglov", "hemtjänst", "wastewater"]);
    }
    check(
        Language::SV,
        &["streetlights", "wastewater", "smartwatch", "healthcare", "broadband", "stakeholder"],
    );
}

#[test]
fn a_word_of_endless_parts_is_left_whole() {
    check(Language::SV, &["skolskolskolskolskolskolskolskolskol", &"bil".repeat(21)]);
}
