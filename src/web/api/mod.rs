//! The open API, described by itself at `/api/openapi.json`.

pub mod documents;
pub mod gist;
mod health;
pub mod search;
mod searches;
pub mod sources;
pub mod suggest;

use axum::Router;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::web::state::AppState;

/// The description's head; the routes describe themselves.
#[derive(OpenApi)]
#[openapi(info(
    title = "Utkik",
    description = "What cities do, collected from public sources. Answers point to the original: \
                   title, at most 300 characters, facts and the link. Read only, no key needed."
))]
struct Description;

/// Where words that are being typed are completed.
pub const SUGGESTIONS: &str = "/api/suggest";

/// Where the description stands.
pub const DESCRIPTION: &str = "/api/openapi.json";

/// The routes of the API and their paths.
pub fn router() -> (Router<AppState>, Vec<String>) {
    let described = OpenApiRouter::with_openapi(Description::openapi())
        .routes(routes!(search::search))
        .routes(routes!(suggest::suggest))
        .routes(routes!(documents::document))
        .routes(routes!(searches::searches))
        .routes(routes!(sources::sources))
        .routes(routes!(health::health));
    let (router, description) = described.split_for_parts();
    let mut paths: Vec<String> = description.paths.paths.keys().cloned().collect();
    paths.push(DESCRIPTION.to_owned());
    let json = description.to_json().unwrap_or_else(|error| {
        tracing::error!(%error, "the API cannot describe itself: {error}");
        "{}".to_owned()
    });
    let answer =
        move || async move { ([(header::CONTENT_TYPE, "application/json")], json).into_response() };
    (router.route(DESCRIPTION, get(answer)), paths)
}
