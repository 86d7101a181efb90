//! One run over the sources that are due: take what is due, work through it, say how it went.
//!
//! One source's journey stands in `source/mod.rs`: fetch → parse → for each new entry: fetch page →
//! extract → enrich. What it brings is written here, by one hand: unchanged and failed sources in
//! batches, a source that has documents in a transaction of its own, the index after each bounded
//! batch of documents.

mod asking;
mod batches;
mod brought;
mod busy;
mod condition;
mod entries;
pub mod intake;
mod listing;
mod lock;
mod mail;
mod pages;
mod paging;
mod parts;
mod quarantine;
mod read;
mod register;
mod sitemap;
mod source;
mod trial;
mod writer;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use tokio::sync::{Semaphore, mpsc};
use tokio::task::JoinSet;
use tokio::time::{Instant, MissedTickBehavior, timeout};

pub use batches::RegisterLook;
pub use condition::{Condition, cause, quiet_days, usual_days, when};
pub use lock::{LockError, PATIENCE, WorkLock};
pub use trial::{try_one, try_out};

use crate::address;
use crate::fetch::Fetcher;
use crate::model::{
    Clock, CrawlReport, Document, Network, Source, SourceId, SourceKind, SourceReport, SourceState,
};
use crate::replay::Derived;
use crate::schedule;
use crate::store::{Claim, SourceCheck, Store};
use parts::{Part, Parts};
use writer::Writer;

/// Hosts whose visits begin at the same time; within one, one request follows the other.
const HOSTS_AT_ONCE: usize = 64;

/// A visit that takes longer waits more than it works, for a gap or for a slow server: it goes on
/// beside those, so that slow hosts never fill the places of the others …
const USUAL_VISIT: Duration = Duration::from_secs(2);

/// … as long as no more hosts than this are visited in all: each may hold an open file.
const MOST_HOSTS: usize = 256;

/// Results that may wait to be written before the fetching slows down.
const RESULTS_IN_FLIGHT: usize = 64;

/// Results wait at most so long for company before they are written: a kill forgets no more.
const LONGEST_UNWRITTEN: Duration = Duration::from_secs(5);

/// One name for all processes on this machine: the [`WorkLock`] lets only one of them work, and
/// what it finds claimed under this name was left behind by one that is gone.
const OWNER: &str = "crawl";

/// A claim ends by itself after this, should the process that made it be gone.
const LEASE: Duration = Duration::from_hours(2);

/// What a crawl needs to know.
#[derive(Debug)]
pub struct Crawl {
    pub network: Network,
    /// All sources of the file, also those that are not enabled.
    pub sources: Vec<Source>,
    /// Only these; empty is all.
    pub only: Vec<SourceId>,
    /// Also what is not due.
    pub all: bool,
    /// Where the index lies.
    pub derived: Derived,
}

/// What one run shares between its sources.
pub struct Work {
    pub store: Arc<Store>,
    pub fetcher: Fetcher,
    pub clock: Clock,
    /// Whether the pages behind entries are read, too.
    pub reads_pages: bool,
}

impl Work {
    /// The same work, without the pages behind entries.
    fn without_pages(&self) -> Self {
        Self {
            store: Arc::clone(&self.store),
            fetcher: self.fetcher.clone(),
            clock: self.clock,
            reads_pages: false,
        }
    }
}

