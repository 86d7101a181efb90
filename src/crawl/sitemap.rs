//! A sitemap and those that it names: as many as a run may read, the newest first.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

use tokio::time::{Instant, timeout_at};

use super::source::{SourceError, login_of};
use super::{Work, busy};
use crate::fetch::{Answer, BodyKind, FetchRequest, Fetched, limits};
use crate::model::{Feed, Source};
use crate::parse::{self, ChildSitemap, ParseError, Sitemap, SitemapLimits};

/// Sitemaps behind an index that one run reads. What is new stands in the newest of them.
const CHILDREN_PER_RUN: usize = 10;

const LIMITS: SitemapLimits =
    SitemapLimits { bytes: limits::SITEMAP_BYTES, addresses: limits::SITEMAP_ADDRESSES };

/// The pages that a sitemap lists, and whether this answer alone says so: an index stays the same
/// while the sitemaps behind it change.
pub async fn read(
    work: &Work,
    source: &Source,
    answer: Answer,
    deadline: Instant,
) -> Result<(Feed, bool), SourceError> {
    let url = answer.url.clone();
    match parse(source, answer).await? {
        Sitemap::Pages(mut feed) => {
            tidy(&mut feed);
            Ok((feed, true))
        }
        Sitemap::Index(children) => {
            let feed = read_children(work, source, &url, children, deadline).await?;
            Ok((feed, false))
        }
    }
}

/// Reads the newest of the sitemaps that an index names. One that names others is passed over, as
/// the protocol has it, so that no circle of them is ever walked.
async fn read_children(
    work: &Work,
    source: &Source,
    index: &str,
    mut children: Vec<ChildSitemap>,
    deadline: Instant,
) -> Result<Feed, SourceError> {
    let mut seen = HashSet::from([index.to_owned(), source.url.clone()]);
    children.retain(|child| seen.insert(child.url.clone()));
    children.sort_by_key(|child| Reverse(child.modified));
    let left_out = children.len().saturating_sub(CHILDREN_PER_RUN);
    let mut feed = Feed { link: Some(index.to_owned()), ..Feed::default() };
    let (mut read, mut last_error) = (0, None);
    for child in children.iter().take(CHILDREN_PER_RUN) {
        if Instant::now() >= deadline || feed.entries.len() >= LIMITS.addresses {
            feed.warnings.push(format!("`{}` and later ones were not read", child.url));
            break;
        }
        let child_read = timeout_at(deadline, read_child(work, source, &child.url)).await;
        match child_read.unwrap_or(Err(SourceError::OutOfTime)) {
            Ok(pages) => {
                read += 1;
                feed.entries.extend(pages.entries);
                feed.warnings.extend(pages.warnings);
            }
            Err(error) => {
                feed.warnings.push(format!("sitemap `{}`: {error}", child.url));
                last_error = Some(error);
            }
        }
    }
    if left_out > 0 {
        let most = CHILDREN_PER_RUN;
        feed.warnings.push(format!("only the {most} newest sitemaps were read, {left_out} not"));
    }
    match last_error {
        Some(error) if read == 0 => Err(error),
        _ => {
            tidy(&mut feed);
            Ok(feed)
        }
    }
}

async fn read_child(work: &Work, source: &Source, url: &str) -> Result<Feed, SourceError> {
    let request =
        FetchRequest { login: login_of(source), ..FetchRequest::of(url, BodyKind::Sitemap) };
    let Fetched::Body(answer) = work.fetcher.get(&request).await? else {
        return Err(SourceError::Parse(ParseError::Empty));
    };
    match parse(source, *answer).await? {
        Sitemap::Pages(feed) => Ok(feed),
        Sitemap::Index(_) => Err(SourceError::Parse(ParseError::IndexOfIndexes)),
    }
}

async fn parse(source: &Source, answer: Answer) -> Result<Sitemap, SourceError> {
    let filter = source.sitemap.clone();
    let parsed = busy::off_thread(move || {
        parse::sitemap(answer.body, answer.content_type.as_deref(), &answer.url, &filter, LIMITS)
    });
    Ok(parsed.await.map_err(|_| SourceError::Interrupted)??)
}

/// Each address once, with its headline where one of the sitemaps has it.
fn tidy(feed: &mut Feed) {
    feed.entries.sort_by_key(|entry| entry.title.is_empty());
    // Their hashes take a tenth of the memory, and no two of so few are the same by chance.
    let mut seen = HashSet::new();
    let hashes = RandomState::new();
    feed.entries.retain(|entry| seen.insert(hashes.hash_one(entry.link.as_deref())));
    if feed.entries.len() > LIMITS.addresses {
        feed.entries.truncate(LIMITS.addresses);
        feed.warnings.push(format!("only the first {} addresses were read", LIMITS.addresses));
    }
}
