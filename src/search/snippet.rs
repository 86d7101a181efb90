//! The lines around what was found: a window of the text, cut at words, with its matches.

use std::collections::HashSet;
use std::ops::Range;

use super::matcher::Match;
use crate::model::Snippet;

/// At most so many characters: what may be shown of a document that is not ours.
pub(super) const MOST_CHARACTERS: usize = 300;
/// Matches further apart than this are not shown together, so that context fits around them.
const WIDEST_MATCHES: usize = 220;
/// A window begins with its sentence when that begins at most so many characters earlier.
const LONGEST_LEAD: usize = 120;
/// Otherwise it begins so many characters before the first match.
const SHORT_LEAD: usize = 50;
const ELLIPSIS: &str = "…";

/// Cuts the window that has the most, and the most informative, of the query's words.
pub(super) fn cut(text: &str, matches: &[Match]) -> Snippet {
    let cluster = best_cluster(text, matches);
    let start = match &cluster {
        Some(cluster) => start_before(text, cluster.start),
        None => first_letter(text),
    };
    let needed = cluster.as_ref().map_or(start, |cluster| cluster.end);
    let end = end_after(text, start, needed);
    let inside: Vec<Range<usize>> = matches
        .iter()
        .map(|found| found.place.clone())
        .filter(|place| place.start >= start && place.end <= end)
        .collect();
    render(text, start..end, &inside)
}

/// Ranges that do not overlap, in order.
pub(super) fn joined(mut places: Vec<Range<usize>>) -> Vec<(usize, usize)> {
    places.sort_by_key(|place| (place.start, place.end));
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for place in places {
        match joined.last_mut() {
            Some(last) if place.start < last.1 => last.1 = last.1.max(place.end),
            _ => joined.push((place.start, place.end)),
        }
    }
    joined
}

/// From the first to the last match of the best window; the earliest among equals.
fn best_cluster(text: &str, matches: &[Match]) -> Option<Range<usize>> {
    let mut best: Option<(f32, Range<usize>)> = None;
    for (number, first) in matches.iter().enumerate() {
        let mut met = HashSet::new();
        let mut worth = 0.0;
        let mut end = first.place.end;
        for found in matches.iter().skip(number) {
            let window = text.get(first.place.start..found.place.end).unwrap_or_default();
            // In bytes first, which is cheap and never less than characters.
            if window.len() > WIDEST_MATCHES && window.chars().count() > WIDEST_MATCHES {
                break;
            }
            // More of the same word is a hint that the place is about it, and no more than that.
            worth += if met.insert(found.number) { found.weight } else { found.weight * 0.05 };
            end = end.max(found.place.end);
        }
        if best.as_ref().is_none_or(|(most, _)| worth > *most) {
            best = Some((worth, first.place.start..end));
        }
    }
    best.map(|(_, cluster)| cluster)
}

/// Where the window begins: with the sentence when it is near, else with a word.
fn start_before(text: &str, first_match: usize) -> usize {
    let before = text.get(..first_match).unwrap_or_default();
    let sentence = sentence_start(before);
    let lead = before.get(sentence..).unwrap_or_default();
    if lead.len() <= LONGEST_LEAD || lead.chars().count() <= LONGEST_LEAD {
        return sentence;
    }
    let near = back_by(before, SHORT_LEAD);
    let window = before.get(near..).unwrap_or_default();
    window.find(char::is_whitespace).map_or(first_match, |space| {
        let rest = window.get(space..).unwrap_or_default();
        near + space + (rest.len() - rest.trim_start().len())
    })
}

/// Where the last sentence of a text begins.
fn sentence_start(text: &str) -> usize {
    let ends = text.char_indices().rev().find(|(at, letter)| {
        let after = text.get(at + letter.len_utf8()..).unwrap_or_default();
        match letter {
            '\n' => true,
            '.' | '!' | '?' => {
                let mut next = after.chars();
                // `t.ex. kommuner` and `kl. 12` end no sentence.
                next.next().is_some_and(char::is_whitespace)
                    && next.next().is_none_or(char::is_uppercase)
            }
            _ => false,
        }
    });
    let start = ends.map_or(0, |(at, letter)| at + letter.len_utf8());
    let rest = text.get(start..).unwrap_or_default();
    start + (rest.len() - rest.trim_start().len())
}

