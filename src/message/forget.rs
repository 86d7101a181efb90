//! What is said about forgetting.

use super::Locale;

messages! {
    one_word(text: &str) {
        sv: "`{text}` är varken ett dokument, en adress eller ett namn; ett ensamt ord är för tvetydigt. Skriv hela namnet inom citattecken: \"Anna Svensson\"",
        en: "`{text}` is neither a document, nor an address, nor a name; a single word is too ambiguous. Write the whole name within quotation marks: \"Anna Svensson\"",
    }
    many_words() {
        sv: "ett namn har högst sex ord; ange dokumentets id eller adress, en e-postadress eller ett namn",
        en: "a name has six words at most; give a document's id or address, a mail address or a name",
    }
    no_address(text: &str) {
        sv: "`{text}` är ingen adress; skriv https://… eller namn@exempel.se",
        en: "`{text}` is no address; write https://… or name@example.org",
    }
    nothing() {
        sv: "det finns inget att glömma i en tom text; ange dokumentets id eller adress, en e-postadress eller ett namn",
        en: "there is nothing to forget in an empty text; give a document's id or address, a mail address or a name",
    }
    /// Before the documents that go.
    removed(count: &str) { sv: "Tas bort: {count}", en: "Removed: {count}" }
    /// Before the documents that stay without a name.
    redacted(count: &str) {
        sv: "Behålls utan uppgiften, som ersätts med [borttaget]: {count}",
        en: "Kept without it ([borttaget] stands in its place): {count}",
    }
    one_document() { sv: "1 dokument", en: "1 document" }
    documents(count: usize) { sv: "{count} dokument", en: "{count} documents" }
    one_revision() { sv: "1 tidigare version", en: "1 earlier version" }
    revisions(count: u64) { sv: "{count} tidigare versioner", en: "{count} earlier versions" }
    nothing_kept() {
        sv: "Inget av det finns sparat; det hålls borta från och med nu.",
        en: "Nothing of it is kept; it stays away from now on.",
    }
    nothing_would_go() {
        sv: "Inget av det finns sparat; utan `--dry-run` hålls det borta från och med nu.",
        en: "Nothing of it is kept; without `--dry-run` it stays away from now on.",
    }
    dry_run() {
        sv: "Inget har ändrats; kör utan `--dry-run` för att glömma.",
        en: "Nothing has changed; run it without `--dry-run` to forget.",
    }
    confirm() {
        sv: "Det går inte att ångra. Skriv ja för att fortsätta: ",
        en: "This cannot be undone. Write yes to go on: ",
    }
    not_confirmed() { sv: "Inget har ändrats.", en: "Nothing has changed." }
    needs_yes() {
        sv: "utan terminal går det inte att fråga; se efter med `--dry-run` och kör sedan med `--yes`",
        en: "without a terminal there is nobody to ask; look with `--dry-run`, then run it with `--yes`",
    }
    done(numbers: &str, seconds: &str) {
        sv: "Glömt (nr {numbers} på listan, {seconds} s): borta ur databas och sökindex, och kommer inte in igen.",
        en: "Forgotten (no. {numbers} on the list, {seconds} s): gone from database and search index, and kept out.",
    }
    elsewhere() {
        sv: "Det finns kvar i säkerhetskopior, exporter, loggar och utskick som gjordes tidigare. Radera dem, eller låt dem gallras; när en säkerhetskopia återläses gäller listan.",
        en: "Backups, exports, logs and letters made earlier still hold it. Delete them or let them expire; when a backup is restored, the list holds.",
    }
    copy_beside(file: &str) {
        sv: "`{file}` lades undan vid en återläsning och är som den var; radera den",
        en: "`{file}` was put aside by a restore and is as it was; delete it",
    }
    log_is_held() {
        sv: "ett annat program läser databasen hela tiden, så spår kan finnas kvar i dess logg (utkik.db-wal); kör samma kommando igen när det är klart",
        en: "another program reads the database all the time, so its log (utkik.db-wal) may still hold traces; run the same command again when it is done",
    }
    list_is_empty() { sv: "Listan är tom.", en: "The list is empty." }
    number() { sv: "Nr", en: "No." }
    day() { sv: "Dag", en: "Day" }
    kind() { sv: "Slag", en: "Kind" }
    concerned() { sv: "Dokument", en: "Documents" }
    reason() { sv: "Skäl", en: "Reason" }
    kind_document() { sv: "dokument", en: "document" }
    kind_address() { sv: "webbadress", en: "web address" }
    kind_name() { sv: "namn", en: "name" }
    kind_mail() { sv: "e-postadress", en: "mail address" }
    undone(number: i64) {
        sv: "Nr {number} är struket från listan. Inget kommer tillbaka av det, men det kan samlas in igen.",
        en: "No. {number} is off the list. That brings nothing back, but it may be collected again.",
    }
    no_such_number(number: i64) {
        sv: "det finns inget nr {number} på listan; se `utkik forget --list`",
        en: "there is no no. {number} on the list; see `utkik forget --list`",
    }
    /// Where somebody asks for a document.
    was_forgotten(day: &str) {
        sv: "dokumentet är borttaget enligt begäran {day}",
        en: "the document was removed on request on {day}",
    }
    /// After an import.
    kept_away(count: usize) {
        sv: "{count} dokument hölls borta, eftersom de är borttagna enligt begäran (`utkik forget --list`)",
        en: "{count} documents were kept away, because they were removed on request (`utkik forget --list`)",
    }
}

/// The kind of an entry, for people.
pub fn kind_name_of(locale: Locale, kind: &str) -> String {
    match kind {
        "document" => kind_document(locale),
        "address" => kind_address(locale),
        "name" => kind_name(locale),
        "mail" => kind_mail(locale),
        other => other.to_owned(),
    }
}
