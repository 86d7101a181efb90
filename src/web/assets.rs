//! Files that belong to the pages, and what machines ask a site for.

use axum::extract::State;
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};

use crate::message::{Locale, web as text};
use crate::web::api::SUGGESTIONS;
use crate::web::fault::Fault;
use crate::web::state::AppState;

const STYLE: &str = include_str!("assets/style.css");
const ICON: &str = include_str!("assets/favicon.svg");

/// The start page, the sources and the list of searches may be listed; searches are endless, feeds
/// and the API are for whoever asks for them, and links in letters are for one reader.
const ROBOTS: &str = "User-agent: *\nDisallow: /api/\nDisallow: /feeds/\nDisallow: /?\n\
                      Disallow: /searches/\nDisallow: /subscribe\nDisallow: /confirm/\n\
                      Disallow: /subscriptions/\nDisallow: /answer/\n";

/// `GET /assets/style.css`.
pub async fn style() -> Response {
    file("text/css; charset=utf-8", STYLE)
}

/// `GET /favicon.svg`.
pub async fn icon() -> Response {
    file("image/svg+xml", ICON)
}

/// `GET /robots.txt`.
pub async fn robots() -> Response {
    file("text/plain; charset=utf-8", ROBOTS)
}

/// `GET /opensearch.xml`: lets a browser search here from its address bar. It needs our own
/// address, which is never guessed.
pub async fn opensearch(State(state): State<AppState>) -> Result<Response, Fault> {
    let base = state.base_url.as_deref().ok_or(Fault::NotFound)?;
    let description = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>Utkik</ShortName>
<Description>{tagline}</Description>
<InputEncoding>UTF-8</InputEncoding>
<Image width="16" height="16" type="image/svg+xml">{base}/favicon.svg</Image>
<Url type="text/html" template="{base}/?q={{searchTerms}}"/>
<Url type="application/x-suggestions+json" template="{base}{SUGGESTIONS}?q={{searchTerms}}"/>
<Url type="application/atom+xml" template="{base}/feeds/search.atom?q={{searchTerms}}"/>
</OpenSearchDescription>
"#,
        tagline = text::tagline(Locale::Sv),
    );
    let content_type = [(header::CONTENT_TYPE, "application/opensearchdescription+xml")];
    Ok((content_type, description).into_response())
}

fn file(content_type: &'static str, content: &'static str) -> Response {
    const AN_HOUR: (HeaderName, &str) = (header::CACHE_CONTROL, "public, max-age=3600");
    ([(header::CONTENT_TYPE, content_type), AN_HOUR], content).into_response()
}
