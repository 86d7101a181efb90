//! Subscriptions: asked for, confirmed, changed, due.

use std::time::Duration;

use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::model::{
    Cadence, ConsentEvent, Language, NETWORK_LETTER, Subscriber, Subscription, SubscriptionState,
    Timestamp,
};

use super::consents::note;
use crate::store::row::{Columns, decode_error};
use crate::store::{Store, StoreError};

/// How long an application can be confirmed.
pub(super) const CONFIRM_WITHIN: Duration = Duration::from_hours(48);
/// What is done on the page that a link in a letter opens.
const PAGE: &str = "page";

/// A subscription whose letter is due, with what composing it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueSubscription {
    pub subscription: Subscription,
    pub language: Language,
}

/// A subscription with its subscriber, for operators.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubscriptionRow {
    pub subscription: Subscription,
    pub subscriber: Subscriber,
    /// Title of its search; empty for the network letter.
    pub title: String,
}

/// The columns that [`read_subscription`] takes, of the table `s`.
macro_rules! subscription_columns {
    () => {
        "s.id, s.subscriber, s.search, s.state, s.pace, s.hour, s.weekday, s.created, \
         s.confirmed, s.issue, s.told, s.last_issue, s.next_due"
    };
}
pub(super) use subscription_columns;

/// The columns that [`read_row`] takes, and where they come from.
macro_rules! row_columns {
    () => {
        concat!(
            "SELECT ",
            subscription_columns!(),
            ", p.id, p.address, p.language, p.created, p.refusals, p.suspended, q.title \
             FROM subscriptions s JOIN subscribers p ON p.id = s.subscriber \
             LEFT JOIN searches q ON q.key = s.search "
        )
    };
}

impl Store {
    /// Confirms what is pending and was asked for within 48 hours: from now on it is told what is
    /// new to its search after this moment. `first_due` is when its first letter may go. False
    /// when it was not pending, or too long.
    pub async fn confirm(
        &self,
        subscription: &str,
        first_due: Timestamp,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let sql = "UPDATE subscriptions SET state = 'confirmed', confirmed = $1, next_due = $2, \
                told = COALESCE((SELECT last_news FROM searches WHERE key = search), 0) \
            WHERE id = $3 AND state = 'pending' AND created > $4";
        let confirmed: sqlx::Result<bool> = async {
            let mut transaction = self.begin().await?;
            let changed = sqlx::query(sql)
                .bind(now.as_millis())
                .bind(first_due.as_millis())
                .bind(subscription)
                .bind(now.minus(CONFIRM_WITHIN).as_millis())
                .execute(&mut *transaction)
                .await?;
            let is_confirmed = changed.rows_affected() > 0;
            if is_confirmed {
                let event = ConsentEvent::Confirmed;
                note(&mut transaction, &[subscription], event, PAGE, now).await?;
            }
            transaction.commit().await?;
            Ok(is_confirmed)
        }
        .await;
        confirmed.map_err(self.trouble())
    }

    /// Pauses, resumes or ends. What came while it was paused is no news when it is resumed. True
    /// when it stands so afterwards: a repeat changes nothing. Nothing that is pending is confirmed
    /// by this, and nothing leaves its end.
    pub async fn set_state(
        &self,
        subscription: &str,
        state: SubscriptionState,
        by: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let changed: sqlx::Result<bool> = async {
            let mut transaction = self.begin().await?;
            let is_so = change_state(&mut transaction, subscription, state, by, now).await?;
            transaction.commit().await?;
            Ok(is_so)
        }
        .await;
        changed.map_err(self.trouble())
    }

    /// Another cadence for what has not ended; false where it has, or is not there.
    pub async fn set_cadence(
        &self,
        subscription: &str,
        cadence: Cadence,
        next_due: Timestamp,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let sql = "UPDATE subscriptions SET pace = $1, hour = $2, weekday = $3, next_due = $4 \
                   WHERE id = $5 AND state <> 'ended'";
        let changed: sqlx::Result<bool> = async {
            let mut transaction = self.begin().await?;
            let changed = sqlx::query(sql)
                .bind(cadence.pace.code())
                .bind(i64::from(cadence.hour))
                .bind(i64::from(cadence.weekday))
                .bind(next_due.as_millis())
                .bind(subscription)
                .execute(&mut *transaction)
                .await?;
            let is_changed = changed.rows_affected() > 0;
            if is_changed {
                let event = ConsentEvent::Changed;
                note(&mut transaction, &[subscription], event, PAGE, now).await?;
            }
            transaction.commit().await?;
            Ok(is_changed)
        }
        .await;
        changed.map_err(self.trouble())
    }

    pub async fn subscription(&self, id: &str) -> Result<Option<SubscriptionRow>, StoreError> {
        let sql = concat!(row_columns!(), "WHERE s.id = $1");
        let row = sqlx::query(sql).bind(id).fetch_optional(&self.readers).await;
        let row = row.map_err(self.trouble())?;
        row.as_ref().map(read_row).transpose().map_err(self.trouble())
    }

