//! The whole ranking of a query, for scoring against judged collections.

use super::engine::{Engine, SearchError, Snapshot, guarded};
use super::order::Candidate;
use super::plan::Plan;
use super::{columns, nearness, run, syntax, widen};
use crate::index::IndexError;
use crate::language::thesaurus::Thesaurus;
use crate::message::Locale;
use crate::model::{DocumentId, Expansion, Query, SearchRequest, Sort, Timestamp};

/// Ranks the whole list for a query text, without the caps of a search; ties by id. A text that
/// is no query is read as plain words.
///
/// There is no line between documents with all the words and others: each falls behind by what it
/// lacks. Among the many words of a text that was not written for us, one that is missing says
/// little.
pub fn rank(
    engine: &Engine,
    text: &str,
    limit: usize,
    now: Timestamp,
    thesaurus: Option<&Thesaurus>,
) -> Result<Vec<(DocumentId, f32)>, SearchError> {
    let query = match syntax::parse(text, Locale::En, now) {
        Ok(understood) => understood.query,
        Err(_) => syntax::words_only(text),
    };
    let expansions = thesaurus.map(|thesaurus| widen(&query, thesaurus)).unwrap_or_default();
    guarded(engine.folder(), || Ok(ranked(engine, query, &expansions, limit, now)?))
}

fn ranked(
    engine: &Engine,
    query: Query,
    expansions: &[Expansion],
    limit: usize,
    now: Timestamp,
) -> Result<Vec<(DocumentId, f32)>, IndexError> {
    let snapshot = engine.snapshot();
    let plan = Plan::new(&snapshot, &query, expansions)?;
    let request = SearchRequest {
        query,
        expansions: Vec::new(),
        sort: Sort::Relevance,
        offset: 0,
        limit,
        now,
        facets: false,
        snippets: false,
        fold: false,
        explain: false,
    };
    let mut found = run::candidates(&snapshot, &plan, &request)?;
    nearness::add(&snapshot, &plan, &mut found)?;
    found.full.append(&mut found.partial);
    best(&snapshot, found.full.within_reach, limit)
}

/// The best so many, in order. Only these get their ids, and those that are worth the same as the
/// last of them.
fn best(
    snapshot: &Snapshot,
    mut candidates: Vec<Candidate>,
    limit: usize,
) -> Result<Vec<(DocumentId, f32)>, IndexError> {
    if let Some(last) = limit.checked_sub(1).filter(|last| *last < candidates.len()) {
        let best_first = |one: &Candidate, other: &Candidate| other.score.total_cmp(&one.score);
        let least = candidates.select_nth_unstable_by(last, best_first).1.score;
        candidates.retain(|candidate| candidate.score >= least);
    }
    let mut list = Vec::with_capacity(candidates.len());
    for (number, segment) in (0..).zip(&snapshot.segments) {
        let here = candidates.iter().filter(|candidate| candidate.segment == number);
        let scores = here.map(|candidate| (candidate.document, candidate.score)).collect();
        list.extend(columns::with_ids(snapshot, segment, scores)?);
    }
    list.sort_by(|one, other| other.1.total_cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    list.truncate(limit);
    Ok(list)
}
