//! Pairs of documents that tell the same, and pairs that do not.

use super::*;
use crate::model::{
    CanonicalUrl, Document, DocumentId, FactName, Group, Language, PageState, PlaceFound, PlaceId,
    Republish, SourceFacts, Timestamp, Understanding,
};

const BRIDGE: &str = "Malmö stad öppnar på fredag den nya gångbron över Västra Hamnkanalen. Bron är \
    byggd av återbrukat stål från varvet Kockums och kostade 38 miljoner kronor. Arkitekten Lena \
    Sandquist säger att konstruktionen kan flyttas om kanalen breddas. Stiftelsen Hamnfronten har \
    betalat belysningen, som styrs av sensorer och dämpas när ingen går över bron på natten.";
const BRIDGE_IN_ENGLISH: &str = "On Friday the City of Malmö opens the new footbridge over Västra \
    Hamnkanalen. It is built of reused steel from Kockums and cost 38 million kronor. The architect \
    Lena Sandquist says that it can be moved if the canal is widened. Hamnfronten has paid for the \
    lights, which are controlled by sensors and dimmed while nobody crosses the bridge at night.";
const MINUTES: &str = "Kommunstyrelsens sammanträde öppnas av ordföranden som hälsar alla välkomna. \
    Upprop förrättas och justerare utses. Dagordningen fastställs utan ändringar. Kommunstyrelsen \
    beslutar att godkänna föreliggande förslag till beslut och att omedelbart justera paragrafen. \
    Informationen läggs till handlingarna och ordföranden avslutar därefter sammanträdet klockan";

struct Case {
    source: &'static str,
    title: &'static str,
    text: String,
    url: &'static str,
    day: i64,
    language: Language,
    place: Option<&'static str>,
    is_record: bool,
}

fn case(source: &'static str, title: &'static str, text: impl Into<String>) -> Case {
    let (text, url) = (text.into(), "");
    Case {
        source,
        title,
        text,
        url,
        day: 20_000,
        language: Language::SV,
        place: None,
        is_record: false,
    }
}

fn print(case: &Case) -> Fingerprint {
    let moment = Timestamp::from_millis(case.day * 24 * 60 * 60 * 1000);
    let url = Some(CanonicalUrl::from_canonical(case.url)).filter(|url| !url.as_str().is_empty());
    let mut facts = crate::model::Facts::new();
    if case.is_record {
        facts.insert(FactName::Place, "Ekvik".to_owned());
    }
    let document = Document {
        id: DocumentId::new("a"),
        source: case.source.parse().unwrap(),
        entry_id: None,
        link: url.clone(),
        url,
        title: case.title.to_owned(),
        summary: String::new(),
        text: case.text.clone(),
        html: String::new(),
        language: case.language,
        published: Some(moment),
        updated: None,
        author: None,
        tags: Vec::new(),
        facts,
        first_seen: moment,
        changed: moment,
        revision: 1,
        entry_hash: String::new(),
        page: PageState::None,
    };
    let source = SourceFacts {
        id: case.source.parse().unwrap(),
        name: "Omvärld i urval".to_owned(),
        group: Group::World,
        country: None,
        place: None,
        in_network: false,
        priority: 3,
        republish: Republish::Excerpt,
    };
    let places = case.place.iter().map(|place| PlaceFound {
        place: PlaceId((*place).to_owned()),
        about: true,
        times: 1,
        evidence: String::new(),
        confidence: 90,
    });
    let understanding = Understanding { places: places.collect(), ..Understanding::default() };
    Fingerprint::of(Told { document: &document, source: &source, understanding: &understanding })
}

/// Among others that speak of other things.
fn compare(a: &Case, b: &Case) -> Verdict {
    let (a, b) = (print(a), print(b));
    let found = verdict(&a, &b, |_| 0.8);
    assert_eq!(found, verdict(&b, &a, |_| 0.8), "it does not matter which comes first");
    found
}

