//! The facts that matter about a project, call or event: status, deadline, budget and the like.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Facts as their source words them, in the order in which they are shown.
pub type Facts = BTreeMap<FactName, String>;

/// What a fact is about. A closed set: each has a label in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FactName {
    /// How far it has come.
    Status,
    /// Who is responsible.
    Organisation,
    Place,
    Country,
    /// The programme that it belongs to.
    Programme,
    /// Who pays.
    Funder,
    /// How much, as the source writes it, with or without a currency.
    Budget,
    /// The currency of `Budget`, where it has a field of its own.
    Currency,
    /// The first day.
    Start,
    /// The last day.
    End,
    /// The last day to apply.
    Deadline,
    /// Who takes part.
    Partners,
    /// Whom to ask.
    Contact,
    /// When it happens: planned, ongoing, finished …
    Phase,
    /// What the project is called.
    Project,
    /// Who delivers it.
    Supplier,
    /// The product or technology used.
    Product,
    /// What was measured to be better, or worse.
    Effect,
    /// What those who did it would tell others.
    Lesson,
    /// The day on which it takes place.
    Event,
    /// Where it takes place.
    Venue,
}

impl FactName {
    pub const ALL: [Self; 21] = [
        Self::Status,
        Self::Organisation,
        Self::Place,
        Self::Country,
        Self::Programme,
        Self::Funder,
        Self::Budget,
        Self::Currency,
        Self::Start,
        Self::End,
        Self::Deadline,
        Self::Partners,
        Self::Contact,
        Self::Phase,
        Self::Project,
        Self::Supplier,
        Self::Product,
        Self::Effect,
        Self::Lesson,
        Self::Event,
        Self::Venue,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Organisation => "organisation",
            Self::Place => "place",
            Self::Country => "country",
            Self::Programme => "programme",
            Self::Funder => "funder",
            Self::Budget => "budget",
            Self::Currency => "currency",
            Self::Start => "start",
            Self::End => "end",
            Self::Deadline => "deadline",
            Self::Partners => "partners",
            Self::Contact => "contact",
            Self::Phase => "phase",
            Self::Project => "project",
            Self::Supplier => "supplier",
            Self::Product => "product",
            Self::Effect => "effect",
            Self::Lesson => "lesson",
            Self::Event => "event",
            Self::Venue => "venue",
        }
    }
}

impl fmt::Display for FactName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for FactName {
    type Err = String;

    /// Reads the word that `as_str` writes; the error is that word.
    fn from_str(word: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|name| name.as_str() == word);
        found.ok_or_else(|| word.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_they_are_written_and_keep_their_order() {
        for name in FactName::ALL {
            assert_eq!(name.as_str().parse(), Ok(name));
            assert_eq!(serde_json::to_value(name).unwrap(), name.as_str());
        }
        assert!(FactName::ALL.is_sorted());
        assert_eq!("colour".parse::<FactName>(), Err("colour".to_owned()));
    }
}
