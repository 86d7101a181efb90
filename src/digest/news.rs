//! Looks through what has arrived, once for each saved search, and keeps what is news to it.
//!
//! Nothing here depends on a clock: a search has looked through all arrivals up to its mark, and
//! the index says how far it is itself. See `docs/decisions/letters.md`.

use std::collections::HashMap;
use std::sync::Arc;

use anyhow::Context as _;

use super::Desk;
use super::reading::{Reader, narrowed};
use super::trouble;
use crate::message::Locale;
use crate::model::{
    DocumentId, Filter, NumberField, SavedSearch, SearchRequest, Sort, Timestamp, UnderstoodQuery,
};
use crate::search::{Engine, SearchError};

/// Of what is new to a search at once, so many of the best are kept: more is no news but a search
/// that finds nearly everything.
const MOST_HITS: usize = 1_000;

/// Searches without a name that nobody follows any more, or not yet, and that are looked through in
/// a round: strangers can make them by the thousand, and each costs. The others have their turn
/// later.
const MOST_UNFOLLOWED: usize = 200;

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewsReport {
    /// Searches that were looked through.
    pub searches: usize,
    /// News that were added.
    pub news: usize,
    /// Searches whose query cannot be read: the key, and why.
    pub troubles: Vec<(String, String)>,
}

/// Runs every live saved search for what has arrived since it was looked through, and keeps as
/// news what is new to it. What the index has not yet is found by a later round.
pub async fn look_for_news(
    desk: &Desk,
    engine: &Arc<Engine>,
    now: Timestamp,
) -> anyhow::Result<NewsReport> {
    let mark = engine.mark();
    if mark.store != desk.store.mark().await?.store {
        tracing::warn!("the search index belongs to another database; nothing is looked for");
        return Ok(NewsReport::default());
    }
    let searches = desk.store.searches().await.context("loading the saved searches")?;
    let reader = Reader::new(&searches, &desk.derived.thesaurus, now);
    let mut report = NewsReport::default();
    let mut heads = Heads::default();
    for search in to_look_through(&searches, mark.sequence) {
        let understood = match reader.read(&search.query, Locale::Sv) {
            Ok(understood) => understood,
            Err(error) => {
                trouble::keep(desk, search, &error.message, now).await?;
                report.troubles.push((search.key.clone(), error.message));
                continue;
            }
        };
        trouble::clear(desk, search).await?;
        if mark.sequence <= search.mark {
            continue;
        }
        let found = found(engine, understood, search.look_back, now).await;
        let found = found.with_context(|| format!("looking for news of `{}`", search.key))?;
        let found = heads.with_stories(desk, found).await?;
        let news = desk.store.add_news(&search.key, &found, mark.sequence, now).await?;
        report.searches += 1;
        report.news += news.len();
    }
    tracing::info!(
        searches = report.searches,
        news = report.news,
        troubles = report.troubles.len(),
        "looked through {} saved searches: {} news",
        report.searches,
        report.news
    );
    Ok(report)
}

/// Those that somebody follows or may come upon; of the others those that waited longest.
fn to_look_through(searches: &[SavedSearch], sequence: i64) -> Vec<&SavedSearch> {
    let is_live = |search: &&SavedSearch| search.name.is_some() || search.subscribers > 0;
    let (mut live, mut others): (Vec<_>, Vec<_>) = searches.iter().partition(is_live);
    others.retain(|search| search.mark < sequence);
    others.sort_by_key(|search| search.mark);
    others.truncate(MOST_UNFOLLOWED);
    live.append(&mut others);
    live
}

/// A document that a search finds.
struct Found {
    id: DocumentId,
    date: Timestamp,
    is_told_by_others: bool,
}

/// What a search finds among what arrived after a number, the oldest first, each story once. Only
/// documents with all the wanted words: what stands below the line is a guess, and no news.
async fn found(
    engine: &Arc<Engine>,
    understood: UnderstoodQuery,
    after: i64,
    now: Timestamp,
) -> anyhow::Result<Vec<Found>> {
    let engine = Arc::clone(engine);
    let work = tokio::task::spawn_blocking(move || find(&engine, understood, after, now));
    Ok(work.await.context("a search was broken off")??)
}

fn find(
    engine: &Engine,
    understood: UnderstoodQuery,
    after: i64,
    now: Timestamp,
) -> Result<Vec<Found>, SearchError> {
    let arrived = Filter::Number(NumberField::Arrived, Some(after.saturating_add(1)), None);
    let request = SearchRequest {
        query: narrowed(understood.query, arrived),
        expansions: understood.expansions,
        sort: Sort::Relevance,
        offset: 0,
        limit: MOST_HITS,
        now,
        facets: false,
        snippets: false,
        fold: true,
        explain: false,
    };
    let hits = engine.search(&request)?.hits.into_iter().filter(|hit| hit.missing.is_empty());
    let mut found: Vec<Found> = hits
        .map(|hit| Found { id: hit.id, date: hit.date, is_told_by_others: hit.story_size > 1 })
        .collect();
    found.sort_by(|one, other| (one.date, &one.id).cmp(&(other.date, &other.id)));
    Ok(found)
}

/// The stories that documents tell, looked up once in a round.
#[derive(Default)]
struct Heads(HashMap<DocumentId, DocumentId>);

impl Heads {
    async fn with_stories(
        &mut self,
        desk: &Desk,
        found: Vec<Found>,
    ) -> anyhow::Result<Vec<(DocumentId, DocumentId)>> {
        let mut told = Vec::with_capacity(found.len());
        for Found { id, is_told_by_others, .. } in found {
            let story = match self.0.get(&id) {
                _ if !is_told_by_others => id.clone(),
                Some(story) => story.clone(),
                None => {
                    let story = desk.store.story(&id).await?;
                    let head = story.into_iter().next().unwrap_or_else(|| id.clone());
                    self.0.insert(id.clone(), head.clone());
                    head
                }
            };
            told.push((id, story));
        }
        Ok(told)
    }
}
