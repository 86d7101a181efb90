//! Results go to stdout, everything else to stderr; exit codes are those of `--help`; `--json` is
//! JSON; a closed pipe ends quietly; cron gets one line.

use std::io::Read;
use std::process::Stdio;

use serde_json::Value;

use crate::house::{House, copy_folder, lines};
use crate::site::Site;

const FEED: &str = "/feed.xml";

fn site_and_house() -> (Site, House) {
    let site = Site::start();
    site.feed(FEED, &[("Gröna tak", "/tak", "Tolv tak."), ("Ny park", "/park", "Vid ån.")]);
    let house = House::with_feeds(&site, &[("ekvik", FEED)], "");
    (site, house)
}

#[test]
fn help_lists_the_commands_and_the_exit_codes() {
    let house = House::new();
    let help = house.well(&["--help"]).out;
    for code in ["0 ", "1 ", "2 ", "65", "69", "74", "75", "78"] {
        assert!(help.contains(&format!("\n  {code} ")), "{code}: {help}");
    }
    let commands = [
        "crawl", "search", "show", "sources", "serve", "demo", "inspect", "import", "export",
        "backup", "restore", "reindex", "doctor", "schema",
    ];
    for command in commands {
        assert!(help.contains(&format!("\n  {command} ")), "{command}: {help}");
        assert!(house.well(&[command, "--help"]).out.contains("Usage: utkik "), "{command}");
    }
    assert!(house.well(&["--version"]).out.starts_with("utkik "));
    for wrong in [&["crwl"][..], &["search"], &["crawl", "--al"], &[]] {
        let said = house.run(wrong);
        assert_eq!((said.code, said.out.as_str()), (Some(2), ""), "{wrong:?}: {said:?}");
    }
}

#[test]
fn cron_gets_one_line_when_all_is_well() {
    let (_site, mut house) = site_and_house();
    let said = house.well(&["crawl"]);
    assert!(said.out.starts_with("1 källa kontrollerad, 2 nya och 0 ändrade dokument, 0 fel, "));
    assert_eq!((said.out.lines().count(), said.err.as_str()), (1, ""), "{said:?}");
    house.at("2026-11-22T07:00:00Z");
    for arguments in [&["crawl"][..], &["crawl", "--all"], &["crawl", "--source", "ekvik"]] {
        let said = house.well(arguments);
        assert_eq!((said.out.lines().count(), said.err.as_str()), (1, ""), "{said:?}");
    }
    let said = house.well(&["crawl", "--language", "en"]);
    assert!(said.out.starts_with("0 sources checked, 0 new and 0 changed documents"), "{said:?}");
}

#[test]
fn a_dry_run_fetches_and_changes_nothing() {
    let (site, house) = site_and_house();
    let said = house.well(&["crawl", "--dry-run"]);
    assert_eq!(said.out, format!("ekvik: skulle hämta {}\n", site.url(FEED)));
    assert_eq!(house.json_lines(&["crawl", "--dry-run"])[0]["id"], "ekvik");
    assert_eq!(site.paths(), [""; 0]);
    assert!(!house.path("index").exists() && !house.path("data").exists());
    house.well(&["crawl"]);
    let said = house.well(&["crawl", "--dry-run"]);
    assert_eq!(said.out, "");
    assert!(said.err.contains("`--all`"), "{said:?}");
}

#[test]
fn json_is_json_whatever_is_asked() {
    let (_site, house) = site_and_house();
    house.write("in.jsonl", "{\"id\":\"a\",\"source\":\"lund\",\"title\":\"Solceller\"}\n");
    let report = house.json(&["crawl"]);
    for name in ["started", "finished", "checked", "new_documents", "requests", "sources"] {
        assert!(!report[name].is_null(), "{name}");
    }
    assert_eq!(report["sources"][0]["id"], "ekvik");
    assert_eq!(house.json(&["import", "in.jsonl"])["new"], 1);
    assert_eq!(house.json(&["search", "tak"])["total"], 1);
    assert_eq!(house.json(&["search", "finnsinte"])["hits"], Value::Array(Vec::new()));
    assert_eq!(house.json(&["show", "a"])["title"], "Solceller");
    assert_eq!(house.json_lines(&["sources"])[0]["health"], "ok");
    assert_eq!(house.json_lines(&["export"]).len(), 3);
    assert_eq!(house.json(&["reindex"])["documents"], 3);
    assert_eq!(house.json(&["doctor"])["problems"], Value::Array(Vec::new()));
    let schema: Value = serde_json::from_str(&house.well(&["schema"]).out).unwrap();
    assert!(schema["properties"]["source"].is_object(), "{schema}");
    let found = lines(&house.well(&["inspect", "search", "tak"]).out);
    assert_eq!(found[0]["hits"].as_array().unwrap().len(), 1);
    let read = lines(
        &house
            .well(&[
                "inspect",
                "language",
                "Kommunen har beslutat att bygga gröna tak på skolorna i år",
            ])
            .out,
    );
    assert_eq!(read[0]["lang"], "sv", "{read:?}");
}

