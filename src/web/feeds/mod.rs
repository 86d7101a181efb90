//! Every search as a feed: the newest hits, for any reader of feeds.

mod atom;
mod json;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::address;
use crate::message::{Locale, web as text};
use crate::model::{Hit, SearchRequest, Sort};
use crate::web::asked::{Asked, FEED_HITS, Parameters};
use crate::web::excerpt;
use crate::web::fault::Fault;
use crate::web::links;
use crate::web::state::AppState;
use crate::web::visitor::Visitor;

/// A search as a feed, before it has a format.
struct OutFeed {
    title: String,
    locale: Locale,
    /// The feed itself.
    address: String,
    /// The same search as a page.
    page: String,
    /// Stays the same wherever the server moves.
    id: String,
    entries: Vec<OutEntry>,
}

/// What a feed says of a document.
struct OutEntry {
    id: String,
    title: String,
    /// The original, or our own page about it where there is none.
    link: String,
    summary: String,
    source: String,
    language: String,
    /// RFC 3339.
    date: String,
}

/// The two formats that are served.
#[derive(Clone, Copy)]
enum Format {
    Atom,
    Json,
}

/// `GET /feeds/search.atom`.
pub async fn atom(
    State(state): State<AppState>,
    visitor: Visitor,
    headers: HeaderMap,
    Parameters(asked): Parameters<Asked>,
) -> Result<Response, Fault> {
    let feed = collect(&state, visitor, &asked, Format::Atom).await?;
    Ok(Format::Atom.answer(atom::render(&feed), &headers))
}

/// `GET /feeds/search.json`.
pub async fn json(
    State(state): State<AppState>,
    visitor: Visitor,
    headers: HeaderMap,
    Parameters(asked): Parameters<Asked>,
) -> Result<Response, Fault> {
    let feed = collect(&state, visitor, &asked, Format::Json).await?;
    Ok(Format::Json.answer(json::render(&feed, state.base_url.is_some()), &headers))
}

/// Runs the search: always newest first, whatever the page was sorted by.
async fn collect(
    state: &AppState,
    visitor: Visitor,
    asked: &Asked,
    format: Format,
) -> Result<OutFeed, Fault> {
    let (locale, now) = (visitor.locale, state.clock.now());
    let understood = state
        .library
        .understand(asked.text(), locale, now, asked.widening()?)
        .map_err(|error| Fault::query(asked.text(), error))?;
    let request = SearchRequest {
        query: understood.query,
        expansions: understood.expansions,
        sort: Sort::Date,
        offset: 0,
        limit: FEED_HITS,
        now,
        facets: false,
        snippets: true,
        fold: true,
        explain: false,
    };
    let found = state.library.search(request).await?.unwrap_or_default();
    let query = asked.text();
    Ok(OutFeed {
        title: if query.is_empty() {
            text::feed_of_all(locale)
        } else {
            text::feed_of(locale, query)
        },
        locale,
        address: state.absolute(&asked.feed_address(format.path())),
        page: state.absolute(&asked.with_sort("date").address()),
        id: format!("urn:utkik:search:{}", links::encode(query)),
        // What lacks some of the words is worth a look on the page, but not a notice.
        entries: found
            .hits
            .iter()
            .filter(|hit| hit.missing.is_empty())
            .map(|hit| entry(state, hit))
            .collect(),
    })
}

fn entry(state: &AppState, hit: &Hit) -> OutEntry {
    let id = links::encode(hit.id.as_str());
    let original = links::web_address(&hit.url).map(str::to_owned);
    OutEntry {
        link: original.unwrap_or_else(|| state.absolute(&format!("/documents/{id}"))),
        id: format!("urn:utkik:{id}"),
        title: hit.title.clone(),
        summary: excerpt::bounded(&hit.snippet.text).to_owned(),
        source: hit.source_name.clone(),
        language: hit.language.to_string(),
        date: hit.date.to_string(),
    }
}

impl Format {
    fn path(self) -> &'static str {
        match self {
            Self::Atom => "/feeds/search.atom",
            Self::Json => "/feeds/search.json",
        }
    }

    fn content_type(self) -> &'static str {
        match self {
            Self::Atom => "application/atom+xml; charset=utf-8",
            Self::Json => "application/feed+json; charset=utf-8",
        }
    }

    /// The feed, or 304 to whoever has this very one already.
    fn answer(self, feed: String, asked: &HeaderMap) -> Response {
        // Weak: the same feed may travel compressed.
        let tag = format!("W/\"{}\"", address::hash_hex(&[&feed]));
        let is_known = asked
            .get_all(header::IF_NONE_MATCH)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .any(|value| value.split(',').any(|known| known.trim() == tag || known.trim() == "*"));
        let mut response = if is_known {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            ([(header::CONTENT_TYPE, self.content_type())], feed).into_response()
        };
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        headers.append(header::VARY, HeaderValue::from_static("accept-language"));
        if let Ok(tag) = HeaderValue::from_str(&tag) {
            headers.insert(header::ETAG, tag);
        }
        response
    }
}
