//! Finds out which documents tell the same, before the index hears of them.
//!
//! Each document is compared with the few that share a key with it, never with all: what one costs
//! does not grow with the store. Who is left out of a story by a correction, or put into one, stays
//! so.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::ReplayError;
use super::corrections::{self, ByDocument};
use super::understand::guarded;
use crate::enrich::same::{self, Fingerprint, Key, KeyKind, Told, Verdict, verdict};
use crate::model::{CorrectedField, DocumentId};
use crate::store::{Groups, KeyLookup, Sharing, Store, Unrelated, number_of};

/// Documents that are compared and written together.
const DOCUMENTS_AT_A_TIME: usize = 300;

/// Documents that one is compared with: those that share most with it.
const MOST_CANDIDATES: usize = 12;

/// So many words that few use make a candidate.
const LEAST_TERMS: usize = 4;

/// Fingerprints remembered between documents: neighbours are compared with the same ones.
const REMEMBERED: usize = 5_000;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Of documents in the days around, so many have a term that tells nothing.
const COMMON: f32 = 200.0;

/// How a correction puts a document into a story.
const CORRECTED: &str = "correction";

/// Compares all that is new with what is there, or everything anew when the rules are others.
pub async fn relate(store: &Store) -> Result<(), ReplayError> {
    let mut relating = Relating::new(store, &corrections::heeded(store).await?);
    loop {
        let batch = store.unrelated(same::FINGERPRINT, DOCUMENTS_AT_A_TIME).await?;
        let Some(last) = batch.last().map(|unrelated| unrelated.sequence) else { return Ok(()) };
        let ids: Vec<DocumentId> = batch.iter().map(|one| one.document.id.clone()).collect();
        let groups = relating.batch(ids, batch).await?;
        store.write_relations(same::FINGERPRINT, &groups, last).await?;
    }
}

/// What a correction says of the story of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Wish {
    Alone,
    With(DocumentId),
}

struct Relating<'s> {
    store: &'s Store,
    wishes: HashMap<DocumentId, Wish>,
    prints: HashMap<DocumentId, Arc<Fingerprint>>,
}

impl<'s> Relating<'s> {
    fn new(store: &'s Store, corrections: &ByDocument) -> Self {
        let wish = |(id, all): (&DocumentId, &Vec<crate::model::Correction>)| {
            let last = all.iter().rev().find(|one| one.field == CorrectedField::Story)?;
            let wish = match last.values().next() {
                Some(other) => Wish::With(DocumentId::new(other)),
                None if last.value.is_empty() => return None,
                None => Wish::Alone,
            };
            Some((id.clone(), wish))
        };
        let wishes = corrections.iter().filter_map(wish).collect();
        Self { store, wishes, prints: HashMap::new() }
    }

    async fn batch(
        &mut self,
        ids: Vec<DocumentId>,
        batch: Vec<Unrelated>,
    ) -> Result<Groups, ReplayError> {
        if self.prints.len() > REMEMBERED {
            self.prints.clear();
        }
        self.remember(batch).await?;
        let keys = ids.iter().filter_map(|id| {
            let print = self.prints.get(id)?;
            let numbers = print.keys().into_iter().map(|key| key.number).collect();
            Some((id.clone(), print.day, numbers))
        });
        self.store.write_keys(&keys.collect::<Vec<_>>()).await?;
        let mut groups = Groups::default();
        groups.add(self.store.members(&ids).await?);
        for id in &ids {
            self.document(&mut groups, id).await?;
        }
        Ok(groups)
    }

    /// Puts one document where it belongs.
    async fn document(&mut self, groups: &mut Groups, id: &DocumentId) -> Result<(), ReplayError> {
        let Some(print) = self.prints.get(id).cloned() else { return Ok(()) };
        groups.leave(id);
        if let Some(wish) = self.wish_about(id) {
            return self.fulfil(groups, id, wish).await;
        }
        let sharing = self.store.sharing(&lookups(&print)).await?;
        let candidates = self.candidates(id, &print, &sharing).await?;
        if candidates.is_empty() {
            return Ok(());
        }
        self.make_known(groups, &candidates).await?;
        let rarity = rarities(&sharing);
        let mut story = None;
        for candidate in &candidates {
            let Some(other) = self.prints.get(candidate) else { continue };
            match verdict(&print, other, |key| rarity.get(&key).copied().unwrap_or(1.0)) {
                Verdict::Duplicate(reason) => {
                    groups.copy_of(id, candidate, reason.as_str());
                    return Ok(());
                }
                Verdict::Story(reason) if story.is_none() && fits(groups, candidate, &print) => {
                    story = Some((candidate, reason));
                }
                Verdict::Story(_) | Verdict::Apart => {}
            }
        }
        if let Some((other, reason)) = story {
            groups.tells_with(id, other, reason.as_str());
        }
        Ok(())
    }