/// A house with one document that has both words of a query, and one that lacks one of them.
fn house_with_two() -> House {
    let house = House::new();
    house.write(
        "in.jsonl",
        "{\"id\":\"a\",\"source\":\"lund\",\"title\":\"Gröna tak; nu\",\"text\":\"Solceller\"}\n\
         {\"id\":\"b\",\"source\":\"lund\",\"title\":\"Gröna, breda parker\",\"text\":\"Vid ån\"}\n",
    );
    house.well(&["import", "in.jsonl"]);
    house
}

#[test]
fn a_table_opens_in_a_spreadsheet_of_its_language() {
    let house = house_with_two();
    let table = house.well(&["search", "gröna solceller", "--csv"]).out;
    let rows: Vec<&str> = table.split("\r\n").collect();
    assert_eq!(
        rows[0],
        "\u{feff}datum;titel;källa;typ;plats;tema;status;skede;projekt;finansiär;budget;budget SEK;\
         sista ansökningsdag;äger rum;språk;land;adress;id;saknade ord"
    );
    assert!(rows[1].contains(";\"Gröna tak; nu\";lund;"), "{table}");
    assert!(rows[2].ends_with(";b;solceller"), "{table}");
    let table = house.well(&["search", "gröna", "--csv", "--language", "en"]).out;
    assert!(table.starts_with("\u{feff}date,title,source,kind,place,theme,status,phase,project,"));
    assert!(table.contains(",\"Gröna, breda parker\",lund,"), "{table}");
}

#[test]
fn a_memo_tells_which_hits_miss_words() {
    let house = house_with_two();
    let memo = house.well(&["search", "gröna solceller", "--md"]).out;
    let heading = memo.find("\n\n### Träffar utan solceller\n\n").expect(&memo);
    assert!(memo.find("Gröna tak").unwrap() < heading, "{memo}");
    assert!(heading < memo.find("Gröna, breda parker").unwrap(), "{memo}");
    assert!(!house.well(&["search", "solceller", "--md"]).out.contains("###"));
}

#[test]
fn doctor_tells_an_index_that_is_behind() {
    let (site, mut house) = site_and_house();
    house.well(&["crawl"]);
    assert!(house.well(&["doctor"]).out.contains("allt är i ordning: 2 dokument"));
    copy_folder(&house.path("index"), &house.path("kept"));
    site.feed(FEED, &[("Nytt torg", "/torg", "Vid kyrkan.")]);
    house.at("2026-11-22T07:00:00Z");
    house.well(&["crawl"]);
    copy_folder(&house.path("kept"), &house.path("index"));
    let said = house.well(&["doctor"]);
    assert!(!said.out.contains("allt är i ordning"), "{said:?}");
    assert!(said.err.contains("sökindexet är efter: 2 av 3 dokument"), "{said:?}");
    let found = house.json(&["doctor"]);
    assert_eq!((&found["store"], &found["index"]), (&3.into(), &2.into()), "{found}");
    assert_eq!(found["problems"], Value::Array(Vec::new()));
    assert!(house.well(&["doctor", "--repair"]).out.contains("3 dokument"));
}

