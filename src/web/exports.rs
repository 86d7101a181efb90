//! A search as a file for other programs: workbook, table, list, calendar.

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use crate::message::Locale;
use crate::model::{SearchAnswer, SearchRequest};
use crate::transfer::hits;
use crate::web::asked::{Asked, Parameters};
use crate::web::fault::Fault;
use crate::web::state::AppState;
use crate::web::visitor::Visitor;

/// Hits in one file.
const MOST_HITS: usize = 1_000;

/// `GET /export/search.xlsx`.
pub async fn workbook(
    State(state): State<AppState>,
    visitor: Visitor,
    Parameters(asked): Parameters<Asked>,
) -> Result<Response, Fault> {
    let room = state.library.room_for_file().await?;
    let found = search(&state, visitor.locale, &asked).await?;
    let locale = visitor.locale;
    let written = tokio::task::spawn_blocking(move || {
        // Held until the work is done: whoever asked may have given up long before.
        let _room = room;
        hits::workbook(locale, &found)
    });
    let written = written.await;
    let workbook = written.ok().and_then(Result::ok).ok_or(Fault::Internal)?;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(file(workbook, kind, "utkik.xlsx"))
}

/// `GET /export/search.csv`.
pub async fn table(
    State(state): State<AppState>,
    visitor: Visitor,
    Parameters(asked): Parameters<Asked>,
) -> Result<Response, Fault> {
    let _room = state.library.room_for_file().await?;
    let found = search(&state, visitor.locale, &asked).await?;
    let table = hits::csv(visitor.locale, &found);
    Ok(file(table.into_bytes(), "text/csv; charset=utf-8", "utkik.csv"))
}

/// `GET /export/search.md`.
pub async fn list(
    State(state): State<AppState>,
    visitor: Visitor,
    Parameters(asked): Parameters<Asked>,
) -> Result<Response, Fault> {
    let _room = state.library.room_for_file().await?;
    let found = search(&state, visitor.locale, &asked).await?;
    let list = hits::markdown(visitor.locale, asked.text(), &found);
    Ok(file(list.into_bytes(), "text/markdown; charset=utf-8", "utkik.md"))
}

/// `GET /feeds/search.ics`: to be subscribed to, so nothing is told of how it is called.
pub async fn calendar(
    State(state): State<AppState>,
    visitor: Visitor,
    Parameters(asked): Parameters<Asked>,
) -> Result<Response, Fault> {
    let _room = state.library.room_for_file().await?;
    let found = search(&state, visitor.locale, &asked).await?;
    let calendar = hits::calendar(visitor.locale, asked.text(), &found.hits);
    let kind = [(header::CONTENT_TYPE, "text/calendar; charset=utf-8")];
    Ok((kind, calendar).into_response())
}

/// What has all the words, the best first; public answers carry no more of a text than its snippet.
async fn search(state: &AppState, locale: Locale, asked: &Asked) -> Result<SearchAnswer, Fault> {
    let now = state.clock.now();
    let understood = state
        .library
        .understand(asked.text(), locale, now, asked.widening()?)
        .map_err(|error| Fault::query(asked.text(), error))?;
    let request = SearchRequest {
        query: understood.query,
        expansions: understood.expansions,
        sort: asked.sort()?,
        offset: 0,
        limit: MOST_HITS,
        now,
        facets: false,
        snippets: true,
        fold: true,
        explain: false,
    };
    let mut found = state.library.search(request).await?.unwrap_or_default();
    found.hits.retain(|hit| hit.missing.is_empty());
    Ok(found)
}

fn file(bytes: Vec<u8>, kind: &'static str, name: &'static str) -> Response {
    let mut response = ([(header::CONTENT_TYPE, kind)], bytes).into_response();
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    if let Ok(disposition) = disposition {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, disposition);
    }
    response
}
