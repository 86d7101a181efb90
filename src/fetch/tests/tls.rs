//! Faults of encryption: each ends in time, in its class, with a sentence that says whose fault it
//! is.

use rcgen::date_time_ymd;
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::encrypted::{Authority, Encrypted, Listener, Shown};
use super::server::{Site, answer, ok};
use super::{body, failure, settings};
use crate::fetch::Fetcher;
use crate::model::Clock;

/// Answers each request with 200 and a word.
async fn friendly(mut stream: Encrypted, _: usize) {
    while read_head(&mut stream).await.is_some() {
        if stream.write_all(&answer("200 OK", &[], "trusted")).await.is_err() {
            return;
        }
    }
}

async fn read_head(stream: &mut Encrypted) -> Option<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    Some(String::from_utf8(head).unwrap().to_lowercase())
}

async fn listen(config: ServerConfig) -> Listener {
    Listener::encrypted("127.0.1.40", config, friendly).await
}

#[tokio::test]
async fn a_private_authority_is_trusted_when_it_is_named() {
    let authority = Authority::new();
    let named = listen(authority.certify("host40.example").config(&["http/1.1"])).await;
    let numbered = listen(authority.certify("127.0.1.40").config(&[])).await;
    let fetcher = authority.fetcher(&[&named, &numbered]);
    for url in [named.url("host40.example", "/"), numbered.url("127.0.1.40", "/")] {
        assert_eq!(body(&fetcher, &url).await.body, b"trusted", "{url}");
    }
}

#[tokio::test]
async fn what_cannot_be_trusted_is_said_so() {
    let authority = Authority::new();
    let old = authority.certify_with("host40.example", |params| {
        params.not_before = date_time_ymd(2019, 1, 1);
        params.not_after = date_time_ymd(2020, 1, 1);
    });
    let early = authority.certify_with("host40.example", |params| {
        params.not_before = date_time_ymd(4000, 1, 1);
    });
    for (shown, part) in [
        (old, "`host40.example` is not trusted: its certificate has expired"),
        (early, "is not valid yet; is the clock"),
        (authority.certify("other.example"), "is made out to another name"),
        (authority.certify("127.0.1.40"), "is made out to another name"),
        (Authority::new().certify("host40.example"), "an authority that is not known here"),
        (Shown::self_signed("host40.example"), "`ca_file` in `utkik.toml`"),
    ] {
        let server = listen(shown.config(&[])).await;
        let fetcher = authority.fetcher(&[&server]);
        let error = failure(&fetcher, &server.url("host40.example", "/")).await;
        assert_eq!(error.class(), "network", "{error}");
        assert!(error.to_string().contains(part), "{part}: {error}");
        assert!(error.is_temporary() && !error.is_blocked());
    }
}

/// A literal address needs a certificate for that address.
#[tokio::test]
async fn a_certificate_for_another_address_does_not_hold() {
    let authority = Authority::new();
    let server = listen(authority.certify("127.0.1.41").config(&[])).await;
    let error = failure(&authority.fetcher(&[&server]), &server.url("127.0.1.40", "/")).await;
    assert!(error.to_string().contains("is made out to another name"), "{error}");
}

#[tokio::test]
async fn handshakes_that_fail_end_in_their_class() {
    /// TLS 1.1 and no more: an alert "protocol version", and a hello that picks it.
    const ALERT: &[u8] = b"\x15\x03\x02\0\x02\x02\x46";
    let mut hello = b"\x16\x03\x02\0\x2a\x02\0\0\x26\x03\x02".to_vec();
    hello.extend([7; 32]);
    hello.extend(b"\0\xc0\x14\0");
    let mut truncated = hello.clone();
    truncated.truncate(20);
    for (bytes, is_held, class, part) in [
        (ALERT.to_vec(), true, "network", "offers only outdated encryption"),
        (hello, true, "network", "offers only outdated encryption"),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec(), true, "network", "does not answer in TLS"),
        (vec![0xff; 4096], true, "network", "does not answer in TLS"),
        (Vec::new(), false, "network", "`127.0.1.40` could not be reached"),
        (truncated, false, "network", "`127.0.1.40` could not be reached"),
        (Vec::new(), true, "timeout", "did not accept a connection within 1.5 s"),
    ] {
        let sent = bytes.clone();
        let server = Listener::plain("127.0.1.40", move |mut stream: TcpStream, _| {
            let bytes = bytes.clone();
            async move {
                let _ = stream.read(&mut [0; 4096]).await;
                let _ = stream.write_all(&bytes).await;
                if is_held {
                    let _ = stream.read_to_end(&mut Vec::new()).await;
                }
            }
        })
        .await;
        let authority = Authority::new();
        let error = failure(&authority.fetcher(&[&server]), &server.url("127.0.1.40", "/")).await;
        assert_eq!(error.class(), class, "{sent:?}: {error}");
        assert!(error.to_string().contains(part), "{sent:?}: {error}");
        assert!(error.is_temporary());
    }
}