#[test]
fn two_addresses_are_inspected_each_for_itself() {
    let (site, house) = site_and_house();
    site.feed("/andra.xml", &[("Nytt torg", "/torg", "Vid kyrkan.")]);
    let addresses = [site.url(FEED), site.url("/andra.xml")];
    let found = lines(&house.well(&["inspect", "feed", &addresses[0], &addresses[1]]).out);
    let entries_of = |address: &String| {
        let is_entry = |line: &&Value| line["kind"] == "entry" && line["file"] == address.as_str();
        found.iter().filter(is_entry).count()
    };
    assert_eq!((entries_of(&addresses[0]), entries_of(&addresses[1])), (2, 1), "{found:?}");
    assert!(!house.path("data").exists(), "nothing is left behind");
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let (_site, house) = site_and_house();
    house.well(&["crawl"]);
    let commands: [&[&str]; 8] = [
        &["search", "tak"],
        &["search", "tak", "--json"],
        &["export"],
        &["sources"],
        &["sources", "--json"],
        &["schema"],
        &["crawl", "--all"],
        &["doctor"],
    ];
    for arguments in commands {
        let mut command = house.command(arguments);
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(process.stdout.take());
        let mut said = String::new();
        process.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        assert_eq!(process.wait().unwrap().code(), Some(0), "{arguments:?}: {said}");
        assert!(!said.contains("pipe") && !said.contains("panic"), "{arguments:?}: {said}");
    }
}

#[test]
fn what_strangers_wrote_plays_no_tricks_on_a_terminal() {
    let house = House::new();
    house.write("sources.toml", "");
    house.write(
        "in.jsonl",
        "{\"id\":\"a\",\"source\":\"lund\",\"title\":\"Röd \\u001b[31m text \\u202egalf\",\
         \"text\":\"\\u0007\\u009b2J skärm\",\"author\":\"\\u001b]0;x\\u0007\"}\n",
    );
    house.well(&["import", "in.jsonl"]);
    let searching: [&[&str]; 4] = [
        &["search", "röd"],
        &["search", "röd", "--csv"],
        &["search", "röd", "--md"],
        &["show", "a"],
    ];
    for arguments in searching {
        let out = house.well(arguments).out;
        let is_trick = |c: char| (c.is_control() && !"\n\r".contains(c)) || c == '\u{202e}';
        assert!(!out.contains(is_trick), "{arguments:?}: {out:?}");
    }
}

#[test]
fn a_document_is_shown_by_the_beginning_of_its_id() {
    let (_site, house) = site_and_house();
    let said = house.run(&["show", "x"]);
    assert_eq!(said.code, Some(74), "{said:?}");
    assert!(said.err.contains("`utkik crawl`"), "{said:?}");
    house.well(&["crawl"]);
    let id = house.json(&["search", "tak"])["hits"][0]["id"].as_str().unwrap().to_owned();
    let told = house.well(&["show", &id[..10]]).out;
    assert!(told.starts_with("Gröna tak\n\nKälla") && told.contains("Tolv tak."), "{told}");
    let said = house.run(&["show", "finnsinte"]);
    assert_eq!(said.code, Some(2), "{said:?}");
    house.write("in.jsonl", "{\"id\":\"zz1\",\"source\":\"lund\",\"title\":\"T\"}\n{\"id\":\"zz2\",\"source\":\"lund\",\"title\":\"T\"}\n");
    house.well(&["import", "in.jsonl"]);
    let said = house.run(&["show", "zz"]);
    assert_eq!(said.code, Some(2), "{said:?}");
    assert!(said.err.contains("`zz1`, `zz2`"), "{said:?}");
}

#[test]
fn the_language_follows_the_environment_unless_told_otherwise() {
    let (_site, house) = site_and_house();
    house.well(&["crawl"]);
    for (name, value, expected) in [
        ("LANG", "sv_SE.UTF-8", "Tolkat som"),
        ("LANG", "en_GB.UTF-8", "Read as"),
        ("LC_ALL", "sv_SE", "Tolkat som"),
        ("UTKIK_LANGUAGE", "sv", "Tolkat som"),
        ("LANG", "C", "Read as"),
    ] {
        let mut command = house.command(&["search", "tak"]);
        command.env_remove("UTKIK_LANGUAGE").env(name, value);
        let out = String::from_utf8(command.output().unwrap().stdout).unwrap();
        assert!(out.starts_with(expected), "{name}={value}: {out}");
    }
}
