//! A saved search for other programs: its feeds, and its hits as a file.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;

use crate::web::exports::{self, MOST_HITS};
use crate::web::fault::Fault;
use crate::web::feeds::{self, FeedAddress, Format};
use crate::web::library::Widening;
use crate::web::state::AppState;
use crate::web::visitor::Visitor;
use crate::web::watching::{opml as list, saved};

/// `GET /searches/{key}/feed.atom`.
pub async fn atom(
    State(state): State<AppState>,
    visitor: Visitor,
    headers: HeaderMap,
    Path(key): Path<String>,
) -> Result<Response, Fault> {
    feed(&state, visitor, &headers, &key, Format::Atom).await
}

/// `GET /searches/{key}/feed.rss`.
pub async fn rss(
    State(state): State<AppState>,
    visitor: Visitor,
    headers: HeaderMap,
    Path(key): Path<String>,
) -> Result<Response, Fault> {
    feed(&state, visitor, &headers, &key, Format::Rss).await
}

/// `GET /searches/{key}/feed.json`.
pub async fn json(
    State(state): State<AppState>,
    visitor: Visitor,
    headers: HeaderMap,
    Path(key): Path<String>,
) -> Result<Response, Fault> {
    feed(&state, visitor, &headers, &key, Format::Json).await
}

/// The id and the title are the search's own, so that a reader keeps its feed when the query is
/// mended.
async fn feed(
    state: &AppState,
    visitor: Visitor,
    headers: &HeaderMap,
    key: &str,
    format: Format,
) -> Result<Response, Fault> {
    let search = saved::load(state, key).await?;
    let address = FeedAddress {
        title: search.title.clone(),
        address: saved::address(&search.key, &format!("/feed.{}", format.ending())),
        page: saved::address(&search.key, ""),
        id: format!("urn:utkik:saved:{}", search.key),
    };
    let asked = (search.query.trim(), Widening::Concepts);
    let rendered = feeds::of_text(state, visitor.locale, asked, address, format).await;
    Ok(rendered.map_err(|fault| saved::of_search(&search, fault))?.answer(headers))
}

/// `GET /searches/{key}/feed.ics`: last days to apply, and days of events.
pub async fn calendar(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(key): Path<String>,
) -> Result<Response, Fault> {
    let search = saved::load(&state, &key).await?;
    let _room = state.library.room_for_file().await?;
    let found = saved::hits(&state, visitor.locale, &search, MOST_HITS).await?;
    Ok(exports::calendar_of(visitor.locale, &search.title, &found))
}

/// `GET /searches/{key}/hits.csv`.
pub async fn table(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(key): Path<String>,
) -> Result<Response, Fault> {
    let search = saved::load(&state, &key).await?;
    let _room = state.library.room_for_file().await?;
    let found = saved::hits(&state, visitor.locale, &search, MOST_HITS).await?;
    let name = search.name.as_ref().map_or("utkik", |name| name.as_str());
    Ok(exports::csv_file(visitor.locale, &found, &format!("{name}.csv")))
}

/// `GET /searches/{key}/feed.opml`.
pub async fn opml(
    State(state): State<AppState>,
    Path(key): Path<String>,
) -> Result<Response, Fault> {
    let search = saved::load(&state, &key).await?;
    Ok(list::answer(&state, &search.title, [&search].into_iter()))
}
