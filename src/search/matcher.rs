//! Where in a shown text the words of a query stand, in whichever form.

use std::collections::VecDeque;
use std::ops::Range;

use super::plan::{Node, Plan};
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
    /// Words in exactly this order and form.
    Exact(Vec<String>),
}

impl Matcher {
    pub fn new(plan: &Plan) -> Self {
        let mut targets = Vec::new();
        for found in plan.wanted.iter().flat_map(|word| &word.parts) {
            let what = Sought::Forms(found.part.forms.clone());
            targets.push(Target { weight: found.weight, what });
        }
        for node in &plan.strict {
            add_targets(node, &mut targets);
        }
        let mut matcher =
            Self { targets, firsts: Vec::new(), longest_phrase: 0, analyser: Analyser::new() };
        for target in &matcher.targets {
            let words = match &target.what {
                Sought::Forms(forms) => forms,
                Sought::Exact(words) => {
                    matcher.longest_phrase = matcher.longest_phrase.max(words.len());
                    words
                }
            };
            matcher.firsts.extend(words.iter().filter_map(|word| first_letter(word)));
        }
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
        let mut last: VecDeque<(String, Range<usize>)> = VecDeque::new();
        while let Some(place) = words.next_into(&mut word) {
            if self.longest_phrase > 0 {
                if last.len() == self.longest_phrase {
                    last.pop_front();
                }
                last.push_back((word.clone(), place.clone()));
            }
            if first_letter(&word).is_some_and(|first| self.firsts.contains(&first)) {
                self.analyser.stem(&mut word, language);
                found.extend(self.matching(&word, &place, &last));
            }
        }
        found
    }

    /// What a stemmed word at a place is, or ends.
    fn matching(
        &self,
        stem: &String,
        place: &Range<usize>,
        last: &VecDeque<(String, Range<usize>)>,
    ) -> impl Iterator<Item = Match> {
        self.targets.iter().enumerate().filter_map(move |(number, target)| {
            let place = match &target.what {
                Sought::Forms(forms) => forms.contains(stem).then(|| place.clone()),
                Sought::Exact(phrase) => ending(phrase, last),
            };
            place.map(|place| Match { place, number, weight: target.weight })
        })
    }
}

/// Where a phrase stands that ends with the last word.
fn ending(phrase: &[String], last: &VecDeque<(String, Range<usize>)>) -> Option<Range<usize>> {
    let from = last.len().checked_sub(phrase.len())?;
    let words = last.iter().skip(from);
    let same = words.clone().map(|(word, _)| word).eq(phrase);
    let (start, end) = (words.clone().next()?.1.start, last.back()?.1.end);
    same.then_some(start..end)
}

fn add_targets(node: &Node, targets: &mut Vec<Target>) {
    match node {
        Node::Words(words) => targets.extend(words.iter().map(|found| Target {
            weight: found.weight,
            what: Sought::Forms(found.part.forms.clone()),
        })),
        Node::Phrase(phrase) => targets
            .push(Target { weight: phrase.weight, what: Sought::Exact(phrase.words.clone()) }),
        Node::And(parts) | Node::Or(parts) => {
            for part in parts {
                add_targets(part, targets);
            }
        }
        Node::All | Node::Filter(_) | Node::Not(_) => {}
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
