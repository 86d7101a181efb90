//! What sort of document it is: news, a call, a report …

use super::Reading;
use crate::model::{FactName, Kind, KindFound};

/// Tells the kind by what the source says of it (tags, address), by its title, and by the text, in
/// that order of trust; `None` when nothing tells.
pub fn find(reading: &Reading<'_>) -> Option<KindFound> {
    by_tag(reading)
        .or_else(|| by_address(reading.url?, &ADDRESSES, 90))
        .or_else(|| by_title(reading.title))
        .or_else(|| by_stated(reading))
        .or_else(|| by_text(reading.body()))
        .or_else(|| by_address(reading.url?, &NEWS_ADDRESSES, 60))
}

fn found(kind: Kind, evidence: &str, confidence: u8) -> KindFound {
    KindFound { kind, evidence: evidence.trim().to_owned(), confidence }
}

fn by_tag(reading: &Reading<'_>) -> Option<KindFound> {
    let kinds = reading.tags.iter().filter_map(|tag| Some((kind_of_tag(tag)?, tag)));
    // `Nyheter` beside `Utlysningar` says less.
    let (kind, tag) = kinds.min_by_key(|(kind, _)| *kind == Kind::News)?;
    let is_news = kind == Kind::News;
    // What the title says is more than that it is news.
    if is_news && let Some(by_title) = by_title(reading.title) {
        return Some(by_title);
    }
    Some(found(kind, tag, if is_news { 80 } else { 95 }))
}

fn kind_of_tag(tag: &str) -> Option<Kind> {
    Some(match tag.trim().to_lowercase().as_str() {
        "nyhet" | "nyheter" | "news" | "nyhed" | "nyheder" | "nyhetssak" | "aktuelles"
        | "uutiset" | "uutinen" | "artikel" | "artiklar" | "blog" | "blogg" | "meldung" => {
            Kind::News
        }
        "pressmeddelande" | "pressmeddelanden" | "press release" | "press releases"
        | "pressemeddelelse" | "pressemelding" | "pressemeldinger" | "pressemitteilung"
        | "pressemitteilungen" | "tiedote" | "tiedotteet" | "mediatiedote" => Kind::PressRelease,
        "projekt" | "project" | "projects" | "prosjekt" | "prosjekter" | "projekter"
        | "projekte" | "hanke" | "hankkeet" => Kind::Project,
        "utlysning"
        | "utlysningar"
        | "call"
        | "calls"
        | "call for proposals"
        | "funding"
        | "funding opportunity"
        | "utlysninger"
        | "ausschreibung förderung"
        | "haku" => Kind::Call,
        "upphandling" | "upphandlingar" | "tender" | "tenders" | "procurement" | "udbud"
        | "anbud" | "anskaffelse" | "ausschreibung" | "hankinta" | "hankinnat" => Kind::Tender,
        "evenemang" | "event" | "events" | "kalender" | "kalenderhändelse" | "webbinarium"
        | "konferens" | "arrangement" | "arrangementer" | "veranstaltung" | "veranstaltungen"
        | "tapahtuma" | "tapahtumat" | "seminarium" | "webinar" => Kind::Event,
        "rapport"
        | "rapporter"
        | "report"
        | "reports"
        | "publikation"
        | "publikationer"
        | "bericht"
        | "raportti"
        | "utredning"
        | "sou"
        | "statens offentliga utredningar" => Kind::Report,
        "strategi" | "strategier" | "policy" | "handlingsplan" | "styrdokument" | "strategy" => {
            Kind::Policy
        }
        "protokoll" | "beslut" | "minutes" | "decision" | "referat" | "beschluss"
        | "pöytäkirja" => Kind::Decision,
        "remiss" | "remisser" | "consultation" | "høring" | "høringer" | "konsultation"
        | "lausuntopyyntö" => Kind::Consultation,
        "regeringsuppdrag" | "uppdrag" | "assignment" | "oppdrag" => Kind::Assignment,
        _ => return None,
    })
}

/// Parts of addresses that name a kind; whole words between slashes.
const ADDRESSES: [(&str, Kind); 48] = [
    ("pressmeddelanden", Kind::PressRelease),
    ("pressmeddelande", Kind::PressRelease),
    ("pressreleases", Kind::PressRelease),
    ("press-releases", Kind::PressRelease),
    ("pressemeddelelser", Kind::PressRelease),
    ("pressemeldinger", Kind::PressRelease),
    ("pressemitteilungen", Kind::PressRelease),
    ("tiedotteet", Kind::PressRelease),
    ("projekt", Kind::Project),
    ("projects", Kind::Project),
    ("project", Kind::Project),
    ("prosjekter", Kind::Project),
    ("projekter", Kind::Project),
    ("projekte", Kind::Project),
    ("hankkeet", Kind::Project),
    ("utlysningar", Kind::Call),
    ("utlysningsarkiv", Kind::Call),
    ("utlysninger", Kind::Call),
    ("calls", Kind::Call),
    ("call-for-proposals", Kind::Call),
    ("funding-opportunities", Kind::Call),
    ("topic-details", Kind::Call),
    ("upphandlingar", Kind::Tender),
    ("upphandling", Kind::Tender),
    ("tenders", Kind::Tender),
    ("udbud", Kind::Tender),
    ("kalender", Kind::Event),
    ("kalendarium", Kind::Event),
    ("evenemang", Kind::Event),
    ("events", Kind::Event),
    ("event", Kind::Event),
    ("arrangementer", Kind::Event),
    ("veranstaltungen", Kind::Event),
    ("tapahtumat", Kind::Event),
    ("rapporter", Kind::Report),
    ("rapport", Kind::Report),
    ("reports", Kind::Report),
    ("publikationer", Kind::Report),
    ("statens-offentliga-utredningar", Kind::Report),
    ("styrdokument", Kind::Policy),
    ("strategier", Kind::Policy),
    ("protokoll", Kind::Decision),
    ("beslut", Kind::Decision),
    ("remisser", Kind::Consultation),
    ("remiss", Kind::Consultation),
    ("consultations", Kind::Consultation),
    ("regeringsuppdrag", Kind::Assignment),
    ("uppdrag", Kind::Assignment),
];

