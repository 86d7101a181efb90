//! What is said about finding sources, adding them, and lists of feeds.

use super::Locale;
use crate::model::SourceKind;

messages! {
    /// Heading: the page that was looked at.
    looked_at(url: &str) { sv: "Det här går att bevaka på {url}", en: "What can be watched at {url}" }
    nothing_found(url: &str) {
        sv: "På {url} hittades inget som går att bevaka: inget flöde, ingen lista, ingen webbkarta. \
             Prova sidan där nyheterna eller projekten räknas upp.",
        en: "Nothing was found at {url} that can be watched: no feed, no list, no sitemap. Try the \
             page where its news or projects are listed.",
    }
    entries(count: usize) { sv: "{count} poster", en: "{count} entries" }
    one_entry() { sv: "1 post", en: "1 entry" }
    addresses(count: usize) { sv: "{count} adresser", en: "{count} addresses" }
    one_map() { sv: "pekar ut 1 webbkarta", en: "names 1 sitemap" }
    maps(count: usize) { sv: "pekar ut {count} webbkartor", en: "names {count} sitemaps" }
    no_entries() { sv: "inga poster just nu", en: "no entries at the moment" }
    with_dates() { sv: "datum", en: "dates" }
    with_leads() { sv: "ingress", en: "leads" }
    has(what: &str) { sv: "med {what}", en: "with {what}" }
    lacks(what: &str) { sv: "utan {what}", en: "without {what}" }
    and(one: &str, other: &str) { sv: "{one} och {other}", en: "{one} and {other}" }
    pages_read(pages: u16) {
        sv: "läser upp till {pages} sidor", en: "reads up to {pages} pages",
    }
    only_addresses(parts: &str) {
        sv: "bara adresser med {parts}", en: "only addresses with {parts}",
    }
    already(id: &str, line: usize) {
        sv: "finns redan i källförteckningen: {id}, rad {line}",
        en: "stands in the source list already: {id}, line {line}",
    }
    dead() {
        sv: "Sidan pekar också ut detta, som inte går att läsa:",
        en: "The page also names these, which cannot be read:",
    }
    how_to_add(number: usize, command: &str) {
        sv: "Lägg till nummer {number}:  {command}", en: "Add number {number}:  {command}",
    }
    /// For a home page without a feed.
    try_another_page() {
        sv: "Finns det en sida som räknar upp fler nyheter eller projekt? Prova den också.",
        en: "Is there a page that lists more news or projects? Try that one, too.",
    }
    how_to_pick() {
        sv: "En annan:  --pick N    Visa först vad som skrivs:  --dry-run",
        en: "Another one:  --pick N    Show first what is written:  --dry-run",
    }
    /// Comment above a new source.
    found_on(day: &str, page: &str, how: &str) {
        sv: "Hittad {day} på {page}: {how}.", en: "Found {day} at {page}: {how}.",
    }
    imported_on(day: &str, file: &str) {
        sv: "Ur {file}, {day}.", en: "From {file}, {day}.",
    }
    imported_from_folder(day: &str, file: &str, folder: &str) {
        sv: "Ur {file}, {day}; mapp: {folder}.", en: "From {file}, {day}; folder: {folder}.",
    }
    /// Before the entry that will be written.
    would_write(file: &str) { sv: "Sist i {file}:", en: "At the end of {file}:" }
    confirm_add() { sv: "Lägga till? Skriv ja: ", en: "Add it? Write yes: " }
    not_added() { sv: "Inget har skrivits.", en: "Nothing was written." }
    needs_yes() {
        sv: "utan terminal skrivs inget av sig självt; lägg till `--yes`, eller `--dry-run` för att bara titta",
        en: "without a terminal nothing is written by itself; add `--yes`, or `--dry-run` to only look",
    }
    added(id: &str, file: &str) {
        sv: "{id} är tillagd i {file}.\nTitta först:  utkik sources test {id}\nHämta:        utkik crawl --source {id}",
        en: "{id} was added to {file}.\nLook first:  utkik sources test {id}\nFetch:       utkik crawl --source {id}",
    }
    no_such_number(number: usize, most: usize) {
        sv: "det finns inget nummer {number}; välj 1 till {most}, se `utkik sources discover`",
        en: "there is no number {number}; choose 1 to {most}, see `utkik sources discover`",
    }
    known_address(id: &str, file: &str, line: usize) {
        sv: "adressen finns redan i {file}, rad {line}, som `{id}`; inget har skrivits",
        en: "the address stands in {file} already, line {line}, as `{id}`; nothing was written",
    }
    taken_id(id: &str, file: &str, line: usize) {
        sv: "id `{id}` är redan taget i {file}, rad {line}; välj ett annat med `--id`",
        en: "id `{id}` is already taken in {file}, line {line}; choose another with `--id`",
    }
    /// What `sources import` says.
    imported(taken: usize, skipped: usize) {
        sv: "Tillagda: {taken}, överhoppade: {skipped}", en: "Added: {taken}, passed over: {skipped}",
    }
    would_import(taken: usize, skipped: usize) {
        sv: "Skulle läggas till: {taken}, överhoppade: {skipped}. Inget har skrivits.",
        en: "Would be added: {taken}, passed over: {skipped}. Nothing was written.",
    }
    skipped_known(name: &str, id: &str) {
        sv: "{name}: finns redan som `{id}`", en: "{name}: is there already as `{id}`",
    }
    skipped_address(name: &str) {
        sv: "{name}: har ingen adress som går att hämta", en: "{name}: has no address that can be fetched",
    }
    cut_list(most: usize) {
        sv: "listan är längre; bara de första {most} flödena lästes",
        en: "the list is longer; only its first {most} feeds were read",
    }
    /// What `sources export` says.
    exported(feeds: usize, file: &str) {
        sv: "{feeds} flöden skrivna till {file}", en: "{feeds} feeds written to {file}",
    }
    not_feeds(count: usize) {
        sv: "{count} påslagna källor är inga flöden och ryms inte i OPML",
        en: "{count} enabled sources are no feeds and have no place in OPML",
    }
}

