//! What else a query means: the concepts of the thesaurus in its words, in every language.

use crate::language::thesaurus::{self, Thesaurus};
use crate::model::{Expansion, Query, Term};

/// So many terms of a concept are kept, to be shown and to be marked in hits.
const MOST_TERMS: usize = 40;

/// The concepts that the plain words of a query name. Phrases and `=word` mean just what they say,
/// and what is left out stays as it was typed.
pub fn widen(query: &Query, thesaurus: &Thesaurus) -> Vec<Expansion> {
    let parts = match query {
        Query::And(parts) => parts.as_slice(),
        other => std::slice::from_ref(other),
    };
    let wanted: Vec<String> = parts.iter().filter_map(wanted).collect();
    let mut found = expansions(&wanted, thesaurus);
    for word in parts.iter().flat_map(demanded) {
        found.extend(expansions(std::slice::from_ref(&word), thesaurus));
    }
    found
}

fn expansions(words: &[String], thesaurus: &Thesaurus) -> Vec<Expansion> {
    thesaurus.expand(words).into_iter().map(|found| expansion(words, found)).collect()
}

fn expansion(words: &[String], found: thesaurus::Expansion) -> Expansion {
    let words = words.get(found.words).unwrap_or_default().to_vec();
    let mut also: Vec<String> = Vec::new();
    for term in found.terms {
        if also.len() == MOST_TERMS {
            break;
        }
        // Languages share words: `LoRa` is said once.
        if !also.contains(&term.text) {
            also.push(term.text);
        }
    }
    Expansion { words, concept: found.concept, also }
}

fn wanted(part: &Query) -> Option<String> {
    match part {
        Query::Term(Term::Word(word)) => Some(word.clone()),
        Query::Boost(inner, _) => wanted(inner),
        _ => None,
    }
}

/// Words that must be found, in any form: each means its concepts by itself.
fn demanded(part: &Query) -> Vec<String> {
    match part {
        Query::Term(Term::Required(word)) => vec![word.clone()],
        Query::And(parts) | Query::Or(parts) => parts.iter().flat_map(demanded).collect(),
        Query::Boost(inner, _) => demanded(inner),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Locale;
    use crate::model::Timestamp;
    use crate::search::syntax;

    fn concepts(text: &str) -> Vec<String> {
        let query = syntax::parse(text, Locale::Sv, Timestamp::default()).unwrap().query;
        widen(&query, Thesaurus::shipped()).into_iter().map(|found| found.concept).collect()
    }

    #[test]
    fn plain_words_mean_their_concepts_and_exact_ones_themselves() {
        assert_eq!(concepts("smarta papperskorgar"), ["smart-waste-bin"]);
        assert_eq!(concepts("\"smarta papperskorgar\""), [""; 0]);
        assert_eq!(concepts("=papperskorgar"), [""; 0]);
        assert_eq!(concepts("-papperskorgar lund"), [""; 0]);
    }
}
