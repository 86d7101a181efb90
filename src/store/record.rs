//! One source's check together with the documents it brought: one transaction.

use crate::model::{
    Change, Document, DocumentWithSource, NumberedChange, Relations, SourceId, Timestamp,
    Understanding,
};

use super::check::{SourceCheck, add_to_states, write_checks};
use super::health::note_rhythm;
use super::known::has_documents;
use super::write::{Origin, Put, Written, write_documents};
use super::{Store, StoreError};

/// What a check that brought documents changed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recorded {
    /// What an index has to hear, in the order of the sequence numbers. `html` is left in.
    pub changes: Vec<NumberedChange>,
    /// Documents never seen before.
    pub new: usize,
    /// Documents whose old version became a revision.
    pub revised: usize,
    /// Pages that wait now, less those that waited before.
    pub waiting: i64,
}

impl Store {
    /// Records a check and its documents, and ends the claim. A document whose id is kept
    /// already becomes its new version: `first_seen`, `changed` and `revision` are then the
    /// store's own. All documents are of the source that was checked. What was forgotten on request
    /// stays away.
    pub async fn record_documents(
        &self,
        check: &SourceCheck,
        documents: Vec<Document>,
    ) -> Result<Recorded, StoreError> {
        let strange = documents.iter().find(|document| document.source != check.source);
        if let Some(strange) = strange {
            return Err(StoreError::OtherSource {
                id: strange.id.to_string(),
                owner: strange.source.clone(),
                source_id: check.source.clone(),
            });
        }
        let documents = self.obey(documents).await?.documents;
        let written = self.write_checked(check, documents).await?;
        let tally = written.tallies.get(&check.source).copied().unwrap_or_default();
        Ok(Recorded {
            changes: self.with_sources(written).await.map_err(self.trouble())?,
            new: usize::try_from(tally.new).unwrap_or(0),
            revised: usize::try_from(tally.revised).unwrap_or(0),
            waiting: tally.waiting,
        })
    }

    /// Writes documents of a check that has not ended yet: it may bring more than fits into memory.
    /// Should the program die before its end, they are kept, and the next check knows them.
    pub async fn add_documents(
        &self,
        source: &SourceId,
        documents: Vec<Document>,
        at: Timestamp,
    ) -> Result<Recorded, StoreError> {
        let documents = self.obey(documents).await?.documents;
        let written = self.write_part(source, documents, at).await?;
        let tally = written.tallies.get(source).copied().unwrap_or_default();
        Ok(Recorded {
            new: usize::try_from(tally.new).unwrap_or(0),
            revised: usize::try_from(tally.revised).unwrap_or(0),
            waiting: tally.waiting,
            changes: Vec::new(),
        })
    }

    async fn write_part(
        &self,
        source: &SourceId,
        documents: Vec<Document>,
        at: Timestamp,
    ) -> Result<Written, StoreError> {
        let trouble = self.trouble();
        let mut transaction = self.begin().await.map_err(&trouble)?;
        let written = write_documents(&mut transaction, documents, Origin::Check, at)
            .await
            .map_err(&trouble)?;
        refuse_others(&written, source)?;
        let tally = written.tallies.get(source).copied().unwrap_or_default();
        let tallies = [(source.clone(), tally)];
        add_to_states(&mut transaction, &tallies).await.map_err(&trouble)?;
        transaction.commit().await.map_err(&trouble)?;
        Ok(written)
    }

    async fn write_checked(
        &self,
        check: &SourceCheck,
        documents: Vec<Document>,
    ) -> Result<Written, StoreError> {
        let trouble = self.trouble();
        let mut transaction = self.begin().await.map_err(&trouble)?;
        let has = has_documents(&mut transaction, &check.source).await.map_err(&trouble)?;
        let origin = if has { Origin::Check } else { Origin::FirstCheck };
        let written = write_documents(&mut transaction, documents, origin, check.at)
            .await
            .map_err(&trouble)?;
        refuse_others(&written, &check.source)?;
        let tally = written.tallies.get(&check.source).copied().unwrap_or_default();
        write_checks(&mut transaction, std::slice::from_ref(check), tally)
            .await
            .map_err(&trouble)?;
        if !written.puts.is_empty() {
            note_rhythm(&mut transaction, &check.source).await.map_err(&trouble)?;
        }
        #[cfg(feature = "faults")]
        crate::fault::point("before_store_commit");
        transaction.commit().await.map_err(&trouble)?;
        #[cfg(feature = "faults")]
        crate::fault::point("after_store_commit");
        Ok(written)
    }

    pub(super) async fn with_sources(&self, written: Written) -> sqlx::Result<Vec<NumberedChange>> {
        if written.puts.is_empty() {
            return Ok(Vec::new());
        }
        let facts = self.facts_at(written.facts_version).await?;
        let put = |put: Put| {
            let source = facts.of(&put.document.source);
            let document = DocumentWithSource {
                document: put.document,
                source,
                understanding: Understanding::default(),
                relations: Relations::default(),
                arrived: put.arrived,
            };
            NumberedChange { sequence: put.sequence, change: Change::Put(Box::new(document)) }
        };
        Ok(written.puts.into_iter().map(put).collect())
    }
}

/// Nothing is written where another source has the id of a document.
fn refuse_others(written: &Written, source: &SourceId) -> Result<(), StoreError> {
    let Some((id, owner)) = written.refused.first() else { return Ok(()) };
    Err(StoreError::OtherSource {
        id: id.to_string(),
        owner: owner.clone(),
        source_id: source.clone(),
    })
}