/// What something is and how it was found, such as `Flöde som sidan pekar ut`; `how` is the word
/// that programs read.
pub fn what(locale: Locale, kind: SourceKind, how: &str) -> &'static str {
    let (sv, en) = match (kind, how) {
        (SourceKind::Feed, "itself") => ("flöde på själva adressen", "feed at the address itself"),
        (SourceKind::Feed, "alternate") => ("flöde som sidan pekar ut", "feed that the page names"),
        (SourceKind::Feed, "linked") => {
            ("flöde som sidan länkar till", "feed that the page links to")
        }
        (SourceKind::Feed, _) => (
            "flöde på en vanlig adress, som sidan inte nämner",
            "feed at a usual address that the page does not mention",
        ),
        (SourceKind::Register, "interface") => (
            "innehåll ur webbplatsens WordPress (wp-json)",
            "content from the WordPress of the site (wp-json)",
        ),
        (SourceKind::Register, "itself") => {
            ("register på själva adressen", "register at the address itself")
        }
        (SourceKind::Register, _) => (
            "uppgifter för program i sidan (schema.org)",
            "records for programs in the page (schema.org)",
        ),
        (SourceKind::Listing, "linked") => {
            ("lista på en sida som länkas", "list on a page that is linked")
        }
        (SourceKind::Listing, _) => ("lista på sidan", "list on the page"),
        (SourceKind::Sitemap, "itself") => {
            ("webbkarta på själva adressen", "sitemap at the address itself")
        }
        (SourceKind::Sitemap, _) => ("webbkarta", "sitemap"),
        (SourceKind::Mail, _) => ("nyhetsbrev", "newsletter"),
        (SourceKind::Hand, _) => ("för hand", "by hand"),
    };
    locale.choose(sv, en)
}
