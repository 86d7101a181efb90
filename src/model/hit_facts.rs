//! What a list of hits tells of a document besides its title: the gist of what was understood.

use serde::{Deserialize, Serialize};

use super::{FactName, Kind, Phase, PlaceId, Status, Understanding};

/// Kept with the index, so that a list needs no other place to look.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HitFacts {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// Places that it is about, the first one most.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<PlaceId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phase: Option<Phase>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project: Option<String>,
    /// As worded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget_sek: Option<i64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub funders: Vec<String>,
    /// The last day to apply, `2026-03-15`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closes: Option<String>,
    /// The day on which it takes place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub venue: Option<String>,
}

impl HitFacts {
    pub fn of(understanding: &Understanding) -> Self {
        let first = |name: FactName| understanding.facts(name).next();
        let value = |name: FactName| first(name).map(|fact| fact.value.clone());
        let about = understanding.places.iter().filter(|place| place.about);
        Self {
            kind: understanding.kind.as_ref().map(|found| found.kind),
            about: about.map(|place| place.place.clone()).collect(),
            themes: understanding.themes.iter().map(|theme| theme.theme.clone()).collect(),
            status: value(FactName::Status).and_then(|code| code.parse().ok()),
            phase: value(FactName::Phase).and_then(|code| code.parse().ok()),
            project: value(FactName::Project),
            budget: value(FactName::Budget),
            budget_sek: first(FactName::Budget).and_then(|fact| fact.number),
            funders: understanding.facts(FactName::Funder).map(|fact| fact.value.clone()).collect(),
            closes: value(FactName::Deadline),
            event: value(FactName::Event),
            venue: value(FactName::Venue),
        }
    }

    /// Nothing to tell.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
