//! What is remembered of hosts, so that good manners survive a restart.

use crate::model::{HostRecord, RobotsRecord};

use super::row::{Columns, millis};
use super::statement::{insert, row_chunks};
use super::{Store, StoreError};

impl Store {
    /// The memory of all hosts.
    pub async fn hosts(&self) -> Result<Vec<HostRecord>, StoreError> {
        let sql = "SELECT host, robots_fetched, robots_text, not_before, free_from, strain \
                   FROM hosts ORDER BY host";
        let rows = sqlx::query(sql).fetch_all(&self.readers).await.map_err(self.trouble())?;
        let host = |row| {
            let mut columns = Columns::of(row);
            let host = columns.string()?;
            let fetched = columns.optional_moment()?;
            let text = columns.optional_string()?;
            let robots = fetched.map(|fetched| RobotsRecord { fetched, text });
            Ok(HostRecord {
                host,
                robots,
                not_before: columns.optional_moment()?,
                free_from: columns.optional_moment()?,
                strain: columns.small()?,
            })
        };
        rows.iter().map(host).collect::<Result<_, _>>().map_err(self.trouble())
    }

    /// Replaces the memory of these hosts, all in one transaction.
    pub async fn save_hosts(&self, hosts: &[HostRecord]) -> Result<(), StoreError> {
        if hosts.is_empty() {
            return Ok(());
        }
        self.write_hosts(hosts).await.map_err(self.trouble())
    }

    async fn write_hosts(&self, hosts: &[HostRecord]) -> sqlx::Result<()> {
        const HEAD: &str = "INSERT INTO hosts \
            (host, robots_fetched, robots_text, not_before, free_from, strain)";
        const TAIL: &str = "ON CONFLICT (host) DO UPDATE SET \
            robots_fetched = excluded.robots_fetched, robots_text = excluded.robots_text, \
            not_before = excluded.not_before, free_from = excluded.free_from, \
            strain = excluded.strain";
        let mut transaction = self.begin().await?;
        for chunk in row_chunks(hosts) {
            let mut query = sqlx::query(insert(HEAD, chunk.len(), 6, TAIL));
            for host in chunk {
                let robots = host.robots.as_ref();
                query = query
                    .bind(host.host.as_str())
                    .bind(millis(robots.map(|robots| robots.fetched)))
                    .bind(robots.and_then(|robots| robots.text.as_deref()))
                    .bind(millis(host.not_before))
                    .bind(millis(host.free_from))
                    .bind(i64::from(host.strain));
            }
            query.execute(&mut *transaction).await?;
        }
        transaction.commit().await
    }
}
