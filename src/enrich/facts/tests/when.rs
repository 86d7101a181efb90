//! When it happens, and how far it has come.

use super::{check, facts, trial};
use crate::enrich::facts::find;
use crate::enrich::facts::trial::Trial;

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
fn an_event_that_was_is_not_next_year() {
    let page = |text: &str| Trial { tags: vec!["Events".to_owned()], ..trial("sv", text) };
    let event = |text: &str| facts(&page(text)).into_iter().find(|fact| fact.starts_with("event="));
    assert_eq!(event("Den 6 november arrangerades en konferens."), None);
    assert_eq!(event("6 december, Ekvik").as_deref(), Some("event=2026-12-06"));
    assert_eq!(event("2017-03-15, Brussels, Belgium").as_deref(), Some("event=2017-03-15"));
}
