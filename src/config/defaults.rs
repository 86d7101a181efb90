//! The fields that `[defaults]` may set for all sources and each source for itself.

use std::time::Duration;

use crate::model::{Language, Republish, Rhythm};

use super::codes::{country, language, one_of};
use super::duration;
use super::field::Fields;

/// `None` where nothing is said.
#[derive(Clone, Debug, Default)]
pub(super) struct Defaults {
    pub(super) every: Option<Rhythm>,
    pub(super) full_text: Option<bool>,
    pub(super) language: Option<Language>,
    pub(super) country: Option<String>,
    pub(super) keep: Option<Duration>,
    pub(super) republish: Option<Republish>,
    pub(super) priority: Option<u8>,
    pub(super) enabled: Option<bool>,
}

pub(super) const KEYS: [&str; 8] =
    ["every", "full_text", "language", "country", "keep", "republish", "priority", "enabled"];

impl Defaults {
    /// What the table says itself.
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            every: fields.parsed("every", duration::rhythm),
            full_text: fields.flag("full_text"),
            language: fields.parsed("language", language),
            country: fields.parsed("country", country),
            keep: fields.parsed("keep", duration::keep),
            republish: fields.parsed("republish", republish),
            priority: fields.number("priority", 1..=3).and_then(|number| number.try_into().ok()),
            enabled: fields.flag("enabled"),
        }
    }

    /// What the table says, filled up with what holds for all.
    pub(super) fn or(self, defaults: &Self) -> Self {
        Self {
            every: self.every.or_else(|| defaults.every.clone()),
            full_text: self.full_text.or(defaults.full_text),
            language: self.language.or(defaults.language),
            country: self.country.or_else(|| defaults.country.clone()),
            keep: self.keep.or(defaults.keep),
            republish: self.republish.or(defaults.republish),
            priority: self.priority.or(defaults.priority),
            enabled: self.enabled.or(defaults.enabled),
        }
    }
}

fn republish(text: &str) -> Result<Republish, String> {
    match one_of(text, &["excerpt", "full"])? {
        "full" => Ok(Republish::Full),
        _ => Ok(Republish::Excerpt),
    }
}
