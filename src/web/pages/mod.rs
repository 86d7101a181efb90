//! Pages for people: the search, one document, the sources, and what went wrong.

pub mod boxes;
pub mod document;
pub mod fault;
pub mod frame;
pub mod hit;
pub mod mistake;
pub mod narrow;
pub mod paging;
pub mod search;
pub mod sources;

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};

use crate::message::Locale;

/// Renders a page in the language it was written in.
pub fn answer(status: StatusCode, locale: Locale, page: &impl Template) -> Response {
    let mut response = match page.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(error) => {
            tracing::error!(%error, "a page cannot be rendered: {error}");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(locale.code()));
    headers.append(header::VARY, HeaderValue::from_static("accept-language"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

/// For pages that are of one reader alone: no cache keeps them.
pub fn unkept(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
