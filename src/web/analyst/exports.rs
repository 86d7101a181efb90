//! A basket as a file: Markdown, a table, and a list to paste.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::model::Basket;
use crate::transfer::hits::{self, Picked, PickedHit};
use crate::web::exports::file;
use crate::web::fault::Fault;
use crate::web::links;
use crate::web::session::Analyst;
use crate::web::state::AppState;
use crate::web::visitor::Visitor;

use super::baskets::load;

/// `GET /analyst/baskets/{id}/basket.md`.
pub async fn markdown(
    State(state): State<AppState>,
    visitor: Visitor,
    _: Analyst,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let picked = picked(&state, &load(&state, &id).await?).await?;
    let list = hits::picked_markdown(visitor.locale, &picked);
    Ok(file(list.into_bytes(), "text/markdown; charset=utf-8", "utkik-samling.md"))
}

/// `GET /analyst/baskets/{id}/basket.csv`.
pub async fn table(
    State(state): State<AppState>,
    visitor: Visitor,
    _: Analyst,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let picked = picked(&state, &load(&state, &id).await?).await?;
    let table = hits::picked_csv(visitor.locale, &picked);
    Ok(file(table.into_bytes(), "text/csv; charset=utf-8", "utkik-samling.csv"))
}

/// `GET /analyst/baskets/{id}/basket.txt`: shown rather than kept, since it is to be copied.
pub async fn list(
    State(state): State<AppState>,
    visitor: Visitor,
    _: Analyst,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let picked = picked(&state, &load(&state, &id).await?).await?;
    let list = hits::picked_list(visitor.locale, &picked);
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], list).into_response())
}

/// What is gone from the store is gone from what is written down.
async fn picked(state: &AppState, basket: &Basket) -> Result<Picked, Fault> {
    let mut picked = Picked {
        title: basket.title.clone(),
        introduction: basket.introduction.clone(),
        signature: basket.signature.clone(),
        hits: Vec::new(),
    };
    for item in &basket.items {
        let found = state.library.document(item.document.as_str()).await?;
        let Some((document, _)) = found else { continue };
        let source = state.watch.source(document.source.as_str());
        let url = document.url.as_ref().and_then(|url| links::web_address(url.as_str()));
        let page = format!("/documents/{}", links::encode(document.id.as_str()));
        picked.hits.push(PickedHit {
            title: document.title.clone(),
            link: url.map_or_else(|| state.absolute(&page), str::to_owned),
            source: source.map_or_else(|| document.source.to_string(), |one| one.name.clone()),
            date: document.date(),
            ask: item.ask,
            answer_by: item.answer_by.clone(),
            comment: item.comment.clone(),
        });
    }
    Ok(picked)
}
