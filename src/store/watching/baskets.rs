//! Baskets of hits.

use std::collections::HashMap;

use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::model::{Ask, Basket, BasketItem, DocumentId, Timestamp};

use crate::store::row::{Columns, millis};
use crate::store::statement::{insert, row_chunks};
use crate::store::{Store, StoreError};

/// The columns of [`without_items`] in its order.
macro_rules! basket_columns {
    () => {
        "SELECT id, title, introduction, signature, created, changed, sent FROM baskets "
    };
}
/// The columns of [`item`] in its order.
macro_rules! item_columns {
    () => {
        "SELECT basket, document, ask, answer_by, comment FROM basket_items "
    };
}

impl Store {
    /// Writes a basket as a whole, in the place of an earlier one with its id. What was sent stays
    /// sent, also when a page that was opened before is saved after it.
    pub async fn save_basket(&self, basket: &Basket) -> Result<(), StoreError> {
        let saved: sqlx::Result<()> = async {
            let mut transaction = self.begin().await?;
            write(&mut transaction, basket).await?;
            transaction.commit().await
        }
        .await;
        saved.map_err(self.trouble())
    }

    pub async fn basket(&self, id: &str) -> Result<Option<Basket>, StoreError> {
        const BASKET: &str = concat!(basket_columns!(), "WHERE id = $1");
        const ITEMS: &str = concat!(item_columns!(), "WHERE basket = $1 ORDER BY position");
        let found: sqlx::Result<Option<Basket>> = async {
            let row = sqlx::query(BASKET).bind(id).fetch_optional(&self.readers).await?;
            let Some(row) = row else { return Ok(None) };
            let rows = sqlx::query(ITEMS).bind(id).fetch_all(&self.readers).await?;
            let items = rows.iter().map(|row| Ok(item(row)?.1));
            let items = items.collect::<sqlx::Result<_>>()?;
            Ok(Some(Basket { items, ..without_items(&row)? }))
        }
        .await;
        found.map_err(self.trouble())
    }

    /// The last changed first.
    pub async fn baskets(&self) -> Result<Vec<Basket>, StoreError> {
        const BASKETS: &str = concat!(basket_columns!(), "ORDER BY changed DESC, id");
        const ITEMS: &str = concat!(item_columns!(), "ORDER BY basket, position");
        let found: sqlx::Result<Vec<Basket>> = async {
            let rows = sqlx::query(BASKETS).fetch_all(&self.readers).await?;
            let mut items: HashMap<String, Vec<BasketItem>> = HashMap::new();
            for row in &sqlx::query(ITEMS).fetch_all(&self.readers).await? {
                let (basket, item) = item(row)?;
                items.entry(basket).or_default().push(item);
            }
            let mut whole = |row| {
                let basket = without_items(row)?;
                let items = items.remove(&basket.id).unwrap_or_default();
                Ok(Basket { items, ..basket })
            };
            rows.iter().map(&mut whole).collect()
        }
        .await;
        found.map_err(self.trouble())
    }

    pub async fn remove_basket(&self, id: &str) -> Result<bool, StoreError> {
        let removed: sqlx::Result<bool> = async {
            let mut transaction = self.begin().await?;
            remove_items(&mut transaction, id).await?;
            let sql = "DELETE FROM baskets WHERE id = $1";
            let done = sqlx::query(sql).bind(id).execute(&mut *transaction).await?;
            transaction.commit().await?;
            Ok(done.rows_affected() > 0)
        }
        .await;
        removed.map_err(self.trouble())
    }
}

/// Notes that it was sent; false when it was before.
pub(super) async fn mark_sent(
    connection: &mut AnyConnection,
    id: &str,
    now: Timestamp,
) -> sqlx::Result<bool> {
    let sql = "UPDATE baskets SET sent = $1 WHERE id = $2 AND sent IS NULL";
    let done = sqlx::query(sql).bind(now.as_millis()).bind(id).execute(connection).await?;
    Ok(done.rows_affected() > 0)
}

async fn write(connection: &mut AnyConnection, basket: &Basket) -> sqlx::Result<()> {
    const ITEMS: &str =
        "INSERT INTO basket_items (basket, document, position, ask, answer_by, comment)";
    let sql = "INSERT INTO baskets (id, title, introduction, signature, created, changed, sent) \
               VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO UPDATE SET \
               title = excluded.title, introduction = excluded.introduction, \
               signature = excluded.signature, changed = excluded.changed, \
               sent = COALESCE(baskets.sent, excluded.sent)";
    sqlx::query(sql)
        .bind(basket.id.as_str())
        .bind(basket.title.as_str())
        .bind(basket.introduction.as_str())
        .bind(basket.signature.as_str())
        .bind(basket.created.as_millis())
        .bind(basket.changed.as_millis())
        .bind(millis(basket.sent))
        .execute(&mut *connection)
        .await?;
    remove_items(connection, &basket.id).await?;
    let placed: Vec<_> = (0_i64..).zip(&basket.items).collect();
    for chunk in row_chunks(&placed) {
        // Of two for one document the first stays.
        let mut query = sqlx::query(insert(ITEMS, chunk.len(), 6, "ON CONFLICT DO NOTHING"));
        for (position, item) in chunk {
            query = query
                .bind(basket.id.as_str())
                .bind(item.document.as_str())
                .bind(*position)
                .bind(item.ask.code())
                .bind(item.answer_by.as_str())
                .bind(item.comment.as_str());
        }
        query.execute(&mut *connection).await?;
    }
    Ok(())
}

