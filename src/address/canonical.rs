//! One spelling for every address.

use std::borrow::Cow;
use std::net::SocketAddr;

use url::{Host, Url};

use super::tracking::is_noise;
use crate::model::CanonicalUrl;

/// Longer addresses identify nothing: servers and browsers refuse them.
const LONGEST: usize = 8 * 1024;

/// The address that identifies a document, or `None` when it is not http or https.
///
/// Scheme and host in lower case, no default port, no credentials, no fragment, no dot at the end
/// of the host, no tracking parameters and session identifiers; what remains keeps its order.
/// http and https stay as they are: not every site answers to both.
pub fn canonical(url: &str) -> Option<CanonicalUrl> {
    let mut url = parse_web(url)?;
    // These setters fail only for addresses without a host, which `parse_web` refuses.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.set_fragment(None);
    drop_dot_after_host(&mut url)?;

    // Escapes first: `;%6Asessionid=` is a session too.
    let path = without_session(&tidy_escapes(url.path())).to_owned();
    url.set_path(&path);
    let query = url.query().map(tidy_query).filter(|query| !query.is_empty());
    url.set_query(query.as_deref());
    (url.as_str().len() <= LONGEST).then(|| CanonicalUrl::from_canonical(url))
}

/// The absolute http or https address that a reference on a page means.
pub fn join(base: &str, reference: &str) -> Option<String> {
    let reference = reference.trim();
    let joined = match Url::parse(base) {
        Ok(base) => base.join(reference).ok()?,
        Err(_) => Url::parse(reference).ok()?,
    };
    is_web(&joined).then(|| joined.into())
}

/// The address with this parameter in its query, in the place of an earlier one of that name.
pub fn with_parameter(url: &str, name: &str, value: &str) -> Option<String> {
    let mut url = Url::parse(url).ok()?;
    let others: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(key, _)| key != name)
        .map(|(key, value)| (key.into_owned(), value.into_owned()))
        .collect();
    url.query_pairs_mut().clear().extend_pairs(others).append_pair(name, value);
    Some(url.into())
}

/// Whether an absolute URL names the root of its host.
pub fn is_home_page(url: &str) -> bool {
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    after_scheme.split_once('/').is_none_or(|(_, path)| path.is_empty())
}

/// Address and port, where the URL names its host by a literal address.
pub fn literal_address(url: &str) -> Option<SocketAddr> {
    let url = Url::parse(url).ok()?;
    let port = url.port_or_known_default()?;
    match url.host()? {
        Host::Ipv4(address) => Some(SocketAddr::new(address.into(), port)),
        Host::Ipv6(address) => Some(SocketAddr::new(address.into(), port)),
        Host::Domain(_) => None,
    }
}

/// Where to connect for a web address: host name or literal address, and port.
pub fn host_and_port(url: &str) -> Option<(String, u16)> {
    let url = parse_web(url)?;
    let host = url.host_str()?.trim_matches(['[', ']']).to_owned();
    Some((host, url.port_or_known_default()?))
}

/// What manners are kept by: the host name, or address and port for literal addresses.
pub fn host_key(url: &str) -> Option<String> {
    host_key_of(&parse_web(url)?)
}

/// `host_key` of a parsed address.
pub fn host_key_of(url: &Url) -> Option<String> {
    match url.host()? {
        Host::Domain(name) => Some(name.trim_end_matches('.').to_owned()),
        Host::Ipv4(address) => Some(format!("{address}:{}", url.port_or_known_default()?)),
        Host::Ipv6(address) => Some(format!("[{address}]:{}", url.port_or_known_default()?)),
    }
}

