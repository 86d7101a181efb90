//! Short texts and the places that are found in them.

use super::*;
use crate::model::{FactName, Facts, Group, Republish, SourceFacts};

/// One document, as far as places go.
#[derive(Clone, Copy, Default)]
struct Case {
    language: &'static str,
    /// Of the source; empty when unknown.
    country: &'static str,
    /// Of the source; empty when it has none.
    place: &'static str,
    /// Of the source.
    name: &'static str,
    title: &'static str,
    text: &'static str,
    url: &'static str,
    stated_place: &'static str,
}

fn places_of(case: Case) -> Vec<PlaceFound> {
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let source = SourceFacts {
        id: "prov".parse().unwrap(),
        name: case.name.to_owned(),
        group: Group::World,
        country: some(case.country),
        place: some(case.place),
        in_network: false,
        priority: 2,
        republish: Republish::Excerpt,
    };
    let stated: Facts =
        some(case.stated_place).map(|place| (FactName::Place, place)).into_iter().collect();
    find(&Reading {
        title: case.title,
        summary: "",
        text: case.text,
        url: Some(case.url).filter(|url| !url.is_empty()),
        tags: &[],
        language: case.language.parse().unwrap(),
        stated: &stated,
        source: &source,
        published: None,
        author: None,
    })
}

/// The ids in order, those that it is about with a star.
fn found(case: Case) -> String {
    let mark = |one: &PlaceFound| {
        format!("{}{}", one.place.as_str().replace(' ', "_"), if one.about { "*" } else { "" })
    };
    places_of(case).iter().map(mark).collect::<Vec<_>>().join(" ")
}

