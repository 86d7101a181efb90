//! What the address of a source says, by its kind: a feed, a page that lists articles, a sitemap.

use tokio::time::Instant;

use super::source::SourceError;
use super::{Work, busy, entries, listing, sitemap};
use crate::fetch::{Answer, BodyKind};
use crate::model::{Document, Feed, Source, SourceKind, SourceState, Timestamp};
use crate::parse::{self, Limits, ParseError};

/// What was read.
pub struct Read {
    pub feed: Feed,
    pub documents: Vec<Document>,
    /// The answer tells all there is: while it stays the same, there is nothing new.
    pub tells_all: bool,
    /// Pages of a list that were fetched behind the first.
    pub more_pages: usize,
}

/// What is asked for at the address of a source of this kind.
pub fn body_kind(kind: SourceKind) -> BodyKind {
    match kind {
        SourceKind::Feed | SourceKind::Register | SourceKind::Mail | SourceKind::Hand => {
            BodyKind::Feed
        }
        SourceKind::Listing => BodyKind::Page,
        SourceKind::Sitemap => BodyKind::Sitemap,
    }
}

/// Reads the answer into entries, and these into documents.
pub async fn read(
    work: &Work,
    source: &Source,
    state: &SourceState,
    answer: Answer,
    deadline: Instant,
) -> Result<Read, SourceError> {
    let now = work.clock.now();
    let reader = source.clone();
    if source.kind == SourceKind::Sitemap {
        let (feed, tells_all) = sitemap::read(work, source, answer, deadline).await?;
        return documents(source, feed, now, tells_all, 0).await;
    }
    if source.kind == SourceKind::Listing && source.listing.is_some() {
        let list = listing::read(work, source, state, answer, deadline).await?;
        return documents(source, list.feed, now, list.tells_all, list.more_pages).await;
    }
    let parsed = busy::off_thread(move || {
        let feed = self::parse(&reader, &answer)?;
        let documents = entries::documents(&feed, &reader, now);
        Ok::<Read, ParseError>(Read { feed, documents, tells_all: true, more_pages: 0 })
    });
    Ok(parsed.await.map_err(|_| SourceError::Interrupted)??)
}

/// What an answer that lies here says: a feed, or the first page of a list.
pub fn parse(source: &Source, answer: &Answer) -> Result<Feed, ParseError> {
    let (bytes, content_type) = (answer.body.as_slice(), answer.content_type.as_deref());
    match &source.listing {
        Some(selectors) if source.kind == SourceKind::Listing => listing::parse(selectors, answer),
        _ => parse::feed(bytes, content_type, &answer.url, Limits::default()),
    }
}

async fn documents(
    source: &Source,
    feed: Feed,
    now: Timestamp,
    tells_all: bool,
    more_pages: usize,
) -> Result<Read, SourceError> {
    let source = source.clone();
    let read = move || {
        let documents = entries::documents(&feed, &source, now);
        Read { feed, documents, tells_all, more_pages }
    };
    busy::off_thread(read).await.map_err(|_| SourceError::Interrupted)
}
