//! What the headers of an answer mean to us.

use std::time::{Duration, UNIX_EPOCH};

use reqwest::header::{
    AGE, CACHE_CONTROL, CONTENT_TYPE, DATE, ETAG, EXPIRES, HeaderMap, HeaderName, HeaderValue,
    IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED, LINK, RETRY_AFTER,
};
use url::Url;

use super::limits;
use crate::model::{Timestamp, Validators};

/// What to send back next time; values that are too long or not plain text are not kept.
pub(super) fn validators(headers: &HeaderMap) -> Validators {
    let kept = |name| {
        text(headers, &name)
            .filter(|value| value.len() <= limits::VALIDATOR_BYTES)
            .map(str::to_owned)
    };
    Validators { etag: kept(ETAG), last_modified: kept(LAST_MODIFIED) }
}

/// Asks "changed?".
pub(super) fn put_validators(headers: &mut HeaderMap, validators: &Validators) {
    let mut put = |name, value: &Option<String>| {
        let value = value.as_deref().map(HeaderValue::from_str);
        if let Some(Ok(value)) = value {
            headers.insert(name, value);
        }
    };
    put(IF_NONE_MATCH, &validators.etag);
    put(IF_MODIFIED_SINCE, &validators.last_modified);
}

/// How long the answer counts as fresh: `max-age` less `Age`, else `Expires` less `Date`.
pub(super) fn fresh_for(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    if let Some(control) = text(headers, &CACHE_CONTROL) {
        let mut max_age = None;
        for directive in control.split(',') {
            let (name, value) = directive.trim().split_once('=').unwrap_or((directive.trim(), ""));
            match name.to_ascii_lowercase().as_str() {
                "no-store" | "no-cache" => return None,
                "max-age" => max_age = value.trim_matches('"').parse::<u64>().ok(),
                _ => {}
            }
        }
        if let Some(seconds) = max_age {
            let age = text(headers, &AGE).and_then(|age| age.parse().ok()).unwrap_or(0);
            return Some(Duration::from_secs(seconds.saturating_sub(age))).filter(|d| !d.is_zero());
        }
    }
    let expires = http_date(text(headers, &EXPIRES)?)?;
    let date = text(headers, &DATE).and_then(http_date).unwrap_or(now);
    Some(expires.since(date)).filter(|duration| !duration.is_zero())
}

/// The moment that `Retry-After` names, in seconds or as a date, within our limits.
pub(super) fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Timestamp> {
    let value = text(headers, &RETRY_AFTER)?.trim();
    let wait = if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than fit are simply very long.
        Duration::from_secs(value.parse().unwrap_or(u64::MAX))
    } else {
        // A server whose clock is wrong is wrong in `Date`, too.
        let date = text(headers, &DATE).and_then(http_date).unwrap_or(now);
        http_date(value)?.since(date)
    };
    Some(now.plus(wait.clamp(limits::LEAST_RETRY, limits::LONGEST_RETRY)))
}

pub(super) fn content_type(headers: &HeaderMap) -> Option<String> {
    text(headers, &CONTENT_TYPE).map(str::to_owned)
}