    /// What a person says of this document, or of another one that shall be with it.
    fn wish_about(&self, id: &DocumentId) -> Option<Wish> {
        let own = self.wishes.get(id).cloned();
        own.or_else(|| {
            let mut others = self.wishes.iter();
            let with_this = Wish::With(id.clone());
            others.find(|(_, wish)| **wish == with_this).map(|(other, _)| Wish::With(other.clone()))
        })
    }

    async fn fulfil(
        &mut self,
        groups: &mut Groups,
        id: &DocumentId,
        wish: Wish,
    ) -> Result<(), ReplayError> {
        if let Wish::With(other) = wish
            && other != *id
        {
            if !groups.knows(&other) {
                groups.add(self.store.members(std::slice::from_ref(&other)).await?);
            }
            groups.tells_with(id, &other, CORRECTED);
        }
        Ok(())
    }

    /// Who shares most with a document, the best first.
    async fn candidates(
        &self,
        id: &DocumentId,
        print: &Fingerprint,
        sharing: &[Sharing],
    ) -> Result<Vec<DocumentId>, ReplayError> {
        let best = best(id, print, sharing);
        if best.is_empty() {
            return Ok(Vec::new());
        }
        let mut found = self.store.numbered(&best).await?;
        found.retain(|other| self.wishes.get(other) != Some(&Wish::Alone));
        Ok(found)
    }

    async fn make_known(
        &mut self,
        groups: &mut Groups,
        candidates: &[DocumentId],
    ) -> Result<(), ReplayError> {
        let strange: Vec<_> = candidates.iter().filter(|id| !groups.knows(id)).cloned().collect();
        if !strange.is_empty() {
            groups.add(self.store.members(&strange).await?);
        }
        let unread: Vec<_> =
            candidates.iter().filter(|id| !self.prints.contains_key(*id)).cloned().collect();
        if !unread.is_empty() {
            self.remember(self.store.to_compare(&unread).await?).await?;
        }
        Ok(())
    }

    /// Takes fingerprints on a thread where that holds up nobody.
    async fn remember(&mut self, documents: Vec<Unrelated>) -> Result<(), ReplayError> {
        let taken = tokio::task::spawn_blocking(move || {
            let print = |one: Unrelated| {
                let told = Told {
                    document: &one.document,
                    source: &one.source,
                    understanding: &one.understanding,
                };
                let id = one.document.id.clone();
                let print = guarded(&id, || Fingerprint::of(told))?;
                Some((id, Arc::new(print)))
            };
            documents.into_iter().filter_map(print).collect::<Vec<_>>()
        });
        self.prints.extend(taken.await.map_err(|_| ReplayError::Interrupted)?);
        Ok(())
    }
}

/// The numbers of the few that share most with a document.
fn best(id: &DocumentId, print: &Fingerprint, sharing: &[Sharing]) -> Vec<i64> {
    let own = number_of(id);
    let keys = print.keys().into_iter();
    let terms: HashSet<i64> =
        keys.filter(|key| key.kind == KeyKind::Term).map(|key| key.number).collect();
    let mut shared: HashMap<i64, (f32, usize)> = HashMap::new();
    for one in sharing {
        let is_term = terms.contains(&one.key);
        let weight = if is_term { rarity(one.documents.len()) } else { COMMON };
        for other in one.documents.iter().filter(|other| **other != own) {
            let (sum, count) = shared.entry(*other).or_default();
            *sum += weight;
            *count += usize::from(is_term);
        }
    }
    let mut found: Vec<(i64, f32)> = shared
        .into_iter()
        .filter(|(_, (weight, terms))| *weight >= COMMON || *terms >= LEAST_TERMS)
        .map(|(other, (weight, _))| (other, weight))
        .collect();
    found.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    found.truncate(MOST_CANDIDATES);
    found.into_iter().map(|(other, _)| other).collect()
}

fn lookups(print: &Fingerprint) -> Vec<KeyLookup> {
    let mut seen = HashSet::new();
    let keys = print.keys().into_iter().filter(|key| seen.insert(key.number));
    keys.map(|Key { kind, number }| {
        let days = same::days(kind);
        KeyLookup { key: number, first_day: print.day - days, last_day: print.day + days }
    })
    .collect()
}

/// How seldom each key is, by how many share it.
fn rarities(sharing: &[Sharing]) -> HashMap<i64, f32> {
    let rarity = |one: &Sharing| {
        let rarity = if one.is_common { 0.0 } else { rarity(one.documents.len()) };
        (one.key, rarity)
    };
    sharing.iter().map(rarity).collect()
}

#[expect(clippy::cast_precision_loss, reason = "at most a few hundred")]
fn rarity(documents: usize) -> f32 {
    (1.0 - (documents.max(1) as f32).ln() / COMMON.ln()).max(0.0)
}

/// A story that began too long ago is another one.
fn fits(groups: &Groups, member: &DocumentId, print: &Fingerprint) -> bool {
    let Some((first, last)) = groups.span(member) else { return false };
    let day = |moment: crate::model::Timestamp| moment.as_millis().div_euclid(DAY_MS);
    print.day.max(day(last)) - print.day.min(day(first)) <= same::STORY_DAYS
}
