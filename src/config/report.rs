//! Collects the problems of one file, each with its line.

use std::fmt;
use std::path::{Path, PathBuf};

/// One thing to put right: `sources.toml:14: source "umea-nyheter": url is not absolute; …`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub file: PathBuf,
    /// Counted from 1.
    pub line: usize,
    /// What is wrong, and what to write instead.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file.display(), self.line, self.message)
    }
}

/// The problems of one file, found in any order.
pub(super) struct Report {
    file: PathBuf,
    line_starts: Vec<usize>,
    /// Where in the file the text begins that offsets are counted from.
    shift: usize,
    problems: Vec<Problem>,
}

impl Report {
    pub(super) fn new(file: &Path, text: &str) -> Self {
        let after_breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        let line_starts = std::iter::once(0).chain(after_breaks).collect();
        Self { file: file.to_owned(), line_starts, shift: 0, problems: Vec::new() }
    }

    /// From here on offsets count from `start` of the file.
    pub(super) fn count_from(&mut self, start: usize) {
        self.shift = start;
    }

    pub(super) fn line(&self, offset: usize) -> usize {
        let offset = offset + self.shift;
        self.line_starts.partition_point(|start| *start <= offset)
    }

    pub(super) fn add(&mut self, offset: usize, message: String) {
        self.add_at_line(self.line(offset), message);
    }

    pub(super) fn add_at_line(&mut self, line: usize, message: String) {
        self.problems.push(Problem { file: self.file.clone(), line, message });
    }

    pub(super) fn count(&self) -> usize {
        self.problems.len()
    }

    /// In the order of their lines.
    pub(super) fn finish(mut self) -> Vec<Problem> {
        self.problems.sort_by_key(|problem| problem.line);
        self.problems
    }
}

/// A text from the file as a message may show it: short, and without characters that would play
/// tricks on a terminal.
pub(super) fn shown(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut letters = text.chars().map(|letter| if is_trick(letter) { '·' } else { letter });
    let mut short: String = letters.by_ref().take(LONGEST).collect();
    if letters.next().is_some() {
        short.push('…');
    }
    short
}

/// A text of several lines without characters that would play tricks on a terminal.
pub(super) fn harmless(text: &str) -> String {
    text.chars()
        .map(|letter| if letter != '\n' && is_trick(letter) { '·' } else { letter })
        .collect()
}

/// Control characters, and those that turn the direction of writing.
pub(super) fn is_trick(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
