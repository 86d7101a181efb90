//! The hand that writes the index: a thread of its own, fed through a short queue.

use std::path::Path;

use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::{Changes, ReplayError, aside};
use crate::index::{Index, IndexError, Writer};
use crate::model::{Change, Mark};

/// Memory that tantivy's threads share before they write a segment: enough for one thread after
/// a crawl, so that it leaves one segment, and for two when much is to be indexed.
const MEMORY_BYTES: usize = 60_000_000;
const MEMORY_BYTES_FOR_MUCH: usize = 120_000_000;

/// So many changes are much.
const MUCH: i64 = 50_000;

/// Batches that may wait for the index before loading slows down.
const BATCHES_IN_FLIGHT: usize = 2;

enum Order {
    Put(Changes),
    Commit(Mark),
}

/// The writing thread, while it works.
pub(super) struct Hand {
    orders: mpsc::Sender<Order>,
    work: JoinHandle<Result<(), IndexError>>,
}

impl Hand {
    /// `expected` is about how many changes will come.
    pub(super) async fn start(folder: &Path, expected: i64) -> Result<Self, ReplayError> {
        let memory = if expected < MUCH { MEMORY_BYTES } else { MEMORY_BYTES_FOR_MUCH };
        let writer =
            aside(folder, move |folder| Index::open_or_create(folder)?.writer(memory)).await?;
        let (orders, incoming) = mpsc::channel(BATCHES_IN_FLIGHT);
        let work = tokio::task::spawn_blocking(move || work(writer, incoming));
        Ok(Self { orders, work })
    }

    pub(super) async fn put(&self, changes: Changes) -> Result<(), ReplayError> {
        self.order(Order::Put(changes)).await
    }

    pub(super) async fn commit(&self, mark: Mark) -> Result<(), ReplayError> {
        self.order(Order::Commit(mark)).await
    }

    /// Waits until segments are merged, and says what went wrong on the way.
    pub(super) async fn finish(self) -> Result<(), ReplayError> {
        drop(self.orders);
        self.work.await.map_err(|_| ReplayError::Interrupted)??;
        Ok(())
    }

    async fn order(&self, order: Order) -> Result<(), ReplayError> {
        self.orders.send(order).await.map_err(|_| ReplayError::Interrupted)
    }
}

fn work(mut writer: Writer, mut orders: mpsc::Receiver<Order>) -> Result<(), IndexError> {
    while let Some(order) = orders.blocking_recv() {
        match order {
            Order::Put(changes) => {
                for change in changes {
                    match change.change {
                        Change::Put(document) => writer.put(&document)?,
                        Change::Remove(id) => writer.remove(&id),
                    }
                }
            }
            Order::Commit(mark) => writer.commit(&mark)?,
        }
    }
    writer.finish()
}
