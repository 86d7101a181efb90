//! A town hall's network: the proxy that `utkik.toml` names is used and no other, its password is
//! never shown, and an internal authority is trusted when it is named. The proxy here is a real
//! one, tinyproxy as Debian has it.

use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::house::{House, Said, until};
use crate::site::Site;

const PASSWORD: &str = "hemligt7";

/// Everybody who sets a proxy for programs in general: none of these is for us.
const PROXY_VARIABLES: [&str; 8] = [
    "HTTP_PROXY",
    "http_proxy",
    "HTTPS_PROXY",
    "https_proxy",
    "ALL_PROXY",
    "all_proxy",
    "FTP_PROXY",
    "SOCKS_PROXY",
];

#[test]
fn proxies_of_the_environment_see_no_byte() {
    let trap = TcpListener::bind("127.0.0.1:0").unwrap();
    trap.set_nonblocking(true).unwrap();
    let proxy = format!("http://{}", trap.local_addr().unwrap());
    let site = Site::start();
    site.feed("/feed", &[("Gröna tak", "/tak", "Kommunen bygger.")]);
    let house = House::with_feeds(&site, &[("a", "/feed")], "");
    let mut command = house.command(&["crawl"]);
    for name in PROXY_VARIABLES {
        command.env(name, &proxy);
    }
    let said = Said::from(command.env("NO_PROXY", "").output().unwrap());
    assert_eq!(said.code, Some(0), "{said:?}");
    assert_eq!(site.paths(), ["/robots.txt", "/feed"]);
    assert!(trap.accept().is_err(), "the proxy of the environment was asked");
}

/// An authority that nobody but the town hall knows, and a server that it vouches for.
struct Authority {
    pem: String,
    server: Arc<ServerConfig>,
}

impl Authority {
    fn for_host(name: &str) -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let pem = params.self_signed(&key).unwrap().pem();
        let issuer = Issuer::new(params, key);
        let key = KeyPair::generate().unwrap();
        let shown = CertificateParams::new(vec![name.to_owned()]).unwrap();
        let shown = shown.signed_by(&key, &issuer).unwrap().der().clone();
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let server = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![shown], key)
            .unwrap();
        Self { pem, server: Arc::new(server) }
    }
}

/// The world as the proxy reaches it: whatever host is asked for, here is its answer, in plain text
/// or behind TLS. It keeps the head of every request.
struct World {
    address: SocketAddr,
    heads: Arc<Mutex<Vec<String>>>,
}

impl World {
    fn start(tls: Arc<ServerConfig>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let heads: Arc<Mutex<Vec<String>>> = Arc::default();
        let kept = Arc::clone(&heads);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (tls, heads) = (Arc::clone(&tls), Arc::clone(&kept));
                thread::spawn(move || talk(stream, tls, &heads));
            }
        });
        Self { address, heads }
    }

    fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }
}

fn talk(mut stream: TcpStream, tls: Arc<ServerConfig>, heads: &Mutex<Vec<String>>) {
    let Some(head) = read_head(&mut stream) else { return };
    let is_tunnel = head.starts_with("CONNECT ");
    heads.lock().unwrap().push(head.clone());
    if !is_tunnel {
        let _ = stream.write_all(&answer_to(&head));
        return;
    }
    if stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").is_err() {
        return;
    }
    let mut stream = StreamOwned::new(ServerConnection::new(tls).unwrap(), stream);
    while let Some(head) = read_head(&mut stream) {
        heads.lock().unwrap().push(head.clone());
        if stream.write_all(&answer_to(&head)).is_err() {
            return;
        }
    }
}

fn read_head(stream: &mut impl Read) -> Option<String> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).ok()?;
        head.push(byte[0]);
    }
    Some(String::from_utf8(head).unwrap())
}

