//! `GET /healthz`: whether the server can do its work.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

use crate::web::state::AppState;

/// How the server is.
#[derive(Debug, Serialize, ToSchema)]
pub struct HealthAnswer {
    /// `ok`; or `waiting` while there is nothing to search yet.
    status: &'static str,
    /// Documents in the store; `null` while there is none.
    documents: Option<u64>,
    /// `open` or `missing`.
    index: &'static str,
    /// `open` or `missing`.
    store: &'static str,
    version: &'static str,
}

/// Whether the server can answer.
#[utoipa::path(
    get,
    path = "/healthz",
    responses(
        (status = 200, description = "Index and store are open", body = HealthAnswer),
        (status = 503, description = "There is nothing to search yet", body = HealthAnswer),
    )
)]
pub async fn health(State(state): State<AppState>) -> (StatusCode, Json<HealthAnswer>) {
    let documents = state.library.standing().await.documents;
    let is_searchable = state.library.is_searchable().await;
    let is_well = is_searchable && documents.is_some();
    let word = |is_open: bool| if is_open { "open" } else { "missing" };
    let answer = HealthAnswer {
        status: if is_well { "ok" } else { "waiting" },
        documents,
        index: word(is_searchable),
        store: word(documents.is_some()),
        version: env!("CARGO_PKG_VERSION"),
    };
    let status = if is_well { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(answer))
}
