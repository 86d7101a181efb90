//! The words of an opened index, for proposals.

use std::cmp::Reverse;
use std::collections::HashMap;

use tantivy::Term;
use tantivy::schema::Field;

use super::complete::complete;
use super::correct::{Dictionary, Found, correct};
use crate::index::IndexError;
use crate::language::query_parts;
use crate::message::Locale;
use crate::model::Query;
use crate::search::engine::{Engine, Snapshot, guarded};

/// Words looked at for one proposal, in each field of each segment: a beginning of two letters
/// has a few thousand in a large index.
const MOST_LOOKED_AT: usize = 200_000;
/// Words proposed for one beginning.
const MOST_TERMS: usize = 8;
/// Shorter words are mostly the small words of a language.
const SHORTEST_TERM: usize = 3;
/// Words with a beginning that are kept of each field before they are counted together.
const MOST_KEPT: usize = 64;
/// Spellings of a beginning that are tried: `a` may be meant as `å` and `ä`.
const MOST_SPELLINGS: usize = 9;

impl Engine {
    /// Whole query texts in which the word before the cursor (in bytes) is completed.
    pub fn complete(
        &self,
        text: &str,
        cursor: usize,
        locale: Locale,
    ) -> Result<Vec<String>, IndexError> {
        let snapshot = self.snapshot();
        guarded(self.folder(), || {
            Ok(complete(text, cursor, locale, &|begun| beginning(&snapshot, begun)))
        })
    }

    /// The query with each word that no document has replaced by the likest that some have.
    pub fn did_you_mean(&self, query: &Query) -> Result<Option<Query>, IndexError> {
        let snapshot = self.snapshot();
        guarded(self.folder(), || {
            let frequency = |word: &str| frequency(&snapshot, word);
            let each = |begun: &str, each: &mut Found<'_>| {
                for field in exact_fields(&snapshot) {
                    each_term(&snapshot, field, begun, each);
                }
            };
            Ok(correct(query, &Dictionary { frequency: &frequency, each: &each }))
        })
    }
}

/// The most frequent words that begin so.
fn beginning(snapshot: &Snapshot, begun: &str) -> Vec<String> {
    let mut counted: HashMap<String, u64> = HashMap::new();
    for spelling in spellings(begun) {
        for field in exact_fields(snapshot) {
            for (term, documents) in most_frequent(snapshot, field, &spelling) {
                *counted.entry(term).or_default() += documents;
            }
        }
        // What was typed as it is written goes before what may have been meant.
        if counted.len() >= MOST_TERMS {
            break;
        }
    }
    counted.remove(begun);
    let mut terms: Vec<(u64, String)> = counted.into_iter().map(|(term, n)| (n, term)).collect();
    terms.sort_by(|(one, a), (other, b)| (Reverse(one), a).cmp(&(Reverse(other), b)));
    terms.truncate(MOST_TERMS);
    terms.into_iter().map(|(_, term)| term).collect()
}

fn most_frequent(snapshot: &Snapshot, field: Field, begun: &str) -> Vec<(String, u64)> {
    let mut kept: Vec<(String, u64)> = Vec::with_capacity(2 * MOST_KEPT);
    let mut least = 0;
    each_term(snapshot, field, begun, &mut |term, documents| {
        if documents <= least || term.chars().count() < SHORTEST_TERM {
            return;
        }
        kept.push((term.to_owned(), documents));
        if kept.len() == 2 * MOST_KEPT {
            kept.sort_by_key(|(_, documents)| Reverse(*documents));
            kept.truncate(MOST_KEPT);
            least = kept.last().map_or(0, |(_, documents)| *documents);
        }
    });
    kept
}

/// A beginning as it was typed, then with the marks that a keyboard without å, ä, ö leaves out.
fn spellings(begun: &str) -> Vec<String> {
    let mut spellings = vec![String::new()];
    for letter in begun.chars() {
        let meant: &[char] = match letter {
            'a' if spellings.len() < MOST_SPELLINGS => &['a', 'å', 'ä'],
            'o' if spellings.len() < MOST_SPELLINGS => &['o', 'ö'],
            _ => &[letter],
        };
        spellings = meant
            .iter()
            .flat_map(|letter| spellings.iter().map(move |begun| format!("{begun}{letter}")))
            .collect();
    }
    spellings
}

fn exact_fields(snapshot: &Snapshot) -> [Field; 2] {
    [snapshot.fields.title_exact, snapshot.fields.body_exact]
}

/// In how many documents any form of a word stands; of a word of parts the part that has fewest.
fn frequency(snapshot: &Snapshot, word: &str) -> u64 {
    let fields = [snapshot.fields.title, snapshot.fields.body];
    let of_form = |form: &str| -> u64 {
        fields.iter().map(|field| documents_with(snapshot, *field, form)).sum()
    };
    let parts = query_parts(word).into_iter();
    let of_parts = parts.map(|part| {
        let exact: u64 = exact_fields(snapshot)
            .iter()
            .map(|field| documents_with(snapshot, *field, &part.exact))
            .sum();
        exact + part.forms.iter().map(|form| of_form(form)).sum::<u64>()
    });
    of_parts.min().unwrap_or_default()
}

fn documents_with(snapshot: &Snapshot, field: Field, word: &str) -> u64 {
    let term = Term::from_field_text(field, word);
    let in_segments = snapshot.segments.iter().map(|segment| {
        let index = segment.reader.inverted_index(field).ok();
        index.and_then(|index| index.doc_freq(&term).ok()).map_or(0, u64::from)
    });
    in_segments.sum()
}

/// Calls for each word of a field that begins so. What cannot be read is left out: a proposal is
/// no answer.
fn each_term(snapshot: &Snapshot, field: Field, begun: &str, each: &mut Found<'_>) {
    // No letter comes after this one, so everything with the beginning is in between.
    let end = format!("{begun}\u{10ffff}");
    for segment in &snapshot.segments {
        let Ok(index) = segment.reader.inverted_index(field) else { continue };
        let range = index.terms().range().ge(begun.as_bytes()).lt(end.as_bytes());
        let Ok(mut terms) = range.into_stream() else { continue };
        let mut looked_at = 0;
        while looked_at < MOST_LOOKED_AT && terms.advance() {
            looked_at += 1;
            if let Ok(term) = std::str::from_utf8(terms.key()) {
                each(term, u64::from(terms.value().doc_freq));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beginning_is_tried_with_marks_too() {
        assert_eq!(spellings("bal"), ["bal", "bål", "bäl"]);
        assert_eq!(spellings("å"), ["å"]);
        assert!(spellings("aaaaaaaaaa").len() <= MOST_SPELLINGS * 3);
    }
}
