//! The table of Swedish words whose forms no ending explains, and where in a word they may stand.

use std::sync::OnceLock;

use super::declension::{self, Place};
use crate::language::table::Table;

/// A longer word ends with a form of the table only if the form has so many letters; shorter ones
/// end too many words by chance.
const SHORTEST_TAIL: usize = 5;

/// `anta`, `inse`.
const SHORTEST_VERB: usize = 2;

/// What may stand before a verb. `åter` and `upp` may do so together.
const PREFIXES: &[&str] = &[
    "an", "av", "be", "bi", "bort", "del", "efter", "er", "fast", "fel", "fort", "fram", "färdig",
    "för", "före", "genom", "hem", "hög", "i", "igen", "igång", "in", "inne", "iordning", "kart",
    "kring", "kvar", "med", "miss", "mot", "ned", "ner", "ny", "nyttig", "o", "om", "på", "rund",
    "sam", "samman", "själv", "säker", "till", "tillhanda", "tillbaka", "under", "upp", "ur", "ut",
    "van", "vid", "vidare", "väl", "å", "åsido", "åt", "åter", "över", "överens", "utom", "ansvar",
    "klar", "sär", "sönder", "tele", "full", "likställ", "jäm", "fri", "gemen", "god", "lag",
];

/// The key of a word that the table knows: what stands before it, and its key in the table.
pub fn key(word: &str) -> Option<(&str, &'static str)> {
    let table = table();
    if let Some((key, _)) = table.get(word) {
        return Some(("", key));
    }
    let mut letters = word.chars().count();
    // A head has two letters at least, but verbs have prefixes of one.
    for (at, _) in word.char_indices().skip(1) {
        letters -= 1;
        if letters < SHORTEST_VERB {
            break;
        }
        let (head, tail) = word.split_at(at);
        let fits = match table.get(tail) {
            Some((key, Place::End)) => (letters >= SHORTEST_TAIL && at > 2).then_some(key),
            Some((key, Place::AfterPrefix)) => is_prefix(head).then_some(key),
            Some((_, Place::Whole)) | None => None,
        };
        if let Some(key) = fits {
            return Some((head, key));
        }
    }
    None
}

/// One prefix or two.
fn is_prefix(head: &str) -> bool {
    PREFIXES.contains(&head)
        || PREFIXES
            .iter()
            .filter_map(|first| head.strip_prefix(first))
            .any(|second| PREFIXES.contains(&second))
}

fn table() -> &'static Table<(&'static str, Place)> {
    static TABLE: OnceLock<Table<(&'static str, Place)>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table::with_capacity(9000);
        declension::spell_out(include_str!("irregular.txt"), |form, key, place| {
            table.insert(form, (key, place));
        });
        table
    })
}
