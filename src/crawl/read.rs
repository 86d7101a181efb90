//! What the address of a source says, by its kind: a feed, a page that lists articles, a sitemap.

use tokio::time::Instant;

use super::source::SourceError;
use super::{Work, busy, entries, sitemap};
use crate::fetch::{Answer, BodyKind};
use crate::model::{Document, Feed, Source, SourceKind, SourceState};
use crate::parse::{self, Limits, ParseError};

/// What was read.
pub struct Read {
    pub feed: Feed,
    pub documents: Vec<Document>,
    /// The answer tells all there is: while it stays the same, there is nothing new.
    pub tells_all: bool,
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
    let had_documents = state.documents > 0;
    if source.kind == SourceKind::Sitemap {
        let (feed, tells_all) = sitemap::read(work, source, answer, deadline).await?;
        let read = move || {
            let documents = entries::documents(&feed, &reader, now);
            Read { feed, documents, tells_all }
        };
        return busy::off_thread(read).await.map_err(|_| SourceError::Interrupted);
    }
    let parsed = busy::off_thread(move || {
        let feed = parse(&reader, &answer).or_else(|error| suddenly_empty(error, had_documents))?;
        let documents = entries::documents(&feed, &reader, now);
        Ok::<Read, ParseError>(Read { feed, documents, tells_all: true })
    });
    Ok(parsed.await.map_err(|_| SourceError::Interrupted)??)
}

pub fn parse(source: &Source, answer: &Answer) -> Result<Feed, ParseError> {
    let (bytes, content_type) = (answer.body.as_slice(), answer.content_type.as_deref());
    let limits = Limits::default();
    match &source.listing {
        Some(selectors) if source.kind == SourceKind::Listing => {
            parse::check_robots_tag(answer.robots_tag.as_deref().unwrap_or_default())?;
            parse::listing(bytes, content_type, &answer.url, selectors, limits)
        }
        _ => parse::feed(bytes, content_type, &answer.url, limits),
    }
}

/// A page where the selectors have found articles before and now find none: what was collected
/// stays. Where they never found any, they are wrong.
fn suddenly_empty(error: ParseError, had_documents: bool) -> Result<Feed, ParseError> {
    match error {
        ParseError::NoItems { .. } | ParseError::NoLinks { .. } if had_documents => {
            Ok(Feed { warnings: vec![error.to_string()], ..Feed::default() })
        }
        _ => Err(error),
    }
}
