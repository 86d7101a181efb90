//! A query of any text: understood within bounds and written so that it reads the same, or an error
//! that points into what was typed.

use utkik::message::Locale;
use utkik::model::{Query, Term, Timestamp};
use utkik::search::syntax::{self, MOST_CHARACTERS, MOST_TERMS, boxes};

/// 2026-11-21T07:00:00Z.
const NOW_MS: i64 = 1_795_244_400_000;

/// Reads the text in both languages of the interface.
pub fn query(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let now = Timestamp::from_millis(NOW_MS);
    let [sv, en] = [Locale::Sv, Locale::En].map(|locale| syntax::parse(&text, locale, now));
    assert_eq!(sv, syntax::parse(&text, Locale::Sv, now), "not the same twice");
    match (sv, en) {
        (Ok(sv), Ok(en)) => {
            assert_eq!(sv.query, en.query, "the language of the interface is no part of a query");
            assert!(text.chars().count() <= MOST_CHARACTERS);
            assert!(words(&sv.query) <= MOST_TERMS, "{} words", words(&sv.query));
            for explanation in [&sv.explanation, &en.explanation] {
                assert!(!explanation.trim().is_empty());
            }
            same_again(&text, &sv.query, now);
        }
        (Err(sv), Err(en)) => {
            assert_eq!(sv.span, en.span);
            assert!(text.get(sv.span.clone()).is_some(), "{:?} of {text:?}", sv.span);
            assert!(!sv.message.is_empty() && !en.message.is_empty());
        }
        (sv, en) => panic!("read in one language only: {sv:?} and {en:?}"),
    }
    assert!(words(&syntax::words_only(&text)) <= MOST_TERMS);
}

/// What we write ourselves, in links and forms, means what was typed.
fn same_again(text: &str, query: &Query, now: Timestamp) {
    let written = syntax::write(query);
    // Codes and signs may take more room than what was typed.
    if written.chars().count() <= MOST_CHARACTERS {
        let again = syntax::parse(&written, Locale::En, now);
        assert_eq!(Ok(query), again.as_ref().map(|it| &it.query), "{text:?} as {written:?}");
        let boxes = boxes::from_query(text, now);
        let form = boxes.as_ref().map(boxes::to_query);
        if form.as_ref().is_some_and(|form| form.chars().count() <= MOST_CHARACTERS) {
            let again = form.and_then(|form| boxes::from_query(&form, now));
            assert_eq!(boxes, again, "{text:?} as boxes");
        }
    }
}

fn words(query: &Query) -> usize {
    match query {
        Query::Term(Term::Phrase(words) | Term::Near(words, _)) => words.len(),
        Query::Term(Term::InTitle(term)) => words(&Query::Term((**term).clone())),
        Query::Term(_) => 1,
        Query::And(parts) | Query::Or(parts) => parts.iter().map(words).sum(),
        Query::Not(part) | Query::Boost(part, _) => words(part),
        Query::All | Query::Filter(_) => 0,
    }
}
