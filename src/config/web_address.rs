//! Checks the addresses in the files: absolute, http or https, without secrets.

use std::fmt::Write as _;

use super::report::shown;

/// The error completes a sentence that begins with `url`.
pub(super) fn check(url: &str) -> Result<(), String> {
    if let Some(letter) = url.chars().find(|letter| letter.is_whitespace() || *letter == '\\') {
        let seen = shown(&letter.to_string());
        return Err(format!("holds `{seen}`; take it away or write it as {}", encoded(letter)));
    }
    let Some((scheme, rest)) = url.split_once("://") else { return Err(not_absolute(url)) };
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => check_authority(rest),
        "feed" => Err(format!("begins with `feed://`; write it as {}", example(rest))),
        _ if scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b)) => {
            Err(format!(
                "begins with `{}://`, and only http and https are read; write it as {}",
                shown(scheme),
                example(rest)
            ))
        }
        _ => Err(not_absolute(url)),
    }
}

/// The first part of a template that is still to be filled in: `{date}`, `<kommun>`.
pub(super) fn placeholder(url: &str) -> Option<&str> {
    let start = url.find(['{', '<'])?;
    let rest = url.get(start..)?;
    let end = rest.find(['}', '>']).map_or(rest.len(), |end| end + 1);
    rest.get(..end)
}

/// All of them.
pub(super) fn placeholders(url: &str) -> impl Iterator<Item = &str> {
    let mut rest = url;
    std::iter::from_fn(move || {
        let part = placeholder(rest)?;
        let (_, behind) = rest.split_once(part)?;
        rest = behind;
        Some(part)
    })
}

/// The address with an `x` for every placeholder.
pub(super) fn without_placeholders(url: &str) -> String {
    let mut filled = url.to_owned();
    while let Some(part) = placeholder(&filled).map(str::to_owned) {
        filled = filled.replacen(&part, "x", 1);
    }
    filled
}

fn check_authority(rest: &str) -> Result<(), String> {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('@') {
        return Err(
            "carries a user name or a password; take it away: secrets never belong in this file"
                .to_owned(),
        );
    }
    let (host, port) = split_port(authority);
    if !is_host(host) {
        return Err(format!(
            "names no host between `://` and the first `/` (\"{}\"); write it as https://…",
            shown(host)
        ));
    }
    if port.is_some_and(|port| port.parse::<u16>().is_err()) {
        return Err(format!(
            "has the port \"{}\"; write a number",
            shown(port.unwrap_or_default())
        ));
    }
    Ok(())
}

fn split_port(authority: &str) -> (&str, Option<&str>) {
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    }
}

fn is_host(host: &str) -> bool {
    if let Some(address) = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        return address.parse::<std::net::Ipv6Addr>().is_ok();
    }
    let host = host.strip_suffix('.').unwrap_or(host);
    host.len() <= 253
        && host.split('.').all(|label| {
            !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
        })
}

fn not_absolute(url: &str) -> String {
    let rest = ["https:", "http:"].iter().find_map(|scheme| url.strip_prefix(scheme));
    let rest = rest.unwrap_or(url).trim_start_matches('/');
    format!("is not absolute; write it as {}", example(rest))
}

/// The address as it was probably meant; never shows what may be a password.
fn example(rest: &str) -> String {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (host, port) = split_port(authority);
    let top = host.rsplit_once('.').map_or("", |(_, top)| top);
    let is_file = authority == rest && ["xml", "html", "php", "rss", "json"].contains(&top);
    let is_site = top.len() > 1 && top.chars().all(char::is_alphabetic) && !is_file;
    let is_port = port.is_none_or(|port| port.parse::<u16>().is_ok());
    if is_site && is_host(host) && is_port {
        return format!("https://{}", shown(rest));
    }
    "https://…".to_owned()
}

fn encoded(letter: char) -> String {
    let mut buffer = [0; 4];
    let mut encoded = String::new();
    for byte in letter.encode_utf8(&mut buffer).bytes() {
        let _ = write!(encoded, "%{byte:02X}");
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_the_web_are_accepted() {
        for url in [
            "https://skr.se/a.portlet?state=rss&sv.contenttype=text/xml;charset=UTF-8",
            "HTTP://127.0.2.11:8600/x",
            "https://[2001:db8::1]:8443/feed",
            "https://räksmörgås.se/flöde",
            "https://example.org",
            "https://example.org/~user@host/feed",
        ] {
            assert_eq!(check(url), Ok(()), "{url}");
        }
    }

    #[test]
    fn the_rest_says_what_to_write() {
        for (url, message) in [
            ("www.umea.se/rss", "is not absolute; write it as https://www.umea.se/rss"),
            ("umea.se", "is not absolute; write it as https://umea.se"),
            ("//umea.se/rss", "is not absolute; write it as https://umea.se/rss"),
            ("https:/umea.se/rss", "is not absolute; write it as https://umea.se/rss"),
            ("/rss.xml", "is not absolute; write it as https://…"),
            ("nyheter/rss", "is not absolute; write it as https://…"),
            ("feed://umea.se/rss", "begins with `feed://`; write it as https://umea.se/rss"),
            (
                "ftp://umea.se/a",
                "begins with `ftp://`, and only http and https are read; write it as https://umea.se/a",
            ),
        ] {
            assert_eq!(check(url).unwrap_err(), message, "{url}");
        }
        for (url, part) in [
            ("https://", "names no host"),
            ("https:///feed", "names no host"),
            ("https://a..se/feed", "names no host"),
            ("https://umea.se:x/", "port"),
            ("https://umea.se:99999/", "port"),
            ("https://umea.se/a b", "%20"),
            ("https://umea.se\\a", "%5C"),
        ] {
            let error = check(url).unwrap_err();
            assert!(error.contains(part), "{url}: {error}");
        }
    }

    #[test]
    fn a_password_is_never_repeated() {
        for url in [
            "https://anna:hemligt@umea.se/rss",
            "anna:hemligt@umea.se/rss",
            "ftp://anna:hemligt@umea.se/",
        ] {
            let error = check(url).unwrap_err();
            assert!(!error.contains("hemligt"), "{error}");
        }
    }

    #[test]
    fn placeholders_are_found_and_filled() {
        assert_eq!(placeholder("https://a.se/{YYYY-MM-DD}"), Some("{YYYY-MM-DD}"));
        assert_eq!(placeholder("https://<kommun>.se/"), Some("<kommun>"));
        assert_eq!(placeholder("https://a.se/"), None);
        assert_eq!(without_placeholders("https://<the place>.se/{n}?{q"), "https://x.se/x?x");
    }
}
