//! Short texts and the facts that are in them; and texts in which there are none.

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
fn how_far_it_has_come() {
    check(&[
        ("sv", "Projektet har avbrutits.", "status=cancelled; phase=cancelled"),
        ("sv", "Försöket med bussen lades ned.", "status=cancelled; phase=cancelled"),
        ("sv", "Det är ett pilotprojekt med sensorer.", "status=pilot"),
        ("sv", "Lösningen skalas upp till hela staden.", "status=scaleup"),
        ("sv", "Systemet är i drift sedan maj.", "phase=inoperation"),
        ("sv", "Projektet planeras starta i höst.", "phase=planned"),
        ("sv", "Projektet har pausats.", "phase=paused"),
        ("sv", "Projektet är avslutat.", "phase=finished"),
        ("sv", "Projektet är ännu på idéstadiet.", "status=idea"),
        ("sv", "Tjänsten har införts i hela kommunen.", "status=realised"),
        ("sv", "Projektet pågår.", "phase=ongoing"),
        ("sv", "Status: Pågående", "phase=ongoing"),
        ("sv", "Malmö stad lägger ned appen.", "status=cancelled; phase=cancelled"),
        ("en", "The pilot was discontinued after a year.", "status=cancelled; phase=cancelled"),
        (
            "en",
            "The self-driving shuttle has been discontinued.",
            "status=cancelled; phase=cancelled",
        ),
        ("en", "The project is on hold.", "phase=paused"),
        ("en", "The system went live and the service is operational.", "phase=inoperation"),
        ("en", "The project is being scaled up to all schools.", "status=scaleup"),
        ("en", "The project was scaled up to all schools.", "status=scaleup"),
        ("da", "Projektet er afsluttet.", "phase=finished"),
        ("da", "Løsningen er taget i brug.", "phase=inoperation"),
        ("nb", "Prosjektet er satt på vent.", "phase=paused"),
        ("nb", "Prosjektet ble avbrutt.", "status=cancelled; phase=cancelled"),
        ("de", "Das Projekt ist abgeschlossen.", "phase=finished"),
        ("de", "Das Projekt wurde eingestellt.", "status=cancelled; phase=cancelled"),
        ("fi", "Hanke on käynnissä.", "phase=ongoing"),
        ("fi", "Hanke on päättynyt.", "phase=finished"),
        // Denied, wished for, conditional, or said of something else.
        ("sv", "Projektet har inte avbrutits.", ""),
        ("sv", "Projektet är inte avslutat.", ""),
        ("sv", "Projektet kan skalas upp.", ""),
        ("en", "If the project is successful, it is planned to extend it.", ""),
        ("sv", "Om projektet har avbrutits ska pengarna betalas tillbaka.", ""),
        ("sv", "Skolan lades ned på femtiotalet.", ""),
        ("sv", "Alla projekt som pågår bidrar.", ""),
        ("sv", "Satsningen hjälper företag när de ska starta.", ""),
        ("sv", "Förhandlingarna avbröts.", ""),
        ("sv", "När projektet är avslutat görs en utvärdering.", ""),
        ("en", "The project is not finished.", ""),
        ("en", "The talks have been abandoned.", ""),
        ("de", "Das Projekt ist nicht abgeschlossen.", ""),
    ]);
}

#[test]
fn from_when_to_when() {
    check(&[
        (
            "sv",
            "Projektet pågår från januari 2024 till december 2026.",
            "start=2024-01-01; end=2026-12-31; phase=ongoing",
        ),
        ("sv", "Projekttid: 2023–2026", "start=2023-01-01; end=2026-12-31"),
        (
            "sv",
            "Projektet Grönkartan (2023–2026) leds därifrån.",
            "start=2023-01-01; end=2026-12-31; project=Grönkartan",
        ),
        ("sv", "Projektet startade 2021.", "start=2021-01-01"),
        ("sv", "Projektet startade hösten 2021.", ""),
        ("sv", "Projektet avslutades i mars 2024.", "end=2024-03-31; phase=finished"),
        ("sv", "Projektet pågår till 2027.", "end=2027-12-31; phase=ongoing"),
        ("en", "Project period: 1 Jan 2024 - 31 Dec 2026", "start=2024-01-01; end=2026-12-31"),
        (
            "en",
            "The project runs from 1 May 2025 to 30 April 2027.",
            "start=2025-05-01; end=2027-04-30; phase=ongoing",
        ),
        ("nb", "Prosjektperiode: 2024-2027", "start=2024-01-01; end=2027-12-31"),
        ("de", "Laufzeit: 01.07.2024 - 30.06.2027 (Projekt)", "start=2024-07-01; end=2027-06-30"),
        ("fi", "Hankeaika: 1.1.2025–31.12.2026, hanke", "start=2025-01-01; end=2026-12-31"),
        ("sv", "Mellan 2023 och 2026 ökade befolkningen.", ""),
        ("sv", "Skolan startade 1921.", ""),
    ]);
}

