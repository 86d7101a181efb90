//! The same search with less of it, for when nothing was found.

use crate::message::{Locale, search as message};
use crate::model::{Filter, Query, Term};
use crate::search::syntax::{describe, write_in};

/// Shorter words are too like others to be searched for with mistakes.
const SHORTEST_MISTYPED: usize = 4;

/// A search that finds more than the one that it was made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Looser {
    /// What it leaves out, in the interface's language.
    pub description: String,
    pub query: Query,
    /// The query as a text.
    pub text: String,
}

/// The same search without one of its conditions, that which is likely to narrow most first; then
/// with words instead of phrases, without any condition, and with words that are spelled alike.
/// Whoever shows them counts what each finds.
pub fn looser(query: &Query, locale: Locale) -> Vec<Looser> {
    let parts = match query {
        Query::And(parts) => parts.as_slice(),
        other => std::slice::from_ref(other),
    };
    let mut found: Vec<(u8, Looser)> = Vec::new();
    let mut at = 0;
    while let Some(part) = parts.get(at) {
        let length = if is_period(parts.get(at..at + 2)) { 2 } else { 1 };
        let change = parts.get(at..at + length).and_then(|taken| change(part, taken, locale));
        if let Some((rank, description, instead)) = change {
            let (before, after) = (parts.get(..at), parts.get(at + length..));
            let kept = before.into_iter().chain(Some(instead.as_slice())).chain(after);
            let query = together(kept.flatten().cloned().collect());
            found.extend(made(query, description).map(|looser| (rank, looser)));
        }
        at += length;
    }
    found.sort_by_key(|(rank, _)| *rank);
    let mut found: Vec<Looser> = found.into_iter().map(|(_, looser)| looser).collect();
    found.extend(without_conditions(parts, locale));
    found.extend(spelled_alike(parts, locale));
    for looser in &mut found {
        looser.text = write_in(&looser.query, locale);
    }
    found
}

/// How likely a part narrows most (0 the most), what it is called to leave it out, and what may
/// stand instead. `None` for what cannot be left out: the wanted words.
fn change(part: &Query, taken: &[Query], locale: Locale) -> Option<(u8, String, Vec<Query>)> {
    let told = describe(&together(taken.to_vec()), locale);
    let words = |words: &[String]| -> Vec<Query> {
        words.iter().map(|word| Query::Term(Term::Word(word.clone()))).collect()
    };
    match part {
        Query::All | Query::Term(Term::Word(_) | Term::Prefix(_) | Term::Fuzzy(..)) => None,
        Query::Term(Term::Phrase(typed) | Term::Near(typed, _)) => {
            Some((0, message::as_words(locale, &typed.join(" ")), words(typed)))
        }
        Query::Term(Term::Exact(word)) => {
            Some((1, message::in_any_form(locale, word), words(std::slice::from_ref(word))))
        }
        Query::Term(Term::Required(word)) => {
            Some((6, message::preferably(locale, word), words(std::slice::from_ref(word))))
        }
        Query::Term(Term::InTitle(term)) => {
            Some((1, message::anywhere(locale, &told), anywhere(term)))
        }
        Query::Boost(inner, weight) => {
            let (rank, description, instead) = change(inner, std::slice::from_ref(inner), locale)?;
            let weighed = |query| Query::Boost(Box::new(query), *weight);
            Some((rank, description, instead.into_iter().map(weighed).collect()))
        }
        Query::Not(inner) => {
            Some((7, message::not_left_out(locale, &describe(inner, locale)), Vec::new()))
        }
        other => Some((narrowness(other), message::without(locale, &told), Vec::new())),
    }
}

fn anywhere(term: &Term) -> Vec<Query> {
    match term {
        Term::Required(word) => vec![Query::Term(Term::Word(word.clone()))],
        other => vec![Query::Term(other.clone())],
    }
}

fn narrowness(part: &Query) -> u8 {
    match part {
        Query::Filter(filter) => match filter {
            Filter::Number(..) | Filter::Fact(..) | Filter::Story(_) => 1,
            Filter::Concept(_) | Filter::Status(_) | Filter::Phase(_) => 2,
            Filter::Place(_) | Filter::Source(_) | Filter::Site(_) | Filter::Kind(_) => 3,
            Filter::After(_) | Filter::Before(_) | Filter::SavedSearch(..) => 4,
            Filter::Theme(_) | Filter::Country(_) | Filter::Group(_) => 5,
            Filter::Nordic | Filter::Network(_) | Filter::Language(_) => 6,
        },
        Query::And(parts) | Query::Or(parts) => parts.iter().map(narrowness).min().unwrap_or(6),
        _ => 6,
    }
}

