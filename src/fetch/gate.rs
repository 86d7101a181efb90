//! Which addresses may be asked at all, and the only way to turn a name into one.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use tokio::time::Instant;
use url::{Host, Url};

use super::error::{Cause, FetchError};
use super::limits;
use super::names::Names;
use crate::address::{AllowedNetworks, is_public};

/// Checks every hop before it is asked.
///
/// A name is looked up here and all its addresses are checked; the client then gets exactly these
/// from the same table. What was checked is what is dialled, also when a name server answers
/// differently the second time (DNS rebinding). Nothing enters the table before it has passed, and
/// whoever asks a host holds its manners from here to the end of the answer, so that nobody changes
/// it between.
///
/// Every address that a name has must be public or listed: one that is neither refuses the name,
/// however many others are good. The client chooses among them, and honest sites do not mix.
pub(super) struct Gate {
    allowed: AllowedNetworks,
    names: Names,
    /// The client's traffic goes to this host, which looks names up for us.
    proxy_host: Option<String>,
    checked: Mutex<HashMap<String, Checked>>,
}

#[derive(Clone)]
struct Checked {
    addresses: Arc<[IpAddr]>,
    at: Instant,
}

/// Reads an address that somebody has written down. Credentials in it are dropped: they are never
/// sent, and the address goes into logs and answers.
pub(super) fn read_start(text: &str) -> Result<Url, FetchError> {
    let mut url = read(text.trim(), None)?;
    // These fail only where there cannot be any.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    Ok(url)
}

/// Reads where a redirect points. Credentials in it are somebody's attempt to use us.
pub(super) fn read_redirect(text: &str, base: &Url) -> Result<Url, FetchError> {
    let url = read(text.trim(), Some(base))?;
    if !url.username().is_empty() || url.password().is_some() {
        let host = url.host_str().unwrap_or_default();
        let why = format!("the address at `{host}` carries credentials, which are never sent");
        return Err(FetchError::new(Cause::Policy, why));
    }
    Ok(url)
}

/// Refuses what is no address of the web, or is written so that two programs could read it
/// differently.
fn read(text: &str, base: Option<&Url>) -> Result<Url, FetchError> {
    let refuse = |why: &str| {
        let shown: String = text.chars().take(200).collect();
        // What stands before an @ may be a password.
        let shown = shown.rsplit_once('@').map_or(&*shown, |(_, rest)| rest);
        Err(FetchError::new(Cause::Policy, format!("`{shown}` {why}")))
    };
    if text.len() > limits::ADDRESS_BYTES {
        return refuse("… is too long for an address");
    }
    if text.contains('\\') || text.chars().any(char::is_control) {
        return refuse("holds a backslash or a control character, which no honest address does");
    }
    let url = match base.map_or_else(|| Url::parse(text), |base| base.join(text)) {
        Ok(url) => url,
        Err(error) => return refuse(&format!("is not an address ({error}); write https://…")),
    };
    if !matches!(url.scheme(), "http" | "https") {
        return refuse("is neither http nor https; nothing else is fetched");
    }
    Ok(url)
}

impl Gate {
    pub(super) fn new(allowed: AllowedNetworks, proxy: Option<&Url>) -> Self {
        let proxy_host = proxy.and_then(Url::host_str).map(str::to_owned);
        Self { allowed, names: Names::System, proxy_host, checked: Mutex::default() }
    }

    pub(super) fn asking(self, names: Names) -> Self {
        Self { names, ..self }
    }

    /// Whether the operator has listed the literal address behind this host key.
    pub(super) fn is_listed(&self, host_key: &str) -> bool {
        host_key.parse().is_ok_and(|target| self.allowed.contains(target))
    }

    /// Whether the request goes to a proxy, which looks names up and dials for us. Listed literal
    /// addresses are the operator's own, and asked directly.
    pub(super) fn is_proxied(&self, url: &Url) -> bool {
        let port = url.port_or_known_default().unwrap_or_default();
        let is_listed = |address| self.allowed.contains(SocketAddr::new(address, port));
        self.proxy_host.is_some()
            && match url.host() {
                Some(Host::Ipv4(address)) => !is_listed(IpAddr::V4(address)),
                Some(Host::Ipv6(address)) => !is_listed(IpAddr::V6(address)),
                _ => true,
            }
    }

