//! Looks words up in the dictionaries of the index.

use tantivy::Term as IndexTerm;
use tantivy::postings::TermInfo;
use tantivy::schema::Field;

use super::dictionary;
use super::{Found, List, Meaning, Near, Node, Pair, Phrase, Scope, Slot, Sought, Wanted, bit};
use crate::index::IndexError;
use crate::language::{exact_tokens, fold, query_forms, query_parts};
use crate::model::{Expansion, Filter, Query, Term};
use crate::search::engine::{Segment, Snapshot};
use crate::search::score::{MEANING_WEIGHT, PLACE_WEIGHT, Statistics, saturated};

/// Words, and concepts, that say most about a document: more of them bring in what is merely near
/// the subject.
const MOST_TELLING: usize = 25;

pub(super) struct Planner<'s> {
    snapshot: &'s Snapshot,
    expansions: &'s [Expansion],
    statistics: Statistics,
}

impl<'s> Planner<'s> {
    pub fn new(snapshot: &'s Snapshot, expansions: &'s [Expansion]) -> Self {
        Self { snapshot, expansions, statistics: Statistics::of(snapshot) }
    }

    pub fn wanted(
        &self,
        typed: &str,
        boost: f32,
        place: &mut usize,
    ) -> Result<Option<Wanted>, IndexError> {
        let parts = self.words(typed, Scope::Everywhere, boost)?;
        let mut bits = 0;
        for _ in &parts {
            bits |= bit(*place);
            *place += 1;
        }
        Ok((!parts.is_empty()).then(|| Wanted { typed: typed.to_owned(), parts, bits }))
    }