const NEWS_ADDRESSES: [(&str, Kind); 16] = [
    ("nyheter", Kind::News),
    ("nyhet", Kind::News),
    ("nyhetsarkiv", Kind::News),
    ("news", Kind::News),
    ("newsroom", Kind::News),
    ("aktuellt", Kind::News),
    ("aktuelt", Kind::News),
    ("aktuelles", Kind::News),
    ("nyheder", Kind::News),
    ("ajankohtaista", Kind::News),
    ("uutiset", Kind::News),
    ("artiklar", Kind::News),
    ("artikel", Kind::News),
    ("blog", Kind::News),
    ("blogg", Kind::News),
    ("stories", Kind::News),
];

fn by_address(url: &str, table: &[(&str, Kind)], confidence: u8) -> Option<KindFound> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split_once('/').map_or("", |(_, path)| path);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    // The last part is the document's own name, which may speak of anything.
    let folders = path.trim_end_matches('/').rsplit('/').skip(1);
    let mut kinds = folders.filter_map(|folder| {
        let folder = folder.to_ascii_lowercase();
        let (name, kind) = table.iter().find(|(name, _)| *name == folder)?;
        Some((*kind, *name))
    });
    let (kind, name) = kinds.next()?;
    Some(found(kind, &format!("/{name}/"), confidence))
}

/// How titles of a kind begin, in small letters.
const BEGINNINGS: [(&str, Kind); 79] = [
    ("pressmeddelande:", Kind::PressRelease),
    ("pressinbjudan", Kind::PressRelease),
    ("press release:", Kind::PressRelease),
    ("protokoll ", Kind::Decision),
    ("protokoll:", Kind::Decision),
    ("sammanträdesprotokoll", Kind::Decision),
    ("kommunstyrelsens protokoll", Kind::Decision),
    ("kallelse och föredragningslista", Kind::Decision),
    ("föredragningslista", Kind::Decision),
    ("beslut:", Kind::Decision),
    ("beslut om ", Kind::Decision),
    ("minutes of", Kind::Decision),
    ("møteprotokoll", Kind::Decision),
    ("referat fra ", Kind::Decision),
    ("pöytäkirja", Kind::Decision),
    ("niederschrift", Kind::Decision),
    ("remiss av ", Kind::Consultation),
    ("remiss:", Kind::Consultation),
    ("remittering av ", Kind::Consultation),
    ("promemoria på remiss", Kind::Consultation),
    ("samråd om ", Kind::Consultation),
    ("public consultation", Kind::Consultation),
    ("consultation:", Kind::Consultation),
    ("consultation on ", Kind::Consultation),
    ("høring:", Kind::Consultation),
    ("høring om ", Kind::Consultation),
    ("høring av ", Kind::Consultation),
    ("lausuntopyyntö", Kind::Consultation),
    ("utlysning", Kind::Call),
    ("ny utlysning", Kind::Call),
    ("nu öppnar utlysningen", Kind::Call),
    ("öppen utlysning", Kind::Call),
    ("call for proposals", Kind::Call),
    ("call for applications", Kind::Call),
    ("open call", Kind::Call),
    ("call for ", Kind::Call),
    ("sök bidrag", Kind::Call),
    ("sök stöd", Kind::Call),
    ("sök medel", Kind::Call),
    ("utlysning av midler", Kind::Call),
    ("søk om tilskudd", Kind::Call),
    ("søk støtte", Kind::Call),
    ("förderaufruf", Kind::Call),
    ("förderbekanntmachung", Kind::Call),
    ("upphandling av ", Kind::Tender),
    ("upphandling:", Kind::Tender),
    ("ramavtalsupphandling", Kind::Tender),
    ("invitation to tender", Kind::Tender),
    ("tender:", Kind::Tender),
    ("contract notice", Kind::Tender),
    ("udbud af ", Kind::Tender),
    ("udbud:", Kind::Tender),
    ("tarjouspyyntö", Kind::Tender),
    ("ausschreibung:", Kind::Tender),
    ("webbinarium", Kind::Event),
    ("seminarium", Kind::Event),
    ("konferens:", Kind::Event),
    ("inbjudan", Kind::Event),
    ("välkommen till ", Kind::Event),
    ("välkomna till ", Kind::Event),
    ("webinar", Kind::Event),
    ("webinaari", Kind::Event),
    ("invitation:", Kind::Event),
    ("save the date", Kind::Event),
    ("workshop:", Kind::Event),
    ("rapport:", Kind::Report),
    ("ny rapport", Kind::Report),
    ("slutrapport", Kind::Report),
    ("årsrapport", Kind::Report),
    ("delrapport", Kind::Report),
    ("final report", Kind::Report),
    ("report:", Kind::Report),
    ("utvärdering av ", Kind::Report),
    ("strategi för ", Kind::Policy),
    ("handlingsplan för ", Kind::Policy),
    ("riktlinjer för ", Kind::Policy),
    ("uppdrag att ", Kind::Assignment),
    ("uppdrag till ", Kind::Assignment),
    ("uppdrag om ", Kind::Assignment),
];

