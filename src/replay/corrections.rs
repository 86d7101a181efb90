//! The corrections that lie beside the database, and what a change of their file means.

use std::collections::{HashMap, HashSet};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::ReplayError;
use super::beside;
use crate::config;
use crate::model::{Correction, DocumentId};
use crate::store::Store;

/// The corrections of each document, oldest first.
pub type ByDocument = HashMap<DocumentId, Vec<Correction>>;

/// Where the corrections of a database stand.
pub fn file(store: &Store) -> PathBuf {
    store.path().with_file_name("corrections.toml")
}

/// The corrections that hold. When the file has changed since the last look, the documents it
/// concerns are looked at anew. A file that cannot be read changes nothing, and is told of; one
/// that has gone, as after a move, is written again from what the database remembers.
pub async fn heeded(store: &Store) -> Result<ByDocument, ReplayError> {
    let file = file(store);
    let known = store.corrections().await?;
    let text = match beside::read(&file) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            if !known.is_empty() {
                bring_back(&file, &known);
            }
            known.clone()
        }
        Err(error) => {
            tracing::warn!("`{}`: {error}; what was corrected before holds", file.display());
            known.clone()
        }
    };
    let Some(written) = read(&file, &text) else { return remembered(store, &file, &known).await };
    let now = store.obey_corrections(written.clone()).await?;
    let text = if now == written { text } else { write_anew(&file, &now) };
    if text != known {
        let before = read(&file, &known).unwrap_or_default();
        store.note_corrections(&text, &concerned(&before, &now)).await?;
    }
    Ok(by_document(Some(now)))
}

/// What held before, without what was forgotten since: the file waits for a person, forgetting does
/// not.
async fn remembered(store: &Store, file: &Path, known: &str) -> Result<ByDocument, ReplayError> {
    let before = read(file, known).unwrap_or_default();
    let now = store.obey_corrections(before.clone()).await?;
    if now != before {
        let text = config::corrections_written(&now);
        store.note_corrections(&text, &concerned(&before, &now)).await?;
    }
    Ok(by_document(Some(now)))
}

/// How many things in a file of corrections cannot be read; none when there is no file.
pub fn problems(file: &Path) -> usize {
    let text = match beside::read(file) {
        Ok(text) => text,
        Err(error) => return usize::from(error.kind() != ErrorKind::NotFound),
    };
    match config::read_corrections(file, &text) {
        Ok((_, problems)) => problems.len(),
        Err(_) => 1,
    }
}

/// `None`, and a warning for each problem, when it cannot be trusted.
fn read(file: &Path, text: &str) -> Option<Vec<Correction>> {
    match config::read_corrections(file, text) {
        Ok((corrections, problems)) if problems.is_empty() => Some(corrections),
        Ok((_, problems)) => {
            for problem in problems {
                tracing::warn!("{problem}; what was corrected before holds");
            }
            None
        }
        Err(error) => {
            tracing::warn!("{error}; what was corrected before holds");
            None
        }
    }
}

/// Without what was forgotten on request.
fn write_anew(file: &Path, corrections: &[Correction]) -> String {
    let text = config::corrections_written(corrections);
    bring_back(file, &text);
    text
}

fn bring_back(file: &Path, known: &str) {
    if let Err(error) = config::write_corrections(file, known) {
        tracing::warn!("`{}` cannot be written: {error}", file.display());
    }
}

/// Documents whose corrections are others than before.
fn concerned(before: &[Correction], now: &[Correction]) -> Vec<DocumentId> {
    let differing = |some: &[Correction], others: &[Correction]| -> Vec<DocumentId> {
        let is_new = |correction: &&Correction| !others.contains(correction);
        some.iter().filter(is_new).map(|correction| correction.document.clone()).collect()
    };
    let both: HashSet<_> =
        differing(before, now).into_iter().chain(differing(now, before)).collect();
    let mut both: Vec<_> = both.into_iter().collect();
    both.sort();
    both
}

fn by_document(corrections: Option<Vec<Correction>>) -> ByDocument {
    let mut by_document = ByDocument::new();
    for correction in corrections.unwrap_or_default() {
        by_document.entry(correction.document.clone()).or_default().push(correction);
    }
    by_document
}
