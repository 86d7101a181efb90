//! Networks that an operator has opened: `127.0.2.0/24:8600`, `10.0.0.0/8:*`.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

/// One line of `allow_networks`: addresses, and the port that may be asked there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AllowedNetwork {
    address: IpAddr,
    prefix: u8,
    /// `None` is every port.
    port: Option<u16>,
}

/// All of `allow_networks`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AllowedNetworks(Vec<AllowedNetwork>);

impl AllowedNetworks {
    /// Reads one line of the list.
    pub fn parse(text: &str) -> Result<AllowedNetwork, String> {
        text.parse()
    }

    pub fn contains(&self, target: SocketAddr) -> bool {
        self.0.iter().any(|network| network.contains(target))
    }

    pub fn iter(&self) -> impl Iterator<Item = &AllowedNetwork> {
        self.0.iter()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<Vec<AllowedNetwork>> for AllowedNetworks {
    fn from(networks: Vec<AllowedNetwork>) -> Self {
        Self(networks)
    }
}

impl AllowedNetwork {
    pub fn contains(&self, target: SocketAddr) -> bool {
        self.port.is_none_or(|port| port == target.port()) && self.holds(target.ip())
    }

    /// The addresses alone, as `10.0.0.0/8`.
    pub fn addresses(&self) -> String {
        format!("{}/{}", self.address, self.prefix)
    }

    fn holds(&self, address: IpAddr) -> bool {
        match (self.address, address) {
            (IpAddr::V4(_), IpAddr::V4(_)) | (IpAddr::V6(_), IpAddr::V6(_)) => {
                masked(address, self.prefix) == self.address
            }
            _ => false,
        }
    }
}

impl FromStr for AllowedNetwork {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        read(text).map_err(|advice| {
            let shown: String = text.chars().take(80).collect();
            format!("`{shown}` {advice}")
        })
    }
}

/// The error continues a sentence that begins with what was written.
fn read(text: &str) -> Result<AllowedNetwork, String> {
    let Some((network, port)) = split_port(text) else {
        return Err("names no port; write it as `10.1.0.0/16:443`, or `10.1.0.0/16:*` for every \
                    port"
            .to_owned());
    };
    let port = match port {
        "*" => None,
        number => Some(number.parse().ok().filter(|port| *port > 0).ok_or(
            "does not end in a port; write a number from 1 to 65535, or `*` for every port",
        )?),
    };
    let (address, prefix) = match network.split_once('/') {
        Some((address, prefix)) => (address, Some(prefix)),
        None => (network, None),
    };
    let address: IpAddr = address.trim_matches(['[', ']']).parse().map_err(|_| {
        "does not begin with an address; write it as `10.1.0.0/16:443` (names are not looked up \
         here)"
    })?;
    let longest = if address.is_ipv4() { 32 } else { 128 };
    let prefix = match prefix {
        None => longest,
        Some(bits) => bits.parse().ok().filter(|bits| *bits <= longest).ok_or_else(|| {
            format!("has a wrong prefix; write a number from 0 to {longest} after the slash")
        })?,
    };
    let first = masked(address, prefix);
    if first != address {
        return Err(format!(
            "has bits set beyond its prefix; write `{first}/{prefix}`, or `{address}/{longest}` \
             for that address alone"
        ));
    }
    Ok(AllowedNetwork { address, prefix, port })
}

impl fmt::Display for AllowedNetwork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.address {
            IpAddr::V4(address) => write!(f, "{address}/{}:", self.prefix)?,
            IpAddr::V6(address) => write!(f, "[{address}]/{}:", self.prefix)?,
        }
        match self.port {
            Some(port) => write!(f, "{port}"),
            None => f.write_str("*"),
        }
    }
}

/// Parts network and port; the colons inside an IPv6 address part nothing.
fn split_port(text: &str) -> Option<(&str, &str)> {
    let (network, port) = text.rsplit_once(':')?;
    let inside_address = network.contains(':') && !network.contains(['/', ']']);
    (!network.is_empty() && !port.contains('/') && !inside_address).then_some((network, port))
}

/// The first address of the network that `address` is in.
fn masked(address: IpAddr, prefix: u8) -> IpAddr {
    match address {
        IpAddr::V4(address) => {
            let mask = u32::MAX.checked_shl(32 - u32::from(prefix.min(32))).unwrap_or(0);
            IpAddr::V4((address.to_bits() & mask).into())
        }
        IpAddr::V6(address) => {
            let mask = u128::MAX.checked_shl(128 - u32::from(prefix.min(128))).unwrap_or(0);
            IpAddr::V6((address.to_bits() & mask).into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_contains_its_addresses_at_its_port() {
        for (network, target, expected) in [
            ("127.0.2.0/24:8600", "127.0.2.11:8600", true),
            ("127.0.2.0/24:8600", "127.0.2.11:8601", false),
            ("127.0.2.0/24:8600", "127.0.3.11:8600", false),
            ("10.0.0.0/8:*", "10.255.0.1:1", true),
            ("10.1.2.3:443", "10.1.2.3:443", true),
            ("10.1.2.3:443", "10.1.2.4:443", false),
            ("0.0.0.0/0:80", "8.8.8.8:80", true),
            ("[fd00::]/8:443", "[fd12::1]:443", true),
            ("fd00::/8:443", "[fd12::1]:443", true),
            ("[::1]:80", "[::1]:80", true),
            ("127.0.0.0/8:*", "[::ffff:127.0.0.1]:80", false),
        ] {
            let parsed: AllowedNetwork = network.parse().unwrap();
            assert_eq!(parsed.contains(target.parse().unwrap()), expected, "{network} {target}");
            assert_eq!(parsed.to_string().parse(), Ok(parsed), "{network}");
        }
    }

    #[test]
    fn a_wrong_line_is_told_what_to_write() {
        for (network, advice) in [
            ("10.0.0.0/8", "`10.1.0.0/16:*` for every port"),
            ("10.0.0.0/8:", "from 1 to 65535"),
            ("10.0.0.0/8:0", "from 1 to 65535"),
            ("10.0.0.0/8:http", "from 1 to 65535"),
            ("intranet.local:443", "names are not looked up"),
            ("10.0.0.0/33:80", "from 0 to 32"),
            ("127.0.2.11/24:80", "write `127.0.2.0/24`"),
            ("fd00::1", "names no port"),
            ("", "names no port"),
        ] {
            let message = network.parse::<AllowedNetwork>().unwrap_err();
            assert!(message.contains(advice), "{network}: {message}");
        }
    }
}
