//! Whether an index is what the store says, lacks the latest, or must be made anew.

use std::fmt;
use std::path::Path;

use crate::index::{Index, IndexError, IndexState};
use crate::model::Mark;
use crate::search::Engine;

/// What an index needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Decision {
    Nothing,
    /// Everything after this sequence number.
    Replay(i64),
    Rebuild(Reason),
}

/// Why an index is made anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    Missing,
    Damaged,
    /// Made by another version of the program, or of its analyser.
    Outdated,
    /// It mirrors another store.
    Foreign,
    /// It has fewer documents than its last commit says.
    DocumentsLost,
    /// It knows changes that the store does not: the store was restored from a backup.
    AheadOfStore,
    /// Somebody wanted it.
    Asked,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "there was none",
            Self::Damaged => "it was damaged",
            Self::Outdated => "it was made by another version",
            Self::Foreign => "it was made from another store",
            Self::DocumentsLost => "documents were missing in it",
            Self::AheadOfStore => "it was newer than the store",
            Self::Asked => "it was asked for",
        })
    }
}

/// Looks at the index as it is on disk. Only what no rebuild would help against is an error.
pub(super) fn decide(folder: &Path, store: &Mark) -> Result<Decision, IndexError> {
    // Opening it for a search opens every file of it; `Index::open` alone would not.
    let state = Engine::open(folder).and_then(|_| Index::open(folder)?.state());
    match state {
        Ok(state) => Ok(compare(&state, store)),
        Err(IndexError::Missing(_)) => Ok(Decision::Rebuild(Reason::Missing)),
        Err(IndexError::Outdated(_)) => Ok(Decision::Rebuild(Reason::Outdated)),
        Err(IndexError::Damaged { .. }) => Ok(Decision::Rebuild(Reason::Damaged)),
        Err(error) => Err(error),
    }
}

fn compare(index: &IndexState, store: &Mark) -> Decision {
    if index.mark == Mark::default() && index.documents == 0 {
        // Just created, or a rebuild was killed before its first commit.
        return Decision::Rebuild(Reason::Missing);
    }
    if !index.is_current() {
        return Decision::Rebuild(Reason::Outdated);
    }
    if index.mark.store != store.store {
        return Decision::Rebuild(Reason::Foreign);
    }
    if index.documents < index.mark.documents {
        return Decision::Rebuild(Reason::DocumentsLost);
    }
    if index.mark.sequence > store.sequence {
        return Decision::Rebuild(Reason::AheadOfStore);
    }
    if index.mark.sequence < store.sequence {
        return Decision::Replay(index.mark.sequence);
    }
    if index.documents < store.documents {
        return Decision::Rebuild(Reason::DocumentsLost);
    }
    Decision::Nothing
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::ANALYSER_FINGERPRINT;

    fn mark(store: &str, sequence: i64, documents: u64) -> Mark {
        Mark { store: store.into(), sequence, documents }
    }

    #[test]
    fn an_index_is_compared_with_the_store() {
        let now = ANALYSER_FINGERPRINT;
        for (index, fingerprint, documents, expected) in [
            (mark("s", 10, 5), now, 5, Decision::Nothing),
            (mark("s", 7, 5), now, 5, Decision::Replay(7)),
            (mark("s", 7, 0), now, 3, Decision::Replay(7)),
            (mark("", 0, 0), "", 0, Decision::Rebuild(Reason::Missing)),
            (mark("", 0, 0), now, 0, Decision::Rebuild(Reason::Missing)),
            (mark("s", 10, 5), "old", 5, Decision::Rebuild(Reason::Outdated)),
            (mark("t", 10, 5), now, 5, Decision::Rebuild(Reason::Foreign)),
            (mark("s", 7, 5), now, 4, Decision::Rebuild(Reason::DocumentsLost)),
            (mark("s", 10, 0), now, 4, Decision::Rebuild(Reason::DocumentsLost)),
            (mark("s", 11, 5), now, 5, Decision::Rebuild(Reason::AheadOfStore)),
        ] {
            let state = IndexState { mark: index, fingerprint: fingerprint.into(), documents };
            assert_eq!(compare(&state, &mark("s", 10, 5)), expected, "{state:?}");
        }
    }
}
