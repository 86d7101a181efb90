//! What saved searches have found.

use std::collections::HashSet;
use std::time::Duration;

use sqlx::AnyConnection;

use crate::model::{DocumentId, News, Timestamp};

use crate::store::row::{Columns, signed};
use crate::store::statement::{LIST, insert, list_length, padded, row_chunks, with_list};
use crate::store::{Store, StoreError};

/// How long `look_back` stays: pages that are read later than this after their entries are no news.
const LOOK_BACK: Duration = Duration::from_hours(7 * 24);

impl Store {
    /// Adds what a search found as (document, story), in this order, and moves its mark. What is
    /// news already is left out: the document, its story, and a story that one of the news tells by
    /// now. `look_back` follows the mark 7 to 14 days behind. Gives what was added.
    pub async fn add_news(
        &self,
        search: &str,
        found: &[(DocumentId, DocumentId)],
        mark: i64,
        now: Timestamp,
    ) -> Result<Vec<News>, StoreError> {
        let added: sqlx::Result<Vec<News>> = async {
            let mut transaction = self.begin().await?;
            let Some(before) = Marks::of(&mut transaction, search).await? else {
                return Ok(Vec::new());
            };
            let known = known(&mut transaction, search, found).await?;
            let news = numbered(found, known, before.last_news, now);
            write(&mut transaction, search, &news).await?;
            let last_news = news.last().map_or(before.last_news, |last| last.number);
            let after = before.moved(mark, last_news, now);
            if after != before {
                after.write(&mut transaction, search).await?;
            }
            transaction.commit().await?;
            Ok(news)
        }
        .await;
        added.map_err(self.trouble())
    }

    /// News after a number, oldest first.
    pub async fn news_after(&self, search: &str, number: i64) -> Result<Vec<News>, StoreError> {
        let sql = "SELECT number, document, story, found FROM news \
                   WHERE search = $1 AND number > $2 ORDER BY number";
        let query = sqlx::query(sql).bind(search).bind(number);
        let rows = query.fetch_all(&self.readers).await.map_err(self.trouble())?;
        let news = |row| {
            let mut columns = Columns::of(row);
            Ok(News {
                number: columns.number()?,
                document: DocumentId::new(columns.string()?),
                story: DocumentId::new(columns.string()?),
                found: columns.moment()?,
            })
        };
        rows.iter().map(news).collect::<Result<_, _>>().map_err(self.trouble())
    }

    /// Whether a document is among the news of a search.
    pub async fn is_news(&self, search: &str, document: &DocumentId) -> Result<bool, StoreError> {
        let sql = "SELECT number FROM news WHERE search = $1 AND document = $2 LIMIT 1";
        let query = sqlx::query(sql).bind(search).bind(document.as_str());
        let row = query.fetch_optional(&self.readers).await.map_err(self.trouble())?;
        Ok(row.is_some())
    }

    /// Documents that have come since an arrival number, whatever searches find of them.
    pub async fn arrived_since(&self, number: i64) -> Result<u64, StoreError> {
        let sql = "SELECT COUNT(*) FROM documents WHERE arrived > $1";
        let row = sqlx::query(sql).bind(number).fetch_one(&self.readers).await;
        Columns::of(&row.map_err(self.trouble())?).count().map_err(self.trouble())
    }
}

/// How far a search has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Marks {
    mark: i64,
    look_back: i64,
    /// Where `look_back` will be next.
    look_back_next: i64,
    look_back_moved: i64,
    last_news: i64,
}

impl Marks {
    async fn of(connection: &mut AnyConnection, search: &str) -> sqlx::Result<Option<Self>> {
        let sql = "SELECT mark, look_back, look_back_next, look_back_moved, last_news \
                   FROM searches WHERE key = $1";
        let row = sqlx::query(sql).bind(search).fetch_optional(connection).await?;
        let Some(row) = row else { return Ok(None) };
        let mut columns = Columns::of(&row);
        Ok(Some(Self {
            mark: columns.number()?,
            look_back: columns.number()?,
            look_back_next: columns.number()?,
            look_back_moved: columns.number()?,
            last_news: columns.number()?,
        }))
    }

