//! An answer, read: the feed, the posts, the sitemap that it is, or what its page leads to.

use std::io::Cursor;
use std::sync::Arc;

use crate::fetch::{Answer, limits};
use crate::model::{AddressFilter, Entry, Feed, RegisterRecipe, SourceKind};
use crate::parse::{
    self, Finds, Limits, ParseError, RegisterBody, RegisterLimits, Sitemap, SitemapLimits, Taken,
};

use super::candidate::{Candidate, How};

/// So many addresses make a part of a site.
const LEAST_IN_SECTION: usize = 3;
/// So many records make a register that nobody has called one.
const LEAST_RECORDS: usize = 3;

const SITEMAP_LIMITS: SitemapLimits =
    SitemapLimits { bytes: limits::SITEMAP_BYTES, addresses: limits::SITEMAP_ADDRESSES };

pub(super) async fn feed(answer: Arc<Answer>, how: How) -> Result<Candidate, ParseError> {
    let url = answer.url.clone();
    let read = off_thread(move || {
        let content_type = answer.content_type.as_deref();
        parse::feed(&answer.body, content_type, &answer.url, Limits::default())
    });
    let feed = read.await.unwrap_or(Err(ParseError::Panicked))?;
    Ok(Candidate::new(how, SourceKind::Feed, &url, feed))
}

/// The posts of a `WordPress`; `site` says whose they are.
pub(super) fn posts(answer: &Answer, site: Feed) -> Option<Candidate> {
    let entries = parse::wordpress_posts(&answer.body, &answer.url)?;
    let feed = Feed { entries, ..site };
    // Where its records have no pages, they are no posts, and their register is read as any other.
    let format = feed.entries.iter().all(|entry| entry.link.is_some()).then_some("wp-posts");
    let candidate = Candidate::new(How::Interface, SourceKind::Register, &answer.url, feed);
    Some(Candidate { format, ..candidate })
}

/// Records in JSON or a table, whose fields go by their usual names. What is a page is looked through
/// as one.
pub(super) async fn register(answer: Arc<Answer>) -> Option<Candidate> {
    const MOST_RECORDS: usize = 2_000;
    let url = answer.url.clone();
    let read = off_thread(move || {
        let limits = RegisterLimits { bytes: answer.body.len() as u64, records: MOST_RECORDS };
        let recipe = RegisterRecipe { guesses: true, rest: true, ..RegisterRecipe::default() };
        let mut file = Cursor::new(answer.body.as_slice());
        let content_type = answer.content_type.as_deref();
        let body = RegisterBody { file: &mut file, content_type, url: &answer.url };
        let mut entries = Vec::new();
        let mut take = |entry| {
            entries.push(entry);
            Taken::GoOn
        };
        let end = parse::register(body, &recipe, limits, &mut take).ok()?;
        (end.form != "JSON-LD").then_some(entries)
    });
    let entries = read.await??;
    // A line of text with a comma in it is a table, too.
    let is_one = entries.len() >= LEAST_RECORDS;
    let feed = Feed { entries, ..Feed::default() };
    is_one.then(|| Candidate::new(How::Itself, SourceKind::Register, &url, feed))
}

/// A sitemap, narrowed to the part of the site that was asked about where it has one.
pub(super) async fn sitemap(answer: Arc<Answer>, how: How, page: &str) -> Option<Candidate> {
    let url = answer.url.clone();
    let section = section_of(page);
    let read = off_thread(move || {
        let content_type = answer.content_type.as_deref();
        let all = AddressFilter::default();
        parse::sitemap(answer.body.clone(), content_type, &answer.url, &all, SITEMAP_LIMITS)
    });
    match read.await?.ok()? {
        Sitemap::Pages(mut feed) => {
            let is_in = |entry: &Entry, section: &str| {
                entry.link.as_deref().is_some_and(|link| link.contains(section))
            };
            let section = section.filter(|section| {
                let inside = feed.entries.iter().filter(|entry| is_in(entry, section));
                inside.count() >= LEAST_IN_SECTION
            });
            if let Some(section) = &section {
                feed.entries.retain(|entry| is_in(entry, section));
            }
            let include = section.into_iter().collect();
            let candidate = Candidate::new(how, SourceKind::Sitemap, &url, feed);
            let sitemap = AddressFilter { include, ..AddressFilter::default() };
            (candidate.entries > 0).then_some(Candidate { sitemap, ..candidate })
        }
        Sitemap::Index(children) => {
            let entries = children.into_iter().map(|child| Entry {
                link: Some(child.url),
                updated: child.modified,
                ..Entry::default()
            });
            let feed = Feed { entries: entries.collect(), ..Feed::default() };
            let candidate = Candidate::new(how, SourceKind::Sitemap, &url, feed);
            Some(Candidate { is_index: true, ..candidate })
        }
    }
}

/// `/nyheter/` of `https://www.ekvik.example/nyheter/?sida=2`.
fn section_of(page: &str) -> Option<String> {
    let path = page.split(['?', '#']).next()?.split_once("://")?.1.split_once('/')?.1;
    let path = path.trim_end_matches('/');
    (!path.is_empty() && !path.contains('.')).then(|| format!("/{path}/"))
}

pub(super) async fn looked_through(answer: &Arc<Answer>) -> Result<Finds, ParseError> {
    let answer = Arc::clone(answer);
    let look = off_thread(move || {
        parse::discover(&answer.body, answer.content_type.as_deref(), &answer.url)
    });
    look.await.unwrap_or(Err(ParseError::Panicked))
}

/// Reading keeps a core busy and belongs off the async threads; `None` when it panicked.
pub(super) async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Option<T> {
    tokio::task::spawn_blocking(work).await.ok()
}
