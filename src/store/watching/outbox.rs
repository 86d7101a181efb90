//! Letters and the outbox: what was composed is kept before it is sent, and sent once.

use std::collections::{BTreeSet, HashSet};

use sqlx::AnyConnection;

use crate::model::{Channel, OutboxCounts, Queued, StoredLetter, Timestamp};

use super::baskets::mark_sent;
use crate::store::row::Columns;
use crate::store::statement::{
    LIST, insert, insert_rows, list_length, padded, row_chunks, with_list,
};
use crate::store::{Store, StoreError};

/// An issue of a subscription: what it is told with it, and when the next is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    pub subscription: String,
    /// As they were when the issue was composed: an issue that another run has made meanwhile is
    /// left out.
    pub issue_before: i64,
    pub told: i64,
    pub next_due: Timestamp,
    /// The letter and its Message-ID; `None` when there was nothing new.
    pub letter: Option<(String, String)>,
}

impl Store {
    /// Keeps letters, moves their subscriptions on and queues the rows, all in one transaction.
    /// Gives how many rows were queued. Where there is nothing new the number of the issue stays.
    pub async fn issue(
        &self,
        letters: &[StoredLetter],
        issues: &[Issue],
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let written = self.write_issues((letters, issues), None, now).await;
        written.map(Option::unwrap_or_default).map_err(self.trouble())
    }

    /// The same for the letter that a basket becomes, which is marked as sent together with it;
    /// `None` where it was marked before, and then nothing is done.
    pub async fn issue_basket(
        &self,
        basket: &str,
        letters: &[StoredLetter],
        issues: &[Issue],
        now: Timestamp,
    ) -> Result<Option<u64>, StoreError> {
        self.write_issues((letters, issues), Some(basket), now).await.map_err(self.trouble())
    }

    /// Queues rows that belong to no issue of a subscription: confirmations, notes to owners, hooks.
    /// A row that is there stays as it is.
    pub async fn queue(
        &self,
        letter: &StoredLetter,
        rows: &[Queued],
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let written: sqlx::Result<_> = async {
            let mut transaction = self.begin().await?;
            let queued = insert_queued(&mut transaction, rows, now).await?;
            if queued > 0 {
                keep_letter(&mut transaction, letter, now).await?;
            }
            transaction.commit().await?;
            Ok(queued)
        }
        .await;
        written.map_err(self.trouble())
    }

    pub async fn outbox_counts(&self) -> Result<OutboxCounts, StoreError> {
        self.count_outbox().await.map_err(self.trouble())
    }

    async fn write_issues(
        &self,
        (letters, issues): (&[StoredLetter], &[Issue]),
        basket: Option<&str>,
        now: Timestamp,
    ) -> sqlx::Result<Option<u64>> {
        let mut transaction = self.begin().await?;
        if let Some(basket) = basket
            && !mark_sent(&mut transaction, basket, now).await?
        {
            return Ok(None);
        }
        let moved = move_on(&mut transaction, issues, now).await?;
        let mut rows = Vec::with_capacity(moved.len());
        let mut used = HashSet::new();
        for issue in issues {
            let Some((letter, message_id)) = &issue.letter else { continue };
            if moved.contains(&issue.subscription) {
                used.insert(letter);
                rows.push(Queued {
                    channel: Channel::Letter,
                    recipient: issue.subscription.clone(),
                    issue: issue.issue_before.saturating_add(1),
                    letter: letter.clone(),
                    message_id: message_id.clone(),
                });
            }
        }
        let queued = insert_queued(&mut transaction, &rows, now).await?;
        for letter in letters.iter().filter(|letter| used.contains(&letter.id)) {
            keep_letter(&mut transaction, letter, now).await?;
        }
        transaction.commit().await?;
        Ok(Some(queued))
    }

    async fn count_outbox(&self) -> sqlx::Result<OutboxCounts> {
        let sql = "SELECT state, COUNT(*), CAST(MIN(created) AS BIGINT) FROM outbox GROUP BY state";
        let mut counts = OutboxCounts::default();
        for row in &sqlx::query(sql).fetch_all(&self.readers).await? {
            let mut columns = Columns::of(row);
            let (state, number) = (columns.text()?, columns.count()?);
            let oldest = columns.optional_moment()?;
            let is_waiting = matches!(state, "queued" | "sending");
            match state {
                "queued" => counts.queued = number,
                "sending" => counts.sending = number,
                "sent" => counts.sent = number,
                _ => counts.failed = number,
            }
            if is_waiting {
                counts.oldest = counts.oldest.into_iter().chain(oldest).min();
            }
        }
        Ok(counts)
    }
}

