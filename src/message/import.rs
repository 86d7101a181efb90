//! What `utkik import` says.

use super::Locale;
use crate::model::Skipped;

messages! {
    /// Where all was lines of JSON.
    lines(read: usize, new: usize, changed: usize, unchanged: usize) {
        sv: "{read} rader: {new} nya, {changed} ändrade, {unchanged} oförändrade dokument",
        en: "{read} lines: {new} new, {changed} changed, {unchanged} unchanged documents",
    }
    /// Records of archives and saved files.
    summary(read: usize, new: usize, changed: usize, unchanged: usize) {
        sv: "{read} lästa: {new} nya, {changed} ändrade, {unchanged} oförändrade dokument",
        en: "{read} read: {new} new, {changed} changed, {unchanged} unchanged documents",
    }
    line_problem(line: usize, problem: &str) { sv: "rad {line}: {problem}", en: "line {line}: {problem}" }
    record_problem(offset: u64, problem: &str) {
        sv: "posten vid byte {offset}: {problem}", en: "record at byte {offset}: {problem}",
    }
    no_source(id: &str) {
        sv: "det finns ingen källa `{id}` i `sources.toml`; se `utkik sources`",
        en: "there is no source `{id}` in `sources.toml`; see `utkik sources`",
    }
    skipped_line(count: usize, why: &str) { sv: "  {count} överhoppade: {why}", en: "  {count} passed over: {why}" }
}

/// "12 överhoppade: bild, skript eller annat utan text".
pub fn skipped(locale: Locale, why: Skipped, count: usize) -> String {
    let (sv, en) = match why {
        Skipped::Status => ("svaret var ett annat än 200", "the answer was another than 200"),
        Skipped::Redirect => ("ledde bara vidare till en annan adress", "led to another address"),
        Skipped::Repeated => {
            ("samma svar finns redan i arkivet", "the archive holds the same answer already")
        }
        Skipped::NoWebAddress => ("inte från webben", "not from the web"),
        Skipped::NoText => {
            ("bild, skript eller annat utan text", "picture, script, nothing to read")
        }
        Skipped::TooLarge => ("för stor", "too large"),
        Skipped::NoIndex => {
            ("sidan ber att inte bli sökbar (noindex)", "the page asks not to be indexed")
        }
        Skipped::NoArticle => {
            ("sida utan rubrik eller löpande text", "page without a title or running text")
        }
        Skipped::TooOld => ("äldre än källan sparar", "older than its source keeps"),
        Skipped::Private => {
            ("privata brev, inte utskick till många", "private letters, not sent to many")
        }
        Skipped::NotRead => ("en form som inte kan läsas", "a form that cannot be read"),
    };
    skipped_line(locale, count, locale.choose(sv, en))
}
