//! `GET /api/suggest`.

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::search::syntax::MOST_CHARACTERS;
use crate::web::asked::Parameters;
use crate::web::fault::{ErrorAnswer, Fault};
use crate::web::state::AppState;
use crate::web::visitor::Visitor;

/// What has been typed so far.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct SuggestParameters {
    /// The query so far.
    #[param(example = "belysning tem")]
    q: String,
    /// Where the cursor stands, in characters; else at the end.
    #[param(value_type = Option<u32>)]
    at: String,
    /// Language of the fields and values that are proposed: `sv` or `en`; else from
    /// `Accept-Language`.
    #[param(example = "en")]
    ui: String,
}

/// Complete a query that is being typed: fields, their values, words of what was collected.
#[utoipa::path(
    get,
    path = "/api/suggest",
    params(SuggestParameters),
    responses(
        (status = 200, description = "`[query, [completions]]`, whole queries, the likeliest \
            first (OpenSearch suggestions)", content_type = "application/x-suggestions+json",
            body = Vec<serde_json::Value>),
        (status = 400, description = "A parameter cannot be read", body = ErrorAnswer),
    )
)]
pub async fn suggest(
    State(state): State<AppState>,
    visitor: Visitor,
    Parameters(asked): Parameters<SuggestParameters>,
) -> Result<Response, Fault> {
    let text = asked.q.as_str();
    let cursor = cursor(text, &asked.at)?;
    let is_too_long = text.len() > MOST_CHARACTERS * 4 || text.chars().count() > MOST_CHARACTERS;
    let completions = if is_too_long {
        Vec::new()
    } else {
        state.library.complete(text.to_owned(), cursor, visitor.locale).await?
    };
    let content_type = [(header::CONTENT_TYPE, "application/x-suggestions+json")];
    Ok((content_type, Json((text, completions)).into_response().into_body()).into_response())
}

/// The place in bytes of a place in characters.
fn cursor(text: &str, at: &str) -> Result<usize, Fault> {
    if at.is_empty() {
        return Ok(text.len());
    }
    let at: usize = at.parse().map_err(|_| Fault::Parameter("at", "0–1000"))?;
    Ok(text.char_indices().nth(at).map_or(text.len(), |(byte, _)| byte))
}
