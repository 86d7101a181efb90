//! The keys under which documents are found that may tell the same.

use std::collections::HashMap;

use sqlx::{AnyConnection, AssertSqlSafe};

use crate::model::DocumentId;
use crate::store::row::{Columns, signed};
use crate::store::statement::{LIST, insert, row_chunks, with_list};
use crate::store::{Store, StoreError};

/// A key that more documents share tells nothing about any of them.
const COMMON: usize = 200;

/// A key to look up, among documents that are dated within these days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyLookup {
    pub key: i64,
    pub first_day: i64,
    pub last_day: i64,
}

/// The documents that share a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sharing {
    pub key: i64,
    /// Their numbers; none when there are too many of them.
    pub documents: Vec<i64>,
    pub is_common: bool,
}

/// The number of a document among the keys. Two documents with one number would only be compared
/// in vain, and that will not happen among 64 bits.
pub fn number_of(id: &DocumentId) -> i64 {
    // FNV-1a; the standard library's hash may change, and numbers are kept.
    let add = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    id.as_str().bytes().fold(0xcbf2_9ce4_8422_2325, add).cast_signed()
}

impl Store {
    /// Puts the keys of documents in the place of those that they had: the day and the keys.
    pub async fn write_keys(&self, keys: &[(DocumentId, i64, Vec<i64>)]) -> Result<(), StoreError> {
        let written: sqlx::Result<()> = async {
            let mut transaction = self.begin().await?;
            let ids: Vec<_> = keys.iter().map(|(id, _, _)| id.clone()).collect();
            delete_keys(&mut transaction, &ids).await?;
            insert_numbers(&mut transaction, &ids).await?;
            insert_keys(&mut transaction, keys).await?;
            transaction.commit().await
        }
        .await;
        written.map_err(self.trouble())
    }

    /// Which documents share these keys; keys that nobody has are left out.
    pub async fn sharing(&self, keys: &[KeyLookup]) -> Result<Vec<Sharing>, StoreError> {
        self.find_sharing(keys).await.map_err(self.trouble())
    }

    /// The documents of these numbers, in their order.
    pub async fn numbered(&self, numbers: &[i64]) -> Result<Vec<DocumentId>, StoreError> {
        self.find_numbered(numbers).await.map_err(self.trouble())
    }

    async fn find_sharing(&self, keys: &[KeyLookup]) -> sqlx::Result<Vec<Sharing>> {
        // Each part ends by itself, however common its key is. A row for each key: a row for each
        // document would cost more to hand over than to find.
        const PART: &str = "SELECT key, COUNT(*), CASE WHEN COUNT(*) > ? THEN '' \
            ELSE string_agg(CAST(document AS TEXT), ' ') END FROM \
            (SELECT key, document FROM document_keys WHERE key = ? AND day BETWEEN ? AND ? LIMIT ?) \
            GROUP BY key";
        let mut found: Vec<Sharing> = Vec::new();
        for chunk in keys.chunks(LIST) {
            let sql = vec![PART; chunk.len()].join(" UNION ALL ");
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for lookup in chunk {
                query = query.bind(signed(COMMON)).bind(lookup.key);
                query = query.bind(lookup.first_day).bind(lookup.last_day);
                query = query.bind(signed(COMMON) + 1);
            }
            for row in &query.fetch_all(&self.readers).await? {
                let mut columns = Columns::of(row);
                let (key, count) = (columns.number()?, columns.number()?);
                let numbers = columns.text()?.split(' ').filter_map(|number| number.parse().ok());
                let is_common = count > signed(COMMON);
                found.push(Sharing { key, documents: numbers.collect(), is_common });
            }
        }
        Ok(found)
    }

    async fn find_numbered(&self, numbers: &[i64]) -> sqlx::Result<Vec<DocumentId>> {
        const HEAD: &str = "SELECT number, document FROM document_numbers WHERE number IN (";
        let mut found = HashMap::new();
        for chunk in numbers.chunks(LIST) {
            let mut query = sqlx::query(with_list(HEAD, chunk.len(), ")"));
            for number in chunk {
                query = query.bind(*number);
            }
            for row in &query.fetch_all(&self.readers).await? {
                let mut columns = Columns::of(row);
                found.insert(columns.number()?, DocumentId::new(columns.string()?));
            }
        }
        Ok(numbers.iter().filter_map(|number| found.remove(number)).collect())
    }
}

/// Of documents that go, or that may no longer be found by what they said.
pub(in crate::store) async fn delete_keys(
    connection: &mut AnyConnection,
    ids: &[DocumentId],
) -> sqlx::Result<()> {
    for head in [
        "DELETE FROM document_keys WHERE document IN (",
        "DELETE FROM document_numbers WHERE number IN (",
    ] {
        for chunk in row_chunks(ids) {
            let mut query = sqlx::query(with_list(head, chunk.len(), ")"));
            for id in chunk {
                query = query.bind(number_of(id));
            }
            query.execute(&mut *connection).await?;
        }
    }
    Ok(())
}

async fn insert_numbers(connection: &mut AnyConnection, ids: &[DocumentId]) -> sqlx::Result<()> {
    for chunk in row_chunks(ids) {
        let head = "INSERT INTO document_numbers (number, document)";
        let mut query =
            sqlx::query(insert(head, chunk.len(), 2, "ON CONFLICT (number) DO NOTHING"));
        for id in chunk {
            query = query.bind(number_of(id)).bind(id.as_str());
        }
        query.execute(&mut *connection).await?;
    }
    Ok(())
}

async fn insert_keys(
    connection: &mut AnyConnection,
    keys: &[(DocumentId, i64, Vec<i64>)],
) -> sqlx::Result<()> {
    let of_one = |(id, day, keys): &(DocumentId, i64, Vec<i64>)| {
        let (number, day) = (number_of(id), *day);
        keys.iter().map(move |key| (*key, day, number)).collect::<Vec<_>>()
    };
    let mut rows: Vec<(i64, i64, i64)> = keys.iter().flat_map(of_one).collect();
    // In the order of the index, which is then written from one end to the other.
    rows.sort_unstable();
    for chunk in row_chunks(&rows) {
        let head = "INSERT INTO document_keys (key, day, document)";
        let mut query = sqlx::query(insert(head, chunk.len(), 3, ""));
        for (key, day, document) in chunk {
            query = query.bind(*key).bind(*day).bind(*document);
        }
        query.execute(&mut *connection).await?;
    }
    Ok(())
}
