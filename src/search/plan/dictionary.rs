//! Walks through the words of an index: those that begin alike, are mistyped, or have a stem.

use std::io;

use tantivy::postings::TermInfo;
use tantivy::termdict::TermDictionary;

use crate::language::query_forms;

/// Words are looked at up to so many, so that `a*` ends in time.
const MOST_LOOKED_AT: usize = 200_000;
/// Of the words that begin so, the most frequent so many are searched for.
const MOST_BEGINNINGS: usize = 500;
/// Of the words that are spelt alike, the first so many.
const MOST_SIMILAR: usize = 64;
/// Words of one stem begin alike, in most languages, with so many letters.
const COMMON_LETTERS: usize = 3;

/// The most frequent words that begin so.
pub(super) fn beginning_with(
    words: &TermDictionary,
    beginning: &str,
) -> io::Result<Vec<(Vec<u8>, TermInfo)>> {
    let mut found = Vec::new();
    each(words, beginning, |word, info| found.push((word.to_vec(), info.clone())))?;
    if found.len() > MOST_BEGINNINGS {
        found.select_nth_unstable_by(MOST_BEGINNINGS, |one, other| {
            other.1.doc_freq.cmp(&one.1.doc_freq).then_with(|| one.0.cmp(&other.0))
        });
        found.truncate(MOST_BEGINNINGS);
    }
    Ok(found)
}

/// Adds the words that differ in at most so many letters, and not in the first one.
pub(super) fn similar_to(
    words: &TermDictionary,
    asked: &[String],
    letters: u8,
    found: &mut Vec<String>,
) -> io::Result<()> {
    let mut firsts: Vec<char> = asked.iter().filter_map(|word| word.chars().next()).collect();
    firsts.sort_unstable();
    firsts.dedup();
    let asked: Vec<Vec<char>> = asked.iter().map(|word| word.chars().collect()).collect();
    let most = usize::from(letters.min(2));
    for first in firsts {
        each(words, first.encode_utf8(&mut [0; 4]), |bytes, _| {
            let Ok(word) = std::str::from_utf8(bytes) else { return };
            let spelt: Vec<char> = word.chars().collect();
            let is_similar = asked.iter().any(|asked| differs_by(asked, &spelt) <= most);
            if is_similar && found.len() < MOST_SIMILAR && !found.iter().any(|one| one == word) {
                found.push(word.to_owned());
            }
        })?;
    }
    Ok(())
}

/// The lists of all written forms of a word that is known by its stems.
pub(super) fn written_as(words: &TermDictionary, stems: &[String]) -> io::Result<Vec<TermInfo>> {
    let mut found = Vec::new();
    let shortest = stems.iter().min_by_key(|stem| stem.len());
    let Some(shortest) = shortest else { return Ok(found) };
    let beginning: String = shortest.chars().take(COMMON_LETTERS).collect();
    each(words, &beginning, |bytes, info| {
        let Ok(word) = std::str::from_utf8(bytes) else { return };
        // A form is seldom much longer than its stem; the rest are compounds.
        let is_near = stems.iter().any(|stem| word.len() <= stem.len() + 8);
        if is_near && query_forms(word).iter().any(|form| stems.contains(form)) {
            found.push(info.clone());
        }
    })?;
    Ok(found)
}

fn each(
    words: &TermDictionary,
    beginning: &str,
    mut found: impl FnMut(&[u8], &TermInfo),
) -> io::Result<()> {
    let mut stream = words.range().ge(beginning.as_bytes()).into_stream()?;
    let mut left = MOST_LOOKED_AT;
    while left > 0 && stream.advance() && stream.key().starts_with(beginning.as_bytes()) {
        found(stream.key(), stream.value());
        left -= 1;
    }
    Ok(())
}

/// In how many letters two words differ: put in, left out, changed, or two exchanged.
fn differs_by(one: &[char], other: &[char]) -> usize {
    if one.len().abs_diff(other.len()) > 2 {
        return usize::MAX;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (row, letter) in one.iter().enumerate() {
        let mut this = Vec::with_capacity(last.len());
        this.push(row + 1);
        for (column, met) in other.iter().enumerate() {
            let at = |line: &[usize], place: usize| line.get(place).copied().unwrap_or(usize::MAX);
            let changed = at(&last, column) + usize::from(letter != met);
            let mut fewest = changed.min(at(&last, column + 1) + 1).min(at(&this, column) + 1);
            let exchanged = row > 0
                && column > 0
                && one.get(row - 1) == Some(met)
                && other.get(column - 1) == Some(letter);
            if exchanged {
                fewest = fewest.min(at(&before, column - 1).saturating_add(1));
            }
            this.push(fewest);
        }
        before = std::mem::replace(&mut last, this);
    }
    last.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_differ_are_counted() {
        for (one, other, letters) in [
            ("papperskorg", "paperskorg", 1),
            ("solcell", "solcell", 0),
            ("solcell", "soclell", 1),
            ("buss", "buller", 4),
            ("å", "", 1),
        ] {
            let letters_of = |word: &str| word.chars().collect::<Vec<_>>();
            assert_eq!(differs_by(&letters_of(one), &letters_of(other)), letters, "{one} {other}");
        }
        assert_eq!(differs_by(&['a'; 3], &['a'; 6]), usize::MAX);
    }
}
