//! The explicit forward proxy: what goes through it, what does not, and whose fault a failure is.

use std::time::Duration;

use super::encrypted::{Authority, Listener};
use super::server::{Act, Site, answer, missing, ok};
use super::{body, failure, now, settings};
use crate::fetch::{Credentials, FetchSettings, Fetcher};
use crate::model::Clock;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

fn proxied(proxy: &str, sites: &[&Site]) -> FetchSettings {
    FetchSettings {
        proxy: Some(format!("http://{proxy}")),
        proxy_login: Credentials::read("anna:hem:ligt"),
        gap: Duration::ZERO,
        ..settings(sites)
    }
}

fn build(settings: FetchSettings) -> Fetcher {
    Fetcher::new(settings, Clock::Fixed(now()), Vec::new()).unwrap()
}

#[tokio::test]
async fn the_proxy_is_told_who_we_are_and_nobody_else_is() {
    let proxy = Site::start("127.0.1.70", |_| ok("by proxy")).await;
    let site = Site::start("127.0.1.71", |_| ok("directly")).await;
    let fetcher = build(proxied(&proxy.address, &[&site]));
    assert_eq!(body(&fetcher, "http://feeds.example/a").await.body, b"by proxy");
    for seen in proxy.seen() {
        // The login in Base64 (RFC 7617), in lower case as the server keeps it.
        assert!(
            seen.head.contains("proxy-authorization: basic yw5uytpozw06bglnda==\r\n"),
            "{}",
            seen.head
        );
    }
    let asked = proxy.seen().len();

    // Listed addresses are asked directly, at the port that is listed and at no other.
    assert_eq!(body(&fetcher, &site.url("/")).await.body, b"directly");
    assert!(site.seen().iter().all(|seen| !seen.head.contains("proxy-authorization")));
    assert_eq!(failure(&fetcher, "http://127.0.1.71:8080/").await.class(), "policy");
    assert_eq!(proxy.seen().len(), asked);
}

/// Which guards do not rest on the proxy.
#[tokio::test]
async fn what_can_be_seen_from_the_address_is_refused_behind_a_proxy_too() {
    let proxy = Site::start("127.0.1.70", |_| ok("secret")).await;
    let fetcher = build(proxied(&proxy.address, &[]));
    for address in [
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://[::ffff:10.0.0.1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://localhost/",
        "http://LOCALHOST./",
        "http://printer.localhost/",
        "http://feeds.example:22/",
        "https://feeds.example:3128/",
        "ftp://feeds.example/",
        "http://feeds.example\\@127.0.0.1/",
    ] {
        assert_eq!(failure(&fetcher, address).await.class(), "policy", "{address}");
    }
    // The proxy itself is no site.
    assert_eq!(failure(&fetcher, &proxy.url("/")).await.class(), "policy");
    assert_eq!(proxy.connections(), 0);
}

#[tokio::test]
async fn a_redirect_through_the_proxy_does_not_lead_inside() {
    let proxy = Site::start("127.0.1.70", |seen| match seen.path.as_str() {
        "http://feeds.example/robots.txt" => missing(),
        _ => Act::Send(answer("302 Found", &["Location: http://10.0.0.1/"], "")),
    })
    .await;
    let fetcher = build(proxied(&proxy.address, &[]));
    assert_eq!(failure(&fetcher, "http://feeds.example/a").await.class(), "policy");
    assert_eq!(proxy.seen().len(), 2);
}

#[tokio::test]
async fn what_the_proxy_is_to_blame_for_is_said_of_the_proxy() {
    let gone =
        Site::start("127.0.1.70", |_| ok("")).await.address.replace("127.0.1.70", "127.0.1.79");
    let silent = Site::start("127.0.1.70", |_| Act::Cut(Vec::new())).await;
    let login = Site::start("127.0.1.70", |_| {
        Act::Send(answer("407 Proxy Authentication Required", &[], "<html>"))
    })
    .await;
    let strict = Site::start("127.0.1.70", |_| Act::Send(answer("403 Filtered", &[], ""))).await;
    let tcp_garbage = Listener::plain("127.0.1.70", async |mut stream: TcpStream, _| {
        let _ = stream.read(&mut [0; 1000]).await;
        let _ = stream.write_all(b"SSH-2.0-OpenSSH\r\n\r\n").await;
    })
    .await;
    for (proxy, url, part) in [
        (&gone, "http://feeds.example/", "could not be reached"),
        (&gone, "https://feeds.example/", "could not be reached"),
        (&silent.address, "https://feeds.example/", "could not be reached"),
        (&login.address, "http://feeds.example/", "give them as `UTKIK_PROXY_CREDENTIALS`"),
        (&login.address, "https://feeds.example/", "give them as `UTKIK_PROXY_CREDENTIALS`"),
        (&strict.address, "https://feeds.example/", "made no connection to `feeds.example`"),
        (&tcp_garbage.address, "https://feeds.example/", "made no connection to `feeds.example`"),
    ] {
        let error = failure(&build(proxied(proxy, &[])), url).await;
        assert_eq!(error.class(), "network", "{url}: {error}");
        let said = error.to_string();
        assert!(said.contains(part) && said.contains(&format!("the proxy `{proxy}`")), "{said}");
        assert!(!said.contains("anna") && !said.contains("ligt"), "{said}");
        assert!(error.is_temporary());
    }
}

#[tokio::test]
async fn a_login_shows_itself_nowhere() {
    let settings = proxied("proxy.example:3128", &[]);
    let shown = format!("{settings:?}");
    assert!(!shown.contains("anna") && !shown.contains("ligt"), "{shown}");
    for text in ["", "anna", ":ligt", "anna:li\ngt"] {
        assert_eq!(Credentials::read(text), None, "{text:?}");
    }
    let mut settings = settings;
    settings.proxy = Some("http://anna:hemligt@proxy.example:3128".to_owned());
    let error = Fetcher::new(settings, Clock::Fixed(now()), Vec::new()).err().unwrap().to_string();
    assert!(error.contains("UTKIK_PROXY_CREDENTIALS") && !error.contains("hemligt"), "{error}");
}

/// Trust is between us and the site: the proxy only carries.
#[tokio::test]
async fn a_bad_certificate_behind_the_proxy_is_the_fault_of_the_site() {
    let authority = Authority::new();
    let config = std::sync::Arc::new(Authority::new().certify("feeds.example").config(&[]));
    let proxy = Listener::plain("127.0.1.70", move |mut stream: TcpStream, _| {
        let acceptor = tokio_rustls::TlsAcceptor::from(config.clone());
        async move {
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                let Ok(byte) = stream.read_u8().await else { return };
                head.push(byte);
            }
            assert!(head.starts_with(b"CONNECT feeds.example:443 HTTP/1.1\r\n"));
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await;
            let _ = acceptor.accept(stream).await;
        }
    })
    .await;
    let mut settings = proxied(&proxy.address, &[]);
    settings.ca_file = Some(authority.ca_file.path().to_owned());
    let error = failure(&build(settings), "https://feeds.example/").await.to_string();
    assert!(error.contains("`feeds.example` is not trusted"), "{error}");
    assert!(!error.contains("proxy"), "{error}");
}
