//! What `digest`, `subscriptions` and `searches` say on the command line.

use super::Locale;

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
    query_unreadable(name: &str, why: &str) {
        sv: "frågan i bevakningen `{name}` går inte att läsa: {why}",
        en: "the query of the saved search `{name}` cannot be read: {why}",
    }
    network_letter_elsewhere() {
        sv: "nätverksbrevet skrivs och visas under Samlingar på analytikernas sidor (`/analyst/baskets`)",
        en: "the network letter is written and shown under Baskets on the pages of analysts (`/analyst/baskets`)",
    }
    shows_newest() {
        sv: "inget nytt på en vecka; här visas de nyaste träffarna, så som ett brev skulle se ut",
        en: "nothing new for a week; these are the newest hits, as a letter would show them",
    }
    shows_nothing() {
        sv: "bevakningen hittar ingenting; inget brev skulle skickas",
        en: "the saved search finds nothing; no letter would go out",
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
        sv: "`{name}` står i sources.toml; ändra den där",
        en: "`{name}` stands in sources.toml; change it there",
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
    erased() {
        sv: "allt om adressen är borttaget, utom i säkerhetskopior; de finns kvar så länge ni behåller dem",
        en: "all about the address is removed, except in backups; they are there as long as you keep them",
    }
    consents() { sv: "Samtyckeslogg", en: "Log of consent" }
}

pub fn waits(locale: Locale, count: u64) -> String {
    let sv = "brev väntar i utkorgen och skickas vid nästa körning";
    let one = "letter waits in the outbox, and goes out at the next run";
    let many = "letters wait in the outbox, and go out at the next run";
    counted(locale, count, (sv, sv), (one, many))
}

pub fn news(locale: Locale, count: u64) -> String {
    counted(locale, count, ("nyhet", "nyheter"), ("new hit", "new hits"))
}

pub fn queued(locale: Locale, count: u64) -> String {
    counted(locale, count, ("brev skrivet", "brev skrivna"), ("letter made", "letters made"))
}

pub fn sent(locale: Locale, count: u64) -> String {
    counted(locale, count, ("skickat", "skickade"), ("sent", "sent"))
}

pub fn later(locale: Locale, count: u64) -> String {
    let (sv, en) = ("försöks senare", "to be tried later");
    counted(locale, count, (sv, sv), (en, en))
}

pub fn refused(locale: Locale, count: u64) -> String {
    counted(locale, count, ("avvisat", "avvisade"), ("refused", "refused"))
}

pub fn came_back(locale: Locale, count: u64) -> String {
    let (sv, en) = ("kom i retur", "came back");
    counted(locale, count, (sv, sv), (en, en))
}

pub fn would_send(locale: Locale, due: u64, waiting: u64) -> String {
    let sv = ("prenumeration står på tur", "prenumerationer står på tur");
    let due = counted(locale, due, sv, ("subscription is due", "subscriptions are due"));
    let sv = "brev väntar i utkorgen";
    let en = ("letter waits in the outbox", "letters wait in the outbox");
    format!("{due}, {}", counted(locale, waiting, (sv, sv), en))
}

pub fn paused(locale: Locale, count: u64) -> String {
    let sv = ("prenumeration vilar", "prenumerationer vilar");
    counted(locale, count, sv, ("subscription rests", "subscriptions rest"))
}

/// What was done about consent, by its code in the log.
pub fn consent(locale: Locale, code: &str) -> &str {
    let swedish = match code {
        "asked" => "begärd",
        "invited" => "inbjuden",
        "confirmed" => "bekräftad",
        "changed" => "ändrad",
        "paused" => "pausad",
        "resumed" => "återupptagen",
        "ended" => "avslutad",
        "suspended" => "vilar efter avvisade brev",
        "erased" => "raderad",
        other => other,
    };
    locale.choose(swedish, code)
}

/// By which way that was done, by its code in the log.
pub fn consent_by(locale: Locale, code: &str) -> &str {
    let swedish = match code {
        "page" => "på webbsidan",
        "letter" => "i e-postprogrammet",
        "command" => "med ett kommando",
        "mail server" => "av e-postservern",
        other => other,
    };
    locale.choose(swedish, code)
}

/// A number with what is counted: for one, and for none or many.
fn counted(locale: Locale, count: u64, sv: (&str, &str), en: (&str, &str)) -> String {
    let (one, many) = if locale == Locale::Sv { sv } else { en };
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_not_many() {
        assert_eq!(
            would_send(Locale::Sv, 1, 1),
            "1 prenumeration står på tur, 1 brev väntar i utkorgen"
        );
        assert_eq!(
            would_send(Locale::En, 0, 2),
            "0 subscriptions are due, 2 letters wait in the outbox"
        );
        assert_eq!(queued(Locale::Sv, 1), "1 brev skrivet");
        assert_eq!(sent(Locale::Sv, 2), "2 skickade");
        assert_eq!(paused(Locale::En, 1), "1 subscription rests");
    }

    #[test]
    fn the_log_of_consent_is_told_in_words() {
        assert_eq!(consent(Locale::Sv, "confirmed"), "bekräftad");
        assert_eq!(consent_by(Locale::Sv, "page"), "på webbsidan");
        assert_eq!(consent_by(Locale::En, "mail server"), "mail server");
    }
}
