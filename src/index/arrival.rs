//! What is news when it arrives, and what was old already.

use std::time::Duration;

use crate::model::{Document, FactName, Timestamp, Understanding};

/// Where a source is new, its whole past arrives at once. What is dated longer before it was first
/// seen than a month is such a backlog: a monthly newsletter is not.
const BACKLOG: Duration = Duration::from_hours(30 * 24);

/// The number with which a document arrived, for the column that is looked through for news;
/// `None` where it was no news, so that nothing finds it as such.
pub(super) fn as_news(
    document: &Document,
    understanding: &Understanding,
    arrived: i64,
) -> Option<i64> {
    let is_backlog = document.date() < document.first_seen.minus(BACKLOG);
    let is_news = !is_backlog || was_open(understanding, document.first_seen);
    (arrived > 0 && is_news).then_some(arrived)
}

/// What can still be applied for, or still takes place, is news however long it has been out.
fn was_open(understanding: &Understanding, moment: Timestamp) -> bool {
    let days = [FactName::Deadline, FactName::Event].into_iter();
    let mut days = days.flat_map(|name| understanding.facts(name)).filter_map(|fact| fact.number);
    days.any(|day| day >= moment.as_millis())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::tests;
    use crate::model::FactFound;

    #[test]
    fn a_backlog_is_no_news_unless_it_is_open() {
        let day = |text: &str| text.parse::<Timestamp>().unwrap();
        let put = tests::document("a");
        let document = |published: &str| Document {
            published: Some(day(published)),
            first_seen: day("2026-11-27T08:00:00Z"),
            ..put.document.clone()
        };
        let closing = |name: FactName, at: &str| Understanding {
            facts: vec![FactFound {
                name,
                value: at.to_owned(),
                number: Some(day(at).as_millis()),
                sentence: String::new(),
                confidence: 100,
            }],
            ..Understanding::default()
        };
        let nothing = Understanding::default();
        assert_eq!(as_news(&document("2026-11-20"), &nothing, 7), Some(7));
        assert_eq!(as_news(&document("2026-11-20"), &nothing, 0), None);
        assert_eq!(as_news(&document("2026-10-20"), &nothing, 7), None);
        let (deadline, event) = (FactName::Deadline, FactName::Event);
        assert_eq!(as_news(&document("2026-09-01"), &closing(deadline, "2026-12-01"), 7), Some(7));
        assert_eq!(as_news(&document("2026-09-01"), &closing(event, "2026-12-01"), 7), Some(7));
        assert_eq!(as_news(&document("2026-09-01"), &closing(deadline, "2026-11-01"), 7), None);
    }
}
