//! Subscribers: what is kept of a person, and when it is removed.

use std::collections::BTreeSet;
use std::time::Duration;

use sqlx::AnyConnection;

use crate::model::{
    Consent, ConsentEvent, DocumentId, Feedback, Language, MailAddress, Subscriber, Timestamp,
};

use super::consents::{Grounds, consents, note};
use super::outbox::remove_unneeded_letters;
use super::removed::remove_unfollowed;
use super::subscriptions::{CONFIRM_WITHIN, SubscriptionRow, not_ours, read_subscriber};
use crate::store::forgotten::empty_log;
use crate::store::row::Columns;
use crate::store::{Store, StoreError};

/// Refusals in a row after which an address gets nothing any more.
const MOST_REFUSALS: i64 = 3;
/// How long an ended subscription is kept, so that its letters can still say that it has ended.
const ENDED_KEPT: Duration = Duration::from_hours(30 * 24);
/// How long the ledger of what went out is kept: much longer than anything in it can be repeated,
/// and so that letters can be counted over a year.
const LEDGER_KEPT: Duration = Duration::from_hours(396 * 24);
const MAIL_SERVER: &str = "mail server";

/// All that is kept of a person (GDPR, article 15).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub subscriber: Subscriber,
    pub subscriptions: Vec<SubscriptionRow>,
    pub consents: Vec<Consent>,
    pub feedback: Vec<Feedback>,
    /// Letters that were sent, as (when, subject or nothing once the text is gone).
    pub letters: Vec<(Timestamp, String)>,
}

impl Store {
    pub async fn set_language(
        &self,
        subscriber: &str,
        language: Language,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE subscribers SET language = $1 WHERE id = $2";
        let query = sqlx::query(sql).bind(language.as_str()).bind(subscriber);
        query.execute(&self.writer).await.map(|_| ()).map_err(self.trouble())
    }

    /// All that is kept of an address.
    pub async fn person(&self, address: &MailAddress) -> Result<Option<Person>, StoreError> {
        let read: sqlx::Result<_> = async {
            let mut connection = self.readers.acquire().await?;
            subscriber_at(&mut connection, address).await
        }
        .await;
        let Some(subscriber) = read.map_err(self.trouble())? else { return Ok(None) };
        let mut person = Person {
            subscriber,
            subscriptions: Vec::new(),
            consents: Vec::new(),
            feedback: Vec::new(),
            letters: Vec::new(),
        };
        let ids = async {
            let mut connection = self.readers.acquire().await?;
            subscription_ids(&mut connection, &person.subscriber.id).await
        };
        let ids: Vec<String> = ids.await.map_err(self.trouble())?;
        for id in &ids {
            person.subscriptions.extend(self.subscription(id).await?);
            let read: sqlx::Result<()> = async {
                let mut connection = self.readers.acquire().await?;
                person.consents.extend(consents(&mut connection, Grounds::Of(id)).await?);
                person.feedback.extend(answers(&mut connection, id).await?);
                person.letters.extend(letters_to(&mut connection, id).await?);
                Ok(())
            }
            .await;
            read.map_err(self.trouble())?;
        }
        person.letters.sort();
        Ok(Some(person))
    }

    /// Removes subscriber, subscriptions, tokens and what waits in the outbox, also from the bytes
    /// of the file; answers stay without a name, and the log of consent says that it happened. False
    /// when there is nobody.
    pub async fn erase(
        &self,
        subscriber: &str,
        by: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let erased: sqlx::Result<bool> = async {
            let mut transaction = self.begin().await?;
            let is_erased = erase(&mut transaction, subscriber, by, now).await?;
            transaction.commit().await?;
            // The log still has the rows as they were. Where somebody reads from it just now, they
            // go when it is written over.
            empty_log(&mut *self.writer.acquire().await?).await?;
            Ok(is_erased)
        }
        .await;
        erased.map_err(self.trouble())
    }

    /// Counts a letter that its server refused for good against the address; suspends it at the
    /// third in a row. True when it is suspended by this.
    pub async fn count_refusal(
        &self,
        subscriber: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let counted: sqlx::Result<bool> = async {
            let mut transaction = self.begin().await?;
            let is_suspended = count_refusal(&mut transaction, subscriber, now).await?;
            transaction.commit().await?;
            Ok(is_suspended)
        }
        .await;
        counted.map_err(self.trouble())
    }

