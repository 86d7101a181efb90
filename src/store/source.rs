//! The sources as the index sees them: facts that go with each of their documents.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, PoisonError};

use sqlx::AnyConnection;

use crate::model::{Group, Network, Source, SourceFacts, SourceId, Timestamp};

use super::row::{Columns, signed};
use super::statement::{insert, insert_rows, row_chunks};
use super::{Store, StoreError};

/// The facts of all sources, and which state of the database they show.
#[derive(Clone, Debug, Default)]
pub(super) struct FactsTable {
    version: i64,
    rows: Arc<HashMap<SourceId, SourceFacts>>,
}

impl FactsTable {
    /// A source that nobody ever named: its documents were imported or it left no row.
    pub(super) fn of(&self, id: &SourceId) -> SourceFacts {
        self.rows.get(id).cloned().unwrap_or_else(|| SourceFacts::unnamed(id))
    }
}

impl Store {
    /// Takes over the source list: new sources get a state, and where indexed facts of a source
    /// changed, all its documents are changes again. Sources that left the list stay as they are.
    pub async fn sync_sources(
        &self,
        sources: &[Source],
        network: &Network,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.take_over(sources, network, now).await.map_err(self.trouble())
    }

    /// Makes a source known that stands in no list. Where it is known already, nothing happens.
    pub async fn introduce(&self, facts: &SourceFacts, now: Timestamp) -> Result<(), StoreError> {
        let introduced: sqlx::Result<()> = async {
            let mut transaction = self.begin().await?;
            add_unknown(&mut transaction, vec![facts.clone()], now).await?;
            transaction.commit().await
        }
        .await;
        introduced.map_err(self.trouble())
    }

    async fn take_over(
        &self,
        sources: &[Source],
        network: &Network,
        now: Timestamp,
    ) -> sqlx::Result<()> {
        let facts: Vec<_> = sources.iter().map(|source| source.facts(network)).collect();
        let fingerprint = fingerprint(sources, &facts);
        if self.known_source_list().await? == fingerprint {
            return Ok(());
        }
        let mut transaction = self.begin().await?;
        let known = read_facts(&mut transaction).await?;
        let is_other = |facts: &&SourceFacts| known.get(&facts.id) != Some(*facts);
        let changed: Vec<_> = facts.iter().filter(is_other).cloned().collect();
        write_facts(&mut transaction, &changed).await?;
        let addresses: Vec<_> = sources.iter().map(|s| (&s.id, s.url.as_str())).collect();
        write_first_states(&mut transaction, &addresses, now).await?;
        begin_anew_elsewhere(&mut transaction, sources, now).await?;
        for facts in changed.iter().filter(|facts| known.contains_key(&facts.id)) {
            renumber(&mut transaction, &facts.id).await?;
        }
        sqlx::query(
            "UPDATE counters SET facts_version = facts_version + $1, source_list = $2 WHERE id = 1",
        )
        .bind(i64::from(!changed.is_empty()))
        .bind(fingerprint)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await
    }

    async fn known_source_list(&self) -> sqlx::Result<String> {
        let sql = "SELECT source_list FROM counters WHERE id = 1";
        let row = sqlx::query(sql).fetch_one(&self.readers).await?;
        Columns::of(&row).string()
    }

    /// The facts of all sources, read again when `version` of the database says so.
    pub(super) async fn facts_at(&self, version: i64) -> sqlx::Result<FactsTable> {
        let table = self.facts.read().unwrap_or_else(PoisonError::into_inner).clone();
        if table.version == version && version > 0 {
            return Ok(table);
        }
        let mut connection = self.readers.acquire().await?;
        let rows = Arc::new(read_facts(&mut connection).await?);
        let table = FactsTable { version, rows };
        *self.facts.write().unwrap_or_else(PoisonError::into_inner) = table.clone();
        Ok(table)
    }
}

/// Makes rows for sources that are in no list; known ones stay as they are.
pub(super) async fn add_unnamed(
    connection: &mut AnyConnection,
    ids: &[SourceId],
    now: Timestamp,
) -> sqlx::Result<()> {
    add_unknown(connection, ids.iter().map(SourceFacts::unnamed).collect(), now).await
}

async fn add_unknown(
    connection: &mut AnyConnection,
    mut missing: Vec<SourceFacts>,
    now: Timestamp,
) -> sqlx::Result<()> {
    let known = read_facts(connection).await?;
    missing.retain(|facts| !known.contains_key(&facts.id));
    if missing.is_empty() {
        return Ok(());
    }
    write_facts(connection, &missing).await?;
    let addresses: Vec<_> = missing.iter().map(|facts| (&facts.id, "")).collect();
    write_first_states(connection, &addresses, now).await?;
    // Whoever has read the facts before, reads them again.
    let sql = "UPDATE counters SET facts_version = facts_version + 1 WHERE id = 1";
    sqlx::query(sql).execute(connection).await?;
    Ok(())
}

/// Tells one source list from another without reading all rows. It need not be the same for
/// ever: where it differs, the rows are compared.
fn fingerprint(sources: &[Source], facts: &[SourceFacts]) -> String {
    let mut hasher = DefaultHasher::new();
    for source in sources {
        source.url.hash(&mut hasher);
    }
    for one in facts {
        one.id.hash(&mut hasher);
        one.name.hash(&mut hasher);
        one.group.as_str().hash(&mut hasher);
        (&one.country, &one.place, one.in_network, one.priority).hash(&mut hasher);
        one.republish.as_str().hash(&mut hasher);
    }
    format!("{:016x}-{}", hasher.finish(), facts.len())
}

