//! A source may want a login. Its secret comes from the environment or from systemd, goes to the
//! origin of the source and nowhere else, and is shown to nobody.

use crate::house::{House, Said};
use crate::site::{Answer, Site};

const SECRET: &str = "anna:hemligt";
/// `anna:hemligt` as Basic credentials.
const BASIC: &str = "Basic YW5uYTpoZW1saWd0";

/// A source with a login, and one without.
fn house(site: &Site) -> House {
    site.feed("/feed.xml", &[("Intern nyhet", "/nyhet", "För anställda.")]);
    site.feed("/open.xml", &[("Öppen nyhet", "/open", "För alla.")]);
    let house = House::with_feeds(site, &[("open", "/open.xml")], "");
    let list = std::fs::read_to_string(house.path("sources.toml")).unwrap();
    let url = site.url("/feed.xml");
    bind(&house, &[&site.network()], &site.url(""));
    house.write(
        "sources.toml",
        &format!("{list}\n[[source]]\nid = \"inside\"\nname = \"Inside\"\nurl = \"{url}\"\nlogin = \"INTRANET\"\nfull_text = true\n"),
    );
    house
}

/// What whoever runs the program has said: which networks are open, and where the login may go.
fn bind(house: &House, networks: &[&str], home: &str) {
    house.allow(networks);
    let run = std::fs::read_to_string(house.path("utkik.toml")).unwrap();
    house.write("utkik.toml", &format!("{run}[logins]\nINTRANET = \"{home}\"\n"));
}

fn crawl(house: &House, variables: &[(&str, &str)]) -> Said {
    let mut command = house.command(&["crawl", "--json"]);
    command.envs(variables.iter().copied());
    Said::from(command.output().unwrap())
}

fn login(site: &Site, path: &str) -> Vec<Option<String>> {
    let requests = site.requests_for(path);
    requests.iter().map(|request| request.headers.get("authorization").cloned()).collect()
}

#[test]
fn the_secret_comes_from_the_environment_or_from_systemd() {
    for from_systemd in [false, true] {
        let site = Site::start();
        let house = house(&site);
        let said = if from_systemd {
            house.write("utkik-login-INTRANET", &format!("{SECRET}\n"));
            crawl(&house, &[("CREDENTIALS_DIRECTORY", house.path("").to_str().unwrap())])
        } else {
            crawl(&house, &[("UTKIK_LOGIN_INTRANET", SECRET)])
        };
        assert_eq!(said.code, Some(0), "{said:?}");
        assert_eq!(login(&site, "/feed.xml"), [Some(BASIC.to_owned())]);
        for path in ["/robots.txt", "/open.xml", "/nyhet"] {
            assert_eq!(login(&site, path), [None], "{path}");
        }
    }
}

#[test]
fn it_follows_a_redirect_within_its_origin_only() {
    let (site, other) = (Site::start(), Site::start());
    let house = house(&site);
    bind(&house, &[&site.network(), &other.network()], &site.url(""));
    let to = |to: &str| Answer::new(301, "text/plain", "").header("Location", to);
    other.answer("/away", to(&site.url("/back")));
    other.feed("/moved.xml", &[("Flyttad nyhet", "/f", "x")]);
    site.answer("/feed.xml", to("/step"));
    site.answer("/step", to(&other.url("/away")));
    site.answer("/back", to(&other.url("/moved.xml")));

    let said = crawl(&house, &[("UTKIK_LOGIN_INTRANET", SECRET)]);
    assert_eq!(said.code, Some(0), "{said:?}");
    assert_eq!(login(&site, "/step"), [Some(BASIC.to_owned())]);
    assert_eq!(login(&site, "/back"), [None], "it had left");
    // The new address is remembered; it does not inherit the login.
    let mut house = house;
    house.at("2026-11-23T07:00:00Z");
    crawl(&house, &[("UTKIK_LOGIN_INTRANET", SECRET)]);
    assert_eq!(other.requests_for("/moved.xml").len(), 2);
    assert!(other.requests().iter().all(|request| !request.headers.contains_key("authorization")));
}

#[test]
fn without_a_secret_that_source_fails_and_the_others_run() {
    for variables in [&[][..], &[("UTKIK_LOGIN_INTRANET", "hemligt")]] {
        let site = Site::start();
        let house = house(&site);
        let said = crawl(&house, variables);
        assert_eq!(said.code, Some(1), "{said:?}");
        assert!(said.out.contains("UTKIK_LOGIN_INTRANET"), "{said:?}");
        assert!(!said.out.contains("hemligt") && !said.err.contains("hemligt"), "{said:?}");
        assert_eq!(house.source("inside")["health"], "failing");
        assert_eq!(house.source("open")["documents"], 1);
        assert_eq!(login(&site, "/feed.xml"), [None; 0]);
    }
}

#[test]
fn who_edits_the_list_cannot_send_it_to_himself() {
    let (site, thief) = (Site::start(), Site::start());
    let house = house(&site);
    bind(&house, &[&site.network(), &thief.network()], &site.url(""));
    thief.feed("/feed.xml", &[("Fälla", "/f", "x")]);
    let list = std::fs::read_to_string(house.path("sources.toml")).unwrap();
    house.write("sources.toml", &list.replace(&site.url("/feed.xml"), &thief.url("/feed.xml")));
    let said = crawl(&house, &[("UTKIK_LOGIN_INTRANET", SECRET)]);
    assert_eq!(said.code, Some(1), "{said:?}");
    assert!(house.source("inside")["error"].as_str().unwrap().contains("[logins]"));
    assert!(thief.requests().is_empty(), "{:?}", thief.requests());

    // Nor is it sent anywhere before somebody has said where it belongs.
    house.allow(&[&site.network(), &thief.network()]);
    house.write("sources.toml", &list);
    crawl(&house, &[("UTKIK_LOGIN_INTRANET", SECRET)]);
    assert!(site.requests().iter().all(|request| !request.headers.contains_key("authorization")));
}

#[test]
fn it_is_shown_to_nobody() {
    let site = Site::start();
    let house = house(&site);
    site.answer("/feed.xml", Answer::new(401, "text/html", "nej"));
    let variables =
        [("UTKIK_LOGIN_INTRANET", SECRET), ("RUST_LOG", "trace"), ("UTKIK_LOG", "trace")];
    let said = crawl(&house, &variables);
    let told = format!("{said:?}{}", house.source("inside"));
    assert!(told.contains("login"), "{told}");
    for secret in ["hemligt", "anna", "YW5uYTpoZW1saWd0"] {
        assert!(!told.contains(secret), "{told}");
    }
}

#[test]
fn a_secret_in_the_file_is_refused() {
    let site = Site::start();
    let house = house(&site);
    let list = std::fs::read_to_string(house.path("sources.toml")).unwrap();
    house.write("sources.toml", &list.replace("\"INTRANET\"", &format!("\"{SECRET}\"")));
    let said = crawl(&house, &[]);
    assert!(said.err.contains("login is a name") && !said.err.contains("hemligt"), "{said:?}");
}
