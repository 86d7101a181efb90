//! Who asks: the language that a visitor wants to read.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri, header};

use crate::message::Locale;

/// What a request says about its sender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visitor {
    pub locale: Locale,
    /// The language was asked for in the address (`ui=sv`), so links on the page keep it.
    pub chosen: bool,
}

impl Visitor {
    /// `ui=` in the address wins over `Accept-Language`; Swedish when neither is ours.
    pub fn of(uri: &Uri, headers: &HeaderMap) -> Self {
        if let Some(locale) = asked_for(uri.query().unwrap_or_default()) {
            return Self { locale, chosen: true };
        }
        let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        Self { locale: accepted.and_then(preferred).unwrap_or(Locale::Sv), chosen: false }
    }

    /// The value of `ui` for links: empty when it was not asked for.
    pub fn ui(self) -> &'static str {
        if self.chosen { self.locale.code() } else { "" }
    }
}

impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.uri, &parts.headers))
    }
}

fn asked_for(query: &str) -> Option<Locale> {
    query.split('&').find_map(|pair| pair.strip_prefix("ui=")).and_then(|code| code.parse().ok())
}

/// The best of our languages in an `Accept-Language` header (RFC 9110, section 12.5.4).
fn preferred(header: &str) -> Option<Locale> {
    let mut best: Option<(f32, Locale)> = None;
    for range in header.split(',').take(20) {
        let (tag, parameters) = range.split_once(';').unwrap_or((range, ""));
        let Ok(locale) = tag.trim().parse::<Locale>() else { continue };
        let weight = parameters.trim().strip_prefix("q=").map_or(1.0, |q| q.parse().unwrap_or(0.0));
        if weight > best.map_or(0.0, |(weight, _)| weight) {
            best = Some((weight, locale));
        }
    }
    best.map(|(_, locale)| locale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_chosen_then_preferred_then_swedish() {
        let check = |address: &str, accepted: Option<&str>, locale: Locale, chosen: bool| {
            let mut headers = HeaderMap::new();
            if let Some(value) = accepted {
                headers.insert(header::ACCEPT_LANGUAGE, value.parse().unwrap());
            }
            let visitor = Visitor::of(&address.parse().unwrap(), &headers);
            assert_eq!(visitor, Visitor { locale, chosen }, "{address} {accepted:?}");
        };
        check("/", None, Locale::Sv, false);
        check("/", Some("de-DE,de;q=0.9"), Locale::Sv, false);
        check("/", Some("de,en-GB;q=0.8,sv;q=0.7"), Locale::En, false);
        check("/", Some("en;q=0,sv;q=0.1"), Locale::Sv, false);
        check("/", Some("en;q=nan,,;;="), Locale::Sv, false);
        check("/?q=a&ui=en", Some("sv"), Locale::En, true);
        check("/?ui=xx", Some("en"), Locale::En, false);
    }
}
