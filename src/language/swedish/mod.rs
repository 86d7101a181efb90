//! Stems of Swedish words: an own list of irregular words, then light rules until nothing changes.

mod declension;
mod endings;
mod irregular;

/// So many letters are left at least.
const SHORTEST_STEM: usize = 3;
/// The rules are applied at most so often.
const PASSES: usize = 3;

/// Puts the stem of a folded word into `stem`.
pub fn stem_into(word: &str, stem: &mut String) {
    stem.clear();
    if let Some((head, key)) = irregular::key(word) {
        stem.push_str(head);
        stem.push_str(key);
        return;
    }
    stem.push_str(word);
    for pass in 0..PASSES {
        if !endings::shorten(stem, pass) {
            return;
        }
    }
}

#[cfg(test)]
mod tests;
