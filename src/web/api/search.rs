//! `GET /api/search`.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::gist::Gist;
use crate::model::{AlsoIn, Expansion, Facet, FacetValue, Hit, SearchRequest, Sort};
use crate::web::asked::{DEEPEST, MOST_HITS, PAGE_HITS, Parameters, widening};
use crate::web::excerpt;
use crate::web::fault::{ErrorAnswer, Fault};
use crate::web::state::AppState;
use crate::web::visitor::Visitor;

/// What is asked.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct SearchParameters {
    /// The query, as on the search page: words, `"phrases"`, `-word`, `OR`, `source:`, `lang:`,
    /// `country:`, `after:` … Empty finds everything.
    q: String,
    /// `relevance` (the default), `date` (newest first) or `closes` (the next last day to apply
    /// first).
    #[param(example = "date")]
    sort: String,
    /// Hits at most: 1 to 100, else 20.
    #[param(value_type = Option<u32>)]
    limit: String,
    /// Hits to leave out at the top: up to 10,000.
    #[param(value_type = Option<u32>)]
    offset: String,
    /// `false`: search for the words alone, not for their concepts in other languages.
    #[param(value_type = Option<bool>)]
    expand: String,
    /// `true`: count the values that the hits can be narrowed to.
    #[param(value_type = Option<bool>)]
    facets: String,
    /// Language of messages and of `understood`: `sv` or `en`; else from `Accept-Language`.
    #[param(example = "en")]
    ui: String,
}

/// What was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct FoundAnswer {
    query: String,
    /// How the query was understood, in words.
    understood: String,
    sort: &'static str,
    /// Concepts that were searched for beside the words; switched off with `=word` and `expand`.
    also_searched: Vec<ExpansionAnswer>,
    /// Hits with all the wanted words; what tells the same story is one hit.
    total: usize,
    /// Further hits, after those, that miss some of the words.
    partial_total: usize,
    /// Documents with all the wanted words, folded ones included: what `facets` and `months` count.
    documents: usize,
    offset: usize,
    hits: Vec<HitAnswer>,
    /// Empty unless asked for.
    facets: Vec<FacetAnswer>,
    /// Documents a month, oldest first: `2026-03`. Empty unless facets are asked for.
    months: Vec<FacetValueAnswer>,
}

/// A document that was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct HitAnswer {
    id: String,
    title: String,
    /// The original; empty when the source gave no link.
    url: String,
    source: String,
    source_name: String,
    site: String,
    /// Where the source stands: network, skane, sweden, nordic, eu or world.
    group: &'static str,
    /// ISO 3166 alpha-2, or `EU`.
    country: Option<String>,
    /// BCP 47; `und` when it is not known.
    language: String,
    /// Published, else updated, else first seen; RFC 3339.
    date: String,
    /// Lines around what was found, at most 300 characters of plain text.
    snippet: String,
    /// What was found in `snippet`: pairs of first and one past the last, in bytes of UTF-8.
    highlights: Vec<[usize; 2]>,
    /// Wanted words that the document lacks.
    missing: Vec<String>,
    score: f32,
    #[serde(flatten)]
    gist: Gist,
    /// Documents that tell the same story, this one included; 1 when it is alone.
    story_size: u32,
    /// Others of them that the search finds, too; at most ten.
    also: Vec<AlsoAnswer>,
}

/// A document that tells the same as a hit.
#[derive(Debug, Serialize, ToSchema)]
pub struct AlsoAnswer {
    id: String,
    source_name: String,
    url: String,
}

/// A concept that was searched for beside the words that were typed.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExpansionAnswer {
    /// What was typed.
    words: Vec<String>,
    /// Id of the concept in the thesaurus.
    concept: String,
    /// Its terms in other languages.
    also: Vec<String>,
}

/// The values of one field, and how many hits have them.
#[derive(Debug, Serialize, ToSchema)]
pub struct FacetAnswer {
    field: &'static str,
    values: Vec<FacetValueAnswer>,
}

/// One value.
#[derive(Debug, Serialize, ToSchema)]
pub struct FacetValueAnswer {
    value: String,
    count: usize,
}

