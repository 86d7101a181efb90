//! A search as a file for other programs: workbook, table, list, calendar.

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use crate::message::Locale;
use crate::model::SearchAnswer;
use crate::transfer::hits;
use crate::web::asked::{Asked, Parameters};
use crate::web::fault::Fault;
use crate::web::found::{self, Wanted};
use crate::web::state::AppState;
use crate::web::visitor::Visitor;

/// Hits in one file.
pub const MOST_HITS: usize = 1_000;

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
    Ok(csv_file(visitor.locale, &found, "utkik.csv"))
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

/// `GET /feeds/search.ics`.
pub async fn calendar(
    State(state): State<AppState>,
    visitor: Visitor,
    Parameters(asked): Parameters<Asked>,
) -> Result<Response, Fault> {
    let _room = state.library.room_for_file().await?;
    let found = search(&state, visitor.locale, &asked).await?;
    Ok(calendar_of(visitor.locale, asked.text(), &found))
}

/// What has all the words, the best first.
async fn search(state: &AppState, locale: Locale, asked: &Asked) -> Result<SearchAnswer, Fault> {
    let (widening, sort) = (asked.widening()?, asked.sort()?);
    let wanted = Wanted { text: asked.text(), widening, sort, limit: MOST_HITS };
    found::search(state, locale, &wanted).await
}

/// A table of hits, to be kept under this name.
pub fn csv_file(locale: Locale, found: &SearchAnswer, name: &str) -> Response {
    let table = hits::csv(locale, found);
    file(table.into_bytes(), "text/csv; charset=utf-8", name)
}

/// A calendar, to be subscribed to: nothing is told of how its file is called.
pub fn calendar_of(locale: Locale, title: &str, found: &SearchAnswer) -> Response {
    let calendar = hits::calendar(locale, title, &found.hits);
    ([(header::CONTENT_TYPE, "text/calendar; charset=utf-8")], calendar).into_response()
}

/// An answer that is kept as a file.
pub fn file(bytes: Vec<u8>, kind: &'static str, name: &str) -> Response {
    let mut response = ([(header::CONTENT_TYPE, kind)], bytes).into_response();
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    if let Ok(disposition) = disposition {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, disposition);
    }
    response
}
