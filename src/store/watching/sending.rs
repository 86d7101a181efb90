//! The way of a row through the outbox: claimed, then settled.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::time::Duration;

use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::model::{Channel, Claimed, MailAddress, Queued, Sent, StoredLetter, Timestamp};

use super::outbox::remove_unneeded_letters;
use crate::store::row::{Columns, decode_error, signed};
use crate::store::statement::{LIST, list_length, padded, with_list};
use crate::store::{Store, StoreError};

/// A row that its server puts off for longer fails: nobody wants a letter of last week.
const PATIENCE: Duration = Duration::from_hours(5 * 24);
/// An accepted letter clears refusals that are older than this. Younger ones stay, because a
/// bounce comes back after the acceptance: an address that bounces each letter would never be
/// suspended.
const REFUSALS_LAST: Duration = Duration::from_hours(14 * 24);
/// What stands in `error` where nobody wants the letter any more.
const DROPPED: &str = "dropped";

/// Which row: channel, recipient, issue.
type Key = (Channel, String, i64);

impl Store {
    /// Claims what may be tried now, oldest first and confirmations before all: queued, or left
    /// behind as sending by somebody whose lease has ended, or by `owner` itself. Rows whose
    /// recipient is gone, ended, paused or suspended are dropped on the way: there may be fewer
    /// than `limit` while more wait, and nothing only when nothing can be tried.
    #[expect(clippy::too_many_arguments, reason = "each differs in type from its neighbours")]
    pub async fn claim_outbox(
        &self,
        channels: &[Channel],
        owner: &str,
        now: Timestamp,
        lease: Duration,
        limit: usize,
    ) -> Result<Vec<Claimed>, StoreError> {
        loop {
            let until = now.plus(lease);
            let claimed = self.claim_rows(channels, owner, [now, until], limit).await;
            let (claimed, dropped) = claimed.map_err(self.trouble())?;
            if !claimed.is_empty() || dropped == 0 {
                return Ok(claimed);
            }
        }
    }

    /// How attempts ended, all in one transaction: `(channel, recipient, issue)` each. A success
    /// clears old refusals of the address. Letters that nothing waits for any more are removed.
    /// An attempt counts unless the server could not be reached.
    pub async fn settle(&self, ended: &[(Key, Sent)], now: Timestamp) -> Result<(), StoreError> {
        let settled: sqlx::Result<()> = async {
            if ended.is_empty() {
                return Ok(());
            }
            let mut transaction = self.begin().await?;
            let mut letters = BTreeSet::new();
            for (key, sent) in ended {
                letters.extend(settle(&mut transaction, key, sent, now).await?);
            }
            clear_refusals(&mut transaction, ended, now).await?;
            remove_unneeded_letters(&mut transaction, &letters).await?;
            transaction.commit().await
        }
        .await;
        settled.map_err(self.trouble())
    }

    /// What was claimed, and how many rows were dropped.
    async fn claim_rows(
        &self,
        channels: &[Channel],
        owner: &str,
        [now, until]: [Timestamp; 2],
        limit: usize,
    ) -> sqlx::Result<(Vec<Claimed>, usize)> {
        let mut transaction = self.begin().await?;
        let rows = mark_as_sending(&mut transaction, channels, owner, [now, until], limit).await?;
        if rows.is_empty() {
            return Ok((Vec::new(), 0));
        }
        let addresses = addresses(&mut transaction, &rows).await?;
        let letters = letters(&mut transaction, &rows).await?;
        let mut claimed = Vec::with_capacity(rows.len());
        let mut dropped = 0;
        let mut unneeded = BTreeSet::new();
        for row in rows {
            let recipient = (row.queued.channel, row.queued.recipient.clone());
            let address = addresses.get(&recipient);
            let letter = letters.get(&row.queued.letter);
            let is_wanted = row.queued.channel == Channel::Hook || address.is_some();
            let Some(letter) = letter.filter(|_| is_wanted) else {
                let key = (recipient.0, recipient.1, row.queued.issue);
                unneeded.extend(settle(&mut transaction, &key, &Sent::Dropped, now).await?);
                dropped += 1;
                continue;
            };
            claimed.push(Claimed {
                queued: row.queued,
                address: address.cloned(),
                attempts: row.attempts,
                created: row.created,
                letter: Arc::clone(letter),
            });
        }
        remove_unneeded_letters(&mut transaction, &unneeded).await?;
        transaction.commit().await?;
        Ok((claimed, dropped))
    }
}

