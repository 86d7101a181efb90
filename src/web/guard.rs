//! What holds for every answer: protective headers, and limits on time and size.

use std::any::Any;
use std::time::Duration;

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use tower_http::csrf::{CsrfLayer, ProtectionError};

use crate::web::fault::Fault;

/// How long an address may be. Ours stay below: a query has at most some hundred characters.
const ADDRESS_BYTES: usize = 8 * 1024;

/// How long an answer may take before it is given up with 503.
const TIME_LIMIT: Duration = Duration::from_secs(10);

/// No foreign content of any kind: what the pages show was written by others.
const HEADERS: [(HeaderName, &str); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
         form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    // Not `no-referrer`: browsers would then send `Origin: null` with our own forms.
    (header::REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// What is for those who are signed in: kept by no cache, listed by no search engine.
const CLOSED: [&str; 3] = ["/analyst", "/sign-in", "/sign-out"];

/// A letter as it will be seen: it carries its styles on its elements, and still nothing active.
pub const LETTER_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; \
                                 form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

/// Marks an answer as a letter, for which [`LETTER_POLICY`] holds.
#[derive(Clone, Copy, Debug)]
pub struct IsLetter;

/// Puts the protective headers on every answer, errors included.
pub async fn protect(request: Request, next: Next) -> Response {
    let is_closed = is_closed(request.uri().path());
    let mut response = next.run(request).await;
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    if response.extensions().get::<IsLetter>().is_some() {
        let policy = HeaderValue::from_static(LETTER_POLICY);
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if is_closed {
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert("x-robots-tag", HeaderValue::from_static("noindex"));
    }
    response
}

fn is_closed(path: &str) -> bool {
    CLOSED.iter().any(|prefix| {
        path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

/// Refuses addresses that are too long, and gives up on answers that take too long.
pub async fn limit(request: Request, next: Next) -> Response {
    let length = request.uri().path_and_query().map_or(0, |address| address.as_str().len());
    if length > ADDRESS_BYTES {
        return Fault::AddressTooLong.into_response();
    }
    match tokio::time::timeout(TIME_LIMIT, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Fault::TooSlow.into_response(),
    }
}

/// Refuses what another site has a reader's browser send. Mail providers and commands send neither
/// `Sec-Fetch-Site` nor `Origin` and pass; nothing that changes anything is done at a GET.
pub fn own_site(
    base_url: Option<&str>,
) -> CsrfLayer<impl Fn(ProtectionError) -> Response + Clone + use<>> {
    let layer = CsrfLayer::new();
    // Behind a proxy the `Host` may be another than what browsers call us.
    let layer = match base_url {
        Some(base) => CsrfLayer::new().add_trusted_origin(base).unwrap_or(layer),
        None => layer,
    };
    layer.with_rejection_response(|_: ProtectionError| Fault::CrossSite.into_response())
}

/// The answer when one of us has made a mistake; the others never notice.
#[expect(clippy::needless_pass_by_value, reason = "the signature is that of `CatchPanicLayer`")]
pub fn after_panic(panic: Box<dyn Any + Send>) -> Response {
    let said = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no message");
    tracing::error!(panic = said, "a request ended in a panic: {said}");
    Fault::Internal.into_response()
}
