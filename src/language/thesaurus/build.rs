//! Putting a thesaurus together: the shipped tables, and then what users add to or take from it.

use std::collections::HashMap;

use super::key::Keys;
use super::{Concept, Entry, EntryKind, Problem, Term, Theme, Thesaurus};
use crate::model::Language;

/// What a concept can count for its theme at most; the shipped ones have 1 and less.
const HEAVIEST: f32 = 10.0;

impl Thesaurus {
    /// This thesaurus with the lines of a user's own file; when anything is wrong, all that is.
    pub fn extended(&self, entries: Vec<Entry>) -> Result<Self, Vec<Problem>> {
        let mut builder = Builder::from(self);
        let problems: Vec<Problem> =
            entries.into_iter().filter_map(|entry| builder.take(entry).err()).collect();
        if problems.is_empty() { Ok(builder.finish()) } else { Err(problems) }
    }

    /// A thesaurus of these lines alone, with the themes that are shipped.
    pub fn of(entries: Vec<Entry>) -> Result<Self, Vec<Problem>> {
        let themes = Self::shipped().themes.clone();
        Self { themes, ..Self::default() }.extended(entries)
    }
}

/// Takes lines one by one.
pub(super) struct Builder {
    themes: Vec<Theme>,
    concepts: Vec<Concept>,
    numbers: HashMap<String, usize>,
}

impl From<&Thesaurus> for Builder {
    fn from(thesaurus: &Thesaurus) -> Self {
        Self {
            themes: thesaurus.themes.clone(),
            concepts: thesaurus.concepts.clone(),
            numbers: thesaurus.numbers.clone(),
        }
    }
}

impl Builder {
    pub(super) fn new(themes: Vec<Theme>) -> Self {
        Self { themes, concepts: Vec::new(), numbers: HashMap::new() }
    }

    pub(super) fn add_concept(&mut self, id: &str, theme: Option<String>, weight: f32) -> usize {
        let number = self.concepts.len();
        let (id, terms, matches) = (id.to_owned(), Vec::new(), Vec::new());
        self.numbers.insert(id.clone(), number);
        self.concepts.push(Concept { id, theme, weight, terms, matches });
        number
    }

    pub(super) fn take(&mut self, entry: Entry) -> Result<(), Problem> {
        let line = entry.line;
        self.apply(entry).map_err(|message| Problem { line, message })
    }

    fn apply(&mut self, entry: Entry) -> Result<(), String> {
        let adds = matches!(entry.kind, EntryKind::Term { .. } | EntryKind::Match(_));
        let number = match self.numbers.get(&entry.concept) {
            Some(number) => *number,
            None if adds => self.new_concept(&entry)?,
            None => return Err(format!("there is no concept `{}` to take from", entry.concept)),
        };
        let Some(concept) = self.concepts.get_mut(number) else { return Ok(()) };
        match entry.kind {
            EntryKind::Term { language, text, preferred, expand } => {
                concept.put(Term { language, text, preferred, expand });
            }
            EntryKind::Match(address) => concept.matches.push(address),
            EntryKind::Not { language, text } => return concept.remove(language, &text),
            // Its number stays taken, so that the numbers of the others hold.
            EntryKind::NotAtAll => concept.terms.clear(),
        }
        Ok(())
    }

    fn new_concept(&mut self, entry: &Entry) -> Result<usize, String> {
        if let Some(theme) = &entry.theme
            && !self.themes.iter().any(|known| known.id == *theme)
        {
            let known: Vec<&str> = self.themes.iter().map(|theme| theme.id.as_str()).collect();
            return Err(format!("the theme `{theme}` is unknown; write {}", known.join(", ")));
        }
        let weight = entry.weight.unwrap_or(1.0);
        // Also no `NaN`, which reads as a number and would make every sum it enters useless.
        if !(0.0..=HEAVIEST).contains(&weight) {
            return Err(format!("the weight `{weight}` is not among 0–{HEAVIEST}; write 1"));
        }
        Ok(self.add_concept(&entry.concept, entry.theme.clone(), weight))
    }

    /// Adds a term of which is known that it is not there yet.
    pub(super) fn push(&mut self, concept: usize, term: Term) {
        if let Some(concept) = self.concepts.get_mut(concept) {
            concept.terms.push(term);
        }
    }

    pub(super) fn number(&self, concept: &str) -> Option<usize> {
        self.numbers.get(concept).copied()
    }

    pub(super) fn finish(mut self) -> Thesaurus {
        if self.concepts.iter().any(|concept| concept.terms.is_empty()) {
            self.concepts.retain(|concept| !concept.terms.is_empty());
            let numbers = self.concepts.iter().enumerate();
            self.numbers = numbers.map(|(number, concept)| (concept.id.clone(), number)).collect();
        }
        let keys = keys(&self.concepts);
        Thesaurus { themes: self.themes, concepts: self.concepts, numbers: self.numbers, keys }
    }
}

pub(super) fn keys(concepts: &[Concept]) -> Vec<Keys> {
    let mut all: Vec<Keys> = Vec::new();
    for (number, concept) in concepts.iter().enumerate() {
        for (of_term, term) in concept.terms.iter().enumerate() {
            let at = all.iter().position(|keys| keys.language == term.language);
            let at = at.unwrap_or_else(|| {
                all.push(Keys::new(term.language));
                all.len() - 1
            });
            if let Some(keys) = all.get_mut(at) {
                keys.add(&term.text, number, of_term);
            }
        }
    }
    all
}

impl Concept {
    /// A term that is there already is replaced; a new preferred one makes the old an alternative.
    fn put(&mut self, term: Term) {
        let of_language = self.terms.iter_mut().filter(|one| one.language == term.language);
        for other in of_language {
            if term.preferred {
                other.preferred = false;
            }
            if other.text == term.text {
                *other = term;
                return;
            }
        }
        self.terms.push(term);
    }

    fn remove(&mut self, language: Language, text: &str) -> Result<(), String> {
        let before = self.terms.len();
        self.terms.retain(|term| term.language != language || (text != "*" && term.text != text));
        if self.terms.len() == before {
            return Err(format!("`{}` has no term `{text}` in {language} to take away", self.id));
        }
        Ok(())
    }
}
