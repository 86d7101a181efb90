//! Forms of a term whose stem differs from that of the term itself.
//!
//! A stemmer cuts endings, it does not know words: of Danish *fibernet* it takes *-et* for an
//! ending, of *fibernettet* only the last one. So a term is also known by what its common endings
//! make of it. A form that no language has does no harm, because no text has it.

use super::finnish;
use crate::model::Language;

/// Shorter words change as they like: of Swedish *by* comes *byar*, and *byer* is Danish for cities.
const SHORTEST: usize = 4;

/// Other forms of a term, beside itself.
pub(super) fn forms(term: &str, language: Language) -> Vec<String> {
    let last = term.rsplit(' ').next().unwrap_or(term);
    if is_name(term) || last.chars().count() < SHORTEST {
        return Vec::new();
    }
    match language {
        Language::FI => finnish::forms(term),
        Language::DA => danish(term),
        Language::SV => with_endings(term, &["en", "et", "er"]),
        Language::NB => with_endings(term, &["en", "et", "er", "ene", "tet"]),
        Language::DE => with_endings(term, &["en"]),
        _ => Vec::new(),
    }
}

/// Written as nobody inflects: `GDPR`, `MaaS`, `MitID`.
pub(super) fn is_name(term: &str) -> bool {
    !term.contains(' ') && term.chars().filter(|letter| letter.is_uppercase()).count() >= 2
}

fn with_endings(term: &str, endings: &[&str]) -> Vec<String> {
    endings.iter().map(|ending| format!("{term}{ending}")).collect()
}

fn danish(term: &str) -> Vec<String> {
    let mut forms = with_endings(term, &["en", "et", "er", "erne", "tet"]);
    // *center*, *centret*
    forms.extend(term.strip_suffix("er").map(|front| format!("{front}ret")));
    forms
}
