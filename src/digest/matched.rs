//! Why a hit matched, in the words of whoever made the search.

use crate::language::fold;
use crate::model::{Expansion, Filter, Hit, Query, Reason, Term};

/// More would say no more.
const MOST_WORDS: usize = 4;

/// The words and concepts of a search that a hit was found by, as they were typed. The hit must
/// know what its score is made of (`explain`). Nothing where the search has conditions alone.
pub(super) fn matched(hit: &Hit, query: &Query, expansions: &[Expansion]) -> Vec<String> {
    let mut typed = Typed::default();
    typed.read(query, true);
    let mut words = Vec::new();
    for phrase in &typed.certain {
        add(&mut words, phrase.clone());
    }
    for why in &hit.why {
        let found = match why.what {
            Reason::Title | Reason::Text | Reason::Parts => typed.word(&why.term),
            Reason::Concept => expansions
                .iter()
                .find(|expansion| expansion.concept == why.term)
                .map(|expansion| expansion.words.join(" ")),
            _ => None,
        };
        if let Some(found) = found {
            add(&mut words, found);
        }
    }
    words.truncate(MOST_WORDS);
    words
}

fn add(words: &mut Vec<String>, word: String) {
    if !words.iter().any(|known| fold(known) == fold(&word)) {
        words.push(word);
    }
}

/// What was typed to be found.
#[derive(Default)]
struct Typed {
    words: Vec<String>,
    /// Every hit has these.
    certain: Vec<String>,
}

impl Typed {
    fn read(&mut self, query: &Query, is_certain: bool) {
        match query {
            Query::Term(term) => self.read_term(term, is_certain),
            Query::And(parts) => parts.iter().for_each(|part| self.read(part, is_certain)),
            Query::Or(parts) => parts.iter().for_each(|part| self.read(part, false)),
            Query::Boost(part, _) => self.read(part, is_certain),
            Query::Filter(Filter::SavedSearch(_, Some(inside))) => self.read(inside, is_certain),
            Query::All | Query::Filter(_) | Query::Not(_) => {}
        }
    }

    fn read_term(&mut self, term: &Term, is_certain: bool) {
        match term {
            Term::Word(word) | Term::Required(word) | Term::Fuzzy(word, _) => {
                self.words.push(word.clone());
            }
            Term::Prefix(word) => self.words.push(word.clone()),
            Term::Exact(word) if is_certain => self.certain.push(word.clone()),
            Term::Phrase(words) | Term::Near(words, _) if is_certain => {
                self.certain.push(words.join(" "));
            }
            Term::InTitle(inner) => self.read_term(inner, is_certain),
            Term::Exact(_) | Term::Phrase(_) | Term::Near(..) => {}
        }
    }

    /// The typed word that the index knows by this form.
    fn word(&self, form: &str) -> Option<String> {
        let form = form.trim_end_matches('*');
        let has_form = |word: &&String| {
            let folded = fold(word);
            folded == form || folded.split(|c: char| !c.is_alphanumeric()).any(|part| part == form)
        };
        self.words.iter().find(has_form).cloned()
    }
}
