//! Networks and addresses as `utkik.toml` writes them.

use std::net::IpAddr;

use super::report::shown;

/// `10.1.0.0/16:443`, or `*` for every port. The error completes a sentence that begins with the key.
pub(super) fn with_port(text: &str) -> Result<String, String> {
    let wrong = || {
        let shown = shown(text);
        format!(
            "\"{shown}\" is not a network with a port; write it as \"10.1.0.0/16:443\" or \"10.1.0.0/16:*\""
        )
    };
    let (network, port) = text.rsplit_once(':').ok_or_else(wrong)?;
    let is_port = port == "*" || port.parse::<u16>().is_ok_and(|port| port > 0);
    if is_port && is_network(network) { Ok(text.to_owned()) } else { Err(wrong()) }
}

/// `10.1.0.7` or `10.1.0.0/28`.
pub(super) fn without_port(text: &str) -> Result<String, String> {
    if is_network(text) {
        return Ok(text.to_owned());
    }
    Err(format!(
        "\"{}\" is neither an address nor a network; write it as \"10.1.0.7\" or \"10.1.0.0/28\"",
        shown(text)
    ))
}

/// `10.0.0.0/8`, `10.0.0.5`, `fd00::/8` or `[fd00::]/8`.
fn is_network(text: &str) -> bool {
    let (address, length) = match text.split_once('/') {
        Some((address, length)) => (address, Some(length)),
        None => (text, None),
    };
    let address = address.trim_start_matches('[').trim_end_matches(']');
    let Ok(address) = address.parse::<IpAddr>() else { return false };
    let longest = if address.is_ipv4() { 32 } else { 128 };
    length.is_none_or(|length| length.parse::<u8>().is_ok_and(|length| length <= longest))
}
