//! What was understood of a document, as the API tells it.

use serde::Serialize;
use utoipa::ToSchema;

use crate::model::{HitFacts, Kind, Phase, PlaceId, Status};
use crate::place;

/// The gist: kind, places, themes and the facts that matter in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Gist {
    /// `news`, `pressrelease`, `project`, `call`, `tender`, `event`, `report`, `policy`,
    /// `decision`, `consultation` or `assignment`; `null` when nothing tells.
    kind: Option<&'static str>,
    /// Places that the document is about, the first one most.
    about: Vec<PlaceAnswer>,
    /// Ids of at most three themes, the strongest first.
    themes: Vec<String>,
    /// How far the project has come: `idea`, `pilot`, `scaleup`, `realised` or `cancelled`.
    status: Option<&'static str>,
    /// When it happens: `planned`, `ongoing`, `finished`, `cancelled`, `paused`, `inoperation`.
    phase: Option<&'static str>,
    project: Option<String>,
    /// As worded.
    budget: Option<String>,
    /// Whole SEK, by the average rate of the year.
    budget_sek: Option<i64>,
    funders: Vec<String>,
    /// The last day to apply: `2026-03-15`.
    closes: Option<String>,
    /// The day on which it takes place.
    event: Option<String>,
    venue: Option<String>,
}

/// A place of the gazetteer.
#[derive(Debug, Serialize, ToSchema)]
pub struct PlaceAnswer {
    /// `SE-1283` is a municipality, `AT-vienna` a city, `SE:Skåne län` a region, `SE` a country.
    id: String,
    name: String,
    /// ISO 3166 alpha-2.
    country: String,
}

impl Gist {
    pub fn of(facts: &HitFacts) -> Self {
        let facts = facts.clone();
        Self {
            kind: facts.kind.map(Kind::as_str),
            about: facts.about.iter().map(PlaceAnswer::of).collect(),
            themes: facts.themes,
            status: facts.status.map(Status::as_str),
            phase: facts.phase.map(Phase::as_str),
            project: facts.project,
            budget: facts.budget,
            budget_sek: facts.budget_sek,
            funders: facts.funders,
            closes: facts.closes,
            event: facts.event,
            venue: facts.venue,
        }
    }
}

impl PlaceAnswer {
    pub fn of(id: &PlaceId) -> Self {
        let name = place::by_id(id).map_or(id.as_str(), |place| place.name);
        Self { id: id.as_str().to_owned(), name: name.to_owned(), country: id.country().to_owned() }
    }
}
