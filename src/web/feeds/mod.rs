//! Every search as a feed: the newest hits, for any reader of feeds.

mod atom;
mod json;
mod rss;
pub mod xml;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::address;
use crate::message::{Locale, web as text};
use crate::model::{Hit, Sort, Timestamp};
use crate::web::asked::{Asked, FEED_HITS, Parameters};
use crate::web::excerpt;
use crate::web::fault::Fault;
use crate::web::found::{self, Wanted};
use crate::web::library::Widening;
use crate::web::links;
use crate::web::state::AppState;
use crate::web::visitor::Visitor;

/// What a feed is called and where it stands; addresses begin at the root of this server.
pub struct FeedAddress {
    pub title: String,
    /// The feed itself.
    pub address: String,
    /// The same search as a page.
    pub page: String,
    /// Stays the same wherever the server moves, and whatever the search is changed to.
    pub id: String,
}

/// A search as a feed, before it has a format.
struct OutFeed {
    title: String,
    locale: Locale,
    address: String,
    page: String,
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
    date: Timestamp,
}

/// The formats that are served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Atom,
    Rss,
    Json,
}

/// `GET /feeds/search.atom`.
pub async fn atom(
    State(state): State<AppState>,
    visitor: Visitor,
    headers: HeaderMap,
    Parameters(asked): Parameters<Asked>,
) -> Result<Response, Fault> {
    of_query(&state, visitor.locale, &asked, Format::Atom).await.map(|feed| feed.answer(&headers))
}

/// `GET /feeds/search.json`.
pub async fn json(
    State(state): State<AppState>,
    visitor: Visitor,
    headers: HeaderMap,
    Parameters(asked): Parameters<Asked>,
) -> Result<Response, Fault> {
    of_query(&state, visitor.locale, &asked, Format::Json).await.map(|feed| feed.answer(&headers))
}

async fn of_query(
    state: &AppState,
    locale: Locale,
    asked: &Asked,
    format: Format,
) -> Result<Rendered, Fault> {
    let query = asked.text();
    let title = match query {
        "" => text::feed_of_all(locale),
        query => text::feed_of(locale, query),
    };
    let address = FeedAddress {
        title,
        address: asked.feed_address(&format!("/feeds/search.{}", format.ending())),
        page: asked.with_sort("date").address(),
        id: format!("urn:utkik:search:{}", links::encode(query)),
    };
    of_text(state, locale, (query, asked.widening()?), address, format).await
}

/// Runs a search for a feed: always newest first, whatever its page is sorted by.
pub async fn of_text(
    state: &AppState,
    locale: Locale,
    (text, widening): (&str, Widening),
    address: FeedAddress,
    format: Format,
) -> Result<Rendered, Fault> {
    let wanted = Wanted { text, widening, sort: Sort::Date, limit: FEED_HITS };
    let found = found::search(state, locale, &wanted).await?;
    let feed = OutFeed {
        title: address.title,
        locale,
        address: state.absolute(&address.address),
        page: state.absolute(&address.page),
        id: address.id,
        entries: found.hits.iter().map(|hit| entry(state, hit)).collect(),
    };
    let text = match format {
        Format::Atom => atom::render(&feed),
        Format::Rss => rss::render(&feed),
        Format::Json => json::render(&feed, state.base_url.is_some()),
    };
    Ok(Rendered { text, format })
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
        date: hit.date,
    }
}

impl Format {
    /// How file names end.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Atom => "atom",
            Self::Rss => "rss",
            Self::Json => "json",
        }
    }

    fn content_type(self) -> &'static str {
        match self {
            Self::Atom => "application/atom+xml; charset=utf-8",
            Self::Rss => "application/rss+xml; charset=utf-8",
            Self::Json => "application/feed+json; charset=utf-8",
        }
    }
}

/// A feed that is ready to go out.
pub struct Rendered {
    text: String,
    format: Format,
}

impl Rendered {
    /// The feed, or 304 to whoever has this very one already.
    pub fn answer(self, asked: &HeaderMap) -> Response {
        // Weak: the same feed may travel compressed.
        let tag = format!("W/\"{}\"", address::hash_hex(&[&self.text]));
        let is_known = asked
            .get_all(header::IF_NONE_MATCH)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .any(|value| value.split(',').any(|known| known.trim() == tag || known.trim() == "*"));
        let mut response = if is_known {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            ([(header::CONTENT_TYPE, self.format.content_type())], self.text).into_response()
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
