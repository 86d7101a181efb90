//! The writer on a thread of its own: documents are loaded and indexed at the same time, and no
//! async thread waits for a disk.

use std::thread::{Builder, JoinHandle};

use tokio::sync::mpsc::{Receiver, Sender, channel};

use super::{IndexError, Writer};
use crate::model::{Change, Mark, NumberedChange};

/// Batches that may wait for the thread; whoever sends more waits, so that memory stays bounded.
const MOST_WAITING: usize = 2;

/// A writer that works beside the async threads.
///
/// Its first error ends it: what is sent afterwards is dropped, and [`Background::finish`] gives
/// the error back.
pub struct Background {
    orders: Sender<Order>,
    thread: JoinHandle<Result<(), IndexError>>,
}

enum Order {
    Apply(Vec<NumberedChange>),
    Commit(Mark),
}

impl Background {
    pub fn start(writer: Writer) -> Result<Self, IndexError> {
        let (orders, received) = channel(MOST_WAITING);
        let folder = writer.folder().to_owned();
        let thread = Builder::new()
            .name("utkik-index".to_owned())
            .spawn(move || work(writer, received))
            .map_err(|error| IndexError::disk(&folder, &error))?;
        Ok(Self { orders, thread })
    }

    /// Puts and removes, in order; false when the thread has ended with an error.
    pub async fn apply(&self, changes: Vec<NumberedChange>) -> bool {
        self.orders.send(Order::Apply(changes)).await.is_ok()
    }

    /// Commits what was applied; false when the thread has ended with an error.
    pub async fn commit(&self, mark: Mark) -> bool {
        self.orders.send(Order::Commit(mark)).await.is_ok()
    }

    /// Waits until all is done. What was applied after the last commit is given up.
    pub async fn finish(self) -> Result<(), IndexError> {
        let Self { orders, thread } = self;
        drop(orders);
        let joined = tokio::task::spawn_blocking(move || thread.join()).await;
        match joined {
            Ok(Ok(result)) => result,
            _ => Err(IndexError::Stopped),
        }
    }
}

fn work(mut writer: Writer, mut orders: Receiver<Order>) -> Result<(), IndexError> {
    while let Some(order) = orders.blocking_recv() {
        match order {
            Order::Apply(changes) => {
                for NumberedChange { change, .. } in changes {
                    match change {
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
