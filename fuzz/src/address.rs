//! An address of any text: one spelling, found in one step, with nothing secret in it.

use utkik::address::{self, AllowedNetworks};

/// No address is longer.
const LONGEST_BYTES: usize = 8 * 1024;

/// First line: an address. What follows: a reference on its page.
pub fn address(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (url, reference) = text.split_once('\n').unwrap_or((&text, ""));
    check(url);
    if let Some(joined) = address::join(url, reference) {
        assert!(is_web(&joined), "{joined:?}");
        assert!(!joined.contains(char::is_control), "{joined:?}");
        check(&joined);
    }
    let _ = (address::is_home_page(url), address::site_of(url));
    // A network that can be read can be written, and is the same when it is read again.
    if let Ok(network) = AllowedNetworks::parse(url) {
        assert_eq!(AllowedNetworks::parse(&network.to_string()), Ok(network), "{network}");
    }
}

fn check(url: &str) {
    let Some(canonical) = address::canonical(url) else { return };
    let text = canonical.as_str();
    assert_eq!(address::canonical(text), Some(canonical.clone()), "not stable: {url:?}");
    assert!(is_web(text) && text.len() <= LONGEST_BYTES, "{text:?}");
    assert!(text.is_ascii() && !text.contains(|c: char| c.is_control() || c == ' '), "{text:?}");
    assert!(!text.contains('#'), "a fragment in {text:?}");
    let authority = text.split('/').nth(2).unwrap_or_default();
    assert!(!authority.is_empty() && !authority.contains('@'), "{text:?}");

    assert_eq!(address::host_key(url), address::host_key(text), "{url:?}");
    assert_eq!(address::site_of(url), address::site_of(text), "{url:?}");
    assert_eq!(address::literal_address(url.trim()), address::literal_address(text), "{url:?}");
    // At its ends an address loses white space and control characters.
    let is_whole = !url.ends_with(|c: char| c.is_whitespace() || c.is_control());
    if is_whole && !url.contains('#') {
        let marked = format!("{url}#rubrik");
        assert_eq!(address::canonical(&marked), Some(canonical), "{marked:?}");
    }
}

fn is_web(url: &str) -> bool {
    url.starts_with("http://") || url.starts_with("https://")
}
