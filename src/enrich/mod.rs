//! What a text is about: its language, and what was understood of it.

mod corrected;
pub mod facts;
pub mod kind;
mod knowledge;
mod layout;
mod places;
mod reading;
pub mod same;
mod tally;
pub mod themes;

use crate::language;
use crate::model::{Language, Understanding};
use crate::place;
pub use corrected::heed;
pub use knowledge::Knowledge;
pub use reading::Reading;

/// All that can be made out about a document.
pub fn understand(reading: &Reading<'_>, knowledge: &Knowledge) -> Understanding {
    let places = places::find(reading);
    let about = places.first().filter(|place| place.about);
    let about = about.and_then(|found| place::by_id(&found.place)).map(|place| place.name);
    let facts = facts::find(reading, about);
    let (themes, concepts) = themes::find(reading, knowledge.thesaurus());
    let kind = kind::find(reading);
    Understanding { kind, places, themes, concepts, facts, corrected: Vec::new() }
}

/// The language of a document: recognised in title and text, with the declared one in doubt.
pub fn language_of(title: &str, text: &str, declared: Option<Language>) -> Language {
    // The title alone is short and full of names; the text says more.
    if text.trim().is_empty() {
        return language::recognise(title, declared).language;
    }
    let both = format!("{title}\n{}", text.get(..longest(text)).unwrap_or(text));
    language::recognise(&both, declared).language
}

/// Recognition looks at less than this; no more is copied.
fn longest(text: &str) -> usize {
    text.char_indices().nth(1000).map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FactName, Facts, SourceFacts};

    #[test]
    fn whatever_a_source_states_is_kept_in_measure() {
        for unit in ["Lund, ", "12 miljoner kronor ", "3 maj 2026; ", "Vinnova", "é", " "] {
            let long = unit.repeat(20_000);
            let stated: Facts =
                FactName::ALL.into_iter().map(|name| (name, long.clone())).collect();
            let source = SourceFacts::unnamed(&"prov".parse().unwrap());
            let understood = understand(
                &Reading {
                    title: &long,
                    summary: &long,
                    text: &long,
                    url: None,
                    tags: std::slice::from_ref(&long),
                    language: Language::SV,
                    stated: &stated,
                    source: &source,
                    published: None,
                    author: Some(&long),
                },
                &Knowledge::shipped(),
            );
            let values = understood.facts.iter().flat_map(|fact| [&fact.value, &fact.sentence]);
            let evidence = understood.places.iter().map(|place| &place.evidence);
            let longest = values.chain(evidence).map(|text| text.chars().count()).max();
            assert!(longest.unwrap_or(0) <= 520, "{unit}: {longest:?}");
        }
    }

    #[test]
    fn the_text_outweighs_the_title() {
        let text = "Kommunen byter ut gatubelysningen och sparar energi under hela vintern.";
        assert_eq!(language_of("Smart City Expo World Congress", text, None), Language::SV);
        assert_eq!(language_of("Smart City Expo", "", Some(Language::SV)), Language::SV);
    }
}
