//! A few connections that many letters take turns on.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use lettre::transport::smtp::client::AsyncSmtpConnection;
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::mail::error::SendError;

use super::IDLE;
use super::dial::Dialling;

/// A connection that takes letters.
pub(super) struct Line {
    pub(super) connection: AsyncSmtpConnection,
    /// Since when it rests.
    since: Instant,
    _open: Open,
}

/// A connection, and the right to use it.
pub(super) struct Turn<'a> {
    pub(super) line: Line,
    /// It was not used before.
    pub(super) is_new: bool,
    _permit: SemaphorePermit<'a>,
}

pub(super) struct Pool {
    turns: Semaphore,
    /// Turns that were given up, because the server takes fewer connections than we may have.
    given_up: AtomicUsize,
    /// Connections that are there or being made.
    open: Arc<AtomicUsize>,
    idle: Mutex<Vec<Line>>,
    /// When the server could not be reached, and why.
    failure: Mutex<Option<(Instant, String)>>,
}

impl Pool {
    pub(super) fn new(connections: usize) -> Self {
        Self {
            turns: Semaphore::new(connections),
            given_up: AtomicUsize::default(),
            open: Arc::default(),
            idle: Mutex::default(),
            failure: Mutex::default(),
        }
    }

    /// Waits for a turn. Where a further connection is refused while others work, those are waited
    /// for. Who has waited since `begun` while the server could not be reached need not try again:
    /// of a thousand letters one finds out.
    pub(super) async fn turn(
        &self,
        dialling: &Dialling,
        begun: Instant,
    ) -> Result<Turn<'_>, SendError> {
        loop {
            let permit = self.turns.acquire().await;
            let permit = permit.map_err(|error| SendError::Unreached(error.to_string()))?;
            if let Some(line) = self.take_idle() {
                return Ok(Turn { line, is_new: false, _permit: permit });
            }
            if let Some(why) = self.failed_since(begun) {
                return Err(SendError::Unreached(why));
            }
            let open = Open::begin(&self.open);
            let error = match dialling.connect().await {
                Ok(connection) => {
                    let line = Line { connection, since: Instant::now(), _open: open };
                    return Ok(Turn { line, is_new: true, _permit: permit });
                }
                Err(error) => error,
            };
            if open.end_as_last() {
                *locked(&self.failure) = Some((Instant::now(), error.to_string()));
                return Err(error);
            }
            self.given_up.fetch_add(1, Ordering::Relaxed);
            permit.forget();
        }
    }

    /// Lets the next one have a connection.
    pub(super) fn keep(&self, mut line: Line) {
        line.since = Instant::now();
        locked(&self.idle).push(line);
    }

    /// All that rest, to take leave of; and the server may be asked for as many again.
    pub(super) fn take_all(&self) -> Vec<Line> {
        self.turns.add_permits(self.given_up.swap(0, Ordering::Relaxed));
        std::mem::take(&mut *locked(&self.idle))
    }

    fn take_idle(&self) -> Option<Line> {
        let mut idle = locked(&self.idle);
        let line = idle.pop()?;
        if line.since.elapsed() < IDLE {
            return Some(line);
        }
        // The last one in is the freshest: all others are older.
        idle.clear();
        None
    }

    fn failed_since(&self, begun: Instant) -> Option<String> {
        let failure = locked(&self.failure);
        failure.as_ref().filter(|(at, _)| *at >= begun).map(|(_, why)| why.clone())
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Counts a connection for as long as it lives.
struct Open(Option<Arc<AtomicUsize>>);

impl Open {
    fn begin(count: &Arc<AtomicUsize>) -> Self {
        count.fetch_add(1, Ordering::AcqRel);
        Self(Some(Arc::clone(count)))
    }

    /// Whether no other was left. Of two that end at the same time one is the last, so that never
    /// all turns are given up.
    fn end_as_last(mut self) -> bool {
        self.0.take().is_none_or(|count| count.fetch_sub(1, Ordering::AcqRel) == 1)
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        if let Some(count) = self.0.take() {
            count.fetch_sub(1, Ordering::AcqRel);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_those_that_end_one_is_the_last() {
        let count: Arc<AtomicUsize> = Arc::default();
        let (one, other) = (Open::begin(&count), Open::begin(&count));
        assert!(!one.end_as_last() && other.end_as_last());
        drop(Open::begin(&count));
        assert_eq!(count.load(Ordering::Relaxed), 0);
    }
}