/// All `X-Robots-Tag` headers, one to a line: each may be addressed to another robot.
pub(super) fn robots_tag(headers: &HeaderMap) -> Option<String> {
    let lines = headers.get_all(HeaderName::from_static("x-robots-tag"));
    let lines: Vec<&str> = lines.iter().filter_map(|value| value.to_str().ok()).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// The address of the next page by `Link: <…>; rel="next"` (RFC 8288), absolute.
pub(super) fn next_page(headers: &HeaderMap, base: &Url) -> Option<String> {
    let lines = headers.get_all(LINK).iter().filter_map(|value| value.to_str().ok());
    lines.flat_map(links).find_map(|(target, parameters)| {
        let is_next = parameters.split(';').any(|parameter| {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            let mut relations = value.trim().trim_matches('"').split_ascii_whitespace();
            name.trim().eq_ignore_ascii_case("rel")
                && relations.any(|relation| relation.eq_ignore_ascii_case("next"))
        });
        is_next.then(|| base.join(target).ok()).flatten().map(String::from)
    })
}

/// The targets of a header and what is said of each. A target may hold commas, so that its angle
/// brackets are looked for.
fn links(line: &str) -> impl Iterator<Item = (&str, &str)> {
    line.split('<').skip(1).filter_map(|rest| rest.split_once('>'))
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().filter(|value| !value.is_empty())
}

fn http_date(text: &str) -> Option<Timestamp> {
    let moment = httpdate::parse_http_date(text).ok()?;
    let since = moment.duration_since(UNIX_EPOCH).ok()?;
    Some(Timestamp::from_millis(0).plus(since))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        "2026-11-21T07:00:00Z".parse().unwrap()
    }

    fn headers(lines: &[(&'static str, &str)]) -> HeaderMap {
        let line = |(name, value): &(&'static str, &str)| {
            (HeaderName::from_static(name), HeaderValue::from_str(value).unwrap())
        };
        lines.iter().map(line).collect()
    }

    #[test]
    fn retry_after_is_read_and_clamped() {
        for (lines, seconds) in [
            (&[("retry-after", "3600")][..], Some(3600)),
            (&[("retry-after", "1")], Some(60)),
            (&[("retry-after", "99999999999999999999")], Some(604_800)),
            (&[("retry-after", "Sat, 21 Nov 2026 08:00:00 GMT")], Some(3600)),
            (&[("retry-after", "Sat, 21 Nov 2020 08:00:00 GMT")], Some(60)),
            (
                &[
                    ("retry-after", "Fri, 01 Jan 1999 01:00:00 GMT"),
                    ("date", "Fri, 01 Jan 1999 00:00:00 GMT"),
                ],
                Some(3600),
            ),
            (&[("retry-after", "soon")], None),
            (&[("retry-after", "-5")], None),
            (&[], None),
        ] {
            let expected = seconds.map(|seconds| now().plus(Duration::from_secs(seconds)));
            assert_eq!(retry_after(&headers(lines), now()), expected, "{lines:?}");
        }
    }

    #[test]
    fn freshness_comes_from_the_cache_headers() {
        for (lines, seconds) in [
            (&[("cache-control", "public, max-age=600")][..], Some(600)),
            (&[("cache-control", "MAX-AGE=\"600\""), ("age", "100")], Some(500)),
            (&[("cache-control", "max-age=600, no-cache")], None),
            (&[("cache-control", "max-age=0"), ("expires", "Sat, 21 Nov 2026 08:00:00 GMT")], None),
            (&[("expires", "Sat, 21 Nov 2026 08:00:00 GMT")], Some(3600)),
            (&[("expires", "0")], None),
            (&[("cache-control", "private")], None),
            (&[], None),
        ] {
            let expected = seconds.map(Duration::from_secs);
            assert_eq!(fresh_for(&headers(lines), now()), expected, "{lines:?}");
        }
    }

    #[test]
    fn the_next_page_is_read_from_link_headers() {
        let base = Url::parse("https://a.se/api/?page=1").unwrap();
        for (lines, expected) in [
            (
                &[("link", "<https://a.se/api/?page=2>; rel=\"next\"")][..],
                Some("https://a.se/api/?page=2"),
            ),
            (
                &[("link", "<?page=1>; rel=\"prev\", <?page=3&x=a,b>; rel=next; title=\"n\"")],
                Some("https://a.se/api/?page=3&x=a,b"),
            ),
            (
                &[("link", "</x>; rel=\"last\""), ("link", "</y>; REL=\"last NEXT\"")],
                Some("https://a.se/y"),
            ),
            (&[("link", "</style.css>; rel=preload")], None),
            (&[("link", "<broken; rel=next")], None),
            (&[], None),
        ] {
            assert_eq!(next_page(&headers(lines), &base).as_deref(), expected, "{lines:?}");
        }
    }

    #[test]
    fn long_validators_are_not_kept() {
        let long = "x".repeat(limits::VALIDATOR_BYTES + 1);
        let kept = validators(&headers(&[("etag", &long), ("last-modified", "yesterday")]));
        assert_eq!(kept.etag, None);
        assert_eq!(kept.last_modified.as_deref(), Some("yesterday"));
    }
}