#[test]
fn copies_are_found() {
    let bridge = || case("malmo", "Nu öppnar bron i Västra Hamnen", BRIDGE);
    let address = "https://malmo.example/ny-bro";
    for (what, copy, reason) in [
        ("a copy", case("mynews", "Nu öppnar bron i Västra Hamnen", BRIDGE), Reason::Title),
        (
            "the name of a site behind the title",
            case("mynews", "Nu öppnar bron i Västra Hamnen | Omvärld i urval", BRIDGE),
            Reason::Title,
        ),
        (
            "another headline",
            case("mynews", "Gångbro av stål från varvet klar", BRIDGE),
            Reason::Text,
        ),
        (
            "the first sentences",
            case("mynews", "Nu öppnar bron i Västra Hamnen", &BRIDGE[..240]),
            Reason::Title,
        ),
        ("the headline alone", case("mynews", "Nu öppnar bron i Västra Hamnen", ""), Reason::Title),
        (
            "the same page",
            Case {
                url: address,
                day: 20_300,
                ..case("mynews", "Nu öppnar bron i Västra Hamnen", "Läs mer här.")
            },
            Reason::Address,
        ),
        (
            "the same text twice in one source",
            Case { day: 20_001, ..case("malmo", "Nu öppnar bron i Västra Hamnen", BRIDGE) },
            Reason::Text,
        ),
    ] {
        let original = Case { url: address, ..bridge() };
        assert_eq!(compare(&original, &copy), Verdict::Duplicate(reason), "{what}");
    }
}

#[test]
fn what_is_alike_only_stays_apart() {
    let minutes = |day: &str, more: &str| format!("{MINUTES} {day}. {more}");
    let title = "Protokoll kommunstyrelsen";
    let pairs = [
        (
            "minutes of two towns",
            case("lund", title, minutes("14:05", "Detaljplan för Brunnshög antas.")),
            case("malmo", title, minutes("15:30", "Köp av fastigheten Hven 3 godkänns.")),
        ),
        ("minutes without a text", case("lund", title, ""), case("malmo", title, "")),
        (
            "minutes of two days",
            case("lund", "Protokoll kommunstyrelsen 2024-10-07", minutes("14:05", "")),
            case("mynews", "Protokoll kommunstyrelsen 2024-10-08", minutes("14:05", "")),
        ),
        (
            "minutes of two meetings in one source",
            case("lund", title, minutes("14:05", "")),
            case("lund", title, minutes("15:30", "")),
        ),
        (
            "one headline over two texts",
            case("lund", "Så blir sommaren i din kommun i år", BRIDGE),
            case("malmo", "Så blir sommaren i din kommun i år", MINUTES),
        ),
        (
            "the same a year later",
            case("malmo", "Nu öppnar badet igen", BRIDGE),
            Case { day: 20_365, ..case("mynews", "Nu öppnar badet igen", BRIDGE) },
        ),
        (
            "a form filled in twice",
            case(
                "malmo",
                "Malmö är bäst",
                BRIDGE.replace("kanalen breddas", "Malmö växer, och Malmö växer"),
            ),
            case(
                "lund",
                "Lund är bäst",
                BRIDGE
                    .replace("kanalen breddas", "Lund växer, och Lund växer")
                    .replace("Malmö stad", "Lunds kommun"),
            ),
        ),
        (
            "two entries of one source about one page",
            Case { url: "https://a.example/x", ..case("malmo", "Bron öppnar", BRIDGE) },
            Case { url: "https://a.example/x", ..case("malmo", "Badet stänger", MINUTES) },
        ),
        (
            "two records of a register",
            Case { is_record: true, ..case("calls", "Smarta städer och hållbar energi", BRIDGE) },
            Case { is_record: true, ..case("calls", "Smarta städer och hållbar energi", BRIDGE) },
        ),
        (
            "two pages of one site in two feeds",
            Case { url: "https://a.example/x", ..case("news", "Program mot hot", BRIDGE) },
            Case { url: "https://a.example/y", ..case("all", "Program mot våld", BRIDGE) },
        ),
        (
            "home pages",
            Case { url: "https://a.example/", ..case("malmo", "Bron öppnar", "") },
            Case { url: "https://a.example/", ..case("mynews", "Badet stänger", "") },
        ),
    ];
    for (what, a, b) in &pairs {
        assert_eq!(compare(a, b), Verdict::Apart, "{what}");
    }
}

