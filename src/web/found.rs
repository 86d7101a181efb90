//! One search for feeds and files: what has all the words, without counts around it.

use crate::message::Locale;
use crate::model::{SearchAnswer, SearchRequest, Sort};
use crate::web::fault::Fault;
use crate::web::library::Widening;
use crate::web::state::AppState;

/// What is looked for.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// As typed.
    pub text: &'a str,
    pub widening: Widening,
    pub sort: Sort,
    pub limit: usize,
}

/// Runs a search. What lacks some of the words is worth a look on a page, but no notice; answers
/// carry no more of a text than its snippet.
pub async fn search(
    state: &AppState,
    locale: Locale,
    wanted: &Wanted<'_>,
) -> Result<SearchAnswer, Fault> {
    let now = state.clock.now();
    let understood = state
        .library
        .understand(wanted.text, locale, now, wanted.widening)
        .map_err(|error| Fault::query(wanted.text, error))?;
    let request = SearchRequest {
        query: understood.query,
        expansions: understood.expansions,
        sort: wanted.sort,
        offset: 0,
        limit: wanted.limit,
        now,
        facets: false,
        snippets: true,
        fold: true,
        explain: false,
    };
    let mut found = state.library.search(request).await?.unwrap_or_default();
    found.hits.retain(|hit| hit.missing.is_empty());
    Ok(found)
}
