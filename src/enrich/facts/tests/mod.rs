//! Short texts and the facts that are in them; and texts in which there are none.

mod money;
mod when;
mod who;

use super::trial::Trial;
use super::*;
use crate::model::{FactName, Language};

fn facts(trial: &Trial) -> Vec<String> {
    let found = trial.with(|reading| find(reading, None));
    for fact in &found {
        assert!(fact.confidence <= 100 && !fact.value.is_empty(), "{fact:?}");
        assert_eq!(fact.sentence.is_empty(), fact.confidence == 100, "{fact:?}");
    }
    found.into_iter().map(|fact| format!("{}={}", fact.name, fact.value)).collect()
}

fn trial(language: &str, text: &str) -> Trial {
    let language: Language = language.parse().unwrap();
    let country = match language.as_str() {
        "da" => "DK",
        "nb" => "NO",
        "de" => "DE",
        "fi" => "FI",
        "en" => "GB",
        _ => "SE",
    };
    Trial { text: text.to_owned(), language, country: Some(country.to_owned()), ..Trial::default() }
}

/// Each text with all that is found in it, as `name=value`, parted by `; `.
fn check(rows: &[(&str, &str, &str)]) {
    let mut wrong = Vec::new();
    for (language, text, expected) in rows {
        let found = facts(&trial(language, text)).join("; ");
        if found != *expected {
            wrong.push(format!("{text}\n     found {found}\n  expected {expected}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn what_came_of_it() {
    check(&[
        (
            "sv",
            "Kommunen har kortat tiden från tio dagar till en dag.",
            "effect=kortat tiden från tio dagar till en dag",
        ),
        (
            "sv",
            "Projektet minskade energianvändningen med 35 procent.",
            "effect=minskade energianvändningen med 35 procent",
        ),
        (
            "sv",
            "Kommunen sparar 2 miljoner kronor per år.",
            "effect=Kommunen sparar 2 miljoner kronor per år",
        ),
        (
            "en",
            "The city has reduced emptying by 40 %.",
            "effect=The city has reduced emptying by 40 %",
        ),
        (
            "da",
            "Projektet har reduceret forbruget med 12 procent.",
            "effect=reduceret forbruget med 12 procent",
        ),
        (
            "de",
            "Das Projekt hat den Verbrauch um 20 Prozent gesenkt.",
            "effect=Das Projekt hat den Verbrauch um 20 Prozent gesenkt",
        ),
        (
            "fi",
            "Kokeilu vähensi kulutusta 15 prosenttia.",
            "effect=Kokeilu vähensi kulutusta 15 prosenttia",
        ),
        (
            "sv",
            "En viktig lärdom är att börja i liten skala med få användare.",
            "lesson=En viktig lärdom är att börja i liten skala med få användare.",
        ),
        (
            "en",
            "The key lesson is that staff must be involved from the start.",
            "lesson=The key lesson is that staff must be involved from the start.",
        ),
        ("sv", "Projektet ska minska utsläppen med 35 procent.", ""),
        ("sv", "Målet är att ha minskat utsläppen med 35 procent.", ""),
        ("en", "The project could have reduced waste by 40 %.", ""),
        ("en", "Reduced energy demand by 5 %.", ""),
        ("sv", "Vi vill sprida lärdomar om hur det gick till i projekt.", ""),
        ("sv", "Arbetslösheten minskade till 7 procent.", ""),
        ("sv", "Kommunen sänkte resultatkravet till 10 mnkr.", ""),
    ]);
}

#[test]
fn what_the_source_states_comes_first() {
    let stated = [
        (FactName::Status, "Skala upp".to_owned()),
        (FactName::Phase, "Pågående".to_owned()),
        (FactName::Budget, "2 500 000".to_owned()),
        (FactName::Currency, "EUR".to_owned()),
        (FactName::Start, "2024-01-01".to_owned()),
        (FactName::End, "2026".to_owned()),
        (FactName::Deadline, "15.03.2027 00:00".to_owned()),
        (FactName::Funder, "Vinnova; Formas".to_owned()),
        (FactName::Contact, "-".to_owned()),
    ];
    let trial = Trial {
        stated: stated.into(),
        published: "2025-05-01T00:00:00Z".parse().ok(),
        ..trial("sv", "Projektet har avbrutits. Det finansieras av Vinnova och Boverket.")
    };
    assert_eq!(
        facts(&trial).join("; "),
        "status=scaleup; funder=Vinnova; funder=Formas; \
        funder=Boverket; budget=2 500 000 EUR; currency=EUR; start=2024-01-01; end=2026-12-31; \
        deadline=2027-03-15; phase=ongoing"
    );
    let budget = trial.with(|reading| find(reading, None));
    let budget = budget.iter().find(|fact| fact.name == FactName::Budget).unwrap();
    assert_eq!(budget.number, Some(27_750_000));
}

#[test]
fn a_project_page_has_its_name_and_its_owner() {
    let page = Trial {
        title: "Smarta papperskorgar".to_owned(),
        url: Some("https://ekvik.se/projekt/korgar".to_owned()),
        ..trial("sv", "Korgarna töms när de är fulla.")
    };
    assert_eq!(facts(&page), ["project=Smarta papperskorgar", "product=smarta papperskorgar"]);
    let found = page.with(|reading| find(reading, Some("Ekvik")));
    assert_eq!(found[0].value, "Ekviks kommun");
}
