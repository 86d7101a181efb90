//! The pages behind the entries: fetched for their main content, as many as a run may.

use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use super::{Work, busy, entries, intake};
use crate::address;
use crate::date;
use crate::extract;
use crate::fetch::{Answer, BodyKind, FetchError, FetchRequest, Fetched};
use crate::markup::{self, RobotsWords};
use crate::model::{CanonicalUrl, Document, Page, PageState, Timestamp};

/// A page that could not be read for so long is given up; the text from the feed stands.
const GIVE_UP_AFTER: Duration = Duration::from_hours(7 * 24);

/// How the pages of one source went.
#[derive(Clone, Copy, Debug, Default)]
pub struct PageCounts {
    pub read: usize,
    pub failed: usize,
    /// To be tried again at a later run.
    pub later: usize,
    /// Not tried, because the run had had its share.
    pub no_room: usize,
}

impl PageCounts {
    fn tried(self) -> usize {
        self.read + self.failed + self.later
    }
}

/// Fetches the pages of the waiting documents, until all are read or the run has had its share:
/// so many pages as there is `room` for.
pub async fn read(
    work: &Work,
    documents: &mut [Document],
    room: usize,
    deadline: Instant,
) -> PageCounts {
    let mut counts = PageCounts::default();
    let mut host_is_resting = false;
    for document in documents.iter_mut().filter(|document| document.page == PageState::Waiting) {
        if host_is_resting {
            counts.later += 1;
            continue;
        }
        if counts.tried() >= room || Instant::now() >= deadline {
            counts.no_room += 1;
            continue;
        }
        // The page may be at a host that many others wait for, too.
        let Ok(read) = timeout_at(deadline, read_one(work, document)).await else {
            counts.no_room += 1;
            continue;
        };
        match read {
            Ok(()) => counts.read += 1,
            Err(PageFailure::Later { host_asked }) => {
                host_is_resting = host_asked;
                counts.later += 1;
            }
            Err(PageFailure::Never(reason)) => {
                tracing::info!(
                    source.id = %document.source, document.id = %document.id,
                    "page of `{}` not read: {reason}", document.source
                );
                document.page = PageState::Failed;
                counts.failed += 1;
            }
        }
    }
    counts
}

/// Why a page brought no text.
enum PageFailure {
    /// Worth another try at the next run.
    Later { host_asked: bool },
    /// The feed's own text will have to do.
    Never(String),
}

async fn read_one(work: &Work, document: &mut Document) -> Result<(), PageFailure> {
    let Some(link) = document.link.clone() else {
        return Err(PageFailure::Never("the entry has no address".to_owned()));
    };
    let request = FetchRequest::of(link.as_str(), BodyKind::Page);
    let answer = match work.fetcher.get(&request).await {
        Ok(Fetched::Body(answer)) => answer,
        Ok(Fetched::NotModified { .. }) => {
            return Err(PageFailure::Never("answered 304 to an unconditional request".to_owned()));
        }
        Err(error) => return Err(later_or_never(&error, document, work.clock.now())),
    };
    let answered_from = answer.url.clone();
    let page = busy::off_thread(move || extract_page(*answer))
        .await
        .map_err(|_| PageFailure::Never("the page could not be read at all".to_owned()))?
        .map_err(PageFailure::Never)?;
    document.url = address_of(&page, &answered_from).or(document.url.take());
    fill(document, page);
    Ok(())
}

/// Where the page is to be found from now on: the address that it calls canonical, where that is
/// on the same site and not its home page; else the address that answered.
pub fn address_of(page: &Page, answered_from: &str) -> Option<CanonicalUrl> {
    let canonical = page.canonical.as_deref().and_then(address::canonical);
    let is_plausible = |url: &CanonicalUrl| {
        address::site_of(url.as_str()) == address::site_of(answered_from)
            && !address::is_home_page(url.as_str())
    };
    canonical.filter(is_plausible).or_else(|| address::canonical(answered_from))
}

fn later_or_never(error: &FetchError, document: &Document, now: Timestamp) -> PageFailure {
    if error.is_temporary() && now.since(document.first_seen) < GIVE_UP_AFTER {
        return PageFailure::Later { host_asked: error.retry_after().is_some() };
    }
    PageFailure::Never(error.to_string())
}