/// Moves subscriptions on that are where they were when their issue was composed; gives those.
async fn move_on(
    connection: &mut AnyConnection,
    issues: &[Issue],
    now: Timestamp,
) -> sqlx::Result<HashSet<String>> {
    // What a resumption or a confirmation has told meanwhile is not taken back.
    const HEAD: &str = "UPDATE subscriptions SET issue = issue + v.column3, \
        told = CASE WHEN told > v.column4 THEN told ELSE v.column4 END, \
        next_due = v.column5, last_issue = v.column6 FROM (";
    const TAIL: &str = ") AS v WHERE subscriptions.id = v.column1 \
        AND subscriptions.issue = v.column2 AND state = 'confirmed' RETURNING id";
    let mut moved = HashSet::with_capacity(issues.len());
    for chunk in row_chunks(issues) {
        let mut query = sqlx::query(insert(HEAD, chunk.len(), 6, TAIL));
        for issue in chunk {
            query = query
                .bind(&issue.subscription)
                .bind(issue.issue_before)
                .bind(i64::from(issue.letter.is_some()))
                .bind(issue.told)
                .bind(issue.next_due.as_millis())
                .bind(now.as_millis());
        }
        for row in &query.fetch_all(&mut *connection).await? {
            moved.insert(Columns::of(row).string()?);
        }
    }
    Ok(moved)
}

/// Queues rows; those that are there stay as they are. How many are new.
pub(super) async fn insert_queued(
    connection: &mut AnyConnection,
    rows: &[Queued],
    now: Timestamp,
) -> sqlx::Result<u64> {
    const HEAD: &str =
        "INSERT INTO outbox (channel, recipient, issue, letter, message_id, created, state)";
    const TAIL: &str = "ON CONFLICT (channel, recipient, issue) DO NOTHING";
    let mut queued = 0;
    for chunk in row_chunks(rows) {
        let sql = insert_rows(HEAD, chunk.len(), "?,?,?,?,?,?,'queued'", TAIL);
        let mut query = sqlx::query(sql);
        for row in chunk {
            query = query
                .bind(row.channel.code())
                .bind(&row.recipient)
                .bind(row.issue)
                .bind(&row.letter)
                .bind(&row.message_id)
                .bind(now.as_millis());
        }
        queued += query.execute(&mut *connection).await?.rows_affected();
    }
    Ok(queued)
}

/// Keeps what is to be sent; the same content is there once.
pub(super) async fn keep_letter(
    connection: &mut AnyConnection,
    letter: &StoredLetter,
    now: Timestamp,
) -> sqlx::Result<()> {
    let sql = "INSERT INTO letters (id, created, subject, html, text, language, list, documents) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING";
    sqlx::query(sql)
        .bind(&letter.id)
        .bind(now.as_millis())
        .bind(&letter.subject)
        .bind(&letter.html)
        .bind(&letter.text)
        .bind(&letter.language)
        .bind(&letter.list)
        // Ids have no spaces.
        .bind(letter.documents.join(" "))
        .execute(connection)
        .await?;
    Ok(())
}

/// Removes those of the letters that nothing waits for any more.
pub(super) async fn remove_unneeded_letters(
    connection: &mut AnyConnection,
    among: &BTreeSet<String>,
) -> sqlx::Result<()> {
    const HEAD: &str = "DELETE FROM letters WHERE NOT EXISTS (SELECT 1 FROM outbox \
        WHERE outbox.letter = letters.id AND outbox.state IN ('queued', 'sending')) AND id IN (";
    let ids: Vec<_> = among.iter().collect();
    for chunk in ids.chunks(LIST) {
        let mut query = sqlx::query(with_list(HEAD, list_length(chunk.len()), ")"));
        for id in padded(chunk, |id| id) {
            query = query.bind(id);
        }
        query.execute(&mut *connection).await?;
    }
    Ok(())
}
