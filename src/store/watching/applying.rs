//! How somebody asks for a subscription.

use std::time::Duration;

use sqlx::AnyConnection;

use crate::model::{
    Application, ConsentEvent, MailAddress, Queued, StoredLetter, Subscription, SubscriptionState,
    Timestamp, TokenPurpose,
};

use super::consents::note;
use super::outbox::{insert_queued, keep_letter};
use super::subscriptions::{read_subscription, subscription_columns};
use super::tokens::insert_tokens;
use crate::store::row::Columns;
use crate::store::{Store, StoreError};

/// How long an address that was asked is left in peace.
const ASK_AGAIN_AFTER: Duration = Duration::from_hours(24);

/// Ways of writing one mailbox (`anna+park@`, `anna+natt@`) that are asked in that time: somebody
/// may keep their letters apart so, and nobody is flooded.
const MOST_SPELLINGS: i64 = 3;

/// What became of an application. Whoever asked hears the same of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Applied {
    /// A letter that asks to confirm should go to this subscription.
    Ask(Subscription),
    /// There is a confirmed one already, or this address was asked today, or it is suspended.
    Nothing,
}

/// The letter that asks to confirm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asking {
    /// Hash of the token that it carries.
    pub token: String,
    pub expires: Timestamp,
    pub letter: StoredLetter,
    pub row: Queued,
}

impl Store {
    /// [`apply`](Self::apply), and puts the letter that `ask` makes into the outbox, together: an
    /// address is never left in peace for a letter that a crash has kept from it.
    pub async fn apply_and_ask(
        &self,
        application: &Application,
        (ids, event): ([&str; 2], ConsentEvent),
        now: Timestamp,
        ask: impl FnOnce(&Subscription) -> Asking + Send,
    ) -> Result<Applied, StoreError> {
        let applied: sqlx::Result<_> = async {
            let mut transaction = self.begin().await?;
            let applied = apply(&mut transaction, application, ids, event, now).await?;
            if let Applied::Ask(subscription) = &applied {
                queue(&mut transaction, &subscription.id, &ask(subscription), now).await?;
            }
            transaction.commit().await?;
            Ok(applied)
        }
        .await;
        applied.map_err(self.trouble())
    }

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

async fn queue(
    connection: &mut AnyConnection,
    subscription: &str,
    asking: &Asking,
    now: Timestamp,
) -> sqlx::Result<()> {
    let kept = [(asking.token.clone(), subscription.to_owned())];
    insert_tokens(connection, TokenPurpose::Confirm, &kept, Some(asking.expires)).await?;
    insert_queued(connection, std::slice::from_ref(&asking.row), now).await?;
    keep_letter(connection, &asking.letter, now).await
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
    let may_ask = asked.is_none_or(|asked| asked > now || now.since(asked) >= ASK_AGAIN_AFTER)
        && asked_today(connection, &application.address, now).await? < MOST_SPELLINGS;
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

/// How many addresses of the same mailbox were asked lately: those that differ behind a `+` alone.
async fn asked_today(
    connection: &mut AnyConnection,
    address: &MailAddress,
    now: Timestamp,
) -> sqlx::Result<i64> {
    // `,` follows `+`: between the two are all that go on with it.
    const SQL: &str = "SELECT COUNT(*) FROM subscribers WHERE asked > $1 AND asked <= $2 \
        AND (address_key = $3 OR (address_key > $4 AND address_key < $5 AND address_key LIKE $6))";
    let (mailbox, host) = address.mailbox();
    let row = sqlx::query(SQL)
        .bind(now.minus(ASK_AGAIN_AFTER).as_millis())
        .bind(now.as_millis())
        .bind(format!("{mailbox}@{host}"))
        .bind(format!("{mailbox}+"))
        .bind(format!("{mailbox},"))
        .bind(format!("%@{host}"))
        .fetch_one(connection)
        .await?;
    Columns::of(&row).number()
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
