//! What a subscriber of a saved search would get now.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, bail};

use super::Desk;
use super::issue::subject;
use super::letter::Letter;
use super::reading::Reader;
use super::selection::{Selector, Subject};
use crate::message::{Locale, digest as text};
use crate::model::{DocumentId, News, SavedSearch, SearchRequest, Sort, Timestamp};
use crate::search::Engine;

/// What is shown of a search as if it were new: news of a week, the last so many.
const WEEK: Duration = Duration::from_hours(7 * 24);
const MOST_NEWS: usize = 20;

/// A letter that is not sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Preview {
    pub letter: Letter,
    pub of: Shown,
}

/// What a preview is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// What was news to the search in the last seven days.
    News,
    /// There has been none: the newest hits, so that one sees what a letter would look like.
    NewestHits,
    /// The search finds nothing at all: an empty letter, which would never be sent.
    Nothing,
}

/// The letter that a subscriber of a week would get, by the key or the name of a saved search.
pub async fn preview(
    desk: &Desk,
    engine: &Arc<Engine>,
    named: &str,
    locale: Locale,
    now: Timestamp,
) -> anyhow::Result<Preview> {
    let search = found(desk, named).await?;
    let searches = desk.store.searches().await?;
    let reader = Reader::new(&searches, &desk.derived.thesaurus, now);
    if let Err(error) = reader.read(&search.query, locale) {
        bail!(text::query_unreadable(locale, named, &error.message));
    }
    let news = desk.store.news_after(&search.key, 0).await?;
    let recent: Vec<&News> = news.iter().filter(|one| one.found >= now.minus(WEEK)).collect();
    let recent = recent.get(recent.len().saturating_sub(MOST_NEWS)..).unwrap_or_default();
    let told = recent.first().map_or(search.last_news, |first| first.number.saturating_sub(1));
    let ids: Vec<DocumentId> = recent.iter().map(|one| one.document.clone()).collect();
    let subject = subject(desk, &reader, search).await?;
    let selector = Selector::new(desk, engine, now).await?;
    let work = move || shown(&selector, &subject, &ids, (told, locale));
    tokio::task::spawn_blocking(work).await.context("the preview was broken off")?
}

async fn found(desk: &Desk, named: &str) -> anyhow::Result<SavedSearch> {
    let by_name = desk.store.search_named(named).await?;
    let found = match by_name {
        Some(search) => Some(search),
        None => desk.store.search(named).await?,
    };
    found
        .with_context(|| format!("there is no saved search `{named}`; `utkik searches` lists them"))
}

fn shown(
    selector: &Selector,
    subject: &Subject,
    news: &[DocumentId],
    head: (i64, Locale),
) -> anyhow::Result<Preview> {
    let heeded = selector.heeded(subject)?;
    if let Some(letter) = selector.letter(subject, &heeded, news, head)? {
        return Ok(Preview { letter, of: Shown::News });
    }
    let request = selector.asking(subject, MOST_NEWS);
    let newest = SearchRequest { sort: Sort::Date, ..request };
    let hits = selector.engine.search(&newest)?.hits;
    let full = hits.into_iter().filter(|hit| hit.missing.is_empty());
    let ids: Vec<DocumentId> = full.map(|hit| hit.id).collect();
    match selector.letter(subject, &heeded, &ids, head)? {
        Some(letter) => Ok(Preview { letter, of: Shown::NewestHits }),
        None => Ok(Preview { letter: selector.empty(subject, head), of: Shown::Nothing }),
    }
}
