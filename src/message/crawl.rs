//! What a crawl says.

use super::Locale;

messages! {
    due(sources: usize) { sv: "{sources} källor står på tur", en: "{sources} sources are due" }
    indexing() { sv: "indexerar", en: "indexing" }
    /// One line for cron.
    summary(checked: &str, new: usize, revised: usize, failed: usize) {
        sv: "{checked}, {new} nya och {revised} ändrade dokument, {failed} fel",
        en: "{checked}, {new} new and {revised} changed documents, {failed} failed",
    }
    one_checked() { sv: "1 källa kontrollerad", en: "1 source checked" }
    many_checked(sources: usize) {
        sv: "{sources} källor kontrollerade", en: "{sources} sources checked",
    }
    one_page_waits() {
        sv: "1 sida väntar till nästa insamling", en: "1 page waits for the next crawl",
    }
    many_pages_wait(pages: u64) {
        sv: "{pages} sidor väntar till nästa insamling", en: "{pages} pages wait for the next crawl",
    }
    failed(source: &str, message: &str, next: &str) {
        sv: "{source}: {message}; nästa försök {next}",
        en: "{source}: {message}; next try {next}",
    }
    /// What happened, and the details of it.
    cause(what: &str, detail: &str) { sv: "{what} ({detail})", en: "{what} ({detail})" }
    /// Behind the source: what has become of it.
    turned(source: &str, sentence: &str) { sv: "{source}: {sentence}", en: "{source}: {sentence}" }
    look() { sv: "se `utkik sources --failing`", en: "see `utkik sources --failing`" }
    source_done(source: &str, new: usize, revised: usize) {
        sv: "{source}: {new} nya, {revised} ändrade", en: "{source}: {new} new, {revised} changed",
    }
    source_unchanged(source: &str) { sv: "{source}: oförändrad", en: "{source}: unchanged" }
    source_empty(source: &str) {
        sv: "{source}: giltigt flöde utan poster", en: "{source}: a valid feed without entries",
    }
    would_fetch(source: &str, url: &str) {
        sv: "{source}: skulle hämta {url}", en: "{source}: would fetch {url}",
    }
}

/// "1 källa kontrollerad", "14 källor kontrollerade".
pub fn checked(locale: Locale, sources: usize) -> String {
    if sources == 1 { one_checked(locale) } else { many_checked(locale, sources) }
}

/// "1 sida väntar till nästa insamling", "7 sidor väntar till nästa insamling".
pub fn pages_wait(locale: Locale, pages: u64) -> String {
    if pages == 1 { one_page_waits(locale) } else { many_pages_wait(locale, pages) }
}
