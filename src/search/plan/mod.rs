//! A query tree made ready for an index: words looked up, weights reckoned, once for all segments.

mod dictionary;
mod halves;
mod meanings;
mod words;

use tantivy::postings::TermInfo;
use tantivy::schema::Field;

use super::engine::Snapshot;
use super::score::{Lengths, PARTS_BOOST, PLACE_WEIGHT, TITLE_BOOST};
use crate::index::{Fields, IndexError};
use crate::model::{Expansion, Filter, PlaceId, Query, Term};
pub(super) use halves::Half;
use words::Planner;

/// Documents tell which of so many parts they have in one number; further parts share the last
/// place. Nobody types as many.
const MOST_PARTS: usize = 64;

/// What is to be found, for the whole index.
pub(super) struct Plan {
    /// Words that are wanted: documents with all of them come first.
    pub wanted: Vec<Wanted>,
    /// Concepts that stand for some of the wanted words.
    pub meanings: Vec<Meaning>,
    /// What typed compounds are made of.
    pub halves: Vec<Half>,
    /// What must hold whatever is wanted.
    pub strict: Vec<Node>,
    /// Wanted words that were typed side by side.
    pub pairs: Vec<Pair>,
    pub scales: Scales,
}

/// A word as it was typed, with the places of its parts.
pub(super) struct Wanted {
    pub typed: String,
    pub parts: Vec<Found>,
    /// The bits that a document has when it has the whole word.
    pub bits: u64,
}

/// What tells one document from others.
pub(super) struct Telling {
    /// Stems, with how often it has each.
    pub words: Vec<(String, u16)>,
    pub concepts: Vec<String>,
    pub places: Vec<PlaceId>,
}

/// A concept that a document may speak of in place of typed words.
pub(super) struct Meaning {
    pub concept: String,
    /// The parts of words that it stands for, each with what it is worth to have it this way.
    pub stands_for: Vec<(u64, f32)>,
    /// For each segment its list.
    pub lists: Vec<Option<TermInfo>>,
    /// Its terms, to be marked: of each its words, of each word its forms.
    pub terms: Vec<Vec<Vec<String>>>,
}

/// How the lengths of each field count.
pub(super) struct Scales {
    title: Lengths,
    body: Lengths,
    parts: Lengths,
    concept: Lengths,
}

/// A node of the tree with its words looked up.
pub(super) enum Node {
    All,
    Filter(Filter),
    /// About one of these places, or naming it; worth more when about it.
    Place(Vec<PlaceId>, f32),
    /// Each of these words, in any form; or what they mean.
    Words(Vec<Found>, Option<Meaning>),
    /// These words in this order; one word alone is an exact word.
    Phrase(Phrase),
    /// These words near each other.
    Near(Near),
    And(Vec<Node>),
    Or(Vec<Node>),
    Not(Box<Node>),
}

/// One word, where it stands.
pub(super) struct Found {
    pub word: Sought,
    /// How much it says.
    pub weight: f32,
    /// For each segment its lists.
    pub lists: Vec<Vec<List>>,
}

/// How a word is known again in a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Sought {
    /// Any of these stems; the first is the word as it was typed.
    Forms(Vec<String>),
    /// Any word that begins so.
    Prefix(String),
}

pub(super) struct Phrase {
    pub words: Vec<String>,
    pub weight: f32,
    /// For each segment and field the lists of all words; left out where a word is missing.
    pub lists: Vec<Vec<(Slot, Vec<TermInfo>)>>,
}

pub(super) struct Near {
    /// Of each word its stems.
    pub words: Vec<Vec<String>>,
    pub between: u32,
    pub weight: f32,
    /// For each segment and field the lists of all words in all their forms; left out where a
    /// word is missing.
    pub lists: Vec<Vec<(Slot, Vec<Vec<TermInfo>>)>>,
}

/// Two words that follow each other in the query.
pub(super) struct Pair {
    pub weight: f32,
    /// For each segment and field the lists of both words in their forms.
    pub lists: Vec<Vec<(Slot, [Vec<TermInfo>; 2])>>,
}

pub(super) struct List {
    pub slot: Slot,
    pub info: TermInfo,
}

/// Where a word can stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    Title,
    Body,
    Parts,
    TitleExact,
    BodyExact,
}

/// Where words are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    Everywhere,
    Title,
}

impl Plan {
    pub fn new(
        snapshot: &Snapshot,
        query: &Query,
        expansions: &[Expansion],
    ) -> Result<Self, IndexError> {
        let planner = Planner::new(snapshot, expansions);
        let parts = match query {
            Query::And(parts) => parts.as_slice(),
            other => std::slice::from_ref(other),
        };
        let (mut wanted, mut strict) = (Vec::new(), Vec::new());
        let mut place = 0;
        for part in parts {
            match wanted_word(part) {
                Some((typed, boost)) => wanted.extend(planner.wanted(typed, boost, &mut place)?),
                None => strict.push(planner.node(part, Scope::Everywhere, 1.0)?),
            }
        }
        let meanings = planner.meanings(&wanted)?;
        let halves = planner.halves(&wanted)?;
        let pairs = planner.pairs(&wanted)?;
        Ok(Self { wanted, meanings, halves, strict, pairs, scales: Scales::of(snapshot)? })
    }

