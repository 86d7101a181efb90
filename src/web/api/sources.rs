//! `GET /api/sources`.

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::crawl::Condition;
use crate::message::{Locale, sources as names};
use crate::model::{Source, SourceState, Timestamp};
use crate::web::state::AppState;
use crate::web::visitor::Visitor;

/// What is watched.
#[derive(Debug, Serialize, ToSchema)]
pub struct SourcesAnswer {
    /// Name of the network that watches; may be empty.
    network: String,
    sources: Vec<SourceAnswer>,
}

/// A source and how it is.
#[derive(Debug, Serialize, ToSchema)]
pub struct SourceAnswer {
    id: String,
    name: String,
    url: String,
    kind: &'static str,
    group: &'static str,
    country: Option<String>,
    place: Option<String>,
    language: Option<String>,
    enabled: bool,
    /// Why it is not enabled.
    reason: Option<String>,
    /// new, ok, unchanged, empty, failing, blocked, gone, silent or moved.
    health: &'static str,
    /// The same in a word or two.
    health_text: String,
    /// The same in whole sentences: what is, what to do, and when the next try is.
    sentence: String,
    /// RFC 3339, as all moments here; `null` before the first check.
    last_check: Option<String>,
    last_success: Option<String>,
    next_check: Option<String>,
    failures_in_a_row: u32,
    /// What went wrong, in detail and in English.
    error: Option<String>,
    /// The class of that, such as `timeout`; behind a colon what is known more exactly:
    /// `status:404`.
    error_class: Option<String>,
    /// The address that answers after permanent redirects.
    moved_to: Option<String>,
    documents: u64,
}

/// What is watched, and how it has been doing.
#[utoipa::path(
    get,
    path = "/api/sources",
    responses((status = 200, description = "All sources of the list", body = SourcesAnswer))
)]
pub async fn sources(State(state): State<AppState>, visitor: Visitor) -> Json<SourcesAnswer> {
    let standing = state.library.standing().await;
    let states: HashMap<&str, &SourceState> =
        standing.sources.iter().map(|state| (state.id.as_str(), state)).collect();
    let now = state.clock.now();
    let answer = |source: &Source| {
        answer(source, states.get(source.id.as_str()).copied(), visitor.locale, now)
    };
    let sources = state.watch.in_use(&states).map(answer).collect();
    Json(SourcesAnswer { network: state.watch.network.name.clone(), sources })
}

fn answer(
    source: &Source,
    state: Option<&SourceState>,
    locale: Locale,
    now: Timestamp,
) -> SourceAnswer {
    let Condition { health, sentence } = Condition::of_source(locale, source, state, now);
    let moment = |moment: Option<Timestamp>| moment.map(|moment| moment.to_string());
    SourceAnswer {
        id: source.id.to_string(),
        name: source.name.clone(),
        url: source.url.clone(),
        kind: source.kind.as_str(),
        group: source.group.as_str(),
        country: source.country.clone(),
        place: source.place.clone(),
        language: source.language.map(|language| language.to_string()),
        enabled: source.enabled,
        reason: source.reason.clone(),
        health: health.as_str(),
        health_text: names::health(locale, health),
        sentence,
        last_check: moment(state.and_then(|state| state.last_check)),
        last_success: moment(state.and_then(|state| state.last_success)),
        next_check: moment(state.map(|state| state.next_check)),
        failures_in_a_row: state.map_or(0, |state| state.failures_in_a_row),
        error: state.and_then(|state| state.public_error()).map(str::to_owned),
        error_class: state.and_then(|state| state.error_class.clone()),
        moved_to: state.and_then(|state| state.moved_to.clone()),
        documents: state.map_or(0, |state| state.documents),
    }
}
