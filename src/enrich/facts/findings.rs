//! What has been found so far of a document, each thing once.

use crate::model::{FactFound, FactName};

/// Sentences are kept this long; the rest of a longer one adds nothing to the evidence.
const LONGEST_SENTENCE: usize = 300;

#[derive(Default)]
pub(super) struct Findings {
    facts: Vec<FactFound>,
}

/// A fact on its way in.
pub(super) struct New<'s> {
    pub name: FactName,
    pub value: String,
    pub number: Option<i64>,
    pub sentence: &'s str,
    pub confidence: u8,
}

impl Findings {
    /// Adds a fact, unless something surer of its name leaves no room for it.
    pub(super) fn add(&mut self, new: New<'_>) {
        let same = |fact: &&mut FactFound| {
            fact.name == new.name && fact.value.to_lowercase() == new.value.to_lowercase()
        };
        if let Some(known) = self.facts.iter_mut().find(same) {
            // Said twice is a little surer; what the source states is never outdone.
            if known.confidence < 100 {
                known.confidence = known.confidence.max(new.confidence).saturating_add(3).min(95);
            }
            return;
        }
        let fact = FactFound {
            name: new.name,
            value: new.value,
            number: new.number,
            sentence: shortened(new.sentence, LONGEST_SENTENCE),
            confidence: new.confidence,
        };
        let mine = self.facts.iter().filter(|known| known.name == fact.name).count();
        if mine < most(fact.name) {
            self.facts.push(fact);
        } else if mine == 1
            && let Some(only) = self.facts.iter_mut().find(|known| known.name == fact.name)
            && only.confidence < fact.confidence
        {
            *only = fact;
        }
    }

    pub(super) fn values(&self, name: FactName) -> impl Iterator<Item = &str> {
        self.facts.iter().filter(move |fact| fact.name == name).map(|fact| fact.value.as_str())
    }

    pub(super) fn has(&self, name: FactName) -> bool {
        self.facts.iter().any(|fact| fact.name == name)
    }

    /// In the order of names; of one name the surest first.
    pub(super) fn sorted(mut self) -> Vec<FactFound> {
        self.facts
            .sort_by(|one, other| (one.name, other.confidence).cmp(&(other.name, one.confidence)));
        self.facts
    }
}

/// How many facts of a name a document may have: a text that seems to have more is a list.
fn most(name: FactName) -> usize {
    match name {
        FactName::Funder | FactName::Product => 6,
        FactName::Programme | FactName::Effect | FactName::Contact => 4,
        FactName::Partners => 12,
        FactName::Supplier | FactName::Lesson | FactName::Event => 3,
        _ => 1,
    }
}

/// The beginning of a text on one line, cut at a word.
pub(super) fn shortened(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = line.char_indices().nth(most) else { return line };
    let cut = line.get(..end).unwrap_or(&line);
    let whole = cut.rsplit_once(' ').map_or(cut, |(whole, _)| whole);
    format!("{}…", whole.trim_end_matches([',', ';', ':', '.']))
}
