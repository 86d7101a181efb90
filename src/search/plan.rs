//! A query tree made ready for an index: words looked up, weights reckoned, once for all segments.

use tantivy::Term;
use tantivy::postings::TermInfo;
use tantivy::schema::Field;

use super::engine::Snapshot;
use super::score::{Lengths, Statistics, TITLE_BOOST};
use crate::index::IndexError;
use crate::language::{QueryPart, exact_tokens, query_parts};
use crate::model::{Filter, Query, Term as QueryTerm};

/// Documents tell which of so many parts they have in one number; further parts share the last
/// place. Nobody types as many.
const MOST_PARTS: usize = 64;

/// What is to be found, for the whole index.
pub(super) struct Plan {
    /// Words that are wanted: documents with all of them come first.
    pub wanted: Vec<Wanted>,
    /// What must hold whatever is wanted.
    pub strict: Vec<Node>,
    pub scales: Scales,
}

/// A word as it was typed, with the places of its parts.
pub(super) struct Wanted {
    pub typed: String,
    pub parts: Vec<Found>,
    /// The bits that a document has when it has the whole word.
    pub bits: u64,
}

/// How the lengths of each field count.
pub(super) struct Scales {
    title: Lengths,
    body: Lengths,
}

/// A node of the tree with its words looked up.
pub(super) enum Node {
    All,
    Filter(Filter),
    /// Each of these words, in any form.
    Words(Vec<Found>),
    /// These words in this order; one word alone is an exact word.
    Phrase(Phrase),
    And(Vec<Node>),
    Or(Vec<Node>),
    Not(Box<Node>),
}

/// One word, where it stands.
pub(super) struct Found {
    pub part: QueryPart,
    /// How much it says.
    pub weight: f32,
    /// For each segment its lists in title and text.
    pub lists: Vec<Vec<List>>,
}

pub(super) struct Phrase {
    pub words: Vec<String>,
    pub weight: f32,
    /// For each segment and field the lists of all words; left out where a word is missing.
    pub lists: Vec<Vec<(Field, Vec<TermInfo>)>>,
}

pub(super) struct List {
    pub field: Field,
    pub info: TermInfo,
}

impl Plan {
    pub fn new(snapshot: &Snapshot, query: &Query) -> Result<Self, IndexError> {
        let planner = Planner { snapshot, statistics: Statistics::of(snapshot) };
        let parts = match query {
            Query::And(parts) => parts.as_slice(),
            other => std::slice::from_ref(other),
        };
        let (mut wanted, mut strict) = (Vec::new(), Vec::new());
        let mut place = 0;
        for part in parts {
            match part {
                Query::Term(QueryTerm::Word(typed)) => {
                    wanted.extend(planner.wanted(typed, &mut place)?);
                }
                other => strict.push(planner.node(other)?),
            }
        }
        let fields = &snapshot.fields;
        let title = Lengths::of(snapshot, fields.title, TITLE_BOOST)?;
        let body = Lengths::of(snapshot, fields.body, 1.0)?;
        Ok(Self { wanted, strict, scales: Scales { title, body } })
    }

    /// The bits of a document that has all wanted words.
    pub fn all_bits(&self) -> u64 {
        self.wanted.iter().fold(0, |bits, word| bits | word.bits)
    }

    /// Something must be found in the text, besides wanted words.
    pub fn has_strict_words(&self) -> bool {
        self.strict.iter().any(Node::finds_words)
    }
}

impl Scales {
    pub fn of(&self, field: Field, title: [Field; 2]) -> &Lengths {
        if title.contains(&field) { &self.title } else { &self.body }
    }
}

impl Node {
    fn finds_words(&self) -> bool {
        match self {
            Self::Words(_) | Self::Phrase(_) => true,
            Self::And(parts) | Self::Or(parts) => parts.iter().any(Self::finds_words),
            Self::All | Self::Filter(_) | Self::Not(_) => false,
        }
    }
}

struct Planner<'s> {
    snapshot: &'s Snapshot,
    statistics: Statistics,
}

