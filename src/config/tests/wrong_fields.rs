//! Each wrong field of a source gets one clear sentence with its line.

use super::{list, problems};

/// What somebody might write after id, name and url of a source, and what is said about it.
const WRONG_FIELDS: [(&str, &str); 33] = [
    (
        r#"langauge = "sv""#,
        "5: source \"a\": key `langauge` is not known; did you mean `language`?",
    ),
    (r#"type = "feed""#, "5: source \"a\": key `type` is not known; did you mean `kind`?"),
    (
        r#"colour = "red""#,
        "5: source \"a\": key `colour` is not known; take it away, or see `utkik schema`",
    ),
    (r#"kind = "feeed""#, "5: source \"a\": kind \"feeed\" is not known; did you mean `feed`?"),
    (
        r#"kind = "twitter""#,
        "5: source \"a\": kind \"twitter\" is not known; there is `feed`, `listing`, `sitemap`, \
             `register`, `mail`",
    ),
    (
        r#"group = "norden""#,
        "5: source \"a\": group \"norden\" is not known; did you mean `nordic`?",
    ),
    (
        r#"themes = ["mobility", "mobilty"]"#,
        "5: source \"a\": themes \"mobilty\" is not known; did you mean `mobility`?",
    ),
    (
        r#"themes = "mobility""#,
        "5: source \"a\": themes is the text \"mobility\"; it must be a list; write \
             themes = [\"mobility\"]",
    ),
    (
        "priority = 4",
        "5: source \"a\": priority is the number 4; it must be a whole number from 1 to 3",
    ),
    (
        r#"priority = "high""#,
        "5: source \"a\": priority is the text \"high\"; it must be a whole number from 1 to 3",
    ),
    (
        r#"enabled = "false""#,
        "5: source \"a\": enabled is the text \"false\"; it must be `true` or `false`, without \
             quotes",
    ),
    (
        r#"login = "anna:hemligt""#,
        "5: source \"a\": login is a name, made of A–Z, 0–9 and _; write for example login = \
             \"INTRANET\", and `user:password` into the variable `UTKIK_LOGIN_INTRANET`",
    ),
    (
        r#"language = "svenska""#,
        "5: source \"a\": language \"svenska\" is not a language code (ISO 639-1); write `sv`",
    ),
    (
        r#"country = "se""#,
        "5: source \"a\": country \"se\" is not a country code (ISO 3166-1); write `SE`",
    ),
    (
        r#"every = "5m""#,
        "5: source \"a\": every \"5m\" is too short; a source is checked at most every \
             `10 minutes`",
    ),
    (
        r#"every = "0 6 * * 8""#,
        "5: source \"a\": every \"0 6 * * 8\" is no cron line that comes round; write minute, hour, \
             day, month and weekday, for example \"0 6 * * 1-5\" for six o'clock on weekdays",
    ),
    (
        "robots_exception = true",
        "5: source \"a\": robots_exception is `true`; it must be a text in quotes",
    ),
    (
        r#"robots_exception = " ""#,
        "5: source \"a\": robots_exception is empty; fill it in or take the line away",
    ),
    ("every = 60", "5: source \"a\": every is the number 60; it must be a text in quotes"),
    (
        r#"keep = "24 mounths""#,
        "5: source \"a\": keep has no unit `mounths`; did you mean `months`?",
    ),
    (
        r#"republish = "all""#,
        "5: source \"a\": republish \"all\" is not known; there is `excerpt`, `full`",
    ),
    (r#"format = "rrs""#, "5: source \"a\": format \"rrs\" is not known; did you mean `rss`?"),
    (r#"place = """#, "5: source \"a\": place is empty; fill it in or take the line away"),
    (
        "place = \"a\\u202eb\"",
        "5: source \"a\": place \"a·b\" holds characters that cannot be shown; retype it",
    ),
    (
        "[source.csv]\ndelimiter = \";\"",
        "5: source \"a\": `[source.csv]` belongs to kind `register`, and this source is of kind \
             `feed`; take the table away or change the kind",
    ),
    (
        "kind = \"mail\"",
        "5: source \"a\": a source of newsletters needs `[source.mail]` below it; write maildir = \"…\", \
             a name that `[mail] maildirs` of `utkik.toml` gives to a folder",
    ),
    (
        "kind = \"mail\"\n[source.mail]\nmaildir = \"brev\"\nfrom = [\"viadukt\"]",
        "8: source \"a\": mail: from \"viadukt\" is no sender; write an address, or a domain as \
             \"@ekvik.example\"",
    ),
    (
        "kind = \"listing\"\n[source.listing]\nitme = \"li\"",
        "7: source \"a\": listing: key `itme` is not known; did you mean `item`?",
    ),
    (
        "kind = \"listing\"",
        "5: source \"a\": a listing needs `[source.listing]` below it; write item = \"…\", the CSS \
             selector of one article in the list, such as `ul.news > li`",
    ),
    (
        "kind = \"listing\"\n[source.listing]\nlink = \"a\"",
        "6: source \"a\": listing: item is missing; write item = \"…\", the CSS selector of one \
             article in the list, such as `ul.news > li`",
    ),
    (
        "kind = \"listing\"\n[source.listing]\nitem = \"//ul/li\"",
        "7: source \"a\": listing: item \"//ul/li\" is no CSS selector; write it as in a style \
             sheet, such as `ul.news > li`",
    ),
    (
        "kind = \"listing\"\n[source.listing]\nmax_pages = 0",
        "7: source \"a\": listing: max_pages is the number 0; it must be a whole number from 1 \
             to 1000",
    ),
    (
        "kind = \"register\"\n[source.csv]\ndelimiter = \";;\"",
        "7: source \"a\": csv: delimiter \";;\" is not one character; write \";\", \",\" or \
             \"\\t\"",
    ),
];

#[test]
fn one_wrong_field_is_one_clear_sentence() {
    for (fields, said) in WRONG_FIELDS {
        let text = format!(
            "[[source]]\nid = \"a\"\nname = \"A\"\nurl = \"https://a.example/\"\n{fields}\n"
        );
        assert_eq!(problems(&text), [said], "{fields}");
        assert_eq!(list(&text).sources, [], "{fields}");
    }
}

#[test]
fn an_address_that_cannot_be_fetched_says_what_to_write() {
    for (url, said) in [
        ("www.a.example/rss", "url is not absolute; write it as https://www.a.example/rss"),
        (
            "ftp://a.example/x",
            "url begins with `ftp://`, and only http and https are read; write it as \
             https://a.example/x",
        ),
        (
            "https://anna:hemligt@a.example/",
            "url carries a user name or a password; take it away: secrets never \
             belong in this file",
        ),
        (
            "https://a.example/{date}",
            "url is a template; put something for `{date}`, or write enabled = false",
        ),
        (
            "https://<kommun>.example/",
            "url is a template; put something for `<kommun>`, or write enabled = false",
        ),
    ] {
        let text = format!("[[source]]\nid = \"a\"\nname = \"A\"\nurl = \"{url}\"\n");
        assert_eq!(problems(&text), [format!("4: source \"a\": {said}")], "{url}");
    }
}

#[test]
fn keys_that_open_doors_do_not_belong_in_a_shared_list() {
    for key in ["allow_networks = []", "proxy = \"http://p.example\"", "gap_ms = 0"] {
        let said = problems(&format!(
            "{key}\n[[source]]\nid = \"a\"\nname = \"A\"\nurl = \"https://a.example/\"\n{key}\n"
        ));
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(said.iter().all(|line| line.contains("`utkik.toml`")), "{said:?}");
    }
}
