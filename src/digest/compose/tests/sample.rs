//! Letters to look at: invented municipalities, projects and words.

use crate::date::Day;
use crate::digest::compose::{Confirmation, OwnerNote};
use crate::digest::letter::{Content, Counts, Item, Letter, Remark};
use crate::digest::links;
use crate::message::{Locale, letter};
use crate::model::{Ask, Cadence, DocumentId, Kind, Language, Timestamp};

const HOME: &str = "https://utkik.kustringen.example";

pub fn digest(locale: Locale) -> Letter {
    Letter {
        locale,
        title: locale.choose("Digital nattillsyn", "Digital night care").to_owned(),
        network: "Kustringen".to_owned(),
        now: moment("2026-11-16T06:00:00Z"),
        content: Content::Digest(Counts {
            hits: 14,
            told: 6,
            in_network: 2,
            nordic: 5,
            closing_soon: 1,
            heeds_answers: true,
        }),
        own: own(),
        world: world(),
        more: 8,
        rest: format!("{HOME}/searches/digital-nattillsyn?after=120"),
        silent_sources: 2,
        home: HOME.to_owned(),
        manage: links::manage_page(HOME, links::MANAGE),
        subscribe: format!("{HOME}/subscribe?search=digital-nattillsyn"),
    }
}

pub fn network() -> Letter {
    let mut items = own();
    items.extend(world().into_iter().take(1));
    let remarks = [
        Remark {
            ask: Ask::Answer,
            answer_by: Day::new(2026, 12, 4),
            comment: "Strandvik bjuder in tre kommuner till nästa steg. Säg till om ni vill vara med, så samlar vi svaren.".to_owned(),
        },
        Remark {
            ask: Ask::Discuss,
            answer_by: None,
            comment: "Något för ledningsgruppen: kostnaden per brukare är en tredjedel av vår.".to_owned(),
        },
        Remark { ask: Ask::Know, answer_by: None, comment: String::new() },
    ];
    for (item, remark) in items.iter_mut().zip(remarks) {
        item.remark = Some(remark);
        item.matched.clear();
    }
    Letter {
        title: "Tre saker om nattillsyn och en fråga till er".to_owned(),
        content: Content::Network {
            introduction: "Hej!\n\nDet har hänt mycket om digital nattillsyn den här veckan. Jag har valt ut tre saker, och en av dem behöver ert svar.".to_owned(),
            signature: "Karin Ek\nOmvärldsgruppen i Kustringen".to_owned(),
        },
        own: items,
        world: Vec::new(),
        more: 0,
        ..digest(Locale::Sv)
    }
}

fn own() -> Vec<Item> {
    vec![
        Item {
            place: "Strandvik".to_owned(),
            source: "Strandviks kommun".to_owned(),
            summary: "Hemtjänsten byter nattliga besök mot kamera och rörelsesensorer hos 40 personer som själva har valt det. Försöket pågår till juni, och personalen larmas bara när något avviker från det vanliga.".to_owned(),
            matched: words(&["nattillsyn", "äldreomsorg"]),
            cost: Some("1,2 mnkr".to_owned()),
            also_in: words(&["Kustposten", "Vård i fokus", "Tillsynsnytt"]),
            ..item(1, "Strandvik testar digital nattillsyn i hemtjänsten", "2026-11-13T09:00:00Z")
        },
        Item {
            place: "Ekvik".to_owned(),
            source: "Ekviks kommun, protokoll".to_owned(),
            summary: "Nämnden beslutade att upphandla trygghetslarm med nattillsyn tillsammans med två grannar.".to_owned(),
            matched: words(&["tillsyn på natten"]),
            needs_login: true,
            kind: Some(Kind::Decision),
            ..item(2, "Vård- och omsorgsnämnden i Ekvik vill upphandla gemensamt", "2026-11-12T09:00:00Z")
        },
    ]
}

fn world() -> Vec<Item> {
    vec![
        Item {
            source: "Välfärdsfonden".to_owned(),
            summary: "Kommuner kan söka upp till 2 miljoner kronor för att pröva välfärdsteknik i ordinärt boende.".to_owned(),
            matched: words(&["välfärdsteknik"]),
            kind: Some(Kind::Call),
            closes: Day::new(2026, 11, 27),
            ..item(3, "Ny utlysning: välfärdsteknik för trygga nätter", "2026-11-11T09:00:00Z")
        },
        Item {
            place: "Nørreby".to_owned(),
            source: "Nørreby Kommune".to_owned(),
            summary: "Kommunen har samlet erfaringerne fra to års natlige tilsyn med sensorer på fem plejecentre.".to_owned(),
            matched: words(&["natligt tilsyn", "sensor"]),
            language: Language::DA,
            ..item(4, "Færre fald med sensorer om natten", "2026-11-10T09:00:00Z")
        },
        Item {
            source: "Testbädden Norr".to_owned(),
            summary: "En eftermiddag om vad som krävs av nät, avtal och arbetssätt.".to_owned(),
            matched: words(&["nattillsyn"]),
            kind: Some(Kind::Event),
            event: Day::new(2026, 12, 3),
            ..item(5, "Webbinarium: så inför du nattillsyn på distans", "2026-11-10T09:00:00Z")
        },
        Item {
            place: "Rantala".to_owned(),
            source: "Rantalan kaupunki".to_owned(),
            summary: "Kaupunki etsii yhteistyökumppaneita yöaikaisen etähoivan kehittämiseen.".to_owned(),
            matched: words(&["etähoiva"]),
            language: Language::FI,
            kind: Some(Kind::Call),
            closes: Day::new(2026, 12, 11),
            cost: Some("250 000 euroa".to_owned()),
            ..item(6, "Etähoivan haku on avattu", "2026-11-09T09:00:00Z")
        },
    ]
}

/// A hit of which no more is known than everybody has.
pub fn item(number: u64, title: &str, date: &str) -> Item {
    let document = DocumentId::new(format!("{number:016x}"));
    Item {
        title: title.to_owned(),
        summary: String::new(),
        link: format!("https://www.kalla-{number}.example/nyheter/{number}"),
        page: links::document_page(HOME, &document),
        place: String::new(),
        source: "Källan".to_owned(),
        date: moment(date),
        language: Language::SV,
        kind: Some(Kind::News),
        matched: Vec::new(),
        cost: None,
        closes: None,
        event: None,
        needs_login: false,
        also_in: Vec::new(),
        remark: None,
        answer: links::answer_placeholder(&document),
        document,
    }
}

pub fn confirmation(locale: Locale) -> Confirmation {
    Confirmation {
        locale,
        network: "Kustringen".to_owned(),
        title: "Digital nattillsyn".to_owned(),
        is_typed: false,
        finds: locale
            .choose(
                "alla orden digital och nattillsyn, från Norden",
                "all of the words digital and nattillsyn, from the Nordic countries",
            )
            .to_owned(),
        cadence: letter::cadence_in_words(locale, Cadence::default()),
        home: HOME.to_owned(),
        link: links::confirm_page(HOME, links::CONFIRM),
    }
}

pub fn owner_note(locale: Locale) -> OwnerNote {
    OwnerNote {
        locale,
        network: "Kustringen".to_owned(),
        name: "digital-nattillsyn".to_owned(),
        title: "Digital nattillsyn".to_owned(),
        query: "nattillsyn kommun:strandvik".to_owned(),
        trouble: "fältet `kommun:` finns inte; sätt citattecken omkring om det är text".to_owned(),
        home: HOME.to_owned(),
        page: None,
    }
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

pub fn moment(text: &str) -> Timestamp {
    text.parse().unwrap()
}