/// What happened, as it happens.
#[derive(Debug)]
pub enum Event<'a> {
    /// So many sources are due.
    Started { due: usize },
    /// A source is being checked.
    Checking(&'a SourceId),
    /// A source has been checked, and what it brought is written.
    Checked(&'a SourceReport),
    /// Documents are being made findable.
    Indexing,
}

/// What one source brought, ready to be written.
pub struct Checked {
    pub check: SourceCheck,
    pub documents: Vec<Document>,
    pub report: SourceReport,
    /// What was seen of a register, for whoever tries its mapping.
    pub look: Option<Box<RegisterLook>>,
}

/// Sources that a crawl would check now, those of one host after each other.
pub async fn due(store: &Store, crawl: &Crawl, clock: Clock) -> anyhow::Result<Vec<SourceState>> {
    let now = clock.now();
    let wanted = crawl.wanted();
    let mut states = store.source_states().await.context("reading the state of the sources")?;
    let is_due = |state: &SourceState| crawl.all || schedule::is_due(state.next_check, now);
    states.retain(|state| wanted.contains_key(&state.id) && is_due(state));
    Ok(states)
}

/// Checks what is due, until all is done or `stop` comes; what was found by then is kept. The
/// caller holds the [`WorkLock`].
pub async fn run(
    work: &Arc<Work>,
    crawl: &Crawl,
    stop: impl Future<Output = ()>,
    mut tell: impl FnMut(Event<'_>) + Send,
) -> anyhow::Result<CrawlReport> {
    let started = (work.clock.now(), Instant::now());
    let wanted = crawl.wanted();
    let claimed = claim(work, crawl, &wanted).await?;
    tell(Event::Started { due: claimed.len() });

    let mut writer = Writer::open(work, crawl, wanted.len() - claimed.len());
    let (results, mut incoming) = mpsc::channel(RESULTS_IN_FLIGHT);
    // A set ends its tasks when it goes: whoever leaves this function leaves nobody on the road.
    let mut visits = JoinSet::new();
    visits.spawn(visit_hosts(Arc::clone(work), by_host(wanted, claimed), results));
    let mut pauses = tokio::time::interval(LONGEST_UNWRITTEN);
    pauses.set_missed_tick_behavior(MissedTickBehavior::Delay);
    tokio::pin!(stop);
    loop {
        tokio::select! {
            news = incoming.recv() => match news {
                Some(News::Checking(id)) => tell(Event::Checking(&id)),
                Some(News::Part(part)) => writer.write_part(part, &mut tell).await?,
                Some(News::Checked(checked)) => writer.write(*checked, &mut tell).await?,
                None => break,
            },
            _ = pauses.tick() => writer.record().await?,
            () = &mut stop => {
                tracing::info!("stopping: what was found is kept, the rest comes next time");
                writer.interrupt();
                break;
            }
        }
    }
    drop(visits);
    writer.finish(started, &mut tell).await
}

impl Crawl {
    /// The enabled sources that this run is about.
    fn wanted(&self) -> HashMap<SourceId, Source> {
        self.sources
            .iter()
            .filter(|source| source.enabled && source.kind != SourceKind::Hand)
            .filter(|source| self.only.is_empty() || self.only.contains(&source.id))
            .map(|source| (source.id.clone(), source.clone()))
            .collect()
    }
}

async fn claim(
    work: &Work,
    crawl: &Crawl,
    wanted: &HashMap<SourceId, Source>,
) -> anyhow::Result<Vec<SourceState>> {
    let now = work.clock.now();
    let sync = work.store.sync_sources(&crawl.sources, &crawl.network, now);
    sync.await.context("writing the sources into the database")?;
    let among: Vec<SourceId> = wanted.keys().cloned().collect();
    let claim = Claim {
        among: &among,
        owner: OWNER,
        now,
        horizon: schedule::horizon(now),
        lease: LEASE,
        all: crawl.all,
        limit: usize::MAX,
    };
    work.store.claim_due(&claim).await.context("claiming the sources that are due")
}

type HostVisit = Vec<(Source, SourceState)>;

/// Sources of one host come after each other, the most important first.
fn by_host(mut wanted: HashMap<SourceId, Source>, claimed: Vec<SourceState>) -> Vec<HostVisit> {
    let mut hosts: HashMap<String, HostVisit> = HashMap::new();
    for state in claimed {
        if let Some(source) = wanted.remove(&state.id) {
            let host = address::host_key(&source.url).unwrap_or_default();
            hosts.entry(host).or_default().push((source, state));
        }
    }
    let mut visits: Vec<HostVisit> = hosts.into_values().collect();
    for visit in &mut visits {
        visit.sort_by(|(a, _), (b, _)| (a.priority, &a.id).cmp(&(b.priority, &b.id)));
    }
    visits
        .sort_by_key(|visit| visit.first().map(|(source, _)| (source.priority, source.id.clone())));
    visits
}

enum News {
    Checking(SourceId),
    Part(Part),
    Checked(Box<Checked>),
}

/// Visits all hosts, a bounded number at a time.
async fn visit_hosts(work: Arc<Work>, visits: Vec<HostVisit>, results: mpsc::Sender<News>) {
    let places = Arc::new(Semaphore::new(HOSTS_AT_ONCE));
    let mut at_work = JoinSet::new();
    for visit in visits {
        if at_work.len() >= MOST_HOSTS {
            at_work.join_next().await;
        }
        // It is never closed, so that it always gives a place.
        let place = Arc::clone(&places).acquire_owned().await;
        let visit = visit_host(Arc::clone(&work), visit, results.clone());
        at_work.spawn(async move {
            tokio::pin!(visit);
            if timeout(USUAL_VISIT, &mut visit).await.is_err() {
                drop(place);
                visit.await;
            }
        });
        while at_work.try_join_next().is_some() {}
    }
    while at_work.join_next().await.is_some() {}
}

/// Checks the sources of one host. One that breaks its check costs only itself.
async fn visit_host(work: Arc<Work>, visit: HostVisit, results: mpsc::Sender<News>) {
    let parts = Parts::to(results.clone());
    for (source, state) in visit {
        if results.send(News::Checking(source.id.clone())).await.is_err() {
            return;
        }
        let source = Arc::new(source);
        let state = Arc::new(state);
        let check = {
            let (work, source, state) =
                (Arc::clone(&work), Arc::clone(&source), Arc::clone(&state));
            let parts = parts.clone();
            async move { source::check(&work, &source, &state, &parts).await }
        };
        // A task of its own, that panics alone; in a set, that ends with this visit.
        let mut alone = JoinSet::new();
        alone.spawn(check);
        let checked = match alone.join_next().await {
            Some(Ok(checked)) => checked,
            _ => source::broken(&work, &source, &state),
        };
        if results.send(News::Checked(Box::new(checked))).await.is_err() {
            return;
        }
    }
}
