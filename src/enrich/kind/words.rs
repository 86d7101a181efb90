//! The words by which tags, addresses and titles name a kind.

use crate::model::Kind;

/// The kind that a tag names.
pub(super) fn kind_of_tag(tag: &str) -> Option<Kind> {
    Some(match tag.trim().to_lowercase().as_str() {
        "nyhet" | "nyheter" | "nytt" | "news" | "newsroom" | "aktuellt" | "aktuelt" | "nyhed"
        | "nyheder" | "nyhetssak" | "aktuelles" | "uutiset" | "uutinen" | "artikel"
        | "artiklar" | "blog" | "blogg" | "meldung" => Kind::News,
        "press" | "pressrum" | "pressmeddelande" | "pressmeddelanden" | "press release"
        | "press releases" | "pressemeddelelse" | "pressemelding" | "pressemeldinger"
        | "pressemitteilung" | "pressemitteilungen" | "tiedote" | "tiedotteet" | "mediatiedote" => {
            Kind::PressRelease
        }
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
pub(super) const ADDRESSES: [(&str, Kind); 48] = [
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

/// Parts of addresses under which anything may be told.
pub(super) const NEWS_ADDRESSES: [(&str, Kind); 16] = [
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

/// How titles of a kind begin, in small letters.
pub(super) const BEGINNINGS: [(&str, Kind); 79] = [
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
pub(super) const INSIDE: [(&str, Kind); 25] = [
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
