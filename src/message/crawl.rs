//! What a crawl says.

messages! {
    due(sources: usize) { sv: "{sources} källor står på tur", en: "{sources} sources are due" }
    indexing() { sv: "indexerar", en: "indexing" }
    /// One line for cron.
    summary(checked: usize, new: usize, revised: usize, failed: usize, seconds: &str) {
        sv: "{checked} källor kontrollerade, {new} nya och {revised} ändrade dokument, {failed} fel, {seconds} s",
        en: "{checked} sources checked, {new} new and {revised} changed documents, {failed} failed, {seconds} s",
    }
    pages_wait(pages: u64) {
        sv: "{pages} sidor väntar till nästa insamling", en: "{pages} pages wait for the next crawl",
    }
    failed(source: &str, message: &str, next: &str) {
        sv: "{source}: {message}; nästa försök {next}",
        en: "{source}: {message}; next try {next}",
    }
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
