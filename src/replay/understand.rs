//! Has documents understood that were written since the last look, before the index hears of them.

use std::sync::Arc;

use super::ReplayError;
use super::corrections::{self, ByDocument};
use crate::enrich::{self, Reading};
use crate::model::{DocumentId, Understanding};
use crate::store::{Store, Unread};

/// Documents that are looked at and written together.
const DOCUMENTS_AT_A_TIME: usize = 500;

/// Looks at all that is new, or at everything when today's knowledge is another than last time.
pub async fn understand(store: &Store) -> Result<(), ReplayError> {
    let corrections = Arc::new(corrections::heeded(store).await?);
    loop {
        let unread = store.unread(enrich::FINGERPRINT, DOCUMENTS_AT_A_TIME).await?;
        let Some(last) = unread.last().map(|unread| unread.sequence) else { return Ok(()) };
        let understood = in_parallel(unread, &corrections).await?;
        store.write_understood(enrich::FINGERPRINT, &understood, last).await?;
    }
}

/// Shares the documents out to the cores.
async fn in_parallel(
    unread: Vec<Unread>,
    corrections: &Arc<ByDocument>,
) -> Result<Vec<(DocumentId, Understanding)>, ReplayError> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let share = unread.len().div_ceil(cores);
    let unread = Arc::new(unread);
    let mut work = Vec::new();
    for start in (0..unread.len()).step_by(share) {
        let unread = Arc::clone(&unread);
        let corrections = Arc::clone(corrections);
        work.push(tokio::task::spawn_blocking(move || {
            let share = unread.iter().skip(start).take(share);
            share.map(|unread| look_at(unread, &corrections)).collect::<Vec<_>>()
        }));
    }
    let mut understood = Vec::with_capacity(unread.len());
    for share in work {
        understood.extend(share.await.map_err(|_| ReplayError::Interrupted)?);
    }
    Ok(understood)
}

fn look_at(unread: &Unread, corrections: &ByDocument) -> (DocumentId, Understanding) {
    let id = unread.document.id.clone();
    let Some(corrections) = corrections.get(&id) else {
        return (id, enrich::understand(&Reading::of(&unread.document, &unread.source)));
    };
    let mut document = unread.document.clone();
    document.heed(corrections);
    let mut understanding = enrich::understand(&Reading::of(&document, &unread.source));
    enrich::heed(&mut understanding, corrections.clone());
    (id, understanding)
}
