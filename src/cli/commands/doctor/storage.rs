//! Database and index: whether both are sound and agree.

use std::path::Path;

use crate::cli::commands::doctor::finding::Findings;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::message::{self, Locale};
use crate::model::SourceState;
use crate::replay::{self, Examination};
use crate::store::{Store, StoreError};

/// What was counted; `None` where it cannot be read.
#[derive(Debug, Default)]
pub struct Counts {
    pub store: Option<u64>,
    pub index: Option<u64>,
}

/// Looks through both, and gives what the store remembers of the sources besides.
pub async fn look(context: &Context, found: &mut Findings) -> (Counts, Vec<SourceState>) {
    let mut counts = Counts::default();
    let store = match Store::open_existing(&context.database()).await {
        Ok(store) => store,
        Err(error) => {
            found.error("database", Exit::Storage, error.to_string());
            return (counts, Vec::new());
        }
    };
    counts.store = match look_through(&store, context.locale, found).await {
        Ok(documents) => Some(documents),
        Err(error) => {
            found.error("database", Exit::Storage, error.to_string());
            None
        }
    };
    if let Some(documents) = counts.store {
        counts.index = compare(&store, &context.index, documents, context.locale, found).await;
    }
    // What keeps these from being read has been told.
    let states = store.source_states().await.unwrap_or_default();
    store.close().await;
    (counts, states)
}

async fn look_through(
    store: &Store,
    locale: Locale,
    found: &mut Findings,
) -> Result<u64, StoreError> {
    let problems = store.check().await?;
    let documents = store.mark().await?.documents;
    if problems.is_empty() {
        found.ok("database", message::doctor::database(locale, documents));
    }
    for problem in problems {
        found.error("database", Exit::Storage, problem);
    }
    Ok(documents)
}

async fn compare(
    store: &Store,
    folder: &Path,
    documents: u64,
    locale: Locale,
    found: &mut Findings,
) -> Option<u64> {
    match replay::examine(store, folder).await {
        Err(error) => {
            found.error("index", Exit::Storage, error.to_string());
            None
        }
        Ok(Examination { documents: indexed, problem: Some(problem), .. }) => {
            found.error("index", Exit::Storage, problem);
            Some(indexed)
        }
        Ok(Examination { documents: indexed, is_behind, .. }) => {
            if is_behind {
                found.warning("index", behind(locale, indexed, documents));
            } else {
                found.ok("index", message::doctor::index(locale, indexed));
            }
            Some(indexed)
        }
    }
}

/// The counts say how much is missing, unless it is only edits.
fn behind(locale: Locale, indexed: u64, documents: u64) -> String {
    if indexed == documents {
        message::cli::behind_edits(locale)
    } else {
        message::cli::behind(locale, indexed, documents)
    }
}
