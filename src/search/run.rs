//! One search: from a query tree to hits, counts and facets.

use super::engine::{Engine, SearchError, Snapshot};
use super::evaluate::evaluate;
use super::facets;
use super::hits::hits;
use super::order::Candidates;
use super::plan::Plan;
use crate::index::IndexError;
use crate::model::{Query, SearchAnswer, SearchRequest, Sort};

/// Nobody reads further, and sorting everything for one page is what attackers ask for.
pub const DEEPEST_HIT: usize = 10_000;

/// Answers one search.
pub fn run(engine: &Engine, request: &SearchRequest) -> Result<SearchAnswer, SearchError> {
    engine.search(request)
}

pub(super) fn answer(
    snapshot: &Snapshot,
    request: &SearchRequest,
) -> Result<SearchAnswer, SearchError> {
    if request.offset.saturating_add(request.limit) > DEEPEST_HIT {
        return Err(SearchError::TooDeep { most: DEEPEST_HIT });
    }
    let plan = Plan::new(snapshot, &request.query)?;
    let mut found = candidates(snapshot, &plan, request)?;
    let facets = match (request.facets, found.full.is_empty()) {
        (false, _) => Vec::new(),
        (true, false) => facets::count(snapshot, &found.full)?,
        (true, true) => facets::count(snapshot, &found.partial)?,
    };
    let sort = if ranks(&plan, &request.query) { request.sort } else { Sort::Date };
    let page = found.page(sort, request.offset, request.limit);
    Ok(SearchAnswer {
        total: found.full.len(),
        partial_total: found.partial.len(),
        hits: hits(snapshot, &plan, &page, request.snippets)?,
        facets,
    })
}

pub(super) fn candidates(
    snapshot: &Snapshot,
    plan: &Plan,
    request: &SearchRequest,
) -> Result<Candidates, IndexError> {
    let mut found = Candidates::new(snapshot, request.now)?;
    for number in 0..snapshot.segments.len() {
        if let Some(evaluation) = evaluate(snapshot, plan, number)? {
            found.add(snapshot, plan, number, &evaluation)?;
        }
    }
    Ok(found)
}

/// Where nothing is sought in the texts, nothing ranks but the date.
fn ranks(plan: &Plan, query: &Query) -> bool {
    !plan.wanted.is_empty() || (plan.has_strict_words() && *query != Query::All)
}
