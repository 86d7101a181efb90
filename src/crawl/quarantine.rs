//! An expired domain that comes back as somebody else's: its answer is not let in.
//!
//! The rule: a source with a history answers with entries of which none is known, in another
//! language than its history's. Then nothing is stored, no validators either, and the source stands
//! in quarantine until it answers as before or somebody lets it in (`utkik sources accept ID`).

use std::collections::HashMap;

use crate::enrich;
use crate::model::{Document, Language, Source, SourceState};
use crate::store::{KnownEntry, StoreError};

use super::{Work, busy};

/// Fewer documents are no history.
const LEAST_DOCUMENTS: u64 = 5;
/// So many of the newest documents say which language a source is in.
const HISTORY: u32 = 50;
/// So many entries of an answer say which language it is in.
const ENTRIES: usize = 20;
/// A language that at least so many of a hundred share; who writes in several has none.
const SHARE: u64 = 80;

/// Both languages, when an answer is not to be let in: the history's and its own.
pub async fn reason(
    work: &Work,
    source: &Source,
    state: &SourceState,
    documents: &[Document],
    known: &[KnownEntry],
) -> Result<Option<(Language, Language)>, StoreError> {
    let is_familiar = !known.is_empty() || documents.is_empty();
    if is_familiar || state.documents < LEAST_DOCUMENTS || state.is_accepted {
        return Ok(None);
    }
    let history = work.store.languages_of(&source.id, HISTORY).await?;
    let Some(usual) = shared(&history) else { return Ok(None) };
    let sample: Vec<Document> = documents.iter().take(ENTRIES).cloned().collect();
    let declared = source.language;
    let languages = busy::off_thread(move || languages_of(&sample, declared)).await;
    // Should recognition panic, the documents' own enrichment will say so.
    let Some(now) = languages.ok().as_deref().and_then(shared) else { return Ok(None) };
    let is_other = family(usual) != family(now);
    Ok(is_other.then_some((usual, now)))
}

fn languages_of(documents: &[Document], declared: Option<Language>) -> Vec<(Language, u64)> {
    let mut counted: HashMap<Language, u64> = HashMap::new();
    for document in documents {
        let prior = declared.unwrap_or(document.language);
        let language = enrich::language_of(&document.title, &document.text, Some(prior));
        *counted.entry(language).or_default() += 1;
    }
    counted.into_iter().collect()
}

/// The language that nearly all share.
fn shared(counted: &[(Language, u64)]) -> Option<Language> {
    let all: u64 = counted.iter().map(|(_, number)| number).sum();
    let (language, number) = counted.iter().max_by_key(|(_, number)| *number)?;
    (number * 100 >= all * SHARE).then_some(*language)
}

/// Danish and both kinds of Norwegian are taken for each other in short texts.
fn family(language: Language) -> &'static str {
    match language.as_str() {
        "da" | "nb" | "nn" | "no" => "da",
        "sv" => "sv",
        "en" => "en",
        "de" => "de",
        "fi" => "fi",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_shared_when_nearly_all_have_it() {
        let code = |text: &str| text.parse::<Language>().unwrap();
        for (counted, expected) in [
            (vec![], None),
            (vec![("sv", 5)], Some("sv")),
            (vec![("sv", 8), ("en", 2)], Some("sv")),
            (vec![("sv", 7), ("en", 3)], None),
        ] {
            let counted: Vec<_> = counted.into_iter().map(|(c, n)| (code(c), n)).collect();
            assert_eq!(shared(&counted), expected.map(code), "{counted:?}");
        }
    }
}
