//! Kinds of documents, told by tags, addresses, titles and texts.

use super::*;
use crate::enrich::facts::trial::Trial;

fn check(trial: &Trial, expected: Option<Kind>) {
    let found = trial.with(find);
    assert_eq!(found.as_ref().map(|found| found.kind), expected, "{trial:?}: {found:?}");
}

#[test]
fn the_source_tells_the_kind() {
    for (tag, url, title, expected) in [
        ("Pressmeddelande", "", "Uppdrag att stärka robustheten", Some(Kind::PressRelease)),
        ("Regeringsuppdrag", "", "Stöd till kommuner", Some(Kind::Assignment)),
        ("Events", "https://a.eu/2017/03/15/final", "INSMART", Some(Kind::Event)),
        ("Nyheter", "", "Kommunen bygger", Some(Kind::News)),
        ("Nyheter", "", "Utlysning: klimatanpassning", Some(Kind::Call)),
        ("", "https://a.se/pressmeddelanden/2024/05/avtal", "Avtal", Some(Kind::PressRelease)),
        ("", "https://a.se/utlysningar/smarta-stader", "Smarta städer", Some(Kind::Call)),
        ("", "https://a.se/kalender/dag", "Dag", Some(Kind::Event)),
        ("", "https://a.se/nyheter/2024/ny-bro", "Ny bro", Some(Kind::News)),
        (
            "",
            "https://a.se/nyheter/2024/protokoll",
            "Protokoll kommunstyrelsen",
            Some(Kind::Decision),
        ),
        ("", "https://a.se/om/projekt", "Vi arbetar", None),
        ("", "https://a.se/prosjekter/x", "Noe", Some(Kind::Project)),
        ("miljö", "", "Ny bro", None),
        ("", "", "Ny bro", None),
    ] {
        let tags = if tag.is_empty() { Vec::new() } else { vec![tag.to_owned()] };
        let url = (!url.is_empty()).then(|| url.to_owned());
        check(&Trial { title: title.to_owned(), tags, url, ..Trial::default() }, expected);
    }
}

#[test]
fn titles_tell_the_kind() {
    for (title, expected) in [
        ("Protokoll kommunstyrelsen 2026-03-04", Some(Kind::Decision)),
        ("Remiss av betänkandet En ny lag", Some(Kind::Consultation)),
        ("Upphandling av gatubelysning", Some(Kind::Tender)),
        ("Webbinarium: digitala tvillingar", Some(Kind::Event)),
        ("Rapport: Smarta städer 2026", Some(Kind::Report)),
        ("Strategi för digitalisering", Some(Kind::Policy)),
        ("Malmö stads strategi för AI", Some(Kind::Policy)),
        ("Uppdrag att ta fram en handlingsplan", Some(Kind::Assignment)),
        ("Open call for pilots", Some(Kind::Call)),
        ("Høring: ny forskrift", Some(Kind::Consultation)),
        ("Udbud af gadebelysning", Some(Kind::Tender)),
        ("Lausuntopyyntö luonnoksesta", Some(Kind::Consultation)),
        ("Nya strategier för framtiden", None),
        ("Reporter söker svar", None),
        ("Protokollet är justerat", None),
    ] {
        check(&Trial { title: title.to_owned(), ..Trial::default() }, expected);
    }
}

#[test]
fn fields_and_texts_tell_the_kind() {
    let text = |text: &str| Trial { text: text.to_owned(), ..Trial::default() };
    check(&text("Regeringen uppdrar åt Boverket att se över"), Some(Kind::Assignment));
    check(&text("Sök nu. Sista ansökningsdag är 3 maj."), Some(Kind::Call));
    check(&text("Kommunen söker en ny chef."), None);
    let stated = |name| Trial { stated: [(name, "x".to_owned())].into(), ..Trial::default() };
    check(&stated(FactName::Deadline), Some(Kind::Call));
    check(&stated(FactName::Status), Some(Kind::Project));
    check(&stated(FactName::Contact), None);
}

#[test]
fn the_name_of_a_source_tells_the_kind() {
    for (source_name, title, expected) in [
        ("Ekviks kommun – nyheter", "Ny bro", Some(Kind::News)),
        ("Ekviks kommun – nyheter", "Utlysning: kultur", Some(Kind::Call)),
        ("Ekviks kommun – nyheter", "Ny strategi för vatten", Some(Kind::Policy)),
        ("EU: calls", "Clean transport", Some(Kind::Call)),
        ("Projekt Trygg Zon", "Vi är i gång", None),
    ] {
        let (source_name, title) = (source_name.to_owned(), title.to_owned());
        check(&Trial { title, source_name, ..Trial::default() }, expected);
    }
    let news = Some("https://a.se/nyheter/2024/x".to_owned());
    let title = "Stor uppslutning på nordisk konferens".to_owned();
    check(&Trial { title, url: news, ..Trial::default() }, Some(Kind::News));
}
