//! Concepts in place of words, and what tells one document from others.

use super::words::{Planner, exact_words, same};
use super::{Found, Meaning, Scope, Sought, Wanted, bit};
use crate::index::IndexError;
use crate::language::query_forms;
use crate::model::Expansion;
use crate::search::score::{MEANING_WEIGHT, saturated};

/// Words, and concepts, that say most about a document: more of them bring in what is merely near
/// the subject.
const MOST_TELLING: usize = 25;

impl Planner<'_> {
    /// The concepts that stand for wanted words.
    pub(super) fn meanings(&self, wanted: &[Wanted]) -> Result<Vec<Meaning>, IndexError> {
        let mut places = 0;
        let mut parts: Vec<(&str, u64, f32)> = Vec::new();
        for word in wanted {
            for part in &word.parts {
                parts.push((&word.typed, bit(places), part.weight));
                places += 1;
            }
        }
        let mut meanings = Vec::new();
        for expansion in self.expansions {
            let is_meant = |typed: &str| expansion.words.iter().any(|word| same(word, typed));
            let stood_for = parts.iter().filter(|(typed, ..)| is_meant(typed));
            let stood_for: Vec<(u64, f32)> = stood_for.map(|(_, bit, at)| (*bit, *at)).collect();
            if !stood_for.is_empty() {
                meanings.push(self.meaning(expansion, stood_for)?);
            }
        }
        Ok(meanings)
    }

    /// The stems that say most about a text that has them so often.
    pub(super) fn most_telling(&self, stems: &[(String, u16)]) -> Result<Vec<Wanted>, IndexError> {
        let mut found = Vec::new();
        for (stem, times) in stems {
            let mut word = self.any_of(vec![stem.clone()], Scope::Everywhere, 1.0)?;
            word.weight *= saturated(f32::from(*times));
            let lists = word.lists.iter().flatten();
            let is_shared = lists.map(|list| list.info.doc_freq).max().is_some_and(|most| most > 1);
            if is_shared {
                found.push(word);
            }
        }
        found.sort_by(|one, other| other.weight.total_cmp(&one.weight));
        found.truncate(MOST_TELLING);
        let wanted = |(place, word): (usize, Found)| Wanted {
            typed: String::new(),
            parts: vec![word],
            bits: bit(place),
        };
        Ok(found.into_iter().enumerate().map(wanted).collect())
    }

    /// Concepts as wanted for themselves: each gets a place of its own among what is wanted.
    pub(super) fn concepts(
        &self,
        concepts: &[String],
        wanted: &mut Vec<Wanted>,
    ) -> Result<Vec<Meaning>, IndexError> {
        let mut meanings = Vec::new();
        for concept in concepts.iter().take(MOST_TELLING) {
            let bits = bit(wanted.len());
            let expansion =
                Expansion { words: Vec::new(), concept: concept.clone(), also: Vec::new() };
            let meaning = self.meaning(&expansion, vec![(bits, f32::MAX)])?;
            let weight = meaning.stands_for.iter().map(|(_, weight)| weight).sum();
            let word = Found { word: Sought::Forms(Vec::new()), weight, lists: self.no_lists() };
            wanted.push(Wanted { typed: String::new(), parts: vec![word], bits });
            meanings.push(meaning);
        }
        Ok(meanings)
    }

    /// The concept that one demanded word stands for.
    pub(super) fn meaning_of_word(
        &self,
        word: &str,
        scope: Scope,
        found: &[Found],
    ) -> Result<Option<Meaning>, IndexError> {
        let is_meant = |expansion: &&Expansion| matches!(expansion.words.as_slice(), [only] if same(only, word));
        let Some(expansion) = self.expansions.iter().find(is_meant) else { return Ok(None) };
        if scope == Scope::Title {
            return Ok(None);
        }
        let stands_for = found.iter().enumerate().map(|(place, found)| (bit(place), found.weight));
        self.meaning(expansion, stands_for.collect()).map(Some)
    }

    fn meaning(
        &self,
        expansion: &Expansion,
        mut stands_for: Vec<(u64, f32)>,
    ) -> Result<Meaning, IndexError> {
        let (mut lists, mut documents) = (Vec::new(), 0);
        for segment in &self.snapshot.segments {
            let found = self.look_up(segment, self.snapshot.fields.concept, &expansion.concept)?;
            documents += found.as_ref().map_or(0, |info| u64::from(info.doc_freq));
            lists.push(found);
        }
        // A word that hardly any document has in its own language says no more than what it means.
        let most = self.statistics.informativeness(documents);
        for (_, weight) in &mut stands_for {
            *weight = weight.min(most) * MEANING_WEIGHT;
        }
        let words_of = |term: &String| {
            exact_words(std::slice::from_ref(term)).iter().map(|word| query_forms(word)).collect()
        };
        let terms = expansion.also.iter().map(words_of).collect();
        Ok(Meaning { concept: expansion.concept.clone(), stands_for, lists, terms })
    }
}
