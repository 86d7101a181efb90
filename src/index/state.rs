//! How far the index is: read from the last commit, written with each.

use serde::{Deserialize, Serialize};

use super::{Embedded, IndexError};
use crate::language::ANALYSER_FINGERPRINT;
use crate::model::Mark;

/// What the last commit says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IndexState {
    /// Default when nothing was committed yet, or by somebody else.
    pub mark: Mark,
    /// Which analyser made the tokens.
    pub fingerprint: String,
    /// Documents that are really there.
    pub documents: u64,
}

/// The payload of a commit.
#[derive(Default, Serialize, Deserialize)]
struct Payload {
    store: String,
    sequence: i64,
    documents: u64,
    fingerprint: String,
}

impl IndexState {
    /// Its tokens are those of today's analyser.
    pub fn is_current(&self) -> bool {
        self.fingerprint == ANALYSER_FINGERPRINT
    }

    /// Queries find its words: they are today's, or there are none yet.
    pub fn may_be_searched(&self) -> bool {
        self.is_current() || self.documents == 0
    }
}

pub(super) fn payload(mark: &Mark) -> String {
    let payload = Payload {
        store: mark.store.clone(),
        sequence: mark.sequence,
        documents: mark.documents,
        fingerprint: ANALYSER_FINGERPRINT.to_owned(),
    };
    serde_json::to_string(&payload).unwrap_or_default()
}

pub(super) fn read(embedded: &Embedded) -> Result<IndexState, IndexError> {
    let loaded = embedded.index.load_metas();
    let meta = loaded.map_err(|error| IndexError::from_tantivy(embedded.folder(), &error))?;
    let documents = meta.segments.iter().map(|segment| u64::from(segment.num_docs())).sum();
    let payload: Payload = meta
        .payload
        .as_deref()
        .and_then(|text| serde_json::from_str(text).ok())
        .unwrap_or_default();
    Ok(IndexState {
        mark: Mark {
            store: payload.store,
            sequence: payload.sequence,
            documents: payload.documents,
        },
        fingerprint: payload.fingerprint,
        documents,
    })
}
