//! How somebody asks for a subscription.

use std::time::Duration;

use sqlx::AnyConnection;

use crate::model::{Application, ConsentEvent, Subscription, SubscriptionState, Timestamp};

use super::consents::note;
use super::subscriptions::{read_subscription, subscription_columns};
use crate::store::row::Columns;
use crate::store::{Store, StoreError};

/// How long an address that was asked is left in peace.
const ASK_AGAIN_AFTER: Duration = Duration::from_hours(24);

/// What became of an application. Whoever asked hears the same of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Applied {
    /// A letter that asks to confirm should go to this subscription.
    Ask(Subscription),
    /// There is a confirmed one already, or this address was asked today, or it is suspended.
    Nothing,
}

impl Store {
    /// Takes an application: makes subscriber and subscription as pending where they are not there
    /// (with random ids, drawn from the system by the caller: `ids`, of the subscriber and of the
    /// subscription), notes the consent asked for, and remembers that this address was asked. At
    /// most one confirmation per address and 24 h: until then nothing new is kept of the address,
    /// and one that is pending takes the cadence and language that were asked for last.
    /// What is confirmed already is left as it is; an ended one may be asked for anew.
    pub async fn apply(
        &self,
        application: &Application,
        ids: [&str; 2],
        event: ConsentEvent,
        now: Timestamp,
    ) -> Result<Applied, StoreError> {
        let applied: sqlx::Result<_> = async {
            let mut transaction = self.begin().await?;
            let applied = apply(&mut transaction, application, ids, event, now).await?;
            transaction.commit().await?;
            Ok(applied)
        }
        .await;
        applied.map_err(self.trouble())
    }
}

async fn apply(
    connection: &mut AnyConnection,
    application: &Application,
    [new_subscriber, new_subscription]: [&str; 2],
    event: ConsentEvent,
    now: Timestamp,
) -> sqlx::Result<Applied> {
    let known = applicant(connection, application).await?;
    if known.as_ref().is_some_and(|known| known.suspended.is_some()) {
        return Ok(Applied::Nothing);
    }
    let subscriber = known.as_ref().map_or(new_subscriber, |known| known.id.as_str());
    let earlier = subscription_of(connection, subscriber, &application.search).await?;
    let state = earlier.as_ref().map(|earlier| earlier.state);
    if matches!(state, Some(SubscriptionState::Confirmed | SubscriptionState::Paused)) {
        return Ok(Applied::Nothing);
    }
    let asked = known.as_ref().and_then(|known| known.asked);
    // A moment in the future is one of a clock that was wrong.
    let may_ask = asked.is_none_or(|asked| asked > now || now.since(asked) >= ASK_AGAIN_AFTER);
    if !may_ask && state != Some(SubscriptionState::Pending) {
        return Ok(Applied::Nothing);
    }
    if known.is_none() {
        insert_subscriber(connection, application, subscriber, now).await?;
    }
    let id = earlier.as_ref().map_or(new_subscription, |earlier| earlier.id.as_str());
    put_pending(connection, application, [subscriber, id], now).await?;
    note(connection, &[id], event, by(event), now).await?;
    set_language_of_newcomer(connection, application, subscriber).await?;
    if !may_ask {
        return Ok(Applied::Nothing);
    }
    let sql = "UPDATE subscribers SET asked = $1 WHERE id = $2";
    sqlx::query(sql).bind(now.as_millis()).bind(subscriber).execute(&mut *connection).await?;
    let pending = subscription_of(connection, subscriber, &application.search).await?;
    Ok(pending.map_or(Applied::Nothing, Applied::Ask))
}

/// Through what an application comes.
fn by(event: ConsentEvent) -> &'static str {
    if event == ConsentEvent::Invited { "command" } else { "page" }
}

/// Somebody whose address we know.
struct Applicant {
    id: String,
    suspended: Option<Timestamp>,
    asked: Option<Timestamp>,
}

async fn applicant(
    connection: &mut AnyConnection,
    application: &Application,
) -> sqlx::Result<Option<Applicant>> {
    let sql = "SELECT id, suspended, asked FROM subscribers WHERE address_key = $1";
    let row = sqlx::query(sql).bind(application.address.key()).fetch_optional(connection).await?;
    let Some(row) = row else { return Ok(None) };
    let mut columns = Columns::of(&row);
    Ok(Some(Applicant {
        id: columns.string()?,
        suspended: columns.optional_moment()?,
        asked: columns.optional_moment()?,
    }))
}

async fn subscription_of(
    connection: &mut AnyConnection,
    subscriber: &str,
    search: &str,
) -> sqlx::Result<Option<Subscription>> {
    let sql = concat!(
        "SELECT ",
        subscription_columns!(),
        " FROM subscriptions s WHERE s.subscriber = $1 AND s.search = $2"
    );
    let row = sqlx::query(sql).bind(subscriber).bind(search).fetch_optional(connection).await?;
    row.map(|row| read_subscription(&mut Columns::of(&row))).transpose()
}

async fn insert_subscriber(
    connection: &mut AnyConnection,
    application: &Application,
    id: &str,
    now: Timestamp,
) -> sqlx::Result<()> {
    let sql = "INSERT INTO subscribers (id, address, address_key, language, created) \
               VALUES ($1, $2, $3, $4, $5)";
    sqlx::query(sql)
        .bind(id)
        .bind(application.address.as_str())
        .bind(application.address.key())
        .bind(application.language.as_str())
        .bind(now.as_millis())
        .execute(connection)
        .await?;
    Ok(())
}

/// Writes a subscription as pending. One that ended goes on with its numbers, so that no issue has
/// the number of an earlier one.
async fn put_pending(
    connection: &mut AnyConnection,
    application: &Application,
    [subscriber, id]: [&str; 2],
    now: Timestamp,
) -> sqlx::Result<()> {
    let sql = "INSERT INTO subscriptions \
            (id, subscriber, search, state, pace, hour, weekday, created, next_due) \
        VALUES ($1, $2, $3, 'pending', $4, $5, $6, $7, $7) \
        ON CONFLICT (id) DO UPDATE SET state = 'pending', pace = excluded.pace, \
            hour = excluded.hour, weekday = excluded.weekday, created = excluded.created, \
            confirmed = NULL, next_due = excluded.next_due";
    sqlx::query(sql)
        .bind(id)
        .bind(subscriber)
        .bind(&application.search)
        .bind(application.cadence.pace.code())
        .bind(i64::from(application.cadence.hour))
        .bind(i64::from(application.cadence.weekday))
        .bind(now.as_millis())
        .execute(connection)
        .await?;
    Ok(())
}

/// Takes the language of an application, unless letters go to this address already: anybody can
/// write an address into a form.
async fn set_language_of_newcomer(
    connection: &mut AnyConnection,
    application: &Application,
    subscriber: &str,
) -> sqlx::Result<()> {
    let sql = "UPDATE subscribers SET language = $1 WHERE id = $2 AND NOT EXISTS \
               (SELECT 1 FROM subscriptions WHERE subscriber = subscribers.id \
                AND state IN ('confirmed', 'paused'))";
    let language = application.language.as_str();
    sqlx::query(sql).bind(language).bind(subscriber).execute(connection).await?;
    Ok(())
}
