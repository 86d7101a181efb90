//! From matching documents to hits: the stored fields, snippets, and what is missing.

use tantivy::TantivyDocument;
use tantivy::schema::{Field, Value};

use super::columns::{self, word_of};
use super::engine::{Segment, Snapshot};
use super::fold::Folded;
use super::matcher::Matcher;
use super::order::Candidate;
use super::plan::Plan;
use super::snippet::{cut, joined};
use super::why::why;
use crate::index::IndexError;
use crate::model::{AlsoIn, DocumentId, Group, Hit, Language, SearchRequest, Snippet, Timestamp};

/// Of the documents that were folded under a hit so many are named.
const MOST_ALSO: usize = 10;

pub(super) fn hits(
    snapshot: &Snapshot,
    plan: &Plan,
    page: &[Candidate],
    folded: &Folded,
    request: &SearchRequest,
) -> Result<Vec<Hit>, IndexError> {
    let mut matcher = Matcher::new(plan);
    let mut hits = Vec::with_capacity(page.len());
    for candidate in page {
        let Some(segment) = snapshot.segments.get(candidate.segment as usize) else { continue };
        let matcher = request.snippets.then_some(&mut matcher);
        let mut hit = hit(snapshot, segment, plan, candidate, matcher)?;
        for other in folded.under(candidate).iter().take(MOST_ALSO) {
            hit.also.extend(also(snapshot, other)?);
        }
        if request.explain {
            hit.why = why(snapshot, plan, candidate, request.now)?;
        }
        hits.push(hit);
    }
    Ok(hits)
}

fn also(snapshot: &Snapshot, candidate: &Candidate) -> Result<Option<AlsoIn>, IndexError> {
    let Some(segment) = snapshot.segments.get(candidate.segment as usize) else { return Ok(None) };
    let stored = stored(snapshot, segment, candidate.document)?;
    let owned = |field: Field| owned(&stored, field);
    let fields = &snapshot.fields;
    Ok(Some(AlsoIn {
        id: DocumentId::new(owned(fields.id)),
        source_name: owned(fields.shown_source_name),
        url: owned(fields.shown_url),
    }))
}

fn hit(
    snapshot: &Snapshot,
    segment: &Segment,
    plan: &Plan,
    candidate: &Candidate,
    matcher: Option<&mut Matcher>,
) -> Result<Hit, IndexError> {
    let stored = stored(snapshot, segment, candidate.document)?;
    let owned = |field: Field| owned(&stored, field);
    let word = |field: &'static str| word_of(snapshot, segment, field, candidate.document);
    let fields = &snapshot.fields;
    let language = word("language")?.and_then(|code| code.parse().ok()).unwrap_or(Language::UND);
    let title = owned(fields.shown_title);
    let (mut snippet, mut title_highlights) = (Snippet::default(), Vec::new());
    if let Some(matcher) = matcher {
        let shown = text(&stored, fields.shown_text);
        snippet = cut(shown, &matcher.matches(shown, language));
        let in_title = matcher.matches(&title, language);
        title_highlights = joined(in_title.into_iter().map(|found| found.place).collect());
    }
    Ok(Hit {
        id: DocumentId::new(owned(fields.id)),
        score: candidate.score,
        title,
        url: owned(fields.shown_url),
        source: word("source")?.unwrap_or_default(),
        source_name: owned(fields.shown_source_name),
        site: owned(fields.shown_site),
        group: word("group")?.and_then(|word| word.parse().ok()).unwrap_or(Group::World),
        country: word("country")?,
        language,
        date: Timestamp::from_millis(candidate.date_ms),
        snippet,
        title_highlights,
        missing: missing(plan, candidate.parts),
        facts: serde_json::from_str(text(&stored, fields.shown_facts)).unwrap_or_default(),
        story_size: story_size(snapshot, segment, candidate.document)?,
        also: Vec::new(),
        why: Vec::new(),
    })
}

pub(super) fn story_size(
    snapshot: &Snapshot,
    segment: &Segment,
    document: u32,
) -> Result<u32, IndexError> {
    let size = columns::numbers(snapshot, segment, "story_size")?.first(document);
    Ok(size.and_then(|size| u32::try_from(size).ok()).unwrap_or(1).max(1))
}

pub(super) fn text(stored: &TantivyDocument, field: Field) -> &str {
    stored.get_first(field).and_then(|value| value.as_str()).unwrap_or_default()
}

fn owned(stored: &TantivyDocument, field: Field) -> String {
    text(stored, field).to_owned()
}

/// Typed words of which the document lacks a part.
fn missing(plan: &Plan, parts: u64) -> Vec<String> {
    let lacks = |bits: u64| parts & bits != bits;
    plan.wanted.iter().filter(|word| lacks(word.bits)).map(|word| word.typed.clone()).collect()
}

pub(super) fn stored(
    snapshot: &Snapshot,
    segment: &Segment,
    document: u32,
) -> Result<TantivyDocument, IndexError> {
    let Some(store) = segment.store() else {
        return Err(IndexError::damaged(&snapshot.folder, "stored documents cannot be read"));
    };
    store.get(document).map_err(|error| snapshot.failed(&error))
}
