//! Where in a text it says what it is about: in its beginning rather than in a menu.

use std::ops::Range;

/// The beginning says it more often than the rest.
const IN_LEAD: f32 = 1.5;
/// How far the beginning reaches, in bytes: a first paragraph.
const LEAD: usize = 400;
/// A row of short lines is a menu, or a list of related pages.
const IN_ROW: f32 = 0.3;
/// So many short lines are a row.
const ROW: usize = 3;
/// So short, in bytes, is a line of a menu.
const SHORT: usize = 90;

/// A text as it is seen from above.
pub(super) struct Layout {
    /// Rows of short lines that stand where one reads past them, in their order.
    rows: Vec<Range<usize>>,
    lead: Range<usize>,
}

impl Layout {
    pub(super) fn of(text: &str) -> Self {
        let mut rows: Vec<Range<usize>> = Vec::new();
        let (mut row, mut lines, mut from, mut first) = (0..0, 0, 0, None);
        for line in text.split_inclusive('\n') {
            let to = from + line.len();
            let words = line.trim();
            if is_short(words) {
                row = if lines == 0 { from..to } else { row.start..to };
                lines += usize::from(!words.is_empty());
            } else {
                if lines >= ROW {
                    rows.push(row.clone());
                }
                lines = 0;
                first = first.or(Some(from));
            }
            from = to;
        }
        // A text of nothing but short lines has no other place to say it.
        let Some(first) = first else { return Self { rows: Vec::new(), lead: 0..LEAD } };
        if lines >= ROW {
            rows.push(row);
        }
        let begins = rows.first().filter(|row| row.start == 0).map_or(0, |_| first);
        Self { rows, lead: begins..begins + LEAD }
    }

    /// What a word counts that begins at this byte.
    pub(super) fn weight(&self, at: usize) -> f32 {
        if self.rows.iter().any(|row| row.contains(&at)) {
            IN_ROW
        } else if self.lead.contains(&at) {
            IN_LEAD
        } else {
            1.0
        }
    }
}

/// Neither a sentence nor the announcement of a list.
fn is_short(line: &str) -> bool {
    line.len() <= SHORT && !line.ends_with(['.', '!', '?', ':', ';', ',', '…', '"', '”'])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What each line counts.
    fn weights(text: &str) -> Vec<f32> {
        let layout = Layout::of(text);
        let starts = text.split_inclusive('\n').scan(0, |at, line| {
            *at += line.len();
            Some(*at - line.len())
        });
        starts.map(|at| layout.weight(at)).collect()
    }

    #[test]
    fn a_text_begins_behind_its_menu() {
        let text = "Start\n\nNyheter\nKontakt\nKommunen bygger en skola.\nDen blir ny.\n";
        assert_eq!(weights(text), [IN_ROW, IN_ROW, IN_ROW, IN_ROW, IN_LEAD, IN_LEAD]);
    }

    #[test]
    fn a_heading_is_no_row_and_the_end_is_no_lead() {
        let long = "Det här är en mening som går på. ".repeat(20);
        let text = format!("Rubrik\n{long}\nRubrik\n\nKort sagt.\nEtt\nTvå\nTre");
        let expected = [IN_LEAD, IN_LEAD, 1.0, 1.0, 1.0, IN_ROW, IN_ROW, IN_ROW];
        assert_eq!(weights(&text), expected);
    }

    #[test]
    fn where_all_lines_are_short_none_is_a_menu() {
        assert_eq!(weights("Cykelväg\nStatus\nPågår\nBudget"), [IN_LEAD; 4]);
        assert_eq!(weights(""), [0.0; 0]);
    }
}
