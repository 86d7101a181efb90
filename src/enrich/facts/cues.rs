//! Words that give facts away, found in one pass over a text.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::wording::WORDINGS;
use crate::model::{Phase, Status};

/// What a wording points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cue {
    Status(Status),
    Phase(Phase),
    /// A thing that can be planned, tried and ended; without one, a wording of status means nothing.
    Undertaking,
    /// `Status:`, `Skede:`: a word of a ladder follows.
    StandingLabel,
    Deadline,
    Event,
    /// `Tid:`, `Datum:`: the day follows.
    EventLabel,
    VenueLabel,
    Period,
    Starts,
    Ends,
    /// What something costs, or what was given for it.
    Costs,
    /// The whole, not a share.
    Total,
    /// Money that is no budget: turnover, fines, prices, savings.
    OtherMoney,
    /// The payer follows.
    FundedBy,
    /// The payer stands before.
    Funds,
    /// Those who take part follow.
    With,
    SupplierFollows,
    SupplierBefore,
    OrganisationFollows,
    ProjectFollows,
    ProjectBefore,
    ProductFollows,
    Uses,
    Technology,
    Change,
    Aim,
    Lesson,
    Contact,
}

/// A cue and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct CueAt {
    pub cue: Cue,
    pub from: usize,
    pub to: usize,
}

struct Finder {
    automaton: AhoCorasick,
    patterns: Vec<Pattern>,
}

struct Pattern {
    cue: Cue,
    /// `projekt*`: the word may go on.
    goes_on: bool,
    /// `*projekt`: the word may have begun earlier.
    begins_earlier: bool,
}

static FINDER: LazyLock<Option<Finder>> = LazyLock::new(Finder::build);

/// All cues of a text.
pub(super) fn find(text: &str) -> Vec<CueAt> {
    let Some(finder) = FINDER.as_ref() else { return Vec::new() };
    let mut found = Vec::new();
    for hit in finder.automaton.find_overlapping_iter(text) {
        let Some(pattern) = finder.patterns.get(hit.pattern().as_usize()) else { continue };
        let starts = pattern.begins_earlier || begins_word(text, hit.start());
        let ends = pattern.goes_on || ends_word(text, hit.end());
        if starts && ends {
            found.push(CueAt { cue: pattern.cue, from: hit.start(), to: hit.end() });
        }
    }
    found
}

impl Finder {
    /// `None` only if the list of wordings could not be compiled, which the tests rule out.
    fn build() -> Option<Self> {
        let mut words = Vec::new();
        let mut patterns = Vec::new();
        for (cue, wordings) in WORDINGS {
            for wording in wordings.split('|') {
                let bare = wording.trim_matches('*');
                for word in with_capital(bare) {
                    words.push(word);
                    patterns.push(Pattern {
                        cue: *cue,
                        goes_on: wording.ends_with('*'),
                        begins_earlier: wording.starts_with('*'),
                    });
                }
            }
        }
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(words)
            .ok()?;
        Some(Self { automaton, patterns })
    }
}

/// The automaton knows the capitals of ASCII only; a word that begins with `å` needs its own.
fn with_capital(word: &str) -> Vec<String> {
    let mut letters = word.chars();
    match letters.next() {
        Some(first) if !first.is_ascii() => {
            vec![word.to_owned(), first.to_uppercase().chain(letters).collect()]
        }
        _ => vec![word.to_owned()],
    }
}

pub(super) fn begins_word(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    let first = text.get(at..).and_then(|from| from.chars().next());
    !(before.is_some_and(char::is_alphanumeric) && first.is_some_and(char::is_alphanumeric))
}

pub(super) fn ends_word(text: &str, at: usize) -> bool {
    let last = text.get(..at).and_then(|before| before.chars().next_back());
    let after = text.get(at..).and_then(|from| from.chars().next());
    !(last.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cues_are_whole_words_unless_they_say_otherwise() {
        assert!(FINDER.is_some());
        let cues = |text: &str| find(text).into_iter().map(|at| at.cue).collect::<Vec<_>>();
        assert!(cues("Projektet är avslutat").contains(&Cue::Phase(Phase::Finished)));
        assert!(cues("ETT STADSPROJEKT").contains(&Cue::Undertaking));
        assert!(cues("Återstår: överblick").is_empty());
    }

    #[test]
    fn no_wording_is_empty() {
        for (cue, wordings) in WORDINGS {
            assert!(wordings.split('|').all(|word| word.trim_matches('*').len() > 2), "{cue:?}");
        }
    }
}
