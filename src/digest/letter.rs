//! What a letter says, before it has a form. Names of persons, scores, query syntax and guesses of
//! machines have no place here.

use crate::date::Day;
use crate::message::Locale;
use crate::model::{Ask, DocumentId, Kind, Language, Timestamp};

/// A digest of a saved search (bevakningsbrev), or a letter that an analyst wrote (nätverksbrev).
#[derive(Clone, Debug, PartialEq)]
pub struct Letter {
    pub locale: Locale,
    /// Title of the saved search, or of the network letter.
    pub title: String,
    /// Who sends: the network's name; may be empty.
    pub network: String,
    /// When it was composed.
    pub now: Timestamp,
    pub content: Content,
    /// At most three of the own network, and what is most worth telling first.
    pub own: Vec<Item>,
    /// At most five from elsewhere.
    pub world: Vec<Item>,
    /// New hits that are not told here, but at `rest`.
    pub more: usize,
    /// Address with all that is new.
    pub rest: String,
    /// Sources that have been silent or failing: one line on coverage; 0 says nothing.
    pub silent_sources: usize,
    /// Our own start page.
    pub home: String,
    /// Where it is changed, paused and ended, with a placeholder for the token.
    pub manage: String,
    /// Where whoever got it forwarded subscribes for themselves.
    pub subscribe: String,
}

/// What the two kinds of letters have for themselves.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    Digest(Counts),
    Network {
        /// Paragraphs, divided by empty lines; may be empty.
        introduction: String,
        signature: String,
    },
}

/// The head of a digest: "14 nya träffar → 3 för dig. 2 i nätverket, 5 i Norden."
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// New hits since the last letter, each story once.
    pub hits: usize,
    /// Those of them that the letter tells.
    pub told: usize,
    pub in_network: usize,
    /// In the Nordic countries outside the network.
    pub nordic: usize,
    /// Calls that close within 14 days.
    pub closing_soon: usize,
    /// Answers of readers have changed the order.
    pub heeds_answers: bool,
}

/// One hit as a reader sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    pub document: DocumentId,
    /// What happened: the title.
    pub title: String,
    /// At most 300 characters of plain text; may be empty.
    pub summary: String,
    /// The original; our own page where it has none.
    pub link: String,
    /// Our page about it.
    pub page: String,
    /// Who: the municipality that it is about, else empty.
    pub place: String,
    pub source: String,
    pub date: Timestamp,
    pub language: Language,
    pub kind: Option<Kind>,
    /// Words and concepts by which it matched, as typed by whoever made the search.
    pub matched: Vec<String>,
    /// As the source words it: "1,2 mnkr".
    pub cost: Option<String>,
    /// Last day to apply.
    pub closes: Option<Day>,
    /// Day on which it takes place.
    pub event: Option<Day>,
    /// Its source lets nobody in without a login.
    pub needs_login: bool,
    /// Further sources that tell the same.
    pub also_in: Vec<String>,
    /// What the analyst wrote to it, in network letters.
    pub remark: Option<Remark>,
    /// Placeholder for what answers it; empty where no answers are asked for.
    pub answer: String,
}

/// What an analyst wrote to a hit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    pub ask: Ask,
    pub answer_by: Option<Day>,
    pub comment: String,
}

/// A letter in all its forms. Links that are of one reader alone are placeholders
/// ([`fill_in`](super::links::fill_in)).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Composed {
    pub subject: String,
    /// A whole document with its styles on its elements.
    pub html: String,
    pub text: String,
}
