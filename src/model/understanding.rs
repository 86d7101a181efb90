//! What a document is about, as it was understood: each finding with what it rests on.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{Correction, FactName};

/// All findings about one document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Understanding {
    /// `None` when nothing tells it.
    pub kind: Option<KindFound>,
    /// The places it is about first, then those it mentions; each place once.
    pub places: Vec<PlaceFound>,
    /// At most three, the strongest first.
    pub themes: Vec<ThemeFound>,
    /// What it speaks of, by the thesaurus; the most telling first.
    pub concepts: Vec<ConceptFound>,
    /// In the order of `FactName`; a name may come several times (two funders).
    pub facts: Vec<FactFound>,
    /// What people said where the machine was wrong; all of the above heeds it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub corrected: Vec<Correction>,
}

/// What sort of document it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    News,
    PressRelease,
    Project,
    /// Money to apply for.
    Call,
    /// Something to be bought by the public sector.
    Tender,
    Event,
    Report,
    /// A strategy, plan or guideline that was decided.
    Policy,
    /// A decision or the minutes that hold it.
    Decision,
    /// A proposal sent out for answers (remiss).
    Consultation,
    /// What a government or board tells somebody to do (uppdrag).
    Assignment,
}

/// How far a project has come: the ladder that Helsingborg publishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    Idea,
    Pilot,
    ScaleUp,
    Realised,
    Cancelled,
}

/// When a project happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    Planned,
    Ongoing,
    Finished,
    Cancelled,
    Paused,
    /// What was built is in everyday use.
    InOperation,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindFound {
    pub kind: Kind,
    /// The words that gave it away, or what the source says of itself.
    pub evidence: String,
    /// In percent.
    pub confidence: u8,
}

/// A place of the gazetteer: `SE-1283` is a municipality (country and official code), `AT-vienna`
/// a city outside the Nordic countries, `SE:Skåne län` a region, `SE` a country.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PlaceId(pub String);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceFound {
    pub place: PlaceId,
    /// The document is about it, rather than mentioning it.
    pub about: bool,
    /// How often it is named.
    pub times: u16,
    /// The sentence that names it first, shortened; or where else it is known from.
    pub evidence: String,
    /// In percent: that this place is meant, and not a namesake.
    pub confidence: u8,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ThemeFound {
    /// The id in the list of themes: `mobility`.
    pub theme: String,
    /// The concepts that gave it, the strongest first.
    pub concepts: Vec<String>,
    /// Words beside these that hint at it, as the text has them; empty where none was met.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
    pub weight: f32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConceptFound {
    /// The id in the thesaurus: `smart-waste-bin`.
    pub concept: String,
    /// As the text has it, the first time.
    pub term: String,
    pub times: u16,
}

/// A fact, as a source states it or a sentence gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactFound {
    pub name: FactName,
    /// To be shown: an amount as worded, a day as `2026-03-15`, a status or phase by its code.
    pub value: String,
    /// To be compared: an amount in whole SEK, a day as unix ms at the start of that day in
    /// Stockholm (of `Deadline` and `End`: at its end).
    pub number: Option<i64>,
    /// The sentence that it was read from; empty when the source states it in a field of its own.
    pub sentence: String,
    /// In percent; 100 for what the source states.
    pub confidence: u8,
}

macro_rules! coded {
    ($type:ident: $($variant:ident = $code:literal),+ $(,)?) => {
        impl $type {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $code),+
                }
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl FromStr for $type {
            type Err = String;

            /// Reads the code that `as_str` writes; the error is that word.
            fn from_str(word: &str) -> Result<Self, Self::Err> {
                let found = Self::ALL.iter().copied().find(|one| one.as_str() == word);
                found.ok_or_else(|| word.to_owned())
            }
        }
    };
}

coded!(Kind: News = "news", PressRelease = "pressrelease", Project = "project", Call = "call",
    Tender = "tender", Event = "event", Report = "report", Policy = "policy",
    Decision = "decision", Consultation = "consultation", Assignment = "assignment");
coded!(Status: Idea = "idea", Pilot = "pilot", ScaleUp = "scaleup", Realised = "realised",
    Cancelled = "cancelled");
coded!(Phase: Planned = "planned", Ongoing = "ongoing", Finished = "finished",
    Cancelled = "cancelled", Paused = "paused", InOperation = "inoperation");

impl PlaceId {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The ISO 3166 code that it begins with.
    pub fn country(&self) -> &str {
        self.0.get(..2).unwrap_or_default()
    }
}

impl Understanding {
    /// The place it is about most.
    pub fn about(&self) -> Option<&PlaceFound> {
        self.places.first().filter(|place| place.about)
    }

    /// The facts of one name.
    pub fn facts(&self, name: FactName) -> impl Iterator<Item = &FactFound> {
        self.facts.iter().filter(move |fact| fact.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_as_they_are_written() {
        for kind in Kind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(*kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
        assert!(Status::ALL.iter().all(|status| status.as_str().parse() == Ok(*status)));
        assert!(Phase::ALL.iter().all(|phase| phase.as_str().parse() == Ok(*phase)));
        assert_eq!("nyhet".parse::<Kind>(), Err("nyhet".to_owned()));
    }

    #[test]
    fn what_was_kept_before_a_finding_existed_can_be_read() {
        assert_eq!(serde_json::from_str::<Understanding>("{}").unwrap(), Understanding::default());
    }
}