    /// Nothing ever moves backwards, and a week that a wrong clock began in the future begins now.
    fn moved(self, mark: i64, last_news: i64, now: Timestamp) -> Self {
        let mut moved = Self { mark: mark.max(self.mark), last_news, ..self };
        let now = now.as_millis();
        let week = signed(LOOK_BACK.as_millis());
        if self.look_back_moved > now {
            moved.look_back_moved = now;
        } else if now.saturating_sub(self.look_back_moved) >= week {
            moved.look_back = self.look_back.max(self.look_back_next);
            moved.look_back_next = self.mark.max(self.look_back_next);
            moved.look_back_moved = now;
        }
        moved
    }

    async fn write(self, connection: &mut AnyConnection, search: &str) -> sqlx::Result<()> {
        let sql = "UPDATE searches SET mark = $1, look_back = $2, look_back_next = $3, \
                   look_back_moved = $4, last_news = $5 WHERE key = $6";
        sqlx::query(sql)
            .bind(self.mark)
            .bind(self.look_back)
            .bind(self.look_back_next)
            .bind(self.look_back_moved)
            .bind(self.last_news)
            .bind(search)
            .execute(connection)
            .await?;
        Ok(())
    }
}

/// Of what was found, the documents and the stories that are news already.
#[derive(Debug, Default)]
struct Known {
    documents: HashSet<String>,
    stories: HashSet<String>,
}

async fn known(
    connection: &mut AnyConnection,
    search: &str,
    found: &[(DocumentId, DocumentId)],
) -> sqlx::Result<Known> {
    const DOCUMENTS: &str = "SELECT document FROM news WHERE search = ? AND document IN (";
    const STORIES: &str = "SELECT story FROM news WHERE search = ? AND story IN (";
    // Another document may have become the first of a story meanwhile, which gives it its name.
    const TOLD: &str = "SELECT documents.story FROM documents \
        JOIN news ON news.document = documents.id \
        WHERE news.search = ? AND documents.story IN (";
    let mut known = Known::default();
    for chunk in found.chunks(LIST) {
        let documents = listed(connection, DOCUMENTS, search, chunk, |(document, _)| document);
        known.documents.extend(documents.await?);
        for head in [STORIES, TOLD] {
            let stories = listed(connection, head, search, chunk, |(_, story)| story);
            known.stories.extend(stories.await?);
        }
    }
    Ok(known)
}

async fn listed<'f>(
    connection: &mut AnyConnection,
    head: &str,
    search: &'f str,
    chunk: &'f [(DocumentId, DocumentId)],
    id: impl Fn(&'f (DocumentId, DocumentId)) -> &'f DocumentId,
) -> sqlx::Result<Vec<String>> {
    let mut query = sqlx::query(with_list(head, list_length(chunk.len()), ")")).bind(search);
    for id in padded(chunk, |pair| id(pair).as_str()) {
        query = query.bind(id);
    }
    let rows = query.fetch_all(connection).await?;
    rows.iter().map(|row| Columns::of(row).string()).collect()
}

fn numbered(
    found: &[(DocumentId, DocumentId)],
    mut known: Known,
    last: i64,
    now: Timestamp,
) -> Vec<News> {
    let mut news = Vec::new();
    let mut number = last;
    for (document, story) in found {
        if known.documents.contains(document.as_str()) || known.stories.contains(story.as_str()) {
            continue;
        }
        known.documents.insert(document.as_str().to_owned());
        known.stories.insert(story.as_str().to_owned());
        number += 1;
        news.push(News { number, document: document.clone(), story: story.clone(), found: now });
    }
    news
}

async fn write(connection: &mut AnyConnection, search: &str, news: &[News]) -> sqlx::Result<()> {
    const HEAD: &str = "INSERT INTO news (search, number, document, story, found)";
    for chunk in row_chunks(news) {
        let mut query = sqlx::query(insert(HEAD, chunk.len(), 5, ""));
        for one in chunk {
            query = query
                .bind(search)
                .bind(one.number)
                .bind(one.document.as_str())
                .bind(one.story.as_str())
                .bind(one.found.as_millis());
        }
        query.execute(&mut *connection).await?;
    }
    Ok(())
}
