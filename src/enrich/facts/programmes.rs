//! Those who pay for projects in our part of the world, and their programmes, by name.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::cues::begins_word;

/// A payer or programme of the list.
#[derive(Debug)]
pub(super) struct Known {
    /// As it is shown.
    pub name: &'static str,
    /// As texts have it; `*` is where a word may go on.
    forms: &'static str,
    pub is_programme: bool,
    /// Who pays for a programme, where that is one and the same.
    pub payer: Option<&'static str>,
}

/// A name of the list, and where it stands.
pub(super) struct KnownAt {
    pub known: &'static Known,
    pub from: usize,
    pub to: usize,
}

const fn payer(name: &'static str, forms: &'static str) -> Known {
    Known { name, forms, is_programme: false, payer: None }
}

const fn programme(name: &'static str, forms: &'static str, payer: &'static str) -> Known {
    let payer = if payer.is_empty() { None } else { Some(payer) };
    Known { name, forms, is_programme: true, payer }
}

/// As it is shown, whether the Union is named, its commission, or one of its programmes.
const EU: &str = "EU";

static KNOWN: [Known; 72] = [
    payer("Vinnova", "Vinnova|Vinnovas|VINNOVA|Verket för innovationssystem"),
    payer(
        "Energimyndigheten",
        "Energimyndigheten|Energimyndighetens|Statens energimyndighet|Swedish Energy Agency",
    ),
    payer("Formas", "Formas|FORMAS"),
    payer("Forte", "Forte|FORTE"),
    payer("Tillväxtverket", "Tillväxtverket|Tillväxtverkets"),
    payer(
        "Naturvårdsverket",
        "Naturvårdsverket|Naturvårdsverkets|Swedish Environmental Protection Agency",
    ),
    payer("Boverket", "Boverket|Boverkets"),
    payer("Trafikverket", "Trafikverket|Trafikverkets|Swedish Transport Administration"),
    payer("Socialstyrelsen", "Socialstyrelsen|Socialstyrelsens"),
    payer("Allmänna arvsfonden", "Arvsfonden|Allmänna arvsfonden|Arvsfondens"),
    payer("Vetenskapsrådet", "Vetenskapsrådet|Swedish Research Council"),
    payer("MSB", "MSB|Myndigheten för samhällsskydd och beredskap"),
    payer("Digg", "Digg|DIGG|Myndigheten för digital förvaltning"),
    payer("Post- och telestyrelsen", "Post- och telestyrelsen|PTS"),
    payer("Skolverket", "Skolverket"),
    payer("Kulturrådet", "Kulturrådet|Statens kulturråd"),
    payer("Jordbruksverket", "Jordbruksverket"),
    payer("Havs- och vattenmyndigheten", "Havs- och vattenmyndigheten"),
    payer("Kammarkollegiet", "Kammarkollegiet"),
    payer("KK-stiftelsen", "KK-stiftelsen"),
    payer("Mistra", "Mistra|MISTRA"),
    payer("Sveriges Kommuner och Regioner", "SKR|Sveriges Kommuner och Regioner"),
    payer("Region Skåne", "Region Skåne|Region Skånes"),
    payer("Västra Götalandsregionen", "Västra Götalandsregionen|VGR"),
    payer("Region Stockholm", "Region Stockholm"),
    payer("Nordisk energiforskning", "Nordic Energy Research|Nordisk energiforskning"),
    payer("Nordic Innovation", "Nordic Innovation"),
    payer(
        "Nordiska ministerrådet",
        "Nordiska ministerrådet|Nordic Council of Ministers|Nordisk Ministerråd|Nordisk ministerråd",
    ),
    payer("Regeringen", "Regeringen|regeringen"),
    payer(
        EU,
        "EU|EU-medel|EU-stöd|Europeiska unionen|European Union|Europäische Union|Europäischen Union|Den Europæiske Union|Euroopan unioni*|Den europeiske union",
    ),
    payer(
        EU,
        "EU-kommissionen|Europeiska kommissionen|European Commission|Europäische Kommission|Europäischen Kommission|Europa-Kommissionen|Euroopan komissio*",
    ),
    payer(
        "Europeiska investeringsbanken",
        "Europeiska investeringsbanken|European Investment Bank|EIB",
    ),
    payer("Innovasjon Norge", "Innovasjon Norge|Innovation Norway"),
    payer(
        "Forskningsrådet",
        "Forskningsrådet|Norges forskningsråd|Research Council of Norway|Forskningsrådets",
    ),
    payer("Enova", "Enova|ENOVA"),
    payer("Miljødirektoratet", "Miljødirektoratet"),
    payer("KS", "KS"),
    payer("Realdania", "Realdania"),
    payer("Innovationsfonden", "Innovationsfonden|Innovation Fund Denmark"),
    payer("Energistyrelsen", "Energistyrelsen"),
    payer("KL", "KL|Kommunernes Landsforening"),
    payer("Nordea-fonden", "Nordea-fonden"),
    payer("Business Finland", "Business Finland*"),
    payer("Sitra", "Sitra|Sitran"),
    payer("Ympäristöministeriö", "Ympäristöministeriö*|ympäristöministeriö*"),
    payer("Valtiovarainministeriö", "Valtiovarainministeriö*|valtiovarainministeriö*"),
    payer(
        "BMBF",
        "BMBF|Bundesministerium für Bildung und Forschung|Bundesministeriums für Bildung und Forschung",
    ),
    payer("BMWK", "BMWK|BMWi|Bundesministerium für Wirtschaft*|Bundesministeriums für Wirtschaft*"),
    payer("BMDV", "BMDV|BMVI|Bundesministerium für Digitales und Verkehr"),
    payer("BMWSB", "BMWSB|Bundesministerium für Wohnen*"),
    payer("BMK", "BMK|Bundesministerium für Klimaschutz*"),
    payer("FFG", "FFG"),
    payer("Klima- und Energiefonds", "Klima- und Energiefonds"),
    payer("KfW", "KfW"),
    programme("Viable Cities", "Viable Cities", ""),
    programme("Drive Sweden", "Drive Sweden", "Vinnova"),
    programme("Smart Built Environment", "Smart Built Environment", ""),
    programme("Klimatklivet", "Klimatklivet|Klimatklivets", "Naturvårdsverket"),
    programme("Stadsmiljöavtal", "stadsmiljöavtal*|Stadsmiljöavtal*", "Trafikverket"),
    programme("Klimasats", "Klimasats", "Miljødirektoratet"),
    programme(
        "Horisont Europa",
        "Horisont Europa|Horizon Europe|Horizont Europa|Horisontti Eurooppa|HORIZON EUROPE",
        EU,
    ),
    programme(
        "Horizon 2020",
        "Horizon 2020|Horisont 2020|Horizont 2020|Horisontti 2020|H2020|HORIZON 2020",
        EU,
    ),
    programme("Interreg", "Interreg*|INTERREG*", EU),
    programme(
        "Europeiska regionala utvecklingsfonden",
        "ERUF|Eruf|ERDF|EFRE|EAKR|Europeiska regionala utvecklingsfonden|European Regional Development Fund|Europäischen Fonds für regionale Entwicklung|Den Europæiske Regionaludviklingsfond|Euroopan aluekehitysrahasto*",
        EU,
    ),
    programme(
        "Europeiska socialfonden",
        "ESF|ESF+|ESF Plus|Europeiska socialfonden|Europeiska socialfonden+|European Social Fund|Europäischen Sozialfonds|Den Europæiske Socialfond",
        EU,
    ),
    programme(
        "LIFE",
        "LIFE-programmet|LIFE programme|LIFE Programme|EU LIFE|EU Life|LIFE-ohjelma*",
        EU,
    ),
    programme(
        "Digital Europe",
        "Digital Europe Programme|Digital Europe|Programmet för ett digitalt Europa|DIGITAL Europe",
        EU,
    ),
    programme(
        "Fonden för ett sammanlänkat Europa",
        "Connecting Europe Facility|Fonden för ett sammanlänkat Europa|CEF",
        EU,
    ),
    programme(
        "European Urban Initiative",
        "European Urban Initiative|Urban Innovative Actions|UIA",
        EU,
    ),
    programme("URBACT", "URBACT|Urbact", EU),
    programme("NetZeroCities", "NetZeroCities|Net Zero Cities|Pilot Cities Programme", EU),
    programme(
        "Fonden för en rättvis omställning",
        "Fonden för en rättvis omställning|Just Transition Fund|JTF",
        EU,
    ),
];

