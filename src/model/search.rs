//! What is asked of a search, and what it answers.

use serde::Serialize;

use super::{DocumentId, Group, HitFacts, Language, Timestamp};

/// One search. The query text is parsed by `search::syntax`.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says of a part of the answer whether it is wanted"
)]
pub struct SearchRequest {
    pub query: super::Query,
    /// Concepts that stand for some of the words, in every language; found at a lower weight.
    pub expansions: Vec<Expansion>,
    pub sort: Sort,
    /// Hits to leave out at the top.
    pub offset: usize,
    /// Hits to return at most.
    pub limit: usize,
    /// For the mild preference for the new.
    pub now: Timestamp,
    /// Count facets, which costs a second look at the matching documents.
    pub facets: bool,
    /// Cut snippets, which reads stored texts.
    pub snippets: bool,
    /// Show of each story, and of a document with its copies, only the best hit. A query that
    /// asks for one story shows all of it whatever stands here.
    pub fold: bool,
    /// Say of each hit what its score is made of.
    pub explain: bool,
}

/// A concept that was recognised in the words of a query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Expansion {
    /// The typed words that it stands for, as typed.
    pub words: Vec<String>,
    /// Its id in the thesaurus.
    pub concept: String,
    /// Some of its terms, to be shown: "also searched for …".
    pub also: Vec<String>,
}

/// The order of hits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    #[default]
    Relevance,
    /// Newest first.
    Date,
    /// By the last day to apply: the next first, then what has no such day, then what has closed.
    Closes,
}

/// The answer to a search.
#[derive(Clone, Debug, Default, Serialize)]
pub struct SearchAnswer {
    /// Hits with all the wanted words: what can be paged through. A folded story is one hit.
    pub total: usize,
    /// Further hits that miss some of them.
    pub partial_total: usize,
    /// Documents with all the wanted words, those that were folded away included: what facets and
    /// months count, so that each count is what narrowing by it will find.
    pub documents: usize,
    /// Hits in order; those with `missing` words come after all others.
    pub hits: Vec<Hit>,
    pub facets: Vec<Facet>,
    /// Documents of each month that has any, oldest first (`2026-03`): the date histogram.
    pub months: Vec<FacetValue>,
}

/// A document in a result.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hit {
    pub id: DocumentId,
    pub score: f32,
    pub title: String,
    /// Where to read it; empty when the entry had no link.
    pub url: String,
    pub source: String,
    pub source_name: String,
    pub site: String,
    pub group: Group,
    pub country: Option<String>,
    pub language: Language,
    /// Published, else updated, else first seen.
    pub date: Timestamp,
    pub snippet: Snippet,
    /// The title with what was found in it.
    pub title_highlights: Vec<(usize, usize)>,
    /// Wanted words that this document lacks; empty above the line.
    pub missing: Vec<String>,
    /// What was understood of it, in short.
    pub facts: HitFacts,
    /// Documents that tell the same story, this one and its copies included; 1 when it is alone.
    pub story_size: u32,
    /// Those of them that the query finds too and that were folded under this hit, the best first;
    /// at most ten.
    pub also: Vec<AlsoIn>,
    /// What the score is made of, the largest first; it sums to the score. Empty unless asked for.
    pub why: Vec<Why>,
}

/// A document that was folded under a hit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AlsoIn {
    pub id: DocumentId,
    pub source_name: String,
    /// Empty when the entry had no link.
    pub url: String,
}

/// A part of a score.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Why {
    pub what: Reason,
    /// The word or concept that counts; empty for what counts for the whole document.
    pub term: String,
    pub value: f32,
}

/// What can add to a score, or take from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Reason {
    /// A word found in the title.
    Title,
    /// A word found in the text.
    Text,
    /// A word found as a part of compounds, or written without å, ä and ö.
    Parts,
    /// A concept found in place of words.
    Concept,
    /// Words side by side as they were typed.
    Nearness,
    /// It is about a place that was asked for, and does not only name it.
    Place,
    /// It is new.
    Freshness,
    /// Its source was given more weight.
    Source,
    /// Several sources tell it.
    Story,
    /// It is a copy of another document.
    Copy,
    /// Words that it lacks.
    Missing,
}

/// Lines around what was found, as plain text.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Snippet {
    /// At most 300 characters.
    pub text: String,
    /// What was found, as byte ranges `(from, to)` into `text`.
    pub highlights: Vec<(usize, usize)>,
}

/// The values of one field with their counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Facet {
    /// Name of the field in the query language: `source`, `group`, `lang`, `country`, `month`,
    /// `place`, `theme`, `kind`, `status`, `funder`.
    pub field: &'static str,
    /// Most frequent first; months newest first. Places, themes and the like by their ids.
    pub values: Vec<FacetValue>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FacetValue {
    pub value: String,
    pub count: usize,
}

/// How a query text was read.
#[derive(Clone, Debug, PartialEq)]
pub struct UnderstoodQuery {
    pub query: super::Query,
    /// "Tolkat som …", in the interface's language.
    pub explanation: String,
    pub expansions: Vec<Expansion>,
}
