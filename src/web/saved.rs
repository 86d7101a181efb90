//! Saved searches at hand, so that a query can name them.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;

use crate::web::state::AppState;

/// Looks which saved searches there are, before a request that may name one: at once where its
/// address does, else at most once a second.
pub(super) async fn look(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let names_one = request.uri().query().is_some_and(names_a_search);
    state.library.look_for_saved(names_one).await;
    next.run(request).await
}

/// `search:` or `bevakning:`, as a browser writes them.
fn names_a_search(query: &str) -> bool {
    let query = query.to_ascii_lowercase();
    let names = ["search", "bevakning"];
    names
        .iter()
        .any(|name| query.contains(&format!("{name}:")) || query.contains(&format!("{name}%3a")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_named_search_is_noticed_in_an_address() {
        for query in ["q=search:a", "q=sol+Bevakning%3Aa&page=2", "q=-SEARCH%3aa"] {
            assert!(names_a_search(query), "{query}");
        }
        assert!(!names_a_search("q=bevakning+av+parker"));
    }
}
