//! Relative links made absolute.

use url::Url;

/// Longer links are traps or data.
const LONGEST_BYTES: usize = 4096;

/// The absolute http or https form of a link; `None` when it leads anywhere else.
pub fn absolute(base: Option<&str>, link: &str) -> Option<String> {
    let link = link.trim();
    if link.is_empty() || link.len() > LONGEST_BYTES {
        return None;
    }
    let url = match Url::parse(link) {
        Ok(url) => url,
        Err(url::ParseError::RelativeUrlWithoutBase) => Url::parse(base?).ok()?.join(link).ok()?,
        Err(_) => return None,
    };
    let reachable = matches!(url.scheme(), "http" | "https") && url.has_host();
    reachable.then(|| url.into())
}
