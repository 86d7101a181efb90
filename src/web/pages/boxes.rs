//! The search as a form of boxes: `GET /boxes` writes them as a query and goes to the search.

use axum::extract::State;
use axum::response::Redirect;
use serde::Deserialize;

use crate::search::syntax::boxes::{self, Boxes};
use crate::web::asked::{Asked, Parameters};
use crate::web::fault::Fault;
use crate::web::state::AppState;

/// What stands in the form.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Filled {
    any: String,
    all: String,
    none: String,
    phrase: String,
    rest: String,
    sort: String,
    ui: String,
}

/// `GET /boxes`.
pub async fn send(
    State(_): State<AppState>,
    Parameters(filled): Parameters<Filled>,
) -> Result<Redirect, Fault> {
    let query = boxes::to_query(&Boxes {
        any: filled.any,
        all: filled.all,
        none: filled.none,
        phrase: filled.phrase,
        rest: filled.rest,
    });
    let asked = Asked { q: query, sort: filled.sort, ui: filled.ui, ..Asked::default() };
    Ok(Redirect::to(&asked.address()))
}