fn answer_to(head: &str) -> Vec<u8> {
    let body = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Ekvik</title>\
        <link>http://feeds.example/</link><description>d</description><item><title>Gröna tak\
        </title><link>http://feeds.example/tak</link><description>Kommunen bygger.</description>\
        </item></channel></rss>";
    let (status, body) = match head.split(' ').nth(1) {
        Some(path) if path.ends_with("/robots.txt") => ("404 Not Found", ""),
        _ => ("200 OK", body),
    };
    format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

/// A real proxy on a free port; it ends with the test.
struct Tinyproxy {
    process: Child,
    port: u16,
    _folder: tempfile::TempDir,
}

impl Tinyproxy {
    /// Lets in who knows the password, and passes everything on to the world.
    fn start(world: &World) -> Option<Self> {
        let is_there = Command::new("tinyproxy").arg("-v").output().is_ok();
        if !is_there {
            // Where `scripts/test` can get it, it has to be there: a test left out is not passed.
            assert!(!Path::new("/etc/debian_version").exists(), "apt-get install tinyproxy-bin");
            eprintln!("skipped: tinyproxy is not installed");
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let settings = folder.path().join("tinyproxy.conf");
        let text = format!(
            "Port {port}\nListen 127.0.0.1\nTimeout 30\nMaxClients 20\nAllow 127.0.0.1\n\
             BasicAuth anna {PASSWORD}\nConnectPort 443\nUpstream http {}\n",
            world.address
        );
        fs::write(&settings, text).unwrap();
        let process = Command::new("tinyproxy")
            .args(["-d", "-c"])
            .arg(&settings)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let proxy = Self { process, port, _folder: folder };
        until("tinyproxy", || TcpStream::connect(("127.0.0.1", port)).is_ok());
        Some(proxy)
    }
}

impl Drop for Tinyproxy {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A house whose way out is the proxy on this port.
fn house(proxy: u16, more: &str, urls: &[&str]) -> House {
    let house = House::new();
    let mut sources = "[network]\nname = \"Prov\"\ncontact = \"prov@example.org\"\n".to_owned();
    for (number, url) in urls.iter().enumerate() {
        sources.push_str(&format!(
            "\n[[source]]\nid = \"s{number}\"\nname = \"S\"\nurl = \"{url}\"\nlanguage = \"sv\"\n"
        ));
    }
    house.write("sources.toml", &sources);
    let proxy = format!("[fetch]\nproxy = \"http://127.0.0.1:{proxy}\"\ngap_ms = 0\n{more}");
    house.write("utkik.toml", &proxy);
    house
}

fn crawl(house: &House, credentials: &str) -> Said {
    let mut command = house.command(&["crawl"]);
    Said::from(command.env("UTKIK_PROXY_CREDENTIALS", credentials).output().unwrap())
}

/// Nothing that the program said or kept holds the password.
fn assert_secret(house: &House, said: &Said) {
    let is_in = |bytes: &[u8]| bytes.windows(PASSWORD.len()).any(|w| w == PASSWORD.as_bytes());
    assert!(!is_in(said.out.as_bytes()) && !is_in(said.err.as_bytes()), "{said:?}");
    for folder in ["data", "index"] {
        for file in fs::read_dir(house.path(folder)).into_iter().flatten().flatten() {
            let bytes = fs::read(file.path()).unwrap_or_default();
            assert!(!is_in(&bytes), "{}", file.path().display());
        }
    }
}

#[test]
fn a_real_proxy_carries_everything_but_what_is_listed() {
    let authority = Authority::for_host("feeds.example");
    let world = World::start(Arc::clone(&authority.server));
    let Some(proxy) = Tinyproxy::start(&world) else { return };
    let inside = Site::start();
    inside.feed("/feed", &[("Intranätet", "/intra", "Bara här inne.")]);
    let house = house(
        proxy.port,
        &format!("ca_file = \"ca.pem\"\nallow_networks = [\"{}\"]\n", inside.network()),
        &["http://feeds.example/a", "https://feeds.example/b", &inside.url("/feed")],
    );
    house.write("ca.pem", &authority.pem);
    let said = crawl(&house, &format!("anna:{PASSWORD}"));
    assert_eq!(said.code, Some(0), "{said:?}");
    assert_eq!(house.titles("gröna tak"), ["Gröna tak"]);
    assert_eq!(house.titles("intranätet"), ["Intranätet"]);
    assert_secret(&house, &said);

    let heads = world.heads();
    let lines: Vec<&str> = heads.iter().filter_map(|head| head.lines().next()).collect();
    assert!(
        lines.iter().any(|line| line.starts_with("GET http://feeds.example/a ")
            || line.starts_with("GET http://feeds.example:80/a ")),
        "{lines:?}"
    );
    assert!(lines.iter().any(|line| line.starts_with("CONNECT feeds.example:443 ")), "{lines:?}");
    assert!(lines.contains(&"GET /b HTTP/1.1"), "{lines:?}");
    // Behind the tunnel and behind the proxy nobody learns who we are to the proxy.
    for head in &heads {
        assert!(!head.to_lowercase().contains("authorization"), "{head}");
    }
    // What is listed is asked directly: no proxy has left its mark.
    assert!(inside.requests().iter().all(|request| !request.headers.contains_key("via")));
    assert_eq!(inside.requests_for("/feed").len(), 1);
}

#[test]
fn behind_a_proxy_the_own_addresses_stay_closed() {
    let world = World::start(Authority::for_host("feeds.example").server);
    let Some(proxy) = Tinyproxy::start(&world) else { return };
    let inside = Site::start();
    let own = format!("http://127.0.0.1:{}/", proxy.port);
    let house = house(
        proxy.port,
        "",
        &[
            &inside.url("/feed"),
            "http://10.0.0.1/feed",
            "http://169.254.169.254/latest/meta-data/",
            "http://localhost/feed",
            "http://feeds.example:25/feed",
            &own,
        ],
    );
    let said = crawl(&house, &format!("anna:{PASSWORD}"));
    assert_eq!(said.code, Some(1), "{said:?}");
    assert_eq!(world.heads(), [""; 0]);
    assert!(inside.requests().is_empty());
    assert_secret(&house, &said);
}

#[test]
fn a_wrong_password_or_no_proxy_is_told_of_the_proxy() {
    let authority = Authority::for_host("feeds.example");
    let world = World::start(Arc::clone(&authority.server));
    let Some(proxy) = Tinyproxy::start(&world) else { return };
    let both = ["http://feeds.example/a", "https://feeds.example/b"];
    let house_of = |port| house(port, "", &both);
    for credentials in ["", "anna:wrong"] {
        let house = house_of(proxy.port);
        let said = crawl(&house, credentials);
        assert_eq!(said.code, Some(69), "{said:?}");
        assert!(said.err.contains(&format!("the proxy `127.0.0.1:{}`", proxy.port)), "{said:?}");
        assert!(said.err.contains("UTKIK_PROXY_CREDENTIALS"), "{said:?}");
        assert!(!said.err.contains("wrong"), "{said:?}");
    }
    assert_eq!(world.heads(), [""; 0]);

    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let house = house_of(nobody);
    let said = crawl(&house, &format!("anna:{PASSWORD}"));
    assert_eq!(said.code, Some(69), "{said:?}");
    let sentence = format!("the proxy `127.0.0.1:{nobody}` could not be reached");
    assert!(said.err.contains(&sentence), "{said:?}");
    assert_secret(&house, &said);
}

/// A credential of systemd does as well as a variable.
#[test]
fn the_password_may_come_from_systemd() {
    let world = World::start(Authority::for_host("feeds.example").server);
    let Some(proxy) = Tinyproxy::start(&world) else { return };
    let house = house(proxy.port, "", &["http://feeds.example/a"]);
    fs::create_dir(house.path("credentials")).unwrap();
    house.write("credentials/utkik-proxy", &format!("anna:{PASSWORD}\n"));
    let mut command = house.command(&["crawl"]);
    command.env("CREDENTIALS_DIRECTORY", house.path("credentials"));
    let said = Said::from(command.output().unwrap());
    assert_eq!(said.code, Some(0), "{said:?}");
}

/// Half a set of settings would be worse than none: without the proxy that was asked for, nothing
/// goes out at all.
#[test]
fn settings_that_cannot_be_used_stop_the_crawl() {
    let site = Site::start();
    let bad_ca = |text: &str| {
        let house = House::with_feeds(&site, &[("a", "/feed")], "");
        house.write("ca.pem", text);
        house
    };
    let fetch = |more: &str| {
        format!("[fetch]\nallow_networks = [\"{}\"]\ngap_ms = 0\n{more}\n", site.network())
    };
    for (more, part) in [
        ("ca_file = \"nowhere.pem\"", "nowhere.pem"),
        ("ca_file = \"ca.pem\"", "ca.pem"),
        ("proxy = \"proxy.example:3128\"", "proxy"),
        ("proxy = \"http://anna:hemligt7@proxy.example:3128\"", "UTKIK_PROXY_CREDENTIALS"),
        ("proxy = 3128", "proxy"),
    ] {
        let house = bad_ca("this is no certificate");
        house.write("utkik.toml", &fetch(more));
        let said = house.run(&["crawl"]);
        assert_eq!(said.code, Some(78), "{more}: {said:?}");
        assert!(said.err.contains(part), "{more}: {said:?}");
        assert_secret(&house, &said);
    }
    let house = bad_ca("");
    house.write("utkik.toml", &fetch("proxy = \"http://127.0.0.1:9\""));
    let said = crawl(&house, PASSWORD);
    assert_eq!(said.code, Some(78), "{said:?}");
    assert!(said.err.contains("write it as user:password"), "{said:?}");
    assert_secret(&house, &said);
    assert!(site.requests().is_empty());
}