/// Where the window ends: after as many characters as fit, at the end of a word.
fn end_after(text: &str, start: usize, needed: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    // Room for an ellipsis and a space on both sides.
    let room = MOST_CHARACTERS - 4;
    let Some((cut, _)) = rest.char_indices().nth(room) else {
        return start + rest.trim_end().len();
    };
    let window = rest.get(..cut).unwrap_or_default();
    let least = needed.saturating_sub(start).max(cut * 2 / 3);
    let sentence = window.char_indices().rev().find(|(at, letter)| {
        let end = at + letter.len_utf8();
        let after = rest.get(end..).and_then(|rest| rest.chars().next());
        end >= least && matches!(letter, '.' | '!' | '?') && after.is_none_or(char::is_whitespace)
    });
    if let Some((at, letter)) = sentence {
        return start + at + letter.len_utf8();
    }
    let word = if rest.get(cut..).is_some_and(|rest| rest.starts_with(char::is_whitespace)) {
        Some(cut)
    } else {
        window.rfind(char::is_whitespace).filter(|space| start + space >= needed)
    };
    start + window.get(..word.unwrap_or(cut)).unwrap_or(window).trim_end().len()
}

/// Copies a window with its white space folded, and moves the matches along.
fn render(text: &str, window: Range<usize>, places: &[Range<usize>]) -> Snippet {
    let mut snippet = Snippet::default();
    let before = text.get(..window.start).unwrap_or_default();
    if !before.trim().is_empty() && !ends_sentence(before) {
        snippet.text.push_str(ELLIPSIS);
        snippet.text.push(' ');
    }
    let places = joined(places.to_vec());
    let mut starts = places.iter().map(|place| place.0).peekable();
    let mut ends = places.iter().map(|place| place.1).peekable();
    let mut opened = 0;
    let inside = text.get(window.clone()).unwrap_or_default();
    for (at, letter) in inside.char_indices() {
        if ends.next_if_eq(&(window.start + at)).is_some() {
            snippet.highlights.push((opened, snippet.text.len()));
        }
        if starts.next_if_eq(&(window.start + at)).is_some() {
            opened = snippet.text.len();
        }
        if !letter.is_whitespace() {
            snippet.text.push(letter);
        } else if !snippet.text.ends_with(' ') {
            snippet.text.push(' ');
        }
    }
    if ends.next_if_eq(&window.end).is_some() {
        snippet.highlights.push((opened, snippet.text.len()));
    }
    let after = text.get(window.end..).unwrap_or_default();
    if !after.trim().is_empty() && !ends_sentence(inside) {
        snippet.text.push(' ');
        snippet.text.push_str(ELLIPSIS);
    }
    snippet
}

fn ends_sentence(text: &str) -> bool {
    text.ends_with('\n') || text.trim_end().ends_with(['.', '!', '?', ':', '”', '"'])
}

fn first_letter(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// The place so many characters before the end.
fn back_by(text: &str, characters: usize) -> usize {
    text.char_indices().rev().nth(characters.saturating_sub(1)).map_or(0, |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(text: &str, word: &str) -> Vec<Match> {
        text.match_indices(word)
            .map(|(at, word)| Match { place: at..at + word.len(), number: 0, weight: 1.0 })
            .collect()
    }

    #[test]
    fn a_window_begins_with_its_sentence() {
        let text = format!(
            "{}Här ligger en solcellspark. Den är stor.\n\n{}",
            "Ord och ord. ".repeat(40),
            "Mer text. ".repeat(40)
        );
        let snippet = cut(&text, &found(&text, "solcell"));
        assert!(snippet.text.starts_with("Här ligger en"), "{}", snippet.text);
        let (from, to) = snippet.highlights[0];
        assert_eq!(&snippet.text[from..to], "solcell");
        assert!(snippet.text.chars().count() <= MOST_CHARACTERS);
        assert!(!snippet.text.contains("  "));
    }

    #[test]
    fn without_matches_it_is_the_beginning() {
        assert_eq!(cut("  Kort text. ", &[]).text, "Kort text.");
        assert_eq!(cut("", &[]), Snippet::default());
        let long = "ordet ".repeat(100);
        let snippet = cut(&long, &[]);
        assert!(snippet.text.ends_with("ordet …"));
    }

    #[test]
    fn words_in_the_middle_of_nowhere_get_an_ellipsis() {
        let text = format!("{}mål {}", "ord ".repeat(200), "ord ".repeat(200));
        let snippet = cut(&text, &found(&text, "mål"));
        assert!(snippet.text.starts_with("… ord"), "{}", snippet.text);
        assert!(snippet.text.ends_with("ord …"));
    }

    #[test]
    fn overlapping_matches_are_joined() {
        assert_eq!(joined(vec![5..9, 0..3, 2..6]), [(0, 9)]);
        assert_eq!(joined(vec![5..9, 0..5]), [(0, 5), (5, 9)]);
    }

    proptest! {
        #[test]
        fn any_text_is_cut_within_bounds(text in "([a-zåäö]{0,12}[ .\n\u{a0}!?]{0,2}|\\PC){0,200}", word in "[a-zåäö]{1,2}") {
            let snippet = cut(&text, &found(&text, &word));
            prop_assert!(snippet.text.chars().count() <= MOST_CHARACTERS);
            for (from, to) in snippet.highlights {
                prop_assert_eq!(snippet.text.get(from..to), Some(word.as_str()));
            }
        }
    }
}
