//! *More like this*: what shares a document's most telling words, concepts and places.

use std::collections::HashMap;

use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, TERMINATED};

use super::columns;
use super::engine::{Segment, Snapshot};
use super::filter::with_id;
use super::hits::{hits, stored, text};
use super::plan::{Plan, Telling};
use super::run;
use crate::index::IndexError;
use crate::language::Analyser;
use crate::model::{
    DocumentId, Filter, Hit, Language, PlaceId, Query, SearchRequest, Sort, Timestamp,
};

/// A word in the title counts as so many in the text.
const TITLE_TIMES: u16 = 3;
/// Only so much of a long text is looked at; what a text is about, it says early.
const MOST_BYTES: usize = 8_000;
/// Fewer letters are no subject.
const FEWEST_LETTERS: usize = 3;

pub(super) fn like(
    snapshot: &Snapshot,
    id: &DocumentId,
    limit: usize,
    now: Timestamp,
) -> Result<Vec<Hit>, IndexError> {
    let Some((segment, document)) = find(snapshot, id)? else { return Ok(Vec::new()) };
    let own_story = Query::Filter(Filter::Story(id.as_str().to_owned()));
    let request = SearchRequest {
        query: Query::Not(Box::new(own_story)),
        expansions: Vec::new(),
        sort: Sort::Relevance,
        offset: 0,
        limit: limit.min(run::DEEPEST_HIT),
        now,
        facets: false,
        snippets: true,
        fold: true,
        explain: false,
    };
    let telling = Telling {
        words: words(snapshot, segment, document)?,
        concepts: concepts(snapshot, segment, document)?,
        places: places(snapshot, segment, document)?,
    };
    let plan = Plan::like(snapshot, &telling, &request.query)?;
    let mut found = run::candidates(snapshot, &plan, &request)?;
    // There is no line: nothing was typed that could be missing.
    found.full.append(&mut found.partial);
    let folded = found.fold(snapshot)?;
    let page = found.page(&request);
    let mut hits = hits(snapshot, &plan, &page, &folded, &request)?;
    for hit in &mut hits {
        hit.missing.clear();
    }
    Ok(hits)
}

fn find<'s>(
    snapshot: &'s Snapshot,
    id: &DocumentId,
) -> Result<Option<(&'s Segment, u32)>, IndexError> {
    for segment in &snapshot.segments {
        if let Some(document) = with_id(snapshot, segment, id.as_str())? {
            return Ok(Some((segment, document)));
        }
    }
    Ok(None)
}

/// The stems of a document, with how often it has each.
fn words(
    snapshot: &Snapshot,
    segment: &Segment,
    document: u32,
) -> Result<Vec<(String, u16)>, IndexError> {
    let code = columns::word_of(snapshot, segment, "language", document)?;
    let language = code.and_then(|code| code.parse().ok()).unwrap_or(Language::UND);
    let stored = stored(snapshot, segment, document)?;
    let body = text(&stored, snapshot.fields.shown_text);
    let body = body.get(..body.floor_char_boundary(MOST_BYTES)).unwrap_or(body);
    let title = text(&stored, snapshot.fields.shown_title);
    let mut counts: HashMap<String, u16> = HashMap::new();
    let mut analyser = Analyser::new();
    for (text, times) in [(title, TITLE_TIMES), (body, 1)] {
        analyser.tokens(text, language, |token| {
            let is_word = token.text.chars().any(char::is_alphabetic);
            if is_word && token.text.chars().count() >= FEWEST_LETTERS {
                let count = counts.entry(token.text.to_owned()).or_default();
                *count = count.saturating_add(times);
            }
        });
    }
    let mut words: Vec<(String, u16)> = counts.into_iter().collect();
    words.sort();
    Ok(words)
}

/// The concepts that a document speaks of. They stand in lists only, which are few and short.
fn concepts(
    snapshot: &Snapshot,
    segment: &Segment,
    document: u32,
) -> Result<Vec<String>, IndexError> {
    let index = segment.reader.inverted_index(snapshot.fields.concept);
    let index = index.map_err(|error| snapshot.failed(&error))?;
    let unreadable = |error: std::io::Error| snapshot.unreadable(&error);
    let mut concepts = Vec::new();
    let mut terms = index.terms().stream().map_err(unreadable)?;
    while terms.advance() {
        let list = index.read_postings_from_terminfo(terms.value(), IndexRecordOption::Basic);
        let mut list = list.map_err(unreadable)?;
        if list.doc() < document {
            list.seek(document);
        }
        if list.doc() != TERMINATED && list.doc() == document {
            concepts.push(String::from_utf8_lossy(terms.key()).into_owned());
        }
    }
    Ok(concepts)
}

fn places(
    snapshot: &Snapshot,
    segment: &Segment,
    document: u32,
) -> Result<Vec<PlaceId>, IndexError> {
    Ok(columns::words_of(snapshot, segment, "place", document)?.into_iter().map(PlaceId).collect())
}
