//! One round of everything about letters, as cron and `serve` run it: take in what came back, look
//! for news, make what is due, send what waits.

use std::path::PathBuf;

use anyhow::Context as _;
use serde::Serialize;

use crate::digest::send::{self, SendReport};
use crate::digest::{Desk, hooks, issue_due, look_for_news, read_bounces};
use crate::fetch::Fetcher;
use crate::mail::Mailer;
use crate::model::{Clock, Hook, SearchDefinition};
use crate::search::Engine;

/// The ways out of the house, each where there is one.
pub struct Ways {
    pub mailer: Option<Mailer>,
    /// For webhooks.
    pub fetcher: Option<Fetcher>,
    pub hooks: Vec<Hook>,
    /// Where letters arrive that came back.
    pub bounces: Option<PathBuf>,
    /// `[[search]]` of the source list.
    pub searches: Vec<SearchDefinition>,
}

/// How a round went.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RoundReport {
    /// News of all saved searches together.
    pub news: u64,
    /// Letters that were made and put into the outbox.
    pub queued: u64,
    pub sent: u64,
    /// To be tried later, each at its time.
    pub later: u64,
    pub refused: u64,
    /// Not reached; they wait for the next round.
    pub unreached: u64,
    /// Messages to webhooks that were taken.
    pub hooks_sent: u64,
    /// Letters that came back.
    pub bounces: u64,
    /// Saved searches whose query can no longer be read, by name or title.
    pub broken_searches: Vec<String>,
    /// What stood in the way, in sentences.
    pub troubles: Vec<String>,
}

impl RoundReport {
    /// Nothing stood in the way of anything.
    pub fn is_well(&self) -> bool {
        self.troubles.is_empty() && self.broken_searches.is_empty()
    }

    /// Something has happened.
    pub fn is_worth_telling(&self) -> bool {
        let quiet = Self { news: self.news, ..Self::default() };
        *self != quiet
    }

    fn count(&mut self, sent: SendReport) {
        self.sent += sent.sent;
        self.later += sent.later;
        self.refused += sent.refused;
        self.unreached += sent.unreached;
        self.troubles.extend(sent.trouble);
    }
}

/// Runs a round. The caller holds the lock of letters. What fails in one part does not keep the
/// others from their work; only a store that cannot be used ends it.
pub async fn run(desk: &Desk, ways: &Ways, clock: Clock) -> anyhow::Result<RoundReport> {
    let mut report = RoundReport::default();
    desk.store.sync_searches(&ways.searches, clock.now()).await.context("keeping the searches")?;
    desk.store.tidy_subscriptions(clock.now()).await.context("tidying subscriptions")?;
    if let Some(folder) = &ways.bounces {
        match read_bounces(&desk.store, folder, clock.now()).await {
            Ok(found) => report.bounces = found.counted as u64,
            Err(error) => report.troubles.push(error.to_string()),
        }
    }
    make(desk, ways, clock, &mut report).await?;
    if let Some(mailer) = &ways.mailer {
        report.count(send::send_letters(desk, mailer, clock).await.context("sending letters")?);
    }
    if let Some(fetcher) = &ways.fetcher {
        let sent = send::send_to_hooks(desk, fetcher, &ways.hooks, clock).await;
        let sent = sent.context("sending to webhooks")?;
        report.hooks_sent = sent.sent;
        report.count(SendReport { sent: 0, ..sent });
    }
    Ok(report)
}

/// Looks for news and makes what is due of them. Without an index there are none, and what waits
/// is sent all the same.
async fn make(
    desk: &Desk,
    ways: &Ways,
    clock: Clock,
    report: &mut RoundReport,
) -> anyhow::Result<()> {
    let folder = desk.derived.index.clone();
    let opened = tokio::task::spawn_blocking(move || Engine::open(&folder)).await?;
    let engine = match opened {
        Ok(engine) => std::sync::Arc::new(engine),
        // Before the first crawl has come to its end there is nothing to look for.
        Err(_) if desk.store.mark().await?.documents == 0 => return Ok(()),
        Err(error) => {
            report.troubles.push(error.to_string());
            return Ok(());
        }
    };
    let found = look_for_news(desk, &engine, clock.now()).await.context("looking for news")?;
    report.news = found.news as u64;
    report.broken_searches = names_of(desk, &found.troubles).await?;
    if ways.mailer.is_some() {
        let made = issue_due(desk, &engine, clock.now()).await.context("making letters")?;
        report.queued = made.queued;
    }
    if ways.fetcher.is_some() && !ways.hooks.is_empty() {
        let made = hooks::issue_to_hooks(desk, &ways.hooks, &engine, clock.now()).await;
        report.queued += made.context("making messages for webhooks")?;
    }
    Ok(())
}

/// What the broken searches are called: by those who must mend them.
async fn names_of(desk: &Desk, troubles: &[(String, String)]) -> anyhow::Result<Vec<String>> {
    let mut names = Vec::new();
    for (key, _) in troubles {
        let search = desk.store.search(key).await?;
        names.extend(search.map(|search| match search.name {
            Some(name) => name.to_string(),
            None => search.title,
        }));
    }
    Ok(names)
}
