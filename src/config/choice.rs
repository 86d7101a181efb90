//! Finds the known word that somebody probably meant.

/// `did you mean …`, or the list of what there is.
pub(super) fn suggestion(word: &str, known: &[&str]) -> String {
    match nearest(word, known) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("write one of {}", listed(known)),
    }
}

pub(super) fn listed(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// The nearest of the known words, when it is near enough to be meant.
pub(super) fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let letters: Vec<char> = word.to_lowercase().chars().take(41).collect();
    if letters.len() > 40 {
        return None;
    }
    let with_distance = known.iter().map(|known| (distance(&letters, known), *known));
    let (distance, meant) = with_distance.min_by_key(|(distance, _)| *distance)?;
    // A third of the letters wrong is a slip, more is another word.
    (distance <= meant.chars().count().max(3) / 3).then_some(meant)
}

/// How many letters must be added, taken away, exchanged or swapped with their neighbour
/// (Damerau–Levenshtein, restricted).
fn distance(from: &[char], to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    let mut previous_letter = None;
    for (row, letter) in from.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, other) in to.iter().enumerate() {
            let at =
                |line: &[usize], index: usize| line.get(index).copied().unwrap_or(usize::MAX / 2);
            let exchanged = at(&last, column) + usize::from(letter != other);
            let mut best = exchanged.min(at(&last, column + 1) + 1).min(at(&current, column) + 1);
            let is_swap = column
                .checked_sub(1)
                .is_some_and(|left| to.get(left) == Some(letter) && previous_letter == Some(other));
            if is_swap {
                best = best.min(at(&before, column - 1) + 1);
            }
            current.push(best);
        }
        before = std::mem::replace(&mut last, current);
        previous_letter = Some(letter);
    }
    last.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_understood_and_another_word_is_not() {
        let known = ["feed", "listing", "sitemap", "register"];
        for (word, meant) in [
            ("feeed", Some("feed")),
            ("fede", Some("feed")),
            ("Listing", Some("listing")),
            ("site-map", Some("sitemap")),
            ("regsiter", Some("register")),
            ("twitter", None),
            ("", None),
            (&"x".repeat(10_000), None),
        ] {
            assert_eq!(nearest(word, &known), meant, "{word}");
        }
    }
}
