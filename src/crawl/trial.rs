//! Trying sources out: a look at each as a crawl would take it, of which nothing is stored.

use std::collections::HashMap;
use std::sync::Arc;

use tokio::sync::mpsc;
use tokio::task::JoinSet;

use super::{Checked, News, Parts, RESULTS_IN_FLIGHT, Work, by_host, visit_hosts};
use crate::model::{Source, SourceId, SourceState};

/// Looks at each of the sources once, as politely as a crawl: hosts beside each other, the sources
/// of one after each other. The pages behind entries are not read. Comes back in the order of ids.
pub async fn try_out(
    work: &Arc<Work>,
    sources: &[Source],
    mut tell: impl FnMut(&Checked),
) -> Vec<Checked> {
    let now = work.clock.now();
    let plain = |source: &Source| Source { enabled: true, full_text: false, ..source.clone() };
    let wanted: HashMap<SourceId, Source> =
        sources.iter().map(|source| (source.id.clone(), plain(source))).collect();
    let states = wanted.keys().map(|id| SourceState::first(id.clone(), now)).collect();
    let (results, mut incoming) = mpsc::channel(RESULTS_IN_FLIGHT);
    // A set ends its tasks when it goes.
    let mut visits = JoinSet::new();
    visits.spawn(visit_hosts(Arc::new(work.without_pages()), by_host(wanted, states), results));
    let mut tried = Vec::new();
    while let Some(news) = incoming.recv().await {
        // Parts of a large register are let go.
        if let News::Checked(checked) = news {
            tell(&checked);
            tried.push(*checked);
        }
    }
    tried.sort_by(|a, b| a.report.id.cmp(&b.report.id));
    tried
}

/// Looks at one source with what is remembered of it, but asks for the whole answer. The pages
/// behind entries are not read.
pub async fn try_one(work: &Work, source: &Source, remembered: Option<SourceState>) -> Checked {
    let now = work.clock.now();
    let source = Source { full_text: false, ..source.clone() };
    let state = remembered.unwrap_or_else(|| SourceState::first(source.id.clone(), now));
    let state = SourceState {
        validators: crate::model::Validators::default(),
        body_hash: None,
        pages_waiting: 0,
        ..state
    };
    super::source::check(&work.without_pages(), &source, &state, &Parts::nowhere()).await
}
