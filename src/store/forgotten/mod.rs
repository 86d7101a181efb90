//! What may not be kept any more (erasure under the GDPR, takedown): a list of keyed hashes, and
//! every way into the store asks it.
//!
//! A document is stopped by its id, its addresses, and the id that its source gives it. A name or
//! a mail address is taken out of every text before it is stored; a document whose very address
//! says it is stopped. News, letters, baskets and subscribers heed it too. The list is asked anew each time: another process may have added to it.

mod list;
mod marks;
mod reading;
mod redact;
mod request;
mod scrub;
mod sweep;
mod tags;
mod watched;
mod wish;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::model::{Correction, Document, DocumentId, Timestamp};

pub use list::{ForgottenEntry, ForgottenList};
pub(super) use scrub::empty_log;
pub use sweep::{Fate, Forgotten, FoundDocument};
pub use wish::{Unclear, Wish};

use super::{Store, StoreError};
use marks::{Identity, StopList, Subject};
use reading::Form;

/// Documents that may be stored, as they may be stored.
#[derive(Debug, Default)]
pub struct Obeyed {
    pub documents: Vec<Document>,
    /// Nothing of these may be stored.
    pub stopped: Vec<DocumentId>,
}

impl Store {
    /// Takes out of documents that come in what may not be kept. Whatever writes documents does
    /// this itself; whoever compares them with kept ones does it before, so that both say the same.
    pub async fn obey(&self, documents: Vec<Document>) -> Result<Obeyed, StoreError> {
        let list = self.stop_list().await.map_err(self.trouble())?;
        if list.is_empty() {
            return Ok(Obeyed { documents, stopped: Vec::new() });
        }
        if !list.reads_texts() {
            return Ok(list.obeyed(documents));
        }
        // Long texts would hold up others here.
        let list = Arc::new(list);
        let reader = Arc::clone(&list);
        let obeyed = tokio::task::spawn_blocking(move || reader.obeyed(documents)).await;
        obeyed.map_err(|error| self.trouble()(sqlx::Error::Io(std::io::Error::other(error))))
    }

    /// The same for corrections: those of forgotten documents go.
    pub async fn obey_corrections(
        &self,
        mut corrections: Vec<Correction>,
    ) -> Result<Vec<Correction>, StoreError> {
        let list = self.stop_list().await.map_err(self.trouble())?;
        if list.is_empty() {
            return Ok(corrections);
        }
        let is_forgotten =
            |id: &DocumentId| list.number_of(&Subject::Id(id.as_str().to_owned())).is_some();
        corrections.retain(|correction| !is_forgotten(&correction.document));
        for correction in &mut corrections {
            for text in [&mut correction.value, &mut correction.by, &mut correction.why] {
                list.clean(text, Form::Text);
            }
        }
        Ok(corrections)
    }

    /// When a document was forgotten on request; `None` when it never was.
    pub async fn forgotten_on(&self, id: &str) -> Result<Option<Timestamp>, StoreError> {
        let list = self.stop_list().await.map_err(self.trouble())?;
        let Some(number) = list.number_of(&Subject::Id(id.to_owned())) else { return Ok(None) };
        let entries = self.forgotten().await?;
        Ok(entries.into_iter().find(|entry| entry.number == number).map(|entry| entry.forgotten))
    }
}

impl StopList {
    fn obeyed(&self, documents: Vec<Document>) -> Obeyed {
        let mut obeyed = Obeyed::default();
        for mut document in documents {
            if self.stops(&Identity::of(&document)) {
                obeyed.stopped.push(document.id);
                continue;
            }
            self.clean_document(&mut document);
            obeyed.documents.push(document);
        }
        obeyed
    }
}
