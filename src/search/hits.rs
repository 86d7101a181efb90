//! From matching documents to hits: the stored fields, snippets, and what is missing.

use tantivy::TantivyDocument;
use tantivy::schema::{Field, Value};

use super::columns::word_of;
use super::engine::{Segment, Snapshot};
use super::matcher::Matcher;
use super::order::Candidate;
use super::plan::Plan;
use super::snippet::{cut, joined};
use crate::index::IndexError;
use crate::model::{DocumentId, Group, Hit, Language, Snippet, Timestamp};

pub(super) fn hits(
    snapshot: &Snapshot,
    plan: &Plan,
    page: &[Candidate],
    snippets: bool,
) -> Result<Vec<Hit>, IndexError> {
    let mut matcher = Matcher::new(plan);
    page.iter()
        .filter_map(|candidate| {
            let segment = snapshot.segments.get(candidate.segment as usize)?;
            Some(hit(snapshot, segment, plan, candidate, snippets.then_some(&mut matcher)))
        })
        .collect()
}

fn hit(
    snapshot: &Snapshot,
    segment: &Segment,
    plan: &Plan,
    candidate: &Candidate,
    matcher: Option<&mut Matcher>,
) -> Result<Hit, IndexError> {
    let stored = stored(snapshot, segment, candidate.document)?;
    let text = |field: Field| stored.get_first(field).and_then(|value| value.as_str());
    let owned = |field: Field| text(field).unwrap_or_default().to_owned();
    let word = |field: &str| word_of(snapshot, segment, field, candidate.document);
    let fields = &snapshot.fields;
    let language = word("language")?.and_then(|code| code.parse().ok()).unwrap_or(Language::UND);
    let title = owned(fields.shown_title);
    let (mut snippet, mut title_highlights) = (Snippet::default(), Vec::new());
    if let Some(matcher) = matcher {
        let shown = text(fields.shown_text).unwrap_or_default();
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
    })
}

/// Typed words of which the document lacks a part.
fn missing(plan: &Plan, parts: u64) -> Vec<String> {
    let lacks = |bits: u64| parts & bits != bits;
    plan.wanted.iter().filter(|word| lacks(word.bits)).map(|word| word.typed.clone()).collect()
}

fn stored(
    snapshot: &Snapshot,
    segment: &Segment,
    document: u32,
) -> Result<TantivyDocument, IndexError> {
    let Some(store) = segment.store() else {
        return Err(IndexError::damaged(&snapshot.folder, "stored documents cannot be read"));
    };
    store.get(document).map_err(|error| snapshot.failed(&error))
}
