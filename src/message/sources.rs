//! What `sources` says: the words for states, groups, kinds, languages and countries.

use super::Locale;
use crate::model::{Group, Health, Language, SourceKind};

messages! {
    /// Headings of the table of sources.
    column_source() { sv: "källa", en: "source" }
    column_health() { sv: "läge", en: "state" }
    column_last_check() { sv: "senast", en: "last check" }
    column_next_check() { sv: "nästa kontroll", en: "next check" }
    column_documents() { sv: "dokument", en: "documents" }
    column_error() { sv: "fel", en: "error" }
    column_note() { sv: "anmärkning", en: "note" }
    column_group() { sv: "grupp", en: "group" }
    /// Note of a source whose own address is fetched although robots.txt forbids it.
    robots_exception(reason: &str) {
        sv: "hämtas trots robots.txt: {reason}",
        en: "fetched despite robots.txt: {reason}",
    }
    /// State of a source that the list switches off.
    disabled() { sv: "avstängd", en: "disabled" }
    /// Line below the table.
    summary(sources: usize, enabled: usize, failing: usize) {
        sv: "Källor: {sources}, påslagna: {enabled}, går inte att läsa: {failing}",
        en: "Sources: {sources}, enabled: {enabled}, cannot be read: {failing}",
    }
}

/// The state of a source in a word or two.
pub fn health(locale: Locale, health: Health) -> String {
    let (sv, en) = match health {
        Health::New => ("ny", "new"),
        Health::Ok => ("nytt innehåll", "new content"),
        Health::Unchanged => ("oförändrad", "unchanged"),
        Health::Empty => ("tom", "empty"),
        Health::Failing => ("fel", "failing"),
        Health::Blocked => ("spärrad", "blocked"),
        Health::Gone => ("borta", "gone"),
    };
    choose(locale, sv, en).to_owned()
}

/// The state of a source as a sentence.
pub fn health_sentence(locale: Locale, health: Health) -> String {
    let (sv, en) = match health {
        Health::New => ("Källan har inte lästs än.", "The source has not been read yet."),
        Health::Ok => (
            "Vid senaste kontrollen fanns något nytt eller ändrat.",
            "The last check found something new or changed.",
        ),
        Health::Unchanged => (
            "Källan svarar men har inget nytt sedan förra kontrollen.",
            "The source answers and has nothing new since the check before.",
        ),
        Health::Empty => (
            "Flödet är giltigt men innehåller inga poster.",
            "The feed is valid but holds no entries.",
        ),
        Health::Failing => (
            "Senaste kontrollen misslyckades. Det som redan är insamlat finns kvar.",
            "The last check failed. What was collected before is kept.",
        ),
        Health::Blocked => (
            "Vi får inte läsa källan: den säger nej i robots.txt, kräver inloggning eller ligger på \
             en adress som inte är tillåten.",
            "We may not read the source: its robots.txt says no, it asks for a login, or its \
             address is not allowed.",
        ),
        Health::Gone => (
            "Källan är nedlagd enligt servern. Det som redan är insamlat finns kvar.",
            "The server says that the source is closed. What was collected before is kept.",
        ),
    };
    choose(locale, sv, en).to_owned()
}

/// A group of sources as a facet shows it.
pub fn group(locale: Locale, group: Group) -> String {
    let (sv, en) = match group {
        Group::Network => ("Eget nätverk", "Own network"),
        Group::Skane => ("Skåne", "Skåne"),
        Group::Sweden => ("Sverige", "Sweden"),
        Group::Nordic => ("Norden", "Nordic countries"),
        Group::Eu => ("EU", "EU"),
        Group::World => ("Världen", "World"),
    };
    choose(locale, sv, en).to_owned()
}

/// How a source is read.
pub fn kind(locale: Locale, kind: SourceKind) -> String {
    let (sv, en) = match kind {
        SourceKind::Feed => ("flöde", "feed"),
        SourceKind::Listing => ("lista", "listing"),
        SourceKind::Sitemap => ("webbkarta", "sitemap"),
        SourceKind::Register => ("register", "register"),
    };
    choose(locale, sv, en).to_owned()
}

/// A language by its name; its code when we have no name for it.
pub fn language_name(locale: Locale, language: Language) -> String {
    named(locale, &LANGUAGES, language.as_str())
}

/// A country by its name; its code when we have no name for it.
pub fn country_name(locale: Locale, code: &str) -> String {
    named(locale, &COUNTRIES, code)
}

fn choose<'a>(locale: Locale, sv: &'a str, en: &'a str) -> &'a str {
    match locale {
        Locale::Sv => sv,
        Locale::En => en,
    }
}

