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
    /// When and how long a source has been silent.
    silent_since(day: &str, days: u64) {
        sv: "Källan svarar men har inte haft något nytt sedan {day}; så länge som {days} dagar \
             brukar den inte vara tyst. Titta om den har lagts ned eller bytt adress.",
        en: "The source answers but has had nothing new since {day}; it is not usually quiet for as \
             long as {days} days. See whether it has closed or changed its address.",
    }
    moved(address: &str) {
        sv: "Källan har flyttat för gott till {address}, och vi läser den där. Skriv in den nya \
             adressen i sources.toml.",
        en: "The source has moved for good to {address}, where we read it. Write the new address \
             into sources.toml.",
    }
    suddenly_empty() {
        sv: "Källan är plötsligt tom: svaret är giltigt men har inga poster. Det som redan är \
             insamlat finns kvar.",
        en: "The source is suddenly empty: the answer is valid but holds no entries. What was \
             collected before is kept.",
    }
    /// State of a source that nobody crawls.
    by_hand(id: &str) {
        sv: "Läggs till för hand med `utkik add` eller `utkik import`; allt från den hittas med `källa:{id}`.",
        en: "Added by hand with `utkik add` or `utkik import`; all of it is found with `source:{id}`.",
    }
    kept() {
        sv: "Det som redan är insamlat finns kvar.", en: "What was collected before is kept.",
    }
    /// Rows of one source.
    row_address() { sv: "adress", en: "address" }
    row_last_success() { sv: "senast läst", en: "last read" }
    row_rhythm() { sv: "takt", en: "rhythm" }
    row_reason() { sv: "anledning", en: "reason" }
    row_differs() { sv: "avviker", en: "differs" }
    never() { sv: "aldrig", en: "never" }
    quiet(days: i64, usual: u64) {
        sv: "{days} dagar sedan det senaste; brukar inte vara tyst längre än {usual}",
        en: "{days} days since the last document; not usually quiet for longer than {usual}",
    }
    quiet_so_far(days: i64) {
        sv: "{days} dagar sedan det senaste; för lite historia för att säga vad som är vanligt",
        en: "{days} days since the last document; too little history to say what is usual",
    }
    history() { sv: "Senaste kontrollerna", en: "Last checks" }
    brought(new: u64, revised: u64) {
        sv: "{new} nya, {revised} ändrade", en: "{new} new, {revised} changed",
    }
    /// What `sources accept` says.
    accepted(id: &str) {
        sv: "{id}: nästa insamling släpper in det som källan svarar",
        en: "{id}: the next crawl lets in what the source answers",
    }
    nothing_to_accept(id: &str) {
        sv: "`{id}` står inte i karantän, så det finns inget att släppa in; se `utkik sources show {id}`",
        en: "`{id}` does not stand in quarantine, so there is nothing to let in; see `utkik sources show {id}`",
    }
    /// What `sources test` says.
    nothing_asked() { sv: "Ingen förfrågan gjordes.", en: "Nothing was asked." }
    result(sentence: &str) { sv: "Resultat: {sentence}", en: "Result: {sentence}" }
    read_as(kind: &str, encoding: &str, entries: usize) {
        sv: "Läst som {kind} ({encoding}), poster: {entries}",
        en: "Read as {kind} ({encoding}), entries: {entries}",
    }
    and_more(more: usize) { sv: "… och {more} till", en: "… and {more} more" }
    would_store(new: usize, changed: usize) {
        sv: "Skulle sparas: {new} nya och {changed} ändrade dokument",
        en: "Would be stored: {new} new and {changed} changed documents",
    }
    nothing_stored() { sv: "Inget har sparats.", en: "Nothing was stored." }
    /// What a register turned out to be.
    register_read(form: &str, records: usize) {
        sv: "Register i {form} med {records} poster", en: "Register in {form} with {records} records",
    }
    /// Where its records were found without `items`.
    register_found_at(path: &str) {
        sv: "Posterna hittades i `{path}`. Skriv `items = \"{path}\"` om det är rätt.",
        en: "The records were found at `{path}`. Write `items = \"{path}\"` if that is right.",
    }
    register_empty_fields(names: &str) {
        sv: "Tomma i alla poster: {names}", en: "Empty in all records: {names}",
    }
    register_names(names: &str) {
        sv: "Fält i den första posten: {names}", en: "Fields of the first record: {names}",
    }
    bytes(number: u64) { sv: "{number} byte", en: "{number} bytes" }
    robots_read() { sv: "reglerna har lästs", en: "its rules have been read" }
    robots_none() { sv: "inga regler, allt är tillåtet", en: "no rules, everything is allowed" }
    robots_elsewhere() { sv: "reglerna finns på annan plats", en: "the rules are elsewhere" }
    robots_unread() {
        sv: "reglerna gick inte att läsa, så inget är tillåtet",
        en: "the rules could not be read, so nothing is allowed",
    }
    /// What `sources verify` says.
    tried(id: &str, how: &str) { sv: "{id}: {how}", en: "{id}: {how}" }
    entries(number: usize) { sv: "går att läsa, poster: {number}", en: "can be read, entries: {number}" }
    without_entries() {
        sv: "svaret är giltigt men har inga poster", en: "the answer is valid but holds no entries",
    }
    tried_on(day: &str, what: &str) { sv: "prövad {day}: {what}", en: "tried {day}: {what}" }
    verified(tried: usize, enabled: usize) {
        sv: "Prövade: {tried}, går att läsa och är påslagna: {enabled}",
        en: "Tried: {tried}, can be read and are enabled: {enabled}",
    }
    nothing_reached() {
        sv: "ingen källa gick att nå, så inget har skrivits; kontrollera nätet och försök igen",
        en: "no source could be reached, so nothing was written; check the network and try again",
    }
    /// Line below the table.
    summary(sources: usize, enabled: usize, failing: usize) {
        sv: "Källor: {sources}, påslagna: {enabled}, går inte att läsa: {failing} (mer om en: `utkik sources show ID`)",
        en: "Sources: {sources}, enabled: {enabled}, cannot be read: {failing} (more of one: `utkik sources show ID`)",
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
        Health::Silent => ("tyst", "silent"),
        Health::Moved => ("har flyttat", "moved"),
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
        Health::Silent => (
            "Källan svarar men har varit tyst längre än den brukar.",
            "The source answers but has been quiet for longer than usual.",
        ),
        Health::Moved => (
            "Källan har flyttat för gott. Vi läser den på den nya adressen så länge.",
            "The source has moved for good. We read it at the new address meanwhile.",
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
        SourceKind::Mail => ("nyhetsbrev", "newsletter"),
        SourceKind::Hand => ("för hand", "by hand"),
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
    locale.choose(sv, en)
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
            "Källor: 226, påslagna: 20, går inte att läsa: 0 (mer om en: `utkik sources show ID`)"
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
