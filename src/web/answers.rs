//! Answers that were given before, until the index has something new.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use crate::model::{SearchAnswer, SearchRequest, Timestamp};

/// Answers that are kept, some 20 kB each. The oldest goes first.
const MOST_ANSWERS: usize = 256;
/// Freshness is reckoned in days: within an hour an answer stays as it is.
const HOUR_MS: i64 = 3_600_000;

/// What was asked, in a form that is the same for the same answer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Asked(String);

#[derive(Default)]
pub(super) struct Answers {
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    /// Grows whenever the index has changed.
    generation: u64,
    by_question: HashMap<Asked, Arc<SearchAnswer>>,
    oldest_first: VecDeque<Asked>,
}

impl Asked {
    pub fn of(request: &SearchRequest) -> Self {
        let hour = request.now.as_millis().div_euclid(HOUR_MS) * HOUR_MS;
        let asked = SearchRequest { now: Timestamp::from_millis(hour), ..request.clone() };
        Self(format!("{asked:?}"))
    }
}

impl Answers {
    /// The answer that was given; else when the question was asked, for `keep`.
    pub fn known(&self, asked: &Asked) -> Result<Arc<SearchAnswer>, u64> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.by_question.get(asked).map(Arc::clone).ok_or(kept.generation)
    }

    /// Keeps an answer, unless the index has changed since the question was asked.
    pub fn keep(&self, asked: Asked, answer: &Arc<SearchAnswer>, generation: u64) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.generation != generation {
            return;
        }
        if kept.by_question.len() >= MOST_ANSWERS
            && let Some(oldest) = kept.oldest_first.pop_front()
        {
            kept.by_question.remove(&oldest);
        }
        if kept.by_question.insert(asked.clone(), Arc::clone(answer)).is_none() {
            kept.oldest_first.push_back(asked);
        }
    }

    #[cfg(test)]
    pub fn count(&self) -> usize {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).by_question.len()
    }

    /// Forgets all: the index has changed.
    pub fn forget(&self) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        *kept = Kept { generation: kept.generation + 1, ..Kept::default() };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Query, Sort};

    fn asked(offset: usize, now: &str) -> Asked {
        Asked::of(&SearchRequest {
            query: Query::All,
            expansions: Vec::new(),
            sort: Sort::Relevance,
            offset,
            limit: 20,
            now: now.parse().unwrap(),
            facets: true,
            snippets: true,
            fold: true,
            explain: false,
        })
    }

    #[test]
    fn an_answer_is_kept_for_its_question_and_its_hour() {
        assert_eq!(asked(0, "2026-11-21T07:00:00Z"), asked(0, "2026-11-21T07:59:00Z"));
        assert_ne!(asked(0, "2026-11-21T07:00:00Z"), asked(0, "2026-11-21T08:00:00Z"));
        assert_ne!(asked(0, "2026-11-21T07:00:00Z"), asked(20, "2026-11-21T07:00:00Z"));
    }

    #[test]
    fn a_changed_index_empties_it_and_old_answers_come_too_late() {
        let (answers, question) = (Answers::default(), asked(0, "2026-11-21T07:00:00Z"));
        let answer = Arc::new(SearchAnswer { total: 7, ..SearchAnswer::default() });
        let generation = answers.known(&question).unwrap_err();
        answers.keep(question.clone(), &answer, generation);
        assert_eq!(answers.known(&question).unwrap().total, 7);
        answers.forget();
        answers.keep(question.clone(), &answer, generation);
        assert_eq!(answers.known(&question).unwrap_err(), generation + 1);
    }

    #[test]
    fn the_oldest_goes_first() {
        let answers = Answers::default();
        let question = |number: usize| asked(number, "2026-11-21T07:00:00Z");
        for number in 0..=MOST_ANSWERS {
            answers.keep(question(number), &Arc::default(), 0);
        }
        assert!(answers.known(&question(0)).is_err());
        assert!(
            answers.known(&question(1)).is_ok() && answers.known(&question(MOST_ANSWERS)).is_ok()
        );
    }
}
