//! Has documents understood that were written since the last look, before the index hears of them.

use std::sync::Arc;

use super::ReplayError;
use crate::enrich::{self, Reading};
use crate::model::{DocumentId, Understanding};
use crate::store::{Store, Unread};

/// Documents that are looked at and written together.
const DOCUMENTS_AT_A_TIME: usize = 500;

/// Looks at all that is new, or at everything when today's knowledge is another than last time.
pub async fn understand(store: &Store) -> Result<(), ReplayError> {
    loop {
        let unread = store.unread(enrich::FINGERPRINT, DOCUMENTS_AT_A_TIME).await?;
        let Some(last) = unread.last().map(|unread| unread.sequence) else { return Ok(()) };
        let understood = in_parallel(unread).await?;
        store.write_understood(enrich::FINGERPRINT, &understood, last).await?;
    }
}

/// Shares the documents out to the cores.
async fn in_parallel(unread: Vec<Unread>) -> Result<Vec<(DocumentId, Understanding)>, ReplayError> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let share = unread.len().div_ceil(cores);
    let unread = Arc::new(unread);
    let mut work = Vec::new();
    for start in (0..unread.len()).step_by(share) {
        let unread = Arc::clone(&unread);
        work.push(tokio::task::spawn_blocking(move || {
            let share = unread.iter().skip(start).take(share);
            share.map(look_at).collect::<Vec<_>>()
        }));
    }
    let mut understood = Vec::with_capacity(unread.len());
    for share in work {
        understood.extend(share.await.map_err(|_| ReplayError::Interrupted)?);
    }
    Ok(understood)
}

fn look_at(unread: &Unread) -> (DocumentId, Understanding) {
    let reading = Reading::of(&unread.document, &unread.source);
    (unread.document.id.clone(), enrich::understand(&reading))
}