/// A row as it stands in the outbox.
struct Row {
    queued: Queued,
    attempts: u32,
    created: Timestamp,
}

async fn mark_as_sending(
    connection: &mut AnyConnection,
    channels: &[Channel],
    owner: &str,
    [now, until]: [Timestamp; 2],
    limit: usize,
) -> sqlx::Result<Vec<Row>> {
    const HEAD: &str = "UPDATE outbox SET state = 'sending', lease_owner = ?, lease_until = ?, \
            attempts = attempts + 1 \
        WHERE (channel, recipient, issue) IN (SELECT channel, recipient, issue FROM outbox \
            WHERE state IN ('queued', 'sending') \
            AND ((state = 'queued' AND next_try <= ?) \
                OR (state = 'sending' AND (lease_until <= ? OR lease_owner = ?))) \
            AND channel IN (";
    const TAIL: &str = ") ORDER BY CASE channel WHEN 'confirmation' THEN 0 ELSE 1 END, created, \
            recipient, issue LIMIT ?) \
        RETURNING channel, recipient, issue, letter, message_id, attempts, created";
    if channels.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = sqlx::query(with_list(HEAD, channels.len(), TAIL))
        .bind(owner)
        .bind(until.as_millis())
        .bind(now.as_millis())
        .bind(now.as_millis())
        .bind(owner);
    for channel in channels {
        query = query.bind(channel.code());
    }
    let rows = query.bind(signed(limit)).fetch_all(connection).await?;
    let mut rows = rows.iter().map(read_row).collect::<sqlx::Result<Vec<_>>>()?;
    rows.sort_by(|one, other| order(one).cmp(&order(other)));
    Ok(rows)
}

/// Confirmations first: somebody sits and waits for them.
fn order(row: &Row) -> (bool, Timestamp, &str, i64) {
    let is_later = row.queued.channel != Channel::Confirmation;
    (is_later, row.created, &row.queued.recipient, row.queued.issue)
}

fn read_row(row: &AnyRow) -> sqlx::Result<Row> {
    let mut columns = Columns::of(row);
    let channel: Result<Channel, String> = columns.text()?.parse();
    Ok(Row {
        queued: Queued {
            channel: channel.map_err(|why| decode_error(std::io::Error::other(why)))?,
            recipient: columns.string()?,
            issue: columns.number()?,
            letter: columns.string()?,
            message_id: columns.string()?,
        },
        // Those before this one.
        attempts: columns.small()?.saturating_sub(1),
        created: columns.moment()?,
    })
}

/// Where rows go that somebody wants still.
async fn addresses(
    connection: &mut AnyConnection,
    rows: &[Row],
) -> sqlx::Result<HashMap<(Channel, String), MailAddress>> {
    let mut addresses = HashMap::with_capacity(rows.len());
    for channel in [Channel::Letter, Channel::Confirmation, Channel::Owner] {
        let (head, tail) = match channel {
            Channel::Letter | Channel::Confirmation => (
                "SELECT s.id, p.address FROM subscriptions s \
                 JOIN subscribers p ON p.id = s.subscriber \
                 WHERE p.suspended IS NULL AND s.state = ? AND s.id IN (",
                ")",
            ),
            _ => ("SELECT key, owner FROM searches WHERE owner <> ? AND key IN (", ")"),
        };
        let state = match channel {
            Channel::Letter => "confirmed",
            Channel::Confirmation => "pending",
            _ => "",
        };
        let of_channel = rows.iter().filter(|row| row.queued.channel == channel);
        let recipients: Vec<_> = of_channel.map(|row| row.queued.recipient.as_str()).collect();
        for chunk in recipients.chunks(LIST) {
            let sql = with_list(head, list_length(chunk.len()), tail);
            let mut query = sqlx::query(sql).bind(state);
            for recipient in padded(chunk, |recipient| recipient) {
                query = query.bind(recipient);
            }
            for row in &query.fetch_all(&mut *connection).await? {
                let mut columns = Columns::of(row);
                let recipient = columns.string()?;
                if let Ok(address) = columns.text()?.parse() {
                    addresses.insert((channel, recipient), address);
                }
            }
        }
    }
    Ok(addresses)
}