#[test]
fn the_last_day_to_apply() {
    check(&[
        ("sv", "Sista ansökningsdag: 15 mars 2027", "deadline=2027-03-15"),
        ("sv", "Sista ansökningsdag är den 15 mars.", "deadline=2027-03-15"),
        ("sv", "Ansökan senast den 1 december.", "deadline=2026-12-01"),
        ("sv", "Remissvaren ska ha kommit in senast den 12 februari 2027.", "deadline=2027-02-12"),
        ("sv", "Anbud ska ha inkommit senast 2027-01-15.", "deadline=2027-01-15"),
        ("sv", "Utlysningen är öppen till och med 31 januari 2027.", "deadline=2027-01-31"),
        ("sv", "Ansökningsperiod: 1 december 2026 – 15 januari 2027", "deadline=2027-01-15"),
        ("sv", "Anmäl dig senast den 3 december!", "deadline=2026-12-03"),
        ("en", "Deadline for applications: March 15, 2027", "deadline=2027-03-15"),
        ("en", "The call closes on 12 January 2027.", "deadline=2027-01-12"),
        ("en", "Apply by 15 January.", "deadline=2027-01-15"),
        ("nb", "Søknadsfrist: 15. januar 2027", "deadline=2027-01-15"),
        ("da", "Ansøgningsfrist den 3. marts 2027 kl. 12.", "deadline=2027-03-03"),
        ("de", "Bewerbungsschluss ist der 15. März 2027.", "deadline=2027-03-15"),
        ("fi", "Hakuaika päättyy 15.3.2027 klo 16.15.", "deadline=2027-03-15"),
        ("da", "Høringsfristen er 1. december 2026.", "deadline=2026-12-01"),
        ("sv", "Butiken är öppen till och med 31 januari 2027.", ""),
        ("sv", "Uppdraget ska redovisas senast den 26 mars 2027.", ""),
        ("en", "The deadline for the climate goal is 2030.", ""),
        ("sv", "Sista ansökningsdag var den 15 mars 2019.", ""),
    ]);
    let deadline = trial("sv", "Sista ansökningsdag: 15 mars 2027");
    let found = deadline.with(|reading| find(reading, None));
    // The last millisecond of that day in Stockholm.
    assert_eq!(found[0].number, Some(1_805_151_599_999));
}

#[test]
fn when_and_where_it_takes_place() {
    check(&[
        (
            "sv",
            "Tid: 14 mars 2027 kl. 9–12\nPlats: Malmö Live",
            "event=2027-03-14; venue=Malmö Live",
        ),
        (
            "sv",
            "Konferensen hålls den 12–13 december i Helsingborg.",
            "event=2026-12-12/2026-12-13; venue=Helsingborg",
        ),
        (
            "sv",
            "Välkommen till samrådsmöte måndag 7 december kl. 18 i Stadshuset.",
            "event=2026-12-07; venue=Stadshuset",
        ),
        ("sv", "Välkommen till webbinariet den 3 december!", "event=2026-12-03"),
        (
            "en",
            "The conference will be held on 2 and 3 February 2027 in Ghent, Belgium.",
            "event=2027-02-02/2027-02-03; venue=Ghent",
        ),
        (
            "en",
            "Date: 5 March 2027\nVenue: City Hall, Bergen",
            "event=2027-03-05; venue=City Hall, Bergen",
        ),
        (
            "da",
            "Konferencen afholdes den 4. februar 2027 i Aarhus.",
            "event=2027-02-04; venue=Aarhus",
        ),
        (
            "nb",
            "Workshopen holdes torsdag 3. desember på Rådhuset.",
            "event=2026-12-03; venue=Rådhuset",
        ),
        ("de", "Die Veranstaltung findet am 10. Februar 2027 statt.", "event=2027-02-10"),
        ("fi", "Webinaari järjestetään 10.2.2027.", "event=2027-02-10"),
        ("sv", "Konferensen hölls den 12 mars 2024.", ""),
        ("sv", "Datum: 2024-05-01", ""),
        ("sv", "Den 5 december presenterade hon en rapport.", ""),
    ]);
}

