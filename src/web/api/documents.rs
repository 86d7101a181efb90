//! `GET /api/documents/{id}`.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;
use utoipa::ToSchema;

use super::gist::{Gist, PlaceAnswer};
use crate::model::{Document, FactFound, HitFacts, Source, Timestamp, Understanding};
use crate::web::fault::{ErrorAnswer, Fault};
use crate::web::pages::document::{public_facts, public_text};
use crate::web::state::AppState;

/// A document: facts, a beginning, and where to read the rest.
#[derive(Debug, Serialize, ToSchema)]
pub struct DocumentAnswer {
    id: String,
    title: String,
    /// The original; `null` when the source gave no link.
    url: Option<String>,
    source: String,
    source_name: String,
    site: String,
    country: Option<String>,
    /// BCP 47; `und` when it is not known.
    language: String,
    author: Option<String>,
    tags: Vec<String>,
    /// What a register states in fields of its own, such as `status`, `deadline`, `budget`.
    facts: BTreeMap<String, String>,
    /// RFC 3339, as all moments here; `null` when the source does not say.
    published: Option<String>,
    updated: Option<String>,
    first_seen: String,
    changed: String,
    /// 1 for the first version; each edit adds one.
    revision: u32,
    /// At most 300 characters, or all where the source allows it.
    text: String,
    /// `text` is only the beginning.
    is_excerpt: bool,
    #[serde(flatten)]
    gist: Gist,
    /// Places that it names besides.
    mentions: Vec<PlaceAnswer>,
    /// Ids of the other documents that tell the same story.
    story: Vec<String>,
    /// The facts that were found, with how sure that is; of told results and lessons at most 300
    /// characters, or all where the source allows it.
    found: Vec<FactAnswer>,
}

/// A fact that the source states or the text gives.
#[derive(Debug, Serialize, ToSchema)]
pub struct FactAnswer {
    name: &'static str,
    value: String,
    /// To compare by: whole SEK of an amount, unix milliseconds of a day.
    number: Option<i64>,
    /// In percent; 100 for what the source states or a person corrected.
    confidence: u8,
}

/// One document.
#[utoipa::path(
    get,
    path = "/api/documents/{id}",
    params(("id" = String, Path, description = "Id of the document, as a search gives it")),
    responses(
        (status = 200, description = "The document", body = DocumentAnswer),
        (status = 404, description = "There is no such document", body = ErrorAnswer),
        (status = 410, description = "The document was removed on request", body = ErrorAnswer),
        (status = 503, description = "Nothing has been collected yet", body = ErrorAnswer),
    )
)]
pub async fn document(
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Json<DocumentAnswer>, Fault> {
    let Some((document, understanding)) = state.library.document(&id).await? else {
        return Err(state.library.missing(&id).await);
    };
    let source = state.watch.source(document.source.as_str());
    let story = state.library.story(&document.id).await?;
    let mut answer = answer(document, source, &understanding);
    answer.story = story.into_iter().map(|other| other.id.to_string()).collect();
    Ok(Json(answer))
}

fn answer(
    document: Document,
    source: Option<&Source>,
    understanding: &Understanding,
) -> DocumentAnswer {
    let (text, is_excerpt) = public_text(&document, source);
    let moment = |moment: Option<Timestamp>| moment.map(|moment| moment.to_string());
    let site = document.site().to_owned();
    DocumentAnswer {
        id: document.id.to_string(),
        url: document.url.map(|url| url.as_str().to_owned()),
        source_name: source.map_or_else(|| document.source.to_string(), |s| s.name.clone()),
        source: document.source.to_string(),
        site,
        country: source.and_then(|source| source.country.clone()),
        language: document.language.to_string(),
        published: moment(document.published),
        updated: moment(document.updated),
        first_seen: document.first_seen.to_string(),
        changed: document.changed.to_string(),
        title: document.title,
        author: document.author,
        tags: document.tags,
        facts: document.facts.into_iter().map(|(name, fact)| (name.to_string(), fact)).collect(),
        revision: document.revision,
        text,
        is_excerpt,
        gist: Gist::of(&HitFacts::of(understanding)),
        mentions: understanding
            .places
            .iter()
            .filter(|place| !place.about)
            .map(|found| PlaceAnswer::of(&found.place))
            .collect(),
        story: Vec::new(),
        found: public_facts(understanding, source).iter().map(FactAnswer::of).collect(),
    }
}

impl FactAnswer {
    fn of(fact: &FactFound) -> Self {
        Self {
            name: fact.name.as_str(),
            value: fact.value.clone(),
            number: fact.number,
            confidence: fact.confidence,
        }
    }
}
