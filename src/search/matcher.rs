//! Where in a shown text the words of a query stand, in whichever form.

use std::collections::VecDeque;
use std::ops::Range;

use super::plan::{Meaning, Node, Plan, Sought as Word};
use crate::language::{Analyser, Words};
use crate::model::Language;

/// A word or phrase that was found.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Match {
    /// In bytes of the text.
    pub place: Range<usize>,
    /// Which of the query's words it is.
    pub number: usize,
    /// How much it says.
    pub weight: f32,
}

/// Finds a query's words. It remembers stems: keep one for all hits of an answer.
pub(super) struct Matcher {
    targets: Vec<Target>,
    /// First letters of all that is sought, without diacritics: most words of a text have another
    /// one, and need no stemming.
    firsts: Vec<char>,
    longest_phrase: usize,
    analyser: Analyser,
}

struct Target {
    weight: f32,
    what: Sought,
}

enum Sought {
    /// A word whose stem is one of these.
    Forms(Vec<String>),
    /// A word that begins so.
    Prefix(String),
    /// Words in exactly this order and form.
    Exact(Vec<String>),
    /// Words in this order whose stems are among these: a term of the thesaurus.
    Stems(Vec<Vec<String>>),
}

impl Matcher {
    pub fn new(plan: &Plan) -> Self {
        let mut targets = Vec::new();
        for found in plan.wanted.iter().flat_map(|word| &word.parts) {
            targets.push(Target::new(found.weight, &found.word));
        }
        for half in &plan.halves {
            targets.push(Target::new(half.found.weight, &half.found.word));
        }
        for meaning in &plan.meanings {
            add_terms(meaning, &mut targets);
        }
        for node in &plan.strict {
            add_targets(node, &mut targets);
        }
        let mut matcher =
            Self { targets, firsts: Vec::new(), longest_phrase: 0, analyser: Analyser::new() };
        for target in &matcher.targets {
            let words: Vec<&String> = match &target.what {
                Sought::Forms(forms) => forms.iter().collect(),
                Sought::Prefix(beginning) => vec![beginning],
                Sought::Exact(words) => {
                    matcher.longest_phrase = matcher.longest_phrase.max(words.len());
                    words.iter().collect()
                }
                Sought::Stems(words) => {
                    matcher.longest_phrase = matcher.longest_phrase.max(words.len());
                    words.iter().flatten().collect()
                }
            };
            matcher.firsts.extend(words.iter().filter_map(|word| first_letter(word)));
        }
        matcher.firsts.sort_unstable();
        matcher.firsts.dedup();
        matcher
    }

    /// All matches in a text, in order; a phrase may overlap its words.
    pub fn matches(&mut self, text: &str, language: Language) -> Vec<Match> {
        let mut found = Vec::new();
        if self.targets.is_empty() {
            return found;
        }
        let mut words = Words::new(text);
        let mut word = String::new();
        let mut last: VecDeque<Met> = VecDeque::new();
        while let Some(place) = words.next_into(&mut word) {
            let is_sought = first_letter(&word).is_some_and(|first| self.firsts.contains(&first));
            let written = (self.longest_phrase > 0 || is_sought).then(|| word.clone());
            if is_sought {
                self.analyser.stem(&mut word, language);
            }
            if self.longest_phrase > 0 {
                if last.len() == self.longest_phrase {
                    last.pop_front();
                }
                let written = written.clone().unwrap_or_default();
                last.push_back(Met { written, stem: word.clone(), place: place.clone() });
            }
            if let Some(written) = written.filter(|_| is_sought) {
                found.extend(self.matching(&written, &word, &place, &last));
            }
        }
        found
    }

    /// What a word at a place is, or ends.
    fn matching(
        &self,
        written: &str,
        stem: &String,
        place: &Range<usize>,
        last: &VecDeque<Met>,
    ) -> impl Iterator<Item = Match> {
        self.targets.iter().enumerate().filter_map(move |(number, target)| {
            let place = match &target.what {
                Sought::Forms(forms) => forms.contains(stem).then(|| place.clone()),
                Sought::Prefix(beginning) => {
                    written.starts_with(beginning.as_str()).then(|| place.clone())
                }
                Sought::Exact(phrase) => {
                    ending(phrase.len(), last, |at, met| phrase.get(at) == Some(&met.written))
                }
                Sought::Stems(term) => ending(term.len(), last, |at, met| {
                    term.get(at).is_some_and(|forms| forms.contains(&met.stem))
                }),
            };
            place.map(|place| Match { place, number, weight: target.weight })
        })
    }
}

/// A word that was just read.
struct Met {
    written: String,
    stem: String,
    place: Range<usize>,
}

impl Target {
    fn new(weight: f32, word: &Word) -> Self {
        let what = match word {
            Word::Forms(forms) => Sought::Forms(forms.clone()),
            Word::Prefix(beginning) => Sought::Prefix(beginning.clone()),
        };
        Self { weight, what }
    }
}

/// Where a phrase of so many words stands that ends with the last word.
fn ending(
    words: usize,
    last: &VecDeque<Met>,
    is_there: impl Fn(usize, &Met) -> bool,
) -> Option<Range<usize>> {
    let from = last.len().checked_sub(words)?;
    let mut met = last.iter().skip(from).enumerate();
    let start = last.get(from)?.place.start;
    met.all(|(at, met)| is_there(at, met)).then_some(start..last.back()?.place.end)
}

/// What a concept is called, to be marked where it stands for typed words.
fn add_terms(meaning: &Meaning, targets: &mut Vec<Target>) {
    let weight = meaning.stands_for.iter().map(|(_, weight)| weight).sum();
    for term in meaning.terms.iter().filter(|term| !term.is_empty()) {
        targets.push(Target { weight, what: Sought::Stems(term.clone()) });
    }
}

fn add_targets(node: &Node, targets: &mut Vec<Target>) {
    match node {
        Node::Words(words, meaning) => {
            targets.extend(words.iter().map(|found| Target::new(found.weight, &found.word)));
            if let Some(meaning) = meaning {
                add_terms(meaning, targets);
            }
        }
        Node::Near(near) => targets.extend(
            near.words
                .iter()
                .map(|forms| Target { weight: near.weight, what: Sought::Forms(forms.clone()) }),
        ),
        Node::Phrase(phrase) => targets
            .push(Target { weight: phrase.weight, what: Sought::Exact(phrase.words.clone()) }),
        Node::And(parts) | Node::Or(parts) => {
            for part in parts {
                add_targets(part, targets);
            }
        }
        Node::All | Node::Filter(_) | Node::Place(..) | Node::Not(_) => {}
    }
}

/// The first letter; German stems lose their umlauts (`Übung` is indexed as `ubung`).
fn first_letter(word: &str) -> Option<char> {
    word.chars().next().map(|letter| match letter {
        'ä' => 'a',
        'ö' => 'o',
        'ü' => 'u',
        other => other,
    })
}
