//! Work that keeps a core busy, off the async threads: never more of it than there are cores.

use std::sync::LazyLock;
use std::thread::available_parallelism;

use tokio::sync::Semaphore;
use tokio::task::{JoinError, spawn_blocking};

/// More at a time would not be done sooner. It would only take more memory: for what is being
/// worked on, and for what the allocator keeps aside for each thread.
static CORES: LazyLock<Semaphore> =
    LazyLock::new(|| Semaphore::new(available_parallelism().map_or(1, usize::from)));

/// Does the work when a core is free; an error means that it panicked.
pub async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, JoinError> {
    // It is never closed, so that it always gives a permit.
    let _permit = CORES.acquire().await;
    spawn_blocking(work).await
}