impl Planner<'_> {
    fn wanted(&self, typed: &str, place: &mut usize) -> Result<Option<Wanted>, IndexError> {
        let (mut parts, mut bits) = (Vec::new(), 0);
        for part in query_parts(typed) {
            parts.push(self.word(part)?);
            bits |= bit(*place);
            *place += 1;
        }
        Ok((!parts.is_empty()).then(|| Wanted { typed: typed.to_owned(), parts, bits }))
    }

    fn node(&self, query: &Query) -> Result<Node, IndexError> {
        let all = |parts: &[Query]| -> Result<Vec<Node>, IndexError> {
            parts.iter().map(|part| self.node(part)).collect()
        };
        Ok(match query {
            Query::All => Node::All,
            Query::Filter(filter) => Node::Filter(filter.clone()),
            Query::And(parts) => Node::And(all(parts)?),
            Query::Or(parts) => Node::Or(all(parts)?),
            Query::Not(part) => Node::Not(Box::new(self.node(part)?)),
            Query::Boost(part, _) => self.node(part)?,
            Query::Term(QueryTerm::Word(word) | QueryTerm::Required(word)) => {
                let parts = query_parts(word).into_iter().map(|part| self.word(part));
                Node::Words(parts.collect::<Result<_, _>>()?)
            }
            Query::Term(QueryTerm::Exact(word)) => self.phrase(std::slice::from_ref(word))?,
            Query::Term(QueryTerm::Phrase(words)) => self.phrase(words)?,
            Query::Term(_) => Node::All,
        })
    }

    fn word(&self, part: QueryPart) -> Result<Found, IndexError> {
        let fields = [self.snapshot.fields.title, self.snapshot.fields.body];
        let mut lists: Vec<Vec<List>> = Vec::new();
        lists.resize_with(self.snapshot.segments.len(), Vec::new);
        let mut most = 0;
        for field in fields {
            let found = self.any_form(field, &part.forms)?;
            // The forms of a word are one word, in title and text: what counts is how many
            // documents have any of them. Reckoned for titles alone, the small words of a
            // question, which are rare there, would decide.
            most = most.max(found.iter().map(|(_, info)| u64::from(info.doc_freq)).sum());
            for (segment, info) in found {
                if let Some(here) = lists.get_mut(segment) {
                    here.push(List { field, info });
                }
            }
        }
        Ok(Found { part, weight: self.statistics.informativeness(most), lists })
    }

    /// The lists of all forms of a word in a field, with their segments.
    fn any_form(
        &self,
        field: Field,
        forms: &[String],
    ) -> Result<Vec<(usize, TermInfo)>, IndexError> {
        let mut found = Vec::new();
        for segment in 0..self.snapshot.segments.len() {
            for form in forms {
                found.extend(self.look_up(segment, field, form)?.map(|info| (segment, info)));
            }
        }
        Ok(found)
    }

    fn phrase(&self, typed: &[String]) -> Result<Node, IndexError> {
        let mut words = Vec::new();
        for word in typed {
            exact_tokens(word, |token| words.push(token.text.to_owned()));
        }
        if words.is_empty() {
            return Ok(Node::All);
        }
        let fields = [self.snapshot.fields.title_exact, self.snapshot.fields.body_exact];
        let mut documents = vec![0_u64; words.len()];
        let mut lists = Vec::new();
        for segment in 0..self.snapshot.segments.len() {
            let mut here = Vec::new();
            for field in fields {
                let mut infos = Vec::new();
                for (word, documents) in words.iter().zip(&mut documents) {
                    let Some(info) = self.look_up(segment, field, word)? else { continue };
                    *documents += u64::from(info.doc_freq);
                    infos.push(info);
                }
                if infos.len() == words.len() {
                    here.push((field, infos));
                }
            }
            lists.push(here);
        }
        let weight = documents.into_iter().map(|n| self.statistics.informativeness(n)).sum();
        Ok(Node::Phrase(Phrase { words, weight, lists }))
    }

    fn look_up(
        &self,
        segment: usize,
        field: Field,
        word: &str,
    ) -> Result<Option<TermInfo>, IndexError> {
        let Some(segment) = self.snapshot.segments.get(segment) else { return Ok(None) };
        let index = segment.reader.inverted_index(field);
        let index = index.map_err(|error| self.snapshot.failed(&error))?;
        let found = index.get_term_info(&Term::from_field_text(field, word));
        found.map_err(|error| self.snapshot.unreadable(&error))
    }
}

/// The bit of the part at a place.
pub(super) fn bit(place: usize) -> u64 {
    1 << place.min(MOST_PARTS - 1)
}
