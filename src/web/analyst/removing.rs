//! Removing a saved search, after a page that asks.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use crate::message::analyst as words;
use crate::store::SearchChange;
use crate::web::fault::Fault;
use crate::web::pages::answer;
use crate::web::session::{Analyst, Posted, internal, to_page};
use crate::web::state::AppState;
use crate::web::visitor::Visitor;

use super::baskets::RemovePage;
use super::inside::{Tab, around, path_of};
use super::searching::own;

/// `GET /analyst/searches/{name}/remove`.
pub async fn ask(
    State(state): State<AppState>,
    visitor: Visitor,
    analyst: Analyst,
    Path(name): Path<String>,
) -> Result<Response, Fault> {
    let locale = visitor.locale;
    let search = own(&state, &name).await?;
    let heading = words::remove_search_heading(locale);
    let path = format!("/analyst/searches/{name}/remove");
    let (frame, inside) =
        around(&state, (visitor, &analyst), Tab::Searches, heading.clone(), &path);
    let page = RemovePage {
        frame,
        inside,
        heading,
        sentence: words::remove_search(locale, &search.title, search.subscribers),
        action: path_of(visitor, &path),
        back: path_of(visitor, "/analyst/searches"),
    };
    Ok(answer(StatusCode::OK, locale, &page))
}

/// `POST /analyst/searches/{name}/remove`.
pub async fn remove(
    State(state): State<AppState>,
    visitor: Visitor,
    Path(name): Path<String>,
    _: Posted,
) -> Result<Response, Fault> {
    own(&state, &name).await?;
    let store = state.library.writable_store().await?;
    let change = SearchChange::Remove(name);
    store.change_search(&change, "", state.clock.now()).await.map_err(internal)?;
    Ok(to_page(&path_of(visitor, "/analyst/searches")))
}
