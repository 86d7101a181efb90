//! `GET /api/searches`.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::message::Locale;
use crate::model::SavedSearch;
use crate::web::fault::Fault;
use crate::web::state::AppState;
use crate::web::visitor::Visitor;
use crate::web::watching::{list, saved};

/// The searches that the network shares.
#[derive(Debug, Serialize, ToSchema)]
pub struct SearchesAnswer {
    searches: Vec<SearchAnswer>,
}

/// A shared search.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SavedSearchAnswer)]
pub struct SearchAnswer {
    /// Its name, as in `search:name` and in addresses.
    name: String,
    title: String,
    /// May be empty.
    description: String,
    /// As typed.
    query: String,
    /// What it looks for in words; `null` where the query can no longer be read.
    explanation: Option<String>,
    /// Why it can no longer be read; `null` while it can.
    trouble: Option<String>,
    /// Number of its last news, for `?since=` of its page.
    last_news: i64,
    page: String,
    atom: String,
    rss: String,
    json: String,
    /// Last days to apply, and days of events.
    ics: String,
    csv: String,
    opml: String,
}

/// The searches that the network shares, each with its feeds.
#[utoipa::path(
    get,
    path = "/api/searches",
    responses((status = 200, description = "All shared searches", body = SearchesAnswer))
)]
pub async fn searches(
    State(state): State<AppState>,
    visitor: Visitor,
) -> Result<Json<SearchesAnswer>, Fault> {
    let shared = list::shared(&state).await?;
    let searches = shared.iter().map(|search| answer(&state, visitor.locale, search)).collect();
    Ok(Json(SearchesAnswer { searches }))
}

fn answer(state: &AppState, locale: Locale, search: &SavedSearch) -> SearchAnswer {
    let explained = saved::explanation(state, locale, search);
    let at = |file: &str| state.absolute(&saved::address(&search.key, file));
    SearchAnswer {
        name: search.key.clone(),
        title: search.title.clone(),
        description: search.description.clone(),
        query: search.query.clone(),
        trouble: explained.as_ref().err().map(|fault| fault.message(locale)),
        explanation: explained.ok(),
        last_news: search.last_news,
        page: at(""),
        atom: at("/feed.atom"),
        rss: at("/feed.rss"),
        json: at("/feed.json"),
        ics: at("/feed.ics"),
        csv: at("/hits.csv"),
        opml: at("/feed.opml"),
    }
}
