//! What went wrong with a source, in words that need no explaining, and what to do about it.
//!
//! A failure has a class, as `model::Failure` names it, and behind a colon what is known more
//! exactly: `status:404`, `parse:login`. Details stay as the program gives them, in English.

use super::Locale;

messages! {
    /// When we come back after a failure.
    try_again(when: &str) { sv: "Vi försöker igen {when}.", en: "We try again {when}." }
    /// When we come back to a site that does not want us.
    ask_again(when: &str) { sv: "Vi frågar igen {when}.", en: "We ask again {when}." }
    /// When somebody is due already.
    at_the_next_crawl() { sv: "vid nästa insamling", en: "at the next crawl" }
    on(day: &str) { sv: "{day}", en: "on {day}" }
    /// Where nothing is, and what there is instead.
    no_records(path: &str, has: &str) {
        sv: "det finns inget på `{path}`; svaret har: {has}",
        en: "nothing at `{path}`; the answer has: {has}",
    }
    /// The list of a page is no longer where its selector says.
    selector_lost(selector: &str) {
        sv: "Det som inte hittas är {selector}.", en: "What is not found is {selector}.",
    }
    selector_found(selectors: &str) {
        sv: "På sidan finns nu en lista som läses med {selectors}. Är det rätt lista: skriv in det \
             under [source.listing] i sources.toml.",
        en: "The page has a list now that is read with {selectors}. If it is the right one, write \
             that under [source.listing] in sources.toml.",
    }
    quarantine_advice(id: &str) {
        sv: "Inget av det har sparats. Titta på svaret med `utkik sources test {id}`; är det rätt \
             källa, släpp in den med `utkik sources accept {id}`.",
        en: "Nothing of it was kept. Look at the answer with `utkik sources test {id}`; if it is the \
             right source, let it in with `utkik sources accept {id}`.",
    }
}

/// What happened, as part of a sentence: lower case, no full stop.
pub fn what(locale: Locale, class: &str) -> &'static str {
    let (sv, en) = match split(class) {
        ("timeout", _) => ("servern svarade inte i tid", "the server did not answer in time"),
        ("network", _) => ("servern gick inte att nå", "the server could not be reached"),
        ("protocol", _) => (
            "servern svarade med något som inte är en webbsida eller ett flöde",
            "the server does not speak as web servers do",
        ),
        ("redirect", _) => (
            "adressen skickar oss runt utan att komma fram",
            "the address sends us round without arriving",
        ),
        ("too_large", _) => ("svaret är för stort", "the answer is too large"),
        ("decode", _) => ("svaret gick inte att packa upp", "the answer could not be unpacked"),
        ("truncated", _) => ("svaret tog slut mitt i", "the answer broke off in the middle"),
        ("policy", "settings") => (
            "inställningarna hos den som sköter Utkik räcker inte för källan",
            "the settings of whoever runs Utkik do not suffice for the source",
        ),
        ("policy", _) => (
            "adressen är inte en som Utkik får besöka",
            "the address is not one that Utkik may visit",
        ),
        ("robots", "unread") => (
            "webbplatsens robots.txt gick inte att läsa, och då hämtar vi inget",
            "the robots.txt of the site could not be read, so that nothing is fetched",
        ),
        ("robots", _) => (
            "webbplatsen vill inte att program läser källan (robots.txt)",
            "the site does not want programs to read the source (robots.txt)",
        ),
        ("rate_limited", _) => {
            ("servern tycker att vi frågar för ofta", "the server finds that we ask too often")
        }
        ("status", detail) => status(detail),
        ("gone", _) => status("410"),
        ("parse", detail) => parse(detail),
        ("not_supported", _) => (
            "den här sortens källa kan den här versionen inte läsa",
            "this version cannot read that kind of source",
        ),
        ("quarantine", _) => (
            "svaret är på ett annat språk än förut och inget i det känns igen, som när någon annan \
             har tagit över adressen",
            "the answer is in another language than before and nothing in it is known, as when \
             somebody else has taken over the address",
        ),
        ("folder", "unnamed") => (
            "inställningarna säger inte i vilken mapp breven ligger",
            "the settings do not say in which folder the letters lie",
        ),
        ("folder", "missing") => {
            ("mappen med breven finns inte", "the folder with the letters is not there")
        }
        ("folder", _) => {
            ("mappen med breven går inte att läsa", "the folder with the letters cannot be read")
        }
        ("store", _) => ("det hämtade gick inte att spara", "what was fetched could not be stored"),
        _ => ("källan gick inte att läsa", "the source could not be read"),
    };
    locale.choose(sv, en)
}

