//! The own network is never contacted.

use super::server::{Site, missing, ok, redirect};
use super::{failure, fetcher};
use crate::fetch::{Fetcher, tests::settings};
use crate::model::Clock;

#[tokio::test]
async fn nothing_inside_is_dialled_unless_listed() {
    let site = Site::start("127.0.1.2", |_| ok("secret")).await;
    let mut settings = settings(&[]);
    settings.allow_networks = vec!["127.0.1.2:1".parse().unwrap()];
    let fetcher = Fetcher::new(settings, Clock::Fixed(super::now()), Vec::new()).unwrap();
    let port = site.address.rsplit(':').next().unwrap();
    for host in [
        "127.0.1.2",
        "2130706690",
        "0x7f000102",
        "0177.0.1.2",
        "127.258",
        "[::ffff:127.0.1.2]",
        "[::ffff:7f00:102]",
        "localhost",
    ] {
        let error = failure(&fetcher, &format!("http://{host}:{port}/")).await;
        assert_eq!(error.class(), "policy", "{host}: {error}");
        assert!(error.is_blocked(), "{host}");
    }
    assert_eq!(site.connections(), 0);
    assert_eq!(fetcher.statistics().requests, 0);
}

#[tokio::test]
async fn a_redirect_inside_is_refused() {
    let trap = Site::start("127.0.1.3", |_| ok("secret")).await;
    let port = trap.address.rsplit(':').next().unwrap().to_owned();
    let site = Site::start("127.0.1.2", move |seen| match seen.path.as_str() {
        "/robots.txt" => missing(),
        "/port" => redirect("302 Found", "http://127.0.1.2:22/"),
        "/credentials" => redirect("302 Found", "http://anna:hemlig@example.se/"),
        "/file" => redirect("302 Found", "file:///etc/passwd"),
        "/slash" => redirect("302 Found", "http:\\\\127.0.1.3"),
        "/literal" => redirect("301 Moved Permanently", &format!("http://127.0.1.3:{port}/x")),
        "/decimal" => redirect("307 Temporary Redirect", &format!("http://2130706691:{port}/")),
        _ => redirect("302 Found", "http://169.254.169.254/latest/meta-data/"),
    })
    .await;
    let fetcher = fetcher(&[&site]);
    for path in ["/port", "/credentials", "/file", "/slash", "/literal", "/decimal", "/metadata"] {
        let error = failure(&fetcher, &site.url(path)).await;
        assert_eq!(error.class(), "policy", "{path}: {error}");
        assert!(!error.to_string().contains("hemlig"));
    }
    assert_eq!(trap.connections(), 0);
}

#[tokio::test]
async fn redirects_come_to_an_end() {
    let site = Site::start("127.0.1.2", |seen| {
        let step: u32 = seen.path.trim_start_matches("/step").parse().unwrap_or(0);
        match seen.path.as_str() {
            "/robots.txt" => missing(),
            "/self" => redirect("302 Found", "/self"),
            "/nowhere" => super::server::Act::Send(super::server::answer("302 Found", &[], "")),
            "/step6" => ok("arrived"),
            _ => redirect("302 Found", &format!("/step{}", step + 1)),
        }
    })
    .await;
    let fetcher = fetcher(&[&site]);
    for path in ["/self", "/nowhere", "/step0", "/loop"] {
        let error = failure(&fetcher, &site.url(path)).await;
        assert_eq!(error.class(), "redirect", "{path}: {error}");
    }
    assert_eq!(super::body(&fetcher, &site.url("/step1")).await.body, b"arrived");
}

#[tokio::test]
async fn wrong_settings_are_told() {
    for (proxy, ca_file, word) in [
        (Some("proxy.example.se:3128"), None, "`proxy` is not an address"),
        (Some("socks5://proxy.example.se"), None, "`proxy` is not an address"),
        (None, Some("/nowhere/ca.pem"), "`ca_file` /nowhere/ca.pem"),
    ] {
        let mut settings = settings(&[]);
        settings.proxy = proxy.map(str::to_owned);
        settings.ca_file = ca_file.map(Into::into);
        let error = Fetcher::new(settings, Clock::Fixed(super::now()), Vec::new()).err().unwrap();
        assert!(error.to_string().contains(word), "{error}");
    }
}

#[tokio::test]
async fn a_proxy_is_used_for_names_but_not_for_what_is_inside() {
    let proxy = Site::start("127.0.1.4", |_| ok("by proxy")).await;
    let mut settings = settings(&[]);
    settings.proxy = Some(format!("http://{}", proxy.address));
    settings.gap = std::time::Duration::ZERO;
    let fetcher = Fetcher::new(settings, Clock::Fixed(super::now()), Vec::new()).unwrap();
    let answer = super::body(&fetcher, "http://feeds.example/a").await;
    assert_eq!(answer.body, b"by proxy");
    assert_eq!(proxy.paths(), ["http://feeds.example/robots.txt", "http://feeds.example/a"]);
    for inside in ["http://127.0.1.9/", "http://10.0.0.1/", "http://feeds.example:22/"] {
        assert_eq!(failure(&fetcher, inside).await.class(), "policy", "{inside}");
    }
    assert_eq!(proxy.seen().len(), 2);
}