#[test]
fn what_it_costs() {
    check(&[
        ("sv", "Budget: 4,5 mkr", "budget=4,5 mkr"),
        ("sv", "Projektet kostar 12 miljoner kronor.", "budget=12 miljoner kronor"),
        ("sv", "Kommunen beviljas 500 000 kronor i bidrag.", "budget=500 000 kronor"),
        ("sv", "Den totala budgeten är 20 mkr, varav staden bidrar med 5 mkr.", "budget=20 mkr"),
        ("sv", "Ramen för utlysningen är 30 miljoner kronor.", "budget=30 miljoner kronor"),
        ("sv", "Stöd på knappt 3 miljoner kronor.", "budget=3 miljoner kronor"),
        ("sv", "Satsningen kostar 5–7 miljoner kronor.", "budget=5–7 miljoner kronor"),
        ("en", "The project has a total budget of €2.4 million.", "budget=€2.4 million"),
        ("en", "They were awarded a grant of EUR 150 000.", "budget=EUR 150 000"),
        ("da", "Projektet koster 12 mio. kr.", "budget=12 mio. kr"),
        ("nb", "Prosjektet har fått tilskudd på 2 millioner kroner.", "budget=2 millioner kroner"),
        ("de", "Das Vorhaben wird mit 3,2 Mio. Euro gefördert.", "budget=3,2 Mio. Euro"),
        ("fi", "Hankkeen budjetti on 300 000 euroa.", "budget=300 000 euroa"),
        // Prices, people, turnover, fines and savings are no budgets.
        ("sv", "Det kostar 30 kr per resa.", ""),
        ("sv", "Kommunen har 1 500 invånare.", ""),
        ("sv", "Anslaget föreslås öka med 200 miljoner kronor.", ""),
        ("sv", "Bolaget omsätter 40 miljoner kronor.", ""),
        ("sv", "Företaget fick betala böter på 5 miljoner kronor.", ""),
        ("sv", "De fick 25 000 kronor i prispengar.", ""),
        ("sv", "Biljetten kostar 450 kronor.", ""),
        ("sv", "Avgiften är 50 000 kronor.", ""),
        ("en", "The company was fined 3 million euros.", ""),
    ]);
    let in_sek = |language: &str, text: &str| {
        let found = trial(language, text).with(|reading| find(reading, None));
        found.first().and_then(|fact| fact.number)
    };
    assert_eq!(in_sek("sv", "Budget: 4,5 mkr"), Some(4_500_000));
    assert_eq!(in_sek("da", "Projektet koster 12 mio. kr."), Some(17_760_000));
    assert_eq!(in_sek("sv", "Satsningen kostar 5–7 miljoner kronor."), Some(6_000_000));
}

#[test]
fn who_pays() {
    check(&[
        ("sv", "Arbetet finansieras av Vinnova.", "funder=Vinnova"),
        (
            "sv",
            "Det drivs med stöd från Energimyndigheten och Formas.",
            "funder=Energimyndigheten; funder=Formas",
        ),
        (
            "sv",
            "Staden har beviljats medel från Naturvårdsverket genom Klimatklivet.",
            "programme=Klimatklivet; funder=Naturvårdsverket",
        ),
        (
            "sv",
            "Projektet finansieras inom Horisont Europa.",
            "programme=Horisont Europa; funder=EU",
        ),
        ("sv", "Projektet ingår i programmet Viable Cities.", "programme=Viable Cities"),
        ("sv", "Motionen fick stöd från KD och SD.", ""),
        ("sv", "Reglerna för medel från fonden gäller på EU-nivå.", ""),
        ("sv", "Finansieras av Sparbanksstiftelsen Skåne.", "funder=Sparbanksstiftelsen Skåne"),
        ("sv", "Interreg-projektet löper vidare.", "programme=Interreg; funder=EU"),
        (
            "en",
            "It is funded by the European Union under Horizon 2020.",
            "programme=Horizon 2020; funder=EU",
        ),
        ("da", "Det er støttet af Realdania.", "funder=Realdania"),
        ("nb", "Finansiert av Forskningsrådet.", "funder=Forskningsrådet"),
        ("de", "Gefördert durch das BMBF.", "funder=BMBF"),
        ("sv", "De har fått 850 000 kronor från Vinnova.", "funder=Vinnova; budget=850 000 kronor"),
        ("de", "Das Vorhaben wird vom BMK gefördert.", "funder=BMK"),
        ("fi", "Business Finlandin rahoittama kokeilu.", "funder=Business Finland"),
        ("sv", "Vinnova anordnade en konferens.", ""),
        ("sv", "Kommuner kan söka stöd från Naturvårdsverket.", ""),
        ("en", "A better life for all is funded by taxes.", ""),
        ("en", "Projects need money (EU funds).", ""),
        ("sv", "Boverket får i uppdrag att se över reglerna.", ""),
    ]);
}