/// Checks texts without a title: language, country of the source, text, what is found.
fn check(cases: &[(&'static str, &'static str, &'static str, &'static str)]) {
    let mut wrong = Vec::new();
    for (language, country, text, expected) in cases.iter().copied() {
        let found = found(Case { language, country, text, ..Case::default() });
        if found != expected {
            wrong.push(format!("{language} {text}\n    found {found:?}, not {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn names_that_are_words_need_more_than_a_capital() {
    check(&[
        ("sv", "SE", "Det ska vara enkelt. Vara snäll är viktigt.", ""),
        ("sv", "SE", "Vara kommun bygger ut fibernätet.", "SE-1470*"),
        ("sv", "SE", "En ny skola byggs i Vara i höst.", "SE-1470*"),
        ("sv", "SE", "Sala satsar på solceller.", ""),
        ("sv", "SE", "Solceller sätts upp i Sala.", "SE-1981*"),
        ("sv", "SE", "Marks kommun och Ale kommun testar sensorer.", "SE-1463* SE-1440*"),
        ("sv", "SE", "Mark och vatten mäts av sensorer. Mark behövs för detta.", ""),
        ("sv", "SE", "Bergen är höga. Boden är stängd.", ""),
        ("sv", "SE", "Sensorer mäter snön i Boden.", "SE-2582*"),
        ("sv", "SE", "Kils kommun och Flens kommun samverkar.", "SE-1715* SE-0482*"),
        (
            "sv",
            "SE",
            "Kommunerna Sala, Heby och Enköping delar system.",
            "SE-1981* SE-0331* SE-0381*",
        ),
        ("sv", "SE", "Skidåkarna i Åre och Orsa får ny app.", "SE-2321* SE-2034*"),
        ("sv", "SE", "Hjo, Habo och Mullsjö inför samma tjänst.", "SE-1497* SE-0643* SE-0642*"),
        ("sv", "SE", "Eda kommun mäter vattnet, och Lekebergs kommun luften.", "SE-1730* SE-1814*"),
        ("sv", "SE", "Stad och land hör ihop. Strand och sjö likaså.", ""),
        ("sv", "SE", "Å andra sidan är det dyrt. Ås och dal.", ""),
        (
            "sv",
            "SE",
            "Solna stad och Salems kommun bygger digitala tvillingar.",
            "SE-0184* SE-0128*",
        ),
        ("sv", "SE", "Tester i Mora med Arboga kommun som partner.", "SE-1984* SE-2062*"),
        ("sv", "SE", "Hammaren och Hammar är inte Hammarö kommun.", "SE-1761*"),
        ("de", "DE", "Das Essen ist gut. Essen macht Spaß. Der Zug fährt.", ""),
        ("de", "DE", "Die Stadt Essen testet Sensoren.", "DE-essen*"),
        ("de", "DE", "In Essen werden Sensoren getestet.", "DE-essen*"),
        ("en", "", "Reading about Nice weather is fun. Time to Split the bill.", ""),
        ("en", "GB", "Sensors are tested in Reading and Bath.", "GB-reading* GB-bath*"),
        ("en", "", "The City of Nice and Cork City Council share data.", "FR-nice* IE-cork*"),
        ("en", "", "Mobile World Congress shows Mobile apps.", ""),
        ("nb", "NO", "Time kommune og Klepp kommune samarbeider.", "NO-1121* NO-1120*"),
        ("nb", "NO", "Det er på tide. Time etter time. Os var her.", ""),
        ("nb", "NO", "Innbyggerne i Hole, Lier og Nes får hjelp.", "NO-3310* NO-3312* NO-3228*"),
        ("nb", "NO", "Bergen kommune måler luft.", "NO-4601*"),
        ("da", "DK", "Vejen Kommune sætter sensorer op. Vejen er lang.", "DK-0575*"),
        ("da", "DK", "Skive Kommune deler data.", "DK-0779*"),
        ("da", "DK", "Data ligger på en CD-ROM. Den bruges ofte. Bruges den?", ""),
    ]);
}

#[test]
fn names_of_people_and_firms_are_no_places() {
    check(&[
        ("sv", "SE", "Projektet leds av Anna Lund. Lund säger att det går bra.", ""),
        ("sv", "SE", "Projektledaren Erik Berg och Nora Norberg svarar.", ""),
        ("sv", "SE", "Anna Lund arbetar i Lund.", "SE-1281*"),
        ("sv", "SE", "Nora skriver en app. Vilhelmina testar den.", ""),
        ("sv", "SE", "Nora kommun och Vilhelmina kommun testar en app.", "SE-1884* SE-2462*"),
        ("sv", "SE", "Sofia Larsson talar om Nokia och om Austin.", ""),
        ("en", "", "Nokia sells sensors. Sofia and Austin know George Washington.", ""),
        (
            "en",
            "",
            "The cities of Venice, Munich and Sofia met.",
            "IT-venice* DE-munich* BG-sofia*",
        ),
        ("fi", "FI", "Nokia myy antureita. Salla ja Simo tulivat.", ""),
        ("fi", "FI", "Nokian kaupunki testaa antureita.", "FI-536*"),
        ("sv", "SE", "Siri von Essen skrev brev. JOIN US in Malmö.", "SE-1280*"),
        ("da", "DK", "Kontakt Mette Holbæk for mere viden.", ""),
    ]);
}

#[test]
fn names_are_known_in_all_their_forms() {
    check(&[
        ("sv", "SE", "Ängelholms nya sensorer är på plats.", "SE-1292*"),
        ("sv", "SE", "Helsingborgs stads innovationsarbete fortsätter.", "SE-1283*"),
        ("sv", "SE", "Nu kan malmöborna och helsingborgarna tycka till.", "SE-1280* SE-1283*"),
        ("sv", "SE", "Upplands Väsbys skolor och Östra Göinge kommun.", "SE-1256* SE-0114*"),
        ("sv", "SE", "Dals-Eds kommun samt Upplands-Bro.", "SE-1438* SE-0139*"),
        ("sv", "FI", "Tammerfors och Esbo samarbetar med Åbo stad.", "FI-853* FI-837* FI-049*"),
        ("sv", "SE", "Köpenhamns kommun lånar ut cyklar.", "DK-0101*"),
        ("da", "DK", "Københavns Kommune og Aarhus deler data.", "DK-0101* DK-0751*"),
        ("nb", "NO", "Oslos innbyggere reiser kollektivt.", "NO-0301*"),
        ("fi", "FI", "Tampereella testataan antureita.", "FI-837*"),
        ("fi", "FI", "Helsingissä ja Espoossa on uusi palvelu.", "FI-091* FI-049*"),
        ("fi", "FI", "Turun kaupunki ja Lahden kaupunki.", "FI-853* FI-398*"),
        ("fi", "FI", "Uudenkaupungin ja Seinäjoen hanke Rovaniemellä.", "FI-895* FI-743* FI-698*"),
        ("fi", "FI", "Hanke Berliinissä ja Tukholmassa.", "DE-berlin* SE-0180*"),
        ("de", "DE", "Der Berliner Senat und die Münchner Verwaltung.", "DE-berlin* DE-munich*"),
        ("en", "SE", "Gothenburg's buses and the City of Copenhagen.", "DK-0101* SE-1480*"),
        (
            "en",
            "",
            "New York City and Washington, D.C. publish data.",
            "US-new-york* US-washington-dc*",
        ),
        (
            "en",
            "",
            "Researchers from Orebro and Vaxjo tell about Malmo.",
            "SE-1880* SE-0780* SE-1280*",
        ),
        ("sv", "SE", "Falu kommun och Region Gotland samverkar.", "SE-2080* SE-0980*"),
        ("de", "DE", "Der Oberbürgermeister von Essen spricht.", "DE-essen*"),
        ("en", "GB", "Reading Borough Council and the Mayor of Bath.", "GB-reading* GB-bath*"),
        ("sv", "SE", "Sensorer från Wien och Göteborg", "AT-vienna* SE-1480*"),
    ]);
}

#[test]
fn namesakes_are_told_apart_by_what_is_near() {
    check(&[
        ("sv", "SE", "Sensorer testas i Lund.", "SE-1281*"),
        ("nb", "NO", "Lund kommune i Rogaland får fiber.", "NO-1112* NO:Rogaland"),
        ("en", "SE", "A new tram in Lund.", "SE-1281*"),
        ("en", "", "Lund, Sweden, builds a tram.", "SE-1281* SE"),
        ("fi", "FI", "Rauman kaupunki ja Pori.", "FI-684* FI-609*"),
        ("nb", "NO", "Rauma kommune og Molde kommune.", "NO-1539* NO-1506*"),
        ("sv", "FI", "Raumo stad testar, och Björneborg följer efter.", "FI-684* FI-609*"),
        ("nb", "NO", "Våler i Østfold bygger skole.", "NO-3114* NO:Østfold"),
        ("nb", "NO", "Våler i Innlandet bygger skole.", "NO-3419* NO:Innlandet"),
        ("en", "US", "Portland, OR, and Columbus, OH, publish data.", "US-portland* US-columbus*"),
        ("en", "AU", "Newcastle shares data with Sydney.", "AU-newcastle-nsw* AU-sydney*"),
        ("en", "GB", "Newcastle shares data with Leeds.", "GB-newcastle-upon-tyne* GB-leeds*"),
    ]);
}

#[test]
fn treaties_and_houses_are_not_where_they_were_named() {
    check(&[
        ("en", "", "The Paris Agreement and the Aarhus Convention.", ""),
        ("en", "", "It is part of the Sendai Disaster Risk Reduction Framework.", ""),
        ("nb", "NO", "Rules of the SOLAS convention.", ""),
        ("sv", "SE", "Forskare vid Lunds universitet talar om MoSCoW.", "SE-1281"),
        ("de", "DE", "Forscher der TU Dresden berichten.", "DE-dresden"),
    ]);
}

#[test]
fn regions_and_countries_are_places_too() {
    check(&[
        ("sv", "SE", "Region Skåne samverkar om data i Skåne.", "SE:Skåne_län*"),
        ("sv", "SE", "Kommuner i Småland delar sensorer.", "SE:Småland*"),
        ("sv", "SE", "Estland visar vägen. I Estland är allt digitalt.", "EE*"),
        ("sv", "SE", "Danska kommuner samverkar.", ""),
        ("en", "", "In the Netherlands and the USA cities share data with us.", "NL* US*"),
        ("sv", "SE", "Regeringen ger en myndighet i uppdrag att utreda.", "SE*"),
        (
            "sv",
            "SE",
            "Länsstyrelserna i Kalmar, Stockholms och Blekinge län får pengar.",
            "SE:Kalmar_län* SE:Stockholms_län* SE:Blekinge_län*",
        ),
        (
            "sv",
            "SE",
            "Sverige digitaliseras. Med är Malmö, Umeå, Luleå, Borås, Gävle och Växjö.",
            "SE* SE-1280 SE-2480 SE-2580 SE-1490 SE-2180 SE-0780",
        ),
    ]);
}

#[test]
fn the_title_says_what_a_document_is_about() {
    let text = "Tjänsten har prövats i Lund och i Ystad. Nu går den vidare till Malmö. Även \
                Umeå har visat intresse för tjänsten, liksom andra kommuner i landet.";
    let case =
        Case { language: "sv", title: "Helsingborg inför e-tjänst", text, ..Case::default() };
    assert!(found(case).starts_with("SE-1283* "), "{}", found(case));
    assert_eq!(found(case).matches('*').count(), 1, "{}", found(case));
}

#[test]
fn the_source_helps() {
    let case = Case { language: "sv", country: "SE", ..Case::default() };
    let at_home = Case { place: "Vara", text: "Vara får fiber. Det går fort.", ..case };
    assert_eq!(found(at_home), "SE-1470*");
    let unnamed =
        Case { place: "Höganäs", name: "Prov", text: "Biblioteket har öppet i kväll.", ..case };
    assert_eq!(found(unnamed), "SE-1284*");
    assert_eq!(places_of(unnamed)[0].evidence, "Prov");
    let site =
        Case { url: "https://www.lund.se/a", text: "Biblioteket har öppet i kväll.", ..case };
    assert_eq!(found(site), "SE-1281*");
    let abroad =
        Case { place: "Lund", title: "Studiebesök i Wien", text: "Vi såg Wien.", ..case };
    assert_eq!(found(abroad), "AT-vienna*");
}

#[test]
fn what_the_source_states_wins() {
    let case = Case { language: "en", country: "NO", text: "A test in Bergen.", ..Case::default() };
    for (stated_place, expected) in [
        ("Lund", "NO-1112*"),
        ("Lund, Sweden", "SE-1281*"),
        ("Oslo; Trondheim", "NO-0301* NO-5001*"),
        ("Portland, OR", "US-portland*"),
        ("somewhere", ""),
    ] {
        let found = found(Case { stated_place, ..case });
        let expected = format!("{expected} NO-4601{}", if expected.is_empty() { "*" } else { "" });
        assert_eq!(found, expected.trim(), "{stated_place}");
    }
    let stated = places_of(Case { stated_place: "Oslo", ..case });
    assert_eq!((stated[0].confidence, stated[0].evidence.as_str()), (100, "Oslo"));
}

#[test]
fn a_list_is_about_none_of_its_places() {
    let names = include_str!("../../place/municipalities.tsv").lines().skip(1);
    let names: Vec<&str> = names.filter_map(|line| line.split('\t').nth(2)).collect();
    let list = Box::leak(format!("De är med: {}.", names.join(", ")).into_boxed_str());
    let found = places_of(Case { language: "sv", country: "SE", text: list, ..Case::default() });
    assert_eq!(found.len(), MOST_PLACES);
    let about: Vec<&str> =
        found.iter().filter(|one| one.about).map(|one| one.place.as_str()).collect();
    assert!(about.iter().all(|id| id.len() == 2), "{about:?}");
}

#[test]
fn evidence_is_a_sentence_of_the_document() {
    let case = Case {
        language: "sv",
        text: "Det var en gång. Nu testas sensorer i Lund. Sedan i Lund igen.",
        ..Case::default()
    };
    let found = places_of(case);
    assert_eq!(found[0].evidence, "Nu testas sensorer i Lund.");
    assert_eq!(found[0].times, 2);
    assert!(found[0].confidence < 100 && found[0].confidence > 60);
}

#[test]
fn nothing_is_found_in_nothing() {
    check(&[("sv", "SE", "", ""), ("und", "", "… – \u{301}\u{0}", ""), ("en", "EU", "word", "")]);
}
