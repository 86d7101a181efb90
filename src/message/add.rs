//! What `utkik add` says.

messages! {
    /// Introduces what a colleague wrote about a tip.
    comment() { sv: "Kommentar", en: "Comment" }
    added(title: &str, id: &str) {
        sv: "tillagt: {title}\n{id} – visa med `utkik show {id}`",
        en: "added: {title}\n{id} – show it with `utkik show {id}`",
    }
    updated(title: &str, id: &str) {
        sv: "fanns redan bland tipsen och är uppdaterat: {title}\n{id} – visa med `utkik show {id}`",
        en: "was among the tips already and is brought up to date: {title}\n{id} – show it with `utkik show {id}`",
    }
    unchanged(title: &str, id: &str) {
        sv: "fanns redan bland tipsen, oförändrat: {title}\n{id} – visa med `utkik show {id}`",
        en: "was among the tips already, unchanged: {title}\n{id} – show it with `utkik show {id}`",
    }
    known(source: &str, title: &str, id: &str) {
        sv: "finns redan, från källan {source}: {title}\n{id} – visa med `utkik show {id}`",
        en: "is there already, from the source {source}: {title}\n{id} – show it with `utkik show {id}`",
    }
    comment_kept() { sv: "kommentaren är sparad där", en: "the comment is kept with it" }
    save_it_yourself() {
        sv: "öppna sidan i webbläsaren, spara den (eller skriv ut den som PDF) och lägg till filen: `utkik add FIL --comment \"…\"`",
        en: "open the page in a browser, save it (or print it as PDF) and add the file: `utkik add FILE --comment \"…\"`",
    }
    no_such_file(name: &str) {
        sv: "det finns ingen fil `{name}`; en adress skrivs med https:// först",
        en: "there is no file `{name}`; an address begins with https://",
    }
    too_large(name: &str, megabytes: usize) {
        sv: "`{name}` är större än {megabytes} MB", en: "`{name}` is larger than {megabytes} MB",
    }
}
