//! Who is signed in: a session cookie, or the word of a trusted reverse proxy.

use std::convert::Infallible;
use std::net::IpAddr;
use std::time::Duration;

use axum::extract::{Form, FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::markup;
use crate::model::Timestamp;
use crate::store::Session;
use crate::token;
use crate::web::fault::Fault;
use crate::web::state::AppState;
use crate::web::{caller, links};

/// Name of the cookie that holds the token of a session.
const COOKIE: &str = "utkik_session";
/// A working day and its breaks; after it one signs in again.
const LASTS: Duration = Duration::from_hours(12);
/// Longer names of users are none.
const LONGEST_NAME: usize = 200;

/// Somebody who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Analyst {
    /// As the proxy names them; empty for whoever knows the admin token.
    pub who: String,
    /// Hash of the session's token; `None` when a proxy vouches.
    pub session: Option<String>,
    /// What forms of this session carry, so that no other page can have made them.
    pub form: String,
}

/// Whoever asks, signed in or not.
pub struct Perhaps(pub Option<Analyst>);

/// A form that somebody has sent who is signed in, from one of our own pages.
pub struct Posted {
    pub analyst: Analyst,
    pub fields: Fields,
}

/// What a form holds.
pub struct Fields(Vec<(String, String)>);

/// Begins a session; gives the line that sets its cookie.
pub async fn begin(state: &AppState) -> Result<HeaderValue, Fault> {
    let now = state.clock.now();
    let secret = token::random().map_err(internal)?;
    let session = Session { who: String::new(), expires: now.plus(LASTS) };
    let store = state.library.writable_store().await?;
    store.begin_session(&token::hash(&secret), &session, now).await.map_err(internal)?;
    cookie(state, &secret, LASTS)
}

/// Ends a session; gives the line that takes its cookie back.
pub async fn end(state: &AppState, analyst: &Analyst) -> Result<HeaderValue, Fault> {
    if let Some(hash) = &analyst.session {
        let store = state.library.writable_store().await?;
        store.end_session(hash).await.map_err(internal)?;
    }
    cookie(state, "", Duration::ZERO)
}

fn cookie(state: &AppState, value: &str, lasts: Duration) -> Result<HeaderValue, Fault> {
    let is_encrypted = state.base_url.as_ref().is_some_and(|base| base.starts_with("https://"));
    let secure = if is_encrypted { "; Secure" } else { "" };
    let seconds = lasts.as_secs();
    let line =
        format!("{COOKIE}={value}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{secure}");
    HeaderValue::from_str(&line).map_err(internal)
}

/// Who is signed in, if anybody is.
pub async fn signed_in(
    state: &AppState,
    headers: &HeaderMap,
    peer: IpAddr,
    now: Timestamp,
) -> Result<Option<Analyst>, Fault> {
    if let Some(who) = named_by_proxy(state, headers, peer) {
        let form = state.signing_key().await?.sign("form", &["proxy", &who]);
        return Ok(Some(Analyst { who, session: None, form }));
    }
    let Some(hash) = cookie_of(headers).map(token::hash) else { return Ok(None) };
    let Some(store) = state.library.store().await else { return Ok(None) };
    let Some(session) = store.session(&hash, now).await.map_err(internal)? else {
        return Ok(None);
    };
    let form = state.signing_key().await?.sign("form", &["session", &hash]);
    Ok(Some(Analyst { who: session.who, session: Some(hash), form }))
}

/// Only what a proxy of the list says counts; anybody can write a header.
fn named_by_proxy(state: &AppState, headers: &HeaderMap, peer: IpAddr) -> Option<String> {
    let name = state.doors.user_header.as_deref()?;
    if !caller::is_trusted(peer, &state.doors.trusted_proxies) {
        return None;
    }
    let mut values = headers.get_all(name).iter();
    let who = String::from_utf8_lossy(values.next()?.as_bytes()).trim().to_owned();
    // A proxy that adds its own beside what came in cannot be told from who asks.
    let is_name = !who.is_empty() && who.len() <= LONGEST_NAME && values.next().is_none();
    (is_name && !who.contains(char::is_control)).then_some(who)
}

fn cookie_of(headers: &HeaderMap) -> Option<&str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';'));
    let value = pairs.find_map(|pair| pair.trim().strip_prefix(COOKIE)?.strip_prefix('='))?;
    (value.len() == 32).then_some(value)
}

impl FromRequestParts<AppState> for Analyst {
    type Rejection = Response;

