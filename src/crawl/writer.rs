//! Writes what a crawl brings: results in batches, documents source by source, then the index.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use tokio::time::Instant;

use super::{Checked, Crawl, Event, Part, Work};
use crate::model::{
    CrawlReport, Document, Failure, Health, Outcome, Source, SourceId, SourceReport, Timestamp,
};
use crate::replay::{self, Derived};
use crate::store::{Earlier, Recorded, SourceCheck, StoreError};

/// Results without documents that are written together.
const CHECKS_PER_BATCH: usize = 256;

/// Documents after which the index is brought up to date. Each time makes a segment, and small
/// ones are merged again and again.
const DOCUMENTS_PER_COMMIT: usize = 20_000;

/// The one hand that writes during a crawl.
pub struct Writer {
    work: Arc<Work>,
    derived: Derived,
    checks: Vec<SourceCheck>,
    not_indexed: usize,
    not_due: usize,
    reports: Vec<SourceReport>,
    /// How long each source's documents are kept, where that is limited.
    keeps: HashMap<SourceId, Duration>,
    enabled: HashSet<SourceId>,
    /// Sources that are not enabled, where the run is about all.
    resting: Vec<SourceId>,
    interrupted: bool,
    /// What was written of sources whose checks have not ended yet.
    earlier: HashMap<SourceId, Recorded>,
}

impl Writer {
    pub fn open(work: &Arc<Work>, crawl: &Crawl, not_due: usize) -> Self {
        let keep = |source: &Source| Some((source.id.clone(), source.keep?));
        let is_resting = |source: &&Source| !source.enabled && crawl.only.is_empty();
        let resting = crawl.sources.iter().filter(is_resting).map(|source| source.id.clone());
        Self {
            resting: resting.collect(),
            keeps: crawl.sources.iter().filter_map(keep).collect(),
            enabled: crawl.sources.iter().filter(|s| s.enabled).map(|s| s.id.clone()).collect(),
            work: Arc::clone(work),
            derived: crawl.derived.clone(),
            checks: Vec::new(),
            not_indexed: 0,
            not_due,
            reports: Vec::new(),
            interrupted: false,
            earlier: HashMap::new(),
        }
    }

