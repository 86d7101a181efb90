//! The word that is being typed, completed: fields, their values, words of the index, places.

use crate::language::fold;
use crate::message::Locale;
use crate::search::syntax::{complete_field, complete_value, is_field};

/// Proposals at most.
const MOST: usize = 10;
/// Fewer letters begin too many words.
const SHORTEST: usize = 2;
/// From so many letters on, fields and places are proposed beside words.
const SHORTEST_FIELD: usize = 3;
const SHORTEST_PLACE: usize = 4;
/// Fields among the proposals at most, and places.
const MOST_FIELDS: usize = 3;
const MOST_PLACES: usize = 2;

/// Whole query texts in which the word before the cursor (in bytes) is completed, the likeliest
/// first. `terms` gives words of the index that begin so, the most frequent first.
pub fn complete(
    text: &str,
    cursor: usize,
    locale: Locale,
    terms: &dyn Fn(&str) -> Vec<String>,
) -> Vec<String> {
    let Some((before, after)) = text.split_at_checked(cursor) else { return Vec::new() };
    let begins = begin_of_word(before);
    let (kept, word) = before.split_at_checked(begins).unwrap_or((before, ""));
    let mut found: Vec<String> = Vec::new();
    for completion in of_word(word, locale, terms) {
        let whole = format!("{kept}{completion}{after}");
        if completion != word && !found.contains(&whole) {
            found.push(whole);
        }
    }
    found.truncate(MOST);
    found
}

/// Where the word before the cursor begins: after a space, a parenthesis, an operator or a
/// quotation mark, unless the mark opens the value of a field.
fn begin_of_word(before: &str) -> usize {
    let is_quote = |letter: &char| "\"”“„»«".contains(*letter);
    let quotes = before.chars().filter(is_quote).count();
    let open = before.char_indices().rev().find(|(_, letter)| is_quote(letter));
    if let Some((at, _)) = open.filter(|_| quotes % 2 == 1) {
        let outside = before.get(..at).unwrap_or_default();
        if outside.ends_with(':') {
            return begin_of_run(outside);
        }
    }
    begin_of_run(before)
}

fn begin_of_run(text: &str) -> usize {
    let ends = |letter: char| letter.is_whitespace() || "()|\"”“„»«".contains(letter);
    let run = text.char_indices().rev().find(|(_, letter)| ends(*letter));
    let run = run.map_or(0, |(at, letter)| at + letter.len_utf8());
    let marks = text.get(run..).unwrap_or_default();
    run + marks.len() - marks.trim_start_matches(['-', '–', '+', '=']).len()
}

fn of_word(word: &str, locale: Locale, terms: &dyn Fn(&str) -> Vec<String>) -> Vec<String> {
    if let Some((name, values)) = word.split_once(':').filter(|(name, _)| is_field(name)) {
        return of_value(name, values, locale, terms);
    }
    if word.chars().count() < SHORTEST || !word.chars().all(|c| c.is_alphanumeric() || c == '-') {
        return Vec::new();
    }
    let letters = word.chars().count();
    let mut found =
        if letters < SHORTEST_FIELD { Vec::new() } else { complete_field(word, locale) };
    found.truncate(MOST_FIELDS);
    found.extend(terms(&fold(word)));
    if letters >= SHORTEST_PLACE {
        let places = complete_value(locale.choose("plats", "place"), word, locale);
        found.truncate(MOST - MOST_PLACES);
        found.extend(places.into_iter().take(MOST_PLACES));
    }
    found
}

/// The last of the values after the colon.
fn of_value(
    name: &str,
    values: &str,
    locale: Locale,
    terms: &dyn Fn(&str) -> Vec<String>,
) -> Vec<String> {
    let (earlier, begun) =
        values.rsplit_once(',').map_or(("", values), |(list, last)| (list, last));
    let begun = begun.trim_start_matches(|letter: char| "\"”“„»«=".contains(letter));
    let comma = if earlier.is_empty() { "" } else { "," };
    if matches!(fold(name).as_str(), "title" | "rubrik" | "titel") {
        let words = terms(&fold(begun)).into_iter();
        return words.map(|word| format!("{name}:{earlier}{comma}{word}")).collect();
    }
    let field = format!("{name}:");
    let completed = complete_value(name, begun, locale).into_iter();
    let values = completed.filter_map(|it| Some(it.strip_prefix(&field)?.to_owned()));
    values.map(|value| format!("{field}{earlier}{comma}{value}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn completed(text: &str) -> Vec<String> {
        let words = ["temperatur", "tema", "trafik", "belysning", "malmö", "papperskorgar"];
        let terms = |begun: &str| -> Vec<String> {
            words.iter().filter(|word| word.starts_with(begun)).map(|w| (*w).to_owned()).collect()
        };
        complete(text, text.len(), Locale::Sv, &terms)
    }

    #[test]
    fn the_word_at_the_cursor_is_completed() {
        for (text, expected) in [
            ("sol tem", &["sol tema:", "sol temperatur", "sol tema"] as &[&str]),
            ("bel", &["belysning"]),
            ("+helsi", &["+plats:Helsingfors", "+plats:Helsingborg"]),
            ("-(bely", &["-(belysning"]),
            ("\"smarta papp", &["\"smarta papperskorgar"]),
            ("rubrik:bel", &["rubrik:belysning"]),
            (
                "tema:tr",
                &[
                    "tema:trafik",
                    "tema:trygghet",
                    "tema:traffic",
                    "tema:transport",
                    "tema:transporter",
                ],
            ),
            ("land:se,d", &["land:se,danmark", "land:se,denmark"]),
            ("status:skala", &["status:\"skala upp\""]),
            ("status:\"skala u", &["status:\"skala upp\""]),
            ("begrepp:\"smarta pap", &["begrepp:\"smarta papperskorgar\""]),
            ("typ:uts", &[]),
            ("typ:utl", &["typ:utlysning"]),
            ("nätverk:", &["nätverk:ja", "nätverk:nej"]),
            ("plats:helsingb", &["plats:Helsingborg"]),
            ("x", &[]),
            ("sol ", &[]),
            ("https://be", &[]),
        ] {
            assert_eq!(completed(text), expected, "{text}");
        }
        let terms = |_: &str| vec!["belysning".to_owned()];
        assert_eq!(complete("bel skola", 3, Locale::Sv, &terms)[0], "belysning skola");
        assert!(complete("å", 1, Locale::Sv, &terms).is_empty());
    }
}
