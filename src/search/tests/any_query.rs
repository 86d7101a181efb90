//! Whatever is asked, pages are exact and marks stand on whole letters.

use proptest::prelude::*;

use super::understood::told;
use super::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20))]

    #[test]
    fn any_query_that_can_be_read_is_answered(
        texts in prop::collection::vec("((sensorer|solcell|kommunen|-buller|=sensorer|\"smarta papperskorgar\"|land:se|lang:en|efter:2026|\\+tömning|NOT oslo|a OR b|\\(x y\\)|😀|e-post) ){0,6}", 20),
        offset in 0_usize..9,
        limit in 0_usize..9,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let engine = fill(folder.path());
        // Symbols alone cannot be read as a query.
        let is_read = |text: &String| text.is_empty() || text.contains(char::is_alphanumeric);
        for text in texts.into_iter().filter(is_read) {
            for sort in [Sort::Relevance, Sort::Date] {
                let asked = SearchRequest { sort, offset, limit, ..request(&text) };
                let answer = engine.search(&asked).unwrap();
                let found = answer.total + answer.partial_total;
                prop_assert_eq!(answer.hits.len(), found.saturating_sub(offset).min(limit));
                for hit in answer.hits {
                    for (from, to) in hit.snippet.highlights {
                        prop_assert!(hit.snippet.text.get(from..to).is_some());
                    }
                }
            }
        }
    }

    #[test]
    fn pages_of_folded_hits_hold_each_story_once(
        stories in prop::collection::vec(0_u8..6, 1..30),
        limit in 1_usize..5,
        sort in prop::sample::select(vec![Sort::Relevance, Sort::Date, Sort::Closes]),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let engine = told(folder.path(), &stories);
        let asked = SearchRequest { sort, limit: 100, ..request("sensorer parken") };
        let whole = engine.search(&asked).unwrap();
        let mut paged = Vec::new();
        for offset in (0..stories.len()).step_by(limit) {
            paged.extend(engine.search(&SearchRequest { offset, limit, ..asked.clone() }).unwrap().hits);
        }
        prop_assert_eq!(&paged, &whole.hits);
        prop_assert_eq!(whole.total + whole.partial_total, whole.hits.len());
        // Nothing is lost: every document is a hit, or named under one.
        let mut ids: Vec<&str> = whole.hits.iter().map(|hit| hit.id.as_str()).collect();
        ids.extend(whole.hits.iter().flat_map(|hit| &hit.also).map(|also| also.id.as_str()));
        ids.sort_unstable();
        ids.dedup();
        let kept = whole.hits.iter().map(|hit| hit.also.len().min(10) + 1).sum::<usize>();
        prop_assert_eq!(ids.len(), kept);
        let unfolded = engine.search(&SearchRequest { fold: false, ..asked }).unwrap();
        prop_assert_eq!(unfolded.total + unfolded.partial_total, stories.len());
    }
}
