//! Who takes part, what is used, and whom to ask.

use super::{check, facts, trial};
use crate::enrich::facts::trial::Trial;

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
fn contacts_are_those_of_work() {
    check(&[
        (
            "sv",
            "Kontakt\nProjektledare Anna Ek\nanna.ek@ekvik.se, 040-123 45 67",
            "contact=Projektledare Anna Ek, anna.ek@ekvik.se, 040-123 45 67",
        ),
        ("sv", "För mer information: info@ekvik.se", "contact=info@ekvik.se"),
        ("sv", "Utlysningen är öppen. Frågor: klimat@ekvik.se.", "contact=klimat@ekvik.se"),
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
