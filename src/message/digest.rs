//! What `digest`, `subscriptions` and `searches` say on the command line.

messages! {
    nothing_set_up() {
        sv: "utkik.toml säger inte hur brev lämnar huset; skriv `from` och `server` (eller `directory`) \
             under `[mail]`, eller en `[[webhook]]`",
        en: "utkik.toml does not say how letters leave the house; write `from` and `server` (or \
             `directory`) under `[mail]`, or a `[[webhook]]`",
    }
    no_base_url() {
        sv: "länkarna i breven skulle inte leda någonstans; skriv `base_url` under `[web]` i utkik.toml, \
             till exempel `https://utkik.ekvik.se`",
        en: "the links in letters would lead nowhere; write `base_url` under `[web]` in utkik.toml, \
             such as `https://utkik.ekvik.se`",
    }
    broken_search(name: &str) {
        sv: "bevakningen {name} går inte att läsa; inga brev skickas för den förrän frågan är rättad",
        en: "the saved search {name} cannot be read; no letters go out for it until its query is mended",
    }
    no_search(name: &str) {
        sv: "det finns ingen bevakning `{name}`; `utkik searches` visar vilka som finns",
        en: "there is no saved search `{name}`; `utkik searches` shows which there are",
    }
    shows_newest() {
        sv: "inget nytt på en vecka; här visas de nyaste träffarna, så som ett brev skulle se ut",
        en: "nothing new for a week; these are the newest hits, as a letter would show them",
    }
    shows_nothing() {
        sv: "bevakningen hittar ingenting; inget brev skulle skickas",
        en: "the saved search finds nothing; no letter would go out",
    }
    waits(count: u64) {
        sv: "{count} brev väntar i utkorgen och skickas vid nästa körning",
        en: "{count} letters wait in the outbox, and go out at the next run",
    }
    news(count: u64) { sv: "{count} nyheter", en: "{count} news" }
    queued(count: u64) { sv: "{count} brev skrivna", en: "{count} letters made" }
    sent(count: u64) { sv: "{count} skickade", en: "{count} sent" }
    later(count: u64) { sv: "{count} försöks senare", en: "{count} to be tried later" }
    refused(count: u64) { sv: "{count} avvisade", en: "{count} refused" }
    came_back(count: u64) { sv: "{count} kom i retur", en: "{count} came back" }
    would_send(due: u64, waiting: u64) {
        sv: "{due} prenumerationer står på tur, {waiting} brev väntar i utkorgen",
        en: "{due} subscriptions are due, {waiting} letters wait in the outbox",
    }
    /// Headings.
    column_search() { sv: "bevakning", en: "saved search" }
    column_name() { sv: "namn", en: "name" }
    column_title() { sv: "rubrik", en: "title" }
    column_query() { sv: "sökning", en: "query" }
    column_confirmed() { sv: "bekräftade", en: "confirmed" }
    column_pending() { sv: "obekräftade", en: "pending" }
    column_paused() { sv: "pausade", en: "paused" }
    column_address() { sv: "adress", en: "address" }
    column_state() { sv: "läge", en: "state" }
    column_cadence() { sv: "hur ofta", en: "how often" }
    column_next() { sv: "nästa brev", en: "next letter" }
    column_note() { sv: "anmärkning", en: "note" }
    state_pending() { sv: "väntar på bekräftelse", en: "waits for confirmation" }
    state_confirmed() { sv: "bekräftad", en: "confirmed" }
    state_paused() { sv: "pausad", en: "paused" }
    state_ended() { sv: "avslutad", en: "ended" }
    suspended() {
        sv: "vilar: mottagarens server har avvisat breven",
        en: "rests: the server of the address has refused letters",
    }
    private() { sv: "privat", en: "private" }
    of_the_list() { sv: "i sources.toml", en: "in sources.toml" }
    no_searches() {
        sv: "Inga bevakningar med namn ännu. Spara en: `utkik searches add nattillsyn \"digital nattillsyn\"`.",
        en: "No saved searches with names yet. Keep one: `utkik searches add nattillsyn \"digital nattillsyn\"`.",
    }
    search_kept(name: &str) { sv: "bevakningen `{name}` är sparad", en: "the saved search `{name}` is kept" }
    search_removed(name: &str) {
        sv: "bevakningen `{name}` är borttagen", en: "the saved search `{name}` is removed",
    }
    search_of_the_list(name: &str) {
        sv: "`{name}` står i sources.toml, eller finns inte; ändra den där",
        en: "`{name}` stands in sources.toml, or is not there; change it there",
    }
    network_letter() { sv: "Nätverksbrevet", en: "The network letter" }
    nobody() {
        sv: "det finns ingen prenumerant med den adressen",
        en: "there is no subscriber with that address",
    }
    no_subscriptions() { sv: "Inga prenumerationer ännu.", en: "No subscriptions yet." }
    invited(count: u64, skipped: u64) {
        sv: "{count} inbjudna; {skipped} hade redan prenumerationen eller en obesvarad inbjudan",
        en: "{count} invited; {skipped} have the subscription already, or an invitation that waits",
    }
    not_an_address(line: usize, why: &str) { sv: "rad {line}: {why}", en: "line {line}: {why}" }
    none_invited() {
        sv: "ingen är inbjuden: rätta raderna och kör igen",
        en: "nobody is invited: mend the lines and run this again",
    }
    paused(count: u64) { sv: "{count} prenumerationer vilar", en: "{count} subscriptions rest" }
    erased() {
        sv: "allt om adressen är borttaget, utom i säkerhetskopior; de finns kvar så länge ni behåller dem",
        en: "all about the address is removed, except in backups; they are there as long as you keep them",
    }
    consents() { sv: "Samtyckeslogg", en: "Log of consent" }
}
