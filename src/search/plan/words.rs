//! Looks words up in the dictionaries of the index.

use tantivy::Term as IndexTerm;
use tantivy::postings::TermInfo;
use tantivy::schema::Field;

use super::dictionary;
use super::{Found, List, Near, Node, Pair, Phrase, Scope, Slot, Sought, Wanted, bit};
use crate::index::IndexError;
use crate::language::{exact_tokens, fold, query_forms, query_parts};
use crate::model::{Expansion, Filter, Query, Term};
use crate::search::engine::{Segment, Snapshot};
use crate::search::score::{PLACE_WEIGHT, Statistics};

pub(super) struct Planner<'s> {
    pub(super) snapshot: &'s Snapshot,
    pub(super) expansions: &'s [Expansion],
    pub(super) statistics: Statistics,
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

    pub fn node(&self, query: &Query, scope: Scope, boost: f32) -> Result<Node, IndexError> {
        let all = |parts: &[Query]| -> Result<Vec<Node>, IndexError> {
            parts.iter().map(|part| self.node(part, scope, boost)).collect()
        };
        Ok(match query {
            Query::All => Node::All,
            Query::Filter(Filter::Place(places)) => {
                Node::Place(places.clone(), PLACE_WEIGHT * boost)
            }
            Query::Filter(Filter::SavedSearch(_, Some(query))) => self.node(query, scope, boost)?,
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
    pub(super) fn any_of(
        &self,
        forms: Vec<String>,
        scope: Scope,
        boost: f32,
    ) -> Result<Found, IndexError> {
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

    pub(super) fn no_lists(&self) -> Vec<Vec<List>> {
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

    pub(super) fn look_up(
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

pub(super) fn exact_words(typed: &[String]) -> Vec<String> {
    let mut words = Vec::new();
    for word in typed {
        exact_tokens(word, |token| words.push(token.text.to_owned()));
    }
    words
}

pub(super) fn same(one: &str, other: &str) -> bool {
    one == other || fold(one) == fold(other)
}