/// The letters of rows, each once.
async fn letters(
    connection: &mut AnyConnection,
    rows: &[Row],
) -> sqlx::Result<HashMap<String, Arc<StoredLetter>>> {
    const HEAD: &str = "SELECT id, subject, html, text, language, list, documents FROM letters \
                        WHERE id IN (";
    let mut ids: Vec<_> = rows.iter().map(|row| row.queued.letter.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut letters = HashMap::with_capacity(ids.len());
    for chunk in ids.chunks(LIST) {
        let mut query = sqlx::query(with_list(HEAD, list_length(chunk.len()), ")"));
        for id in padded(chunk, |id| id) {
            query = query.bind(id);
        }
        for row in &query.fetch_all(&mut *connection).await? {
            let letter = read_letter(row)?;
            letters.insert(letter.id.clone(), Arc::new(letter));
        }
    }
    Ok(letters)
}

fn read_letter(row: &AnyRow) -> sqlx::Result<StoredLetter> {
    let mut columns = Columns::of(row);
    Ok(StoredLetter {
        id: columns.string()?,
        subject: columns.string()?,
        html: columns.string()?,
        text: columns.string()?,
        language: columns.string()?,
        list: columns.string()?,
        documents: columns.text()?.split_ascii_whitespace().map(str::to_owned).collect(),
    })
}

/// Writes how one attempt ended; gives the letter that may have nothing to wait for any more.
async fn settle(
    connection: &mut AnyConnection,
    (channel, recipient, issue): &Key,
    sent: &Sent,
    now: Timestamp,
) -> sqlx::Result<Option<String>> {
    // What waited too long fails at the next delay, and only then.
    const LATER: &str = "UPDATE outbox SET lease_owner = '', lease_until = 0, error = $1, \
            next_try = $2, \
            done = CASE WHEN created <= $3 THEN $4 ELSE NULL END, \
            state = CASE WHEN created <= $3 THEN 'failed' ELSE 'queued' END \
        WHERE channel = $5 AND recipient = $6 AND issue = $7 AND state IN ('queued', 'sending') \
        RETURNING letter";
    const UNREACHED: &str = "UPDATE outbox SET lease_owner = '', lease_until = 0, error = $1, \
            state = 'queued', attempts = CASE WHEN attempts > 0 THEN attempts - 1 ELSE 0 END \
        WHERE channel = $2 AND recipient = $3 AND issue = $4 AND state IN ('queued', 'sending') \
        RETURNING letter";
    const DONE: &str = "UPDATE outbox SET lease_owner = '', lease_until = 0, error = $1, \
            state = $2, done = $3 \
        WHERE channel = $4 AND recipient = $5 AND issue = $6 AND state IN ('queued', 'sending') \
        RETURNING letter";
    let done = |state, why| sqlx::query(DONE).bind(why).bind(state).bind(now.as_millis());
    let query = match sent {
        Sent::Accepted => done("sent", ""),
        Sent::Refused { why } => done("failed", why.as_str()),
        Sent::Dropped => done("failed", DROPPED),
        Sent::Unreached { why } => sqlx::query(UNREACHED).bind(why.as_str()),
        Sent::Later { not_before, why } => sqlx::query(LATER)
            .bind(why.as_str())
            .bind(not_before.as_millis())
            .bind(now.minus(PATIENCE).as_millis())
            .bind(now.as_millis()),
    };
    let query = query.bind(channel.code()).bind(recipient.as_str()).bind(*issue);
    let row = query.fetch_optional(connection).await?;
    row.map(|row| Columns::of(&row).string()).transpose()
}

/// Forgives addresses that a letter was accepted for, when their last refusal is long ago.
async fn clear_refusals(
    connection: &mut AnyConnection,
    ended: &[(Key, Sent)],
    now: Timestamp,
) -> sqlx::Result<()> {
    const HEAD: &str = "UPDATE subscribers SET refusals = 0 \
        WHERE refusals > 0 AND suspended IS NULL AND refused <= ? \
        AND id IN (SELECT subscriber FROM subscriptions WHERE id IN (";
    let accepted = ended.iter().filter(|((channel, ..), sent)| {
        *sent == Sent::Accepted && matches!(channel, Channel::Letter | Channel::Confirmation)
    });
    let recipients: Vec<_> = accepted.map(|((_, recipient, _), _)| recipient.as_str()).collect();
    for chunk in recipients.chunks(LIST) {
        let mut query = sqlx::query(with_list(HEAD, list_length(chunk.len()), "))"))
            .bind(now.minus(REFUSALS_LAST).as_millis());
        for recipient in padded(chunk, |recipient| recipient) {
            query = query.bind(recipient);
        }
        query.execute(&mut *connection).await?;
    }
    Ok(())
}
