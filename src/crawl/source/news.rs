//! Compares what a source says with what the store has of it, and keeps what is new.

use std::collections::HashSet;

use super::SourceError;
use super::findings::Findings;
use crate::crawl::entries::{self, Standing};
use crate::crawl::read::Read;
use crate::crawl::{Work, quarantine};
use crate::fetch::limits::PAGES_PER_RUN;
use crate::model::{
    CanonicalUrl, Document, DocumentId, Feed, PageState, Source, SourceKind, SourceState,
};
use crate::parse::ParseError;
use crate::store::EntryKey;

/// Compares what the entries say with what the store has, and keeps what is new.
pub async fn weigh(
    work: &Work,
    source: &Source,
    state: &SourceState,
    read: Read,
    findings: &mut Findings,
) -> Result<(), SourceError> {
    let Read { feed, documents, .. } = read;
    // Before they are compared: a name that was taken out then is no edit now.
    let documents = work.store.obey(documents).await?.documents;
    let standings = standings(work, source, state, &feed, &documents).await?;
    keep_news(work, source, documents, standings, findings).await?;
    findings.entries = feed.entries.len();
    let cut_off_after = feed.is_cut_off.then_some(feed.entries.len());
    findings.broken =
        cut_off_after.map(|entries| SourceError::Parse(ParseError::Truncated { entries }));
    findings.warnings = feed.warnings;
    Ok(())
}

/// How the entries stand to what the store has; an error when they are somebody else's.
async fn standings(
    work: &Work,
    source: &Source,
    state: &SourceState,
    feed: &Feed,
    documents: &[Document],
) -> Result<Vec<Standing>, SourceError> {
    let keys: Vec<EntryKey<'_>> = documents.iter().map(key_of).collect();
    let known = work.store.known_entries(&source.id, &keys).await?;
    // Of letters that have just come none is ever known.
    let is_mail = source.kind == SourceKind::Mail;
    if !is_mail
        && let Some((usual, now)) =
            quarantine::reason(work, source, state, documents, &known).await?
    {
        return Err(SourceError::Quarantine { entries: documents.len(), usual, now });
    }
    Ok(entries::compare(documents, &known, feed.link.as_deref()))
}

/// Keeps what is new or changed, under the names that the store knows it by.
async fn keep_news(
    work: &Work,
    source: &Source,
    documents: Vec<Document>,
    standings: Vec<Standing>,
    findings: &mut Findings,
) -> Result<(), SourceError> {
    let outlived = outlived(work, source, &documents).await?;
    findings.told_apart = documents.len();
    let is_new = |(standing, document): &(&Standing, &Document)| {
        **standing == Standing::New && !outlived.contains(&document.id)
    };
    let new = standings.iter().zip(&documents).filter(is_new).count();
    findings.seen = documents.len() - new;
    // What is not kept takes no room from what is.
    let mut news: Vec<(Document, Standing)> = documents.into_iter().zip(standings).collect();
    news.retain(|(document, how)| match how {
        Standing::Known => false,
        Standing::New => !outlived.contains(&document.id),
        Standing::Edited(_) | Standing::Touched(_) => true,
    });
    if source.kind == SourceKind::Sitemap {
        findings.addresses_left = entries::keep_newest_addresses(&mut news, PAGES_PER_RUN);
    }
    for (mut document, standing) in news {
        let known = match standing {
            Standing::Known | Standing::New => None,
            Standing::Touched(_) if !source.full_text && document.page == PageState::None => {
                continue;
            }
            Standing::Edited(known) | Standing::Touched(known) => Some(known),
        };
        if let Some(known) = known {
            document.id = known.id;
            let earlier = work.store.document(document.id.as_str()).await?;
            findings.earlier.extend(earlier.map(|earlier| (earlier.id.clone(), earlier)));
        }
        findings.documents.push(document);
    }
    Ok(())
}

/// Documents that were removed because they had become too old (undated entries and those whose
/// date only their page tells come back with every fetch), and addresses of a sitemap whose pages
/// ask not to be kept.
pub async fn outlived(
    work: &Work,
    source: &Source,
    documents: &[Document],
) -> Result<HashSet<DocumentId>, SourceError> {
    if source.keep.is_none() && source.kind != SourceKind::Sitemap {
        return Ok(HashSet::new());
    }
    let ids: Vec<DocumentId> = documents.iter().map(|document| document.id.clone()).collect();
    Ok(work.store.removed_among(&ids).await?)
}

pub fn key_of(document: &Document) -> EntryKey<'_> {
    EntryKey {
        entry_id: document.entry_id.as_deref(),
        link: document.link.as_ref().map(CanonicalUrl::as_str),
    }
}

/// Documents of earlier runs whose pages are still to be read.
pub async fn add_waiting(
    work: &Work,
    source: &Source,
    state: &SourceState,
    findings: &mut Findings,
) -> Result<(), SourceError> {
    if state.pages_waiting == 0 {
        return Ok(());
    }
    let waiting = work.store.waiting_pages(&source.id, PAGES_PER_RUN).await?;
    findings.more_wait |= state.pages_waiting > waiting.len() as u64;
    for document in waiting {
        if findings.documents.iter().all(|other| other.id != document.id) {
            findings.documents.push(document);
        }
    }
    Ok(())
}
