//! The pages of analysts: signing in, saved searches, answers of readers, baskets, network letters.

use axum::routing::MethodRouter;

use crate::web::state::AppState;

/// The routes that a session is needed for, and those that open one.
pub fn routes() -> Vec<(&'static str, MethodRouter<AppState>)> {
    Vec::new()
}
