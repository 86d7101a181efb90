//! HTTP: the API, the search page, feeds out.
//!
//! What people do about their letters stands in `watching`, what analysts do in `analyst`; all other
//! routes read. A GET never changes anything. What a request passes on its way in, and its answer on
//! its way out, stands in `surround`; the routes stand in `routes` and describe themselves in `api`.

mod analyst;
mod answers;
mod api;
mod asked;
mod assets;
mod caller;
mod excerpt;
mod exports;
mod fault;
mod feeds;
mod filters;
mod form;
mod found;
mod guard;
mod library;
mod links;
mod listener;
mod measure;
mod options;
mod pages;
mod saved;
mod serve;
mod session;
mod state;
mod throttle;
mod visitor;
mod watching;
mod words;

#[cfg(test)]
mod tests;

pub use options::{LettersFrom, RefusedToServe, ServeOptions};
pub use serve::{Round, Rounds, Server, serve};
pub use state::AppState;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{MethodRouter, get};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::web::fault::Fault;

/// All routes with everything around them.
pub fn router(state: AppState) -> Router {
    let (mut router, _) = api::router();
    for (path, route) in routes() {
        router = router.route(path, route);
    }
    surround(router, state)
}

/// What every request passes on its way in, and its answer on its way out: the last layer first.
fn surround(router: Router<AppState>, state: AppState) -> Router {
    router
        .fallback(async || Fault::NotFound)
        .method_not_allowed_fallback(async || Fault::MethodNotAllowed)
        .layer(from_fn_with_state(state.clone(), saved::look))
        .layer(CatchPanicLayer::custom(guard::after_panic))
        .layer(from_fn(guard::limit))
        .layer(guard::own_site(state.base_url.as_deref()))
        .layer(from_fn(fault::render))
        .layer(CompressionLayer::new())
        .layer(from_fn(guard::protect))
        .layer(from_fn_with_state(state.clone(), measure::count))
        .with_state(state)
}

/// The routes beside the API. There are no others: what is not listed is not found.
fn routes() -> Vec<(&'static str, MethodRouter<AppState>)> {
    let own = [
        ("/", get(pages::search::page)),
        ("/documents/{id}", get(pages::document::page)),
        ("/sources", get(pages::sources::page)),
        ("/feeds/search.atom", get(feeds::atom)),
        ("/feeds/search.json", get(feeds::json)),
        ("/feeds/search.ics", get(exports::calendar)),
        ("/export/search.xlsx", get(exports::workbook)),
        ("/export/search.csv", get(exports::table)),
        ("/export/search.md", get(exports::list)),
        ("/boxes", get(pages::boxes::send)),
        ("/metrics", get(measure::metrics)),
        ("/assets/style.css", get(assets::style)),
        ("/favicon.svg", get(assets::icon)),
        ("/opensearch.xml", get(assets::opensearch)),
        ("/robots.txt", get(assets::robots)),
    ];
    own.into_iter().chain(watching::routes()).chain(analyst::routes()).collect()
}
