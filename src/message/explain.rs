//! What is said of how a document was understood, and of corrections.

use super::Locale;

messages! {
    kind() { sv: "Slag", en: "Kind" }
    about() { sv: "Handlar om", en: "About" }
    mentions() { sv: "Nämner", en: "Mentions" }
    themes() { sv: "Tema", en: "Theme" }
    concepts() { sv: "Begrepp", en: "Concepts" }
    corrected() { sv: "Rättat", en: "Corrected" }
    copy_of(id: &str, title: &str, why: &str) {
        sv: "kopia av {id} ”{title}” ({why})", en: "a copy of {id} “{title}” ({why})",
    }
    because(why: &str) { sv: "hör ihop: {why}", en: "they belong together: {why}" }
    story() { sv: "Samlad nyhet", en: "Story" }
    also_in(id: &str, title: &str) { sv: "även {id} ”{title}”", en: "also {id} “{title}”" }
    /// Behind a finding: how sure it is.
    sure(percent: u8) { sv: "{percent} %", en: "{percent} %" }
    stated() { sv: "enligt källan", en: "as the source states" }
    by_hand() { sv: "rättat för hand", en: "corrected by hand" }
    nothing_found() {
        sv: "Inget mer än språket framgår av texten.",
        en: "The text gives away no more than its language.",
    }
    correction(field: &str, value: &str, who: &str) {
        sv: "{field} = {value} ({who})", en: "{field} = {value} ({who})",
    }
    corrected_now(id: &str, count: usize) {
        sv: "{id}: {count} rättelser gäller från och med nu, även efter nästa insamling",
        en: "{id}: {count} corrections hold from now on, also after the next crawl",
    }
    corrected_one(id: &str, field: &str) {
        sv: "{id}: rättelsen av {field} gäller från och med nu, även efter nästa insamling",
        en: "{id}: the correction of {field} holds from now on, also after the next crawl",
    }
    not_an_assignment(text: &str) {
        sv: "`{text}` är ingen rättelse; skriv fält=värde, till exempel plats=Malmö",
        en: "`{text}` is no correction; write field=value, for example place=Malmö",
    }
    unknown_field(word: &str, known: &str) {
        sv: "det finns inget fält `{word}` att rätta; de som finns: {known}",
        en: "there is no field `{word}` to correct; there are: {known}",
    }
    wrong_value(field: &str, value: &str, wanted: &str) {
        sv: "`{value}` duger inte som {field}; skriv {wanted}",
        en: "`{value}` will not do as {field}; write {wanted}",
    }
    several_places(value: &str, places: &str) {
        sv: "`{value}` kan vara flera platser; skriv en av {places}",
        en: "`{value}` may be several places; write one of {places}",
    }
    wants_day() { sv: "en dag, till exempel 2026-03-15", en: "a day, for example 2026-03-15" }
    wants_amount() {
        sv: "ett belopp, till exempel ”2,5 mkr” eller ”300 000 EUR”",
        en: "an amount, for example “2.5 MSEK” or “300,000 EUR”",
    }
    wants_place() {
        sv: "en kommun, stad, region eller ett land", en: "a municipality, city, region or country",
    }
    wants_language() { sv: "en språkkod, till exempel sv", en: "a language code, for example sv" }
    wants_document() {
        sv: "id för ett dokument, eller `-` för ingen", en: "the id of a document, or `-` for none",
    }
    wants_one_of(words: &str) { sv: "ett av {words}", en: "one of {words}" }
    corrections_broken(file: &str) {
        sv: "`{file}` går inte att läsa; rätta den för hand först",
        en: "`{file}` cannot be read; mend it by hand first",
    }
}

/// Why documents are taken for the same, by the word that is kept.
pub fn reason(locale: Locale, word: &str) -> &'static str {
    let (sv, en) = match word {
        "address" => ("samma adress", "one address"),
        "title" => ("samma rubrik och liknande text", "one headline over texts that agree"),
        "text" => ("samma text", "one text"),
        "terms" => ("samma ovanliga ord inom två veckor", "the same rare words within two weeks"),
        "correction" => ("rättat för hand", "corrected by hand"),
        _ => ("", ""),
    };
    locale.choose(sv, en)
}
