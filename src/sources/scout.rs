//! The few requests by which a site is looked at: counted, in time, and by the rules of every fetch.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use crate::address;
use crate::fetch::{Answer, BodyKind, FetchError, FetchRequest, Fetched, Fetcher};
use crate::model::Validators;

/// Requests for one site, its robots.txt and redirects not counted. Chosen by us: enough for what
/// a page names and a few guesses, and no burden for anybody.
const MOST_REQUESTS: usize = 12;
/// A site that wants long waits between requests is looked at in part.
const DEADLINE: Duration = Duration::from_mins(2);

/// Looks at one site.
pub(super) struct Scout<'f> {
    fetcher: &'f Fetcher,
    left: usize,
    deadline: Instant,
    /// The host wants to be left alone.
    is_turned_away: bool,
}

impl<'f> Scout<'f> {
    pub(super) fn new(fetcher: &'f Fetcher) -> Self {
        let deadline = Instant::now() + DEADLINE;
        Self { fetcher, left: MOST_REQUESTS, deadline, is_turned_away: false }
    }

    /// Requests that may still be made.
    pub(super) fn left(&self) -> usize {
        if self.is_turned_away { 0 } else { self.left }
    }

    /// The first request, whose failure is the failure of all.
    pub(super) async fn first(&mut self, url: &str) -> Result<Arc<Answer>, FetchError> {
        self.left = self.left.saturating_sub(1);
        ask(self.fetcher, url, BodyKind::Page).await
    }

    /// What an address answers; the error says why there is nothing. `None`: no room for it.
    pub(super) async fn get(
        &mut self,
        url: &str,
        body: BodyKind,
    ) -> Option<Result<Arc<Answer>, String>> {
        self.left = self.left().checked_sub(1)?;
        let asked = timeout_at(self.deadline, ask(self.fetcher, url, body)).await.ok()?;
        Some(asked.map_err(|error| {
            self.is_turned_away |= error.retry_after().is_some();
            error.to_string()
        }))
    }

    /// What the robots.txt of the site says: as it was read before the first request, or asked for
    /// once more where it was known from an earlier run.
    pub(super) async fn robots(&mut self, page: &str) -> String {
        let exchanges = self.fetcher.exchanges();
        let mut read = exchanges.iter().rev().filter(|exchange| exchange.is_robots).peekable();
        if read.peek().is_some() {
            let good = read.find(|exchange| exchange.status == Some(200));
            return good.map(|robots| text(&robots.body)).unwrap_or_default();
        }
        let Some(url) = address::join(page, "/robots.txt") else { return String::new() };
        match self.get(&url, BodyKind::Robots).await {
            Some(Ok(answer)) => text(&answer.body),
            _ => String::new(),
        }
    }
}

fn text(body: &[u8]) -> String {
    String::from_utf8_lossy(body).into_owned()
}

async fn ask(fetcher: &Fetcher, url: &str, body: BodyKind) -> Result<Arc<Answer>, FetchError> {
    let request = FetchRequest::of(url, body);
    match fetcher.get(&request).await? {
        Fetched::Body(answer) => Ok(Arc::new(*answer)),
        // Nobody has asked whether it has changed.
        Fetched::NotModified { .. } => Ok(Arc::new(Answer {
            url: url.to_owned(),
            moved_to: None,
            content_type: None,
            body: Vec::new(),
            validators: Validators::default(),
            fresh_for: None,
            robots_tag: None,
            next: None,
            spool: None,
        })),
    }
}
