//! From something found to a `[[source]]`: its name, id, language and country.

use crate::address;
use crate::config::NewSource;
use crate::model::{AddressFilter, Group, Language, Source, SourceId, SourceKind};

use super::candidate::Candidate;
use super::discover::Discovery;

/// Ids that are made are cut at a word before this many characters.
const LONGEST_MADE_ID: usize = 40;

/// Words that tell no source from another, as ids write them.
const SMALL_WORDS: [&str; 24] = [
    "och", "i", "pa", "for", "fran", "till", "om", "av", "en", "ett", "the", "of", "and", "a",
    "to", "og", "fra", "til", "der", "die", "das", "und", "von", "ja",
];

/// What the person wants it to be called and to belong to.
#[derive(Clone, Debug, Default)]
pub struct Wishes {
    pub id: Option<SourceId>,
    pub group: Option<Group>,
}

/// Why something is not added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The address stands in the list already.
    KnownAddress { id: SourceId, line: usize },
    /// The id that was wished for is another source's.
    TakenId { id: SourceId, line: usize },
}

/// The source of the list that has this address.
pub fn known_as<'s>(sources: &'s [Source], url: &str) -> Option<&'s Source> {
    let wanted = address::canonical(url)?;
    sources.iter().find(|source| address::canonical(&source.url).as_ref() == Some(&wanted))
}

/// The entry for something found; `comment` says where it comes from.
pub fn entry_of(
    discovery: &Discovery,
    candidate: &Candidate,
    wishes: &Wishes,
    sources: &[Source],
    comments: Vec<String>,
) -> Result<NewSource, Refusal> {
    if let Some(known) = known_as(sources, &candidate.url) {
        return Err(Refusal::KnownAddress { id: known.id.clone(), line: known.line });
    }
    let title = candidate.title.as_ref().or(discovery.title.as_ref());
    let name = title.cloned().unwrap_or_else(|| address::site_of(&candidate.url));
    let name: String = name.chars().take(120).collect();
    let id = match &wishes.id {
        Some(id) => match sources.iter().find(|source| source.id == *id) {
            Some(taken) => {
                return Err(Refusal::TakenId { id: id.clone(), line: taken.line });
            }
            None => id.clone(),
        },
        None => free_id(&name, &|id| sources.iter().any(|source| source.id.as_str() == id)),
    };
    let language = candidate.language.or(discovery.language).filter(|l| *l != Language::UND);
    Ok(NewSource {
        comments,
        id,
        name,
        url: candidate.url.clone(),
        kind: candidate.kind,
        format: candidate.format,
        language,
        country: country(&candidate.url, language),
        group: wishes.group,
        listing: candidate.listing.clone(),
        sitemap: match candidate.kind {
            SourceKind::Sitemap => candidate.sitemap.clone(),
            _ => AddressFilter::default(),
        },
    })
}

/// An id made of a name that no other source has.
pub(super) fn free_id(name: &str, is_taken: &dyn Fn(&str) -> bool) -> SourceId {
    let whole = SourceId::suggestion(name);
    let mut id = String::new();
    for word in whole.split('-') {
        let is_said = SMALL_WORDS.contains(&word) || id.split('-').any(|said| said == word);
        if is_said && word != whole {
            continue;
        }
        if !id.is_empty() && id.len() + 1 + word.len() > LONGEST_MADE_ID {
            break;
        }
        if !id.is_empty() {
            id.push('-');
        }
        id.extend(word.chars().take(LONGEST_MADE_ID));
    }
    let mut names = std::iter::once(id.clone()).chain((2..).map(|number| format!("{id}-{number}")));
    let free = names.by_ref().find(|name| !is_taken(name)).unwrap_or(id);
    SourceId::try_from(free).unwrap_or_else(|_| free_id("source", is_taken))
}

/// By the end of the host's name, else by a language that is at home in one country.
pub(super) fn country(url: &str, language: Option<Language>) -> Option<String> {
    let site = address::site_of(url);
    let host = site.split(':').next().unwrap_or_default();
    let end = host.rsplit('.').next().unwrap_or_default();
    let by_end = match end {
        "se" | "no" | "dk" | "fi" | "is" | "de" | "nl" | "fr" | "at" | "ch" | "be" | "ee"
        | "lv" | "lt" | "pl" | "es" | "it" | "pt" | "ie" | "eu" | "fo" | "gl" | "ax" => {
            Some(end.to_uppercase())
        }
        "uk" => Some("GB".to_owned()),
        _ => None,
    };
    let by_language = || {
        let code = match language?.as_str() {
            "sv" => "SE",
            "da" => "DK",
            "nb" | "nn" => "NO",
            "fi" => "FI",
            _ => return None,
        };
        Some(code.to_owned())
    };
    by_end.or_else(by_language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_short_and_free() {
        let taken = |id: &str| ["ekviks-kommun", "ekviks-kommun-2"].contains(&id);
        for (name, expected) in [
            ("Ekviks kommun", "ekviks-kommun-3"),
            ("Nyheter", "nyheter"),
            ("***", "source-1"),
            ("Nytt - Nytt från Regeringskansliet", "nytt-regeringskansliet"),
            (
                "Pressmeddelanden och nyheter från myndigheterna",
                "pressmeddelanden-nyheter-myndigheterna",
            ),
            ("The", "the"),
            (&"x".repeat(90), &"x".repeat(40)),
        ] {
            assert_eq!(free_id(name, &taken).as_str(), expected);
        }
    }

    #[test]
    fn the_country_is_that_of_the_name_or_the_language() {
        for (url, language, expected) in [
            ("https://www.ekvik.se/", Some(Language::EN), Some("SE")),
            ("https://city.gov.uk/", None, Some("GB")),
            ("https://ekvik.example/", Some(Language::NB), Some("NO")),
            ("https://ekvik.com/", Some(Language::EN), None),
            ("http://127.0.0.1:8600/", Some(Language::SV), Some("SE")),
        ] {
            assert_eq!(country(url, language).as_deref(), expected, "{url}");
        }
    }
}
