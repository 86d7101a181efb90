//! A search as a form with boxes: at least one of, all of, none of; to the language and back.

use super::quotation::is_quote;
use super::write::{operand, parts_of, side_by_side};
use super::{any_word_is_operator, parse};
use crate::message::Locale;
use crate::model::{Query, Term, Timestamp};

/// What stands in the boxes. Each holds words and `"phrases"` as they are typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Boxes {
    /// At least one of these must be there.
    pub any: String,
    /// All of these, as words side by side are read.
    pub all: String,
    /// None of these may be there.
    pub none: String,
    /// These words in this order; without quotation marks.
    pub phrase: String,
    /// Conditions and everything that fits in no box, as it is typed.
    pub rest: String,
}

/// Sorts a query text into boxes; `None` when it cannot be read.
pub fn from_query(text: &str, now: Timestamp) -> Option<Boxes> {
    let query = parse(text, Locale::Sv, now).ok()?.query;
    let mut boxes = Boxes::default();
    for (one, written) in parts_of(&query).iter().zip(side_by_side(&query)) {
        match one {
            Query::All => {}
            Query::Term(Term::Phrase(words)) if boxes.phrase.is_empty() => {
                boxes.phrase = words.join(" ");
            }
            term if is_term(term) => push(&mut boxes.all, &written),
            Query::Or(parts) if boxes.any.is_empty() && parts.iter().all(is_term) => {
                for part in parts {
                    push(&mut boxes.any, &operand(part));
                }
            }
            Query::Not(inner) => match inner.as_ref() {
                term if is_term(term) => push(&mut boxes.none, &operand(term)),
                Query::Or(parts) if parts.iter().all(is_term) => {
                    for part in parts {
                        push(&mut boxes.none, &operand(part));
                    }
                }
                _ => push(&mut boxes.rest, &written),
            },
            _ => push(&mut boxes.rest, &written),
        }
    }
    Some(boxes)
}

/// The query text that the boxes stand for.
pub fn to_query(boxes: &Boxes) -> String {
    let mut written = Vec::new();
    let phrase: Vec<&str> = boxes
        .phrase
        .split(|c: char| c.is_whitespace() || is_quote(c))
        .filter(|w| !w.is_empty())
        .collect();
    if !phrase.is_empty() {
        written.push(format!("\"{}\"", phrase.join(" ")));
    }
    written.extend(pieces(&boxes.all));
    let any: Vec<String> =
        pieces(&boxes.any).filter(|piece| !any_word_is_operator(piece)).collect();
    match any.as_slice() {
        [] => {}
        [one] => written.push(format!("+{}", one.trim_start_matches('+'))),
        several => written.push(format!("({})", several.join(" OR "))),
    }
    let none = pieces(&boxes.none).filter(|piece| !any_word_is_operator(piece));
    written.extend(none.map(|piece| format!("-{}", piece.trim_start_matches('-'))));
    let rest = boxes.rest.trim();
    if !rest.is_empty() {
        written.push(rest.to_owned());
    }
    written.join(" ")
}

fn is_term(query: &Query) -> bool {
    match query {
        Query::Term(_) => true,
        Query::Boost(part, _) => is_term(part),
        _ => false,
    }
}

fn push(to: &mut String, piece: &str) {
    if !to.is_empty() {
        to.push(' ');
    }
    to.push_str(piece);
}

/// What stands between spaces, with phrases whole.
fn pieces(text: &str) -> impl Iterator<Item = String> {
    let mut found = Vec::new();
    let (mut piece, mut is_quoted) = (String::new(), false);
    for letter in text.chars() {
        is_quoted ^= is_quote(letter);
        if letter.is_whitespace() && !is_quoted {
            found.push(std::mem::take(&mut piece));
        } else {
            piece.push(letter);
        }
    }
    if is_quoted {
        piece.push('"');
    }
    found.push(piece);
    found.into_iter().filter(|piece| !piece.is_empty())
}
