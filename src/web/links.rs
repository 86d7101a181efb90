//! Addresses on our own pages: a search written as a link, and links that are safe to follow.

use std::fmt::Write as _;

pub use crate::address::web_address;

/// Writes one value of a query string.
pub fn encode(value: &str) -> String {
    let mut encoded = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(byte));
            }
            _ => {
                // Writing to a string cannot fail.
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    encoded
}

/// An address with its query string; parameters without a value are left out.
pub fn with_parameters(path: &str, parameters: &[(&str, &str)]) -> String {
    let mut address = path.to_owned();
    let mut mark = '?';
    for (name, value) in parameters.iter().filter(|(_, value)| !value.is_empty()) {
        address.push(mark);
        address.push_str(name);
        address.push('=');
        address.push_str(&encode(value));
        mark = '&';
    }
    address
}

/// Whether it is a plain mail address that can stand behind `mailto:` as it is.
pub fn is_mail_address(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+' | '@');
    let parts = text.split_once('@');
    parts.is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'))
        && text.chars().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_mail_addresses_become_links() {
        assert!(is_mail_address("anna.ek@ekvik.se"));
        for other in ["anna", "@ekvik.se", "a@b", "a@b.se?cc=c@d.se", "a@b@c.se", "a b@c.se"] {
            assert!(!is_mail_address(other), "{other}");
        }
    }

    #[test]
    fn a_query_string_carries_any_text() {
        let address = with_parameters("/", &[("q", "smarta \"öar\" & <b>+1"), ("sort", "")]);
        assert_eq!(address, "/?q=smarta%20%22%C3%B6ar%22%20%26%20%3Cb%3E%2B1");
    }
}