    /// Refuses what must not be asked. Afterwards the client can dial it, and nothing else by
    /// that name.
    pub(super) async fn admit(&self, url: &Url, patience: Duration) -> Result<(), FetchError> {
        let port = url.port_or_known_default().unwrap_or_default();
        match url.host() {
            Some(Host::Ipv4(address)) => self.check(url, IpAddr::V4(address), port),
            Some(Host::Ipv6(address)) => self.check(url, IpAddr::V6(address), port),
            Some(Host::Domain(name)) if self.proxy_host.is_some() => check_proxied(url, name, port),
            Some(Host::Domain(name)) => {
                let known = self.known(name).filter(|k| k.at.elapsed() < limits::LOOKUP_FRESH);
                if let Some(known) = known {
                    return self.check_all(url, &known.addresses, port);
                }
                self.publish(url, name, self.names.look_up(name, patience).await?)
            }
            None => Err(FetchError::new(Cause::Policy, format!("`{url}` names no host"))),
        }
    }

    fn check(&self, url: &Url, address: IpAddr, port: u16) -> Result<(), FetchError> {
        let target = SocketAddr::new(address, port);
        if self.allowed.contains(target) {
            return Ok(());
        }
        if is_public(address) {
            return check_port(url, port);
        }
        let message = format!(
            "`{url}` leads to {target}, which is not a public address; if that is meant, add \
             \"{target}\" to `allow_networks` in `utkik.toml`"
        );
        Err(FetchError::new(Cause::Policy, message))
    }

    fn check_all(&self, url: &Url, addresses: &[IpAddr], port: u16) -> Result<(), FetchError> {
        addresses.iter().try_for_each(|address| self.check(url, *address, port))
    }

    /// Lets the client dial what a name leads to, once all of it has passed. One refused address
    /// refuses the answer as a whole: the client would choose among them.
    fn publish(&self, url: &Url, name: &str, addresses: Arc<[IpAddr]>) -> Result<(), FetchError> {
        let port = url.port_or_known_default().unwrap_or_default();
        let mut table = self.checked.lock().unwrap_or_else(PoisonError::into_inner);
        if let Err(refused) = self.check_all(url, &addresses, port) {
            // What the name led to before is not believed any longer either.
            table.remove(name);
            return Err(refused);
        }
        table.insert(name.to_owned(), Checked { addresses, at: Instant::now() });
        Ok(())
    }

    fn known(&self, name: &str) -> Option<Checked> {
        self.checked.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned()
    }
}

/// Where a name leads is the proxy's to decide. Its own loopback is not the world to anybody, so
/// that the names which mean it (RFC 6761, section 6.3) are refused here.
fn check_proxied(url: &Url, name: &str, port: u16) -> Result<(), FetchError> {
    let name = name.trim_end_matches('.');
    if name == "localhost" || name.ends_with(".localhost") {
        let message = format!("`{url}` would lead to the proxy itself; it is not asked for that");
        return Err(FetchError::new(Cause::Policy, message));
    }
    check_port(url, port)
}

fn check_port(url: &Url, port: u16) -> Result<(), FetchError> {
    if limits::PORTS.contains(&port) {
        return Ok(());
    }
    let [a, b, c, d] = limits::PORTS;
    let message = format!(
        "`{url}` asks for port {port}; only {a}, {b}, {c} and {d} are open, unless \
         `allow_networks` in `utkik.toml` lists address and port"
    );
    Err(FetchError::new(Cause::Policy, message))
}

/// What the client asks before it dials a name. It is not asked for literal addresses, which is
/// why `admit` checks those itself.
#[derive(Clone)]
pub(super) struct CheckedNames(pub(super) Arc<Gate>);

impl Resolve for CheckedNames {
    fn resolve(&self, name: Name) -> Resolving {
        let gate = Arc::clone(&self.0);
        Box::pin(async move {
            let name = name.as_str();
            if gate.proxy_host.as_deref() == Some(name) {
                // The operator chose the proxy; it usually stands inside.
                let found = gate.names.ask(name).await?;
                return Ok(targets(&found));
            }
            let known = gate.known(name).ok_or("this name was not checked before")?;
            Ok(targets(&known.addresses))
        })
    }
}

