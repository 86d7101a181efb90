//! How a crawl went.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Health, Repair, SourceId, Timestamp};

/// One run over the sources that were due.
#[derive(Clone, Debug, Serialize)]
pub struct CrawlReport {
    pub started: Timestamp,
    pub finished: Timestamp,
    pub duration_ms: u64,
    /// Told to stop before all that was due had been checked.
    pub interrupted: bool,
    /// Sources that were checked.
    pub checked: usize,
    /// Sources that were not due yet.
    pub not_due: usize,
    /// Sources with new or changed documents.
    pub changed: usize,
    pub unchanged: usize,
    pub failed: usize,
    pub new_documents: usize,
    pub revised_documents: usize,
    pub pages_read: usize,
    pub pages_failed: usize,
    /// Pages left for the next run.
    pub pages_waiting: u64,
    pub requests: u64,
    pub bytes_received: u64,
    /// How many of the enabled sources are in which state after this run; states without any are
    /// left out.
    pub states: BTreeMap<&'static str, usize>,
    pub sources: Vec<SourceReport>,
}

/// How one source went.
#[derive(Clone, Debug, Serialize)]
pub struct SourceReport {
    pub id: SourceId,
    pub outcome: Outcome,
    pub new_documents: usize,
    pub revised_documents: usize,
    /// Entries in the feed, also those already known.
    pub entries: usize,
    pub pages_read: usize,
    pub pages_failed: usize,
    pub pages_waiting: u64,
    pub duration_ms: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<Failure>,
    /// What the source has turned into with this check, where that wants a look and no failure says
    /// so: moved, silent, or suddenly empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub turned: Option<Health>,
    /// What had to be repaired in the answer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub repairs: Vec<Repair>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
    pub next_check: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    Changed,
    Unchanged,
    Empty,
    Failed,
}

/// Why a source failed. What, and for a person; the next try stands in the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// One of: timeout, `too_large`, decode, parse, protocol, network, redirect, policy, robots,
    /// status, `rate_limited`, truncated, gone, `not_supported`, store, quarantine.
    pub class: &'static str,
    /// The class, and behind a colon what is known more exactly: `status:404`.
    #[serde(skip)]
    pub exact_class: String,
    pub message: String,
}