/// What stands within titles of a kind, as whole words in small letters.
const INSIDE: [(&str, Kind); 25] = [
    ("strategi för", Kind::Policy),
    ("handlingsplan för", Kind::Policy),
    ("översiktsplan", Kind::Policy),
    ("strategi for", Kind::Policy),
    ("handlingsplan for", Kind::Policy),
    ("strategy for", Kind::Policy),
    ("action plan", Kind::Policy),
    ("climate city contract", Kind::Policy),
    ("i uppdrag att", Kind::Assignment),
    ("uppdrag att", Kind::Assignment),
    ("på remiss", Kind::Consultation),
    ("remitteras", Kind::Consultation),
    ("sista ansökningsdag", Kind::Call),
    ("öppen för ansökan", Kind::Call),
    ("final conference", Kind::Event),
    ("webbinarium", Kind::Event),
    ("konferens", Kind::Event),
    ("conference", Kind::Event),
    ("webinar", Kind::Event),
    ("konferanse", Kind::Event),
    ("pilotprojekt", Kind::Project),
    ("eu-projekt", Kind::Project),
    ("innovationsprojekt", Kind::Project),
    ("forskningsprojekt", Kind::Project),
    ("slutrapport", Kind::Report),
];

fn by_title(title: &str) -> Option<KindFound> {
    let lower = title.trim().to_lowercase();
    let beginning = BEGINNINGS.iter().find(|(start, _)| lower.starts_with(start));
    if let Some((words, kind)) = beginning {
        return Some(found(*kind, words, 82));
    }
    let padded = format!(" {} ", lower.replace([',', ':', '.', '–', '-', '(', ')'], " "));
    let inside = INSIDE.iter().find(|(words, _)| {
        padded.contains(&format!(" {words} ")) || (words.contains('-') && lower.contains(words))
    });
    inside.map(|(words, kind)| found(*kind, words, 65))
}

/// A record with a field for the last day is a call, one with a ladder or a period a project.
fn by_stated(reading: &Reading<'_>) -> Option<KindFound> {
    let has = |name| reading.stated.contains_key(&name);
    if has(FactName::Deadline) {
        return Some(found(Kind::Call, "deadline", 70));
    }
    if has(FactName::Event) {
        return Some(found(Kind::Event, "event", 75));
    }
    let project = [FactName::Status, FactName::Start, FactName::Budget, FactName::Partners];
    let name = project.into_iter().find(|name| has(*name))?;
    Some(found(Kind::Project, name.as_str(), 75))
}

/// Wordings that only texts of a kind have.
fn by_text(text: &str) -> Option<KindFound> {
    const WORDS: [(&str, Kind); 20] = [
        ("Regeringen uppdrar åt", Kind::Assignment),
        ("Sista ansökningsdag", Kind::Call),
        ("sista ansökningsdag", Kind::Call),
        ("Utlysningen är öppen", Kind::Call),
        ("Søknadsfrist:", Kind::Call),
        ("Ansøgningsfrist:", Kind::Call),
        ("Application deadline:", Kind::Call),
        ("Bewerbungsschluss:", Kind::Call),
        ("Hakuaika päättyy", Kind::Call),
        ("Sista anbudsdag", Kind::Tender),
        ("sista anbudsdag", Kind::Tender),
        ("Anbud ska ha inkommit", Kind::Tender),
        ("Remissvaren ska ha", Kind::Consultation),
        ("remissvaren ska ha", Kind::Consultation),
        ("Sista svarsdag", Kind::Consultation),
        ("Høringsfrist:", Kind::Consultation),
        ("Sista anmälningsdag", Kind::Event),
        ("Anmäl dig senast", Kind::Event),
        ("Påmeldingsfrist", Kind::Event),
        ("Tilmeldingsfrist", Kind::Event),
    ];
    let mut end = text.len().min(3000);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = text.get(..end)?;
    let hits = WORDS.iter().filter_map(|(words, kind)| Some((head.find(words)?, words, kind)));
    let (_, words, kind) = hits.min_by_key(|(at, ..)| *at)?;
    Some(found(*kind, words, 60))
}

#[cfg(test)]
mod tests;