    /// Strangers are shown the way in where they read, and refused where they would change.
    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let peer = caller::peer(parts);
        let known = signed_in(state, &parts.headers, peer, state.clock.now()).await;
        match known.map_err(IntoResponse::into_response)? {
            Some(analyst) => Ok(analyst),
            None if parts.method == Method::GET || parts.method == Method::HEAD => {
                let to = parts.uri.path_and_query().map_or("", |address| address.as_str());
                Err(to_page(&links::with_parameters("/sign-in", &[("to", to)])))
            }
            None => Err(Fault::NotSignedIn.into_response()),
        }
    }
}

impl FromRequestParts<AppState> for Perhaps {
    type Rejection = Infallible;

    /// Where nothing can be looked up, everybody is a stranger: the page comes out all the same.
    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        let peer = caller::peer(parts);
        let known = signed_in(state, &parts.headers, peer, state.clock.now()).await;
        Ok(Self(known.unwrap_or_default()))
    }
}

impl FromRequest<AppState> for Posted {
    type Rejection = Response;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let analyst = Analyst::from_request_parts(&mut parts, state).await?;
        let request = Request::from_parts(parts, body);
        let fields = Fields::of(request).await.map_err(IntoResponse::into_response)?;
        // The second wall: what another site sends is refused before it comes here.
        if !token::is_same(fields.raw("form"), &analyst.form) {
            return Err(Fault::StaleForm.into_response());
        }
        Ok(Self { analyst, fields })
    }
}

impl Fields {
    /// Reads the form that a request brings.
    pub async fn of(request: Request) -> Result<Self, Fault> {
        let read = Form::<Vec<(String, String)>>::from_request(request, &()).await;
        let Form(fields) = read.map_err(|error| {
            tracing::debug!(status = %error.status(), "a form cannot be read");
            if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
                Fault::TooLarge
            } else {
                Fault::Parameter("?", "name=value&…")
            }
        })?;
        Ok(Self(fields))
    }

    /// As it came; empty where the form has no such field.
    pub fn raw(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str())
    }

    /// On one line, without control characters, and not longer than so many characters.
    pub fn line(&self, name: &str, longest: usize) -> String {
        let clean = markup::strip_controls(&self.raw(name).replace('\r', "\n"));
        let words = clean.split_whitespace().collect::<Vec<_>>().join(" ");
        words.chars().take(longest).collect()
    }

    /// With its line breaks, without other control characters.
    pub fn text(&self, name: &str, longest: usize) -> String {
        let clean = markup::strip_controls(self.raw(name));
        let text = clean.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
        text.trim().chars().take(longest).collect()
    }
}

/// 303: the answer stands on another page.
pub fn to_page(address: &str) -> Response {
    let location = HeaderValue::from_str(address).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response()
}

/// An address of our own that somebody wants to come back to; `otherwise` when it is none.
pub fn own_address<'a>(address: &'a str, otherwise: &'a str) -> &'a str {
    let is_own = address.starts_with('/')
        && !address.starts_with("//")
        && !address.contains(|c: char| c == '\\' || c.is_control());
    if is_own { address } else { otherwise }
}

/// Details go to the log, not to the page.
pub fn internal(error: impl std::fmt::Display) -> Fault {
    tracing::error!(%error, "an answer failed: {error}");
    Fault::Internal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_found_among_others() {
        let check = |line: &str, expected: Option<&str>| {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, line.parse().unwrap());
            assert_eq!(cookie_of(&headers), expected, "{line}");
        };
        let secret = "0123456789abcdef0123456789abcdef";
        check(&format!("a=b; utkik_session={secret}; c=d"), Some(secret));
        check(&format!("xutkik_session={secret}"), None);
        check("utkik_session=short", None);
        check("", None);
    }

    #[test]
    fn nobody_is_sent_to_another_site() {
        for other in ["https://evil.example", "//evil.example", "/\\evil.example", "", "/\u{1}"] {
            assert_eq!(own_address(other, "/analyst"), "/analyst", "{other}");
        }
        assert_eq!(own_address("/?q=a", "/analyst"), "/?q=a");
    }

    #[test]
    fn a_field_is_one_line_or_clean_lines() {
        let fields =
            Fields(vec![("a".to_owned(), " ett\r\n\u{7}två \u{0}\r\n\r\ntre  ".to_owned())]);
        assert_eq!(fields.line("a", 100), "ett två tre");
        assert_eq!(fields.line("a", 3), "ett");
        assert_eq!(fields.text("a", 100), "ett\ntvå\n\ntre");
        assert_eq!(fields.line("b", 3), "");
    }
}