    /// The concepts that stand for wanted words.
    pub fn meanings(&self, wanted: &[Wanted]) -> Result<Vec<Meaning>, IndexError> {
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

    /// Wanted words that follow each other.
    pub fn pairs(&self, wanted: &[Wanted]) -> Result<Vec<Pair>, IndexError> {
        let parts: Vec<&Found> = wanted.iter().flat_map(|word| &word.parts).collect();
        let mut pairs = Vec::new();
        for (first, second) in parts.iter().zip(parts.iter().skip(1)) {
            let (Sought::Forms(one), Sought::Forms(other)) = (&first.word, &second.word) else {
                continue;
            };
            let mut lists = Vec::new();
            for segment in &self.snapshot.segments {
                let mut here = Vec::new();
                for slot in Scope::Everywhere.exact() {
                    let both =
                        [self.written(segment, *slot, one)?, self.written(segment, *slot, other)?];
                    if both.iter().all(|lists| !lists.is_empty()) {
                        here.push((*slot, both));
                    }
                }
                lists.push(here);
            }
            pairs.push(Pair { weight: first.weight + second.weight, lists });
        }
        Ok(pairs)
    }

    /// The lists of a word as it was typed and of those stems that are words themselves.
    fn written(
        &self,
        segment: &Segment,
        slot: Slot,
        forms: &[String],
    ) -> Result<Vec<TermInfo>, IndexError> {
        let mut lists = Vec::new();
        for form in forms {
            lists.extend(self.look_up(segment, self.field(slot), form)?);
        }
        Ok(lists)
    }

    /// The stems that say most about a text that has them so often.
    pub fn most_telling(&self, stems: &[(String, u16)]) -> Result<Vec<Wanted>, IndexError> {
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
    pub fn concepts(
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

    pub fn node(&self, query: &Query, scope: Scope, boost: f32) -> Result<Node, IndexError> {
        let all = |parts: &[Query]| -> Result<Vec<Node>, IndexError> {
            parts.iter().map(|part| self.node(part, scope, boost)).collect()
        };
        Ok(match query {
            Query::All => Node::All,
            Query::Filter(Filter::Place(places)) => {
                Node::Place(places.clone(), PLACE_WEIGHT * boost)
            }
            Query::Filter(filter) => Node::Filter(filter.clone()),
            Query::And(parts) => Node::And(all(parts)?),
            Query::Or(parts) => Node::Or(all(parts)?),
            Query::Not(part) => Node::Not(Box::new(self.node(part, scope, boost)?)),
            Query::Boost(part, more) => self.node(part, scope, boost * more)?,
            Query::Term(term) => self.term(term, scope, boost)?,
        })
    }

    fn term(&self, term: &Term, scope: Scope, boost: f32) -> Result<Node, IndexError> {
        Ok(match term {
            Term::Word(word) | Term::Required(word) => {
                let words = self.words(word, scope, boost)?;
                let meaning = self.meaning_of_word(word, scope, &words)?;
                Node::Words(words, meaning)
            }
            Term::Exact(word) => self.phrase(std::slice::from_ref(word), scope, boost)?,
            Term::Phrase(words) => self.phrase(words, scope, boost)?,
            Term::Near(words, between) => self.near(words, *between, scope, boost)?,
            Term::Prefix(beginning) => {
                Node::Words(vec![self.prefix(beginning, scope, boost)?], None)
            }
            Term::Fuzzy(word, letters) => {
                Node::Words(vec![self.fuzzy(word, *letters, scope, boost)?], None)
            }
            Term::InTitle(inner) => self.term(inner, Scope::Title, boost)?,
        })
    }

    fn words(&self, typed: &str, scope: Scope, boost: f32) -> Result<Vec<Found>, IndexError> {
        let parts = query_parts(typed).into_iter();
        parts.map(|part| self.any_of(part.forms, scope, boost)).collect()
    }

    /// A word in any of these forms.
    fn any_of(&self, forms: Vec<String>, scope: Scope, boost: f32) -> Result<Found, IndexError> {
        let mut lists = self.no_lists();
        let mut most = 0;
        for slot in scope.stems() {
            let mut here = 0;
            for (segment, lists) in self.snapshot.segments.iter().zip(&mut lists) {
                for form in &forms {
                    if let Some(info) = self.look_up(segment, self.field(*slot), form)? {
                        here += u64::from(info.doc_freq);
                        lists.push(List { slot: *slot, info });
                    }
                }
            }
            // The forms of a word are one word, in title and text: what counts is how many
            // documents have any of them. Reckoned for titles alone, the small words of a
            // question, which are rare there, would decide.
            most = most.max(here);
        }
        let weight = self.statistics.informativeness(most) * boost;
        Ok(Found { word: Sought::Forms(forms), weight, lists })
    }

    fn prefix(&self, beginning: &str, scope: Scope, boost: f32) -> Result<Found, IndexError> {
        let beginning = fold(beginning);
        let mut lists = self.no_lists();
        let mut documents = 0;
        for (segment, lists) in self.snapshot.segments.iter().zip(&mut lists) {
            for slot in scope.exact() {
                let terms = self.terms(segment, self.field(*slot))?;
                for (_, info) in dictionary::beginning_with(terms.terms(), &beginning)
                    .map_err(|error| self.snapshot.unreadable(&error))?
                {
                    documents += u64::from(info.doc_freq);
                    lists.push(List { slot: *slot, info });
                }
            }
        }
        let weight = self.statistics.informativeness(documents) * boost;
        Ok(Found { word: Sought::Prefix(beginning), weight, lists })
    }

    fn fuzzy(
        &self,
        word: &str,
        letters: u8,
        scope: Scope,
        boost: f32,
    ) -> Result<Found, IndexError> {
        let asked = query_forms(word);
        let mut forms = asked.clone();
        for segment in &self.snapshot.segments {
            for slot in scope.stems() {
                let terms = self.terms(segment, self.field(*slot))?;
                dictionary::similar_to(terms.terms(), &asked, letters, &mut forms)
                    .map_err(|error| self.snapshot.unreadable(&error))?;
            }
        }
        self.any_of(forms, scope, boost)
    }

    fn phrase(&self, typed: &[String], scope: Scope, boost: f32) -> Result<Node, IndexError> {
        let words = exact_words(typed);
        if words.is_empty() {
            return Ok(Node::All);
        }
        let mut documents = vec![0_u64; words.len()];
        let mut lists = Vec::new();
        for segment in &self.snapshot.segments {
            let mut here = Vec::new();
            for slot in scope.exact() {
                let mut infos = Vec::new();
                for (word, documents) in words.iter().zip(&mut documents) {
                    let found = self.look_up(segment, self.field(*slot), word)?;
                    let Some(info) = found else { continue };
                    *documents += u64::from(info.doc_freq);
                    infos.push(info);
                }
                if infos.len() == words.len() {
                    here.push((*slot, infos));
                }
            }
            lists.push(here);
        }
        let weight = documents.into_iter().map(|n| self.statistics.informativeness(n)).sum::<f32>();
        Ok(Node::Phrase(Phrase { words, weight: weight * boost, lists }))
    }

    fn near(
        &self,
        typed: &[String],
        between: u32,
        scope: Scope,
        boost: f32,
    ) -> Result<Node, IndexError> {
        let words: Vec<Vec<String>> =
            exact_words(typed).iter().map(|word| query_forms(word)).collect();
        if words.is_empty() {
            return Ok(Node::All);
        }
        let mut documents = vec![0_u64; words.len()];
        let mut lists = Vec::new();
        for segment in &self.snapshot.segments {
            let mut here = Vec::new();
            for slot in scope.exact() {
                let terms = self.terms(segment, self.field(*slot))?;
                let mut all = Vec::new();
                for (forms, documents) in words.iter().zip(&mut documents) {
                    let infos = dictionary::written_as(terms.terms(), forms)
                        .map_err(|error| self.snapshot.unreadable(&error))?;
                    *documents += infos.iter().map(|info| u64::from(info.doc_freq)).sum::<u64>();
                    all.push(infos);
                }
                if all.iter().all(|infos| !infos.is_empty()) {
                    here.push((*slot, all));
                }
            }
            lists.push(here);
        }
        let weight = documents.into_iter().map(|n| self.statistics.informativeness(n)).sum::<f32>();
        Ok(Node::Near(Near { words, between, weight: weight * boost, lists }))
    }

    /// The concept that one demanded word stands for.
    fn meaning_of_word(
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

    fn no_lists(&self) -> Vec<Vec<List>> {
        let mut lists = Vec::new();
        lists.resize_with(self.snapshot.segments.len(), Vec::new);
        lists
    }

    fn field(&self, slot: Slot) -> Field {
        slot.field(&self.snapshot.fields)
    }

    fn terms(
        &self,
        segment: &Segment,
        field: Field,
    ) -> Result<std::sync::Arc<tantivy::InvertedIndexReader>, IndexError> {
        segment.reader.inverted_index(field).map_err(|error| self.snapshot.failed(&error))
    }

    fn look_up(
        &self,
        segment: &Segment,
        field: Field,
        word: &str,
    ) -> Result<Option<TermInfo>, IndexError> {
        let found =
            self.terms(segment, field)?.get_term_info(&IndexTerm::from_field_text(field, word));
        found.map_err(|error| self.snapshot.unreadable(&error))
    }
}

fn exact_words(typed: &[String]) -> Vec<String> {
    let mut words = Vec::new();
    for word in typed {
        exact_tokens(word, |token| words.push(token.text.to_owned()));
    }
    words
}

fn same(one: &str, other: &str) -> bool {
    one == other || fold(one) == fold(other)
}
