//! Has documents understood that were written since the last look, before the index hears of them.

use std::io::ErrorKind;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use super::ReplayError;
use super::beside;
use super::corrections::{self, ByDocument};
use crate::enrich::{self, Knowledge, Reading};
use crate::model::{Document, DocumentId, Understanding};
use crate::store::{Store, Unread};

/// Documents that are looked at and written together.
const DOCUMENTS_AT_A_TIME: usize = 500;

/// Looks at all that is new, or at everything when today's knowledge is another than last time.
pub async fn understand(store: &Store, thesaurus: &Path) -> Result<(), ReplayError> {
    let look = Arc::new(Look {
        knowledge: knowledge(thesaurus),
        corrections: corrections::heeded(store).await?,
    });
    let knows = look.knowledge.fingerprint();
    loop {
        let unread = store.unread(knows, DOCUMENTS_AT_A_TIME).await?;
        let Some(last) = unread.last().map(|unread| unread.sequence) else { return Ok(()) };
        let understood = in_parallel(unread, &look).await?;
        store.write_understood(knows, &understood, last).await?;
    }
}

/// Problems of such a file that are told one by one; `utkik thesaurus check` has them all.
const MOST_TOLD: usize = 10;

/// What the program knows, with what the user adds to it. A file with problems adds nothing, and is
/// told of.
pub fn knowledge(thesaurus: &Path) -> Knowledge {
    let text = match beside::read(thesaurus) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Knowledge::shipped(),
        Err(error) => {
            tracing::warn!("`{}`: {error}; it adds nothing", thesaurus.display());
            return Knowledge::shipped();
        }
    };
    Knowledge::with(&text).unwrap_or_else(|problems| {
        let file = thesaurus.display();
        for problem in problems.iter().take(MOST_TOLD) {
            tracing::warn!("{file}: {problem}; the file adds nothing until then");
        }
        if problems.len() > MOST_TOLD {
            let count = problems.len();
            tracing::warn!("{file}: {count} problems in all; run `utkik thesaurus check`");
        }
        Knowledge::shipped()
    })
}

/// What all documents are looked at with.
struct Look {
    knowledge: Knowledge,
    corrections: ByDocument,
}

/// Shares the documents out to the cores.
async fn in_parallel(
    unread: Vec<Unread>,
    look: &Arc<Look>,
) -> Result<Vec<(DocumentId, Understanding)>, ReplayError> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let share = unread.len().div_ceil(cores);
    let unread = Arc::new(unread);
    let mut work = Vec::new();
    for start in (0..unread.len()).step_by(share) {
        let unread = Arc::clone(&unread);
        let look = Arc::clone(look);
        work.push(tokio::task::spawn_blocking(move || {
            let share = unread.iter().skip(start).take(share);
            share.map(|unread| look.at(unread)).collect::<Vec<_>>()
        }));
    }
    let mut understood = Vec::with_capacity(unread.len());
    for share in work {
        understood.extend(share.await.map_err(|_| ReplayError::Interrupted)?);
    }
    Ok(understood)
}

impl Look {
    fn at(&self, unread: &Unread) -> (DocumentId, Understanding) {
        let id = unread.document.id.clone();
        let Some(corrections) = self.corrections.get(&id) else {
            return (id, self.read(&unread.document, unread));
        };
        let mut document = unread.document.clone();
        document.heed(corrections);
        let mut understanding = self.read(&document, unread);
        enrich::heed(&mut understanding, corrections.clone());
        (id, understanding)
    }

    fn read(&self, document: &Document, unread: &Unread) -> Understanding {
        let reading = Reading::of(document, &unread.source);
        guarded(&document.id, || enrich::understand(&reading, &self.knowledge)).unwrap_or_default()
    }
}

/// Work on one document that may panic: then it is kept without what the work would give. One text
/// that nobody has thought of must not keep all that comes after it out of the index.
pub(super) fn guarded<T>(id: &DocumentId, work: impl FnOnce() -> T) -> Option<T> {
    let done = catch_unwind(AssertUnwindSafe(work));
    if done.is_err() {
        tracing::error!(document.id = %id, "`{id}` cannot be understood: reading it panicked; it is kept as it is");
    }
    done.ok()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_file_that_is_too_large_or_no_text_adds_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("thesaurus.tsv");
        let head = "concept\tlanguage\ttype\tterm\texpand\ttheme\tweight\n";
        let line = "mine\tsv\tpreferred\tflygbil\tyes\tmobility\t1\n";
        let filler = "# filler\n".repeat(2_000_000);
        for (content, is_read) in [
            (format!("{head}{line}").into_bytes(), true),
            (format!("{head}{line}{filler}").into_bytes(), false),
            ([head.as_bytes(), b"\xff\xfe"].concat(), false),
            (format!("{head}{}", line.replace("\t1\n", "\tNaN\n")).into_bytes(), false),
        ] {
            fs::write(&file, content).unwrap();
            let shipped = Knowledge::shipped();
            assert_eq!(knowledge(&file).fingerprint() != shipped.fingerprint(), is_read);
        }
    }

    #[test]
    fn a_panic_costs_one_document_its_understanding_and_nothing_else() {
        let id = DocumentId::new("a");
        assert_eq!(guarded(&id, || 7), Some(7));
        let texts = ["Lund", "bad", "Malmö"];
        let read =
            |text: &str| guarded(&id, || if text == "bad" { panic!("{text}") } else { text.len() });
        assert_eq!(texts.map(read), [Some(4), None, Some(6)]);
    }
}
