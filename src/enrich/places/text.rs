//! A text as its words, with what tells a name from a word.

use std::ops::Range;

use crate::language::Words;

/// One word.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// Where it stands in the text.
    pub(super) at: Range<usize>,
    /// Where its lower-case form stands in `Text::lower`.
    lower: Range<usize>,
    shape: Shape,
    /// Would have a capital letter whatever it is.
    pub(super) begins: bool,
    /// Stands in a line that writes most words with a capital.
    pub(super) in_headline: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Small,
    Capital,
    /// All letters are capitals, and there are two at least.
    Shouted,
}

impl Word {
    pub(super) fn is_capital(&self) -> bool {
        self.shape != Shape::Small
    }

    pub(super) fn is_shouted(&self) -> bool {
        self.shape == Shape::Shouted
    }
}

/// The words of a part of a document.
pub(super) struct Text<'t> {
    pub(super) written: &'t str,
    lower: String,
    pub(super) words: Vec<Word>,
}

impl<'t> Text<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let mut read =
            Self { written: text, lower: String::with_capacity(text.len()), words: Vec::new() };
        let (mut walk, mut word, mut end, mut line) = (Words::new(text), String::new(), 0, 0);
        while let Some(at) = walk.next_into(&mut word) {
            let gap = text.get(end..at.start).unwrap_or_default();
            if gap.contains('\n') {
                mark_headline(read.words.get_mut(line..).unwrap_or_default());
                line = read.words.len();
            }
            end = at.end;
            let begins = read.words.is_empty() || begins_sentence(gap);
            read.push(at, &word, begins);
        }
        mark_headline(read.words.get_mut(line..).unwrap_or_default());
        read
    }

    fn push(&mut self, at: Range<usize>, word: &str, begins: bool) {
        let written = self.written.get(at.clone()).unwrap_or_default();
        let from = self.lower.len();
        self.lower.push_str(word);
        let shape = shape(written);
        let lower = from..self.lower.len();
        self.words.push(Word { at, lower, shape, begins, in_headline: false });
    }

    pub(super) fn get(&self, at: usize) -> Option<&Word> {
        self.words.get(at)
    }

    /// A word in lower case; empty before the first and after the last.
    pub(super) fn lower(&self, at: usize) -> &str {
        self.words.get(at).and_then(|word| self.lower.get(word.lower.clone())).unwrap_or_default()
    }

    /// What stands between a word and the one before it.
    pub(super) fn gap_before(&self, at: usize) -> &'t str {
        let Some(word) = self.words.get(at) else { return "" };
        let before = at.checked_sub(1).and_then(|before| self.words.get(before));
        self.written
            .get(before.map_or(0, |before| before.at.end)..word.at.start)
            .unwrap_or_default()
    }

    /// Whether nothing but a space or a hyphen parts a word from the one before it.
    pub(super) fn follows_closely(&self, at: usize) -> bool {
        at > 0 && matches!(self.gap_before(at), " " | "-" | "\u{a0}" | "'" | "’")
    }

    /// The sentence around a word, shortened.
    pub(super) fn sentence(&self, at: usize) -> String {
        let Some(word) = self.words.get(at) else { return String::new() };
        let (before, after) = self.written.split_at_checked(word.at.start).unwrap_or_default();
        let from =
            before.char_indices().rev().take(LONGEST_EVIDENCE / 2).find_map(|(at, letter)| {
                let next = before.get(at + letter.len_utf8()..)?.chars().next();
                let ends = letter == '\n'
                    || (ENDS.contains(&letter) && next.is_none_or(char::is_whitespace));
                (ends && self.is_no_abbreviation(at)).then_some(at + letter.len_utf8())
            });
        let cut = before.char_indices().rev().nth(LONGEST_EVIDENCE / 2).map(|(at, _)| at);
        let from = from.or(cut);
        let is_cut = from.is_some() && from == cut;
        let start = before.get(from.unwrap_or(0)..).unwrap_or_default();
        let room = LONGEST_EVIDENCE.saturating_sub(start.chars().count());
        let end = after.find('\n').unwrap_or(after.len());
        let own = word.at.len();
        let stops = after.match_indices(ENDS).filter(|(at, _)| *at >= own && *at < end);
        let stop = stops.map(|(at, stop)| at + stop.len()).find(|stop| {
            let is_last = after.get(*stop..).and_then(|rest| rest.chars().next());
            let before = word.at.start + stop - 1;
            is_last.is_none_or(char::is_whitespace) && self.is_no_abbreviation(before)
        });
        let end = stop.unwrap_or(end);
        let limit = after.char_indices().nth(room).map_or(after.len(), |(at, _)| at);
        let rest = after.get(..end.min(limit)).unwrap_or_default();
        let (open, close) = (if is_cut { "…" } else { "" }, if limit < end { "…" } else { "" });
        format!("{open}{}{close}", format!("{start}{rest}").trim())
    }

    /// A full stop after one or two letters ends no sentence: *S:t*, *bl.a.*, *t.ex.*
    fn is_no_abbreviation(&self, at: usize) -> bool {
        let before = self.written.get(..at).unwrap_or_default();
        before.chars().rev().take(3).take_while(|letter| letter.is_alphanumeric()).count() > 2
    }
}

