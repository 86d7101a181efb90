//! On what grounds somebody gets letters.

use sqlx::AnyConnection;

use crate::model::{Consent, ConsentEvent, Timestamp};

use crate::store::row::Columns;
use crate::store::statement::{insert, row_chunks};
use crate::store::{Store, StoreError};

/// The log of consent of one subscription, or of all.
#[derive(Clone, Copy, Debug)]
pub enum Grounds<'a> {
    Of(&'a str),
    All,
}

impl Store {
    /// Oldest first.
    pub async fn consents(&self, of: Grounds<'_>) -> Result<Vec<Consent>, StoreError> {
        let read: sqlx::Result<_> = async {
            let mut connection = self.readers.acquire().await?;
            consents(&mut connection, of).await
        }
        .await;
        read.map_err(self.trouble())
    }
}

const ALL: &str = "SELECT at, subscription, event, by_whom FROM consents \
                   ORDER BY at, subscription, event";
const OF: &str = "SELECT at, subscription, event, by_whom FROM consents WHERE subscription = $1 \
                  ORDER BY at, event";

pub(super) async fn consents(
    connection: &mut AnyConnection,
    of: Grounds<'_>,
) -> sqlx::Result<Vec<Consent>> {
    let query = match of {
        Grounds::Of(subscription) => sqlx::query(OF).bind(subscription),
        Grounds::All => sqlx::query(ALL),
    };
    query.fetch_all(connection).await?.iter().map(consent).collect()
}

fn consent(row: &sqlx::any::AnyRow) -> sqlx::Result<Consent> {
    let mut columns = Columns::of(row);
    Ok(Consent {
        at: columns.moment()?,
        subscription: columns.string()?,
        event: columns.string()?,
        by: columns.string()?,
    })
}

/// Writes what happened to some subscriptions into the log.
pub(super) async fn note(
    connection: &mut AnyConnection,
    subscriptions: &[impl AsRef<str>],
    event: ConsentEvent,
    by: &str,
    at: Timestamp,
) -> sqlx::Result<()> {
    const HEAD: &str = "INSERT INTO consents (at, subscription, event, by_whom)";
    for chunk in row_chunks(subscriptions) {
        let mut query = sqlx::query(insert(HEAD, chunk.len(), 4, ""));
        for subscription in chunk {
            query =
                query.bind(at.as_millis()).bind(subscription.as_ref()).bind(event.code()).bind(by);
        }
        query.execute(&mut *connection).await?;
    }
    Ok(())
}
