//! Documents for tests, of which each test says only what matters to it.

use crate::enrich::Reading;
use crate::model::{Facts, Group, Language, Republish, SourceFacts, Timestamp};

#[derive(Clone, Debug)]
pub(crate) struct Trial {
    pub title: String,
    pub text: String,
    pub url: Option<String>,
    pub tags: Vec<String>,
    pub language: Language,
    pub stated: Facts,
    pub country: Option<String>,
    pub published: Option<Timestamp>,
    pub source_name: String,
}

impl Default for Trial {
    fn default() -> Self {
        Self {
            title: String::new(),
            text: String::new(),
            url: None,
            tags: Vec::new(),
            language: Language::SV,
            stated: Facts::new(),
            country: Some("SE".to_owned()),
            source_name: "Ekviks kommun".to_owned(),
            published: "2026-11-20T09:00:00Z".parse().ok(),
        }
    }
}

impl Trial {
    /// What a finder makes of the document.
    pub(crate) fn with<T>(&self, find: impl FnOnce(&Reading<'_>) -> T) -> T {
        let source = SourceFacts {
            id: "ekvik".parse().unwrap(),
            name: self.source_name.clone(),
            group: Group::Sweden,
            country: self.country.clone(),
            place: Some("Ekvik".to_owned()),
            in_network: false,
            priority: 5,
            republish: Republish::Excerpt,
        };
        find(&Reading {
            title: &self.title,
            summary: "",
            text: &self.text,
            url: self.url.as_deref(),
            tags: &self.tags,
            language: self.language,
            stated: &self.stated,
            source: &source,
            published: self.published,
            author: None,
        })
    }
}
