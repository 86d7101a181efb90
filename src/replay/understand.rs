//! Has documents understood that were written since the last look, before the index hears of them.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use super::ReplayError;
use super::corrections::{self, ByDocument};
use crate::enrich::{self, Knowledge, Reading};
use crate::model::{DocumentId, Understanding};
use crate::store::{Store, Unread};

/// Documents that are looked at and written together.
const DOCUMENTS_AT_A_TIME: usize = 500;

/// Looks at all that is new, or at everything when today's knowledge is another than last time.
pub async fn understand(store: &Store, thesaurus: &Path) -> Result<(), ReplayError> {
    let look = Arc::new(Look {
        knowledge: knowledge(thesaurus),
        corrections: corrections::heeded(store).await?,
    });
    let knows = look.knowledge.fingerprint();
    loop {
        let unread = store.unread(knows, DOCUMENTS_AT_A_TIME).await?;
        let Some(last) = unread.last().map(|unread| unread.sequence) else { return Ok(()) };
        let understood = in_parallel(unread, &look).await?;
        store.write_understood(knows, &understood, last).await?;
    }
}

/// What the program knows, with what the user adds to it. A file with problems adds nothing, and is
/// told of.
pub fn knowledge(thesaurus: &Path) -> Knowledge {
    let text = match fs::read_to_string(thesaurus) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Knowledge::shipped(),
        Err(error) => {
            tracing::warn!("`{}`: {error}; it adds nothing", thesaurus.display());
            return Knowledge::shipped();
        }
    };
    Knowledge::with(&text).unwrap_or_else(|problems| {
        for problem in problems {
            tracing::warn!("{}: {problem}; the file adds nothing until then", thesaurus.display());
        }
        Knowledge::shipped()
    })
}

/// What all documents are looked at with.
struct Look {
    knowledge: Knowledge,
    corrections: ByDocument,
}

/// Shares the documents out to the cores.
async fn in_parallel(
    unread: Vec<Unread>,
    look: &Arc<Look>,
) -> Result<Vec<(DocumentId, Understanding)>, ReplayError> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let share = unread.len().div_ceil(cores);
    let unread = Arc::new(unread);
    let mut work = Vec::new();
    for start in (0..unread.len()).step_by(share) {
        let unread = Arc::clone(&unread);
        let look = Arc::clone(look);
        work.push(tokio::task::spawn_blocking(move || {
            let share = unread.iter().skip(start).take(share);
            share.map(|unread| look.at(unread)).collect::<Vec<_>>()
        }));
    }
    let mut understood = Vec::with_capacity(unread.len());
    for share in work {
        understood.extend(share.await.map_err(|_| ReplayError::Interrupted)?);
    }
    Ok(understood)
}

impl Look {
    fn at(&self, unread: &Unread) -> (DocumentId, Understanding) {
        let id = unread.document.id.clone();
        let Some(corrections) = self.corrections.get(&id) else {
            let reading = Reading::of(&unread.document, &unread.source);
            return (id, enrich::understand(&reading, &self.knowledge));
        };
        let mut document = unread.document.clone();
        document.heed(corrections);
        let reading = Reading::of(&document, &unread.source);
        let mut understanding = enrich::understand(&reading, &self.knowledge);
        enrich::heed(&mut understanding, corrections.clone());
        (id, understanding)
    }
}