    /// What finds documents that share some of this, and fulfil a condition.
    pub fn like(
        snapshot: &Snapshot,
        telling: &Telling,
        condition: &Query,
    ) -> Result<Self, IndexError> {
        let planner = Planner::new(snapshot, &[]);
        let mut wanted = planner.most_telling(&telling.words)?;
        let meanings = planner.concepts(&telling.concepts, &mut wanted)?;
        let mut strict = vec![planner.node(condition, Scope::Everywhere, 1.0)?];
        if !telling.places.is_empty() {
            // All may be elsewhere; what is about the same place is worth more.
            let place = Node::Place(telling.places.clone(), PLACE_WEIGHT);
            strict.push(Node::Or(vec![place, Node::All]));
        }
        let (halves, pairs) = (Vec::new(), Vec::new());
        Ok(Self { wanted, meanings, halves, strict, pairs, scales: Scales::of(snapshot)? })
    }

    /// The bits of a document that has all wanted words.
    pub fn all_bits(&self) -> u64 {
        self.wanted.iter().fold(0, |bits, word| bits | word.bits)
    }

    /// The parts of all wanted words with their bits.
    pub fn wanted_parts(&self) -> impl Iterator<Item = (u64, &Found)> {
        let parts = self.wanted.iter().flat_map(|word| &word.parts);
        parts.enumerate().map(|(place, found)| (bit(place), found))
    }

    /// Something must be found in the text, besides wanted words.
    pub fn has_strict_words(&self) -> bool {
        self.strict.iter().any(Node::finds_words)
    }

    /// Something tells better documents from others, besides their dates.
    pub fn ranks(&self) -> bool {
        let by_place = |node: &Node| matches!(node, Node::Place(..));
        !self.wanted.is_empty() || self.has_strict_words() || self.strict.iter().any(by_place)
    }

    /// All of one story was asked for.
    pub fn shows_one_story(&self) -> bool {
        self.strict.iter().any(|node| matches!(node, Node::Filter(Filter::Story(_))))
    }
}

/// A word that is wanted and not demanded, and how much more it counts.
fn wanted_word(query: &Query) -> Option<(&str, f32)> {
    match query {
        Query::Term(Term::Word(typed)) => Some((typed, 1.0)),
        Query::Boost(inner, boost) => {
            wanted_word(inner).map(|(typed, inner)| (typed, inner * boost))
        }
        _ => None,
    }
}

impl Scales {
    fn of(snapshot: &Snapshot) -> Result<Self, IndexError> {
        let Fields { title, body, parts, concept, .. } = snapshot.fields;
        Ok(Self {
            title: Lengths::of(snapshot, title, TITLE_BOOST)?,
            body: Lengths::of(snapshot, body, 1.0)?,
            parts: Lengths::of(snapshot, parts, PARTS_BOOST)?,
            concept: Lengths::of(snapshot, concept, 1.0)?,
        })
    }

    pub fn at(&self, slot: Slot) -> &Lengths {
        match slot {
            Slot::Title | Slot::TitleExact => &self.title,
            Slot::Body | Slot::BodyExact => &self.body,
            Slot::Parts => &self.parts,
        }
    }

    pub fn of_concepts(&self) -> &Lengths {
        &self.concept
    }
}

impl Slot {
    pub fn field(self, fields: &Fields) -> Field {
        match self {
            Self::Title => fields.title,
            Self::Body => fields.body,
            Self::Parts => fields.parts,
            Self::TitleExact => fields.title_exact,
            Self::BodyExact => fields.body_exact,
        }
    }
}

impl Scope {
    /// Where stems stand.
    fn stems(self) -> &'static [Slot] {
        match self {
            Self::Everywhere => &[Slot::Title, Slot::Body, Slot::Parts],
            Self::Title => &[Slot::Title],
        }
    }

    /// Where forms stand as they were written.
    fn exact(self) -> &'static [Slot] {
        match self {
            Self::Everywhere => &[Slot::TitleExact, Slot::BodyExact],
            Self::Title => &[Slot::TitleExact],
        }
    }
}

impl Node {
    fn finds_words(&self) -> bool {
        match self {
            Self::Words(..) | Self::Phrase(_) | Self::Near(_) => true,
            Self::And(parts) | Self::Or(parts) => parts.iter().any(Self::finds_words),
            Self::All | Self::Filter(_) | Self::Place(..) | Self::Not(_) => false,
        }
    }
}

/// The bit of the part at a place.
fn bit(place: usize) -> u64 {
    1 << place.min(MOST_PARTS - 1)
}
