//! A whole source list: the good sources stay whatever else stands in it.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use super::{list, problems};
use crate::config::read_sources;
use crate::model::{AddressFilter, Group, Language, Republish, Rhythm, SourceKind};

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
login = "INTRANET_2"
place = "bjuv"
themes = ["mobility", "water"]
language = "sv-SE"
priority = 1
full_text = true
every = "30 minutes"
republish = "full"

[[source]]
id = "lista"
every = "0 6 * * 1-5"
robots_exception = "Anna Ek, 2026-03-01"
name = "En lista"
url = "https://{kommun}.example/"
kind = "listing"
group = "eu"
enabled = false
reason = "mall"
[source.listing]
item = "li"
date = "time.published"
max_pages = 3

[[source]]
id = "karta"
name = "En webbkarta"
url = "https://karta.example/sitemap.xml"
kind = "sitemap"
[source.sitemap]
include = ["/nyheter/"]
exclude = ["/arkiv/", "?print"]
"#,
    );
    assert_eq!(list.problems, []);
    assert_eq!(list.network.name, "Nordvästra Skåne");
    assert_eq!(list.network.languages, [Language::SV, Language::EN, Language::NB]);
    let [bjuv, other, map] = list.sources.as_slice() else { panic!("three sources") };
    assert_eq!((bjuv.group, bjuv.line, bjuv.priority), (Group::Network, 13, 1));
    assert_eq!(bjuv.every, Some(Rhythm::Interval(Duration::from_mins(30))));
    assert_eq!((bjuv.login.as_deref(), &other.login), (Some("INTRANET_2"), &None));
    assert_eq!(bjuv.keep, Some(Duration::from_hours(730 * 24)));
    assert_eq!((bjuv.republish, bjuv.full_text, bjuv.enabled), (Republish::Full, true, true));
    assert_eq!((other.group, other.kind), (Group::Eu, SourceKind::Listing));
    assert_eq!((other.priority, other.enabled, other.full_text), (2, false, false));
    assert_eq!(other.reason.as_deref(), Some("mall"));
    let selectors = other.listing.as_ref().unwrap();
    assert_eq!((selectors.item.as_str(), selectors.link.as_deref()), ("li", None));
    assert_eq!(selectors.date.as_deref(), Some("time.published"));
    assert!(map.sitemap.lets_through("https://karta.example/nyheter/1"));
    assert!(!map.sitemap.lets_through("https://karta.example/nyheter/arkiv/1"));
    assert_eq!(bjuv.sitemap, AddressFilter::default());
    assert_eq!(other.every, Some(Rhythm::Cron("0 6 * * 1-5".to_owned())));
    let exceptions = [&bjuv.robots_exception, &other.robots_exception];
    assert_eq!(exceptions, [&None, &Some("Anna Ek, 2026-03-01".to_owned())]);
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
    let said: Vec<String> = list.problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "sources.toml:11: source \"two\": the quotes around a text are not closed; the source is \
             left out until that is put right",
            "sources.toml:17: source \"three\": the same key stands twice; the source is left out \
             until that is put right",
            "sources.toml:24: source \"four\": priority is the number 7; it must be a whole number \
             from 1 to 3",
        ]
    );
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
fn hostile_files_are_refused_in_words() {
    let source = "id = \"a\", name = \"A\", url = \"https://a.example/\"";
    let twice = format!("source = [{{ {source} }}, {{ {source} }}, 7]\n");
    let said = [
        "1: source \"a\": id is already taken in line 1; give this one another",
        "1: a source is written as `[[source]]`",
    ];
    assert_eq!(problems(&twice).len(), said.len());
    assert!(problems(&twice).iter().all(|line| said.contains(&line.as_str())));
    for text in [
        format!("a = {}", "[".repeat(100_000)),
        format!("a = {}", "{a=".repeat(100_000)),
        format!("{}[[source]]", "a.".repeat(100_000)),
        "[[source]]\nid = \"\n".repeat(10_000),
        "\0\u{202e}[[source".to_owned(),
    ] {
        let error = read_sources(Path::new("s"), &text).unwrap_err().to_string();
        assert!(!error.contains(['\0', '\u{202e}']));
        assert!(error.len() < 2000);
    }
    let long =
        format!("[[source]]\nid = \"{0}\"\nname = \"{0}\"\nurl = \"{0}\"\n", "x".repeat(1_000_000));
    assert!(problems(&long).iter().all(|line| line.len() < 400));
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

    let utf16: Vec<u8> = "\u{feff}[network]\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let error = read_sources(Path::new("s"), utf16).unwrap_err().to_string();
    assert!(error.contains("is not UTF-8; save it with that encoding"), "{error}");
}

#[test]
fn nothing_to_read_is_an_error_that_shows_the_place() {
    let error = read_sources(Path::new("sources.toml"), "[[source]]\nid = \n").unwrap_err();
    let said = error.to_string();
    assert_eq!(
        said,
        "sources.toml:2: cannot be read: the value is missing; write it behind the `=`, or take the \
         line away\n\
         \u{20} |\n2 | id = \n  |      ^"
    );
    let said = problems("");
    assert_eq!(said.len(), 1);
    assert!(said[0].starts_with("1: holds no `[[source]]`"));
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