struct Names {
    automaton: AhoCorasick,
    /// Of each pattern the entry it belongs to, and whether its word may go on.
    entries: Vec<(&'static Known, bool)>,
}

static NAMES: LazyLock<Option<Names>> = LazyLock::new(|| {
    let mut forms = Vec::new();
    let mut entries = Vec::new();
    for known in &KNOWN {
        for form in known.forms.split('|') {
            forms.push(form.trim_end_matches('*'));
            entries.push((known, form.ends_with('*')));
        }
    }
    let builder =
        AhoCorasick::builder().match_kind(aho_corasick::MatchKind::LeftmostLongest).build(forms);
    Some(Names { automaton: builder.ok()?, entries })
});

/// The names of the list in a text, in order. Letters keep their case: `LIFE` is no life.
pub(super) fn find(text: &str) -> Vec<KnownAt> {
    let Some(names) = NAMES.as_ref() else { return Vec::new() };
    let hits = names.automaton.find_iter(text);
    hits.filter_map(|hit| {
        let (known, goes_on) = names.entries.get(hit.pattern().as_usize())?;
        let whole = begins_word(text, hit.start()) && (*goes_on || is_over(text, hit.end()));
        // `EU-nivå`, `EU:s havspolitik` and the like name no payer.
        let whole = whole && !(hit.len() == 2 && text.get(hit.end()..)?.starts_with(['-', ':']));
        whole.then_some(KnownAt { known, from: hit.start(), to: hit.end() })
    })
    .collect()
}

/// The word is over, or goes on with the `s` of possession or a hyphen.
fn is_over(text: &str, end: usize) -> bool {
    let after = text.get(end..).unwrap_or_default();
    let after = after.strip_prefix('s').unwrap_or(after);
    !after.starts_with(char::is_alphanumeric)
}

/// Whether a whole name is one of the list.
pub(super) fn is_known(name: &str) -> bool {
    find(name).first().is_some_and(|at| at.from == 0 && at.to == name.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_recognised_with_their_case() {
        let names = |text: &str| find(text).iter().map(|at| at.known.name).collect::<Vec<_>>();
        assert_eq!(names("Vinnovas satsning i Horizon Europe"), ["Vinnova", "Horisont Europa"]);
        assert_eq!(names("a better life with UIAX and Sitranx"), Vec::<&str>::new());
        assert_eq!(names("Interreg Öresund-Kattegat-Skagerrak"), ["Interreg"]);
        assert!(is_known("Viable Cities") && !is_known("Viable Cities Malmö"));
        // Each payer of a programme is in the list, or the EU.
        let payers = KNOWN.iter().filter_map(|known| known.payer);
        assert!(payers.into_iter().all(|payer| payer == EU || is_known(payer)));
    }
}
