//! Documents on their way to the writer before the check of their source has ended.

use std::sync::Arc;
use std::sync::LazyLock;

use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};

use super::News;
use crate::model::{Document, SourceId};

/// Parts that may wait to be written, of all sources together: each holds some megabytes.
static ROOM: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(4)));

/// Some of the documents of a source.
pub(super) struct Part {
    pub source: SourceId,
    pub documents: Vec<Document>,
    /// Given back when it has been written.
    _room: Option<OwnedSemaphorePermit>,
}

/// Where parts go; nowhere, when a source is only tried.
#[derive(Clone)]
pub(super) struct Parts(Option<mpsc::Sender<News>>);

impl Parts {
    pub fn to(results: mpsc::Sender<News>) -> Self {
        Self(Some(results))
    }

    /// What would be written is let go.
    pub fn nowhere() -> Self {
        Self(None)
    }

    /// Waits until there is room.
    pub async fn send(&self, source: &SourceId, documents: Vec<Document>) {
        let Some(results) = &self.0 else { return };
        // It is never closed, so that it always gives room.
        let room = Arc::clone(&ROOM).acquire_owned().await.ok();
        let part = Part { source: source.clone(), documents, _room: room };
        // Where nobody listens any more, the run is over.
        let _ = results.send(News::Part(part)).await;
    }
}
