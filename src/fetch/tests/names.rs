//! What a name leads to is checked, all of it, and that is what is dialled.

use std::net::IpAddr;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex};

use super::server::{Site, missing, ok, redirect};
use super::{body, failure, impatient, now, settings};
use crate::fetch::Fetcher;
use crate::fetch::names::Names;
use crate::model::Clock;

/// May reach these sites; names lead where the script says, `None` is a name server that is silent.
fn scripted(
    sites: &[&Site],
    script: impl Fn(&str) -> Option<Vec<IpAddr>> + Send + Sync + 'static,
) -> Fetcher {
    let names = Names::Scripted(Arc::new(script));
    Fetcher::with(settings(sites), Clock::Fixed(now()), Vec::new(), impatient(), names).unwrap()
}

fn addresses(texts: &str) -> Vec<IpAddr> {
    texts.split_whitespace().map(|text| text.parse().unwrap()).collect()
}

fn port_of(site: &Site) -> u16 {
    site.address.rsplit(':').next().unwrap().parse().unwrap()
}

/// The name server tells the truth once, and then names the trap.
#[tokio::test]
async fn a_name_that_turns_inwards_after_the_check_is_not_followed() {
    let site = Site::start("127.0.1.30", |_| ok("honest")).await;
    let port = port_of(&site);
    let trap = Site::start_at("127.0.1.31", port, |_| ok("secret")).await;
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&asked);
    let fetcher = scripted(&[&site], move |_| match counter.fetch_add(1, SeqCst) {
        0 => Some(addresses("127.0.1.30")),
        _ => Some(addresses("127.0.1.31")),
    });
    for path in ["/a", "/b", "/c"] {
        let url = format!("http://turning.example:{port}{path}");
        assert_eq!(body(&fetcher, &url).await.body, b"honest");
    }
    assert_eq!(asked.load(SeqCst), 1, "between check and dial nobody is asked again");
    assert_eq!(trap.connections(), 0);
}

/// A second name in a redirect is looked up by itself.
#[tokio::test]
async fn every_hop_is_checked() {
    let site = Site::start("127.0.1.32", |seen| match seen.path.as_str() {
        "/robots.txt" => missing(),
        _ => redirect("302 Found", "http://inside.example/"),
    })
    .await;
    let fetcher = scripted(&[&site], |name| {
        Some(addresses(if name == "inside.example" { "10.0.0.1" } else { "127.0.1.32" }))
    });
    let error = failure(&fetcher, &format!("http://a.example:{}/", port_of(&site))).await;
    assert_eq!(error.class(), "policy", "{error}");
    assert!(error.to_string().contains("10.0.0.1:80"), "{error}");
    assert_eq!(site.paths(), ["/robots.txt", "/"]);
}

#[tokio::test]
async fn one_address_inside_refuses_the_name() {
    let inside = "0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 127.0.0.1 169.254.169.254 172.16.0.1 \
        192.0.0.1 192.168.0.1 198.18.0.1 224.0.0.1 240.0.0.1 255.255.255.255 :: ::1 \
        ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 64:ff9b::a00:1 64:ff9b:1::1 \
        2002:7f00:1::1 2002:c0a8:101::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 fc00::1 fd00::1 \
        fe80::1 fec0::1 ff02::1 2001:db8::1 ::127.0.0.1";
    for address in inside.split_whitespace() {
        for all in [
            address.to_owned(),
            format!("{address} 1.1.1.1"),
            format!("1.1.1.1 2606:4700::1111 {address}"),
        ] {
            let answer = all.clone();
            let fetcher = scripted(&[], move |_| Some(addresses(&answer)));
            let error = failure(&fetcher, "https://mixed.example/").await;
            assert_eq!(error.class(), "policy", "{all}: {error}");
            assert!(error.is_blocked() && !error.is_temporary(), "{all}");
            assert_eq!(fetcher.statistics().requests, 0);
        }
    }
}

/// A listed address is as good as a public one, also beside one.
#[tokio::test]
async fn public_and_listed_addresses_may_be_mixed() {
    let site = Site::start("127.0.1.33", |_| ok("listed")).await;
    let other = Site::start("127.0.1.34", |_| ok("listed, too")).await;
    // Nobody listens at this port of the other: the client goes on to the next address.
    let port = port_of(&site);
    let mut settings = settings(&[&site, &other]);
    settings.allow_networks.push(format!("127.0.1.34:{port}").parse().unwrap());
    let names = Names::Scripted(Arc::new(|_| Some(addresses("127.0.1.34 127.0.1.33"))));
    let fetcher =
        Fetcher::with(settings, Clock::Fixed(now()), Vec::new(), impatient(), names).unwrap();
    let answer = body(&fetcher, &format!("http://both.example:{port}/")).await;
    assert_eq!(answer.body, b"listed");
}

#[tokio::test]
async fn names_of_the_own_machine_lead_nowhere() {
    for host in [
        "localhost",
        "localhost.",
        "LOCALHOST",
        "foo.localhost",
        "127.0.0.1.nip.io",
        "localtest.me",
        "metadata.google.internal",
    ] {
        let fetcher = scripted(&[], |name| {
            Some(addresses(if name.starts_with("metadata") {
                "169.254.169.254"
            } else {
                "127.0.0.1"
            }))
        });
        let error = failure(&fetcher, &format!("http://{host}/")).await;
        assert_eq!(error.class(), "policy", "{host}: {error}");
    }
}