/// Addresses as the client wants them; the port comes from the URL.
fn targets(addresses: &[IpAddr]) -> Addrs {
    let targets: Vec<SocketAddr> =
        addresses.iter().map(|address| SocketAddr::new(*address, 0)).collect();
    Box::new(targets.into_iter())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gate() -> Gate {
        Gate::new(vec!["127.0.1.0/24:8600".parse().unwrap()].into(), None)
    }

    #[tokio::test]
    async fn only_public_or_listed_addresses_are_admitted() {
        for (text, admitted) in [
            ("http://127.0.1.7:8600/a", true),
            ("http://127.0.1.7/a", false),
            ("http://127.0.2.7:8600/a", false),
            ("http://2130706433/", false),
            ("http://0x7f000001/", false),
            ("http://0177.0.0.1/", false),
            ("http://127.1/", false),
            ("http://0/", false),
            ("http://[::1]/", false),
            ("http://[::ffff:127.0.0.1]/", false),
            ("http://[::ffff:127.0.1.7]:8600/", false),
            ("http://[fe80::1]/", false),
            ("http://169.254.169.254/latest/meta-data/", false),
            ("http://localhost/", false),
            ("http://192.168.0.1/", false),
            ("https://1.1.1.1/", true),
            ("https://1.1.1.1:8443/", true),
            ("https://1.1.1.1:22/", false),
            ("https://[2606:4700::1111]/", true),
        ] {
            let url = read_start(text).unwrap();
            let answer = gate().admit(&url, limits::CONNECT).await;
            assert_eq!(answer.is_ok(), admitted, "{text}: {answer:?}");
        }
    }

    #[test]
    fn addresses_that_can_be_misread_are_refused() {
        for text in [
            "http://a.se\\@b.se/",
            "http://a.se/\tb",
            "http://a.se/\r\nHost: b",
            "file:///etc/passwd",
            "gopher://a.se/",
            "data:text/plain,x",
            "ftp://a.se/",
            "ftp://anna:hemlig@a.se/",
            "a.se/feed",
            "",
        ] {
            let error = read_start(text).unwrap_err();
            assert_eq!(error.class(), "policy", "{text}");
            assert!(error.is_blocked() && !error.is_temporary());
            assert!(!error.to_string().contains("hemlig"));
        }
    }

    #[test]
    fn credentials_go_nowhere() {
        let address = "http://anna:hemlig@a.se/";
        let start = read_start(address).unwrap();
        assert_eq!(start.as_str(), "http://a.se/");
        let error = read_redirect(address, &start).unwrap_err().to_string();
        assert!(error.contains("credentials") && !error.contains("hemlig"), "{error}");
    }

    #[tokio::test]
    async fn a_name_that_was_not_checked_cannot_be_dialled() {
        let names = CheckedNames(Arc::new(gate()));
        assert!(names.resolve("localhost".parse().unwrap()).await.is_err());
    }

    #[tokio::test]
    async fn a_name_that_was_refused_cannot_be_dialled() {
        let names = CheckedNames(Arc::new(gate()));
        let url = read_start("http://localhost/").unwrap();
        assert!(names.0.admit(&url, limits::CONNECT).await.is_err());
        assert!(names.resolve("localhost".parse().unwrap()).await.is_err());
    }

    #[tokio::test]
    async fn a_name_that_turns_inwards_is_not_dialled() {
        let url = read_start("https://feeds.example/a").unwrap();
        let name = || "feeds.example".parse().unwrap();
        for later in ["169.254.169.254", "127.0.0.1", "10.0.0.1", "::1", "127.0.1.7"] {
            let names = CheckedNames(Arc::new(gate()));
            let public: IpAddr = "1.1.1.1".parse().unwrap();
            names.0.publish(&url, "feeds.example", [public].into()).unwrap();
            let dialled: Vec<_> = names.resolve(name()).await.unwrap().collect();
            assert_eq!(dialled, [SocketAddr::new(public, 0)]);

            // A public one beside it does not make it better.
            let later = [public, later.parse().unwrap()];
            let refused = names.0.publish(&url, "feeds.example", later.into()).unwrap_err();
            assert_eq!(refused.class(), "policy");
            assert!(names.resolve(name()).await.is_err(), "{later:?}");
        }
    }
}
