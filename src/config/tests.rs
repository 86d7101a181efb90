//! Tests of the whole: files in, settings and problems out.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::Duration;

use super::{ConfigError, SHIPPED_SOURCES, Settings, SourceList, load, read_sources, schema};
use crate::model::{Group, Language, Republish, SourceKind};

fn list(text: &str) -> SourceList {
    read_sources(Path::new("sources.toml"), text).unwrap()
}

/// Problems as they are printed, without the name of the file.
fn problems(text: &str) -> Vec<String> {
    let printed = list(text).problems.into_iter().map(|problem| problem.to_string());
    printed.map(|line| line.strip_prefix("sources.toml:").unwrap().to_owned()).collect()
}

#[test]
fn a_source_is_read_with_all_its_fields() {
    let list = list(
        r#"
[network]
name = "Nordvästra Skåne"
contact = "smart@example.org"
members = ["Bjuv", "Ängelholm"]
languages = ["sv", "en", "no"]

[defaults]
every = "1 day"
keep = "24 months"
country = "SE"

[[source]]
id = "bjuv"
name = "Bjuvs kommun"
url = "https://www.bjuv.example/rss"
place = "bjuv"
themes = ["mobility", "water"]
language = "sv-SE"
priority = 1
full_text = true
every = "30 minutes"
republish = "full"

[[source]]
id = "lista"
name = "En lista"
url = "https://{kommun}.example/"
kind = "listing"
group = "eu"
enabled = false
reason = "mall"
[source.listing]
item = "li"
max_pages = 3
"#,
    );
    assert_eq!(list.problems, []);
    assert_eq!(list.network.name, "Nordvästra Skåne");
    assert_eq!(list.network.languages, [Language::SV, Language::EN, Language::NB]);
    let [bjuv, other] = list.sources.as_slice() else { panic!("two sources") };
    assert_eq!((bjuv.group, bjuv.line, bjuv.priority), (Group::Network, 13, 1));
    assert_eq!(bjuv.every, Some(Duration::from_secs(1800)));
    assert_eq!(bjuv.keep, Some(Duration::from_secs(730 * 24 * 3600)));
    assert_eq!((bjuv.republish, bjuv.full_text, bjuv.enabled), (Republish::Full, true, true));
    assert_eq!((other.group, other.kind), (Group::Eu, SourceKind::Listing));
    assert_eq!((other.priority, other.enabled, other.full_text), (2, false, false));
    assert_eq!(other.reason.as_deref(), Some("mall"));
    assert_eq!(other.every, Some(Duration::from_secs(24 * 3600)));
}

