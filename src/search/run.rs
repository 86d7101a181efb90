//! One search: from a query tree to hits, counts and facets.

use super::engine::{Engine, SearchError, Snapshot};
use super::evaluate::{Evaluation, evaluate};
use super::facets::{self, Counts};
use super::filter;
use super::fold::Folded;
use super::hits::hits;
use super::nearness;
use super::order::Candidates;
use super::plan::Plan;
use super::reach::Side;
use crate::index::IndexError;
use crate::model::{DocumentId, Hit, SearchAnswer, SearchRequest, Sort};

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
    let plan = Plan::new(snapshot, &request.query, &request.expansions)?;
    let mut found = candidates(snapshot, &plan, request)?;
    let counts = match (request.facets, found.full.count()) {
        (false, _) => Counts::default(),
        (true, 0) => facets::count(snapshot, &found.partial.documents)?,
        (true, _) => facets::count(snapshot, &found.full.documents)?,
    };
    nearness::add(snapshot, &plan, &mut found)?;
    let documents = found.full.count();
    let beyond = |side: &Side| side.count() - side.within_reach.len();
    let (beyond_full, beyond_partial) = (beyond(&found.full), beyond(&found.partial));
    let folded = if request.fold && !plan.shows_one_story() {
        found.fold(snapshot)?
    } else {
        Folded::default()
    };
    let page = found.page(request);
    Ok(SearchAnswer {
        total: beyond_full + found.full.within_reach.len(),
        partial_total: beyond_partial + found.partial.within_reach.len(),
        documents,
        hits: hits(snapshot, &plan, &page, &folded, request)?,
        facets: counts.facets,
        months: counts.months,
    })
}

/// Documents that were chosen before, ranked as hits of a search.
pub(super) fn chosen(
    snapshot: &Snapshot,
    request: &SearchRequest,
    ids: &[DocumentId],
) -> Result<Vec<Hit>, IndexError> {
    let plan = Plan::new(snapshot, &request.query, &request.expansions)?;
    let mut found = Candidates::new(snapshot, &plan, request.sort, request)?;
    let mut left: Vec<&DocumentId> = ids.iter().collect();
    for (number, segment) in snapshot.segments.iter().enumerate() {
        let mut here = Vec::new();
        let mut elsewhere = Vec::new();
        for id in left {
            match filter::with_id(snapshot, segment, id.as_str())? {
                Some(document) => here.push(document),
                None => elsewhere.push(id),
            }
        }
        left = elsewhere;
        if here.is_empty() {
            continue;
        }
        here.sort_unstable();
        here.dedup();
        if let Some(evaluation) = evaluate(snapshot, &plan, number)? {
            let evaluation = Evaluation { chosen: Some(here), ..evaluation };
            found.add(snapshot, &plan, number, evaluation)?;
        }
    }
    // There is no line: what was chosen is shown.
    found.full.append(&mut found.partial);
    let folded = if request.fold { found.fold(snapshot)? } else { Folded::default() };
    let page = found.page(request);
    hits(snapshot, &plan, &page, &folded, request)
}

pub(super) fn candidates(
    snapshot: &Snapshot,
    plan: &Plan,
    request: &SearchRequest,
) -> Result<Candidates, IndexError> {
    // Where nothing tells better documents from others, the date does.
    let by_date = request.sort == Sort::Relevance && !plan.ranks();
    let sort = if by_date { Sort::Date } else { request.sort };
    let mut found = Candidates::new(snapshot, plan, sort, request)?;
    for number in 0..snapshot.segments.len() {
        if let Some(evaluation) = evaluate(snapshot, plan, number)? {
            found.add(snapshot, plan, number, evaluation)?;
        }
    }
    Ok(found)
}