    /// A bounce that came back for this address counts the same; false when we do not know it, or
    /// it has got no letter with this Message-ID: anybody can send us a report, and only who had
    /// the letter in hand can say what it was called.
    pub async fn count_bounce(
        &self,
        address: &MailAddress,
        message_id: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let counted: sqlx::Result<bool> = async {
            let mut transaction = self.begin().await?;
            let known = subscriber_at(&mut transaction, address).await?;
            let Some(subscriber) = known else { return Ok(false) };
            if !has_got(&mut transaction, &subscriber.id, message_id).await? {
                return Ok(false);
            }
            count_refusal(&mut transaction, &subscriber.id, now).await?;
            transaction.commit().await?;
            Ok(true)
        }
        .await;
        counted.map_err(self.trouble())
    }

    /// Removes applications that were not confirmed within 48 hours, with subscribers that have
    /// nothing left, tokens that have expired, ended subscriptions after 30 days, and the ledger
    /// of what went out after 13 months. How many subscriptions.
    pub async fn tidy_subscriptions(&self, now: Timestamp) -> Result<u64, StoreError> {
        let tidied: sqlx::Result<u64> = async {
            let mut transaction = self.begin().await?;
            let removed = tidy(&mut transaction, now).await?;
            remove_unfollowed(&mut transaction, now).await?;
            transaction.commit().await?;
            Ok(removed)
        }
        .await;
        tidied.map_err(self.trouble())
    }
}

async fn subscriber_at(
    connection: &mut AnyConnection,
    address: &MailAddress,
) -> sqlx::Result<Option<Subscriber>> {
    let sql = "SELECT id, address, language, created, refusals, suspended FROM subscribers \
               WHERE address_key = $1";
    let row = sqlx::query(sql).bind(address.key()).fetch_optional(connection).await?;
    row.map(|row| read_subscriber(&mut Columns::of(&row))).transpose()
}

/// Whether the ledger has this letter to one of the subscriber's subscriptions.
async fn has_got(
    connection: &mut AnyConnection,
    subscriber: &str,
    message_id: &str,
) -> sqlx::Result<bool> {
    let sql = "SELECT 1 FROM subscriptions s JOIN outbox o ON o.recipient = s.id \
               WHERE s.subscriber = $1 AND o.channel IN ('letter', 'confirmation') \
               AND o.message_id = $2 LIMIT 1";
    let row = sqlx::query(sql).bind(subscriber).bind(message_id).fetch_optional(connection).await?;
    Ok(row.is_some())
}

async fn subscription_ids(
    connection: &mut AnyConnection,
    subscriber: &str,
) -> sqlx::Result<Vec<String>> {
    let sql = "SELECT id FROM subscriptions WHERE subscriber = $1 ORDER BY created, id";
    let rows = sqlx::query(sql).bind(subscriber).fetch_all(connection).await?;
    rows.iter().map(|row| Columns::of(row).string()).collect()
}

async fn answers(connection: &mut AnyConnection, id: &str) -> sqlx::Result<Vec<Feedback>> {
    let sql = "SELECT subscription, search, document, verdict, at FROM feedback \
               WHERE subscription = $1 ORDER BY at, document";
    let rows = sqlx::query(sql).bind(id).fetch_all(connection).await?;
    let answer = |row| {
        let mut columns = Columns::of(row);
        Ok(Feedback {
            subscription: columns.string()?,
            search: columns.string()?,
            document: DocumentId::new(columns.text()?),
            verdict: columns.text()?.parse().map_err(not_ours)?,
            at: columns.moment()?,
        })
    };
    rows.iter().map(answer).collect()
}

async fn letters_to(
    connection: &mut AnyConnection,
    id: &str,
) -> sqlx::Result<Vec<(Timestamp, String)>> {
    let sql = "SELECT o.done, l.subject FROM outbox o LEFT JOIN letters l ON l.id = o.letter \
               WHERE o.channel IN ('letter', 'confirmation') AND o.recipient = $1 \
               AND o.state = 'sent' AND o.done IS NOT NULL";
    let rows = sqlx::query(sql).bind(id).fetch_all(connection).await?;
    let letter = |row| {
        let mut columns = Columns::of(row);
        Ok((columns.moment()?, columns.optional_string()?.unwrap_or_default()))
    };
    rows.iter().map(letter).collect()
}