#[test]
fn who_takes_part_and_what_is_used() {
    check(&[
        (
            "sv",
            "Det görs i samarbete med Lunds universitet, RISE och Region Skåne.",
            "partners=Lunds universitet; partners=RISE; partners=Region Skåne",
        ),
        (
            "sv",
            "Partner: Malmö stad, E.ON och Sweco",
            "partners=Malmö stad; partners=E.ON; partners=Sweco",
        ),
        (
            "en",
            "Developed in cooperation with the City of Vienna and Siemens AG.",
            "partners=City of Vienna; partners=Siemens AG",
        ),
        (
            "de",
            "In Zusammenarbeit mit der Technischen Universität Wien.",
            "partners=Technischen Universität Wien",
        ),
        (
            "nb",
            "I samarbeid med NTNU og Trondheim kommune.",
            "partners=NTNU; partners=Trondheim kommune",
        ),
        ("sv", "Leverantör: Tunstall AB", "supplier=Tunstall AB"),
        ("sv", "Attacken mot it-leverantören Tietoevry märktes.", ""),
        ("sv", "Avtalet med leverantören Phoniro löper ut.", "supplier=Phoniro"),
        ("sv", "Systemet levereras av Atea.", "supplier=Atea"),
        ("sv", "Atea vann upphandlingen.", "supplier=Atea"),
        ("sv", "Sensorerna bygger på LoRaWAN.", "product=LoRaWAN"),
        ("sv", "Staden använder en digital tvilling.", "product=digital tvilling"),
        ("sv", "Personalen fick appen Feelgood.", "product=Feelgood"),
        ("sv", "Hon leder projektet ”Smarta kartor”.", "project=Smarta kartor"),
        ("sv", "Vi deltar i projektet Digga Halland.", "project=Digga Halland"),
        ("sv", "Det är tanken i projektet Kasam 2.0 i Ekvik.", "project=Kasam 2.0"),
        ("sv", "Nu inleds projektet Hållbar rehabilitering.", "project=Hållbar rehabilitering"),
        ("nb", "Vi er med i SamÅpne-prosjektet.", "project=SamÅpne"),
        ("en", "They presented the REMOURBAN project.", "project=REMOURBAN"),
        ("sv", "Projektet leds av Högskolan Väst.", "organisation=Högskolan Väst"),
        ("en", "The project is coordinated by the City of Ghent.", "organisation=City of Ghent"),
        ("de", "Ein hübsches Open Source-Projekt entstand.", ""),
        (
            "en",
            "In cooperation with Eurocities, ETSI is pleased to invite to a project.",
            "partners=Eurocities",
        ),
        // Persons, countries, owners, and things of every day.
        ("sv", "Hon skrev boken tillsammans med Anna Karlsson.", ""),
        ("sv", "Sverige leder tillsammans med Danmark.", ""),
        ("sv", "De träffas tillsammans med Suntarbetslivs resursteam.", ""),
        ("sv", "Kommunen har avtal med Region Skåne.", ""),
        ("en", "Project Manager and Project Partners met.", ""),
        ("sv", "EU-projektet är stort.", ""),
        ("en", "She outlined the EU-funded project.", ""),
        ("sv", "Många frågar om drönare.", ""),
    ]);
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
fn contacts_are_those_of_work() {
    check(&[
        (
            "sv",
            "Kontakt\nProjektledare Anna Ek\nanna.ek@ekvik.se, 040-123 45 67",
            "contact=Projektledare Anna Ek, anna.ek@ekvik.se, 040-123 45 67",
        ),
        ("sv", "För mer information: info@ekvik.se", "contact=info@ekvik.se"),
        (
            "en",
            "Press contact: Jane Smith, press@city.gov.uk, +44 20 7946 0000",
            "contact=Jane Smith, press@city.gov.uk, +44 20 7946 0000",
        ),
        (
            "de",
            "Ansprechpartnerin: Erika Muster, e.muster@stadt.de",
            "contact=Erika Muster, e.muster@stadt.de",
        ),
        (
            "en",
            "Contact: Jane Smith (jane@city.gov.uk) or Ann Hill (ann@city.gov.uk)",
            "contact=Jane Smith, jane@city.gov.uk; contact=Ann Hill, ann@city.gov.uk",
        ),
        ("sv", "Kontakta Anna Ek, anna.ek@ekvik.se", "contact=Anna Ek, anna.ek@ekvik.se"),
        ("sv", "Kontakt: anna.ek@gmail.com", ""),
        ("sv", "Kontakta mig på hotmail: olle@hotmail.com eller 070-123 45 67.", ""),
        ("sv", "Ring 070-123 45 67 så berättar jag.", ""),
        ("sv", "Jag heter Olle och har adressen olle@ekvik.se.", ""),
    ]);
    let comment = Trial {
        url: Some("https://ekvik.se/nyhet#comment-3".to_owned()),
        ..trial("sv", "Kontakt: olle@ekvik.se")
    };
    assert_eq!(facts(&comment), Vec::<String>::new());
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
