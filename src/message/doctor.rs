//! What `utkik doctor` says.

use super::Locale;

messages! {
    ok() { sv: "bra", en: "ok" }
    warning() { sv: "varning", en: "warning" }
    error() { sv: "fel", en: "error" }

    database(documents: u64) {
        sv: "databasen är hel: {documents} dokument", en: "the database is sound: {documents} documents",
    }
    index(documents: u64) {
        sv: "sökindexet är helt och stämmer med databasen: {documents} dokument",
        en: "the search index is sound and agrees with the database: {documents} documents",
    }

    owner(path: &str, owner: u32, own: u32) {
        sv: "`{path}` ägs av användare {owner} och kontrollen körs som användare {own}; kör som ägaren, till exempel med `sudo -u utkik`, så att ingen fil byter ägare",
        en: "`{path}` belongs to user {owner} and the check runs as user {own}; run as the owner, for example with `sudo -u utkik`, so that no file changes hands",
    }
    open_to_all(path: &str) {
        sv: "alla på datorn kommer åt `{path}`; kör `chmod o= {path}`",
        en: "everybody on this machine can get at `{path}`; run `chmod o= {path}`",
    }
    written_by_all(path: &str) {
        sv: "alla på datorn kan ändra `{path}`; kör `chmod o-w {path}`",
        en: "everybody on this machine can change `{path}`; run `chmod o-w {path}`",
    }
    private() {
        sv: "bara ägaren och de som ägaren släpper in kommer åt filerna",
        en: "the files are for their owner and those let in",
    }

    room(free: &str, total: &str, path: &str) {
        sv: "{free} av {total} ledigt på disken för `{path}`",
        en: "{free} of {total} free on the disk of `{path}`",
    }
    little_room(free: &str, total: &str, path: &str) {
        sv: "bara {free} av {total} ledigt på disken för `{path}`; gör plats innan den är full",
        en: "only {free} of {total} free on the disk of `{path}`; make room before it is full",
    }
    no_room(free: &str, path: &str) {
        sv: "disken för `{path}` är full: {free} ledigt; gör plats, tills dess sparas inget nytt",
        en: "the disk of `{path}` is full: {free} free; make room, until then nothing new is kept",
    }
    room_unknown(path: &str, why: &str) {
        sv: "hur mycket som är ledigt på disken för `{path}` gick inte att ta reda på ({why}); se efter med `df`",
        en: "how much is free on the disk of `{path}` could not be learnt ({why}); look with `df`",
    }

    sources(all: usize, enabled: usize) {
        sv: "källförteckningen går att läsa; källor: {all}, påslagna: {enabled}",
        en: "the source list can be read: {all} sources, {enabled} enabled",
    }
    nothing_enabled() {
        sv: "ingen källa är påslagen; skriv `enabled = true` för dem som ska bevakas i `sources.toml`",
        en: "no source is enabled; write `enabled = true` for those to be watched in `sources.toml`",
    }
    no_contact() {
        sv: "`[network] contact` saknas i `sources.toml`; skriv en e-postadress eller en sida där, innan dess besöks inga offentliga webbplatser",
        en: "`[network] contact` is missing in `sources.toml`; write a mail address or a page there, until then no public site is visited",
    }
    failing(failing: usize, enabled: usize) {
        sv: "{failing} av {enabled} påslagna källor går inte att hämta; se `utkik sources --failing`",
        en: "{failing} of {enabled} enabled sources cannot be fetched; see `utkik sources --failing`",
    }
    overdue(sources: usize) {
        sv: "källor som har väntat mer än ett dygn på sin kontroll: {sources}; se efter att cron eller `utkik-crawl.timer` går",
        en: "sources that have waited for their check for more than a day: {sources}; see whether cron or `utkik-crawl.timer` is running",
    }
    fetched() {
        sv: "alla påslagna källor kontrolleras i tid", en: "all enabled sources are checked in time",
    }

    proxy(address: &str) { sv: "proxyn `{address}` svarar", en: "the proxy `{address}` answers" }
    proxy_silent(address: &str, why: &str) {
        sv: "proxyn `{address}` svarar inte ({why}); se `[fetch] proxy` i `utkik.toml`, eller fråga den som sköter nätet",
        en: "the proxy `{address}` does not answer ({why}); see `[fetch] proxy` in `utkik.toml`, or ask who runs the network",
    }
    ca_file(path: &str) {
        sv: "certifikaten i `{path}` går att läsa", en: "the certificates in `{path}` can be read",
    }
    ca_file_unreadable(path: &str, why: &str) {
        sv: "certifikaten i `{path}` går inte att läsa ({why}); se `[fetch] ca_file` i `utkik.toml` och filens rättigheter",
        en: "the certificates in `{path}` cannot be read ({why}); see `[fetch] ca_file` in `utkik.toml` and the rights of the file",
    }
    no_certificate() { sv: "inget PEM-certifikat i filen", en: "no PEM certificate in it" }
    too_slow() { sv: "inget svar på fem sekunder", en: "no answer in five seconds" }
    no_mail() {
        sv: "inga brev skickas härifrån; för att skicka dem, skriv `from` och `server` under `[mail]` i utkik.toml",
        en: "no letters are sent from here; to send them, write `from` and `server` under `[mail]` in utkik.toml",
    }
    mail_from(from: &str) { sv: "brev skickas från {from}", en: "letters come from {from}" }
    broken_search(name: &str, query: &str, why: &str) {
        sv: "bevakningen {name} går inte att läsa (`{query}`): {why}; rätta frågan, till dess får ingen brev om den",
        en: "the saved search {name} cannot be read (`{query}`): {why}; mend the query, until then nobody gets letters about it",
    }
    letters_wait(count: u64) {
        sv: "{count} brev väntar på att skickas", en: "{count} letters wait to be sent",
    }
    letters_wait_long(count: u64) {
        sv: "{count} brev väntar, det äldsta sedan mer än ett dygn; kör `utkik digest send` och se vad den säger",
        en: "{count} letters wait, the oldest for more than a day; run `utkik digest send` and see what it says",
    }
    addresses_rest(count: usize) {
        sv: "{count} adresser vilar, eftersom deras servrar har avvisat breven; se `utkik subscriptions list --addresses`",
        en: "{count} addresses rest because their servers have refused letters; see `utkik subscriptions list --addresses`",
    }
    mail_server() {
        sv: "e-postservern svarar och släpper in oss", en: "the mail server answers and lets us in",
    }
    mail_folder(folder: &str) {
        sv: "breven blir filer i {folder}; ingen e-postserver används",
        en: "letters become files in {folder}; no mail server is used",
    }
    letter_headers() {
        sv: "breven har de rader i huvudet som mottagarnas servrar väntar sig",
        en: "letters have the headers that servers of receivers expect",
    }
    letter_lacks(names: &str) {
        sv: "breven saknar {names}; mottagare kan ta dem för skräppost",
        en: "letters lack {names}; receivers may take them for spam",
    }
    dkim(name: &str) {
        sv: "breven signeras (DKIM); den öppna nyckeln ska stå i DNS under {name}",
        en: "letters are signed (DKIM); the public key should stand in DNS under {name}",
    }
    no_dkim() {
        sv: "breven signeras inte här (DKIM); e-postservern brukar göra det",
        en: "letters are not signed here (DKIM); the mail server usually does that",
    }
    dkim_elsewhere(from: &str, domain: &str) {
        sv: "breven kommer från {from} men signeras för {domain}; mottagare (DMARC) vill ha samma domän",
        en: "letters come from {from} but are signed for {domain}; receivers (DMARC) want the same domain",
    }
    from_domain(from: &str) {
        sv: "avsändarens domän {from} är den som länkarna leder till",
        en: "the domain of the sender, {from}, is the one that links lead to",
    }
    links_elsewhere(from: &str, host: &str) {
        sv: "breven kommer från {from} men länkarna leder till {host}; en del mottagare misstror det",
        en: "letters come from {from} but their links lead to {host}; some receivers distrust that",
    }
    not_https(address: &str) {
        sv: "`[web] base_url` är {address}; avsluta med ett klick (RFC 8058) kräver https",
        en: "`[web] base_url` is {address}; ending with one click (RFC 8058) wants https",
    }
    way_back(address: &str) {
        sv: "länkarna i breven leder till {address}, som svarar",
        en: "the links in letters lead to {address}, which answers",
    }
    no_way_back(address: &str, why: &str) {
        sv: "länkarna i breven leder till {address}, som inte nås härifrån: {why}",
        en: "the links in letters lead to {address}, which cannot be reached from here: {why}",
    }

    clock(now: &str) {
        sv: "klockan är {now} i Stockholm", en: "it is {now} in Stockholm",
    }
    clock_behind(now: &str) {
        sv: "klockan står på {now}, innan detta program fanns; ställ den, till exempel med `timedatectl set-ntp true`",
        en: "the clock says {now}, before this program was made; set it, for example with `timedatectl set-ntp true`",
    }
    clock_jumped(now: &str, check: &str) {
        sv: "klockan står på {now} men något kontrollerades {check}; en av dem är fel, ställ klockan",
        en: "the clock says {now} but something was checked at {check}; one of them is wrong, set the clock",
    }

    nobody_at_work() { sv: "ingen arbetar just nu", en: "nobody is at work" }
    at_work(holder: &str) { sv: "just nu arbetar {holder}", en: "at work now: {holder}" }
    long_at_work(holder: &str, hours: u64) {
        sv: "{holder} har arbetat i mer än {hours} timmar; en insamling brukar vara klar inom en timme, stoppa den med `kill` om den har hängt sig",
        en: "{holder} has been at work for more than {hours} hours; a crawl is usually done within one, stop it with `kill` if it hangs",
    }
    lock_unknown(why: &str) {
        sv: "om någon arbetar just nu gick inte att ta reda på ({why})",
        en: "whether somebody is at work could not be learnt ({why})",
    }
}

/// "12,3 GB", "480 MB": as people read sizes, in powers of ten.
pub fn size(locale: Locale, bytes: u64) -> String {
    const MEGA: u64 = 1_000_000;
    if bytes < 1_000 * MEGA {
        return format!("{} MB", bytes / MEGA);
    }
    let tenths = bytes / (100 * MEGA);
    let mark = match locale {
        Locale::Sv => ',',
        Locale::En => '.',
    };
    format!("{}{mark}{} GB", tenths / 10, tenths % 10)
}