/// What somebody can do about it, as a sentence; empty where waiting is all.
pub fn advice(locale: Locale, class: &str) -> &'static str {
    let (sv, en) = match split(class) {
        ("folder", _) => (
            "Be den som sköter Utkik att titta på `[mail] maildirs` i utkik.toml och på mappens rättigheter.",
            "Ask whoever runs Utkik to look at `[mail] maildirs` of utkik.toml and at the rights of the folder.",
        ),
        ("policy", "settings") => (
            "Be den som sköter Utkik att titta på `utkik sources show`.",
            "Ask whoever runs Utkik to look at `utkik sources show`.",
        ),
        ("robots", "unread") => ("", ""),
        ("policy", _) => (
            "Rätta adressen i sources.toml, eller be den som sköter Utkik att öppna för den.",
            "Correct the address in sources.toml, or ask whoever runs Utkik to open it.",
        ),
        ("robots", _) | ("status", "403") => {
            ("Fråga webbplatsen om vi får läsa den.", "Ask the site whether we may read it.")
        }
        ("status", "401" | "407") | ("parse", "login") => {
            ("Leta efter en öppen adress på webbplatsen.", "Look for an open address on the site.")
        }
        ("status", "404") | ("redirect", _) => (
            "Titta om källan har flyttat, och skriv i så fall in den nya adressen i sources.toml.",
            "See whether the source has moved, and if so write the new address into sources.toml.",
        ),
        ("status", "410") | ("gone", _) => (
            "Är källan borta för gott: skriv `enabled = false` i sources.toml.",
            "If the source is gone for good, write `enabled = false` in sources.toml.",
        ),
        ("parse", "path" | "fields") => (
            "Prova med `utkik sources test` och rätta tabellen under källan i sources.toml.",
            "Try it with `utkik sources test`, and correct the table below the source in sources.toml.",
        ),
        ("parse", "selector") => (
            "Titta på sidan i en webbläsare och skriv en väljare som hittar artiklarna, eller prova \
             `utkik sources discover`.",
            "Look at the page in a browser and write a selector that finds its articles, or try \
             `utkik sources discover`.",
        ),
        ("parse", "page" | "other") => (
            "Leta upp flödets adress på webbplatsen och skriv in den i sources.toml.",
            "Look for the address of the feed on the site and write it into sources.toml.",
        ),
        _ => ("", ""),
    };
    locale.choose(sv, en)
}

fn status(code: &str) -> (&'static str, &'static str) {
    match code {
        "401" | "407" => ("källan kräver inloggning", "the source asks for a login"),
        "403" => ("servern släpper inte in oss", "the server does not let us in"),
        "404" => ("det finns inget på adressen", "there is nothing at the address"),
        "410" => ("källan är nedlagd enligt servern", "the server says that the source is closed"),
        _ if code.starts_with('5') => {
            ("servern har fel på sin sida", "the server has a fault of its own")
        }
        _ => ("servern svarade med ett fel", "the server answered with an error"),
    }
}

fn parse(detail: &str) -> (&'static str, &'static str) {
    match detail {
        "login" => (
            "svaret är en inloggningssida och inget flöde",
            "the answer is a login page and no feed",
        ),
        "page" => (
            "svaret är en vanlig webbsida och inget flöde",
            "the answer is an ordinary web page and no feed",
        ),
        "other" => ("svaret är inget flöde", "the answer is no feed"),
        "empty" => ("svaret är tomt", "the answer is empty"),
        "no_register" => (
            "svaret är något annat än ett register, till exempel en vanlig webbsida",
            "the answer is something else than a register, such as an ordinary web page",
        ),
        "path" => (
            "svaret har inga poster där `items` pekar",
            "the answer has no records where `items` points",
        ),
        "fields" => (
            "posterna i svaret har varken rubrik eller text i de fält som pekas ut",
            "the records of the answer have neither title nor text in the fields that are named",
        ),
        "selector" => (
            "listan finns inte på sidan där den ska läsas",
            "the list is not on the page where it is to be read",
        ),
        _ => {
            ("svaret är trasigt och går inte att läsa", "the answer is damaged and cannot be read")
        }
    }
}

fn split(class: &str) -> (&str, &str) {
    class.split_once(':').unwrap_or((class, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every class of `model::Failure`, and what is known more exactly.
    const CLASSES: [&str; 33] = [
        "timeout",
        "too_large",
        "decode",
        "parse",
        "parse:login",
        "parse:page",
        "parse:other",
        "parse:empty",
        "parse:no_register",
        "parse:path",
        "parse:fields",
        "parse:selector",
        "protocol",
        "network",
        "redirect",
        "policy",
        "robots",
        "status:401",
        "status:403",
        "status:404",
        "status:410",
        "status:418",
        "status:503",
        "rate_limited",
        "truncated",
        "gone",
        "not_supported",
        "store",
        "quarantine",
        "status",
        "folder:unnamed",
        "folder:missing",
        "folder:unreadable",
    ];

    #[test]
    fn every_class_has_words_of_its_own_in_both_languages() {
        let unknown = what(Locale::Sv, "something new");
        for class in CLASSES {
            for locale in [Locale::Sv, Locale::En] {
                let said = what(locale, class);
                assert!(!said.is_empty() && !said.ends_with('.'), "{class}: {said}");
                assert!(said.starts_with(char::is_lowercase), "{class}: {said}");
                let advice = advice(locale, class);
                assert!(advice.is_empty() || advice.ends_with('.'), "{class}: {advice}");
            }
            assert_ne!(what(Locale::Sv, class), unknown, "{class}");
            assert_ne!(what(Locale::Sv, class), what(Locale::En, class), "{class}");
        }
        assert_eq!(what(Locale::Sv, "timeout"), "servern svarade inte i tid");
        assert_eq!(try_again(Locale::Sv, "onsdag"), "Vi försöker igen onsdag.");
    }
}