/// Search what has been collected.
#[utoipa::path(
    get,
    path = "/api/search",
    params(SearchParameters),
    responses(
        (status = 200, description = "What was found, best first", body = FoundAnswer),
        (status = 400, description = "The query or a parameter cannot be read", body = ErrorAnswer),
    )
)]
pub async fn search(
    State(state): State<AppState>,
    visitor: Visitor,
    Parameters(asked): Parameters<SearchParameters>,
) -> Result<Json<FoundAnswer>, Fault> {
    let now = state.clock.now();
    let text = asked.q.trim();
    let understood = state
        .library
        .understand(text, visitor.locale, now, widening(&asked.expand)?)
        .map_err(|error| Fault::query(text, error))?;
    let also_searched = understood.expansions.iter().map(ExpansionAnswer::from).collect();
    let request = SearchRequest {
        query: understood.query,
        expansions: understood.expansions,
        sort: asked.sort()?,
        offset: number("offset", &asked.offset, 0, 0, DEEPEST)?,
        limit: number("limit", &asked.limit, PAGE_HITS, 1, MOST_HITS)?,
        now,
        facets: asked.facets()?,
        snippets: true,
        fold: true,
        explain: false,
    };
    let (offset, sort) = (request.offset, request.sort);
    let found = state.library.search(request).await?.unwrap_or_default();
    Ok(Json(FoundAnswer {
        query: text.to_owned(),
        understood: understood.explanation,
        also_searched,
        sort: match sort {
            Sort::Relevance => "relevance",
            Sort::Date => "date",
            Sort::Closes => "closes",
        },
        total: found.total,
        partial_total: found.partial_total,
        documents: found.documents,
        offset,
        hits: found.hits.into_iter().map(HitAnswer::from).collect(),
        facets: found.facets.into_iter().map(FacetAnswer::from).collect(),
        months: found.months.into_iter().map(FacetValueAnswer::from).collect(),
    }))
}

impl SearchParameters {
    fn sort(&self) -> Result<Sort, Fault> {
        match self.sort.as_str() {
            "" | "relevance" => Ok(Sort::Relevance),
            "date" => Ok(Sort::Date),
            "closes" => Ok(Sort::Closes),
            _ => Err(Fault::Parameter("sort", "relevance | date | closes")),
        }
    }

    fn facets(&self) -> Result<bool, Fault> {
        match self.facets.as_str() {
            "" | "false" | "0" => Ok(false),
            "true" | "1" => Ok(true),
            _ => Err(Fault::Parameter("facets", "true | false")),
        }
    }
}

fn number(
    name: &'static str,
    text: &str,
    usual: usize,
    least: usize,
    most: usize,
) -> Result<usize, Fault> {
    let number = if text.is_empty() { Some(usual) } else { text.parse().ok() };
    let wanted = if name == "limit" { "1–100" } else { "0–10000" };
    number.filter(|number| (least..=most).contains(number)).ok_or(Fault::Parameter(name, wanted))
}

impl From<Hit> for HitAnswer {
    fn from(hit: Hit) -> Self {
        let snippet = excerpt::bounded(&hit.snippet.text).to_owned();
        let highlights = hit.snippet.highlights.into_iter().map(|(from, to)| [from, to]);
        Self {
            highlights: highlights.filter(|[_, to]| *to <= snippet.len()).collect(),
            snippet,
            id: hit.id.to_string(),
            title: hit.title,
            url: hit.url,
            source: hit.source,
            source_name: hit.source_name,
            site: hit.site,
            group: hit.group.as_str(),
            country: hit.country,
            language: hit.language.to_string(),
            date: hit.date.to_string(),
            missing: hit.missing,
            score: hit.score,
            gist: Gist::of(&hit.facts),
            story_size: hit.story_size,
            also: hit.also.into_iter().map(AlsoAnswer::from).collect(),
        }
    }
}

impl From<Facet> for FacetAnswer {
    fn from(facet: Facet) -> Self {
        let values = facet.values.into_iter().map(FacetValueAnswer::from).collect();
        Self { field: facet.field, values }
    }
}

impl From<FacetValue> for FacetValueAnswer {
    fn from(value: FacetValue) -> Self {
        Self { value: value.value, count: value.count }
    }
}

impl From<AlsoIn> for AlsoAnswer {
    fn from(also: AlsoIn) -> Self {
        Self { id: also.id.to_string(), source_name: also.source_name, url: also.url }
    }
}

impl From<&Expansion> for ExpansionAnswer {
    fn from(expansion: &Expansion) -> Self {
        let Expansion { words, concept, also } = expansion.clone();
        Self { words, concept, also }
    }
}
