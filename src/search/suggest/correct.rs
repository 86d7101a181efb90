//! The word that was meant, when the one that was typed stands nowhere.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::language::fold;
use crate::model::{Query, Term};

/// Shorter words are like too many others.
const SHORTEST: usize = 4;
/// Up to so many letters one mistake is allowed, above it two.
const SHORT: usize = 5;

/// Takes a word and the number of its documents.
pub type Found<'f> = dyn FnMut(&str, u64) + 'f;

/// The words of an index, however they are kept.
pub struct Dictionary<'d> {
    /// In how many documents a word stands, in any of its forms.
    pub frequency: &'d dyn Fn(&str) -> u64,
    /// Calls for each indexed word with this beginning and the number of its documents; a word
    /// may come several times.
    pub each: &'d (dyn Fn(&str, &mut Found<'_>) + 'd),
}

/// The query with each word that stands nowhere replaced by the likest that does; `None` when
/// there is none to replace.
pub fn correct(query: &Query, dictionary: &Dictionary<'_>) -> Option<Query> {
    let mut is_corrected = false;
    let corrected = corrected(query, dictionary, &mut is_corrected);
    is_corrected.then_some(corrected)
}

fn corrected(query: &Query, dictionary: &Dictionary<'_>, changed: &mut bool) -> Query {
    let mut inside = |part: &Query| corrected(part, dictionary, changed);
    match query {
        Query::And(parts) => Query::And(parts.iter().map(inside).collect()),
        Query::Or(parts) => Query::Or(parts.iter().map(inside).collect()),
        Query::Boost(part, weight) => Query::Boost(Box::new(inside(part)), *weight),
        Query::Term(term) => Query::Term(in_term(term, dictionary, changed)),
        // What is left out was not sought.
        Query::Not(_) | Query::All | Query::Filter(_) => query.clone(),
    }
}

fn in_term(term: &Term, dictionary: &Dictionary<'_>, changed: &mut bool) -> Term {
    let mut word = |word: &String| {
        let better = Some(word).filter(|word| (dictionary.frequency)(word) == 0);
        let better = better.and_then(|word| likest(word, dictionary));
        *changed |= better.is_some();
        better.unwrap_or_else(|| word.clone())
    };
    match term {
        Term::Word(typed) => Term::Word(word(typed)),
        Term::Required(typed) => Term::Required(word(typed)),
        Term::Exact(typed) => Term::Exact(word(typed)),
        Term::Phrase(typed) => Term::Phrase(typed.iter().map(word).collect()),
        Term::Near(typed, distance) => Term::Near(typed.iter().map(word).collect(), *distance),
        Term::InTitle(inner) => Term::InTitle(Box::new(in_term(inner, dictionary, changed))),
        Term::Prefix(_) | Term::Fuzzy(..) => term.clone(),
    }
}

/// The likest word of the dictionary; of several the one that stands in most documents.
fn likest(typed: &str, dictionary: &Dictionary<'_>) -> Option<String> {
    let folded = fold(typed);
    let word: Vec<char> = folded.chars().collect();
    if word.len() < SHORTEST || !word.iter().all(|letter| letter.is_alphabetic()) {
        return None;
    }
    let most = if word.len() <= SHORT { 1 } else { 2 };
    let first = *word.first()?;
    let second = *word.get(1)?;
    let begin = |letter: char| twins(letter).into_iter().map(String::from).collect();
    // The first letter is seldom wrong; when it is, it was swapped or doubled, or left out.
    let stages: [Vec<String>; 3] = [begin(first), begin(second), vec![String::new()]];
    stages.iter().find_map(|beginnings| likest_among(&word, most, beginnings, dictionary))
}

fn likest_among(
    word: &[char],
    most: usize,
    beginnings: &[String],
    dictionary: &Dictionary<'_>,
) -> Option<String> {
    let mut found: HashMap<String, (usize, u64)> = HashMap::new();
    let mut letters: Vec<char> = Vec::new();
    for beginning in beginnings {
        (dictionary.each)(beginning, &mut |term, documents| {
            if let Some((_, known)) = found.get_mut(term) {
                *known += documents;
                return;
            }
            letters.clear();
            letters.extend(term.chars());
            if letters.len().abs_diff(word.len()) <= most
                && let Some(far) = distance(word, &letters, most)
            {
                found.insert(term.to_owned(), (far, documents));
            }
        });
    }
    let best = found
        .into_iter()
        .min_by(|(one, a), (other, b)| (a.0, Reverse(a.1), one).cmp(&(b.0, Reverse(b.1), other)));
    best.map(|(term, _)| term)
}