/// What somebody might write after id, name and url of a source, and what is said about it.
#[test]
fn one_wrong_field_is_one_clear_sentence() {
    for (fields, said) in [
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
             `register`",
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
            "kind = \"listing\"\n[source.listing]\nitme = \"li\"",
            "7: source \"a\": listing: key `itme` is not known; did you mean `item`?",
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
    ] {
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
            "url carries a user name or a password; take it away: the list is read by many, and \
             secrets never belong in it",
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
fn all_problems_are_reported_and_the_good_sources_stay() {
    let text = r#"
[network]
contact = "ring oss"
langs = ["sv"]

[fetch]
allow_networks = ["10.0.0.0/8:*"]

[[sources]]
id = "typo"

[[source]]
name = "Umeå nyheter"
url = "/rss"

[[source]]
id = "good"
name = "Good"
url = "https://good.example/feed"

[[source]]
id = "good"
name = "Again"
url = "https://again.example/feed"

[[source]]
id = "Malmö stad"
name = 5
priority = 9

[[source]]
id = "also-good"
name = "Also good"
url = "https://also.example/feed"
"#;
    let said = [
        "3: [network]: contact \"ring oss\" reaches nobody; write a mail address or the https \
         address of a page about you",
        "4: [network]: key `langs` is not known; take it away, or see `utkik schema`",
        "6: table `fetch` is not known here; it belongs under `[fetch]` of `utkik.toml`: what \
         opens doors is never read from a shared list",
        "9: table `sources` is not known here; write `[[source]]`",
        "12: source no. 1: id is missing; write for example id = \"umea-nyheter\"",
        "14: source no. 1: url is not absolute; write it as https://…",
        "22: source \"good\": id is already taken in line 16; give this one another",
        "26: source \"Malmö stad\": url is missing; write url = \"…\", the address that begins \
         with https://",
        "27: source \"Malmö stad\": id may hold only a–z, 0–9 and hyphens; write for example \
         id = \"malmo-stad\"",
        "28: source \"Malmö stad\": name is the number 5; it must be a text in quotes",
        "29: source \"Malmö stad\": priority is the number 9; it must be a whole number from 1 to 3",
    ];
    assert_eq!(problems(text), said);
    let ids: Vec<String> = list(text).sources.iter().map(|source| source.id.to_string()).collect();
    assert_eq!(ids, ["good", "also-good"]);
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

#[test]
fn a_syntax_error_costs_one_source_and_keeps_the_lines() {
    let text = r#"[network]
name = "N"

[[source]]
id = "one"
name = "One"
url = "https://one.example/"

[[source]]
id = "two"
name = "Two
url = "https://two.example/"

[[source]]
id = "three"
name = "Three"
name = "Drei"
url = "https://three.example/"

[[source]]
id = "four"
name = "Four"
url = "https://four.example/"
priority = 7

[[source]]
id = "five"
name = "Five"
url = "https://five.example/"
"#;
    let list = list(text);
    let lines: Vec<usize> = list.problems.iter().map(|problem| problem.line).collect();
    assert_eq!(lines, [11, 17, 24], "{:#?}", list.problems);
    let read: Vec<(&str, usize)> =
        list.sources.iter().map(|source| (source.id.as_str(), source.line)).collect();
    assert_eq!(read, [("one", 4), ("five", 26)]);
    assert_eq!(list.network.name, "N");
}

#[test]
fn every_broken_half_of_a_list_is_survived() {
    let text = "[network]\nname = \"ö\"\n[[source]]\nid = \"a\"\nname = \"\"\"å\n[[source]]\n\"\"\"\n\
                url = 'https://a.example/'\nthemes = [\"iot\",\n]\n[source.listing]\nitem = 1\n";
    for end in 0..=text.len() {
        let _ = read_sources(Path::new("s"), &text.as_bytes()[..end]);
        let _ = read_sources(Path::new("s"), &text.as_bytes()[end..]);
    }
}

#[test]
fn a_file_in_another_encoding_is_named_and_its_good_sources_stay() {
    let mut bytes =
        b"\xef\xbb\xbf[[source]]\nid = \"a\"\nname = \"Malm\xf6\"\nurl = \"https://a.example/\"\n"
            .to_vec();
    bytes.extend(b"[[source]]\nid = \"b\"\nname = \"B\"\nurl = \"https://b.example/\"\n");
    let list = read_sources(Path::new("s"), &bytes).unwrap();
    assert_eq!(list.problems[0].to_string(), "s:3: is not UTF-8; save the file with that encoding");
    assert_eq!(list.sources.len(), 1);
}

#[test]
fn nothing_to_read_is_an_error_that_shows_the_place() {
    let error = read_sources(Path::new("sources.toml"), "[[source]]\nid = \n").unwrap_err();
    let said = error.to_string();
    assert!(said.starts_with("sources.toml:2: "), "{said}");
    assert!(said.contains("id = \n") && said.contains('^'), "{said}");
    let said = problems("");
    assert_eq!(said.len(), 1);
    assert!(said[0].starts_with("1: holds no `[[source]]`"));
}

#[test]
fn a_missing_file_says_where_we_looked() {
    let folder = tempfile::tempdir().unwrap();
    let error = load(&folder.path().join("sources.toml"), None).unwrap_err();
    assert!(matches!(error, ConfigError::NoSourceList(_)));
    let said = error.to_string();
    assert!(
        said.contains(folder.path().to_str().unwrap()) && said.contains("utkik demo"),
        "{said}"
    );
    let error = load(folder.path(), None).unwrap_err();
    assert!(matches!(error, ConfigError::Unreadable { .. }), "{error}");
}

/// Settings and problems of a good source list with this `utkik.toml` beside it.
fn load_run(text: &str) -> Result<(Settings, Vec<String>), ConfigError> {
    let folder = tempfile::tempdir().unwrap();
    let sources = folder.path().join("sources.toml");
    fs::write(&sources, SHIPPED_SOURCES).unwrap();
    fs::write(folder.path().join("ca.pem"), "").unwrap();
    fs::write(folder.path().join("utkik.toml"), text).unwrap();
    let (settings, problems) = load(&sources, None)?;
    let file = format!("{}:", folder.path().join("utkik.toml").display());
    Ok((settings, problems.iter().map(|line| line.to_string().replace(&file, "")).collect()))
}

#[test]
fn how_to_run_stands_beside_the_list() {
    let (settings, problems) = load_run(
        "[fetch]\nallow_networks = [\"127.0.2.0/24:8600\", \"10.0.0.0/8:*\", \"[fd00::]/8:443\"]\n\
         gap_ms = 0\nproxy = \"http://proxy.example:3128/\"\nca_file = \"ca.pem\"\n\
         [web]\nlisten = \"0.0.0.0:80\"\nbase_url = \"https://utkik.example\"\n\
         trusted_proxies = [\"10.0.0.5\", \"fd00::/8\"]\n",
    )
    .unwrap();
    assert_eq!(problems, [""; 0]);
    assert_eq!(settings.run.fetch.gap_ms, 0);
    assert_eq!(settings.run.fetch.allow_networks.len(), 3);
    assert_eq!(settings.run.fetch.proxy.as_deref(), Some("http://proxy.example:3128"));
    assert!(settings.run.fetch.ca_file.unwrap().is_absolute());
    assert_eq!(settings.run.web.listen, "0.0.0.0:80");

    let (settings, _) = load_run("").unwrap();
    assert_eq!(settings.run.fetch.gap_ms, 1000);
    assert_eq!(settings.run.web.listen, "127.0.0.1:8080");
}

#[test]
fn problems_of_how_to_run_are_found_at_once() {
    let (_, problems) = load_run(
        "[fetsch]\n[fetch]\nallow_networks = [\"10.0.0.0/8\", \"10.0.0.0/33:80\"]\ngap = 5\n\
         proxy = \"http://anna:hemligt@proxy.example\"\nca_file = \"other.pem\"\n\
         [web]\nlisten = 8080\ntrusted_proxies = [\"all\"]\n",
    )
    .unwrap();
    let starts = [
        "1: key `fetsch` is not known; did you mean `fetch`?",
        "3: [fetch]: allow_networks \"10.0.0.0/8\" is not a network with a port; write it as",
        "3: [fetch]: allow_networks \"10.0.0.0/33:80\"",
        "4: [fetch]: key `gap` is not known; take it away",
        "5: [fetch]: proxy carries a user name or a password",
        "6: [fetch]: ca_file names",
        "8: [web]: listen is the number 8080; it must be a text in quotes",
        "9: [web]: trusted_proxies \"all\" is not an address or a network",
    ];
    assert_eq!(problems.len(), starts.len(), "{problems:#?}");
    for (problem, start) in problems.iter().zip(starts) {
        assert!(problem.starts_with(start), "{problem}");
    }
    assert!(matches!(load_run("[fetch\n"), Err(ConfigError::Syntax { line: 1, .. })));
}

#[test]
fn the_shipped_list_is_right_in_every_line() {
    let list = list(SHIPPED_SOURCES);
    assert_eq!(list.problems, []);
    assert_eq!(list.network.contact, None, "whoever runs it fills it in");
    assert_eq!(list.network.members.len(), 11);
    let mut counts: BTreeMap<Group, (usize, usize)> = BTreeMap::new();
    for source in &list.sources {
        let (enabled, disabled) = counts.entry(source.group).or_default();
        *if source.enabled { enabled } else { disabled } += 1;
        assert_eq!(source.enabled, source.reason.is_none(), "{}", source.id);
        if source.enabled {
            assert_eq!(source.kind, SourceKind::Feed, "{}", source.id);
            assert_ne!(source.group, Group::World, "{}", source.id);
        }
    }
    let expected = [
        (Group::Network, (0, 15)),
        (Group::Skane, (1, 18)),
        (Group::Sweden, (8, 71)),
        (Group::Nordic, (0, 30)),
        (Group::Eu, (11, 44)),
        (Group::World, (0, 28)),
    ];
    assert_eq!(counts, BTreeMap::from(expected));
}

#[test]
fn the_example_of_the_test_data_is_understood() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/replay/sources.toml.example");
    let Ok(text) = fs::read(&file) else {
        eprintln!("no test data beside the checkout; nothing compared");
        return;
    };
    let list = read_sources(&file, text).unwrap();
    assert_eq!(list.problems, []);
    assert_eq!(list.sources.len(), 24);
}

#[test]
fn the_schema_knows_the_same_keys() {
    let schema: serde_json::Value = serde_json::from_str(&schema()).unwrap();
    let keys = |pointer: &str| -> Vec<String> {
        let object = schema.pointer(pointer).and_then(|value| value.as_object());
        object.unwrap_or_else(|| panic!("{pointer}")).keys().cloned().collect()
    };
    let sorted = |known: &[&str]| {
        let mut known: Vec<String> = known.iter().map(|key| (*key).to_owned()).collect();
        known.sort();
        known
    };
    let context = super::source::Context::new(Default::default(), Default::default());
    assert_eq!(keys("/properties"), sorted(&super::source_list::TABLES));
    assert_eq!(keys("/$defs/NetworkTable/properties"), sorted(&super::network::KEYS));
    assert_eq!(keys("/$defs/DefaultsTable/properties"), sorted(&super::defaults::KEYS));
    assert_eq!(keys("/$defs/SourceTable/properties"), sorted(&context.keys));
    for (definition, table) in
        ["Listing", "Sitemap", "Csv", "Json"].iter().zip(super::kind_tables::ALL)
    {
        assert_eq!(keys(&format!("/$defs/{definition}Table/properties")), sorted(table.keys));
    }
}

#[test]
fn a_long_list_is_read_whole() {
    let mut text = String::new();
    for number in 0..20_000 {
        let _ = writeln!(
            text,
            "[[source]]\nid = \"source-{number}\"\nname = \"Source {number}\"\n\
             url = \"https://host-{number}.example/feed.xml\"\nlanguage = \"sv\"\ncountry = \"SE\"\n\
             themes = [\"mobility\", \"water\"]\nevery = \"1h\"\n"
        );
    }
    assert_eq!(list(&text).sources.len(), 20_000);
    text.push_str("[[source]]\nid = \n");
    assert_eq!(list(&text).sources.len(), 20_000);
}