fn shape(written: &str) -> Shape {
    if !written.chars().next().is_some_and(char::is_uppercase) {
        return Shape::Small;
    }
    if written.len() > 1 && !written.chars().any(char::is_lowercase) {
        return Shape::Shouted;
    }
    // *MoSCoW* is no Moscow.
    let is_mixed = !written.starts_with("Mc") && written.chars().skip(1).any(char::is_uppercase);
    if is_mixed { Shape::Small } else { Shape::Capital }
}

/// Letters of the longest sentence that is kept as evidence.
const LONGEST_EVIDENCE: usize = 200;

const ENDS: [char; 3] = ['.', '!', '?'];

fn begins_sentence(gap: &str) -> bool {
    gap.contains([
        '.', '!', '?', ':', '\n', '•', '|', '–', '—', '”', '"', '“', '»', '«', '„', '/', ';',
    ])
}

/// A line in which most of the longer words have a capital says nothing by it.
fn mark_headline(line: &mut [Word]) {
    let long = line.iter().filter(|word| word.at.len() > 3);
    let (mut all, mut capital, mut shouted) = (0, 0, 0);
    for word in long {
        all += 1;
        capital += usize::from(word.is_capital());
        shouted += usize::from(word.is_shouted());
    }
    if (all >= 3 && capital * 3 > all * 2) || (all >= 2 && shouted == all) {
        for word in line {
            word.in_headline = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_is_the_sentence_around_a_word() {
        for (text, at, expected) in [
            ("Ett. Två i Lund. Tre.", 3, "Två i Lund."),
            ("Rubrik\nBl.a. Lund och\nmer", 3, "Bl.a. Lund och"),
            ("Lund", 0, "Lund"),
            ("Det var allt. Se St. Louis genast. Nej.", 4, "Se St. Louis genast."),
            ("Sedan 5.3 i Lund", 4, "Sedan 5.3 i Lund"),
        ] {
            assert_eq!(Text::new(text).sentence(at), expected);
        }
        let long = format!("{} Lund {}", "ord ".repeat(100), "ord ".repeat(100));
        let sentence = Text::new(&long).sentence(100);
        assert!(sentence.starts_with('…') && sentence.ends_with('…') && sentence.contains("Lund"));
        assert!(sentence.chars().count() <= LONGEST_EVIDENCE + 3);
    }

    #[test]
    fn capitals_of_a_headline_say_nothing() {
        let flags = |text: &str| {
            Text::new(text).words.iter().map(|word| word.in_headline).collect::<Vec<_>>()
        };
        assert_eq!(flags("Reading About Smart Cities"), [true; 4]);
        assert_eq!(flags("People in Reading talk"), [false; 4]);
    }
}
