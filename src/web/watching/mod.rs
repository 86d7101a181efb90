//! Following a search without an account: saved searches, subscribing, changing, answering.

use axum::routing::MethodRouter;

use crate::web::state::AppState;

/// The routes that everybody may use.
pub fn routes() -> Vec<(&'static str, MethodRouter<AppState>)> {
    Vec::new()
}