/// Ways to write an address that some programs read as a name.
#[tokio::test]
async fn disguised_addresses_are_read_as_addresses() {
    let fetcher = scripted(&[], |name| panic!("`{name}` was looked up"));
    for host in [
        "127.0.0.1",
        "127.0.0.1.",
        "127.1",
        "127.0.1",
        "0",
        "0x0",
        "2130706433",
        "0x7f000001",
        "0x7F.1",
        "0177.0.0.1",
        "0177.0x0.0.01",
        "00000177.1",
        "%31%32%37.0.0.1",
        "１２７.0.0.1",
        "127。0。0。1",
        "①②⑦.⓪.⓪.①",
        "169.254.43518",
        "0xA9FEA9FE",
        "[::]",
        "[::1]",
        "[0:0:0:0:0:0:0:1]",
        "[::127.0.0.1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[64:ff9b::127.0.0.1]",
        "[2002:7f00:1::]",
        "[fe80::1]",
        "[fec0::1]",
        "[fd00:ec2::254]",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "198.18.0.1",
        "240.0.0.1",
        "255.255.255.255",
    ] {
        let error = failure(&fetcher, &format!("http://{host}/")).await;
        assert_eq!(error.class(), "policy", "{host}: {error}");
    }
}

/// Written so that two programs could read it differently, or so that none should.
#[tokio::test]
async fn dishonest_addresses_are_refused_unseen() {
    let fetcher = scripted(&[], |name| panic!("`{name}` was looked up"));
    for address in [
        "http://good.example\\@127.0.0.1/",
        "http:\\\\127.0.0.1/",
        "http://good.example/\\..\\",
        "http://127.0.0.1\t/",
        "ht\ntp://good.example/",
        "http://good.example/\0",
        "http://good.example/\u{7f}",
        "http://good\u{85}.example/",
        "http://256.1.1.1/",
        "http://1.2.3.4.5/",
        "http://0x100000000/",
        "http://[::1%25eth0]/",
        "http://a b.example/",
        "http://good.example:99999/",
        "ftp://good.example/",
        "file:///etc/passwd",
        "gopher://good.example:80/",
        "ws://good.example/",
        "javascript:alert(1)",
        "//good.example/",
        "",
    ] {
        let error = failure(&fetcher, address).await;
        assert_eq!(error.class(), "policy", "{address:?}: {error}");
        assert!(!error.to_string().chars().any(char::is_control), "{error:?}");
    }
}

#[tokio::test]
async fn other_ports_are_closed_at_public_addresses_too() {
    let fetcher = scripted(&[], |_| Some(addresses("1.1.1.1")));
    for address in [
        "http://good.example:22/",
        "https://good.example:6379/",
        "http://good.example:0/",
        "http://1.1.1.1:81/",
        "https://[2606:4700::1111]:25/",
    ] {
        let error = failure(&fetcher, address).await;
        assert_eq!(error.class(), "policy", "{address}: {error}");
        assert!(error.to_string().contains("only 80, 443, 8080 and 8443 are open"), "{error}");
    }
    assert_eq!(fetcher.statistics().requests, 0);
}

#[tokio::test]
async fn names_are_looked_up_as_they_are_dialled() {
    let site = Site::start("127.0.1.35", |_| ok("here")).await;
    let seen = Arc::new(Mutex::new(Vec::new()));
    let names = Arc::clone(&seen);
    let fetcher = scripted(&[&site], move |name| {
        names.lock().unwrap().push(name.to_owned());
        Some(addresses("127.0.1.35"))
    });
    for host in ["RÄKSMÖRGÅS.example", "dotted.example."] {
        let answer = body(&fetcher, &format!("http://{host}:{}/", port_of(&site))).await;
        assert_eq!(answer.body, b"here", "{host}");
    }
    assert_eq!(*seen.lock().unwrap(), ["xn--rksmrgs-5wao1o.example", "dotted.example."]);
}

#[tokio::test]
async fn a_name_without_an_address_is_told() {
    let fetcher = scripted(&[], |_| Some(Vec::new()));
    let error = failure(&fetcher, "https://empty.example/").await;
    assert_eq!(error.class(), "network", "{error}");
    assert!(error.to_string().contains("`empty.example` could not be looked up"), "{error}");
    assert!(error.is_temporary());
}

#[tokio::test]
async fn a_name_server_that_is_silent_costs_no_more_than_a_silent_host() {
    let fetcher = scripted(&[], |_| None);
    let began = tokio::time::Instant::now();
    let error = failure(&fetcher, "https://silent.example/").await;
    assert_eq!(error.class(), "timeout", "{error}");
    assert!(error.to_string().contains("the name server did not answer within 2 s"), "{error}");
    assert!(began.elapsed() >= impatient().connect);
    // The others who wait for the host are told the same at once.
    assert_eq!(failure(&fetcher, "https://silent.example/b").await.class(), "timeout");
    assert_eq!(fetcher.statistics().requests, 0);
}
