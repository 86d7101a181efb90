//! From where somebody asks, so that one caller cannot use up what is for all.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;

use crate::address::AllowedNetworks;
use crate::web::listener::Peer;
use crate::web::state::AppState;

/// What a reverse proxy says of who asked it.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// The address that a request comes from. One house has a whole /64 of IPv6, so that is one caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Caller(pub IpAddr);

impl FromRequestParts<AppState> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        let peer = peer(parts);
        Ok(Self::of(peer, &parts.headers, &state.doors.trusted_proxies))
    }
}

impl Caller {
    /// `X-Forwarded-For` is read from its end, as far as those who wrote it are trusted.
    pub fn of(peer: IpAddr, headers: &HeaderMap, trusted: &[String]) -> Self {
        let mut caller = peer.to_canonical();
        let written = headers.get_all(FORWARDED_FOR).iter().filter_map(|value| value.to_str().ok());
        let mut hops: Vec<&str> =
            written.flat_map(|value| value.split(',')).map(str::trim).collect();
        while is_trusted(caller, trusted)
            && let Some(hop) = hops.pop().and_then(address)
        {
            caller = hop.to_canonical();
        }
        Self(house(caller))
    }
}

/// Whoever holds the other end of the connection.
pub fn peer(parts: &Parts) -> IpAddr {
    let known = parts.extensions.get::<ConnectInfo<Peer>>();
    known.map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |ConnectInfo(Peer(address))| address.ip())
}

/// Whether an address is one of the listed proxies.
pub fn is_trusted(address: IpAddr, trusted: &[String]) -> bool {
    let address = SocketAddr::new(address.to_canonical(), 1);
    trusted
        .iter()
        .filter_map(|network| AllowedNetworks::parse(&with_every_port(network)).ok())
        .any(|network| network.contains(address))
}

/// Some proxies write the port as well.
fn address(hop: &str) -> Option<IpAddr> {
    let with_port = || hop.parse::<SocketAddr>().map(|address| address.ip());
    hop.parse().or_else(|_| with_port()).ok()
}

/// A bare IPv6 address has to tell its colons from the one before the port.
fn with_every_port(network: &str) -> String {
    let is_bare = network.contains(':') && !network.contains(['/', '[']);
    if is_bare { format!("[{network}]:*") } else { format!("{network}:*") }
}

fn house(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(peer: &str, forwarded: &[&str], trusted: &[&str], expected: &str) {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append(FORWARDED_FOR, value.parse().unwrap());
        }
        let trusted: Vec<String> = trusted.iter().map(|text| (*text).to_owned()).collect();
        let caller = Caller::of(peer.parse().unwrap(), &headers, &trusted);
        assert_eq!(caller.0, expected.parse::<IpAddr>().unwrap(), "{peer} {forwarded:?}");
    }

    #[test]
    fn a_proxy_is_believed_when_it_is_listed() {
        check("192.0.2.7", &["198.51.100.1"], &[], "192.0.2.7");
        check("10.0.0.2", &["198.51.100.1"], &["10.0.0.0/8"], "198.51.100.1");
        check("10.0.0.2", &["6.6.6.6, 198.51.100.1"], &["10.0.0.2"], "198.51.100.1");
        check("10.0.0.2", &["6.6.6.6", "198.51.100.1, 10.0.0.3"], &["10.0.0.0/8"], "198.51.100.1");
        check("10.0.0.2", &["198.51.100.1:4711"], &["10.0.0.0/8"], "198.51.100.1");
        check("10.0.0.2", &["not an address"], &["10.0.0.0/8"], "10.0.0.2");
        check("::ffff:10.0.0.2", &["198.51.100.1"], &["10.0.0.2"], "198.51.100.1");
        check("::1", &["198.51.100.1"], &["::1"], "198.51.100.1");
        check("fd00::2", &["2001:db8:1:2:3:4:5:6"], &["fd00::/8"], "2001:db8:1:2::");
    }
}