    /// All, by address and title; those of one search when `search` is its key.
    pub async fn subscriptions(
        &self,
        search: Option<&str>,
    ) -> Result<Vec<SubscriptionRow>, StoreError> {
        const ORDER: &str = "ORDER BY p.address_key, q.title, s.id";
        let query = match search {
            Some(search) => {
                let sql = concat!(row_columns!(), "WHERE s.search = $1 ");
                sqlx::query(sqlx::AssertSqlSafe(format!("{sql}{ORDER}"))).bind(search)
            }
            None => sqlx::query(sqlx::AssertSqlSafe(format!("{}{ORDER}", row_columns!()))),
        };
        let rows = query.fetch_all(&self.readers).await.map_err(self.trouble())?;
        rows.iter().map(read_row).collect::<Result<_, _>>().map_err(self.trouble())
    }

    /// Confirmed ones of subscribers who are not suspended whose letter is due, or is planned later
    /// than `horizon`, which only a wrong clock does; by search, language and what they were told.
    /// The network letter is never due: people send it.
    pub async fn due_subscriptions(
        &self,
        now: Timestamp,
        horizon: Timestamp,
    ) -> Result<Vec<DueSubscription>, StoreError> {
        let sql = concat!(
            "SELECT ",
            subscription_columns!(),
            ", p.language FROM subscriptions s JOIN subscribers p ON p.id = s.subscriber \
             WHERE s.state = 'confirmed' AND (s.next_due <= $1 OR s.next_due > $2) \
             AND p.suspended IS NULL AND s.search <> $3 \
             ORDER BY s.search, p.language, s.told, s.id"
        );
        let rows = sqlx::query(sql)
            .bind(now.as_millis())
            .bind(horizon.as_millis())
            .bind(NETWORK_LETTER)
            .fetch_all(&self.readers)
            .await
            .map_err(self.trouble())?;
        let due = |row| {
            let mut columns = Columns::of(row);
            let subscription = read_subscription(&mut columns)?;
            Ok(DueSubscription { subscription, language: language(&mut columns)? })
        };
        rows.iter().map(due).collect::<Result<_, _>>().map_err(self.trouble())
    }
}

async fn change_state(
    connection: &mut AnyConnection,
    subscription: &str,
    state: SubscriptionState,
    by: &str,
    now: Timestamp,
) -> sqlx::Result<bool> {
    const PAUSE: &str = "UPDATE subscriptions SET state = 'paused' \
        WHERE id = $1 AND state = 'confirmed'";
    const RESUME: &str = "UPDATE subscriptions SET state = 'confirmed', \
            told = COALESCE((SELECT last_news FROM searches WHERE key = search), 0) \
        WHERE id = $1 AND state = 'paused'";
    const END: &str = "UPDATE subscriptions SET state = 'ended' WHERE id = $1 AND state <> 'ended'";
    let (sql, event) = match state {
        SubscriptionState::Pending => return Ok(false),
        SubscriptionState::Confirmed => (RESUME, ConsentEvent::Resumed),
        SubscriptionState::Paused => (PAUSE, ConsentEvent::Paused),
        SubscriptionState::Ended => (END, ConsentEvent::Ended),
    };
    let changed = sqlx::query(sql).bind(subscription).execute(&mut *connection).await?;
    if changed.rows_affected() > 0 {
        note(connection, &[subscription], event, by, now).await?;
        return Ok(true);
    }
    let sql = "SELECT 1 FROM subscriptions WHERE id = $1 AND state = $2";
    let same = sqlx::query(sql).bind(subscription).bind(state.code());
    Ok(same.fetch_optional(connection).await?.is_some())
}

pub(super) fn read_subscription(columns: &mut Columns<'_>) -> sqlx::Result<Subscription> {
    let small = |number: i64| u8::try_from(number).unwrap_or(0);
    Ok(Subscription {
        id: columns.string()?,
        subscriber: columns.string()?,
        search: columns.string()?,
        state: columns.text()?.parse().map_err(not_ours)?,
        cadence: Cadence {
            pace: columns.text()?.parse().map_err(not_ours)?,
            hour: small(columns.number()?),
            weekday: small(columns.number()?),
        },
        created: columns.moment()?,
        confirmed: columns.optional_moment()?,
        issue: columns.number()?,
        told: columns.number()?,
        last_issue: columns.optional_moment()?,
        next_due: columns.moment()?,
    })
}

/// Columns `id, address, language, created, refusals, suspended`.
pub(super) fn read_subscriber(columns: &mut Columns<'_>) -> sqlx::Result<Subscriber> {
    Ok(Subscriber {
        id: columns.string()?,
        address: columns.text()?.parse().map_err(decode_error)?,
        language: language(columns)?,
        created: columns.moment()?,
        refusals: columns.small()?,
        suspended: columns.optional_moment()?,
    })
}

fn read_row(row: &AnyRow) -> sqlx::Result<SubscriptionRow> {
    let mut columns = Columns::of(row);
    Ok(SubscriptionRow {
        subscription: read_subscription(&mut columns)?,
        subscriber: read_subscriber(&mut columns)?,
        title: columns.optional_string()?.unwrap_or_default(),
    })
}

/// What nobody reads becomes Swedish, the language of the network.
fn language(columns: &mut Columns<'_>) -> sqlx::Result<Language> {
    Ok(columns.text()?.parse().unwrap_or(Language::SV))
}

pub(super) fn not_ours(why: String) -> sqlx::Error {
    decode_error(std::io::Error::other(why))
}