async fn read_facts(
    connection: &mut AnyConnection,
) -> sqlx::Result<HashMap<SourceId, SourceFacts>> {
    let sql = "SELECT id, name, grouping, country, place, in_network, priority, republish \
               FROM sources";
    let rows = sqlx::query(sql).fetch_all(connection).await?;
    let mut table = HashMap::with_capacity(rows.len());
    for row in &rows {
        let mut columns = Columns::of(row);
        let facts = SourceFacts {
            id: columns.source_id()?,
            name: columns.string()?,
            group: columns.text()?.parse().unwrap_or(Group::World),
            country: columns.optional_string()?,
            place: columns.optional_string()?,
            in_network: columns.number()? != 0,
            priority: u8::try_from(columns.number()?).unwrap_or(3),
            republish: columns.text()?.parse().unwrap_or_default(),
        };
        table.insert(facts.id.clone(), facts);
    }
    Ok(table)
}

async fn write_facts(connection: &mut AnyConnection, facts: &[SourceFacts]) -> sqlx::Result<()> {
    const HEAD: &str = "INSERT INTO sources \
        (id, name, grouping, country, place, in_network, priority, republish)";
    const TAIL: &str = "ON CONFLICT (id) DO UPDATE SET name = excluded.name, \
        grouping = excluded.grouping, country = excluded.country, place = excluded.place, \
        in_network = excluded.in_network, priority = excluded.priority, \
        republish = excluded.republish";
    for chunk in row_chunks(facts) {
        let mut query = sqlx::query(insert(HEAD, chunk.len(), 8, TAIL));
        for one in chunk {
            query = query
                .bind(one.id.as_str())
                .bind(one.name.as_str())
                .bind(one.group.as_str())
                .bind(one.country.as_deref())
                .bind(one.place.as_deref())
                .bind(i64::from(one.in_network))
                .bind(i64::from(one.priority))
                .bind(one.republish.as_str());
        }
        query.execute(&mut *connection).await?;
    }
    Ok(())
}

/// A source that has no state yet is due at once.
async fn write_first_states(
    connection: &mut AnyConnection,
    addresses: &[(&SourceId, &str)],
    now: Timestamp,
) -> sqlx::Result<()> {
    const HEAD: &str = "INSERT INTO source_states (next_check, id, url, health, failures, \
        failure_weight, documents, pages_waiting, next_slot, lease_owner, lease_until)";
    for chunk in row_chunks(addresses) {
        let row = "?,?,?,'new',0,0,0,0,0,'',0";
        let tail = "ON CONFLICT (id) DO NOTHING";
        let mut query = sqlx::query(insert_rows(HEAD, chunk.len(), row, tail));
        for (id, url) in chunk {
            query = query.bind(now.as_millis()).bind(id.as_str()).bind(*url);
        }
        query.execute(&mut *connection).await?;
    }
    Ok(())
}

/// A source whose address was changed is looked at anew: what is remembered of the old address
/// says nothing of the new one. The documents stay.
async fn begin_anew_elsewhere(
    connection: &mut AnyConnection,
    sources: &[Source],
    now: Timestamp,
) -> sqlx::Result<()> {
    let rows = sqlx::query("SELECT id, url FROM source_states").fetch_all(&mut *connection).await?;
    let mut known = HashMap::new();
    for row in &rows {
        let mut columns = Columns::of(row);
        known.insert(columns.string()?, columns.string()?);
    }
    let is_elsewhere = |source: &&Source| known.get(source.id.as_str()) != Some(&source.url);
    for source in sources.iter().filter(is_elsewhere) {
        sqlx::query(
            "UPDATE source_states SET url = $1, next_check = $2, interval_ms = NULL, \
             failures = 0, failure_weight = 0, error = NULL, error_class = NULL, is_accepted = 0, \
             etag = NULL, last_modified = NULL, body_hash = NULL, resume = NULL, \
             moved_to = NULL WHERE id = $3",
        )
        .bind(source.url.as_str())
        .bind(now.as_millis())
        .bind(source.id.as_str())
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

/// Makes all documents of a source changes again.
async fn renumber(connection: &mut AnyConnection, id: &SourceId) -> sqlx::Result<()> {
    let sql = "SELECT COUNT(*) FROM documents WHERE source_id = $1";
    let row = sqlx::query(sql).bind(id.as_str()).fetch_one(&mut *connection).await?;
    let documents = signed(Columns::of(&row).number()?);
    if documents == 0 {
        return Ok(());
    }
    let sql = "UPDATE counters SET sequence = sequence + $1 WHERE id = 1 RETURNING sequence";
    let row = sqlx::query(sql).bind(documents).fetch_one(&mut *connection).await?;
    let before = Columns::of(&row).number()? - documents;
    sqlx::query(
        "UPDATE documents SET sequence = $1 + numbered.place FROM \
           (SELECT id, ROW_NUMBER() OVER (ORDER BY sequence) AS place \
            FROM documents WHERE source_id = $2) AS numbered \
         WHERE documents.id = numbered.id",
    )
    .bind(before)
    .bind(id.as_str())
    .execute(connection)
    .await?;
    Ok(())
}
