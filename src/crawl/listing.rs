//! A list and the pages on which it goes on: all that a run may read the first time, and later as
//! far as there is something new.

use std::collections::HashSet;

use tokio::time::{Instant, timeout_at};

use super::paging::{End, Walk};
use super::source::{SourceError, key_of, login_of};
use super::{Work, busy, entries};
use crate::fetch::{Answer, BodyKind, FetchRequest, Fetched};
use crate::model::{Document, Feed, ListingSelectors, Source, SourceState};
use crate::parse::{self, Limits, ParseError};

/// What was read of a list.
pub struct List {
    pub feed: Feed,
    /// Pages that were fetched behind the first.
    pub more_pages: usize,
    /// The first page stays the same while a later one could not be read.
    pub tells_all: bool,
}

/// Reads a list from its first page on.
pub async fn read(
    work: &Work,
    source: &Source,
    state: &SourceState,
    answer: Answer,
    deadline: Instant,
) -> Result<List, SourceError> {
    let selectors = &source.listing.clone().unwrap_or_default();
    let mut walk = Walk::begin(&answer.url, usize::from(selectors.pages()));
    let mut seen = HashSet::new();
    let mut feed = parse_off_thread(selectors, answer).await?;
    feed.entries.retain(|entry| seen.insert(entry.link.clone()));
    let next = feed.next_page.take();
    let is_old = all_known(work, source, state, &feed).await?;
    walk.turn(if is_old { 0 } else { feed.entries.len() }, next);
    while let Some(url) = walk.page().map(str::to_owned) {
        if feed.entries.len() >= Limits::default().entries {
            walk.finish(End::Enough);
            break;
        }
        let page = timeout_at(deadline, read_page(work, source, selectors, &url)).await;
        match page.unwrap_or(Err(SourceError::OutOfTime)) {
            Ok(mut page) => {
                let next = page.next_page.take();
                let is_old = all_known(work, source, state, &page).await?;
                page.entries.retain(|entry| seen.insert(entry.link.clone()));
                walk.turn(if is_old { 0 } else { page.entries.len() }, next);
                feed.entries.extend(page.entries);
                feed.warnings.extend(page.warnings);
            }
            // Many sites have an empty page behind the last one.
            Err(SourceError::Parse(ParseError::NoItems { .. })) => walk.finish(End::All),
            Err(error) => {
                let is_late = matches!(error, SourceError::OutOfTime);
                feed.warnings.push(format!("page `{url}` of the list: {error}"));
                walk.finish(if is_late { End::OutOfTime } else { End::Broken });
            }
        }
    }
    say_where_it_ends(&walk, &mut feed);
    feed.entries.truncate(Limits::default().entries);
    Ok(List {
        feed,
        more_pages: walk.read().saturating_sub(1),
        tells_all: !matches!(walk.end(), Some(End::Broken | End::OutOfTime)),
    })
}

fn say_where_it_ends(walk: &Walk, feed: &mut Feed) {
    let read = walk.read();
    match walk.end() {
        Some(End::Enough) if read > 1 => feed.warnings.push(format!(
            "only the first {read} pages of the list were read; `max_pages` says how many"
        )),
        Some(End::Astray) => feed.warnings.push(
            "the link to the next page leads in a circle or to another site; check `next` of \
             `[source.listing]`"
                .to_owned(),
        ),
        _ => {}
    }
}

async fn read_page(
    work: &Work,
    source: &Source,
    selectors: &ListingSelectors,
    url: &str,
) -> Result<Feed, SourceError> {
    let request = FetchRequest { login: login_of(source), ..FetchRequest::of(url, BodyKind::Page) };
    match work.fetcher.get(&request).await? {
        Fetched::Body(answer) => parse_off_thread(selectors, *answer).await,
        // Nobody has asked whether it has changed.
        Fetched::NotModified { .. } => Err(SourceError::Parse(ParseError::Empty)),
    }
}

async fn parse_off_thread(
    selectors: &ListingSelectors,
    answer: Answer,
) -> Result<Feed, SourceError> {
    let selectors = selectors.clone();
    let parsed = busy::off_thread(move || parse(&selectors, &answer));
    Ok(parsed.await.map_err(|_| SourceError::Interrupted)??)
}

/// One page of a list, where its site does not mind.
pub fn parse(selectors: &ListingSelectors, answer: &Answer) -> Result<Feed, ParseError> {
    parse::check_robots_tag(answer.robots_tag.as_deref().unwrap_or_default())?;
    let content_type = answer.content_type.as_deref();
    let limits = Limits::default();
    let mut feed = parse::listing(&answer.body, content_type, &answer.url, selectors, limits)?;
    if selectors.pages() > 1 && selectors.next.is_none() {
        feed.next_page = feed.next_page.or_else(|| answer.next.clone());
    }
    Ok(feed)
}

/// Whether the store has every item of a page: what lies behind it is older still.
async fn all_known(
    work: &Work,
    source: &Source,
    state: &SourceState,
    page: &Feed,
) -> Result<bool, SourceError> {
    if state.documents == 0 {
        return Ok(false);
    }
    let documents: Vec<Document> = entries::documents(page, source, work.clock.now());
    let keys: Vec<_> = documents.iter().map(key_of).collect();
    let known = work.store.known_entries(&source.id, &keys).await?;
    let links: HashSet<&str> =
        known.iter().filter_map(|entry| Some(entry.link.as_ref()?.as_str())).collect();
    let is_known = |document: &Document| {
        document.link.as_ref().is_some_and(|link| links.contains(link.as_str()))
    };
    Ok(documents.iter().all(is_known))
}
