//! Everything that is polite about a host: one request at a time, waiting, robots.txt, backing
//! off, and being told to come back later.
//!
//! The numbers stand in `limits`; here is how they are used. What must survive a restart is the
//! [`HostRecord`]: whoever begins a run hands in what the last one gave out, so that `crawl` and
//! `serve` treat a host alike.

mod manners;
#[cfg(test)]
mod tests;

use std::collections::hash_map::RandomState;
use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;
use std::sync::{Arc, Mutex as StdMutex, PoisonError};
use std::time::Duration;

use tokio::sync::{Mutex, MutexGuard};

pub(super) use manners::Manners;

use crate::model::{HostRecord, Timestamp};

/// Records that have changed and are not kept yet.
type Changed = Arc<StdMutex<BTreeMap<String, HostRecord>>>;

/// All hosts that were met, and what of them must be remembered.
#[derive(Default)]
pub(super) struct Hosts {
    met: StdMutex<HashMap<String, Arc<Host>>>,
    changed: Changed,
    /// Makes the jitter of this program another one than that of the next.
    seed: RandomState,
}

/// One host. Whoever holds its manners may talk to it; all others wait in order.
///
/// Who holds manners waits for no other lock: robots.txt may redirect to another host, whose own
/// may redirect back.
pub(super) struct Host {
    manners: Mutex<Manners>,
    /// Held by the one who finds out about robots.txt, wherever that leads.
    pub(super) learning: Mutex<()>,
}

impl Host {
    pub(super) async fn lock(&self) -> MutexGuard<'_, Manners> {
        self.manners.lock().await
    }
}

impl Hosts {
    pub(super) fn new(remembered: Vec<HostRecord>, gap: impl Fn(&str) -> Duration) -> Self {
        let hosts = Self::default();
        {
            let mut met = hosts.met.lock().unwrap_or_else(PoisonError::into_inner);
            for record in remembered {
                let gap = gap(&record.host);
                met.insert(record.host.clone(), hosts.host_from(record, gap));
            }
        }
        hosts
    }

    pub(super) fn get(&self, key: &str, gap: impl Fn(&str) -> Duration) -> Arc<Host> {
        let mut met = self.met.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(host) = met.get(key) {
            return Arc::clone(host);
        }
        let host = self.host_from(HostRecord::new(key), gap(key));
        met.insert(key.to_owned(), Arc::clone(&host));
        host
    }

    /// Until when a host wants to be left alone, where that is longer than a run can wait. Whom
    /// somebody talks to at this moment does not.
    pub(super) fn left_alone_until(&self, key: &str, now: Timestamp) -> Option<Timestamp> {
        let met = self.met.lock().unwrap_or_else(PoisonError::into_inner);
        let mut manners = met.get(key)?.manners.try_lock().ok()?;
        manners.left_alone_until(now)
    }

    /// What has changed since the last call.
    pub(super) fn take_changed(&self) -> Vec<HostRecord> {
        let mut changed = self.changed.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *changed).into_values().collect()
    }

    fn host_from(&self, record: HostRecord, gap: Duration) -> Arc<Host> {
        let seed = self.seed.hash_one(&record.host);
        let manners = Manners::new(record, gap, seed, Arc::clone(&self.changed));
        Arc::new(Host { manners: Mutex::new(manners), learning: Mutex::default() })
    }
}
