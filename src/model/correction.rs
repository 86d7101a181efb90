//! What a person says of a document where the machine was wrong.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{DocumentId, FactName, Timestamp};

/// One correction. The last one of a document and field counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    pub document: DocumentId,
    pub field: CorrectedField,
    /// What holds instead, several values parted by `;`. [`Correction::NONE`]: there is none.
    /// Empty: what the machine says holds again.
    pub value: String,
    /// Who says so.
    pub by: String,
    pub at: Timestamp,
    /// Empty when no reason was given.
    pub why: String,
}

/// What can be corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum CorrectedField {
    Title,
    Language,
    /// The day on which it was published.
    Date,
    Kind,
    /// What it is about, as ids of the gazetteer.
    Place,
    /// Ids of themes.
    Theme,
    /// The document whose story it tells, or none.
    Story,
    Fact(FactName),
}

impl Correction {
    /// The value that says that there is none.
    pub const NONE: &str = "-";

    /// The values, none when there shall be none.
    pub fn values(&self) -> impl Iterator<Item = &str> {
        let values = self.value.split(';').map(str::trim);
        values.filter(|value| !value.is_empty() && *value != Self::NONE)
    }
}

impl CorrectedField {
    const OWN: [(Self, &str); 7] = [
        (Self::Title, "title"),
        (Self::Language, "language"),
        (Self::Date, "date"),
        (Self::Kind, "kind"),
        (Self::Place, "place"),
        (Self::Theme, "theme"),
        (Self::Story, "story"),
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Fact(name) => name.as_str(),
            own => Self::OWN.iter().find(|(field, _)| *field == own).map_or("", |(_, name)| name),
        }
    }

    /// All of them. The place that a register states is corrected with `place`.
    pub fn all() -> impl Iterator<Item = Self> {
        let facts = FactName::ALL.into_iter().filter(|name| *name != FactName::Place);
        Self::OWN.into_iter().map(|(field, _)| field).chain(facts.map(Self::Fact))
    }
}

impl fmt::Display for CorrectedField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl TryFrom<String> for CorrectedField {
    type Error = String;

    fn try_from(word: String) -> Result<Self, String> {
        Self::all().find(|field| field.as_str() == word).ok_or_else(|| {
            let names: Vec<_> = Self::all().map(Self::as_str).collect();
            format!("`{word}` cannot be corrected; one of {}", names.join(", "))
        })
    }
}

impl From<CorrectedField> for String {
    fn from(field: CorrectedField) -> Self {
        field.as_str().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_read_as_it_is_written() {
        for field in CorrectedField::all() {
            assert_eq!(CorrectedField::try_from(field.to_string()), Ok(field));
        }
        assert!(CorrectedField::try_from("colour".to_owned()).is_err());
    }

    #[test]
    fn a_value_may_be_several_or_none() {
        let correction = |value: &str| Correction {
            document: DocumentId::new("a"),
            field: CorrectedField::Place,
            value: value.to_owned(),
            by: String::new(),
            at: Timestamp::default(),
            why: String::new(),
        };
        assert_eq!(
            correction("SE-1281; SE-1283").values().collect::<Vec<_>>(),
            ["SE-1281", "SE-1283"]
        );
        assert_eq!(correction(Correction::NONE).values().count(), 0);
    }
}