    /// Writes what one source brought, at once or with the next batch.
    pub async fn write(
        &mut self,
        checked: Checked,
        tell: &mut (impl FnMut(Event<'_>) + Send),
    ) -> anyhow::Result<()> {
        let Checked { mut check, documents, mut report, .. } = checked;
        if let Some(earlier) = self.earlier.remove(&check.source) {
            check.earlier = Earlier {
                new: i64::try_from(earlier.new).unwrap_or(i64::MAX),
                revised: i64::try_from(earlier.revised).unwrap_or(i64::MAX),
            };
            report.new_documents += earlier.new;
            report.revised_documents += earlier.revised;
            report.pages_waiting = report.pages_waiting.saturating_add_signed(earlier.waiting);
        }
        if documents.is_empty() {
            self.checks.push(check);
        } else {
            self.store(check, documents, &mut report).await?;
        }
        tell(Event::Checked(&report));
        self.reports.push(report);
        if self.checks.len() >= CHECKS_PER_BATCH {
            self.record().await?;
        }
        if self.not_indexed >= DOCUMENTS_PER_COMMIT {
            self.index(tell).await?;
        }
        Ok(())
    }

    /// Writes some of the documents of a source whose check goes on.
    pub async fn write_part(
        &mut self,
        part: Part,
        tell: &mut (impl FnMut(Event<'_>) + Send),
    ) -> anyhow::Result<()> {
        let Part { source, documents, .. } = part;
        let now = self.work.clock.now();
        match self.work.store.add_documents(&source, documents, now).await {
            Ok(recorded) => {
                self.not_indexed += recorded.new + recorded.revised;
                let earlier = self.earlier.entry(source).or_default();
                earlier.new += recorded.new;
                earlier.revised += recorded.revised;
                earlier.waiting += recorded.waiting;
            }
            Err(refused @ StoreError::OtherSource { .. }) => {
                tracing::warn!(source.id = %source, "some documents are not kept: {refused}");
            }
            Err(error) => {
                return Err(error).with_context(|| format!("storing the documents of `{source}`"));
            }
        }
        if self.not_indexed >= DOCUMENTS_PER_COMMIT {
            self.index(tell).await?;
        }
        Ok(())
    }

    /// Stores what a source brought. What the store refuses fails that source, and no other.
    async fn store(
        &mut self,
        mut check: SourceCheck,
        documents: Vec<Document>,
        report: &mut SourceReport,
    ) -> anyhow::Result<()> {
        match self.work.store.record_documents(&check, documents).await {
            Ok(recorded) => {
                report.new_documents += recorded.new;
                report.revised_documents += recorded.revised;
                report.pages_waiting = report.pages_waiting.saturating_add_signed(recorded.waiting);
                self.not_indexed += recorded.changes.len();
            }
            Err(refused @ StoreError::OtherSource { .. }) => {
                let message = refused.to_string();
                check.health = Health::Failing;
                check.error = Some(message.clone());
                check.error_class = Some("store".to_owned());
                self.checks.push(check);
                report.outcome = Outcome::Failed;
                report.failure =
                    Some(Failure { class: "store", exact_class: "store".to_owned(), message });
            }
            Err(error) => {
                let source = &report.id;
                return Err(error).with_context(|| format!("storing the documents of `{source}`"));
            }
        }
        Ok(())
    }

    /// The run was told to stop before its end.
    pub fn interrupt(&mut self) {
        self.interrupted = true;
    }

    /// Writes the rest, and says how it all went.
    pub async fn finish(
        mut self,
        started: (Timestamp, Instant),
        tell: &mut (impl FnMut(Event<'_>) + Send),
    ) -> anyhow::Result<CrawlReport> {
        self.record().await?;
        self.remove_old().await?;
        self.index(tell).await?;
        let states = self.states().await?;
        Ok(self.report(started, states))
    }

    /// Writes the results that have been waiting for company, and what the hosts asked for.
    pub async fn record(&mut self) -> anyhow::Result<()> {
        let store = &self.work.store;
        store.record(&self.checks).await.context("storing the results of the checks")?;
        self.checks.clear();
        let hosts = self.work.fetcher.take_changed_hosts();
        store.save_hosts(&hosts).await.context("storing what the hosts asked for")
    }

    /// Removes what is older than its source wants to keep: of sources that were checked, and of
    /// those that never are because they are not enabled any more.
    async fn remove_old(&self) -> anyhow::Result<()> {
        let now = self.work.clock.now();
        let checked = self.reports.iter().map(|report| &report.id);
        for source in checked.chain(&self.resting) {
            let Some(keep) = self.keeps.get(source) else { continue };
            let removed = self.work.store.remove_older_than(source, now.minus(*keep)).await;
            removed.with_context(|| format!("removing old documents of `{source}`"))?;
        }
        Ok(())
    }

    /// How many of the enabled sources are in which state.
    async fn states(&self) -> anyhow::Result<BTreeMap<&'static str, usize>> {
        let now = self.work.clock.now();
        let states = self.work.store.source_states().await;
        let mut counted = BTreeMap::new();
        for state in states.context("reading the state of the sources")? {
            if self.enabled.contains(&state.id) {
                *counted.entry(state.health_at(now).as_str()).or_default() += 1;
            }
        }
        Ok(counted)
    }

    async fn index(&mut self, tell: &mut (impl FnMut(Event<'_>) + Send)) -> anyhow::Result<()> {
        tell(Event::Indexing);
        replay::catch_up(&self.work.store, &self.derived, |_| {})
            .await
            .context("bringing the index up to date; run `utkik reindex`")?;
        self.not_indexed = 0;
        Ok(())
    }

    fn report(
        self,
        (started, began): (Timestamp, Instant),
        states: BTreeMap<&'static str, usize>,
    ) -> CrawlReport {
        let finished = self.work.clock.now();
        let traffic = self.work.fetcher.statistics();
        let mut sources = self.reports;
        sources.sort_by(|a, b| a.id.cmp(&b.id));
        let ended = |outcome| sources.iter().filter(|s| s.outcome == outcome).count();
        let sum = |count: fn(&SourceReport) -> usize| sources.iter().map(count).sum();
        CrawlReport {
            started,
            finished,
            duration_ms: u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX),
            checked: sources.len(),
            interrupted: self.interrupted,
            not_due: self.not_due,
            changed: ended(Outcome::Changed),
            unchanged: ended(Outcome::Unchanged) + ended(Outcome::Empty),
            failed: ended(Outcome::Failed),
            new_documents: sum(|s| s.new_documents),
            revised_documents: sum(|s| s.revised_documents),
            pages_read: sum(|s| s.pages_read),
            pages_failed: sum(|s| s.pages_failed),
            pages_waiting: sources.iter().map(|s| s.pages_waiting).sum(),
            requests: traffic.requests,
            bytes_received: traffic.bytes_received,
            states,
            sources,
        }
    }
}