/// Host without `www.`, with the port where it is not the usual one; empty when there is none.
pub fn site_of(url: &str) -> String {
    let Some(url) = parse_web(url) else { return String::new() };
    let host = url.host_str().unwrap_or_default().trim_end_matches('.');
    let host = host.strip_prefix("www.").unwrap_or(host);
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// Whether two addresses share scheme, host and port (RFC 6454).
pub fn is_same_origin(one: &str, other: &str) -> bool {
    match (parse_web(one), parse_web(other)) {
        (Some(one), Some(other)) => one.origin() == other.origin(),
        _ => false,
    }
}

fn parse_web(url: &str) -> Option<Url> {
    Url::parse(url.trim()).ok().filter(is_web)
}

fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && url.has_host()
}

/// `example.se.` is `example.se` (RFC 1034, section 3.1). More dots name no host, and without them
/// `127.1..` would be an address of another kind.
fn drop_dot_after_host(url: &mut Url) -> Option<()> {
    if let Some(host) = url.host_str()?.strip_suffix('.').map(str::to_owned) {
        if host.ends_with('.') {
            return None;
        }
        url.set_host(Some(&host)).ok()?;
    }
    Some(())
}

/// Java servers write `/page;jsessionid=1A2B`; other path parameters belong to the address.
fn without_session(path: &str) -> &str {
    const MARK: &str = ";jsessionid=";
    let last_segment = path.rfind('/').map_or(0, |slash| slash + 1);
    let at = path.as_bytes().get(last_segment..).and_then(|segment| {
        let mut parts = segment.windows(MARK.len());
        parts.position(|part| part.eq_ignore_ascii_case(MARK.as_bytes()))
    });
    at.and_then(|at| path.get(..last_segment + at)).unwrap_or(path)
}

fn tidy_query(query: &str) -> String {
    let query = tidy_escapes(query);
    let kept: Vec<&str> = query.split('&').filter(|parameter| !is_noise(parameter)).collect();
    kept.join("&")
}

/// Percent-encoding in one spelling: capital digits, and none for letters that need none
/// (RFC 3986, section 6.2.2).
fn tidy_escapes(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let mut tidy = String::with_capacity(text.len());
    let mut rest = text;
    // Where a `%` stands that begins no escape: a letter decoded right behind it would make one.
    let mut lone = None;
    while let Some((before, after)) = rest.split_once('%') {
        tidy.push_str(before);
        let digits = after.get(..2).filter(|two| two.bytes().all(|b| b.is_ascii_hexdigit()));
        let Some(digits) = digits else {
            lone = Some(tidy.len());
            tidy.push('%');
            rest = after;
            continue;
        };
        let since_lone = lone.and_then(|lone| tidy.get(lone + 1..)).unwrap_or("no escape");
        let is_near_lone =
            since_lone.len() < 2 && since_lone.bytes().all(|b| b.is_ascii_hexdigit());
        match u8::from_str_radix(digits, 16).map(char::from) {
            Ok(letter) if is_unreserved(letter) && !is_near_lone => tidy.push(letter),
            _ => {
                tidy.push('%');
                tidy.push_str(&digits.to_ascii_uppercase());
            }
        }
        rest = after.get(2..).unwrap_or_default();
    }
    tidy.push_str(rest);
    Cow::Owned(tidy)
}