pub fn extract_page(mut answer: Answer) -> Result<Page, String> {
    let mut page = if extract::is_pdf(&answer.body) {
        extract::pdf(std::mem::take(&mut answer.body)).map_err(|error| error.to_string())?
    } else {
        extract_html(&answer)?
    };
    // The header says the same as the robots meta of a page, and counts as much.
    let header = RobotsWords::of_header(answer.robots_tag.as_deref().unwrap_or_default());
    page.noindex |= header.noindex;
    page.noarchive |= header.noarchive || page.noindex;
    Ok(page)
}

fn extract_html(answer: &Answer) -> Result<Page, String> {
    let content_type = answer.content_type.as_deref().unwrap_or("text/html");
    if !content_type.contains("html") && !content_type.contains("xml") {
        return Err(format!("it is `{content_type}`, neither a page nor a PDF"));
    }
    let charset = markup::charset_of(content_type);
    let decoded = markup::decode_html(&answer.body, charset);
    extract::page(&decoded.text, &answer.url).map_err(|error| error.to_string())
}

/// Puts what the page says into the document. A page that asks not to be indexed is not kept.
pub fn fill(document: &mut Document, page: Page) {
    document.page = PageState::Read;
    if page.noindex {
        return;
    }
    if !page.text.trim().is_empty() {
        let lines = entries::lines_of(&document.facts, document.language);
        document.text = entries::with_facts(intake::disowned(page.text), &lines);
        document.html = if page.noarchive { String::new() } else { page.html };
    }
    document.published =
        document.published.or_else(|| page.published.as_deref().and_then(date::parse));
    document.author = document.author.take().or(page.byline);
    let title_is_made = document.link.as_ref().is_some_and(|link| link.as_str() == document.title);
    if title_is_made && !page.title.is_empty() {
        document.title = page.title;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tokio::net::TcpListener;

    use super::*;
    use crate::fetch::{FetchSettings, Fetcher};
    use crate::model::{Clock, DocumentId, Language};
    use crate::store::Store;

    fn now() -> Timestamp {
        "2026-11-21T07:00:00Z".parse().unwrap()
    }

    /// Documents whose pages are at a host that takes every connection and says nothing.
    fn waiting(count: usize, host: &str) -> Vec<Document> {
        let document = |number: usize| {
            let link = address::canonical(&format!("http://{host}/{number}"));
            Document {
                id: DocumentId::new(format!("d{number}")),
                source: "ekvik".parse().unwrap(),
                entry_id: None,
                url: link.clone(),
                link,
                title: format!("Sida {number}"),
                summary: String::new(),
                text: String::new(),
                html: String::new(),
                language: Language::SV,
                published: None,
                updated: None,
                author: None,
                tags: Vec::new(),
                facts: std::collections::BTreeMap::new(),
                first_seen: now(),
                changed: now(),
                revision: 1,
                entry_hash: String::new(),
                page: PageState::Waiting,
            }
        };
        (0..count).map(document).collect()
    }

    #[tokio::test]
    async fn the_end_of_a_run_is_the_end_of_its_pages_also_in_the_middle_of_one() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let host = listener.local_addr().unwrap().to_string();
        let folder = tempfile::tempdir().unwrap();
        let settings = FetchSettings {
            allow_networks: vec![host.parse().unwrap()],
            ..FetchSettings::default()
        };
        let clock = Clock::Fixed(now());
        let work = Work {
            store: Arc::new(Store::open(&folder.path().join("utkik.db")).await.unwrap()),
            fetcher: Fetcher::new(settings, clock, Vec::new()).unwrap(),
            clock,
            reads_pages: true,
        };
        let mut documents = waiting(3, &host);
        let deadline = Instant::now() + Duration::from_millis(50);
        let counts = read(&work, &mut documents, 50, deadline).await;
        assert_eq!((counts.no_room, counts.tried()), (3, 0));
        assert!(documents.iter().all(|document| document.page == PageState::Waiting));
        assert_eq!(work.fetcher.statistics().requests, 1, "only the one that was under way");
    }
}
