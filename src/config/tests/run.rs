//! Files on disk: what is missing, and `utkik.toml`.

use std::fs;

use crate::config::{ConfigError, SHIPPED_SOURCES, Settings, load};

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
pub(super) fn load_run(text: &str) -> Result<(Settings, Vec<String>), ConfigError> {
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
         [web]\nlisten = \"0.0.0.0:80\"\nbase_url = \"https://utkik.example\"\n",
    )
    .unwrap();
    assert_eq!(problems, [""; 0]);
    assert_eq!(settings.run.fetch.gap_ms, 0);
    assert_eq!(settings.run.fetch.allow_networks.len(), 3);
    assert_eq!(settings.run.fetch.proxy.as_deref(), Some("http://proxy.example:3128"));
    assert!(settings.run.fetch.ca_file.unwrap().is_absolute());
    assert_eq!(settings.run.web.listen, "0.0.0.0:80");

    let (settings, problems) =
        load_run("[logins]\nINTRANET = \"https://intra.example:8443/\"\n").unwrap();
    assert_eq!(problems, [""; 0]);
    assert_eq!(settings.run.logins["INTRANET"], "https://intra.example:8443");

    let (settings, _) = load_run("[fetch]\ngap_ms = 2_000\n").unwrap();
    assert_eq!(settings.run.fetch.gap_ms, 2000);
    let (settings, _) = load_run("").unwrap();
    assert_eq!(settings.run.fetch.gap_ms, 1000);
    assert_eq!(settings.run.web.listen, "127.0.0.1:8080");
}

#[test]
fn a_login_is_for_a_whole_site() {
    let (settings, problems) = load_run(
        "[logins]\nintranet = \"https://a.example\"\nPATH = \"https://a.example/feed\"\n\
         NONE = \"a.example\"\n",
    )
    .unwrap();
    let starts = [
        "2: [logins]: a login is a name, made of A–Z",
        "3: [logins]: PATH names more than a site",
        "4: [logins]: NONE is not absolute; write it as https://a.example",
    ];
    for (problem, start) in problems.iter().zip(starts) {
        assert!(problem.starts_with(start), "{problem}");
    }
    assert_eq!((problems.len(), settings.run.logins.len()), (3, 0));
}

#[test]
fn problems_of_how_to_run_are_found_at_once() {
    let (settings, problems) = load_run(
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
        "9: [web]: trusted_proxies \"all\" is neither an address nor a network; write it as",
    ];
    assert_eq!(problems.len(), starts.len(), "{problems:#?}");
    for (problem, start) in problems.iter().zip(starts) {
        assert!(problem.starts_with(start), "{problem}");
    }
    // A proxy that cannot be used is no reason to do without.
    assert_eq!(settings.run.fetch.proxy.as_deref(), Some(""));
    assert!(problems.iter().all(|problem| !problem.contains("hemligt")));
    assert!(matches!(load_run("[fetch\n"), Err(ConfigError::Syntax { line: 1, .. })));
}

#[test]
fn what_a_maildir_is_stands_beside_the_list() {
    let (settings, problems) =
        load_run("[mail]\nmaildirs = { nyhetsbrev = \"/srv/mail/brev\", bra-namn = \"brev\" }\n")
            .unwrap();
    assert_eq!(problems, [""; 0]);
    let maildirs = &settings.run.mail.maildirs;
    assert_eq!(maildirs["nyhetsbrev"], std::path::Path::new("/srv/mail/brev"));
    assert!(maildirs["bra-namn"].is_absolute(), "{maildirs:?}");
    let (settings, problems) =
        load_run("[mail]\nmaildirs = { \"/srv\" = \"/srv/mail\", b = 1 }\nmaildir = \"x\"\n")
            .unwrap();
    assert!(settings.run.mail.maildirs.is_empty());
    assert_eq!(problems.len(), 3, "{problems:?}");
}