/// Without its farewell (`close_notify`) nobody knows whether the answer was all of it.
#[tokio::test]
async fn an_answer_cut_off_under_encryption_is_truncated() {
    let authority = Authority::new();
    let config = authority.certify("127.0.1.40").config(&[]);
    let server = Listener::encrypted("127.0.1.40", config, async |mut stream: Encrypted, _| {
        let Some(head) = read_head(&mut stream).await else { return };
        if head.starts_with("get /robots.txt") {
            let _ = stream.write_all(b"HTTP/1.1 404 No\r\nConnection: close\r\n\r\n").await;
            let _ = stream.shutdown().await;
            return;
        }
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n<rss>half").await;
        if head.starts_with("get /whole") {
            let _ = stream.shutdown().await;
        } else {
            let _ = stream.flush().await;
        }
    })
    .await;
    let fetcher = authority.fetcher(&[&server]);
    let error = failure(&fetcher, &server.url("127.0.1.40", "/half")).await;
    assert_eq!(error.class(), "truncated", "{error}");
    assert_eq!(body(&fetcher, &server.url("127.0.1.40", "/whole")).await.body, b"<rss>half");
}

/// A redirect may lead away from encryption; nothing but the request goes with it, and nobody
/// learns it for good.
#[tokio::test]
async fn a_redirect_to_plain_text_is_followed_once() {
    let plain = Site::start("127.0.1.41", |_| ok("plain")).await;
    let authority = Authority::new();
    let config = authority.certify("127.0.1.40").config(&[]);
    let target = plain.url("/here");
    let server = Listener::encrypted("127.0.1.40", config, move |mut stream: Encrypted, _| {
        let location = format!("Location: {target}");
        async move {
            while let Some(head) = read_head(&mut stream).await {
                let reply = if head.starts_with("get /robots.txt") {
                    answer("404 Not Found", &[], "")
                } else {
                    answer("301 Moved", &[&location, "Set-Cookie: a=b"], "")
                };
                if stream.write_all(&reply).await.is_err() {
                    return;
                }
            }
        }
    })
    .await;
    let mut settings = settings(&[&plain]);
    settings.allow_networks.push(server.address.parse().unwrap());
    settings.ca_file = Some(authority.ca_file.path().to_owned());
    let fetcher = Fetcher::new(settings, Clock::Fixed(super::now()), Vec::new()).unwrap();
    let address = server.url("127.0.1.40", "/").replace("https://", "https://anna:hemligt@");
    let answer = body(&fetcher, &address).await;
    assert_eq!((answer.body.as_slice(), answer.moved_to), (&b"plain"[..], None));
    for seen in plain.seen() {
        for word in ["cookie", "authorization", "referer", "hemligt"] {
            assert!(!seen.head.contains(word), "{}", seen.head);
        }
    }
}

#[tokio::test]
async fn an_authority_that_cannot_be_read_is_a_matter_of_settings() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ca.pem");
    let key = rcgen::KeyPair::generate().unwrap().serialize_pem();
    let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    assert!(rustls::pki_types::CertificateDer::from_pem_slice(broken.as_bytes()).is_ok());
    for text in ["", "garbage", &key, "-----BEGIN CERTIFICATE-----\n", broken] {
        std::fs::write(&file, text).unwrap();
        let mut settings = settings(&[]);
        settings.ca_file = Some(file.clone());
        let error = Fetcher::new(settings, Clock::Fixed(super::now()), Vec::new());
        let error = error.err().unwrap_or_else(|| panic!("{text:?} is no authority"));
        assert!(error.to_string().contains(file.to_str().unwrap()), "{error}");
        assert_eq!(error.class(), "policy");
    }
}
