//! Parameters of links that say who reads the letter.

use crate::address;

/// How parameters are called that name a reader, without what stands between their words.
const PRIVATE_NAMES: [&str; 17] = [
    "email",
    "e",
    "mail",
    "uid",
    "userid",
    "user",
    "subscriber",
    "subscriberid",
    "sid",
    "contact",
    "contactid",
    "recipient",
    "rid",
    "token",
    "jwt",
    "t",
    "u",
];

/// The link without them, where it still leads somewhere then. A signed ticket is never kept.
pub(super) fn without_private(url: String) -> Option<String> {
    let (before, fragment) = url.find('#').map_or((&*url, ""), |at| url.split_at(at));
    let Some((page, query)) = before.split_once('?') else { return Some(url) };
    let kept = |is_left_out: fn(&str) -> bool| {
        let kept: Vec<&str> = query.split('&').filter(|one| !is_left_out(one)).collect();
        let mark = if kept.is_empty() { "" } else { "?" };
        let shorter = format!("{page}{mark}{}{fragment}", kept.join("&"));
        (!address::is_home_page(&shorter)).then_some(shorter)
    };
    kept(is_private).or_else(|| kept(is_ticket))
}

fn is_private(parameter: &str) -> bool {
    let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
    let name = unescaped(name).to_lowercase().replace(['_', '-'], "");
    // Where a page leads on to another address, it leads nowhere without it.
    let is_address = || {
        let value = unescaped(value);
        value.starts_with("https://") || value.starts_with("http://")
    };
    is_ticket(parameter) || PRIVATE_NAMES.contains(&&*name) && !is_address()
}

/// A JSON Web Token (RFC 7519): three parts in Base64, the first of which begins with `{"`.
fn is_ticket(parameter: &str) -> bool {
    let value = parameter.split_once('=').map_or(parameter, |(_, value)| value);
    let value = unescaped(value);
    let is_packed = |part: &str| {
        part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '='))
    };
    value.starts_with("eyJ") && value.split('.').count() == 3 && value.split('.').all(is_packed)
}

fn unescaped(text: &str) -> String {
    String::from_utf8_lossy(&address::unescaped(text)).into_owned()
}