/// Letters that keyboards without å, ä, ö write alike.
fn twins(letter: char) -> Vec<char> {
    for alike in [['a', 'å', 'ä', 'æ'].as_slice(), &['o', 'ö', 'ø'], &['e', 'é'], &['u', 'ü']]
    {
        if alike.contains(&letter) {
            return alike.to_vec();
        }
    }
    vec![letter]
}

fn is_alike(one: char, other: char) -> bool {
    one == other || twins(one).contains(&other)
}

/// Letters to change, add, leave out or swap with the next (Damerau and Levenshtein); `None` above
/// a limit. Marks on letters cost nothing.
fn distance(one: &[char], other: &[char], most: usize) -> Option<usize> {
    let width = other.len() + 1;
    let mut before: Vec<usize> = vec![usize::MAX / 2; width];
    let mut above: Vec<usize> = (0..width).collect();
    let mut previous: Option<char> = None;
    for (row, letter) in one.iter().enumerate() {
        let mut line = Vec::with_capacity(width);
        line.push(row + 1);
        let mut left = row + 1;
        for (column, opposite) in other.iter().enumerate() {
            let get = |line: &[usize], at: usize| line.get(at).copied().unwrap_or(usize::MAX / 2);
            let changed = get(&above, column) + usize::from(!is_alike(*letter, *opposite));
            let mut fewest = changed.min(get(&above, column + 1) + 1).min(left + 1);
            let last = column.checked_sub(1).and_then(|at| other.get(at).map(|last| (at, *last)));
            if let (Some(previous), Some((at, last))) = (previous, last)
                && is_alike(previous, *opposite)
                && is_alike(*letter, last)
            {
                fewest = fewest.min(get(&before, at) + 1);
            }
            line.push(fewest);
            left = fewest;
        }
        if line.iter().min().is_some_and(|least| *least > most) {
            return None;
        }
        before = std::mem::replace(&mut above, line);
        previous = Some(*letter);
    }
    above.last().copied().filter(|far| *far <= most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::Locale;
    use crate::search::syntax::{parse, write};

    const WORDS: [(&str, u64); 9] = [
        ("belysning", 40),
        ("belastning", 90),
        ("papperskorgar", 3),
        ("ängelholm", 12),
        ("skola", 70),
        ("skolan", 50),
        ("sensor", 5),
        ("öppen", 8),
        ("hemtjänst", 9),
    ];

    fn corrected(text: &str) -> Option<String> {
        let frequency = |word: &str| {
            let word = fold(word);
            WORDS.iter().find(|(known, _)| *known == word).map_or(0, |(_, count)| *count)
        };
        let each = |begun: &str, each: &mut Found<'_>| {
            for (word, count) in WORDS.iter().filter(|(word, _)| word.starts_with(begun)) {
                each(word, *count);
            }
        };
        let query = parse(text, Locale::Sv, "2026-11-21T07:00:00Z".parse().unwrap()).unwrap().query;
        correct(&query, &Dictionary { frequency: &frequency, each: &each }).map(|it| write(&it))
    }

    #[test]
    fn the_likest_word_is_meant() {
        for (text, expected) in [
            ("belysnig", Some("belysning")),
            ("beylsning", Some("belysning")),
            ("Angelholm skola", Some("ängelholm skola")),
            ("oppen", Some("öppen")),
            ("hemtjanst", Some("hemtjänst")),
            ("elysning", Some("belysning")),
            ("eblysning", Some("belysning")),
            ("skolam -buuss", Some("skola -buuss")),
            ("+sensro land:se", Some("+sensor country:SE")),
            ("\"skola sensr\"", Some("\"skola sensor\"")),
            ("rubrik:sensr^2 OR sksola", Some("title:sensor^2 OR skola")),
            ("belysning skola", None),
            ("xyzzy", None),
            ("5G0", None),
            ("sol", None),
        ] {
            assert_eq!(corrected(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn distances_are_counted_up_to_a_limit() {
        for (one, other, expected) in [
            ("sol", "sol", Some(0)),
            ("sol", "slo", Some(1)),
            ("kalla", "källa", Some(0)),
            ("kitten", "sitting", None),
            ("abcd", "badc", Some(2)),
            ("ab", "", Some(2)),
        ] {
            let letters = |word: &str| word.chars().collect::<Vec<_>>();
            assert_eq!(distance(&letters(one), &letters(other), 2), expected, "{one} {other}");
        }
    }
}