#[test]
fn an_event_told_twice_is_a_story_and_no_copy() {
    let swedish = case("malmo", "Gångbron över Hamnkanalen öppnar", BRIDGE);
    let english = |day| Case {
        day,
        language: Language::EN,
        ..case("news", "Footbridge over Hamnkanalen opens", BRIDGE_IN_ENGLISH)
    };
    let story = Verdict::Story(Reason::Terms);
    assert_eq!(compare(&swedish, &english(20_010)), story);
    assert_eq!(compare(&swedish, &english(20_020)), Verdict::Apart, "too late");
    let (a, b) = (print(&swedish), print(&english(20_010)));
    assert_eq!(verdict(&a, &b, |_| 0.1), Verdict::Apart, "everybody uses these words now");
    let place = |place, other: Case| Case { place: Some(place), ..other };
    let malmo = || place("SE-1280", case("malmo", "Gångbron över Hamnkanalen öppnar", BRIDGE));
    assert_eq!(compare(&malmo(), &place("SE-1280", english(20_010))), story);
    assert_eq!(compare(&malmo(), &place("SE-1281", english(20_010))), Verdict::Apart);
}

#[test]
fn reports_of_one_kind_are_no_story() {
    let report = |source, about: &str| {
        let text = format!(
            "Riksrevisionen har granskat statens insatser. Generaldirektören Helena Lindberg säger \
             att {about} behöver styras bättre. Riksrevisionen rekommenderar Transportstyrelsen att \
             följa upp {about} varje kvartal och redovisa resultatet."
        );
        case(source, "", text)
    };
    let title = |title, case: Case| Case { title, ..case };
    let bridges = title("Riksrevisionens rapport om järnvägsbroar", report("a", "järnvägsbroar"));
    let ferries =
        title("Riksrevisionens rapport om skärgårdsfärjor", report("b", "skärgårdsfärjor"));
    assert_eq!(compare(&bridges, &ferries), Verdict::Apart);
    let again = title(
        "Riksrevisionen: järnvägsbroar styrs dåligt",
        case(
            "b",
            "",
            "Helena Lindberg på Riksrevisionen kräver att Transportstyrelsen följer upp \
            landets järnvägsbroar. Myndigheten släppte i dag sin rapport.",
        ),
    );
    assert_eq!(compare(&bridges, &again), Verdict::Story(Reason::Terms));
}

#[test]
fn documents_that_tell_the_same_share_a_key() {
    let original = print(&case("malmo", "Nu öppnar bron i Västra Hamnen", BRIDGE));
    let shared = |other: &Case, kind: KeyKind| {
        let keys = print(other).keys();
        original.keys().iter().any(|key| key.kind == kind && keys.contains(key))
    };
    let copy = case("mynews", "Gångbro av stål klar", BRIDGE);
    assert!(shared(&copy, KeyKind::Text) && !shared(&copy, KeyKind::Title));
    let titled = case("mynews", "Nu öppnar bron i Västra Hamnen – Nyheter", "");
    assert!(shared(&titled, KeyKind::Title) && !shared(&titled, KeyKind::Text));
    let english = case("news", "Footbridge opens", BRIDGE_IN_ENGLISH);
    assert!(shared(&english, KeyKind::Term) && !shared(&english, KeyKind::Text));
    assert!(original.keys().len() <= 26, "work per document is bounded");
}
