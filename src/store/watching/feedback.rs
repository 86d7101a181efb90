//! What readers answered.

use sqlx::any::AnyRow;

use crate::model::{Feedback, Timestamp};

use crate::store::row::Columns;
use crate::store::{Store, StoreError};

/// Answers to one document in one search, without names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedbackRow {
    pub search: String,
    pub search_title: String,
    pub document: String,
    /// Title and source of the document; empty when it is gone.
    pub title: String,
    /// Its id.
    pub source: String,
    pub relevant: u64,
    pub not_for_us: u64,
    pub we_do_this: u64,
    pub tell_more: u64,
    pub last: Timestamp,
}

/// The columns of [`row`] in its order.
macro_rules! feedback_columns {
    () => {
        "SELECT feedback.search, COALESCE(searches.title, ''), feedback.document, \
         COALESCE(documents.title, ''), COALESCE(documents.source_id, ''), \
         SUM(CASE verdict WHEN 'relevant' THEN 1 ELSE 0 END), \
         SUM(CASE verdict WHEN 'not-for-us' THEN 1 ELSE 0 END), \
         SUM(CASE verdict WHEN 'we-do-this' THEN 1 ELSE 0 END), \
         SUM(CASE verdict WHEN 'tell-more' THEN 1 ELSE 0 END), MAX(feedback.at) \
         FROM feedback LEFT JOIN searches ON searches.key = feedback.search \
         LEFT JOIN documents ON documents.id = feedback.document "
    };
}
macro_rules! feedback_order {
    () => {
        "GROUP BY feedback.search, feedback.document \
         ORDER BY MAX(feedback.at) DESC, feedback.search, feedback.document"
    };
}

impl Store {
    /// Keeps an answer in the place of an earlier one.
    pub async fn save_feedback(&self, feedback: &Feedback) -> Result<(), StoreError> {
        let saved: sqlx::Result<()> = async {
            let mut transaction = self.begin().await?;
            let sql = "INSERT INTO feedback (subscription, search, document, verdict, at) \
                       VALUES ($1, $2, $3, $4, $5) ON CONFLICT (subscription, document) \
                       DO UPDATE SET search = excluded.search, verdict = excluded.verdict, \
                       at = excluded.at";
            sqlx::query(sql)
                .bind(feedback.subscription.as_str())
                .bind(feedback.search.as_str())
                .bind(feedback.document.as_str())
                .bind(feedback.verdict.code())
                .bind(feedback.at.as_millis())
                .execute(&mut *transaction)
                .await?;
            transaction.commit().await
        }
        .await;
        saved.map_err(self.trouble())
    }

    /// All answers, summed by search and document, the last first; of one search when given.
    pub async fn feedback(&self, search: Option<&str>) -> Result<Vec<FeedbackRow>, StoreError> {
        const ALL: &str = concat!(feedback_columns!(), feedback_order!());
        const OF_SEARCH: &str =
            concat!(feedback_columns!(), "WHERE feedback.search = $1 ", feedback_order!());
        let query = match search {
            Some(search) => sqlx::query(OF_SEARCH).bind(search),
            None => sqlx::query(ALL),
        };
        let rows = query.fetch_all(&self.readers).await.map_err(self.trouble())?;
        rows.iter().map(row).collect::<Result<_, _>>().map_err(self.trouble())
    }
}

fn row(row: &AnyRow) -> sqlx::Result<FeedbackRow> {
    let mut columns = Columns::of(row);
    Ok(FeedbackRow {
        search: columns.string()?,
        search_title: columns.string()?,
        document: columns.string()?,
        title: columns.string()?,
        source: columns.string()?,
        relevant: columns.count()?,
        not_for_us: columns.count()?,
        we_do_this: columns.count()?,
        tell_more: columns.count()?,
        last: columns.moment()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DocumentId, Health, Verdict};
    use crate::store::tests::{at, check, document, place, store_with};

    fn answer(subscription: &str, document: &str, verdict: Verdict, seconds: i64) -> Feedback {
        Feedback {
            subscription: subscription.to_owned(),
            search: "natt".to_owned(),
            document: DocumentId::new(document),
            verdict,
            at: at(seconds),
        }
    }

    #[tokio::test]
    async fn the_last_answer_counts_and_answers_are_summed_by_document() {
        let place = place();
        let store = store_with(&place, &["a"]).await;
        store.record_documents(&check("a", Health::Ok), vec![document("a", 1)]).await.unwrap();
        for feedback in [
            answer("s1", "a-0001", Verdict::NotForUs, 1),
            answer("s1", "a-0001", Verdict::Relevant, 2),
            answer("s2", "a-0001", Verdict::Relevant, 3),
            answer("s3", "a-0001", Verdict::WeDoThis, 4),
            answer("s3", "gone", Verdict::TellMore, 9),
            Feedback { search: "tak".to_owned(), ..answer("s4", "a-0001", Verdict::Relevant, 5) },
        ] {
            store.save_feedback(&feedback).await.unwrap();
        }
        let rows = store.feedback(Some("natt")).await.unwrap();
        assert_eq!(rows.len(), 2);
        assert_eq!((rows[0].document.as_str(), rows[0].title.as_str()), ("gone", ""));
        assert_eq!((rows[0].tell_more, rows[0].source.as_str()), (1, ""));
        let shown = (rows[1].title.as_str(), rows[1].source.as_str(), rows[1].last);
        assert_eq!(shown, ("Title 1", "a", at(4)));
        let sums = [rows[1].relevant, rows[1].not_for_us, rows[1].we_do_this, rows[1].tell_more];
        assert_eq!(sums, [2, 0, 1, 0]);
        assert_eq!(store.feedback(None).await.unwrap().len(), 3);
    }
}