async fn remove_items(connection: &mut AnyConnection, id: &str) -> sqlx::Result<()> {
    let sql = "DELETE FROM basket_items WHERE basket = $1";
    sqlx::query(sql).bind(id).execute(connection).await.map(|_| ())
}

fn without_items(row: &AnyRow) -> sqlx::Result<Basket> {
    let mut columns = Columns::of(row);
    Ok(Basket {
        id: columns.string()?,
        title: columns.string()?,
        introduction: columns.string()?,
        signature: columns.string()?,
        created: columns.moment()?,
        changed: columns.moment()?,
        sent: columns.optional_moment()?,
        items: Vec::new(),
    })
}

fn item(row: &AnyRow) -> sqlx::Result<(String, BasketItem)> {
    let mut columns = Columns::of(row);
    let basket = columns.string()?;
    let item = BasketItem {
        document: DocumentId::new(columns.string()?),
        ask: columns.text()?.parse().unwrap_or(Ask::Know),
        answer_by: columns.string()?,
        comment: columns.string()?,
    };
    Ok((basket, item))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Issue;
    use crate::store::tests::{at, place, store_with};

    fn item(document: &str, ask: Ask) -> BasketItem {
        let answer_by = if ask == Ask::Answer { "2026-12-11" } else { "" };
        BasketItem {
            document: DocumentId::new(document),
            ask,
            answer_by: answer_by.to_owned(),
            comment: format!("Om {document}"),
        }
    }

    fn basket(id: &str, changed: i64, items: Vec<BasketItem>) -> Basket {
        Basket {
            id: id.to_owned(),
            title: "Vecka 48".to_owned(),
            introduction: "Hej!".to_owned(),
            signature: "Anna".to_owned(),
            created: at(1),
            changed: at(changed),
            sent: None,
            items,
        }
    }

    #[tokio::test]
    async fn a_basket_is_written_as_a_whole_and_keeps_its_order() {
        let place = place();
        let store = store_with(&place, &[]).await;
        let first = basket(
            "b1",
            5,
            vec![item("z", Ask::Answer), item("a", Ask::Know), item("m", Ask::Discuss)],
        );
        store.save_basket(&first).await.unwrap();
        assert_eq!(store.basket("b1").await.unwrap(), Some(first.clone()));
        store.save_basket(&basket("b2", 9, Vec::new())).await.unwrap();

        let twice = vec![item("m", Ask::Know), item("z", Ask::Know), item("m", Ask::Discuss)];
        store.save_basket(&basket("b1", 7, twice)).await.unwrap();
        let all = store.baskets().await.unwrap();
        let expected = basket("b1", 7, vec![item("m", Ask::Know), item("z", Ask::Know)]);
        assert_eq!(all, [basket("b2", 9, Vec::new()), expected]);

        assert!(store.remove_basket("b2").await.unwrap());
        assert!(!store.remove_basket("b2").await.unwrap());
        assert_eq!(store.basket("b2").await.unwrap(), None);
    }

    #[tokio::test]
    async fn a_basket_is_sent_once() {
        let place = place();
        let store = store_with(&place, &[]).await;
        let opened = basket("b1", 5, vec![item("a", Ask::Know)]);
        store.save_basket(&opened).await.unwrap();
        let sent = async |id, now| store.issue_basket(id, &[], &[], now).await.unwrap();
        assert_eq!(sent("b1", at(10)).await, Some(0));
        assert_eq!((sent("b1", at(11)).await, sent("b9", at(11)).await), (None, None));
        store.save_basket(&Basket { changed: at(12), ..opened }).await.unwrap();
        let kept = store.basket("b1").await.unwrap().unwrap();
        assert_eq!((kept.sent, kept.changed), (Some(at(10)), at(12)));
    }

    #[tokio::test]
    async fn a_basket_that_could_not_be_queued_is_not_sent() {
        let place = place();
        let store = store_with(&place, &[]).await;
        store.save_basket(&basket("b1", 5, Vec::new())).await.unwrap();
        let sql = "ALTER TABLE subscriptions RENAME TO broken";
        sqlx::query(sql).execute(&store.writer).await.unwrap();
        let issue = Issue {
            subscription: "s".to_owned(),
            issue_before: 0,
            told: 0,
            next_due: at(0),
            letter: None,
        };
        assert!(store.issue_basket("b1", &[], &[issue], at(10)).await.is_err());
        assert_eq!(store.basket("b1").await.unwrap().unwrap().sent, None);
    }
}
