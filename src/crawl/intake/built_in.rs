//! The sources that stand in no list: what people bring.

use crate::model::{
    ARCHIVE, AddressFilter, Group, RegisterRecipe, Republish, Source, SourceId, SourceKind, TIPS,
};

/// The source of what colleagues have found.
pub fn tips() -> Source {
    by_hand(TIPS, "Tips", Group::Network)
}

/// The source of what archives hold of sites that nobody watches.
pub fn archive() -> Source {
    by_hand(ARCHIVE, "Arkiv", Group::World)
}

/// The one with this id.
pub fn built_in(id: &str) -> Option<Source> {
    [tips(), archive()].into_iter().find(|source| source.id.as_str() == id)
}

/// Those that have documents by now.
pub fn built_in_use(has_documents: impl Fn(&SourceId) -> bool) -> Vec<Source> {
    [tips(), archive()].into_iter().filter(|source| has_documents(&source.id)).collect()
}

fn by_hand(id: &'static str, name: &str, group: Group) -> Source {
    Source {
        id: SourceId::built_in(id),
        name: name.to_owned(),
        url: String::new(),
        kind: SourceKind::Hand,
        login: None,
        listing: None,
        sitemap: AddressFilter::default(),
        register: RegisterRecipe::default(),
        mail: None,
        language: None,
        country: None,
        place: None,
        themes: Vec::new(),
        group,
        priority: 2,
        full_text: false,
        every: None,
        keep: None,
        republish: Republish::Excerpt,
        enabled: true,
        reason: None,
        robots_exception: None,
        line: 0,
    }
}
