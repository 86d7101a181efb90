//! What else to search for: the other terms of the concepts that were typed.

use std::collections::HashSet;
use std::ops::Range;

use super::forms::forms;
use super::key::{Keys, Stem, Word, stems, with_analyser};
use super::{Concept, Term, Thesaurus};
use crate::language::Analyser;
use crate::model::Language;

/// A concept among the typed words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expansion {
    /// Which of the typed words name it.
    pub words: Range<usize>,
    /// Its id.
    pub concept: String,
    /// Its terms in all languages, but for those that the typed words find by themselves.
    pub terms: Vec<OtherTerm>,
}

/// A term to search for beside what was typed, in documents of its language only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherTerm {
    pub language: Language,
    /// To be shown, and searched for.
    pub text: String,
    /// To be searched for too: forms that the stemmer keeps apart, such as *turvallisuuden*.
    pub forms: Vec<String>,
}

impl Thesaurus {
    /// Finds concepts in typed words of any of our languages, inflected or not: the longest first,
    /// each word in one concept (or in several, when one term means several things).
    pub fn expand(&self, words: &[String]) -> Vec<Expansion> {
        with_analyser(|analyser| {
            let typed: Vec<Typed> =
                self.keys.iter().map(|keys| Typed::read(analyser, words, keys)).collect();
            let mut expansions = Vec::new();
            let mut at = 0;
            while at < words.len() {
                let found = self.longest_at(analyser, &typed, at);
                let next = found.iter().map(|found| found.to).max().unwrap_or(at + 1);
                for found in found {
                    if let Some(concept) = self.concepts.get(found.concept) {
                        let words = at..found.to;
                        let terms = other_terms(analyser, concept, &typed, &words);
                        expansions.push(Expansion { words, concept: concept.id.clone(), terms });
                    }
                }
                at = next;
            }
            expansions
        })
    }

    /// The concepts whose terms begin at a typed word and reach furthest. Most of those who search
    /// write Swedish: what is a Swedish term is not looked up in the other languages, where
    /// *likhet* or *visitation* mean something else.
    fn longest_at(&self, analyser: &mut Analyser, typed: &[Typed<'_>], at: usize) -> Vec<Found> {
        let mut found: Vec<Found> =
            typed.iter().flat_map(|typed| self.found_at(analyser, typed, at)).collect();
        let longest = found.iter().map(|one| one.to).max().unwrap_or_default();
        found.retain(|one| one.to == longest);
        // *smarte byer* is Danish as it stands, and Swedish only by its stems.
        if found.iter().any(|one| one.is_exact) {
            found.retain(|one| one.is_exact);
        }
        if found.iter().any(|one| one.language == Language::SV) {
            found.retain(|one| one.language == Language::SV);
        }
        let mut seen = HashSet::new();
        found.retain(|one| seen.insert(one.concept));
        found
    }

    fn found_at(&self, analyser: &mut Analyser, typed: &Typed<'_>, at: usize) -> Vec<Found> {
        let mut found = Vec::new();
        let stems = typed.starting_at(at);
        let (Some(stem), Some(surface)) = (stems.first(), typed.words.get(at)) else {
            return found;
        };
        let first = Word { stem: *stem, surface };
        for key in typed.keys.beginning_with(first, &self.concepts, analyser) {
            let length = key.rest.len() + 1;
            let is_term = stems.get(1..length).is_some_and(|rest| *rest == *key.rest);
            let Some(to) = typed.word_after(at, length).filter(|_| is_term) else { continue };
            let concept = self.concepts.get(key.concept);
            let Some(term) = concept.and_then(|concept| concept.terms.get(key.term)) else {
                continue;
            };
            if term.expand && key.form.is_typed(surface, term) {
                let (concept, language) = (key.concept, typed.keys.language);
                let is_exact = typed.is_exactly(at..to, &term.text);
                found.push(Found { to, concept, language, is_exact });
            }
        }
        found
    }
}

struct Found {
    /// The word behind it.
    to: usize,
    concept: usize,
    language: Language,
    /// It was typed as it stands in the thesaurus.
    is_exact: bool,
}

/// The typed words as stems of one language.
struct Typed<'a> {
    keys: &'a Keys,
    words: &'a [String],
    stems: Vec<Stem>,
    /// Of each word, where its stems begin (`e-tjänster` has two); at the end, how many there are.
    starts: Vec<usize>,
}

impl<'a> Typed<'a> {
    fn read(analyser: &mut Analyser, words: &'a [String], keys: &'a Keys) -> Self {
        let (mut all, mut starts) = (Vec::new(), vec![0]);
        for word in words {
            all.extend(stems(analyser, word, keys.language));
            starts.push(all.len());
        }
        Self { keys, words, stems: all, starts }
    }

    fn starting_at(&self, word: usize) -> &[Stem] {
        self.starts.get(word).and_then(|start| self.stems.get(*start..)).unwrap_or_default()
    }

    fn of_words(&self, words: &Range<usize>) -> &[Stem] {
        let start = self.starts.get(words.start).copied().unwrap_or_default();
        let end = self.starts.get(words.end).copied().unwrap_or_default();
        self.stems.get(start..end).unwrap_or_default()
    }

    fn is_exactly(&self, words: Range<usize>, term: &str) -> bool {
        let words = self.words.get(words).unwrap_or_default();
        let typed = words.iter().map(|word| word.to_lowercase());
        typed.eq(term.split(' ').map(str::to_lowercase))
    }

    /// The word behind so many stems from the start of a word; `None` in the midst of a word.
    fn word_after(&self, word: usize, stems: usize) -> Option<usize> {
        let end = self.starts.get(word)? + stems;
        (word + 1..self.starts.len()).find(|next| self.starts.get(*next) == Some(&end))
    }
}

fn other_terms(
    analyser: &mut Analyser,
    concept: &Concept,
    typed: &[Typed<'_>],
    words: &Range<usize>,
) -> Vec<OtherTerm> {
    let mut seen = HashSet::new();
    let mut terms = Vec::new();
    for Term { language, text, expand, .. } in &concept.terms {
        let its = stems(analyser, text, *language);
        let of_language = typed.iter().find(|typed| typed.keys.language == *language);
        let is_found = of_language.is_some_and(|typed| contains(&its, typed.of_words(words)));
        if *expand && !is_found && seen.insert((*language, its)) {
            let forms = other_forms(analyser, text, *language);
            terms.push(OtherTerm { language: *language, text: text.clone(), forms });
        }
    }
    terms
}

/// One form for each stem that differs.
fn other_forms(analyser: &mut Analyser, text: &str, language: Language) -> Vec<String> {
    let mut seen = HashSet::from([stems(analyser, text, language)]);
    let mut forms = forms(text, language);
    forms.retain(|form| seen.insert(stems(analyser, form, language)));
    forms
}

/// *grön vätgas* holds *vätgas*: whoever searches for the latter finds the former.
fn contains(term: &[Stem], typed: &[Stem]) -> bool {
    !typed.is_empty() && term.windows(typed.len()).any(|part| part == typed)
}
