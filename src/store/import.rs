//! Documents that come from a file instead of a source.

use std::collections::{HashMap, HashSet};

use crate::model::{Document, DocumentId, SourceId, Timestamp};

use super::check::{Tally, add_to_states};
use super::source::add_unnamed;
use super::write::{Origin, write_documents};
use super::{Store, StoreError};

/// What became of one batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    pub new: HashSet<DocumentId>,
    pub changed: HashSet<DocumentId>,
    /// Nothing was stored of these: another source, the one named here, has the id.
    pub refused: HashMap<DocumentId, SourceId>,
    /// Nothing was stored of these: they were forgotten on request.
    pub forgotten: HashSet<DocumentId>,
}

impl Store {
    /// Stores a batch of documents of any sources in one transaction; sources never seen get a
    /// row that is named by their id. The index finds the rest with [`Store::changes_after`].
    pub async fn import(
        &self,
        documents: Vec<Document>,
        now: Timestamp,
    ) -> Result<Imported, StoreError> {
        self.bring(documents, Origin::File, now).await
    }

    /// The same for documents that were made as a crawl makes them: what they say holds, also where
    /// they say nothing.
    pub async fn take_in(
        &self,
        documents: Vec<Document>,
        now: Timestamp,
    ) -> Result<Imported, StoreError> {
        self.bring(documents, Origin::Check, now).await
    }

    async fn bring(
        &self,
        documents: Vec<Document>,
        origin: Origin,
        now: Timestamp,
    ) -> Result<Imported, StoreError> {
        let obeyed = self.obey(documents).await?;
        let imported = self.write_imported(obeyed.documents, origin, now).await;
        let forgotten = obeyed.stopped.into_iter().collect();
        Ok(Imported { forgotten, ..imported.map_err(self.trouble())? })
    }

    async fn write_imported(
        &self,
        documents: Vec<Document>,
        origin: Origin,
        now: Timestamp,
    ) -> sqlx::Result<Imported> {
        let sources: HashSet<_> = documents.iter().map(|document| &document.source).collect();
        let sources: Vec<_> = sources.into_iter().cloned().collect();
        let mut transaction = self.begin().await?;
        add_unnamed(&mut transaction, &sources, now).await?;
        let written = write_documents(&mut transaction, documents, origin, now).await?;
        let is_changed = |(_, tally): &(SourceId, Tally)| *tally != Tally::default();
        let tallies: Vec<_> = written.tallies.into_iter().filter(is_changed).collect();
        add_to_states(&mut transaction, &tallies).await?;
        transaction.commit().await?;
        let mut imported =
            Imported { refused: written.refused.into_iter().collect(), ..Imported::default() };
        for put in written.puts {
            let ids = if put.is_new { &mut imported.new } else { &mut imported.changed };
            ids.insert(put.document.id);
        }
        Ok(imported)
    }
}