pub(in crate::store) async fn erase(
    connection: &mut AnyConnection,
    subscriber: &str,
    by: &str,
    now: Timestamp,
) -> sqlx::Result<bool> {
    const WAITING: &str = "DELETE FROM outbox WHERE channel IN ('letter', 'confirmation') \
        AND recipient = $1 AND state IN ('queued', 'sending') RETURNING letter";
    // A random number of its own for each answer: several answers to one document stay several,
    // and nothing tells which were of one person.
    const NAMELESS: &str = "UPDATE feedback SET subscription = 'erased-' || \
        lower(hex(randomblob(16))) WHERE subscription = $1";
    let ids = subscription_ids(connection, subscriber).await?;
    let mut letters = BTreeSet::new();
    for id in &ids {
        for row in &sqlx::query(WAITING).bind(id).fetch_all(&mut *connection).await? {
            letters.insert(Columns::of(row).string()?);
        }
        for sql in [
            NAMELESS,
            "DELETE FROM tokens WHERE subscription = $1",
            "DELETE FROM subscriptions WHERE id = $1",
        ] {
            sqlx::query(sql).bind(id).execute(&mut *connection).await?;
        }
    }
    remove_unneeded_letters(connection, &letters).await?;
    note(connection, &ids, ConsentEvent::Erased, by, now).await?;
    let sql = "DELETE FROM subscribers WHERE id = $1";
    let removed = sqlx::query(sql).bind(subscriber).execute(connection).await?;
    Ok(removed.rows_affected() > 0)
}

/// True when the address is suspended by this.
async fn count_refusal(
    connection: &mut AnyConnection,
    subscriber: &str,
    now: Timestamp,
) -> sqlx::Result<bool> {
    const COUNT: &str =
        "UPDATE subscribers SET refusals = refusals + 1, refused = $1 WHERE id = $2";
    const SUSPEND: &str = "UPDATE subscribers SET suspended = $1 \
        WHERE id = $2 AND suspended IS NULL AND refusals >= $3";
    let moment = now.as_millis();
    sqlx::query(COUNT).bind(moment).bind(subscriber).execute(&mut *connection).await?;
    let suspended = sqlx::query(SUSPEND).bind(moment).bind(subscriber).bind(MOST_REFUSALS);
    if suspended.execute(&mut *connection).await?.rows_affected() == 0 {
        return Ok(false);
    }
    let ids = subscription_ids(connection, subscriber).await?;
    note(connection, &ids, ConsentEvent::Suspended, MAIL_SERVER, now).await?;
    Ok(true)
}

async fn tidy(connection: &mut AnyConnection, now: Timestamp) -> sqlx::Result<u64> {
    const UNCONFIRMED: &str = "DELETE FROM subscriptions WHERE state = 'pending' AND created <= $1";
    const ENDED: &str = "DELETE FROM subscriptions WHERE state = 'ended' AND NOT EXISTS \
        (SELECT 1 FROM consents WHERE subscription = subscriptions.id \
         AND event = 'ended' AND at > $1)";
    let mut removed = 0;
    for (sql, kept) in [(UNCONFIRMED, CONFIRM_WITHIN), (ENDED, ENDED_KEPT)] {
        let query = sqlx::query(sql).bind(now.minus(kept).as_millis());
        removed += query.execute(&mut *connection).await?.rows_affected();
    }
    for (sql, moment) in [
        ("DELETE FROM tokens WHERE expires <= $1", now),
        ("DELETE FROM outbox WHERE done <= $1", now.minus(LEDGER_KEPT)),
    ] {
        sqlx::query(sql).bind(moment.as_millis()).execute(&mut *connection).await?;
    }
    for sql in [
        "DELETE FROM tokens WHERE NOT EXISTS \
         (SELECT 1 FROM subscriptions WHERE id = tokens.subscription)",
        "DELETE FROM subscribers WHERE NOT EXISTS \
         (SELECT 1 FROM subscriptions WHERE subscriber = subscribers.id)",
    ] {
        sqlx::query(sql).execute(&mut *connection).await?;
    }
    Ok(removed)
}