/// Code, Swedish, English.
type Name = (&'static str, &'static str, &'static str);

fn named(locale: Locale, names: &[Name], code: &str) -> String {
    let found = names.iter().find(|(known, _, _)| *known == code);
    found.map_or(code, |(_, sv, en)| choose(locale, sv, en)).to_owned()
}

const LANGUAGES: [Name; 38] = [
    ("sv", "svenska", "Swedish"),
    ("en", "engelska", "English"),
    ("da", "danska", "Danish"),
    ("nb", "norska (bokmål)", "Norwegian (Bokmål)"),
    ("nn", "norska (nynorsk)", "Norwegian (Nynorsk)"),
    ("fi", "finska", "Finnish"),
    ("de", "tyska", "German"),
    ("bg", "bulgariska", "Bulgarian"),
    ("ca", "katalanska", "Catalan"),
    ("cs", "tjeckiska", "Czech"),
    ("el", "grekiska", "Greek"),
    ("es", "spanska", "Spanish"),
    ("et", "estniska", "Estonian"),
    ("fo", "färöiska", "Faroese"),
    ("fr", "franska", "French"),
    ("ga", "iriska", "Irish"),
    ("hr", "kroatiska", "Croatian"),
    ("hu", "ungerska", "Hungarian"),
    ("is", "isländska", "Icelandic"),
    ("it", "italienska", "Italian"),
    ("ja", "japanska", "Japanese"),
    ("ko", "koreanska", "Korean"),
    ("lt", "litauiska", "Lithuanian"),
    ("lv", "lettiska", "Latvian"),
    ("mt", "maltesiska", "Maltese"),
    ("nl", "nederländska", "Dutch"),
    ("pl", "polska", "Polish"),
    ("pt", "portugisiska", "Portuguese"),
    ("ro", "rumänska", "Romanian"),
    ("ru", "ryska", "Russian"),
    ("se", "nordsamiska", "Northern Sámi"),
    ("sk", "slovakiska", "Slovak"),
    ("sl", "slovenska", "Slovenian"),
    ("tr", "turkiska", "Turkish"),
    ("uk", "ukrainska", "Ukrainian"),
    ("zh", "kinesiska", "Chinese"),
    ("mul", "flera språk", "several languages"),
    ("und", "okänt språk", "unknown language"),
];

const COUNTRIES: [Name; 51] = [
    ("SE", "Sverige", "Sweden"),
    ("DK", "Danmark", "Denmark"),
    ("NO", "Norge", "Norway"),
    ("FI", "Finland", "Finland"),
    ("IS", "Island", "Iceland"),
    ("AX", "Åland", "Åland"),
    ("FO", "Färöarna", "Faroe Islands"),
    ("GL", "Grönland", "Greenland"),
    ("EU", "EU", "EU"),
    ("AE", "Förenade Arabemiraten", "United Arab Emirates"),
    ("AT", "Österrike", "Austria"),
    ("AU", "Australien", "Australia"),
    ("BE", "Belgien", "Belgium"),
    ("BG", "Bulgarien", "Bulgaria"),
    ("CA", "Kanada", "Canada"),
    ("CH", "Schweiz", "Switzerland"),
    ("CN", "Kina", "China"),
    ("CY", "Cypern", "Cyprus"),
    ("CZ", "Tjeckien", "Czechia"),
    ("DE", "Tyskland", "Germany"),
    ("EE", "Estland", "Estonia"),
    ("ES", "Spanien", "Spain"),
    ("FR", "Frankrike", "France"),
    ("GB", "Storbritannien", "United Kingdom"),
    ("GR", "Grekland", "Greece"),
    ("HK", "Hongkong", "Hong Kong"),
    ("HR", "Kroatien", "Croatia"),
    ("HU", "Ungern", "Hungary"),
    ("IE", "Irland", "Ireland"),
    ("IL", "Israel", "Israel"),
    ("IN", "Indien", "India"),
    ("IT", "Italien", "Italy"),
    ("JP", "Japan", "Japan"),
    ("KR", "Sydkorea", "South Korea"),
    ("LI", "Liechtenstein", "Liechtenstein"),
    ("LT", "Litauen", "Lithuania"),
    ("LU", "Luxemburg", "Luxembourg"),
    ("LV", "Lettland", "Latvia"),
    ("MT", "Malta", "Malta"),
    ("NL", "Nederländerna", "Netherlands"),
    ("NZ", "Nya Zeeland", "New Zealand"),
    ("PL", "Polen", "Poland"),
    ("PT", "Portugal", "Portugal"),
    ("RO", "Rumänien", "Romania"),
    ("SG", "Singapore", "Singapore"),
    ("SI", "Slovenien", "Slovenia"),
    ("SK", "Slovakien", "Slovakia"),
    ("TR", "Turkiet", "Türkiye"),
    ("TW", "Taiwan", "Taiwan"),
    ("UA", "Ukraina", "Ukraine"),
    ("US", "USA", "United States"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_both_languages() {
        assert_eq!(health(Locale::Sv, Health::Unchanged), "oförändrad");
        assert_eq!(group(Locale::En, Group::Network), "Own network");
        assert_eq!(kind(Locale::Sv, SourceKind::Feed), "flöde");
        assert_eq!(language_name(Locale::Sv, Language::SV), "svenska");
        assert_eq!(country_name(Locale::En, "DE"), "Germany");
        assert_eq!(
            summary(Locale::Sv, 226, 20, 0),
            "Källor: 226, påslagna: 20, går inte att läsa: 0"
        );
    }

    #[test]
    fn what_has_no_name_shows_its_code() {
        assert_eq!(country_name(Locale::Sv, "ZW"), "ZW");
        let basque = "eu".parse().unwrap();
        assert_eq!(language_name(Locale::Sv, basque), "eu");
    }

    #[test]
    fn our_languages_have_names_and_states_have_sentences() {
        for language in Language::OURS {
            assert_ne!(language_name(Locale::Sv, language), language.as_str());
        }
        for state in Health::ALL {
            assert!(health_sentence(Locale::Sv, state).ends_with('.'));
        }
    }
}