fn is_unreserved(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '-' | '.' | '_' | '~')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(url: &str, expected: &str) {
        let made = canonical(url);
        assert_eq!(made.as_ref().map_or("", CanonicalUrl::as_str), expected, "{url}");
        if let Some(made) = made {
            assert_eq!(canonical(made.as_str()), Some(made.clone()), "not stable: {made}");
        }
    }

    #[test]
    fn addresses_have_one_spelling() {
        check("HTTP://WWW.Example.SE:80", "http://www.example.se/");
        check("https://example.se:443/a?", "https://example.se/a");
        check("https://example.se:8443/a", "https://example.se:8443/a");
        check("  https://example.se/a#top ", "https://example.se/a");
        check("https://example.se./a", "https://example.se/a");
        check("https://bjurholm.se/åtgärd ett", "https://bjurholm.se/%C3%A5tg%C3%A4rd%20ett");
        check("https://malmö.se/", "https://xn--malm-8qa.se/");
        check("https://example.se/%c3%a5%7Ea?x=%2f", "https://example.se/%C3%A5~a?x=%2F");
        check("https://example.se/100%", "https://example.se/100%");
        check("https://anna:hemlig@example.se/a", "https://example.se/a");
        check("http://2130706433/", "http://127.0.0.1/");
        check("https://example.se/a/../b/./c", "https://example.se/b/c");
    }

    #[test]
    fn tracking_and_sessions_go_and_the_rest_keeps_its_order() {
        check("https://a.se/?utm_source=x&utm_medium=y", "https://a.se/");
        check("https://a.se/?b=2&fbclid=z&a=1&gclid=q", "https://a.se/?b=2&a=1");
        check("https://a.se/?id=5&PHPSESSID=abc", "https://a.se/?id=5");
        check("https://a.se/?id=5&amp;utm_campaign=v", "https://a.se/?id=5");
        check("https://a.se/?&&", "https://a.se/");
        check("https://a.se/x;jsessionid=1A2B?id=1", "https://a.se/x?id=1");
        check("https://a.se/x.portlet;charset=UTF-8", "https://a.se/x.portlet;charset=UTF-8");
        check("https://a.se/?mc_cid=1&mc_eid=2&sida=3", "https://a.se/?sida=3");
    }

    #[test]
    fn one_step_finds_the_spelling() {
        check("https://a.se/x;jsessionid=1;jsessionid=2", "https://a.se/x");
        check("https://a.se/x;%6Asessionid=1", "https://a.se/x");
        check("https://a.se/x;jsessionid=1/y", "https://a.se/x;jsessionid=1/y");
        check("https://a.se/?%75tm_source=x&id=1", "https://a.se/?id=1");
        check("https://a.se/%%34%31?a=%4%31", "https://a.se/%%341?a=%4%31");
        check("https://a.se/?a=%&%66bclid=1&b=2", "https://a.se/?a=%&b=2");
    }

    #[test]
    fn what_is_no_web_address_has_none() {
        for url in ["", "mailto:a@b.se", "javascript:alert(1)", "/a", "ftp://a.se/", "http://"] {
            check(url, "");
        }
        check("http://127.1../", "");
        check(&format!("https://a.se/{}", "x".repeat(LONGEST)), "");
    }

    #[test]
    fn references_become_absolute() {
        for (base, reference, expected) in [
            ("https://a.se/b/c", "d?e#f", Some("https://a.se/b/d?e#f")),
            ("https://a.se/b/c", "//b.se/x", Some("https://b.se/x")),
            ("https://a.se/b/c", " /x ", Some("https://a.se/x")),
            ("https://a.se/b", "javascript:alert(1)", None),
            ("https://a.se/b", "java\tscript:alert(1)", None),
            ("https://a.se/b", "mailto:a@b.se", None),
            ("no address", "https://b.se/x", Some("https://b.se/x")),
            ("no address", "x", None),
        ] {
            assert_eq!(join(base, reference).as_deref(), expected, "{base} + {reference}");
        }
    }

    #[test]
    fn hosts_and_sites() {
        for (url, key, site) in [
            ("https://www.Malmo.se:8443/x", Some("www.malmo.se"), "malmo.se:8443"),
            ("https://malmo.se./x", Some("malmo.se"), "malmo.se"),
            ("http://127.0.2.11:8600/x", Some("127.0.2.11:8600"), "127.0.2.11:8600"),
            ("http://0x7f.1/", Some("127.0.0.1:80"), "127.0.0.1"),
            ("https://[2001:db8::1]/", Some("[2001:db8::1]:443"), "[2001:db8::1]"),
            ("mailto:a@b.se", None, ""),
        ] {
            assert_eq!(host_key(url).as_deref(), key, "{url}");
            assert_eq!(site_of(url), site, "{url}");
        }
    }
}