/// `date:2026-10` is two conditions, and one to whoever typed it.
fn is_period(parts: Option<&[Query]>) -> bool {
    matches!(parts, Some([Query::Filter(Filter::After(_)), Query::Filter(Filter::Before(_))]))
}

fn without_conditions(parts: &[Query], locale: Locale) -> Option<Looser> {
    let conditions = parts.iter().filter(|part| is_condition(part)).count();
    let is_one =
        conditions < 2 || (conditions == 2 && parts.windows(2).any(|two| is_period(Some(two))));
    let kept = parts.iter().filter(|part| !is_condition(part)).cloned().collect();
    if is_one { None } else { made(together(kept), message::without_conditions(locale)) }
}

fn is_condition(query: &Query) -> bool {
    match query {
        Query::Filter(_) => true,
        Query::Or(parts) | Query::And(parts) => parts.iter().all(is_condition),
        Query::Not(part) => is_condition(part),
        Query::All | Query::Term(_) | Query::Boost(..) => false,
    }
}

fn spelled_alike(parts: &[Query], locale: Locale) -> Option<Looser> {
    let alike = |part: &Query| match part {
        Query::Term(Term::Word(word) | Term::Required(word)) if may_be_mistyped(word) => {
            Query::Term(Term::Fuzzy(word.clone(), 1))
        }
        other => other.clone(),
    };
    let query: Vec<Query> = parts.iter().map(alike).collect();
    if query == parts { None } else { made(together(query), message::spelled_alike(locale)) }
}

fn may_be_mistyped(word: &str) -> bool {
    word.chars().count() >= SHORTEST_MISTYPED && word.chars().all(char::is_alphabetic)
}

fn together(mut parts: Vec<Query>) -> Query {
    match parts.len() {
        0 => Query::All,
        1 => parts.pop().unwrap_or(Query::All),
        _ => Query::And(parts),
    }
}

/// Everything is no search.
fn made(query: Query, description: String) -> Option<Looser> {
    let parts = match &query {
        Query::And(parts) => parts.as_slice(),
        other => std::slice::from_ref(other),
    };
    let asks = parts.iter().any(|part| !matches!(part, Query::All | Query::Not(_)));
    asks.then_some(Looser { description, query, text: String::new() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Timestamp;
    use crate::search::syntax::parse;

    fn now() -> Timestamp {
        "2026-11-21T07:00:00Z".parse().unwrap()
    }

    #[test]
    fn what_narrows_most_is_left_out_first() {
        for (text, expected) in [
            ("smarta hem", &["även stavat på liknande sätt: smarta~1 hem"] as &[&str]),
            ("tema:trafik", &[]),
            (
                "5G tema:trafik budget:>1mkr",
                &[
                    "utan villkoret med en budget på mer än 1\u{a0}000\u{a0}000 kr: 5G tema:mobility",
                    "utan villkoret inom temat Trafik, transport och logistik: 5G budget:>=1000001",
                    "utan alla villkor: 5G",
                ],
            ),
            (
                "5G datum:2026-10",
                &["utan villkoret från och med 2026-10-01 och före 2026-11-01: 5G"],
            ),
            ("\"två tak\"", &["orden två tak var för sig: två tak"]),
            (
                "=Hem +5G",
                &["Hem i alla böjningar: Hem +5G", "helst men inte nödvändigt 5G: =Hem 5G"],
            ),
            ("rubrik:5G", &["inte bara 5G i rubriken: 5G"]),
            ("5G -buss", &["utan att utesluta buss: 5G"]),
            ("5G (IoT OR AI)^2", &["utan villkoret IoT eller AI: 5G"]),
        ] {
            let query = parse(text, Locale::Sv, now()).unwrap().query;
            let found = looser(&query, Locale::Sv);
            let told: Vec<String> =
                found.iter().map(|it| format!("{}: {}", it.description, it.text)).collect();
            assert_eq!(told, expected, "{text}");
            for looser in found {
                let again = parse(&looser.text, Locale::En, now()).unwrap().query;
                assert_eq!(again, looser.query, "{text}");
            }
        }
    }
}
